//! Registers of accounts: who has two accounts on one platform, who imitates whom, what sleeps, what nobody has on
//! file. [`RegisterCheck`] reads a table row by row and judges it in slices; [`check_csv`] and [`check_objects`] do
//! it in one go.
//!
//! Nothing is compared with everything: accounts meet in buckets by the identity of their host, and names are looked
//! up in tables by their forms ([`imitation`] says how), so the work grows with the number of rows and not with its
//! square, even where all rows share one name.

mod cells;
mod duplicates;
mod entry;
mod hosts;
mod imitation;
mod oversight;
mod records;
mod report;
mod rows;
mod rules;
mod run;
mod table;

use crate::calendar::Date;
use crate::diagnostic::InputError;
use crate::pack::Rulebook;
use serde_json::Value;

pub use report::*;
pub use run::{Phase, Progress, RegisterCheck};

/// Checks a register given as CSV text, as of `today`.
pub fn check_csv(book: &Rulebook, csv: &str, today: Date) -> Result<RegisterReport, InputError> {
    RegisterCheck::csv(book, csv.to_owned(), today).finish(book)
}

/// Checks a register given as rows of objects, as of `today`.
pub fn check_objects(book: &Rulebook, accounts: &[Value], today: Date) -> Result<RegisterReport, InputError> {
    RegisterCheck::objects(book, accounts.to_vec(), today).finish(book)
}

/// An error about the table as a whole.
fn table_error(path: impl Into<String>, found: impl Into<String>, expected: impl Into<String>) -> InputError {
    InputError { path: path.into(), found: found.into(), expected: expected.into() }
}
