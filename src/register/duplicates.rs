//! Several accounts of one host on one platform. Accounts meet in buckets by platform and host family, each looked
//! at once: no account is compared with every other, however many share a name.

use super::entry::{Entry, Host, PlatformSeen, Updated};
use super::report::{Group, State};
use super::rules::{Rules, find};
use crate::diagnostic::Diagnostic;
use crate::names::{Certainty, Identity, Way, fold_name};
use crate::pack::Rulebook;
use std::collections::{BTreeMap, BTreeSet};

/// Names listed in a sentence; the rest is counted.
pub(super) const NAMES_LISTED: usize = 6;
/// Spellings of a host that a group explains.
const WHYS_LISTED: usize = 12;

/// The family in which a host's accounts meet. Where the organ answers for its subordinates too (Hanyin), that of
/// the organ.
pub(super) fn family(rules: &Rules, book: &Rulebook, identity: &Identity) -> String {
    // Without a jurisdiction every clause applies, but this one makes one body of several elsewhere kept apart.
    let with_subordinates =
        book.jurisdiction().is_some() && rules.first("account/duplicate", &["subordinate"]).is_some();
    match &identity.parent {
        Some(parent) if with_subordinates => parent.clone(),
        _ => identity.family.clone(),
    }
}

/// Judges one bucket: accounts of one family on one platform. Different second name plates keep offices apart.
pub(super) fn judge(
    book: &Rulebook,
    rules: &Rules,
    entries: &[&Entry],
    hosts: &[Host],
    platform: &PlatformSeen,
    found: &mut Vec<Diagnostic>,
    groups: &mut Vec<Group>,
) {
    let identity = |entry: &Entry| &hosts[entry.host.unwrap_or_default()].identity;
    let plates: BTreeSet<&Option<String>> = entries.iter().map(|e| &identity(e).plate).collect();
    if plates.len() > 1 && !plates.contains(&None) {
        for plate in plates {
            let part: Vec<&Entry> = entries.iter().filter(|e| identity(e).plate == *plate).copied().collect();
            judge_one(book, rules, &part, hosts, platform, found, groups);
        }
    } else {
        judge_one(book, rules, entries, hosts, platform, found, groups);
    }
}

fn judge_one(
    book: &Rulebook,
    rules: &Rules,
    entries: &[&Entry],
    hosts: &[Host],
    platform: &PlatformSeen,
    found: &mut Vec<Diagnostic>,
    groups: &mut Vec<Group>,
) {
    if entries.len() < 2 {
        return;
    }
    let host = |entry: &Entry| &hosts[entry.host.unwrap_or_default()];
    let mut by_key: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in entries {
        *by_key.entry(&host(entry).identity.key).or_default() += 1;
    }
    let families: BTreeSet<&str> = entries.iter().map(|e| host(e).identity.family.as_str()).collect();
    let certainty = if by_key.values().any(|n| *n > 1) { Certainty::Certain } else { Certainty::Likely };
    let (problem, variant) = match (certainty, families.len(), by_key.len()) {
        (_, 2.., _) => ("subordinate", "subordinate"),
        (Certainty::Certain, _, 1) => ("certain", ""),
        (Certainty::Certain, ..) => ("certain", "likely"),
        (Certainty::Likely, ..) => ("likely", "likely"),
    };
    let Some(rule) = rules.first("account/duplicate", &[problem]) else { return };

    // The fullest spelling speaks for all; ties are broken by the text, so that the order of rows does not matter.
    let mut spellings: Vec<&Host> = {
        let distinct: BTreeMap<&str, &Host> = entries.iter().map(|e| (host(e).written.as_str(), host(e))).collect();
        distinct.into_values().collect()
    };
    spellings.sort_by_cached_key(|h| fullness(h));
    let mut why: Vec<String> =
        spellings.iter().take(WHYS_LISTED).flat_map(|h| reasons(book, h, spellings[0])).collect();
    if why.is_empty() {
        why.push(book.message("account/duplicate.why-same", &[("host", &spellings[0].written)]));
    }
    let mut rows: Vec<u32> = entries.iter().map(|e| e.row).collect();
    rows.sort_unstable();
    let (keep, keep_why) = keep(book, entries);
    let hosts_named: Vec<String> = spellings.iter().take(NAMES_LISTED).map(|h| format!("“{}”", h.written)).collect();
    let params = [
        ("host", spellings[0].written.as_str()),
        ("hosts", &hosts_named.join("、")),
        ("platform", platform.name.as_str()),
        ("count", &entries.len().to_string()),
        ("names", &names_of(entries)),
    ];
    let finding = find(book, rule, rows.clone(), "host");
    found.extend(finding.map(|f| f.say(variant, &params)));
    groups.push(Group { rows, platform: platform.id.clone(), certainty, why, keep, keep_why });
}

