//! Words that ask for no context, in bulk. A vendor may bring a hundred thousand of them, and a [`Word`] each would
//! cost more time and memory than finding them: so they lie one after another in one string, and are taken apart when
//! one is found in a text. What is said of one word is mostly said of the next as well, and so it is kept once for all
//! that follow each other.

use super::check::MAX_WORD;
use super::{Word, content};
use crate::diagnostic::Severity;
use rustc_hash::FxBuildHasher;
use std::hash::BuildHasher;

/// Ends a record. The border to JavaScript hands words over in this form.
const RECORD: u8 = 0x1E;
/// Between the fields of a record: spelling, and fixes as many as there are. Most records are a spelling alone.
const FIELD: char = '\u{1F}';

/// Words of which nothing is said but their kind, severity, message and fixes. What holds of such a word is exactly
/// what holds of a [`Word`] with the same members.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PlainWords {
    records: String,
    places: Vec<Place>,
    /// What is said of the words, in their order.
    said: Vec<Said>,
}

/// Where a record stands.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Place {
    /// End of the spelling, with which the record begins.
    spelling: u32,
    /// End of the record, its mark left out.
    end: u32,
}

/// What is said of words that follow each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    first: u32,
    kind: String,
    severity: Option<Severity>,
    /// Empty if there is none.
    message: String,
}

impl Said {
    /// The index of the first of the words; the last is the one before those of the next.
    pub fn first(&self) -> u32 {
        self.first
    }

    /// The kind of the words.
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// Their severity, where they have one of their own.
    pub fn severity(&self) -> Option<Severity> {
        self.severity
    }
}

/// Words as the border hands them over.
#[derive(Debug, Clone, Default)]
pub struct PlainRecords {
    /// The records, each ended by a record mark.
    pub records: String,
    /// How many records there are.
    pub words: usize,
    /// How many field marks they hold in all, so that a mark inside a member is noticed.
    pub fields: usize,
    /// What is said of them: number of the first word, kind, severity and message, with field marks between; in the
    /// order of their numbers, the first of which is 0; each ended by a record mark. What is empty was not given.
    pub said: String,
    /// How many of these there are.
    pub runs: usize,
}

impl PlainWords {
    /// Words as the border hands them over. None if they cannot be told from each other, or hold what is no text (lone
    /// surrogates arrive as U+FFFD) or no severity.
    pub fn from_records(from: PlainRecords) -> Option<PlainWords> {
        let PlainRecords { records, words, fields, said, runs } = from;
        u32::try_from(records.len()).ok()?;
        let bytes = records.as_bytes();
        let mut places = Vec::with_capacity(words.min(bytes.len()));
        let (mut at, mut marks) = (0, 0);
        while let Some(Measure { spelling, length, fields }) = measure(&bytes[at..]) {
            places.push(Place { spelling: (at + spelling) as u32, end: (at + length) as u32 });
            at += length + 1;
            marks += fields;
        }
        let said = read_said(&said)?;
        let firsts = || said.iter().map(|run| run.first);
        let in_order = said.first().is_none_or(|run| run.first == 0)
            && firsts().zip(firsts().skip(1)).all(|(one, next)| one < next)
            && said.last().map_or(words == 0, |run| (run.first as usize) < words);
        (at == bytes.len() && places.len() == words && marks == fields && said.len() == runs && in_order)
            .then_some(PlainWords { records, places, said })
    }

    /// Adds a word; false, and nothing is added, if it is not plain.
    pub fn push(&mut self, word: &Word) -> bool {
        if !word.is_plain() || word.message.as_deref() == Some("") {
            return false;
        }
        if std::iter::once(&word.word).chain(&word.fixes).any(|field| is_marked(field)) {
            return false;
        }
        let fixes: Vec<&str> = word.fixes.iter().map(String::as_str).collect();
        self.add(&word.word, &word.kind, word.severity, word.message.as_deref().unwrap_or(""), &fixes);
        true
    }

    /// Adds a word of these members, of which the spelling and the fixes hold no mark.
    pub(super) fn add(&mut self, word: &str, kind: &str, severity: Option<Severity>, message: &str, fixes: &[&str]) {
        let same = |last: &Said| last.kind == kind && last.severity == severity && last.message == message;
        if !self.said.last().is_some_and(same) {
            let first = self.places.len() as u32;
            self.said.push(Said { first, kind: kind.to_owned(), severity, message: message.to_owned() });
        }
        self.records.push_str(word);
        let spelling = self.records.len() as u32;
        for fix in fixes {
            self.records.push(FIELD);
            self.records.push_str(fix);
        }
        self.places.push(Place { spelling, end: self.records.len() as u32 });
        self.records.push(RECORD as char);
    }

