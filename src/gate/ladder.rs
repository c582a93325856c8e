//! The steps of a review: each taken in its order, by somebody who may, on the text as it stands now. Whoever changes
//! the text re-opens every step that saw another one.

use super::submission::{Signature, Submission};
use super::{Case, StepState, StepStatus};
use crate::diagnostic::{Diagnostic, Severity, Target};
use crate::moment::Moment;
use crate::names::{fold_name, named};
use crate::pack::{Ladder, Lang, Rulebook, Step};

/// Each step asked for, with what stands against it.
pub(super) fn judge(book: &Rulebook, ladder: &Ladder, case: &Case<'_>) -> Vec<(StepStatus, Vec<Diagnostic>)> {
    let record = Record::read(book, ladder, case);
    let mut out = Vec::new();
    // Where in the record the last step in order was found.
    let mut reached = 0;
    for (order, step) in ladder.steps.iter().enumerate() {
        if !step.when.as_ref().is_none_or(|when| case.asks(Some(when))) {
            continue;
        }
        let mut found = Vec::new();
        let mut status = status(book, step);
        let at = record.taken(ladder, order, step, reached);
        let shown = match at {
            Some(at) => {
                reached = reached.max(at + 1);
                let entry = &record.entries[at];
                status.state = StepState::Signed;
                if !record.may(entry, step) {
                    status.state = StepState::Wrong;
                    let role = entry.signature.role.as_deref().unwrap_or_default();
                    let variant = if role.is_empty() { "untold" } else { "" };
                    let person = entry.signature.who.name.as_str();
                    let params = [("found", role), ("who", &status.who), ("person", person)];
                    found.extend(say(book, "review/wrong-level", variant, step, &params));
                }
                let same = apart(book, ladder, &record, step, at);
                if same.iter().any(|d| d.severity == Severity::Error) {
                    status.state = StepState::Wrong;
                }
                found.extend(same);
                if entry.signature.digest.is_none() {
                    let told = say_as(book, "review/missing-step", "undigested", step, &[], Some(Severity::Warning));
                    found.extend(told);
                }
                Some(entry)
            }
            None => {
                let (state, variant, entry) = record.why_not(order);
                status.state = state;
                let person = entry.map_or("", |e| e.signature.who.name.as_str());
                found.extend(say(
                    book,
                    "review/missing-step",
                    variant,
                    step,
                    &[("who", &status.who), ("person", person)],
                ));
                entry
            }
        };
        if let Some(entry) = shown {
            status.person = Some(entry.signature.who.name.clone()).filter(|person| !person.is_empty());
            status.at = entry.signature.at.map(|at| at.to_string());
            status.digest = entry.signature.digest.clone();
        }
        out.push((status, found));
    }
    if let Some((status, found)) = out.last_mut() {
        // Who publishes is known when the last step is taken, and is told there.
        found.extend(publisher(book, ladder, &record, case.submission, &status.step));
    }
    out
}

/// The review as it was handed in, each entry with its step.
struct Record<'r> {
    entries: Vec<Entry<'r>>,
}

struct Entry<'r> {
    signature: &'r Signature,
    /// Place of its step in the ladder.
    order: Option<usize>,
    /// Its role, an id of the pack.
    role: Option<String>,
    state: EntryState,
}

#[derive(PartialEq, Eq, Clone, Copy)]
enum EntryState {
    Valid,
    /// It saw another text.
    Stale,
    /// It was sent back, or something before it was.
    Returned,
    /// Nobody is named.
    Unsigned,
    /// It does not say what it saw, where that is required.
    Undigested,
    /// It is dated before an entry that stands before it.
    Misdated,
    /// It is dated after the time of the verdict.
    Future,
}

/// Minutes by which the clocks of two honest machines may differ.
const SKEW: i64 = 10;

