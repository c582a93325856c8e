//! Finding many words in a text at once, through folding, without copying the text.
//!
//! Four sieves, each cheaper than the next: a bitmap of the code units that words begin with, a hashed one of the
//! first two, another of the first three, and for the few places that pass them all a walk along the sorted words
//! that begin so. On Chinese text nearly every place stops at the first two, so the scan costs about one table look-up
//! per unit, and a lexicon of 100,000 words is ready after two passes over it: there is no automaton to build, and next
//! to no memory to touch but the words themselves. Tests hold it against the Aho–Corasick automaton of the crate `aho-corasick`.
//!
//! All matches are reported, overlapping ones too; what counts is for the caller to say. Time is linear in the text:
//! a walk is at most [`MAX_WALK`] units long, each with a binary search at most.

use super::fold::{EXPANDS, Fold, Folded, LEAD, is_mark, is_special};
use std::cmp::Ordering;

/// Two units are a whole word.
const SHORT: u64 = 1;
/// A longer word begins with two units.
const LONG: u64 = 2;

/// The longest stretch of text one match may cover, disguises included, in UTF-16 code units.
pub const MAX_WALK: usize = 256;

/// 、, which divides a list, and the characters of a word that is to look like one.
pub(crate) const LIST_MARK: u16 = 0x3001;

/// How many separators in a row may stand between two characters of a word.
const MAX_SEPARATORS: usize = 4;

/// A word found.
#[derive(Default, Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match {
    /// The word, by its place in the list the matcher was built from.
    pub word: u32,
    /// First UTF-16 code unit.
    pub from: usize,
    /// One past the last code unit.
    pub to: usize,
    /// Separators, or brackets and the like, stood between its characters.
    pub separated: bool,
    /// Invisible characters stood between its characters.
    pub hidden: bool,
    /// 、 that is no part of it stood between its characters.
    pub listed: bool,
}

/// Folded codes around a place of a text.
#[derive(Clone, Copy)]
pub struct Codes {
    /// Those of the two units before it.
    pub before: [u16; 2],
    /// That of the unit there, and of the next.
    pub here: [u16; 2],
    /// Those of the two units behind these.
    pub after: [u16; 2],
}

/// A set of words, ready to be found.
pub struct Matcher {
    /// Bit per code: words begin with it.
    first: Box<[u64; 1024]>,
    /// Bit per code: it is a whole word.
    single: Box<[u64; 1024]>,
    /// Hashed table of the first two units, two bits each: [`SHORT`] and [`LONG`].
    pairs: Box<[u64]>,
    /// Hashed bitmap of the first three.
    triples: Box<[u64]>,
    shift: u32,
    words: Words,
}

