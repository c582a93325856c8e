//! Words that are taken for each other though both are right somewhere (制订, 制定): a set with `pairs` holds, for one
//! that is written for the other, what stands around it where that is wrong. A line is the wrong word, the right one,
//! and contexts in which `_` is the place of the word, what may stand on one side of it divided by strokes:
//! `制订 制定 _法律/法规 依法/国家_`; `_` alone is any context. Behind or before `…` stands what need not be next to the
//! word but in its clause (`接收 接受 _…调查/采访`), behind `~` what stands in its sentence, and behind `!` what makes the
//! word innocent there, whatever else does.

use super::{Pack, WordSet};
use crate::diagnostic::Severity;

/// The place of the word in a context.
const PLACE: char = '_';

/// Stands between strings any of which may stand on one side of the word.
const OR: char = '/';

/// Stands between the word and what is in its clause, next to it or not.
const GAP: char = '…';

/// Begins what may stand anywhere in the sentence.
const SENTENCE: char = '~';

/// Begins what makes the word innocent.
const UNLESS: char = '!';

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
    /// Where that is so.
    pub context: Context<'p>,
}

/// What stands around a word: directly before and behind it, and further away.
#[derive(Clone, Copy, Default)]
pub struct Context<'p> {
    /// What stands directly before the word.
    pub before: &'p str,
    /// What stands directly behind it.
    pub after: &'p str,
    /// What stands further away.
    pub around: Surroundings<'p>,
}

/// What stands around a word, but not necessarily next to it: of each list, if there is one, one must stand there. The
/// members of a list are given by [`either`].
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash, Debug)]
pub struct Surroundings<'p> {
    /// Before it in its clause.
    pub before: &'p str,
    /// Behind it in its clause.
    pub after: &'p str,
    /// In its sentence.
    pub sentence: &'p str,
    /// None of these, in its sentence.
    pub unless: &'p str,
}

/// The strings of a list, any of which may stand in its place.
pub fn either(list: &str) -> impl Iterator<Item = &str> {
    list.split(OR)
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
                contexts.map(move |context| Pair { kind, severity: self.severity, wrong, right, context })
            })
        })
    }
}

/// The wrong word, the right one, and what stands around it in each context; none if the line is no such line.
pub(super) fn members<'p>(line: &'p str) -> Option<(&'p str, &'p str, impl Iterator<Item = Context<'p>>)> {
    let mut fields = line.split(' ');
    let (wrong, right) = (fields.next()?, fields.next()?);
    let is_list = |list: &str| either(list).all(|text| !text.is_empty() && !text.contains(GAP));
    let is_side = |side: &str, list: &str| side.is_empty() || is_list(list);
    let is_context = |field: &str| match listed(field) {
        Some((_, list)) => is_list(list),
        None => field.split_once(PLACE).is_some_and(|(before, after)| {
            is_side(before, before.strip_suffix(GAP).unwrap_or(before))
                && is_side(after, after.strip_prefix(GAP).unwrap_or(after))
        }),
    };
    let is_excuse = |field: &str| field.starts_with(UNLESS);
    let is_sound = !wrong.is_empty()
        && !right.is_empty()
        && wrong != right
        && fields.clone().any(|field| !is_excuse(field))
        && fields.clone().filter(|field| is_excuse(field)).count() < 2
        && fields.clone().all(is_context);
    let unless = fields.clone().find_map(|field| field.strip_prefix(UNLESS)).unwrap_or_default();
    is_sound.then(|| {
        let contexts = fields.filter(move |field| !is_excuse(field)).flat_map(contexts);
        let excused =
            move |context: Context<'p>| Context { around: Surroundings { unless, ..context.around }, ..context };
        (wrong, right, contexts.map(excused))
    })
}

/// The list of a field that has no place of the word, and what begins it.
fn listed(field: &str) -> Option<(char, &str)> {
    let first = field.chars().next().filter(|first| [SENTENCE, UNLESS].contains(first))?;
    Some((first, &field[first.len_utf8()..]))
}

/// Every context of a field: each of what may stand next to the word on one side with each of what may on the other.
fn contexts(field: &str) -> impl Iterator<Item = Context<'_>> {
    let (before, after) = field.split_once(PLACE).unwrap_or_default();
    let (before, far_before) = before.strip_suffix(GAP).map_or((before, ""), |list| ("", list));
    let (after, far_after) = after.strip_prefix(GAP).map_or((after, ""), |list| ("", list));
    let sentence = field.strip_prefix(SENTENCE).unwrap_or_default();
    let around = Surroundings { before: far_before, after: far_after, sentence, unless: "" };
    either(before).flat_map(move |before| either(after).map(move |after| Context { before, after, around }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_two_words_and_their_contexts() {
        let (wrong, right, contexts) = members("制订 制定 _法律/条例 依法_ 已经_了 _").unwrap();
        assert_eq!((wrong, right), ("制订", "制定"));
        let expected = [("", "法律"), ("", "条例"), ("依法", ""), ("已经", "了"), ("", "")];
        assert_eq!(contexts.map(|context| (context.before, context.after)).collect::<Vec<_>>(), expected);
        let wrong = [
            "",
            " ",
            " 法律",
            " _法律 ",
            " _法律/",
            " /依法_",
            " …_",
            " _…",
            " 一…二_",
            " ~",
            " _法律 !",
            " !法律",
            " _ !一 !二",
        ];
        for context in wrong {
            assert!(members(&format!("制订 制定{context}")).is_none(), "{context}");
        }
        assert!(members("制订 制订 _法律").is_none());
    }

    #[test]
    fn a_context_may_be_further_away() {
        let (_, _, contexts) = members("接收 接受 被/正_…调查/采访 向…_ ~记者 !信号/文件").unwrap();
        let seen: Vec<_> = contexts.map(|context| (context.before, context.around)).collect();
        let around = Surroundings { unless: "信号/文件", ..Default::default() };
        let behind = Surroundings { after: "调查/采访", ..around };
        let expected = [
            ("被", behind),
            ("正", behind),
            ("", Surroundings { before: "向", ..around }),
            ("", Surroundings { sentence: "记者", ..around }),
        ];
        assert_eq!(seen, expected);
    }
}
