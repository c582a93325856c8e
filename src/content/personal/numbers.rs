//! The kinds that are digits, or letters and digits in a fixed order: identity cards, unified social credit codes,
//! bank cards, mobile telephones, fixed lines, passports, and the digits of a QQ account.

use super::Reading;
use super::mask;
use super::tokens::Gap;
use super::view::{View, Window};
use super::words::Need;
use crate::identifier::{self, Issuer};

/// Separators that people put into a number to make it legible.
fn is_legible(gap: Option<Gap>) -> bool {
    matches!(gap, Some(Gap::Edge | Gap::Blank | Gap::Hyphen | Gap::Bracket))
}

pub(super) fn reading(view: &View, window: &Window, need: Need, masked: String) -> Reading {
    Reading {
        from: view.run.from(window.first),
        to: view.run.to(window.last),
        label: view.run.from(window.first),
        value: window.digits.clone(),
        need,
        masked: Some(masked),
    }
}

/// Eighteen characters with date and check character; fifteen digits of the old form where the words say so.
pub(super) fn id_card(view: &View, first: usize) -> Option<Reading> {
    let mut windows = view.windows(first, 15..=18);
    for window in &mut windows {
        let next = window.last + 1;
        let closes = window.digits.len() == 17 && next < view.run.parts.len() && view.run.text(next, next) == "x";
        if closes {
            window.digits.push('X');
            window.last = next;
        }
    }
    let signed = |window: &Window| times_for_x(view, window);
    if let Some(found) = windows.iter().find_map(signed) {
        return Some(found);
    }
    let whole = windows.iter().find_map(|window| {
        let need = match window.digits.len() {
            18 if identifier::is_id_card(&window.digits) => Need::Nothing,
            15 if identifier::is_id_card_15(&window.digits) => Need::Near,
            _ => return None,
        };
        let need = need.max(view.alone(window.first, window.last, true)?);
        Some(reading(view, window, need, mask::keep(&window.digits, 6, 4)))
    });
    whole.or_else(|| {
        // One that is called so and fails its check has been mistyped, or made up.
        let window = windows.iter().find(|window| identifier::is_like_id_card(&window.digits))?;
        view.alone(window.first, window.last, false)?;
        Some(reading(view, window, Need::Named, mask::keep(&window.digits, 6, 4)))
    })
}

/// 33042419850601000×: the sign of multiplication for the X that the check asks for, and not the one of a mask.
fn times_for_x(view: &View, window: &Window) -> Option<Reading> {
    let to = view.run.to(window.last);
    let is_sign = |at: usize| matches!(view.ascii(at), Some('×' | '✕' | '╳'));
    let value = format!("{}X", window.digits);
    if window.digits.len() != 17 || !is_sign(to) || is_sign(to + 1) || !identifier::is_id_card(&value) {
        return None;
    }
    let masked = mask::keep(&value, 6, 4);
    Some(Reading { to: to + 1, value, ..reading(view, window, Need::Nothing, masked) })
}

/// Eighteen letters and digits with a check character.
pub(super) fn uscc(view: &View, first: usize) -> Option<Reading> {
    if view.part(first).gap == Gap::Joint {
        return None;
    }
    let joined = |part: &usize| matches!(view.part(*part).gap, Gap::Joint | Gap::Dress);
    let last = (first + 1..view.run.parts.len()).take_while(joined).last().unwrap_or(first);
    if view.part(last).end - view.part(first).first != 18 {
        return None;
    }
    let value = view.run.text(first, last);
    if !identifier::is_uscc(&value) || identifier::is_id_card(&value) {
        return None;
    }
    let need = view.alone(first, last, true)?;
    let (from, to) = (view.run.from(first), view.run.to(last));
    Some(Reading { from, to, label: from, value, need, masked: None })
}

/// The same in groups that blanks or hyphens divide: 92 330424 MA2C1PQ5X 2. Letters stand beside the gaps, where runs
/// end, so that the text itself is read.
pub(super) fn uscc_grouped(view: &View, first: usize) -> Option<Reading> {
    let part = view.part(first);
    if !part.digits || matches!(part.gap, Gap::Joint | Gap::Dress) {
        return None;
    }
    let from = view.run.from(first);
    let (mut at, mut value, mut mark, mut groups) = (from, String::new(), None, 1);
    let mut in_group = false;
    while value.len() < 18 {
        match view.ascii(at)? {
            c if c.is_ascii_alphanumeric() => {
                value.push(c);
                in_group = true;
            }
            c @ (' ' | '-') if in_group && mark.is_none_or(|known| known == c) => {
                (mark, in_group) = (Some(c), false);
                groups += 1;
            }
            _ => return None,
        }
        at += 1;
    }
    let goes_on = view.ascii(at).is_some_and(|c| c.is_ascii_alphanumeric());
    if !(2..=6).contains(&groups) || goes_on || !identifier::is_uscc(&value) {
        return None;
    }
    Some(Reading { from, to: at, label: from, value, need: Need::Nothing, masked: None })
}

