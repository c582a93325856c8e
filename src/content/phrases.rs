//! Set phrases, given as they are rightly written (再接再厉): a text that writes one of their characters otherwise, with
//! one that sounds or looks like it, or swaps two neighbours, has miswritten the phrase, whichever character it took.
//! So one phrase stands for all its misspellings. A phrase has at least four characters, so that one wrong character
//! leaves its first two or its last two as they are: those pairs are what a text is looked up by.

use super::context;
use crate::names::Likeness;
use crate::pack::{Rulebook, SHORTEST_PHRASE as SHORTEST};
use crate::text::fold::Fold;
use crate::text::is_han;
use crate::text::matcher::{Codes, MAX_WALK, Matcher, pair_of, pair_slot};
use rustc_hash::{FxHashMap, FxHashSet};

/// The set of pairs that look alike beyond the table of shapes.
const SHAPES: &str = "phrases-alike";
/// The set of characters with a second reading, each with one that is only read so.
const READINGS: &str = "phrases-readings";
/// Characters that stand for each other in good faith: numerals.
const NUMERALS: &str = "phrases-counting";
/// The set of strings that are right as they are, though they hold what differs from a phrase by one character.
const RIGHT: &str = "phrases-right";

/// A miswritten phrase.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Near {
    pub from: usize,
    pub to: usize,
    /// The character is not read quite like the right one.
    apart: bool,
    /// The phrase, by its number.
    pub phrase: u32,
}

/// The set phrases of a rule book, compiled.
#[derive(Default)]
pub(super) struct Phrases {
    units: Vec<u16>,
    /// For each phrase, where it ends in `units`, its kind, and its set and place in the pack.
    phrases: Vec<(usize, u32, (u32, u32))>,
    ends: Ends,
    shapes: FxHashSet<(u16, u16)>,
    readings: FxHashMap<u16, Vec<u16>>,
    numerals: Vec<u16>,
    right: Option<Matcher>,
}

/// The first two units of each phrase and its last two, by which a text is looked up.
struct Ends {
    /// In the order of the slots of their pairs.
    sorted: Vec<End>,
    /// For each slot, where its ends begin in `sorted`; one more at the end.
    slots: Vec<u32>,
    /// Hashed table of the pairs, two bits each: begins a phrase, ends one. Most places of a text stop here.
    bits: Box<[u64; 1 << (Ends::BITS - 6)]>,
    /// Hashed bitmap of the pairs, each with a unit that may stand next to it; most of the others stop here.
    beside: Box<[u64; 1 << (Ends::BESIDE_BITS - 6)]>,
}

/// One end of a phrase.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct End {
    pair: u32,
    phrase: u32,
    is_tail: bool,
    /// The two units next to it in the phrase.
    beside: [u16; 2],
}

impl End {
    /// Whether the two units that a text has there leave room for one slip at most: most phrases that begin or end
    /// as the text does are another phrase, and this is asked before anything else of them.
    #[inline(always)]
    fn may_stand(&self, seen: [u16; 2]) -> bool {
        let [one, other] = self.beside;
        seen[0] == one || seen[1] == other || seen == [other, one]
    }
}

impl Default for Ends {
    fn default() -> Ends {
        Ends::new(Vec::new())
    }
}

impl Ends {
    /// The tables have so many bits, as powers of two.
    const BITS: u32 = 18;
    const BESIDE_BITS: u32 = 19;
    /// The bits of a pair.
    const HEAD: u64 = 1;
    const TAIL: u64 = 2;

