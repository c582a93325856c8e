//! How a word stands in the text: as it is, with gaps that get into a text by themselves (a line spaced out, a blank
//! between two words), or in a way that nobody writes by accident. What it makes of a hit is for the lexicon to say.

use crate::text::fold::{Fold, Folded};
use crate::text::is_han;
use crate::text::matcher::{LIST_MARK, Match};
use rustc_hash::FxHashSet;
use std::sync::OnceLock;

/// How far a partner of a quotation mark is looked for.
const LINE: usize = 80;

/// From the plainest to the most deliberate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Guise {
    /// No word: a bracket stands in what only looks like one (代（开）发票 may do without 开).
    Chance,
    /// As people write it; between Han characters and letters or digits a blank is common.
    Plain,
    /// Gaps where words end, or in a line that is spaced out as a whole.
    Loose,
    /// A gap within a word, or characters of another script in it alone.
    Broken,
    /// A blank or stroke between any two of its characters.
    Spaced,
    /// 、 between any two of its characters: what no list of characters is, of words that people hide.
    Listed,
    /// A dot or hyphen between any two of its characters.
    Dotted,
    /// Invisible characters, letters of other scripts, asterisks, emoji.
    Hidden,
}

/// The guise of a hit, and how many characters the word has.
pub(super) fn of(units: &[u16], found: &Match) -> (Guise, usize) {
    let fold = Fold::shared();
    let Match { from, to, separated, hidden, listed, .. } = *found;
    let disguised = hidden || (from..to).any(|at| fold.is_disguise(units, at));
    if !separated {
        return (if disguised { Guise::Hidden } else { Guise::Plain }, to - from);
    }
    if listed {
        let count = (to - from).div_ceil(2);
        // Nothing but 、 and nowhere missing, and more than two characters: 黄、赌 is a list.
        let is_list = (from..to).all(|at| (units[at] == LIST_MARK) == ((at - from) % 2 == 1));
        return (if is_list && count > 2 { Guise::Listed } else { Guise::Chance }, count);
    }
    let (mut marks, mut joiners, mut brackets) = (false, true, false);
    // After how many characters each gap stands; one between Han and Latin is none.
    let mut gaps = Vec::new();
    // Beside a mark (、) there may be one or not.
    let mut beside_marks = 0;
    let (mut count, mut last, mut open) = (0, 0, None);
    let mut at = from;
    while at < to {
        let (step, width) = fold.at(units, at);
        match step {
            Folded::Skip => {}
            Folded::Separator if width == 1 && is_index(units, at) => {}
            Folded::Unit(_) if fold.is_bracket(units[at]) && units[at] != LIST_MARK => {
                brackets = true;
                open = Some(false);
            }
            Folded::Separator => {
                let mark = fold.literal(units[at]);
                marks |= width > 1 || !is_ordinary(mark);
                joiners &= is_joiner(mark) || at > from && units[at - 1] == units[at];
                open = Some(open.is_none() && is_blank(units[at]));
            }
            Folded::Unit(_) | Folded::Units(..) => {
                match open.take() {
                    Some(one_blank) if !(one_blank && is_han(last) != is_han(units[at])) => gaps.push(count),
                    _ => beside_marks += usize::from(count > 0 && (is_punctuation(last) || is_punctuation(units[at]))),
                }
                last = units[at];
                count += 1;
            }
        }
        at += width;
    }
    if brackets {
        // Two characters in brackets and one before them are a word and what may be added to it.
        let divided = count > 2 && gaps.len() + 1 == count;
        let guise = match divided {
            true => Guise::Hidden,
            false if has_lone_quote(units, from, to) => Guise::Dotted,
            false => within_brackets(units, from, to, count),
        };
        return (guise, count);
    }
    let guise = if disguised || marks {
        Guise::Hidden
    } else if gaps.is_empty() {
        Guise::Plain
    } else if gaps.len() + beside_marks + 1 == count {
        match is_spaced_out(units, from, to) {
            true => Guise::Loose,
            false if joiners => Guise::Spaced,
            false => Guise::Dotted,
        }
    } else if !joiners || gaps.iter().any(|before| is_within_word(*before, count)) {
        Guise::Broken
    } else {
        Guise::Loose
    };
    (guise, count)
}

