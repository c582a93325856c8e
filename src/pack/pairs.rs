//! Words that are taken for each other though both are right somewhere (制订, 制定): a set with `pairs` holds, for one
//! that is written for the other, what stands around it where that is wrong. A line is the wrong word, the right one,
//! and contexts in which `_` is the place of the word, what may stand on one side of it divided by strokes:
//! `制订 制定 _法律/法规 依法/国家_`; `_` alone is any context.

use super::{Pack, WordSet};
use crate::diagnostic::Severity;

/// The place of the word in a context.
const PLACE: char = '_';

/// Stands between strings any of which may stand on one side of the word.
const OR: char = '/';

/// One context in which a word is written for another.
pub struct Pair<'p> {
    /// The kind of a text that does so.
    pub kind: &'p str,
    /// Its severity, if not that of the kind.
    pub severity: Option<Severity>,
    /// The word that is wrong there.
    pub wrong: &'p str,
    /// The word that is meant.
    pub right: &'p str,
    /// What stands before the word.
    pub before: &'p str,
    /// What stands behind it.
    pub after: &'p str,
}

impl Pack {
    /// The pairs of all sets, in each of their contexts.
    pub fn pairs(&self) -> impl Iterator<Item = Pair<'_>> {
        self.pairs_if(|_| true)
    }

    /// The pairs of those kinds; sets of others are passed over whole.
    pub(crate) fn pairs_if(&self, is_wanted: impl Fn(&str) -> bool) -> impl Iterator<Item = Pair<'_>> {
        let sets = self.sets.iter().filter(move |set| set.pairs.as_deref().is_some_and(&is_wanted));
        sets.flat_map(WordSet::pairs)
    }
}

impl WordSet {
    /// The pairs of the set, none if it is no such set.
    pub fn pairs(&self) -> impl Iterator<Item = Pair<'_>> {
        self.pairs.as_deref().into_iter().flat_map(move |kind| {
            self.words.iter().filter_map(|line| members(line)).flat_map(move |(wrong, right, contexts)| {
                contexts.map(move |(before, after)| Pair { kind, severity: self.severity, wrong, right, before, after })
            })
        })
    }
}

/// The wrong word, the right one, and what stands around it in each context; none if the line is no such line.
pub(super) fn members(line: &str) -> Option<(&str, &str, impl Iterator<Item = (&str, &str)>)> {
    let mut fields = line.split(' ');
    let (wrong, right) = (fields.next()?, fields.next()?);
    let is_side = |side: &str| side.is_empty() || side.split(OR).all(|text| !text.is_empty());
    let is_context = |field: &str| field.split_once(PLACE).is_some_and(|(a, b)| is_side(a) && is_side(b));
    let is_sound = !wrong.is_empty() && !right.is_empty() && wrong != right && fields.clone().count() > 0;
    (is_sound && fields.clone().all(is_context)).then(|| (wrong, right, fields.flat_map(contexts)))
}

/// Every context of a field: each of what may stand before the word with each of what may stand behind it.
fn contexts(field: &str) -> impl Iterator<Item = (&str, &str)> {
    let (before, after) = field.split_once(PLACE).unwrap_or_default();
    before.split(OR).flat_map(move |before| after.split(OR).map(move |after| (before, after)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_two_words_and_their_contexts() {
        let (wrong, right, contexts) = members("制订 制定 _法律/条例 依法_ 已经_了 _").unwrap();
        assert_eq!((wrong, right), ("制订", "制定"));
        let expected = [("", "法律"), ("", "条例"), ("依法", ""), ("已经", "了"), ("", "")];
        assert_eq!(contexts.collect::<Vec<_>>(), expected);
        for context in ["", " ", " 法律", " _法律 ", " _法律/", " /依法_"] {
            assert!(members(&format!("制订 制定{context}")).is_none(), "{context}");
        }
        assert!(members("制订 制订 _法律").is_none());
    }
}