impl Matcher {
    /// Builds the set. Words are folded; a word that folds to nothing is never found.
    #[inline(never)]
    pub fn new<'a>(words: impl IntoIterator<Item = &'a str>) -> Matcher {
        let fold = Fold::shared();
        let words = words.into_iter();
        let mut all = Words::with_capacity(words.size_hint().0);
        for (text, word) in words.zip(0..) {
            all.push(fold, text, word);
        }
        // Larger tables would let fewer places through, and be waited for at every place.
        let slots = (all.entries.len() * 4).next_power_of_two().clamp(1 << 9, 1 << 20);
        let mut matcher = Matcher {
            first: Box::new([0; 1024]),
            single: Box::new([0; 1024]),
            pairs: vec![0; slots / 32].into_boxed_slice(),
            triples: vec![0; slots / 64].into_boxed_slice(),
            shift: 32 - slots.trailing_zeros(),
            words: Words::default(),
        };
        // Characters that fold to several units are looked at in full wherever they stand.
        set(&mut matcher.first, LEAD);
        for code in EXPANDS..0xE000 {
            set(&mut matcher.first, code);
        }
        for entry in &all.entries {
            matcher.sieve(fold, all.folded(entry));
        }
        all.sort();
        matcher.words = all;
        matcher
    }

    /// Lets through what begins as the word does. Never inlined: engines compile WebAssembly quickly at first and well
    /// only for the next call of a function, and all words of a lexicon are put in within one call of the function
    /// around this one.
    #[inline(never)]
    fn sieve(&mut self, fold: &Fold, word: &[u16]) {
        // The text shows the table's code for a unit: a word that begins with a separator is met under that code.
        let first = word[0];
        let code = fold.code(first);
        set(&mut self.first, if is_special(code) { code } else { first });
        let Some(&second) = word.get(1) else { return set(&mut self.single, first) };
        let pair = pair_of(first, second);
        let slot = pair_slot(pair, self.shift);
        self.pairs[slot / 32] |= if word.len() > 2 { LONG } else { SHORT } << (slot % 32 * 2);
        if let Some(&third) = word.get(2) {
            let slot = triple_slot(pair, third, self.shift);
            self.triples[slot / 64] |= 1 << (slot % 64);
        }
    }

    /// Calls `found` for every match, by where it begins and then by length.
    pub fn scan(&self, units: &[u16], found: impl FnMut(Match)) {
        self.scan_pairs(units, found, |_, _| {});
    }

    /// [`Matcher::scan`] for one who looks for something else on the same walk: `around` is called at every place with
    /// the folded codes of the two units before it, of the unit there and of the three behind it; 0 outside the text.
    pub fn scan_pairs(&self, units: &[u16], mut found: impl FnMut(Match), mut around: impl FnMut(usize, Codes)) {
        let fold = Fold::shared();
        let code_at = |at: usize| units.get(at).map_or(0, |unit| fold.code(*unit));
        let [mut last, mut code] = [0; 2];
        let [mut next, mut second, mut third] = [code_at(0), code_at(1), code_at(2)];
        for at in 0..units.len() {
            let before_last = last;
            [last, code] = [code, next];
            [next, second, third] = [second, third, code_at(at + 3)];
            around(at, Codes { before: [before_last, last], here: [code, next], after: [second, third] });
            if !has(&self.first, code) {
                continue;
            }
            if is_special(code) || is_special(next) || has(&self.single, code) {
                // Behind most separators (、 above all) stands nothing that a word goes on with.
                let goes_on = |unit: u16| self.lengths(pair_of(code, unit)) != 0;
                let is_divided = is_mark(next) && !is_special(second) && !is_special(code) && !has(&self.single, code);
                if !is_divided || goes_on(second) || goes_on(fold.literal(units[at + 1])) {
                    self.walk(fold, units, at, Node::Root, &mut found);
                }
                continue;
            }
            let pair = pair_of(code, next);
            let lengths = self.lengths(pair);
            if lengths == 0 {
                continue;
            }
            if lengths & SHORT == 0 && !is_special(second) {
                let slot = triple_slot(pair, second, self.shift);
                if self.triples[slot / 64] & (1 << (slot % 64)) == 0 {
                    continue;
                }
            }
            let (from, to) = self.words.beginning(pair);
            if from == to {
                continue;
            }
            let words = self.words.entries[from..to].iter().take_while(|entry| entry.len == 2);
            words.for_each(|entry| found(Match { word: entry.word, from: at, to: at + 2, ..Match::default() }));
            self.walk(fold, units, at, Node::Among { from, to, depth: 2 }, &mut found);
        }
    }

    /// What words begin with the pair: [`SHORT`], [`LONG`], both or neither; seldom more than there are.
    #[inline(always)]
    fn lengths(&self, pair: u32) -> u64 {
        let slot = pair_slot(pair, self.shift);
        self.pairs[slot / 32] >> (slot % 32 * 2) & (SHORT | LONG)
    }

    /// Walks on from a node that was come to without anything that folds to more or less than one unit.
    fn walk(&self, fold: &Fold, units: &[u16], from: usize, node: Node, found: &mut impl FnMut(Match)) {
        let end = units.len().min(from + MAX_WALK);
        let mut at = match node {
            Node::Among { depth, .. } => from + depth,
            _ => from,
        };
        let mut node = node;
        let mut separators = 0;
        let (mut separated, mut hidden, mut listed) = (false, false, false);
        // What stood between the characters counts only if the word goes on behind it.
        let (mut pending_separated, mut pending_hidden, mut pending_listed) = (false, false, false);
        while at < end {
            let (step, width) = fold.at(units, at);
            let next = match step {
                Folded::Skip if matches!(node, Node::Root) => return,
                Folded::Skip => {
                    pending_hidden = true;
                    at += width;
                    continue;
                }
                Folded::Separator => {
                    let literal = if width == 1 { self.words.child(node, fold.literal(units[at])) } else { None };
                    match literal {
                        Some(child) => Some(child),
                        None if matches!(node, Node::Root) || separators == MAX_SEPARATORS => return,
                        None => {
                            separators += 1;
                            pending_separated = true;
                            at += width;
                            continue;
                        }
                    }
                }
                Folded::Unit(unit) => match self.words.child(node, unit) {
                    None if width == 1 && fold.is_bracket(units[at]) => {
                        if matches!(node, Node::Root) || separators == MAX_SEPARATORS {
                            return;
                        }
                        separators += 1;
                        pending_separated = true;
                        pending_listed |= units[at] == LIST_MARK;
                        at += width;
                        continue;
                    }
                    child => child,
                },
                Folded::Units(expansion, len) => {
                    expansion[..len as usize].iter().try_fold(node, |node, unit| self.words.child(node, *unit))
                }
            };
            let Some(child) = next else { return };
            node = child;
            at += width;
            separators = 0;
            separated |= pending_separated;
            hidden |= pending_hidden;
            listed |= pending_listed;
            (pending_separated, pending_hidden, pending_listed) = (false, false, false);
            if matches!(node, Node::First(first) if !has(&self.single, first)) {
                continue;
            }
            for entry in self.words.ending(node) {
                found(Match { word: entry.word, from, to: at, separated, hidden, listed });
            }
        }
    }
}

