//! The numbers before headings and items: 一、（一）1.（1）① of GB/T 9704, and 一是, 第一， within a paragraph. Each kind
//! counts up by one; under a new heading the lower kinds begin again, or go on counting as many documents do.
//!
//! A page is full of numbers that are no headings, so the rule is shy: only what follows a list that began with 1
//! is judged, and the more of the list there is, the graver.

use super::articles::{self, Articles, Part};
use super::page::{self, Finding, Page, digit, han_number, is_blank, is_han, say, to_han};
use super::papers::{self, Paper, Papers};
use crate::content::span;
use crate::diagnostic::{Diagnostic, Target};
use crate::pack::Rulebook;
use crate::text::graphemes;

pub(super) const CODE: &str = "notation/numbering";

word_lists! {
    /// What may follow a bracketed number that refers to an item (项).
    references = "notation-reference",
    /// The same where the number begins a block, which items do as well (项所列, 项规定).
    leading_references = "notation-reference-leading",
    /// What a block begins with that starts everything anew (附件).
    anew = "notation-anew",
    /// What an attachment is called.
    papers = "notation-attachment",
    |book|
    /// What may follow the number of an item within a paragraph (是 in 一是).
    tails: Vec<char> = page::cues(book, CODE).iter().filter_map(|cue| cue.chars().next()).collect(),
    articles: articles::Words = articles::Words::new(book),
}

/// The kinds of numbers, from the highest level down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// 一、
    Han,
    /// （一）
    HanBracket,
    /// 1.
    Arabic,
    /// （1）
    ArabicBracket,
    /// ①
    Circled,
    /// 一是
    Clause,
    /// 第一，
    Ordinal,
    /// 第一章, 第一条: what comes after begins anew.
    Part(Part),
    /// 附件: the articles as well begin anew.
    Anew,
    /// 附件1: so they do, and it is counted.
    Paper(Paper),
}

impl Kind {
    /// Its place among the lists.
    fn level(self) -> usize {
        match self {
            Kind::Han => 0,
            Kind::HanBracket => 1,
            Kind::Arabic => 2,
            Kind::ArabicBracket => 3,
            Kind::Circled => 4,
            Kind::Clause => 5,
            Kind::Ordinal | Kind::Part(_) | Kind::Anew | Kind::Paper(_) => 6,
        }
    }
}

/// A number before a part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    kind: Kind,
    number: u32,
    /// It stands at the beginning of a block.
    leading: bool,
    /// It may be no number of an item (10.9月, 二、三产业): it counts where it goes on counting, and is never judged.
    doubtful: bool,
    from: u32,
    to: u32,
    head: &'static str,
    tail: char,
    /// What was typed instead of it.
    typed: Option<char>,
    /// The opening bracket was half-width.
    half: bool,
    /// Its own mark is wrong: how grave that is, and where the mark ends.
    slip: Option<(&'static str, u32)>,
}

/// How far each kind has counted, and the level of the last number before a block.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Lists([List; 7], Articles, Papers, Option<usize>);

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct List {
    /// The last number; 0 before the first.
    last: u32,
    /// How many came, up to 9.
    run: u8,
    /// The list began with 1.
    sound: bool,
    /// A higher level came since.
    fresh: bool,
    /// What follows the number (一是, 一要).
    tail: char,
}

