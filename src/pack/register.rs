//! The register: its columns.

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
}
