//! Limits in days: when each began, its last day, how each day between was counted and why some were passed over, and
//! whether it was met.

use super::read::Filing;
use crate::calendar::{Calendar, Date, Rest, UnknownYear};
use crate::diagnostic::{Diagnostic, Severity, Target};
use crate::pack::{DayUnit, Limit, LimitKind};
use serde::{Deserialize, Serialize};

/// One limit, counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Deadline {
    /// Name of the limit within the form.
    pub id: String,
    /// Label, in Chinese.
    pub label: String,
    /// At most so many days, or at least.
    pub kind: LimitKind,
    /// The day of the event, `YYYY-MM-DD`; it does not count itself.
    pub start: String,
    /// The last day, `YYYY-MM-DD`: until when it must be done, or must go on at least; null where the calendar does
    /// not know the year.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string | null"))]
    pub last_day: Option<String>,
    /// The day it was done, or ends, `YYYY-MM-DD`; null while it is not said.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string | null"))]
    pub done_on: Option<String>,
    /// Number of days.
    pub days: u32,
    /// What was counted.
    pub unit: DayUnit,
    /// How it stands.
    pub state: DeadlineState,
    /// Calendar days from today to the last day while it is open, negative once past.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number | null"))]
    pub days_left: Option<i32>,
    /// Clauses it rests on.
    pub clauses: Vec<String>,
    /// The days that counted, first to last.
    pub counted: Vec<CountedDay>,
    /// Days that did not count, or over which the last day moved.
    pub skipped: Vec<SkippedDay>,
}

/// How a limit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum DeadlineState {
    /// Done in time, or long enough.
    Met,
    /// Done too late, not done and past, or too short.
    Missed,
    /// Not done yet, still time.
    Open,
    /// The calendar does not hold the year.
    Unknown,
}

/// A day that counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct CountedDay {
    /// The day, `YYYY-MM-DD`.
    pub date: String,
    /// Its number, from 1.
    pub number: u32,
    /// True for a Saturday or Sunday on which work is made up; it counts as a working day.
    pub makeup: bool,
}

/// A day that did not count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct SkippedDay {
    /// The day, `YYYY-MM-DD`.
    pub date: String,
    /// `weekend` or `holiday`.
    pub reason: String,
    /// Name of the holiday, in Chinese, where the calendar has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(default)]
    pub holiday: Option<String>,
}

