//! Two-character words, by which is known what belongs together where a character could be a slip: in 办公步行 the 公 is
//! that of 办公, so that nobody wrote 公步 for 公布. The same words tell whether what is left and right of a slip is whole:
//! in 费尽口舌，跟农户 nothing is, if 尽口 were a word by itself, so that it hardly stands for 进口.

use super::context;
use crate::pack::{Pack, grouped};
use crate::text::fold::Fold;
use crate::text::is_han;
use crate::text::matcher::pair_of;
use rustc_hash::FxHashMap;

/// The sets of the words that are known.
const KNOWN: [&str; 2] = ["slips-words", "collocations-words"];
/// The set of characters that stand beside any word, and that of those which belong to one word or another.
pub(super) const LOOSE: &str = "collocations-loose";
const AFFIXES: &str = "slips-affixes";
/// The set of spellings that are no meeting, however often their characters meet: lists of miswritten words name them.
const SURE: &str = "slips-sure";

/// The words of a set that slips or collocations name in `unless_beside`, folded and sorted.
pub(super) struct Words(Vec<u32>);

impl Words {
    /// Those of a set of the pack; none if there is no such set.
    pub(super) fn of(pack: &Pack, set: &str) -> Words {
        Words::of_all(pack, &[set])
    }

    fn of_all(pack: &Pack, sets: &[&str]) -> Words {
        let folded = |char: char| u16::try_from(u32::from(char)).map_or(0, |unit| Fold::shared().code(unit));
        let lines = sets.iter().flat_map(|set| pack.set(set));
        let pairs = lines.filter_map(|line| grouped(line)).flatten();
        let mut words: Vec<u32> = pairs.map(|(first, second)| pair_of(folded(first), folded(second))).collect();
        words.sort_unstable();
        words.dedup();
        Words(words)
    }

    /// Whether two folded units are one of the words.
    pub(super) fn has(&self, first: u16, second: u16) -> bool {
        self.0.binary_search(&pair_of(first, second)).is_ok()
    }
}

/// Where so many pairs of known words could meet in a spelling of two characters, it does come about so.
const MEETINGS: u32 = 40;

/// The words that are known of any text.
pub(super) struct Vocabulary {
    words: Words,
    loose: Vec<u16>,
    sure: Vec<String>,
    /// How many of the words begin with a unit, and how many end with it.
    edges: FxHashMap<u16, [u32; 2]>,
}

impl Vocabulary {
    /// That of a pack; none if it knows no words.
    pub(super) fn of(pack: &Pack) -> Option<Vocabulary> {
        let words = Words::of_all(pack, &KNOWN);
        let loose = [LOOSE, AFFIXES].map(|set| context::fold_words(pack.set(set)).concat()).concat();
        let mut sure = pack.set(SURE).to_vec();
        sure.sort_unstable();
        let mut edges: FxHashMap<u16, [u32; 2]> = FxHashMap::default();
        for word in &words.0 {
            edges.entry((word >> 16) as u16).or_default()[0] += 1;
            edges.entry(*word as u16).or_default()[1] += 1;
        }
        (!words.0.is_empty()).then_some(Vocabulary { words, loose, sure, edges })
    }

    /// Whether many words could meet in a spelling that begins and ends with these units.
    pub(super) fn may_meet(&self, spelling: &str, first: u16, last: u16) -> bool {
        let count = |unit: u16, side: usize| self.edges.get(&unit).map_or(0, |counts| counts[side]);
        let is_sure = || self.sure.binary_search_by(|sure| sure.as_str().cmp(spelling)).is_ok();
        count(first, 1) * count(last, 0) >= MEETINGS && !is_sure()
    }

    /// Whether what is left of `from` and right of `to` is whole: no Han character, one that stands beside any word, or a
    /// word.
    pub(super) fn is_whole_beside(&self, units: &[u16], from: usize, to: usize) -> bool {
        let han = |at: Option<usize>| at.and_then(|at| units.get(at)).copied().filter(|unit| is_han(*unit));
        let is_whole = |next: Option<u16>, word: Option<(u16, u16)>| {
            let code = |unit: u16| Fold::shared().code(unit);
            next.is_none_or(|next| self.loose.contains(&code(next)))
                || word.is_some_and(|(one, other)| self.words.has(code(one), code(other)))
        };
        let (left, right) = (han(from.checked_sub(1)), han(Some(to)));
        is_whole(left, han(from.checked_sub(2)).zip(left)) && is_whole(right, right.zip(han(Some(to + 1))))
    }
}
