//! A full stop behind a heading that fills its block (一、总体要求。): GB/T 15834 sets none. Items of a list look the same, so
//! what counts is that text without a number follows, and for all but the first that none stands directly before.

use super::numbering::Mark;
use super::page::{self, Page, is_han, say};
use crate::content::span;
use crate::diagnostic::{Diagnostic, Target};
use crate::pack::Rulebook;

word_lists! {
    /// What a sentence begins with, and no heading (同意, 请).
    no_heading = "notation-no-heading",
    /// What headings end with, for the first: whether text follows it is not to be seen.
    heading_ends = "notation-heading-end",
}

/// The stop behind what may be a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stop {
    from: u32,
    to: u32,
    first: bool,
}

impl Words {
    /// The stop at the end of the block, if what is between its number and the stop may be a heading.
    pub(super) fn stop(&self, page: &Page<'_>, marks: &[Mark]) -> Option<Stop> {
        let mark = marks.first().filter(|mark| mark.heads())?;
        let (from, end) = (page.skip_blanks(mark.end()), page.len().checked_sub(1)?);
        let is_part = |i: usize| is_han(page.at(i)) || matches!(page.at(i), '、' | '“' | '”');
        if page.at(end) != '。' || !(from + 2..=from + 20).contains(&end) || !(from..end).all(is_part) {
            return None;
        }
        let first = mark.is_first();
        if (from..end).any(|i| page.starts(i, &self.no_heading)) || first && !page.ends(end, &self.heading_ends) {
            return None;
        }
        match span(page.units, end, end + 1) {
            Target::Text { from, to, .. } => Some(Stop { from, to, first }),
            _ => None,
        }
    }
}

/// Reports the stop of a block between these numbers of its neighbours.
pub(super) fn judge(book: &Rulebook, before: Option<&Mark>, own: &Stop, after: Option<&Mark>) -> Option<Diagnostic> {
    let leads = |mark: Option<&Mark>| mark.is_some_and(Mark::leads);
    if leads(after) || !own.first && leads(before) {
        return None;
    }
    let finding = page::Finding {
        code: "notation/punctuation",
        variant: "title-end",
        grade: "",
        from: 0,
        to: 0,
        fixes: &[],
        params: &[],
    };
    let target = Target::Text { block: 0, from: own.from, to: own.to, start: None, end: None };
    say(book, &finding, target, &[String::new()], "。")
}
