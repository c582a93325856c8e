//! Attachments by their numbers: 附件1, 附件2 at the beginning of blocks, as a list of files or before each paper. A
//! block that speaks of an attachment, or of several, may stand anywhere, and so may 附件2-1: what comes after it is not
//! judged.

use super::page::{self, Page, han_number, is_blank, to_han};

/// An attachment that a block begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Paper {
    arabic: bool,
    /// It may only be spoken of.
    doubtful: bool,
}

/// How far the attachments have counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Papers {
    /// The last number; 0 where the list did not begin with 1.
    last: u32,
    /// How many came, up to 9.
    run: u8,
}

/// Reads the number of the attachment whose `word` (附件) stands at `at`: what it is, its number, and where that ends.
pub(super) fn leading(page: &Page<'_>, at: usize, word: &[u16]) -> Option<(Paper, u32, usize)> {
    let from = page.skip_blanks(at + word.len());
    let arabic = page.digits(from) > 0;
    let (number, end) = if arabic {
        let end = from + page.digits(from);
        (page.number(from, end).unwrap_or(0), end)
    } else {
        han_number(page, from)?
    };
    let next = page.at(end + 1);
    let heads = match page.at(end) {
        '\0' | '：' | ':' => true,
        '.' | '．' | '、' => page::is_han(next) && !page.starts(end + 1, &[word.to_vec()]) || is_blank(next),
        c => is_blank(c),
    };
    let other = || {
        (end..page.len().saturating_sub(word.len())).any(|i| {
            let behind = page.skip_blanks(i + word.len());
            page.units[i..].starts_with(word) && (page.digits(behind) > 0 || page::is_han_digit(page.at(behind)))
        })
    };
    let doubtful = !heads || !(1..=99).contains(&number) || other();
    Some((Paper { arabic, doubtful }, number, end))
}

impl Paper {
    /// The number as it would read.
    pub(super) fn number(self, number: u32) -> String {
        if self.arabic { number.to_string() } else { to_han(number) }
    }
}

impl Papers {
    /// Counts the attachment; what is wrong with it, the name of how grave it is, and the number expected.
    pub(super) fn count(&mut self, paper: Paper, number: u32) -> Option<(&'static str, &'static str, u32)> {
        let Papers { last, run } = *self;
        *self = Papers { last: number, run: (run + 1).min(9) };
        if paper.doubtful || number != 1 && (last == 0 || !(last..=last + 3).contains(&number)) {
            *self = Papers::default();
            return None;
        }
        if number == 1 {
            // The papers themselves follow the list of them.
            *self = Papers { last: 1, run: 1 };
            return None;
        }
        match number - last {
            0 => Some(("repeated", "repeated-part-short", last + 1)),
            1 => None,
            _ if run > 1 => Some(("skipped", "skipped-part", last + 1)),
            _ => Some(("skipped", "skipped-part-short", last + 1)),
        }
    }
}
