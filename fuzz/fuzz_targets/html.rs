#![no_main]
//! Any markup is answered.

use libfuzzer_sys::fuzz_target;
use xianshen_fuzz::{kit, sound};

fuzz_target!(|html: &str| {
    let report = kit().check_html(html);
    sound(&xianshen::text::markup::blocks(html), &report.diagnostics);
});
