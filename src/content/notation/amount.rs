//! Numbers with what hangs on them, after GB/T 15835: one kind of digits in a number (二百五十), the 0 before a decimal
//! point, the unit at both ends of a range (5%～8%), 个百分点, one sign for one currency, m² and ℃.

use super::numeral::{CODE, decimals};
use super::page::{self, Finding, Page, han_value, is_digit, is_han, to_han};

word_lists! {
    /// What is counted only with 个 (百分点).
    measured = "notation-measured",
    /// Two words for about that nobody sets side by side (多余).
    together = "notation-about-twice",
    /// What a number stands behind (达到).
    leads = "notation-before-decimal",
    /// What % says as well (百分之).
    percent = "notation-percent-word",
    /// What 至 belongs to (从), and what only ends like it (来自).
    from = "notation-range-from",
    no_from = "notation-range-from-unless",
    /// Behind what a digit in Chinese ends a word (周五, 初一).
    no_digit = "notation-no-digit-before",
    /// What is counted from few to many (周岁).
    rising = "notation-rising-unit",
    /// What only begins like one of them (平方公里, 平方根).
    not_typed = "notation-unit-typed-unless",
    |book|
    /// Symbols and short forms of units as they are typed, and as they are to be written (`m2 m²`, `平米 平方米`).
    typed: Vec<(Vec<u16>, String)> = pairs(book.pack().set("notation-unit-typed")),
}

/// Symbols and what is right for them, written side by side.
fn pairs(list: &[String]) -> Vec<(Vec<u16>, String)> {
    let pair = |pair: &String| pair.split_once(' ').map(|(typed, right)| (crate::text::units(typed), right.to_owned()));
    list.iter().filter_map(pair).collect()
}

impl Words {
    /// Judges what hangs on the number of `at..end`, decimals included.
    pub(super) fn arabic(&self, page: &mut Page<'_>, at: usize, end: usize, units: &[Vec<u16>]) {
        mixed(self, page, at, end, units);
        hyphen_range(page, at, end, units);
        self.spanning(page, at, end);
        // Nothing hangs on most numbers: they count, date, or end a clause.
        if matches!(page.at(end), '年' | '日' | '个' | '人' | '名' | '，' | '、' | '。' | '）') {
            return;
        }
        if page.starts(end, &self.measured) {
            let fix = format!("{}个", page.text(at, end));
            page.give(CODE, "measured", "", (at, end), &[fix]);
        }
        let count = (end..end + 3).find(|i| !matches!(page.at(*i), '百' | '千' | '万' | '亿')).unwrap_or(end);
        if page.starts(count, &self.together) && is_han(page.at(count + 2)) && page.at(count + 2) != '的' {
            let fixes = [page.text(count, count + 1), page.text(count + 1, count + 2)];
            let params = [("before", fixes[0].as_str()), ("after", fixes[1].as_str())];
            let (from, to) = (count, count + 2);
            page.report(Finding { code: CODE, variant: "twice", grade: "", from, to, fixes: &fixes, params: &params });
        }
        open_range(page, at, end, units);
        if matches!(page.at(end), '-' | '—' | '–' | '－' | '～' | '~') {
            calendar_range(page, at, end);
            self.falling_range(page, at, end);
        }
        time(page, at, end);
        self.unit(page, end);
    }

    /// 2025—2021年, 第10—5条, 40—18周岁: the first of the two is the greater.
    fn falling_range(&self, page: &mut Page<'_>, at: usize, end: usize) {
        let mark = page.at(end);
        let to = end + 1 + page.digits(end + 1);
        let (Some(first), Some(second)) = (page.number(at, end), page.number(end + 1, to)) else { return };
        let before = page.before(at);
        if second >= first
            || to - end != end - at + 1 && before != '第'
            || matches!(before, '-' | '—' | '～' | '/' | '.' | '万' | '千' | '百' | '亿')
        {
            return;
        }
        let years = |year| (1900..2100).contains(&year);
        let grade = match page.at(to) {
            '年' if years(first) && years(second) => "",
            '条' | '款' | '项' | '页' | '章' if before == '第' => "",
            _ if mark != '-' && page.starts(to, &self.rising) => "falling-count",
            _ => return,
        };
        let fix = format!("{}{mark}{}", page.text(end + 1, to), page.text(at, end));
        page.give(CODE, "falling", grade, (at, to), &[fix]);
    }

