//! Reading a register: CSV text or rows as objects, columns by heading or alias in any order. A row that cannot be
//! read is reported by its number and the rest still counts.

use super::{Register, table_error};
use crate::diagnostic::{Diagnostic, InputError, Target};
use crate::names::fold_label;
use crate::pack::Rulebook;
use serde_json::Value;
use std::collections::HashMap;

/// Lines looked at for the heading row: offices put a title, a unit and a date above it.
const HEADING_WITHIN: usize = 6;

/// One account: a row of the register.
#[derive(Debug, Clone)]
pub struct Account {
    /// Its 序号 where the table has that column, else its line.
    pub row: u32,
    cells: HashMap<String, String>,
}

impl Account {
    /// The cell of a column, by its English name; empty where there is none.
    pub fn get(&self, column: &str) -> &str {
        self.cells.get(column).map_or("", |cell| cell.trim())
    }

    /// False for accounts whose 状态 says that they are closed.
    pub fn is_live(&self) -> bool {
        let status = self.get("status");
        !["注销", "关停", "关闭", "停用"].iter().any(|closed| status.contains(closed))
    }
}

/// Reads CSV text: comma, semicolon or tab, with lines above the heading tolerated.
pub fn from_csv(book: &Rulebook, csv: &str) -> Result<Register, InputError> {
    let csv = csv.strip_prefix('\u{feff}').unwrap_or(csv);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(csv))
        .from_reader(csv.as_bytes());
    let columns = columns(book);
    let mut heading: Option<Vec<Option<String>>> = None;
    let mut rows = Rows::new(book);
    for (index, record) in reader.records().enumerate() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line) as u32;
                rows.unreadable(line, &error.to_string());
                continue;
            }
        };
        let line = record.position().map_or(0, csv::Position::line) as u32;
        let Some(heading) = &heading else {
            if index == HEADING_WITHIN {
                break;
            }
            let names: Vec<Option<String>> =
                record.iter().map(|cell| columns.get(&fold_label(cell)).cloned()).collect();
            if names.iter().flatten().count() >= 2 {
                heading = Some(names);
            }
            continue;
        };
        let cells = heading.iter().zip(record.iter());
        rows.push(line, cells.filter_map(|(name, cell)| Some((name.clone()?, cell.to_owned()))).collect());
    }
    let Some(heading) = heading else {
        return Err(table_error(
            format!("lines 1 to {HEADING_WITHIN}"),
            "no heading row",
            format!("headings such as {}", required(book).join("、")),
        ));
    };
    for column in book.pack().register.iter().filter(|c| c.required) {
        if !heading.iter().flatten().any(|name| *name == column.name) {
            return Err(table_error("heading row", format!("no column “{}”", column.label), required(book).join("、")));
        }
    }
    Ok(rows.register)
}

/// Reads rows given as objects, keyed by English name, heading or alias.
pub fn from_objects(book: &Rulebook, accounts: &[Value]) -> Result<Register, InputError> {
    let columns = columns(book);
    let mut rows = Rows::new(book);
    for (index, account) in accounts.iter().enumerate() {
        let Value::Object(members) = account else {
            return Err(table_error(format!("[{index}]"), "something else", "an object of headings and cells"));
        };
        let cells = members.iter().filter_map(|(key, value)| {
            let name = columns.get(&fold_label(key))?.clone();
            let cell = match value {
                Value::String(text) => text.clone(),
                Value::Number(number) => number.to_string(),
                Value::Bool(flag) => flag.to_string(),
                _ => return None,
            };
            Some((name, cell))
        });
        rows.push(index as u32 + 1, cells.collect());
    }
    Ok(rows.register)
}

/// Collects rows, numbering each and turning away those without host or platform.
struct Rows<'b> {
    book: &'b Rulebook,
    register: Register,
}

impl<'b> Rows<'b> {
    fn new(book: &'b Rulebook) -> Rows<'b> {
        Rows { book, register: Register { accounts: Vec::new(), rows: 0, diagnostics: Vec::new() } }
    }

    fn push(&mut self, line: u32, cells: HashMap<String, String>) {
        if cells.values().all(|cell| cell.trim().is_empty()) {
            return;
        }
        self.register.rows += 1;
        let number = cells.get("row").and_then(|cell| cell.trim().parse().ok());
        let account = Account { row: number.unwrap_or(line), cells };
        let missing: Vec<&str> = (self.book.pack().register.iter())
            .filter(|c| c.required && account.get(&c.name).is_empty())
            .map(|c| c.label.as_str())
            .collect();
        if missing.is_empty() {
            self.register.accounts.push(account);
        } else {
            self.report(account.row, "missing", &missing.join("、"));
        }
    }

    fn unreadable(&mut self, line: u32, reason: &str) {
        self.register.rows += 1;
        self.report(line, "unreadable", reason);
    }

    fn report(&mut self, row: u32, variant: &str, found: &str) {
        let target = Target::Account { rows: vec![row], field: None };
        let diagnostic: Option<Diagnostic> =
            self.book.find("account/invalid-row", target).map(|f| f.say(variant, &[("found", found)]));
        self.register.diagnostics.extend(diagnostic);
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

/// The delimiter that stands most often in the first lines.
fn delimiter(csv: &str) -> u8 {
    let head: String = csv.lines().take(HEADING_WITHIN).collect();
    let count = |c: u8| head.bytes().filter(|b| *b == c).count();
    [b',', b';', b'\t'].into_iter().rev().max_by_key(|c| count(*c)).unwrap_or(b',')
}
