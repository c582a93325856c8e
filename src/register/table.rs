//! Reading a register: CSV text or rows as objects, columns by heading or alias in any order. A row that cannot be
//! read is reported by its number and the rest still counts. Only columns that the pack knows are kept; whoever
//! shows the table joins its other columns by [`Account::line`].

use super::cells::{WordList, is_blank};
use super::records::{HEADING_WITHIN, Records};
use super::table_error;
use crate::diagnostic::{Diagnostic, InputError, Target};
use crate::names::{fold_label, fold_name};
use crate::pack::Rulebook;
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// Share of rows without a host, in percent, from which blanks are taken for cells merged with the host above: fewer
/// are rows that lack one.
const MERGED_SHARE: usize = 20;

/// One account: a row of the register.
#[derive(Debug, Clone)]
pub(super) struct Account {
    /// Its 序号 where the table has that column, else its line.
    pub(super) row: u32,
    /// Its line in the text, from 1; the place in the list, from 1, where objects came.
    pub(super) line: u32,
    cells: Vec<Box<str>>,
}

/// The rows read so far.
#[derive(Default)]
pub(super) struct Table {
    /// The rows read.
    pub(super) accounts: Vec<Account>,
    /// Rows of the table, those that could not be read included.
    pub(super) rows: u32,
    /// Findings of reading.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Rows whose host was filled in from a merged cell above.
    pub(super) merged: u32,
    columns: HashMap<String, usize>,
    /// Columns with anything in them.
    filled: HashSet<usize>,
}

impl Table {
    /// The cell of a column, by its English name; empty where there is none.
    pub(super) fn cell<'t>(&self, account: &'t Account, column: &str) -> &'t str {
        self.columns.get(column).and_then(|at| account.cells.get(*at)).map_or("", |cell| cell)
    }

    /// True if the table has that column, empty or not.
    pub(super) fn has(&self, column: &str) -> bool {
        self.columns.contains_key(column)
    }

    /// True if anything stands in that column.
    pub(super) fn is_filled(&self, column: &str) -> bool {
        self.columns.get(column).is_some_and(|at| self.filled.contains(at))
    }

    fn column(&mut self, name: &str) -> usize {
        let next = self.columns.len();
        *self.columns.entry(name.to_owned()).or_insert(next)
    }
}

enum Source {
    Csv { records: Records, heading: Option<Heading>, before: usize },
    Objects { list: std::vec::IntoIter<Value>, all: usize },
}

/// The heading row: for each cell the column, and the cells as they stand, to know them when they come again.
struct Heading {
    columns: Vec<Option<usize>>,
    labels: Vec<String>,
}

/// Reads a register row by row.
pub(super) struct Reader {
    source: Source,
    names: HashMap<String, String>,
    totals: WordList,
    patrol: WordList,
    filed: WordList,
    pub(super) table: Table,
}

impl Reader {
    pub(super) fn csv(book: &Rulebook, text: String) -> Reader {
        let names = columns(book);
        let records = Records::new(text, |cell| names.contains_key(&fold_label(cell)));
        Reader::new(book, Source::Csv { records, heading: None, before: 0 })
    }

    pub(super) fn objects(book: &Rulebook, list: Vec<Value>) -> Reader {
        let all = list.len();
        Reader::new(book, Source::Objects { list: list.into_iter(), all })
    }

    fn new(book: &Rulebook, source: Source) -> Reader {
        let pack = book.pack();
        let list = |name: &str| WordList::new(pack, name);
        let (totals, patrol, filed) = (list("register-totals"), list("register-patrol"), list("register-filed"));
        Reader { source, names: columns(book), totals, patrol, filed, table: Table::default() }
    }

    /// How much is read, of one.
    pub(super) fn progress(&self) -> f64 {
        let (done, all) = match &self.source {
            Source::Csv { records, .. } => records.progress(),
            Source::Objects { list, all } => (all - list.len(), *all),
        };
        if all == 0 { 1.0 } else { done as f64 / all as f64 }
    }

