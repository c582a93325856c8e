//! The cases of `tests/cases/`: rows of JSON that say what is put in and exactly what is found. Anyone can add one
//! without writing Rust. They also are the measure of coverage: every clause that a rule rests on has a case that is
//! objected to under that clause and one that passes.
#![cfg(not(target_arch = "wasm32"))]

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use xianshen::calendar::Date;
use xianshen::kit::{Kit, KitOptions, Mode};
use xianshen::moment::Moment;
use xianshen::text::markup;
use xianshen::{Diagnostic, Severity, Target};

struct Case {
    place: String,
    row: Value,
}

/// Every row of the files whose name begins with `kind`.
fn cases(kind: &str) -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut cases = Vec::new();
    for file in files {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        if !name.starts_with(kind) || !name.ends_with(".jsonl") {
            continue;
        }
        for (line, text) in std::fs::read_to_string(&file).unwrap().lines().enumerate() {
            let place = format!("tests/cases/{name}:{}", line + 1);
            let row = serde_json::from_str(text).unwrap_or_else(|error| panic!("{place}: {error}"));
            cases.push(Case { place, row });
        }
    }
    assert!(!cases.is_empty(), "no cases of kind {kind}");
    cases
}

#[derive(Default)]
struct Kits(HashMap<Option<String>, Kit>);

impl Kits {
    fn of(&mut self, row: &Value) -> &Kit {
        let jurisdiction = row.get("jurisdiction").and_then(Value::as_str).map(str::to_owned);
        self.0
            .entry(jurisdiction.clone())
            .or_insert_with(|| Kit::new(KitOptions { jurisdiction, ..Default::default() }).unwrap())
    }
}

fn today(row: &Value) -> Date {
    Date::parse_iso(row.get("today").and_then(Value::as_str).unwrap_or("2026-11-22")).unwrap()
}

fn text_of(row: &Value, diagnostic: &Diagnostic) -> String {
    let Target::Text { start: Some(start), end: Some(end), .. } = diagnostic.target else { return String::new() };
    let html = |row: &Value| row["html"].as_str().map(|html| markup::blocks(html).join(&u16::from(b'\n')));
    let plain = |row: &Value| row["text"].as_str().map(|text| text.encode_utf16().collect());
    let submission = &row["submission"];
    let mut units: Vec<u16> =
        html(row).or_else(|| plain(row)).or_else(|| html(submission)).or_else(|| plain(submission)).unwrap_or_else(
            || {
                let blocks = submission["blocks"].as_array().unwrap().iter().map(|block| block.as_str().unwrap());
                blocks.collect::<Vec<_>>().join("\n").encode_utf16().collect()
            },
        );
    if let Some(title) = submission["title"].as_str() {
        units.splice(0..0, format!("{title}\n").encode_utf16());
    }
    String::from_utf16(&units[start as usize..end as usize]).unwrap()
}

/// What a case calls one finding: `code@place`, with `!severity` and `→fix` where the case names them.
fn expected(row: &Value) -> Vec<String> {
    let empty = Vec::new();
    let list = row["expect"].as_array().unwrap_or(&empty);
    list.iter()
        .map(|e| {
            let place = match (&e["at"], &e["path"], &e["rows"], &e["step"]) {
                (Value::String(at), ..) => at.clone(),
                (_, Value::String(path), ..) => path.clone(),
                (_, _, rows @ Value::Array(_), _) => rows.to_string(),
                (.., Value::String(step)) => step.clone(),
                _ => panic!("a finding without at, path, rows or step: {e}"),
            };
            let severity = e.get("severity").and_then(Value::as_str).map(|s| format!("!{s}")).unwrap_or_default();
            match e.get("fix").and_then(Value::as_str) {
                Some(fix) => format!("{}{severity}@{place}→{fix}", e["code"].as_str().unwrap()),
                None => format!("{}{severity}@{place}", e["code"].as_str().unwrap()),
            }
        })
        .collect()
}

