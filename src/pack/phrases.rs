//! What is said in always the same words, given as it is rightly written, so that a text that writes one of its
//! characters otherwise is known: set phrases (再接再厉), and collocations, words that often stand side by side
//! (化解 + 矛盾). Of the latter a line of a set holds the first word and all that follow it.

use super::{Pack, WordSet};
use std::borrow::Cow;

/// A set phrase or a collocation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Phrase<'p> {
    /// The kind of a text that miswrites it.
    pub kind: &'p str,
    /// The phrase, or the first word of the collocation.
    pub first: &'p str,
    /// The other word of the collocation.
    pub follower: Option<&'p str>,
    /// The set of words that make a slip in it innocent.
    pub unless_beside: Option<&'p str>,
    /// Where the pack has it.
    pub place: PhrasePlace,
}

/// Where a pack has a phrase: its set, its line there, and which of the words behind the first is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PhrasePlace {
    set: u32,
    line: u32,
    follower: u32,
}

impl<'p> Phrase<'p> {
    /// The whole, as it is rightly written.
    pub fn spelling(&self) -> Cow<'p, str> {
        self.follower.map_or(Cow::Borrowed(self.first), |follower| Cow::Owned(format!("{}{follower}", self.first)))
    }
}

impl Pack {
    /// The phrases and collocations of all sets.
    pub fn phrases(&self) -> impl Iterator<Item = Phrase<'_>> {
        self.phrases_if(|_| true)
    }

    /// The phrases and collocations of those kinds; sets of others are passed over whole.
    pub(crate) fn phrases_if(&self, is_wanted: impl Fn(&str) -> bool) -> impl Iterator<Item = Phrase<'_>> {
        self.sets.iter().zip(0..).flat_map(move |(set, number)| {
            let kind = set.phrases.as_deref().or(set.collocations.as_deref());
            let lines = 0..if kind.is_some_and(&is_wanted) { set.words.len() as u32 } else { 0 };
            lines.flat_map(move |line| of_line(set, PhrasePlace { set: number, line, follower: 0 }))
        })
    }

    /// The phrase at a place.
    pub fn phrase(&self, place: PhrasePlace) -> Option<Phrase<'_>> {
        of_line(self.sets.get(place.set as usize)?, PhrasePlace { follower: 0, ..place }).nth(place.follower as usize)
    }
}

/// The first word of a line and each of the others.
pub(super) fn collocations(line: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut words = line.split(' ');
    let first = words.next().unwrap_or_default();
    words.map(move |follower| (first, follower))
}

fn of_line(set: &WordSet, place: PhrasePlace) -> impl Iterator<Item = Phrase<'_>> {
    let line = set.words.get(place.line as usize);
    let phrase = line.zip(set.phrases.as_deref());
    let unless_beside = set.unless_beside.as_deref();
    let phrase = phrase.map(|(line, kind)| Phrase { kind, first: line, follower: None, unless_beside, place });
    let line = line.zip(set.collocations.as_deref());
    let pairs = line.into_iter().flat_map(move |(line, kind)| {
        collocations(line).zip(0..).map(move |((first, follower), number)| Phrase {
            kind,
            first,
            follower: Some(follower),
            unless_beside,
            place: PhrasePlace { follower: number, ..place },
        })
    });
    phrase.into_iter().chain(pairs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_collocations_is_a_word_and_its_followers() {
        let set = WordSet {
            set: "a".into(),
            phrases: None,
            collocations: Some("typo".into()),
            slips: None,
            unless_beside: None,
            pairs: None,
            wholes: None,
            enumerations: None,
            severity: None,
            words: vec!["化解 矛盾 风险".into(), "思想 认识".into()].into(),
        };
        let pack = Pack { sets: vec![set], ..Pack::empty("a") };
        let found: Vec<_> = pack.phrases().map(|phrase| phrase.spelling()).collect();
        assert_eq!(found, ["化解矛盾", "化解风险", "思想认识"]);
        for phrase in pack.phrases() {
            assert_eq!(pack.phrase(phrase.place), Some(phrase));
        }
    }
}
