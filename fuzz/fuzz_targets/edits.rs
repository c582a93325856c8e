#![no_main]
//! A document after any edits says what a new one of the same blocks says; blocks may hold lone surrogates.

use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;
use xianshen_fuzz::{kit, sound};

#[derive(Arbitrary, Debug)]
struct Input<'a> {
    blocks: Vec<&'a str>,
    edits: Vec<Edit<'a>>,
}

#[derive(Arbitrary, Debug)]
struct Edit<'a> {
    at: u8,
    removed: u8,
    inserted: Vec<&'a str>,
    /// Cuts the first block inserted after so many units, through a surrogate pair perhaps.
    cut: Option<u8>,
}

fuzz_target!(|input: Input| {
    let mut blocks: Vec<Vec<u16>> = input.blocks.iter().map(|block| xianshen::text::units(block)).collect();
    let mut document = kit().open(blocks.clone());
    for edit in input.edits.iter().take(16) {
        let (at, removed) = (usize::from(edit.at), usize::from(edit.removed));
        let mut inserted: Vec<Vec<u16>> = edit.inserted.iter().map(|block| xianshen::text::units(block)).collect();
        if let (Some(first), Some(cut)) = (inserted.first_mut(), edit.cut) {
            first.truncate(usize::from(cut));
        }
        let change = kit().replace_blocks(&mut document, at, removed, inserted.clone());
        assert_eq!(change.is_ok(), at <= blocks.len() && removed <= blocks.len() - at);
        if change.is_ok() {
            blocks.splice(at..at + removed, inserted);
        }
    }
    let anew = kit().open(blocks.clone());
    assert_eq!(document.diagnostics(), anew.diagnostics());
    sound(&blocks, &document.diagnostics());
});
