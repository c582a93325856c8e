//! Reading a pack. Every problem carries its JSON path, what was found and what was expected; a pack with a problem is
//! not loaded at all.

use super::{Pack, Word};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::fmt;
use std::sync::OnceLock;

/// The built-in pack, `rules.json`.
pub fn builtin() -> Pack {
    static PACK: OnceLock<Pack> = OnceLock::new();
    // The file is part of the crate and its own tests read it strictly; a failure here is a broken build.
    let read = || serde_json::from_str(include_str!("../../rules.json")).expect("rules.json is a valid pack");
    PACK.get_or_init(read).clone()
}

/// One thing wrong with a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// JSON path, for instance `lexicon[3].word`.
    pub path: String,
    /// What stands there.
    pub found: String,
    /// What should.
    pub expected: String,
}

/// Everything wrong with a pack, never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackError {
    /// The `id` of the pack, as far as it could be read.
    pub pack: String,
    /// The problems, in the order of the file.
    pub problems: Vec<Problem>,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: found {}, expected {}", self.path, self.found, self.expected)
    }
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "rule pack “{}”", self.pack)?;
        for (i, problem) in self.problems.iter().take(20).enumerate() {
            write!(f, "{} {problem}", if i == 0 { ":" } else { ";" })?;
        }
        match self.problems.len().saturating_sub(20) {
            0 => Ok(()),
            more => write!(f, "; and {more} more"),
        }
    }
}

impl std::error::Error for PackError {}

/// Reads a pack from JSON. The shape is checked here; [`check`](fn@super::check) does the rest once it is known what the pack is
/// laid over.
pub fn read(json: &str) -> Result<Pack, PackError> {
    match serde_json::from_str::<Pack>(json) {
        Ok(pack) => Ok(pack),
        Err(error) => Err(explain(json, &error)),
    }
}

/// The slow way round, taken only for a pack that is known to be bad: entry by entry, so that each bad entry is
/// named and not only the first.
fn explain(json: &str, first: &serde_json::Error) -> PackError {
    let whole = |found: String| PackError {
        pack: "?".into(),
        problems: vec![Problem { path: "$".into(), found, expected: "a rule pack".into() }],
    };
    let value: Value = match serde_json::from_str(json) {
        Ok(value) => value,
        Err(error) => return whole(format!("JSON that ends or breaks at line {} ({error})", error.line())),
    };
    let Value::Object(members) = value else { return whole(kind_of(&value).to_owned()) };
    let pack = members.get("id").and_then(Value::as_str).unwrap_or("?").to_owned();
    let mut problems = Vec::new();
    for (key, value) in &members {
        let Value::Array(items) = value else { continue };
        for (i, item) in items.iter().enumerate() {
            let path = format!("{key}[{i}]");
            match key.as_str() {
                "sources" => probe::<super::Source>(item, path, &mut problems),
                "jurisdictions" => probe::<super::Jurisdiction>(item, path, &mut problems),
                "platforms" | "events" => probe::<super::Named>(item, path, &mut problems),
                "forms" => probe::<super::Form>(item, path, &mut problems),
                "rules" => probe::<super::Rule>(item, path, &mut problems),
                "register" => probe::<super::Column>(item, path, &mut problems),
                "kinds" => probe::<super::Kind>(item, path, &mut problems),
                "sets" => probe::<super::WordSet>(item, path, &mut problems),
                "lexicon" => probe::<Word>(item, path, &mut problems),
                "notation" => probe::<super::Notation>(item, path, &mut problems),
                "markup" => probe::<super::Markup>(item, path, &mut problems),
                "review" => probe::<super::Ladder>(item, path, &mut problems),
                "calendar" => probe::<super::Year>(item, path, &mut problems),
                "messages" => probe::<super::Message>(item, path, &mut problems),
                "disable" => probe::<String>(item, path, &mut problems),
                _ => {}
            }
        }
    }
    if problems.is_empty() {
        // What is wrong is not inside a list: an unknown or missing key, or a section of the wrong type.
        match serde_path_to_error::deserialize::<_, Pack>(&Value::Object(members)) {
            Err(error) => problems.push(problem(error.path().to_string(), &error.inner().to_string())),
            Ok(_) => problems.push(problem("$".into(), &first.to_string())),
        }
    }
    PackError { pack, problems }
}

fn probe<T: DeserializeOwned>(item: &Value, path: String, problems: &mut Vec<Problem>) {
    if let Err(error) = serde_path_to_error::deserialize::<_, T>(item) {
        let inner = error.path().to_string();
        let path = if inner == "." { path } else { format!("{path}.{inner}") };
        problems.push(problem(path, &error.inner().to_string()));
    }
}

/// Splits serde's sentence (`invalid type: integer `3`, expected a string`) into what was found and expected.
fn problem(path: String, message: &str) -> Problem {
    let (found, expected) = match message.split_once(", expected ") {
        Some((found, expected)) => (found, expected.to_owned()),
        None => match message.strip_prefix("missing field ") {
            Some(field) => ("nothing", format!("a field {field}")),
            None => (message, "a value of the schema".to_owned()),
        },
    };
    Problem { path: if path == "." { "$".into() } else { path }, found: found.to_owned(), expected }
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
