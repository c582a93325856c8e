//! Number plates: a province, a city's letter, five or six letters and digits, with 警 学 挂 试 超 港 澳 领 at the end of
//! some. The place of the separator tells 浙F·12345 from 浙B2-20100257, the number of a licence.

use super::tokens::Gap;
use super::view::View;
use super::words::Need;
use super::{Reading, mask};
use crate::identifier;
use crate::text::fold::{Fold, Folded};

/// Letters and digits a plate has at most, after the province.
const MAX: usize = 7;

/// A plate whose letters begin with part `first`.
pub(super) fn plate(view: &View, first: usize) -> Option<Reading> {
    let units = view.units;
    let start = view.run.from(first);
    let passed = |at: usize| is_joiner(units[at]) || Fold::shared().at(units, at).0 == Folded::Skip;
    let province = (start.saturating_sub(2)..start).rev().find(|at| !passed(*at))?;
    let Folded::Unit(name) = Fold::shared().at(units, province).0 else { return None };
    let name = char::from_u32(u32::from(name)).filter(|c| identifier::begins_plate(*c))?;
    if let Some(found) = armed_police(view, first, province) {
        return Some(found);
    }
    // A city's letter comes next, save behind 使: most digits are no plate's and asked no more.
    if name != '使' && view.part(first).digits {
        return None;
    }
    let mut text = String::from(name);
    let mut best = None;
    let mut odd = false;
    // Blanks between all of its characters are a habit of print.
    let mut spaced = start > province + 1;
    let mut at = start;
    for count in 1..=MAX {
        let Some((value, next, separated)) = glyph(units, at) else { break };
        // After the province and after the city's letter stands what separator likes; elsewhere it needs a cue.
        odd |= separated && count > 2;
        spaced &= separated || count == 1;
        text.push(value);
        at = next;
        if count < 5 {
            continue;
        }
        if !ends(view, at) {
            continue;
        }
        let special = Some(at).filter(|at| *at < units.len()).and_then(|at| match Fold::shared().at(units, at).0 {
            Folded::Unit(unit) => char::from_u32(u32::from(unit)),
            _ => None,
        });
        let whole = special.map(|special| format!("{text}{special}"));
        if let Some(whole) = whole.filter(|whole| count == 5 && identifier::is_plate(whole)) {
            best = Some((whole, at + 1, odd));
        } else if identifier::is_plate(&text) {
            best = Some((text.clone(), at, odd));
        }
    }
    // XXX stands for what was taken out.
    let (value, to, odd) = best.filter(|(value, ..)| !value.contains("XXX"))?;
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let special = !value.ends_with(|c: char| c.is_ascii());
    let need = if odd && !(spaced && digits >= 4) || digits < 3 && !special { Need::Cue } else { Need::Nothing };
    let masked = Some(mask::keep(&value, 2, 2));
    Some(Reading { from: province, to, label: province, value, need, masked })
}

/// WJ浙1234X, the plate of the armed police.
fn armed_police(view: &View, first: usize, province: usize) -> Option<Reading> {
    let letters: String = (province.checked_sub(2)?..province).filter_map(|at| view.ascii(at)).collect();
    let value =
        view.run.text(first, first + usize::from(view.run.parts.get(first + 1).is_some_and(|p| p.gap == Gap::Joint)));
    let digits = value.bytes().take_while(u8::is_ascii_digit).count();
    let to = view.run.from(first) + value.len();
    if !letters.eq_ignore_ascii_case("wj") || value.len() != 5 || digits < 4 || !ends(view, to) {
        return None;
    }
    let from = province - 2;
    let plate = crate::text::string(&view.units[from..to]);
    let masked = Some(mask::keep(&plate, 3, 1));
    Some(Reading { from, to, label: from, value: plate, need: Need::Nothing, masked })
}

/// 224578使, the plate of an embassy since 2017, by a cue.
pub(super) fn embassy(view: &View, first: usize) -> Option<Reading> {
    let (from, to) = (view.run.from(first), view.run.to(first));
    let digits = view.run.text(first, first);
    let is_plate = view.part(first).digits && digits.len() == 6 && to - from == 6 && view.ascii(to) == Some('使');
    // 使 also begins 使用.
    let goes_on = matches!(view.ascii(to + 1), Some('用' | '得' | '其' | '者' | '馆'));
    if !is_plate || goes_on {
        return None;
    }
    view.alone(first, first, false)?;
    let value = format!("{digits}使");
    let masked = Some(mask::keep(&value, 2, 2));
    Some(Reading { from, to: to + 1, label: from, value, need: Need::Cue, masked })
}

/// The letter or digit at `at` in capitals, the place after it, and whether separators stand before it.
fn glyph(units: &[u16], at: usize) -> Option<(char, usize, bool)> {
    let fold = Fold::shared();
    let (mut at, mut separators) = (at, 0);
    while at < units.len() {
        let (step, width) = fold.at(units, at);
        match step {
            Folded::Skip => {}
            Folded::Separator if is_joiner(units[at]) && separators < 2 => separators += 1,
            Folded::Unit(unit) => {
                let value = u8::try_from(unit).ok().filter(u8::is_ascii_alphanumeric)?;
                return Some((char::from(value.to_ascii_uppercase()), at + width, separators > 0));
            }
            _ => return None,
        }
        at += width;
    }
    None
}

/// True if nothing clings to what ends at `at`: no letter, digit, asterisk, nor a hyphen with more behind it.
fn ends(view: &View, at: usize) -> bool {
    let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    match view.ascii(at) {
        Some('*' | '_' | '@') => false,
        Some('-' | '.' | '·') => !is_word(view.ascii(at + 1)),
        c => !is_word(c),
    }
}

fn is_blank(unit: u16) -> bool {
    matches!(unit, 0x20 | 0xA0 | 0x3000)
}

fn is_joiner(unit: u16) -> bool {
    is_blank(unit)
        || matches!(char::from_u32(u32::from(unit)), Some('·' | '•' | '.' | '-' | '・' | '‧' | '∙' | '－' | '—' | '．'))
}
