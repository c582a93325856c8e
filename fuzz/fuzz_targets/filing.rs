#![no_main]
//! Any JSON is a filing, a list of accounts, a submission, or one clear error.

use libfuzzer_sys::fuzz_target;
use xianshen::moment::Moment;
use xianshen_fuzz::kit;

fuzz_target!(|input: &str| {
    let Ok(value) = serde_json::from_str::<serde_json::Value>(input) else { return };
    let now = Moment::parse("2026-11-22T10:00").unwrap();
    let today = now.date();
    if let Err(error) = kit().check_filing(&value, today) {
        assert!(!error.to_string().is_empty());
    }
    if let Err(error) = kit().review(&value, now) {
        assert!(!error.to_string().is_empty());
    }
    if let serde_json::Value::Array(accounts) = &value
        && let Err(error) = kit().check_register(accounts, today)
    {
        assert!(!error.to_string().is_empty());
    }
});
