//! A minute of a day, as a signature or an event carries it. Knows nothing of rules.

use crate::calendar::Date;
use std::fmt;

/// A minute in China's standard time, ordered, written `YYYY-MM-DDTHH:MM+08:00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    date: Date,
    /// Minutes since midnight, 0 to 1439.
    minute: u16,
}

/// Minutes by which China's standard time is ahead of UTC.
const CHINA: i64 = 8 * 60;

impl Moment {
    /// Reads `YYYY-MM-DD`, optionally followed by `T` or a blank, `HH:MM`, seconds and fractions that do not count,
    /// and `Z` or an offset. A day alone is its midnight; without an offset China's standard time is meant.
    pub fn parse(text: &str) -> Option<Moment> {
        let text = text.trim();
        let date = Date::parse_iso(text.get(..10)?)?;
        let rest = &text[10..];
        if rest.is_empty() {
            return Some(Moment { date, minute: 0 });
        }
        let time = rest.strip_prefix(['T', 't', ' '])?.trim_start();
        let zone_at = time.find(['Z', 'z', '+', '-']).unwrap_or(time.len());
        let (clock, zone) = time.split_at(zone_at);
        let offset = offset(zone.trim())?;
        let mut parts = clock.trim().split(':');
        let (hour, minute) = (two(parts.next()?)?, two(parts.next()?)?);
        if let Some(seconds) = parts.next()
            && two(seconds.split('.').next()?)? > 60
        {
            return None;
        }
        if parts.next().is_some() || hour > 23 || minute > 59 {
            return None;
        }
        Some(Moment { date, minute: 0 }.plus_minutes(hour * 60 + minute - offset + CHINA))
    }

    /// The day.
    pub fn date(self) -> Date {
        self.date
    }

    /// True at the first minute of a day: what a day without a clock is read as.
    pub fn is_midnight(self) -> bool {
        self.minute == 0
    }

    /// The moment that many minutes later (earlier if negative).
    pub fn plus_minutes(self, minutes: i64) -> Moment {
        let all = i64::from(self.minute) + minutes;
        Moment { date: self.date.plus(all.div_euclid(1440)), minute: all.rem_euclid(1440) as u16 }
    }

    /// Minutes from `self` to `other`, negative if `other` is earlier.
    pub fn minutes_until(self, other: Moment) -> i64 {
        self.date.days_until(other.date) * 1440 + i64::from(other.minute) - i64::from(self.minute)
    }
}

impl From<Date> for Moment {
    /// Midnight at the beginning of the day.
    fn from(date: Date) -> Moment {
        Moment { date, minute: 0 }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}T{:02}:{:02}+08:00", self.date, self.minute / 60, self.minute % 60)
    }
}

/// Minutes east of UTC; China's where nothing is written.
fn offset(zone: &str) -> Option<i64> {
    let sign = match zone.as_bytes().first() {
        None => return Some(CHINA),
        Some(b'Z' | b'z') if zone.len() == 1 => return Some(0),
        Some(b'+') => 1,
        Some(b'-') => -1,
        Some(_) => return None,
    };
    let digits: String = zone[1..].chars().filter(|c| *c != ':').collect();
    if !digits.is_ascii() {
        return None;
    }
    let (hours, minutes) = match digits.len() {
        2 => (two(&digits)?, 0),
        4 => (two(&digits[..2])?, two(&digits[2..])?),
        _ => return None,
    };
    (hours <= 14 && minutes <= 59).then_some(sign * (hours * 60 + minutes))
}

/// One or two digits.
fn two(text: &str) -> Option<i64> {
    let digits = !text.is_empty() && text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_systems_write() {
        let cases = [
            ("2026-11-22", Some("2026-11-22T00:00+08:00")),
            ("2026-11-22 09:05", Some("2026-11-22T09:05+08:00")),
            ("2026-11-22T09:05:59.123+08:00", Some("2026-11-22T09:05+08:00")),
            ("2026-11-22T20:30:00Z", Some("2026-11-23T04:30+08:00")),
            ("2026-01-01T03:00-0500", Some("2026-01-01T16:00+08:00")),
            ("2026-11-22T24:00", None),
            ("2026-11-22T9", None),
            ("2026-11-22T09:05x", None),
            ("2026-11-22T09:05+一x", None),
            ("2026-02-30", None),
            ("昨天", None),
            ("2026-11-2二T09:05", None),
        ];
        for (text, expected) in cases {
            assert_eq!(Moment::parse(text).map(|m| m.to_string()).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn minutes_run_over_days() {
        let start = Moment::parse("2026-12-31T23:00").unwrap();
        let end = start.plus_minutes(120);
        assert_eq!(end.to_string(), "2027-01-01T01:00+08:00");
        assert_eq!((start.minutes_until(end), end.minutes_until(start)), (120, -120));
    }
}
