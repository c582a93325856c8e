//! A block as the rules of notation read it: characters by place, runs of digits, Chinese numbers, and the list of
//! what was found.

use crate::content::span;
use crate::diagnostic::{Diagnostic, Target};
use crate::pack::Rulebook;

/// A block being read.
pub(super) struct Page<'p> {
    pub(super) book: &'p Rulebook,
    pub(super) units: &'p [u16],
    pub(super) found: Vec<Diagnostic>,
}

/// One thing found: which sentence, how grave, where, and what would be right (the best first).
pub(super) struct Finding<'f> {
    pub(super) code: &'static str,
    /// Which of the code's sentences; empty for the plain one.
    pub(super) variant: &'static str,
    /// Under which name the rule says how grave it is; empty where it is that of the variant.
    pub(super) grade: &'static str,
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) fixes: &'f [String],
    /// Further parameters of the sentence, beside `found` and `fix`.
    pub(super) params: &'f [(&'f str, &'f str)],
}

impl<'p> Page<'p> {
    pub(super) fn new(book: &'p Rulebook, units: &'p [u16]) -> Page<'p> {
        Page { book, units, found: Vec::new() }
    }

    pub(super) fn len(&self) -> usize {
        self.units.len()
    }

    /// The character at a place; NUL outside, U+FFFD for half of a surrogate pair.
    pub(super) fn at(&self, at: usize) -> char {
        self.units.get(at).map_or('\0', |unit| char_of(*unit))
    }

    /// The character before a place.
    pub(super) fn before(&self, at: usize) -> char {
        at.checked_sub(1).map_or('\0', |at| self.at(at))
    }

    /// Number of digits from `at` on, in half or full width, at most 20.
    pub(super) fn digits(&self, at: usize) -> usize {
        let tail = self.units.get(at..).unwrap_or(&[]);
        tail.iter().take(20).take_while(|unit| is_digit(**unit)).count()
    }

    /// The number that the digits of `from..to` write, if it has at most nine.
    pub(super) fn number(&self, from: usize, to: usize) -> Option<u32> {
        if to <= from || to - from > 9 {
            return None;
        }
        self.units.get(from..to)?.iter().try_fold(0, |n, unit| digit(*unit).map(|d| n * 10 + d))
    }

    /// Number of Chinese digits (〇 to 九) from `at` on, at most 8.
    pub(super) fn han_digits(&self, at: usize) -> usize {
        (at..self.len().min(at + 8)).take_while(|i| is_year_digit(self.at(*i))).count()
    }

    /// The place after up to four blanks from `at` on.
    pub(super) fn skip_blanks(&self, at: usize) -> usize {
        (at..at + 4).find(|i| !is_blank(self.at(*i))).unwrap_or(at + 4)
    }

    pub(super) fn text(&self, from: usize, to: usize) -> String {
        crate::text::string(&self.units[from..to])
    }

    /// True if one of the words stands at `at`.
    pub(super) fn starts(&self, at: usize, words: &[Vec<u16>]) -> bool {
        let tail = self.units.get(at..).unwrap_or(&[]);
        words.iter().any(|word| word.first() == tail.first() && tail.starts_with(word))
    }

    /// True if one of the words ends at `at`.
    pub(super) fn ends(&self, at: usize, words: &[Vec<u16>]) -> bool {
        let head = self.units.get(..at).unwrap_or(&[]);
        // Mostly the last unit tells.
        words.iter().any(|word| word.last() == head.last() && head.ends_with(word))
    }

    /// The place after the blanks that the block begins with.
    pub(super) fn beginning(&self) -> usize {
        self.units.iter().position(|unit| !is_blank(char_of(*unit))).unwrap_or(self.len())
    }

    /// Reports a finding that needs no parameters beside what was found and what is right.
    pub(super) fn give(
        &mut self,
        code: &'static str,
        variant: &'static str,
        grade: &'static str,
        at: (usize, usize),
        fixes: &[String],
    ) {
        self.report(Finding { code, variant, grade, from: at.0, to: at.1, fixes, params: &[] });
    }

    pub(super) fn report(&mut self, finding: Finding<'_>) {
        let Finding { from, to, .. } = finding;
        let found = self.text(from, to);
        let mut target = span(self.units, from, to);
        let mut fixes = finding.fixes;
        // A fix replaces what was read, not what hangs on it.
        if !matches!(target, Target::Text { from: f, to: t, .. } if (f as usize, t as usize) == (from, to)) {
            fixes = &[];
        }
        if from == to {
            target = span(self.units, from.saturating_sub(1), to);
        }
        self.found.extend(say(self.book, &finding, target, fixes, &found));
    }
}

