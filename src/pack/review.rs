//! The gate: the steps that a submission takes before it goes out, what a person attests on the way, and what the
//! jurisdiction forbids before an account is filed.

use super::{is_true, yes};
use crate::diagnostic::Severity;
use serde::{Deserialize, Serialize};

#[cfg(feature = "schema")]
use schemars::JsonSchema;

pack_types! {
    /// The review of a jurisdiction.
    pub struct Ladder {
        /// Whose ladder it is.
        pub jurisdiction: String,
        /// The steps, in order.
        pub steps: Vec<Step>,
        /// What a person attests.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub attestations: Vec<Attestation>,
        /// Who may not publish; absent where the jurisdiction says nothing.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub publisher: Option<Publisher>,
        /// Clauses that forbid publishing before the account is filed; empty where none does.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub filed_first: Vec<String>,
        /// What is asked of a reprint; absent where the jurisdiction says nothing.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub reprint: Option<Reprint>,
        /// Limits in hours.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub hours: Vec<HourLimit>,
        /// A signature without the digest of what was seen does not count, because no change after it could be noticed.
        /// Only a vendor's own ladder says `false`, for a system that keeps no digests; it is then told as a warning.
        #[serde(default = "yes", skip_serializing_if = "is_true")]
        pub digest_required: bool,
    }

    /// One step of a review.
    pub struct Step {
        /// Name, kebab-case.
        pub step: String,
        /// Name in Chinese.
        pub label: String,
        /// Name in English; the Chinese one stands where there is none.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        pub label_en: String,
        /// Other names people write.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub aliases: Vec<String>,
        /// Roles that may take it, the customary one first.
        pub roles: Vec<String>,
        /// Earlier steps whose person must be another one.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub distinct_from: Vec<String>,
        /// Earlier steps whose person had better be another one; the source does not say so.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub advised_distinct_from: Vec<String>,
        /// Asked for only then. Such a step is also taken if one of its roles took another step.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub when: Option<Condition>,
        /// Clauses it rests on.
        pub clauses: Vec<String>,
    }

    /// When something is asked for: any of its parts is enough.
    pub struct Condition {
        /// Kinds of articles.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub kinds: Vec<String>,
        /// Grades.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub grades: Vec<String>,
        /// Codes of findings, `sensitive/topic`, or `sensitive/topic:laibin-gate-04` for those that rest on a clause.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub findings: Vec<String>,
        /// What the submission wants: `publish`, `recheck`.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub actions: Vec<String>,
    }

    /// What a person attests because no program can see it.
    pub struct Attestation {
        /// Name, kebab-case.
        pub id: String,
        /// Name in Chinese, as a checklist prints it.
        pub label: String,
        /// Name in English.
        pub label_en: String,
        /// The step at which it is ticked; none if anyone may, at any time.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub step: Option<String>,
        /// The member of the submission that holds it, where a tick is not enough (`authorization`).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub record: Option<String>,
        /// Members of that record that must be filled; at least two are, in all.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub needs: Vec<String>,
        /// A member of the submission that says it as well as a tick does (`grade`).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub told: Option<String>,
        /// Asked for only then.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub when: Option<Condition>,
        /// Severity where it is not ticked; `error` unless told.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub severity: Option<Severity>,
        /// Clauses it rests on.
        pub clauses: Vec<String>,
    }

    /// What is asked of who publishes.
    pub struct Publisher {
        /// Steps whose person must be another one.
        pub distinct_from: Vec<String>,
        /// Clauses it rests on.
        pub clauses: Vec<String>,
    }

    /// What is asked of a reprint.
    pub struct Reprint {
        /// Severity where the source is not on the built-in list and the office has none of its own.
        pub off_list: Severity,
        /// Severity where the office has a list and the source is not on it.
        pub off_whitelist: Severity,
        /// Severity where the text does not say where it is from; absent where nothing asks for it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub unattributed: Option<Severity>,
        /// Clauses it rests on.
        pub clauses: Vec<String>,
    }

    /// A limit in hours. It is shown and never a reason to leave out a step.
    pub struct HourLimit {
        /// Name, kebab-case.
        pub id: String,
        /// Label, in Chinese.
        pub label: String,
        /// Label, in English.
        pub label_en: String,
        /// Hours from the event.
        pub hours: u32,
        /// Grades of events it applies to.
        pub grades: Vec<String>,
        /// Clauses it rests on.
        pub clauses: Vec<String>,
    }
}
