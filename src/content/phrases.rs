//! Set phrases, given as they are rightly written (再接再厉): a text that writes one of their characters otherwise, with
//! one that sounds or looks like it, or swaps two neighbours, has miswritten the phrase, whichever character it took; a
//! character that stands twice side by side counts as one (大名顶顶).
//! So one phrase stands for all its misspellings. A phrase has at least four characters, so that one wrong character
//! leaves its first two or its last two as they are: those pairs are what a text is looked up by. In a long phrase that
//! holds of a word of two characters as well.
//!
//! Collocations (化解矛盾) are looked up likewise, but any of their words may also stand beside others, and many a word
//! of a text differs from one of theirs by a character. So less counts as a slip: not two neighbours that changed
//! places, not a character that stands anywhere (的, 是), and not one that makes a word with what is beside it, in the
//! collocation (经纪 for 经济) or outside. The same holds of phrases whose set names such words: what is often said
//! (持续增长), beside which other things may be (持续增产).

mod ends;

use super::context;
use super::kinds::Kinds;
use super::meeting::{LOOSE, Words};
use crate::names::Likeness;
use crate::pack::{Pack, PhrasePlace, Rulebook, SHORTEST_PHRASE as SHORTEST};
use crate::text::fold::Fold;
use crate::text::is_han;
use crate::text::matcher::{Codes, MAX_WALK, Matcher, pair_of};
use ends::{Beside, Candidate, End, Ends};
use rustc_hash::{FxHashMap, FxHashSet};

/// In a phrase of so many characters, two neighbours that sound like the right ones are a word taken for another: what is
/// left tells what is meant.
const SHORTEST_WITH_WORD: usize = 7;
/// The set of pairs that look alike beyond the table of shapes.
const SHAPES: &str = "phrases-alike";
/// The set of characters with a second reading, each with one that is only read so.
const READINGS: &str = "phrases-readings";
/// Characters that stand for each other in good faith: numerals.
const NUMERALS: &str = "phrases-counting";
/// The set of strings that are right as they are, though they hold what differs from a phrase by one character.
const RIGHT: &str = "phrases-right";

/// A miswritten phrase, or a miswritten word of a collocation.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Near {
    pub from: usize,
    pub to: usize,
    /// It is of words that may also stand beside others.
    pub loose: bool,
    /// The character is not read quite like the right one.
    apart: bool,
    /// What should stand there, as a number for [`Phrases::spelling`].
    pub right: u32,
}

/// The set phrases of a rule book, compiled.
#[derive(Default)]
pub(super) struct Phrases {
    units: Vec<u16>,
    /// For each phrase, where it ends in `units`.
    until: Vec<u32>,
    phrases: Vec<Compiled>,
    ends: Ends,
    shapes: FxHashSet<(u16, u16)>,
    readings: FxHashMap<u16, Vec<u16>>,
    numerals: Vec<u16>,
    loose: Vec<u16>,
    /// By set, the words that make a slip in a loose phrase innocent.
    words: Vec<Words>,
    right: Option<Matcher>,
}

/// A phrase.
struct Compiled {
    /// Its kind, by its place in the pack's kinds.
    kind: u32,
    /// Of a collocation, how many units its first word has.
    first: Option<usize>,
    /// Its words of `words`.
    words: Option<u32>,
    place: PhrasePlace,
}

impl Compiled {
    /// Whether it is made of words that may also stand beside others.
    fn is_loose(&self) -> bool {
        self.first.is_some() || self.words.is_some()
    }
}

