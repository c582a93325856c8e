//! A document as a list of blocks that is checked again block by block: an edit costs what the changed blocks cost,
//! however long the document is.

use crate::diagnostic::{Diagnostic, Target};

struct Block {
    units: Vec<u16>,
    /// Text targets carry this block's own offsets; `block`, `start` and `end` are filled in on the way out.
    diagnostics: Vec<Diagnostic>,
}

/// The blocks of a text with what was found in each.
#[derive(Default)]
pub struct Document {
    blocks: Vec<Block>,
    revision: u32,
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
    /// Every block whose findings are new, numbered after the edit, each with its whole list. Text targets carry
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

impl Document {
    /// A document of these blocks, checked once with `check`, which sees one block and gives findings with offsets
    /// in it.
    pub fn new(blocks: Vec<Vec<u16>>, check: impl Fn(&[u16]) -> Vec<Diagnostic>) -> Document {
        let blocks = blocks.into_iter().map(|units| Block { diagnostics: check(&units), units }).collect();
        Document { blocks, revision: 1 }
    }

    /// Number of blocks.
    pub fn len(&self) -> usize {
        self.blocks.len()
    }

    /// True if there is no block.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// Replaces `removed` blocks at `at` by `inserted` and checks only those, with `check`, which sees one block and
    /// gives findings with offsets in it.
    pub fn replace_blocks(
        &mut self,
        at: usize,
        removed: usize,
        inserted: Vec<Vec<u16>>,
        check: impl Fn(&[u16]) -> Vec<Diagnostic>,
    ) -> Result<DocumentChange, OutOfRange> {
        let len = self.blocks.len();
        if at > len || removed > len - at {
            return Err(OutOfRange { at, removed, len });
        }
        let count = inserted.len();
        let blocks = inserted.into_iter().map(|units| Block { diagnostics: check(&units), units });
        self.blocks.splice(at..at + removed, blocks);
        self.revision += 1;
        let changed = (at..at + count)
            .map(|i| {
                let mut diagnostics = self.blocks[i].diagnostics.clone();
                diagnostics.iter_mut().for_each(|d| place(d, i, None));
                BlockDiagnostics { block: i as u32, diagnostics }
            })
            .collect();
        Ok(DocumentChange {
            revision: self.revision,
            at: at as u32,
            removed: removed as u32,
            inserted: count as u32,
            changed,
        })
    }

    /// All findings in order, with their place in the whole text (blocks joined by one line feed).
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let mut all = Vec::new();
        let mut start = 0;
        for (i, block) in self.blocks.iter().enumerate() {
            for diagnostic in &block.diagnostics {
                let mut diagnostic = diagnostic.clone();
                place(&mut diagnostic, i, Some(start));
                all.push(diagnostic);
            }
            start += block.units.len() + 1;
        }
        all
    }

    /// [`diagnostics`](Document::diagnostics) of a document that is not needed any more.
    pub fn into_diagnostics(self) -> Vec<Diagnostic> {
        let mut all = Vec::new();
        let mut start = 0;
        for (i, block) in self.blocks.into_iter().enumerate() {
            all.extend(block.diagnostics.into_iter().map(|mut diagnostic| {
                place(&mut diagnostic, i, Some(start));
                diagnostic
            }));
            start += block.units.len() + 1;
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
mod tests {
    use super::*;
    use crate::diagnostic::Severity;
    use crate::text::units;
    use std::cell::Cell;

    /// Flags every 错.
    fn check(units: &[u16]) -> Vec<Diagnostic> {
        (0..units.len())
            .filter(|i| units[*i] == 0x9519)
            .map(|i| Diagnostic {
                code: "lexicon/typo".into(),
                severity: Severity::Error,
                message: String::new(),
                target: Target::Text { block: 0, from: i as u32, to: i as u32 + 1, start: None, end: None },
                clauses: vec![],
                fixes: vec![],
            })
            .collect()
    }

    #[test]
    fn only_what_changed_is_checked_and_the_rest_moves_along() {
        let checked = Cell::new(0);
        let counting = |units: &[u16]| {
            checked.set(checked.get() + 1);
            check(units)
        };
        let mut document = Document::default();
        let blocks = ["对", "有错", "错错"].map(units).to_vec();
        document.replace_blocks(0, 0, blocks, counting).unwrap();
        assert_eq!(checked.replace(0), 3);
        let change = document.replace_blocks(0, 1, vec![units("新的一段"), units("错")], counting).unwrap();
        assert_eq!(checked.get(), 2);
        assert_eq!((change.revision, change.at, change.removed, change.inserted), (2, 0, 1, 2));
        assert_eq!(change.changed.iter().map(|c| (c.block, c.diagnostics.len())).collect::<Vec<_>>(), [(0, 0), (1, 1)]);
        let places: Vec<_> = document
            .diagnostics()
            .iter()
            .map(|d| match d.target {
                Target::Text { block, from, start, .. } => (block, from, start),
                _ => unreachable!(),
            })
            .collect();
        assert_eq!(places, [(1, 0, Some(5)), (2, 1, Some(8)), (3, 0, Some(10)), (3, 1, Some(11))]);
        assert_eq!(document.text(), "新的一段\n错\n有错\n错错");
    }

    #[test]
    fn an_edit_outside_the_document_is_refused_and_changes_nothing() {
        let mut document = Document::default();
        document.replace_blocks(0, 0, vec![units("甲")], check).unwrap();
        for (at, removed) in [(2, 0), (0, 2), (1, 1), (usize::MAX, 1), (0, usize::MAX)] {
            let error = document.replace_blocks(at, removed, vec![], check).unwrap_err();
            assert_eq!(error.len, 1);
        }
        assert_eq!(document.text(), "甲");
    }
}
