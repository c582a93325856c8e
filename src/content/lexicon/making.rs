//! Compiling words of a rule book: words, slips and plain words in one list of strings for the matcher, with what each
//! of them is and what is asked of it where it is found. What is switched off is left out here, so that a text is never
//! looked through for it.

use super::super::context::{WordList, WordLists};
use super::super::kinds::Kinds;
use super::super::phrases::Phrases;
use super::super::slips::{Slips, Spelling};
use crate::diagnostic::Severity;
use crate::pack::{Edge, Kind, Rulebook, Said, Word};
use crate::text::matcher::Matcher;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Words of a rule book, compiled. Its entries are numbered: words and slips first, then plain words, then phrases.
pub(super) struct Compiled {
    pub matcher: Matcher,
    /// What each string of the matcher is.
    patterns: Vec<Pattern>,
    entries: Vec<Entry>,
    /// How many words the pack's lexicon has, behind which the places of slips are counted.
    words: usize,
    pub slips: Slips,
    /// The plain words, whose strings stand behind `patterns` and whose numbers follow those of `entries`.
    plain: Plain,
    plain_words: usize,
    /// Set phrases, whose numbers follow those of the plain words, and for each kind what is asked of them.
    pub phrases: Phrases,
    phrase_kinds: Vec<Entry>,
}

/// What an entry is of, in the order in which entries go first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Origin {
    /// A word, by its place in the pack's lexicon.
    Word(u32),
    /// A slip or a pair, by its number.
    Slip(u32),
    /// A plain word, by its number.
    Plain(u32),
    /// A phrase, or a word of a collocation, by its number.
    Phrase(u32),
}

impl Compiled {
    /// Compiles the words at these places of the lexicon, and all slips and phrases of the sets if `has_sets`.
    #[inline(never)]
    pub fn new(book: &Rulebook, kinds: &Kinds, places: impl Iterator<Item = u32>, has_sets: bool) -> Compiled {
        let pack = book.pack();
        let slips = if has_sets { Slips::new(book, kinds) } else { Slips::default() };
        let least = places.size_hint().0;
        let mut making = Making {
            book,
            kinds,
            lists: WordLists::new(pack),
            strings: Vec::with_capacity(least),
            patterns: Vec::with_capacity(least),
            entries: Vec::with_capacity(least),
        };
        for place in places {
            making.add(&pack.lexicon[place as usize], place);
        }
        for (slip, place) in slips.spellings().zip(pack.lexicon.len() as u32..) {
            making.add_slip(&slip, place);
        }
        let plain = Plain::new(book, kinds);
        let Making { strings, patterns, entries, .. } = making;
        let matcher = Matcher::new(strings.into_iter().chain(plain.strings(book)));
        Compiled {
            matcher,
            patterns,
            entries,
            words: pack.lexicon.len(),
            slips,
            plain,
            plain_words: pack.plain.len(),
            phrases: if has_sets { Phrases::new(book, kinds) } else { Phrases::default() },
            phrase_kinds: pack.kinds.iter().zip(0..).map(|(kind, number)| Entry::phrase(number, kind)).collect(),
        }
    }

    /// True if there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.patterns.is_empty() && self.plain_words == 0 && self.phrases.is_empty()
    }

    /// What a string of the matcher is.
    pub fn pattern(&self, string: u32) -> Pattern {
        let behind = |at: usize| Pattern::Word((self.entries.len() + at - self.patterns.len()) as u32, 0);
        self.patterns.get(string as usize).copied().unwrap_or_else(|| behind(string as usize))
    }

    /// What is asked of the entry of that number.
    pub fn entry(&self, number: u32) -> &Entry {
        match self.origin(number) {
            Origin::Phrase(phrase) => &self.phrase_kinds[self.phrases.kind(phrase) as usize],
            Origin::Plain(word) => self.plain.class(word as usize).expect("only what is on is found"),
            Origin::Word(_) | Origin::Slip(_) => &self.entries[number as usize],
        }
    }

    /// What the entry of that number is of.
    pub fn origin(&self, number: u32) -> Origin {
        let Some(entry) = self.entries.get(number as usize) else {
            let plain = number - self.entries.len() as u32;
            return match plain.checked_sub(self.plain_words as u32) {
                Some(phrase) => Origin::Phrase(phrase),
                None => Origin::Plain(plain),
            };
        };
        match entry.word.checked_sub(self.words as u32) {
            Some(slip) => Origin::Slip(slip),
            None => Origin::Word(entry.word),
        }
    }

    /// The slip that the entry of that number is, if it is one.
    pub fn slip(&self, number: u32) -> Option<Spelling<'_>> {
        let place = self.entries.get(number as usize)?.word as usize;
        self.slips.get(place.checked_sub(self.words)?)
    }

    /// The number of the first phrase.
    pub fn first_phrase(&self) -> u32 {
        (self.entries.len() + self.plain_words) as u32
    }
}

#[derive(Clone, Copy)]
pub(super) enum Pattern {
    /// The word of an entry, or the one of that number among those of which the same holds.
    Word(u32, u32),
    /// A longer string in which the word of an entry is innocent.
    Unless(u32),
}

/// What of a word is asked at every hit; the rest stays in the pack, where `word` finds it.
pub(super) struct Entry {
    /// The word, by its place in the pack's lexicon; behind those, by its place among the slips.
    pub word: u32,
    /// Its kind, by its place in the pack's kinds.
    pub kind: u32,
    /// For choosing between hits that overlap.
    pub rank: Severity,
    pub disguised: bool,
    pub hidden: bool,
    /// Only quotation marks are missing: it is right where it stands in some.
    pub unquoted: bool,
    pub edge: Option<Edge>,
    pub around: Option<Box<Around>>,
}

