//! Dates after GB/T 9704 and GB/T 15835: days that exist, the weekday that the day has, years of four digits, no
//! leading zeros, one kind of digits in one date.

use super::numeral::Habits;
use super::page::{self, Page, is_han};
use crate::calendar::Date;

const CODE: &str = "notation/date";
const NUMERAL: &str = "notation/numeral";

word_lists! {
    /// Before a date of another calendar (农历, 民国 …).
    other_calendar = "notation-other-calendar",
    /// Labels of what a page's system writes about it (发布日期, 更新时间).
    records = "notation-date-record",
    /// What happens in a year and lasts none: behind 98年 (建成, 入伍).
    year_events = "notation-year-event",
    /// What only looks like the end or beginning of a year behind 20年 (初心, 底蕴).
    no_turns = "notation-year-no-turn",
    /// What is counted in years, before 20年 (历时).
    spans = "notation-year-span",
    /// What goes on behind a weekday and is no part of a name (周三上午).
    weekday_goes_on = "notation-weekday-goes-on",
    /// What a day is named for, behind its numbers (消费者权益日, 事变).
    named_days = "notation-named-day",
    /// What follows a number in quotation marks that is no day (版).
    no_days = "notation-no-day",
    |book|
    /// What people type for the 〇 of a year: a letter, a digit, 零.
    zeros: Vec<char> = page::chars(book, "notation-typed-zero"),
    /// What may stand before a year of two digits (自), and what behind it (起, 以来).
    since: [Vec<Vec<u16>>; 2] = ["notation-since-before", "notation-since-after"].map(|name| page::set(book, name)),
}

/// A date as it is written: places of its parts.
#[derive(Clone, Copy, Default)]
struct Written {
    from: usize,
    year: Option<(usize, usize)>,
    month: Option<(usize, usize)>,
    day: Option<(usize, usize)>,
    to: usize,
}

impl Words {
    /// Judges the date in Arabic digits that begins with the run of digits at `at`, if one does.
    pub(super) fn arabic(&self, page: &mut Page<'_>, habits: &mut Habits, at: usize) {
        let len = page.digits(at);
        let end = page.skip_blanks(at + len);
        // 2O23年 is told of as a number with a letter in it.
        if page.before(at).is_alphabetic() && self.zeros.contains(&page.before(at)) {
            return;
        }
        match page.at(end) {
            '年' if matches!(len, 2 | 4) => {
                if len == 4 {
                    habits.arabic_year = true;
                }
                let year = Some((at, at + len));
                let mut written = Written { from: at, year, to: end + 1, ..Written::default() };
                read_month(page, &mut written, page.skip_blanks(end + 1));
                if written.month.is_none() {
                    match len {
                        4 => self.mixed(page, at, end + 1),
                        _ => self.short_year(page, at, end),
                    }
                }
                self.judge(page, &written);
            }
            '月' if len <= 2 && !matches!(page.before(at), '年' | '.' | '-' | '/') && !follows_year(page, at) => {
                let mut written = Written { from: at, ..Written::default() };
                read_month(page, &mut written, at);
                self.judge(page, &written);
            }
            _ if len == 4 => numeric(page, at),
            _ => {}
        }
    }

    fn judge(&self, page: &mut Page<'_>, written: &Written) {
        let Written { from, to, .. } = *written;
        let number = |(from, to): (usize, usize)| page.number(from, to);
        let (year, month, day) =
            (written.year.and_then(number), written.month.and_then(number), written.day.and_then(number));
        let Some(month) = month else { return };
        let short = written.year.is_some_and(|(from, to)| to - from == 2);
        if page.ends(from, &self.other_calendar) {
            return;
        }
        let known = year.filter(|_| !short);
        if !exists(known, month, day) {
            if day.is_some() || known.is_some() {
                let variant = if (1..=12).contains(&month) { "" } else { "month" };
                page.give(CODE, variant, if variant.is_empty() { "day" } else { "" }, (from, to), &[]);
            }
            return;
        }
        let plain = plain(year, month, day);
        if short {
            if let (Some(year), false) = (year, is_time_before(page, from)) {
                let is_since = page.at(to) == '起' || matches!(page.before(from), '自' | '从');
                // 刑期12年6月 is a time.
                let grade = match day {
                    Some(_) => "",
                    None if is_since => "",
                    None if page.before(from).is_ascii_alphanumeric() || page.ends(from, &self.spans) => return,
                    None => "year-since",
                };
                let century = if year < 50 { "20" } else { "19" };
                page.give(CODE, "year", grade, (from, to), &[format!("{century}{plain}")]);
            }
            return;
        }
        let zero =
            [written.month, written.day].into_iter().flatten().any(|(from, _)| page.number(from, from + 1) == Some(0));
        if zero {
            let grade = if self.is_recorded(page, from, to) { "zero-record" } else { "" };
            page.give(CODE, "zero", grade, (from, to), &[plain]);
        }
        if day.is_some() {
            falling(page, written, year);
        }
        if let (Some(year), Some(day)) = (known, day)
            && let Some(date) = Date::new(year as i32, month as u8, day as u8)
        {
            self.weekday(page, date, to);
        }
    }

