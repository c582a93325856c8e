//! A document as a list of blocks that is checked again block by block: an edit costs what the changed blocks cost,
//! however long the document is.
//!
//! Some findings depend on other blocks (the number of a heading, a quotation that runs on). They stay incremental
//! because a block shows the others only a small sign of itself, and most blocks show none: signs are judged in order
//! with a state handed on from one to the next. After an edit only those are judged again whose state or neighbours
//! differ, and the walk ends where the state is what it was before. A sign may also tell something of the whole text, a
//! number of which the greatest counts: only an edit that changes the greatest has all signs judged again.

use crate::diagnostic::{Diagnostic, Target, sort};
use std::collections::BTreeMap;

/// How many blank blocks may stand between a block and what counts as its neighbour.
const REACH: usize = 8;

/// What judges a document. The document knows no rules, only when to ask.
pub trait Rules {
    /// What a block shows to the others, places included.
    type Sign: PartialEq;
    /// What is handed on from one sign to the next.
    type State: Clone + Default + PartialEq;

    /// Judges a block alone: findings with offsets in it, and its sign if it has any.
    fn check(&self, units: &[u16]) -> (Vec<Diagnostic>, Option<Self::Sign>);

    /// What a block tells of the whole text, if anything.
    fn tells(&self, _sign: &Self::Sign) -> Option<u16> {
        None
    }

    /// Judges a block by its sign among the others and brings the state behind it.
    fn judge(&self, state: &mut Self::State, signs: Neighbours<'_, Self::Sign>) -> Vec<Diagnostic>;
}

/// The sign of a block and those of the blocks next to it, blank ones left out; none where a block shows nothing.
pub struct Neighbours<'s, S> {
    /// Of the block before.
    pub before: Option<&'s S>,
    /// Of the block itself.
    pub own: &'s S,
    /// Of the block after.
    pub after: Option<&'s S>,
    /// The greatest that any block [tells](Rules::tells) of the whole text.
    pub whole: Option<u16>,
}

struct Block<S, T> {
    units: Vec<u16>,
    /// What the block says by itself. Text targets carry this block's own offsets; `block`, `start` and `end` are
    /// filled in on the way out.
    diagnostics: Vec<Diagnostic>,
    sign: Option<Box<Judged<S, T>>>,
}

/// A sign, what was found by it, and the state behind it.
struct Judged<S, T> {
    sign: S,
    diagnostics: Vec<Diagnostic>,
    state: T,
}

impl<S, T> Block<S, T> {
    fn is_blank(&self) -> bool {
        self.sign.is_none() && self.units.iter().all(|unit| matches!(unit, 0x09 | 0x20 | 0xA0 | 0x3000))
    }

    fn sign(&self) -> Option<&S> {
        self.sign.as_ref().map(|judged| &judged.sign)
    }

    /// All findings of the block, in order.
    fn diagnostics(&self) -> Vec<Diagnostic> {
        with_judged(self.diagnostics.clone(), self.sign.as_deref())
    }

    /// [`diagnostics`](Block::diagnostics) of a block that is not needed any more.
    fn into_diagnostics(self) -> Vec<Diagnostic> {
        with_judged(self.diagnostics, self.sign.as_deref())
    }
}

/// The findings of a block itself, and those its sign was given among others.
fn with_judged<S, T>(mut own: Vec<Diagnostic>, judged: Option<&Judged<S, T>>) -> Vec<Diagnostic> {
    if let Some(judged) = judged.filter(|judged| !judged.diagnostics.is_empty()) {
        own.extend_from_slice(&judged.diagnostics);
        sort(&mut own);
    }
    own
}

/// The blocks of a text with what was found in each; `S` and `T` are the sign and the state of the [`Rules`].
pub struct Document<S, T> {
    blocks: Vec<Block<S, T>>,
    /// Indices of the blocks that have a sign, in order.
    signs: Vec<usize>,
    /// What blocks tell of the whole text, and how many tell it.
    told: BTreeMap<u16, usize>,
    revision: u32,
}

impl<S, T> Default for Document<S, T> {
    fn default() -> Self {
        Document { blocks: Vec::new(), signs: Vec::new(), told: BTreeMap::new(), revision: 0 }
    }
}

/// What an edit changed.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct DocumentChange {
    /// Counts the edits of the document, from 1.
    pub revision: u32,
    /// First block replaced.
    pub at: u32,
    /// Blocks that went.
    pub removed: u32,
    /// Blocks that came.
    pub inserted: u32,
    /// Every block whose findings are new, numbered after the edit, each with its whole list: those that came, then
    /// others that stand differently among their neighbours now. Text targets carry
    /// `block`, `from` and `to`, not the place in the whole text.
    pub changed: Vec<BlockDiagnostics>,
}

