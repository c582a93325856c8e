//! Checking what registers rest on: every spelling names one body.

use super::{Names, Report, quote};
use crate::pack::{Body, OversightKind, Pack};
use rustc_hash::FxHashMap;

pub(super) fn check(pack: &Pack, names: &Names<'_>, report: &mut Report) {
    let problems: Vec<String> = pack.accounts.iter().map(|a| format!("{}.{}", a.code, a.problem)).collect();
    report.unique("accounts", problems.iter().map(String::as_str));
    for (i, rule) in pack.accounts.iter().enumerate() {
        report.code(&format!("accounts[{i}].code"), &rule.code);
        report.clauses(&format!("accounts[{i}]"), &rule.clauses, &names.clauses);
    }
    report.unique("oversight", pack.oversight.iter().map(|o| o.id.as_str()));
    for (i, row) in pack.oversight.iter().enumerate() {
        report.clauses(&format!("oversight[{i}]"), &row.clauses, &names.clauses);
        let (number, field) = match row.kind {
            OversightKind::Talk => (row.alerts, "alerts"),
            OversightKind::Index => (row.weight, "weight"),
            OversightKind::Notice => (row.days, "days"),
            OversightKind::Rectification => (row.days.map(|days| days + 1), "days"),
        };
        if number.is_none_or(|n| n == 0) {
            report.add(format!("oversight[{i}].{field}"), "nothing", "a number above 0");
        }
    }
    for (i, jurisdiction) in pack.jurisdictions.iter().enumerate() {
        for (k, platform) in jurisdiction.platforms.iter().enumerate() {
            let path = format!("jurisdictions[{i}].platforms[{k}]");
            report.known(&path, platform, &names.platforms, "a platform of the pack");
        }
    }
    report.unique("bodies", pack.bodies.iter().map(|b| b.id.as_str()));
    let mut owner: FxHashMap<&str, &str> = FxHashMap::default();
    for (i, body) in pack.bodies.iter().enumerate() {
        for name in spellings(body) {
            if let Some(other) = owner.insert(name, &body.id) {
                report.add(format!("bodies[{i}]"), quote(name), format!("a name that {other} does not have too"));
            }
        }
    }
}

fn spellings(body: &Body) -> impl Iterator<Item = &str> {
    let former = body.former.iter().flat_map(|f| &f.names);
    std::iter::once(&body.name).chain(&body.short).chain(&body.variants).chain(former).map(String::as_str)
}
