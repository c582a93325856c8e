//! Checking the lexicon: a hundred thousand words pass through here, so nothing is done twice.

use super::{Names, Report, list, quote};
use crate::pack::pairs::members;
use crate::pack::phrases::collocations;
use crate::pack::slips::{grouped, parts};
use crate::pack::wholes::{MOST_PARTS, SHORTEST_WHOLE, is_whole};
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

/// Set phrases: of a kind there is, and long enough to be known by what is left of them.
pub(super) fn check_phrases(pack: &Pack, kinds: &FxHashMap<&str, &str>, report: &mut Report) {
    for (i, set) in pack.sets.iter().enumerate() {
        let Some(kind) = &set.phrases else { continue };
        if !kinds.contains_key(kind.as_str()) {
            report.add(format!("sets[{i}].phrases"), quote(kind), "a kind of the pack");
        }
        for (k, word) in set.words.iter().enumerate() {
            if word.chars().count() < SHORTEST_PHRASE {
                report.add(format!("sets[{i}].words[{k}]"), quote(word), "a phrase of at least four characters");
            }
        }
    }
}

/// Collocations: of a kind there is, and as long as phrases.
pub(super) fn check_collocations(pack: &Pack, kinds: &FxHashMap<&str, &str>, report: &mut Report) {
    for (i, set) in pack.sets.iter().enumerate() {
        let Some(kind) = &set.collocations else { continue };
        if !kinds.contains_key(kind.as_str()) {
            report.add(format!("sets[{i}].collocations"), quote(kind), "a kind of the pack");
        }
        for (k, line) in set.words.iter().enumerate() {
            let mut all = collocations(line).peekable();
            if all.peek().is_none()
                || all.any(|(first, follower)| first.chars().chain(follower.chars()).count() < SHORTEST_PHRASE)
            {
                let wanted = "a word and followers, with each at least four characters";
                report.add(format!("sets[{i}].words[{k}]"), quote(line), wanted);
            }
        }
    }
}

/// Slips: of a kind there is, each word holds the character that is mistaken, and the words that make one innocent
/// are of two characters.
pub(super) fn check_slips(pack: &Pack, kinds: &FxHashMap<&str, &str>, report: &mut Report) {
    for (i, set) in pack.sets.iter().enumerate() {
        if let Some(beside) = &set.unless_beside {
            if set.slips.is_none() && set.collocations.is_none() {
                report.add(format!("sets[{i}].unless_beside"), quote(beside), "a set with slips or collocations");
            }
            if !pack.sets.iter().any(|other| other.set == *beside) {
                report.add(format!("sets[{i}].unless_beside"), quote(beside), "a set of the pack");
            }
        }
        if pack.sets.iter().any(|slips| slips.unless_beside.as_ref() == Some(&set.set)) {
            for (k, line) in set.words.iter().enumerate() {
                if grouped(line).is_none() {
                    let expected = "two-character words grouped by the one they share, as in 步~行伐";
                    report.add(format!("sets[{i}].words[{k}]"), quote(line), expected);
                }
            }
        }
        let Some(kind) = &set.slips else { continue };
        if !kinds.contains_key(kind.as_str()) {
            report.add(format!("sets[{i}].slips"), quote(kind), "a kind of the pack");
        }
        for (k, line) in set.words.iter().enumerate() {
            let sound = parts(line).is_some_and(|(right, _, words)| {
                let mut words = words.peekable();
                words.peek().is_some() && words.all(|word| word.contains(right))
            });
            if !sound {
                report.add(format!("sets[{i}].words[{k}]"), quote(line), "two characters, and words with the first");
            }
        }
    }
}

/// Names and lists: of a kind there is, and long enough.
pub(super) fn check_wholes(pack: &Pack, kinds: &FxHashMap<&str, &str>, report: &mut Report) {
    for (i, set) in pack.sets.iter().enumerate() {
        let Some(kind) = &set.wholes else { continue };
        if !kinds.contains_key(kind.as_str()) {
            report.add(format!("sets[{i}].wholes"), quote(kind), "a kind of the pack");
        }
        for (k, line) in set.words.iter().enumerate() {
            if !is_whole(line) {
                let wanted = format!("at least {SHORTEST_WHOLE} characters, or a list of at most {MOST_PARTS} parts");
                report.add(format!("sets[{i}].words[{k}]"), quote(line), wanted);
            }
        }
    }
}

/// Pairs: of a kind there is, and each line with its contexts.
pub(super) fn check_pairs(pack: &Pack, kinds: &FxHashMap<&str, &str>, report: &mut Report) {
    for (i, set) in pack.sets.iter().enumerate() {
        let Some(kind) = &set.pairs else { continue };
        if !kinds.contains_key(kind.as_str()) {
            report.add(format!("sets[{i}].pairs"), quote(kind), "a kind of the pack");
        }
        for (k, line) in set.words.iter().enumerate() {
            if members(line).is_none() {
                let wanted = "two words, and contexts with “_” in the place of the word";
                report.add(format!("sets[{i}].words[{k}]"), quote(line), wanted);
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

/// The fewest characters of a set phrase.
pub(crate) const SHORTEST_PHRASE: usize = 4;
