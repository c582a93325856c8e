//! Filing forms as data: fields, limits in days, and the rules between fields. A rule is one of a small closed set of
//! kinds ([`RuleKind`]); which fields it looks at, when it applies and on what clause it rests is data.

use super::is_false;
use crate::diagnostic::Severity;
use serde::{Deserialize, Serialize};

#[cfg(feature = "schema")]
use schemars::JsonSchema;

pack_types! {
    /// A filing form of one jurisdiction.
    pub struct Form {
        /// Name within the jurisdiction (`account-filing`).
        pub id: String,
        /// Whose form it is.
        pub jurisdiction: String,
        /// Title, in Chinese.
        pub title: String,
        /// Other names of the form.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub aliases: Vec<String>,
        /// The offices it is handed in to, as printed under the form.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub recipients: Vec<String>,
        /// Kinds of events it is filled in for, the usual one first.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub events: Vec<String>,
        /// The kind of event where a filing names none; absent where it has to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub default_event: Option<String>,
        /// What a filing says beside the fields: event, dates, notice.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub inputs: Vec<Field>,
        /// Fields, in the order of the printed form.
        pub fields: Vec<Field>,
        /// Limits in days.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub limits: Vec<Limit>,
        /// Rules between fields.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub rules: Vec<FormRule>,
        /// What no program can judge: clauses whose question a person answers with the form.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub attestations: Vec<FormAttestation>,
    }

    /// A field of a form.
    pub struct Field {
        /// English path, dotted (`reviewer.phone`).
        pub name: String,
        /// Label as printed.
        pub label: String,
        /// Other labels read as this field.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub aliases: Vec<String>,
        /// What kind of value it holds.
        pub kind: FieldKind,
        /// Heading it stands under with its neighbours: a role, a step.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        pub group: String,
        /// Whether it must be filled in, whatever the filing is about.
        #[serde(default, skip_serializing_if = "is_false")]
        pub required: bool,
        /// When else it must be filled in: in any of these cases.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub required_when: Vec<When>,
        /// Kinds of events it is about; empty for all. In others it is neither asked for nor judged.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub events: Vec<String>,
        /// True if it staffs a role: left empty, the role is missing rather than the field.
        #[serde(default, skip_serializing_if = "is_false")]
        pub role: bool,
        /// True if its day may not lie in the future.
        #[serde(default, skip_serializing_if = "is_false")]
        pub past: bool,
        /// True if the source prints the field, false if it is this kit's own choice.
        #[serde(default, skip_serializing_if = "is_false")]
        pub printed: bool,
        /// A value that would be right.
        pub example: String,
        /// One sentence of help.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        pub help: String,
        /// Values allowed, for `choice`.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub options: Vec<String>,
        /// Clauses it rests on.
        pub clauses: Vec<String>,
    }

    /// A case in which something applies. All that is given must hold.
    pub struct When {
        /// The event is one of these kinds.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub events: Vec<String>,
        /// The account lives on one of these platforms.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub platforms: Vec<String>,
        /// The field that `is` and `words` look at.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub field: Option<String>,
        /// How that field stands.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub is: Option<FieldState>,
        /// The field holds one of these words (`@name`: those of a set).
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub words: Vec<String>,
        /// Unless it also holds one of these.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub unless: Vec<String>,
        /// The day in this field is over.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub past: Option<String>,
    }

    /// A limit in days.
    pub struct Limit {
        /// Name, kebab-case.
        pub id: String,
        /// Label, in Chinese.
        pub label: String,
        /// At most so many days, or at least.
        #[serde(default, skip_serializing_if = "LimitKind::is_maximum")]
        pub kind: LimitKind,
        /// Event kinds it applies to; empty for all.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub events: Vec<String>,
        /// The field whose date starts it (the event's date where that field is empty), or a day. It does not count
        /// itself.
        pub base: String,
        /// The field whose date ends it; the day of submission unless told.
        #[serde(default = "submitted", skip_serializing_if = "is_submitted")]
        pub end: String,
        /// Number of days.
        pub days: u32,
        /// What is counted.
        pub unit: DayUnit,
        /// Whether a last day that is a day of rest moves to the next working day (Civil Code art. 203).
        #[serde(default, skip_serializing_if = "is_false")]
        pub roll: bool,
        /// For a minimum: the period is demanded once this field holds consent; at once if absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub after: Option<String>,
        /// How grave it is to miss it, where that differs from the code's severity.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub severity: Option<Severity>,
        /// Clauses it rests on.
        pub clauses: Vec<String>,
    }

    /// A rule between fields.
    pub struct FormRule {
        /// Which of the mechanisms judges it.
        pub kind: RuleKind,
        /// The diagnostic's code.
        pub code: String,
        /// Variant of the code's message, where it has one of its own.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        pub message: String,
        /// How grave it is, where that differs from the code's severity.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub severity: Option<Severity>,
        /// The fields it looks at; what each is for stands with the kind.
        pub fields: Vec<String>,
        /// In which cases it applies; always, if none is given.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub when: Vec<When>,
        /// A field that, filled in, gives the reason for an exception.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub reason: Option<String>,
        /// Words it looks for (`@name`: those of a set).
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub words: Vec<String>,
        /// Words that excuse.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub unless: Vec<String>,
        /// A number, where the kind needs one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub limit: Option<u32>,
        /// Clauses it rests on.
        pub clauses: Vec<String>,
    }

    /// A question asked with the form.
    pub struct FormAttestation {
        /// The clause, which brings the question along.
        pub clause: String,
        /// Cases in which it is asked; always, if none is given.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub when: Vec<When>,
    }
}