    fn new(mut sorted: Vec<End>) -> Ends {
        let slots = sorted.len().next_power_of_two().max(2);
        let mut ends = Ends {
            sorted: Vec::new(),
            slots: vec![0; slots + 1],
            bits: vec![0; 1 << (Ends::BITS - 6)].try_into().expect("the length of the table"),
            beside: vec![0; 1 << (Ends::BESIDE_BITS - 6)].try_into().expect("the length of the table"),
        };
        sorted.sort_unstable_by_key(|end| (ends.place(end.pair), *end));
        for end in &sorted {
            let place = ends.place(end.pair);
            ends.slots[place + 1] += 1;
            let (word, shift) = Ends::slot(end.pair);
            ends.bits[word] |= if end.is_tail { Ends::TAIL } else { Ends::HEAD } << shift;
            let [one, other] = end.beside;
            for (unit, at) in [(one, 0), (other, 1), (other, 0)] {
                let (word, bit) = Ends::slot_beside(end.pair, unit, at, end.is_tail);
                ends.beside[word] |= bit;
            }
        }
        let mut last = 0;
        for slot in &mut ends.slots {
            last += *slot;
            *slot = last;
        }
        ends.sorted = sorted;
        ends
    }

    /// Where a pair has its bits.
    #[inline(always)]
    fn slot(pair: u32) -> (usize, u32) {
        let slot = pair_slot(pair, 33 - Ends::BITS);
        (slot / 32, slot as u32 % 32 * 2)
    }

    /// Where a pair has its bit together with the first or second of the two units next to it.
    #[inline(always)]
    fn slot_beside(pair: u32, unit: u16, at: u64, is_tail: bool) -> (usize, u64) {
        let key = u64::from(pair) << 18 | u64::from(unit) << 2 | at << 1 | u64::from(is_tail);
        let slot = key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - Ends::BESIDE_BITS);
        (slot as usize / 64, 1 << (slot % 64))
    }

    /// Whether the pair may begin a phrase ([`Ends::HEAD`]) or end one ([`Ends::TAIL`]).
    #[inline(always)]
    fn ends(&self, pair: u32) -> u64 {
        let (word, shift) = Ends::slot(pair);
        self.bits[word] >> shift & (Ends::HEAD | Ends::TAIL)
    }

    /// Whether a phrase with this end may stand where the text has these units next to it ([`End::may_stand`]).
    #[inline(always)]
    fn may_stand(&self, pair: u32, seen: [u16; 2], is_tail: bool) -> bool {
        (0..2).any(|at| {
            let (word, bit) = Ends::slot_beside(pair, seen[at], at as u64, is_tail);
            self.beside[word] & bit != 0
        })
    }

    /// Its place in `slots`.
    #[inline]
    fn place(&self, pair: u32) -> usize {
        pair_slot(pair, 33 - self.slots.len().next_power_of_two().trailing_zeros())
    }

    /// The ends of a pair.
    #[inline]
    fn of(&self, pair: u32) -> impl Iterator<Item = &End> {
        let place = self.place(pair);
        let slot = &self.sorted[self.slots[place] as usize..self.slots[place + 1] as usize];
        slot.iter().filter(move |end| end.pair == pair)
    }
}

impl Phrases {
    /// Compiles the sets of phrases, without what is switched off.
    pub(super) fn new(book: &Rulebook) -> Phrases {
        let pack = book.pack();
        let fold = Fold::shared();
        let mut made = Phrases::default();
        let mut ends = Vec::new();
        for (set, index) in pack.sets.iter().zip(0..) {
            let Some(kind) = set.phrases.as_ref().and_then(|name| pack.kinds.iter().position(|k| k.kind == *name))
            else {
                continue;
            };
            let code = &pack.kinds[kind].code;
            if !book.is_on(code) {
                continue;
            }
            for (word, place) in set.words.iter().zip(0..) {
                let start = made.units.len();
                made.units.extend(fold.word(word));
                let folded = &made.units[start..];
                if folded.len() < SHORTEST || book.is_word_off(code, word) {
                    made.units.truncate(start);
                    continue;
                }
                let number = made.phrases.len() as u32;
                let last = folded.len() - 2;
                for (at, is_tail, beside) in [(0, false, 2), (last, true, last - 2)] {
                    let beside = [folded[beside], folded[beside + 1]];
                    ends.push(End { pair: pair_of(folded[at], folded[at + 1]), phrase: number, is_tail, beside });
                }
                made.phrases.push((made.units.len(), kind as u32, (index, place)));
            }
        }
        if made.phrases.is_empty() {
            return made;
        }
        made.ends = Ends::new(ends);
        let words = |name: &str| {
            let set = pack.sets.iter().find(|set| set.set == name);
            set.map_or(vec![], |set| context::fold_words(set.words.iter()))
        };
        for alike in words(SHAPES) {
            if let [one, other] = alike[..] {
                made.shapes.extend([(one, other), (other, one)]);
            }
        }
        for reading in words(READINGS) {
            if let [of, like] = reading[..] {
                made.readings.entry(of).or_default().push(like);
            }
        }
        made.numerals = words(NUMERALS).concat();
        let right = pack.sets.iter().find(|set| set.set == RIGHT);
        made.right = right.map(|set| Matcher::new(set.words.iter().map(String::as_str)));
        made
    }

