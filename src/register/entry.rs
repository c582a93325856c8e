//! A row as it is judged: its host, platform, state and days, read from its cells once.

use super::cells::{count, date, is_blank, rate};
use super::report::{Media, State};
use super::rules::Rules;
use super::table::{Account, Table};
use crate::calendar::Date;
use crate::diagnostic::{Diagnostic, Target};
use crate::names::{Identity, Names, fold_name, platform};
use crate::pack::Rulebook;
use rustc_hash::FxHashMap;

/// When an account was last updated, as far as the register says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Updated {
    /// On that day.
    On(Date),
    /// Never.
    Never,
    /// Nothing is said.
    Unsaid,
}

/// A row as it is judged.
pub(super) struct Entry {
    pub(super) row: u32,
    pub(super) line: u32,
    /// Index into [`Hosts`]; none where the row names no host.
    pub(super) host: Option<usize>,
    /// Index into [`Platforms`].
    pub(super) platform: usize,
    pub(super) name: String,
    pub(super) account_id: String,
    pub(super) state: State,
    pub(super) filed: bool,
    /// Whether the jurisdiction's regulation covers its platform.
    pub(super) in_scope: bool,
    pub(super) media: Option<Media>,
    pub(super) updated: Updated,
    pub(super) opened: Option<Date>,
    pub(super) followers: Option<f64>,
    pub(super) reads: Option<f64>,
    pub(super) original_rate: Option<f64>,
    pub(super) alerts: Option<u32>,
}

impl Entry {
    /// On file, covered and not closed: what checks of running accounts look at.
    pub(super) fn counts(&self) -> bool {
        self.filed && self.in_scope && self.state != State::Closed
    }
}

/// The hosts of a register by spelling, each read once.
#[derive(Default)]
pub(super) struct Hosts {
    pub(super) list: Vec<Host>,
    by_spelling: FxHashMap<String, usize>,
}

/// A host as one spelling writes it.
pub(super) struct Host {
    pub(super) written: String,
    pub(super) identity: Identity,
}

impl Hosts {
    fn get(&mut self, names: &Names, written: &str) -> usize {
        if let Some(at) = self.by_spelling.get(written) {
            return *at;
        }
        self.list.push(Host { written: written.to_owned(), identity: names.identify(written) });
        self.by_spelling.insert(written.to_owned(), self.list.len() - 1);
        self.list.len() - 1
    }
}

/// The platforms of a register by id; unknown ones by their folded cell.
#[derive(Default)]
pub(super) struct Platforms {
    pub(super) list: Vec<PlatformSeen>,
    by_cell: FxHashMap<String, usize>,
    by_id: FxHashMap<String, usize>,
}

/// A platform that the register names.
pub(super) struct PlatformSeen {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) known: bool,
    /// Place in the pack; after all others where unknown.
    pub(super) order: usize,
}

impl Platforms {
    fn get(&mut self, book: &Rulebook, cell: &str) -> usize {
        if let Some(at) = self.by_cell.get(cell) {
            return *at;
        }
        let pack = book.pack();
        let seen = match platform(pack, cell) {
            Some(known) => PlatformSeen {
                id: known.id.clone(),
                name: known.name.clone(),
                known: true,
                order: pack.platforms.iter().position(|p| p.id == known.id).unwrap_or(usize::MAX),
            },
            None => PlatformSeen { id: fold_name(cell), name: cell.to_owned(), known: false, order: usize::MAX },
        };
        let at = *self.by_id.entry(seen.id.clone()).or_insert_with(|| {
            self.list.push(seen);
            self.list.len() - 1
        });
        self.by_cell.insert(cell.to_owned(), at);
        at
    }
}

/// Reads a row; what of it cannot be read is reported, and the rest still counts.
pub(super) struct EntryReader<'r> {
    pub(super) book: &'r Rulebook,
    pub(super) rules: &'r Rules,
    pub(super) names: &'r Names,
    pub(super) table: &'r Table,
    pub(super) today: Date,
}

