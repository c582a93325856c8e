//! Forms as they are drawn: what they are about, what they ask and when, limits, questions, and the clauses behind
//! them.

use crate::pack::{DayUnit, Field, FieldKind, Form, LimitKind, Rulebook, When};
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
    /// The offices it is handed in to.
    pub recipients: Vec<String>,
    /// Kinds of events it is filled in for, the usual one first.
    pub events: Vec<EventInfo>,
    /// What a filing says beside the fields, by its path in the filing: `event.kind`, `event.date`, `submitted_on`,
    /// `notice.from`, `notice.to`, `online`, `first_post_on`.
    pub inputs: Vec<FieldInfo>,
    /// Fields in the order of the printed form.
    pub fields: Vec<FieldInfo>,
    /// Limits in days.
    pub limits: Vec<LimitInfo>,
    /// Questions a person answers with the form.
    pub attestations: Vec<AttestationInfo>,
}

/// A kind of event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct EventInfo {
    /// Name, kebab-case.
    pub id: String,
    /// Name in Chinese.
    pub name: String,
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
    /// Heading it stands under with its neighbours; empty for none.
    pub group: String,
    /// Whether it must be filled in, whatever the filing is about.
    pub required: bool,
    /// When else it must be filled in: in any of these cases.
    pub required_when: Vec<WhenInfo>,
    /// Kinds of events it is about; empty for all.
    pub events: Vec<String>,
    /// True if it staffs a role.
    pub role: bool,
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

/// A case in which a field must be filled in. All that is given must hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct WhenInfo {
    /// The event is one of these kinds; empty for any.
    pub events: Vec<String>,
    /// The account lives on one of these platforms; empty for any.
    pub platforms: Vec<String>,
    /// A condition on another field that only the kit evaluates is there, too.
    pub more: bool,
}

/// A limit of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct LimitInfo {
    /// Name within the form.
    pub id: String,
    /// Label, in Chinese.
    pub label: String,
    /// At most, or at least.
    pub kind: LimitKind,
    /// Kinds of events it is about; empty for all.
    pub events: Vec<String>,
    /// Number of days.
    pub days: u32,
    /// What is counted.
    pub unit: DayUnit,
    /// Clauses it rests on.
    pub clauses: Vec<String>,
}

/// A question a person answers with the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct AttestationInfo {
    /// The clause.
    pub clause: String,
    /// The question, in Chinese.
    pub question: String,
    /// Kinds of events it is asked for; empty for all.
    pub events: Vec<String>,
}

pub(super) fn form_info(book: &Rulebook, form: &Form) -> FormInfo {
    let event_name = |id: &String| {
        let name = book.pack().events.iter().find(|e| e.id == *id).map_or(id, |e| &e.name);
        EventInfo { id: id.clone(), name: name.clone() }
    };
    FormInfo {
        id: form.id.clone(),
        jurisdiction: form.jurisdiction.clone(),
        title: form.title.clone(),
        recipients: form.recipients.clone(),
        events: form.events.iter().map(event_name).collect(),
        inputs: form.inputs.iter().map(field_info).collect(),
        fields: form.fields.iter().map(field_info).collect(),
        limits: form
            .limits
            .iter()
            .map(|l| LimitInfo {
                id: l.id.clone(),
                label: l.label.clone(),
                kind: l.kind,
                events: l.events.clone(),
                days: l.days,
                unit: l.unit,
                clauses: l.clauses.clone(),
            })
            .collect(),
        attestations: form
            .attestations
            .iter()
            .filter_map(|a| {
                let question = book.pack().question(&a.clause)?.to_owned();
                let events = a.when.iter().flat_map(|w| w.events.iter().cloned()).collect();
                Some(AttestationInfo { clause: a.clause.clone(), question, events })
            })
            .collect(),
    }
}

fn field_info(field: &Field) -> FieldInfo {
    FieldInfo {
        name: field.name.clone(),
        label: field.label.clone(),
        kind: field.kind,
        group: field.group.clone(),
        required: field.required,
        required_when: field.required_when.iter().map(when_info).collect(),
        events: field.events.clone(),
        role: field.role,
        printed: field.printed,
        help: field.help.clone(),
        example: field.example.clone(),
        clauses: field.clauses.clone(),
        options: field.options.clone(),
    }
}

fn when_info(when: &When) -> WhenInfo {
    WhenInfo { events: when.events.clone(), platforms: when.platforms.clone(), more: when.field.is_some() }
}