/// True of a word in a line of simplified text that alone is written in characters which such text does not use
/// (一条賭博信息), all of it that can be, or in such as only stand for a part of a character (⾊情): who gets them into a text
/// by accident, from a keyboard or a document copied, gets more of them.
pub(super) fn is_in_other_characters(units: &[u16], from: usize, to: usize) -> bool {
    let is_odd = |unit: &u16| is_part(*unit) || is_traditional(*unit);
    let word = &units[from..to];
    let in_parts = word.iter().any(|unit| is_part(*unit));
    if !word.iter().any(is_odd) || !in_parts && word.iter().any(|unit| has_traditional(*unit)) {
        return false;
    }
    let mut around = line_around(units, from, to).filter(|at| !(from..to).contains(at)).map(|at| units[at]);
    let mut is_simplified = in_parts;
    around.all(|unit| {
        is_simplified |= has_traditional(unit);
        !is_odd(&unit)
    }) && is_simplified
}

/// A radical or a compatibility form of a character.
fn is_part(unit: u16) -> bool {
    matches!(unit, 0x2E80..=0x2FDF | 0xF900..=0xFAFF)
}

fn is_traditional(unit: u16) -> bool {
    is_han(unit) && !is_part(unit) && Fold::shared().code(unit) != unit
}

/// True of a simplified character that has a traditional form.
fn has_traditional(unit: u16) -> bool {
    static SIMPLIFIED: OnceLock<FxHashSet<u16>> = OnceLock::new();
    let all = || (0x3400..=0x9FFF).filter(|unit| is_traditional(*unit)).map(|unit| Fold::shared().code(unit)).collect();
    SIMPLIFIED.get_or_init(all).contains(&unit)
}

/// The place of a hit with the brackets that open or close within it: of 傻[逼 also the one behind it.
pub(super) fn whole(units: &[u16], from: usize, to: usize) -> (usize, usize) {
    let open = (from..to).rev().find_map(|at| Some((at, bracket(units[at])?)));
    let close = |at: usize| units.get(at).map(|unit| Fold::shared().literal(*unit));
    let goes_on = open.is_some_and(|(at, (mark, _))| {
        !(at..to).any(|at| close(at) == Some(mark as u16)) && close(to) == Some(mark as u16)
    });
    let first = (from..to).find(|at| Fold::shared().is_bracket(units[*at]));
    let opens = from > 0
        && first.is_some_and(|at| bracket(units[from - 1]).is_some_and(|(mark, _)| close(at) == Some(mark as u16)));
    (from - usize::from(opens), to + usize::from(goes_on))
}

/// What closes the bracket, and what a word is that stands in it in part.
fn bracket(unit: u16) -> Option<(char, Guise)> {
    Some(match char::from_u32(u32::from(Fold::shared().literal(unit)))? {
        '(' => (')', Guise::Broken),
        '[' => (']', Guise::Dotted),
        '{' => ('}', Guise::Dotted),
        '<' => ('>', Guise::Dotted),
        '【' => ('】', Guise::Dotted),
        '〖' => ('〗', Guise::Dotted),
        '「' => ('」', Guise::Dotted),
        _ => return None,
    })
}

/// Of a word part of which stands in brackets: 傻[逼], 代【开】发票, 傻（逼）. Round ones as a rule hold what may be added,
/// but for one that holds the second of two characters.
fn within_brackets(units: &[u16], from: usize, to: usize, count: usize) -> Guise {
    let is = |at: usize, mark: char| {
        units.get(at).is_some_and(|unit| char::from_u32(u32::from(Fold::shared().literal(*unit))) == Some(mark))
    };
    let start = if from > 0 && bracket(units[from - 1]).is_some() { from - 1 } else { from };
    let Some((open, (close, guise))) = (start..to).find_map(|at| Some((at, bracket(units[at])?))) else {
        return Guise::Chance;
    };
    let Some(end) = (open + 1..=to).find(|at| is(*at, close)) else { return Guise::Chance };
    // A whole word in brackets of its own is a heading, and one bracket within it is enough.
    let inside = (open + 1..end).all(|at| bracket(units[at]).is_none());
    let round = guise == Guise::Broken;
    let second = count == 2 && open == from + 1 && end == to && to == from + 3;
    match inside && open < to && !(open < from && end == to) && (!round || second) {
        true => guise,
        false => Guise::Chance,
    }
}

/// True of a word with one straight quotation mark in it that has no partner in its line (法"轮功): of two in a line, one
/// opens a quotation and the other closes it.
fn has_lone_quote(units: &[u16], from: usize, to: usize) -> bool {
    let is_quote = |at: &usize| Fold::shared().literal(units[*at]) == u16::from(b'"');
    let marks = (from..to).filter(|at| Fold::shared().is_bracket(units[*at])).count();
    marks == 1 && (from..to).any(|at| is_quote(&at)) && line_around(units, from, to).filter(is_quote).count() == 1
}

