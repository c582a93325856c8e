#![no_main]
//! Any text is answered, and the same text always alike.

use libfuzzer_sys::fuzz_target;
use xianshen_fuzz::{kit, sound};

fuzz_target!(|text: &str| {
    let report = kit().check_text(text);
    sound(&xianshen::text::lines(text), &report.diagnostics);
    assert_eq!(kit().check_text(text), report);
});
