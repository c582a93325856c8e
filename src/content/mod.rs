//! What a text says, block by block: words ([`lexicon`]) and set phrases ([`phrases`]), [`characters`], personal data
//! ([`personal`]) and notation ([`notation`]);
//! and what HTML holds besides its text ([`markup`]). A [`Checker`] is built once from a rule book; [`Judge`] lends it
//! to a document. Nearly everything depends on one block alone; what depends on others (numbering, quotations that run
//! on) goes by the [`Sign`] a block shows.

mod age;
mod characters;
mod context;
mod enumerations;
mod guise;
mod habit;
mod kinds;
pub mod lexicon;
pub mod markup;
mod meeting;
pub mod notation;
pub mod personal;
mod phrases;
mod slips;
mod surroundings;

use crate::diagnostic::{Diagnostic, Target, sort};
use crate::pack::Rulebook;
use crate::text::document::{Neighbours, Rules};
use crate::text::graphemes;

/// What a block shows to the others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sign {
    notation: notation::Sign,
    /// The cells of a line of a table.
    row: Option<Box<personal::Row>>,
    /// The year that the block gives the text.
    year: Option<u16>,
    /// The latest year that the block says something happened in.
    told: Option<u16>,
    /// What was not always wrong: whether it is depends on the age of the text.
    dated: Vec<Diagnostic>,
    /// What a text mostly does throughout: only the first is warned of.
    habits: Vec<habit::Keyed>,
    /// Words that a text is told of once.
    once: Vec<habit::Keyed>,
    /// The block is the label of a page's record.
    label: bool,
    /// The block is written in traditional characters: the first such is told of.
    script: Option<Box<Diagnostic>>,
    /// What is wrong with a date that fills the block, unless a record's label stands before it.
    stamp: Option<Box<Diagnostic>>,
}

/// What is handed on from one sign to the next.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    notation: notation::State,
    heads: personal::Heads,
    year: Option<u16>,
    told: habit::Told,
    /// A block was written in traditional characters.
    script: bool,
}

/// The content rules of a rule book, compiled.
pub struct Checker {
    age: age::Age,
    characters: characters::Characters,
    enumerations: enumerations::Enumerations,
    lexicon: lexicon::Lexicon,
    personal: personal::Personal,
    notation: notation::Notation,
    markup: markup::Markup,
}

impl Checker {
    /// Compiles what of the rule book judges text.
    pub fn new(book: &Rulebook) -> Checker {
        Checker {
            age: age::Age::new(book),
            characters: characters::Characters::new(book),
            enumerations: enumerations::Enumerations::new(book),
            lexicon: lexicon::Lexicon::new(book),
            personal: personal::Personal::new(book),
            notation: notation::Notation::new(book),
            markup: markup::Markup::new(book),
        }
    }

    /// The checker together with its rule book, as a document wants it.
    pub fn with<'c>(&'c self, book: &'c Rulebook) -> Judge<'c> {
        Judge { checker: self, book }
    }

    /// The text of an HTML document, unchecked, and what is wrong with its markup.
    pub fn check_markup(&self, book: &Rulebook, html: &str) -> markup::Page {
        self.markup.check(book, html)
    }

    /// What takes the place of the personal data found in blocks by themselves, where they are cells that a label
    /// goes before; with the block.
    pub fn check_cells(&self, book: &Rulebook, page: &markup::Page) -> Vec<(usize, Vec<Diagnostic>)> {
        self.personal.check_cells(book, &page.blocks, &page.cells)
    }
}

/// A checker at work.
pub struct Judge<'c> {
    checker: &'c Checker,
    book: &'c Rulebook,
}

