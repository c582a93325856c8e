//! Checking the lexicon: a hundred thousand words pass through here, so nothing is done twice.

use super::{Names, Report, list, quote};
use crate::pack::{Edge, Pack, Word};
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

#[inline(never)]
pub(super) fn check(pack: &Pack, kinds: &FxHashMap<&str, &str>, names: &Names<'_>, report: &mut Report) {
    // Nearly every spelling stands once; only where one comes again are contexts looked at.
    let mut first = FxHashMap::with_capacity_and_hasher(pack.lexicon.len(), FxBuildHasher);
    let mut again = FxHashSet::default();
    for (i, word) in pack.lexicon.iter().enumerate() {
        check_word(i, word, kinds, names, report);
        for spelling in word.spellings() {
            let Some(other) = first.insert(spelling, i) else { continue };
            again.insert(in_context(&pack.lexicon[other], spelling));
            if !again.insert(in_context(word, spelling)) {
                report.add(format!("lexicon[{i}].word"), quote(spelling), "a word and context that no other entry has");
            }
        }
    }
}

type InContext<'p> = (&'p str, [&'p [String]; 4], Option<Edge>, bool);

/// What makes an entry the same as another.
fn in_context<'p>(word: &'p Word, spelling: &'p str) -> InContext<'p> {
    (spelling, [&word.before, &word.after, &word.near, &word.unless_near], word.edge, word.hidden)
}

/// Never inlined, so that it is compiled well by the time it has seen a few of a hundred thousand words.
#[inline(never)]
fn check_word(i: usize, word: &Word, kinds: &FxHashMap<&str, &str>, names: &Names<'_>, report: &mut Report) {
    let path = |field: &str| format!("lexicon[{i}].{field}");
    for spelling in word.spellings() {
        if spelling.trim().is_empty() {
            report.add(path("word"), "an empty word", "at least one character");
        } else if spelling.chars().count() > MAX_WORD {
            report.add(path("word"), format!("{} characters", spelling.chars().count()), format!("at most {MAX_WORD}"));
        }
    }
    if !kinds.contains_key(word.kind.as_str()) {
        let kinds: FxHashSet<&str> = kinds.keys().copied().collect();
        report.add(path("kind"), quote(&word.kind), format!("one of {}", list(&kinds)));
    }
    for (k, fix) in word.fixes.iter().enumerate() {
        if word.spellings().any(|spelling| fix == spelling) {
            report.add(format!("{}[{k}]", path("fixes")), quote(fix), "something else than the word itself");
        }
    }
    for (k, longer) in word.unless.iter().enumerate() {
        if !word.spellings().any(|spelling| longer.contains(spelling) && longer.len() > spelling.len()) {
            report.add(
                format!("{}[{k}]", path("unless")),
                quote(longer),
                format!("a longer string that contains “{}”", word.word),
            );
        }
    }
    for (name, context) in
        [("before", &word.before), ("after", &word.after), ("near", &word.near), ("unless_near", &word.unless_near)]
    {
        check_sets(&path(name), context, &names.sets, report);
    }
    if !word.clauses.is_empty() {
        report.clauses(&format!("lexicon[{i}]"), &word.clauses, &names.clauses);
    }
}

/// Context words: none is empty, and each `@name` is a set.
pub(super) fn check_sets(path: &str, words: &[String], sets: &FxHashSet<&str>, report: &mut Report) {
    for (k, entry) in words.iter().enumerate() {
        match entry.strip_prefix('@') {
            Some(set) if !sets.contains(set) => report.add(format!("{path}[{k}]"), quote(entry), "a set of the pack"),
            None if entry.is_empty() => report.add(format!("{path}[{k}]"), "an empty string", "a word"),
            _ => {}
        }
    }
}

/// The longest word a lexicon may hold, in characters.
pub(in crate::pack) const MAX_WORD: usize = 64;
