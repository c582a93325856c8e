//! What stands around a place: the folded text directly before and after it, and within its clause
//! or sentence. Windows are bounded, so that a text full of hits stays linear.

use crate::pack::{Edge, Pack};
use crate::text::fold::{Fold, Folded};
use aho_corasick::AhoCorasick;
use rustc_hash::FxHashMap;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, OnceLock};

/// How far context is looked at, in UTF-16 code units to either side.
pub(super) const REACH: usize = 40;

/// How much around a place counts as its surroundings.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// Between any two of ，。；：！？、 and line ends.
    Clause,
    /// As a clause, with what 、 divides in it.
    Stretch,
    /// Between any two of 。！？ and line ends.
    Sentence,
}

fn ends(scope: Scope, unit: u16) -> bool {
    match char::from_u32(u32::from(unit)) {
        Some('。' | '！' | '？' | '!' | '?' | '\n' | '\r' | '\u{2028}' | '\u{2029}') => true,
        Some('，' | '；' | '：' | ',' | ';' | ':') => scope != Scope::Sentence,
        Some('、') => scope == Scope::Clause,
        _ => false,
    }
}

/// The folded text of up to [`REACH`] units before `at`, separators and invisible characters left out.
pub(super) fn before(units: &[u16], at: usize) -> Vec<u16> {
    folded(units, at.saturating_sub(REACH), at)
}

/// The folded text of up to [`REACH`] units from `at` on.
pub(super) fn after(units: &[u16], at: usize) -> Vec<u16> {
    folded(units, at, units.len().min(at + REACH))
}

/// The last unit of [`before`].
pub(super) fn unit_before(units: &[u16], at: usize) -> Option<u16> {
    plain(*units.get(at.checked_sub(1)?)?).or_else(|| before(units, at).last().copied())
}

/// The first unit of [`after`].
pub(super) fn unit_after(units: &[u16], at: usize) -> Option<u16> {
    plain(*units.get(at)?).or_else(|| after(units, at).first().copied())
}

/// What a unit is folded to, unless that depends on others or is not one unit.
fn plain(unit: u16) -> Option<u16> {
    match Fold::shared().at(&[unit], 0) {
        (Folded::Unit(code), 1) if !(0xD800..=0xDFFF).contains(&unit) => Some(code),
        _ => None,
    }
}

/// Stands for the place itself in [`around`]; no word has it.
pub(super) const PLACE: u16 = 1;

/// The folded text around `from..to`, the place itself left out.
pub(super) fn around(units: &[u16], from: usize, to: usize, scope: Scope) -> Vec<u16> {
    let low = from.saturating_sub(REACH);
    let start = (low..from).rev().find(|i| ends(scope, units[*i])).map_or(low, |i| i + 1);
    let high = units.len().min(to + REACH);
    let end = (to..high).find(|i| ends(scope, units[*i])).unwrap_or(high);
    let mut text = folded(units, start, from);
    text.push(PLACE);
    text.append(&mut folded(units, to, end));
    text
}

/// Whether what stands beside `from..to` leaves it the edge.
pub(super) fn has_edge(units: &[u16], from: usize, to: usize, edge: Edge) -> bool {
    let start = from == 0 || !continues(units[from - 1]);
    let end = to == units.len() || !continues(units[to]);
    match edge {
        Edge::Start => start,
        Edge::End => end,
        Edge::Both => start && end,
        // Outwards from the word, so that among many each looks no further than the next.
        Edge::Alone => !units[..from].iter().rev().chain(&units[to..]).any(|unit| continues(*unit)),
    }
}

/// Whether a quotation or a title begins with `from..to`, or ends with it.
pub(super) fn is_quoted(units: &[u16], from: usize, to: usize) -> bool {
    let mark = |at: Option<usize>| at.and_then(|at| units.get(at)).and_then(|unit| char::from_u32(u32::from(*unit)));
    matches!(mark(from.checked_sub(1)), Some('“' | '‘' | '"' | '\'' | '＂' | '＇' | '《' | '〈' | '「' | '『'))
        || matches!(mark(Some(to)), Some('”' | '’' | '"' | '\'' | '＂' | '＇' | '》' | '〉' | '」' | '』'))
}

