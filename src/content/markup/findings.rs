//! Where findings in markup go: their place in the text, also of what holds no text.

use super::Rule;
use crate::content::span;
use crate::diagnostic::{Diagnostic, Severity, Target};
use crate::pack::Rulebook;
use crate::text::markup::{Mark, OBJECT};

/// What has been found so far in the blocks.
pub(super) struct Findings<'p> {
    book: &'p Rulebook,
    pub(super) blocks: &'p [Vec<u16>],
    pub(super) found: Vec<Diagnostic>,
}

impl<'p> Findings<'p> {
    pub(super) fn new(book: &'p Rulebook, blocks: &'p [Vec<u16>]) -> Findings<'p> {
        Findings { book, blocks, found: Vec::new() }
    }

    pub(super) fn say(&mut self, rule: &Rule, target: Target, params: &[(&str, &str)]) {
        let variant = rule.as_ref().map_or("", |rule| &rule.problem);
        self.say_as(rule, variant, target, params);
    }

    /// The same, in the words of another variant.
    pub(super) fn say_as(&mut self, rule: &Rule, variant: &str, target: Target, params: &[(&str, &str)]) {
        self.found.extend(rule.as_ref().and_then(|rule| {
            let found = self.book.find(&rule.code, target)?.severity(Some(rule.severity));
            Some(found.only_clauses(&rule.clauses).say(variant, params))
        }));
    }

    /// What was said last by a rule is only noted, unless an office grades that problem itself.
    pub(super) fn note_last(&mut self, rule: &Rule) {
        let Some(rule) = rule else { return };
        let is_graded = self.book.local_severity(&format!("{}:{}", rule.code, rule.problem)).is_some();
        if !self.book.is_overridden(&rule.code)
            && !is_graded
            && let Some(found) = self.found.last_mut()
        {
            found.severity = Severity::Info;
        }
    }

    /// The same, with a fix that deletes the place.
    pub(super) fn fix(&mut self, rule: &Rule, target: Target, params: &[(&str, &str)]) {
        self.found.extend(rule.as_ref().and_then(|rule| {
            let found = self.book.find(&rule.code, target)?.severity(Some(rule.severity));
            Some(found.only_clauses(&rule.clauses).fix("").say(&rule.problem, params))
        }));
    }

    pub(super) fn target(&self, block: usize, from: usize, to: usize) -> Target {
        let mut target = match self.blocks.get(block) {
            Some(units) => span(units, from.min(units.len()), to.min(units.len())),
            None => Target::Text { block: 0, from: 0, to: 0, start: None, end: None },
        };
        if let Target::Text { block: at, .. } = &mut target {
            *at = block as u32;
        }
        target
    }

    /// The place of a mark; of one that holds no text, the character next to it.
    pub(super) fn place<T>(&self, mark: &Mark<T>) -> Target {
        if mark.from < mark.to || self.blocks.is_empty() {
            return self.target(mark.block, mark.from, mark.to);
        }
        let last = self.blocks.len() - 1;
        let (block, at) = if mark.block > last { (last, self.blocks[last].len()) } else { (mark.block, mark.from) };
        let from = at.min(self.blocks[block].len().saturating_sub(1));
        self.target(block, from, from + 1)
    }

    /// True for a picture that shares its block with nothing but pictures.
    pub(super) fn is_alone<T>(&self, mark: &Mark<T>) -> bool {
        // Pictures by the thousand in one block of text are told by its first units.
        const FEW: usize = 64;
        self.blocks.get(mark.block).is_some_and(|units| {
            let (from, to) = (mark.from.saturating_sub(FEW), units.len().min(mark.to + FEW));
            units[from..to].iter().all(|unit| matches!(*unit, OBJECT | 0x20 | 0xA0 | 0x3000 | 0x200B | 0xFEFF))
        })
    }
}
