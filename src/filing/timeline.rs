//! Limits in days: when each began, its last day, which days were passed over and why, and whether it was met.

use super::Filing;
use crate::calendar::{Calendar, Date, Rest, UnknownYear};
use crate::diagnostic::{Diagnostic, Severity, Target};
use crate::pack::{DayUnit, Limit, Rulebook};
use serde::{Deserialize, Serialize};

/// One limit, counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Deadline {
    /// Name of the limit within the form.
    pub id: String,
    /// Label, in Chinese.
    pub label: String,
    /// The day of the event, `YYYY-MM-DD`; it does not count itself.
    pub start: String,
    /// The last day, `YYYY-MM-DD`; null where the calendar does not know the year.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string | null"))]
    pub last_day: Option<String>,
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
    /// Days that did not count, or over which the last day moved.
    pub skipped: Vec<SkippedDay>,
}

/// How a limit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum DeadlineState {
    /// Submitted in time.
    Met,
    /// Submitted too late, or not submitted and past.
    Missed,
    /// Not submitted yet, still time.
    Open,
    /// The calendar does not hold the year.
    Unknown,
}

/// A day that did not count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct SkippedDay {
    /// The day, `YYYY-MM-DD`.
    pub date: String,
    /// `weekend` or `holiday`.
    pub reason: String,
}

/// Counts every limit of the form; findings go to `diagnostics`.
pub(super) fn check(
    book: &Rulebook,
    filing: &Filing<'_>,
    today: Date,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Deadline> {
    let submitted = match filing.submitted_on.as_deref() {
        None => None,
        Some(text) => match Date::parse_loose(text) {
            Some((date, _)) => Some(date),
            None => {
                let target = Target::Field { path: "submitted_on".into() };
                let label = book.message("filing.submitted-on", &[]);
                let params = [("label", label.as_str()), ("found", text), ("example", "2022-04-12")];
                let rest: Vec<String> = filing.form.limits.iter().flat_map(|l| l.clauses.iter().cloned()).collect();
                let found = book.find("filing/invalid-field", target);
                diagnostics.extend(found.map(|f| f.only_clauses(&rest).say("date", &params)));
                return Vec::new();
            }
        },
    };
    let calendar = book.pack().working_days();
    let mut timeline = Vec::new();
    for limit in &filing.form.limits {
        let applies = limit.events.is_empty() || filing.event.as_ref().is_none_or(|event| limit.events.contains(event));
        let base = [filing.value(&limit.base), filing.event_date.as_deref().unwrap_or("")]
            .into_iter()
            .find_map(|text| Date::parse_loose(text).map(|d| d.0));
        let (true, Some(start)) = (applies, base) else { continue };
        let counted = count(&calendar, limit, start);
        let as_of = submitted.unwrap_or(today);
        let state = match &counted {
            // Without rest days a limit in calendar days ends no later: met is met.
            _ if limit.unit == DayUnit::Calendar && submitted.is_some() && as_of <= start.plus(limit.days.into()) => {
                DeadlineState::Met
            }
            Err(_) => DeadlineState::Unknown,
            Ok(counted) if as_of > counted.last => DeadlineState::Missed,
            Ok(_) if submitted.is_some() => DeadlineState::Met,
            Ok(_) => DeadlineState::Open,
        };
        diagnostics.extend(report(book, limit, start, submitted, (state, &counted)));
        let (last_day, skipped) = match counted {
            Ok(counted) => (Some(counted.last), counted.skipped),
            Err(_) => (None, Vec::new()),
        };
        timeline.push(Deadline {
            id: limit.id.clone(),
            label: limit.label.clone(),
            start: start.to_string(),
            last_day: last_day.map(|d| d.to_string()),
            days: limit.days,
            unit: limit.unit,
            state,
            days_left: last_day.filter(|_| submitted.is_none()).map(|d| today.days_until(d) as i32),
            clauses: book.local(&limit.clauses),
            skipped,
        });
    }
    timeline
}

struct Counted {
    last: Date,
    skipped: Vec<SkippedDay>,
}

fn count(calendar: &Calendar, limit: &Limit, start: Date) -> Result<Counted, UnknownYear> {
    let mut skipped = Vec::new();
    let mut skip = |day: Date, rest: Rest| {
        let reason = if rest == Rest::Holiday { "holiday" } else { "weekend" };
        skipped.push(SkippedDay { date: day.to_string(), reason: reason.into() });
    };
    let mut last = start;
    match limit.unit {
        DayUnit::Working => {
            let mut left = limit.days;
            while left > 0 {
                last = last.plus(1);
                match calendar.rest(last)? {
                    Some(rest) => skip(last, rest),
                    None => left -= 1,
                }
            }
        }
        DayUnit::Calendar => {
            last = start.plus(limit.days.into());
            while let Some(rest) = if limit.roll { calendar.rest(last)? } else { None } {
                skip(last, rest);
                last = last.plus(1);
            }
        }
    }
    Ok(Counted { last, skipped })
}

/// Says that a limit was missed, or that it cannot be told.
fn report(
    book: &Rulebook,
    limit: &Limit,
    start: Date,
    submitted: Option<Date>,
    counted: (DeadlineState, &Result<Counted, UnknownYear>),
) -> Option<Diagnostic> {
    let (variant, severity, last) = match counted {
        (DeadlineState::Missed, Ok(counted)) if submitted.is_some() => ("", None, counted.last.to_string()),
        (DeadlineState::Missed, Ok(counted)) => ("not-yet", None, counted.last.to_string()),
        (DeadlineState::Unknown, Err(year)) => ("unknown-year", Some(Severity::Warning), year.0.to_string()),
        _ => return None,
    };
    let days = limit.days.to_string();
    let (start, submitted) = (start.to_string(), submitted.map(|d| d.to_string()).unwrap_or_default());
    let params = [
        ("label", limit.label.as_str()),
        ("start", start.as_str()),
        ("last", last.as_str()),
        ("year", last.as_str()),
        ("days", days.as_str()),
        ("found", submitted.as_str()),
    ];
    let found = book.find("filing/late", Target::Field { path: "submitted_on".into() })?;
    Some(found.only_clauses(&limit.clauses).severity(severity).say(variant, &params))
}