impl Words {
    /// Reads and judges the number that the block begins with.
    pub(super) fn leading(&self, page: &mut Page<'_>) -> Vec<Mark> {
        let at = page.beginning();
        let mut marks = Vec::new();
        if page.starts(at, &self.anew) {
            let paper = self.papers.iter().find(|word| page.units[at..].starts_with(word));
            marks.push(match paper.and_then(|word| papers::leading(page, at, word)) {
                Some((paper, number, end)) => mark(page, Kind::Paper(paper), number, (at, end), "附件", '\0', true),
                None => mark(page, Kind::Anew, 0, (at, at + 1), "", '\0', true),
            });
            marks.extend(self.attached(page, at));
            return marks;
        }
        if let Some(part) = self.articles.leading(page, at) {
            let mut found = mark(page, Kind::Anew, 0, (at, part.to), "", '\0', true);
            found.kind = Kind::Part(part.kind);
            found.number = part.number;
            marks.push(found);
            return marks;
        }
        match page.at(at) {
            '（' | '(' => {
                if let Some((found, end)) = self.bracketed(page, at, true) {
                    let extra = page.at(end);
                    let slip = matches!(extra, '、' | '.' | '．') && is_text(page, end + 1)
                        || extra == '，' && is_han(page.at(end + 1));
                    marks.push(Mark { slip: slip_to(page, end + 1).filter(|_| slip), ..found });
                }
            }
            c @ '①'..='⑳' => {
                let number = c as u32 - 0x245F;
                let found = mark(page, Kind::Circled, number, (at, at + 1), "", '\0', true);
                let slip = page.at(at + 1) == '、';
                marks.push(Mark { slip: slip_to(page, at + 2).filter(|_| slip), ..found });
            }
            c if page::is_han_digit(c) => self.leading_han(page, at, &mut marks),
            c @ 'A'..='Z' if page.at(at + 1) == '、' && is_han(page.at(at + 2)) => {
                page.give(CODE, "mark", "mark-item", (at, at + 2), &[format!("{c}.")]);
            }
            _ if page.digits(at) > 0 => leading_arabic(page, at, &mut marks),
            _ => {}
        }
        marks
    }

    fn leading_han(&self, page: &mut Page<'_>, at: usize, marks: &mut Vec<Mark>) {
        let Some((number, end)) = han_number(page, at) else { return };
        let tail = page.at(end);
        if matches!(tail, '，' | ',' | '：' | ':' | '。') && is_heading(page, end + 1) {
            let fix = format!("{}、", page.text(at, end));
            page.give(CODE, "mark", "mark-comma", (at, end + 1), &[fix]);
            return;
        }
        if !matches!(tail, '、' | '.' | '．') || !is_text(page, end + 1) {
            return;
        }
        let mut found = mark(page, Kind::Han, number, (at, end + 1), "", '、', true);
        // 一、二年级; but 一、二〇二一年工作回顾.
        let year = page.han_digits(end + 1) == 4 && page.at(end + 5) == '年';
        if let Some((next, _)) = han_number(page, end + 1)
            && !year
            && (next == number + 1 || next == number + 2)
        {
            found.doubtful = true;
        } else if tail != '、' && (page.at(end + 1).is_ascii_alphanumeric() || page.at(end + 1) == tail) {
            found.doubtful = true;
        } else if tail != '、' {
            found.slip = slip_to(page, end + 1);
            found.typed = Some(tail);
        }
        marks.push(found);
    }

    /// 附件：1、报名表: the number of the first paper is one of 1. Those on lines of their own go on counting.
    fn attached(&self, page: &mut Page<'_>, at: usize) -> Option<Mark> {
        let colon = (at..at + 6).find(|i| matches!(page.at(*i), '：' | ':'))?;
        let from = page.skip_blanks(colon + 1);
        let end = from + page.digits(from);
        let tail = page.at(end);
        if end > from && tail == '、' && is_han(page.at(end + 1)) {
            let fix = format!("{}.", page.text(from, end));
            page.give(CODE, "mark", "mark-item", (from, end + 1), &[fix]);
        }
        let is_number = |i: usize| digit(page.units[i]).is_some() && matches!(page.at(i + 1), '.' | '．' | '、');
        let first = page.number(from, end) == Some(1) && matches!(tail, '.' | '．' | '、') && is_text(page, end + 1);
        let counts = first && page.digits(end + 1) == 0 && !(end..page.len()).any(is_number);
        counts.then(|| mark(page, Kind::Arabic, 1, (from, end + 1), "", '.', true))
    }

