//! Checking forms: fields and labels are told apart, limits begin at a field of the form.

use super::{Names, Report, quote};
use crate::pack::Pack;
use std::collections::HashSet;

pub(super) fn check(pack: &Pack, names: &Names<'_>, report: &mut Report) {
    for (i, form) in pack.forms.iter().enumerate() {
        let path = format!("forms[{i}]");
        report.known(&format!("{path}.jurisdiction"), &form.jurisdiction, &names.jurisdictions, "a jurisdiction");
        let fields: HashSet<&str> = form.fields.iter().map(|f| f.name.as_str()).collect();
        for (k, field) in form.fields.iter().enumerate() {
            report.clauses(&format!("{path}.fields[{k}]"), &field.clauses, &names.clauses);
        }
        for (k, limit) in form.limits.iter().enumerate() {
            report.known(&format!("{path}.limits[{k}].base"), &limit.base, &fields, "a field of the form");
            report.clauses(&format!("{path}.limits[{k}]"), &limit.clauses, &names.clauses);
            for event in &limit.events {
                report.known(&format!("{path}.limits[{k}].events"), event, &names.events, "a kind of event");
            }
        }
        let labels = form
            .fields
            .iter()
            .flat_map(|f| [f.name.as_str(), f.label.as_str()].into_iter().chain(f.aliases.iter().map(String::as_str)));
        let mut seen = HashSet::new();
        for label in labels {
            if !seen.insert(label) {
                report.add(format!("{path}.fields"), quote(label), "labels that each name one field");
            }
        }
    }
}
