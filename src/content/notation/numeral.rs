//! Numerals after GB/T 15835: approximate numbers without 、 (二三米), ranges that name the unit twice (10%～20%), no
//! Arabic digit before 百 or 千, fractions and weekdays in Chinese digits, half-width digits.

use super::amount;
use super::mixed;
use super::page::{self, Page, han_value, is_digit, is_han, to_han};
use super::twice;

pub(super) const CODE: &str = "notation/numeral";

word_lists! {
    /// Units that are counted approximately.
    units = "notation-approximate-unit",
    /// What only looks like one of the units (年级).
    unless_units = "notation-approximate-unless",
    /// Words in the clause before that make the numbers a list (分别).
    listing = "notation-listing",
    /// What 百 or 千 may begin behind a digit (千米).
    multiples = "notation-multiple-unless",
    /// Before a date of the lunar calendar.
    lunar = "notation-lunar",
    /// Names of the reigns by which years were counted (光绪).
    reigns = "notation-reign",
    /// Months of the lunar calendar (正月, 腊月).
    lunar_months = "notation-lunar-month",
    |book|
    /// Symbols of units, as they are to be written.
    symbols: Vec<String> = book.pack().set("notation-unit-symbols").to_vec(),
    amount: amount::Words = amount::Words::new(book),
    mixed: mixed::Words = mixed::Words::new(book),
    twice: twice::Words = twice::Words::new(book),
}

/// What a block does throughout, for rules that want one way.
#[derive(Default)]
pub(super) struct Habits {
    /// A year in Chinese digits: its place and the year in Arabic ones.
    pub(super) han_year: Option<(usize, usize, String)>,
    /// A year in Arabic digits was seen.
    pub(super) arabic_year: bool,
    full_width: Option<(usize, usize)>,
}

impl Words {
    /// Judges the run of Arabic digits at `at`.
    pub(super) fn arabic(&self, page: &mut Page<'_>, at: usize) {
        let end = at + page.digits(at);
        let joined = page.before(at).is_ascii_alphanumeric() || matches!(page.before(at), '.' | '．' | '/' | '_');
        let Some(value) = page.number(at, end).filter(|_| !joined) else { return };
        match (page.at(end), page.at(end + 1)) {
            ('分', '之') => fraction(page, at, end, value),
            ('届', c) if (1..100).contains(&value) && is_plenum(page, end + 1, c) => {
                page.give(CODE, "congress", "", (at, end), &[to_han(value)]);
            }
            (multiple @ ('十' | '百' | '千' | '拾' | '佰' | '仟'), _) if end - at == 1 && value > 0 => {
                self.multiple(page, at, end, value, multiple)
            }
            _ if value == 10 && page.before(at) == '几' && is_han(page.at(end)) => {
                page.give(CODE, "some", "", (at - 1, end), &["几十".into()]);
            }
            ('几', next) if value % 10 == 0 && (10..100).contains(&value) && is_han(next) => {
                page.give(CODE, "some", "", (at, end + 1), &[format!("{}几", to_han(value))]);
            }
            _ => {}
        }
        if end - at == 1
            && (1..=6).contains(&value)
            && matches!(page.text(at.saturating_sub(2), at).as_str(), "星期" | "礼拜")
        {
            page.give(CODE, "weekday", "", (at, end), &[to_han(value)]);
        }
        if end - at == 1 && page.before(at) == '周' {
            week(page, at, value);
        }
        self.mixed.arabic(page, at, end, &self.units);
        per(page, at, end);
        decade(page, at, end);
        decade_after_han(page, at, end);
        self.twice.arabic(page, at, decimals(page, end), &self.units);
        if page.ends(at, &self.lunar) {
            lunar(page, at, end, value);
        }
        if (1..100).contains(&value) && page.at(end) == '年' && page.ends(at, &self.reigns) {
            page.give(CODE, "reign", "", (at, end), &[to_han(value)]);
        }
        if (1..=30).contains(&value) && page.ends(at, &self.lunar_months) && page.at(end) != '天' {
            let to = end + usize::from(page.at(end) == '日');
            page.give(CODE, "lunar", "", (at, to), &[lunar_day(value)]);
        }
        self.range(page, at, value);
        self.symbol(page, end);
        self.amount.arabic(page, at, decimals(page, end), &self.units);
    }

    /// Judges the Chinese number at `at`.
    pub(super) fn han(&self, page: &mut Page<'_>, at: usize) {
        self.amount.han(page, at);
        self.mixed.han(page, at, &self.units);
        self.twice.han(page, at, &self.units);
    }