    /// Reads the number of an item within a paragraph, 一是 or 第一，, that begins at `at`.
    pub(super) fn inline(&self, page: &mut Page<'_>, at: usize, marks: &mut Vec<Mark>) {
        let ordinal = page.before(at) == '第';
        let from = if ordinal { at - 1 } else { at };
        if !is_start(page, from) {
            return;
        }
        let Some((number, end)) = han_number(page, at) else { return };
        let tail = page.at(end);
        if ordinal {
            let listed = |c: char| c == '第' || page::is_han_digit(c);
            let slip = tail == '、' && is_han(page.at(end + 1)) && !listed(page.at(end + 1));
            if slip {
                page.give(CODE, "ordinal", "", (end, end + 1), &["，".into()]);
            }
            let colon = tail == '：' && is_han(page.at(end + 1));
            if colon {
                page.give(CODE, "ordinal", "ordinal-colon", (end, end + 1), &["，".into()]);
            }
            if (slip || colon || matches!(tail, '，' | ',')) && number <= 20 {
                marks.push(mark(page, Kind::Ordinal, number, (from, end), "第", '\0', false));
            }
        } else if self.tails.contains(&tail) && number <= 20 {
            marks.push(mark(page, Kind::Clause, number, (from, end + 1), "", tail, false));
        }
    }

    /// Reads the number of an item within a paragraph, （一） or （1）, whose bracket is at `at`.
    pub(super) fn bracket(&self, page: &Page<'_>, at: usize, marks: &mut Vec<Mark>) {
        if matches!(page.at(at), '（' | '(')
            && at > page.beginning()
            && is_start(page, at)
            && let Some((found, _)) = self.bracketed(page, at, false)
        {
            marks.push(found);
        }
    }

    /// （一） or （1） at `at`, and the place after it.
    fn bracketed(&self, page: &Page<'_>, at: usize, leading: bool) -> Option<(Mark, usize)> {
        let (kind, number, end) = match han_number(page, at + 1) {
            Some((number, end)) => (Kind::HanBracket, number, end),
            None => {
                let end = at + 1 + page.digits(at + 1);
                (Kind::ArabicBracket, page.number(at + 1, end).filter(|n| (1..=99).contains(n))?, end)
            }
        };
        let zero = page.at(at + 1) == '0';
        let listed = page.at(end + 1) == '、' && matches!(page.at(end + 2), '（' | '(');
        // Within a sentence （三）项 refers to an item; a block that begins so may be one (（三）项目管理).
        let words = if leading { &self.leading_references } else { &self.references };
        if !matches!(page.at(end), '）' | ')')
            || zero
            || listed
            || page.starts(end + 1, words)
            || !is_text(page, end + 1)
        {
            return None;
        }
        Some((mark(page, kind, number, (at, end + 1), "（", '）', leading), end + 1))
    }
}

fn leading_arabic(page: &mut Page<'_>, at: usize, marks: &mut Vec<Mark>) {
    let end = at + page.digits(at);
    let Some(number) = page.number(at, end).filter(|n| (1..=99).contains(n)) else { return };
    let tail = page.at(end);
    if matches!(tail, ')' | '）') && matches!(page.at(end + 1), '、' | '.' | '．') && is_text(page, end + 2) {
        let fix = page.text(at, end + 1);
        page.give(CODE, "mark", "", (at, end + 2), &[fix]);
        return;
    }
    if tail == '。' && is_han(page.at(end + 1)) {
        page.give(CODE, "mark", "mark-comma", (at, end + 1), &[format!("{}.", page.text(at, end))]);
        return;
    }
    if !matches!(tail, '.' | '．' | '、') || digit(page.units[at]) == Some(0) || !is_text(page, end + 1) {
        return;
    }
    let mut found = mark(page, Kind::Arabic, number, (at, end + 1), "", tail, true);
    // 3.1.目标: no point behind the last number.
    let next = page.digits(end + 1);
    let point = end + 1 + next;
    if tail == '.' && (1..=2).contains(&next) && page.at(point) == '.' && is_han(page.at(point + 1)) {
        let fix = page.text(at, point) + "\u{3000}";
        page.give(CODE, "mark", "mark-item", (at, point + 1), &[fix]);
        return;
    }
    // 1.5亿, 3、4天, 12.25, 3.GDP; but 1.2021年.
    let after = page.at(page.skip_blanks(end + 1));
    let opening = matches!(after, '“' | '‘' | '《' | '（' | '(' | '【' | '「' | '『' | '〔' | '〈');
    found.doubtful =
        next > 0 && !(next == 4 && page.at(end + 5) == '年') || !(is_han(after) || opening || after.is_ascii_digit());
    if tail == '、' && !found.doubtful {
        found.slip = Some(("mark-item", found.to));
        (found.tail, found.typed) = ('.', Some(tail));
    }
    marks.push(found);
}

