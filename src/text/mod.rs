//! Text as the kit sees it: UTF-16 code units in blocks. [`fold`] brings disguises to one form, [`matcher`] finds
//! words in it, [`graphemes`] keeps offsets on whole characters, [`document`] re-checks only what changed,
//! [`markup`] turns HTML into blocks, and [`names`] tells two spellings of one name.

pub mod document;
pub mod fold;
pub mod graphemes;
pub mod markup;
pub mod matcher;
pub mod names;

/// The UTF-16 code units of a string.
pub fn units(text: &str) -> Vec<u16> {
    text.encode_utf16().collect()
}

/// The string of UTF-16 code units; lone surrogates become U+FFFD.
pub fn string(units: &[u16]) -> String {
    String::from_utf16_lossy(units)
}

/// Splits a text into blocks at its line ends (`\n`, `\r\n`, `\r`).
pub fn lines(text: &str) -> Vec<Vec<u16>> {
    let mut blocks = Vec::new();
    for line in text.split('\n') {
        let line = line.strip_suffix('\r').unwrap_or(line);
        blocks.extend(line.split('\r').map(units));
    }
    blocks
}

/// True for a code unit of a Han character of the Basic Multilingual Plane, or of a surrogate pair (where the rarer
/// Han characters live).
pub fn is_han(unit: u16) -> bool {
    matches!(unit, 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0xD840..=0xD8BF | 0x3007)
}
