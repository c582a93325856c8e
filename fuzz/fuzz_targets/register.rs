#![no_main]
//! Any table is a register or one clear error.

use libfuzzer_sys::fuzz_target;
use xianshen_fuzz::kit;

fuzz_target!(|csv: &str| {
    match kit().check_register_csv(csv) {
        Ok(report) => assert!(report.diagnostics.iter().all(|d| !d.clauses.is_empty())),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
});