    /// 5KM, 10Kg: the symbol of a unit after the number that ends at `end`, in other letters than its own.
    fn symbol(&self, page: &mut Page<'_>, end: usize) {
        let end = decimals(page, end);
        let from = end + usize::from(page.at(end) == ' ');
        if !page.at(from).is_ascii_alphabetic() {
            return;
        }
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '/';
        let to = (from..from + 6).find(|i| !is_part(page.at(*i))).unwrap_or(from + 6);
        let written = page.text(from, to);
        let same = |symbol: &&String| symbol.eq_ignore_ascii_case(&written);
        if let Some(symbol) = self.symbols.iter().find(same)
            && !self.symbols.contains(&written)
        {
            page.give(CODE, "unit", "", (from, to), std::slice::from_ref(symbol));
        }
    }

    /// Judges a mark, if it is one within or between numbers.
    pub(super) fn mark(&self, page: &mut Page<'_>, at: usize) {
        match page.at(at) {
            '、' => self.approximate(page, at),
            '，' => self.amount.comma(page, at, &self.units),
            '.' | '．' | '/' | '￥' | '¥' | '$' | '＄' | '%' | '°' => self.amount.mark(page, at, &self.units),
            '％' if at > 0 && is_digit(page.units[at - 1]) => {
                page.give(CODE, "percent", "", (at, at + 1), &["%".into()]);
                self.amount.mark(page, at, &self.units);
            }
            '％' => self.amount.mark(page, at, &self.units),
            _ => {}
        }
    }

    /// 二、三米, 3、4天: neighbours (or 三、五) joined by 、 before a unit.
    fn approximate(&self, page: &mut Page<'_>, at: usize) {
        if at == 0 {
            return;
        }
        let value = |at: usize| match page.units.get(at).and_then(|unit| page::digit(*unit)) {
            Some(value) => Some((value, true)),
            None if page.at(at) == '两' => Some((2, false)),
            None => han_value(page.at(at)).map(|value| (value, false)),
        };
        let (Some((one, arabic)), Some((two, also))) = (value(at - 1), value(at + 1)) else { return };
        if arabic != also || !(two == one + 1 || (one, two) == (3, 5)) || one == 0 {
            return;
        }
        let from = at - 1;
        let before = page.before(from);
        if matches!(before, '第' | '、' | '.' | '．' | '-' | '～' | '—' | '至' | '和' | '·' | '/')
            || before.is_ascii_alphanumeric()
            || (arabic && from > 0 && is_digit(page.units[from - 1]))
            || (!arabic && page::is_year_digit(before))
        {
            return;
        }
        let rest = at + 2;
        if !page.starts(rest, &self.units) || page.starts(rest, &self.unless_units) {
            return;
        }
        let clause =
            (from.saturating_sub(20)..from).rev().find(|i| matches!(page.at(*i), '，' | '。' | '；' | ',' | ';'));
        let start = clause.map_or(from.saturating_sub(20), |i| i + 1);
        if (start..from).any(|i| page.starts(i, &self.listing)) {
            return;
        }
        // 3、4天后开工 may be the third item of a list.
        let grade = if from == page.beginning() { "approximate-leading" } else { "" };
        if arabic {
            let fixes = [format!("{}{}", to_han(one), to_han(two)), format!("{one}～{two}")];
            page.give(CODE, "approximate", grade, (from, rest), &fixes);
        } else {
            let fix = format!("{}{}", page.text(from, at), page.text(at + 1, rest));
            page.give(CODE, "approximate", grade, (from, rest), &[fix]);
        }
    }

    /// 1百, 3千, 5百万.
    fn multiple(&self, page: &mut Page<'_>, at: usize, end: usize, value: u32, multiple: char) {
        let after = page.at(end + 1);
        // 3、4千元 has been said to be an estimate.
        let estimate = page.before(at) == '、' && at > 1 && is_digit(page.units[at - 2]);
        if page.before(at) == '第'
            || estimate
            || page.starts(end, &self.multiples)
            || page::is_han_digit(after)
            || page.units.get(end + 1).is_some_and(|unit| is_digit(*unit))
        {
            return;
        }
        let number = match multiple {
            // 5十周年, 3十字路口: only where something is counted.
            '十' if matches!(page.at(end + 1), '多' | '余' | '几') || page.starts(end + 1, &self.units) => {
                value * 10
            }
            '十' => return,
            // The characters of cheques, which nobody writes behind a digit by design.
            '拾' | '佰' | '仟' if !matches!(after, '万' | '亿') && !page.starts(end + 1, &self.units) => return,
            '拾' => value * 10,
            '百' | '佰' => value * 100,
            _ => value * 1000,
        };
        // 1万6千, 5千多, 7千亿: no digits say the same, or nobody writes them out.
        let round = matches!(page.before(at), '万' | '亿')
            || matches!(after, '多' | '余')
            || multiple == '千' && matches!(after, '万' | '亿');
        page.give(
            CODE,
            "mixed-multiple",
            if round { "mixed-multiple-round" } else { "" },
            (at, end + 1),
            &[number.to_string()],
        );
    }

