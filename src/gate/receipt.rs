//! The receipt of a submission that passed: what it was judged by, what was counted and overridden, who signed what.
//! A server verifies one by judging what arrived once more and comparing. A receipt carries no secret: it proves that
//! an article is the one that was checked and that the check, run again, says the same; it cannot prove who ran it.

use super::{AttestationStatus, Overridden, StepStatus, Verdict, VerdictState};
use crate::diagnostic::Severity;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Version of the receipt's shape.
pub const FORMAT: &str = "xianshen-receipt/1";

/// What is kept of a submission that passed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Receipt {
    /// `xianshen-receipt/1`.
    pub format: String,
    /// Version of the kit.
    pub kit: String,
    /// The rule pack.
    pub pack: PackMark,
    /// The jurisdiction in force.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(default)]
    pub jurisdiction: Option<String>,
    /// SHA-256 of the article in its canonical form.
    pub digest: String,
    /// The time handed in, `YYYY-MM-DDTHH:MM+08:00`.
    pub at: String,
    /// Findings that stood and did not hold it.
    pub counts: Counts,
    /// Findings that were let pass.
    pub overridden: Vec<Overridden>,
    /// The steps, as they stood.
    pub steps: Vec<StepStatus>,
    /// The attestations, as they stood.
    pub attestations: Vec<AttestationStatus>,
    /// The submission without its article: what the verdict depended on beside the text.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "object"))]
    pub submission: Map<String, Value>,
}

/// A rule pack, as a receipt names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct PackMark {
    /// Name, with the packs laid over it.
    pub id: String,
    /// SHA-256 of the pack in its canonical JSON.
    pub digest: String,
}

/// Findings by severity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Counts {
    /// Warnings.
    pub warning: u32,
    /// Hints.
    pub info: u32,
}

/// Whether a receipt is that of an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Verification {
    /// True if the article, judged again, passes and gives this very receipt.
    pub valid: bool,
    /// Where it differs.
    pub problems: Vec<Mismatch>,
}

/// One difference between a receipt and what judging again gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Mismatch {
    /// Path in the receipt.
    pub path: String,
    /// What the receipt says.
    pub found: String,
    /// What judging again gives.
    pub expected: String,
}

/// The receipt of a verdict; none if it holds.
pub fn receipt(
    verdict: &Verdict,
    pack: PackMark,
    jurisdiction: Option<&str>,
    submission: Map<String, Value>,
    at: String,
) -> Option<Receipt> {
    if verdict.state != VerdictState::Pass {
        return None;
    }
    let count = |severity| verdict.diagnostics.iter().filter(|d| d.severity == severity).count() as u32;
    Some(Receipt {
        format: FORMAT.to_owned(),
        kit: env!("CARGO_PKG_VERSION").to_owned(),
        pack,
        jurisdiction: jurisdiction.map(str::to_owned),
        digest: verdict.digest.clone(),
        at,
        counts: Counts { warning: count(Severity::Warning), info: count(Severity::Info) },
        overridden: verdict.overridden.clone(),
        steps: verdict.steps.clone(),
        attestations: verdict.attestations.clone(),
        submission,
    })
}

/// Where two receipts differ, as paths of their JSON; long values are cut.
pub fn compare(given: &Value, again: &Value) -> Vec<Mismatch> {
    let mut problems = Vec::new();
    differ("", given, again, &mut problems);
    problems
}

fn differ(path: &str, given: &Value, again: &Value, problems: &mut Vec<Mismatch>) {
    // A receipt that was tampered with everywhere need not be told everywhere.
    if problems.len() >= 20 || given == again {
        return;
    }
    match (given, again) {
        (Value::Object(a), Value::Object(b)) => {
            let keys: std::collections::BTreeSet<&String> = a.keys().chain(b.keys()).collect();
            for key in keys {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                let null = Value::Null;
                differ(&path, a.get(key).unwrap_or(&null), b.get(key).unwrap_or(&null), problems);
            }
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            for (i, (a, b)) in a.iter().zip(b).enumerate() {
                differ(&format!("{path}[{i}]"), a, b, problems);
            }
        }
        _ => problems.push(Mismatch { path: path.to_owned(), found: short(given), expected: short(again) }),
    }
}

fn short(value: &Value) -> String {
    let text = match value {
        Value::Null => "nothing".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    if text.chars().count() > 80 { text.chars().take(79).chain(['…']).collect() } else { text }
}