/// The findings of one block.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct BlockDiagnostics {
    /// Index of the block.
    pub block: u32,
    /// Its findings, in order.
    pub diagnostics: Vec<Diagnostic>,
}

/// An edit that lies outside the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutOfRange {
    /// First block of the edit.
    pub at: usize,
    /// Blocks to be removed.
    pub removed: usize,
    /// Blocks the document has.
    pub len: usize,
}

impl std::fmt::Display for OutOfRange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "blocks {}..{} of a document that has {}", self.at, self.at.saturating_add(self.removed), self.len)
    }
}

impl std::error::Error for OutOfRange {}

impl<S: PartialEq, T: Clone + Default + PartialEq> Document<S, T> {
    /// A document of these blocks, checked once.
    pub fn new(blocks: Vec<Vec<u16>>, rules: &impl Rules<Sign = S, State = T>) -> Document<S, T> {
        let mut document = Document::default();
        document.splice(0, 0, blocks, rules);
        document
    }

    /// Number of blocks.
    pub fn len(&self) -> usize {
        self.blocks.len()
    }

    /// True if there is no block.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// Replaces `removed` blocks at `at` by `inserted`, checks those, and judges again the signs that this touches.
    pub fn replace_blocks(
        &mut self,
        at: usize,
        removed: usize,
        inserted: Vec<Vec<u16>>,
        rules: &impl Rules<Sign = S, State = T>,
    ) -> Result<DocumentChange, OutOfRange> {
        let len = self.blocks.len();
        if at > len || removed > len - at {
            return Err(OutOfRange { at, removed, len });
        }
        let count = inserted.len();
        let changed = self.splice(at, removed, inserted, rules);
        let answer = |i: usize| {
            let mut diagnostics = self.blocks[i].diagnostics();
            diagnostics.iter_mut().for_each(|d| place(d, i, None));
            BlockDiagnostics { block: i as u32, diagnostics }
        };
        Ok(DocumentChange {
            revision: self.revision,
            at: at as u32,
            removed: removed as u32,
            inserted: count as u32,
            changed: changed.into_iter().map(answer).collect(),
        })
    }

    /// The edit itself, within the document; gives the blocks whose findings are new.
    fn splice(
        &mut self,
        at: usize,
        removed: usize,
        inserted: Vec<Vec<u16>>,
        rules: &impl Rules<Sign = S, State = T>,
    ) -> Vec<usize> {
        let count = inserted.len();
        let fresh = inserted.into_iter().map(|units| {
            let (diagnostics, sign) = rules.check(&units);
            let sign = sign.map(|sign| Box::new(Judged { sign, diagnostics: Vec::new(), state: T::default() }));
            Block { units, diagnostics, sign }
        });
        let old: Vec<Block<S, T>> = self.blocks.splice(at..at + removed, fresh).collect();
        self.revision += 1;
        let mut changed: Vec<usize> = (at..at + count).collect();
        let same = |(old, new): (&Block<S, T>, &Block<S, T>)| {
            old.sign() == new.sign() && (old.sign.is_some() || old.is_blank() == new.is_blank())
        };
        if removed == count && old.iter().zip(&self.blocks[at..]).all(same) {
            for (old, new) in old.into_iter().zip(&mut self.blocks[at..]) {
                new.sign = old.sign;
            }
        } else {
            let before = self.whole();
            for told in old.iter().filter_map(|block| rules.tells(block.sign()?)) {
                if let Some(count) = self.told.get_mut(&told) {
                    *count -= 1;
                }
            }
            for told in self.blocks[at..at + count].iter().filter_map(|block| rules.tells(block.sign()?)) {
                *self.told.entry(told).or_default() += 1;
            }
            self.told.retain(|_, count| *count > 0);
            let all = self.whole() != before;
            self.judge_again((at, count), &old, all, rules, &mut changed);
        }
        changed
    }

    /// The greatest that a block tells of the whole text.
    fn whole(&self) -> Option<u16> {
        self.told.last_key_value().map(|(told, _)| *told)
    }

