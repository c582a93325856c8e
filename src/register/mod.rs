//! Registers of accounts: reading a table ([`table`]) and finding in it what is there twice. One pass over the rows
//! groups them by host and platform; no row is compared with every other.

mod table;

use crate::diagnostic::{Diagnostic, InputError, Target, sort};
use crate::names::{fold_name, named};
use crate::pack::Rulebook;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

pub use table::{Account, from_csv, from_objects};

/// The answer for a register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct RegisterReport {
    /// What was found, by row.
    pub diagnostics: Vec<Diagnostic>,
    /// Rows of the table, those that could not be checked included.
    pub rows: u32,
}

/// A register that was read, with the rows that could not be.
pub struct Register {
    /// The rows read.
    pub accounts: Vec<Account>,
    /// Rows of the table, those that could not be read included.
    pub rows: u32,
    /// Findings of reading.
    pub diagnostics: Vec<Diagnostic>,
}

/// Checks the accounts of a register.
pub fn check(book: &Rulebook, register: Register) -> RegisterReport {
    let Register { accounts, rows, mut diagnostics } = register;
    let mut groups: HashMap<(String, String), Vec<&Account>> = HashMap::new();
    for account in &accounts {
        let platform = account.get("platform");
        let key = match named(&book.pack().platforms, platform) {
            Some(known) => known.id.clone(),
            None => {
                let target = Target::Account { rows: vec![account.row], field: Some("platform".into()) };
                let found = book.find("account/invalid-row", target);
                diagnostics.extend(found.map(|f| f.say("platform", &[("found", platform)])));
                fold_name(platform)
            }
        };
        if account.is_live() {
            groups.entry((fold_name(account.get("host")), key)).or_default().push(account);
        }
    }
    for ((_, platform), group) in &groups {
        if group.len() < 2 {
            continue;
        }
        let rows: Vec<u32> = group.iter().map(|a| a.row).collect();
        let names: Vec<&str> = group.iter().map(|a| a.get("name")).collect();
        let pack = book.pack();
        let platform = pack.platforms.iter().find(|p| p.id == *platform).map_or(platform, |p| &p.name);
        let params = [
            ("host", group[0].get("host")),
            ("platform", platform.as_str()),
            ("count", &group.len().to_string()),
            ("names", &names.join("、")),
        ];
        let found = book.find("account/duplicate", Target::Account { rows, field: Some("host".into()) });
        diagnostics.extend(found.map(|f| f.say("", &params)));
    }
    sort(&mut diagnostics);
    RegisterReport { diagnostics, rows }
}

/// An error about the table as a whole.
fn table_error(path: impl Into<String>, found: impl Into<String>, expected: impl Into<String>) -> InputError {
    InputError { path: path.into(), found: found.into(), expected: expected.into() }
}
