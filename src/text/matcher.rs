//! Finding many words in a text at once, through folding, without copying the text.
//!
//! Three sieves, each cheaper than the next: a bitmap of the code units that words begin with, a hashed bitmap of
//! the first two, and for the few places that pass both a walk down a trie whose edges live in one hash table. On
//! Chinese text nearly every place stops at the first two, so the scan costs about one table look-up per unit, and
//! a lexicon of 100,000 words is ready after one pass over it: there are no failure links to compute. Tests hold it
//! against the Aho–Corasick automaton of the crate `aho-corasick`.
//!
//! All matches are reported, overlapping ones too; what counts is for the caller to say. Time is linear in the text:
//! a walk is at most [`MAX_WALK`] units long.

use super::fold::{EXPANDS, Fold, Folded, LEAD, is_special};

/// The longest stretch of text one match may cover, disguises included, in UTF-16 code units.
pub const MAX_WALK: usize = 256;

/// How many separators in a row may stand between two characters of a word.
const MAX_SEPARATORS: usize = 4;

/// A word found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match {
    /// The word, by its place in the list the matcher was built from.
    pub word: u32,
    /// First UTF-16 code unit.
    pub from: usize,
    /// One past the last code unit.
    pub to: usize,
    /// Separators stood between its characters.
    pub separated: bool,
    /// Invisible characters stood between its characters.
    pub hidden: bool,
}

/// A set of words, ready to be found.
pub struct Matcher {
    /// Bit per code: words begin with it.
    first: Box<[u64; 1024]>,
    /// Bit per code: it is a whole word.
    single: Box<[u64; 1024]>,
    /// Hashed bitmap of the first two units.
    pairs: Box<[u64]>,
    pair_shift: u32,
    trie: Trie,
    /// For each node, the first word that ends there plus one.
    ends: Vec<u32>,
    /// For each word, the next word with the same spelling plus one.
    same: Vec<u32>,
}

