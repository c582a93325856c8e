//! The generated tables of `src/text/` and `src/names/` are what the public data says. `UPDATE_GENERATED=1 cargo test --test
//! generated` writes them anew.
#![cfg(not(target_arch = "wasm32"))]

use std::fmt::Write;
use unicode_security::confusable_detection::skeleton;

fn compare(path: &str, expected: &str) {
    let path = format!("{}/{path}", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("UPDATE_GENERATED").is_some() {
        std::fs::write(&path, expected).unwrap();
    }
    let found = std::fs::read_to_string(&path).unwrap();
    assert!(found == expected, "{path} is not what its source says: run with UPDATE_GENERATED=1");
}

/// True for the Han characters of GB/T 2312, which simplified text uses as they are (著 in 著名, 乾 in 乾坤).
fn is_gb2312(c: char) -> bool {
    let text = c.to_string();
    let (bytes, _, lost) = encoding_rs::GBK.encode(&text);
    !lost && matches!(bytes[..], [0xB0..=0xF7, 0xA1..=0xFE])
}

/// Traditional → simplified, one character to one, after the dictionaries of OpenCC.
#[test]
fn simplified_is_what_opencc_says() {
    let opencc = opencc_fmmseg::OpenCC::new();
    let mut table = String::new();
    for code in (0x3400..0xA000u32).chain(0xF900..0xFB00) {
        let Some(c) = char::from_u32(code) else { continue };
        let simplified = opencc.t2s(&c.to_string(), false);
        let mut chars = simplified.chars();
        if let (Some(to), None) = (chars.next(), chars.next())
            && to != c
            && (to as u32) < 0x10000
            && !is_gb2312(c)
        {
            writeln!(table, "{c}\t{to}").unwrap();
        }
    }
    assert!(table.lines().count() > 2500);
    compare("src/text/simplified.txt", &table);
}

/// Letters of other scripts whose Unicode confusable skeleton is one ASCII letter.
#[test]
fn lookalikes_are_what_unicode_says() {
    let mut table = String::new();
    for code in (0x180..0x2000u32).chain(0x2C60..0xAC00) {
        let Some(c) = char::from_u32(code) else { continue };
        if !c.is_alphabetic() {
            continue;
        }
        // The skeletons of some letters differ by case (В is B, в is none): try the letter and its capital.
        let ascii = [c.to_string(), c.to_uppercase().collect()].iter().find_map(|spelling: &String| {
            let bones: Vec<char> = skeleton(spelling).collect();
            match bones[..] {
                [one] if one.is_ascii_alphabetic() => Some(one.to_ascii_lowercase()),
                _ => None,
            }
        });
        if let Some(ascii) = ascii {
            writeln!(table, "{c}\t{ascii}").unwrap();
        }
    }
    assert!(table.lines().count() > 100);
    compare("src/text/lookalikes.txt", &table);
}

/// The characters of GB/T 2312.
fn gb2312() -> impl Iterator<Item = char> {
    (0x4E00..0xA000u32).filter_map(char::from_u32).filter(|c| is_gb2312(*c))
}

/// Syllables without tones and the characters read so, after the crate `pinyin` (which takes them from
/// pinyin-data): of each character its commonest reading, because rare ones (an for 广) make alike what nobody reads so.
#[test]
fn sounds_are_what_pinyin_says() {
    use pinyin::ToPinyin;
    let mut syllables: std::collections::BTreeMap<String, Vec<char>> = Default::default();
    for c in gb2312() {
        let Some(reading) = c.to_pinyin() else { continue };
        syllables.entry(reading.plain().replace('ü', "v").replace('ê', "e")).or_default().push(c);
    }
    let mut table = String::new();
    for (syllable, chars) in &syllables {
        writeln!(table, "{syllable}{}", chars.iter().collect::<String>()).unwrap();
    }
    assert!(syllables.len() > 390);
    compare("src/names/sounds.txt", &table);
}

/// Characters that look alike: lines of GB/T 2312 characters, each line a character and later ones that resemble it.
/// `scripts/shapes.mjs` writes the table from the strokes of hanzi-writer-data.
#[test]
fn shapes_are_well_formed() {
    let table = std::fs::read_to_string(format!("{}/src/names/shapes.txt", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let mut last = None;
    for line in table.lines() {
        let mut chars = line.chars();
        let first = chars.next().unwrap();
        assert!(last < Some(first), "{line}: out of order");
        last = Some(first);
        assert!(chars.clone().count() > 0 && chars.all(|c| c > first && is_gb2312(c)), "{line}");
    }
    for pair in ["未末", "己已", "土士", "人入", "干千", "大太", "水永"] {
        let mut chars: Vec<char> = pair.chars().collect();
        chars.sort_unstable();
        let line = table.lines().find(|line| line.starts_with(chars[0])).unwrap_or_default();
        assert!(line.contains(chars[1]), "{pair}");
    }
}
