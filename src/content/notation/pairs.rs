//! Quotation marks, book-title marks and brackets: in pairs, not crossed, the inner ones of the inner kind. A mark
//! without its partner is only said when the blocks around do not hold it: a quotation may run over paragraphs, each
//! of which opens it again, and a line may be broken within brackets.

use super::document_number;
use super::page::{self, Finding, Page, is_blank, is_han, say};
use crate::content::span;
use crate::diagnostic::{Diagnostic, Target};
use crate::pack::Rulebook;

const CODE: &str = "notation/quotation";

/// Opening and closing marks by kind; the later spellings are half-width.
const KINDS: [(&str, &str); 9] = [
    ("“", "”"),
    ("‘", "’"),
    ("《", "》"),
    ("〈", "〉"),
    ("（(", "）)"),
    ("【", "】"),
    ("〔", "〕"),
    ("「", "」"),
    ("『", "』"),
];
const DOUBLE: u8 = 0;
const SINGLE: u8 = 1;
const TITLE: u8 = 2;
const INNER_TITLE: u8 = 3;
const ROUND: u8 = 4;
const SHELL: u8 = 6;

/// How deep marks are looked through for a partner.
const DEPTH: usize = 16;
/// At most so many single findings a block gives.
const MOST: usize = 20;

word_lists! {
    /// What stands before the title of a document (印发, 根据).
    before_titles = "notation-before-title",
    /// What the record under the title of a law ends with (修正, 通过).
    record_ends = "notation-law-record",
    /// What a title never stands before (课题组, 称号).
    no_title_before = "notation-no-title-before",
    /// What the name of a paper that is no work ends with (许可证).
    no_title = "notation-no-title",
}

/// A line that is broken by its setting has at least so many UTF-16 code units.
const LINE: usize = 25;

/// Marks without a partner, as other blocks see them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Loose {
    unclosed: Vec<Single>,
    unopened: Vec<Single>,
    /// The block begins with “.
    begins_quoted: bool,
    /// The block ends with a colon: a list follows, within what is quoted.
    announces: bool,
    /// The block is a long line that ends within a sentence: several such are one paragraph, broken by its setting.
    wrapped: bool,
}

/// A quotation that began in an earlier block and has not ended.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Open(bool);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Single {
    /// It is a partner to one in another block, and no fault without.
    quiet: bool,
    kind: u8,
    from: u32,
    to: u32,
}

#[derive(Clone, Copy)]
struct Mark {
    kind: u8,
    at: usize,
    /// An inner mark of the same kind was closed: from, to.
    inner: Option<(usize, usize)>,
}

/// The marks of a block being read.
#[derive(Default)]
pub(super) struct Pairs {
    open: Vec<Mark>,
    /// Opening marks that another pair closed around.
    crossed: Vec<Mark>,
    unopened: Vec<(u8, usize)>,
    reported: usize,
}

impl Pairs {
    /// Sees the mark at `at`.
    pub(super) fn step(&mut self, page: &mut Page<'_>, words: &Words, at: usize) {
        let c = page.at(at);
        // 〔2021] has been said to be a document number miswritten.
        if matches!(c, '〔' | '〕') && document_number::covers(page, at) {
            return;
        }
        let kind = match c {
            '“' | '”' => DOUBLE,
            '‘' | '’' => SINGLE,
            '（' | '(' | '）' | ')' => ROUND,
            '《' | '》' => TITLE,
            '<' | '＜' | '≪' | '«' => return self.angles(page, words, at),
            '〈'..='】' | '〔' | '〕' => {
                match KINDS.iter().position(|(open, close)| open.contains(c) || close.contains(c)) {
                    Some(kind) => kind as u8,
                    None => return,
                }
            }
            _ => return,
        };
        if !KINDS[usize::from(kind)].0.contains(c) {
            self.close(page, words, kind, at);
        } else if !is_no_opening(page, at) {
            self.open.push(Mark { kind, at, inner: None });
        }
    }

