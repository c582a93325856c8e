//! The verdict: whether a submission may go out. It holds while an error stands, while a step of the jurisdiction's
//! ladder is missing, was taken by somebody who may not or saw another text, while the account is not filed where
//! that comes first, and while something is not attested that must be. A pure function of the submission, the rule
//! pack and the time handed in. One file an idea: [`submission`] says what is read, `members` reads it, [`digest`] says
//! what a signature covers, `ladder` judges the steps, `attest` the ticks, `release` what was overridden, [`receipt`]
//! what is kept.

mod attest;
pub mod digest;
mod ladder;
mod members;
pub mod receipt;
mod release;
pub mod submission;
mod verdict;

use crate::diagnostic::{Diagnostic, Severity, Target, has_error};
use crate::moment::Moment;
use crate::names::fold_name;
use crate::pack::{Condition, Ladder, Lang, Rulebook};
use submission::{Action, Submission};

pub use verdict::{AttestationStatus, HoursLeft, Overridden, Reason, StepState, StepStatus, Verdict, VerdictState};

/// The verdict over a submission, given what was found in its text and in the filing that goes with it.
pub fn verdict(book: &Rulebook, submission: &Submission, found: Vec<Diagnostic>, now: Moment) -> Verdict {
    let digest = digest::digest(submission);
    if submission.action == Action::Draft {
        return Verdict::draft(found, digest);
    }
    let mut releases = release::Releases::new(book, submission, &digest);
    let standing = releases.sort(found);
    let mut held = Held::default();
    let errors = standing.iter().filter(|d| d.severity == Severity::Error).count();
    if errors > 0 {
        let variant = if releases.refused { "not-releasable" } else { "" };
        let count = errors.to_string();
        let target = Target::Review { step: "check".into() };
        let found = book.find("review/blocked-by-diagnostics", target);
        held.add(found.map(|f| f.say(variant, &[("count", &count)])), "");
    }
    let ladder = book.pack().review.iter().find(|l| Some(l.jurisdiction.as_str()) == book.jurisdiction());
    let mut steps = Vec::new();
    let mut attestations = Vec::new();
    let mut hours = Vec::new();
    let mut around = account(book, ladder, submission, now);
    around.extend(reprint(book, ladder, submission));
    held.add(releases.sort(around), "");
    if let Some(ladder) = ladder.filter(|_| submission.action != Action::Submit) {
        let case = Case { submission, standing: &standing, digest: &digest, now };
        let judged = if submission.action == Action::Publish { ladder::judge(book, ladder, &case) } else { Vec::new() };
        let mut asked = attest::judge(book, ladder, &case);
        let mut ask = |held: &mut Held, step: Option<&str>, who: &str| {
            for group in asked.iter_mut().filter(|group| group.step.as_deref() == step) {
                held.add(std::mem::take(&mut group.diagnostics), who);
                attestations.append(&mut group.statuses);
            }
        };
        // In the order in which things are done: what a step attests comes right before the step.
        ask(&mut held, None, "");
        for (status, diagnostics) in judged {
            ask(&mut held, Some(&status.step), &status.who);
            held.add(diagnostics, &status.who);
            steps.push(status);
        }
        for step in &ladder.steps {
            ask(&mut held, Some(&step.step), "");
        }
        hours = hours_left(book, ladder, submission, now);
        let late = hours.iter().filter_map(|limit| late(book, limit));
        held.add(releases.sort(late.collect()), "");
    }
    let Held { diagnostics: review, reasons } = held;
    let mut diagnostics = standing;
    diagnostics.extend(review);
    let state = if has_error(&diagnostics) { VerdictState::Hold } else { VerdictState::Pass };
    let reasons = reasons
        .into_iter()
        .map(|mut reason| {
            reason.count = (reason.code == "review/blocked-by-diagnostics").then_some(errors as u32);
            reason
        })
        .collect();
    let overridden = releases.overridden;
    Verdict { state, action: submission.action, diagnostics, reasons, digest, steps, attestations, hours, overridden }
}

/// What stands against a submission beyond its text, in the order in which it should be dealt with.
#[derive(Default)]
struct Held {
    diagnostics: Vec<Diagnostic>,
    reasons: Vec<Reason>,
}

impl Held {
    /// Adds findings; those of error level become reasons.
    fn add(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>, who: &str) {
        for diagnostic in diagnostics {
            if diagnostic.severity == Severity::Error {
                self.reasons.push(Reason {
                    code: diagnostic.code.clone(),
                    message: diagnostic.message.clone(),
                    step: match &diagnostic.target {
                        Target::Review { step } => Some(step.clone()),
                        _ => None,
                    },
                    who: Some(who.to_owned()).filter(|who| !who.is_empty()),
                    count: None,
                });
            }
            self.diagnostics.push(diagnostic);
        }
    }
}

/// What conditions are judged by.
struct Case<'c> {
    submission: &'c Submission,
    /// Findings that were not overridden.
    standing: &'c [Diagnostic],
    digest: &'c str,
    now: Moment,
}

