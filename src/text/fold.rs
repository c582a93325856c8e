//! Folding for matching: width, case, compatibility forms, traditional characters, look-alike letters, enclosed
//! letters and digits come to one form; invisible characters vanish; characters that people put between the
//! characters of a word are marked as separators. One table look-up per code unit; nothing is copied, so an offset
//! in the text is always an offset in the text.
//!
//! Sources of truth: Unicode normalisation (crate `unicode-normalization`), and two generated tables beside this
//! file: `simplified.txt` (traditional → simplified, one to one) and `lookalikes.txt` (Greek, Cyrillic and other
//! letters whose Unicode confusable is one ASCII letter). `tests/generated.rs` proves that they are what the public
//! data says.

use std::sync::OnceLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What one character of the text is, folded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Folded {
    /// Nothing: an invisible or combining character.
    Skip,
    /// A character put between others; its own literal form is given by [`Fold::literal`].
    Separator,
    /// One code unit.
    Unit(u16),
    /// Several code units (㎏ → kg, or a character outside the Basic Multilingual Plane).
    Units([u16; 4], u8),
}

// Codes of the table that are no characters; all lie among the surrogates, which never stand alone in text.
pub(super) const SKIP: u16 = 0xD800;
pub(super) const SEPARATOR: u16 = 0xD801;
pub(super) const LEAD: u16 = 0xD802;
const TRAIL: u16 = 0xD803;
/// A bracket, 、 or the like: a character as others are, and a separator where one stands between any two characters of
/// a word (法[轮]功, 法、轮、功).
const BRACKET: u16 = 0xD804;
pub(super) const EXPANDS: u16 = 0xD810;

/// True for a code that needs more than the table's one unit.
#[inline(always)]
pub(super) fn is_special(code: u16) -> bool {
    matches!(code, 0xD800..=0xDFFF)
}

/// True for the code of a separator or a bracket, one unit long.
#[inline(always)]
pub(super) fn is_mark(code: u16) -> bool {
    code == SEPARATOR || code == BRACKET
}

/// The folding table.
pub struct Fold {
    table: Box<[u16; 0x10000]>,
    expansions: Vec<([u16; 4], u8)>,
}

