//! The rule pack: everything the kit knows, as plain data. [`Pack`] is the shape of `rules.json` and of a vendor's
//! own pack alike; [`read`](fn@read) checks one and names every problem by its JSON path; [`overlay`](fn@overlay)
//! lays a vendor's pack over another. `rules.schema.json` is generated from these types.

mod canonical;
mod overlay;
mod read;
mod rulebook;
mod words;

pub use canonical::canonical;
pub(crate) use overlay::lay;
pub use overlay::overlay;
pub use read::{PackError, Problem, builtin, check, read};
pub use rulebook::{Found, Lang, Rulebook};
pub use words::from_csv;

use crate::diagnostic::Severity;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[cfg(feature = "schema")]
use schemars::JsonSchema;

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

fn custom() -> String {
    "custom".to_owned()
}

fn is_false(value: &bool) -> bool {
    !value
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
        /// Kinds of lexicon entries.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub kinds: Vec<Kind>,
        /// Named sets of words that contexts refer to as `@name`.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub sets: Vec<WordSet>,
        /// Words and phrases.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub lexicon: Vec<Word>,
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
        /// Codes that do not apply here.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub disable: Vec<String>,
        /// Severities that differ here, by code.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        pub severity: BTreeMap<String, Severity>,
    }

    /// A thing with one name and several spellings: a platform, a kind of event.
    pub struct Named {
        /// Name, kebab-case.
        pub id: String,
        /// Name in Chinese.
        pub name: String,
        /// Other names people write.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub aliases: Vec<String>,
    }

    /// A filing form of one jurisdiction.
    pub struct Form {
        /// Name within the jurisdiction (`account-filing`).
        pub id: String,
        /// Whose form it is.
        pub jurisdiction: String,
        /// Title, in Chinese.
        pub title: String,
        /// Other names of the form.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub aliases: Vec<String>,
        /// Fields, in the order of the printed form.
        pub fields: Vec<Field>,
        /// Limits in days.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub limits: Vec<Limit>,
    }

    /// A field of a form.
    pub struct Field {
        /// English path, dotted (`reviewer.phone`).
        pub name: String,
        /// Label as printed.
        pub label: String,
        /// Other labels read as this field.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub aliases: Vec<String>,
        /// What kind of value it holds.
        pub kind: FieldKind,
        /// Whether it must be filled in.
        #[serde(default, skip_serializing_if = "is_false")]
        pub required: bool,
        /// True if the source prints the field, false if it is this kit's own choice.
        #[serde(default, skip_serializing_if = "is_false")]
        pub printed: bool,
        /// A value that would be right.
        pub example: String,
        /// One sentence of help.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        pub help: String,
        /// Values allowed, for `choice`.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub options: Vec<String>,
        /// Clauses it rests on.
        pub clauses: Vec<String>,
    }

    /// A limit in days.
    pub struct Limit {
        /// Name, kebab-case.
        pub id: String,
        /// Label, in Chinese.
        pub label: String,
        /// Event kinds it applies to; empty for all.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub events: Vec<String>,
        /// The field whose date starts it; the event's date where that field is empty. The day itself does not count.
        pub base: String,
        /// Number of days.
        pub days: u32,
        /// What is counted.
        pub unit: DayUnit,
        /// Whether a last day that is a day of rest moves to the next working day (Civil Code art. 203).
        #[serde(default, skip_serializing_if = "is_false")]
        pub roll: bool,
        /// Clauses it rests on.
        pub clauses: Vec<String>,
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

    /// A column of a register.
    pub struct Column {
        /// English name.
        pub name: String,
        /// Heading, in Chinese.
        pub label: String,
        /// Other headings.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub aliases: Vec<String>,
        /// Whether a register is unreadable without it.
        #[serde(default, skip_serializing_if = "is_false")]
        pub required: bool,
    }

    /// A kind of lexicon entry.
    pub struct Kind {
        /// Name (`typo`).
        pub kind: String,
        /// Code of its diagnostics.
        pub code: String,
        /// Severity of its entries, unless they say otherwise.
        pub severity: Severity,
        /// Whether writers disguise such words: then they are also found through separators and look-alike letters.
        #[serde(default, skip_serializing_if = "is_false")]
        pub disguised: bool,
        /// Clauses and standards behind it.
        pub clauses: Vec<String>,
    }

    /// A named set of context words.
    pub struct WordSet {
        /// Name, kebab-case.
        pub set: String,
        /// Its words.
        pub words: Vec<String>,
    }

    /// A word or phrase, and where it is wrong.
    pub struct Word {
        /// What is matched, after folding of width, case, traditional forms and invisible characters.
        pub word: String,
        /// Its kind; `custom` if not given.
        #[serde(default = "custom")]
        pub kind: String,
        /// Replacements for exactly this word, the best first.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub fixes: Vec<String>,
        /// Longer strings that contain the word and make it innocent.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub unless: Vec<String>,
        /// Counts only where one of these ends directly before it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub before: Vec<String>,
        /// Counts only where one of these begins directly after it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub after: Vec<String>,
        /// Counts only where one of these stands in the same clause (between ，。；：！？、), at most 40 code units away.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub near: Vec<String>,
        /// Innocent where one of these stands in the same sentence (between 。！？), at most 40 code units away.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub unless_near: Vec<String>,
        /// Counts only where no letter, digit or Han character stands on the named side.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub edge: Option<Edge>,
        /// Severity, where it differs from the kind's.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub severity: Option<Severity>,
        /// The sentence shown, where the kind's does not explain it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub message: Option<String>,
        /// Clauses and standards beyond the kind's.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub clauses: Vec<String>,
    }

    /// A rule of notation or personal data.
    pub struct Notation {
        /// The diagnostic's code.
        pub code: String,
        /// How grave it is.
        pub severity: Severity,
        /// Words before a number that make it what the code says, or endings before a bracket; by the mechanism.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub cues: Vec<String>,
        /// Words before a number that make it something else.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub unless: Vec<String>,
        /// Words directly after a number that make it something else.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub unless_after: Vec<String>,
        /// What the number itself is when it is public: all of it, its end (`.gov.cn`, `@12345.cn`), or its beginning
        /// up to the @ (`info@`).
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub unless_in: Vec<String>,
        /// Words of the same sentence, at most 40 code units away, that make a number what the code says where no
        /// word stands directly before it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub near: Vec<String>,
        /// Words of the same sentence, at most 40 code units away, that make it something else where no cue stands
        /// directly before it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub unless_near: Vec<String>,
        /// Labels of an office's contact lines: a number that fills a block of its own with one of these and a colon
        /// is found at info level only.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub contact: Vec<String>,
        /// Clauses and standards behind it.
        pub clauses: Vec<String>,
    }

    /// One problem of markup. Which lists and limits it reads depends on the problem; `docs/rules.md` says how.
    pub struct Markup {
        /// The diagnostic's code.
        pub code: String,
        /// The problem, a variant of the code: `markup/link` and `shop` speak as `markup/link.shop`, and
        /// `markup/link:shop` switches it off.
        pub problem: String,
        /// How grave it is.
        pub severity: Severity,
        /// Schemes of addresses that have the problem, without the colon.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub schemes: Vec<String>,
        /// Hosts that have the problem; those under them as well.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub hosts: Vec<String>,
        /// Hosts under `hosts` that do not.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub unless_hosts: Vec<String>,
        /// Attributes that hold the address of a picture, or those that make a link without an address live.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub attributes: Vec<String>,
        /// Texts, or words in the text.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub words: Vec<String>,
        /// Words that must stand shortly before one of `words`.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub cues: Vec<String>,
        /// Words in the same sentence that make it innocent.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub unless_near: Vec<String>,
        /// Elements; with a colon at the end, a prefix of their names.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub tags: Vec<String>,
        /// Beginnings of class names.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub classes: Vec<String>,
        /// Beginnings of style properties.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub styles: Vec<String>,
        /// Beginnings of comments.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub comments: Vec<String>,
        /// What the value of an attribute contains.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub values: Vec<String>,
        /// A number that the problem begins, or ends, at.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub limit: Option<u32>,
        /// Clauses and standards behind it.
        pub clauses: Vec<String>,
    }

    /// The steps of a jurisdiction's review, in order.
    pub struct Ladder {
        /// Whose ladder it is.
        pub jurisdiction: String,
        /// The steps.
        pub steps: Vec<Step>,
    }

    /// One step of a review.
    pub struct Step {
        /// Name, kebab-case.
        pub step: String,
        /// Name in Chinese.
        pub label: String,
        /// Role that takes it, an identifier of the glossary.
        pub role: String,
        /// Earlier steps whose person must be another one.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub distinct_from: Vec<String>,
        /// Clauses it rests on.
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

/// What kind of value a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum FieldKind {
    /// Any text.
    Text,
    /// A person's name.
    Person,
    /// A position.
    Position,
    /// Mobile, or a fixed line with area code.
    Phone,
    /// A day.
    Date,
    /// A QQ number.
    Qq,
    /// A platform of the pack.
    Platform,
    /// One of `options`.
    Choice,
    /// 是 or 否.
    YesNo,
}

/// What a limit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum DayUnit {
    /// Every day.
    Calendar,
    /// Working days of the calendar section.
    Working,
}

/// On which side of a word no letter, digit or Han character may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub enum Edge {
    /// Before it.
    Start,
    /// After it.
    End,
    /// On both sides.
    Both,
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
            events: vec![],
            forms: vec![],
            rules: vec![],
            register: vec![],
            kinds: vec![],
            sets: vec![],
            lexicon: vec![],
            lexicon_csv: None,
            notation: vec![],
            markup: vec![],
            review: vec![],
            calendar: vec![],
            messages: vec![],
            disable: vec![],
            severity: BTreeMap::new(),
        }
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
pub(crate) fn month_day(text: &str) -> Option<(u8, u8)> {
    let (month, day) = text.split_once('-')?;
    if month.len() != 2 || day.len() != 2 {
        return None;
    }
    Some((month.parse().ok()?, day.parse().ok()?))
}
