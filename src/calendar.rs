//! Dates and working days of the People's Republic of China. Knows nothing of rules: the table of public holidays
//! and make-up days is handed in ([`Calendar::new`]); a year outside the table gives [`UnknownYear`], never a guess.

use std::collections::{BTreeMap, HashSet};
use std::fmt;

/// A day of the Gregorian calendar, ordered, written `YYYY-MM-DD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(time::Date);

impl Date {
    /// The given day, if it exists.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Date> {
        let month = time::Month::try_from(month).ok()?;
        time::Date::from_calendar_date(year, month, day).ok().map(Date)
    }

    /// Reads exactly `YYYY-MM-DD`.
    pub fn parse_iso(text: &str) -> Option<Date> {
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        Date::new(digits(&bytes[..4])? as i32, digits(&bytes[5..7])? as u8, digits(&bytes[8..])? as u8)
    }

    /// Reads the ways offices write dates: `2021-08-01`, `2021.8.1`, `2021/8/1`, `2021年8月1日`, `20210801`, with
    /// blanks around, full-width digits, and a weekday or a time of day behind. The second value says whether it
    /// already was `YYYY-MM-DD`.
    pub fn parse_loose(text: &str) -> Option<(Date, bool)> {
        if let Some(date) = Date::parse_iso(text) {
            return Some((date, true));
        }
        let text = text.trim();
        let text = match text.find(['T', ' ', '\u{3000}', '（', '(', '星', '周']) {
            Some(end) if text[end..].contains([':', '：', '星', '周']) => &text[..end],
            _ => text,
        };
        let folded: String = text
            .chars()
            .filter(|c| !c.is_whitespace())
            .map(|c| match c {
                '０'..='９' => char::from_digit(c as u32 - '０' as u32, 10).unwrap_or(c),
                '年' | '月' | '.' | '/' | '．' | '／' | '－' | '—' => '-',
                _ => c,
            })
            .collect();
        let folded = folded.trim_end_matches(['日', '号']).trim_end_matches('-');
        if folded.len() == 8 && folded.bytes().all(|b| b.is_ascii_digit()) {
            let bytes = folded.as_bytes();
            let date = Date::new(digits(&bytes[..4])? as i32, digits(&bytes[4..6])? as u8, digits(&bytes[6..])? as u8)?;
            return Some((date, false));
        }
        let mut parts = folded.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() || year.len() != 4 || month.len() > 2 || day.len() > 2 {
            return None;
        }
        let date =
            Date::new(digits(year.as_bytes())? as i32, digits(month.as_bytes())? as u8, digits(day.as_bytes())? as u8)?;
        Some((date, false))
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u8 {
        self.0.month() as u8
    }

    /// The day of the month.
    pub fn day(self) -> u8 {
        self.0.day()
    }

    /// The day `days` calendar days later (earlier if negative); the last representable day if out of range.
    pub fn plus(self, days: i64) -> Date {
        let max = time::Date::MAX;
        Date(self.0.checked_add(time::Duration::days(days)).unwrap_or(max))
    }

    /// Calendar days from `self` to `other`, negative if `other` is earlier.
    pub fn days_until(self, other: Date) -> i64 {
        i64::from(other.0.to_julian_day()) - i64::from(self.0.to_julian_day())
    }

    /// Day of the week, from 0 for Monday.
    pub fn weekday(self) -> usize {
        usize::from(self.0.weekday().number_days_from_monday())
    }

    /// Saturday or Sunday.
    pub fn is_weekend(self) -> bool {
        matches!(self.0.weekday(), time::Weekday::Saturday | time::Weekday::Sunday)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

fn digits(bytes: &[u8]) -> Option<u32> {
    if bytes.is_empty() {
        return None;
    }
    bytes.iter().try_fold(0u32, |n, b| b.is_ascii_digit().then(|| n * 10 + u32::from(b - b'0')))
}

/// The asked-for day lies in a year whose public holidays the table does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownYear(pub i32);

/// Why a day does not count as a working day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rest {
    /// Saturday or Sunday without a make-up order.
    Weekend,
    /// A day off ordered by the State Council's notice.
    Holiday,
}

/// The working days of the years in its table.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    years: BTreeMap<i32, YearTable>,
}

