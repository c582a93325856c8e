//! Filing forms: every field of the form that the jurisdiction prescribes, and the limits in days. The forms are
//! data (`forms` of the rule pack); here is only what a field of each kind must look like ([`values`]) and how days
//! are counted ([`timeline`]).

mod timeline;
mod values;

use crate::calendar::Date;
use crate::diagnostic::{Diagnostic, InputError, Severity, Target, sort};
use crate::names::{fold_label, named};
use crate::pack::{Field, Form, Rulebook};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::HashMap;

pub use timeline::{Deadline, DeadlineState, SkippedDay};

/// The answer for a filing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct FilingReport {
    /// What was found, in the order of the form.
    pub diagnostics: Vec<Diagnostic>,
    /// Each limit with how it was counted.
    pub timeline: Vec<Deadline>,
}

/// A filing as it came in, its fields keyed by their English path.
pub(crate) struct Filing<'b> {
    pub(crate) form: &'b Form,
    values: HashMap<&'b str, String>,
    unknown: Vec<(String, String)>,
    event: Option<String>,
    event_date: Option<String>,
    submitted_on: Option<String>,
}

/// Checks a filing (the JSON of the contract) as of `today`. The rule book must be that of the filing's
/// jurisdiction or of none.
pub fn check(book: &Rulebook, filing: &Value, today: Date) -> Result<FilingReport, InputError> {
    let filing = Filing::read(book, filing)?;
    let mut diagnostics = Vec::new();
    for (label, path) in &filing.unknown {
        let target = Target::Field { path: path.clone() };
        diagnostics.extend(book.find("filing/unknown-field", target).map(|f| f.say("", &[("label", label)])));
    }
    for field in &filing.form.fields {
        let value = filing.value(&field.name);
        diagnostics.extend(values::check(book, field, value, today));
    }
    sort_by_form(&mut diagnostics, filing.form);
    let timeline = timeline::check(book, &filing, today, &mut diagnostics);
    Ok(FilingReport { diagnostics, timeline })
}

/// The jurisdiction a filing names, if any.
pub fn jurisdiction(filing: &Value) -> Option<&str> {
    filing.get("jurisdiction").and_then(Value::as_str)
}

impl<'b> Filing<'b> {
    fn read(book: &'b Rulebook, filing: &Value) -> Result<Filing<'b>, InputError> {
        let Value::Object(members) = filing else {
            return Err(InputError { path: "$".into(), found: kind(filing).into(), expected: "an object".into() });
        };
        let form = find_form(book, filing)?;
        let fields = match members.get("fields") {
            Some(Value::Object(fields)) => fields.clone(),
            None => serde_json::Map::new(),
            Some(other) => {
                return Err(InputError {
                    path: "fields".into(),
                    found: kind(other).into(),
                    expected: "an object of labels and values".into(),
                });
            }
        };
        let names = names(form);
        let mut values = HashMap::new();
        let mut unknown = Vec::new();
        for (label, value) in flatten(&fields) {
            match names.get(fold_label(&label).as_str()) {
                // The first value stands if a field is given twice, under its label and under an alias.
                Some(field) => {
                    values.entry(field.name.as_str()).or_insert(value);
                }
                None => unknown.push((label.clone(), label)),
            }
        }
        let text = |path: &[&str]| -> Option<String> {
            let mut value = filing;
            for key in path {
                value = value.get(key)?;
            }
            scalar(value).filter(|s| !s.trim().is_empty())
        };
        let event = match text(&["event", "kind"]) {
            None => None,
            Some(kind) => {
                let events = &book.pack().events;
                let known = named(events, &kind);
                match known {
                    Some(event) => Some(event.id.clone()),
                    None => {
                        return Err(InputError {
                            path: "event.kind".into(),
                            found: format!("“{kind}”"),
                            expected: format!(
                                "one of {}",
                                events.iter().map(|e| e.id.as_str()).collect::<Vec<_>>().join(", ")
                            ),
                        });
                    }
                }
            }
        };
        Ok(Filing {
            form,
            values,
            unknown,
            event,
            event_date: text(&["event", "date"]),
            submitted_on: text(&["submitted_on"]),
        })
    }

    fn value(&self, name: &str) -> &str {
        self.values.get(name).map_or("", String::as_str)
    }
}

fn find_form<'b>(book: &'b Rulebook, filing: &Value) -> Result<&'b Form, InputError> {
    let here = jurisdiction(filing).or(book.jurisdiction());
    let wanted = filing.get("form").and_then(Value::as_str);
    let mut local = book.pack().forms.iter().filter(|f| here.is_none_or(|j| f.jurisdiction == j));
    let found = match wanted {
        Some(name) => {
            let folded = fold_label(name);
            local.find(|f| [&f.id, &f.title].into_iter().chain(&f.aliases).any(|n| fold_label(n) == folded))
        }
        None => {
            let first = local.next();
            if local.next().is_some() { None } else { first }
        }
    };
    found.ok_or_else(|| InputError {
        path: "form".into(),
        found: wanted.map_or("nothing".into(), |name| format!("“{name}”")),
        expected: format!(
            "a form of the rule pack: {}",
            book.pack().forms.iter().map(|f| format!("{}/{}", f.jurisdiction, f.id)).collect::<Vec<_>>().join(", ")
        ),
    })
}

/// Every spelling of a field, folded, to the field.
fn names(form: &Form) -> HashMap<String, &Field> {
    let mut names = HashMap::new();
    for field in &form.fields {
        for name in [&field.name, &field.label].into_iter().chain(&field.aliases) {
            names.insert(fold_label(name), field);
        }
    }
    names
}

/// Nested objects become dotted paths; lists become one text.
fn flatten(fields: &serde_json::Map<String, Value>) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for (key, value) in fields {
        match value {
            Value::Object(inner) => {
                out.extend(inner.iter().filter_map(|(k, v)| Some((format!("{key}.{k}"), scalar(v)?))));
            }
            _ => out.extend(scalar(value).map(|text| (key.clone(), text))),
        }
    }
    out
}

fn scalar(value: &Value) -> Option<String> {
    Some(match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(true) => "是".into(),
        Value::Bool(false) => "否".into(),
        Value::Array(list) => list.iter().filter_map(scalar).collect::<Vec<_>>().join("、"),
        Value::Null | Value::Object(_) => return None,
    })
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// Findings in the order of the form's fields; unknown fields last.
fn sort_by_form(diagnostics: &mut [Diagnostic], form: &Form) {
    sort(diagnostics);
    diagnostics.sort_by_key(|d| match &d.target {
        Target::Field { path } => form.fields.iter().position(|f| f.name == *path).unwrap_or(usize::MAX),
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
