//! Two-character words, by which is known what belongs together where a character could be a slip: in 办公步行 the 公 is
//! that of 办公, so that nobody wrote 公步 for 公布.

use crate::pack::{Pack, grouped};
use crate::text::fold::Fold;
use crate::text::matcher::pair_of;

/// The words of a set that slips or collocations name in `unless_beside`, folded and sorted.
pub(super) struct Words(Vec<u32>);

impl Words {
    /// Those of a set of the pack; none if there is no such set.
    pub(super) fn of(pack: &Pack, set: &str) -> Words {
        let folded = |char: char| u16::try_from(u32::from(char)).map_or(0, |unit| Fold::shared().code(unit));
        let pairs = pack.set(set).iter().filter_map(|line| grouped(line)).flatten();
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