/// A slip in the mark that ends at `to`; none if something hangs on it, which would not be replaced along with it.
fn slip_to(page: &Page<'_>, to: usize) -> Option<(&'static str, u32)> {
    (graphemes::widen(page.units, to - 1, to).1 == to).then_some(("mark", to as u32))
}

/// True if something to be numbered stands at `at`.
fn is_text(page: &Page<'_>, at: usize) -> bool {
    !matches!(page.at(page.skip_blanks(at)), '\0' | '-' | '—' | '～' | '~')
}

/// True if the block goes on with few characters and no mark: a heading.
fn is_heading(page: &Page<'_>, at: usize) -> bool {
    (at + 2..=at + 20).contains(&page.len()) && (at..page.len()).all(|i| is_han(page.at(i)))
}

/// True if a clause begins at `at`.
fn is_start(page: &Page<'_>, at: usize) -> bool {
    let before = page.before(at);
    at == page.beginning()
        || matches!(before, '，' | '。' | '；' | '：' | '？' | '！' | ',' | ';' | ':')
        || is_blank(before) && matches!(page.before(at - 1), '。' | '；' | '：')
}

fn mark(
    page: &Page<'_>,
    kind: Kind,
    number: u32,
    at: (usize, usize),
    head: &'static str,
    tail: char,
    leading: bool,
) -> Mark {
    let (from, to) = match span(page.units, at.0, at.1.min(page.len())) {
        Target::Text { from, to, .. } => (from, to),
        _ => (at.0 as u32, at.1 as u32),
    };
    Mark {
        kind,
        number,
        leading,
        doubtful: false,
        from,
        to,
        head,
        tail,
        typed: None,
        half: page.at(at.0) == '(',
        slip: None,
    }
}

impl Mark {
    /// True for the number of a heading (一、, （一）) that begins its block.
    pub(super) fn heads(&self) -> bool {
        self.leading && !self.doubtful && matches!(self.kind, Kind::Han | Kind::HanBracket)
    }

    /// True for a number that begins its block.
    pub(super) fn leads(&self) -> bool {
        self.leading
    }

    pub(super) fn is_first(&self) -> bool {
        self.number == 1
    }

    /// The place behind it.
    pub(super) fn end(&self) -> usize {
        self.to as usize
    }

    /// What stands under 一、 instead of it.
    fn one_level_down(&self) -> String {
        Mark { kind: Kind::HanBracket, head: "（", tail: '）', half: false, ..self.clone() }.with(self.number)
    }

    /// The mark as it would read with another number.
    fn with(&self, number: u32) -> String {
        let number = match self.kind {
            Kind::Arabic | Kind::ArabicBracket => number.to_string(),
            Kind::Circled => {
                return char::from_u32(0x245F + number).unwrap_or('①').to_string();
            }
            Kind::Part(part) => return part.with(number),
            Kind::Paper(paper) => paper.number(number),
            _ => to_han(number),
        };
        let (head, tail) = match (self.half, self.tail) {
            (true, _) => ("(", ")".to_owned()),
            (false, '\0') => (self.head, String::new()),
            (false, tail) => (self.head, tail.to_string()),
        };
        format!("{head}{number}{tail}")
    }
}

