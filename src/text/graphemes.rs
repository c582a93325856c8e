//! Grapheme-cluster boundaries (Unicode Annex 29, crate `unicode-segmentation`), looked up near an offset: a long
//! text is never segmented as a whole.

use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::GraphemeCursor;

/// How far back the look-up goes for a character that surely begins a cluster, in UTF-16 code units; even, so that
/// pairs of regional indicators keep their step.
const REACH: usize = 1024;

/// Widens `from..to` to whole grapheme clusters.
pub fn widen(units: &[u16], from: usize, to: usize) -> (usize, usize) {
    let mut from = from;
    while from > 0 && !is_boundary(units, from) {
        from -= 1;
    }
    let mut to = to;
    while to < units.len() && !is_boundary(units, to) {
        to += 1;
    }
    (from, to)
}

/// True if a cluster begins or ends at `at`, an offset in UTF-16 code units.
pub fn is_boundary(units: &[u16], at: usize) -> bool {
    if at == 0 || at >= units.len() {
        return true;
    }
    let (before, after) = (units[at - 1], units[at]);
    if is_low(after) && is_high(before) {
        return false;
    }
    if is_plain(before) && is_plain(after) {
        return true;
    }
    // A combining mark goes with what is before it: said at once, so that a million of them are walked only once.
    if before >= 0x20 && char::from_u32(u32::from(after)).is_some_and(is_combining_mark) {
        return false;
    }
    // A cluster that begins with a plain character has no past that matters.
    let mut start = at - 1;
    while start > 0 && at - start < REACH && !is_plain(units[start]) {
        start -= 1;
    }
    if is_low(units[start]) && start > 0 && is_high(units[start - 1]) {
        start -= 1;
    }
    let end = units.len().min(at + 2);
    let window = String::from_utf16_lossy(&units[start..end]);
    let offset = String::from_utf16_lossy(&units[start..at]).len();
    GraphemeCursor::new(offset, window.len(), true).is_boundary(&window, 0).unwrap_or(true)
}

/// Characters that always begin a cluster of their own unless something extending follows: printable ASCII, Han,
/// ideographic punctuation, full-width forms.
fn is_plain(unit: u16) -> bool {
    matches!(unit, 0x20..=0x7E | 0x2010..=0x2027 | 0x3000..=0x3029 | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xFF01..=0xFF60)
}

fn is_high(unit: u16) -> bool {
    matches!(unit, 0xD800..=0xDBFF)
}

fn is_low(unit: u16) -> bool {
    matches!(unit, 0xDC00..=0xDFFF)
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_segmentation::UnicodeSegmentation;

    #[test]
    fn agrees_with_segmenting_the_whole() {
        let texts = [
            "登陆系统",
            "e\u{301}a\u{300}\u{301}中\u{FE0F}文",
            "👨‍👩‍👧‍👦的家",
            "🇨🇳🇨🇳国🇨🇳",
            "𠮷野家\u{E0101}吉",
            "각각각",
            "\r\n中\r\n",
            "क्षि中क्‍ष",
            "👍🏽好👍",
        ];
        for text in texts {
            let units: Vec<u16> = text.encode_utf16().collect();
            let mut expected = vec![0];
            for cluster in text.graphemes(true) {
                expected.push(expected[expected.len() - 1] + cluster.encode_utf16().count());
            }
            let found: Vec<usize> = (0..=units.len()).filter(|at| is_boundary(&units, *at)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn a_run_of_marks_is_walked_once() {
        let mut units = vec![0x4E2D];
        units.extend(std::iter::repeat_n(0x0301, 200_000));
        units.push(0x6587);
        assert_eq!(widen(&units, 0, 1), (0, 200_001));
    }
}
