//! What the accounts of one host show together: names that differ between platforms, and accounts that do the same
//! with little use.

use super::duplicates::{keep, names_of};
use super::entry::{Entry, PlatformSeen};
use super::report::Merge;
use super::rules::{Rules, find};
use crate::diagnostic::Diagnostic;
use crate::names::fold_name;
use crate::pack::{AccountRule, Rulebook};
use std::collections::{BTreeMap, BTreeSet};

/// Different names on different platforms. Several names on one platform are no matter here as long as one name is
/// on all of them.
pub(super) fn names(book: &Rulebook, rules: &Rules, entries: &[&Entry], host: &str) -> Option<Diagnostic> {
    let rule = rules.first("account/name-mismatch", &["must", "in-principle"])?;
    let named: Vec<&Entry> = entries.iter().filter(|e| !fold_name(&e.name).is_empty()).copied().collect();
    let mut by_platform: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
    for entry in &named {
        by_platform.entry(entry.platform).or_default().insert(fold_name(&entry.name));
    }
    if by_platform.len() < 2 {
        return None;
    }
    let mut sets = by_platform.values();
    let mut common = sets.next().cloned().unwrap_or_default();
    sets.for_each(|set| common.retain(|name| set.contains(name)));
    if !common.is_empty() {
        return None;
    }
    let mut rows: Vec<u32> = named.iter().map(|e| e.row).collect();
    rows.sort_unstable();
    let variant = if rule.problem == "must" { "" } else { "in-principle" };
    Some(find(book, rule, rows, "name")?.say(variant, &[("host", host), ("names", &names_of(&named))]))
}

/// Accounts on several platforms whose figures are all low: proposals for merging, with the account to keep.
pub(super) fn merge(
    book: &Rulebook,
    rules: &Rules,
    entries: &[&Entry],
    platforms: &[PlatformSeen],
    host: &str,
) -> Option<(Diagnostic, Merge)> {
    let rule = rules.first("account/merge-candidate", &["three", "four"])?;
    let spread: BTreeSet<&str> = entries.iter().map(|e| platforms[e.platform].id.as_str()).collect();
    if spread.len() < 2 {
        return None;
    }
    let (mut weak, strong): (Vec<&Entry>, Vec<&Entry>) = entries.iter().partition(|e| is_low(rule, e));
    if weak.is_empty() {
        return None;
    }
    weak.sort_by_key(|e| (e.row, e.line));
    let (kept, _) = keep(book, if strong.is_empty() { &weak } else { &strong });
    let kept_name = entries.iter().find(|e| e.row == kept).map_or("", |e| e.name.as_str());
    let rows: Vec<u32> = weak.iter().map(|e| e.row).collect();
    let why: Vec<String> = (rule.below.iter())
        .map(|(column, limit)| {
            book.message(&format!("account/merge-candidate.{column}"), &[("limit", &limit.to_string())])
        })
        .collect();
    let params = [
        ("host", host),
        ("names", &names_of(&weak)),
        ("keep", &kept.to_string()),
        ("kept", kept_name),
        ("low", &why.join("、")),
    ];
    let variant = if strong.is_empty() { "all" } else { "" };
    let found = find(book, rule, rows.clone(), "followers")?.say(variant, &params);
    let clauses = found.clauses.clone();
    Some((found, Merge { rows, keep: kept, why, clauses }))
}

/// True if every figure that the rule names is there and low.
fn is_low(rule: &AccountRule, entry: &Entry) -> bool {
    rule.below.iter().all(|(column, limit)| {
        let figure = match column.as_str() {
            "followers" => entry.followers,
            "reads" => entry.reads,
            "original_rate" => entry.original_rate,
            _ => None,
        };
        figure.is_some_and(|figure| figure < f64::from(*limit))
    })
}