/// Judges the numbers of a block and counts on.
pub(super) fn judge(book: &Rulebook, lists: &mut Lists, marks: &[Mark], found: &mut Vec<Diagnostic>) {
    for mark in marks {
        let wrong = match mark.kind {
            Kind::Anew => {
                *lists = Lists(Default::default(), Default::default(), lists.2, None);
                None
            }
            Kind::Paper(paper) => {
                *lists = Lists(Default::default(), Default::default(), lists.2, None);
                lists.2.count(paper, mark.number)
            }
            Kind::Part(part) => {
                (lists.0, lists.3) = Default::default();
                lists.1.count(part, mark.number)
            }
            _ => lists.count(mark),
        };
        // One place, one card: the right number also has the right mark.
        let (to, right) = mark.slip.map_or((mark.to, mark.number), |(_, to)| (to, mark.number));
        let (variant, grade, right) = match (wrong, mark.slip) {
            (Some(wrong), _) => wrong,
            (None, Some((grade, _))) => ("mark", grade, right),
            (None, None) => continue,
        };
        let fix = if variant == "level" { mark.one_level_down() } else { mark.with(right) };
        let params = [("expected", fix.as_str())];
        let finding = Finding { code: CODE, variant, grade, from: 0, to: 0, fixes: &[], params: &params };
        let target = Target::Text { block: 0, from: mark.from, to, start: None, end: None };
        let written = Mark { tail: mark.typed.unwrap_or(mark.tail), ..mark.clone() }.with(mark.number);
        found.extend(say(book, &finding, target, std::slice::from_ref(&fix), &written));
    }
}

impl Lists {
    /// Counts the mark; what is wrong with it, the name of how grave it is, and the number expected.
    fn count(&mut self, mark: &Mark) -> Option<(&'static str, &'static str, u32)> {
        let level = mark.kind.level();
        let goes_on = self.0[level].last > 0 && mark.number == self.0[level].last + 1;
        if mark.doubtful && !goes_on {
            return None;
        }
        let headings = level <= Kind::HanBracket.level();
        let parent = self.0[..level].iter().rev().any(|list| list.last > 0) && level <= Kind::ArabicBracket.level();
        for lower in &mut self.0[level + 1..] {
            lower.fresh = true;
        }
        let above = mark.leading.then(|| self.3.replace(level)).flatten();
        // （1） right under 一、 leaves out two levels; one is often left out.
        if mark.number == 1 && mark.kind == Kind::ArabicBracket && above == Some(Kind::Han.level()) {
            self.0[level] = List { last: 1, run: 1, sound: true, fresh: false, tail: mark.tail };
            return Some(("level", "level", 1));
        }
        let list = self.0[level];
        let (number, next) = (mark.number, list.last + 1);
        let other_tail = list.last > 0 && list.tail != mark.tail && mark.kind == Kind::Clause;
        let wrong = if number == 1 {
            let alone = list.last == 1 && list.run == 1 && !list.fresh && level == 0 && mark.leading;
            alone.then_some(("repeated", "repeated-first", 2))
        } else if number == next && list.last > 0 {
            None
        } else if list.last == 0 || list.fresh {
            let under = parent && mark.leading && number <= 9 && level > 0 && level <= Kind::ArabicBracket.level();
            under.then_some(("start", if headings { "start" } else { "start-item" }, 1))
        } else if other_tail || !list.sound {
            None
        } else if number == list.last {
            let grade = match (headings, list.run >= 2) {
                (true, true) => "repeated-run",
                (true, false) => "repeated",
                (false, _) => "repeated-item",
            };
            Some(("repeated", grade, next))
        } else if number > next {
            let gap = number - list.last;
            let grade = match (headings, list.run >= 2) {
                (true, true) if gap <= 5 => Some("skipped-run"),
                (true, false) if gap <= 3 => Some("skipped"),
                (false, true) if gap <= 3 => Some("skipped"),
                (false, false) if gap <= 2 => Some("skipped-item"),
                _ => None,
            };
            grade.map(|grade| ("skipped", grade, next))
        } else {
            (headings && list.run >= 2 && mark.leading).then_some(("back", "back", next))
        };
        let begins = number == 1 || list.last == 0 || (list.fresh && number != next);
        self.0[level] = if begins {
            List { last: number, run: 1, sound: number == 1, fresh: false, tail: mark.tail }
        } else {
            List { last: number, run: (list.run + 1).min(9), fresh: false, ..list }
        };
        wrong
    }
}