impl<'r> Record<'r> {
    fn read(book: &Rulebook, ladder: &Ladder, case: &Case<'r>) -> Record<'r> {
        let mut entries: Vec<Entry<'r>> = Vec::new();
        let mut last = None;
        for signature in &case.submission.review {
            let folded = fold_name(&signature.step);
            let order = ladder.steps.iter().position(|step| {
                [&step.step, &step.label].into_iter().chain(&step.aliases).any(|name| fold_name(name) == folded)
            });
            let role = signature.role.as_deref().and_then(|role| named(&book.pack().roles, role));
            let future = signature.at.is_some_and(|at| at > latest(case.now));
            // A day without a clock says nothing against another minute of that day.
            let before = |at: Moment, last: Moment| at < last && !(at.is_midnight() && at.date() == last.date());
            let misdated = signature.at.is_some_and(|at| last.is_some_and(|last| before(at, last)));
            last = last.max(signature.at.filter(|_| !future));
            let state = match &signature.digest {
                _ if !signature.passed => EntryState::Returned,
                _ if !signature.who.is_named() => EntryState::Unsigned,
                Some(digest) if digest != case.digest => EntryState::Stale,
                None if ladder.digest_required => EntryState::Undigested,
                _ if future => EntryState::Future,
                _ if misdated => EntryState::Misdated,
                _ => EntryState::Valid,
            };
            if !signature.passed {
                // Sending a text back undoes the step and all after it.
                for earlier in entries.iter_mut().filter(|e| e.order >= order && e.state == EntryState::Valid) {
                    earlier.state = EntryState::Returned;
                }
            }
            entries.push(Entry { signature, order, role: role.map(|role| role.id.clone()), state });
        }
        Record { entries }
    }

    /// The entry from `reached` on that takes a step: the first by somebody who may, else the last of any. A step that
    /// is asked for only sometimes is also taken by an entry of another step if it has one of the roles: the principal
    /// head who signed as the last reviewer has signed.
    fn taken(&self, ladder: &Ladder, order: usize, step: &Step, reached: usize) -> Option<usize> {
        let valid = |e: &Entry<'_>| e.state == EntryState::Valid;
        let mut own = (reached..self.entries.len()).filter(|i| {
            let entry = &self.entries[*i];
            valid(entry) && entry.order == Some(order)
        });
        let good = own.clone().find(|i| {
            self.may(&self.entries[*i], step) && self.same_as(ladder, *i, &step.distinct_from).next().is_none()
        });
        good.or_else(|| own.next_back()).or_else(|| {
            step.when.as_ref()?;
            self.entries.iter().position(|e| valid(e) && e.role.as_ref().is_some_and(|role| step.roles.contains(role)))
        })
    }

    /// Whether the role of an entry may take a step. A title that the pack does not know, or none, says nothing
    /// against an ordinary step, and does not make up for the level that a special one asks for.
    fn may(&self, entry: &Entry<'_>, step: &Step) -> bool {
        match (&entry.role, &entry.signature.role) {
            (Some(role), _) => step.roles.contains(role),
            (None, _) => step.when.is_none(),
        }
    }

    /// Of some earlier steps those that the person of an entry took as well, by their place in the ladder.
    fn same_as<'s>(
        &'s self,
        ladder: &'s Ladder,
        at: usize,
        others: &'s [String],
    ) -> impl Iterator<Item = usize> + use<'s, 'r> {
        let taken = self.entries[at].signature;
        others.iter().filter_map(|other| ladder.steps.iter().position(|s| s.step == *other)).filter(move |order| {
            self.entries[..at]
                .iter()
                .any(|e| e.order == Some(*order) && e.state == EntryState::Valid && e.signature.who.is(&taken.who))
        })
    }

    /// Why a step is not taken, told by the last entry of the step.
    fn why_not(&self, order: usize) -> (StepState, &'static str, Option<&Entry<'r>>) {
        let Some(entry) = self.entries.iter().rev().find(|e| e.order == Some(order)) else {
            return (StepState::Missing, "", None);
        };
        let (state, variant) = match entry.state {
            EntryState::Valid => (StepState::Order, "order"),
            EntryState::Misdated => (StepState::Order, "misdated"),
            EntryState::Future => (StepState::Order, "future"),
            EntryState::Stale => (StepState::Stale, "stale"),
            EntryState::Returned => (StepState::Returned, "returned"),
            EntryState::Unsigned => (StepState::Wrong, "unsigned"),
            EntryState::Undigested => (StepState::Stale, "undigested-held"),
        };
        (state, variant, Some(entry))
    }
}