/// Sorts the fullest spelling first: what needed least to be read, then the longest.
pub(super) fn fullness(host: &Host) -> (usize, usize, std::cmp::Reverse<usize>, String) {
    let ways = &host.identity.ways;
    let of_another = ways
        .iter()
        .any(|w| matches!(w, Way::Section | Way::TownOf(_) | Way::Former(..) | Way::Variant(_) | Way::Plate));
    let subordinate = host.identity.parent.is_some();
    let length = host.written.chars().count();
    (usize::from(of_another || subordinate), ways.len(), std::cmp::Reverse(length), host.written.clone())
}

/// The names of accounts in the order of their rows, the first few of them.
pub(super) fn names_of(entries: &[&Entry]) -> String {
    let mut sorted: Vec<&&Entry> = entries.iter().collect();
    sorted.sort_by_key(|e| (e.row, e.line));
    let listed: Vec<String> = sorted
        .iter()
        .take(NAMES_LISTED)
        .map(|e| if e.name.is_empty() { format!("#{}", e.row) } else { format!("“{}”", e.name) })
        .collect();
    let more = if sorted.len() > listed.len() { "……" } else { "" };
    format!("{}{more}", listed.join("、"))
}

/// Why a spelling means the same host as the fullest one, in sentences.
fn reasons(book: &Rulebook, host: &Host, fullest: &Host) -> Vec<String> {
    let identity = &host.identity;
    let region = identity.region.as_deref().unwrap_or_default();
    let say = |variant: &str, full: &str, year: &str| {
        let params = [
            ("host", host.written.as_str()),
            ("other", fullest.written.as_str()),
            ("region", region),
            ("full", full),
            ("year", year),
        ];
        book.message(&format!("account/duplicate.why-{variant}"), &params)
    };
    let mut why: Vec<String> = identity
        .ways
        .iter()
        .filter_map(|way| {
            Some(match way {
                Way::RegionLeftOut => say("region-left-out", "", ""),
                Way::RegionShort => say("region-short", "", ""),
                Way::RegionAbove => say("region-above", "", ""),
                Way::Short(full) => say("short", full, ""),
                Way::Variant(full) => say("variant", full, ""),
                Way::Former(full, year) => say("former", full, &year.to_string()),
                Way::Branch => say("branch", &fullest.identity.core, ""),
                Way::TownOf(region) => book
                    .message("account/duplicate.why-town-of", &[("host", host.written.as_str()), ("region", region)]),
                Way::Section => say("section", "", ""),
                Way::Plate => say("plate", "", ""),
                Way::Town if host.written != fullest.written => say("town", "", ""),
                Way::Town => return None,
            })
        })
        .collect();
    if identity.parent.is_some() && identity.family != fullest.identity.family {
        why.push(say("subordinate", "", ""));
    }
    if why.is_empty() && host.written != fullest.written {
        let folded = fold_name(&host.written) == fold_name(&fullest.written);
        why.extend(folded.then(|| say("spelling", "", "")));
    }
    why
}

/// The account to keep: running, with most followers, then updated last, then entered first.
pub(super) fn keep(book: &Rulebook, entries: &[&Entry]) -> (u32, String) {
    let rank = |e: &Entry| {
        let updated = match e.updated {
            Updated::On(day) => Some(day),
            _ => None,
        };
        let followers = e.followers.unwrap_or(-1.0) as i64;
        (e.state == State::Live, followers, updated, std::cmp::Reverse((e.row, e.line)))
    };
    let Some(best) = entries.iter().max_by_key(|e| rank(e)) else { return (0, String::new()) };
    let say =
        |variant: &str, found: &str| book.message(&format!("account/duplicate.keep-{variant}"), &[("found", found)]);
    let why = match (best.followers, best.updated) {
        (Some(followers), _) => say("followers", &(followers as i64).to_string()),
        (None, Updated::On(day)) => say("updated", &day.to_string()),
        _ => say("first", ""),
    };
    (best.row, why)
}