    /// Number of words.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// True if there is no word.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    fn start(&self, index: usize) -> usize {
        if index == 0 { 0 } else { self.places[index - 1].end as usize + 1 }
    }

    fn record(&self, index: usize) -> &str {
        &self.records[self.start(index)..self.places[index].end as usize]
    }

    /// How the word of that index is spelled.
    #[inline]
    pub fn spelling(&self, index: usize) -> &str {
        &self.records[self.start(index)..self.places[index].spelling as usize]
    }

    /// What is said of the words, in their order.
    pub fn said(&self) -> &[Said] {
        &self.said
    }

    /// The word of that index.
    pub fn word(&self, index: usize) -> Word {
        let mut fields = self.record(index).split(FIELD);
        let word = fields.next().unwrap_or("");
        let said = &self.said[self.said.partition_point(|said| said.first as usize <= index) - 1];
        Word {
            kind: said.kind.clone(),
            severity: said.severity,
            message: Some(&said.message).filter(|message| !message.is_empty()).cloned(),
            fixes: fields.map(str::to_owned).collect(),
            ..Word::new(word)
        }
    }

    /// All words, each as a [`Word`].
    pub fn words(&self) -> impl Iterator<Item = Word> {
        (0..self.len()).map(|index| self.word(index))
    }

    /// Only those words whose spelling is wanted.
    pub(super) fn retain(&mut self, wanted: impl Fn(&str) -> bool) {
        if (0..self.len()).all(|index| wanted(self.spelling(index))) {
            return;
        }
        let mut kept = PlainWords::default();
        let mut runs = self.said.iter().peekable();
        let mut run = None;
        for index in 0..self.len() {
            run = runs.next_if(|run| run.first as usize == index).or(run);
            let Some(said) = run.filter(|_| wanted(self.spelling(index))) else { continue };
            let fixes: Vec<&str> = self.record(index).split(FIELD).skip(1).collect();
            kept.add(self.spelling(index), &said.kind, said.severity, &said.message, &fixes);
        }
        *self = kept;
    }

    /// The words of `other` behind these.
    pub(super) fn append(&mut self, other: PlainWords) {
        if self.is_empty() {
            *self = other;
            return;
        }
        let (shift, words) = (self.records.len() as u32, self.places.len() as u32);
        self.records.push_str(&other.records);
        let moved = |Place { spelling, end }: &Place| Place { spelling: spelling + shift, end: end + shift };
        self.places.extend(other.places.iter().map(moved));
        self.said.extend(other.said.into_iter().map(|run| Said { first: run.first + words, ..run }));
    }

    /// True if each word is one that a lexicon may hold: not blank, not too long, of a known kind, with fixes that
    /// differ from it. That no spelling comes twice is for [`Spellings`] to say.
    pub(super) fn is_sound(&self, is_kind: impl Fn(&str) -> bool) -> bool {
        // Asked anew only where it changes.
        let known = |at: usize| at > 0 && self.said[at - 1].kind == self.said[at].kind || is_kind(&self.said[at].kind);
        (0..self.said.len()).all(known) && (0..self.len()).all(|index| self.may_be_word(index))
    }

    /// Never inlined: engines compile a small function well after few calls, and there is one call a word.
    #[inline(never)]
    fn may_be_word(&self, index: usize) -> bool {
        let spelling = self.spelling(index);
        let short = spelling.len() <= MAX_WORD || spelling.chars().count() <= MAX_WORD;
        let mends = || self.record(index).split(FIELD).skip(1).all(|fix| fix != spelling);
        let Place { spelling: bare, end } = self.places[index];
        short && !spelling.trim_start().is_empty() && (bare == end || mends())
    }
}

/// Reads what is said of words.
fn read_said(said: &str) -> Option<Vec<Said>> {
    if said.is_empty() {
        return Some(Vec::new());
    }
    let run = |run: &str| {
        let mut fields = run.split(FIELD);
        let mut next = || fields.next();
        let (first, kind, severity, message) = (next()?.parse().ok()?, next()?, next()?, next()?);
        let severity = match severity {
            "" => None,
            name => Some(Severity::ALL.into_iter().find(|severity| severity.name() == name)?),
        };
        let is_text = next().is_none() && !message.contains(char::REPLACEMENT_CHARACTER);
        let kind = if kind.is_empty() { content::CUSTOM } else { kind };
        is_text.then(|| Said { first, kind: kind.to_owned(), severity, message: message.to_owned() })
    };
    said.strip_suffix(RECORD as char)?.split(RECORD as char).map(run).collect()
}

