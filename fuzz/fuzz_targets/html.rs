#![no_main]
//! Any markup is answered.

use libfuzzer_sys::fuzz_target;
use xianshen_fuzz::{kit, sound};

fuzz_target!(|html: &str| {
    let report = kit().check_html(html);
    let mut blocks = xianshen::text::markup::blocks(html);
    // What a document without text holds stands in an empty block.
    if blocks.is_empty() {
        blocks.push(Vec::new());
    }
    sound(&blocks, &report.diagnostics);
});
