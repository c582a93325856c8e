//! The one way a pack is written down: sections in the order of the types, one entry a line, lists without an order
//! of their own sorted. `rules.json` is kept in this form, so that a change of one word is a change of one line.

use super::{Pack, Word};
use serde::Serialize;
use std::collections::HashMap;
use std::fmt::Write;
use std::sync::Arc;

/// The canonical JSON of a pack, ending with a line feed.
pub fn canonical(pack: &Pack) -> String {
    let mut pack = pack.spelled_out().into_owned();
    let kinds: HashMap<String, usize> = pack.kinds.iter().enumerate().map(|(i, k)| (k.kind.clone(), i)).collect();
    let key = |w: &Arc<Word>| (kinds.get(&w.kind).copied(), w.word.clone(), json(w));
    pack.lexicon.sort_by_cached_key(key);
    pack.rules.sort_by(|a, b| a.code.cmp(&b.code));
    pack.notation.sort_by(|a, b| a.code.cmp(&b.code));
    pack.markup.sort_by(|a, b| (&a.code, &a.problem).cmp(&(&b.code, &b.problem)));
    pack.sets.sort_by(|a, b| a.set.cmp(&b.set));
    pack.messages.sort_by(|a, b| a.id.cmp(&b.id));
    pack.calendar.sort_by_key(|y| y.year);
    pack.disable.sort();

    let mut members: Vec<String> = Vec::new();
    let mut scalar = |name: &str, value: &Option<String>| {
        members.extend(value.as_ref().map(|value| format!("{}: {}", json(&name), json(value))));
    };
    scalar("$schema", &pack.schema);
    scalar("id", &Some(pack.id.clone()));
    scalar("version", &Some(pack.version.clone()).filter(|v| !v.is_empty()));
    scalar("extends", &pack.extends);
    let sources = pack.sources.iter().map(|source| {
        let mut head = source.clone();
        let clauses = std::mem::take(&mut head.clauses);
        nested(&json(&head), &[("clauses", lines(&clauses))])
    });
    section(&mut members, "sources", sources.collect());
    section(&mut members, "jurisdictions", lines(&pack.jurisdictions));
    section(&mut members, "platforms", lines(&pack.platforms));
    section(&mut members, "bodies", lines(&pack.bodies));
    section(&mut members, "events", lines(&pack.events));
    let forms = pack.forms.iter().map(|form| {
        let mut head = form.clone();
        let fields = std::mem::take(&mut head.fields);
        let inputs = std::mem::take(&mut head.inputs);
        let limits = std::mem::take(&mut head.limits);
        let rules = std::mem::take(&mut head.rules);
        let attestations = std::mem::take(&mut head.attestations);
        let head = json(&head).replace(",\"fields\":[]", "");
        let parts = [
            ("inputs", lines(&inputs)),
            ("fields", lines(&fields)),
            ("limits", lines(&limits)),
            ("rules", lines(&rules)),
            ("attestations", lines(&attestations)),
        ];
        nested(&head, &parts)
    });
    section(&mut members, "forms", forms.collect());
    section(&mut members, "rules", lines(&pack.rules));
    section(&mut members, "register", lines(&pack.register));
    section(&mut members, "kinds", lines(&pack.kinds));
    section(&mut members, "sets", lines(&pack.sets));
    section(&mut members, "lexicon", lines(&pack.lexicon));
    scalar_csv(&mut members, &pack);
    section(&mut members, "notation", lines(&pack.notation));
    section(&mut members, "markup", lines(&pack.markup));
    let ladders = pack.review.iter().map(|ladder| {
        let mut head = ladder.clone();
        let steps = std::mem::take(&mut head.steps);
        let attestations = std::mem::take(&mut head.attestations);
        let head = json(&head).replace(",\"steps\":[]", "");
        nested(&head, &[("steps", lines(&steps)), ("attestations", lines(&attestations))])
    });
    section(&mut members, "review", ladders.collect());
    section(&mut members, "submission", lines(&pack.submission));
    section(&mut members, "roles", lines(&pack.roles));
    section(&mut members, "articles", lines(&pack.articles));
    section(&mut members, "grades", lines(&pack.grades));
    section(&mut members, "reprint_sources", lines(&pack.reprint_sources));
    section(&mut members, "whitelist", lines(&pack.whitelist));
    section(&mut members, "releasable", lines(&pack.releasable));
    section(&mut members, "calendar", lines(&pack.calendar));
    section(&mut members, "messages", lines(&pack.messages));
    section(&mut members, "disable", lines(&pack.disable));
    if !pack.severity.is_empty() {
        members.push(format!("\"severity\": {}", json(&pack.severity)));
    }
    format!("{{\n  {}\n}}\n", members.join(",\n  "))
}

fn scalar_csv(members: &mut Vec<String>, pack: &Pack) {
    members.extend(pack.lexicon_csv.as_ref().map(|csv| format!("\"lexicon_csv\": {}", json(csv))));
}

fn json<T: Serialize>(value: &T) -> String {
    // Plain structs of strings, numbers and lists always serialise.
    serde_json::to_string(value).unwrap_or_default()
}

fn lines<T: Serialize>(entries: &[T]) -> Vec<String> {
    entries.iter().map(json).collect()
}

fn section(members: &mut Vec<String>, name: &str, entries: Vec<String>) {
    if !entries.is_empty() {
        members.push(format!("\"{name}\": [\n    {}\n  ]", entries.join(",\n    ")));
    }
}

/// An object whose last members are lists with one entry a line.
fn nested(head: &str, lists: &[(&str, Vec<String>)]) -> String {
    let mut out = head.strip_suffix('}').unwrap_or(head).to_owned();
    for (name, entries) in lists.iter().filter(|(_, entries)| !entries.is_empty()) {
        let _ = write!(out, ",\"{name}\":[\n      {}\n    ]", entries.join(",\n      "));
    }
    out.push('}');
    out
}