    /// True for a date that a system writes about the page, and nobody types: behind the label of such a record
    /// (发布日期：2024年05月08日), or as a stamp with the time of day (2024年05月08日 09:30).
    fn is_recorded(&self, page: &Page<'_>, from: usize, to: usize) -> bool {
        let back = |at: usize| (at.saturating_sub(4)..at).rev().find(|i| !page::is_blank(page.at(*i)));
        let before = back(from).map_or('\0', |i| page.at(i));
        let hour = page.skip_blanks(to);
        if hour > to
            && page.digits(hour) == 2
            && matches!(page.at(hour + 2), ':' | '：' | '时')
            && !is_han(before)
            && !matches!(before, '，' | '。' | '“' | '（')
        {
            return true;
        }
        let mark = |c: char| matches!(c, '：' | ':' | '】' | ']');
        // 《人民日报》（2024年05月08日 第04版）
        let sheet = page.skip_blanks(hour + usize::from(page.at(hour) == '第'));
        let sheet = page.skip_blanks(sheet + page.digits(sheet));
        if sheet > hour && page.at(sheet) == '版' && matches!(before, '（' | '(' | '》') {
            return true;
        }
        let label = std::iter::successors(back(from), |at| back(*at)).take(3).find(|i| !mark(page.at(*i)));
        mark(before) && label.is_some_and(|i| page.ends(i + 1, &self.records))
    }

    /// A year in Arabic digits with a month in Chinese ones.
    fn mixed(&self, page: &mut Page<'_>, from: usize, at: usize) {
        let Some((month, end)) = page::han_number(page, at) else { return };
        if page.at(end) != '月' || month > 12 {
            return;
        }
        let mut fix = format!("{}{month}月", page.text(from, at));
        let mut to = end + 1;
        if let Some((day, end)) = page::han_number(page, to)
            && page.at(end) == '日'
        {
            fix.push_str(&format!("{day}日"));
            to = end + 1;
        }
        page.give(NUMERAL, "mixed", "", (from, to), &[fix]);
    }