/// The first of some records.
struct Measure {
    /// Length of the spelling.
    spelling: usize,
    /// Length without the mark at the end.
    length: usize,
    /// How many field marks there are.
    fields: usize,
}

/// Measures the first record; none at the end, or at U+FFFD. Never inlined, as [`PlainWords::may_be_word`].
#[inline(never)]
fn measure(bytes: &[u8]) -> Option<Measure> {
    let (mut spelling, mut fields) = (None, 0);
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            // Nearly all.
            0x20..=0xEE => {}
            0x1E => return Some(Measure { spelling: spelling.unwrap_or(at), length: at, fields }),
            0x1F => {
                spelling = spelling.or(Some(at));
                fields += 1;
            }
            0xEF if bytes[at..].starts_with("\u{FFFD}".as_bytes()) => return None,
            _ => {}
        }
    }
    None
}

/// True if it holds a mark, and so cannot be a field.
pub(super) fn is_marked(text: &str) -> bool {
    text.bytes().any(|byte| byte == RECORD || byte == FIELD as u8)
}

/// The spellings of plain words, to be asked whether one is among them: an open hash table of indices.
pub(super) struct Spellings {
    /// Index plus one, and above it the last bits of the hash; or 0.
    slots: Vec<u32>,
    repeat: bool,
}

/// So many bits of a slot are the index plus one; there is no room in memory for more words.
const INDEX_BITS: u32 = 25;

impl Spellings {
    pub(super) fn new(words: &PlainWords) -> Spellings {
        let slots = vec![0; (words.len() * 3 / 2).next_power_of_two().max(8)];
        let mut table = Spellings { slots, repeat: words.len() >= 1 << INDEX_BITS };
        if !table.repeat {
            (0..words.len()).for_each(|index| table.insert(words, index));
        }
        table
    }

    #[inline(never)]
    fn insert(&mut self, words: &PlainWords, index: usize) {
        let (slot, tag) = self.slot(words, words.spelling(index));
        self.repeat |= self.slots[slot] != 0;
        self.slots[slot] = tag | (index as u32 + 1);
    }

    /// True if a spelling stands there twice (or if there are too many to tell).
    pub(super) fn repeat(&self) -> bool {
        self.repeat
    }

    /// True if it is one of `words`, those that the table was made of.
    pub(super) fn has(&self, words: &PlainWords, spelling: &str) -> bool {
        self.slots[self.slot(words, spelling).0] != 0
    }

    /// The slot where the spelling stands or would stand, and what its index goes with there.
    fn slot(&self, words: &PlainWords, spelling: &str) -> (usize, u32) {
        let mask = self.slots.len() - 1;
        let hash = hash(spelling);
        // The lower 26 bits of the hash are its good ones; the slot takes them from below, the tag from above.
        let tag = ((hash >> 19) as u32) << INDEX_BITS;
        let mut slot = hash as usize & mask;
        while self.slots[slot] != 0 {
            let index = (self.slots[slot] & ((1 << INDEX_BITS) - 1)) - 1;
            if self.slots[slot] >> INDEX_BITS == tag >> INDEX_BITS && words.spelling(index as usize) == spelling {
                break;
            }
            slot = (slot + 1) & mask;
        }
        (slot, tag)
    }
}