/// Whether `from..to` is a part of a word of letters or digits.
pub(super) fn is_part(units: &[u16], from: usize, to: usize) -> bool {
    is_latin(units[from]) && from > 0 && is_latin(units[from - 1])
        || is_latin(units[to - 1]) && to < units.len() && is_latin(units[to])
}

/// A letter, digit or Han character, with which a word may go on.
fn continues(unit: u16) -> bool {
    crate::text::is_han(unit) || char::from_u32(u32::from(unit)).is_some_and(char::is_alphanumeric)
}

/// A Latin letter or a digit, in any width: words of these are whole words.
pub(super) fn is_latin(unit: u16) -> bool {
    char::from_u32(u32::from(Fold::shared().literal(unit))).is_some_and(|c| c.is_ascii_alphanumeric())
}

/// Whether one of the words, which are few, stands in a folded text.
pub(super) fn stands(words: &[Vec<u16>], text: &[u16]) -> bool {
    words.iter().any(|word| text.windows(word.len().max(1)).any(|part| part == word))
}

fn folded(units: &[u16], from: usize, to: usize) -> Vec<u16> {
    let fold = Fold::shared();
    let mut out = Vec::with_capacity(to - from);
    let mut at = from;
    while at < to {
        let (step, width) = fold.at(units, at);
        match step {
            Folded::Unit(unit) => out.push(unit),
            Folded::Skip => {}
            Folded::Separator if matches!(units[at], 0x20 | 0x09 | 0xA0 | 0x3000) => {}
            Folded::Separator if width == 1 => out.push(fold.literal(units[at])),
            Folded::Separator => out.extend_from_slice(&units[at..at + width]),
            Folded::Units(expansion, len) => out.extend_from_slice(&expansion[..len as usize]),
        }
        at += width;
    }
    out
}

/// Words in folded form, without blanks, as [`before`], [`after`] and [`around`] show the text.
pub(super) fn fold_words(words: impl IntoIterator<Item: AsRef<str>>) -> Vec<Vec<u16>> {
    words
        .into_iter()
        .map(|w| Fold::shared().word(w.as_ref()).into_iter().filter(|u| !matches!(u, 0x20 | 0x09)).collect())
        .collect()
}

/// Words that are looked for around a hit. What the search needs is made when it is first asked for: a lexicon has
/// hundreds of such lists, and a text meets few of them.
pub(super) struct WordList {
    words: Vec<Arc<[String]>>,
    folded: OnceLock<Vec<Vec<u16>>>,
    /// The first units of the words, and the last ones, in order.
    firsts: OnceLock<Vec<u16>>,
    lasts: OnceLock<Vec<u16>>,
    /// A bit for each first unit, by its last bits: most units of a text begin no word.
    sieve: OnceLock<[u64; 4]>,
    automaton: OnceLock<Option<AhoCorasick>>,
}

/// From so many words on, an automaton finds them sooner than looking at each place.
const MANY: usize = 200;

impl WordList {
    fn new(words: Vec<Arc<[String]>>) -> WordList {
        let (folded, firsts, lasts) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
        WordList { words, folded, firsts, lasts, sieve: OnceLock::new(), automaton: OnceLock::new() }
    }

    /// The words folded, in order.
    fn folded(&self) -> &[Vec<u16>] {
        self.folded.get_or_init(|| {
            let mut words = fold_words(self.words.iter().flat_map(|words| words.iter()));
            words.retain(|word| !word.is_empty());
            words.sort_unstable();
            words
        })
    }

