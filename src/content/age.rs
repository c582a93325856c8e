//! How old a text is by its own account. A document of 2016 called bodies and laws as they were called in 2016: what
//! rests on a standard issued later, or in that year, is no slip there, and only noted. The year is that of the
//! document number on a line of its own (海政发〔2016〕5号), or of the record of a page (发布日期：2016-05-03); a text that
//! has neither is as old as the latest year it tells of (2015年), plans left out (到2020年, 2030年前).

use crate::diagnostic::{Diagnostic, Severity, Target};
use crate::pack::Rulebook;
use std::collections::HashMap;

/// The longest line that says how old a text is, in UTF-16 code units.
const LINE: usize = 60;

/// What tells the age of a text, and from when on a standard holds.
pub(super) struct Age {
    /// Labels of what a page's system writes about it.
    records: Vec<Vec<u16>>,
    /// Words with which a line names the number of another document.
    citing: Vec<String>,
    /// What stands before a year that is to come, and what behind it.
    planned: [Vec<Vec<u16>>; 2],
    /// The last year whose calendar is known: none later has been.
    last: u16,
    /// Year of issue of each standard that has one.
    standards: HashMap<String, u16>,
}

impl Age {
    pub(super) fn new(book: &Rulebook) -> Age {
        let pack = book.pack();
        let issued = |date: &String| date.get(..4).and_then(|year| year.parse().ok());
        Age {
            records: pack.set("notation-date-record").iter().map(|word| crate::text::units(word)).collect(),
            citing: pack.set("notation-citing").to_vec(),
            planned: ["before", "after"].map(|side| {
                pack.set(&format!("notation-planned-{side}")).iter().map(|word| crate::text::units(word)).collect()
            }),
            last: pack.calendar.iter().map(|year| year.year as u16).max().unwrap_or(2099),
            standards: pack
                .sources
                .iter()
                .filter(|source| source.jurisdiction.is_none())
                .filter_map(|source| Some((source.id.clone(), issued(source.date.as_ref()?)?)))
                .collect(),
        }
    }

    /// True for a line that holds the label of a page's record and nothing more: its value is the next one.
    pub(super) fn is_label(&self, units: &[u16]) -> bool {
        if units.is_empty() || units.len() > LINE / 4 {
            return false;
        }
        let is_edge = |unit: &u16| matches!(*unit, 0x20 | 0xA0 | 0x3000 | 0x3A | 0xFF1A | 0x3010 | 0x3011); // ： 【】
        let inside = |unit: &u16| !is_edge(unit);
        let (Some(from), Some(to)) = (units.iter().position(inside), units.iter().rposition(inside)) else {
            return false;
        };
        self.records.iter().any(|word| *word == units[from..=to])
    }

    /// True for a finding on a date that is all the line holds.
    pub(super) fn is_stamp(&self, diagnostic: &Diagnostic, units: &[u16]) -> bool {
        let Target::Text { from, to, .. } = diagnostic.target else { return false };
        let is_blank = |unit: &u16| matches!(*unit, 0x20 | 0xA0 | 0x3000);
        diagnostic.code == "notation/date"
            && diagnostic.severity == Severity::Warning
            && units[..from as usize].iter().chain(&units[to as usize..]).all(is_blank)
    }

    /// The year that a line gives the text.
    pub(super) fn year(&self, units: &[u16]) -> Option<u16> {
        let marked = |unit: &u16| matches!(*unit, 0x3014 | 0xFF3B | 0x5B | 0xFF1A | 0x3A); // 〔 ［ [ ： :
        if units.len() > LINE || !units.iter().any(marked) {
            return None;
        }
        let text = String::from_utf16_lossy(units);
        let line = text.trim();
        let digits = |rest: &str| rest.get(..4).filter(|year| year.bytes().all(|b| b.is_ascii_digit())).map(str::parse);
        let number = line.trim_end_matches(['）', ')']);
        if number.ends_with('号')
            && !number.contains(['，', '。', '《'])
            && let Some((issuer, rest)) = number.split_once(['〔', '［', '['])
            && !self.citing.iter().any(|word| issuer.contains(word.as_str()))
        {
            return digits(rest)?.ok();
        }
        let label = line.find(['：', ':'])?;
        let head: Vec<u16> = line[..label].trim_start_matches('【').trim_end_matches('】').encode_utf16().collect();
        if !self.records.iter().any(|word| head.ends_with(word)) {
            return None;
        }
        digits(line[label..].trim_start_matches(['：', ':', ' ', '\u{3000}', '\u{A0}']))?.ok()
    }

    /// The latest year that a block tells of, but for those it plans for, those to come and those in titles.
    pub(super) fn told(&self, units: &[u16]) -> Option<u16> {
        let (mut latest, mut next) = (None, 4);
        // Every block is asked, and few say 年.
        while let Some(at) = units.get(next..).and_then(|rest| rest.iter().position(|unit| *unit == 0x5E74)) {
            let at = next + at;
            let from = at - 4;
            next = at + 1;
            let year = units[from..at].iter().try_fold(0, |year, unit| Some(year * 10 + digit(*unit)?));
            let Some(year) = year.filter(|year| (1900..=self.last).contains(year)) else { continue };
            let (before, after) = (&units[..from], &units[at + 1..]);
            let in_title =
                before.iter().rev().take(LINE).find(|unit| matches!(**unit, 0x300A | 0x300B)) == Some(&0x300A);
            let [goal, aim] = &self.planned;
            if in_title
                || before.last().is_some_and(|unit| digit(*unit).is_some())
                || goal.iter().any(|word| before.ends_with(word))
                || aim.iter().any(|word| after.starts_with(word))
            {
                continue;
            }
            latest = latest.max(Some(year));
        }
        latest
    }

    /// True for what rests on a standard younger than some text.
    pub(super) fn is_dated(&self, diagnostic: &Diagnostic) -> bool {
        self.since(diagnostic).is_some()
    }

    /// The finding as a text of that year deserves it.
    pub(super) fn judge(&self, mut diagnostic: Diagnostic, year: Option<u16>) -> Diagnostic {
        if year.zip(self.since(&diagnostic)).is_some_and(|(year, since)| year <= since) {
            diagnostic.severity = Severity::Info;
        }
        diagnostic
    }

    fn since(&self, diagnostic: &Diagnostic) -> Option<u16> {
        if !diagnostic.code.starts_with("lexicon/") {
            return None;
        }
        diagnostic.clauses.iter().filter_map(|clause| self.standards.get(clause)).max().copied()
    }
}

/// The value of a digit, in Arabic or in Chinese.
fn digit(unit: u16) -> Option<u16> {
    match unit {
        0x30..=0x39 => Some(unit - 0x30),
        0xFF10..=0xFF19 => Some(unit - 0xFF10),
        0x25CB | 0x3007 | 0x96F6 => Some(0),
        _ => "一二三四五六七八九".encode_utf16().position(|han| han == unit).map(|at| at as u16 + 1),
    }
}