impl Entry {
    /// What is asked of a miswritten phrase of a kind.
    fn phrase(number: u32, kind: &Kind) -> Entry {
        Entry {
            word: u32::MAX,
            kind: number,
            rank: kind.severity,
            disguised: false,
            hidden: false,
            unquoted: false,
            edge: None,
            around: None,
        }
    }

    /// That of plain words of a kind.
    fn plain(number: u32, kind: &Kind, severity: Option<Severity>) -> Entry {
        let rank = severity.unwrap_or(kind.severity);
        Entry { rank, disguised: kind.disguised, ..Entry::phrase(number, kind) }
    }
}

/// The lists of an entry that say what must or must not stand around it.
#[derive(Default)]
pub(super) struct Around {
    pub before: Option<Arc<WordList>>,
    pub after: Option<Arc<WordList>>,
    pub near: Option<Arc<WordList>>,
    pub unless_near: Option<Arc<WordList>>,
}

impl Around {
    fn is_some(&self) -> bool {
        [&self.before, &self.after, &self.near, &self.unless_near].iter().any(|list| list.is_some())
    }
}

/// What of plain words is asked at every hit: they fall into few classes.
#[derive(Default)]
pub(super) struct Plain {
    /// Those of a kind and severity; none where such words are off.
    classes: Vec<Option<Entry>>,
    /// Of words that follow each other and are of one class, the first and the class.
    runs: Vec<(u32, u32)>,
}

impl Plain {
    #[inline(never)]
    fn new(book: &Rulebook, kinds: &Kinds) -> Plain {
        let mut plain = Plain::default();
        let class = |said: &Said| {
            let number = kinds.on(said.kind())?;
            Some(Entry::plain(number, &book.pack().kinds[number as usize], said.severity()))
        };
        let mut known: FxHashMap<(&str, Option<Severity>), u32> = FxHashMap::default();
        for said in book.pack().plain.said() {
            let number = *known.entry((said.kind(), said.severity())).or_insert_with(|| {
                plain.classes.push(class(said));
                plain.classes.len() as u32 - 1
            });
            plain.runs.push((said.first(), number));
        }
        plain
    }

    /// What is asked of the word of that index; none of one that is off, which is never found.
    pub(super) fn class(&self, index: usize) -> Option<&Entry> {
        let run = self.runs.partition_point(|(first, _)| *first as usize <= index).checked_sub(1)?;
        self.classes[self.runs[run].1 as usize].as_ref()
    }

    /// What the matcher looks for: each word, or nothing where it is off.
    fn strings<'b>(&self, book: &'b Rulebook) -> impl Iterator<Item = &'b str> {
        let words = &book.pack().plain;
        let mut run = 0;
        (0..words.len()).map(move |index| {
            if self.runs.get(run + 1).is_some_and(|(first, _)| *first as usize == index) {
                run += 1;
            }
            let Some(entry) = &self.classes[self.runs[run].1 as usize] else { return "" };
            let spelling = words.spelling(index);
            let code = &book.pack().kinds[entry.kind as usize].code;
            if book.is_word_off(code, spelling) { "" } else { spelling }
        })
    }
}

/// A lexicon half made.
struct Making<'p> {
    book: &'p Rulebook,
    kinds: &'p Kinds<'p>,
    lists: WordLists<'p>,
    strings: Vec<&'p str>,
    patterns: Vec<Pattern>,
    entries: Vec<Entry>,
}

impl<'p> Making<'p> {
    /// Adds a slip or a pair.
    fn add_slip(&mut self, slip: &Spelling<'p>, place: u32) {
        let kind = &self.book.pack().kinds[slip.kind as usize];
        self.strings.push(slip.text);
        self.patterns.push(Pattern::Word(self.entries.len() as u32, 0));
        let rank = slip.severity.unwrap_or(kind.severity);
        self.entries.push(Entry { word: place, rank, ..Entry::phrase(slip.kind, kind) });
    }

    /// Never inlined, for the reason that [`Matcher`] has: a hundred thousand words come here one by one.
    #[inline(never)]
    fn add(&mut self, word: &'p Word, place: u32) {
        let Some(number) = self.kinds.on(&word.kind) else { return };
        let kind = &self.book.pack().kinds[number as usize];
        let id = self.entries.len() as u32;
        let before = self.strings.len();
        for (spelling, which) in word.spellings().zip(0..) {
            if !self.book.is_word_off(&kind.code, spelling) {
                self.strings.push(spelling);
                self.patterns.push(Pattern::Word(id, which));
            }
        }
        if self.strings.len() == before {
            return;
        }
        for longer in &word.unless {
            self.strings.push(longer);
            self.patterns.push(Pattern::Unless(id));
        }
        let mut list = |words| self.lists.of(words);
        let around = Around {
            before: list(&word.before),
            after: list(&word.after),
            near: list(&word.near),
            unless_near: list(&word.unless_near),
        };
        self.entries.push(Entry {
            word: place,
            kind: number,
            rank: word.severity.unwrap_or(kind.severity),
            disguised: kind.disguised || word.hidden,
            hidden: word.hidden,
            unquoted: word
                .fixes
                .first()
                .is_some_and(|fix| fix.contains('“') && fix.replace(['“', '”'], "") == word.word),
            edge: word.edge,
            around: around.is_some().then(|| Box::new(around)),
        });
    }
}