    /// 10-20%, 5～10万: the first number lacks the unit; 3-5天: a hyphen where a dash is meant.
    fn range(&self, page: &mut Page<'_>, at: usize, first: u32) {
        let one_end = decimals(page, at + page.digits(at));
        let mark = page.at(one_end);
        let wide = usize::from(page.at(one_end + 1) == mark && mark == '—');
        let two = one_end + 1 + wide;
        let two_len = page.digits(two);
        if !matches!(mark, '-' | '—' | '–' | '－' | '~' | '～' | '至' | '到') || two_len == 0 {
            return;
        }
        if matches!(page.before(at), '-' | '—' | '～' | '~' | '第') {
            return;
        }
        let two_end = decimals(page, two + two_len);
        let unit = page.at(two_end);
        let Some(second) = page.number(two, two + two_len) else { return };
        let (unit, grade) = match unit {
            '%' | '％' => ('%', ""),
            '‰' => ('‰', ""),
            '万' | '亿' => (unit, "range-multiple"),
            unit => {
                let counted = page.starts(two_end, &self.units) || unit == '℃';
                if counted && matches!(mark, '-' | '－' | '~') && second > first && first < 1000 && wide == 0 {
                    let fix = format!("{}～{}", page.text(at, one_end), page.text(two, two_end));
                    page.give(CODE, "hyphen", "", (at, two_end), &[fix]);
                }
                return;
            }
        };
        // A year before a hyphen, a falling pair: something else.
        if second < first || (first >= 1900 && mark == '-') || (!matches!(unit, '%' | '‰') && first >= 1000) {
            return;
        }
        let join = if matches!(mark, '至' | '到') { mark } else { '～' };
        let fix = format!("{}{unit}{join}{}{unit}", page.text(at, one_end), page.text(two, two_end));
        page.give(CODE, "range", grade, (at, two_end + 1), &[fix]);
    }
}

impl Habits {
    /// Sees the run of digits at `at`.
    pub(super) fn arabic(&mut self, page: &Page<'_>, at: usize) {
        if self.full_width.is_none() && page.units[at] >= 0xFF10 {
            self.full_width = Some((at, at + page.digits(at)));
        }
    }

    /// Reports what is better done one way throughout the block.
    pub(super) fn end(self, page: &mut Page<'_>) {
        if let Some((from, to, fix)) = self.han_year.filter(|_| self.arabic_year)
            && !page.found.iter().any(|d| d.code == CODE && overlaps(&d.target, from, to))
        {
            page.give(CODE, "year", "", (from, to), &[fix]);
        }
        if let Some((from, to)) = self.full_width {
            let fix: String = page.units[from..to]
                .iter()
                .filter_map(|unit| page::digit(*unit).and_then(|d| char::from_digit(d, 10)))
                .collect();
            page.give(CODE, "width", "", (from, to), &[fix]);
        }
    }
}

fn overlaps(target: &crate::diagnostic::Target, from: usize, to: usize) -> bool {
    matches!(target, crate::diagnostic::Target::Text { from: f, to: t, .. } if (*f as usize) < to && (*t as usize) > from)
}

/// 19届六中全会: the meeting of a committee that the congress of that number chose.
fn is_plenum(page: &Page<'_>, at: usize, c: char) -> bool {
    (han_value(c).is_some() || c.is_ascii_digit()) && page.text(at + 1, page.len().min(at + 4)) == "中全会"
}

/// 3分之2, 3分之二.
fn fraction(page: &mut Page<'_>, at: usize, end: usize, value: u32) {
    let after = end + 2;
    let len = page.digits(after);
    let (below, above, to) = match page.number(after, after + len) {
        Some(above) => (value, above, after + len),
        None => match page::han_number(page, after) {
            Some((above, to)) => (value, above, to),
            None => return,
        },
    };
    let name = |n: u32| match n {
        100 => "百".to_owned(),
        1_000 => "千".to_owned(),
        10_000 => "万".to_owned(),
        n => to_han(n),
    };
    if !(above < 100 && above > 0 && (below < 100 || matches!(below, 100 | 1_000 | 10_000))) {
        return;
    }
    page.give(CODE, "fraction", "", (at, to), &[format!("{}分之{}", name(below), to_han(above))]);
}

