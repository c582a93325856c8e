//! What stands in the cells of a register: days in the ways offices and spreadsheets write them, counts, rates,
//! persons, and the words of lists.

use crate::calendar::Date;
use crate::names::fold_name;
use crate::pack::Pack;

/// Serial numbers of spreadsheets that mean a day of this age: 1954 to 2119.
const SERIALS: std::ops::Range<i64> = 20_000..80_000;

/// The day a cell means: 2021-12-01, 2021.12.1, 2021年12月1日 10:30, 20211201, the serial number of a spreadsheet
/// (44531), and, as the last day it may mean, a month alone (2021年12月).
pub(super) fn date(cell: &str) -> Option<Date> {
    let text = cell.split(['(', '（']).next().unwrap_or(cell).trim();
    if let Some((date, _)) = Date::parse_loose(text) {
        return Some(date);
    }
    let narrow: String = text.chars().map(narrow).collect();
    if let Ok(serial) = narrow.parse::<f64>()
        && SERIALS.contains(&(serial as i64))
    {
        return Some(Date::new(1899, 12, 30)?.plus(serial as i64));
    }
    // A time of day behind the day.
    for (at, mark) in narrow.char_indices().filter(|(_, c)| c.is_whitespace() || matches!(c, 'T' | '日' | '号')) {
        let keep = if mark.is_whitespace() || mark == 'T' { at } else { at + mark.len_utf8() };
        if let Some((date, _)) = Date::parse_loose(&narrow[..keep]) {
            return Some(date);
        }
    }
    month(&narrow)
}

/// The last day of a month alone.
fn month(text: &str) -> Option<Date> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let text = text.trim_end_matches(['月', '份']);
    let (year, month) = text.split_once(['年', '-', '.', '/'])?;
    if year.len() != 4 || month.len() > 2 {
        return None;
    }
    let (year, month): (i32, u8) = (year.parse().ok()?, month.parse().ok()?);
    (28..=31).rev().find_map(|day| Date::new(year, month, day))
}

/// A count: 12,345, 1.2万, 300+.
pub(super) fn count(cell: &str) -> Option<f64> {
    let text: String = cell.chars().map(narrow).filter(|c| !c.is_whitespace() && !matches!(c, ',' | '，')).collect();
    let text = text.trim_end_matches(['+', '人', '次', '个', '条']);
    let (number, factor) = match text.strip_suffix(['万', 'w', 'W']) {
        Some(number) => (number, 10_000.0),
        None => match text.strip_suffix('亿') {
            Some(number) => (number, 100_000_000.0),
            None => (text, 1.0),
        },
    };
    number.parse::<f64>().ok().filter(|n| n.is_finite() && *n >= 0.0).map(|n| n * factor)
}

/// A rate in percent: 35%, 35, 0.35.
pub(super) fn rate(cell: &str) -> Option<f64> {
    let text: String = cell.chars().map(narrow).filter(|c| !c.is_whitespace()).collect();
    let (number, percent) = match text.strip_suffix(['%', '％']) {
        Some(number) => (number, true),
        None => (text.as_str(), false),
    };
    let number = number.parse::<f64>().ok().filter(|n| n.is_finite() && *n >= 0.0)?;
    Some(if percent || number > 1.0 { number } else { number * 100.0 })
}

/// The persons of a cell, without their posts in brackets and their numbers, folded.
pub(super) fn persons(cell: &str) -> Vec<String> {
    let mut plain = String::new();
    let mut depth = 0usize;
    for c in cell.chars() {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            _ if depth == 0 => plain.push(c),
            _ => {}
        }
    }
    // One name may be written with a blank in it (王 某); blanks part names only where each part is one.
    let parts = plain.split(['、', ',', '，', ';', '；', '/', '|', '\n']);
    parts
        .flat_map(|part| {
            let words: Vec<&str> = part.split_whitespace().collect();
            let apart = words.len() > 1 && words.iter().all(|w| w.chars().count() >= 2);
            if apart { words.into_iter().map(str::to_owned).collect() } else { vec![words.concat()] }
        })
        .map(|name| fold_name(&name).chars().filter(|c| !c.is_ascii_digit()).collect::<String>())
        .filter(|name| name.chars().count() >= 2)
        .collect()
}

/// A cell that says nothing.
pub(super) fn is_blank(cell: &str) -> bool {
    cell.chars().all(|c| c.is_whitespace() || matches!(c, '/' | '-' | '—' | '\\'))
}

fn narrow(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// A set of the pack, folded: words that a cell may be, or hold.
pub(super) struct WordList(Vec<String>);

impl WordList {
    pub(super) fn new(pack: &Pack, set: &str) -> WordList {
        WordList(pack.set(set).iter().map(|w| fold_name(w)).filter(|w| !w.is_empty()).collect())
    }

    /// True if the cell is one of the words.
    pub(super) fn is(&self, cell: &str) -> bool {
        let cell = fold_name(cell);
        self.0.contains(&cell)
    }

    /// True if the cell holds one of the words.
    pub(super) fn within(&self, cell: &str) -> bool {
        let cell = fold_name(cell);
        self.0.iter().any(|word| cell.contains(word.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_days_as_offices_and_spreadsheets_write_them() {
        for (cell, expected) in [
            ("2021-12-01", "2021-12-01"),
            ("2021.12.1", "2021-12-01"),
            ("2021年12月1日", "2021-12-01"),
            ("2021/12/1 9:05:00", "2021-12-01"),
            ("2021-12-01T08:00:00", "2021-12-01"),
            ("2021年12月1日10时", "2021-12-01"),
            ("2021.12.1（周三）", "2021-12-01"),
            ("44531", "2021-12-01"),
            ("44531.5", "2021-12-01"),
            ("２０２１．１２．１", "2021-12-01"),
            ("2021年12月", "2021-12-31"),
            ("2021.2", "2021-02-28"),
            ("2021-02", "2021-02-28"),
        ] {
            assert_eq!(date(cell), Date::parse_iso(expected), "{cell}");
        }
        for cell in ["", "近期", "2021", "2021-13-01", "2021年2月30日", "12月1日", "100000", "-5", "13.2021"] {
            assert_eq!(date(cell), None, "{cell}");
        }
    }

    #[test]
    fn reads_counts_rates_and_persons() {
        assert_eq!(count("12,345"), Some(12_345.0));
        assert_eq!(count("1.2万"), Some(12_000.0));
        assert_eq!(count("无"), None);
        assert_eq!(rate("35%"), Some(35.0));
        assert_eq!(rate("0.35"), Some(35.0));
        assert_eq!(rate("35"), Some(35.0));
        assert_eq!(persons("王 某、李某某（办公室主任） 13800000000"), ["王某", "李某某"]);
        assert_eq!(persons("王某 李某"), ["王某", "李某"]);
        assert_eq!(persons("—"), Vec::<String>::new());
    }
}