    fn edges(&self, edge: impl Fn(&Vec<u16>) -> Option<&u16>) -> Vec<u16> {
        let mut edges: Vec<u16> = self.folded().iter().filter_map(edge).copied().collect();
        edges.sort_unstable();
        edges.dedup();
        edges
    }

    /// True if one of the words ends directly before `at`. Mostly the unit there tells that none does.
    pub(super) fn ends_at(&self, units: &[u16], at: usize) -> bool {
        let lasts = self.lasts.get_or_init(|| self.edges(|word| word.last()));
        if unit_before(units, at).is_none_or(|last| lasts.binary_search(&last).is_err()) {
            return false;
        }
        let text = before(units, at);
        self.folded().iter().any(|word| word.last() == text.last() && text.ends_with(word))
    }

    /// True if one of the words begins directly at `at`. Mostly the unit there tells that none does.
    pub(super) fn starts_at(&self, units: &[u16], at: usize) -> bool {
        let firsts = self.firsts.get_or_init(|| self.edges(|word| word.first()));
        if unit_after(units, at).is_none_or(|first| firsts.binary_search(&first).is_err()) {
            return false;
        }
        let text = after(units, at);
        self.folded().iter().any(|word| word.first() == text.first() && text.starts_with(word))
    }

    /// True if one of the words stands in `text`, which is [`around`] a place.
    pub(super) fn stands_in(&self, text: &[u16]) -> bool {
        let words = self.folded();
        if words.len() >= MANY {
            let build = || AhoCorasick::new(words.iter().map(|word| String::from_utf16_lossy(word))).ok();
            let automaton = self.automaton.get_or_init(build).as_ref();
            return automaton.is_some_and(|automaton| automaton.is_match(&String::from_utf16_lossy(text)));
        }
        let bit = |unit: u16| (usize::from(unit >> 6 & 3), 1 << (unit & 63));
        let sieve = self.sieve.get_or_init(|| {
            let firsts = words.iter().map(|word| bit(word[0]));
            firsts.fold([0; 4], |mut sieve, (part, bit)| {
                sieve[part] |= bit;
                sieve
            })
        });
        text.iter().enumerate().any(|(at, unit)| {
            let (part, bit) = bit(*unit);
            sieve[part] & bit != 0 && {
                let first = words.partition_point(|word| word[0] < *unit);
                words[first..].iter().take_while(|word| word[0] == *unit).any(|word| text[at..].starts_with(word))
            }
        })
    }
}

/// The word lists of a pack, each made once however many entries name it.
pub(super) struct WordLists<'p> {
    sets: FxHashMap<&'p str, Arc<[String]>>,
    made: FxHashMap<Listed<'p>, Option<Arc<WordList>>>,
}

/// A list, hashed by its length and its first and last word: most are told apart by these, and there are many long ones.
#[derive(PartialEq, Eq)]
struct Listed<'p>(&'p [String]);

impl Hash for Listed<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.0.len(), self.0.first(), self.0.last()).hash(state);
    }
}

impl<'p> WordLists<'p> {
    pub(super) fn new(pack: &'p Pack) -> WordLists<'p> {
        let sets = pack.sets.iter().map(|set| (set.set.as_str(), set.words.clone())).collect();
        WordLists { sets, made: FxHashMap::default() }
    }

    /// The list of these words, in which `@name` stands for a set; none where there is no word.
    pub(super) fn of(&mut self, list: &'p [String]) -> Option<Arc<WordList>> {
        if list.is_empty() {
            return None;
        }
        let WordLists { sets, made } = self;
        let make = || {
            let set = |entry: &String| entry.strip_prefix('@').and_then(|name| sets.get(name)).cloned();
            let part = |entry: &String| set(entry).unwrap_or_else(|| std::slice::from_ref(entry).into());
            let words: Vec<Arc<[String]>> = list.iter().map(part).filter(|words| !words.is_empty()).collect();
            (!words.is_empty()).then(|| Arc::new(WordList::new(words)))
        };
        made.entry(Listed(list)).or_insert_with(make).clone()
    }
}