fn submitted() -> String {
    "submitted_on".to_owned()
}

fn is_submitted(end: &String) -> bool {
    end == "submitted_on"
}

/// What kind of value a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum FieldKind {
    /// Any text.
    Text,
    /// Names of persons, one or several.
    Person,
    /// A position.
    Position,
    /// How somebody is employed: on the establishment, off it, by a provider.
    Employment,
    /// Mobile, or a fixed line with area code.
    Phone,
    /// An electronic mail address.
    Email,
    /// A QQ number.
    Qq,
    /// A unified social credit code.
    Uscc,
    /// A day.
    Date,
    /// A platform of the pack.
    Platform,
    /// A kind of event that the form takes.
    Event,
    /// One of `options`.
    Choice,
    /// 是 or 否.
    YesNo,
    /// Whether there is one: 无, or 有, a number, a name.
    Existing,
    /// An office's opinion: consent or refusal, with its day.
    Opinion,
}

/// How a field stands, for a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum FieldState {
    /// Says yes, or holds consent.
    Yes,
    /// Says no, or holds refusal.
    No,
    /// Holds anything.
    Filled,
    /// Holds nothing.
    Empty,
}

/// The mechanisms that judge a rule between fields. Unless said otherwise, a field left empty is not judged, and the
/// finding stands on the last field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub enum RuleKind {
    /// No person stands in both fields.
    Differ,
    /// The persons of the two fields are the same.
    Same,
    /// The person of the first field is also that of the second, or the third field holds one of `words`.
    SameOr,
    /// At least `limit` persons, counted over all fields; judged on the first.
    AtLeast,
    /// The field holds none of `words`, unless also one of `unless`.
    Without,
    /// The field holds each of `words` (of a set: one word).
    Mentions,
    /// The field says yes, or holds consent.
    Yes,
    /// The field says there is none.
    None,
    /// It does not happen at all; judged on the first field, filled in or not.
    Never,
    /// Opinions or days in this order: none while the one before is missing (the first may be), none after a refusal,
    /// days never running back.
    Sequence,
    /// The first field's consent or day comes before what the others say: a day, a yes.
    Before,
    /// The first field, a certification, holds the name of the second, a host.
    Certifies,
    /// The first field, an account's name, carries a region of county level or above; the second is the host's name.
    CarriesRegion,
    /// The first field, an account's name, ties to the second, the host's name.
    TiesToHost,
    /// The first field, an account's name, is also every name of the second.
    SameName,
}

/// At most, or at least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum LimitKind {
    /// To be done by the last day.
    #[default]
    Maximum,
    /// To go on until the last day at least.
    Minimum,
}

impl LimitKind {
    fn is_maximum(&self) -> bool {
        *self == LimitKind::Maximum
    }
}

/// What a limit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum DayUnit {
    /// Every day.
    Calendar,
    /// Working days of the calendar section.
    Working,
}