    /// <海盐县防汛预案>, <<安全生产法>>, ≪…≫: signs of less and more around a title.
    fn angles(&mut self, page: &mut Page<'_>, words: &Words, at: usize) {
        let open = page.at(at);
        let shut = match open {
            '＜' => '＞',
            '≪' => '≫',
            '«' => '»',
            _ => '>',
        };
        let doubled = page.at(at + 1) == open;
        let from = at + 1 + usize::from(doubled);
        if page.before(at) == open || !is_han(page.at(from)) {
            return;
        }
        let Some(end) = (from..page.len().min(from + 60)).find(|i| page.at(*i) == open || page.at(*i) == shut) else {
            return;
        };
        let close = end + 1 + usize::from(doubled);
        if (end..close).any(|i| page.at(i) != shut) || end - from < 2 {
            return;
        }
        // Within a title they stand for the inner marks, which few keyboards have.
        if self.open.iter().rev().take(DEPTH).any(|mark| mark.kind == TITLE) {
            let fix = format!("〈{}〉", page.text(from, end));
            self.give(page, "angles", "angles-inner", (at, close), &[fix]);
            return;
        }
        let said = page.ends(at, &words.before_titles);
        let fix = format!("《{}》", page.text(from, end));
        self.give(page, "angles", if said { "" } else { "angles-alone" }, (at, close), &[fix]);
    }

    fn close(&mut self, page: &mut Page<'_>, words: &Words, kind: u8, at: usize) {
        let depth = self.open.iter().rev().take(DEPTH).position(|mark| mark.kind == kind);
        // An apostrophe, a list's 1), a smile: no closing mark unless something is open.
        let Some(depth) = depth else {
            let near = self.crossed.len().saturating_sub(DEPTH);
            if let Some(open) = self.crossed[near..].iter().rposition(|mark| mark.kind == kind) {
                let from = self.crossed.remove(near + open).at;
                if at - from <= 200 {
                    self.give(page, "crossed", "", (at, at + 1), &[]);
                }
            } else if !is_no_closing(page, at) {
                self.unopened.push((kind, at));
            }
            return;
        };
        let place = self.open.len() - 1 - depth;
        if kind == SINGLE && page.before(at).is_ascii_alphabetic() && page.at(at + 1).is_ascii_alphabetic() {
            return;
        }
        let crossed = self.open.split_off(place + 1);
        self.crossed.extend(crossed);
        let Some(mark) = self.open.pop() else { return };
        if let Some((from, to)) = mark.inner {
            self.nested(page, kind, from, to);
        }
        // Those of one stroke stand within those of two, which a line may have broken.
        if kind == INNER_TITLE
            && (4..=60).contains(&(at - mark.at))
            && !self.open.iter().rev().take(DEPTH).any(|mark| mark.kind == TITLE)
            && is_han(page.at(mark.at + 1))
            && (at + 1..at + 30).find(|i| matches!(page.at(*i), '《' | '》')).is_none_or(|i| page.at(i) == '《')
        {
            let said = page.ends(mark.at, &words.before_titles);
            let fix = format!("《{}》", page.text(mark.at + 1, at));
            self.give(page, "angles", if said { "" } else { "angles-alone" }, (mark.at, at + 1), &[fix]);
        }
        if kind == TITLE && at - mark.at <= 20 {
            let before = page.starts(at + 1, &words.no_title_before);
            if before || page.ends(at, &words.no_title) {
                let name = page.text(mark.at + 1, at);
                let quoted = format!("“{name}”");
                let grade = if before { "" } else { "no-title-paper" };
                self.give(page, "no-title", grade, (mark.at, at + 1), &[if before { quoted } else { name }]);
            }
        }
        if kind == ROUND && is_half(page.at(mark.at)) != is_half(page.at(at)) {
            self.uneven(page, mark.at, at);
        }
        if matches!(kind, DOUBLE | TITLE)
            && let Some(outer) =
                self.open.iter_mut().rev().take(DEPTH).find(|mark| mark.kind == kind || mark.kind == kind + 1)
            && outer.kind == kind
        {
            outer.inner.get_or_insert((mark.at, at + 1));
        }
        if kind == SINGLE
            && !self.open.iter().rev().take(DEPTH).any(|mark| mark.kind == DOUBLE)
            && is_han(page.at(mark.at + 1))
        {
            let fix = format!("“{}”", page.text(mark.at + 1, at));
            if at - mark.at <= 60 {
                self.give(page, "single", "", (mark.at, at + 1), &[fix]);
            }
        }
    }

