//! The kinds of words of a rule book, by name: what is compiled into a lexicon (words, slips, phrases) names its kind,
//! and is left out where that is switched off.

use crate::pack::Rulebook;
use rustc_hash::FxHashMap;

/// The kinds that are on.
pub(super) struct Kinds<'p> {
    numbers: FxHashMap<&'p str, u32>,
}

impl<'p> Kinds<'p> {
    pub(super) fn new(book: &'p Rulebook) -> Kinds<'p> {
        let kinds = book.pack().kinds.iter().zip(0..).filter(|(kind, _)| book.is_on(&kind.code));
        Kinds { numbers: kinds.map(|(kind, number)| (kind.kind.as_str(), number)).collect() }
    }

    /// The kind of that name, by its place in the pack's kinds; none if it is off or there is no such kind.
    pub(super) fn on(&self, kind: &str) -> Option<u32> {
        self.numbers.get(kind).copied()
    }
}