/// The line that `from..to` stands in, up to [`LINE`] units to either side.
fn line_around(units: &[u16], from: usize, to: usize) -> std::ops::Range<usize> {
    let is_end = |at: &usize| matches!(units[*at], 0x0A | 0x0D);
    let low = from.saturating_sub(LINE);
    let high = units.len().min(to + LINE);
    (low..from).rev().find(is_end).map_or(low, |at| at + 1)..(to..high).find(is_end).unwrap_or(high)
}

/// The underscore or circumflex that sets an index where type cannot (PM_2.5, CO_2, 10^4).
fn is_index(units: &[u16], at: usize) -> bool {
    let ascii = |at: Option<usize>| at.and_then(|at| units.get(at)).and_then(|unit| u8::try_from(*unit).ok());
    matches!(units[at], 0x5E | 0x5F)
        && ascii(at.checked_sub(1)).is_some_and(|c| c.is_ascii_alphanumeric())
        && ascii(Some(at + 1)).is_some_and(|c| c.is_ascii_digit())
}

/// Most words have two characters: what leaves an odd number of them on both sides, or one alone at the end, cuts a
/// word (枪 支弹药); a single character before two may be a verb (加 微信).
fn is_within_word(before: usize, count: usize) -> bool {
    before + 1 == count || before % 2 == 1 && (count - before) % 2 == 1
}

/// True if the text goes on, on either side, with single characters and blanks: 重 要 通 知.
fn is_spaced_out(units: &[u16], from: usize, to: usize) -> bool {
    let gap = |at: usize| units.get(at).is_some_and(|unit| is_blank(Fold::shared().literal(*unit)));
    let word = |at: usize| units.get(at).is_some_and(|unit| is_han(*unit));
    let before = from >= 2 && gap(from - 1) && word(from - 2) && (from == 2 || gap(from - 3));
    let after = gap(to) && word(to + 1) && (to + 2 >= units.len() || gap(to + 2));
    before || after
}

/// Separators that stand in ordinary text between words and in dates, lists and titles.
fn is_ordinary(unit: u16) -> bool {
    let c = char::from_u32(u32::from(unit));
    c.is_some_and(|c| {
        c.is_whitespace()
            || matches!(
                c,
                '-' | '/'
                    | '\\'
                    | '.'
                    | '·'
                    | '•'
                    | '・'
                    | '—'
                    | '–'
                    | '―'
                    | '&'
                    | '\''
                    | '|'
                    | '丨'
                    | '+'
                    | '~'
                    | '…'
                    | '→'
            )
    })
}

/// Of these, the ones that join words and phrases.
fn is_joiner(unit: u16) -> bool {
    let c = char::from_u32(u32::from(unit));
    c.is_some_and(|c| c.is_whitespace() || matches!(c, '/' | '|' | '丨' | '+' | '&' | '…' | '→'))
}

/// True of a word of two characters that one mark divides, if the same mark goes on to divide single characters on a
/// side (竟·争·力): of two words that meet, one would stand whole.
pub(super) fn is_cut_up(units: &[u16], found: &Match) -> bool {
    let Match { from, to, .. } = *found;
    let Some(mark) = one_mark(units, found) else { return false };
    let is = |at: Option<usize>| at.and_then(|at| units.get(at)).is_some_and(|unit| *unit == mark);
    let han = |at: Option<usize>| at.and_then(|at| units.get(at)).is_some_and(|unit| is_han(*unit));
    is(Some(to)) && han(Some(to + 1)) || is(from.checked_sub(1)) && han(from.checked_sub(2))
}

/// True of a word of two characters with a stroke or wave between them that stands nowhere else in the line: those that
/// divide headings or join a range have blanks, digits or companions (布|署, 按~装).
pub(super) fn is_struck(units: &[u16], found: &Match) -> bool {
    let Match { from, to, .. } = *found;
    let Some(mark) = one_mark(units, found) else { return false };
    let literal = Fold::shared().literal(mark);
    matches!(char::from_u32(u32::from(literal)), Some('|' | '~'))
        && units[line_around(units, from, to)].iter().filter(|unit| Fold::shared().literal(**unit) == literal).count()
            == 1
}

/// The mark that alone stands between the two characters of a hit, if it is no blank.
fn one_mark(units: &[u16], found: &Match) -> Option<u16> {
    let mark = *units.get(found.from + 1)?;
    (found.to - found.from == 3 && is_han(units[found.from]) && is_han(units[found.from + 2]) && !is_blank(mark))
        .then_some(mark)
}

/// True for a mark that is no letter, digit or Han character.
fn is_punctuation(unit: u16) -> bool {
    !is_han(unit) && !char::from_u32(u32::from(unit)).is_some_and(char::is_alphanumeric)
}

