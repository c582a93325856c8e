//! The parts of a law or set of rules: 第一章 and 第一条 count up by one through the whole of it, whatever is between
//! them; 节 and 编 begin anew. Only what heads a block counts (第三条　…), not what refers to an article.

use super::page::{self, Page, is_blank, to_han};

word_lists! {
    |book|
    /// What is counted through (条, 章).
    counted: Vec<char> = page::chars(book, "notation-counted-part"),
    /// What else begins anew (节, 编).
    others: Vec<char> = page::chars(book, "notation-other-part"),
}

/// What heads a block: of which kind (0 for what is not counted, else the place of its word), and its number.
pub(super) struct Head {
    pub(super) kind: Part,
    pub(super) number: u32,
    /// The place behind it.
    pub(super) to: usize,
}

/// A kind of part: the character that names it, and whether the number is written in Arabic digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part {
    name: char,
    arabic: bool,
    /// It is counted, as the how many-eth of its kinds.
    list: Option<u8>,
    /// It may refer to a part (第三条规定): it counts where it goes on counting, and is never judged.
    doubtful: bool,
}

/// Kinds that are counted at most.
const LISTS: usize = 4;

/// How far each has counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Articles([Count; LISTS]);

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Count {
    /// The last number; 0 where the list did not begin with 1.
    last: u32,
    /// How many came, up to 9.
    run: u8,
}

impl Words {
    /// Reads the number of the part that the block begins with at `at`; 0 where it is only named.
    pub(super) fn leading(&self, page: &mut Page<'_>, at: usize) -> Option<Head> {
        if page.at(at) != '第' {
            return None;
        }
        let from = page.skip_blanks(at + 1);
        let arabic = page.digits(from) > 0;
        let (number, end) = if arabic {
            let end = from + page.digits(from);
            (page.number(from, end)?, end)
        } else {
            page::long_number(page, from)?
        };
        let end = page.skip_blanks(end);
        let name = page.at(end);
        let list = self.counted.iter().position(|c| *c == name).filter(|list| *list < LISTS);
        if list.is_none() && !self.others.contains(&name) {
            return None;
        }
        let next = page.at(end + 1);
        let heads = next == '\0' || is_blank(next) || matches!(next, '【' | '（' | '(' | '：' | ':');
        let slip = (next == '、' || next == '：' && name != '条')
            && !matches!(page.at(end + 2), '第' | '\0')
            && !page::is_han_digit(page.at(end + 2));
        let kind = Part { name, arabic, list: list.map(|list| list as u8), doubtful: !heads && !slip };
        if slip && list.is_some() {
            let fix = format!("{}\u{3000}", page.text(at, end + 1));
            page.give(super::numbering::CODE, "mark", "mark-part", (at, end + 2), &[fix]);
        }
        Some(Head { kind, number, to: end + 1 })
    }
}

impl Part {
    /// The part of that number as it would read.
    pub(super) fn with(self, number: u32) -> String {
        let number = if self.arabic { number.to_string() } else { to_han(number) };
        format!("第{number}{}", self.name)
    }
}

impl Articles {
    /// Counts the part; what is wrong with it, the name of how grave it is, and the number expected.
    pub(super) fn count(&mut self, part: Part, number: u32) -> Option<(&'static str, &'static str, u32)> {
        let count = &mut self.0[usize::from(part.list?)];
        let Count { last, run } = *count;
        if part.doubtful && number != last + 1 {
            return None;
        }
        *count = Count { last: number, run: (run + 1).min(9) };
        if number == 1 {
            *count = Count { last: 1, run: 1 };
            return None;
        }
        if last == 0 || !(last..=last + 3).contains(&number) {
            *count = Count::default();
            return None;
        }
        let long = run >= 2;
        if number == last {
            return Some(("repeated", if long { "repeated-part" } else { "repeated-part-short" }, last + 1));
        }
        (number > last + 1).then_some(("skipped", if long { "skipped-part" } else { "skipped-part-short" }, last + 1))
    }
}