impl Phrases {
    /// Compiles the sets of phrases, without what is switched off.
    pub(super) fn new(book: &Rulebook, kinds: &Kinds) -> Phrases {
        let pack = book.pack();
        let fold = Fold::shared();
        let mut made = Phrases::default();
        let mut ends = Vec::new();
        let mut sets: FxHashMap<&str, u32> = FxHashMap::default();
        for phrase in pack.phrases_if(|kind| kinds.on(kind).is_some()) {
            let Some(kind) = kinds.on(phrase.kind) else { continue };
            let start = made.units.len();
            fold.append(phrase.first, &mut made.units);
            let first = phrase.follower.map(|_| made.units.len() - start);
            fold.append(phrase.follower.unwrap_or_default(), &mut made.units);
            let folded = &made.units[start..];
            let code = &pack.kinds[kind as usize].code;
            let is_off = || book.are_words_off() && book.is_word_off(code, &phrase.spelling());
            if folded.len() < SHORTEST || is_off() {
                made.units.truncate(start);
                continue;
            }
            let number = made.phrases.len() as u32;
            let last = folded.len() - 2;
            for (at, is_tail, beside) in [(0, false, 2), (last, true, last - 2)] {
                let beside = Beside([folded[beside], folded[beside + 1]]);
                ends.push(End {
                    pair: pair_of(folded[at], folded[at + 1]),
                    is_tail,
                    beside,
                    phrase: number,
                    swaps: first.is_none() && phrase.unless_beside.is_none(),
                    longer: folded.len() > SHORTEST,
                });
            }
            made.until.push(made.units.len() as u32);
            let words = phrase.unless_beside.map(|set| {
                *sets.entry(set).or_insert_with(|| {
                    made.words.push(Words::of(pack, set));
                    made.words.len() as u32 - 1
                })
            });
            made.phrases.push(Compiled { kind, first, words, place: phrase.place });
        }
        if made.phrases.is_empty() {
            return made;
        }
        made.ends = Ends::new(ends);
        let words = |name: &str| context::fold_words(pack.set(name));
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
        made.loose = words(LOOSE).concat();
        made.right = right_strings(pack, RIGHT);
        made
    }

    /// True if there is no phrase.
    pub(super) fn is_empty(&self) -> bool {
        self.phrases.is_empty()
    }

    /// The kind of what is miswritten, by its place in the pack's kinds.
    pub(super) fn kind(&self, right: u32) -> u32 {
        self.phrases[right as usize / 2].kind
    }

    /// True for what is made of words that may also stand beside others.
    pub(super) fn is_loose(&self, right: u32) -> bool {
        self.phrases[right as usize / 2].is_loose()
    }

    /// What should stand there, as the pack writes it: a phrase, or that word of a collocation that is miswritten.
    pub(super) fn spelling<'p>(&self, pack: &'p Pack, right: u32) -> &'p str {
        let phrase = pack.phrase(self.phrases[right as usize / 2].place);
        phrase.map_or("", |phrase| phrase.follower.filter(|_| right % 2 == 1).unwrap_or(phrase.first))
    }

    fn folded(&self, phrase: u32) -> &[u16] {
        let start = phrase.checked_sub(1).map_or(0, |before| self.until[before as usize]);
        &self.units[start as usize..self.until[phrase as usize] as usize]
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
        if ends & Ends::HEAD != 0 && self.ends.may_stand(pair, Beside(codes.after), false) {
            self.look_closer(units, at, pair, Beside(codes.after), false, found);
        }
        if ends & Ends::TAIL != 0 && self.ends.may_stand(pair, Beside(codes.before), true) {
            self.look_closer(units, at, pair, Beside(codes.before), true, found);
        }
    }

    /// Looks at the phrases that have this pair at one end, where a text has `seen` next to it.
    #[inline(never)]
    fn look_closer(&self, units: &[u16], at: usize, pair: u32, seen: Beside, is_tail: bool, found: &mut Vec<Near>) {
        let (longer, short) = self.ends.of(pair, is_tail);
        // Mostly the text has what is right: then no other phrase as short was meant.
        let is_right =
            short.binary_search_by_key(&seen, |end| end.beside).is_ok() || longer.iter().any(|end| end.beside == seen);
        let short = if is_right { &[] } else { short };
        for end in longer.iter().chain(short).filter(|end| end.beside.may_stand(seen)) {
            let back = if is_tail { self.folded(end.phrase).len() - 2 } else { 0 };
            if let Some(from) = at.checked_sub(back) {
                self.compare(units, from, end.phrase, !is_tail, found);
            }
        }
    }

    /// Of what was found, the miswritten phrases by place; of those that a place may stand for, the surest.
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
        // Another pair may have the same slot.
        if if by_head { 0..2 } else { folded.len() - 2..folded.len() }.any(|at| differs(&at)) {
            return;
        }
        // What stands in the middle of a long phrase is found by its head; its tail is for the first two.
        let mut wrong = if by_head { 2..folded.len() } else { 0..folded.len() - 2 }.filter(differs);
        let Some(first) = wrong.next() else { return };
        let second = wrong.next();
        if second.is_some() && wrong.next().is_some() {
            return;
        }
        // Two that stand next to the head hide it as well as one in it.
        if !by_head && first >= 2 && (first, second) != (2, Some(3)) {
            return;
        }
        let compiled = &self.phrases[phrase as usize];
        let split = compiled.first;
        let apart = match second {
            None if compiled.is_loose() && !self.makes_no_word(units, compiled, from + first) => None,
            None => self.alike(fold.code(text[first]), folded[first]),
            Some(second) if second == first + 1 => {
                let written = [first, second].map(|at| fold.code(text[at]));
                self.neighbours_alike(written, [folded[first], folded[second]], compiled, folded.len())
            }
            Some(_) => None,
        };
        if let Some(apart) = apart.filter(|_| !self.is_phrase(text)) {
            // Of a collocation, one word is miswritten.
            let (from, to, part) = match split {
                Some(split) if first < split => (from, from + split, 0),
                Some(split) => (from + split, to, 1),
                None => (from, to, 0),
            };
            found.push(Near { from, to, loose: compiled.is_loose(), apart, right: phrase * 2 + part });
        }
    }

    /// [`Phrases::alike`] for two neighbours in a phrase of so many characters.
    fn neighbours_alike(&self, written: [u16; 2], right: [u16; 2], phrase: &Compiled, length: usize) -> Option<bool> {
        let [one, other] = right;
        match phrase.is_loose() {
            false if written == [other, one] => Some(true),
            // The same character twice, taken for another twice (大名顶顶).
            false if written[0] == written[1] && one == other => self.alike(written[0], one),
            // Who types by sound gets a whole word wrong (社会注意 for 社会主义).
            _ if length >= SHORTEST_WITH_WORD => {
                let sounds =
                    [(written[0], one), (written[1], other)].map(|(written, right)| self.alike(written, right));
                (sounds == [Some(false); 2]).then_some(false)
            }
            _ => None,
        }
    }

    /// True unless the character at a place in a loose phrase belongs to something else there.
    fn makes_no_word(&self, units: &[u16], phrase: &Compiled, at: usize) -> bool {
        let code = |at: usize| units.get(at).map(|unit| Fold::shared().code(*unit));
        let words = phrase.words.map(|set| &self.words[set as usize]);
        let is_word = |first: Option<u16>, second: Option<u16>| {
            words.zip(first.zip(second)).is_some_and(|(words, (first, second))| words.has(first, second))
        };
        let [before, own, after] = [at.checked_sub(1).and_then(code), code(at), code(at + 1)];
        own.is_some_and(|own| !self.loose.contains(&own)) && !is_word(before, own) && !is_word(own, after)
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
        let same =
            |end: &Candidate| self.folded(end.phrase).iter().copied().eq(text.iter().map(|unit| fold.code(*unit)));
        let (longer, short) = self.ends.of(pair, false);
        longer.iter().chain(short).any(same)
    }
}

