//! Numbers that identify a person: mobile telephones and identity cards. A number counts only if it is well formed
//! (prefix, date, check digit), stands alone (no letter or digit touches it) and is not called something else by
//! the words before it or the unit behind it. Full-width, circled, spaced and hyphenated digits are read as digits;
//! masked numbers (138****0000) are none. The fix masks.

use super::{context, span};
use crate::diagnostic::Diagnostic;
use crate::identifier;
use crate::pack::Rulebook;
use crate::text::fold::{Fold, Folded};

const MOBILE: &str = "personal/mobile";
const ID_CARD: &str = "personal/id-card";

/// The personal-data rules of a rule book.
pub struct Personal {
    mobile: Words,
    id_card: Words,
}

/// The words that make a number something else.
#[derive(Default)]
struct Words {
    before: Vec<Vec<u16>>,
    after: Vec<Vec<u16>>,
}

/// A digit, or an X that may end an identity number, with its place.
#[derive(Clone, Copy)]
struct Digit {
    value: u8,
    from: usize,
    to: usize,
}

impl Personal {
    /// Compiles the rules.
    pub fn new(book: &Rulebook) -> Personal {
        let words = |code: &str| {
            let rule = book.pack().notation.iter().find(|n| n.code == code);
            rule.map_or_else(Words::default, |n| Words {
                before: context::fold_words(&n.unless),
                after: context::fold_words(&n.unless_after),
            })
        };
        Personal { mobile: words(MOBILE), id_card: words(ID_CARD) }
    }

    /// The personal numbers of a block.
    pub fn check(&self, book: &Rulebook, units: &[u16]) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        if !book.is_on(MOBILE) && !book.is_on(ID_CARD) {
            return found;
        }
        for run in Runs::new(units) {
            self.check_run(book, units, &run, &mut found);
        }
        found
    }

    fn check_run(&self, book: &Rulebook, units: &[u16], run: &[Vec<Digit>], out: &mut Vec<Diagnostic>) {
        let mut group = 0;
        while group < run.len() {
            let found = (group..run.len().min(group + 18))
                .rev()
                .find_map(|last| self.judge(units, &run[group..=last]).map(|code| (code, last)));
            let Some((code, last)) = found else {
                group += 1;
                continue;
            };
            let groups = &run[group..=last];
            let digits: Vec<Digit> = groups.concat();
            let (from, to) = (digits[0].from, digits[digits.len() - 1].to);
            let text: String = digits.iter().map(|d| char::from(d.value)).collect();
            let masked = match code {
                MOBILE => format!("{}****{}", &text[..3], &text[text.len() - 4..]),
                _ => format!("{}********{}", &text[..6], &text[text.len() - 4..]),
            };
            out.extend(
                book.find(code, span(units, from, to)).map(|f| f.fix(masked.clone()).say("", &[("fix", &masked)])),
            );
            group = last + 1;
        }
    }

    fn judge(&self, units: &[u16], groups: &[Vec<Digit>]) -> Option<&'static str> {
        let count: usize = groups.iter().map(Vec::len).sum();
        if !matches!(count, 11 | 18) {
            return None;
        }
        let digits: Vec<Digit> = groups.concat();
        let text: String = digits.iter().map(|d| char::from(d.value)).collect();
        let (code, words) = match count {
            11 if identifier::is_mobile(&text) && is_mobile_shape(groups) => (MOBILE, &self.mobile),
            18 if identifier::is_id_card(&text) => (ID_CARD, &self.id_card),
            _ => return None,
        };
        let (from, to) = (digits[0].from, digits[count - 1].to);
        if touches_letter(units, from, to) {
            return None;
        }
        let before = context::before(units, from);
        let before: &[u16] = trim_label(&before);
        if words.before.iter().any(|word| before.ends_with(word)) {
            return None;
        }
        let after = context::after(units, to);
        if words.after.iter().any(|word| after.starts_with(word)) {
            return None;
        }
        Some(code)
    }
}

/// How people group the eleven digits: whole, 3-4-4, 3-8, 7-4, or one by one.
fn is_mobile_shape(groups: &[Vec<Digit>]) -> bool {
    let sizes: Vec<usize> = groups.iter().map(Vec::len).collect();
    matches!(sizes[..], [11] | [3, 4, 4] | [3, 8] | [7, 4]) || sizes.iter().all(|n| *n == 1)
}

/// Takes off what stands between a label and its number: `：`, `:`, `为`, `是`, brackets, `+86`.
fn trim_label(before: &[u16]) -> &[u16] {
    let mut end = before.len();
    while end > 0 {
        let keep = match char::from_u32(u32::from(before[end - 1])) {
            Some(':' | '：' | '为' | '是' | '(' | '（' | '号' | '"' | '“' | '+') => false,
            Some('6') if end >= 2 && before[end - 2] == u16::from(b'8') => {
                end -= 1;
                false
            }
            _ => true,
        };
        if keep {
            break;
        }
        end -= 1;
    }
    &before[..end]
}

fn touches_letter(units: &[u16], from: usize, to: usize) -> bool {
    let letter = |unit: u16| {
        char::from_u32(u32::from(Fold::shared().literal(unit)))
            .is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '*' | '.' | '_' | '/' | '@'))
    };
    let after = units.get(to).is_some_and(|u| letter(*u) && *u != u16::from(b'.'));
    (from > 0 && letter(units[from - 1])) || after
}

/// Runs of digit groups: groups are joined by one or two blanks or hyphens, a run ends at anything else.
struct Runs<'t> {
    units: &'t [u16],
    at: usize,
}

impl<'t> Runs<'t> {
    fn new(units: &'t [u16]) -> Runs<'t> {
        Runs { units, at: 0 }
    }

    fn digit(&self, at: usize) -> Option<(Digit, usize)> {
        let (step, width) = Fold::shared().at(self.units, at);
        let value = match step {
            Folded::Unit(unit @ 0x30..=0x39) => unit as u8,
            Folded::Unit(0x78) => b'X',
            _ => return None,
        };
        Some((Digit { value, from: at, to: at + width }, width))
    }
}

impl Iterator for Runs<'_> {
    type Item = Vec<Vec<Digit>>;

    fn next(&mut self) -> Option<Vec<Vec<Digit>>> {
        let fold = Fold::shared();
        while self.at < self.units.len() {
            match self.digit(self.at) {
                Some((Digit { value, .. }, _)) if value != b'X' => break,
                _ => self.at += 1,
            }
        }
        if self.at >= self.units.len() {
            return None;
        }
        let mut groups: Vec<Vec<Digit>> = vec![Vec::new()];
        let mut at = self.at;
        let mut gap = 0;
        while at < self.units.len() {
            if let Some((digit, width)) = self.digit(at) {
                if gap > 0 {
                    groups.push(Vec::new());
                    gap = 0;
                }
                let group = groups.last_mut().expect("never empty");
                let ends = digit.value == b'X';
                group.push(digit);
                at += width;
                self.at = at;
                if ends {
                    break;
                }
                continue;
            }
            let (step, width) = fold.at(self.units, at);
            let joins = matches!(self.units[at], 0x20 | 0x2D | 0xA0 | 0x3000 | 0xFF0D | 0x2010 | 0x2011 | 0x2013);
            match step {
                Folded::Skip => at += width,
                Folded::Separator if joins && gap < 2 => {
                    gap += 1;
                    at += width;
                }
                _ => break,
            }
        }
        Some(groups)
    }
}
