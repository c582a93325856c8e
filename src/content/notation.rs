//! How official things are written. So far the document number of GB/T 9704: agency code, year of four digits in
//! 〔 〕, serial number without 第 and without leading zeros, 号.

use super::{context, span};
use crate::diagnostic::Diagnostic;
use crate::pack::Rulebook;

const DOCUMENT_NUMBER: &str = "notation/document-number";

/// The notation rules of a rule book.
pub struct Notation {
    /// Endings of agency codes (发, 函, 办 …), folded.
    agency: Vec<Vec<u16>>,
}

impl Notation {
    /// Compiles the rules.
    pub fn new(book: &Rulebook) -> Notation {
        let rule = book.pack().notation.iter().find(|n| n.code == DOCUMENT_NUMBER);
        Notation { agency: rule.map_or_else(Vec::new, |n| context::fold_words(&n.cues)) }
    }

    /// What a block writes otherwise.
    pub fn check(&self, book: &Rulebook, units: &[u16]) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        if !book.is_on(DOCUMENT_NUMBER) {
            return found;
        }
        for at in 0..units.len() {
            if is_open(units[at]) {
                found.extend(self.document_number(book, units, at));
            }
        }
        found
    }

    /// Judges the bracket at `open`, if it is that of a document number.
    fn document_number(&self, book: &Rulebook, units: &[u16], open: usize) -> Option<Diagnostic> {
        let year_len = digits(units, open + 1);
        let close = open + 1 + year_len;
        if !matches!(year_len, 2 | 4) || !units.get(close).is_some_and(|u| is_close(*u)) {
            return None;
        }
        let before = context::before(units, open);
        if !self.agency.iter().any(|ending| before.ends_with(ending)) {
            return None;
        }
        let mut at = close + 1;
        let skip_blanks = |mut at: usize| {
            while matches!(units.get(at), Some(0x20 | 0x3000 | 0xA0)) {
                at += 1;
            }
            at
        };
        at = skip_blanks(at);
        let ordinal = units.get(at) == Some(&0x7B2C); // 第
        if ordinal {
            at = skip_blanks(at + 1);
        }
        let serial_len = digits(units, at);
        let serial = at..at + serial_len;
        at = skip_blanks(serial.end);
        if serial_len == 0 || units.get(at) != Some(&0x53F7) {
            return None; // 号
        }
        let year: String = units[open + 1..close].iter().map(|u| ascii_digit(*u)).collect();
        let number: String = units[serial].iter().map(|u| ascii_digit(*u)).collect();
        let right = format!("〔{year}〕{}号", number.trim_start_matches('0'));
        let written = crate::text::string(&units[open..=at]);
        let problem = if year_len == 2 {
            "year"
        } else if written == right {
            return None;
        } else if !matches!(units[open], 0x3014) || !matches!(units[close], 0x3015) {
            ""
        } else if ordinal {
            "ordinal"
        } else if number.starts_with('0') {
            "zero"
        } else {
            "blank"
        };
        let found = book.find(DOCUMENT_NUMBER, span(units, open, at + 1))?;
        let params = [("found", written.as_str()), ("fix", right.as_str())];
        Some(if year_len == 2 { found.say(problem, &params) } else { found.fix(right.clone()).say(problem, &params) })
    }
}

/// Number of digits from `at` on, in half or full width, at most 8.
fn digits(units: &[u16], at: usize) -> usize {
    let tail = units.get(at..).unwrap_or(&[]);
    tail.iter().take(8).take_while(|u| matches!(u, 0x30..=0x39 | 0xFF10..=0xFF19)).count()
}

fn ascii_digit(unit: u16) -> char {
    let value = if unit >= 0xFF10 { unit - 0xFF10 } else { unit - 0x30 };
    char::from(b'0' + value as u8)
}

fn is_open(unit: u16) -> bool {
    matches!(
        char::from_u32(u32::from(unit)),
        Some('〔' | '[' | '［' | '(' | '（' | '【' | '﹝' | '〖' | '{' | '<' | '〈' | '《')
    )
}

fn is_close(unit: u16) -> bool {
    matches!(
        char::from_u32(u32::from(unit)),
        Some('〕' | ']' | '］' | ')' | '）' | '】' | '﹞' | '〗' | '}' | '>' | '〉' | '》')
    )
}
