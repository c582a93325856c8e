//! What a value of each kind must look like. A value that is right but for its spelling (full-width digits, blanks,
//! 2021.8.1) is a warning with the spelling that is certain; one that is wrong is an error with an example.

use super::opinion::Decision;
use super::read::Filing;
use super::{on_field, people};
use crate::calendar::Date;
use crate::diagnostic::{Diagnostic, Severity};
use crate::identifier;
use crate::names::{fold_name, platform};
use crate::pack::{Field, FieldKind, Named, Rulebook};

const INVALID: &str = "filing/invalid-field";

enum Judgement {
    Good,
    /// Right but for its spelling.
    Respell(String),
    /// Wrong, with the message's variant.
    Wrong(&'static str),
    /// Not known here, which need not be wrong; with the message's variant.
    Unknown(&'static str),
}

/// The finding of one field, if any.
pub(super) fn check(filing: &Filing<'_>, field: &Field) -> Option<Diagnostic> {
    let value = filing.text(&field.name);
    if !filing.is_filled(&field.name) {
        return missing(filing, field);
    }
    let options = if field.kind == FieldKind::Event { event_names(filing) } else { field.options.join("、") };
    let params = [("found", value.trim()), ("options", options.as_str())];
    match judge(filing, field, value.trim()) {
        Judgement::Good => None,
        Judgement::Respell(fix) => {
            let params = [("found", value), ("fix", fix.as_str())];
            on_field(filing.book, INVALID, "spelling", field, Some(Severity::Warning), Some(fix.clone()), &params)
        }
        Judgement::Wrong(variant) => on_field(filing.book, INVALID, variant, field, None, None, &params),
        Judgement::Unknown(variant) => {
            on_field(filing.book, INVALID, variant, field, Some(Severity::Warning), None, &params)
        }
    }
}

fn missing(filing: &Filing<'_>, field: &Field) -> Option<Diagnostic> {
    let required = field.required || field.required_when.iter().any(|case| filing.holds(case));
    // What the filing is about may stand in a field or beside them; a form of its own event need not be told.
    if !required || (field.kind == FieldKind::Event && filing.tells_event()) {
        return None;
    }
    let code = if field.role { "filing/role-missing" } else { "filing/missing-field" };
    on_field(filing.book, code, "", field, None, None, &[])
}

fn event_names(filing: &Filing<'_>) -> String {
    let events = filing.book.pack().events.iter().filter(|e| filing.form.events.contains(&e.id));
    events.map(|e| e.name.as_str()).collect::<Vec<_>>().join("、")
}

/// Nothing, or something that says nothing: a stroke, and for most kinds 无 or 暂无.
pub(super) fn is_blank(book: &Rulebook, kind: FieldKind, value: &str) -> bool {
    if value.chars().all(|c| c.is_whitespace() || matches!(c, '/' | '\\' | '-' | '—' | '_' | '／' | '－' | '*')) {
        return true;
    }
    let says_no = matches!(kind, FieldKind::YesNo | FieldKind::Existing);
    !says_no && is_one_of(book, value, "@filing-blank")
}

/// Whether a value is one of the words of a set.
fn is_one_of(book: &Rulebook, value: &str, set: &str) -> bool {
    let folded = fold_name(value);
    book.pack().words(&[set.to_owned()]).any(|word| fold_name(word) == folded)
}

fn begins_with(book: &Rulebook, value: &str, set: &str) -> bool {
    let folded = fold_name(value);
    let begins = |word: &str| !word.is_empty() && folded.starts_with(word);
    book.pack().words(&[set.to_owned()]).any(|word| begins(&fold_name(word)))
}

fn judge(filing: &Filing<'_>, field: &Field, value: &str) -> Judgement {
    let book = filing.book;
    match field.kind {
        FieldKind::Text | FieldKind::Position => {
            let says = value.chars().any(|c| c.is_alphanumeric());
            if says { Judgement::Good } else { Judgement::Wrong("text") }
        }
        FieldKind::Person => {
            let names = people::names(value);
            if !names.is_empty() && names.iter().all(|name| is_person(name)) {
                Judgement::Good
            } else {
                Judgement::Wrong("person")
            }
        }
        FieldKind::Employment => {
            let known = ["@filing-on-establishment", "@filing-off-establishment", "@filing-outsourced"];
            let known = known.map(str::to_owned);
            if filing.has_word(value, &known) { Judgement::Good } else { Judgement::Wrong("employment") }
        }
        FieldKind::Phone => phones(value),
        FieldKind::Email => email(value),
        FieldKind::Qq => respelled(value, narrow(value), "qq", |qq| {
            (5..=11).contains(&qq.len()) && qq.bytes().all(|b| b.is_ascii_digit()) && !qq.starts_with('0')
        }),
        FieldKind::Uscc => {
            respelled(value, narrow(value).replace('-', "").to_ascii_uppercase(), "uscc", identifier::is_uscc)
        }
        FieldKind::Date => match Date::parse_loose(value) {
            None => Judgement::Wrong("date"),
            Some((date, _)) if field.past && date > filing.today => Judgement::Wrong("future"),
            Some((_, true)) => Judgement::Good,
            Some((date, false)) => Judgement::Respell(date.to_string()),
        },
        FieldKind::Platform => {
            if platforms(book, value).is_empty() {
                Judgement::Unknown("platform")
            } else {
                Judgement::Good
            }
        }
        FieldKind::Event => {
            if filing.event_of(value).is_some() {
                Judgement::Good
            } else {
                Judgement::Wrong("event")
            }
        }
        FieldKind::Choice => {
            if field.options.iter().any(|o| fold_name(o) == fold_name(value)) {
                Judgement::Good
            } else {
                Judgement::Wrong("choice")
            }
        }
        FieldKind::YesNo => {
            if yes_no(book, value).is_some() {
                Judgement::Good
            } else {
                Judgement::Wrong("yes-no")
            }
        }
        FieldKind::Existing => Judgement::Good,
        FieldKind::Opinion => {
            let opinion = filing.opinion(&field.name);
            match opinion.decision {
                _ if opinion.bad_day => Judgement::Wrong("date"),
                Decision::Unclear => Judgement::Wrong("opinion"),
                _ => Judgement::Good,
            }
        }
    }
}

/// At least two letters, and nothing but letters and the dot of names in several parts.
fn is_person(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 2 && name.chars().all(|c| c.is_alphabetic() || matches!(c, '·' | '•' | '・' | '.'))
}

/// Yes or no, in the ways forms are ticked; none where it says neither.
pub(super) fn yes_no(book: &Rulebook, value: &str) -> Option<bool> {
    let no = begins_with(book, value, "@filing-no");
    let yes = begins_with(book, value, "@filing-yes");
    mark(value).or(if no { Some(false) } else { yes.then_some(true) })
}

/// What a tick or a cross says; none where there is neither.
pub(super) fn mark(value: &str) -> Option<bool> {
    let ticked = value.contains(['√', '✓', '✔', '☑']);
    let crossed = value.contains(['×', '✗', '✘']) || matches!(value.trim(), "☐" | "□");
    if ticked { Some(true) } else { crossed.then_some(false) }
}

/// Whether a value says that there is none.
pub(super) fn says_none(book: &Rulebook, value: &str) -> bool {
    let folded = fold_name(value);
    let zero = folded.trim_end_matches(|c: char| !c.is_ascii_digit());
    yes_no(book, value) == Some(false) || (!zero.is_empty() && zero.bytes().all(|b| b == b'0'))
}

/// The platforms that a value names, one a part.
pub(super) fn platforms<'b>(book: &'b Rulebook, value: &str) -> Vec<&'b Named> {
    value.split(['、', '，', ',', '；', ';', '/']).filter_map(|part| platform(book.pack(), part)).collect()
}

