//! Numbers that carry their own proof: identity cards (GB 11643), unified social credit codes (GB 32100), bank
//! cards (Luhn), and the shapes of telephone numbers. Pure functions over ASCII; knows nothing of rules.

use crate::calendar::Date;

/// A number of the resident identity card: 18 characters whose date exists and whose last character is the check
/// character of GB 11643 (ISO 7064 MOD 11-2), with a region code of an existing province.
pub fn is_id_card(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.len() != 18 || !bytes[..17].iter().all(u8::is_ascii_digit) {
        return false;
    }
    if !is_province(&bytes[..2]) || bytes[2..6] == *b"0000" || !is_birth_date(&text[6..14]) {
        return false;
    }
    let expected = id_card_check(&bytes[..17]);
    bytes[17].to_ascii_uppercase() == expected
}

/// The 15-digit identity number issued before 1999: region, two-digit year, month, day, order.
pub fn is_id_card_15(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 15
        && bytes.iter().all(u8::is_ascii_digit)
        && is_province(&bytes[..2])
        && bytes[2..6] != *b"0000"
        && is_birth_date(&format!("19{}", &text[6..12]))
}

/// The check character for the first 17 digits of an identity number.
pub fn id_card_check(digits: &[u8]) -> u8 {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(d, w)| u32::from(d - b'0') * w).sum();
    b"10X98765432"[(sum % 11) as usize]
}

/// The first two digits of GB/T 2260 region codes in use.
fn is_province(code: &[u8]) -> bool {
    let n = u32::from(code[0] - b'0') * 10 + u32::from(code[1] - b'0');
    matches!(n, 11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81..=83)
}

fn is_birth_date(digits: &str) -> bool {
    let Some((date, _)) = Date::parse_loose(digits) else { return false };
    (1880..=2100).contains(&date.year())
}

/// A unified social credit code: 18 characters of the alphabet of GB 32100 with its check character.
pub fn is_uscc(text: &str) -> bool {
    const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
    let bytes = text.as_bytes();
    if bytes.len() != 18 {
        return false;
    }
    let mut sum = 0u32;
    let mut weight = 1u32;
    let mut last = 0u32;
    for (i, b) in bytes.iter().enumerate() {
        let Some(value) = ALPHABET.iter().position(|a| *a == b.to_ascii_uppercase()) else { return false };
        if (2..8).contains(&i) && !b.is_ascii_digit() {
            return false;
        }
        last = value as u32;
        if i < 17 {
            sum += last * weight;
            weight = weight * 3 % 31;
        }
    }
    (31 - sum % 31) % 31 == last
}

/// True if the digits satisfy the Luhn formula of ISO/IEC 7812-1.
pub fn is_luhn(digits: &str) -> bool {
    !digits.is_empty()
        && digits.bytes().all(|b| b.is_ascii_digit())
        && digits
            .bytes()
            .rev()
            .enumerate()
            .map(|(i, b)| {
                let d = u32::from(b - b'0');
                if i % 2 == 0 {
                    d
                } else if d > 4 {
                    d * 2 - 9
                } else {
                    d * 2
                }
            })
            .sum::<u32>()
            % 10
            == 0
}

/// Eleven digits with a prefix assigned to mobile services in China (ranges of the Ministry of Industry and
/// Information Technology: 13, 14 less 142–144, 15 less 154, 16 with 2 5 6 7, 17, 18, 19).
pub fn is_mobile(digits: &str) -> bool {
    let bytes = digits.as_bytes();
    if bytes.len() != 11 || !bytes.iter().all(u8::is_ascii_digit) || bytes[0] != b'1' {
        return false;
    }
    match bytes[1] {
        b'3' | b'8' | b'9' => true,
        b'4' => !matches!(bytes[2], b'2' | b'3'),
        b'5' => bytes[2] != b'4',
        b'6' => matches!(bytes[2], b'2' | b'5' | b'6' | b'7'),
        b'7' => bytes[2] != b'9',
        _ => false,
    }
}

/// A fixed line with its area code: `0953-6019533`, `010 12345678`, `(021)12345678`, with an optional extension
/// (`-801`, `转801`).
pub fn is_landline(text: &str) -> bool {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let (number, extension) = match text.find(['转', '#']) {
        Some(at) => {
            let mut rest = text[at..].chars();
            rest.next();
            (&text[..at], Some(rest.as_str().to_owned()))
        }
        None => (text.as_str(), None),
    };
    let mut groups: Vec<&str> =
        number.split(['-', '－', '—', '(', ')', '（', '）']).filter(|g| !g.is_empty()).collect();
    let mut extension = extension;
    if groups.len() == 3 && extension.is_none() {
        extension = groups.pop().map(str::to_owned);
    }
    let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if !groups.iter().all(|g| all_digits(g))
        || extension.is_some_and(|e| !(1..=6).contains(&e.len()) || !all_digits(&e))
    {
        return false;
    }
    let (area, local) = match groups[..] {
        [area, local] => (area, local),
        [whole] => match area_code_len(whole) {
            Some(n) if whole.len() > n => whole.split_at(n),
            _ => return false,
        },
        _ => return false,
    };
    area_code_len(area) == Some(area.len()) && matches!(local.len(), 7 | 8) && !local.starts_with(['0', '1'])
}

/// Length of the area code a number begins with: 010 and 02x are three digits, the others four.
fn area_code_len(digits: &str) -> Option<usize> {
    let b = digits.as_bytes();
    match b {
        [b'0', b'1', b'0', ..] => Some(3),
        [b'0', b'2', c, ..] if *c != b'6' => Some(3),
        [b'0', b'3'..=b'9', _, _, ..] => Some(4),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identity_numbers_need_region_date_and_check() {
        // The sample number of GB 11643 and its neighbours.
        assert!(is_id_card("11010519491231002X"));
        assert!(is_id_card("11010519491231002x"));
        assert!(is_id_card("440524188001010014"));
        for wrong in ["110105194912310021", "99010519491231002X", "11010519491331002X", "1101051949123100", ""] {
            assert!(!is_id_card(wrong), "{wrong}");
        }
        assert!(is_id_card_15("110105491231002"));
        assert!(!is_id_card_15("110105491331002"));
    }

    #[test]
    fn credit_codes_need_their_check_character() {
        assert!(is_uscc("91350100M000100Y43"));
        assert!(!is_uscc("91350100M000100Y44"));
        assert!(!is_uscc("91350100M000100I43"));
        assert!(!is_uscc("9135010"));
    }

    #[test]
    fn luhn_matches_the_published_example() {
        assert!(is_luhn("79927398713"));
        assert!(!is_luhn("79927398710"));
        assert!(!is_luhn(""));
    }

    #[test]
    fn telephone_shapes() {
        for good in ["13800138000", "19912345678", "16612345678", "17012345678"] {
            assert!(is_mobile(good), "{good}");
        }
        for bad in ["12345678901", "1380013800", "138001380000", "15412345678", "16012345678"] {
            assert!(!is_mobile(bad), "{bad}");
        }
        for good in
            ["0953-6019533", "09536019533", "010-62345678", "(021)62345678", "0573-86112345-801", "0573-86112345转8"]
        {
            assert!(is_landline(good), "{good}");
        }
        for bad in ["6019533", "0953-601953", "0953-601953300", "0000-6019533", "0953-1019533", "12345", "", "0953-"] {
            assert!(!is_landline(bad), "{bad}");
        }
    }
}