    /// Reads up to `rows` more; true when all are read.
    pub(super) fn read(&mut self, book: &Rulebook, rows: usize) -> Result<bool, InputError> {
        for _ in 0..rows {
            let more = match self.source {
                Source::Csv { .. } => self.next_record(book)?,
                Source::Objects { .. } => self.next_object(book)?,
            };
            if !more {
                self.settle(book);
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn next_record(&mut self, book: &Rulebook) -> Result<bool, InputError> {
        let Source::Csv { records, heading, before } = &mut self.source else { return Ok(false) };
        let Some(record) = records.next() else {
            return if heading.is_some() { Ok(false) } else { Err(no_heading(book)) };
        };
        let Some(heading) = heading else {
            *before += 1;
            if *before > HEADING_WITHIN {
                return Err(no_heading(book));
            }
            let labels: Vec<String> = record.cells.into_iter().flatten().map(|cell| fold_label(&cell)).collect();
            let known: Vec<Option<&String>> = labels.iter().map(|label| self.names.get(label)).collect();
            if known.iter().flatten().count() < 2 {
                return Ok(true);
            }
            for column in book.pack().register.iter().filter(|c| c.required) {
                if !known.iter().flatten().any(|name| **name == column.name) {
                    let missing = format!("no column “{}”", column.label);
                    return Err(table_error("heading row", missing, required(book).join("、")));
                }
            }
            let columns = known.iter().map(|name| Some(self.table.column(name.as_ref()?))).collect();
            *heading = Some(Heading { columns, labels });
            return Ok(true);
        };
        let Some(cells) = record.cells else {
            self.table.rows += 1;
            self.table.report(book, record.line, "quote", "", None);
            return Ok(true);
        };
        // Headings come again on every printed page.
        let again = |(cell, label): (&String, &String)| !label.is_empty() && fold_label(cell) == *label;
        if cells.iter().zip(&heading.labels).filter(|pair| again(*pair)).count() >= 2 {
            return Ok(true);
        }
        let extra = cells.iter().skip(heading.columns.len()).filter(|cell| !cell.trim().is_empty()).count();
        let mut own: Vec<Box<str>> = Vec::with_capacity(self.table.columns.len());
        for (column, cell) in heading.columns.iter().zip(cells) {
            if let Some(column) = *column {
                put(&mut own, column, &cell);
            }
        }
        self.push(book, record.line, own, extra);
        Ok(true)
    }

    fn next_object(&mut self, book: &Rulebook) -> Result<bool, InputError> {
        let Source::Objects { list, all } = &mut self.source else { return Ok(false) };
        let index = *all - list.len();
        let Some(account) = list.next() else { return Ok(false) };
        let Value::Object(members) = account else {
            return Err(table_error(format!("[{index}]"), "something else", "an object of headings and cells"));
        };
        let mut own = Vec::new();
        for (key, value) in members {
            let Some(name) = self.names.get(&fold_label(&key)) else { continue };
            let cell = match value {
                Value::String(text) => text,
                Value::Number(number) => number.to_string(),
                Value::Bool(flag) => if flag { "是" } else { "否" }.to_owned(),
                Value::Null => String::new(),
                _ => continue,
            };
            let column = self.table.column(name);
            put(&mut own, column, &cell);
        }
        self.push(book, index as u32 + 1, own, 0);
        Ok(true)
    }

    fn push(&mut self, book: &Rulebook, line: u32, cells: Vec<Box<str>>, extra: usize) {
        let mut account = Account { row: line, line, cells };
        if account.cells.iter().all(|cell| cell.is_empty()) && extra == 0 {
            return;
        }
        let table = &mut self.table;
        let number = fold_name(table.cell(&account, "row").trim_end_matches(".0"));
        let first = account.cells.iter().find(|cell| !cell.is_empty());
        if first.is_some_and(|cell| self.totals.is(cell)) || self.totals.is(table.cell(&account, "host")) {
            return;
        }
        table.rows += 1;
        if let Ok(number) = number.parse() {
            account.row = number;
        }
        if extra > 0 {
            table.report(book, account.row, "cells", &extra.to_string(), None);
            return;
        }
        for (at, cell) in account.cells.iter().enumerate() {
            if !is_blank(cell) {
                table.filled.insert(at);
            }
        }
        table.accounts.push(account);
    }

    /// True if the row says that the account was found on patrol and is not on file.
    pub(super) fn is_patrol(&self, account: &Account) -> bool {
        let origin = self.table.cell(account, "origin");
        self.patrol.within(origin) && !self.filed.within(origin)
    }

    /// When all is read: fills cells merged under a host, and turns away rows that lack what every row needs.
    fn settle(&mut self, book: &Rulebook) {
        // Rows given as objects may all lack the host: then the column is there, and empty.
        let host = self.table.column("host");
        let mut accounts = std::mem::take(&mut self.table.accounts);
        let hostless = |a: &Account| a.cells.get(host).is_none_or(|cell| is_blank(cell));
        let blanks = accounts.iter().filter(|a| hostless(a) && !self.is_patrol(a)).count();
        let repeats =
            accounts.windows(2).any(|two| !hostless(&two[0]) && two[0].cells.get(host) == two[1].cells.get(host));
        let is_merged = blanks >= 2 && blanks * 100 >= MERGED_SHARE * accounts.len() && !repeats;
        let mut above: Option<Box<str>> = None;
        let mut kept = Vec::with_capacity(accounts.len());
        for mut account in accounts.drain(..) {
            let patrol = self.is_patrol(&account);
            if !hostless(&account) {
                above = account.cells.get(host).cloned();
            } else if let (true, false, Some(above)) = (is_merged, patrol, &above) {
                put(&mut account.cells, host, above);
                self.table.merged += 1;
            }
            let missing: Vec<_> = (book.pack().register.iter())
                .filter(|c| c.required && is_blank(self.table.cell(&account, &c.name)))
                .filter(|c| !(patrol && c.name == "host"))
                .collect();
            if missing.is_empty() {
                kept.push(account);
            } else {
                let labels: Vec<&str> = missing.iter().map(|c| c.label.as_str()).collect();
                self.table.report(book, account.row, "missing", &labels.join("、"), Some(&missing[0].name));
            }
        }
        self.table.accounts = kept;
    }
}

impl Table {
    fn report(&mut self, book: &Rulebook, row: u32, variant: &str, found: &str, field: Option<&str>) {
        let target = Target::Account { rows: vec![row], field: field.map(str::to_owned) };
        self.diagnostics.extend(book.find("account/invalid-row", target).map(|f| f.say(variant, &[("found", found)])));
    }
}

/// Puts a cell in its column; the first one filled stands where a heading is there twice.
fn put(cells: &mut Vec<Box<str>>, column: usize, cell: &str) {
    if cells.len() <= column {
        cells.resize(column + 1, "".into());
    }
    let cell = cell.trim();
    if is_blank(&cells[column]) && !cell.is_empty() {
        cells[column] = cell.into();
    }
}

/// Every spelling of a heading, folded, to the column's English name.
fn columns(book: &Rulebook) -> HashMap<String, String> {
    let mut columns = HashMap::new();
    for column in &book.pack().register {
        for name in [&column.name, &column.label].into_iter().chain(&column.aliases) {
            columns.insert(fold_label(name), column.name.clone());
        }
    }
    columns
}

fn required(book: &Rulebook) -> Vec<&str> {
    book.pack().register.iter().filter(|c| c.required).map(|c| c.label.as_str()).collect()
}

fn no_heading(book: &Rulebook) -> InputError {
    let expected = format!("headings such as {}", required(book).join("、"));
    table_error(format!("lines 1 to {HEADING_WITHIN}"), "no heading row", expected)
}
