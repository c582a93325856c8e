#![no_main]
//! Any JSON is a filing, a list of accounts, a submission, or one clear error.

use libfuzzer_sys::fuzz_target;
use xianshen::calendar::Date;
use xianshen_fuzz::kit;

fuzz_target!(|input: &str| {
    let Ok(value) = serde_json::from_str::<serde_json::Value>(input) else { return };
    let today = Date::parse_iso("2026-11-22").unwrap();
    if let Err(error) = kit().check_filing(&value, today) {
        assert!(!error.to_string().is_empty());
    }
    if let Err(error) = kit().review(&value, today) {
        assert!(!error.to_string().is_empty());
    }
    if let serde_json::Value::Array(accounts) = &value
        && let Err(error) = kit().check_register(accounts)
    {
        assert!(!error.to_string().is_empty());
    }
});
