//! Words that ask for no context, in bulk. A vendor may bring a hundred thousand of them, and a [`Word`] each would
//! cost more time and memory than finding them: so they lie one after another in one string, and are taken apart when
//! one is found in a text.

use super::check::MAX_WORD;
use super::{Word, content};
use crate::diagnostic::Severity;
use rustc_hash::FxBuildHasher;
use std::hash::BuildHasher;

/// Ends a record. The border to JavaScript hands words over in this form.
const RECORD: u8 = 0x1E;
/// Between the fields of a record: spelling, kind, severity, message, and fixes as many as there are. What is empty at
/// the end is left out, so that most records are a spelling alone.
const FIELD: char = '\u{1F}';
/// Words of which nothing is said but their kind, severity, message and fixes. What holds of such a word is exactly
/// what holds of a [`Word`] with the same members.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PlainWords {
    records: String,
    places: Vec<Place>,
}

/// Where a record stands.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Place {
    /// End of the spelling, with which the record begins.
    spelling: u32,
    /// End of the record, its mark left out.
    end: u32,
}

impl PlainWords {
    /// Words as the border hands them over, each ended by a record mark; `count` words with `fields` field marks in
    /// all, so that a mark inside a member is noticed. None if they cannot be told from each other, or hold what is no
    /// text (lone surrogates arrive as U+FFFD).
    pub fn from_records(records: String, count: usize, fields: usize) -> Option<PlainWords> {
        u32::try_from(records.len()).ok()?;
        let bytes = records.as_bytes();
        let mut places = Vec::with_capacity(count.min(bytes.len()));
        let (mut at, mut marks) = (0, 0);
        while let Some(Measure { spelling, length, fields }) = measure(&bytes[at..]) {
            places.push(Place { spelling: (at + spelling) as u32, end: (at + length) as u32 });
            at += length + 1;
            marks += fields;
        }
        (at == bytes.len() && places.len() == count && marks == fields).then_some(PlainWords { records, places })
    }

    /// Adds a word; false, and nothing is added, if it is not plain.
    pub fn push(&mut self, word: &Word) -> bool {
        if !word.is_plain() || word.message.as_deref() == Some("") {
            return false;
        }
        let fields = [word.word.as_str(), &word.kind, word.message.as_deref().unwrap_or("")];
        if fields.into_iter().chain(word.fixes.iter().map(String::as_str)).any(is_marked) {
            return false;
        }
        let kind = if word.kind == content::CUSTOM { "" } else { &word.kind };
        let fixes: Vec<&str> = word.fixes.iter().map(String::as_str).collect();
        self.add(&word.word, kind, word.severity, fields[2], &fixes);
        true
    }

    /// Adds a word of these fields, which hold no mark; an empty kind is `custom`.
    pub(super) fn add(&mut self, word: &str, kind: &str, severity: Option<Severity>, message: &str, fixes: &[&str]) {
        let severity = severity.map_or("", Severity::name);
        self.records.push_str(word);
        let spelling = self.records.len() as u32;
        let fields = [kind, severity, message];
        let used = if fixes.is_empty() { fields.iter().rposition(|f| !f.is_empty()).map_or(0, |at| at + 1) } else { 3 };
        for field in fields[..used].iter().chain(fixes) {
            self.records.push(FIELD);
            self.records.push_str(field);
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

    /// Kind and severity of the word of that index; the same pair mostly comes many times over.
    #[inline(never)]
    pub fn class(&self, index: usize) -> Class<'_> {
        let Place { spelling, end } = self.places[index];
        if spelling == end {
            return Class { kind: "", severity: "" };
        }
        let mut fields = self.records[spelling as usize + 1..end as usize].split(FIELD);
        Class { kind: fields.next().unwrap_or(""), severity: fields.next().unwrap_or("") }
    }

    /// The word of that index.
    pub fn word(&self, index: usize) -> Word {
        let mut fields = self.record(index).split(FIELD);
        let mut next = || fields.next().unwrap_or("");
        let (word, kind, severity, message) = (next(), next(), next(), next());
        Word {
            kind: Class { kind, severity }.kind().to_owned(),
            severity: Class { kind, severity }.severity(),
            message: Some(message).filter(|m| !m.is_empty()).map(str::to_owned),
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
        if self.is_empty() {
            return;
        }
        let mut kept = PlainWords::default();
        for index in (0..self.len()).filter(|index| wanted(self.spelling(*index))) {
            let (start, at) = (self.start(index) as u32, kept.records.len() as u32);
            let Place { spelling, end } = self.places[index];
            kept.records.push_str(self.record(index));
            kept.records.push(RECORD as char);
            kept.places.push(Place { spelling: spelling - start + at, end: end - start + at });
        }
        *self = kept;
    }

    /// The words of `other` behind these.
    pub(super) fn append(&mut self, other: PlainWords) {
        if self.is_empty() {
            *self = other;
            return;
        }
        let shift = self.records.len() as u32;
        self.records.push_str(&other.records);
        let moved = |Place { spelling, end }: &Place| Place { spelling: spelling + shift, end: end + shift };
        self.places.extend(other.places.iter().map(moved));
    }

    /// True if each word is one that a lexicon may hold: not blank, not too long, of a known kind and severity, with
    /// fixes that differ from it. That no spelling comes twice is for [`Spellings`] to say.
    pub(super) fn is_sound(&self, is_kind: impl Fn(&str) -> bool) -> bool {
        // Looked at anew only where they change.
        let mut last = None;
        (0..self.len()).all(|index| self.is_sound_at(index, &mut last, &is_kind))
    }

    /// Never inlined: engines compile a small function well after few calls, and there is one call a word.
    #[inline(never)]
    fn is_sound_at<'w>(&'w self, index: usize, last: &mut Option<Class<'w>>, is_kind: &impl Fn(&str) -> bool) -> bool {
        if !self.may_be_word(index) {
            return false;
        }
        let class = self.class(index);
        let known =
            *last == Some(class) || is_kind(class.kind()) && (class.severity.is_empty() || class.severity().is_some());
        *last = Some(class);
        known
    }

    fn may_be_word(&self, index: usize) -> bool {
        let spelling = self.spelling(index);
        let short = spelling.len() <= MAX_WORD || spelling.chars().count() <= MAX_WORD;
        let mends = || self.record(index).split(FIELD).skip(4).all(|fix| fix != spelling);
        let Place { spelling: bare, end } = self.places[index];
        short && !spelling.trim_start().is_empty() && (bare == end || mends())
    }
}

/// Kind and severity of a plain word, as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Class<'w> {
    kind: &'w str,
    severity: &'w str,
}