fn set(bits: &mut [u64; 1024], code: u16) {
    bits[code as usize / 64] |= 1 << (code % 64);
}

#[inline(always)]
fn has(bits: &[u64; 1024], code: u16) -> bool {
    bits[code as usize / 64] & (1 << (code % 64)) != 0
}

/// The slot of three units in a table as that of [`pair_slot`].
#[inline(always)]
fn triple_slot(pair: u32, third: u16, shift: u32) -> usize {
    pair_slot(pair.rotate_left(7) ^ u32::from(third).wrapping_mul(0x85EB_CA6B), shift)
}

#[inline(always)]
pub(crate) fn pair_of(first: u16, second: u16) -> u32 {
    u32::from(first) << 16 | u32::from(second)
}

/// The slot of a pair in a table of 2 to the power of (32 − `shift`).
#[inline(always)]
pub(crate) fn pair_slot(pair: u32, shift: u32) -> usize {
    (pair.wrapping_mul(0x9E37_79B1) >> shift) as usize
}

/// Folded words, those that begin with the same two units side by side and in order, so that the words that go on as
/// the text does are always a stretch of the list. A table from the hash of the two units to their stretch stands for
/// the upper levels of a trie; below, there are seldom more than a few words to choose from.
#[derive(Default)]
struct Words {
    /// All words, one behind another.
    units: Vec<u16>,
    /// In the order of their slots, then of their units, then of their numbers.
    entries: Vec<Entry>,
    /// For each slot, where its entries begin; one more at the end.
    slots: Vec<u32>,
    shift: u32,
}

/// A word of the list.
#[derive(Clone, Copy, Default)]
struct Entry {
    /// Its first two units; 0 for the second of one that has none.
    pair: u32,
    /// Where it stands in `units`, and its length.
    start: u32,
    len: u32,
    /// Its number.
    word: u32,
}

/// How far a walk has come.
#[derive(Clone, Copy)]
enum Node {
    /// Nothing of a word was seen.
    Root,
    /// Its first unit.
    First(u16),
    /// So many units, with which the words from one place of the list to another begin.
    Among { from: usize, to: usize, depth: usize },
}

impl Words {
    /// Up to so many, a stretch of words is gone through one by one.
    const FEW: usize = 8;

    fn with_capacity(words: usize) -> Words {
        Words { units: Vec::with_capacity(words * 4), entries: Vec::with_capacity(words), ..Words::default() }
    }

    /// Adds the word of that number, unless it folds to nothing. Never inlined, as [`Matcher::sieve`].
    #[inline(never)]
    fn push(&mut self, fold: &Fold, text: &str, word: u32) {
        let start = self.units.len() as u32;
        fold.append(text, &mut self.units);
        let len = self.units.len() as u32 - start;
        if let [first, rest @ ..] = &self.units[start as usize..] {
            let pair = pair_of(*first, rest.first().copied().unwrap_or(0));
            self.entries.push(Entry { pair, start, len, word });
        }
    }