/// Counts every limit of the form; findings go to `diagnostics`.
pub(super) fn check(filing: &Filing<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Deadline> {
    let calendar = filing.book.pack().working_days();
    let mut timeline = Vec::new();
    for limit in &filing.form.limits {
        if !(limit.events.is_empty() || filing.event().is_some_and(|event| limit.events.iter().any(|e| e == event))) {
            continue;
        }
        match limit.kind {
            LimitKind::Maximum => timeline.extend(maximum(&calendar, filing, limit, diagnostics)),
            LimitKind::Minimum => timeline.extend(minimum(&calendar, filing, limit, diagnostics)),
        }
    }
    timeline
}

fn maximum(
    calendar: &Calendar,
    filing: &Filing<'_>,
    limit: &Limit,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Deadline> {
    // A day that cannot be read has been objected to; whether it was in time cannot be told.
    if filing.is_filled(&limit.end) && filing.date(&limit.end).is_none() {
        return None;
    }
    let start = Date::parse_iso(&limit.base).or_else(|| filing.start(&limit.base))?;
    let done = filing.date(&limit.end);
    let counted = count(calendar, filing, limit, start);
    let as_of = done.unwrap_or(filing.today);
    let state = match &counted {
        // Without rest days a limit in calendar days ends no later: met is met.
        _ if limit.unit == DayUnit::Calendar && done.is_some() && as_of <= start.plus(limit.days.into()) => {
            DeadlineState::Met
        }
        _ if done.is_some_and(|day| day <= start) => DeadlineState::Met,
        Err(_) => DeadlineState::Unknown,
        Ok(counted) if as_of > counted.last => DeadlineState::Missed,
        Ok(_) if done.is_some() => DeadlineState::Met,
        Ok(_) => DeadlineState::Open,
    };
    let variant = match state {
        DeadlineState::Missed if done.is_some() => Some(""),
        DeadlineState::Missed => Some("not-yet"),
        DeadlineState::Unknown => Some("unknown-year"),
        _ => None,
    };
    if let Some(variant) = variant {
        diagnostics.extend(say("filing/late", variant, filing, limit, &limit.end, start, &counted));
    }
    Some(deadline(filing, limit, start, done, state, counted))
}

/// A period that must last: it is asked for, and it must not end before its last day.
fn minimum(
    calendar: &Calendar,
    filing: &Filing<'_>,
    limit: &Limit,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Deadline> {
    let code = "filing/notice-period";
    if !filing.is_filled(&limit.base) {
        let due = limit.after.as_ref().is_none_or(|field| filing.consents(field));
        if due {
            let days = limit.days.to_string();
            let found = filing.book.find(code, Target::Field { path: limit.base.clone() });
            diagnostics.extend(found.map(|f| {
                let f = f.only_clauses(&limit.clauses).severity(limit.severity);
                f.say("missing", &[("days", days.as_str())])
            }));
        }
        return None;
    }
    let start = filing.date(&limit.base)?;
    if filing.is_filled(&limit.end) && filing.date(&limit.end).is_none() {
        return None;
    }
    let end = filing.date(&limit.end);
    let counted = count(calendar, filing, limit, start);
    let state = match (&counted, end) {
        (_, Some(end)) if end < start => DeadlineState::Missed,
        (Err(_), _) => DeadlineState::Unknown,
        (Ok(counted), Some(end)) if end < counted.last => DeadlineState::Missed,
        (Ok(_), Some(_)) => DeadlineState::Met,
        (Ok(_), None) => DeadlineState::Open,
    };
    let variant = match state {
        DeadlineState::Missed => Some(""),
        DeadlineState::Unknown => Some("unknown-year"),
        _ => None,
    };
    if let Some(variant) = variant {
        diagnostics.extend(say(code, variant, filing, limit, &limit.end, start, &counted));
    }
    Some(deadline(filing, limit, start, end, state, counted))
}

fn deadline(
    filing: &Filing<'_>,
    limit: &Limit,
    start: Date,
    done: Option<Date>,
    state: DeadlineState,
    counted: Result<Counted, UnknownYear>,
) -> Deadline {
    let (last, days, skipped) = match counted {
        Ok(counted) => (Some(counted.last), counted.days, counted.skipped),
        Err(_) => (None, Vec::new(), Vec::new()),
    };
    let holiday = |date: Date| filing.book.pack().holiday(date).map(str::to_owned);
    Deadline {
        id: limit.id.clone(),
        label: limit.label.clone(),
        kind: limit.kind,
        start: start.to_string(),
        last_day: last.map(|d| d.to_string()),
        done_on: done.map(|d| d.to_string()),
        days: limit.days,
        unit: limit.unit,
        state,
        days_left: last.filter(|_| done.is_none()).map(|d| filing.today.days_until(d) as i32),
        clauses: filing.book.local(&limit.clauses),
        counted: (1..)
            .zip(days)
            .map(|(number, day)| CountedDay {
                date: day.to_string(),
                number,
                makeup: limit.unit == DayUnit::Working && day.is_weekend(),
            })
            .collect(),
        skipped: skipped
            .into_iter()
            .map(|(day, rest)| SkippedDay {
                date: day.to_string(),
                reason: if rest == Rest::Holiday { "holiday" } else { "weekend" }.into(),
                holiday: if rest == Rest::Holiday { holiday(day) } else { None },
            })
            .collect(),
    }
}

struct Counted {
    last: Date,
    days: Vec<Date>,
    skipped: Vec<(Date, Rest)>,
}

fn count(calendar: &Calendar, filing: &Filing<'_>, limit: &Limit, start: Date) -> Result<Counted, UnknownYear> {
    let (mut days, mut skipped) = (Vec::new(), Vec::new());
    let mut last = start;
    match limit.unit {
        DayUnit::Working => {
            while days.len() < limit.days as usize {
                last = last.plus(1);
                match calendar.rest(last)? {
                    Some(rest) => skipped.push((last, rest)),
                    None => days.push(last),
                }
            }
        }
        DayUnit::Calendar => {
            days.extend((1..=i64::from(limit.days)).map(|n| start.plus(n)));
            last = start.plus(limit.days.into());
            let moves = filing.jurisdiction_rolls().unwrap_or(limit.roll);
            while let Some(rest) = if moves { calendar.rest(last)? } else { None } {
                skipped.push((last, rest));
                last = last.plus(1);
            }
        }
    }
    Ok(Counted { last, days, skipped })
}

/// Says that a limit was missed, or that it cannot be told.
fn say(
    code: &str,
    variant: &str,
    filing: &Filing<'_>,
    limit: &Limit,
    path: &str,
    start: Date,
    counted: &Result<Counted, UnknownYear>,
) -> Option<Diagnostic> {
    let (year, last) = match counted {
        Ok(counted) => (String::new(), counted.last.to_string()),
        Err(unknown) => (unknown.0.to_string(), String::new()),
    };
    let severity = if variant == "unknown-year" { Some(Severity::Warning) } else { limit.severity };
    let days = limit.days.to_string();
    let start = start.to_string();
    let found = filing.date(path).map(|d| d.to_string()).unwrap_or_default();
    let params = [
        ("label", limit.label.as_str()),
        ("start", start.as_str()),
        ("last", last.as_str()),
        ("year", year.as_str()),
        ("days", days.as_str()),
        ("found", found.as_str()),
    ];
    let diagnostic = filing.book.find(code, Target::Field { path: path.to_owned() })?;
    Some(diagnostic.only_clauses(&limit.clauses).severity(severity).say(variant, &params))
}
