//! Spellings that the lexicon looks for beside its words. Slips are words in which a character is often taken for
//! another (园满 for 圆满), of two or three characters, that also come about where two words meet (公园满是游人). Those
//! meetings are known by strings that are right as they stand, or, of slips whose spelling meets often, by the two words
//! themselves (办公 and 步行, of 公步 for 公布): one that overlaps an edge of the spelling is enough, and where what is left
//! beside the spelling is no word, it is only noted. Names and lists are
//! written out likewise, each in the wrong ways it may take (中国特社会主义). Pairs are words taken
//! for each other, each with what stands around it where it is wrong (制订条例 for 制定条例).

use super::context;
use super::kinds::Kinds;
use super::meeting::{Vocabulary, Words};
use super::phrases::{covering, right_strings};
use super::surroundings::Lists;
use crate::diagnostic::Severity;
use crate::pack::{Pack, Rulebook, Word};
use crate::text::fold::Fold;
use crate::text::is_han;
use crate::text::matcher::{Match, Matcher};
use rustc_hash::FxHashMap;

/// The set of strings that are right as they are, though they hold what would be a slip.
const RIGHT: &str = "slips-right";
/// Sets of characters: of surnames, of what stands before a person's name and behind it.
const NAMES: [&str; 3] = ["slips-surnames", "slips-before-names", "slips-behind-names"];

/// The slips and pairs of a rule book, spelled out.
#[derive(Default)]
pub(super) struct Slips {
    /// All spellings, each with the word that is meant before it.
    texts: String,
    places: Vec<Place>,
    right: Option<Matcher>,
    /// The characters of [`NAMES`].
    names: [Vec<u16>; 3],
    /// By set, the words whose overlap makes a slip innocent.
    beside: Vec<Words>,
    /// The words that make what is beside a slip whole.
    known: Option<Vocabulary>,
    /// What pairs ask for further away.
    around: Vec<Lists>,
}

/// Where a spelling stands in the texts; packed, because there are many.
struct Place {
    kind: u32,
    severity: Option<Severity>,
    /// Where the word that is meant begins, and where it ends and the spelling begins.
    right: u32,
    text: u32,
    /// The wrong word.
    from: u32,
    to: u32,
    /// Where the spelling ends.
    end: u32,
    company: Company,
}

/// What the text around the wrong word says of it.
enum Company {
    /// Nothing: it is a slip wherever it stands.
    Any,
    /// A slip, innocent beside the words of this place in `beside`.
    Beside(u32),
    /// A pair, wrong in the context that is part of its spelling.
    Context,
    /// A pair that also asks for what stands at this place of `around`.
    Around(u32),
}

/// A slip, or a pair in a context, spelled out.
pub(super) struct Spelling<'s> {
    /// Its kind, by its place in the pack's kinds.
    pub kind: u32,
    pub severity: Option<Severity>,
    /// What is looked for.
    pub text: &'s str,
    wrong: &'s str,
    right: &'s str,
    /// For a pair, what of `text` stands before and behind the wrong word, and what stands further away.
    around: Option<(&'s str, &'s str, Option<&'s Lists>)>,
    /// The words that make it innocent.
    beside: Option<&'s Words>,
    known: Option<&'s Vocabulary>,
}

impl Spelling<'_> {
    /// The word that a lexicon would hold for it.
    pub(super) fn word(&self, pack: &Pack) -> Word {
        let mut word = Word { fixes: vec![self.right.to_owned()], severity: self.severity, ..Word::new(self.wrong) };
        word.kind.clone_from(&pack.kinds[self.kind as usize].kind);
        word
    }

    /// Whether it is a word taken for another one, right elsewhere.
    pub(super) fn is_pair(&self) -> bool {
        self.around.is_some()
    }

    /// The place of the wrong word in what was found; none if what stands around it was not found as it is written, or
    /// does not stand further away.
    pub(super) fn place(&self, units: &[u16], found: Match) -> Option<Match> {
        let Some((before, after, around)) = self.around else { return Some(found) };
        let length = |text: &str| text.encode_utf16().count();
        let is_plain = !found.separated && !found.hidden && found.to - found.from == length(self.text);
        let place = Match { from: found.from + length(before), to: found.to - length(after), ..found };
        (is_plain && around.is_none_or(|around| around.stand(units, &place))).then_some(place)
    }

    /// Whether one of the words that make it innocent overlaps an edge of it where it was found.
    pub(super) fn is_beside(&self, units: &[u16], found: &Match) -> bool {
        let (Some(words), Some((first, last))) = (self.beside, self.edges()) else { return false };
        let is_word =
            |one: Option<u16>, other: Option<u16>| one.zip(other).is_some_and(|(one, other)| words.has(one, other));
        is_word(context::unit_before(units, found.from), Some(first))
            || is_word(Some(last), context::unit_after(units, found.to))
    }

    /// Whether it is a slip in which words often meet, beside what is no word: then two may meet there that the pack
    /// does not know.
    pub(super) fn is_doubtful(&self, units: &[u16], found: &Match) -> bool {
        let (Some(known), Some((first, last))) = (self.known, self.edges()) else { return false };
        let is_plain = !found.separated && !found.hidden && found.to - found.from == 2;
        self.beside.is_some()
            && is_plain
            && known.may_meet(self.wrong, first, last)
            && !known.is_whole_beside(units, found.from, found.to)
    }

    /// The first and the last unit of the wrong word, folded.
    fn edges(&self) -> Option<(u16, u16)> {
        let spelling = Fold::shared().word(self.wrong);
        Some((*spelling.first()?, *spelling.last()?))
    }
}

