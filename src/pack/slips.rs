//! Slips: words in which a character is often taken for another (圆满 written 园满). A list of wrong spellings would
//! say the same at several times the length; written by the character that is mistaken, it also shows what is alike.

use super::{Pack, WordSet};

/// A wrong spelling and the right one.
#[derive(Debug, PartialEq, Eq)]
pub struct Slip<'p> {
    /// The kind of a text that holds the wrong spelling.
    pub kind: &'p str,
    /// How it is rightly written.
    pub right: &'p str,
    /// How it is wrongly written.
    pub wrong: String,
}

impl Pack {
    /// The slips of all sets.
    pub fn slips(&self) -> impl Iterator<Item = Slip<'_>> {
        self.sets.iter().flat_map(WordSet::slips)
    }
}

impl WordSet {
    /// The slips of the set, none if it is no such set.
    pub fn slips(&self) -> impl Iterator<Item = Slip<'_>> {
        let kind = self.slips.as_deref();
        kind.into_iter().flat_map(|kind| {
            let lines = self.words.iter().filter_map(|line| parts(line));
            lines.flat_map(move |(right, wrong, words)| words.map(move |word| slip(kind, word, right, wrong)))
        })
    }
}

/// The character that is right, the one taken for it, and the words, of a line like `圆园 圆满 团圆`.
pub(super) fn parts(line: &str) -> Option<(char, char, impl Iterator<Item = &str>)> {
    let mut fields = line.split(' ');
    let mut pair = fields.next()?.chars();
    match (pair.next(), pair.next(), pair.next()) {
        (Some(right), Some(wrong), None) if right != wrong => Some((right, wrong, fields)),
        _ => None,
    }
}

/// Where a character stands twice in a word, its first place is meant.
fn slip<'p>(kind: &'p str, word: &'p str, right: char, wrong: char) -> Slip<'p> {
    Slip { kind, right: word, wrong: word.replacen(right, wrong.encode_utf8(&mut [0; 4]), 1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_pair_of_characters_and_the_words() {
        let set = WordSet {
            set: "a".into(),
            phrases: None,
            collocations: None,
            slips: Some("typo".into()),
            pairs: None,
            severity: None,
            words: vec!["圆园 圆满 团圆".into(), "躁燥 急躁".into()].into(),
        };
        let found: Vec<_> = set.slips().map(|s| (s.right, s.wrong)).collect();
        assert_eq!(found, [("圆满", "园满".into()), ("团圆", "团园".into()), ("急躁", "急燥".into())]);
        assert!(WordSet { slips: None, ..set }.slips().next().is_none());
    }
}
