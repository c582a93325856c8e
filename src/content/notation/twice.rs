//! Numbers that are said to be approximate, or a limit, twice: 约100人左右, 近300余户, 至少30天以上, 60余名左右. Of the two words
//! one goes; so with 截至6月底前.

use super::numeral::CODE;
use super::page::{self, Finding, Page};
use crate::pack::Rulebook;

/// The words that decide.
pub(super) struct Words {
    kinds: Vec<Kind>,
    /// What stands between a number and its unit (多).
    more: Vec<Vec<u16>>,
    /// What behind a unit says that again.
    behind: Vec<Vec<u16>>,
    /// What only looks like it (左右两侧).
    unless_behind: Vec<Vec<u16>>,
    /// The last characters of the words before a number.
    ends: Vec<u16>,
    /// Words that a day ends (截至), and those that say so behind it (前).
    until: Vec<Vec<u16>>,
    until_behind: Vec<Vec<u16>>,
    /// What only looks like one of those words (附近), or is in the lexicon (大约…左右).
    unless: Vec<Vec<u16>>,
    /// Words before a time that also say which one is meant (近20多年, the last twenty and some), and units of time.
    recent: Vec<Vec<u16>>,
    spans: Vec<Vec<u16>>,
    /// Words that may also stand before the verb (至少), and what behind the number says them again.
    apart: Vec<Vec<u16>>,
    apart_behind: Vec<Vec<u16>>,
    /// What a minus says as well (零下).
    below: Vec<Vec<u16>>,
}

/// Words before a number, and those behind it and its unit that say the same again.
struct Kind {
    before: Vec<Vec<u16>>,
    after: Vec<Vec<u16>>,
    /// Under which name the rule says how grave it is.
    grade: &'static str,
}

/// The kinds by the names of their sets. 约50余人 stands in much that is public: it is the least grave.
const KINDS: [(&str, &str); 7] = [
    ("about", ""),
    ("at-least", ""),
    ("at-most", ""),
    ("over", ""),
    ("exceeding", ""),
    ("limit", ""),
    ("rough", "twice-rough"),
];

/// How long a verb is that stands between a number and the word before it (至少增收800元以上), at most.
const VERB: usize = 4;

impl Words {
    pub(super) fn new(book: &Rulebook) -> Words {
        let set = |name: &str| page::set(book, &format!("notation-twice-{name}"));
        let kind = |(name, grade)| Kind { before: set(name), after: set(&format!("{name}-after")), grade };
        let kinds: Vec<Kind> = KINDS.map(kind).into();
        let ends = kinds.iter().flat_map(|kind| kind.before.iter().filter_map(|word| word.last().copied()));
        let mut ends: Vec<u16> = ends.collect();
        ends.sort_unstable();
        ends.dedup();
        let (more, behind, unless_behind) = (set("over-after"), set("more-after"), set("more-unless"));
        let [unless, until, until_behind, recent, spans, apart, apart_behind, below] =
            ["unless", "until", "until-after", "recent", "span", "apart", "apart-after", "below"].map(set);
        Words {
            kinds,
            more,
            behind,
            unless_behind,
            ends,
            until,
            until_behind,
            unless,
            recent,
            spans,
            apart,
            apart_behind,
            below,
        }
    }

    /// False before nearly every number: no word of those ends with the character before it.
    fn may(&self, page: &Page<'_>, at: usize) -> bool {
        at > 0 && self.ends.contains(&page.units[at - 1])
    }

    /// Judges the number in Arabic digits, decimals included, of `at..end`.
    pub(super) fn arabic(&self, page: &mut Page<'_>, at: usize, end: usize, units: &[Vec<u16>]) {
        if !(self.may(page, at) && self.judge(page, at, end, units)) {
            self.judge_behind(page, at, end, units);
            self.judge_apart(page, at, end, units);
        }
        if let Some(word) = longest(page, at, &self.until) {
            self.judge_day(page, at, word);
        }
        self.judge_sign(page, at, end);
    }

    /// 至少增收800元以上: a verb stands between the number and the word before it.
    fn judge_apart(&self, page: &mut Page<'_>, at: usize, end: usize, units: &[Vec<u16>]) {
        let Some((after, to)) = again(page, end, &self.apart_behind, units) else { return };
        let is_verb = |from: usize| (from..at).all(|i| page::is_han(page.at(i)) && !page::is_han_digit(page.at(i)));
        let found = (1..=VERB.min(at)).map(|length| at - length).take_while(|from| is_verb(*from));
        let word = found.filter_map(|from| Some((from, longest(page, from, &self.apart)?))).next();
        // 至少有10年以上经验的3人 counts something else; so does what a number goes on to describe.
        if let Some((verb, word)) = word.filter(|_| !page::is_han(page.at(to))) {
            let from = verb - word.len();
            tell(page, (from, to), [(from, verb), (after, to)], "");
        }
    }

    /// 零下-6℃: the sign says what the word says.
    fn judge_sign(&self, page: &mut Page<'_>, at: usize, end: usize) {
        let Some(sign) = at.checked_sub(1).filter(|sign| matches!(page.at(*sign), '-' | '－' | '−')) else { return };
        if let Some(word) = longest(page, sign, &self.below) {
            let from = sign - word.len();
            tell(page, (from, end), [(from, sign), (sign, at)], "");
        }
    }

