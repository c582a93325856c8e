//! The document number of GB/T 9704: agency code, year of four digits in 〔 〕, serial number without 第 and without
//! leading zeros, 号.

use super::page::{Finding, Page, digit};
use crate::content::context;
use crate::pack::Rulebook;

const CODE: &str = "notation/document-number";

/// The words that decide.
pub(super) struct Words {
    /// Endings of agency codes (发, 函, 办 …), folded.
    agency: Vec<Vec<u16>>,
}

impl Words {
    pub(super) fn new(book: &Rulebook) -> Words {
        let rule = book.pack().notation.iter().find(|n| n.code == CODE);
        Words { agency: rule.map_or_else(Vec::new, |n| context::fold_words(&n.cues)) }
    }

    /// Judges the bracket at `open`, if it is that of a document number.
    pub(super) fn check(&self, page: &mut Page<'_>, open: usize) {
        if !is_open(page.at(open)) {
            return;
        }
        let year_end = open + 1 + page.digits(open + 1);
        if !matches!(year_end - open, 3 | 5) || !is_close(page.at(year_end)) {
            return;
        }
        let before = context::before(page.units, open);
        if !self.agency.iter().any(|ending| before.ends_with(ending)) {
            return;
        }
        let mut at = page.skip_blanks(year_end + 1);
        let ordinal = page.at(at) == '第';
        if ordinal {
            at = page.skip_blanks(at + 1);
        }
        let (from, to) = (at, at + page.digits(at));
        at = page.skip_blanks(to);
        if from == to || page.at(at) != '号' {
            return;
        }
        let plain = |from: usize, to: usize| -> String {
            page.units[from..to].iter().filter_map(|unit| digit(*unit)?.to_string().chars().next()).collect()
        };
        let (year, number) = (plain(open + 1, year_end), plain(from, to));
        let right = format!("〔{year}〕{}号", number.trim_start_matches('0'));
        let short = year.len() == 2;
        let variant = if short {
            "year"
        } else if page.text(open, at + 1) == right {
            return;
        } else if page.at(open) != '〔' || page.at(year_end) != '〕' {
            ""
        } else if ordinal {
            "ordinal"
        } else if number.starts_with('0') {
            "zero"
        } else {
            "blank"
        };
        let fixes = [right];
        page.report(Finding {
            code: CODE,
            variant,
            severity: None,
            from: open,
            to: at + 1,
            fixes: if short { &[] } else { &fixes },
            params: &[],
        });
    }
}

fn is_open(c: char) -> bool {
    matches!(c, '〔' | '[' | '［' | '(' | '（' | '【' | '﹝' | '〖' | '{' | '<' | '〈' | '《')
}

fn is_close(c: char) -> bool {
    matches!(c, '〕' | ']' | '］' | ')' | '）' | '】' | '﹞' | '〗' | '}' | '>' | '〉' | '》')
}
