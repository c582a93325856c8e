//! Filing forms: their fields and their limits in days.

use super::is_false;
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
        /// Fields, in the order of the printed form.
        pub fields: Vec<Field>,
        /// Limits in days.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub limits: Vec<Limit>,
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
        /// Whether it must be filled in.
        #[serde(default, skip_serializing_if = "is_false")]
        pub required: bool,
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

    /// A limit in days.
    pub struct Limit {
        /// Name, kebab-case.
        pub id: String,
        /// Label, in Chinese.
        pub label: String,
        /// Event kinds it applies to; empty for all.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub events: Vec<String>,
        /// The field whose date starts it; the event's date where that field is empty. The day itself does not count.
        pub base: String,
        /// Number of days.
        pub days: u32,
        /// What is counted.
        pub unit: DayUnit,
        /// Whether a last day that is a day of rest moves to the next working day (Civil Code art. 203).
        #[serde(default, skip_serializing_if = "is_false")]
        pub roll: bool,
        /// Clauses it rests on.
        pub clauses: Vec<String>,
    }
}

/// What kind of value a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum FieldKind {
    /// Any text.
    Text,
    /// A person's name.
    Person,
    /// A position.
    Position,
    /// Mobile, or a fixed line with area code.
    Phone,
    /// A day.
    Date,
    /// A QQ number.
    Qq,
    /// A platform of the pack.
    Platform,
    /// One of `options`.
    Choice,
    /// 是 or 否.
    YesNo,
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
