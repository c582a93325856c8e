//! Review ladders: the steps that a submission takes before it goes out.

use serde::{Deserialize, Serialize};

#[cfg(feature = "schema")]
use schemars::JsonSchema;

pack_types! {
    /// The steps of a jurisdiction's review, in order.
    pub struct Ladder {
        /// Whose ladder it is.
        pub jurisdiction: String,
        /// The steps.
        pub steps: Vec<Step>,
    }

    /// One step of a review.
    pub struct Step {
        /// Name, kebab-case.
        pub step: String,
        /// Name in Chinese.
        pub label: String,
        /// Role that takes it, an identifier of the glossary.
        pub role: String,
        /// Earlier steps whose person must be another one.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub distinct_from: Vec<String>,
        /// Clauses it rests on.
        pub clauses: Vec<String>,
    }
}
