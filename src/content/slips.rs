//! Spellings that the lexicon looks for beside its words. Slips are words in which a character is often taken for
//! another (园满 for 圆满), of two or three characters, that also come about where two words meet (公园满是游人). Those
//! meetings are known by strings that are right as they stand, or, of slips whose spelling meets often, by the two words
//! themselves (办公 and 步行, of 公步 for 公布): one that overlaps an edge of the spelling is enough. Pairs are words taken
//! for each other, each with what stands around it where it is wrong (制订条例 for 制定条例).

use super::context;
use super::meeting::Words;
use super::phrases::covering;
use crate::diagnostic::Severity;
use crate::pack::{Pack, Word};
use crate::text::fold::Fold;
use crate::text::matcher::{Match, Matcher};
use rustc_hash::FxHashMap;

/// The set of strings that are right as they are, though they hold what would be a slip.
const RIGHT: &str = "slips-right";

/// The slips and pairs of a pack, spelled out.
#[derive(Default)]
pub(super) struct Slips {
    pub spellings: Vec<Spelling>,
    right: Option<Matcher>,
    /// By set, the words whose overlap makes a slip innocent.
    beside: Vec<Words>,
}

/// A slip, or a pair in a context, spelled out.
pub(super) struct Spelling {
    pub kind: String,
    pub severity: Option<Severity>,
    /// What is looked for.
    pub text: String,
    pub wrong: String,
    right: String,
    /// For a pair, how many units of `text` stand before and behind the wrong word.
    around: Option<(usize, usize)>,
    /// Its words of `beside`.
    beside: Option<u32>,
}

impl Spelling {
    /// The word that a lexicon would hold for it.
    pub(super) fn word(&self) -> Word {
        let mut word = Word { fixes: vec![self.right.clone()], severity: self.severity, ..Word::new(&self.wrong) };
        word.kind.clone_from(&self.kind);
        word
    }

    /// Whether it is a word taken for another one, right elsewhere.
    pub(super) fn is_pair(&self) -> bool {
        self.around.is_some()
    }

    /// The place of the wrong word in what was found; none if what stands around it was not found as it is written.
    pub(super) fn place(&self, found: Match) -> Option<Match> {
        let Some((before, after)) = self.around else { return Some(found) };
        let is_plain = !found.separated && !found.hidden && found.to - found.from == self.text.encode_utf16().count();
        is_plain.then(|| Match { from: found.from + before, to: found.to - after, ..found })
    }
}

impl Slips {
    pub(super) fn new(pack: &Pack) -> Slips {
        let mut spellings: Vec<Spelling> = Vec::new();
        let mut beside = Vec::new();
        let mut sets: FxHashMap<&str, u32> = FxHashMap::default();
        for slip in pack.slips() {
            let (kind, right) = (slip.kind.to_owned(), slip.right.to_owned());
            let words = slip.unless_beside.map(|set| {
                *sets.entry(set).or_insert_with(|| {
                    beside.push(Words::of(pack, set));
                    beside.len() as u32 - 1
                })
            });
            let (text, wrong) = (slip.wrong.clone(), slip.wrong);
            spellings.push(Spelling { kind, severity: None, text, wrong, right, around: None, beside: words });
        }
        for pair in pack.pairs() {
            let (kind, right, wrong) = (pair.kind.to_owned(), pair.right.to_owned(), pair.wrong.to_owned());
            let text = [pair.before, pair.wrong, pair.after].concat();
            let around = Some((pair.before.encode_utf16().count(), pair.after.encode_utf16().count()));
            spellings.push(Spelling { kind, severity: pair.severity, text, wrong, right, around, beside: None });
        }
        if spellings.is_empty() {
            return Slips::default();
        }
        let right = pack.sets.iter().find(|set| set.set == RIGHT);
        let right = right.map(|set| Matcher::new(set.words.iter().map(String::as_str)));
        Slips { spellings, right, beside }
    }

    /// Whether a slip at a place stands in a string that is right.
    pub(super) fn is_right(&self, units: &[u16]) -> impl Fn((usize, usize)) -> bool {
        let covered = self.right.as_ref().map(|right| covering(right, units));
        move |place| covered.as_ref().is_some_and(|covered| covered(place))
    }

    /// Whether one of the words that make a slip innocent overlaps an edge of it.
    pub(super) fn is_beside(&self, units: &[u16], slip: &Spelling, found: &Match) -> bool {
        let Some(words) = slip.beside.map(|set| &self.beside[set as usize]) else { return false };
        let spelling = Fold::shared().word(&slip.wrong);
        let (Some(first), Some(last)) = (spelling.first(), spelling.last()) else { return false };
        let is_word =
            |one: Option<&u16>, other: Option<&u16>| one.zip(other).is_some_and(|(one, other)| words.has(*one, *other));
        is_word(context::before(units, found.from).last(), Some(first))
            || is_word(Some(last), context::after(units, found.to).first())
    }
}
