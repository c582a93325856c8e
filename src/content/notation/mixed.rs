//! Numbers of two kinds: a letter typed for a digit (2O23年), and ranges that begin in Arabic digits and end in Chinese
//! ones, or the other way round (2到三天).

use super::numeral::{CODE, decimals};
use super::page::{self, Page, is_digit};

/// How many digits and letters a number with a letter in it has at most.
const LONGEST: usize = 8;

word_lists! {
    |book|
    /// Letters that people type for a zero.
    zeros: Vec<char> = page::chars(book, "notation-typed-zero"),
}

impl Words {
    /// Judges the run of Arabic digits of `at..end`, which belongs to no word of letters.
    pub(super) fn arabic(&self, page: &mut Page<'_>, at: usize, end: usize, units: &[Vec<u16>]) {
        self.letters(page, at, end, units);
        let decimal = decimals(page, end);
        let Some((last, to)) = joined(page, decimal).and_then(|second| page::han_number(page, second)) else { return };
        let first = page.number(at, end).filter(|first| *first < last);
        if first.is_some() && page.before(at) != '第' && page.starts(to, units) {
            let fix = format!("{}{last}", page.text(at, decimal + 1));
            page.give(CODE, "mixed-digits", "", (at, to), &[fix]);
        }
    }

    /// Judges the Chinese number at `at`.
    pub(super) fn han(&self, page: &mut Page<'_>, at: usize, units: &[Vec<u16>]) {
        // 一 ends many a word (统一至).
        let first = page::han_number(page, at).filter(|(first, _)| *first > 1);
        let Some((first, second)) = first.and_then(|(first, end)| Some((first, joined(page, end)?))) else { return };
        let to = second + page.digits(second);
        let last = page.number(second, to).filter(|last| *last > first);
        let within =
            page::is_year_digit(page.before(at)) || matches!(page.before(at), '第' | '十' | '百' | '千' | '周' | '期');
        if last.is_some() && !within && page.starts(decimals(page, to), units) {
            let fix = format!("{first}{}", page.text(second - 1, to));
            page.give(CODE, "mixed-digits", "", (at, to), &[fix]);
        }
    }

    /// 2O23年, 5O元: O in a number that something is counted or dated by.
    fn letters(&self, page: &mut Page<'_>, at: usize, end: usize, units: &[Vec<u16>]) {
        let is_zero = |c: char| self.zeros.contains(&c) && c.is_alphabetic() && !page::is_han(c);
        if !is_zero(page.at(end)) {
            return;
        }
        let is_part = |i: usize| page.units.get(i).is_some_and(|unit| is_digit(*unit)) || is_zero(page.at(i));
        let to = (end..at + LONGEST).find(|i| !is_part(*i)).unwrap_or(at + LONGEST);
        let counts =
            matches!(page.at(to), '年' | '月' | '日' | '号' | '万' | '亿' | '%' | '〕') || page.starts(to, units);
        if counts {
            let fix = page.text(at, to).replace(is_zero, "0");
            page.give(CODE, "letter", "", (at, to), &[fix]);
        }
    }
}

/// The place behind the word that joins a range.
fn joined(page: &Page<'_>, at: usize) -> Option<usize> {
    matches!(page.at(at), '到' | '至').then_some(at + 1)
}