impl Fold {
    /// The one table of the process, built at first use.
    pub fn shared() -> &'static Fold {
        static TABLE: OnceLock<Fold> = OnceLock::new();
        TABLE.get_or_init(Fold::build)
    }

    /// The table's code for a unit: itself, its fold, or a special code.
    #[inline(always)]
    pub(crate) fn code(&self, unit: u16) -> u16 {
        self.table[unit as usize]
    }

    /// The character at `at`, folded, and how many code units it takes there.
    #[inline]
    pub fn at(&self, units: &[u16], at: usize) -> (Folded, usize) {
        match self.code(units[at]) {
            code if is_special(code) => self.special(units, at, code),
            code => (Folded::Unit(code), 1),
        }
    }

    /// True for a bracket or the like, which divides the characters of a word if all of them are divided.
    #[inline]
    pub fn is_bracket(&self, unit: u16) -> bool {
        self.code(unit) == BRACKET
    }

    /// [`Fold::at`] where the table holds no unit.
    fn special(&self, units: &[u16], at: usize, code: u16) -> (Folded, usize) {
        match code {
            SKIP => (Folded::Skip, 1),
            SEPARATOR => (Folded::Separator, 1),
            LEAD => match pair(units, at) {
                Some(c) => (self.again(fold_astral(c)), 2),
                None => (Folded::Unit(units[at]), 1),
            },
            TRAIL => (Folded::Unit(units[at]), 1),
            BRACKET => (Folded::Unit(self.literal(units[at])), 1),
            code => {
                let (expansion, len) = self.expansions[(code - EXPANDS) as usize];
                (Folded::Units(expansion, len), 1)
            }
        }
    }

    /// A character outside the Basic Multilingual Plane may fold to one that folds itself.
    fn again(&self, folded: Folded) -> Folded {
        let once = |unit: u16| match self.code(unit) {
            code if is_special(code) => unit,
            code => code,
        };
        match folded {
            Folded::Unit(unit) => Folded::Unit(once(unit)),
            Folded::Units(units, len) => Folded::Units(units.map(once), len),
            other => other,
        }
    }

    /// The form that a separator has when it is part of a word (a full-width asterisk is an asterisk).
    #[inline]
    pub fn literal(&self, unit: u16) -> u16 {
        match unit {
            // What is asked most has no compatibility form, or that of the full-width forms.
            0..=0x9F | 0x3001..=0x3029 | 0x3400..=0x4DBF | 0x4E00..=0x9FFF => unit,
            0xFF01..=0xFF5E => unit - 0xFEE0,
            _ => compatible(unit),
        }
    }

    /// A word as the matcher stores it: folded, with invisible characters gone and separators literal.
    pub fn word(&self, text: &str) -> Vec<u16> {
        let mut folded = Vec::with_capacity(text.len());
        self.append(text, &mut folded);
        folded
    }

    /// Appends a word as [`Fold::word`] gives it. Never inlined (the matcher says why).
    #[inline(never)]
    pub(crate) fn append(&self, text: &str, folded: &mut Vec<u16>) {
        let start = folded.len();
        for c in text.chars() {
            match u16::try_from(u32::from(c)).map(|unit| self.code(unit)) {
                Ok(code) if !is_special(code) => folded.push(code),
                _ => {
                    folded.truncate(start);
                    return self.append_any(text, folded);
                }
            }
        }
    }

    /// [`Fold::append`] for a word that holds more than characters of one unit each.
    fn append_any(&self, text: &str, folded: &mut Vec<u16>) {
        let units: Vec<u16> = text.encode_utf16().collect();
        let mut at = 0;
        while at < units.len() {
            let (step, width) = self.at(&units, at);
            match step {
                Folded::Skip => {}
                Folded::Separator if width == 1 => folded.push(self.literal(units[at])),
                Folded::Separator => folded.extend_from_slice(&units[at..at + width]),
                Folded::Unit(unit) => folded.push(unit),
                Folded::Units(expansion, len) => folded.extend_from_slice(&expansion[..len as usize]),
            }
            at += width;
        }
    }

    /// True if the character at `at` has a form that nobody types by accident: a look-alike letter of another
    /// script, an enclosed or mathematical letter or digit.
    pub fn is_disguise(&self, units: &[u16], at: usize) -> bool {
        let unit = units[at];
        match unit {
            0x2460..=0x24FF | 0x2776..=0x2793 | 0x3220..=0x3247 | 0x3280..=0x32B0 => true,
            0xD835 | 0xD83C => matches!(self.at(units, at).0, Folded::Unit(_)),
            0x0180..=0x1FFF | 0x2C60..=0xABFF => {
                let folded = self.code(unit);
                folded < 0x80 && folded != unit
            }
            _ => false,
        }
    }

    fn build() -> Fold {
        let mut table: Box<[u16; 0x10000]> =
            (0..=u16::MAX).collect::<Vec<u16>>().into_boxed_slice().try_into().expect("65,536 entries");
        let mut expansions = Vec::new();
        // Han (3400–9FFF) and Hangul (AC00–D7A3) have no compatibility forms of their own: skipped for speed.
        for unit in (0..0x3400u32).chain(0xA000..0xAC00).chain(0xF900..0x10000) {
            let Some(c) = char::from_u32(unit) else { continue };
            table[unit as usize] = fold_bmp(c, &mut expansions);
        }
        // Han characters that only ornament: one a stroke, the others dots that no word is written with.
        for stroke in ['丨', '丶', '灬', '丿'] {
            table[stroke as usize] = SEPARATOR;
        }
        for (from, to) in pairs(include_str!("simplified.txt")) {
            table[from as usize] = to as u16;
        }
        for (from, to) in pairs(include_str!("lookalikes.txt")) {
            table[from as usize] = to as u16;
        }
        // What fonts draw as they like, or not at all.
        table[0xE000..0xF900].fill(SEPARATOR);
        for bracket in "[](){}<>!\"、【】「」『』［］（）｛｝＜＞！＂".encode_utf16() {
            table[bracket as usize] = BRACKET;
        }
        // A fold may lead to a character that folds itself (a radical to a traditional character, µ to μ to m).
        for unit in (0..0x1_0000).filter(|unit| !(0xD800..0xE000).contains(unit)) {
            let once = table[unit];
            if once as usize != unit && !is_special(once) {
                table[unit] = table[once as usize];
            }
        }
        for (expansion, len) in &mut expansions {
            for unit in &mut expansion[..*len as usize] {
                if !is_special(table[*unit as usize]) && !is_special(*unit) {
                    *unit = table[*unit as usize];
                }
            }
        }
        for unit in 0xD800..=0xDFFFusize {
            table[unit] = if unit < 0xDC00 { LEAD } else { TRAIL };
        }
        Fold { table, expansions }
    }
}

/// The lines `from<TAB>to` of a generated table.
fn pairs(data: &'static str) -> impl Iterator<Item = (char, char)> {
    data.lines().filter_map(|line| {
        let mut chars = line.chars();
        match (chars.next(), chars.next(), chars.next()) {
            (Some(from), Some('\t'), Some(to)) => Some((from, to)),
            _ => None,
        }
    })
}

