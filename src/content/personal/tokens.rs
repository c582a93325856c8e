//! The one tokenizer of personal data: the letters and digits of a block, folded to ASCII, as [`Run`]s of [`Part`]s.
//! A part is digits or letters without a break; parts are joined where nothing, or one or two separators, stand
//! between them. Full-width, circled and superscript digits are digits, and so are Han numerals where eleven or more
//! of them stand in a row. Runs are bounded, so that a block of nothing but digits is read in pieces.

use crate::text::fold::{Fold, Folded};
use crate::text::han;

/// Glyphs a run holds at most.
const MAX_RUN: usize = 256;
/// Glyphs before the end of a cut run that are read again with the next: more than any number has.
const OVERLAP: usize = 64;
/// Han numerals in a row that are digits of a number and not words.
const MIN_HAN: usize = 11;
/// Digits in a row that Han numerals beside them do not belong to.
const MIN_ROW: usize = 9;

/// What stands between a part and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// The run begins.
    Edge,
    /// Nothing: letters become digits, or digits letters.
    Joint,
    /// Nothing: the digits wear another dress (①138).
    Dress,
    /// Blanks.
    Blank,
    /// Hyphens and dashes.
    Hyphen,
    /// Full stops and middle dots.
    Dot,
    /// A comma of half width, which also divides columns, and one of full width, which also divides clauses.
    Comma,
    WideComma,
    /// A bracket that closes.
    Bracket,
    /// Other characters that are put between characters (`/`, `*`, an emoji).
    Other,
}

/// A letter in lower case or a digit, with its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Glyph {
    pub value: u8,
    pub from: usize,
    pub to: usize,
}

/// Letters or digits without a break: `first..end` of the run's glyphs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    pub digits: bool,
    pub first: usize,
    pub end: usize,
    pub gap: Gap,
    /// Letters that look like the digits 0 and 1, and no others.
    pub posing: bool,
}

/// Parts that may together be one number.
#[derive(Debug, Default)]
pub(super) struct Run {
    pub glyphs: Vec<Glyph>,
    pub parts: Vec<Part>,
    /// The run was cut for its length: numbers that begin in its last [`OVERLAP`] glyphs may go on.
    cut: bool,
}

impl Run {
    pub fn len(&self, part: usize) -> usize {
        self.parts[part].end - self.parts[part].first
    }

    pub fn from(&self, part: usize) -> usize {
        self.glyphs[self.parts[part].first].from
    }

    pub fn to(&self, part: usize) -> usize {
        self.glyphs[self.parts[part].end - 1].to
    }

    /// The glyphs of the parts `first..=last`.
    pub fn text(&self, first: usize, last: usize) -> String {
        let glyphs = &self.glyphs[self.parts[first].first..self.parts[last].end];
        glyphs.iter().map(|g| char::from(g.value)).collect()
    }

    /// The first part that has to wait for the next run.
    pub fn unread(&self) -> Option<usize> {
        let limit = self.glyphs.len().saturating_sub(OVERLAP);
        let part = self.cut.then(|| self.parts.iter().position(|p| p.first >= limit)).flatten();
        part.filter(|part| *part > 0)
    }
}

/// Reads the runs of a block one after the other.
pub(super) struct Tokens<'t> {
    units: &'t [u16],
    /// Where the next run is looked for.
    pub at: usize,
    /// Before this place Han numerals are digits.
    numerals: usize,
}

