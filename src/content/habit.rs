//! What a text writes so throughout is told once. Who types a half-width comma between Chinese characters mostly does
//! so all through the page: the first one is warned of, the same mark further on is only noted. And an
//! article on an epidemic says so in every sentence: of the words of some kinds only the first place is told.

use crate::diagnostic::{Diagnostic, Severity, Target, sort};
use crate::pack::Rulebook;
use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};

/// More words than so many are not remembered.
const MANY: usize = 256;

/// What earlier blocks were told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Told {
    /// The marks that they wrote in half width, one bit each.
    marks: u8,
    /// The words that are told once, by their keys, in order.
    words: Vec<u64>,
}

/// A finding of a word that is told once, with what is the same for all its places.
pub(super) type Once = (u64, Diagnostic);

/// Takes the findings of words that are told once out of those of a block: of each word the first.
pub(super) fn once(book: &Rulebook, units: &[u16], found: &mut Vec<Diagnostic>) -> Vec<Once> {
    let is_once = |code: &str| book.pack().kinds.iter().any(|kind| kind.once && kind.code == code);
    let mut all: Vec<Diagnostic> = found.extract_if(.., |diagnostic| is_once(&diagnostic.code)).collect();
    sort(&mut all);
    let mut once: Vec<Once> = Vec::new();
    for diagnostic in all {
        let key = key(units, &diagnostic);
        if once.len() >= MANY || once.iter().all(|(other, _)| *other != key) {
            once.push((key, diagnostic));
        }
    }
    once
}

fn key(units: &[u16], diagnostic: &Diagnostic) -> u64 {
    let mut hasher = FxHasher::default();
    diagnostic.code.hash(&mut hasher);
    if let Target::Text { from, to, .. } = diagnostic.target {
        units[from as usize..to as usize].hash(&mut hasher);
    }
    hasher.finish()
}

impl Told {
    /// The findings of a block whose words no earlier block was told of.
    pub(super) fn first<'f>(&mut self, once: &'f [Once]) -> impl Iterator<Item = Diagnostic> + use<'_, 'f> {
        once.iter().filter(|(key, _)| self.is_first(*key)).map(|(_, diagnostic)| diagnostic.clone())
    }

    fn is_first(&mut self, key: u64) -> bool {
        match self.words.binary_search(&key) {
            Ok(_) => false,
            Err(place) => {
                if self.words.len() < MANY {
                    self.words.insert(place, key);
                }
                true
            }
        }
    }
}

/// True for a finding that is a mark in half width and more than a note.
pub(super) fn is_habit(diagnostic: &Diagnostic) -> bool {
    diagnostic.severity == Severity::Warning && bit(diagnostic).is_some()
}

/// The findings of a block as they are said behind what was told before.
pub(super) fn judge(told: &mut Told, found: &[Diagnostic]) -> Vec<Diagnostic> {
    let grade = |diagnostic: &Diagnostic| {
        let bit = bit(diagnostic).unwrap_or(0);
        let severity = if told.marks & bit > 0 { Severity::Info } else { diagnostic.severity };
        told.marks |= bit;
        Diagnostic { severity, ..diagnostic.clone() }
    };
    found.iter().map(grade).collect()
}

/// The mark that takes the place of one in half width.
fn bit(diagnostic: &Diagnostic) -> Option<u8> {
    if diagnostic.code != "notation/punctuation" {
        return None;
    }
    let [fix] = &diagnostic.fixes[..] else { return None };
    let at = ["，", "；", "：", "？", "！", "。"].iter().position(|mark| *mark == fix.replacement)?;
    Some(1 << at)
}
