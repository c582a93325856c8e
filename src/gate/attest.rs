//! What a person attests because no program can see it: the five gates, consent, authorisation. A tick that says what
//! it saw counts for that text only. Attestations that belong together, at one step and under the same clauses, are
//! asked for in one sentence.

use super::submission::Tick;
use super::{AttestationStatus, Case};
use crate::diagnostic::{Diagnostic, Severity, Target};
use crate::names::fold_name;
use crate::pack::{Attestation, Ladder, Lang, Rulebook};

/// Attestations that are asked for together.
pub(super) struct Asked {
    /// The step at which they are ticked.
    pub(super) step: Option<String>,
    /// How each stands.
    pub(super) statuses: Vec<AttestationStatus>,
    /// What stands against them.
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Everything asked for here, in the order of the pack.
pub(super) fn judge(book: &Rulebook, ladder: &Ladder, case: &Case<'_>) -> Vec<Asked> {
    let mut groups: Vec<Vec<&Attestation>> = Vec::new();
    for attestation in ladder.attestations.iter().filter(|a| case.asks(a.when.as_ref())) {
        let with = |a: &Attestation| {
            a.record.is_none()
                && attestation.record.is_none()
                && (&a.step, &a.clauses, a.severity) == (&attestation.step, &attestation.clauses, attestation.severity)
        };
        match groups.iter_mut().find(|group| with(group[0])) {
            Some(group) => group.push(attestation),
            None => groups.push(vec![attestation]),
        }
    }
    groups.into_iter().map(|group| together(book, &group, case)).collect()
}

fn together(book: &Rulebook, group: &[&Attestation], case: &Case<'_>) -> Asked {
    let first = group[0];
    let mut statuses = Vec::new();
    // Labels by the sentence that asks for them.
    let mut open: [(&str, Vec<&str>); 3] = [("", vec![]), ("stale", vec![]), ("record", vec![])];
    for attestation in group {
        let (status, variant) = one(book, attestation, case);
        let label = label(book, attestation);
        if let Some((_, labels)) = variant.and_then(|variant| open.iter_mut().find(|(v, _)| *v == variant)) {
            labels.push(label);
        }
        statuses.push(status);
    }
    let step = first.step.clone().unwrap_or_else(|| first.id.clone());
    let between = if book.lang() == Lang::Zh { "、" } else { ", " };
    let diagnostics = open.iter().filter(|(_, labels)| !labels.is_empty()).filter_map(|(variant, labels)| {
        let found = book.find("review/unattested", Target::Review { step: step.clone() })?;
        let found = found.only_clauses(&first.clauses).severity(Some(severity(first)));
        Some(found.say(variant, &[("label", &labels.join(between))]))
    });
    Asked { step: first.step.clone(), diagnostics: diagnostics.collect(), statuses }
}

/// How one stands, and the sentence that asks for it where it is not ticked.
fn one(book: &Rulebook, attestation: &Attestation, case: &Case<'_>) -> (AttestationStatus, Option<&'static str>) {
    let ticks = || case.submission.attestations.iter().filter(|tick| names(tick, attestation));
    let current = ticks().find(|tick| tick.digest.as_deref().is_none_or(|digest| digest == case.digest));
    let filled = |record: &String| {
        let filled = case.submission.records.get(record).map_or(&[][..], Vec::as_slice);
        filled.len() >= 2 && attestation.needs.iter().all(|member| filled.contains(member))
    };
    let told = || attestation.told.as_ref().is_some_and(|member| case.submission.tells(member));
    let (ticked, variant) = match &attestation.record {
        Some(record) => (filled(record), "record"),
        None => (current.is_some() || told(), if ticks().next().is_some() { "stale" } else { "" }),
    };
    let status = AttestationStatus {
        id: attestation.id.clone(),
        label: label(book, attestation).to_owned(),
        step: attestation.step.clone(),
        record: attestation.record.clone(),
        ticked,
        required: severity(attestation) == Severity::Error,
        person: current.and_then(|tick| tick.person.clone()),
        clauses: book.local(&attestation.clauses),
    };
    (status, (!ticked).then_some(variant))
}

fn severity(attestation: &Attestation) -> Severity {
    attestation.severity.unwrap_or(Severity::Error)
}

fn label<'a>(book: &Rulebook, attestation: &'a Attestation) -> &'a str {
    if book.lang() == Lang::Zh { &attestation.label } else { &attestation.label_en }
}

/// A tick names an attestation by its id, by its label, or by a clause that it rests on.
fn names(tick: &Tick, attestation: &Attestation) -> bool {
    if attestation.clauses.contains(&tick.id) {
        return true;
    }
    let folded = fold_name(&tick.id);
    [&attestation.id, &attestation.label, &attestation.label_en].into_iter().any(|name| fold_name(name) == folded)
}
