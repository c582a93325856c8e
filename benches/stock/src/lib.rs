//! For the bench alone: the stock crate `aho-corasick` as a contiguous NFA over UTF-8, without folding, and the kit's
//! own matcher over UTF-16 code units, with folding, behind the same four functions. Both write matches as triples
//! (word, from, to) into memory that the caller reads.
#![allow(dead_code, missing_docs)]

#[path = "../../../src/text/fold.rs"]
mod fold;
#[path = "../../../src/text/matcher.rs"]
mod matcher;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

/// One engine, its input and its output.
pub struct Engine {
    kind: Kind,
    input: Vec<u64>,
    output: Vec<u32>,
}

enum Kind {
    None,
    Own(matcher::Matcher),
    Stock(AhoCorasick),
}

#[unsafe(no_mangle)]
pub extern "C" fn engine() -> *mut Engine {
    Box::into_raw(Box::new(Engine { kind: Kind::None, input: Vec::new(), output: Vec::new() }))
}

/// Room for `bytes` of input.
#[unsafe(no_mangle)]
pub extern "C" fn input(engine: &mut Engine, bytes: usize) -> *mut u64 {
    engine.input.resize(bytes.div_ceil(8), 0);
    engine.input.as_mut_ptr()
}

fn bytes(input: &[u64], len: usize) -> &[u8] {
    // SAFETY: the caller asked for at least `len` bytes by `input`.
    unsafe { std::slice::from_raw_parts(input.as_ptr().cast(), len) }
}

fn units(input: &[u64], len: usize) -> &[u16] {
    // SAFETY: the caller asked for at least `2 * len` bytes by `input`.
    unsafe { std::slice::from_raw_parts(input.as_ptr().cast(), len) }
}

/// Builds from `len` bytes of UTF-8, a word a line.
#[unsafe(no_mangle)]
pub extern "C" fn build(engine: &mut Engine, len: usize, stock: bool) {
    let words = String::from_utf8_lossy(bytes(&engine.input, len)).into_owned();
    let words: Vec<&str> = words.split('\n').collect();
    engine.kind = if stock {
        let built = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(words);
        built.map_or(Kind::None, Kind::Stock)
    } else {
        Kind::Own(matcher::Matcher::new(words))
    };
}

/// Scans `len` bytes (stock) or code units (own); gives the number of matches.
#[unsafe(no_mangle)]
pub extern "C" fn scan(engine: &mut Engine, len: usize) -> usize {
    let Engine { kind, input, output } = engine;
    output.clear();
    match kind {
        Kind::None => {}
        Kind::Stock(automaton) => {
            for m in automaton.find_iter(bytes(input, len)) {
                output.extend([m.pattern().as_u32(), m.start() as u32, m.end() as u32]);
            }
        }
        Kind::Own(matcher) => {
            matcher.scan(units(input, len), |m| output.extend([m.word, m.from as u32, m.to as u32]));
        }
    }
    output.len() / 3
}

/// The matches of the last scan.
#[unsafe(no_mangle)]
pub extern "C" fn output(engine: &Engine) -> *const u32 {
    engine.output.as_ptr()
}