    /// “…“…”…”, 《…《…》…》: the inner pair is of the other kind.
    fn nested(&mut self, page: &mut Page<'_>, kind: u8, from: usize, to: usize) {
        let (open, close) = KINDS[usize::from(kind) + 1];
        if to - from <= 120 {
            let fix = format!("{open}{}{close}", page.text(from + 1, to - 1));
            self.give(page, "nested", "", (from, to), &[fix]);
        }
    }

    /// （…): one half-width, one full-width.
    fn uneven(&mut self, page: &mut Page<'_>, from: usize, to: usize) {
        if !(from..to).any(|i| is_han(page.at(i))) && !is_han(page.before(from)) {
            return;
        }
        let (wrong, fix) = if is_half(page.at(from)) { (from, "（") } else { (to, "）") };
        self.give(page, "uneven", "", (wrong, wrong + 1), &[fix.to_owned()]);
    }

    /// What is left without a partner.
    pub(super) fn end(mut self, page: &mut Page<'_>, words: &Words) -> Loose {
        let units = page.units;
        let mut unclosed: Vec<(u8, usize)> = Vec::new();
        let mut rest = std::mem::take(&mut self.open);
        rest.append(&mut self.crossed);
        rest.sort_by_key(|mark| mark.at);
        for mark in rest {
            // “甲“: the second one was to close.
            if let Some((kind, at)) = unclosed.last().copied()
                && kind == mark.kind
                && matches!(kind, DOUBLE | SINGLE | TITLE)
                && (2..=40).contains(&(mark.at - at))
                && !matches!(page.before(mark.at), '；' | '：' | ' ' | '\u{3000}')
                && !(at..mark.at).any(|i| matches!(page.at(i), '。' | '！' | '？'))
            {
                unclosed.pop();
                let right = KINDS[usize::from(kind)].1.to_owned();
                self.give(page, "turned", "", (mark.at, mark.at + 1), &[right]);
            } else {
                unclosed.push((mark.kind, mark.at));
            }
        }
        let mut unopened: Vec<(u8, usize)> = Vec::new();
        for (kind, at) in std::mem::take(&mut self.unopened) {
            // ”甲”: the first one was to open.
            if let Some((before, from)) = unopened.last().copied()
                && kind == before
                && matches!(kind, DOUBLE | SINGLE | TITLE)
                && (2..=40).contains(&(at - from))
                && !(from..at).any(|i| matches!(page.at(i), '。' | '！' | '？'))
            {
                unopened.pop();
                let right = KINDS[usize::from(kind)].0.to_owned();
                self.give(page, "turned", "", (from, from + 1), &[right]);
            } else {
                unopened.push((kind, at));
            }
        }
        self.mismatched(page, &mut unclosed, &mut unopened);
        // Each paragraph of a quotation opens it anew, and the last one closes it; line ends may have been lost.
        let behind = |at: usize| (0..at).rev().find(|i| !is_blank(page.at(*i))).map_or('\0', |i| page.at(i));
        let again = |at: usize| {
            let next = (at + 1..page.len()).find(|i| matches!(page.at(*i), '“' | '”'));
            matches!(behind(at), '：' | '；' | '。')
                && next.is_some_and(|i| page.at(i) == '“' && matches!(behind(i), '：' | '；' | '。'))
        };
        unclosed.retain(|(kind, at)| *kind != DOUBLE || !again(*at));
        // A list of pages cuts titles short: 一图读懂《关于促进...
        let is_cut = |at: usize| {
            let dots = (at + 1..page.len().min(at + 60)).find(|i| matches!(page.at(*i), '.' | '…' | '《' | '“'));
            dots.is_some_and(|i| {
                let end = (i..page.len()).find(|i| !matches!(page.at(*i), '.' | '…')).unwrap_or(page.len());
                end > i + usize::from(page.at(i) == '.') && (end == page.len() || is_blank(page.at(end)))
            })
        };
        unclosed.retain(|(_, at)| !is_cut(*at));
        // (0,1] is mathematics.
        let formula = |at: usize| is_half(page.at(at)) && !is_han(page.before(at)) && !is_han(page.at(at + 1));
        // 》》点击进入专题《《 is an ornament.
        let (start, end) = (page.beginning(), page.len());
        let last = page.before(end);
        let lead = (start..end).find(|i| page.at(*i) != page.at(start)).unwrap_or(end);
        let tail = (start..end).rev().find(|i| page.at(*i) != last).map_or(start, |i| i + 1);
        unclosed.retain(|(_, at)| !formula(*at) && (*at < tail || end - tail < 2));
        unopened.retain(|(_, at)| !formula(*at) && (*at >= lead || lead - start < 2));
        // The record of a law's passing and changes, in brackets, often stands in lines of its own.
        let is_dated = page.digits(start) == 4 && page.at(page.skip_blanks(start + 4)) == '年';
        // 第三次修订）, 的决定》修正）
        let is_record = |at: usize| {
            page.ends(at, &words.record_ends)
                && (is_dated && at + 1 == end || at > 2 && matches!(page.at(at - 3), '次' | '》'))
        };
        // Marks in text without any Chinese are another language's affair, or a drawing.
        let chinese = !(unclosed.is_empty() && unopened.is_empty()) && (0..page.len()).any(|i| is_han(page.at(i)));
        let single = |(kind, at): (u8, usize)| match span(units, at, at + 1) {
            Target::Text { from, to, .. } => Some(Single { quiet: kind == ROUND && is_record(at), kind, from, to }),
            _ => None,
        };
        let list =
            |marks: Vec<(u8, usize)>| marks.into_iter().filter(|_| chinese).take(MOST).filter_map(single).collect();
        Loose {
            unclosed: list(unclosed),
            unopened: list(unopened),
            begins_quoted: page.at(page.beginning()) == '“',
            announces: matches!(last, '：' | ':'),
            wrapped: page.len() >= LINE && (is_han(last) || matches!(last, '，' | '、' | '“' | '《' | '（')),
        }
    }