/// What finds the strings of a set; none if there are none.
pub(super) fn right_strings(pack: &Pack, set: &str) -> Option<Matcher> {
    let words = pack.set(set);
    (!words.is_empty()).then(|| Matcher::new(words.iter().map(String::as_str)))
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
        let phrases = Phrases::new(&book, &Kinds::new(&book));
        let units = crate::text::units(text);
        let mut near = Vec::new();
        Matcher::new([]).scan_pairs(&units, |_| (), |at, codes| phrases.look(&units, at, codes, &mut near));
        let near = phrases.settle(&units, near);
        near.iter().map(|n| format!("{}..{}→{}", n.from, n.to, phrases.spelling(book.pack(), n.right))).collect()
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
    fn a_word_that_sounds_alike_is_found_in_a_long_phrase() {
        for text in ["社会注意核心价值观", "社会主义合心价值观", "社会主义核心价直官", "舍会主义核心价值观"]
        {
            assert!(found(text).contains(&"0..9→社会主义核心价值观".to_owned()), "{text}");
        }
        assert!(found("引起社会注意").is_empty() && found("社会主义核心部分").is_empty());
    }

    #[test]
    fn a_character_that_stands_twice_may_be_wrong_twice() {
        assert_eq!(found("慌慌不安，大名顶顶"), ["0..4→惶惶不安", "5..9→大名鼎鼎"]);
        assert!(found("人人不安，大名家家").is_empty());
    }

    #[test]
    fn a_word_is_known_by_the_one_it_goes_with() {
        assert_eq!(found("要化介矛盾，提高思相认识"), ["1..3→化解", "8..10→思想"]);
        // Not where the character may belong to what stands outside, is a word of its own or stands anywhere.
        for text in ["要点化介绍", "经纪发展", "化的矛盾", "解化矛盾"] {
            assert!(found(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn what_is_right_passes() {
        for text in ["再接再厉", "项目无法继续实施", "五位一体", "应急援救设备", "再接再厉再接", "再", ""]
        {
            assert!(found(text).is_empty(), "{text}");
        }
    }
}