#[derive(Debug, Clone, Default)]
struct YearTable {
    rest: HashSet<(u8, u8)>,
    work: HashSet<(u8, u8)>,
}

impl Calendar {
    /// A calendar of no years; add them with [`Calendar::add_year`].
    pub fn new() -> Calendar {
        Calendar::default()
    }

    /// Adds or replaces a year: `rest` are the (month, day)s off by order, `work` the make-up working days.
    pub fn add_year(
        &mut self,
        year: i32,
        rest: impl IntoIterator<Item = (u8, u8)>,
        work: impl IntoIterator<Item = (u8, u8)>,
    ) {
        let table = YearTable { rest: rest.into_iter().collect(), work: work.into_iter().collect() };
        self.years.insert(year, table);
    }

    /// `Ok(None)` for a working day, `Ok(Some(why))` for a day of rest.
    pub fn rest(&self, date: Date) -> Result<Option<Rest>, UnknownYear> {
        let table = self.years.get(&date.year()).ok_or(UnknownYear(date.year()))?;
        let key = (date.month(), date.day());
        Ok(if table.rest.contains(&key) {
            Some(Rest::Holiday)
        } else if date.is_weekend() && !table.work.contains(&key) {
            Some(Rest::Weekend)
        } else {
            None
        })
    }

    /// The `count`th working day after `from`; `from` itself does not count (Civil Code art. 201).
    pub fn add_working_days(&self, from: Date, count: u32) -> Result<Date, UnknownYear> {
        let mut day = from;
        let mut left = count;
        while left > 0 {
            day = day.plus(1);
            if self.rest(day)?.is_none() {
                left -= 1;
            }
        }
        Ok(day)
    }

    /// `date` itself if it is a working day, else the next one (Civil Code art. 203).
    pub fn next_working_day(&self, date: Date) -> Result<Date, UnknownYear> {
        let mut day = date;
        while self.rest(day)?.is_some() {
            day = day.plus(1);
        }
        Ok(day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse_iso(text).unwrap()
    }

    #[test]
    fn reads_the_ways_offices_write_dates() {
        for text in [
            "2021-08-01",
            "2021.8.1",
            "2021/08/1",
            "2021年8月1日",
            "20210801",
            " ２０２１．８．１ ",
            "2021 年 8 月 1 日",
            "2021-08-01T09:30:00+08:00",
            "2021-8-1 09:30",
            "2021年8月1日（星期日）",
            "2021年8月1日 周日",
        ] {
            assert_eq!(Date::parse_loose(text).map(|d| d.0), Some(date("2021-08-01")), "{text}");
        }
        for text in ["", "2021", "2021-13-01", "2021-02-29", "21.8.1", "2021-8-1-1", "二〇二一年", "99999999999"] {
            assert_eq!(Date::parse_loose(text), None, "{text}");
        }
    }

    #[test]
    fn an_unknown_year_is_said_not_guessed() {
        let mut calendar = Calendar::new();
        calendar.add_year(2021, [(10, 1)], [(10, 9)]);
        assert_eq!(calendar.rest(date("2021-10-01")), Ok(Some(Rest::Holiday)));
        assert_eq!(calendar.rest(date("2021-10-09")), Ok(None));
        assert_eq!(calendar.rest(date("2021-10-10")), Ok(Some(Rest::Weekend)));
        assert_eq!(calendar.rest(date("2022-01-04")), Err(UnknownYear(2022)));
        assert_eq!(calendar.add_working_days(date("2021-12-30"), 2), Err(UnknownYear(2022)));
    }
}
