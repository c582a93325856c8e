//! `rules.json` is canonical, sound, and covers every clause of the five sources.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeSet;
use std::path::Path;
use xianshen::pack::{self, either};

fn root(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// `UPDATE_GENERATED=1` writes the file anew.
fn compare(path: &str, expected: &str) {
    if std::env::var_os("UPDATE_GENERATED").is_some() {
        std::fs::write(root(path), expected).unwrap();
    }
    let found = std::fs::read_to_string(root(path)).unwrap();
    let line = found.lines().zip(expected.lines()).position(|(a, b)| a != b);
    assert!(found == expected, "{path} differs at line {:?}: run with UPDATE_GENERATED=1", line.map(|l| l + 1));
}

#[test]
fn rules_are_canonical() {
    compare("rules.json", &pack::canonical(&pack::builtin()));
}

#[test]
fn canonical_form_says_the_same() {
    let builtin = pack::builtin();
    let mut again = pack::read(&pack::canonical(&builtin)).unwrap();
    let sorted = pack::read(&pack::canonical(&again)).unwrap();
    again.lexicon.sort_by(|a, b| a.word.cmp(&b.word));
    let mut original = builtin.clone();
    original.lexicon.sort_by(|a, b| a.word.cmp(&b.word));
    assert_eq!(original.lexicon.len(), again.lexicon.len());
    assert_eq!(original.sources, again.sources);
    assert_eq!(original.forms, again.forms);
    assert_eq!(pack::canonical(&sorted), pack::canonical(&builtin));
}

#[test]
fn rules_have_no_problem() {
    let problems = pack::check(&pack::builtin(), None);
    let lines: Vec<String> = problems.iter().map(|p| p.to_string()).collect();
    assert!(lines.is_empty(), "{}", lines.join("\n"));
}

#[cfg(feature = "schema")]
#[test]
fn schema_is_that_of_the_types() {
    let schema = schemars::schema_for!(pack::Pack);
    compare("rules.schema.json", &format!("{}\n", serde_json::to_string_pretty(&schema).unwrap()));
}

/// Words of one lexicon may not undo each other: what one entry puts in, no other takes out again. Only quotation marks
/// around it may still be asked for: whether they stand there already, a fix cannot know.
#[test]
fn no_fix_is_itself_objected_to() {
    let kit = xianshen::Kit::new(Default::default()).unwrap();
    let pack = kit.pack();
    let words = pack.lexicon.iter().flat_map(|w| w.fixes.iter().map(|fix| (w.word.clone(), fix.as_str())));
    let slips = pack.slips().map(|slip| (slip.spelling(), slip.right));
    let wholes = pack.wholes().map(|whole| (whole.wrong, whole.right));
    let mut wrong = BTreeSet::new();
    for (word, fix) in words.chain(slips).chain(wholes) {
        let objects = |d: &&xianshen::Diagnostic| {
            let xianshen::Target::Text { from, to, .. } = d.target else { return false };
            let found: Vec<u16> = fix.encode_utf16().skip(from as usize).take((to - from) as usize).collect();
            let bare = |fix: &str| fix.replace(['“', '”'], "").encode_utf16().eq(found.iter().copied());
            let quotes = d.fixes.iter().any(|fix| bare(&fix.replacement));
            // A fix alone is no sentence: only words are judged.
            d.severity != xianshen::Severity::Info && d.code.starts_with("lexicon/") && !quotes
        };
        let found = kit.check_text(fix).diagnostics;
        wrong.extend(found.iter().filter(objects).map(|d| format!("{word} → {fix}: {}", d.message)));
    }
    assert!(wrong.is_empty(), "{}", wrong.into_iter().collect::<Vec<_>>().join("\n"));
}

/// What is rightly written may be objected to for what it says, but not for how it is written.
#[test]
fn no_set_phrase_is_a_slip() {
    let kit = xianshen::Kit::new(Default::default()).unwrap();
    let mut wrong = Vec::new();
    for phrase in kit.pack().phrases() {
        let found = kit.check_text(&phrase.spelling()).diagnostics;
        let found = found.iter().filter(|d| d.severity != xianshen::Severity::Info && d.code == "lexicon/typo");
        wrong.extend(found.map(|d| format!("{}: {}", phrase.spelling(), d.message)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A slip that a word of the lexicon spells as well would never be heard; names and lists are told of likewise.
#[test]
fn slips_are_found_and_mended() {
    let kit = xianshen::Kit::new(Default::default()).unwrap();
    let mut wrong = Vec::new();
    let mut spellings = BTreeSet::new();
    let slips = kit.pack().slips().map(|slip| (slip.spelling(), slip.right));
    for (spelling, right) in slips.chain(kit.pack().wholes().map(|whole| (whole.wrong, whole.right))) {
        let found = kit.check_text(&spelling).diagnostics;
        let mends = |d: &xianshen::Diagnostic| d.fixes.iter().any(|fix| fix.replacement == right);
        if !found.iter().any(mends) || !spellings.insert(spelling.clone()) {
            wrong.push(format!("{spelling} → {right}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Each pair is found in each of its contexts, unless something else in that context is graver.
#[test]
fn pairs_are_found_and_mended() {
    let kit = xianshen::Kit::new(Default::default()).unwrap();
    let mut wrong = Vec::new();
    for pair in kit.pack().pairs() {
        let context = pair.context;
        for before in either(context.around.before) {
            for after in either(context.around.after) {
                for sentence in either(context.around.sentence) {
                    let comma = if sentence.is_empty() { "" } else { "，" };
                    let text = [sentence, comma, before, context.before, pair.wrong, context.after, after].concat();
                    let found = kit.check_text(&text).diagnostics;
                    if !found.iter().any(|d| d.code.starts_with("lexicon/")) {
                        wrong.push(format!("{text} → {}", pair.right));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_clause_of_the_sources_is_there_once() {
    let builtin = pack::builtin();
    let ids: Vec<&str> = builtin
        .sources
        .iter()
        .filter(|s| s.jurisdiction.is_some())
        .flat_map(|s| s.clauses.iter().map(|c| c.id.as_str()))
        .collect();
    assert_eq!(ids.len(), 292);
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), 292);
    for source in builtin.sources.iter().filter(|s| s.jurisdiction.is_some()) {
        for clause in &source.clauses {
            assert!(clause.text.chars().count() <= 120 && clause.text.ends_with('。'), "{}", clause.id);
            assert!(clause.attest.as_ref().is_none_or(|q| q.ends_with('？')), "{}", clause.id);
        }
    }
    let table = root("../shared/clauses.tsv");
    let Ok(table) = std::fs::read_to_string(&table) else {
        println!("SKIPPED: {} is absent", table.display());
        return;
    };
    let expected: BTreeSet<&str> = table.lines().skip(1).filter_map(|line| line.split('\t').next()).collect();
    assert_eq!(ids.into_iter().collect::<BTreeSet<_>>(), expected);
}
