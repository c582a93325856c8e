//! Checking review ladders: a step is kept apart only from steps before it, and what a condition names is there.

use super::{Names, Report};
use crate::pack::{Condition, Pack};
use rustc_hash::FxHashSet;

pub(super) fn check(pack: &Pack, names: &Names<'_>, report: &mut Report) {
    for (i, ladder) in pack.review.iter().enumerate() {
        let path = format!("review[{i}]");
        report.known(&format!("{path}.jurisdiction"), &ladder.jurisdiction, &names.jurisdictions, "a jurisdiction");
        let mut earlier: FxHashSet<&str> = FxHashSet::default();
        for (k, step) in ladder.steps.iter().enumerate() {
            let path = format!("{path}.steps[{k}]");
            report.clauses(&path, &step.clauses, &names.clauses);
            for role in &step.roles {
                report.known(&format!("{path}.roles"), role, &names.roles, "a role of the pack");
            }
            for (field, others) in
                [("distinct_from", &step.distinct_from), ("advised_distinct_from", &step.advised_distinct_from)]
            {
                for other in others {
                    report.known(&format!("{path}.{field}"), other, &earlier, "an earlier step");
                }
            }
            check_condition(&format!("{path}.when"), step.when.as_ref(), names, report);
            if !earlier.insert(&step.step) {
                report.add(format!("{path}.step"), super::quote(&step.step), "a step named once");
            }
        }
        report.unique(&format!("{path}.attestations"), ladder.attestations.iter().map(|a| a.id.as_str()));
        for (k, attestation) in ladder.attestations.iter().enumerate() {
            let path = format!("{path}.attestations[{k}]");
            report.clauses(&path, &attestation.clauses, &names.clauses);
            if !attestation.needs.is_empty() && attestation.record.is_none() {
                report.add(format!("{path}.needs"), "no record", "a record beside it");
            }
            if let Some(step) = &attestation.step {
                report.known(&format!("{path}.step"), step, &earlier, "a step of the ladder");
            }
            check_condition(&format!("{path}.when"), attestation.when.as_ref(), names, report);
        }
        for (k, limit) in ladder.hours.iter().enumerate() {
            report.clauses(&format!("{path}.hours[{k}]"), &limit.clauses, &names.clauses);
            for grade in &limit.grades {
                report.known(&format!("{path}.hours[{k}].grades"), grade, &names.grades, "a grade of the pack");
            }
        }
        for id in &ladder.filed_first {
            report.known(
                &format!("{path}.filed_first"),
                id,
                &names.clauses,
                "the id of a clause or standard in sources",
            );
        }
        if let Some(publisher) = &ladder.publisher {
            report.clauses(&format!("{path}.publisher"), &publisher.clauses, &names.clauses);
            for step in &publisher.distinct_from {
                report.known(&format!("{path}.publisher.distinct_from"), step, &earlier, "a step of the ladder");
            }
        }
        if let Some(reprint) = &ladder.reprint {
            report.clauses(&format!("{path}.reprint"), &reprint.clauses, &names.clauses);
        }
    }
}

fn check_condition(path: &str, condition: Option<&Condition>, names: &Names<'_>, report: &mut Report) {
    let Some(condition) = condition else { return };
    for kind in &condition.kinds {
        report.known(&format!("{path}.kinds"), kind, &names.articles, "a kind of article of the pack");
    }
    for grade in &condition.grades {
        report.known(&format!("{path}.grades"), grade, &names.grades, "a grade of the pack");
    }
    for finding in &condition.findings {
        let (code, clause) = finding.split_once(':').unwrap_or((finding, ""));
        report.known(&format!("{path}.findings"), code, &names.codes, "a code of the pack");
        if !clause.is_empty() {
            report.known(&format!("{path}.findings"), clause, &names.clauses, "the id of a clause in sources");
        }
    }
}
