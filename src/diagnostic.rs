//! What the kit says: one [`Diagnostic`] per thing found, of the same shape for a span of text, a field of a form,
//! rows of a register and a step of a review, and the one [`InputError`] for input that cannot be judged. Knows
//! nothing of rules.

use serde::{Deserialize, Serialize};

/// How grave a finding is. The order of the variants is the order in which findings at one place are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Severity {
    /// Holds the gate.
    Error,
    /// Worth a change; a named person may override it with a reason.
    Warning,
    /// Good to know.
    Info,
}

impl Severity {
    /// All of them, the gravest first.
    pub const ALL: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];

    /// The name it has in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        }
    }
}

/// A replacement that mends a finding: for a text target it replaces exactly the target's span, for a field target
/// the whole value of the field.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Fix {
    /// What the button says, for instance `改为“部署”`.
    pub title: String,
    /// The text to put in.
    pub replacement: String,
}

/// Where a finding stands. Offsets are UTF-16 code units and lie on grapheme-cluster boundaries.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Target {
    /// A span of text.
    Text {
        /// Index of the block, from 0.
        block: u32,
        /// First code unit, in the block.
        from: u32,
        /// One past the last code unit, in the block.
        to: u32,
        /// `from` in the whole text, blocks joined by one line feed. Absent in the answers of a document's edits.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[serde(default)]
        start: Option<u32>,
        /// `to` in the whole text.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[serde(default)]
        end: Option<u32>,
    },
    /// A field of a form, by its English path (`reviewer.phone`).
    Field {
        /// Dotted path of the field.
        path: String,
    },
    /// Rows of a register, by 序号 where the table has that column, else by line.
    Account {
        /// The rows concerned, in the table's order.
        rows: Vec<u32>,
        /// The column concerned, by its English name.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[serde(default)]
        field: Option<String>,
    },
    /// A step of a review.
    Review {
        /// Name of the step.
        step: String,
    },
}

/// One thing found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Diagnostic {
    /// Stable code, `area/kind`.
    pub code: String,
    /// How grave it is.
    pub severity: Severity,
    /// One plain sentence.
    pub message: String,
    /// Where it stands.
    pub target: Target,
    /// Ids of the clauses and standards it rests on.
    pub clauses: Vec<String>,
    /// Replacements, the best first.
    pub fixes: Vec<Fix>,
}

/// Input that cannot be judged at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputError {
    /// Path of the member.
    pub path: String,
    /// What stands there.
    pub found: String,
    /// What should.
    pub expected: String,
}

impl std::fmt::Display for InputError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: found {}, expected {}", self.path, self.found, self.expected)
    }
}

impl std::error::Error for InputError {}

/// Puts findings in their one order: by position, then severity, then code (then fixes and message, so that the
/// same input always gives the same bytes).
pub fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(|a, b| {
        (position(&a.target), a.severity, &a.code, &a.target, &a.message).cmp(&(
            position(&b.target),
            b.severity,
            &b.code,
            &b.target,
            &b.message,
        ))
    });
}

/// Block and offset of a text target, first row of an account target; other targets keep their own order.
fn position(target: &Target) -> (u32, u32) {
    match target {
        Target::Text { block, from, .. } => (*block, *from),
        Target::Account { rows, .. } => (0, rows.first().copied().unwrap_or(0)),
        Target::Field { .. } | Target::Review { .. } => (0, 0),
    }
}

/// True if any finding is of error level, that is, holds the gate.
pub fn has_error(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|d| d.severity == Severity::Error)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(from: u32, severity: Severity, code: &str) -> Diagnostic {
        Diagnostic {
            code: code.into(),
            severity,
            message: String::new(),
            target: Target::Text { block: 0, from, to: from + 1, start: None, end: None },
            clauses: vec![],
            fixes: vec![],
        }
    }

    #[test]
    fn sorts_by_position_then_severity_then_code() {
        let mut list = vec![
            at(5, Severity::Error, "b/b"),
            at(1, Severity::Info, "a/a"),
            at(5, Severity::Error, "a/a"),
            at(1, Severity::Error, "z/z"),
        ];
        sort(&mut list);
        let codes: Vec<_> = list.iter().map(|d| d.code.as_str()).collect();
        assert_eq!(codes, ["z/z", "a/a", "a/a", "b/b"]);
    }

    #[test]
    fn json_shape_is_the_contract() {
        let json = serde_json::to_value(at(12, Severity::Error, "lexicon/typo")).unwrap();
        assert_eq!(json["target"], serde_json::json!({"kind":"text","block":0,"from":12,"to":13}));
        assert_eq!(json["severity"], "error");
        let account = Target::Account { rows: vec![3, 17], field: Some("name".into()) };
        assert_eq!(
            serde_json::to_value(account).unwrap(),
            serde_json::json!({"kind":"account","rows":[3,17],"field":"name"})
        );
    }
}
