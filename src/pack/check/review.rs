//! Checking review ladders: a step is kept apart only from steps before it.

use super::{Names, Report};
use crate::pack::Pack;
use std::collections::HashSet;

pub(super) fn check(pack: &Pack, names: &Names<'_>, report: &mut Report) {
    for (i, ladder) in pack.review.iter().enumerate() {
        report.known(
            &format!("review[{i}].jurisdiction"),
            &ladder.jurisdiction,
            &names.jurisdictions,
            "a jurisdiction",
        );
        let mut earlier: HashSet<&str> = HashSet::new();
        for (k, step) in ladder.steps.iter().enumerate() {
            let path = format!("review[{i}].steps[{k}]");
            report.clauses(&path, &step.clauses, &names.clauses);
            for other in &step.distinct_from {
                report.known(&format!("{path}.distinct_from"), other, &earlier, "an earlier step");
            }
            earlier.insert(&step.step);
        }
    }
}