/// One character that is letters or digits (⑩ is two).
struct Letters {
    values: [u8; 4],
    count: usize,
    width: usize,
    dress: Dress,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Dress {
    Plain,
    Fancy,
    Han,
}

impl<'t> Tokens<'t> {
    pub fn new(units: &'t [u16]) -> Tokens<'t> {
        Tokens { units, at: 0, numerals: 0 }
    }

    /// Reads the next run into `run`; false at the end of the block.
    pub fn next(&mut self, run: &mut Run) -> bool {
        run.glyphs.clear();
        run.parts.clear();
        run.cut = false;
        let mut at = self.at;
        while let Some(&unit) = self.units.get(at) {
            // Nearly every character is Han and no numeral: it is passed by at once.
            if han::is_plain(unit) || matches!(unit, 0x3000..=0x3006 | 0x3008..=0x303F | 0xFF0C) {
                at += 1;
                continue;
            }
            self.read_numerals(at);
            if self.letters(at).is_some() {
                break;
            }
            // Han numerals that are too few stay unread: they are passed over as a whole.
            at += self.units[at..].iter().take(MAX_RUN).take_while(|unit| han_digit(**unit).is_some()).count().max(1);
        }
        let mut gap = Gap::Edge;
        let mut worn = Dress::Plain;
        self.at = at;
        while at < self.units.len() {
            if gap != Gap::Edge || run.parts.is_empty() {
                self.read_numerals(at);
            }
            let Some(letters) = self.letters(at) else {
                let separators = self.separators(at).filter(|(next, _)| *next > at);
                match separators.or_else(|| self.closing(at, run)).filter(|_| gap == Gap::Edge) {
                    Some((next, kind)) => (at, gap) = (next, kind),
                    None => break,
                }
                continue;
            };
            let digits = letters.values[0].is_ascii_digit();
            let adjacent = gap == Gap::Edge && !run.parts.is_empty();
            let last = run.parts.last().copied();
            let posing = !digits && posed(letters.values[0]).is_some();
            let part = |first, gap| Part { digits, first, end: first, gap, posing };
            match last {
                Some(last) if adjacent && last.digits == digits && (!digits || worn == letters.dress) => {
                    run.parts.last_mut().into_iter().for_each(|part| part.posing &= posing);
                }
                Some(last) => {
                    if adjacent {
                        gap = if last.digits == digits { Gap::Dress } else { Gap::Joint };
                    } else if !self.joins(&last, digits, &letters, at) {
                        break;
                    }
                    run.parts.push(part(run.glyphs.len(), gap));
                }
                None => run.parts.push(part(0, gap)),
            }
            for value in &letters.values[..letters.count] {
                run.glyphs.push(Glyph { value: *value, from: at, to: at + letters.width });
            }
            if let Some(part) = run.parts.last_mut() {
                part.end = run.glyphs.len();
            }
            (gap, worn) = (Gap::Edge, letters.dress);
            at += letters.width;
            self.at = at;
            if run.glyphs.len() >= MAX_RUN {
                run.cut = true;
                break;
            }
        }
        !run.parts.is_empty()
    }

    /// True if parts on both sides of separators may belong to one number: digits, one or two letters before digits
    /// (E 12345678), the X that ends an identity number, letters that pose as digits (138 OO13 8OOO).
    fn joins(&self, last: &Part, digits: bool, letters: &Letters, at: usize) -> bool {
        if digits {
            last.digits || last.end - last.first <= 2 || last.posing
        } else {
            let ends = letters.values[0] == b'x' && self.letters(at + letters.width).is_none();
            (last.digits || last.posing) && (ends || self.is_posing(at))
        }
    }

    /// True if the letters and digits from `at` on are at most eleven digits and letters that look like 0 and 1.
    fn is_posing(&self, mut at: usize) -> bool {
        for _ in 0..MIN_HAN {
            match self.letters(at) {
                Some(letters) if posed(letters.values[0]).is_some() => at += letters.width,
                Some(_) => return false,
                None => return true,
            }
        }
        false
    }

    /// The bracket that closes around the first three digits of a mobile number.
    fn closing(&self, at: usize, run: &Run) -> Option<(usize, Gap)> {
        let is = |at: usize, marks: &str| {
            let c = self.units.get(at).and_then(|unit| char::from_u32(u32::from(Fold::shared().literal(*unit))));
            c.is_some_and(|c| marks.contains(c))
        };
        let first = run.parts.last().filter(|part| part.digits && part.end - part.first == 3)?;
        let from = run.glyphs[first.first].from;
        let whole = run.glyphs[first.first].value == b'1' && from > 0 && is(from - 1, "([【") && is(at, ")]】");
        let next = at + 1 + usize::from(is(at + 1, " -"));
        whole.then_some((next, Gap::Bracket))
    }

    /// One or two separators from `at` on, and where they end.
    fn separators(&self, at: usize) -> Option<(usize, Gap)> {
        let fold = Fold::shared();
        let (mut at, mut count, mut gap) = (at, 0, Gap::Edge);
        while at < self.units.len() {
            match fold.at(self.units, at) {
                (Folded::Skip, width) => at += width,
                (Folded::Unit(0x2C), 1) if count == 0 => {
                    let wide = self.units[at] != 0x2C;
                    return Some((at + 1, if wide { Gap::WideComma } else { Gap::Comma }));
                }
                (Folded::Separator, width) if self.units[at] != 0x09 => {
                    count += 1;
                    gap = match char::from_u32(u32::from(self.units[at])) {
                        Some(' ' | '\u{A0}' | '\u{3000}' | '\u{2000}'..='\u{200A}' | '\u{202F}') => Gap::Blank,
                        Some('-' | '\u{2010}'..='\u{2015}' | '\u{FF0D}') => Gap::Hyphen,
                        Some('.' | '\u{B7}' | '\u{30FB}' | '\u{2027}' | '\u{FF0E}' | '\u{FF65}') => Gap::Dot,
                        _ => Gap::Other,
                    };
                    at += width;
                }
                _ => break,
            }
        }
        (count <= 2).then_some((at, gap))
    }

    /// Looks whether Han numerals and digits from `at` on are a number: eleven or more without a break, and no row of
    /// digits among them that could be one by itself.
    fn read_numerals(&mut self, at: usize) {
        if at < self.numerals {
            return;
        }
        let (mut end, mut han, mut row, mut longest) = (at, 0, 0, 0);
        for unit in self.units[at..].iter().take(MAX_RUN) {
            if han_digit(*unit).is_some() {
                (han, row) = (han + 1, 0);
            } else if matches!(unit, 0x30..=0x39 | 0xFF10..=0xFF19) {
                row += 1;
                longest = longest.max(row);
            } else {
                break;
            }
            end += 1;
        }
        let one = end - at >= MIN_HAN && (han == end - at || han >= 2 && longest < MIN_ROW);
        let end = if one { Some(end) } else { self.grouped_numerals(at) };
        self.numerals = end.unwrap_or(self.numerals);
    }

    /// The end of eleven numerals from `at` on, some of them Han, that stand in groups of three, four and four or one by
    /// one: 一三八 5734 5621.
    fn grouped_numerals(&self, at: usize) -> Option<usize> {
        let value = |at: usize| {
            let unit = *self.units.get(at)?;
            han_digit(unit).or_else(|| char::from_u32(u32::from(unit))?.is_ascii_digit().then_some(unit as u8))
        };
        if value(at)? != b'1' {
            return None;
        }
        let (mut at, mut count, mut han, mut groups) = (at, 0, 0, 1);
        while count < MIN_HAN {
            if value(at).is_some() {
                count += 1;
                han += usize::from(han_digit(self.units[at]).is_some());
                at += 1;
                continue;
            }
            let alone = groups == count;
            let unit = *self.units.get(at)?;
            let is_gap = matches!(unit, 0x20 | 0xA0 | 0x3000 | 0x2D | 0x2E | 0xB7 | 0x2010..=0x2015 | 0xFF0D);
            if !is_gap || !(matches!(count, 3 | 7) || alone) || value(at + 1).is_none() {
                return None;
            }
            groups += 1;
            at += 1;
        }
        (han >= 3 && matches!(groups, 3 | 11) && value(at).is_none()).then_some(at)
    }

    /// The letters or digits at `at`.
    fn letters(&self, at: usize) -> Option<Letters> {
        let unit = *self.units.get(at)?;
        if let Some(digit) = han_digit(unit) {
            let counts = at < self.numerals;
            return counts.then_some(Letters { values: [digit; 4], count: 1, width: 1, dress: Dress::Han });
        }
        let (step, width) = Fold::shared().at(self.units, at);
        let (units, count) = match step {
            Folded::Unit(unit) => ([unit, 0, 0, 0], 1),
            Folded::Units(units, count) => (units, count as usize),
            _ => return None,
        };
        let mut values = [0; 4];
        for (value, unit) in values.iter_mut().zip(&units[..count]) {
            *value = u8::try_from(*unit).ok().filter(u8::is_ascii_alphanumeric)?.to_ascii_lowercase();
        }
        let plain = matches!(unit, 0x30..=0x39 | 0xFF10..=0xFF19);
        Some(Letters { values, count, width, dress: if plain { Dress::Plain } else { Dress::Fancy } })
    }
}

/// The digit that a letter poses as.
pub(super) fn posed(letter: u8) -> Option<u8> {
    match letter {
        b'o' => Some(b'0'),
        b'l' | b'i' => Some(b'1'),
        b'0'..=b'9' => Some(letter),
        _ => None,
    }
}

/// The value of a Han numeral that is read digit by digit.
fn han_digit(unit: u16) -> Option<u8> {
    if !matches!(unit, 0x3007 | 0x4E00..=0x9FFF) {
        return None;
    }
    Some(match char::from_u32(u32::from(unit))? {
        '〇' | '零' => b'0',
        '一' | '壹' | '幺' => b'1',
        '二' | '贰' => b'2',
        '三' | '叁' => b'3',
        '四' | '肆' => b'4',
        '五' | '伍' => b'5',
        '六' | '陆' => b'6',
        '七' | '柒' => b'7',
        '八' | '捌' => b'8',
        '九' | '玖' => b'9',
        _ => return None,
    })
}
