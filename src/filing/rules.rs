//! The rules between fields: each kind of [`RuleKind`] is a few lines here, what it looks at is data. A field that was
//! objected to before is not objected to again.

use super::read::{EVENT_KIND, Filing};
use super::values;
use crate::diagnostic::{Diagnostic, Severity, Target};
use crate::names::same_name;
use crate::pack::{FieldKind, FormRule, RuleKind};
use std::collections::HashSet;

/// Where a rule is broken, and what its sentence says.
struct Breach<'f> {
    path: &'f str,
    /// Variant of the message, where it is not that of the rule.
    variant: Option<&'static str>,
    found: String,
    other: String,
    person: String,
}

impl<'f> Breach<'f> {
    fn at(path: &'f str) -> Breach<'f> {
        Breach { path, variant: None, found: String::new(), other: String::new(), person: String::new() }
    }
}

/// Judges every rule of the form; findings go to `diagnostics`.
pub(super) fn check(filing: &Filing<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let is_error = |d: &&Diagnostic| d.severity == Severity::Error;
    let path = |d: &Diagnostic| match &d.target {
        Target::Field { path } => path.clone(),
        _ => String::new(),
    };
    let mut objected: HashSet<String> = diagnostics.iter().filter(is_error).map(path).collect();
    for rule in &filing.form.rules {
        let excused = rule.reason.as_ref().is_some_and(|field| filing.is_filled(field));
        // What cannot be read cannot be compared; steps are compared one by one.
        let steps = matches!(rule.kind, RuleKind::Sequence | RuleKind::Before);
        let unreadable = !steps && rule.fields.iter().any(|path| objected.contains(path));
        if excused || unreadable || !filing.applies(&rule.when) {
            continue;
        }
        for breach in breaches(filing, rule, &objected) {
            if objected.contains(breach.path) {
                continue;
            }
            let found = say(filing, rule, &breach);
            if found.as_ref().is_some_and(|d| d.severity != Severity::Info) {
                objected.insert(breach.path.to_owned());
            }
            diagnostics.extend(found);
        }
    }
}

fn breaches<'f>(filing: &Filing<'f>, rule: &'f FormRule, objected: &HashSet<String>) -> Vec<Breach<'f>> {
    let field = |i: usize| rule.fields.get(i).map_or("", String::as_str);
    let last = rule.fields.last().map_or("", String::as_str);
    let text = |path: &str| filing.text(path).trim().to_owned();
    let all_filled = rule.fields.iter().all(|path| filing.is_filled(path));
    let one = |breach: Option<Breach<'f>>| breach.into_iter().collect();
    match rule.kind {
        RuleKind::Differ | RuleKind::Same | RuleKind::SameOr if !filing.is_filled(field(0)) => Vec::new(),
        RuleKind::Differ => {
            let others = filing.persons(field(1));
            let both: Vec<String> = filing.persons(field(0)).into_iter().filter(|p| others.contains(p)).collect();
            let breach = Breach { other: label(filing, field(0)), person: both.join("、"), ..Breach::at(last) };
            one((!both.is_empty()).then_some(breach))
        }
        RuleKind::Same => {
            let (wanted, given) = (filing.persons(field(0)), filing.persons(field(1)));
            let same = given.is_empty() || given.iter().all(|p| wanted.contains(p));
            one((!same).then(|| Breach { person: wanted.join("、"), ..Breach::at(last) }))
        }
        RuleKind::SameOr => {
            let (first, second) = (filing.persons(field(0)), filing.persons(field(1)));
            let same = second.is_empty() || second.iter().any(|p| first.contains(p));
            let excused = same || !filing.is_filled(last) || filing.has_word(filing.text(last), &rule.words);
            one((!excused).then(|| Breach { found: text(last), ..Breach::at(last) }))
        }
        RuleKind::AtLeast => {
            let count: usize = rule.fields.iter().map(|path| filing.persons(path).len()).sum();
            let few = count > 0 && count < rule.limit.unwrap_or(1) as usize;
            one(few.then(|| Breach::at(field(0))))
        }
        RuleKind::Without => {
            let value = filing.text(last);
            let excused = filing.has_word(value, &rule.unless);
            let broken = filing.is_filled(last) && !excused && filing.has_word(value, &rule.words);
            one(broken.then(|| Breach { found: text(last), ..Breach::at(last) }))
        }
        RuleKind::Mentions => {
            let value = filing.text(last);
            let lacks = rule.words.iter().any(|word| !filing.has_word(value, std::slice::from_ref(word)));
            one((filing.is_filled(last) && lacks).then(|| Breach { found: text(last), ..Breach::at(last) }))
        }
        RuleKind::Yes => one(filing.refuses(last).then(|| Breach { found: text(last), ..Breach::at(last) })),
        RuleKind::None => {
            let there = filing.is_filled(last) && !values::says_none(filing.book, filing.text(last));
            one(there.then(|| Breach { found: text(last), ..Breach::at(last) }))
        }
        RuleKind::Never => {
            let path = if field(0) == EVENT_KIND { filing.event_path() } else { field(0) };
            one(Some(Breach { found: text(path), ..Breach::at(path) }))
        }
        RuleKind::Sequence => sequence(filing, rule),
        RuleKind::Before => one(before(filing, rule, objected)),
        RuleKind::Certifies | RuleKind::CarriesRegion | RuleKind::TiesToHost if all_filled => {
            let (name, host) = (filing.text(field(0)), filing.text(field(1)));
            let names = filing.names();
            let holds = match rule.kind {
                RuleKind::Certifies => names.certifies(name, host),
                RuleKind::CarriesRegion => names.carries_region(name, host),
                _ => names.ties_to(name, host),
            };
            one((!holds).then(|| Breach { found: text(field(0)), other: text(field(1)), ..Breach::at(field(0)) }))
        }
        RuleKind::SameName if all_filled => {
            let mut others = filing.text(field(1)).split(['、', '，', ',', '；', ';', '/', '\n']);
            let differs = others.any(|other| !other.trim().is_empty() && !same_name(other, filing.text(field(0))));
            one(differs.then(|| Breach { found: text(field(0)), other: text(field(1)), ..Breach::at(field(0)) }))
        }
        RuleKind::Certifies | RuleKind::CarriesRegion | RuleKind::TiesToHost | RuleKind::SameName => Vec::new(),
    }
}

/// Opinions and days that must follow each other. One finding a step: on the step that is missing or refused to go
/// on, or on the day that runs back.
fn sequence<'f>(filing: &Filing<'f>, rule: &'f FormRule) -> Vec<Breach<'f>> {
    let mut out = Vec::new();
    let mut latest = None;
    for (i, path) in rule.fields.iter().enumerate() {
        let given = filing.consents(path) || filing.refuses(path);
        if given && let Some(previous) = i.checked_sub(1).map(|k| rule.fields[k].as_str()) {
            let breach = Breach { other: label(filing, previous), ..Breach::at(path) };
            if filing.refuses(previous) {
                out.push(Breach { variant: Some("refused"), ..breach });
            } else if !filing.consents(previous) && i > 1 {
                let breach = Breach { other: label(filing, path), ..Breach::at(previous) };
                out.push(Breach { variant: Some("missing"), ..breach });
            } else if let (Some(latest), Some(day)) = (latest, filing.date(path))
                && day < latest
            {
                out.push(breach);
            }
        }
        latest = filing.date(path).into_iter().chain(latest).max();
    }
    out
}

/// The first of the later steps that is taken though the first field does not allow it yet.
fn before<'f>(filing: &Filing<'f>, rule: &'f FormRule, objected: &HashSet<String>) -> Option<Breach<'f>> {
    let (first, later) = rule.fields.split_first()?;
    if objected.contains(first) {
        return None;
    }
    let consented = filing.consents(first);
    let since = filing.date(first);
    let too_early = |path: &&String| {
        if !filing.is_filled(path) {
            return false;
        }
        match filing.field(path).map(|f| f.kind) {
            Some(FieldKind::YesNo) => filing.consents(path) && !consented,
            _ => match filing.date(path) {
                Some(day) if consented => since.is_some_and(|since| day < since),
                Some(day) => day <= filing.today,
                None => false,
            },
        }
    };
    let path = later.iter().find(too_early)?;
    Some(Breach { other: label(filing, first), ..Breach::at(path) })
}

fn label(filing: &Filing<'_>, path: &str) -> String {
    filing.field(path).map_or_else(|| path.to_owned(), |f| f.label.clone())
}

fn say(filing: &Filing<'_>, rule: &FormRule, breach: &Breach<'_>) -> Option<Diagnostic> {
    let found = filing.book.find(&rule.code, Target::Field { path: breach.path.to_owned() })?;
    let found = found.only_clauses(&rule.clauses).severity(rule.severity);
    let name = label(filing, breach.path);
    let example = filing.field(breach.path).map_or("", |f| f.example.as_str());
    let params = [
        ("label", name.as_str()),
        ("example", example),
        ("found", breach.found.as_str()),
        ("other", breach.other.as_str()),
        ("person", breach.person.as_str()),
    ];
    Some(found.say(breach.variant.unwrap_or(&rule.message), &params))
}
