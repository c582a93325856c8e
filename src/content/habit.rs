//! What a text writes so throughout is told once. Who types a half-width comma between Chinese characters mostly does
//! so all through the page: the first paragraph with one is warned of, the same mark in later ones is only noted.

use crate::diagnostic::{Diagnostic, Severity};

/// The marks that earlier blocks wrote in half width, one bit each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Told(u8);

/// True for a finding that is a mark in half width and more than a note.
pub(super) fn is_habit(diagnostic: &Diagnostic) -> bool {
    diagnostic.severity == Severity::Warning && bit(diagnostic).is_some()
}

/// The findings of a block as they are said behind what earlier blocks were told.
pub(super) fn judge(told: &mut Told, found: &[Diagnostic]) -> Vec<Diagnostic> {
    let before = told.0;
    let grade = |diagnostic: &Diagnostic| {
        let bit = bit(diagnostic).unwrap_or(0);
        told.0 |= bit;
        let severity = if before & bit > 0 { Severity::Info } else { diagnostic.severity };
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
