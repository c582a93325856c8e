//! Checking the sets of words: those that say how they are to be read (phrases, slips, pairs …) name a kind there is, and
//! each of their lines can be read so.

use super::{Names, Report, quote};
use crate::pack::pairs::members;
use crate::pack::phrases::collocations;
use crate::pack::slips::{grouped, parts};
use crate::pack::wholes::{MOST_PARTS, SHORTEST_WHOLE, is_whole};
use crate::pack::{Pack, WordSet};
use rustc_hash::{FxHashMap, FxHashSet};

/// The fewest characters of a set phrase.
pub(crate) const SHORTEST_PHRASE: usize = 4;

/// A way to read a set: the field that asks for it, how to tell a line that cannot be read so, and what it should be.
struct Reading {
    field: &'static str,
    kind: fn(&WordSet) -> &Option<String>,
    is_sound: fn(&str) -> bool,
    wanted: &'static str,
}

const READINGS: [Reading; 6] = [
    Reading {
        field: "phrases",
        kind: |set| &set.phrases,
        is_sound: |line| line.chars().count() >= SHORTEST_PHRASE,
        wanted: "a phrase of at least four characters",
    },
    Reading {
        field: "collocations",
        kind: |set| &set.collocations,
        is_sound: are_collocations,
        wanted: "a word and followers, with each at least four characters",
    },
    Reading {
        field: "slips",
        kind: |set| &set.slips,
        is_sound: are_slips,
        wanted: "two characters, and words with the first",
    },
    Reading {
        field: "wholes",
        kind: |set| &set.wholes,
        is_sound: is_whole,
        wanted: "a name of at least five characters, or a list of at most eight parts",
    },
    Reading {
        field: "enumerations",
        kind: |set| &set.enumerations,
        is_sound: is_enumeration,
        wanted: "a list of at least three parts divided by 、",
    },
    Reading {
        field: "pairs",
        kind: |set| &set.pairs,
        is_sound: |line| members(line).is_some(),
        wanted: "two words, and contexts with “_” in the place of the word",
    },
];

// What is wanted says these in words.
const _: () = assert!(SHORTEST_PHRASE == 4 && SHORTEST_WHOLE == 5 && MOST_PARTS == 8 && FEWEST_PARTS == 3);

/// The fewest parts of an enumeration.
pub(crate) const FEWEST_PARTS: usize = 3;

fn is_enumeration(line: &str) -> bool {
    let is_list =
        |list: &str| list.split('、').count() >= FEWEST_PARTS && list.split('、').all(|part| !part.is_empty());
    line.split(' ').all(is_list)
}

fn are_collocations(line: &str) -> bool {
    let mut all = collocations(line).peekable();
    let is_long = |(first, follower): (&str, &str)| first.chars().chain(follower.chars()).count() >= SHORTEST_PHRASE;
    all.peek().is_some() && all.all(is_long)
}

fn are_slips(line: &str) -> bool {
    parts(line).is_some_and(|(right, _, words)| {
        let mut words = words.peekable();
        words.peek().is_some() && words.all(|word| word.contains(right))
    })
}

/// Checks the sets of a pack; `base` is what it is laid over, whose sets it may name.
pub(super) fn check(
    pack: &Pack,
    base: Option<&Pack>,
    kinds: &FxHashMap<&str, &str>,
    names: &Names<'_>,
    report: &mut Report,
) {
    let all = base.into_iter().chain(std::iter::once(pack)).flat_map(|pack| &pack.sets);
    let beside: FxHashSet<&str> = all.filter_map(|set| set.unless_beside.as_deref()).collect();
    for (i, set) in pack.sets.iter().enumerate() {
        let mut check_lines = |is_sound: &dyn Fn(&str) -> bool, wanted: &str| {
            for (k, line) in set.words.iter().enumerate().filter(|(_, line)| !is_sound(line)) {
                report.add(format!("sets[{i}].words[{k}]"), quote(line), wanted);
            }
        };
        for Reading { kind, is_sound, wanted, .. } in READINGS {
            if kind(set).is_some() {
                check_lines(&is_sound, wanted);
            }
        }
        if beside.contains(set.set.as_str()) {
            let wanted = "two-character words grouped by the one they share, as in 步~行伐";
            check_lines(&|line| grouped(line).is_some(), wanted);
        }
        for Reading { field, kind, .. } in READINGS {
            if let Some(kind) = kind(set).as_ref().filter(|kind| !kinds.contains_key(kind.as_str())) {
                report.add(format!("sets[{i}].{field}"), quote(kind), "a kind of the pack");
            }
        }
        if let Some(beside) = &set.unless_beside {
            let path = format!("sets[{i}].unless_beside");
            if set.slips.is_none() && set.collocations.is_none() && set.phrases.is_none() {
                report.add(path.clone(), quote(beside), "a set with slips, phrases or collocations");
            }
            report.known(&path, beside, &names.sets, "a set of the pack");
        }
    }
}
