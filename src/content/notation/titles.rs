//! The name of a document in quotation marks: “关于加强防汛工作的通知” takes title marks, after GB/T 15834.

use super::page::Page;

const CODE: &str = "notation/quotation";

/// How long such a name is at most.
const REACH: usize = 60;

word_lists! {
    /// What the name of a document begins with (关于), and ends with (的通知).
    about = "notation-title-about",
    titles = "notation-title-end",
    /// What makes such a quotation what was said (表示).
    said = "notation-title-said",
}

impl Words {
    /// Judges the quotation that begins at `open`.
    pub(super) fn check(&self, page: &mut Page<'_>, open: usize) {
        if page.at(open) != '“' || !page.starts(open + 1, &self.about) || page.ends(open, &self.said) {
            return;
        }
        let is_mark = |c: char| matches!(c, '“' | '”' | '《' | '，' | '。' | '；' | '：' | '！' | '？' | '\0');
        let close = (open + 1..open + REACH).find(|i| is_mark(page.at(*i)));
        if let Some(close) = close.filter(|i| page.at(*i) == '”' && page.ends(*i, &self.titles)) {
            let fix = format!("《{}》", page.text(open + 1, close));
            page.give(CODE, "angles", "", (open, close + 1), &[fix]);
        }
    }
}
