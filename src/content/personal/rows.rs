//! Numbers in the lines of a table that was pasted as text: cells divided by tabs, by strokes (`| 姓名 | 手机 |`) or by
//! half-width commas. The first line of the table may be its heading; a cell of a later line is read as if the label
//! in the cell before it, or the heading of its column, stood before it, as [`super::cells`] does for HTML.

use super::Personal;
use super::cells::{self, Before};
use crate::diagnostic::{Diagnostic, Target};
use crate::pack::Rulebook;
use crate::text::fold::Fold;
use crate::text::is_han;
use std::ops::Range;
use std::sync::Arc;

const TAB: u16 = 0x09;
const COMMA: u16 = 0x2C;
const STROKE: u16 = 0x7C;
/// Columns a line is read to.
const MAX_COLUMNS: usize = 64;
/// Digits in a row that no heading has.
const LONG: usize = 5;
/// The shortest that personal data are.
const SHORTEST: usize = 5;

/// A line of cells, as it is shown to the lines below.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    units: Vec<u16>,
    divider: u16,
    /// What the line says by itself.
    own: Vec<Diagnostic>,
}

/// The headings above the lines of a table; none before the first line and below a line that is no heading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heads(Option<Arc<Row>>);

impl Row {
    /// The line with what was found in it, if it is one of cells.
    pub fn new(units: &[u16], own: &[Diagnostic]) -> Option<Row> {
        let (mut tabs, mut strokes, mut commas) = (0, 0, 0);
        for unit in units {
            match *unit {
                TAB => tabs += 1,
                STROKE => strokes += 1,
                COMMA => commas += 1,
                _ => {}
            }
        }
        let divider = if tabs > 0 {
            TAB
        } else if strokes > 2 && units.iter().find(|unit| **unit != 0x20) == Some(&STROKE) {
            STROKE
        } else if commas > 1 && !units.iter().any(|unit| matches!(*unit, 0x3002 | 0xFF1B)) {
            // With 。 or ； they divide the clauses of a text.
            COMMA
        } else {
            return None;
        };
        Some(Row { units: units.to_vec(), divider, own: own.to_vec() })
    }

    fn cells(&self) -> Vec<Range<usize>> {
        let mut from = 0;
        let mut cells = Vec::new();
        for part in self.units.split(|unit| *unit == self.divider).take(MAX_COLUMNS) {
            cells.push(from..from + part.len());
            from += part.len() + 1;
        }
        cells
    }

    /// True if the line may stand over others: short cells without long numbers, and no sentence.
    fn is_heading(&self) -> bool {
        let fold = Fold::shared();
        let is_digit = |unit: &u16| matches!(fold.literal(*unit), 0x30..=0x39);
        self.cells().into_iter().all(|cell| cell.len() <= cells::LABEL)
            && !self.units.chunk_by(|a, b| is_digit(a) && is_digit(b)).any(|run| run.len() >= LONG)
            && !self.units.iter().any(|unit| matches!(*unit, 0x40 | 0x3002 | 0xFF1B | 0xFF0C))
    }
}

/// False for a cell that is too short, or of nothing but words: most are.
fn may_hold_number(units: &[u16]) -> bool {
    let numerals = |unit: &&u16| "〇零一二三四五六七八九".chars().any(|c| c as u32 == u32::from(**unit));
    units.len() >= SHORTEST
        && (units.iter().any(|unit| !is_han(*unit) && *unit != 0x20) || units.iter().filter(numerals).count() >= LONG)
}

impl Personal {
    /// True if one of the cells is a label: commas also divide the clauses of a text, which no label heads.
    fn has_label(&self, row: &Row) -> bool {
        row.cells().into_iter().any(|cell| self.is_label(&row.units[cell]))
    }

    /// What the line holds below its heading; `follows` is true below another line of cells.
    pub fn check_row(&self, book: &Rulebook, heads: &mut Heads, follows: bool, row: &Row) -> Vec<Diagnostic> {
        if !follows || heads.0.as_ref().is_some_and(|head| head.divider != row.divider) {
            let is_heading = row.is_heading() && (row.divider != COMMA || self.has_label(row));
            *heads = Heads(is_heading.then(|| Arc::new(Row { own: Vec::new(), ..row.clone() })));
            return row.own.clone();
        }
        let Some(head) = &heads.0 else { return row.own.clone() };
        let columns = head.cells();
        let cells = row.cells();
        if row.divider == COMMA && columns.len() != cells.len() {
            return row.own.clone();
        }
        let mut found = Vec::new();
        let mut before = Before::default();
        let mut left: Option<&[u16]> = None;
        for (column, cell) in cells.into_iter().enumerate() {
            let units = &row.units[cell.clone()];
            if may_hold_number(units) {
                let heading = columns.get(column).map(|heading| &head.units[heading.clone()]);
                let label = left.filter(|left| self.is_label(left)).or(heading);
                let moved = |mut d: Diagnostic| {
                    if let Target::Text { from, to, .. } = &mut d.target {
                        (*from, *to) = (*from + cell.start as u32, *to + cell.start as u32);
                    }
                    d
                };
                found.extend(self.check_behind(book, before.with(label), units).into_iter().map(moved));
            }
            before.push(units);
            left = Some(units);
        }
        found
    }
}
