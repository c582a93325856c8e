//! Numbers that carry their own proof: identity cards (GB 11643), unified social credit codes (GB 32100), bank
//! cards (Luhn), and the shapes of telephone numbers, passports and number plates. Pure functions; knows nothing of
//! rules.

use crate::calendar::Date;

/// A number of the resident identity card: 18 characters whose date exists and whose last character is the check
/// character of GB 11643 (ISO 7064 MOD 11-2), with a region code of an existing province; or that of a foreigner's
/// permanent residence card, which begins with 9 and has the province after it.
pub fn is_id_card(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.len() != 18 || !bytes[..17].iter().all(u8::is_ascii_digit) {
        return false;
    }
    // Residents of Hong Kong, Macao and Taiwan have 810000, 820000 and 830000; every other region goes on to a county.
    let county = bytes[0] == b'8' || bytes[2..6] != *b"0000";
    let region = is_province(&bytes[..2]) && county || bytes[0] == b'9' && is_province(&bytes[1..3]);
    if !region || !is_birth_date(&text[6..14]) {
        return false;
    }
    let expected = id_card_check(&bytes[..17]);
    bytes[17].to_ascii_uppercase() == expected
}

/// Eighteen characters that begin with a province and do not check as an identity number: a date or the check character
/// is wrong.
pub fn is_like_id_card(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 18 && is_province(&bytes[..2]) && matches!(&bytes[6..8], b"19" | b"20") && !is_id_card(text)
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
    // The region begins with the code of a province, or 10 for the whole country.
    let province = u32::from(bytes[2] - b'0') * 10 + u32::from(bytes[3] - b'0');
    let is_province = matches!(province, 10..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81 | 82);
    is_province && (31 - sum % 31) % 31 == last
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

/// What the first digits of a bank card say about its issuer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Issuer {
    /// A card network, or one of the large banks.
    Network,
    /// A range that local banks or other countries use: it also begins many numbers that are no cards.
    Other,
}

/// First digits of cards in use in China (from, to, both of one length), the numbers of digits, the issuer.
const ISSUERS: &[(u32, u32, &[usize], Issuer)] = &[
    (62, 62, &[16, 17, 18, 19], Issuer::Network),   // UnionPay
    (810, 817, &[16, 17, 18, 19], Issuer::Network), // UnionPay, since 2015
    (601_382, 601_382, &[19], Issuer::Network),     // Bank of China
    (601_428, 601_428, &[17], Issuer::Network),     // Bank of Communications
    (9558, 9559, &[19], Issuer::Network),           // ICBC, Agricultural Bank
    (103, 103, &[19], Issuer::Other),               // Agricultural Bank, issued before 2004
    (4, 4, &[16], Issuer::Network),                 // Visa
    (51, 55, &[16], Issuer::Network),               // Mastercard
    (222_100, 272_099, &[16], Issuer::Other),       // Mastercard, since 2017
    (3528, 3589, &[16], Issuer::Network),           // JCB
    (436_742, 436_745, &[19], Issuer::Network),     // Construction Bank
    (456_351, 456_351, &[19], Issuer::Network),     // Bank of China
    (4, 5, &[17, 18, 19], Issuer::Other),           // debit cards older than UnionPay's range
    (34, 34, &[15], Issuer::Other),                 // American Express
    (37, 37, &[15], Issuer::Other),                 // American Express
    (36, 36, &[14], Issuer::Other),                 // Diners Club
    (60, 60, &[16, 17, 18, 19], Issuer::Other),     // city banks, Discover
    (64, 69, &[15, 16, 17, 18, 19], Issuer::Other), // city banks, Discover
    (84, 98, &[16, 17, 18, 19], Issuer::Other),     // rural and city banks
];

/// The issuer of a bank card: 14 to 19 digits that satisfy the Luhn formula and begin as cards of that length do.
pub fn bank_card(digits: &str) -> Option<Issuer> {
    let count = digits.len();
    if !(14..=19).contains(&count) || !is_luhn(digits) {
        return None;
    }
    let begins = |low: u32, high: u32| {
        let width = low.ilog10() as usize + 1;
        digits[..width].parse::<u32>().is_ok_and(|prefix| (low..=high).contains(&prefix))
    };
    let issuer = ISSUERS.iter().find(|(low, high, counts, _)| counts.contains(&count) && begins(*low, *high));
    issuer.map(|(.., issuer)| *issuer)
}

