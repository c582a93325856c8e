//! The five source documents as real input: they go through without an error-level false alarm, and what is found in
//! them is listed here, by code and count. Their text is not part of the project: where the folder is absent the
//! test says so and passes.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeMap;
use std::path::Path;
use xianshen::{Kit, Severity};

/// File, code, count. What is behind them, in words: haiyan, laibin and yanchi were saved from web pages with
/// half-width punctuation; yanchi prints a public contact with a fixed line and an e-mail address; laibin's index
/// number holds a valid unified social credit code, and its page header has dates with leading zeros and a bracket
/// that is never closed. Half-width marks are told once a block.
const EXPECTED: &[(&str, &str, usize)] = &[
    ("haiyan", "notation/punctuation", 54),
    ("hanyin", "lexicon/typo", 1),
    // 盈利性 for 营利性, which good prose writes too: to know.
    ("laibin", "lexicon/typo", 1),
    ("laibin", "notation/date", 2),
    ("laibin", "notation/punctuation", 62),
    ("laibin", "notation/quotation", 1),
    ("laibin", "sensitive/topic", 3),
    ("luqiao", "notation/punctuation", 20),
    ("luqiao", "sensitive/topic", 4),
    ("yanchi", "lexicon/fan-buying", 1),
    ("yanchi", "notation/punctuation", 56),
    ("yanchi", "notation/spacing", 2),
    ("yanchi", "personal/email", 1),
];

#[test]
fn the_sources_pass_and_what_they_hold_is_known() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/sources");
    if !folder.is_dir() {
        println!("SKIPPED: {} is absent", folder.display());
        return;
    }
    let mut counts: BTreeMap<(&str, String), usize> = BTreeMap::new();
    let mut errors = Vec::new();
    for name in ["haiyan", "hanyin", "laibin", "luqiao", "yanchi"] {
        let text = std::fs::read_to_string(folder.join(format!("{name}.txt"))).unwrap();
        for jurisdiction in [None, Some(name.to_owned())] {
            let first = jurisdiction.is_none();
            let kit = Kit::new(xianshen::KitOptions { jurisdiction, ..Default::default() }).unwrap();
            for diagnostic in kit.check_text(&text).diagnostics {
                if diagnostic.severity == Severity::Error {
                    errors.push(format!("{name}: {:?} {}", diagnostic.target, diagnostic.message));
                }
                if first {
                    println!("{name}: {} {} {}", diagnostic.code, diagnostic.message, diagnostic.clauses.join(","));
                    *counts.entry((name, diagnostic.code)).or_default() += 1;
                }
            }
        }
    }
    assert!(errors.is_empty(), "{}", errors.join("\n"));
    let found: Vec<(&str, &str, usize)> = counts.iter().map(|((name, code), n)| (*name, code.as_str(), *n)).collect();
    assert_eq!(found, EXPECTED);
}