    /// 1，000元: the comma at `at` stands between the thousands of one number.
    pub(super) fn comma(&self, page: &mut Page<'_>, at: usize, units: &[Vec<u16>]) {
        let is_one = |i: usize| page.units.get(i).is_some_and(|unit| is_digit(*unit));
        if at == 0 || !is_one(at - 1) || page.digits(at + 1) != 3 {
            return;
        }
        let from = (at.saturating_sub(3)..at).find(|i| (*i..at).all(is_one)).unwrap_or(at);
        if is_one(from.wrapping_sub(1)) || matches!(page.before(from), '.' | '，' | '第') {
            return;
        }
        let mut to = at + 4;
        while page.at(to) == '，' && page.digits(to + 1) == 3 {
            to += 4;
        }
        let whole = to;
        to = decimals(page, to);
        // 标段1，350万元 are two.
        let one_number = to > whole || whole > at + 4 || page.at(whole - 1) == '0' && page.at(whole - 2) == '0';
        if one_number && (matches!(page.at(to), '万' | '亿' | '美') || page.starts(to, units)) {
            let fix = page.text(from, to).replace('，', ",");
            page.give(CODE, "", "", (from, to), &[fix]);
        }
    }

    /// 二千零五年: a year is spelt digit by digit. 三点30分: one kind of digits.
    pub(super) fn han(&self, page: &mut Page<'_>, at: usize) {
        if let Some((hour, end)) = page::han_number(page, at).filter(|(hour, end)| *hour < 25 && page.at(*end) == '点')
            && matches!(page.digits(end + 1), 1 | 2)
            && page.at(end + 1 + page.digits(end + 1)) == '分'
        {
            let to = end + 2 + page.digits(end + 1);
            page.give(CODE, "mixed", "mixed-time", (at, to), &[format!("{hour}{}", page.text(end, to))]);
        }
        if !matches!(page.at(at), '一' | '二') || page.at(at + 1) != '千' {
            return;
        }
        let Some((year, end)) = page::long_number(page, at) else { return };
        if page.at(end) == '年' && (1949..2100).contains(&year) && year % 10 > 0 && page.at(end + 1) != '前' {
            let fix: String = year.to_string().chars().map(|c| if c == '0' { '〇' } else { to_han_digit(c) }).collect();
            page.give(CODE, "year-read", "", (at, end), &[fix]);
        }
    }

    /// 30m2, 25°C: a symbol that type has of its own.
    fn unit(&self, page: &mut Page<'_>, end: usize) {
        let from = end + usize::from(matches!(page.at(end), ' ' | '万' | '多' | '余'));
        let tail = page.units.get(from..).unwrap_or(&[]);
        let typed = self.typed.iter().find(|(typed, _)| typed.first() == tail.first() && tail.starts_with(typed));
        if let Some((typed, right)) = typed {
            let to = from + typed.len();
            if !page.at(to).is_ascii_alphanumeric() && !page.starts(from, &self.not_typed) {
                page.give(CODE, "unit", "unit-typed", (from, to), std::slice::from_ref(right));
            }
        }
    }

    /// Judges the mark at `at`: a decimal point, a stroke, the sign of a currency.
    pub(super) fn mark(&self, page: &mut Page<'_>, at: usize, units: &[Vec<u16>]) {
        match page.at(at) {
            '.' | '．' if is_han(page.before(at)) => match han_value(page.at(at + 1)) {
                Some(_) => han_decimal(page, at, units),
                None => self.bare_decimal(page, at),
            },
            // 5元/每次
            '/' if page.at(at + 1) == '每' && is_han(page.before(at)) => {
                page.give(CODE, "per-each", "", (at, at + 2), &["/".into()]);
            }
            '￥' | '¥' => currency(page, at, &['元']),
            '$' | '＄' => currency(page, at, &['美', '元']),
            '%' | '％' => self.percent_twice(page, at),
            _ => {}
        }
    }

    /// 从2020—2023年, 自4月—8月: 从 asks for 至.
    fn spanning(&self, page: &mut Page<'_>, at: usize, end: usize) {
        if !page.ends(at, &self.from) || page.ends(at, &self.no_from) {
            return;
        }
        let is_unit = |c: char| matches!(c, '年' | '月' | '日' | '时' | '点');
        let mark = end + usize::from(is_unit(page.at(end)));
        let to = mark + 1 + page.digits(mark + 1);
        if matches!(page.at(mark), '-' | '—' | '–' | '－' | '~' | '～') && to > mark + 1 && is_unit(page.at(to)) {
            let fix = format!("{}至{}", page.text(at, mark), page.text(mark + 1, to));
            page.give(CODE, "from", "from", (at, to), &[fix]);
        }
    }

    /// 百分之三十%, 5%个百分点: the sign at `at` says what a word beside its number says.
    fn percent_twice(&self, page: &mut Page<'_>, at: usize) {
        let is_part =
            |c: char| page::is_han_digit(c) || is_multiple(c) || matches!(c, '点' | '两') || c.is_ascii_digit();
        let from = (at.saturating_sub(12)..at).rev().find(|i| !is_part(page.at(*i))).map_or(0, |i| i + 1);
        let word = self.percent.iter().find(|word| page.ends(from, std::slice::from_ref(word)));
        if let Some(word) = word.filter(|_| from < at) {
            let fix = page.text(from - word.len(), at);
            page.give(CODE, "fraction", "", (from - word.len(), at + 1), &[fix]);
            return;
        }
        let behind = at + 1 + usize::from(page.at(at + 1) == '个');
        if from < at && page.starts(behind, &self.measured) {
            let fix = format!("{}个", page.text(from, at));
            page.give(CODE, "measured", "", (from, behind), &[fix]);
        }
    }