impl Matcher {
    /// Builds the set. Words are folded; a word that folds to nothing is never found.
    #[inline(never)]
    pub fn new<'a>(words: impl IntoIterator<Item = &'a str>) -> Matcher {
        let fold = Fold::shared();
        // One buffer for all: a hundred thousand small ones cost more than the trie.
        let mut folded = Vec::new();
        let mut ends = Vec::new();
        let mut units = Vec::new();
        for word in words {
            fold.append(word, &mut units, &mut folded);
            ends.push(folded.len());
        }
        let bits = (ends.len() * 16).next_power_of_two().clamp(1 << 10, 1 << 22);
        let trie = Trie::with_capacity(folded.len());
        let mut matcher = Matcher {
            first: Box::new([0; 1024]),
            single: Box::new([0; 1024]),
            pairs: vec![0; bits / 64].into_boxed_slice(),
            pair_shift: 32 - bits.trailing_zeros(),
            ends: vec![0; trie.nodes()],
            trie,
            same: vec![0; ends.len()],
        };
        // Characters that fold to several units are looked at in full wherever they stand.
        set(&mut matcher.first, LEAD);
        for code in EXPANDS..0xE000 {
            set(&mut matcher.first, code);
        }
        let mut start = 0;
        for (end, id) in ends.into_iter().zip(0..) {
            matcher.insert(id, &folded[start..end]);
            start = end;
        }
        matcher
    }

    /// Never inlined: engines compile WebAssembly quickly at first and well only for the next call of a function, and
    /// all words of a lexicon are put in within one call of the function around this one.
    #[inline(never)]
    fn insert(&mut self, id: u32, word: &[u16]) {
        let Some(&first) = word.first() else { return };
        // The text shows the table's code for a unit: a word that begins with a separator is met under that code.
        let code = Fold::shared().code(first);
        set(&mut self.first, if is_special(code) { code } else { first });
        match word.get(1) {
            None => set(&mut self.single, first),
            Some(&second) => {
                let slot = pair_slot(first, second, self.pair_shift);
                self.pairs[slot / 64] |= 1 << (slot % 64);
            }
        }
        let mut node = Trie::ROOT;
        for &unit in word {
            node = self.trie.child_or_new(node, unit);
        }
        self.same[id as usize] = self.ends[node as usize];
        self.ends[node as usize] = id + 1;
    }

    /// Calls `found` for every match, by where it begins and then by length.
    pub fn scan(&self, units: &[u16], found: impl FnMut(Match)) {
        self.scan_pairs(units, found, |_, _, _| {});
    }

    /// [`Matcher::scan`] for one who looks for something else on the same walk: `pair` is called at every place with the
    /// folded codes of the unit there and of the next, 0 behind the last.
    pub fn scan_pairs(&self, units: &[u16], mut found: impl FnMut(Match), mut pair: impl FnMut(usize, u16, u16)) {
        let fold = Fold::shared();
        let mut next = match units.first() {
            Some(unit) => fold.code(*unit),
            None => return,
        };
        for at in 0..units.len() {
            let code = next;
            next = match units.get(at + 1) {
                Some(unit) => fold.code(*unit),
                None => 0,
            };
            pair(at, code, next);
            if !has(&self.first, code) {
                continue;
            }
            if !is_special(code) && !is_special(next) && !has(&self.single, code) {
                let slot = pair_slot(code, next, self.pair_shift);
                if self.pairs[slot / 64] & (1 << (slot % 64)) == 0 {
                    continue;
                }
            }
            self.walk(fold, units, at, &mut found);
        }
    }

    fn walk(&self, fold: &Fold, units: &[u16], from: usize, found: &mut impl FnMut(Match)) {
        let end = units.len().min(from + MAX_WALK);
        let mut node = Trie::ROOT;
        let mut at = from;
        let mut separators = 0;
        let (mut separated, mut hidden) = (false, false);
        // What stood between the characters counts only if the word goes on behind it.
        let (mut pending_separated, mut pending_hidden) = (false, false);
        while at < end {
            let (step, width) = fold.at(units, at);
            let next = match step {
                Folded::Skip if node == Trie::ROOT => return,
                Folded::Skip => {
                    pending_hidden = true;
                    at += width;
                    continue;
                }
                Folded::Separator => {
                    let literal = if width == 1 { self.trie.child(node, fold.literal(units[at])) } else { None };
                    match literal {
                        Some(child) => Some(child),
                        None if node == Trie::ROOT || separators == MAX_SEPARATORS => return,
                        None => {
                            separators += 1;
                            pending_separated = true;
                            at += width;
                            continue;
                        }
                    }
                }
                Folded::Unit(unit) => self.trie.child(node, unit),
                Folded::Units(expansion, len) => {
                    expansion[..len as usize].iter().try_fold(node, |node, unit| self.trie.child(node, *unit))
                }
            };
            let Some(child) = next else { return };
            node = child;
            at += width;
            separators = 0;
            separated |= pending_separated;
            hidden |= pending_hidden;
            (pending_separated, pending_hidden) = (false, false);
            let mut word = self.ends[node as usize];
            while word != 0 {
                found(Match { word: word - 1, from, to: at, separated, hidden });
                word = self.same[word as usize - 1];
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

#[inline(always)]
fn pair_slot(first: u16, second: u16, shift: u32) -> usize {
    let key = u32::from(first) << 16 | u32::from(second);
    (key.wrapping_mul(0x9E37_79B1) >> shift) as usize
}

/// A trie whose edges (node, unit) → node live in one open-addressing hash table. A node is the slot of the edge that
/// leads to it, so that one step touches one place in memory; the first step touches none, because every unit has a
/// node of its own behind the slots, whether a word begins with it or not.
struct Trie {
    /// At each slot an edge, parent << 16 | unit; [`Trie::FREE`] for none.
    edges: Vec<u64>,
    /// How far the hash of an edge is shifted to give its slot.
    shift: u32,
}

impl Trie {
    const FREE: u64 = u64::MAX;
    /// The root has no place at all.
    const ROOT: u32 = u32::MAX;

    /// Number of nodes there can be.
    fn nodes(&self) -> usize {
        self.edges.len() + 0x10000
    }

    /// Room for that many edges.
    fn with_capacity(edges: usize) -> Trie {
        let slots = (edges.max(8) * 3 / 2).next_power_of_two();
        Trie { edges: vec![Trie::FREE; slots], shift: 64 - slots.trailing_zeros() }
    }

    #[inline]
    fn first(&self, unit: u16) -> u32 {
        self.edges.len() as u32 + u32::from(unit)
    }

    fn edge(node: u32, unit: u16) -> u64 {
        u64::from(node) << 16 | u64::from(unit)
    }

    /// The slot where the edge stands or would stand.
    #[inline]
    fn slot(&self, edge: u64) -> usize {
        let mut slot = (edge.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> self.shift) as usize;
        while self.edges[slot] != edge && self.edges[slot] != Trie::FREE {
            slot = (slot + 1) & (self.edges.len() - 1);
        }
        slot
    }

    #[inline]
    fn child(&self, node: u32, unit: u16) -> Option<u32> {
        if node == Trie::ROOT {
            return Some(self.first(unit));
        }
        let edge = Trie::edge(node, unit);
        let slot = self.slot(edge);
        (self.edges[slot] == edge).then_some(slot as u32)
    }

    fn child_or_new(&mut self, node: u32, unit: u16) -> u32 {
        if node == Trie::ROOT {
            return self.first(unit);
        }
        let edge = Trie::edge(node, unit);
        let slot = self.slot(edge);
        self.edges[slot] = edge;
        slot as u32
    }
}
