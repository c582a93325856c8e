//! What one row alone shows: updates, registration, certification, name, people.

use super::cells::{is_blank, persons};
use super::entry::{Entry, Updated};
use super::report::{Health, Media, State};
use super::rules::{Rules, find};
use super::table::{Account, Table};
use crate::calendar::Date;
use crate::diagnostic::Diagnostic;
use crate::names::{Names, fold_name};
use crate::pack::{AccountRule, Rulebook};

/// What the checks of a row go by.
pub(super) struct RowCheck<'r> {
    pub(super) book: &'r Rulebook,
    pub(super) rules: &'r Rules,
    pub(super) names: &'r Names,
    pub(super) table: &'r Table,
    pub(super) today: Date,
}

impl RowCheck<'_> {
    /// All findings of a running account on file; `host` is its host as written, `region` the host's region.
    pub(super) fn check(
        &self,
        account: &Account,
        entry: &Entry,
        host: &str,
        region: Option<&str>,
        found: &mut Vec<Diagnostic>,
    ) -> Option<Health> {
        found.extend(self.registration(account, entry, host));
        found.extend(self.certification(account, entry, host));
        found.extend(self.name(entry, host, region));
        found.extend(self.roles(account, entry));
        found.extend(self.admin(account, entry));
        self.updates(account, entry, found)
    }

    fn registration(&self, account: &Account, entry: &Entry, host: &str) -> Option<Diagnostic> {
        let code = "account/personal-registration";
        let kind = self.table.cell(account, "registrant_type");
        let registrant = self.table.cell(account, "registrant");
        let company = self.rules.company.within(registrant) && !self.rules.company.within(host);
        let (problems, variant, field) = if self.rules.person.within(kind) {
            (["person", "person-unsupervised"], "", "registrant_type")
        } else if self.rules.outside.within(kind) && !self.rules.company.within(host) {
            (["outside", "outside-unsupervised"], "outside", "registrant_type")
        } else if is_blank(kind) && company {
            (["outside", "outside-unsupervised"], "outside", "registrant")
        } else {
            return None;
        };
        let rule = self.rules.first(code, &problems)?;
        let by = if is_blank(registrant) || fold_name(registrant) == fold_name(host) { kind } else { registrant };
        Some(find(self.book, rule, vec![entry.row], field)?.say(variant, &[("host", host), ("found", by)]))
    }

    fn certification(&self, account: &Account, entry: &Entry, host: &str) -> Option<Diagnostic> {
        let rule = self.rules.first("account/certification", &["host"])?;
        if !self.table.is_filled("certification") {
            return None;
        }
        let cell = self.table.cell(account, "certification");
        let none = is_blank(cell) || self.rules.uncertified.is(cell);
        // Programs are certified by their registration, not by a line in the profile.
        if none && self.is_app(account) || !none && self.names.certifies(cell, host) {
            return None;
        }
        let variant = if none { "empty" } else { "" };
        let params = [("host", host), ("found", cell)];
        Some(find(self.book, rule, vec![entry.row], "certification")?.say(variant, &params))
    }

    fn is_app(&self, account: &Account) -> bool {
        let cell = self.table.cell(account, "platform");
        crate::names::platform(self.book.pack(), cell).is_some_and(|p| self.rules.app_platforms.is(&p.id))
    }

    fn name(&self, entry: &Entry, host: &str, region: Option<&str>) -> Option<Diagnostic> {
        let code = "account/unclear-name";
        // One character says nothing that could be judged.
        if fold_name(&entry.name).chars().count() < 2 {
            return None;
        }
        let params = [("name", entry.name.as_str()), ("host", host), ("region", region.unwrap_or(host))];
        if let Some(rule) = self.rules.first(code, &["region"])
            && !self.names.carries_region(&entry.name, host)
        {
            return Some(find(self.book, rule, vec![entry.row], "name")?.say("region", &params));
        }
        let rule = self.rules.first(code, &["duties"])?;
        if self.names.ties_to(&entry.name, host) {
            return None;
        }
        Some(find(self.book, rule, vec![entry.row], "name")?.say("", &params))
    }

    fn roles(&self, account: &Account, entry: &Entry) -> Option<Diagnostic> {
        let rule = self.rules.first("account/role-conflict", &["same-person", "hint"])?;
        let reviewers = persons(self.table.cell(account, "reviewer"));
        let publishers = persons(self.table.cell(account, "publisher"));
        let both: Vec<&str> = publishers.iter().filter(|p| reviewers.contains(p)).map(String::as_str).collect();
        if both.is_empty() {
            return None;
        }
        let variant = if rule.problem == "hint" { "hint" } else { "" };
        Some(find(self.book, rule, vec![entry.row], "reviewer")?.say(variant, &[("found", &both.join("、"))]))
    }

    fn admin(&self, account: &Account, entry: &Entry) -> Option<Diagnostic> {
        let code = "account/outsourced-admin";
        let cell = self.table.cell(account, "admin_status");
        let rules = self.rules;
        let (problem, variant) = if rules.outsourced.within(cell) && !rules.outsourced_none.within(cell) {
            ("outsourced", "")
        } else if rules.not_established.within(cell) {
            ("not-established", "not-established")
        } else {
            return None;
        };
        let rule = rules.first(code, &[problem])?;
        Some(find(self.book, rule, vec![entry.row], "admin_status")?.say(variant, &[("found", cell)]))
    }

    /// The limit for an account: that of its media where the regulation tells media apart, else the regulation's
    /// one; a shorter one for accounts of high attention.
    fn limit(&self, account: &Account, entry: &Entry) -> Option<&AccountRule> {
        let code = "account/stale";
        let of_media = match entry.media {
            Some(Media::Video) => self.rules.first(code, &["video-fortnight"]),
            Some(Media::Text) => self.rules.first(code, &["text-week"]),
            None => None,
        };
        let usual = of_media.or_else(|| self.rules.first(code, &["fortnight", "week"]));
        let attention = self.rules.yes.is(self.table.cell(account, "high_attention"));
        match self.rules.first(code, &["attention-week"]).filter(|_| attention) {
            Some(short) if usual.is_none_or(|u| u.days > short.days) => Some(short),
            _ => usual,
        }
    }

    fn updates(&self, account: &Account, entry: &Entry, found: &mut Vec<Diagnostic>) -> Option<Health> {
        if entry.updated == Updated::Unsaid {
            return None;
        }
        let closing = entry.state == State::Closing;
        let rule = match closing {
            true => self.rules.first("account/stale", &["closing"]),
            false => self.limit(account, entry),
        };
        let limit = rule.and_then(|r| r.days);
        let mut health = Health {
            updated_on: None,
            never: entry.updated == Updated::Never,
            days: None,
            limit,
            over: None,
            limit_clauses: rule.map_or_else(Vec::new, |r| self.book.local(&r.clauses)),
        };
        // An account that was never updated is late only once it has been open for longer than the limit.
        let since = match entry.updated {
            Updated::On(day) => Some(day),
            _ => entry.opened,
        };
        health.days = since.map(|day| day.days_until(self.today));
        if let Updated::On(day) = entry.updated {
            health.updated_on = Some(day.to_string());
        }
        let Some((rule, limit)) = rule.zip(limit) else { return Some(health) };
        let (mut days, mut limit) = (health.days.unwrap_or(i64::MAX), i64::from(limit));
        health.over = health.days.map(|days| days - limit);
        let mut clauses = self.book.local(&rule.clauses);
        match self.monitoring(account, entry) {
            Some((monitoring, _)) if days > limit => clauses.extend(self.book.local(&monitoring.clauses)),
            Some((monitoring, before)) => {
                clauses = self.book.local(&monitoring.clauses);
                (days, limit) = (before, i64::from(monitoring.days.unwrap_or(0)));
            }
            None if days > limit => {}
            None => return Some(health),
        }
        let variant = match (health.never, closing) {
            (true, _) => "never",
            (false, true) => "closing",
            (false, false) => "",
        };
        let name = if is_blank(&entry.name) { self.table.cell(account, "host") } else { &entry.name };
        let params = [
            ("name", name),
            ("date", health.updated_on.as_deref().unwrap_or_default()),
            ("days", &days.to_string()),
            ("limit", &limit.to_string()),
            ("over", &days.saturating_sub(limit).to_string()),
        ];
        let finding = find(self.book, rule, vec![entry.row], "updated_on").map(|f| f.only_clauses(&clauses));
        found.extend(finding.map(|f| f.say(variant, &params)));
        Some(health)
    }

    /// The rule of the days before the monitoring day (today, unless the register names another) and the days
    /// without an update before it, where it is broken.
    fn monitoring(&self, account: &Account, entry: &Entry) -> Option<(&AccountRule, i64)> {
        let rule = self.rules.first("account/stale", &["monitoring"]).filter(|_| entry.state == State::Live)?;
        let day = super::cells::date(self.table.cell(account, "monitored_on")).unwrap_or(self.today);
        let Updated::On(updated) = entry.updated else { return None };
        let before = updated.days_until(day);
        (before > i64::from(rule.days.unwrap_or(0))).then_some((rule, before))
    }
}
