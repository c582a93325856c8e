//! A check of a register in slices, so that a page can show how far it is and stop it. The answer is the same as in
//! one go, whatever the slices.

use super::duplicates::{self, fullness};
use super::entry::{Entry, EntryReader, Host, Hosts, Platforms};
use super::imitation::{Imitations, Index};
use super::report::{AccountState, Group, HostPlatform, HostState, LookAlike, Merge, RegisterReport, State};
use super::rows::RowCheck;
use super::rules::Rules;
use super::table::Reader;
use super::{hosts, oversight};
use crate::calendar::{Calendar, Date};
use crate::diagnostic::{Diagnostic, InputError, sort};
use crate::names::Names;
use crate::pack::Rulebook;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// How far a check is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Progress {
    /// What is being done.
    pub phase: Phase,
    /// Parts done, of `total`.
    pub done: u32,
    /// All parts; `done` reaches it only when everything is done.
    pub total: u32,
}

/// What a check is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Phase {
    /// Reading rows.
    Reading,
    /// Reading hosts, and checking each row alone.
    Matching,
    /// Looking for imitations of accounts on file.
    Imitations,
    /// Checking hosts with all their accounts.
    Judging,
    /// Nothing more.
    Done,
}

/// Parts of [`Progress::total`].
const TOTAL: u32 = 1000;
/// Of these, where each phase begins.
const BEGINS: [u32; 4] = [0, 300, 700, 850];

/// A check under way.
pub struct RegisterCheck {
    today: Date,
    phase: Phase,
    /// Rows or hosts done in this phase.
    at: usize,
    reader: Reader,
    rules: Rules,
    names: Names,
    calendar: Calendar,
    hosts: Hosts,
    platforms: Platforms,
    entries: Vec<Entry>,
    states: Vec<AccountState>,
    index: Index,
    /// Accounts of each family on each platform, and of each host.
    buckets: Vec<(usize, Vec<usize>)>,
    by_host: Vec<Vec<usize>>,
    report: RegisterReport,
}

impl RegisterCheck {
    /// Begins to check a register given as CSV text, as of `today`.
    pub fn csv(book: &Rulebook, text: String, today: Date) -> RegisterCheck {
        RegisterCheck::new(book, Reader::csv(book, text), today)
    }

    /// Begins to check a register given as rows of objects, keyed by English name, heading or alias.
    pub fn objects(book: &Rulebook, accounts: Vec<Value>, today: Date) -> RegisterCheck {
        RegisterCheck::new(book, Reader::objects(book, accounts), today)
    }

    fn new(book: &Rulebook, reader: Reader, today: Date) -> RegisterCheck {
        RegisterCheck {
            today,
            phase: Phase::Reading,
            at: 0,
            reader,
            rules: Rules::new(book),
            names: Names::new(book.pack(), book.jurisdiction()),
            calendar: book.pack().working_days(),
            hosts: Hosts::default(),
            platforms: Platforms::default(),
            entries: Vec::new(),
            states: Vec::new(),
            index: Index::default(),
            buckets: Vec::new(),
            by_host: Vec::new(),
            report: RegisterReport::default(),
        }
    }

    /// Does about `rows` rows more of the work. `book` must be the one that the check began with.
    pub fn step(&mut self, book: &Rulebook, rows: usize) -> Result<Progress, InputError> {
        let rows = rows.max(1);
        match self.phase {
            Phase::Reading => {
                if self.reader.read(book, rows)? {
                    self.learn();
                    self.enter(Phase::Matching);
                }
            }
            Phase::Matching => self.match_rows(book, rows),
            Phase::Imitations => self.imitations(book, rows),
            Phase::Judging => self.judge(book, rows),
            Phase::Done => {}
        }
        Ok(self.progress())
    }

    /// How far the check is.
    pub fn progress(&self) -> Progress {
        let (index, share) = match self.phase {
            Phase::Reading => (0, self.reader.progress()),
            Phase::Matching => (1, share(self.at, self.reader.table.accounts.len())),
            Phase::Imitations => (2, share(self.at, self.entries.len())),
            Phase::Judging => (3, share(self.at, self.buckets.len() + self.by_host.len())),
            Phase::Done => return Progress { phase: Phase::Done, done: TOTAL, total: TOTAL },
        };
        let next = BEGINS.get(index + 1).copied().unwrap_or(TOTAL - 1);
        let done = BEGINS[index] + (f64::from(next - BEGINS[index]) * share) as u32;
        Progress { phase: self.phase, done, total: TOTAL }
    }