fn hash(spelling: &str) -> u64 {
    FxBuildHasher.hash_one(spelling)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rich() -> Word {
        let message = Some("不用“甲乙”。".to_owned());
        Word {
            kind: "typo".into(),
            severity: Some(Severity::Info),
            message,
            fixes: vec!["丙".into(), "".into()],
            ..Word::new("甲乙")
        }
    }

    #[test]
    fn a_word_comes_back_as_it_went_in() {
        let again = Word { message: None, ..rich() };
        let list = [
            Word::new("甲"),
            rich(),
            Word { word: "甲丙".into(), ..rich() },
            Word { word: "甲丁".into(), ..again },
            Word { fixes: vec!["丁".into()], ..Word::new("戊") },
            Word::new("己"),
        ];
        let mut words = PlainWords::default();
        assert!(list.iter().all(|word| words.push(word)));
        assert_eq!(words.words().collect::<Vec<_>>(), list);
        assert_eq!(words.said().len(), 4);
        let mut twice = words.clone();
        twice.append(words.clone());
        assert_eq!(twice.words().skip(6).collect::<Vec<_>>(), list);
        twice.retain(|spelling| spelling != "甲乙" && spelling != "戊");
        assert_eq!(twice.words().map(|w| w.word).collect::<String>(), "甲甲丙甲丁己甲甲丙甲丁己");
        assert_eq!(twice.word(5), list[2]);
        assert_eq!(twice.word(7), list[5]);
        twice.retain(|_| false);
        assert!(twice.is_empty() && twice.said().is_empty());
    }

    #[test]
    fn what_has_a_context_or_holds_a_mark_is_not_plain() {
        let mut words = PlainWords::default();
        assert!(!words.push(&Word { near: vec!["乙".into()], ..Word::new("甲") }));
        assert!(!words.push(&Word::new("甲\u{1E}乙")));
        assert!(!words.push(&Word { fixes: vec!["乙\u{1F}".into()], ..Word::new("甲") }));
        assert!(words.is_empty());
    }

    fn read(records: &str, words: usize, fields: usize, said: &str, runs: usize) -> Option<PlainWords> {
        PlainWords::from_records(PlainRecords { records: records.into(), words, fields, said: said.into(), runs })
    }

    #[test]
    fn records_are_read_as_they_were_written() {
        let said = "0\u{1F}\u{1F}\u{1F}\u{1E}1\u{1F}typo\u{1F}info\u{1F}不用“甲乙”。\u{1E}";
        let words = read("甲\u{1E}甲乙\u{1F}丙\u{1F}\u{1E}", 2, 2, said, 2).unwrap();
        assert_eq!(words.words().collect::<Vec<_>>(), [Word::new("甲"), rich()]);
    }

    #[test]
    fn records_that_are_not_what_was_counted_are_refused() {
        let bare = "0\u{1F}\u{1F}\u{1F}\u{1E}";
        assert!(read("", 0, 0, "", 0).is_some());
        assert!(read("甲\u{1E}乙\u{1E}", 2, 0, bare, 1).is_some());
        assert!(read("甲\u{1E}乙\u{1E}", 1, 0, bare, 1).is_none(), "a mark inside a word");
        assert!(read("甲\u{1F}乙\u{1E}", 1, 0, bare, 1).is_none(), "a fix that nobody put in");
        assert!(read("甲\u{1E}乙", 1, 0, bare, 1).is_none(), "no end");
        assert!(read("甲\u{FFFD}\u{1E}", 1, 0, bare, 1).is_none(), "no text");
        assert!(read("甲\u{1E}", 1, 0, "", 0).is_none(), "nothing said");
        for (said, runs) in [
            (bare, 2),
            ("1\u{1F}\u{1F}\u{1F}\u{1E}", 1),
            ("0\u{1F}\u{1F}\u{1E}", 1),
            ("0\u{1F}\u{1F}\u{1F}\u{1F}\u{1E}", 1),
            ("0\u{1F}\u{1F}fatal\u{1F}\u{1E}", 1),
            ("0\u{1F}\u{1F}\u{1F}\u{FFFD}\u{1E}", 1),
            ("0\u{1F}\u{1F}\u{1F}\u{1E}0\u{1F}\u{1F}\u{1F}甲\u{1E}", 2),
            ("0\u{1F}\u{1F}\u{1F}\u{1E}1\u{1F}\u{1F}\u{1F}甲\u{1E}", 2),
        ] {
            assert!(read("甲\u{1E}", 1, 0, said, runs).is_none(), "{said:?}");
        }
    }

    #[test]
    fn only_words_that_a_lexicon_may_hold_are_sound() {
        let sound = |word: Word| {
            let mut words = PlainWords::default();
            words.push(&Word::new("甲"));
            words.push(&word);
            words.push(&Word::new("己"));
            words.is_sound(|kind| ["custom", "typo"].contains(&kind))
        };
        assert!(sound(rich()));
        assert!(sound(Word::new(&"长".repeat(MAX_WORD))));
        assert!(!sound(Word::new(&"长".repeat(MAX_WORD + 1))));
        assert!(!sound(Word::new(" \u{3000}")));
        assert!(!sound(Word { kind: "none".into(), ..Word::new("乙") }));
        assert!(!sound(Word { fixes: vec!["乙".into()], ..Word::new("乙") }));
    }
}
