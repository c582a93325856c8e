//! The verdict: whether a submission may go out. It holds while an error stands in the text or in the filing that
//! goes with it, and, where the submission carries its review, while a step of the jurisdiction's ladder is missing
//! or was taken by somebody who may not. A pure function of what is handed in.

use crate::diagnostic::{Diagnostic, Severity, Target, has_error};
use crate::pack::Rulebook;
use serde::{Deserialize, Serialize};

/// Whether a submission may go out, and why not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Verdict {
    /// `pass` or `hold`.
    pub state: VerdictState,
    /// Everything found: in the text, in the filing, in the review.
    pub diagnostics: Vec<Diagnostic>,
    /// Why it is held, in the order in which it should be dealt with; empty when it passes.
    pub reasons: Vec<Reason>,
}

/// Pass or hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum VerdictState {
    /// Nothing stands against it.
    Pass,
    /// Something does.
    Hold,
}

/// One reason to hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Reason {
    /// Code of the diagnostic.
    pub code: String,
    /// One plain sentence.
    pub message: String,
    /// The step of the review it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(default)]
    pub step: Option<String>,
    /// How many findings stand behind it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(default)]
    pub count: Option<u32>,
}

/// A step of the review that was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct StepTaken {
    /// Name of the step, as in the jurisdiction's ladder.
    pub step: String,
    /// Who took it.
    #[serde(default)]
    pub person: String,
    /// `pass` (the default) or `return`; a returned step is not taken.
    #[serde(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
}

/// The verdict over what was found in a submission and, where it carries its review, over the review's steps.
pub fn verdict(book: &Rulebook, mut diagnostics: Vec<Diagnostic>, review: Option<&[StepTaken]>) -> Verdict {
    let errors = diagnostics.iter().filter(|d| d.severity == Severity::Error).count();
    let mut held: Vec<Diagnostic> = Vec::new();
    if errors > 0 {
        let target = Target::Review { step: "check".into() };
        let count = errors.to_string();
        let found = book.find("review/blocked-by-diagnostics", target);
        held.extend(found.map(|f| f.say("", &[("count", &count)])));
    }
    if let Some(taken) = review {
        ladder(book, taken, &mut held);
    }
    let reasons: Vec<Reason> = held
        .iter()
        .map(|d| Reason {
            code: d.code.clone(),
            message: d.message.clone(),
            step: match &d.target {
                Target::Review { step } => Some(step.clone()),
                _ => None,
            },
            count: (d.code == "review/blocked-by-diagnostics").then_some(errors as u32),
        })
        .collect();
    diagnostics.extend(held);
    let state = if has_error(&diagnostics) { VerdictState::Hold } else { VerdictState::Pass };
    Verdict { state, diagnostics, reasons }
}

/// Every step of the jurisdiction's ladder must have been passed, in order, and by another person where the source
/// keeps two steps apart.
fn ladder(book: &Rulebook, taken: &[StepTaken], held: &mut Vec<Diagnostic>) {
    let Some(ladder) = book.pack().review.iter().find(|l| Some(l.jurisdiction.as_str()) == book.jurisdiction()) else {
        return;
    };
    let passed: Vec<&StepTaken> =
        taken.iter().filter(|t| t.decision.as_deref().is_none_or(|decision| decision == "pass")).collect();
    // Where in the record the last step in order was found.
    let mut reached = 0;
    for step in &ladder.steps {
        let target = || Target::Review { step: step.step.clone() };
        let label = [("label", step.label.as_str())];
        let Some(at) = passed.iter().skip(reached).position(|t| t.step == step.step).map(|at| at + reached) else {
            let found = book.find("review/missing-step", target());
            held.extend(found.map(|f| f.only_clauses(&step.clauses).say("", &label)));
            continue;
        };
        reached = at + 1;
        let person = passed[at].person.trim();
        for other in &step.distinct_from {
            let same = passed[..at].iter().any(|t| t.step == *other && t.person.trim() == person && !person.is_empty());
            if same {
                let other = ladder.steps.iter().find(|s| s.step == *other).map_or("", |s| s.label.as_str());
                let params = [label[0], ("other", other), ("found", person)];
                let found = book.find("review/same-person", target());
                held.extend(found.map(|f| f.only_clauses(&step.clauses).say("", &params)));
            }
        }
    }
}