fn is_blank(unit: u16) -> bool {
    matches!(unit, 0x20 | 0xA0 | 0x3000 | 0x2002..=0x200A | 0x202F)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::matcher::Matcher;

    #[test]
    fn tells_a_word_cut_up_from_words_that_meet() {
        let cases = [
            ("竟争", "提升竟·争·力", true),
            ("竟争", "国-竟-争议", true),
            ("竟争", "究竟·争议", false),
            ("布署", "全面布|署", true),
            ("布署", "要闻|公布|署名", false),
            ("布署", "公布-署名", false),
        ];
        for (word, text, expected) in cases {
            let units = crate::text::units(text);
            let mut found = None;
            Matcher::new([word]).scan(&units, |hit| found = Some(hit));
            let found = found.unwrap();
            assert_eq!(is_cut_up(&units, &found) || is_struck(&units, &found), expected, "{text}");
        }
    }

    #[test]
    fn tells_one_word_in_another_script() {
        let cases = [
            ("一条賭博信息", "賭博", true),
            ("一条賭博網站的信息", "賭博", false),
            ("贴着办証的小广告", "办証", false),
            ("贴着辦證的小广告", "辦證", true),
            ("播放⾊情录像", "⾊情", true),
            ("⼀家影院播放⾊情录像", "⾊情", false),
            ("⼀家影院\n播放⾊情录像", "⾊情", true),
            ("一条赌博信息", "赌博", false),
        ];
        for (text, word, expected) in cases {
            let from = text[..text.find(word).unwrap()].encode_utf16().count();
            let units = crate::text::units(text);
            assert_eq!(is_in_other_characters(&units, from, from + word.chars().count()), expected, "{text}");
        }
    }

    #[test]
    fn tells_accident_from_purpose() {
        let cases = [
            ("赌博", "参与赌博活动", Guise::Plain),
            ("加V信", "请加 V 信", Guise::Plain),
            ("征信修复", "提供征信 修复", Guise::Loose),
            ("加微信", "请加 微信", Guise::Loose),
            ("赌博", "禁 止 赌 博", Guise::Loose),
            ("六合彩", "买六合 彩", Guise::Broken),
            ("枪支弹药", "出售枪 支弹药", Guise::Broken),
            ("赌博", "参与 赌 博 活动", Guise::Spaced),
            ("赌博", "参与赌-博活动", Guise::Dotted),
            ("赌博", "赌-博-网-站", Guise::Dotted),
            ("六合彩", "六.合.彩", Guise::Dotted),
            ("征信修复", "征信.修复", Guise::Broken),
            ("赌博", "参与赌*博", Guise::Hidden),
            ("赌博", "参与赌😀博", Guise::Hidden),
            ("赌博", "参与赌\u{200B}博", Guise::Hidden),
            ("加V信", "加ⓥ信", Guise::Hidden),
            ("六合彩", "六[合]彩", Guise::Hidden),
            ("六合彩", "【六】【合】【彩】", Guise::Hidden),
            ("六合彩", "六!合<彩", Guise::Hidden),
            ("六合彩", "六(合)彩", Guise::Hidden),
            ("六合彩", "六（合彩", Guise::Chance),
            ("赌博", "赌（博）", Guise::Broken),
            ("赌博", "赌（博彩）", Guise::Chance),
            ("赌博", "赌[博]", Guise::Dotted),
            ("六合彩票", "六【合】彩票", Guise::Dotted),
            ("六合彩", "[六]合彩", Guise::Dotted),
            ("六合彩", "六[合彩]", Guise::Dotted),
            ("六合彩", "六、合、彩", Guise::Listed),
            ("先立后破、以进促稳", "先 立 后 破、以 进 促 稳", Guise::Spaced),
            ("先立后破、以进促稳", "先 立 后 破 、 以 进 促 稳", Guise::Spaced),
            ("先立后破、以进促稳", "先立后破 、以进促稳", Guise::Plain),
            ("六合彩", "六合、彩", Guise::Chance),
            ("赌博", "赌、博", Guise::Chance),
            ("六合彩", "六\"合彩", Guise::Dotted),
            ("六合彩", "买\"六\"合彩", Guise::Chance),
            ("六合彩", "六\u{FFFC}合彩", Guise::Hidden),
            ("六合彩", "六\u{E001}合\u{F8FF}彩", Guise::Hidden),
        ];
        for (word, text, expected) in cases {
            let units = crate::text::units(text);
            let mut found = None;
            Matcher::new([word]).scan(&units, |hit| found = Some(hit));
            assert_eq!(of(&units, &found.unwrap()).0, expected, "{text}");
        }
    }
}
