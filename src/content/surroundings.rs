//! What stands around a pair further away than next to it (接收 … 采访), as it is looked for in a text. There are hundreds
//! of such contexts and a text meets few of their words, so each list is folded when its word is first found.

use super::context::{self, PLACE, Scope};
use crate::pack::{Surroundings, either};
use crate::text::matcher::Match;
use std::sync::OnceLock;

/// What must and what must not stand around a word.
pub(super) struct Lists {
    before: List,
    after: List,
    sentence: List,
    unless: List,
}

/// Strings one of which is looked for.
struct List {
    text: Box<str>,
    folded: OnceLock<Vec<Vec<u16>>>,
}

impl List {
    fn new(text: &str) -> List {
        List { text: text.into(), folded: OnceLock::new() }
    }

    fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether one of them stands in a folded text.
    fn stands(&self, text: &[u16]) -> bool {
        context::stands(self.folded.get_or_init(|| context::fold_words(either(&self.text))), text)
    }
}

impl Lists {
    /// Those of a context, none if it asks for nothing further away.
    pub(super) fn of(around: Surroundings) -> Option<Lists> {
        let list = List::new;
        (around != Surroundings::default()).then(|| Lists {
            before: list(around.before),
            after: list(around.after),
            sentence: list(around.sentence),
            unless: list(around.unless),
        })
    }

    /// Whether a word at this place has them around it.
    pub(super) fn stand(&self, units: &[u16], place: &Match) -> bool {
        let around = |scope| context::around(units, place.from, place.to, scope);
        if !self.before.is_empty() || !self.after.is_empty() {
            let clause = around(Scope::Stretch);
            let at = clause.iter().position(|unit| *unit == PLACE).unwrap_or_default();
            let stands = |list: &List, part: &[u16]| list.is_empty() || list.stands(part);
            if !stands(&self.before, &clause[..at]) || !stands(&self.after, &clause[at + 1..]) {
                return false;
            }
        }
        if self.sentence.is_empty() && self.unless.is_empty() {
            return true;
        }
        let sentence = around(Scope::Sentence);
        (self.sentence.is_empty() || self.sentence.stands(&sentence))
            && (self.unless.is_empty() || !self.unless.stands(&sentence))
    }
}
