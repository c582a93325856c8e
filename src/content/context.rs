//! What stands around a place: the folded text directly before and after it, and within its clause
//! or sentence. Windows are bounded, so that a text full of hits stays linear.

use crate::text::fold::{Fold, Folded};

/// How far context is looked at, in UTF-16 code units to either side.
pub(super) const REACH: usize = 40;

/// How much around a place counts as its surroundings.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// Between any two of ，。；：！？、 and line ends.
    Clause,
    /// Between any two of 。！？ and line ends.
    Sentence,
}

fn ends(scope: Scope, unit: u16) -> bool {
    match char::from_u32(u32::from(unit)) {
        Some('。' | '！' | '？' | '!' | '?' | '\n' | '\r' | '\u{2028}' | '\u{2029}') => true,
        Some('，' | '；' | '：' | '、' | ',' | ';' | ':') => scope == Scope::Clause,
        _ => false,
    }
}

/// The folded text of up to [`REACH`] units before `at`, separators and invisible characters left out.
pub(super) fn before(units: &[u16], at: usize) -> Vec<u16> {
    folded(units, at.saturating_sub(REACH), at)
}

/// The folded text of up to [`REACH`] units from `at` on.
pub(super) fn after(units: &[u16], at: usize) -> Vec<u16> {
    folded(units, at, units.len().min(at + REACH))
}

/// The folded text around `from..to`, the place itself left out, as UTF-8.
pub(super) fn around(units: &[u16], from: usize, to: usize, scope: Scope) -> String {
    let low = from.saturating_sub(REACH);
    let start = (low..from).rev().find(|i| ends(scope, units[*i])).map_or(low, |i| i + 1);
    let high = units.len().min(to + REACH);
    let end = (to..high).find(|i| ends(scope, units[*i])).unwrap_or(high);
    let mut text = String::from_utf16_lossy(&folded(units, start, from));
    text.push('\u{1}');
    text.push_str(&String::from_utf16_lossy(&folded(units, to, end)));
    text
}

fn folded(units: &[u16], from: usize, to: usize) -> Vec<u16> {
    let fold = Fold::shared();
    let mut out = Vec::with_capacity(to - from);
    let mut at = from;
    while at < to {
        let (step, width) = fold.at(units, at);
        match step {
            Folded::Skip => {}
            Folded::Separator if matches!(units[at], 0x20 | 0x09 | 0xA0 | 0x3000) => {}
            Folded::Separator if width == 1 => out.push(fold.literal(units[at])),
            Folded::Separator => out.extend_from_slice(&units[at..at + width]),
            Folded::Unit(unit) => out.push(unit),
            Folded::Units(expansion, len) => out.extend_from_slice(&expansion[..len as usize]),
        }
        at += width;
    }
    out
}

/// Words in folded form, without blanks, as [`before`], [`after`] and [`around`] show the text.
pub(super) fn fold_words<'a>(words: impl IntoIterator<Item = &'a String>) -> Vec<Vec<u16>> {
    words
        .into_iter()
        .map(|w| Fold::shared().word(w).into_iter().filter(|u| !matches!(u, 0x20 | 0x09)).collect())
        .collect()
}