    /// 《章程”, ‘双减”: an opening mark and the closing one of another kind behind it.
    fn mismatched(&mut self, page: &mut Page<'_>, unclosed: &mut Vec<(u8, usize)>, unopened: &mut Vec<(u8, usize)>) {
        let mut paired = vec![false; unclosed.len()];
        unopened.retain(|&(closing, at)| {
            let Some(last) = unclosed.partition_point(|(_, from)| *from < at).checked_sub(1) else { return true };
            let (opening, from) = unclosed[last];
            let known = opening <= SHELL && closing <= SHELL && opening != closing && !paired[last];
            // Few words in between, so that no mark is looked for far away.
            let near = known && (3..=60).contains(&(at - from)) && is_han(page.at(from + 1));
            if !near || (from..at).any(|i| matches!(page.at(i), '。' | '！' | '？' | '；')) {
                return true;
            }
            paired[last] = true;
            // The mark of the outer kind is the one that was meant.
            let first = |marks: &str| marks.chars().take(1).collect::<String>();
            let outer = matches!((opening, closing), (SINGLE, DOUBLE) | (INNER_TITLE, TITLE));
            let (place, right) = if outer {
                (from, first(KINDS[usize::from(closing)].0))
            } else {
                (at, first(KINDS[usize::from(opening)].1))
            };
            self.give(page, "mismatched", "", (place, place + 1), &[right]);
            false
        });
        let mut paired = paired.into_iter();
        unclosed.retain(|_| !paired.next().unwrap_or(false));
    }

    fn give(
        &mut self,
        page: &mut Page<'_>,
        variant: &'static str,
        grade: &'static str,
        at: (usize, usize),
        fixes: &[String],
    ) {
        self.reported += 1;
        if self.reported <= MOST {
            page.give(CODE, variant, grade, at, fixes);
        }
    }
}

