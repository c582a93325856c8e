//! Text as the kit sees it: UTF-16 code units in blocks. [`fold`] brings disguises to one form, [`matcher`] finds
//! words in it, [`graphemes`] keeps offsets on whole characters, [`han`] knows the characters that write numbers, [`document`] re-checks only what changed,
//! and [`markup`] turns HTML into blocks and [`table`] knows the cells among them.

pub mod document;
pub mod fold;
pub mod graphemes;
pub mod han;
pub mod markup;
pub mod matcher;
pub mod table;

/// The UTF-16 code units of a string. By hand, because a text is mostly Han characters of three bytes, and turning
/// them into units is a large part of what a check costs.
pub fn units(text: &str) -> Vec<u16> {
    let low = |byte: u8| u16::from(byte & 0x3F);
    let mut units = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    loop {
        rest = match rest {
            [a @ 0xE0..=0xEF, b, c, rest @ ..] => {
                units.push(u16::from(*a) << 12 | low(*b) << 6 | low(*c));
                rest
            }
            [a @ 0..=0x7F, rest @ ..] => {
                units.push(u16::from(*a));
                rest
            }
            [a, b, rest @ ..] if *a < 0xE0 => {
                units.push(u16::from(a & 0x1F) << 6 | low(*b));
                rest
            }
            [a, b, c, d, rest @ ..] => {
                // Of the 21 bits, less 0x10000, the upper ten make the first unit and the lower ten the second.
                units.push(0xD800 - 0x40 + (u16::from(a & 7) << 8 | low(*b) << 2 | low(*c) >> 4));
                units.push(0xDC00 | (low(*c) & 0x0F) << 6 | low(*d));
                rest
            }
            _ => break,
        };
    }
    // Room was made for one unit a byte; documents keep what they are given.
    units.shrink_to_fit();
    units
}

/// The string of UTF-16 code units; lone surrogates become U+FFFD.
pub fn string(units: &[u16]) -> String {
    String::from_utf16_lossy(units)
}

/// The lines of a text, as [`split`] has them.
pub fn lines(text: &str) -> Vec<Vec<u16>> {
    split(&units(text))
}

/// Splits a text into blocks at its line ends (`\n`, `\r\n`, `\r`).
pub fn split(mut units: &[u16]) -> Vec<Vec<u16>> {
    let mut blocks = Vec::new();
    while let Some(end) = units.iter().position(|unit| matches!(unit, 0x0A | 0x0D)) {
        blocks.push(units[..end].to_vec());
        let two = units[end..].starts_with(&[0x0D, 0x0A]);
        units = &units[end + 1 + usize::from(two)..];
    }
    blocks.push(units.to_vec());
    blocks
}

/// True for a code unit of a Han character of the Basic Multilingual Plane, or of a surrogate pair (where the rarer
/// Han characters live).
pub fn is_han(unit: u16) -> bool {
    matches!(unit, 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0xD840..=0xD8BF | 0x3007)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_in_three_ways() {
        let line = |text: &str| lines(text).iter().map(|line| string(line)).collect::<Vec<_>>();
        assert_eq!(line("一\n二\r\n三\r四"), ["一", "二", "三", "四"]);
        assert_eq!(line("\r\r\n\n\r"), ["", "", "", "", ""]);
        assert_eq!(line(""), [""]);
    }

    #[test]
    fn units_are_those_of_the_standard_library() {
        let planes = (0..=0x10_FFFF).step_by(7).filter_map(char::from_u32);
        let text: String = planes.chain("\0\u{7F}\u{80}\u{7FF}\u{800}\u{FFFF}\u{10000}\u{10FFFF}".chars()).collect();
        assert_eq!(units(&text), text.encode_utf16().collect::<Vec<u16>>());
        assert!(units("").is_empty());
    }
}
