//! The register: its columns, and the bodies that host accounts.

use super::is_false;
use serde::{Deserialize, Serialize};

#[cfg(feature = "schema")]
use schemars::JsonSchema;

pack_types! {
    /// A column of a register.
    pub struct Column {
        /// English name.
        pub name: String,
        /// Heading, in Chinese.
        pub label: String,
        /// Other headings.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub aliases: Vec<String>,
        /// Whether a register is unreadable without it.
        #[serde(default, skip_serializing_if = "is_false")]
        pub required: bool,
    }

    /// A kind of body that hosts accounts: a county bureau, a Party or mass organisation, an institution.
    pub struct Body {
        /// Name, kebab-case.
        pub id: String,
        /// What it belongs to.
        pub kind: BodyKind,
        /// Full name, without its region.
        pub name: String,
        /// Established short forms: the same body for certain.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub short: Vec<String>,
        /// What some counties call it, or a body that took it in: likely the same.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub variants: Vec<String>,
        /// Names before a reform: likely the same.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub former: Vec<Former>,
        /// Words that stand before its region (`国家税务总局` 海盐县税务局).
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub heads: Vec<String>,
        /// Endings that mean it only directly after a region (海盐县`委`).
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub after_region: Vec<String>,
        /// Whether it speaks for its whole region: its account may bear the region's name alone. The first such body of
        /// the pack is what the name of a region alone stands for.
        #[serde(default, skip_serializing_if = "is_false")]
        pub whole: bool,
        /// Words in an account's name that show its duties, besides its own names.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub duties: Vec<String>,
    }

    /// Names that a body bore until a reform.
    pub struct Former {
        /// Year of the reform.
        pub until: u16,
        /// The names and their short forms.
        pub names: Vec<String>,
    }
}

/// What a body belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub enum BodyKind {
    /// A government and its departments.
    Government,
    /// Party organs.
    Party,
    /// People's congress, consultative conference, court, procuratorate.
    State,
    /// Mass organisations.
    Mass,
    /// Run from above, not by the county.
    Vertical,
    /// Public institutions.
    Institution,
    /// Development zones and the like.
    Territory,
}
