//! Checking forms: fields and labels are told apart; limits, rules, cases and questions refer to what is there.

use super::{Names, Report, quote};
use crate::calendar::Date;
use crate::pack::{Field, Pack, When};
use rustc_hash::{FxHashMap, FxHashSet};

/// More days than any limit has; what is counted is counted day by day.
const LONGEST: u32 = 1000;

pub(super) fn check(pack: &Pack, names: &Names<'_>, report: &mut Report) {
    for (i, form) in pack.forms.iter().enumerate() {
        let path = format!("forms[{i}]");
        report.known(&format!("{path}.jurisdiction"), &form.jurisdiction, &names.jurisdictions, "a jurisdiction");
        let fields: FxHashSet<&str> = form.fields.iter().chain(&form.inputs).map(|f| f.name.as_str()).collect();
        let cases = Cases { fields: &fields, names };
        for event in form.events.iter().chain(&form.default_event) {
            report.known(&format!("{path}.events"), event, &names.events, "a kind of event");
        }
        for (section, list) in [("inputs", &form.inputs), ("fields", &form.fields)] {
            for (k, field) in list.iter().enumerate() {
                let path = format!("{path}.{section}[{k}]");
                report.clauses(&path, &field.clauses, &names.clauses);
                cases.check(&format!("{path}.required_when"), &field.required_when, report);
                for event in &field.events {
                    report.known(&format!("{path}.events"), event, &names.events, "a kind of event");
                }
            }
            labels(&format!("{path}.{section}"), list, report);
        }
        for (k, limit) in form.limits.iter().enumerate() {
            let path = format!("{path}.limits[{k}]");
            if Date::parse_iso(&limit.base).is_none() {
                report.known(&format!("{path}.base"), &limit.base, &fields, "a field of the form, or a day");
            }
            for field in std::iter::once(&limit.end).chain(&limit.after) {
                report.known(&format!("{path}.end"), field, &fields, "a field of the form");
            }
            if limit.days > LONGEST {
                report.add(format!("{path}.days"), limit.days.to_string(), format!("at most {LONGEST}"));
            }
            report.clauses(&path, &limit.clauses, &names.clauses);
            for event in &limit.events {
                report.known(&format!("{path}.events"), event, &names.events, "a kind of event");
            }
        }
        for (k, rule) in form.rules.iter().enumerate() {
            let path = format!("{path}.rules[{k}]");
            report.code(&format!("{path}.code"), &rule.code);
            report.clauses(&path, &rule.clauses, &names.clauses);
            cases.check(&format!("{path}.when"), &rule.when, report);
            if rule.fields.is_empty() {
                report.add(format!("{path}.fields"), "an empty list", "at least one field of the form");
            }
            for field in rule.fields.iter().chain(&rule.reason) {
                report.known(&format!("{path}.fields"), field, &fields, "a field of the form");
            }
            for (name, words) in [("words", &rule.words), ("unless", &rule.unless)] {
                super::lexicon::check_sets(&format!("{path}.{name}"), words, &names.sets, report);
            }
        }
        for (k, attestation) in form.attestations.iter().enumerate() {
            let path = format!("{path}.attestations[{k}]");
            report.known(&format!("{path}.clause"), &attestation.clause, &names.clauses, "a clause in sources");
            cases.check(&format!("{path}.when"), &attestation.when, report);
        }
    }
}

struct Cases<'c> {
    fields: &'c FxHashSet<&'c str>,
    names: &'c Names<'c>,
}

impl Cases<'_> {
    fn check(&self, path: &str, cases: &[When], report: &mut Report) {
        for (k, case) in cases.iter().enumerate() {
            let path = format!("{path}[{k}]");
            for event in &case.events {
                report.known(&format!("{path}.events"), event, &self.names.events, "a kind of event");
            }
            for field in case.field.iter().chain(&case.past) {
                report.known(&format!("{path}.field"), field, self.fields, "a field of the form");
            }
            for words in [&case.words, &case.unless] {
                super::lexicon::check_sets(&format!("{path}.words"), words, &self.names.sets, report);
            }
        }
    }
}

/// Labels that each name one field; a field may be called the same twice.
fn labels(path: &str, fields: &[Field], report: &mut Report) {
    let mut owners: FxHashMap<&str, usize> = FxHashMap::default();
    for (k, field) in fields.iter().enumerate() {
        for label in [&field.name, &field.label].into_iter().chain(&field.aliases) {
            if *owners.entry(label).or_insert(k) != k {
                report.add(path, quote(label), "labels that each name one field");
            }
        }
    }
}