    /// 达到.95: the 0 before the point.
    fn bare_decimal(&self, page: &mut Page<'_>, at: usize) {
        let end = at + 1 + page.digits(at + 1);
        let goes_on = matches!(page.at(end), '.' | '年' | '寸' | ' ') || page.at(end).is_ascii_alphabetic();
        if (2..=4).contains(&(end - at)) && !goes_on && page.ends(at, &self.leads) {
            let fix = format!("0.{}", page.text(at + 1, end));
            page.give(CODE, "decimal", "", (at, end), &[fix]);
        }
    }
}

fn is_multiple(c: char) -> bool {
    matches!(c, '十' | '百' | '千')
}

/// 二百5十, 5十多, 五0: Arabic digits within a number in Chinese.
fn mixed(words: &Words, page: &mut Page<'_>, at: usize, end: usize, units: &[Vec<u16>]) {
    let before = page.before(at);
    if han_value(before).is_none() && !is_multiple(before) {
        return;
    }
    if page.units[at..end].iter().all(|unit| page::digit(*unit) == Some(0)) && end - at <= 3 {
        // 周五0时 is a time of day.
        let lead = at.checked_sub(2).map_or('\0', |i| page.at(i));
        let counted = is_multiple(page.at(end))
            || matches!(page.at(end), '万' | '亿' | '%' | '％')
            || page.starts(end, units) && page.at(end) != '年';
        let Some(value) = han_value(before).filter(|_| counted) else { return };
        let within = page::is_han_digit(lead) || is_multiple(lead) || at > 1 && is_digit(page.units[at - 2]);
        if !within && !page.ends(at - 1, &words.no_digit) {
            let fix = format!("{value}{}", page.text(at, end));
            page.give(CODE, "mixed-digits", "", (at - 1, end), &[fix]);
        }
        return;
    }
    let Some(value) = page.number(at, end).filter(|value| end - at <= 2 && *value > 0) else { return };
    let counted = |at: usize| at > 0 && han_value(page.at(at - 1)).is_some();
    if !is_multiple(before) || !counted(at - 1) {
        return;
    }
    // 二百5十; 三十5人, 三百50人.
    let goes_on = end - at == 1 && is_multiple(page.at(end));
    let ends = end - at == if before == '十' { 1 } else { 2 } && page.starts(end, units) && page.at(end) != '年';
    if goes_on || ends && value % 100 > 9 || ends && before == '十' {
        page.give(CODE, "mixed-digits", "", (at, end), &[to_han(value)]);
    }
}

/// 四.五%: a decimal in Chinese digits around a point.
fn han_decimal(page: &mut Page<'_>, at: usize, units: &[Vec<u16>]) {
    let is_one = |c: char| page::is_year_digit(c);
    let from = (at.saturating_sub(3)..at).find(|i| (*i..at).all(|i| is_one(page.at(i)))).unwrap_or(at);
    let to = (at + 1..at + 4).find(|i| !is_one(page.at(*i))).unwrap_or(at + 4);
    let before = page.before(from);
    if from == at
        || from == page.beginning()
        || page::is_han_digit(before)
        || is_multiple(before)
        || !(matches!(page.at(to), '%' | '％' | '万' | '亿' | '‰' | '℃') || page.starts(to, units))
    {
        return;
    }
    let digits = |from: usize, to: usize| -> String {
        (from..to).map(|i| han_value(page.at(i)).and_then(|d| char::from_digit(d, 10)).unwrap_or('0')).collect()
    };
    let fix = format!("{}.{}", digits(from, at), digits(at + 1, to));
    page.give(CODE, "decimal", "", (from, to), &[fix]);
}