/// Issuer, length and Luhn formula; written whole, in fours, or one by one.
pub(super) fn bank_card(view: &View, first: usize) -> Option<Reading> {
    view.windows(first, 14..=19).iter().find_map(|window| {
        let issuer = identifier::bank_card(&window.digits)?;
        let sizes = view.sizes(window);
        let fours = sizes.split_last().is_some_and(|(last, fours)| *last <= 4 && fours.iter().all(|n| *n == 4));
        let usual = sizes.len() == 1 || fours || sizes.iter().all(|n| *n == 1) || sizes.len() == 2 && sizes[0] >= 6;
        let usual = usual && (is_legible(view.inner_gap(window)) || sizes.len() > 4);
        let need = if usual && issuer == Issuer::Network { Need::Nothing } else { Need::Cue };
        let need = need.max(view.alone(window.first, window.last, false)?);
        Some(reading(view, window, need, mask::keep(&window.digits, 0, 4)))
    })
}

/// Eleven digits with a mobile prefix; written whole, 3-4-4, 3-8, 7-4, or one by one, otherwise only by a cue.
pub(super) fn mobile(view: &View, first: usize) -> Option<Reading> {
    let window = view.windows(first, 11..=11).into_iter().find(|w| identifier::is_mobile(&w.digits))?;
    let gap = view.inner_gap(&window);
    let bracket = view.run.parts.get(first + 1).is_some_and(|part| part.gap == Gap::Bracket);
    let need = match view.sizes(&window)[..] {
        [11] => Need::Nothing,
        [3, 4, 4] if gap == Some(Gap::WideComma) => Need::Cue,
        [3, 4, 4] if gap.is_some() || bracket => Need::Nothing,
        [3, 8] | [7, 4] if is_legible(gap) => Need::Nothing,
        [4, 3, 4] | [4, 4, 3] | [3, 3, 5] | [4, 7] if gap == Some(Gap::Hyphen) => Need::Nothing,
        ref sizes if sizes.iter().all(|n| *n == 1) => Need::Nothing,
        _ => Need::Cue,
    };
    // A country code goes with the number and clings to it without harm.
    let code = first.checked_sub(1).filter(|p| matches!(&view.run.text(*p, *p)[..], "86" | "086" | "0086"));
    let label = code.map_or(view.run.from(first), |part| view.run.from(part));
    let alone = match code {
        Some(part) => view.alone(part, window.last, false).map(|_| Need::Nothing),
        None => view.alone(first, window.last, false),
    };
    let mut found = reading(view, &window, need.max(alone?), mask::keep(&window.digits, 3, 4));
    found.label = label;
    if bracket {
        found.from -= 1;
        found.label = found.from;
    }
    Some(found)
}

/// A mobile number in which letters pose as digits (l38OO138OOO).
pub(super) fn mobile_posing(view: &View, first: usize) -> Option<Reading> {
    let window = view.posing(first, 11..=11).into_iter().find(|w| identifier::is_mobile(&w.digits))?;
    let usual = matches!(view.sizes(&window)[..], [11] | [3, 4, 4]);
    let need = (if usual { Need::Nothing } else { Need::Cue }).max(view.alone(first, window.last, false)?);
    Some(reading(view, &window, need, mask::keep(&window.digits, 3, 4)))
}

/// The same of an identity card, whose check character proves it, and of a bank card.
pub(super) fn id_card_posing(view: &View, first: usize) -> Option<Reading> {
    let window = view.posing(first, 18..=18).into_iter().find(|w| identifier::is_id_card(&w.digits))?;
    let need = view.alone(first, window.last, true)?;
    Some(reading(view, &window, need, mask::keep(&window.digits, 6, 4)))
}

/// Issuer, length and Luhn formula, with letters among the digits: only by a cue.
pub(super) fn bank_card_posing(view: &View, first: usize) -> Option<Reading> {
    let window = view.posing(first, 16..=19).into_iter().find(|w| identifier::bank_card(&w.digits).is_some())?;
    let need = view.alone(first, window.last, false)?.max(Need::Cue);
    Some(reading(view, &window, need, mask::keep(&window.digits, 0, 4)))
}

/// A fixed line with its area code (also in brackets) where the words make it somebody's own; without the code only
/// by a cue.
pub(super) fn landline(view: &View, first: usize) -> Option<Reading> {
    let with_area = |window: &&Window| {
        let groups = view.sizes(window).len();
        // 0573-8611 2345: a hyphen behind the area code, a blank within the number.
        let two_ways = groups == 3 && view.sizes(window)[0] <= 4 && view.sizes(window)[2] == 4;
        groups <= 3
            && identifier::is_landline(&window.digits)
            && (view.inner_gap(window).is_some() || two_ways && view.run.text(window.first, window.first).len() >= 3)
    };
    let windows = view.windows(first, 10..=12);
    if let Some(window) = windows.iter().find(with_area) {
        let need = view.alone(window.first, window.last, false)?.max(Need::Near);
        let cut = if window.digits.starts_with("01") || window.digits.starts_with("02") { 3 } else { 4 };
        let (area, local) = window.digits.split_at(cut);
        return Some(reading(view, window, need, mask::landline(area, local)));
    }
    let windows = view.windows(first, 7..=8);
    let window = windows.iter().find(|w| !w.digits.starts_with(['0', '1']) && view.sizes(w).len() <= 2)?;
    let alone = view.alone(window.first, window.last, false)?;
    match area_in_brackets(view, view.run.from(first)) {
        Some((from, area)) => {
            let value = format!("{area}{}", window.digits);
            if !identifier::is_landline(&value) {
                return None;
            }
            let masked = mask::landline(&area, &window.digits);
            let found = reading(view, window, alone.max(Need::Near), masked);
            Some(Reading { from, label: from, value, ..found })
        }
        None => Some(reading(view, window, Need::Cue, mask::landline("", &window.digits))),
    }
}