/// A value and its certain spelling, if that passes.
fn respelled(value: &str, spelled: String, variant: &'static str, passes: impl Fn(&str) -> bool) -> Judgement {
    if !passes(&spelled) {
        Judgement::Wrong(variant)
    } else if spelled == value {
        Judgement::Good
    } else {
        Judgement::Respell(spelled)
    }
}

/// One number or several.
fn phones(value: &str) -> Judgement {
    let mut spelled = Vec::new();
    let mut changed = false;
    for part in value.split(['、', '，', ',', '；', ';', '/', '／', '或', '\n']).filter(|p| !p.trim().is_empty()) {
        match phone(part.trim()) {
            Judgement::Good => spelled.push(part.trim().to_owned()),
            Judgement::Respell(fix) => {
                changed = true;
                spelled.push(fix);
            }
            wrong => return wrong,
        }
    }
    if spelled.is_empty() {
        Judgement::Wrong("phone")
    } else if changed {
        Judgement::Respell(spelled.join("、"))
    } else {
        Judgement::Good
    }
}

/// A mobile number, or a fixed line with its area code.
fn phone(value: &str) -> Judgement {
    let spelled = narrow(value);
    let digits: String = spelled.chars().filter(char::is_ascii_digit).collect();
    let only_digits = spelled.chars().all(|c| c.is_ascii_digit() || c == '-');
    let abroad = ["86", "0086"].iter().find_map(|p| digits.strip_prefix(p)).filter(|d| d.len() == 11);
    let national = abroad.unwrap_or(&digits);
    if identifier::is_mobile(national) && (only_digits || spelled.starts_with('+') || spelled.starts_with('(')) {
        return if value == national { Judgement::Good } else { Judgement::Respell(national.to_owned()) };
    }
    if identifier::is_landline(&spelled) {
        return if value == spelled { Judgement::Good } else { Judgement::Respell(spelled) };
    }
    if only_digits && matches!(digits.len(), 7 | 8) && !digits.starts_with(['0', '1']) {
        return Judgement::Wrong("area-code");
    }
    Judgement::Wrong("phone")
}

/// A local part and a domain of at least two labels.
fn email(value: &str) -> Judgement {
    respelled(value, narrow(value), "email", |address| {
        let Some((local, domain)) = address.split_once('@') else { return false };
        let label = |l: &str| {
            !l.is_empty()
                && l.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
                && !l.starts_with('-')
                && !l.ends_with('-')
        };
        let local_ok = |b: u8| b.is_ascii_alphanumeric() || b"._%+-".contains(&b);
        let top = domain.rsplit('.').next().unwrap_or("");
        !local.is_empty()
            && local.bytes().all(local_ok)
            && !local.starts_with('.')
            && !local.ends_with('.')
            && domain.contains('.')
            && domain.split('.').all(label)
            && top.len() >= 2
            && top.bytes().all(|b| b.is_ascii_alphabetic())
    })
}

/// Full-width forms narrowed, blanks taken out.
fn narrow(value: &str) -> String {
    value
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{200B}'..='\u{200F}' | '\u{FEFF}'))
        .map(|c| match c {
            '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
            '—' | '–' | '‐' | '−' => '-',
            '。' => '.',
            _ => c,
        })
        .collect()
}