    /// 截至6月底前: judges the day that begins at `at`, behind a word that a day ends.
    fn judge_day(&self, page: &mut Page<'_>, at: usize, word: &[u16]) {
        let is_part = |i: usize| {
            let c = page.at(i);
            page.units.get(i).is_some_and(|unit| page::is_digit(*unit)) || "年月日底初末旬上中下份时点分".contains(c)
        };
        let end = (at..at + 20).find(|i| !is_part(*i)).unwrap_or(at + 20);
        let Some(behind) = self.until_behind.iter().find(|word| page.starts(end, std::slice::from_ref(word))) else {
            return;
        };
        let to = end + behind.len();
        // 截至2023年前三季度 counts no day.
        if behind.len() > 1 || !page::is_han(page.at(to)) {
            let from = at - word.len();
            tell(page, (from, to), [(from, at), (end, to)], "");
        }
    }

    /// Judges the Chinese number at `at`.
    pub(super) fn han(&self, page: &mut Page<'_>, at: usize, units: &[Vec<u16>]) {
        let is_part = |c: char| page::is_han_digit(c) || matches!(c, '百' | '千' | '万' | '亿' | '两' | '几');
        let end = (at..at + 12).find(|i| !is_part(page.at(*i))).unwrap_or(at + 12);
        if !(self.may(page, at) && self.judge(page, at, end, units)) {
            self.judge_behind(page, at, end, units);
        }
    }

    /// Judges what stands on both sides of the number; true if it says the same.
    fn judge(&self, page: &mut Page<'_>, at: usize, end: usize, units: &[Vec<u16>]) -> bool {
        for kind in &self.kinds {
            let Some(word) = longest(page, at, &kind.before) else { continue };
            if let Some((after, to)) = again(page, end, &kind.after, units)
                && longest(page, at, &self.unless).is_none_or(|other| other.len() <= word.len())
                && !(self.recent.contains(word) && page.starts(to, &self.spans))
            {
                let from = at - word.len();
                tell(page, (from, to), [(from, at), (after, to)], kind.grade);
                return true;
            }
        }
        false
    }

    /// Judges what stands behind the number, before its unit and behind: 60余名左右.
    fn judge_behind(&self, page: &mut Page<'_>, at: usize, end: usize, units: &[Vec<u16>]) {
        let more = behind_powers(page, end);
        let Some(word) = self.more.iter().find(|word| page.starts(more, std::slice::from_ref(word))) else { return };
        let rest = more + word.len();
        let unit = behind_powers(page, rest);
        // What is counted without a unit of its own is mostly counted by one character (名, 户).
        let there = unit + unit_length(page, unit, units).max(1);
        let word = self.behind.iter().find(|word| page.starts(there, std::slice::from_ref(word)));
        if let Some(word) =
            word.filter(|_| page::is_han(page.at(there - 1)) && !page.starts(there, &self.unless_behind))
        {
            let to = there + word.len();
            tell(page, (at, to), [(more, rest), (there, to)], "");
        }
    }
}

/// Reports what says the same in two places of it; a fix takes away the second of them, or the first.
fn tell(page: &mut Page<'_>, (from, to): (usize, usize), [first, second]: [(usize, usize); 2], grade: &'static str) {
    let without = |place: (usize, usize)| page.text(from, place.0) + &page.text(place.1, to);
    let fixes = [without(second), without(first)];
    let [before, after] = [first, second].map(|(from, to)| page.text(from, to));
    let params = [("before", before.as_str()), ("after", after.as_str())];
    page.report(Finding { code: CODE, variant: "twice", grade, from, to, fixes: &fixes, params: &params });
}

/// The place behind the powers of ten (百万) from a place on.
fn behind_powers(page: &Page<'_>, mut at: usize) -> usize {
    while matches!(page.at(at), '十' | '百' | '千' | '万' | '亿') {
        at += 1;
    }
    at
}

/// How long the unit at a place is; 0 where there is none.
fn unit_length(page: &Page<'_>, at: usize, units: &[Vec<u16>]) -> usize {
    match page.at(at) {
        '%' | '％' | '℃' => 1,
        _ => {
            let here = units.iter().filter(|unit| page.starts(at, std::slice::from_ref(unit)));
            here.map(Vec::len).max().unwrap_or(0)
        }
    }
}

/// The longest of the words that ends at `at`.
fn longest<'w>(page: &Page<'_>, at: usize, words: &'w [Vec<u16>]) -> Option<&'w Vec<u16>> {
    words.iter().filter(|word| page.ends(at, std::slice::from_ref(word))).max_by_key(|word| word.len())
}

/// The place of one of the words behind the number that ends at `at`: 多 stands before its unit, 左右 behind.
fn again(page: &Page<'_>, at: usize, words: &[Vec<u16>], units: &[Vec<u16>]) -> Option<(usize, usize)> {
    let at = behind_powers(page, at);
    let there = |at: usize, least: usize| {
        let mut words = words.iter().filter(|word| word.len() >= least);
        words.find(|word| page.starts(at, std::slice::from_ref(word))).map(|word| (at, at + word.len()))
    };
    // 近1个多月 is no slip.
    there(at, 1).or_else(|| there(at + unit_length(page, at, units), 2))
}