    /// Judges the date in Chinese digits that begins at `at`, if one does.
    pub(super) fn han(&self, page: &mut Page<'_>, habits: &mut Habits, at: usize) {
        // 八月15日. Most 一 and 二 are followed by other things.
        let next = page.at(at + 1);
        if (next == '月' || page::is_han_digit(next))
            && let Some((month, end)) = page::han_number(page, at).filter(|(_, end)| page.at(*end) == '月')
            && page.before(at) != '年'
        {
            // 四月三十一日; 二月三十日 may be one of the lunar calendar.
            if let Some((day, to)) = page::han_number(page, end + 1).filter(|(day, _)| *day > 30)
                && page.at(to) == '日'
                && !exists(None, month, Some(day))
            {
                page.give(CODE, "", "day", (at, to + 1), &[]);
                return;
            }
            let to = end + 1 + page.digits(end + 1);
            if matches!(to - end, 2 | 3) && page.at(to) == '日' && month <= 12 {
                let fix = [format!("{month}月{}", page.text(end + 1, to + 1))];
                page.give(NUMERAL, "mixed", "", (at, to + 1), &fix);
            }
            return;
        }
        // 二〇21年
        if page::is_year_digit(next) && page.digits(at + 2) == 2 && page.at(at + 4) == '年' {
            let one = |i: usize| page::han_value(page.at(i)).unwrap_or(0);
            let century = one(at) * 10 + one(at + 1);
            if matches!(century, 19 | 20) {
                page.give(NUMERAL, "mixed", "", (at, at + 5), &[format!("{century}{}", page.text(at + 2, at + 5))]);
            }
            return;
        }
        let is_digit = |i: usize| page::is_year_digit(page.at(i)) || i > at && self.zeros.contains(&page.at(i));
        if !(at..at + 4).all(is_digit) || page.at(at + 4) != '年' {
            return;
        }
        let year: Option<String> = (at..at + 4)
            .map(|i| page::han_value(page.at(i)).map_or(Some('0'), |value| char::from_digit(value, 10)))
            .collect();
        let Some(year) = year.filter(|year| year.starts_with(['1', '2'])) else { return };
        let arabic = format!("{year}年");
        habits.han_year.get_or_insert((at, at + 5, arabic.clone()));
        let month_len = page.digits(at + 5);
        if matches!(month_len, 1 | 2) && page.at(at + 5 + month_len) == '月' {
            let mut to = at + 6 + month_len;
            let day_len = page.digits(to);
            if matches!(day_len, 1 | 2) && page.at(to + day_len) == '日' {
                to += day_len + 1;
            }
            let fix = [format!("{arabic}{}", page.text(at + 5, to))];
            page.give(NUMERAL, "mixed", "", (at, to), &fix);
            return;
        }
        let circle: String = page.text(at, at + 4);
        let is_zero = |c: char| c == '○' || self.zeros.contains(&c);
        if circle.contains(is_zero) {
            // A full-width zero was the 〇 of keyboards that had none.
            let grade = if circle.contains(|c| c != '０' && self.zeros.contains(&c)) { "" } else { "zero-like" };
            let fix = [circle.replace(is_zero, "〇")];
            page.give(NUMERAL, "zero", grade, (at, at + 4), &fix);
        }
        let month = page::han_number(page, at + 5).filter(|(_, end)| page.at(*end) == '月');
        let Some((month, end)) = month else { return };
        let day = page::han_number(page, end + 1).filter(|(_, end)| matches!(page.at(*end), '日' | '号'));
        let to = day.map_or(end + 1, |(_, end)| end + 1);
        let Ok(number) = year.parse() else { return };
        let (day, from) = (day.map(|(day, _)| day), at);
        if page.ends(from, &self.other_calendar) {
            return;
        }
        if !exists(Some(number), month, day) {
            let variant = if (1..=12).contains(&month) { "" } else { "month" };
            page.give(CODE, variant, if variant.is_empty() { "day" } else { "" }, (from, to), &[]);
        } else if let Some(date) = day.and_then(|day| Date::new(number as i32, month as u8, day as u8)) {
            self.weekday(page, date, to);
        }
    }

    /// 08年, 自98年起, 21年底, ’98年, 86年入伍: a year of two digits without a month. What begins with 0 is no number of
    /// years; of the others the words around have to say so.
    fn short_year(&self, page: &mut Page<'_>, at: usize, end: usize) {
        let Some(year) = page.number(at, at + 2) else { return };
        let before = page.before(at);
        if before.is_ascii_alphanumeric() || matches!(before, '.' | '．' | '-' | '第' | ':' | '：' | '—' | '～') {
            return;
        }
        let quote = matches!(before, '’' | '‘' | '\'');
        let zero = year < 10 && !quote;
        let [opens, goes_on] = &self.since;
        let turn = end + 1 + usize::from(page.at(end + 1) == '年');
        let stated = page.ends(at, opens) && page.starts(end + 1, goes_on)
            || quote && year > 0
            || !page.ends(at, &self.spans)
                && (matches!(page.at(turn), '底' | '初' | '末') && year > 9 && !page.starts(turn, &self.no_turns)
                    || year > 49 && page.starts(end + 1, &self.year_events));
        if !(zero || stated) {
            return;
        }
        let from = at - usize::from(quote && before != '\'');
        let fix = format!("{}{}年", if year < 50 { "20" } else { "19" }, page.text(at, at + 2));
        page.give(CODE, "year", if zero { "" } else { "year-since" }, (from, end + 1), &[fix]);
    }

