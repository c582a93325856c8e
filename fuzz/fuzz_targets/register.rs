#![no_main]
//! Any table is a register or one clear error.

use libfuzzer_sys::fuzz_target;
use xianshen::calendar::Date;
use xianshen_fuzz::kit;

fuzz_target!(|csv: &str| {
    let Some(today) = Date::new(2026, 11, 22) else { return };
    match kit().check_register_csv(csv, today) {
        Ok(report) => assert!(report.diagnostics.iter().all(|d| !d.clauses.is_empty())),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
});
