//! What a value of each kind must look like. A value that is right but for its spelling (full-width digits, blanks,
//! 2021.8.1) is a warning with the spelling that is certain; one that is wrong is an error with an example.

use super::on_field;
use crate::calendar::Date;
use crate::diagnostic::{Diagnostic, Severity};
use crate::identifier;
use crate::names::named;
use crate::pack::{Field, FieldKind, Rulebook};

const INVALID: &str = "filing/invalid-field";

enum Judgement {
    Good,
    /// Right but for its spelling.
    Respell(String),
    /// Wrong, with the message's variant.
    Wrong(&'static str),
}

/// The finding of one field, if any.
pub(super) fn check(book: &Rulebook, field: &Field, value: &str, today: Date) -> Option<Diagnostic> {
    let trimmed = value.trim();
    if is_blank(trimmed) {
        return if field.required { on_field(book, "filing/missing-field", "", field, None, None, &[]) } else { None };
    }
    match judge(book, field, trimmed, today) {
        Judgement::Good => None,
        Judgement::Respell(fix) => {
            let params = [("found", value), ("fix", fix.as_str())];
            on_field(book, INVALID, "spelling", field, Some(Severity::Warning), Some(fix.clone()), &params)
        }
        Judgement::Wrong(variant) => on_field(book, INVALID, variant, field, None, None, &[("found", value)]),
    }
}

/// Nothing, or a stroke that says nothing.
fn is_blank(value: &str) -> bool {
    value.chars().all(|c| c.is_whitespace() || matches!(c, '/' | '-' | '—' | '无' | '\u{3000}'))
}

fn judge(book: &Rulebook, field: &Field, value: &str, today: Date) -> Judgement {
    match field.kind {
        FieldKind::Text | FieldKind::Position => {
            if value.chars().any(|c| c.is_alphanumeric()) {
                Judgement::Good
            } else {
                Judgement::Wrong("text")
            }
        }
        FieldKind::Person => {
            let plain: String = value.chars().filter(|c| !c.is_whitespace()).collect();
            let letters = plain.chars().filter(|c| c.is_alphabetic()).count();
            let odd = plain
                .chars()
                .any(|c| !c.is_alphabetic() && !matches!(c, '·' | '•' | '、' | '，' | ',' | '（' | '）' | '(' | ')'));
            if letters < 2 || odd { Judgement::Wrong("person") } else { Judgement::Good }
        }
        FieldKind::Phone => phone(value),
        FieldKind::Date => match Date::parse_loose(value) {
            None => Judgement::Wrong("date"),
            Some((date, _)) if date > today => Judgement::Wrong("future"),
            Some((_, true)) => Judgement::Good,
            Some((date, false)) => Judgement::Respell(date.to_string()),
        },
        FieldKind::Qq => {
            let digits = narrow(value);
            let ok = (5..=11).contains(&digits.len())
                && digits.bytes().all(|b| b.is_ascii_digit())
                && !digits.starts_with('0');
            if !ok {
                Judgement::Wrong("qq")
            } else if digits == value {
                Judgement::Good
            } else {
                Judgement::Respell(digits)
            }
        }
        FieldKind::Platform => {
            let known = named(&book.pack().platforms, value).is_some();
            if known { Judgement::Good } else { Judgement::Wrong("platform") }
        }
        FieldKind::Choice => {
            if field.options.iter().any(|o| o == value) {
                Judgement::Good
            } else {
                Judgement::Wrong("choice")
            }
        }
        FieldKind::YesNo => {
            if matches!(value, "是" | "否" | "有" | "无" | "已" | "未") {
                Judgement::Good
            } else {
                Judgement::Wrong("yes-no")
            }
        }
    }
}

/// A mobile number, or a fixed line with its area code.
fn phone(value: &str) -> Judgement {
    let spelled = narrow(value);
    let digits: String = spelled.chars().filter(char::is_ascii_digit).collect();
    let only_digits = spelled.chars().all(|c| c.is_ascii_digit() || c == '-');
    let national = digits.strip_prefix("86").filter(|d| d.len() == 11).unwrap_or(&digits);
    if identifier::is_mobile(national) && (only_digits || spelled.starts_with('+')) {
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

/// Full-width forms narrowed, blanks taken out.
fn narrow(value: &str) -> String {
    value
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
            '—' | '–' | '‐' => '-',
            _ => c,
        })
        .collect()
}