impl Slips {
    /// Spells out the slips and pairs of the sets, without what is switched off.
    pub(super) fn new(book: &Rulebook, kinds: &Kinds) -> Slips {
        let pack = book.pack();
        let mut made = Slips::default();
        let is_on = |kind: &str| kinds.on(kind).is_some();
        let is_off = |kind: u32, wrong: &[&str]| {
            book.are_words_off() && book.is_word_off(&pack.kinds[kind as usize].code, &wrong.concat())
        };
        let mut sets: FxHashMap<&str, u32> = FxHashMap::default();
        for slip in pack.slips_if(is_on) {
            let Some(kind) = kinds.on(slip.kind) else { continue };
            if is_off(kind, &slip.wrong) {
                continue;
            }
            let beside = slip.unless_beside.map(|set| {
                *sets.entry(set).or_insert_with(|| {
                    made.beside.push(Words::of(pack, set));
                    made.beside.len() as u32 - 1
                })
            });
            let company = beside.map_or(Company::Any, Company::Beside);
            let place = made.spell(slip.right, ["", ""], &slip.wrong);
            made.places.push(Place { kind, company, ..place });
        }
        for whole in pack.wholes_if(is_on) {
            let Some(kind) = kinds.on(whole.kind) else { continue };
            if is_off(kind, &[&whole.wrong]) {
                continue;
            }
            let place = made.spell(whole.right, ["", ""], &[&whole.wrong]);
            made.places.push(Place { kind, ..place });
        }
        for pair in pack.pairs_if(is_on) {
            let Some(kind) = kinds.on(pair.kind) else { continue };
            if is_off(kind, &[pair.wrong]) {
                continue;
            }
            let place = made.spell(pair.right, [pair.context.before, pair.context.after], &[pair.wrong]);
            let company = Lists::of(pair.context.around).map_or(Company::Context, |around| {
                made.around.push(around);
                Company::Around(made.around.len() as u32 - 1)
            });
            made.places.push(Place { kind, severity: pair.severity, company, ..place });
        }
        if made.places.is_empty() {
            return Slips::default();
        }
        made.right = right_strings(pack, RIGHT);
        made.known = if made.beside.is_empty() { None } else { Vocabulary::of(pack) };
        made.names = NAMES.map(|set| context::fold_words(pack.set(set)).concat());
        made
    }

    /// Adds to the texts a wrong word between what stands around it.
    fn spell(&mut self, right: &str, [before, after]: [&str; 2], wrong: &[&str]) -> Place {
        let mut push = |text: &str| {
            let at = self.texts.len() as u32;
            self.texts.push_str(text);
            at
        };
        let (right, text) = (push(right), push(before));
        let from = push("");
        wrong.iter().for_each(|part| _ = push(part));
        let to = push(after);
        let end = push("");
        Place { kind: 0, severity: None, right, text, from, to, end, company: Company::Any }
    }

    /// The spelling of that number.
    pub(super) fn get(&self, number: usize) -> Option<Spelling<'_>> {
        self.places.get(number).map(|place| self.spelling(place))
    }

    /// All spellings, in the order of their numbers.
    pub(super) fn spellings(&self) -> impl Iterator<Item = Spelling<'_>> {
        self.places.iter().map(|place| self.spelling(place))
    }

    fn spelling(&self, place: &Place) -> Spelling<'_> {
        let text = |from: u32, to: u32| &self.texts[from as usize..to as usize];
        let (beside, around) = match place.company {
            Company::Any => (None, None),
            Company::Beside(set) => (Some(&self.beside[set as usize]), None),
            Company::Context => (None, Some(None)),
            Company::Around(number) => (None, Some(Some(&self.around[number as usize]))),
        };
        Spelling {
            kind: place.kind,
            severity: place.severity,
            text: text(place.text, place.end),
            wrong: text(place.from, place.to),
            right: text(place.right, place.text),
            around: around.map(|around| (text(place.text, place.from), text(place.to, place.end), around)),
            beside,
            known: self.known.as_ref(),
        }
    }

    /// Whether two characters are what a person is called: behind a surname that begins what is said or follows what
    /// the person is, and before something that follows names (记者符福洲、…).
    pub(super) fn is_name(&self, units: &[u16], (from, to): (usize, usize)) -> bool {
        let [surnames, before, behind] = &self.names;
        let stands = |list: &[u16], unit: Option<u16>| unit.is_none_or(|unit| !is_han(unit) || list.contains(&unit));
        let surname = context::unit_before(units, from).filter(|_| to - from == 2);
        surname.is_some_and(|surname| surnames.contains(&surname))
            && stands(behind, context::unit_after(units, to))
            && stands(before, context::unit_before(units, from - 1))
    }

    /// Whether a slip at a place stands in a string that is right.
    pub(super) fn is_right(&self, units: &[u16]) -> impl Fn((usize, usize)) -> bool {
        let covered = self.right.as_ref().map(|right| covering(right, units));
        move |place| covered.as_ref().is_some_and(|covered| covered(place))
    }
}