impl Rules for Judge<'_> {
    type Sign = Sign;
    type State = State;

    fn check(&self, units: &[u16]) -> (Vec<Diagnostic>, Option<Sign>) {
        let mut found = self.checker.lexicon.check(self.book, units);
        let parts = self.checker.enumerations.check(self.book, units);
        if !parts.is_empty() {
            let taken = Taken::new(found.iter().filter_map(place).collect());
            found.extend(parts.into_iter().filter(|d| !place(d).is_some_and(|at| taken.overlaps(at))));
        }
        let words = found.len();
        found.extend(self.checker.personal.check(self.book, units));
        let (notation, sign) = self.checker.notation.check(self.book, units);
        // One place, one card: what a word or a number is says more than how it is written.
        let taken = Taken::new(found.iter().filter_map(place).collect());
        let row = personal::Row::new(units, &found[words..]).map(Box::new);
        if row.is_some() {
            // The heading of the column has a say.
            found.truncate(words);
        }
        let age = &self.checker.age;
        let may_differ = |d: &Diagnostic| !self.book.is_overridden(&d.code);
        let once = habit::once(self.book, units, &mut found);
        let dated: Vec<Diagnostic> = found.extract_if(.., |d| age.is_dated(d) && may_differ(d)).collect();
        let (characters, script) = self.checker.characters.check(self.book, units);
        let is_free = |d: &Diagnostic| !place(d).is_some_and(|at| taken.overlaps(at));
        let script = script.filter(is_free);
        found.extend(characters.into_iter().chain(notation).filter(is_free));
        let habits = habit::habits(units, &mut found, may_differ);
        let stamp = found.extract_if(.., |d| age.is_stamp(d, units)).next().map(Box::new);
        sort(&mut found);
        let (year, told, label) = (age.year(units), age.told(units), age.is_label(units));
        let notation = sign.unwrap_or_default();
        let script = script.map(Box::new);
        let sign = Sign { notation, row, year, told, dated, habits, once, label, script, stamp };
        let sign = (sign != Sign::default()).then_some(sign);
        (found, sign)
    }

    fn tells(&self, sign: &Sign) -> Option<u16> {
        sign.told
    }

    fn judge(&self, state: &mut State, signs: Neighbours<'_, Sign>) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        if let Some(row) = &signs.own.row {
            let follows = signs.before.is_some_and(|before| before.row.is_some());
            found = self.checker.personal.check_row(self.book, &mut state.heads, follows, row);
        }
        let notation = Neighbours {
            before: signs.before.map(|sign| &sign.notation),
            own: &signs.own.notation,
            after: signs.after.map(|sign| &sign.notation),
            whole: None,
        };
        found.extend(notation::judge(self.book, &mut state.notation, &notation));
        state.year = signs.own.year.or(state.year);
        if let Some(mut stamp) = signs.own.stamp.clone() {
            // Behind a label, a number, another date: a record of the page.
            let is_record = |before: &Sign| before.label || before.year.is_some() || before.stamp.is_some();
            if signs.before.is_some_and(is_record) {
                stamp.severity = self.book.grade(&stamp.code, "zero-record").unwrap_or(stamp.severity);
            }
            found.push(*stamp);
        }
        found.extend(signs.own.script.as_deref().filter(|_| !state.script).cloned());
        state.script |= signs.own.script.is_some();
        found.extend(state.told.judge(&signs.own.habits));
        found.extend(state.told.first(&signs.own.once));
        let year = state.year.or(signs.whole);
        found.extend(signs.own.dated.iter().map(|d| self.checker.age.judge(d.clone(), year)));
        found
    }
}

fn place(diagnostic: &Diagnostic) -> Option<(u32, u32)> {
    match diagnostic.target {
        Target::Text { from, to, .. } => Some((from, to)),
        _ => None,
    }
}

/// Places in a block, asked often whether one shares a character with them.
struct Taken {
    /// Where each begins, in order, with the end of the one so far that reaches furthest.
    reach: Vec<(u32, u32)>,
}

impl Taken {
    fn new(mut places: Vec<(u32, u32)>) -> Taken {
        places.sort_unstable();
        let mut furthest = 0;
        for (_, end) in &mut places {
            furthest = furthest.max(*end);
            *end = furthest;
        }
        Taken { reach: places }
    }

    fn overlaps(&self, (from, to): (u32, u32)) -> bool {
        let before = self.reach.partition_point(|(start, _)| *start < to);
        before > 0 && self.reach[before - 1].1 > from
    }
}

/// A text target over `from..to`, widened to whole grapheme clusters.
pub(crate) fn span(units: &[u16], from: usize, to: usize) -> Target {
    let (from, to) = graphemes::widen(units, from, to);
    Target::Text { block: 0, from: from as u32, to: to as u32, start: None, end: None }
}

/// True for what is read anew where a block is a cell with a label before it.
pub(crate) fn is_read_in_cells(diagnostic: &Diagnostic) -> bool {
    personal::is_read_in_cells(&diagnostic.code)
}
