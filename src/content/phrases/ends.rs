//! The ends of phrases: the first two units of each and its last two. A phrase in which one character is wrong, or two
//! neighbours changed places, keeps one of them, so they are what a text is looked up by, at every place. Two sieves let
//! few places through; what is left waits for memory, so that little of an end is kept, and close together.

use crate::text::matcher::pair_slot;

/// The ends of all phrases.
pub(super) struct Ends {
    /// All ends, in the order of the slots of their pairs; in each first those of phrases of more than four units, then
    /// those of the others, by what is next to them.
    ends: Vec<Candidate>,
    /// For each slot, where its ends begin and where the longer phrases stop; one more at the end.
    slots: Vec<[u32; 2]>,
    /// Hashed table of the pairs, two bits each: begins a phrase, ends one. Most places of a text stop here.
    bits: Box<[u64; 1 << (Ends::BITS - 6)]>,
    /// Hashed bitmap of the pairs, each with a unit that may stand next to it; most of the others stop here.
    sieve: Box<[u64; 1 << (Ends::SIEVE_BITS - 6)]>,
}

/// One end of a phrase.
pub(super) struct End {
    pub pair: u32,
    pub is_tail: bool,
    pub beside: Beside,
    pub phrase: u32,
    /// It may be met with the two units next to it in each other's place, or both of them wrong if they are the same.
    pub swaps: bool,
    /// The phrase is longer than four units.
    pub longer: bool,
}

/// What is looked at of an end where a text has its pair: packed, because waiting for memory is what this costs.
#[derive(Clone, Copy)]
pub(super) struct Candidate {
    pub beside: Beside,
    pub phrase: u32,
}

/// The two units next to an end, in the phrase or in a text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Beside(pub [u16; 2]);

impl Beside {
    /// Whether the two units that a text has there leave room for one slip at most: most phrases that begin or end
    /// as the text does are another phrase, and this is asked before anything else of them.
    #[inline(always)]
    pub(super) fn may_stand(self, seen: Beside) -> bool {
        let Beside([one, other]) = self;
        // Without branches, which could not be foretold.
        (seen.0[0] == one)
            | (seen.0[1] == other)
            | ((seen.0[0] == other) & (seen.0[1] == one))
            | ((one == other) & (seen.0[0] == seen.0[1]))
    }

    /// The same unit twice, which another unit may be taken for twice (大名鼎鼎).
    #[inline(always)]
    fn is_doubled(self) -> bool {
        self.0[0] == self.0[1]
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
    const SIEVE_BITS: u32 = 20;
    /// The bits of a pair.
    pub(super) const HEAD: u64 = 1;
    pub(super) const TAIL: u64 = 2;
    /// Stands in the sieve for whatever unit a text has twice.
    const DOUBLED: u16 = 0;

    pub(super) fn new(mut ends: Vec<End>) -> Ends {
        let slots = (ends.len() / 2).next_power_of_two().max(2);
        let mut made = Ends {
            ends: Vec::with_capacity(ends.len()),
            slots: vec![[0; 2]; slots + 1],
            bits: vec![0; 1 << (Ends::BITS - 6)].try_into().expect("the length of the table"),
            sieve: vec![0; 1 << (Ends::SIEVE_BITS - 6)].try_into().expect("the length of the table"),
        };
        ends.sort_by_cached_key(|end| (made.place(end.pair, end.is_tail), !end.longer, end.beside, end.phrase));
        for End { pair, is_tail, beside, phrase, swaps, longer } in ends {
            let place = made.place(pair, is_tail);
            made.slots[place + 1][0] += 1;
            made.slots[place][1] += u32::from(longer);
            let (word, shift) = Ends::slot(pair);
            made.bits[word] |= if is_tail { Ends::TAIL } else { Ends::HEAD } << shift;
            let Beside([one, other]) = beside;
            for (unit, at) in [(one, 0), (other, 1), (other, 0)].into_iter().take(2 + usize::from(swaps)) {
                let (word, bit) = Ends::sieve_slot(pair, unit, at, is_tail);
                made.sieve[word] |= bit;
            }
            if swaps && beside.is_doubled() {
                let (word, bit) = Ends::sieve_slot(pair, Ends::DOUBLED, 0, is_tail);
                made.sieve[word] |= bit;
            }
            made.ends.push(Candidate { beside, phrase });
        }
        let mut last = 0;
        for [first, longer] in &mut made.slots {
            last += *first;
            *first = last;
            *longer += last;
        }
        made
    }

    /// Where a pair has its bits.
    #[inline(always)]
    fn slot(pair: u32) -> (usize, u32) {
        let slot = pair_slot(pair, 33 - Ends::BITS);
        (slot / 32, slot as u32 % 32 * 2)
    }

    /// Where a pair has its bit together with the first or second of the two units next to it.
    #[inline(always)]
    fn sieve_slot(pair: u32, unit: u16, at: u64, is_tail: bool) -> (usize, u64) {
        let key = u64::from(pair) << 18 | u64::from(unit) << 2 | at << 1 | u64::from(is_tail);
        let slot = key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - Ends::SIEVE_BITS);
        (slot as usize / 64, 1 << (slot % 64))
    }

    /// Whether the pair may begin a phrase ([`Ends::HEAD`]) or end one ([`Ends::TAIL`]).
    #[inline(always)]
    pub(super) fn ends(&self, pair: u32) -> u64 {
        let (word, shift) = Ends::slot(pair);
        self.bits[word] >> shift & (Ends::HEAD | Ends::TAIL)
    }

    /// Whether a phrase with this end may stand where the text has these units next to it ([`Beside::may_stand`]).
    #[inline(always)]
    pub(super) fn may_stand(&self, pair: u32, seen: Beside, is_tail: bool) -> bool {
        let holds = |unit: u16, at: u64| {
            let (word, bit) = Ends::sieve_slot(pair, unit, at, is_tail);
            self.sieve[word] & bit != 0
        };
        holds(seen.0[0], 0) || holds(seen.0[1], 1) || seen.is_doubled() && holds(Ends::DOUBLED, 0)
    }

    /// Its place in `slots`.
    #[inline]
    fn place(&self, pair: u32, is_tail: bool) -> usize {
        let key = if is_tail { !pair } else { pair };
        pair_slot(key, 33 - self.slots.len().next_power_of_two().trailing_zeros())
    }

    /// The heads that are a pair, or the tails, with a few others: those of phrases of more than four units, and those of
    /// the others, by what is next to them.
    #[inline]
    pub(super) fn of(&self, pair: u32, is_tail: bool) -> (&[Candidate], &[Candidate]) {
        let place = self.place(pair, is_tail);
        let ([first, longer], [last, _]) = (self.slots[place], self.slots[place + 1]);
        (&self.ends[first as usize..longer as usize], &self.ends[longer as usize..last as usize])
    }
}
