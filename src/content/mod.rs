//! What a text says, block by block: words ([`lexicon`]), personal data ([`personal`]) and notation ([`notation`]);
//! and what HTML holds besides its text ([`markup`]). A [`Checker`] is built once from a rule book; checking a block
//! depends on that block alone.

mod context;
pub mod lexicon;
pub mod markup;
pub mod notation;
pub mod personal;

use crate::diagnostic::{Diagnostic, Target, sort};
use crate::pack::Rulebook;
use crate::text::graphemes;

/// The content rules of a rule book, compiled.
pub struct Checker {
    lexicon: lexicon::Lexicon,
    personal: personal::Personal,
    notation: notation::Notation,
    markup: markup::Markup,
}

impl Checker {
    /// Compiles what of the rule book judges text.
    pub fn new(book: &Rulebook) -> Checker {
        Checker {
            lexicon: lexicon::Lexicon::new(book),
            personal: personal::Personal::new(book),
            notation: notation::Notation::new(book),
            markup: markup::Markup::new(book),
        }
    }

    /// Everything found in one block, in order, with offsets in that block.
    pub fn check(&self, book: &Rulebook, units: &[u16]) -> Vec<Diagnostic> {
        let mut found = self.lexicon.check(book, units);
        found.extend(self.personal.check(book, units));
        found.extend(self.notation.check(book, units));
        sort(&mut found);
        found
    }

    /// The text of an HTML document, unchecked, and what is wrong with its markup.
    pub fn check_markup(&self, book: &Rulebook, html: &str) -> markup::Page {
        self.markup.check(book, html)
    }
}

/// A text target over `from..to`, widened to whole grapheme clusters.
pub(crate) fn span(units: &[u16], from: usize, to: usize) -> Target {
    let (from, to) = graphemes::widen(units, from, to);
    Target::Text { block: 0, from: from as u32, to: to as u32, start: None, end: None }
}
