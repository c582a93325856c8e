//! Letting a finding pass: a warning or a hint by a named person with a reason, an error only where a vendor's pack
//! says that its code may be released.

use super::Overridden;
use super::submission::{Override, Submission};
use crate::diagnostic::{Diagnostic, Severity, Target};
use crate::pack::Rulebook;

/// What is left standing.
pub(super) struct Released {
    pub(super) standing: Vec<Diagnostic>,
    pub(super) overridden: Vec<Overridden>,
    /// Somebody tried to let an error pass that may not.
    pub(super) refused: bool,
}

/// Sorts findings into those that stand and those that were let pass.
pub(super) fn apply(book: &Rulebook, submission: &Submission, found: Vec<Diagnostic>) -> Released {
    let usable: Vec<&Override> =
        submission.overrides.iter().filter(|o| !o.person.is_empty() && !o.reason.is_empty()).collect();
    let mut out = Released { standing: Vec::new(), overridden: Vec::new(), refused: false };
    if usable.is_empty() {
        out.standing = found;
        return out;
    }
    let blocks = submission.blocks();
    for diagnostic in found {
        let spelled = spelled(&blocks, &diagnostic);
        let release = usable
            .iter()
            .find(|o| o.code == diagnostic.code && o.text.as_ref().is_none_or(|text| spelled.as_ref() == Some(text)));
        let by_pack = book.pack().releasable.contains(&diagnostic.code);
        match release {
            Some(_) if diagnostic.severity == Severity::Error && !by_pack => {
                out.refused = true;
                out.standing.push(diagnostic);
            }
            Some(release) => out.overridden.push(Overridden {
                by_pack: diagnostic.severity == Severity::Error,
                diagnostic,
                person: release.person.clone(),
                reason: release.reason.clone(),
                at: release.at.clone(),
            }),
            None => out.standing.push(diagnostic),
        }
    }
    out
}

/// The text a finding stands over.
fn spelled(blocks: &[Vec<u16>], diagnostic: &Diagnostic) -> Option<String> {
    let Target::Text { block, from, to, .. } = diagnostic.target else { return None };
    let units = blocks.get(block as usize)?.get(from as usize..to as usize)?;
    Some(String::from_utf16_lossy(units))
}
