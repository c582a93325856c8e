//! Han characters that write numbers, told from the others by one look into a bitmap: this is asked of every
//! character of a text, and nearly every answer is no.

/// Digits of a number, ordinary and in the forms of accounts, and 十. 〇 is no Han character by its code.
const NUMERALS: [char; 21] = [
    '零', '一', '壹', '幺', '二', '贰', '三', '叁', '四', '肆', '五', '伍', '六', '陆', '七', '柒', '八', '捌', '九',
    '玖', '十',
];

/// The block of Han characters in which all of them lie.
const FIRST: u16 = 0x4E00;
const COUNT: usize = 0x5200;

/// Bit per character from [`FIRST`] on.
static BITS: [u64; COUNT / 64] = bits();

const fn bits() -> [u64; COUNT / 64] {
    let mut bits = [0; COUNT / 64];
    let mut next = 0;
    while next < NUMERALS.len() {
        let at = NUMERALS[next] as usize - FIRST as usize;
        bits[at / 64] |= 1 << (at % 64);
        next += 1;
    }
    bits
}

/// True for a Han character (U+4E00 to U+9FFF) that writes no number: nearly all of a text.
#[inline(always)]
pub fn is_plain(unit: u16) -> bool {
    let at = usize::from(unit.wrapping_sub(FIRST));
    at < COUNT && BITS[at / 64] & (1 << (at % 64)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_han_characters_that_write_no_number_are_plain() {
        for unit in 0..=u16::MAX {
            let c = char::from_u32(u32::from(unit));
            let numeral = c.is_some_and(|c| NUMERALS.contains(&c));
            assert_eq!(is_plain(unit), (0x4E00..=0x9FFF).contains(&unit) && !numeral, "{unit:x}");
        }
    }
}
