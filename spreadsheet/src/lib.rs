//! Reads an `.xlsx` workbook, sheet by sheet, as CSV text: what the register of accounts is handed when an office keeps
//! it in a spreadsheet. The reader itself is calamine; here stand the bounds (a workbook comes from anywhere, and a
//! few kilobytes can unpack to gigabytes), what a cell is as text, and where the value of a merged cell goes.
//!
//! It is a crate of its own, and in the package a WebAssembly module of its own, so that whoever opens no workbook
//! downloads none of it.

mod bounds;
mod cells;
#[cfg(target_arch = "wasm32")]
mod wasm;

use calamine::{Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use std::fmt;
use std::io::Cursor;

pub use bounds::{MOST_BYTES, MOST_COLUMNS, MOST_ROWS};

/// Why a workbook cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// A ZIP archive without a workbook in it, or no archive at all.
    NotAWorkbook,
    /// It opens only with a password.
    Encrypted,
    /// More rows, or more unpacked, than [`MOST_ROWS`] and [`MOST_BYTES`] allow.
    TooLarge,
    /// A part is missing, cut short or no XML.
    Damaged,
}

impl Fault {
    /// The code that the package's errors carry.
    pub fn code(self) -> &'static str {
        match self {
            Fault::NotAWorkbook => "file-kind",
            Fault::Encrypted => "file-encrypted",
            Fault::TooLarge => "file-too-large",
            Fault::Damaged => "file-damaged",
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Fault::NotAWorkbook => "a ZIP archive, but no .xlsx workbook",
            Fault::Encrypted => "the workbook is protected by a password",
            Fault::TooLarge => "the workbook is too large",
            Fault::Damaged => "the .xlsx file is damaged",
        })
    }
}

impl std::error::Error for Fault {}

impl From<XlsxError> for Fault {
    fn from(error: XlsxError) -> Fault {
        match error {
            XlsxError::Password => Fault::Encrypted,
            XlsxError::Io(error) if bounds::is_too_large(&error) => Fault::TooLarge,
            _ => Fault::Damaged,
        }
    }
}

/// An open workbook.
pub struct Workbook {
    book: Xlsx<Cursor<Vec<u8>>>,
    names: Vec<String>,
}

impl Workbook {
    /// Opens the bytes of a file. Nothing but the list of sheets and the shared strings is unpacked yet.
    pub fn open(bytes: Vec<u8>) -> Result<Workbook, Fault> {
        bounds::check_archive(&bytes)?;
        let book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| match error {
            XlsxError::FileNotFound(_) | XlsxError::RelationshipNotFound => Fault::NotAWorkbook,
            other => Fault::from(other),
        })?;
        let mut sheets: Vec<_> = book.sheets_metadata().iter().filter(|s| s.typ == SheetType::WorkSheet).collect();
        if sheets.is_empty() {
            return Err(Fault::NotAWorkbook);
        }
        // A sheet that people see is meant before one that is hidden; among each the order of the tabs stays.
        sheets.sort_by_key(|sheet| sheet.visible != SheetVisible::Visible);
        let names = sheets.into_iter().map(|sheet| sheet.name.clone()).collect();
        Ok(Workbook { book, names })
    }

    /// The names of the sheets: those that are shown first, each in the order of its tab.
    pub fn sheets(&self) -> &[String] {
        &self.names
    }

    /// A sheet as CSV text, one line a row, so that line n is row n; rows that are hidden count like the others.
    /// `rows` ends the reading early, for a look at the top of a sheet.
    pub fn csv(&mut self, sheet: usize, rows: u32) -> Result<String, Fault> {
        let name = self.names.get(sheet).ok_or(Fault::Damaged)?.clone();
        let merged = self.book.merge_cells_by_sheet_name(&name)?;
        let mut table = cells::Table::new(rows.min(MOST_ROWS + 1));
        let mut reader = self.book.worksheet_cells_reader(&name)?;
        while let Some(cell) = reader.next_cell()? {
            if !table.put(cell.get_position(), cell.get_value())? {
                break;
            }
        }
        if table.rows() > MOST_ROWS {
            return Err(Fault::TooLarge);
        }
        table.fill(&merged)?;
        table.into_csv()
    }
}