    /// Judges the signs among the `count` blocks at `at` (which took the place of `old`), those next to them, and on
    /// from there until the state is what it was; or `all` signs. Adds to `changed` the other blocks whose findings
    /// differ.
    fn judge_again(
        &mut self,
        (at, count): (usize, usize),
        old: &[Block<S, T>],
        all: bool,
        rules: &impl Rules<Sign = S, State = T>,
        changed: &mut Vec<usize>,
    ) {
        let end = at + count;
        let first = self.signs.partition_point(|i| *i < at);
        let last = self.signs.partition_point(|i| *i < at + old.len());
        // What the signs behind the edit were judged with.
        let mut known = match old.iter().rev().find_map(|block| block.sign.as_ref()) {
            Some(judged) => judged.state.clone(),
            None => self.state_before(first),
        };
        let came: Vec<usize> = (at..end).filter(|i| self.blocks[*i].sign.is_some()).collect();
        let behind = first + came.len();
        self.signs.splice(first..last, came);
        if count != old.len() {
            self.signs[behind..].iter_mut().for_each(|i| *i = *i - old.len() + count);
        }
        let mut entry = first;
        if first > 0 && self.before(at) == Some(self.signs[first - 1]) {
            entry -= 1;
        }
        if all {
            entry = 0;
        }
        let must = if all { usize::MAX } else { self.after(end).map_or(end, |i| i + 1) };
        let whole = self.whole();
        let mut state = self.state_before(entry);
        while let Some(&i) = self.signs.get(entry) {
            if i >= must && state == known {
                break;
            }
            let sign = |at: Option<usize>| at.and_then(|at| self.blocks[at].sign());
            let Some(own) = self.blocks[i].sign() else { break };
            let signs = Neighbours { before: sign(self.before(i)), own, after: sign(self.after(i + 1)), whole };
            let diagnostics = rules.judge(&mut state, signs);
            if let Some(judged) = &mut self.blocks[i].sign {
                if !(at..end).contains(&i) && judged.diagnostics != diagnostics {
                    changed.push(i);
                }
                judged.diagnostics = diagnostics;
                let before = std::mem::replace(&mut judged.state, state.clone());
                if i >= end {
                    known = before;
                }
            }
            entry += 1;
        }
    }

    /// The state behind the sign before that of `entry`.
    fn state_before(&self, entry: usize) -> T {
        let before = entry.checked_sub(1).and_then(|entry| self.blocks[self.signs[entry]].sign.as_ref());
        before.map_or_else(T::default, |judged| judged.state.clone())
    }

    /// The last block before `at` that is not blank.
    fn before(&self, at: usize) -> Option<usize> {
        (at.saturating_sub(REACH)..at).rev().find(|i| !self.blocks[*i].is_blank())
    }

    /// The first block from `at` on that is not blank.
    fn after(&self, at: usize) -> Option<usize> {
        (at..self.blocks.len().min(at + REACH)).find(|i| !self.blocks[*i].is_blank())
    }

    /// All findings in order, with their place in the whole text (blocks joined by one line feed).
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let mut all = Vec::new();
        let mut start = 0;
        for (i, block) in self.blocks.iter().enumerate() {
            let mut diagnostics = block.diagnostics();
            diagnostics.iter_mut().for_each(|d| place(d, i, Some(start)));
            all.append(&mut diagnostics);
            start += block.units.len() + 1;
        }
        all
    }

    /// [`diagnostics`](Document::diagnostics) of a document that is not needed any more.
    pub fn into_diagnostics(self) -> Vec<Diagnostic> {
        let mut all = Vec::new();
        let mut start = 0;
        for (i, block) in self.blocks.into_iter().enumerate() {
            let length = block.units.len();
            all.extend(block.into_diagnostics().into_iter().map(|mut diagnostic| {
                place(&mut diagnostic, i, Some(start));
                diagnostic
            }));
            start += length + 1;
        }
        all
    }

    /// The whole text, blocks joined by one line feed.
    pub fn text(&self) -> String {
        let blocks: Vec<String> = self.blocks.iter().map(|b| super::string(&b.units)).collect();
        blocks.join("\n")
    }
}

fn place(diagnostic: &mut Diagnostic, index: usize, offset: Option<usize>) {
    if let Target::Text { block, from, to, start, end } = &mut diagnostic.target {
        *block = index as u32;
        *start = offset.map(|offset| offset as u32 + *from);
        *end = offset.map(|offset| offset as u32 + *to);
    }
}

/// Where each block begins in the whole text.
pub fn starts(blocks: &[Vec<u16>]) -> Vec<usize> {
    let mut starts = Vec::with_capacity(blocks.len());
    let mut next = 0;
    for block in blocks {
        starts.push(next);
        next += block.len() + 1;
    }
    starts
}

/// A finding with its place in the whole text, whose blocks begin at `starts`.
pub fn in_whole_text(mut diagnostic: Diagnostic, starts: &[usize]) -> Diagnostic {
    if let Target::Text { block, .. } = diagnostic.target {
        let index = block as usize;
        place(&mut diagnostic, index, Some(starts.get(index).copied().unwrap_or(0)));
    }
    diagnostic
}

/// A finding whose block comes after `blocks` others.
pub fn moved(mut diagnostic: Diagnostic, blocks: usize) -> Diagnostic {
    if let Target::Text { block, .. } = &mut diagnostic.target {
        *block += blocks as u32;
    }
    diagnostic
}

#[cfg(test)]
mod tests;