/// A Chinese passport or exit-entry permit, in capital letters: ordinary passports (E or G and eight digits; E, a
/// letter and seven digits), diplomatic, service and public-affairs ones (D, S, P; DE, SE, PE), those of Hong Kong
/// (H, K, KJ) and Macao (M, MA …), permits for Hong Kong, Macao and Taiwan (C, W, T, L, H, M), and the old passports
/// 14 and 15 with seven digits.
pub fn is_passport(text: &str) -> bool {
    let letters = text.bytes().take_while(u8::is_ascii_uppercase).count();
    let digits = &text.as_bytes()[letters..];
    if !digits.iter().all(u8::is_ascii_digit) {
        return false;
    }
    match (&text.as_bytes()[..letters], digits.len()) {
        ([], 9) => digits.starts_with(b"14") || digits.starts_with(b"15"),
        ([b'E' | b'G' | b'C' | b'W' | b'T' | b'L' | b'H' | b'K' | b'M'], 8) => true,
        ([b'D' | b'S' | b'P'], 7 | 8) => true,
        ([b'H' | b'M'], 10) => true,
        ([b'E' | b'C', second], 7) => !matches!(second, b'I' | b'O'),
        ([b'D' | b'S' | b'P', b'E'] | [b'K', b'J'] | [b'M', b'A' | b'B'], 7) => true,
        _ => false,
    }
}

/// A number plate without separators, in capital letters (GA 36): ordinary (浙F12345), new-energy (浙FD12345,
/// 浙F12345D), police, learner, trailer, test and over-size (浙F1234警 学 挂 试 超), Hong Kong and Macao on the mainland
/// (粤Z1234港 澳), embassies and consulates (使014578, 沪A0023领).
pub fn is_plate(text: &str) -> bool {
    const SPECIAL: [char; 8] = ['警', '学', '挂', '试', '超', '港', '澳', '领'];
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return false };
    let special = chars.as_str().chars().last().filter(|c| SPECIAL.contains(c));
    let rest = chars.as_str().strip_suffix(SPECIAL).unwrap_or(chars.as_str()).as_bytes();
    if first == '使' {
        return special.is_none() && rest.len() == 6 && rest.iter().all(u8::is_ascii_digit);
    }
    let Some((city, body)) = rest.split_first() else { return false };
    if !begins_plate(first) || !city.is_ascii_uppercase() || *city == b'I' {
        return false;
    }
    let digits = |part: &[u8]| part.iter().all(u8::is_ascii_digit);
    let plain = |c: &u8| c.is_ascii_digit() || c.is_ascii_uppercase() && !matches!(c, b'I' | b'O');
    let energy = |c: &u8| matches!(c, b'A'..=b'H' | b'J' | b'K');
    if !body.iter().all(plain) {
        return false;
    }
    match (special, body.len()) {
        (Some('港' | '澳'), 4) => first == '粤' && *city == b'Z',
        (Some(_), 4) | (None, 5) => true,
        (None, 6) => energy(&body[0]) && digits(&body[2..]) || energy(&body[5]) && digits(&body[..5]),
        _ => false,
    }
}

/// True for the short name of a province, and for 使, with which the plates of embassies begin.
pub fn begins_plate(c: char) -> bool {
    "使京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼".contains(c)
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
    fn residence_cards_of_foreigners_begin_with_nine() {
        // The sample printed by the National Immigration Administration for the card of 2023.
        assert!(is_id_card("911124198108030024"));
        assert!(!is_id_card("911124198108030025"));
    }

    #[test]
    fn bank_cards_need_issuer_length_and_luhn() {
        // Numbers that the networks publish for tests.
        for card in ["4111111111111111", "5555555555554444", "3530111333300000", "6200000000000005", "6212345678901232"]
        {
            assert_eq!(bank_card(card), Some(Issuer::Network), "{card}");
        }
        for card in ["378282246310005", "6011111111111117", "2223003122003222"] {
            assert_eq!(bank_card(card), Some(Issuer::Other), "{card}");
        }
        for wrong in ["4111111111111112", "1111111111111117", "62123456789012", "7992739871300000", ""] {
            assert_eq!(bank_card(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn passports_have_known_letters() {
        for right in ["E12345678", "EA1234567", "G12345678", "DE1234567", "SE1234567", "PE1234567", "P1234567"] {
            assert!(is_passport(right), "{right}");
        }
        for right in ["K12345678", "MA1234567", "C12345678", "H0123456701", "141234567"] {
            assert!(is_passport(right), "{right}");
        }
        for wrong in ["E1234567", "EI1234567", "X12345678", "E123456789", "12345678", "E1234567A", ""] {
            assert!(!is_passport(wrong), "{wrong}");
        }
    }

    #[test]
    fn plates_have_province_city_and_number() {
        for right in
            ["浙F12345", "京A8888警", "粤BD12345", "粤B12345D", "沪A1234学", "浙F1234挂", "粤Z1234港", "粤ZF123澳"]
        {
            assert!(is_plate(right), "{right}");
        }
        for right in ["沪A0023领", "使014578", "浙FDA0123", "鄂AF12345"] {
            assert!(is_plate(right), "{right}");
        }
        for wrong in [
            "浙I12345",
            "浙F1234",
            "浙F1234O",
            "浙FD0123D",
            "闸F12345",
            "浙F123456",
            "浙A1234港",
            "F12345",
            "使01457",
            "浙",
            "",
        ] {
            assert!(!is_plate(wrong), "{wrong}");
        }
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