    /// The kind of a phrase, by its place in the pack's kinds.
    pub(super) fn kind(&self, phrase: u32) -> u32 {
        self.phrases[phrase as usize].1
    }

    /// The phrase as the pack writes it.
    pub(super) fn spelling<'b>(&self, book: &'b Rulebook, phrase: u32) -> &'b str {
        let (set, place) = self.phrases[phrase as usize].2;
        &book.pack().sets[set as usize].words[place as usize]
    }

    fn folded(&self, phrase: u32) -> &[u16] {
        let start = phrase.checked_sub(1).map_or(0, |before| self.phrases[before as usize].0);
        &self.units[start..self.phrases[phrase as usize].0]
    }

    /// Looks whether a miswritten phrase begins or ends with the units at `at` and behind it, whose folded codes are
    /// given. To be asked at every place of a text, by [`Matcher::scan_pairs`]; then [`Phrases::settle`] has the answer.
    #[inline(always)]
    pub(super) fn look(&self, units: &[u16], at: usize, codes: Codes, found: &mut Vec<Near>) {
        let pair = pair_of(codes.here[0], codes.here[1]);
        let ends = self.ends.ends(pair);
        if ends == 0 {
            return;
        }
        let beside = |end, seen, is_tail| ends & end != 0 && self.ends.may_stand(pair, seen, is_tail);
        if beside(Ends::HEAD, codes.after, false) || beside(Ends::TAIL, codes.before, true) {
            self.look_closer(units, at, codes, found);
        }
    }

    #[inline(never)]
    fn look_closer(&self, units: &[u16], at: usize, codes: Codes, found: &mut Vec<Near>) {
        for end in self.ends.of(pair_of(codes.here[0], codes.here[1])) {
            if !end.may_stand(if end.is_tail { codes.before } else { codes.after }) {
                continue;
            }
            let back = if end.is_tail { self.folded(end.phrase).len() - 2 } else { 0 };
            if let Some(from) = at.checked_sub(back) {
                self.compare(units, from, end.phrase, !end.is_tail, found);
            }
        }
    }

    /// Of what was found, the miswritten phrases by place; of those that a place may stand for, the likeliest.
    pub(super) fn settle(&self, units: &[u16], mut found: Vec<Near>) -> Vec<Near> {
        found.sort_unstable();
        found.dedup_by_key(|near| (near.from, near.to));
        if let Some(right) = self.right.as_ref().filter(|_| !found.is_empty()) {
            let covered = covering(right, units);
            found.retain(|near| !covered((near.from, near.to)));
        }
        found
    }

    /// Looks at the place where a phrase whose first two units are there (or else its last two) would stand.
    fn compare(&self, units: &[u16], from: usize, phrase: u32, by_head: bool, found: &mut Vec<Near>) {
        let folded = self.folded(phrase);
        let to = from + folded.len();
        let Some(text) = units.get(from..to) else { return };
        let fold = Fold::shared();
        let differs = |at: &usize| fold.code(text[*at]) != folded[*at];
        // What stands in the middle of a long phrase is found by its head; its tail is for the first two.
        let mut wrong = if by_head { 2..folded.len() } else { 0..folded.len() - 2 }.filter(differs);
        let Some(first) = wrong.next().filter(|at| by_head || *at < 2) else { return };
        let apart = match (wrong.next(), wrong.next()) {
            (None, _) => self.alike(fold.code(text[first]), folded[first]),
            (Some(second), None) => {
                let swapped = fold.code(text[first]) == folded[second] && fold.code(text[second]) == folded[first];
                (second == first + 1 && swapped).then_some(true)
            }
            _ => None,
        };
        if let Some(apart) = apart.filter(|_| !self.is_phrase(text)) {
            found.push(Near { from, to, apart, phrase });
        }
    }

    /// Whether one is easily written for the other; and if so, whether they are not read quite alike.
    fn alike(&self, written: u16, right: u16) -> Option<bool> {
        if !is_han(written) || self.numerals.contains(&written) && self.numerals.contains(&right) {
            return None;
        }
        let table = Likeness::shared();
        let reading = |unit| table.reading(char_of(unit));
        if reading(written).is_some_and(|reading_of| reading(right) == Some(reading_of)) {
            return Some(false);
        }
        let is_read_like = |one: u16, other: u16| {
            let also = self.readings.get(&one).into_iter().flatten();
            also.chain([&one]).any(|one| table.sound_alike(char_of(*one), char_of(other)))
        };
        let alike = self.shapes.contains(&(written, right))
            || is_read_like(written, right)
            || is_read_like(right, written)
            || table.by_shape(char_of(right)).contains(&char_of(written));
        alike.then_some(true)
    }

    /// True if the text is a phrase as it should be.
    fn is_phrase(&self, text: &[u16]) -> bool {
        let fold = Fold::shared();
        let pair = pair_of(fold.code(text[0]), fold.code(text[1]));
        let same = |phrase: u32| self.folded(phrase).iter().copied().eq(text.iter().map(|unit| fold.code(*unit)));
        self.ends.of(pair).any(|end| !end.is_tail && same(end.phrase))
    }
}