/// An area code in brackets directly before `at`, and where it begins.
fn area_in_brackets(view: &View, at: usize) -> Option<(usize, String)> {
    let mut at = at.checked_sub(1)?;
    if view.ascii(at) == Some(' ') {
        at = at.checked_sub(1)?;
    }
    if view.ascii(at) != Some(')') {
        return None;
    }
    let open = (at.saturating_sub(5)..at).rev().find(|open| view.ascii(*open) == Some('('))?;
    let area: String = (open + 1..at).filter_map(|at| view.ascii(at)).collect();
    (area.starts_with('0') && area.bytes().all(|b| b.is_ascii_digit())).then_some((open, area))
}

/// Letters and digits of a passport or permit, where the words speak of one.
pub(super) fn passport(view: &View, first: usize) -> Option<Reading> {
    if view.part(first).gap == Gap::Joint {
        return None;
    }
    let letters = !view.part(first).digits;
    if letters && (view.run.len(first) > 2 || first + 1 >= view.run.parts.len() || !view.part(first + 1).digits) {
        return None;
    }
    let mut last = if letters { passport_end(view, first + 1) } else { first };
    let grouped = letters && last > first + 1;
    let mut from = view.run.from(first);
    let mut value = view.run.text(first, last).to_ascii_uppercase();
    if let Some((at, letter)) = grouped.then(|| letter_before(view, first)).flatten() {
        value.insert(0, letter);
        from = at;
    }
    let need = if identifier::is_passport(&value) && letters {
        if grouped { Need::Cue } else { Need::Near }
    } else {
        // Of another country, whose letters may stand anywhere, or a permit of digits only.
        while letters && view.run.parts.get(last + 1).is_some_and(|part| part.gap == Gap::Joint) {
            last += 1;
        }
        value = view.run.text(first, last).to_ascii_uppercase();
        if !matches!(value.len(), 8..=10) {
            return None;
        }
        if letters || value.len() == 9 { Need::Cue } else { Need::Colon }
    };
    let need = need.max(view.alone(first, last, true)?);
    let masked = Some(mask::keep(&value, 1, 3));
    Some(Reading { from, to: view.run.to(last), label: from, value, need, masked })
}

/// The last part of a passport's digits, which begin with part `digits`: in fours or one by one behind the letters, with
/// one separator throughout.
fn passport_end(view: &View, digits: usize) -> usize {
    let size = view.run.len(digits);
    let goes_on = |part: &usize| {
        let (this, before) = (view.part(*part), view.part(*part - 1));
        let one_gap = *part == digits + 1 || before.gap == this.gap;
        this.digits && one_gap && matches!(this.gap, Gap::Blank | Gap::Hyphen | Gap::Dot) && view.run.len(*part) == size
    };
    let rest = digits + 1..view.run.parts.len();
    if matches!(size, 1 | 4) { rest.take_while(goes_on).last().unwrap_or(digits) } else { digits }
}

/// The letter that a gap divides from the one that is part `first`, and its place: E A 1 2 3 4 5 6 7.
fn letter_before(view: &View, first: usize) -> Option<(usize, char)> {
    let at = view.run.from(first).checked_sub(2)?;
    let is_letter = |at: usize| view.ascii(at).is_some_and(|c| c.is_ascii_alphabetic());
    let gap = matches!(view.ascii(at + 1), Some(' ' | '-' | '.'));
    let alone = view.run.len(first) == 1 && !at.checked_sub(1).is_some_and(is_letter);
    let letter = view.ascii(at).filter(|c| gap && alone && c.is_ascii_alphabetic())?;
    Some((at, letter.to_ascii_uppercase()))
}

/// Five to eleven digits that the words call a QQ or WeChat account.
pub(super) fn im_digits(view: &View, first: usize) -> Option<Reading> {
    let windows = view.windows(first, 5..=11);
    // What is long enough by itself is the number; shorter groups belong together.
    let window = windows.last().filter(|w| w.first == w.last).or(windows.first())?;
    let sizes = view.sizes(window);
    let usual = sizes.len() <= 3 || sizes.iter().all(|n| *n == 1);
    // 9.7.12345 is a version.
    let gap = view.inner_gap(window).filter(|gap| *gap != Gap::Dot || sizes.iter().all(|n| *n == 1));
    if window.digits.starts_with('0') || !usual || gap.is_none() {
        return None;
    }
    view.alone(window.first, window.last, false)?;
    Some(reading(view, window, Need::Cue, mask::keep(&window.digits, 2, 2)))
}