    /// Does what is left, and answers.
    pub fn finish(mut self, book: &Rulebook) -> Result<RegisterReport, InputError> {
        while self.phase != Phase::Done {
            self.step(book, usize::MAX)?;
        }
        Ok(self.report)
    }

    fn enter(&mut self, phase: Phase) {
        self.phase = phase;
        self.at = 0;
    }

    /// Learns the regions that hosts write out.
    fn learn(&mut self) {
        let table = &self.reader.table;
        let filed = table.accounts.iter().filter(|a| !self.reader.is_patrol(a));
        let mut hosts: Vec<&str> = filed.map(|a| table.cell(a, "host")).collect();
        hosts.sort_unstable();
        hosts.dedup();
        self.names.learn(hosts);
    }

    fn match_rows(&mut self, book: &Rulebook, rows: usize) {
        let RegisterCheck { reader, rules, names, hosts, platforms, report, .. } = self;
        let (table, today) = (&reader.table, self.today);
        let entry_reader = EntryReader { book, rules, names, table, today };
        let row_check = RowCheck { book, rules, names, table, today };
        let end = self.at.saturating_add(rows).min(table.accounts.len());
        for account in &table.accounts[self.at..end] {
            let found = &mut report.diagnostics;
            let entry = entry_reader.read(account, reader.is_patrol(account), hosts, platforms, found);
            let health = match entry.host.filter(|_| entry.counts()) {
                Some(host) => {
                    let host: &Host = &hosts.list[host];
                    row_check.check(account, &entry, &host.written, host.identity.region.as_deref(), found)
                }
                None => None,
            };
            if entry.counts() {
                oversight::deadlines(book, rules, &self.calendar, table, account, today, &mut report.deadlines);
            }
            let platform = &platforms.list[entry.platform];
            self.states.push(AccountState {
                row: entry.row,
                line: entry.line,
                host: None,
                name: entry.name.clone(),
                platform: platform.id.clone(),
                platform_name: platform.name.clone(),
                state: entry.state,
                filed: entry.filed,
                media: entry.media,
                health,
            });
            self.entries.push(entry);
        }
        self.at = end;
        if end == table.accounts.len() {
            self.arrange(book);
            self.enter(Phase::Imitations);
        }
    }

    /// Puts accounts in buckets: by platform and family, and by host.
    fn arrange(&mut self, book: &Rulebook) {
        let mut hosts: FxHashMap<&str, usize> = FxHashMap::default();
        let mut buckets: FxHashMap<(usize, String), usize> = FxHashMap::default();
        let anything_unfiled = self.entries.iter().any(|e| !e.filed);
        for (at, entry) in self.entries.iter().enumerate() {
            let Some(host) = entry.host else { continue };
            let identity = &self.hosts.list[host].identity;
            let next = self.by_host.len();
            let of_host = *hosts.entry(&identity.key).or_insert(next);
            if of_host == next {
                self.by_host.push(Vec::new());
            }
            self.by_host[of_host].push(at);
            self.states[at].host = Some(of_host as u32);
            if !entry.counts() {
                continue;
            }
            if anything_unfiled {
                self.index.add(&self.names, &self.entries, at);
            }
            if entry.state == State::Live {
                let family = duplicates::family(&self.rules, book, identity);
                let next = self.buckets.len();
                let bucket = *buckets.entry((entry.platform, family)).or_insert(next);
                if bucket == next {
                    self.buckets.push((entry.platform, Vec::new()));
                }
                self.buckets[bucket].1.push(at);
            }
        }
    }

    fn imitations(&mut self, book: &Rulebook, rows: usize) {
        let imitations = Imitations {
            book,
            rules: &self.rules,
            names: &self.names,
            table: &self.reader.table,
            entries: &self.entries,
            hosts: &self.hosts.list,
            platforms: &self.platforms.list,
            index: &self.index,
        };
        let end = self.at.saturating_add(rows).min(self.entries.len());
        let look_alikes: &mut Vec<LookAlike> = &mut self.report.look_alikes;
        for at in self.at..end {
            if !self.entries[at].filed && self.entries[at].in_scope {
                let account = &self.reader.table.accounts[at];
                imitations.judge(account, at, &mut self.report.diagnostics, look_alikes);
            }
        }
        self.at = end;
        if end == self.entries.len() {
            self.enter(Phase::Judging);
        }
    }