impl EntryReader<'_> {
    pub(super) fn read(
        &self,
        account: &Account,
        patrol: bool,
        hosts: &mut Hosts,
        platforms: &mut Platforms,
        found: &mut Vec<Diagnostic>,
    ) -> Entry {
        let (table, rules) = (self.table, self.rules);
        let cell = |column: &str| table.cell(account, column);
        let written = cell("host");
        let host = (!is_blank(written)).then(|| hosts.get(self.names, written));
        let platform = platforms.get(self.book, cell("platform"));
        let seen = &platforms.list[platform];
        if !seen.known {
            found.extend(self.invalid(account, "platform", "platform", cell("platform")));
        }
        let status = cell("status");
        let state = if rules.live.within(status) {
            State::Live
        } else if rules.closing.within(status) {
            State::Closing
        } else if rules.closed.within(status) {
            State::Closed
        } else {
            State::Live
        };
        let media_type = cell("media_type");
        let media = if rules.video.within(media_type) && !rules.text.is(media_type) {
            Some(Media::Video)
        } else if rules.text.within(media_type) {
            Some(Media::Text)
        } else if rules.video_platforms.is(&seen.id) {
            Some(Media::Video)
        } else {
            seen.known.then_some(Media::Text)
        };
        let opened = self.day(account, "opened_on", found);
        Entry {
            row: account.row,
            line: account.line,
            host,
            platform,
            name: cell("name").to_owned(),
            account_id: fold_name(cell("account_id")),
            state,
            filed: !patrol,
            in_scope: rules.platforms.is_empty() || rules.platforms.contains(&seen.id),
            media,
            updated: self.updated(account, opened, state, found),
            opened,
            followers: count(cell("followers")),
            reads: count(cell("reads")),
            original_rate: rate(cell("original_rate")),
            alerts: count(cell("alerts")).map(|n| n as u32),
        }
    }

    fn updated(&self, account: &Account, opened: Option<Date>, state: State, found: &mut Vec<Diagnostic>) -> Updated {
        let cell = self.table.cell(account, "updated_on");
        if self.rules.never.is(cell) {
            return Updated::Never;
        }
        if is_blank(cell) {
            // An empty cell says that there was no update only where others are filled in, or an opening day is.
            let says = self.table.has("updated_on") && (self.table.is_filled("updated_on") || opened.is_some());
            return if says { Updated::Never } else { Updated::Unsaid };
        }
        match date(cell) {
            Some(day) if day > self.today => {
                // The last day of a month alone: any day of it may be meant.
                if (day.year(), day.month()) == (self.today.year(), self.today.month())
                    && !cell.contains(&day.day().to_string())
                {
                    return Updated::On(self.today);
                }
                if state != State::Closed {
                    found.extend(self.bad_day(account, "updated_on", "future", cell));
                }
                Updated::Unsaid
            }
            Some(day) => Updated::On(day),
            None => {
                if state != State::Closed {
                    found.extend(self.bad_day(account, "updated_on", "date", cell));
                }
                Updated::Unsaid
            }
        }
    }

    /// The day of a cell; a cell that is none is reported.
    fn day(&self, account: &Account, column: &str, found: &mut Vec<Diagnostic>) -> Option<Date> {
        let cell = self.table.cell(account, column);
        if is_blank(cell) {
            return None;
        }
        let day = date(cell);
        if day.is_none() {
            found.extend(self.bad_day(account, column, "date", cell));
        }
        day
    }

    fn bad_day(&self, account: &Account, column: &str, variant: &str, cell: &str) -> Option<Diagnostic> {
        self.invalid(account, column, variant, cell)
    }

    fn invalid(&self, account: &Account, column: &str, variant: &str, cell: &str) -> Option<Diagnostic> {
        let label = self.book.pack().register.iter().find(|c| c.name == column).map_or(column, |c| &c.label);
        let target = Target::Account { rows: vec![account.row], field: Some(column.to_owned()) };
        let params = [("label", label), ("found", cell), ("today", &self.today.to_string())];
        Some(self.book.find("account/invalid-row", target)?.say(variant, &params))
    }
}
