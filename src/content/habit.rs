//! What a text writes so throughout is told once. Who types a half-width comma between Chinese characters, or leaves a
//! set phrase without its quotation marks, mostly does so all through the page: the first place is warned of, the others
//! are only noted. And an article on an epidemic says so in every sentence: of the words of some kinds only the first
//! place is told.

use crate::diagnostic::{Diagnostic, Severity, Target, sort};
use crate::pack::Rulebook;
use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// More than so much is not remembered.
const MANY: usize = 256;

/// What the text was told before, by keys, in order: shared, because each block of a text keeps it and few add to it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Told(Arc<Vec<u64>>);

/// A finding that is told once, or but once as a warning, with what is the same for all its places.
pub(super) type Keyed = (u64, Diagnostic);

/// Takes the findings of habits out of those of a block, by place: warnings of half-width marks and of words that only
/// lack quotation marks, unless an office grades them itself.
pub(super) fn habits(
    units: &[u16],
    found: &mut Vec<Diagnostic>,
    may_differ: impl Fn(&Diagnostic) -> bool,
) -> Vec<Keyed> {
    let is_habit = |diagnostic: &Diagnostic| {
        diagnostic.severity == Severity::Warning
            && (is_half_width(diagnostic) || lacks_quotation(units, diagnostic))
            && may_differ(diagnostic)
    };
    let mut habits: Vec<Diagnostic> = found.extract_if(.., |diagnostic| is_habit(diagnostic)).collect();
    sort(&mut habits);
    habits.into_iter().map(|diagnostic| (key(units, &diagnostic), diagnostic)).collect()
}

/// Takes the findings of words that are told once out of those of a block: of each word the first.
pub(super) fn once(book: &Rulebook, units: &[u16], found: &mut Vec<Diagnostic>) -> Vec<Keyed> {
    let is_once = |code: &str| book.pack().kinds.iter().any(|kind| kind.once && kind.code == code);
    let mut all: Vec<Diagnostic> = found.extract_if(.., |diagnostic| is_once(&diagnostic.code)).collect();
    sort(&mut all);
    let mut once: Vec<Keyed> = Vec::new();
    for diagnostic in all {
        let key = key(units, &diagnostic);
        if once.len() >= MANY || once.iter().all(|(other, _)| *other != key) {
            once.push((key, diagnostic));
        }
    }
    once
}

impl Told {
    /// The findings of a block as they are said behind what was told before.
    pub(super) fn judge<'f>(&mut self, habits: &'f [Keyed]) -> impl Iterator<Item = Diagnostic> + use<'_, 'f> {
        habits.iter().map(|(key, diagnostic)| {
            let severity = if self.is_first(*key) { diagnostic.severity } else { Severity::Info };
            Diagnostic { severity, ..diagnostic.clone() }
        })
    }

    /// The findings of a block whose words were not told of before.
    pub(super) fn first<'f>(&mut self, once: &'f [Keyed]) -> impl Iterator<Item = Diagnostic> + use<'_, 'f> {
        once.iter().filter(|(key, _)| self.is_first(*key)).map(|(_, diagnostic)| diagnostic.clone())
    }

    fn is_first(&mut self, key: u64) -> bool {
        match self.0.binary_search(&key) {
            Ok(_) => false,
            Err(place) => {
                if self.0.len() < MANY {
                    Arc::make_mut(&mut self.0).insert(place, key);
                }
                true
            }
        }
    }
}

/// What is the same wherever a text does so: the code, and what stands there.
fn key(units: &[u16], diagnostic: &Diagnostic) -> u64 {
    let mut hasher = FxHasher::default();
    diagnostic.code.hash(&mut hasher);
    written(units, diagnostic).hash(&mut hasher);
    hasher.finish()
}

fn written<'u>(units: &'u [u16], diagnostic: &Diagnostic) -> &'u [u16] {
    match diagnostic.target {
        Target::Text { from, to, .. } => &units[from as usize..to as usize],
        _ => &[],
    }
}

/// Whether a full-width mark takes the place of one in half width.
fn is_half_width(diagnostic: &Diagnostic) -> bool {
    diagnostic.code == "notation/punctuation"
        && matches!(&diagnostic.fixes[..], [fix] if matches!(fix.replacement.as_str(), "，" | "；" | "：" | "？" | "！" | "。"))
}

/// Whether what stands there is right but for the quotation marks.
fn lacks_quotation(units: &[u16], diagnostic: &Diagnostic) -> bool {
    let Some(fix) = diagnostic.fixes.first().filter(|fix| fix.replacement.contains('“')) else { return false };
    let plain = fix.replacement.chars().filter(|c| !matches!(c, '“' | '”'));
    plain.eq(char::decode_utf16(written(units, diagnostic).iter().copied()).map(|c| c.unwrap_or('\u{FFFD}')))
}
