//! Cells as text, and the table they make. Dates become `YYYY-MM-DD` in either date system, numbers what the sheet
//! shows of them, and a cell merged over several rows gives its value to each: a host written once beside three
//! accounts is the host of all three.

use crate::{Fault, MOST_BYTES, MOST_COLUMNS};
use calamine::{DataRef, Dimensions, ExcelDateTime};

/// Cells in rows, growing as they come.
pub struct Table {
    rows: Vec<Vec<String>>,
    most: u32,
    bytes: u64,
}

impl Table {
    /// An empty table that takes at most that many rows.
    pub fn new(most: u32) -> Table {
        Table { rows: Vec::new(), most, bytes: 0 }
    }

    /// Rows down to the last one with a value.
    pub fn rows(&self) -> u32 {
        self.rows.len() as u32
    }

    /// Puts a cell in its place; false once the table is full. A cell that says where it stands need not stand in
    /// order, so an empty sheet with one cell at its far end must not make a million rows: only values make rows.
    pub fn put(&mut self, (row, column): (u32, u32), value: &DataRef<'_>) -> Result<bool, Fault> {
        if row >= self.most {
            return Ok(false);
        }
        if column >= MOST_COLUMNS {
            return Ok(true);
        }
        let text = text_of(value);
        if !text.is_empty() {
            self.set(row as usize, column as usize, text)?;
        }
        Ok(true)
    }

    fn set(&mut self, row: usize, column: usize, text: String) -> Result<(), Fault> {
        if self.rows.len() <= row {
            self.rows.resize_with(row + 1, Vec::new);
        }
        let cells = &mut self.rows[row];
        if cells.len() <= column {
            self.bytes += (column + 1 - cells.len()) as u64;
            cells.resize(column + 1, String::new());
        }
        self.bytes += text.len() as u64;
        if self.bytes > MOST_BYTES {
            return Err(Fault::TooLarge);
        }
        cells[column] = text;
        Ok(())
    }

    /// Gives the value of each cell merged downwards to the rows it covers. One merged only to the right is a title or
    /// a heading over several columns, and stays where it is.
    pub fn fill(&mut self, merged: &[Dimensions]) -> Result<(), Fault> {
        for area in merged {
            let (top, column) = (area.start.0 as usize, area.start.1 as usize);
            let bottom = (area.end.0 as usize + 1).min(self.rows.len());
            let Some(text) = self.rows.get(top).and_then(|cells| cells.get(column)).filter(|text| !text.is_empty())
            else {
                continue;
            };
            let text = text.clone();
            for row in top + 1..bottom {
                if self.rows[row].get(column).is_none_or(String::is_empty) {
                    self.set(row, column, text.clone())?;
                }
            }
        }
        Ok(())
    }

    /// The table as CSV: every row is a line, one without values too.
    pub fn into_csv(self) -> Result<String, Fault> {
        let mut out = csv::WriterBuilder::new().flexible(true).from_writer(Vec::with_capacity(self.bytes as usize));
        for cells in &self.rows {
            let cells = if cells.is_empty() { &[String::new()] } else { cells.as_slice() };
            out.write_record(cells).map_err(|_| Fault::Damaged)?;
        }
        let bytes = out.into_inner().map_err(|_| Fault::Damaged)?;
        String::from_utf8(bytes).map_err(|_| Fault::Damaged)
    }
}

fn text_of(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) => one_line(text),
        DataRef::SharedString(text) => one_line(text),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number_text(*number),
        DataRef::Bool(yes) => if *yes { "是" } else { "否" }.to_owned(),
        DataRef::DateTime(moment) => date_text(*moment),
        DataRef::DateTimeIso(text) => text.split('T').next().unwrap_or(text).to_owned(),
        DataRef::DurationIso(text) => text.clone(),
        // What people see in the cell, so that they find it again.
        DataRef::Error(error) => error.to_string(),
    }
}

/// A line of the text stays a row of the sheet, so that findings name the row; a break inside a cell is a blank.
fn one_line(text: &str) -> String {
    let text = text.trim();
    if !text.contains(['\n', '\r']) {
        return text.to_owned();
    }
    text.split(['\n', '\r']).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A number as the sheet keeps it: fifteen digits count, 0.30000000000000004 was 0.3, and a long account number has
/// all its digits instead of an exponent.
fn number_text(number: f64) -> String {
    if !number.is_finite() {
        return String::new();
    }
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    format!("{rounded}")
}

fn date_text(moment: ExcelDateTime) -> String {
    let serial = moment.as_f64();
    let (year, month, day, hour, minute, ..) = moment.to_ymd_hms_milli();
    // A time of day without a date, or a span of hours, is no date; nor is a day before the calendar of the sheet.
    if moment.is_duration() || !(1.0..2_958_466.0).contains(&serial) {
        return if (0.0..1.0).contains(&serial) && !moment.is_duration() && serial > 0.0 {
            format!("{hour:02}:{minute:02}")
        } else {
            number_text(serial)
        };
    }
    format!("{year:04}-{month:02}-{day:02}")
}