impl Case<'_> {
    /// Whether something is asked for here.
    fn asks(&self, when: Option<&Condition>) -> bool {
        let Some(when) = when else { return self.submission.action == Action::Publish };
        let one_of = |list: &[String], id: &Option<String>| id.as_ref().is_some_and(|id| list.contains(id));
        let action = match self.submission.action {
            Action::Publish => "publish",
            Action::Recheck => "recheck",
            Action::Submit | Action::Draft => "",
        };
        let by_article = self.submission.action == Action::Publish
            && (one_of(&when.kinds, &self.submission.kind)
                || one_of(&when.grades, &self.submission.grade)
                || when.findings.iter().any(|finding| self.found(finding)));
        by_article || when.actions.iter().any(|wanted| wanted == action)
    }

    /// Whether a finding of that code (and, after a colon, resting on that clause) stands.
    fn found(&self, finding: &str) -> bool {
        let (code, clause) = finding.split_once(':').unwrap_or((finding, ""));
        self.standing
            .iter()
            .any(|d| d.code == code && (clause.is_empty() || d.clauses.iter().any(|known| known == clause)))
    }
}

/// The account: filed where that comes first, and not a second one.
fn account(book: &Rulebook, ladder: Option<&Ladder>, submission: &Submission, now: Moment) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let Some(account) = &submission.account else { return out };
    let target = || Target::Review { step: "account".into() };
    let name = account.name.as_deref().unwrap_or_default();
    let first = ladder.map_or(&[][..], |l| &l.filed_first);
    let filed = match (account.filed, account.filed_on) {
        (Some(false), _) => Some(false),
        (_, Some(day)) => Some(day <= now.date()),
        (filed, None) => filed,
    };
    if filed == Some(false) && submission.action == Action::Publish {
        let (variant, severity) =
            if first.is_empty() { ("publish-advised", Severity::Warning) } else { ("publish", Severity::Error) };
        let found = book.find("account/unfiled", target());
        out.extend(found.map(|f| f.only_clauses(first).severity(Some(severity)).say(variant, &[("name", name)])));
    }
    if account.duplicate {
        let found = book.find("account/duplicate", target());
        out.extend(found.map(|f| f.say("submission", &[("name", name)])));
    }
    out
}

/// A reprint: from a source on the list, and saying so.
fn reprint(book: &Rulebook, ladder: Option<&Ladder>, submission: &Submission) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    if !submission.reprint {
        return out;
    }
    let pack = book.pack();
    let rule = ladder.and_then(|l| l.reprint.as_ref());
    let clauses = rule.map_or(&[][..], |r| &r.clauses);
    let target = || Target::Review { step: "source".into() };
    let source = submission.source.as_deref().unwrap_or("").trim();
    let own = !pack.whitelist.is_empty();
    let folded = fold_name(source);
    if !folded.is_empty() {
        let listed = |list: &[String]| list.iter().any(|known| fold_name(known) == folded);
        let severity = match (own, rule) {
            (true, Some(rule)) => Some(rule.off_whitelist),
            (true, None) => Some(Severity::Error),
            (false, rule) => rule.map(|rule| rule.off_list),
        };
        if let (Some(severity), false) = (severity, listed(&pack.reprint_sources) || listed(&pack.whitelist)) {
            let found = book.find("review/source-not-whitelisted", target());
            let found = found.map(|f| f.only_clauses(clauses).severity(Some(severity)));
            out.extend(found.map(|f| f.say("", &[("found", source)])));
        }
    }
    if let Some(severity) = rule.and_then(|rule| rule.unattributed) {
        let said = !folded.is_empty()
            && submission.blocks().iter().any(|block| attributes(book, &String::from_utf16_lossy(block), &folded));
        if !said {
            let found = book.find("review/source-not-whitelisted", target());
            let found = found.map(|f| f.only_clauses(clauses).severity(Some(severity)));
            out.extend(found.map(|f| f.say("unattributed", &[("found", source)])));
        }
    }
    out
}

/// Whether a block says that the article is from there: a word of the set `gate-attribution` and the source's name.
fn attributes(book: &Rulebook, block: &str, source: &str) -> bool {
    let known = book.pack().sets.iter().find(|set| set.set == "gate-attribution");
    known.is_none_or(|set| set.words.iter().any(|word| block.contains(word.as_str())))
        && fold_name(block).contains(source)
}

/// The limits in hours that run from the event.
fn hours_left(book: &Rulebook, ladder: &Ladder, submission: &Submission, now: Moment) -> Vec<HoursLeft> {
    let Some((grade, occurred)) = &submission.event else { return Vec::new() };
    let grade = grade.as_ref().or(submission.grade.as_ref());
    ladder
        .hours
        .iter()
        .filter(|limit| grade.is_some_and(|grade| limit.grades.contains(grade)))
        .map(|limit| {
            let due = occurred.plus_minutes(i64::from(limit.hours) * 60);
            let label = if book.lang() == Lang::Zh { &limit.label } else { &limit.label_en };
            HoursLeft {
                id: limit.id.clone(),
                label: label.clone(),
                start: occurred.to_string(),
                due: due.to_string(),
                minutes_left: now.minutes_until(due) as i32,
                clauses: book.local(&limit.clauses),
            }
        })
        .collect()
}

/// That a limit in hours has run out: told, and no reason to hold or to leave out a step.
fn late(book: &Rulebook, limit: &HoursLeft) -> Option<Diagnostic> {
    if limit.minutes_left >= 0 {
        return None;
    }
    let found = book.find("review/late", Target::Review { step: limit.id.clone() })?;
    let due = limit.due.get(..16).unwrap_or(&limit.due).replace('T', " ");
    Some(found.only_clauses(&limit.clauses).say("", &[("label", &limit.label), ("due", &due)]))
}
