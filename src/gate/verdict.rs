//! The shape of a verdict.

use super::submission::Action;
use crate::diagnostic::{Diagnostic, has_error};
use serde::{Deserialize, Serialize};

/// Whether a submission may go out, and why not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Verdict {
    /// `pass` or `hold`.
    pub state: VerdictState,
    /// What is wanted of the submission; only `publish` asks for everything.
    pub action: Action,
    /// Everything found and not overridden: in the text, in the filing, in the review.
    pub diagnostics: Vec<Diagnostic>,
    /// Why it is held, in the order in which it should be dealt with; empty when it passes.
    pub reasons: Vec<Reason>,
    /// SHA-256 of the article as it stands, lower-case hexadecimal: what a signature given now covers.
    pub digest: String,
    /// Every step asked for here, in order.
    pub steps: Vec<StepStatus>,
    /// Everything to be attested here.
    pub attestations: Vec<AttestationStatus>,
    /// Limits in hours that run; they are shown and let nobody leave out a step.
    pub hours: Vec<HoursLeft>,
    /// Findings that a named person let pass, with the reason.
    pub overridden: Vec<Overridden>,
}

impl Verdict {
    /// A draft stays where it is written: everything found is told, nothing is held.
    pub(super) fn draft(diagnostics: Vec<Diagnostic>, digest: String) -> Verdict {
        Verdict {
            state: VerdictState::Pass,
            action: Action::Draft,
            diagnostics,
            reasons: Vec::new(),
            digest,
            steps: Vec::new(),
            attestations: Vec::new(),
            hours: Vec::new(),
            overridden: Vec::new(),
        }
    }

    /// True if an error stands in it; a draft passes all the same.
    pub fn has_error(&self) -> bool {
        has_error(&self.diagnostics)
    }
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
    /// The step of the review it belongs to, or `check`, `account`, `source`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(default)]
    pub step: Option<String>,
    /// Who has to act, where a step names its role.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(default)]
    pub who: Option<String>,
    /// How many findings stand behind it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(default)]
    pub count: Option<u32>,
}

/// How a step of the ladder stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct StepStatus {
    /// Name of the step.
    pub step: String,
    /// Its name in Chinese.
    pub label: String,
    /// Who takes it, in Chinese.
    pub who: String,
    /// How it stands.
    pub state: StepState,
    /// Who took it last.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(default)]
    pub person: Option<String>,
    /// When, `YYYY-MM-DDTHH:MM+08:00`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(default)]
    pub at: Option<String>,
    /// SHA-256 of what that person saw.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(default)]
    pub digest: Option<String>,
    /// Clauses it rests on.
    pub clauses: Vec<String>,
}

/// How a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum StepState {
    /// Signed, and it counts.
    Signed,
    /// Signed, but the text is another one now.
    Stale,
    /// Sent back.
    Returned,
    /// Signed before a step that comes before it.
    Order,
    /// Signed by somebody who may not, or not named.
    Wrong,
    /// Not taken.
    Missing,
}

/// How an attestation stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct AttestationStatus {
    /// Its id.
    pub id: String,
    /// What is attested, in the kit's language.
    pub label: String,
    /// The step at which it is ticked.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(default)]
    pub step: Option<String>,
    /// The member of the submission that holds it, where a tick is not enough.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(default)]
    pub record: Option<String>,
    /// Whether it is ticked for the text as it stands.
    pub ticked: bool,
    /// Whether the submission is held without it.
    pub required: bool,
    /// Who ticked it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(default)]
    pub person: Option<String>,
    /// Clauses it rests on.
    pub clauses: Vec<String>,
}

/// A limit in hours that runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct HoursLeft {
    /// Its id.
    pub id: String,
    /// What must be done, in the kit's language.
    pub label: String,
    /// When the event happened.
    pub start: String,
    /// The last minute.
    pub due: String,
    /// Minutes to it; negative once past.
    pub minutes_left: i32,
    /// Clauses it rests on.
    pub clauses: Vec<String>,
}

/// A finding that a named person let pass.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Overridden {
    /// The finding.
    pub diagnostic: Diagnostic,
    /// Who answers for it.
    pub person: String,
    /// Why.
    pub reason: String,
    /// When, as it was handed in.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(default)]
    pub at: Option<String>,
    /// True for an error, which only a vendor's pack can make releasable.
    #[serde(default)]
    pub by_pack: bool,
}