/// 20世纪八十年代: one kind of digits for century and decade.
fn decade(page: &mut Page<'_>, at: usize, end: usize) {
    if (page.at(end), page.at(end + 1)) != ('世', '纪') || end - at > 2 {
        return;
    }
    let Some((decade, to)) = page::han_number(page, end + 2) else { return };
    if decade % 10 == 0 && (page.at(to), page.at(to + 1)) == ('年', '代') {
        let fix = format!("{}{decade}年代", page.text(at, end + 2));
        page.give(CODE, "mixed-decade", "", (at, to + 2), &[fix]);
    }
}

/// 二十世纪80年代, the number of whose decade is at `at`.
fn decade_after_han(page: &mut Page<'_>, at: usize, end: usize) {
    if (page.at(end), page.at(end + 1)) != ('年', '代') || at < 4 || page.before(at) != '纪' {
        return;
    }
    let from =
        (at.saturating_sub(5)..at - 2).find(|from| page::han_number(page, *from).is_some_and(|(_, to)| to == at - 2));
    let century = from.and_then(|from| Some((from, page::han_number(page, from)?.0)));
    if let Some((from, century)) = century.filter(|(from, _)| !page::is_han_digit(page.before(*from))) {
        let fix = format!("{century}世纪{}", page.text(at, end + 2));
        page.give(CODE, "mixed-decade", "", (from, end + 2), &[fix]);
    }
}

/// 百分之30, 千分之5, 三分之2.
fn per(page: &mut Page<'_>, at: usize, end: usize) {
    if at < 3 || page.at(at - 1) != '之' || page.at(at - 2) != '分' {
        return;
    }
    let to = decimals(page, end);
    let sign = match page.at(at - 3) {
        '百' => "%",
        '千' => "‰",
        _ => {
            let above = page.number(at, end).filter(|above| to == end && (1..100).contains(above));
            let from = (at.saturating_sub(5)..at - 2)
                .find(|from| page::han_number(page, *from).is_some_and(|(_, to)| to == at - 2));
            if let (Some(above), Some(from)) = (above, from) {
                let fix = format!("{}{}", page.text(from, at), to_han(above));
                page.give(CODE, "fraction", "", (from, end), &[fix]);
            }
            return;
        }
    };
    let number = page.text(at, to);
    page.give(CODE, "fraction", "", (at - 3, to), &[format!("{number}{sign}")]);
}

/// The place after the decimals that may follow the digits ending at `end`.
pub(super) fn decimals(page: &Page<'_>, end: usize) -> usize {
    match page.at(end) {
        '.' if page.digits(end + 1) > 0 => end + 1 + page.digits(end + 1),
        _ => end,
    }
}

/// 周1至周5: the first of two weekdays in Arabic digits.
fn week(page: &mut Page<'_>, at: usize, first: u32) {
    let second = page.number(at + 3, at + 4);
    let is_range = matches!(page.at(at + 1), '至' | '到' | '—' | '-' | '～') && page.at(at + 2) == '周';
    if let Some(second) = second.filter(|second| is_range && (1..=7).contains(second) && (1..*second).contains(&first))
    {
        let day = |day: u32| if day == 7 { "日".to_owned() } else { to_han(day) };
        let fix = format!("{}{}周{}", day(first), page.at(at + 1), day(second));
        page.give(CODE, "weekday", "", (at, at + 4), &[fix]);
    }
}

/// 初一 to 三十.
fn lunar_day(day: u32) -> String {
    if day <= 10 { format!("初{}", to_han(day)) } else { to_han(day) }
}

/// 农历8月15日.
fn lunar(page: &mut Page<'_>, at: usize, end: usize, month: u32) {
    let day_at = end + 1;
    let day_len = page.digits(day_at);
    let Some(day) = page.number(day_at, day_at + day_len) else { return };
    if page.at(end) != '月' || !(1..=12).contains(&month) || !(1..=30).contains(&day) {
        return;
    }
    let month = match month {
        1 => "正".to_owned(),
        12 => "腊".to_owned(),
        n => to_han(n),
    };
    let day = lunar_day(day);
    let to = day_at + day_len;
    let to = to + usize::from(page.at(to) == '日');
    page.give(CODE, "lunar", "", (at, to), &[format!("{month}月{day}")]);
}
