//! The rule pack: everything the kit knows, as plain data. [`Pack`] is the shape of `rules.json` and of a vendor's
//! own pack alike; [`read`](fn@read) checks one and names every problem by its JSON path; [`overlay`](fn@overlay)
//! lays a vendor's pack over another. `rules.schema.json` is generated from these types.

/// Declares a data struct of the pack: serialisable, unknown keys refused, optional parts left out when empty.
macro_rules! pack_types {
    ($( $(#[$meta:meta])* pub struct $name:ident { $( $(#[$field_meta:meta])* pub $field:ident : $ty:ty ),* $(,)? } )*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(JsonSchema))]
        #[serde(deny_unknown_fields)]
        pub struct $name { $( $(#[$field_meta])* pub $field: $ty ),* }
    )*};
}

mod canonical;
mod check;
mod content;
mod form;
mod overlay;
mod pairs;
mod phrases;
mod place;
mod plain;
mod read;
mod register;
mod review;
mod rulebook;
mod slips;
mod wholes;
mod words;

pub use canonical::canonical;
pub(crate) use check::SHORTEST_PHRASE;
pub use check::check;
pub(crate) use content::CUSTOM;
pub use content::{Edge, Kind, Markup, Notation, Word, WordSet};
pub use form::{
    DayUnit, Field, FieldKind, FieldState, Form, FormAttestation, FormRule, Limit, LimitKind, RuleKind, When,
};
pub(crate) use overlay::lay;
pub use overlay::overlay;
pub use pairs::{Context, Pair, Surroundings, either};
pub use phrases::{Phrase, PhrasePlace};
pub use plain::{PlainRecords, PlainWords, Said};
pub(crate) use read::builtin_pack;
pub use read::{PackError, Problem, builtin, read};
pub use register::{AccountRule, Body, BodyKind, Column, Former, Oversight, OversightKind};
pub use review::{Attestation, Condition, HourLimit, Ladder, Publisher, Reprint, Step};
pub use rulebook::{Found, Lang, Rulebook};
pub(crate) use slips::grouped;
pub use words::from_csv;

use crate::diagnostic::Severity;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

#[cfg(feature = "schema")]
use schemars::JsonSchema;

fn is_false(value: &bool) -> bool {
    !value
}

fn is_true(value: &bool) -> bool {
    *value
}

fn yes() -> bool {
    true
}

pack_types! {
    /// A rule pack: the built-in `rules.json`, or a vendor's pack laid over it.
    pub struct Pack {
        /// Where the schema of this file is, for editors.
        #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
        pub schema: Option<String>,
        /// Name of the pack, kebab-case.
        pub id: String,
        /// Version of the pack, free text; dates are customary.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        pub version: String,
        /// What the pack is laid over: a jurisdiction (`haiyan`), or `builtin`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub extends: Option<String>,
        /// Regulations and standards, with their clauses.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub sources: Vec<Source>,
        /// Offices whose regulations differ.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub jurisdictions: Vec<Jurisdiction>,
        /// Platforms that accounts live on, with the names people write for them.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub platforms: Vec<Named>,
        /// Bodies that host accounts.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub bodies: Vec<Body>,
        /// Kinds of events in the life of an account.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub events: Vec<Named>,
        /// Filing forms.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub forms: Vec<Form>,
        /// What the rules of forms, registers and reviews rest on, by code.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub rules: Vec<Rule>,
        /// Columns of a register.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub register: Vec<Column>,
        /// What is a fault in a register, by code and problem.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub accounts: Vec<AccountRule>,
        /// Talks with hosts, and the indices of their score.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub oversight: Vec<Oversight>,
        /// Kinds of lexicon entries.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub kinds: Vec<Kind>,
        /// Named sets of words that contexts refer to as `@name`.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub sets: Vec<WordSet>,
        /// Words and phrases; shared by all packs laid over this one.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub lexicon: Vec<Arc<Word>>,
        /// Words of a vendor that ask for no context; [`overlay`](fn@overlay) puts them here, apart from `lexicon`.
        #[serde(skip)]
        pub plain: PlainWords,
        /// Words as CSV with a heading row; lists are separated by `|`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub lexicon_csv: Option<String>,
        /// Rules of notation and of personal data: what each rests on and the words that decide it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub notation: Vec<Notation>,
        /// Rules of markup: pictures, links and what pasting leaves behind.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub markup: Vec<Markup>,
        /// Review ladders.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub review: Vec<Ladder>,
        /// Members of a submission, by dotted path, with the names people write for them.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub submission: Vec<Column>,
        /// Roles and positions of those who review.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub roles: Vec<Named>,
        /// Kinds of articles.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub articles: Vec<Named>,
        /// Grades of articles and events.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub grades: Vec<Named>,
        /// Sources that every list holds: organs of Party and state, central news units.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub reprint_sources: Vec<String>,
        /// The office's own list of sources that may be reprinted, beside `reprint_sources`. Once there is one, a
        /// reprint from elsewhere is held.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub whitelist: Vec<String>,
        /// Codes whose errors a named person may release with a reason. Empty in the built-in pack; the record of
        /// every release says that a pack allowed it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub releasable: Vec<String>,
        /// Public holidays and make-up days, a year a line.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub calendar: Vec<Year>,
        /// The sentences the kit says, by code and variant (`filing/late`, `filing/late.no-date`).
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub messages: Vec<Message>,
        /// What is switched off: a code (`lexicon/emotion`), or one word of it (`lexicon/typo:截止目前`).
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub disable: Vec<String>,
        /// Severities that replace those of the rules, by code.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        pub severity: BTreeMap<String, Severity>,
    }

    /// A regulation or a public standard.
    pub struct Source {
        /// Name, kebab-case; standards begin with `std-`.
        pub id: String,
        /// The jurisdiction whose regulation it is; absent for standards.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub jurisdiction: Option<String>,
        /// Title, in Chinese.
        pub title: String,
        /// Document or standard number.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub number: Option<String>,
        /// Date of issue, `YYYY-MM-DD`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub date: Option<String>,
        /// What of it this kit checks. A standard without clauses is cited whole, by its own id.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub clauses: Vec<Clause>,
    }

    /// One sentence of a source.
    pub struct Clause {
        /// Name, kebab-case, unique over all sources.
        pub id: String,
        /// Place in the source (`第七条(二)`).
        #[serde(rename = "where")]
        pub place: String,
        /// What it is about.
        pub area: Area,
        /// What it asks, in a short sentence of our own.
        pub text: String,
        /// The question a person answers where no program can; absent for definitions and reported facts.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub attest: Option<String>,
    }

    /// An office with regulations of its own.
    pub struct Jurisdiction {
        /// Name, kebab-case.
        pub id: String,
        /// Name in Chinese.
        pub name: String,
        /// Regions it lies in, from province to county.
        pub region: Vec<String>,
        /// Regions of county level inside it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub within: Vec<String>,
        /// Platforms that its regulation covers; empty for all.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub platforms: Vec<String>,
        /// Codes that do not apply here.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub disable: Vec<String>,
        /// Severities that differ here, by code.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        pub severity: BTreeMap<String, Severity>,
        /// Whether a limit in calendar days whose last day is a day of rest moves to the next working day; each limit
        /// of the forms says so itself where this is absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub roll: Option<bool>,
    }

    /// A thing with one name and several spellings: a platform, a kind of event.
    pub struct Named {
        /// Name, kebab-case.
        pub id: String,
        /// Name in Chinese.
        pub name: String,
        /// Name in English; the Chinese one stands where there is none.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        pub name_en: String,
        /// Other names people write.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub aliases: Vec<String>,
        /// For kinds of events: other kinds that may be named beside it without contradiction.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub like: Vec<String>,
    }

    /// What a mechanism's diagnostic rests on.
    pub struct Rule {
        /// The diagnostic's code.
        pub code: String,
        /// How grave it is.
        pub severity: Severity,
        /// Clauses and standards; only those of the jurisdiction in force are named.
        pub clauses: Vec<String>,
    }

    /// Public holidays and make-up days of one year.
    pub struct Year {
        /// The year.
        pub year: i32,
        /// Number of the State Council's notice.
        pub notice: String,
        /// Days off by order, as `MM-DD`.
        pub rest: Vec<String>,
        /// Working days on a weekend, as `MM-DD`.
        pub work: Vec<String>,
        /// Names of the holidays, each with its days; they do not change what is counted.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub holidays: Vec<Holiday>,
    }

    /// A public holiday and its days off.
    pub struct Holiday {
        /// Name in Chinese.
        pub name: String,
        /// First day off, `MM-DD`.
        pub from: String,
        /// Last day off, `MM-DD`.
        pub to: String,
    }

    /// A sentence with parameters in braces.
    pub struct Message {
        /// Code, with an optional variant after a dot.
        pub id: String,
        /// In Chinese.
        pub zh: String,
        /// In English.
        pub en: String,
    }
}

/// What a clause is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Area {
    /// What a text says.
    Content,
    /// Forms, roles and deadlines.
    Filing,
    /// Accounts and their register.
    Register,
    /// Review before publication.
    Gate,
    /// Supervision, scores, talks.
    Oversight,
}

impl Pack {
    /// An empty pack of that name.
    pub fn empty(id: &str) -> Pack {
        Pack {
            schema: None,
            id: id.to_owned(),
            version: String::new(),
            extends: None,
            sources: vec![],
            jurisdictions: vec![],
            platforms: vec![],
            bodies: vec![],
            events: vec![],
            forms: vec![],
            rules: vec![],
            register: vec![],
            accounts: vec![],
            oversight: vec![],
            kinds: vec![],
            sets: vec![],
            lexicon: vec![],
            plain: PlainWords::default(),
            lexicon_csv: None,
            notation: vec![],
            markup: vec![],
            review: vec![],
            submission: vec![],
            roles: vec![],
            articles: vec![],
            grades: vec![],
            reprint_sources: vec![],
            whitelist: vec![],
            releasable: vec![],
            calendar: vec![],
            messages: vec![],
            disable: vec![],
            severity: BTreeMap::new(),
        }
    }

    /// All words: those of `lexicon`, then the plain ones.
    pub fn all_words(&self) -> impl Iterator<Item = Cow<'_, Word>> {
        self.lexicon.iter().map(|word| Cow::Borrowed(&**word)).chain(self.plain.words().map(Cow::Owned))
    }

    /// The same pack with its plain words in `lexicon`, as it is written down.
    pub fn spelled_out(&self) -> Cow<'_, Pack> {
        if self.plain.is_empty() {
            return Cow::Borrowed(self);
        }
        let mut pack = self.clone();
        let plain = std::mem::take(&mut pack.plain);
        pack.lexicon.extend(plain.words().map(Arc::new));
        Cow::Owned(pack)
    }

    /// The question that a person answers for a clause.
    pub fn question(&self, clause: &str) -> Option<&str> {
        self.sources.iter().flat_map(|s| &s.clauses).find(|c| c.id == clause)?.attest.as_deref()
    }

    /// Name of the public holiday that a day belongs to, where the calendar names it.
    pub fn holiday(&self, day: crate::calendar::Date) -> Option<&str> {
        let year = self.calendar.iter().find(|y| y.year == day.year())?;
        let here = (day.month(), day.day());
        let within = |h: &&Holiday| matches!((month_day(&h.from), month_day(&h.to)), (Some(from), Some(to)) if from <= here && here <= to);
        Some(year.holidays.iter().find(within)?.name.as_str())
    }

    /// The words of the set of that name; none if there is no such set.
    pub fn set(&self, name: &str) -> &[String] {
        self.sets.iter().find(|set| set.set == name).map_or(&[], |set| &set.words)
    }

    /// The words of a list in which `@name` stands for a set.
    pub fn words<'p>(&'p self, list: &'p [String]) -> impl Iterator<Item = &'p str> {
        list.iter()
            .flat_map(|word| match word.strip_prefix('@') {
                None => std::slice::from_ref(word),
                Some(name) => self.set(name),
            })
            .map(String::as_str)
    }

    /// The working days of the calendar section.
    pub fn working_days(&self) -> crate::calendar::Calendar {
        let mut calendar = crate::calendar::Calendar::new();
        for year in &self.calendar {
            let days = |list: &[String]| -> Vec<(u8, u8)> { list.iter().filter_map(|d| month_day(d)).collect() };
            calendar.add_year(year.year, days(&year.rest), days(&year.work));
        }
        calendar
    }
}

/// Reads `MM-DD`.
pub fn month_day(text: &str) -> Option<(u8, u8)> {
    let (month, day) = text.split_once('-')?;
    if month.len() != 2 || day.len() != 2 {
        return None;
    }
    Some((month.parse().ok()?, day.parse().ok()?))
}
