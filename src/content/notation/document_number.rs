//! The document number of GB/T 9704: agency code, year of four digits in 〔 〕, serial number in Arabic digits without 第, No. and
//! leading zeros, 号. A year outside the brackets (发2021〔30〕号) has changed places with the number.

use super::page::{self, Page};
use crate::content::context;
use crate::diagnostic::Target;

const CODE: &str = "notation/document-number";

word_lists! {
    /// What numbers of other things end in before the year (字第).
    no_agency = "notation-no-agency",
    /// What has a number of its own, behind it (3号楼).
    no_number = "notation-no-number-after",
    /// What such a number is the number of (文件, 通知).
    papers = "notation-numbered-paper",
    /// Papers whose numbers do begin with 第 (公告, 令).
    orders = "notation-numbered-order",
    /// What is wrongly put before it (No., -).
    labels = "notation-number-label",
    |book|
    /// Endings of agency codes (发, 函, 办 …), folded.
    agency: Vec<Vec<u16>> = context::fold_words(page::cues(book, CODE)),
}

impl Words {
    /// Judges the bracket at `open`, if it is that of a document number.
    pub(super) fn check(&self, page: &mut Page<'_>, open: usize) {
        if !is_open(page.at(open)) {
            return;
        }
        let year_at = page.skip_blanks(open + 1);
        let digits = page.digits(year_at);
        if self.is_turned(page, open, digits) {
            let close = open + 1 + digits;
            let fix = format!("〔{}〕{}号", page.text(open - 4, open), page.text(open + 1, close));
            page.give(CODE, "", "", (open - 4, close + 2), &[fix]);
            return;
        }
        let year_end = year_at + if digits == 0 { page.han_digits(year_at) } else { digits };
        // 〔2021年〕 says 年 where none belongs.
        let close = page.skip_blanks(year_end + usize::from(page.at(year_end) == '年'));
        if !matches!(year_end - year_at, 2 | 4) || !is_close(page.at(close)) {
            return;
        }
        // In square brackets behind a name stands only the year of a document number.
        let before = context::before(page.units, open);
        let square = is_square(page.at(open));
        let round = matches!(page.at(open), '(' | '（') && year_end - year_at == 4;
        let named = (square || round) && page::is_han(page.before(open)) && !page.ends(open, &self.no_agency);
        // No other number has brackets of that kind.
        let proper = page.at(open) == '〔' && year_end - year_at == 4 && page::is_han(page.before(open));
        if !named && !proper && !self.agency.iter().any(|ending| before.ends_with(ending)) {
            return;
        }
        let mut at = page.skip_blanks(close + 1);
        let ordinal = page.at(at) == '第';
        if ordinal {
            at = page.skip_blanks(at + 1);
        }
        let label = self.labels.iter().find(|label| page.starts(at, std::slice::from_ref(label)));
        let serial = at;
        at = page.skip_blanks(at + label.map_or(0, Vec::len));
        let spelt = page::long_number(page, at).filter(|_| page.digits(at) == 0);
        if let Some((number, end)) = spelt.filter(|(_, end)| page.at(*end) == '号' && !named) {
            page.give(CODE, "serial", "", (serial, end), &[number.to_string()]);
            return;
        }
        let (from, to) = (at, at + page.digits(at));
        at = page.skip_blanks(to);
        if label.is_some() {
            let end = usize::from(page.at(at) == '号');
            if from < to && !named && (end == 1 || page.starts(at, &self.papers)) {
                page.give(CODE, "serial", "", (serial, at + end), &[format!("{}号", page.text(from, to))]);
            }
            return;
        }
        let digits_only = digits == 4 && page.at(open) == '〔' && page.at(close) == '〕';
        if from < to && digits_only && self.lacks_end(page, at) {
            let fix = format!("{}号", page.text(open, to));
            page.give(CODE, "end", "", (open, to), &[fix]);
            return;
        }
        if from == to || page.at(at) != '号' || named && page.starts(at + 1, &self.no_number) {
            return;
        }
        let value = |at: usize| match page.at(at) {
            '〇' | '零' | '○' => Some(0),
            c => page::han_value(c).or_else(|| page::digit(page.units[at])),
        };
        let plain = |from: usize, to: usize| -> String {
            (from..to).filter_map(|at| char::from_digit(value(at)?, 10)).collect()
        };
        let (year, number) = (plain(year_at, year_end), plain(from, to));
        let short = year.len() == 2;
        let century = match (short, year.starts_with(['0', '1', '2', '3', '4'])) {
            (false, _) => "",
            (_, true) => "20",
            _ => "19",
        };
        let right = format!("〔{century}{year}〕{}号", number.trim_start_matches('0'));
        let variant = if short {
            "year"
        } else if page.text(open, at + 1) == right {
            return;
        } else if page.at(open) != '〔' || page.at(close) != '〕' || digits == 0 || page.at(year_end) == '年' {
            ""
        } else if ordinal && page.ends(open, &self.orders) {
            return;
        } else if ordinal {
            "ordinal"
        } else if number.starts_with('0') {
            "zero"
        } else {
            "blank"
        };
        let fixes = [right];
        page.give(CODE, variant, "", (open, at + 1), &fixes);
    }
}

impl Words {
    /// 浙政发2021〔30〕号: true if the bracket at `open`, with so many digits in it, holds the number and not the year.
    fn is_turned(&self, page: &Page<'_>, open: usize, digits: usize) -> bool {
        let year = open >= 4 && page.number(open - 4, open).is_some_and(|year| (1949..2100).contains(&year));
        year && (1..4).contains(&digits)
            && page.digits(open - 4) == 4
            && is_close(page.at(open + 1 + digits))
            && page.at(open + 2 + digits) == '号'
            && self.agency.iter().any(|ending| context::before(page.units, open - 4).ends_with(ending))
    }

    /// 浙政发〔2021〕30文件: true if the number that ends at `at` lacks its 号, and nothing is counted on.
    fn lacks_end(&self, page: &Page<'_>, at: usize) -> bool {
        matches!(page.at(at), '\0' | '，' | '。' | '；' | '）' | '》') || page.starts(at, &self.papers)
    }
}

/// True if the last finding is a document number that holds the place.
pub(super) fn covers(page: &Page<'_>, at: usize) -> bool {
    page.found.last().is_some_and(|d| {
        d.code == CODE
            && matches!(d.target, Target::Text { from, to, .. } if (from as usize..to as usize).contains(&at))
    })
}

fn is_open(c: char) -> bool {
    matches!(c, '〔' | '[' | '［' | '(' | '（' | '【' | '﹝' | '〖' | '{' | '<' | '〈' | '《' | '『' | '「')
}

fn is_close(c: char) -> bool {
    matches!(c, '〕' | ']' | '］' | ')' | '）' | '】' | '﹞' | '〗' | '}' | '>' | '〉' | '》' | '』' | '」')
}

fn is_square(c: char) -> bool {
    matches!(c, '[' | '［' | '【' | '﹝' | '〖' | '『' | '「' | '<' | '〈' | '{')
}
