//! Filing forms: what a filing says ([`read`]), what a value of each kind must look like ([`values`], [`opinion`]), the
//! rules between fields ([`rules`]) and how days are counted ([`timeline`]). Forms, rules and limits are data (`forms`
//! of the rule pack); here are only the mechanisms. One problem gives one finding, on the field where it is mended.

mod opinion;
mod people;
mod read;
mod rules;
mod timeline;
mod values;

use crate::calendar::Date;
use crate::diagnostic::{Diagnostic, InputError, Severity, Target, sort};
use crate::pack::{Field, Form, Rulebook};
use read::Filing;
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use timeline::{CountedDay, Deadline, DeadlineState, SkippedDay};

/// The answer for a filing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct FilingReport {
    /// What was found, in the order of the form.
    pub diagnostics: Vec<Diagnostic>,
    /// Each limit with how it was counted.
    pub timeline: Vec<Deadline>,
    /// What a person has to answer for this filing.
    pub attestations: Vec<Attestation>,
}

/// A question that a person answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Attestation {
    /// The clause.
    pub clause: String,
    /// The question, in Chinese.
    pub question: String,
}

/// Checks a filing (the JSON of the contract) as of `today`. The rule book must be that of the filing's
/// jurisdiction or of none.
pub fn check(book: &Rulebook, filing: &Value, today: Date) -> Result<FilingReport, InputError> {
    let filing = Filing::read(book, filing, today)?;
    let mut diagnostics = filing.unknown_fields();
    for field in filing.form.inputs.iter().chain(&filing.form.fields) {
        if filing.is_about(field) {
            diagnostics.extend(values::check(&filing, field));
        }
    }
    diagnostics.extend(filing.contradicting_event());
    rules::check(&filing, &mut diagnostics);
    let timeline = timeline::check(&filing, &mut diagnostics);
    sort_by_form(&mut diagnostics, filing.form);
    Ok(FilingReport { diagnostics, timeline, attestations: attestations(&filing) })
}

/// The jurisdiction a filing names, if any.
pub fn jurisdiction(filing: &Value) -> Option<&str> {
    filing.get("jurisdiction").and_then(Value::as_str)
}

fn attestations(filing: &Filing<'_>) -> Vec<Attestation> {
    let asked = filing.form.attestations.iter().filter(|a| filing.applies(&a.when));
    asked
        .filter_map(|a| {
            let question = filing.book.pack().question(&a.clause)?.to_owned();
            Some(Attestation { clause: a.clause.clone(), question })
        })
        .collect()
}

/// Findings in the order of the form: what the filing is about, its fields, then unknown fields.
fn sort_by_form(diagnostics: &mut [Diagnostic], form: &Form) {
    sort(diagnostics);
    diagnostics.sort_by_key(|d| match &d.target {
        Target::Field { path } => {
            form.fields.iter().chain(&form.inputs).position(|f| f.name == *path).unwrap_or(usize::MAX)
        }
        _ => usize::MAX,
    });
}

/// A diagnostic on a field, resting on the field's own clauses.
fn on_field(
    book: &Rulebook,
    code: &str,
    variant: &str,
    field: &Field,
    severity: Option<Severity>,
    fix: Option<String>,
    params: &[(&str, &str)],
) -> Option<Diagnostic> {
    let mut found = book.find(code, Target::Field { path: field.name.clone() })?;
    found = found.only_clauses(&field.clauses).severity(severity);
    if let Some(fix) = fix {
        found = found.fix(fix);
    }
    let mut all = vec![("label", field.label.as_str()), ("example", field.example.as_str())];
    all.extend_from_slice(params);
    Some(found.say(variant, &all))
}