    /// Judges the weekday written behind a date.
    fn weekday(&self, page: &mut Page<'_>, date: Date, after: usize) {
        let mut at = page.skip_blanks(after);
        let bracketed = matches!(page.at(at), '（' | '(');
        if bracketed || matches!(page.at(at), '，' | ',') {
            at = page.skip_blanks(at + 1);
        }
        let (lead, day_at) = match (page.at(at), page.at(at + 1)) {
            ('星', '期') => ("星期", at + 2),
            ('礼', '拜') => ("礼拜", at + 2),
            ('周', _) => ("周", at + 1),
            _ => return,
        };
        let written = match page.at(day_at) {
            '天' => Some(6),
            c => DAYS.chars().position(|day| day == c),
        };
        let Some(written) = written else { return };
        // 周三 without brackets may be the beginning of a name.
        let named = lead == "周" && !bracketed && is_han(page.at(day_at + 1));
        if named && !page.starts(day_at + 1, &self.weekday_goes_on) {
            return;
        }
        let right = date.weekday();
        if written == right {
            return;
        }
        let fix = format!("{lead}{}", DAYS.chars().nth(right).unwrap_or('日'));
        page.give(CODE, "weekday", "", (at, day_at + 1), &[fix]);
    }

    /// 3.15消费者权益日, “九.一八”事变, “九·一八”: the point between month and day in the name of a day, at `at`. Between Arabic
    /// digits, and behind 一, 十一, 十二, stands ·; behind the other months in Chinese stands nothing.
    pub(super) fn named_day(&self, page: &mut Page<'_>, at: usize) {
        let is_part = |c: char| page::is_han_digit(c) || c.is_ascii_digit();
        let from = (at.saturating_sub(2)..at).find(|i| (*i..at).all(|i| is_part(page.at(i)))).unwrap_or(at);
        let to = (at + 1..at + 4).find(|i| !is_part(page.at(*i))).unwrap_or(at + 4);
        let closes = matches!(page.at(to), '”' | '"' | '’');
        // Most points stand within amounts.
        if !closes && !is_han(page.at(to)) {
            return;
        }
        let behind = to + usize::from(closes);
        let quoted = page.before(from) == '“' && page.at(to) == '”' && !page.starts(behind, &self.no_days);
        if from == at || is_part(page.before(from)) || !(quoted || page.starts(behind, &self.named_days)) {
            return;
        }
        let arabic = page.number(from, at).zip(page.number(at + 1, to));
        // 一二·九, 九一八: they are spelt digit by digit, or read.
        let han = |from: usize, to: usize| {
            let spelt = (from..to).try_fold(0, |n, at| Some(n * 10 + page::han_value(page.at(at))?));
            spelt.or_else(|| Some(page::han_number(page, from).filter(|(_, end)| *end == to)?.0))
        };
        let Some((month, day)) = arabic.or_else(|| han(from, at).zip(han(at + 1, to))) else { return };
        if !exists(None, month, Some(day)) {
            return;
        }
        let mark = if arabic.is_some() || matches!(month, 1 | 11 | 12) { "·" } else { "" };
        if mark.starts_with(page.at(at)) {
            return;
        }
        let fix = format!("{}{mark}{}", page.text(from, at), page.text(at + 1, to));
        page.give(CODE, "named", "", (from, to), &[fix]);
    }
}

/// Reads `8月1日` or `8月` at `at` into a date.
fn read_month(page: &Page<'_>, written: &mut Written, at: usize) {
    let len = page.digits(at);
    let end = page.skip_blanks(at + len);
    if !matches!(len, 1 | 2) || page.at(end) != '月' {
        return;
    }
    written.month = Some((at, at + len));
    written.to = end + 1;
    let at = page.skip_blanks(end + 1);
    let len = page.digits(at);
    let end = page.skip_blanks(at + len);
    if matches!(len, 1 | 2) && matches!(page.at(end), '日' | '号') {
        written.day = Some((at, at + len));
        written.to = end + 1;
    }
}

