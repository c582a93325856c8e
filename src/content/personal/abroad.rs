//! Telephones with a country's or region's code: +86 before a mobile number without a separator, or before a fixed
//! line that drops its 0, and mobile numbers of Hong Kong, Macao and Taiwan.

use super::numbers::reading;
use super::view::View;
use super::words::Need;
use super::{Reading, mask};
use crate::identifier;

/// Eleven digits after +86 without a separator.
pub(super) fn mobile_abroad(view: &View, first: usize) -> Option<Reading> {
    let text = view.run.text(first, first);
    let code = ["0086", "86"].into_iter().find(|code| text.starts_with(code))?;
    let number = &text[code.len()..];
    if !identifier::is_mobile(number) || code == "86" && !has_plus(view, first) {
        return None;
    }
    let need = view.alone(first, first, false)?;
    let from = view.run.glyphs[view.part(first).first + code.len()].from;
    let masked = Some(mask::keep(number, 3, 4));
    let (to, label) = (view.run.to(first), view.run.from(first));
    Some(Reading { from, to, label, value: number.to_owned(), need, masked })
}

/// A mobile number of Hong Kong, Macao or Taiwan behind +852, +853 or +886.
pub(super) fn mobile_region(view: &View, first: usize) -> Option<Reading> {
    let text = view.run.text(first, first);
    let code = text.strip_prefix("00").unwrap_or(&text);
    if !matches!(code, "852" | "853" | "886") || text.len() == code.len() && !has_plus(view, first) {
        return None;
    }
    let windows = view.windows(first + 1, 8..=10);
    let window = windows.iter().find(|window| {
        let digits = &window.digits[..];
        match code {
            "852" => digits.len() == 8 && digits.starts_with(['5', '6', '7', '9']),
            "853" => digits.len() == 8 && digits.starts_with('6'),
            _ => digits.len() == 9 && digits.starts_with('9') || digits.len() == 10 && digits.starts_with("09"),
        }
    })?;
    view.alone(first, window.last, false)?;
    let found = reading(view, window, Need::Nothing, mask::keep(&window.digits, 2, 2));
    Some(Reading { label: view.run.from(first), ..found })
}

/// A fixed line behind +86 or 0086, its area code without the 0.
pub(super) fn landline_abroad(view: &View, first: usize) -> Option<Reading> {
    let text = view.run.text(first, first);
    if text != "0086" && !(text == "86" && has_plus(view, first)) {
        return None;
    }
    let windows = view.windows(first + 1, 9..=11);
    let (window, value) = windows.iter().find_map(|window| {
        let value = format!("0{}", window.digits);
        identifier::is_landline(&value).then_some((window, value))
    })?;
    view.alone(first, window.last, false)?;
    let cut = if value.starts_with("01") || value.starts_with("02") { 3 } else { 4 };
    let masked = mask::landline(&value[..cut], &value[cut..]);
    let label = view.run.from(first);
    Some(Reading { label, value, ..reading(view, window, Need::Near, masked) })
}

/// True if + stands before the part.
fn has_plus(view: &View, part: usize) -> bool {
    view.run.from(part).checked_sub(1).and_then(|at| view.ascii(at)) == Some('+')
}