/// The latest time that a signature may bear. Where only a day is known, all of it has come.
fn latest(now: Moment) -> Moment {
    now.plus_minutes(if now.is_midnight() { 24 * 60 - 1 } else { SKEW })
}

/// Steps that one person took and the source keeps apart, or that had better be kept apart.
fn apart(book: &Rulebook, ladder: &Ladder, record: &Record<'_>, step: &Step, at: usize) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let taken = &record.entries[at];
    let lists = [(&step.distinct_from, None, ""), (&step.advised_distinct_from, Some(Severity::Warning), "advised")];
    for (others, severity, variant) in lists {
        for order in record.same_as(ladder, at, others) {
            let params = [("other", label(book, &ladder.steps[order])), ("found", taken.signature.who.name.as_str())];
            found.extend(say_as(book, "review/same-person", variant, step, &params, severity));
        }
    }
    found
}

/// Whoever publishes took no step that the source keeps apart from publishing.
fn publisher(
    book: &Rulebook,
    ladder: &Ladder,
    record: &Record<'_>,
    submission: &Submission,
    last: &str,
) -> Option<Diagnostic> {
    let (rule, publisher) = (ladder.publisher.as_ref()?, submission.publisher.as_ref()?);
    let step = rule.distinct_from.iter().find_map(|name| {
        let order = ladder.steps.iter().position(|s| s.step == *name)?;
        let same = |e: &Entry<'_>| e.order == Some(order) && e.signature.who.is(publisher);
        record.entries.iter().any(|e| e.state == EntryState::Valid && same(e)).then(|| &ladder.steps[order])
    })?;
    let found = book.find("review/same-person", Target::Review { step: last.to_owned() })?;
    let params = [("label", label(book, step)), ("found", publisher.name.as_str())];
    Some(found.only_clauses(&rule.clauses).say("publisher", &params))
}

fn status(book: &Rulebook, step: &Step) -> StepStatus {
    let zh = book.lang() == Lang::Zh;
    let role = |id: &String| {
        let role = book.pack().roles.iter().find(|role| role.id == *id)?;
        Some(if zh || role.name_en.is_empty() { role.name.clone() } else { role.name_en.clone() })
    };
    // Many may take an ordinary step: the customary role is told. A level is told whole.
    let told = if step.roles.len() > 2 { 1 } else { step.roles.len() };
    StepStatus {
        step: step.step.clone(),
        label: label(book, step).to_owned(),
        who: step.roles.iter().take(told).filter_map(role).collect::<Vec<_>>().join(if zh { "或" } else { " or " }),
        state: StepState::Missing,
        person: None,
        at: None,
        digest: None,
        clauses: book.local(&step.clauses),
    }
}

fn say(book: &Rulebook, code: &str, variant: &str, step: &Step, params: &[(&str, &str)]) -> Option<Diagnostic> {
    say_as(book, code, variant, step, params, None)
}

fn say_as(
    book: &Rulebook,
    code: &str,
    variant: &str,
    step: &Step,
    params: &[(&str, &str)],
    severity: Option<Severity>,
) -> Option<Diagnostic> {
    let found = book.find(code, Target::Review { step: step.step.clone() })?;
    let mut all = vec![("label", label(book, step))];
    all.extend_from_slice(params);
    Some(found.only_clauses(&step.clauses).severity(severity).say(variant, &all))
}

/// Name of a step in the kit's language.
fn label<'a>(book: &Rulebook, step: &'a Step) -> &'a str {
    if book.lang() == Lang::Zh || step.label_en.is_empty() { &step.label } else { &step.label_en }
}