    fn judge(&mut self, book: &Rulebook, count: usize) {
        let all = self.buckets.len() + self.by_host.len();
        let end = self.at.saturating_add(count).min(all);
        for at in self.at..end {
            match at.checked_sub(self.buckets.len()) {
                None => self.judge_bucket(book, at),
                Some(host) => self.judge_host(book, host),
            }
        }
        self.at = end;
        if end == all {
            self.complete(book);
            self.enter(Phase::Done);
        }
    }

    fn judge_bucket(&mut self, book: &Rulebook, at: usize) {
        let (platform, members) = &self.buckets[at];
        if members.len() < 2 {
            return;
        }
        let entries: Vec<&Entry> = members.iter().map(|i| &self.entries[*i]).collect();
        let platform = &self.platforms.list[*platform];
        let (found, groups): (&mut Vec<Diagnostic>, &mut Vec<Group>) =
            (&mut self.report.diagnostics, &mut self.report.groups);
        duplicates::judge(book, &self.rules, &entries, &self.hosts.list, platform, found, groups);
    }

    fn judge_host(&mut self, book: &Rulebook, at: usize) {
        let members = &self.by_host[at];
        let spellings: BTreeMap<&str, &Host> = members
            .iter()
            .filter_map(|i| self.entries[*i].host)
            .map(|h| (self.hosts.list[h].written.as_str(), &self.hosts.list[h]))
            .collect();
        let Some(fullest) = spellings.values().min_by_key(|h| fullness(h)) else { return };
        let name = fullest.written.clone();
        let running: Vec<usize> = members.iter().copied().filter(|i| self.entries[*i].counts()).collect();
        let entries: Vec<&Entry> = running.iter().map(|i| &self.entries[*i]).collect();
        let live: Vec<&Entry> = entries.iter().filter(|e| e.state == State::Live).copied().collect();

        self.report.diagnostics.extend(hosts::names(book, &self.rules, &live, &name));
        if let Some((found, merge)) = hosts::merge(book, &self.rules, &live, &self.platforms.list, &name) {
            let merges: &mut Vec<Merge> = &mut self.report.merges;
            self.report.diagnostics.push(found);
            merges.push(merge);
        }
        self.report.talks.extend(oversight::talk(book, &self.rules, at as u32, &name, &entries));
        let accounts: Vec<_> = running.iter().map(|i| &self.reader.table.accounts[*i]).collect();
        let mut platforms: BTreeMap<(usize, &str), Vec<u32>> = BTreeMap::new();
        for entry in &entries {
            let platform = &self.platforms.list[entry.platform];
            platforms.entry((platform.order, &platform.id)).or_default().push(entry.row);
        }
        let alerts = entries.iter().filter_map(|e| e.alerts).reduce(u32::saturating_add);
        self.report.hosts.push(HostState {
            region: fullest.identity.region.clone(),
            spellings: spellings.keys().map(|s| (*s).to_owned()).collect(),
            rows: entries.iter().map(|e| e.row).collect(),
            platforms: platforms
                .into_iter()
                .map(|((_, id), rows)| HostPlatform { platform: id.to_owned(), rows })
                .collect(),
            alerts,
            score: oversight::score(book, &self.rules, &self.reader.table, &accounts),
            name,
        });
    }

    fn complete(&mut self, book: &Rulebook) {
        let table = &mut self.reader.table;
        let report = &mut self.report;
        report.rows = table.rows;
        report.diagnostics.append(&mut table.diagnostics);
        sort(&mut report.diagnostics);
        report.groups.sort_by(|a, b| (&a.rows, &a.platform).cmp(&(&b.rows, &b.platform)));
        report.look_alikes.sort_by_key(|l| l.row);
        report.merges.sort_by(|a, b| a.rows.cmp(&b.rows));
        report.accounts = std::mem::take(&mut self.states);
        if table.merged > 0 {
            let params = [("count", table.merged.to_string())];
            report.notes.push(book.message("account/register.merged", &[("count", &params[0].1)]));
        }
    }
}

fn share(at: usize, all: usize) -> f64 {
    if all == 0 { 1.0 } else { at as f64 / all as f64 }
}
