//! Forms as they are drawn: fields, limits, and the clauses behind them.

use crate::pack::{self, DayUnit, FieldKind};
use serde::{Deserialize, Serialize};

/// A form, for drawing it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct FormInfo {
    /// Name within the jurisdiction.
    pub id: String,
    /// Whose form it is.
    pub jurisdiction: String,
    /// Title, in Chinese.
    pub title: String,
    /// Fields in the order of the printed form.
    pub fields: Vec<FieldInfo>,
    /// Limits in days.
    pub limits: Vec<LimitInfo>,
}

/// A field of a form, for drawing it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct FieldInfo {
    /// English path.
    pub name: String,
    /// Label as printed.
    pub label: String,
    /// Kind of value.
    pub kind: FieldKind,
    /// Whether it must be filled in.
    pub required: bool,
    /// Whether the source prints it.
    pub printed: bool,
    /// One sentence of help.
    pub help: String,
    /// A value that would be right.
    pub example: String,
    /// Clauses it rests on.
    pub clauses: Vec<String>,
    /// Values allowed, where it is a choice.
    pub options: Vec<String>,
}

/// A limit of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct LimitInfo {
    /// Name within the form.
    pub id: String,
    /// Label, in Chinese.
    pub label: String,
    /// Number of days.
    pub days: u32,
    /// What is counted.
    pub unit: DayUnit,
    /// Clauses it rests on.
    pub clauses: Vec<String>,
}

pub(super) fn form_info(form: &pack::Form) -> FormInfo {
    FormInfo {
        id: form.id.clone(),
        jurisdiction: form.jurisdiction.clone(),
        title: form.title.clone(),
        fields: form
            .fields
            .iter()
            .map(|f| FieldInfo {
                name: f.name.clone(),
                label: f.label.clone(),
                kind: f.kind,
                required: f.required,
                printed: f.printed,
                help: f.help.clone(),
                example: f.example.clone(),
                clauses: f.clauses.clone(),
                options: f.options.clone(),
            })
            .collect(),
        limits: form
            .limits
            .iter()
            .map(|l| LimitInfo {
                id: l.id.clone(),
                label: l.label.clone(),
                days: l.days,
                unit: l.unit,
                clauses: l.clauses.clone(),
            })
            .collect(),
    }
}