/// Reports the marks of a block that have no partner in the blocks around either.
pub(super) fn judge(
    book: &Rulebook,
    open: &mut Open,
    before: Option<&Loose>,
    own: &Loose,
    after: Option<&Loose>,
    found: &mut Vec<Diagnostic>,
) {
    let mut report = |variant, single: &Single| {
        let (opening, closing) = KINDS[usize::from(single.kind)];
        let (mark, partner) = if variant == "unopened" { (closing, opening) } else { (opening, closing) };
        let first = |marks: &str| marks.chars().take(1).collect::<String>();
        let partner = first(partner);
        let finding = Finding {
            code: CODE,
            variant,
            // Other brackets also decorate a page.
            grade: if matches!(single.kind, DOUBLE | SINGLE | TITLE | ROUND) { "" } else { "other-bracket" },
            from: 0,
            to: 0,
            fixes: &[],
            params: &[("partner", partner.as_str())],
        };
        let target = Target::Text { block: 0, from: single.from, to: single.to, start: None, end: None };
        found.extend(say(book, &finding, target, &[], &first(mark)));
    };
    let is_wrapped = |beside: Option<&Loose>| own.wrapped && beside.is_some_and(|beside| beside.wrapped);
    for single in &own.unopened {
        let broken = before.is_some_and(|before| before.unclosed.iter().any(|other| other.kind == single.kind));
        let runs_on = single.kind == DOUBLE && std::mem::take(&mut open.0);
        if !broken && !runs_on && !single.quiet && !is_wrapped(before) {
            report("unopened", single);
        }
    }
    if own.begins_quoted {
        open.0 = false;
    }
    for single in &own.unclosed {
        // A quoted text of several paragraphs behind 修改为： opens once and closes once.
        let quoted_whole = own.begins_quoted && before.is_some_and(|before| before.announces);
        let goes_on = quoted_whole
            || is_wrapped(before)
            || is_wrapped(after)
            || after.is_some_and(|after| {
                after.unopened.iter().any(|other| other.kind == single.kind)
                    || single.kind == DOUBLE && after.begins_quoted
            })
            || single.kind == DOUBLE && own.announces;
        open.0 |= single.kind == DOUBLE;
        if !goes_on {
            report("unclosed", single);
        }
    }
}

fn is_half(c: char) -> bool {
    matches!(c, '(' | ')')
}

/// A mark that looks like an opening one: the apostrophe of ’98 set the wrong way (but not in ‘15分钟’), the mouth of a face.
fn is_no_opening(page: &Page<'_>, at: usize) -> bool {
    match page.at(at) {
        '‘' => page.at(at + 1).is_ascii_digit() && !(at + 2..at + 40).any(|i| page.at(i) == '’'),
        '(' => {
            let after = page.at(at + 1);
            matches!(page.before(at), ':' | ';' | '-' | '=' | '^') && !is_han(after) && !after.is_ascii_alphanumeric()
        }
        _ => false,
    }
}

/// A mark that looks like a closing one: an apostrophe, inches, a list's `1)` or `a)`, the mouth of a face.
fn is_no_closing(page: &Page<'_>, at: usize) -> bool {
    let before = page.before(at);
    match page.at(at) {
        '’' => before.is_ascii_alphanumeric() || page.units.get(at + 1).is_some_and(|unit| page::is_digit(*unit)),
        '”' => before.is_ascii_digit(),
        ')' | '）' => {
            if matches!(before, ':' | ';' | '-' | '=' | '^' | '*' | 'o' | '￣') {
                return true;
            }
            let mut from = at;
            while from > 0 && at - from < 4 && is_label(page.at(from - 1)) {
                from -= 1;
            }
            let lead = page.before(from);
            from < at
                && (lead == '\0'
                    || is_blank(lead)
                    || matches!(lead, '。' | '；' | '：' | '，' | '、' | ';' | ':' | ',' | '.'))
        }
        _ => false,
    }
}

/// A character that numbers an item of a list.
fn is_label(c: char) -> bool {
    c.is_ascii_alphanumeric() || page::is_han_digit(c) || matches!(c, '①'..='⑳' | '０'..='９')
}
