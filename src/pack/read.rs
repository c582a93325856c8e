//! Reading a pack. Every problem carries its JSON path, what was found and what was expected; a pack with a problem is
//! not loaded at all.

use super::{Pack, Word, place};
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

/// The built-in pack, `rules.json`.
pub fn builtin() -> Pack {
    Pack::clone(builtin_pack())
}

/// The built-in pack as all kits share it.
pub(crate) fn builtin_pack() -> &'static Arc<Pack> {
    static PACK: OnceLock<Arc<Pack>> = OnceLock::new();
    // The file is part of the crate and its own tests read it strictly; a failure here is a broken build.
    let read = || serde_json::from_str(include_str!("../../rules.json")).expect("rules.json is a valid pack");
    PACK.get_or_init(|| Arc::new(read()))
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
    let members: BTreeMap<String, &RawValue> = match serde_json::from_str(json) {
        Ok(members) => members,
        Err(error) if error.is_data() => return whole(kind_of(json).to_owned()),
        Err(error) => return whole(format!("JSON that ends or breaks at line {} ({error})", error.line())),
    };
    let id = members.get("id").and_then(|id| serde_json::from_str(id.get()).ok());
    let mut problems = Vec::new();
    for (key, list) in &members {
        let Ok(items) = serde_json::from_str::<Vec<&RawValue>>(list.get()) else { continue };
        let probe = match key.as_str() {
            "sources" => probe::<super::Source>,
            "jurisdictions" => probe::<super::Jurisdiction>,
            "platforms" | "events" => probe::<super::Named>,
            "forms" => probe::<super::Form>,
            "rules" => probe::<super::Rule>,
            "register" => probe::<super::Column>,
            "kinds" => probe::<super::Kind>,
            "sets" => probe::<super::WordSet>,
            "lexicon" => probe::<Word>,
            "notation" => probe::<super::Notation>,
            "markup" => probe::<super::Markup>,
            "review" => probe::<super::Ladder>,
            "calendar" => probe::<super::Year>,
            "messages" => probe::<super::Message>,
            "disable" => probe::<String>,
            _ => continue,
        };
        for (i, item) in items.iter().enumerate() {
            if let Err(error) = probe(item.get()) {
                problems.push(problem(&format!("{key}[{i}]"), item.get(), &error));
            }
        }
    }
    if problems.is_empty() {
        // What is wrong is not inside a list: an unknown or missing key, or a section of the wrong type.
        problems.push(problem("", json, first));
    }
    PackError { pack: id.unwrap_or_else(|| "?".to_owned()), problems }
}

fn probe<T: DeserializeOwned>(json: &str) -> Result<(), serde_json::Error> {
    serde_json::from_str::<T>(json).map(|_| ())
}

/// What `error` says of `json`, which stands at `path` of the pack.
fn problem(path: &str, json: &str, error: &serde_json::Error) -> Problem {
    let inner = place::path(json, place::end_of(json, error));
    let path = match (path, inner.as_str()) {
        ("", "") => "$".to_owned(),
        ("", path) | (path, "") => path.to_owned(),
        _ => format!("{path}.{inner}"),
    };
    // serde's sentence: “invalid type: integer `3`, expected a string at line 1 column 9”.
    let whole = error.to_string();
    let sentence = whole.rsplit_once(" at line ").map_or(whole.as_str(), |(sentence, _)| sentence);
    let (found, expected) = match sentence.split_once(", expected ") {
        Some((found, expected)) => (found, expected.to_owned()),
        None => match sentence.strip_prefix("missing field ") {
            Some(field) => ("nothing", format!("a field {field}")),
            None => (sentence, "a value of the schema".to_owned()),
        },
    };
    Problem { path, found: found.to_owned(), expected }
}

/// What a JSON text is that is no object.
fn kind_of(json: &str) -> &'static str {
    match json.trim_start().bytes().next() {
        Some(b'n') => "null",
        Some(b't' | b'f') => "a boolean",
        Some(b'"') => "a string",
        Some(b'[') => "a list",
        Some(b'{') => "an object",
        _ => "a number",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_is_named_by_its_path() {
        let table = [
            ("", "$: found JSON that ends or breaks at line 1"),
            ("{\"id\":\"a\",", "$: found JSON that ends or breaks at line 1"),
            ("[]", "$: found a list, expected a rule pack"),
            (" 3", "$: found a number, expected a rule pack"),
            ("{}", "$: found nothing, expected a field `id`"),
            (r#"{"id":3}"#, "id: found invalid type: integer `3`, expected a string"),
            (r#"{"id":"a","lexikon":[]}"#, "lexikon: found unknown field `lexikon`, expected one of"),
            (r#"{"id":"a","lexicon":{}}"#, "lexicon: found invalid type: map, expected a sequence"),
            (
                "{\"id\":\"a\",\n\"lexicon\":[{\"word\":\"甲\"},\n{\"word\":3}]}",
                "lexicon[1].word: found invalid type: integer",
            ),
            (r#"{"id":"a","lexicon":[null]}"#, "lexicon[0]: found invalid type: null"),
            (r#"{"id":"a","lexicon":[{"kind":"typo"}]}"#, "lexicon[0]: found nothing, expected a field `word`"),
            (r#"{"id":"a","lexicon":[{"word":"甲","wrod":1}]}"#, "lexicon[0].wrod: found unknown field `wrod`"),
            (
                r#"{"id":"a","lexicon":[{"word":"甲","fixes":["乙",1]}]}"#,
                "lexicon[0].fixes[1]: found invalid type: integer",
            ),
            (
                r#"{"id":"a","lexicon":[{"word":"甲","severity":"fatal"}]}"#,
                "lexicon[0].severity: found unknown variant",
            ),
        ];
        for (json, expected) in table {
            let error = read(json).unwrap_err();
            let said = error.problems[0].to_string();
            assert!(said.starts_with(expected), "{json}: {said}");
        }
        let two = read(r#"{"id":"a","lexicon":[{"word":1},{"word":"乙"},{"word":2}]}"#).unwrap_err();
        assert_eq!((two.pack.as_str(), two.problems.len()), ("a", 2));
    }
}
