//! Times of day that do not exist: 9:60, 14:75, 25时, 24:30, 8时75分. A score, a proportion and a length of time are
//! written alike, so the words around have to say that an hour of the day is meant; only minutes behind an hour speak
//! for themselves. No morning has a thirteenth hour (上午13时), and one of the afternoon is said to be one twice (下午15时).

use super::page::{self, Page};

const CODE: &str = "notation/date";

word_lists! {
    /// Parts of a day, directly before the hour (上午, 每日).
    parts = "notation-day-part",
    /// What begins or ends at an hour, directly behind it (起, 召开).
    goes_on = "notation-hour-goes-on",
    /// What is counted in hours (历时).
    lengths = "notation-hours-lasting",
    /// Parts of a day that are over at noon (上午), and such as an hour beyond twelve says already (下午).
    mornings = "notation-morning",
    afternoons = "notation-afternoon",
}

impl Words {
    /// Judges the time whose hour is the run of digits at `at`, if it is one.
    pub(super) fn arabic(&self, page: &mut Page<'_>, at: usize) {
        let len = page.digits(at);
        let end = at + len;
        let mark = page.at(end);
        if len > 2
            || !matches!(mark, ':' | '：' | '时' | '点')
            || is_joined(page.before(at)) && !page.ends(at, &self.parts)
        {
            return;
        }
        let Some(hour) = page.number(at, end) else { return };
        let minutes = page.digits(end + 1);
        let minute = page.number(end + 1, end + 1 + minutes).filter(|_| minutes == 2);
        let clock = matches!(mark, ':' | '：');
        let (to, is_stated) = match minute {
            Some(_) if clock && !is_joined(page.at(end + 3)) => (end + 3, self.is_stated(page, at, end + 3)),
            Some(minute) if !clock && page.at(end + 3) == '分' => {
                let counted = page.ends(at, &self.lengths);
                (end + 4, !counted && (minute > 59 && hour < 25 || self.is_stated(page, at, end + 4)))
            }
            None if !clock && minutes == 0 => {
                // The third day of a month at 28: no day has so many hours; 26点 alone may be proposals.
                let dated = mark == '时' && page.before(at) == '日' && page.at(end + 1) != '内';
                (end + 1, dated || self.is_stated(page, at, end + 1))
            }
            _ => return,
        };
        let minute = minute.unwrap_or(0);
        let exists = hour < 24 && minute < 60 || (hour, minute) == (24, 0);
        let part = |words: &[Vec<u16>]| words.iter().find(|word| page.ends(at, std::slice::from_ref(word))).cloned();
        let (morning, afternoon) = (part(&self.mornings), part(&self.afternoons));
        if let Some(word) = morning.filter(|_| exists && hour > 12) {
            page.give(CODE, "time", "", (at - word.len(), to), &[]);
        } else if let Some(word) = afternoon.filter(|_| exists && hour > 12) {
            let from = at - word.len();
            let fixes = [page.text(at, to), format!("{}{}{}", page.text(from, at), hour - 12, page.text(end, to))];
            page.give(CODE, "time-twice", "", (from, to), &fixes);
        } else if !exists && is_stated {
            page.give(CODE, "time", "", (at, to), &[]);
        }
    }

    fn is_stated(&self, page: &Page<'_>, from: usize, to: usize) -> bool {
        let before = if page::is_blank(page.before(from)) { from - 1 } else { from };
        page.ends(before, &self.parts) || page.starts(to, &self.goes_on) && !page.ends(from, &self.lengths)
    }
}

/// A character that makes a number part of something longer (a proportion of three, a version, an address).
fn is_joined(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, ':' | '：' | '.' | '．' | '/' | '-' | '_' | '@' | '第')
}
