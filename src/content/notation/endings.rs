//! How a block ends that is no sentence, after GB/T 9704 and GB/T 15834: no mark behind the title of a document, the name of an
//! attachment or a caption; a full stop behind those a document is copied to; a full stop, not a semicolon, behind an
//! item of several sentences.

use super::page::{Page, is_blank};

const CODE: &str = "notation/punctuation";

word_lists! {
    /// What names the papers added to a document (附件).
    attachments = "notation-attachment",
    /// What the title of a document begins with, after its office (关于), and ends with (的通知).
    about = "notation-title-about",
    titles = "notation-title-end",
    /// What an office's name ends with.
    offices = "notation-addressee",
    /// What a sentence has, and no title (应, 按).
    no_heading = "notation-no-heading",
    /// What those are named behind who get a copy (抄送).
    copies = "notation-copy",
    /// What a caption begins with (图, 表).
    captions = "notation-caption",
}

impl Words {
    /// Judges how the block ends; `item` is true behind a number of its own.
    pub(super) fn check(&self, page: &mut Page<'_>, item: bool) {
        let (start, end) = (page.beginning(), page.len());
        if end < start + 4 {
            return;
        }
        match page.before(end) {
            '；' | ';' if item && (start..end - 1).any(|i| page.at(i) == '。') => {
                page.give(CODE, "item-end", "", (end - 1, end), &["。".into()]);
            }
            '。' | '；' | ';' | '，' | '.' if end <= start + 80 => {
                self.attachment(page, start, end);
                if !item {
                    self.title(page, start, end);
                }
                self.caption(page, start, end);
            }
            c if !is_blank(c) && !matches!(c, '。' | '，' | '、') => self.copy(page, start, end),
            _ => {}
        }
    }

    /// 关于……的通知。
    fn title(&self, page: &mut Page<'_>, start: usize, end: usize) {
        let is_mark = |i: usize| matches!(page.at(i), '，' | '。' | '；' | '：' | '！' | '？' | '了');
        if !page.ends(end - 1, &self.titles) || (start..end - 1).any(is_mark) {
            return;
        }
        let about = (start..end.min(start + 24)).find(|i| page.starts(*i, &self.about));
        let said = |at: usize| (start..at).any(|i| page.starts(i, &self.no_heading));
        if about.is_some_and(|at| at == start || page.ends(at, &self.offices) && !said(at)) {
            page.give(CODE, "title-end", "", (end - 1, end), &[String::new()]);
        }
    }

    /// 图1　全县水系分布图。
    fn caption(&self, page: &mut Page<'_>, start: usize, end: usize) {
        let Some(word) = self.captions.iter().find(|word| page.starts(start, std::slice::from_ref(word))) else {
            return;
        };
        let number = start + word.len();
        let to = number + page.digits(number);
        let is_mark = |i: usize| matches!(page.at(i), '，' | '。' | '；' | '：');
        if to > number && is_blank(page.at(to)) && end <= start + 40 && !(to..end - 1).any(is_mark) {
            page.give(CODE, "title-end", "", (end - 1, end), &[String::new()]);
        }
    }

    /// 抄送：县委办公室，县人大常委会办公室
    fn copy(&self, page: &mut Page<'_>, start: usize, end: usize) {
        let Some(word) = self.copies.iter().find(|word| page.starts(start, std::slice::from_ref(word))) else {
            return;
        };
        if matches!(page.at(start + word.len()), '：' | ':') {
            let fix = format!("{}。", page.at(end - 1));
            page.give(CODE, "copy-end", "", (end - 1, end), &[fix]);
        }
    }

    /// 附件：1.报名表。: no mark behind the name of what is attached.
    fn attachment(&self, page: &mut Page<'_>, start: usize, end: usize) {
        let Some(word) = self.attachments.iter().find(|word| page.starts(start, std::slice::from_ref(word))) else {
            return;
        };
        let colon = start + word.len() + page.digits(start + word.len());
        let named = matches!(page.at(colon), '：' | ':') && end > colon + 3;
        if named && !(colon + 1..end - 1).any(|i| matches!(page.at(i), '。' | '；' | '，' | '：' | '！' | '？')) {
            page.give(CODE, "title-end", "", (end - 1, end), &[String::new()]);
        }
    }
}
