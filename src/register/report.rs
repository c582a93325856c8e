//! The answer for a register: findings, and what a board of hosts and platforms shows.

use crate::diagnostic::Diagnostic;
use crate::names::Certainty;
use serde::{Deserialize, Serialize};

/// Declares plain answer types: serialisable, known to TypeScript, empty options left out.
macro_rules! answer_types {
    ($( $(#[$meta:meta])* pub struct $name:ident { $( $(#[$field_meta:meta])* pub $field:ident : $ty:ty ),* $(,)? } )*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
        pub struct $name { $( $(#[$field_meta])* pub $field: $ty ),* }
    )*};
}

/// The answer for a register.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct RegisterReport {
    /// What was found, by row.
    pub diagnostics: Vec<Diagnostic>,
    /// Rows of the table, those that could not be checked included.
    pub rows: u32,
    /// Every row that could be read, in the table's order.
    pub accounts: Vec<AccountState>,
    /// Hosts, by their first row.
    pub hosts: Vec<HostState>,
    /// Accounts of one host on one platform.
    pub groups: Vec<Group>,
    /// Accounts that imitate others.
    pub look_alikes: Vec<LookAlike>,
    /// Accounts that might be merged into another of their host.
    pub merges: Vec<Merge>,
    /// Talks that are due.
    pub talks: Vec<Talk>,
    /// Notices and rectifications with their days.
    pub deadlines: Vec<RegisterDeadline>,
    /// What was filled in, left out or cut short, and why.
    pub notes: Vec<String>,
}

answer_types! {
    /// One account as the register shows it.
    pub struct AccountState {
        /// As diagnostics name it: its 序号, else its line.
        pub row: u32,
        /// Line of the text, or place in the list, from 1.
        pub line: u32,
        /// Index into `hosts`; absent where the row names no host.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub host: Option<u32>,
        /// Its name.
        pub name: String,
        /// Id of the platform, or the cell where the platform is unknown.
        pub platform: String,
        /// Name of the platform.
        pub platform_name: String,
        /// Whether it runs.
        pub state: State,
        /// False for an account found on patrol.
        pub filed: bool,
        /// What it mainly shows.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub media: Option<Media>,
        /// When it was updated, and the limit; absent where nothing is said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub health: Option<Health>,
    }

    /// Updates of an account.
    pub struct Health {
        /// Day of the last update, `YYYY-MM-DD`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub updated_on: Option<String>,
        /// True if it never was.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        pub never: bool,
        /// Days since.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub days: Option<i64>,
        /// Days allowed here.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub limit: Option<u32>,
        /// Days beyond the limit; above 0 it is stale.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub over: Option<i64>,
        /// Clauses of the limit.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub limit_clauses: Vec<String>,
    }

    /// A host and its accounts.
    pub struct HostState {
        /// Its name, in its fullest spelling.
        pub name: String,
        /// All its spellings.
        pub spellings: Vec<String>,
        /// Its region.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub region: Option<String>,
        /// Its accounts that are on file and not closed.
        pub rows: Vec<u32>,
        /// The same by platform, in the order of the pack.
        pub platforms: Vec<HostPlatform>,
        /// Alerts of all its accounts together, where the register counts them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub alerts: Option<u32>,
        /// Its score, where the register has the indices.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub score: Option<Score>,
    }

    /// A host's accounts on one platform.
    pub struct HostPlatform {
        /// Id of the platform, or the cell where it is unknown.
        pub platform: String,
        /// The accounts.
        pub rows: Vec<u32>,
    }

    /// A score from indices.
    pub struct Score {
        /// Weighted mean of the indices that are there.
        pub total: f64,
        /// What it is made of.
        pub parts: Vec<ScorePart>,
        /// Where the weights come from.
        pub note: String,
        /// Clauses of the indices.
        pub clauses: Vec<String>,
    }

    /// One index of a score.
    pub struct ScorePart {
        /// Id of the index.
        pub index: String,
        /// Its name.
        pub label: String,
        /// Mean over the host's accounts.
        pub value: f64,
        /// Its weight, in percent.
        pub weight: u32,
    }

    /// Accounts of one host on one platform.
    pub struct Group {
        /// The accounts, ascending.
        pub rows: Vec<u32>,
        /// Id of the platform, or the cell where it is unknown.
        pub platform: String,
        /// How sure it is that the host is one.
        pub certainty: Certainty,
        /// Why they were joined, in sentences.
        pub why: Vec<String>,
        /// The account proposed to be kept.
        pub keep: u32,
        /// Why that one.
        pub keep_why: String,
    }

    /// An account that imitates another.
    pub struct LookAlike {
        /// The imitation.
        pub row: u32,
        /// The account imitated.
        pub imitates: u32,
        /// How.
        pub how: How,
        /// The same in a sentence.
        pub why: String,
    }

    /// Accounts of a host that might be merged.
    pub struct Merge {
        /// The accounts with low figures.
        pub rows: Vec<u32>,
        /// The account proposed to be kept; one of `rows` only where all the host's accounts are weak.
        pub keep: u32,
        /// Why, in sentences.
        pub why: Vec<String>,
        /// Clauses it rests on.
        pub clauses: Vec<String>,
    }

    /// A talk that is due.
    pub struct Talk {
        /// Index into `hosts`.
        pub host: u32,
        /// The host's accounts with alerts.
        pub rows: Vec<u32>,
        /// Their alerts together.
        pub alerts: u32,
        /// 1, 2, 3.
        pub level: u32,
        /// Who talks.
        pub by: String,
        /// To whom.
        pub with: String,
        /// The same in a sentence.
        pub message: String,
        /// Clauses it rests on.
        pub clauses: Vec<String>,
    }

    /// A notice to the public or a rectification, with its days.
    pub struct RegisterDeadline {
        /// The account.
        pub row: u32,
        /// Which of the two.
        pub kind: DeadlineKind,
        /// Its first day, `YYYY-MM-DD`.
        pub from: String,
        /// Its last day; absent where the calendar does not reach.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub due: Option<String>,
        /// The day it was done.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub done: Option<String>,
        /// How it stands.
        pub state: RegisterDeadlineState,
        /// Clauses it rests on.
        pub clauses: Vec<String>,
    }
}

/// Declares plain answer enums.
macro_rules! answer_enums {
    ($( $(#[$meta:meta])* pub enum $name:ident { $( $(#[$variant_meta:meta])* $variant:ident ),* $(,)? } )*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        #[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
        pub enum $name { $( $(#[$variant_meta])* $variant ),* }
    )*};
}

answer_enums! {
    /// Whether an account runs.
    pub enum State {
        /// It does.
        Live,
        /// It is being cancelled.
        Closing,
        /// It is closed.
        Closed,
    }

    /// What an account mainly shows.
    pub enum Media {
        /// Text and pictures.
        Text,
        /// Videos.
        Video,
    }

    /// How a name imitates another.
    pub enum How {
        /// It is the same.
        SameName,
        /// It looks the same, with characters of another kind.
        Homoglyph,
        /// A character was put for one of similar shape.
        Shape,
        /// A character was put for one that sounds alike.
        Sound,
        /// Words like 官方 were added or taken away.
        Affix,
        /// The region is written otherwise, added or left out.
        Region,
    }

    /// What has days to keep.
    pub enum DeadlineKind {
        /// A notice to the public.
        Notice,
        /// A rectification.
        Rectification,
    }

    /// How a deadline stands.
    pub enum RegisterDeadlineState {
        /// Kept.
        Met,
        /// Still running.
        Open,
        /// Not kept.
        Missed,
        /// The calendar does not know.
        Unknown,
    }
}