    fn folded(&self, entry: &Entry) -> &[u16] {
        &self.units[entry.start as usize..][..entry.len as usize]
    }

    /// Puts the words in order, once all are there.
    fn sort(&mut self) {
        let slots = self.entries.len().next_power_of_two().max(2);
        self.shift = 32 - slots.trailing_zeros();
        self.slots = vec![0; slots + 1];
        // How many each slot has, then where it ends, from which it is filled downwards.
        for entry in &self.entries {
            self.slots[pair_slot(entry.pair, self.shift)] += 1;
        }
        let mut end = 0;
        for slot in &mut self.slots {
            end += *slot;
            *slot = end;
        }
        let mut sorted = vec![Entry::default(); self.entries.len()];
        for entry in self.entries.iter().rev() {
            let place = &mut self.slots[pair_slot(entry.pair, self.shift)];
            *place -= 1;
            sorted[*place as usize] = *entry;
        }
        self.entries = sorted;
        for slot in 0..slots {
            if self.slots[slot + 1] - self.slots[slot] > 1 {
                self.sort_slot(slot);
            }
        }
    }

    #[inline(never)]
    fn sort_slot(&mut self, slot: usize) {
        let folded = |entry: &Entry| &self.units[entry.start as usize..][..entry.len as usize];
        self.entries[self.slots[slot] as usize..self.slots[slot + 1] as usize].sort_unstable_by(|one, other| {
            let alike = || folded(one).cmp(folded(other)).then(one.word.cmp(&other.word));
            one.pair.cmp(&other.pair).then_with(alike)
        });
    }

    /// The words that begin with the pair, and that alone where its second unit is 0.
    #[inline]
    fn beginning(&self, pair: u32) -> (usize, usize) {
        let slot = pair_slot(pair, self.shift);
        let (from, to) = (self.slots[slot] as usize, self.slots[slot + 1] as usize);
        // Mostly the slot has no other pair.
        match &self.entries[from..to] {
            [first, .., last] if first.pair == pair && last.pair == pair => (from, to),
            _ => self.stretch(from, to, |entry| entry.pair.cmp(&pair)),
        }
    }

    /// Of the words from one place to another, those that are equal to what is looked for.
    #[inline]
    fn stretch(&self, mut from: usize, mut to: usize, order: impl Fn(&Entry) -> Ordering) -> (usize, usize) {
        if to - from > Words::FEW {
            from += self.entries[from..to].partition_point(|entry| order(entry).is_lt());
            // Mostly there is none or a few.
            let end = to;
            to = from;
            while to < end && to - from < Words::FEW && order(&self.entries[to]).is_eq() {
                to += 1;
            }
            if to - from == Words::FEW {
                to += self.entries[to..end].partition_point(|entry| order(entry).is_le());
            }
        } else {
            while from < to && order(&self.entries[from]).is_ne() {
                from += 1;
            }
            while from < to && order(&self.entries[to - 1]).is_ne() {
                to -= 1;
            }
        }
        (from, to)
    }

    /// A step of a walk.
    #[inline]
    fn child(&self, node: Node, unit: u16) -> Option<Node> {
        let (from, to, depth) = match node {
            Node::Root => return Some(Node::First(unit)),
            Node::First(first) => {
                let (mut from, to) = self.beginning(pair_of(first, unit));
                while from < to && self.entries[from].len < 2 {
                    from += 1;
                }
                (from, to, 2)
            }
            Node::Among { from, to, depth } => {
                // A word that ends here comes before those that go on.
                let next = |entry: &Entry| match depth < entry.len as usize {
                    true => self.units[entry.start as usize + depth].cmp(&unit),
                    false => Ordering::Less,
                };
                let (from, to) = self.stretch(from, to, next);
                (from, to, depth + 1)
            }
        };
        (from < to).then_some(Node::Among { from, to, depth })
    }

    /// The words that end where the walk is.
    #[inline]
    fn ending(&self, node: Node) -> impl Iterator<Item = &Entry> {
        let (from, to, depth) = match node {
            Node::Root => (0, 0, 0),
            Node::First(first) => {
                let (from, to) = self.beginning(pair_of(first, 0));
                (from, to, 1)
            }
            Node::Among { from, to, depth } => (from, to, depth),
        };
        self.entries[from..to].iter().take_while(move |entry| entry.len as usize == depth)
    }
}