impl<'w> Class<'w> {
    /// The kind.
    pub fn kind(self) -> &'w str {
        if self.kind.is_empty() { content::CUSTOM } else { self.kind }
    }

    /// The severity, where the word has one of its own.
    pub fn severity(self) -> Option<Severity> {
        [Severity::Error, Severity::Warning, Severity::Info].into_iter().find(|s| s.name() == self.severity)
    }
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

/// Measures the first record; none at the end, or at U+FFFD. Never inlined, as [`PlainWords::is_sound_at`].
#[inline(never)]
fn measure(bytes: &[u8]) -> Option<Measure> {
    let (mut spelling, mut fields) = (None, 0);
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
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
    /// Index plus one, or 0.
    slots: Vec<u32>,
    repeat: bool,
}

impl Spellings {
    pub(super) fn new(words: &PlainWords) -> Spellings {
        let slots = vec![0; (words.len() * 2).next_power_of_two().max(8)];
        let mut table = Spellings { slots, repeat: false };
        for index in 0..words.len() {
            table.insert(words, index);
        }
        table
    }

    #[inline(never)]
    fn insert(&mut self, words: &PlainWords, index: usize) {
        let slot = self.slot(words, words.spelling(index));
        self.repeat |= self.slots[slot] != 0;
        self.slots[slot] = index as u32 + 1;
    }

    /// True if a spelling stands there twice.
    pub(super) fn repeat(&self) -> bool {
        self.repeat
    }

    /// True if it is one of `words`, those that the table was made of.
    pub(super) fn has(&self, words: &PlainWords, spelling: &str) -> bool {
        self.slots[self.slot(words, spelling)] != 0
    }

    /// The slot where the spelling stands or would stand.
    fn slot(&self, words: &PlainWords, spelling: &str) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = hash(spelling) & mask;
        while let Some(index) = self.slots[slot].checked_sub(1) {
            if words.spelling(index as usize) == spelling {
                break;
            }
            slot = (slot + 1) & mask;
        }
        slot
    }
}

fn hash(spelling: &str) -> usize {
    FxBuildHasher.hash_one(spelling) as usize
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
        let list = [Word::new("甲"), rich(), Word { fixes: vec!["丁".into()], ..Word::new("戊") }, Word::new("己")];
        let mut words = PlainWords::default();
        assert!(list.iter().all(|word| words.push(word)));
        assert_eq!(words.words().collect::<Vec<_>>(), list);
        let mut twice = words.clone();
        twice.append(words.clone());
        assert_eq!(twice.words().skip(4).collect::<Vec<_>>(), list);
        twice.retain(|spelling| spelling != "甲乙");
        assert_eq!(twice.words().map(|w| w.word).collect::<String>(), "甲戊己甲戊己");
        let again = PlainWords::from_records(words.records.clone(), 4, 3 + 2 + 4);
        assert_eq!(again.as_ref(), Some(&words));
    }

    #[test]
    fn what_has_a_context_or_holds_a_mark_is_not_plain() {
        let mut words = PlainWords::default();
        assert!(!words.push(&Word { near: vec!["乙".into()], ..Word::new("甲") }));
        assert!(!words.push(&Word::new("甲\u{1E}乙")));
        assert!(!words.push(&Word { fixes: vec!["乙\u{1F}".into()], ..Word::new("甲") }));
        assert!(words.is_empty());
    }

    #[test]
    fn records_that_are_not_what_was_counted_are_refused() {
        let read = |records: &str, words, fields| PlainWords::from_records(records.into(), words, fields);
        assert!(read("", 0, 0).is_some());
        assert!(read("甲\u{1E}乙\u{1E}", 2, 0).is_some());
        assert!(read("甲\u{1E}乙\u{1E}", 1, 0).is_none(), "a mark inside a word");
        assert!(read("甲\u{1F}乙\u{1E}", 1, 0).is_none(), "a field that nobody put in");
        assert!(read("甲\u{1E}乙", 1, 0).is_none(), "no end");
        assert!(read("甲\u{FFFD}\u{1E}", 1, 0).is_none(), "no text");
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
        let strange = PlainWords::from_records("甲\u{1F}\u{1F}fatal\u{1E}".into(), 1, 2).unwrap();
        assert!(!strange.is_sound(|_| true));
    }
}
