//! Checking what registers rest on: every spelling names one body.

use super::{Report, quote};
use crate::pack::{Body, Pack};
use std::collections::HashMap;

pub(super) fn check(pack: &Pack, report: &mut Report) {
    report.unique("bodies", pack.bodies.iter().map(|b| b.id.as_str()));
    let mut owner: HashMap<&str, &str> = HashMap::new();
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