fn found(row: &Value, diagnostics: &[Diagnostic]) -> Vec<String> {
    let with_info = row.get("info").and_then(Value::as_bool).unwrap_or(false);
    let empty = Vec::new();
    let expect = row["expect"].as_array().unwrap_or(&empty);
    diagnostics
        .iter()
        .filter(|d| with_info || d.severity != Severity::Info)
        .enumerate()
        .map(|(i, d)| {
            let place = match &d.target {
                Target::Text { .. } => text_of(row, d),
                Target::Field { path } => path.clone(),
                Target::Account { rows, .. } => serde_json::to_string(rows).unwrap(),
                Target::Review { step } => step.clone(),
            };
            let names = |key: &str| expect.get(i).is_some_and(|e| e.get(key).is_some());
            let severity = if names("severity") { format!("!{:?}", d.severity).to_lowercase() } else { String::new() };
            match d.fixes.first().filter(|_| names("fix")) {
                Some(fix) => format!("{}{severity}@{place}→{}", d.code, fix.replacement),
                None => format!("{}{severity}@{place}", d.code),
            }
        })
        .collect()
}

/// Runs all cases of a kind and fails with the whole list of those that differ.
fn run(kind: &str, check: impl Fn(&Kit, &Value) -> Vec<Diagnostic>) {
    let mut kits = Kits::default();
    let mut wrong = Vec::new();
    let cases = cases(kind);
    for case in &cases {
        let diagnostics = check(kits.of(&case.row), &case.row);
        for d in &diagnostics {
            assert!(!d.clauses.is_empty(), "{}: {} rests on nothing", case.place, d.code);
            assert!(!d.message.contains('{') && d.message.chars().count() > 4, "{}: {}", case.place, d.message);
        }
        let (expected, found) = (expected(&case.row), found(&case.row, &diagnostics));
        if expected != found {
            wrong.push(format!(
                "{}: {}\n  expected {expected:?}\n  found    {found:?}",
                case.place,
                case.row.get("html").unwrap_or(&case.row["text"])
            ));
        }
    }
    assert!(wrong.is_empty(), "{} of {} cases differ\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

fn check_text(kit: &Kit, row: &Value) -> Vec<Diagnostic> {
    kit.check_text(row["text"].as_str().unwrap()).diagnostics
}

fn check_html(kit: &Kit, row: &Value) -> Vec<Diagnostic> {
    kit.check_html(row["html"].as_str().unwrap()).diagnostics
}

fn check_filing(kit: &Kit, row: &Value) -> Vec<Diagnostic> {
    let report = kit.check_filing(&row["filing"], today(row)).unwrap();
    if let Some(timeline) = row.get("timeline") {
        let found: Vec<Value> = (report.timeline.iter())
            .map(|d| serde_json::json!({"id": d.id, "last_day": d.last_day, "state": d.state}))
            .collect();
        assert_eq!(Value::Array(found), *timeline, "{row}");
    }
    report.diagnostics
}

fn check_register(kit: &Kit, row: &Value) -> Vec<Diagnostic> {
    kit.check_register_csv(row["csv"].as_str().unwrap(), today(row)).unwrap().diagnostics
}

/// A submission in which the digest `now` stands for that of the article as it is.
fn signed(kit: &Kit, submission: &Value) -> Value {
    let digest = kit.digest_of(submission).unwrap();
    serde_json::from_str(&submission.to_string().replace(r#""digest":"now""#, &format!(r#""digest":"{digest}""#)))
        .unwrap()
}

fn check_review(kit: &Kit, row: &Value) -> Vec<Diagnostic> {
    let now = row["now"].as_str().map_or_else(|| today(row).into(), |now| Moment::parse(now).unwrap());
    let verdict = kit.review(&signed(kit, &row["submission"]), now).unwrap();
    let held = verdict.state == xianshen::gate::VerdictState::Hold;
    assert_eq!(held, xianshen::diagnostic::has_error(&verdict.diagnostics));
    assert_eq!(held, !verdict.reasons.is_empty());
    if let Some(hours) = row.get("hours") {
        let found =
            verdict.hours.iter().map(|h| serde_json::json!({"id": h.id, "due": h.due, "minutes_left": h.minutes_left}));
        assert_eq!(found.collect::<Value>(), *hours, "{row}");
    }
    verdict.diagnostics
}

#[test]
fn texts() {
    run("text", check_text);
}

#[test]
fn pages() {
    run("html", check_html);
}

#[test]
fn filings() {
    run("filing", check_filing);
}

#[test]
fn registers() {
    run("register", check_register);
}

#[test]
fn reviews() {
    run("review", check_review);
}

type Check = fn(&Kit, &Value) -> Vec<Diagnostic>;

#[test]
fn every_enforced_clause_has_a_case_on_either_side() {
    let mut objected: BTreeSet<String> = BTreeSet::new();
    let mut passed: BTreeSet<String> = BTreeSet::new();
    let mut missing = Vec::new();
    let mut kits = Kits::default();
    let kinds: [(&str, Check); 5] = [
        ("text", check_text),
        ("html", check_html),
        ("filing", check_filing),
        ("register", check_register),
        ("review", check_review),
    ];
    for (kind, check) in kinds {
        for case in cases(kind) {
            let diagnostics = check(kits.of(&case.row), &case.row);
            let empty = Vec::new();
            for clause in case.row["clauses"].as_array().unwrap_or(&empty).iter().filter_map(Value::as_str) {
                if expected(&case.row).is_empty() {
                    passed.insert(clause.to_owned());
                } else if diagnostics.iter().any(|d| d.clauses.iter().any(|c| c == clause)) {
                    objected.insert(clause.to_owned());
                } else {
                    missing.push(format!("{}: nothing found rests on {clause}", case.place));
                }
            }
        }
    }
    let rules = Kit::new(KitOptions::default()).unwrap().rules();
    let mut table: BTreeMap<(String, String), [usize; 3]> = BTreeMap::new();
    for clause in &rules.clauses {
        let key = (clause.jurisdiction.clone().unwrap(), format!("{:?}", clause.area).to_lowercase());
        table.entry(key).or_default()[clause.mode as usize] += 1;
        if clause.mode == Mode::Enforced {
            if !objected.contains(&clause.id) {
                missing.push(format!("{} has no case that is objected to", clause.id));
            }
            if !passed.contains(&clause.id) {
                missing.push(format!("{} has no case that passes", clause.id));
            }
        }
    }
    println!(
        "{:<12} {:<10} {:>9} {:>9} {:>12} {:>6}",
        "jurisdiction", "area", "enforced", "attested", "informative", "all"
    );
    let mut sum = [0; 3];
    for ((jurisdiction, area), [enforced, attested, informative]) in &table {
        let all = enforced + attested + informative;
        println!("{jurisdiction:<12} {area:<10} {enforced:>9} {attested:>9} {informative:>12} {all:>6}");
        sum = [sum[0] + enforced, sum[1] + attested, sum[2] + informative];
    }
    println!("{:<12} {:<10} {:>9} {:>9} {:>12} {:>6}", "all", "", sum[0], sum[1], sum[2], sum.iter().sum::<usize>());
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

/// Whatever hangs on a character belongs to it: no finding begins or ends between the two. The rules were written for
/// bare characters, so every row is read with marks hung on some.
#[test]
fn findings_hold_whole_characters() {
    let kit = Kit::new(KitOptions::default()).unwrap();
    let mut seed = 7_u32;
    let mut wrong = Vec::new();
    for case in cases("text") {
        let Some(text) = case.row["text"].as_str() else { continue };
        let mut marked = String::new();
        for c in text.chars() {
            marked.push(c);
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            if seed >> 29 == 0 && !c.is_control() {
                marked.push(if seed >> 28 & 1 == 0 { '\u{301}' } else { '\u{20E3}' });
            }
        }
        let units: Vec<u16> = marked.encode_utf16().collect();
        for found in kit.check_text(&marked).diagnostics {
            let Target::Text { start: Some(start), end: Some(end), .. } = found.target else { continue };
            let is_edge = |at: u32| xianshen::text::graphemes::is_boundary(&units, at as usize);
            if !is_edge(start) || !is_edge(end) {
                wrong.push(format!("{}: {} at {start}..{end} of {marked}", case.place, found.code));
            }
        }
    }
    assert!(wrong.is_empty(), "{} findings:\n{}", wrong.len(), wrong.join("\n"));
}
