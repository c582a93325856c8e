//! Numbers in the cells of a table: what labels them stands in the cell before (电话 | 138…) or at the head of the
//! column (a row of 姓名, 手机, 身份证号). A cell is read as if that stood before it.

use super::Personal;
use super::kind;
use super::words::Words;
use crate::diagnostic::{Diagnostic, Target};
use crate::pack::Rulebook;
use crate::text::fold::Fold;
use crate::text::table::Cell;
use std::collections::HashMap;

const BLANK: u16 = 0x20;
const COLON: u16 = 0xFF1A;
/// The longest label, in UTF-16 code units.
pub(super) const LABEL: usize = 16;
/// How much of the cells before it in its row goes with a cell: whose number it is stands there.
const ROW: usize = 60;

/// A table as far as it has been read.
#[derive(Default)]
struct Reading {
    table: usize,
    row: usize,
    /// The block of the label at the head of each column.
    heads: HashMap<usize, usize>,
    /// The block of the label in the cell before.
    left: Option<usize>,
    before: Before,
}

/// What the cells of a row before a cell say, as far as it goes with the cell.
#[derive(Default)]
pub(super) struct Before(Vec<u16>);

impl Before {
    /// The text before a cell that has this label.
    pub(super) fn with(&self, label: Option<&[u16]>) -> Vec<u16> {
        let mut text = self.0.clone();
        if let Some(label) = label.filter(|label| !label.is_empty()) {
            text.extend_from_slice(label);
            text.push(COLON);
        }
        text
    }

    /// Adds a cell.
    pub(super) fn push(&mut self, units: &[u16]) {
        self.0.extend_from_slice(&units[..units.len().min(ROW)]);
        self.0.push(BLANK);
        self.0.drain(..self.0.len().saturating_sub(ROW));
    }
}

impl Personal {
    /// The personal data of blocks that are cells of tables, with the block.
    pub fn check_cells(&self, book: &Rulebook, blocks: &[Vec<u16>], cells: &[Cell]) -> Vec<(usize, Vec<Diagnostic>)> {
        let mut checked = Vec::new();
        let mut reading = Reading::default();
        for cell in cells {
            if reading.table != cell.table {
                reading = Reading { table: cell.table, ..Reading::default() };
            }
            if reading.row != cell.row {
                (reading.row, reading.left, reading.before) = (cell.row, None, Before::default());
            }
            if cell.from + 1 == cell.to && self.is_label(&blocks[cell.from]) {
                reading.heads.insert(cell.column, cell.from);
                reading.left = Some(cell.from);
                continue;
            }
            let label = reading.left.take().or_else(|| reading.heads.get(&cell.column).copied());
            for block in cell.from..cell.to {
                let before = reading.before.with(label.map(|label| &*blocks[label]));
                if !before.is_empty() {
                    checked.push((block, self.check_behind(book, before, &blocks[block])));
                }
                reading.before.push(&blocks[block]);
            }
        }
        checked
    }

    /// The personal data of a cell that `text` stands before.
    pub(super) fn check_behind(&self, book: &Rulebook, mut text: Vec<u16>, units: &[u16]) -> Vec<Diagnostic> {
        let ahead = text.len() as u32;
        text.extend_from_slice(units);
        let mut found = self.check(book, &text);
        found.retain_mut(|d| match &mut d.target {
            Target::Text { from, to, .. } if *from >= ahead => {
                (*from, *to) = (*from - ahead, *to - ahead);
                true
            }
            _ => false,
        });
        found
    }

    /// True for a short text without digits, but for a year it begins with, that ends with a word known to stand before
    /// numbers.
    pub(super) fn is_label(&self, units: &[u16]) -> bool {
        const YEAR: u16 = 0x5E74;
        let is_digit = |unit: &u16| matches!(Fold::shared().literal(*unit), 0x30..=0x39);
        let digits = units.iter().take_while(|unit| is_digit(unit)).count();
        let rest = if digits == 4 && units.get(4) == Some(&YEAR) { &units[4..] } else { units };
        units.len() <= LABEL
            && !rest.iter().any(is_digit)
            && self.words.iter().flatten().any(|words: &Words| words.is_label(rest))
    }
}

/// True for the codes that [`Personal::check_cells`] finds.
pub(in crate::content) fn is_read_in_cells(code: &str) -> bool {
    kind::ALL.iter().any(|kind| kind.code == code)
}