/// The diagnostic that a finding means.
pub(super) fn say(
    book: &Rulebook,
    finding: &Finding<'_>,
    target: Target,
    fixes: &[String],
    found: &str,
) -> Option<Diagnostic> {
    let mut params = vec![("found", found), ("fix", fixes.first().map_or("", String::as_str))];
    params.extend_from_slice(finding.params);
    let grade = if finding.grade.is_empty() { finding.variant } else { finding.grade };
    let start = book.find(finding.code, target)?.severity(book.grade(finding.code, grade));
    Some(fixes.iter().fold(start, |f, fix| f.fix(fix.clone())).say(finding.variant, &params))
}

/// The cues of the rule of a code.
pub(super) fn cues<'b>(book: &'b Rulebook, code: &str) -> &'b [String] {
    book.pack().notation.iter().find(|rule| rule.code == code).map_or(&[], |rule| &rule.cues)
}

/// The first characters of the words of a set of the pack.
pub(super) fn chars(book: &Rulebook, name: &str) -> Vec<char> {
    book.pack().set(name).iter().filter_map(|word| word.chars().next()).collect()
}

/// The words of a set of the pack, as code units.
pub(super) fn set(book: &Rulebook, name: &str) -> Vec<Vec<u16>> {
    book.pack().set(name).iter().map(|word| crate::text::units(word)).collect()
}

pub(super) fn char_of(unit: u16) -> char {
    char::from_u32(u32::from(unit)).unwrap_or('\u{FFFD}')
}

pub(super) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{A0}' | '\u{3000}' | '\t')
}

pub(super) fn is_han(c: char) -> bool {
    u16::try_from(c as u32).is_ok_and(crate::text::is_han)
}

pub(super) fn is_digit(unit: u16) -> bool {
    digit(unit).is_some()
}

/// The value of a digit in half or full width.
pub(super) fn digit(unit: u16) -> Option<u32> {
    match unit {
        0x30..=0x39 => Some(u32::from(unit) - 0x30),
        0xFF10..=0xFF19 => Some(u32::from(unit) - 0xFF10),
        _ => None,
    }
}

/// The value of 一 to 九.
pub(super) fn han_value(c: char) -> Option<u32> {
    let value = match c {
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    };
    Some(value)
}

/// A digit of a year written in Chinese: 〇 (零, ○) and 一 to 九.
pub(super) fn is_year_digit(c: char) -> bool {
    matches!(c, '〇' | '零' | '○' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九')
}

/// A character of a number written in Chinese with which a rule may begin.
pub(super) fn is_han_digit(c: char) -> bool {
    is_year_digit(c) || c == '十'
}

/// The Chinese number, 1 to 99, at `at`, and the place after it.
pub(super) fn han_number(page: &Page<'_>, at: usize) -> Option<(u32, usize)> {
    let ones = |at: usize| han_value(page.at(at));
    let read = match (ones(at), page.at(at), page.at(at + 1)) {
        (Some(tens), _, '十') => match ones(at + 2) {
            Some(one) => (tens * 10 + one, at + 3),
            None => (tens * 10, at + 2),
        },
        (Some(one), ..) => (one, at + 1),
        (None, '十', _) => match ones(at + 1) {
            Some(one) => (10 + one, at + 2),
            None => (10, at + 1),
        },
        _ => return None,
    };
    Some(read)
}

/// The Chinese number, 1 to 9,999, at `at`, and the place after it.
pub(super) fn long_number(page: &Page<'_>, at: usize) -> Option<(u32, usize)> {
    let (mut value, mut digit, mut end) = (0, 0, at);
    while end < at + 9 {
        match page.at(end) {
            '零' | '〇' => {}
            c @ ('十' | '百' | '千') => {
                let unit = match c {
                    '十' => 10,
                    '百' => 100,
                    _ => 1000,
                };
                value += if digit == 0 { 1 } else { digit } * unit;
                digit = 0;
            }
            c => match han_value(c) {
                Some(next) => digit = next,
                None => break,
            },
        }
        end += 1;
    }
    (value + digit > 0).then_some((value + digit, end))
}

/// A number up to 9,999 in Chinese.
pub(super) fn to_han(number: u32) -> String {
    for (unit, name) in [(1000, "千"), (100, "百")] {
        let (count, rest) = (number / unit, number % unit);
        if count > 0 {
            let zero = if rest > 0 && rest < unit / 10 { "零" } else { "" };
            // 一百一十, where ten alone is 十.
            let one = if (10..20).contains(&rest) { "一" } else { "" };
            let rest = if rest > 0 { to_han(rest) } else { String::new() };
            return format!("{}{name}{zero}{one}{rest}", to_han(count));
        }
    }
    let digit = |n: u32| "零一二三四五六七八九".chars().nth(n as usize).unwrap_or('零').to_string();
    match (number / 10, number % 10) {
        (0, ones) => digit(ones),
        (1, 0) => "十".into(),
        (1, ones) => format!("十{}", digit(ones)),
        (tens, 0) => format!("{}十", digit(tens)),
        (tens, ones) => format!("{}十{}", digit(tens), digit(ones)),
    }
}
