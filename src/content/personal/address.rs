//! E-mail addresses and WeChat ids: names of letters, digits and a few marks, in any width.

use super::tokens::Gap;
use super::view::View;
use super::words::Need;
use super::{Reading, mask};
use crate::text::fold::{Fold, Folded};

/// Characters a local part or a domain has at most.
const MAX: usize = 64;

/// An address whose local part ends with part `first`.
pub(super) fn email(view: &View, first: usize) -> Option<Reading> {
    let mut sign = view.run.to(first);
    let spaced = view.ascii(sign) == Some(' ');
    sign += usize::from(spaced);
    // zhangsan at 163 dot com.
    let spelt = spaced && is_word(view, sign, "at");
    let mut at = if spelt { sign + 2 } else { at_sign(view, sign)? };
    if view.ascii(at) == Some(' ') {
        if !spaced {
            return None;
        }
        at += 1;
    }
    let (domain, to) = domain(view, at, spelt)?;
    let end = view.run.to(first);
    let mut from = end;
    let low = end.saturating_sub(MAX);
    while from > low && character(view, from - 1).is_some_and(is_local) {
        from -= 1;
    }
    while from < end && character(view, from).is_some_and(|c| !c.is_ascii_alphanumeric()) {
        from += 1;
    }
    let masked = |at: usize| matches!(view.ascii(at), Some('*' | '×' | '●' | '█' | '■' | '…'));
    let local: String = (from..end).filter_map(|at| character(view, at)).collect();
    // A masked address, or a placeholder such as xxx@163.com, is nobody's.
    if local.is_empty() || from > 0 && masked(from - 1) || local.len() > 1 && local.bytes().all(|b| b == b'x') {
        return None;
    }
    let value = format!("{local}@{domain}");
    Some(Reading { from, to, label: from, value, need: Need::Nothing, masked: Some(mask::email(&local, &domain)) })
}

/// The end of the @ at `at`, or of what stands for it: (at), [at].
fn at_sign(view: &View, at: usize) -> Option<usize> {
    let is = |offset: usize, marks: &str| view.ascii(at + offset).is_some_and(|c| marks.contains(c));
    if is(0, "@") {
        return Some(at + 1);
    }
    (is(0, "([【") && is(1, "aA") && is(2, "tT") && is(3, ")]】")).then_some(at + 4)
}

/// True if the letters of `word` stand at `at` with a blank behind them.
fn is_word(view: &View, at: usize, word: &str) -> bool {
    let is = |(i, c): (usize, char)| view.ascii(at + i).is_some_and(|found| found.eq_ignore_ascii_case(&c));
    word.chars().chain([' ']).enumerate().all(is)
}

/// The end of what stands at `at` for the full stop of a domain: (dot), [dot], ` dot ` where the @ is `spelt` as well, or
/// a blank before it.
fn dot(view: &View, at: usize, spelt: bool) -> Option<usize> {
    let is = |at: usize, marks: &str| view.ascii(at).is_some_and(|c| marks.contains(c));
    if spelt {
        return (is(at, " ") && is_word(view, at + 1, "dot")).then_some(at + 5);
    }
    let word = is(at, "([【") && is(at + 1, "dD") && is(at + 2, "oO") && is(at + 3, "tT") && is(at + 4, ")]】");
    let blank = is(at, " ") && is(at + 1, ".") && character(view, at + 2).is_some_and(|c| c.is_ascii_alphabetic());
    if word { Some(at + 5) } else { blank.then_some(at + 2) }
}

/// A domain from `at` on: labels joined by full stops, the last of at least two letters.
fn domain(view: &View, at: usize, spelt: bool) -> Option<(String, usize)> {
    let mut text = String::new();
    let mut end = at;
    while text.len() < MAX {
        // The full stop of a Chinese keyboard, if letters follow, is a dot.
        if let Some(next) = dot(view, end, spelt).filter(|_| !text.is_empty() && !text.ends_with('.')) {
            text.push('.');
            end = next;
            continue;
        }
        let letter = |at: usize| character(view, at).is_some_and(|c| c.is_ascii_alphabetic());
        let stop = view.ascii(end) == Some('。') && letter(end + 1);
        let c = if stop { Some('.') } else { character(view, end) };
        let Some(c) = c.filter(|c| c.is_ascii_alphanumeric() || *c == '-' || *c == '.' && !spelt) else {
            break;
        };
        if c == '.' && (text.is_empty() || text.ends_with('.')) {
            break;
        }
        text.push(c);
        end += 1;
    }
    while text.ends_with(['.', '-']) {
        text.pop();
        end -= 1;
    }
    let (host, top) = text.rsplit_once('.')?;
    let good = !host.is_empty() && top.len() >= 2 && top.bytes().all(|b| b.is_ascii_alphabetic());
    good.then_some((text, end))
}

/// Six to twenty letters, digits, hyphens and underscores after a letter, where the words call it a WeChat account.
pub(super) fn im_name(view: &View, first: usize) -> Option<Reading> {
    let from = view.run.from(first);
    let touches = |at: usize| view.ascii(at).is_some_and(|c| matches!(c, '_' | '-' | '.' | '@' | '/'));
    let part = view.part(first);
    if part.digits || part.gap == Gap::Joint || from > 0 && touches(from - 1) && view.ascii(from - 1) != Some('/') {
        return None;
    }
    let mut value = String::new();
    let mut to = from;
    while let Some(c) = character(view, to).filter(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-')) {
        value.push(c);
        to += 1;
        if value.len() > 20 {
            return None;
        }
    }
    let follows =
        |c: char| matches!(c, '.' | '@') && character(view, to + 1).is_some_and(|c| c.is_ascii_alphanumeric());
    if value.len() < 6 || value.ends_with(['-']) || view.ascii(to).is_some_and(|c| c == '*' || follows(c)) {
        return None;
    }
    // XXXXXXXX stands for what was taken out.
    if value.bytes().all(|b| b == b'x') {
        return None;
    }
    let named = value.bytes().any(|b| b.is_ascii_digit() || b == b'_');
    // A word of plain letters among others is Latin text; spared the look at its label.
    let last = (from.saturating_sub(2)..from).rev().filter_map(|at| view.ascii(at)).find(|c| *c != ' ');
    if !named && last.is_some_and(|c| c.is_ascii_alphanumeric()) {
        return None;
    }
    let need = if named { Need::Cue } else { Need::Colon };
    let masked = Some(mask::keep(&value, 2, 2));
    Some(Reading { from, to, label: from, value, need, masked })
}

fn is_local(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '%')
}

/// The ASCII character at `at`, folded to lower case, if one unit holds it.
fn character(view: &View, at: usize) -> Option<char> {
    let unit = *view.units.get(at)?;
    let unit = match Fold::shared().at(view.units, at) {
        (Folded::Unit(unit), 1) => unit,
        (Folded::Separator, 1) => Fold::shared().literal(unit),
        _ => return None,
    };
    char::from_u32(u32::from(unit)).filter(char::is_ascii)
}
