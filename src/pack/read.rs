//! Reading a pack, and checking what a schema cannot say: that names refer to something, that entries do not
//! contradict each other. Every problem carries its JSON path, what was found and what was expected; a pack with a
//! problem is not loaded at all.

use super::{Pack, Word, month_day};
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::{HashMap, HashSet};
use std::fmt;

/// The built-in pack, `rules.json`.
pub fn builtin() -> Pack {
    // The file is part of the crate and its own tests read it strictly; a failure here is a broken build.
    serde_json::from_str(include_str!("../../rules.json")).expect("rules.json is a valid pack")
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

/// Reads a pack from JSON. The shape is checked here; [`check`] does the rest once it is known what the pack is
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

/// Checks a pack against itself and what it is laid over (`base`; none for the built-in pack). Problems come in the
/// order of the sections.
pub fn check(pack: &Pack, base: Option<&Pack>) -> Vec<Problem> {
    let mut report = Report { problems: Vec::new() };
    let both = || base.into_iter().chain(std::iter::once(pack));
    let jurisdictions: HashSet<&str> = both().flat_map(|p| &p.jurisdictions).map(|j| j.id.as_str()).collect();
    let clauses: HashSet<&str> = both()
        .flat_map(|p| &p.sources)
        .flat_map(|s| s.clauses.iter().map(|c| c.id.as_str()).chain([s.id.as_str()]))
        .collect();
    let kinds: FxHashMap<&str, &str> =
        both().flat_map(|p| &p.kinds).map(|k| (k.kind.as_str(), k.code.as_str())).collect();
    let sets: HashSet<&str> = both().flat_map(|p| &p.sets).map(|s| s.set.as_str()).collect();

    if pack.id.trim().is_empty() {
        report.add("id", "an empty name", "a name");
    }
    if let (Some(extends), Some(_)) = (&pack.extends, base)
        && extends != "builtin"
        && !jurisdictions.contains(extends.as_str())
    {
        report.add("extends", quote(extends), format!("builtin or one of {}", list(&jurisdictions)));
    }
    report.unique("sources", pack.sources.iter().map(|s| s.id.as_str()));
    let mut seen = HashSet::new();
    for (i, source) in pack.sources.iter().enumerate() {
        if let Some(j) = &source.jurisdiction {
            report.known(&format!("sources[{i}].jurisdiction"), j, &jurisdictions, "a jurisdiction");
        }
        if let Some(date) = source.date.as_deref()
            && crate::calendar::Date::parse_iso(date).is_none()
        {
            report.add(format!("sources[{i}].date"), quote(date), "YYYY-MM-DD");
        }
        for (k, clause) in source.clauses.iter().enumerate() {
            if !seen.insert(clause.id.as_str()) {
                report.add(format!("sources[{i}].clauses[{k}].id"), quote(&clause.id), "an id used once");
            }
        }
    }
    report.unique("jurisdictions", pack.jurisdictions.iter().map(|j| j.id.as_str()));
    report.unique("platforms", pack.platforms.iter().map(|p| p.id.as_str()));
    report.unique("events", pack.events.iter().map(|e| e.id.as_str()));
    check_names("platforms", &pack.platforms, &mut report);
    check_names("events", &pack.events, &mut report);
    let events: HashSet<&str> = both().flat_map(|p| &p.events).map(|e| e.id.as_str()).collect();
    for (i, form) in pack.forms.iter().enumerate() {
        let path = format!("forms[{i}]");
        report.known(&format!("{path}.jurisdiction"), &form.jurisdiction, &jurisdictions, "a jurisdiction");
        let names: HashSet<&str> = form.fields.iter().map(|f| f.name.as_str()).collect();
        for (k, field) in form.fields.iter().enumerate() {
            report.clauses(&format!("{path}.fields[{k}]"), &field.clauses, &clauses);
        }
        for (k, limit) in form.limits.iter().enumerate() {
            report.known(&format!("{path}.limits[{k}].base"), &limit.base, &names, "a field of the form");
            report.clauses(&format!("{path}.limits[{k}]"), &limit.clauses, &clauses);
            for event in &limit.events {
                report.known(&format!("{path}.limits[{k}].events"), event, &events, "a kind of event");
            }
        }
        let labels = form
            .fields
            .iter()
            .flat_map(|f| [f.name.as_str(), f.label.as_str()].into_iter().chain(f.aliases.iter().map(String::as_str)));
        let mut seen = HashSet::new();
        for label in labels {
            if !seen.insert(label) {
                report.add(format!("{path}.fields"), quote(label), "labels that each name one field");
            }
        }
    }
    report.unique("rules", pack.rules.iter().map(|r| r.code.as_str()));
    for (i, rule) in pack.rules.iter().enumerate() {
        report.code(&format!("rules[{i}].code"), &rule.code);
        report.clauses(&format!("rules[{i}]"), &rule.clauses, &clauses);
    }
    report.unique("register", pack.register.iter().map(|c| c.name.as_str()));
    report.unique("kinds", pack.kinds.iter().map(|k| k.kind.as_str()));
    for (i, kind) in pack.kinds.iter().enumerate() {
        report.code(&format!("kinds[{i}].code"), &kind.code);
        report.clauses(&format!("kinds[{i}]"), &kind.clauses, &clauses);
    }
    report.unique("sets", pack.sets.iter().map(|s| s.set.as_str()));
    check_lexicon(pack, &kinds, &sets, &clauses, &mut report);
    report.unique("notation", pack.notation.iter().map(|n| n.code.as_str()));
    for (i, notation) in pack.notation.iter().enumerate() {
        report.code(&format!("notation[{i}].code"), &notation.code);
        report.clauses(&format!("notation[{i}]"), &notation.clauses, &clauses);
        let lists = [
            ("cues", &notation.cues),
            ("unless", &notation.unless),
            ("unless_after", &notation.unless_after),
            ("near", &notation.near),
            ("unless_near", &notation.unless_near),
            ("contact", &notation.contact),
        ];
        for (field, words) in lists {
            check_sets(&format!("notation[{i}].{field}"), words, &sets, &mut report);
        }
    }
    let problems: Vec<String> = pack.markup.iter().map(|m| format!("{}.{}", m.code, m.problem)).collect();
    report.unique("markup", problems.iter().map(String::as_str));
    for (i, markup) in pack.markup.iter().enumerate() {
        report.code(&format!("markup[{i}].code"), &markup.code);
        report.clauses(&format!("markup[{i}]"), &markup.clauses, &clauses);
    }
    for (i, ladder) in pack.review.iter().enumerate() {
        report.known(&format!("review[{i}].jurisdiction"), &ladder.jurisdiction, &jurisdictions, "a jurisdiction");
        let mut earlier: HashSet<&str> = HashSet::new();
        for (k, step) in ladder.steps.iter().enumerate() {
            let path = format!("review[{i}].steps[{k}]");
            report.clauses(&path, &step.clauses, &clauses);
            for other in &step.distinct_from {
                report.known(&format!("{path}.distinct_from"), other, &earlier, "an earlier step");
            }
            earlier.insert(&step.step);
        }
    }
    for (i, year) in pack.calendar.iter().enumerate() {
        for (section, days, weekend) in [("rest", &year.rest, false), ("work", &year.work, true)] {
            for (k, day) in days.iter().enumerate() {
                let path = format!("calendar[{i}].{section}[{k}]");
                let date = month_day(day).and_then(|(m, d)| crate::calendar::Date::new(year.year, m, d));
                match date {
                    None => report.add(path, quote(day), format!("MM-DD, a day of {}", year.year)),
                    Some(date) if weekend && !date.is_weekend() => report.add(path, quote(day), "a Saturday or Sunday"),
                    Some(_) => {}
                }
            }
        }
    }
    report.unique("messages", pack.messages.iter().map(|m| m.id.as_str()));
    let codes = codes(base, pack);
    for (i, entry) in pack.disable.iter().enumerate() {
        let code = entry.split_once(':').map_or(entry.as_str(), |(code, _)| code);
        report.known(&format!("disable[{i}]"), code, &codes, "a code of the pack");
    }
    for code in pack.severity.keys() {
        report.known(&format!("severity.{code}"), code, &codes, "a code of the pack");
    }
    report.problems
}

/// Every code that any rule of the packs can give.
fn codes<'a>(base: Option<&'a Pack>, pack: &'a Pack) -> HashSet<&'a str> {
    base.into_iter()
        .chain([pack])
        .flat_map(|p| {
            (p.kinds.iter().map(|k| k.code.as_str()))
                .chain(p.rules.iter().map(|r| r.code.as_str()))
                .chain(p.notation.iter().map(|n| n.code.as_str()))
                .chain(p.markup.iter().map(|m| m.code.as_str()))
        })
        .collect()
}

fn check_names(section: &str, list: &[super::Named], report: &mut Report) {
    let mut owner: HashMap<&str, &str> = HashMap::new();
    for (i, named) in list.iter().enumerate() {
        for name in std::iter::once(&named.name).chain(&named.aliases) {
            if let Some(other) = owner.insert(name, &named.id) {
                report.add(format!("{section}[{i}]"), quote(name), format!("a name that {other} does not have too"));
            }
        }
    }
}

#[inline(never)]
fn check_lexicon(
    pack: &Pack,
    kinds: &FxHashMap<&str, &str>,
    sets: &HashSet<&str>,
    clauses: &HashSet<&str>,
    report: &mut Report,
) {
    // Nearly every spelling stands once; only where one comes again are contexts looked at.
    let mut first = FxHashMap::with_capacity_and_hasher(pack.lexicon.len(), FxBuildHasher);
    let mut again = FxHashSet::default();
    for (i, word) in pack.lexicon.iter().enumerate() {
        check_word(i, word, kinds, sets, clauses, report);
        let Some(other) = first.insert(word.word.as_str(), i) else { continue };
        again.insert(in_context(&pack.lexicon[other]));
        if !again.insert(in_context(word)) {
            report.add(format!("lexicon[{i}].word"), quote(&word.word), "a word and context that no other entry has");
        }
    }
}

type InContext<'p> = (&'p str, [&'p [String]; 4], Option<super::Edge>);

/// What makes an entry the same as another.
fn in_context(word: &Word) -> InContext<'_> {
    (&word.word, [&word.before, &word.after, &word.near, &word.unless_near], word.edge)
}

/// Never inlined, so that it is compiled well by the time it has seen a few of a hundred thousand words.
#[inline(never)]
fn check_word(
    i: usize,
    word: &Word,
    kinds: &FxHashMap<&str, &str>,
    sets: &HashSet<&str>,
    clauses: &HashSet<&str>,
    report: &mut Report,
) {
    let path = |field: &str| format!("lexicon[{i}].{field}");
    if word.word.trim().is_empty() {
        report.add(path("word"), "an empty word", "at least one character");
    } else if word.word.chars().count() > MAX_WORD {
        report.add(path("word"), format!("{} characters", word.word.chars().count()), format!("at most {MAX_WORD}"));
    }
    if !kinds.contains_key(word.kind.as_str()) {
        let names: HashSet<&str> = kinds.keys().copied().collect();
        report.add(path("kind"), quote(&word.kind), format!("one of {}", list(&names)));
    }
    for (k, fix) in word.fixes.iter().enumerate() {
        if *fix == word.word {
            report.add(format!("{}[{k}]", path("fixes")), quote(fix), "something else than the word itself");
        }
    }
    for (k, longer) in word.unless.iter().enumerate() {
        if !longer.contains(&word.word) || longer.len() == word.word.len() {
            report.add(
                format!("{}[{k}]", path("unless")),
                quote(longer),
                format!("a longer string that contains “{}”", word.word),
            );
        }
    }
    for (name, context) in
        [("before", &word.before), ("after", &word.after), ("near", &word.near), ("unless_near", &word.unless_near)]
    {
        check_sets(&path(name), context, sets, report);
    }
    if !word.clauses.is_empty() {
        report.clauses(&format!("lexicon[{i}]"), &word.clauses, clauses);
    }
}

/// Context words: none is empty, and each `@name` is a set.
fn check_sets(path: &str, words: &[String], sets: &HashSet<&str>, report: &mut Report) {
    for (k, entry) in words.iter().enumerate() {
        match entry.strip_prefix('@') {
            Some(set) if !sets.contains(set) => report.add(format!("{path}[{k}]"), quote(entry), "a set of the pack"),
            None if entry.is_empty() => report.add(format!("{path}[{k}]"), "an empty string", "a word"),
            _ => {}
        }
    }
}

/// The longest word a lexicon may hold, in characters.
pub(super) const MAX_WORD: usize = 64;

struct Report {
    problems: Vec<Problem>,
}

impl Report {
    fn add(&mut self, path: impl Into<String>, found: impl Into<String>, expected: impl Into<String>) {
        self.problems.push(Problem { path: path.into(), found: found.into(), expected: expected.into() });
    }

    fn unique<'a>(&mut self, section: &str, ids: impl Iterator<Item = &'a str>) {
        let mut seen = HashSet::new();
        for (i, id) in ids.enumerate() {
            if id.trim().is_empty() {
                self.add(format!("{section}[{i}]"), "an empty name", "a name");
            } else if !seen.insert(id) {
                self.add(format!("{section}[{i}]"), quote(id), "a name used once");
            }
        }
    }

    fn known(&mut self, path: &str, name: &str, names: &HashSet<&str>, what: &str) {
        if !names.contains(name) {
            self.add(path, quote(name), what);
        }
    }

    fn clauses(&mut self, path: &str, ids: &[String], known: &HashSet<&str>) {
        if ids.is_empty() {
            self.add(format!("{path}.clauses"), "an empty list", "at least one clause or standard");
        }
        for (k, id) in ids.iter().enumerate() {
            self.known(&format!("{path}.clauses[{k}]"), id, known, "the id of a clause or standard in sources");
        }
    }

    fn code(&mut self, path: &str, code: &str) {
        let ok = code.split_once('/').is_some_and(|(area, kind)| {
            [area, kind].iter().all(|s| !s.is_empty() && s.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'))
        });
        if !ok {
            self.add(path, quote(code), "area/kind in kebab-case");
        }
    }
}

fn quote(text: &str) -> String {
    format!("“{text}”")
}

fn list(names: &HashSet<&str>) -> String {
    let mut names: Vec<_> = names.iter().copied().collect();
    names.sort_unstable();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(json: &str) -> Vec<String> {
        let base = builtin();
        match read(json) {
            Err(error) => error.problems.iter().map(Problem::to_string).collect(),
            Ok(pack) => check(&pack, Some(&base)).iter().map(Problem::to_string).collect(),
        }
    }

    #[test]
    fn every_problem_names_path_found_and_expected() {
        let cases: &[(&str, &[&str])] = &[
            ("[]", &["$: found a list, expected a rule pack"]),
            ("{", &["$: found JSON that ends or breaks at line 1"]),
            (r#"{"lexicon":[]}"#, &["$: found nothing, expected a field `id`"]),
            (r#"{"id":"a","lexcon":[]}"#, &["lexcon: found unknown field `lexcon`, expected one of"]),
            (
                r#"{"id":"a","lexicon":[{"word":"甲乙","kind":"custom"},{"word":3},{"wrod":"丙"}]}"#,
                &[
                    "lexicon[1].word: found invalid type: integer `3`, expected a string",
                    "lexicon[2].wrod: found unknown field",
                ],
            ),
            (r#"{"id":"a","lexicon":[{"word":"","kind":"custom"}]}"#, &["lexicon[0].word: found an empty word"]),
            (r#"{"id":"a","lexicon":[{"word":"甲","kind":"nonsense"}]}"#, &["lexicon[0].kind: found “nonsense”"]),
            (r#"{"id":"a","lexicon":[{"word":"甲乙","fixes":["甲乙"]}]}"#, &["lexicon[0].fixes[0]: found “甲乙”"]),
            (r#"{"id":"a","lexicon":[{"word":"甲乙","unless":["乙甲"]}]}"#, &["lexicon[0].unless[0]: found “乙甲”"]),
            (r#"{"id":"a","lexicon":[{"word":"甲乙","near":["@none"]}]}"#, &["lexicon[0].near[0]: found “@none”"]),
            (r#"{"id":"a","lexicon":[{"word":"甲乙"},{"word":"甲乙"}]}"#, &["lexicon[1].word: found “甲乙”"]),
            (r#"{"id":"a","extends":"mars"}"#, &["extends: found “mars”, expected builtin or one of"]),
            (r#"{"id":"a","severity":{"lexicon/nil":"info"}}"#, &["severity.lexicon/nil: found “lexicon/nil”"]),
            (
                r#"{"id":"a","severity":{"lexicon/typo":"fatal"}}"#,
                &["severity.lexicon/typo: found unknown variant `fatal`"],
            ),
            (r#"{"id":"a","disable":["lexicon/nil"]}"#, &["disable[0]: found “lexicon/nil”"]),
            (
                r#"{"id":"a","calendar":[{"year":2030,"notice":"x","rest":["02-30"],"work":["01-01"]}]}"#,
                &[
                    "calendar[0].rest[0]: found “02-30”",
                    "calendar[0].work[0]: found “01-01”, expected a Saturday or Sunday",
                ],
            ),
        ];
        for (json, expected) in cases {
            let found = problems(json);
            assert_eq!(found.len(), expected.len(), "{json}: {found:#?}");
            for (found, expected) in found.iter().zip(*expected) {
                assert!(found.starts_with(expected), "{json}: {found}");
            }
        }
    }

    #[test]
    fn a_good_vendor_pack_has_no_problem() {
        let json = r#"{"id":"our-county","extends":"haiyan","lexicon":[{"word":"某某工程","kind":"custom","severity":"error",
            "message":"该工程已更名。","fixes":["某某项目"],"unless":["某某工程师"]}],
            "disable":["lexicon/emotion","lexicon/typo:截止目前"],"severity":{"lexicon/clickbait":"info"}}"#;
        assert_eq!(problems(json), Vec::<String>::new());
    }
}
