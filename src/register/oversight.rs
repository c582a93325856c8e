//! Supervision: talks from alerts, scores from indices, and the days of notices and rectifications. Where a source
//! prints no number, the number is the pack's and the answer says so.

use super::cells::{count, date};
use super::entry::Entry;
use super::report::{DeadlineKind, RegisterDeadline, RegisterDeadlineState, Score, ScorePart, Talk};
use super::rules::Rules;
use super::table::{Account, Table};
use crate::calendar::{Calendar, Date};
use crate::pack::Rulebook;

/// The talk that a host's alerts call for: the highest level reached.
pub(super) fn talk(book: &Rulebook, rules: &Rules, host: u32, name: &str, entries: &[&Entry]) -> Option<Talk> {
    let alerts: u32 = entries.iter().filter_map(|e| e.alerts).fold(0, u32::saturating_add);
    let (at, level) = rules.talks.iter().enumerate().rfind(|(_, t)| t.alerts.is_some_and(|n| alerts >= n))?;
    let mut rows: Vec<u32> = entries.iter().filter(|e| e.alerts.unwrap_or(0) > 0).map(|e| e.row).collect();
    rows.sort_unstable();
    let params = [
        ("host", name),
        ("count", &alerts.to_string()),
        ("label", &level.label),
        ("by", &level.by),
        ("with", &level.with),
    ];
    Some(Talk {
        host,
        rows,
        alerts,
        level: at as u32 + 1,
        by: level.by.clone(),
        with: level.with.clone(),
        message: book.message("account/register.talk", &params),
        clauses: book.local(&level.clauses),
    })
}

/// The score of a host: for each index the mean over its accounts, weighted; nothing where no index is filled in.
pub(super) fn score(book: &Rulebook, rules: &Rules, table: &Table, accounts: &[&Account]) -> Option<Score> {
    let mut parts = Vec::new();
    let mut clauses: Vec<String> = Vec::new();
    for index in &rules.indices {
        let values: Vec<f64> = accounts.iter().filter_map(|a| count(table.cell(a, &index.id))).collect();
        if values.is_empty() {
            continue;
        }
        let value = round(values.iter().sum::<f64>() / values.len() as f64);
        let weight = index.weight.unwrap_or(0);
        parts.push(ScorePart { index: index.id.clone(), label: index.label.clone(), value, weight });
        for clause in book.local(&index.clauses) {
            if !clauses.contains(&clause) {
                clauses.push(clause);
            }
        }
    }
    let weights: u32 = parts.iter().map(|p| p.weight).sum();
    if weights == 0 {
        return None;
    }
    let sum: f64 = parts.iter().map(|p| p.value * f64::from(p.weight)).sum();
    let note = book.message("account/register.score", &[]);
    Some(Score { total: round(sum / f64::from(weights)), parts, note, clauses })
}

fn round(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

/// The days of an account's notice and of its rectification, where the register has them.
pub(super) fn deadlines(
    book: &Rulebook,
    rules: &Rules,
    calendar: &Calendar,
    table: &Table,
    account: &Account,
    today: Date,
    out: &mut Vec<RegisterDeadline>,
) {
    let day = |column: &str| date(table.cell(account, column));
    if let Some((rule, from)) = rules.notice.as_ref().zip(day("notice_from")) {
        let due = calendar.add_working_days(from, rule.days.unwrap_or(0)).ok();
        let done = day("notice_to");
        let state = match (due, done) {
            (None, _) => RegisterDeadlineState::Unknown,
            (Some(due), Some(done)) if done < due => RegisterDeadlineState::Missed,
            (Some(due), _) if today < due => RegisterDeadlineState::Open,
            _ => RegisterDeadlineState::Met,
        };
        let clauses = book.local(&rule.clauses);
        out.push(deadline(account.row, DeadlineKind::Notice, from, due, done, state, clauses));
    }
    if let Some((rule, from)) = rules.rectification.as_ref().zip(day("order_on")) {
        let due = from.plus(i64::from(rule.days.unwrap_or(0)));
        let done = day("rectified_on");
        let state = match done {
            Some(done) if done <= due => RegisterDeadlineState::Met,
            None if today <= due => RegisterDeadlineState::Open,
            _ => RegisterDeadlineState::Missed,
        };
        let clauses = book.local(&rule.clauses);
        out.push(deadline(account.row, DeadlineKind::Rectification, from, Some(due), done, state, clauses));
    }
}

fn deadline(
    row: u32,
    kind: DeadlineKind,
    from: Date,
    due: Option<Date>,
    done: Option<Date>,
    state: RegisterDeadlineState,
    clauses: Vec<String>,
) -> RegisterDeadline {
    let text = |day: Date| day.to_string();
    RegisterDeadline { row, kind, from: text(from), due: due.map(text), done: done.map(text), state, clauses }
}