/// 6月12日至8日, 2023年6月12日至2022年6月30日: the second day of a span is before the first. A span without years may
/// lead into the next one, but hardly to an earlier day of the month it begins in.
fn falling(page: &mut Page<'_>, first: &Written, year: Option<u32>) {
    if !matches!(page.at(first.to), '至' | '到' | '—' | '－' | '-' | '～' | '~') {
        return;
    }
    let at = first.to + 1;
    let digits = page.digits(at);
    let mut second = Written { from: at, ..Written::default() };
    let behind_year = at + digits + 1;
    if digits == 4 && page.at(at + 4) == '年' {
        second.year = Some((at, at + 4));
        read_month(page, &mut second, behind_year);
    } else if matches!(digits, 1 | 2) && matches!(page.at(at + digits), '日' | '号') {
        second = Written { month: first.month, day: Some((at, at + digits)), to: behind_year, ..second };
    } else {
        read_month(page, &mut second, at);
    }
    let number = |part: Option<(usize, usize)>| part.and_then(|(from, to)| page.number(from, to));
    let day = |date: &Written| number(date.month).zip(number(date.day));
    let (Some(from), Some(to)) = (day(first), day(&second)) else { return };
    let falls = match number(second.year).zip(year) {
        Some((second, first)) => (second, to) < (first, from),
        None => to.0 == from.0 && to.1 < from.1,
    };
    if falls {
        page.give(CODE, "falling", "", (first.from, second.to), &[]);
    }
}

/// True if the digits at `at` belong to a date that began before them.
fn follows_year(page: &Page<'_>, at: usize) -> bool {
    let back = |at: usize| (at.saturating_sub(4)..at).rev().find(|i| !page::is_blank(page.at(*i)));
    let Some(year) = back(at).filter(|i| page.at(*i) == '年') else { return false };
    back(year).is_some_and(|i| page::is_digit(page.units[i]))
}

/// A span of years and months (历时21年8月), not a date.
fn is_time_before(page: &Page<'_>, at: usize) -> bool {
    matches!(page.before(at), '.' | '．' | '-' | '第')
}

fn exists(year: Option<u32>, month: u32, day: Option<u32>) -> bool {
    let Ok(month) = u8::try_from(month) else { return false };
    // Without a year, 29 February may be.
    let year = year.map_or(2000, |year| year as i32);
    u8::try_from(day.unwrap_or(1)).is_ok_and(|day| Date::new(year, month, day).is_some())
}

fn plain(year: Option<u32>, month: u32, day: Option<u32>) -> String {
    let year = year.map_or(String::new(), |year| format!("{year:02}年"));
    format!("{year}{month}月{}", day.map_or(String::new(), |day| format!("{day}日")))
}

/// `2021-02-30`, `2021/2/30`, `2021.2.30`.
fn numeric(page: &mut Page<'_>, at: usize) {
    let mark = page.at(at + 4);
    if !matches!(mark, '-' | '/' | '.') || is_joined(page.before(at)) {
        return;
    }
    let month_len = page.digits(at + 5);
    let second = at + 5 + month_len;
    let day_len = page.digits(second + 1);
    let to = second + 1 + day_len;
    if !matches!((month_len, day_len), (1 | 2, 1 | 2)) || page.at(second) != mark || is_joined(page.at(to)) {
        return;
    }
    let (Some(year), Some(month), Some(day)) =
        (page.number(at, at + 4), page.number(at + 5, second), page.number(second + 1, to))
    else {
        return;
    };
    if !(1900..2100).contains(&year) {
        return;
    }
    if !exists(Some(year), month, Some(day)) {
        page.give(CODE, "", "", (at, to), &[]);
    } else if mark != '-'
        && (is_han(page.before(at)) && page.at(to) != '\0' || is_han(page.at(to)) || page.at(to) == '，')
    {
        // Within a sentence a date is written out; 2021-08-01 is the standard's own short form.
        page.give(CODE, "numeric", "", (at, to), &[plain(Some(year), month, Some(day))]);
    }
}

/// A character that makes a number part of something longer (an index, a version, an address).
fn is_joined(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '/' | '.' | '_' | ':' | '@' | '—' | '～' | '~')
}

const DAYS: &str = "一二三四五六日";
