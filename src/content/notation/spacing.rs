//! Blanks between Chinese and Latin letters or digits: official documents set none. Said once a block, as information,
//! where the block has it both ways, where a date is set with blanks, or where a blank stands at a Chinese mark.

use super::page::{Page, is_han};

const CODE: &str = "notation/spacing";

/// The blanks of a block.
#[derive(Default)]
pub(super) struct Spacing {
    /// Chinese and Latin touch somewhere.
    tight: bool,
    /// The first blank between the two.
    spaced: Option<usize>,
    /// That blank stands in a date.
    date: bool,
    /// The first blank beside a Chinese mark.
    mark: Option<usize>,
}

impl Spacing {
    /// Sees the letter or digit at `at`.
    pub(super) fn letter(&mut self, page: &Page<'_>, at: usize) {
        self.tight |= is_han(page.before(at)) || is_han(page.at(at + 1));
    }

    /// Sees the blank at `at`.
    pub(super) fn blank(&mut self, page: &Page<'_>, at: usize) {
        let (before, after) = (page.before(at), page.at(at + 1));
        if page.at(at) == '\u{3000}' {
            return;
        }
        let latin = |c: char| c.is_ascii_alphanumeric();
        if self.spaced.is_none() && (is_han(before) && latin(after) || latin(before) && is_han(after)) {
            self.spaced = Some(at);
            self.date = before.is_ascii_digit() && matches!(after, '年' | '月' | '日');
        }
        let pause = |c: char| matches!(c, '，' | '。' | '；' | '：' | '、' | '？' | '！');
        if self.mark.is_none()
            && (is_han(before) && (pause(after) || matches!(after, '）' | '》' | '”'))
                || is_han(after) && matches!(before, '（' | '《' | '“')
                || is_han(after) && matches!(before, '，' | '；' | '、'))
        {
            self.mark = Some(at);
        }
    }

    /// Reports the first blank that should go.
    pub(super) fn end(self, page: &mut Page<'_>) {
        let spaced = self.spaced.filter(|_| self.tight || self.date);
        let Some(at) = [spaced, self.mark].into_iter().flatten().min() else { return };
        let variant = if spaced == Some(at) { "" } else { "mark" };
        page.give(CODE, variant, "", (at, at + 1), &[String::new()]);
    }
}