fn pair(units: &[u16], at: usize) -> Option<char> {
    let (high, low) = (u32::from(units[at]), u32::from(*units.get(at + 1)?));
    if !(0xD800..0xDC00).contains(&high) || !(0xDC00..0xE000).contains(&low) {
        return None;
    }
    char::from_u32(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
}

fn fold_bmp(c: char, expansions: &mut Vec<([u16; 4], u8)>) -> u16 {
    if is_invisible(c) {
        return SKIP;
    }
    if is_separator(c) {
        return SEPARATOR;
    }
    let mut folded: Vec<char> = match negative_circled(c as u32) {
        Some(number) => number.to_string().chars().collect(),
        None => c.nfkc().flat_map(char::to_lowercase).collect(),
    };
    if is_enclosed(c) && folded.len() > 1 {
        folded.retain(|c| !matches!(c, '(' | ')' | '.' | '〔' | '〕'));
    }
    // A letter with marks on it is the letter: “é” in a Chinese word is “e” dressed up.
    if folded.len() == 1 && (c as u32) < 0x2000 && !c.is_ascii() {
        let base: Vec<char> = folded[0].nfd().filter(|c| !is_combining_mark(*c)).collect();
        if base.len() == 1 && base[0].is_ascii_alphabetic() {
            folded = base;
        }
    }
    match folded[..] {
        [one] if is_invisible(one) => SKIP,
        [one] if is_separator(one) => SEPARATOR,
        [one] if (one as u32) < 0x10000 => one as u16,
        _ => {
            let encoded: Vec<u16> = folded.iter().collect::<String>().encode_utf16().collect();
            let full = EXPANDS as usize + expansions.len() >= 0xE000;
            // A fold too long to be part of any word (Arabic ligatures and the like) is left alone.
            if encoded.is_empty() || encoded.len() > 4 || full || folded.iter().any(|c| is_invisible(*c)) {
                return c as u32 as u16;
            }
            let mut units = [0u16; 4];
            units[..encoded.len()].copy_from_slice(&encoded);
            expansions.push((units, encoded.len() as u8));
            EXPANDS + expansions.len() as u16 - 1
        }
    }
}

fn fold_astral(c: char) -> Folded {
    let code = c as u32;
    // Negative circled, negative squared and regional-indicator letters have no compatibility form. Of the last, which
    // are halves of flags, only those that name a messenger (加🇻信) are taken for letters.
    let letter = match code {
        0x1F150..=0x1F169 => code - 0x1F150,
        0x1F170..=0x1F189 => code - 0x1F170,
        0x1F1E6..=0x1F1FF => code - 0x1F1E6,
        _ => 26,
    };
    match u8::try_from(letter).map(|letter| b'a' + letter) {
        Ok(letter @ b'a'..=b'z') if code < 0x1F1E6 || matches!(letter, b'q' | b'v' | b'x') => {
            return Folded::Unit(u16::from(letter));
        }
        _ => {}
    }
    if is_combining_mark(c) || matches!(code, 0xE0000..=0xE0FFF | 0x1BCA0..=0x1BCA3 | 0x1D173..=0x1D17A) {
        return Folded::Skip;
    }
    let folded: Vec<char> = c
        .nfkc()
        .flat_map(char::to_lowercase)
        .filter(|c| !matches!(c, '(' | ')' | ',' | '.' | '〔' | '〕') && !is_combining_mark(*c))
        .collect();
    if folded == [c] || folded.is_empty() {
        if matches!(code, 0x1F000..=0x1FBFF) {
            return Folded::Separator;
        }
        let mut units = [0; 4];
        c.encode_utf16(&mut units);
        return Folded::Units(units, 2);
    }
    let mut units = [0u16; 4];
    let mut len = 0;
    for c in folded {
        for unit in c.encode_utf16(&mut [0; 2]) {
            if len < 4 {
                units[len] = *unit;
                len += 1;
            }
        }
    }
    if len == 1 { Folded::Unit(units[0]) } else { Folded::Units(units, len as u8) }
}

/// Characters that take no room: default-ignorable ones, controls (not tab and line ends) and combining marks.
fn is_invisible(c: char) -> bool {
    matches!(c as u32,
        0x00..=0x08 | 0x0E..=0x1F | 0x7F..=0x84 | 0x86..=0x9F | 0xAD | 0x34F | 0x61C | 0x115F | 0x1160
        | 0x17B4 | 0x17B5 | 0x180B..=0x180F | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F | 0x3164
        | 0xFE00..=0xFE0F | 0xFEFF | 0xFFA0 | 0xFFF0..=0xFFFB)
        || is_combining_mark(c)
}

/// The compatibility form of a unit, if that is one unit.
#[inline(never)]
fn compatible(unit: u16) -> u16 {
    let Some(c) = char::from_u32(u32::from(unit)) else { return unit };
    let mut folded = c.nfkc();
    match (folded.next(), folded.next()) {
        (Some(one), None) => u16::try_from(u32::from(one)).unwrap_or(unit),
        _ => unit,
    }
}

/// Characters put between the characters of a word to hide it, among them what stands for a picture or shows as a box.
/// Punctuation that ends a clause is none; brackets are only where they divide all of a word ([`Fold::is_bracket`]).
fn is_separator(c: char) -> bool {
    matches!(c,
        ' ' | '\t' | '\u{A0}' | '\u{640}' | '\u{FFFC}' | '\u{FFFD}' | '\u{3000}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}'
        | '-' | '_' | '.' | '*' | '~' | '/' | '\\' | '|' | '+' | '=' | '^' | '#' | '@' | '&' | '`' | '\'' | '$' | '%' | '\u{A2}'..='\u{A5}'
        | '\u{B7}' | '\u{B0}' | '\u{A6}'..='\u{A9}' | '\u{AC}' | '\u{AE}' | '\u{AF}' | '\u{B1}' | '\u{B4}' | '\u{D7}' | '\u{F7}'
        | '\u{2B9}'..='\u{2DF}' | '\u{20A0}'..='\u{20C0}' | '\u{2117}' | '\u{2120}' | '\u{2122}' | '\u{301C}'
        | '\u{2010}'..='\u{2017}' | '\u{2020}'..='\u{2027}' | '\u{203B}' | '\u{203E}' | '\u{2043}'
        | '\u{2190}'..='\u{2426}' | '\u{2500}'..='\u{2775}' | '\u{2794}'..='\u{27BF}' | '\u{27F0}'..='\u{2BFF}'
        | '\u{3012}' | '\u{3013}' | '\u{3020}' | '\u{3030}' | '\u{30FB}' | '\u{FF65}' | '\u{303D}')
}

/// The number of a negative or double circled one, which have no compatibility form: ❿ is ten.
fn negative_circled(code: u32) -> Option<u32> {
    match code {
        0x2776..=0x277F => Some(code - 0x2776 + 1),
        0x2780..=0x2789 => Some(code - 0x2780 + 1),
        0x278A..=0x2793 => Some(code - 0x278A + 1),
        0x24EB..=0x24F4 => Some(code - 0x24EB + 11),
        0x24F5..=0x24FE => Some(code - 0x24F5 + 1),
        0x24FF => Some(0),
        _ => None,
    }
}

fn is_enclosed(c: char) -> bool {
    matches!(c as u32, 0x2460..=0x24FF | 0x3200..=0x32FF)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fold(text: &str) -> String {
        let fold = Fold::shared();
        let units: Vec<u16> = text.encode_utf16().collect();
        let mut out: Vec<u16> = Vec::new();
        let mut at = 0;
        while at < units.len() {
            let (step, width) = fold.at(&units, at);
            match step {
                Folded::Skip => {}
                Folded::Separator => out.push(u16::from(b' ')),
                Folded::Unit(unit) => out.push(unit),
                Folded::Units(expansion, len) => out.extend_from_slice(&expansion[..len as usize]),
            }
            at += width;
        }
        String::from_utf16_lossy(&out)
    }

    #[test]
    fn folds_each_kind_of_disguise() {
        let cases = [
            ("ＡＰＰ", "app"),
            ("登錄係統", "登录系统"),
            ("①⑵⒊㈣", "123四"),
            ("❶❿➁⓿⓫", "1102011"),
            ("ⓐ🅱🄲𝐝𝟙", "abcd1"),
            ("раураl", "paypal"),
            ("ΑΒΕ", "abe"),
            ("赌\u{200B}博\u{FE0F}", "赌博"),
            ("赌\u{0336}博", "赌博"),
            ("赌*博·赌😀博", "赌 博 赌 博"),
            ("㎏", "kg"),
            ("éü", "eu"),
            ("⽤户\u{F9DC}", "用户隆"),
            ("𠮷野家", "𠮷野家"),
            ("，。；：", ",。;:"),
        ];
        for (text, expected) in cases {
            assert_eq!(fold(text), expected, "{text}");
        }
    }

    #[test]
    fn lone_surrogates_stand_for_themselves() {
        let fold = Fold::shared();
        for units in [&[0xD83D][..], &[0xDE00], &[0xD83D, 0x4E00], &[0xDE00, 0xD83D]] {
            for at in 0..units.len() {
                let (_, width) = fold.at(units, at);
                assert_eq!(width, 1);
            }
        }
    }

    #[test]
    fn folding_a_folded_word_changes_nothing() {
        let fold = Fold::shared();
        for unit in 0..=0xFFFFu32 {
            let Some(c) = char::from_u32(unit) else { continue };
            let once = String::from_utf16_lossy(&fold.word(&c.to_string()));
            let twice = String::from_utf16_lossy(&fold.word(&once));
            assert_eq!(once, twice, "U+{unit:04X}");
        }
    }
}