/// Whether a place of the text stands in one of the strings of a matcher.
pub(super) fn covering(right: &Matcher, units: &[u16]) -> impl Fn((usize, usize)) -> bool {
    let mut covers = Vec::new();
    right.scan(units, |cover| covers.push((cover.from, cover.to)));
    within(covers)
}

/// Whether a place stands in one of these, which are sorted.
pub(super) fn within(covers: Vec<(usize, usize)>) -> impl Fn((usize, usize)) -> bool {
    move |(from, to)| {
        let until = covers.partition_point(|(start, _)| *start <= from);
        let near_by = covers[..until].iter().rev().take_while(|(start, _)| from - start <= MAX_WALK);
        near_by.into_iter().any(|(_, end)| *end >= to)
    }
}

fn char_of(unit: u16) -> char {
    char::from_u32(u32::from(unit)).unwrap_or(char::REPLACEMENT_CHARACTER)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::{Lang, builtin};
    use std::sync::Arc;

    fn found(text: &str) -> Vec<String> {
        let book = Rulebook::new(Arc::new(builtin()), None, Lang::Zh);
        let phrases = Phrases::new(&book);
        let units = crate::text::units(text);
        let mut near = Vec::new();
        Matcher::new([]).scan_pairs(&units, |_| (), |at, codes| phrases.look(&units, at, codes, &mut near));
        let near = phrases.settle(&units, near);
        near.iter().map(|n| format!("{}..{}→{}", n.from, n.to, phrases.spelling(&book, n.phrase))).collect()
    }

    #[test]
    fn one_character_that_sounds_or_looks_alike_is_found_wherever_it_stands() {
        for text in ["在接再厉", "再结再厉", "再接在厉", "再接再历"] {
            assert_eq!(found(text), ["0..4→再接再厉"], "{text}");
        }
        assert_eq!(found("从整旗鼓，卧薪尝瞻"), ["0..4→重整旗鼓", "5..9→卧薪尝胆"]);
        assert_eq!(found("以人名为中心"), ["0..6→以人民为中心"]);
    }

    #[test]
    fn neighbours_that_changed_places_are_found() {
        assert_eq!(found("做到实事是求"), ["2..6→实事求是"]);
    }

    #[test]
    fn what_is_right_passes() {
        for text in ["再接再厉", "项目无法继续实施", "五位一体", "应急援救设备", "再接再厉再接", "再", ""]
        {
            assert!(found(text).is_empty(), "{text}");
        }
    }
}
