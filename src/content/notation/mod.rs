//! How official things are written, after GB/T 9704 (documents), GB/T 15834 (punctuation) and GB/T 15835 (numerals).
//!
//! One walk over a block passes every Han character that no rule begins with and hands the rest to the rules, each in
//! a module of its own: [`document_number`], [`date`], [`time`], [`numeral`] with [`amount`], [`mixed`] and [`twice`], [`punctuation`], [`width`]
//! (half-width marks), [`pairs`] (quotation marks and brackets), [`numbering`] with [`articles`], [`papers`] and [`headings`],
//! [`endings`] of blocks, [`titles`] in quotation marks, and [`spacing`]. What a block shows to the others is its
//! [`Sign`]: the numbers it puts before its parts and the brackets it leaves open.

#[macro_use]
mod lists;

mod amount;
mod articles;
mod date;
mod document_number;
mod endings;
mod headings;
mod mixed;
mod numbering;
mod numeral;
mod page;
mod pairs;
mod papers;
mod punctuation;
mod spacing;
mod time;
mod titles;
mod twice;
mod width;

use crate::diagnostic::Diagnostic;
use crate::pack::Rulebook;
use crate::text::document::Neighbours;
use crate::text::han;
use page::Page;

/// The notation rules of a rule book.
pub struct Notation {
    document_number: document_number::Words,
    date: date::Words,
    time: time::Words,
    numeral: numeral::Words,
    pairs: pairs::Words,
    punctuation: punctuation::Words,
    numbering: numbering::Words,
    headings: headings::Words,
    endings: endings::Words,
    titles: titles::Words,
    /// False where every code of notation is off.
    on: bool,
}

/// What a block shows to the others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sign {
    marks: Vec<numbering::Mark>,
    pairs: pairs::Loose,
    stop: Option<headings::Stop>,
}

/// What is handed on from one sign to the next.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    lists: numbering::Lists,
    pairs: pairs::Open,
}

impl Notation {
    /// Compiles the rules.
    pub fn new(book: &Rulebook) -> Notation {
        Notation {
            document_number: document_number::Words::new(book),
            date: date::Words::new(book),
            time: time::Words::new(book),
            numeral: numeral::Words::new(book),
            pairs: pairs::Words::new(book),
            punctuation: punctuation::Words::new(book),
            numbering: numbering::Words::new(book),
            headings: headings::Words::new(book),
            endings: endings::Words::new(book),
            titles: titles::Words::new(book),
            on: book.pack().notation.iter().any(|rule| rule.code.starts_with("notation/") && book.is_on(&rule.code)),
        }
    }

    /// What a block writes otherwise, and what it shows to the others.
    pub fn check(&self, book: &Rulebook, units: &[u16]) -> (Vec<Diagnostic>, Option<Sign>) {
        if !self.on {
            return (Vec::new(), None);
        }
        let mut page = Page::new(book, units);
        let mut marks = self.numbering.leading(&mut page);
        let mut pairs = pairs::Pairs::default();
        let mut width = width::Width::default();
        let mut spacing = spacing::Spacing::default();
        let mut numeral = numeral::Habits::default();
        for (at, unit) in units.iter().copied().enumerate() {
            // No rule begins with a Han character that writes no number.
            if han::is_plain(unit) {
                continue;
            }
            match unit {
                0x30..=0x39 | 0xFF10..=0xFF19 => {
                    spacing.letter(&page, at);
                    if at == 0 || !page::is_digit(units[at - 1]) {
                        self.date.arabic(&mut page, &mut numeral, at);
                        self.time.arabic(&mut page, at);
                        self.numeral.arabic(&mut page, at);
                        numeral.arabic(&page, at);
                    }
                }
                0x41..=0x5A | 0x61..=0x7A => {
                    spacing.letter(&page, at);
                }
                0x3400..=0x4DBF => {}
                0x4E00..=0x9FFF | 0x3007 | 0x25CB => {
                    if page::is_han_digit(page.at(at)) && !page::is_han_digit(page.before(at)) {
                        self.date.han(&mut page, &mut numeral, at);
                        self.numeral.han(&mut page, at);
                        self.numbering.inline(&mut page, at, &mut marks);
                    }
                }
                0x20 | 0xA0 | 0x3000 => {
                    spacing.blank(&page, at);
                }
                // Most marks of a text: 、 。 ，, which open and close nothing.
                0x3001 | 0x3002 | 0xFF0C => {
                    width.step(&page, at);
                    self.numeral.mark(&mut page, at);
                    self.punctuation.check(&mut page, at);
                }
                _ => {
                    self.document_number.check(&mut page, at);
                    self.numbering.bracket(&page, at, &mut marks);
                    pairs.step(&mut page, &self.pairs, at);
                    self.titles.check(&mut page, at);
                    width.step(&page, at);
                    if matches!(unit, 0x2E | 0xB7 | 0xFF0E) {
                        self.date.named_day(&mut page, at);
                    }
                    self.numeral.mark(&mut page, at);
                    self.punctuation.check(&mut page, at);
                }
            }
        }
        self.punctuation.end(&mut page);
        self.endings.check(&mut page, marks.first().is_some_and(numbering::Mark::leads));
        width.end(&mut page);
        spacing.end(&mut page);
        numeral.end(&mut page);
        let pairs = pairs.end(&mut page, &self.pairs);
        let stop = self.headings.stop(&page, &marks);
        let sign = Sign { marks, pairs, stop };
        (page.found, (sign != Sign::default()).then_some(sign))
    }
}

/// What a block writes otherwise given what is before and after it.
pub(super) fn judge(book: &Rulebook, state: &mut State, signs: &Neighbours<'_, Sign>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    numbering::judge(book, &mut state.lists, &signs.own.marks, &mut found);
    if let Some(stop) = &signs.own.stop {
        let [before, after] = [signs.before, signs.after].map(|sign| sign.and_then(|sign| sign.marks.first()));
        found.extend(headings::judge(book, before, stop, after));
    }
    let [before, after] = [signs.before, signs.after].map(|sign| sign.map(|sign| &sign.pairs));
    pairs::judge(book, &mut state.pairs, before, &signs.own.pairs, after, &mut found);
    found
}