/// 5%-8: the second number of a range lacks the unit of the first.
fn open_range(page: &mut Page<'_>, at: usize, end: usize, units: &[Vec<u16>]) {
    let unit = page.at(end);
    if !matches!(unit, '%' | '％' | '℃' | '‰') || matches!(page.before(at), '-' | '—' | '～' | '~' | '至' | '到')
    {
        return;
    }
    let mark = page.at(end + 1);
    let wide = usize::from(mark == '—' && page.at(end + 2) == mark);
    let two = end + 2 + wide;
    let len = page.digits(two);
    if !matches!(mark, '-' | '—' | '–' | '－' | '~' | '～') || len == 0 || len > 3 {
        return;
    }
    let to = decimals(page, two + len);
    let (Some(first), Some(second)) = (page.number(at, at + page.digits(at)), page.number(two, two + len)) else {
        return;
    };
    let after = page.at(to);
    let has_unit =
        matches!(after, '%' | '％' | '‰' | '℃' | '°' | '万' | '亿' | '月' | '日' | '号' | '成' | '.' | ':' | '：')
            || after.is_ascii_alphanumeric()
            || page.starts(to, units);
    if has_unit || second < first {
        return;
    }
    let fix = format!("{}{unit}～{}{unit}", page.text(at, end), page.text(two, to));
    page.give(CODE, "range", "", (at, to), &[fix]);
}

/// 5%-8%, 3万-5万元, 30%--40%: a hyphen between two numbers that both carry their unit.
fn hyphen_range(page: &mut Page<'_>, at: usize, end: usize, units: &[Vec<u16>]) {
    let is_hyphen = |i: usize| page.at(i) == '-';
    let Some(mark) = (end + 1..end + 5).find(|i| is_hyphen(*i)) else { return };
    let two = mark + if page.at(end) == '%' && is_hyphen(mark + 1) { 2 } else { 1 };
    let len = page.digits(two);
    let (first, second) = (page.number(at, at + page.digits(at)), page.number(two, two + len));
    let unit = &page.units[end..mark];
    let counted = if matches!(page.at(end), '万' | '亿') { &unit[1..] } else { unit };
    let is_unit = matches!(page.at(end), '%' | '％' | '‰' | '℃') && unit.len() == 1
        || counted.len() < unit.len() && counted.is_empty()
        || units.iter().any(|word| word.as_slice() == counted);
    let to = decimals(page, two + len) + unit.len();
    if !is_unit
        || first.zip(second).is_none_or(|(first, second)| first > second)
        || matches!(page.before(at), '-' | '－' | '—' | '～' | '~' | '/' | '第' | '.')
        || page.at(end) == '年' && (end - at, len) != (4, 4)
        || !page.units[to - unit.len()..].starts_with(unit)
        || is_hyphen(to)
    {
        return;
    }
    let join = if page.at(end) == '年' { "—" } else { "～" };
    let fix = format!("{}{join}{}", page.text(at, mark), page.text(two, to));
    page.give(CODE, "hyphen", "", (at, to), &[fix]);
}

/// 1-6月, 2020-2022年, 第3-5条: a hyphen between months, days or years.
fn calendar_range(page: &mut Page<'_>, at: usize, end: usize) {
    let mark = page.at(end);
    let to = end + 1 + page.digits(end + 1);
    if !matches!(mark, '-' | '~') || to == end + 1 || matches!(page.before(at), '-' | '/' | '.' | '～' | '—') {
        return;
    }
    let (Some(first), Some(second)) = (page.number(at, end), page.number(end + 1, to)) else { return };
    let most = match page.at(to) {
        '月' => 12,
        '日' => 31,
        '年' if end - at == 4 && to - end == 5 => 2100,
        '条' | '款' | '项' | '页' | '章' if page.before(at) == '第' => u32::MAX,
        _ => return,
    };
    if first < second && second <= most {
        let fix = format!("{}—{}", page.text(at, end), page.text(end + 1, to));
        page.give(CODE, "hyphen", "", (at, to), &[fix]);
    }
}

/// 8点三十分, 8月十五日: the second number in other digits than the first.
fn time(page: &mut Page<'_>, at: usize, end: usize) {
    let last = match page.at(end) {
        '点' | '时' => '分',
        '月' => '日',
        _ => return,
    };
    if let Some((value, to)) = page::han_number(page, end + 1)
        && page.at(to) == last
        && end - at <= 2
    {
        let fix = format!("{}{value}{last}", page.text(at, end + 1));
        page.give(CODE, "mixed", "mixed-time", (at, to + 1), &[fix]);
    }
}

fn to_han_digit(c: char) -> char {
    c.to_digit(10).and_then(|value| to_han(value).chars().next()).unwrap_or(c)
}

/// ￥3000元: the sign and the name of one currency.
fn currency(page: &mut Page<'_>, at: usize, name: &[char]) {
    let is_part = |i: usize| page.units.get(i).is_some_and(|unit| is_digit(*unit)) || matches!(page.at(i), ',' | '.');
    let end = (at + 1..at + 20).find(|i| !is_part(*i)).unwrap_or(at + 20);
    let unit = end + usize::from(matches!(page.at(end), '万' | '亿'));
    let to = unit + name.len();
    if end > at + 1 && name.iter().enumerate().all(|(i, c)| page.at(unit + i) == *c) {
        let fix = page.text(at + 1, to);
        page.give(CODE, "currency", "", (at, to), &[fix]);
    }
}
