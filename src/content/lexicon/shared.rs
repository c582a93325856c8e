//! The built-in words, compiled once for all kits. A vendor lays a pack of his own over them, and mostly adds words: the
//! thousands below stay what they are, and compiling them anew would take most of the time that a kit takes. So where
//! the pack still has the built-in kinds and sets, its built-in words are found by what is compiled already, and only
//! what came is compiled. Which of them are switched off or were replaced is asked of each that is found.

use super::super::kinds::Kinds;
use super::making::Compiled;
use crate::pack::{CUSTOM, Lang, Pack, Rulebook, Word, WordSet, builtin_pack};
use rustc_hash::FxHashMap;
use std::sync::{Arc, OnceLock};

/// The built-in pack with its words compiled.
struct Builtin {
    pack: Arc<Pack>,
    compiled: Compiled,
    /// The place of each word by its address, which no other word has as long as the pack lives.
    places: OnceLock<FxHashMap<usize, u32>>,
}

impl Builtin {
    fn get() -> &'static Builtin {
        static BUILTIN: OnceLock<Builtin> = OnceLock::new();
        BUILTIN.get_or_init(|| {
            let pack = builtin_pack().clone();
            let book = Rulebook::new(pack.clone(), None, Lang::Zh);
            let compiled = Compiled::new(&book, &Kinds::new(&book), 0..pack.lexicon.len() as u32, true);
            Builtin { pack, compiled, places: OnceLock::new() }
        })
    }

    fn place(&self, word: &Arc<Word>) -> Option<u32> {
        let address = |word: &Arc<Word>| Arc::as_ptr(word) as usize;
        let all = || self.pack.lexicon.iter().map(address).zip(0..).collect();
        self.places.get_or_init(all).get(&address(word)).copied()
    }
}

/// The built-in words as they stand in one rule book.
pub(super) struct Shared {
    builtin: &'static Builtin,
    /// By the place of a kind: it is on.
    on: Vec<bool>,
    /// By the place of a built-in word, its place in the pack, or [`GONE`]. None if all are where they were.
    places: Option<Vec<u32>>,
}

const GONE: u32 = u32::MAX;

impl Shared {
    /// Those of a rule book, and the places of the words in its lexicon that are its own; none where too much differs.
    pub fn of(book: &Rulebook, known: &Kinds) -> Option<(Shared, Vec<u32>)> {
        let (pack, base) = (book.pack(), builtin_pack());
        let is_base = pack.kinds.starts_with(&base.kinds)
            && pack.sets.len() >= base.sets.len()
            && pack.sets.iter().zip(&base.sets).all(|(one, other)| is_same(one, other))
            && pack.sets[base.sets.len()..].iter().all(|set| kinds(set) == [None; 6]);
        let on: Vec<bool> = pack.kinds.iter().map(|kind| known.on(&kind.kind).is_some()).collect();
        // Nothing built-in is looked for where none of it is on (the kind of a vendor's words has none); and single words
        // are switched off as they are compiled.
        let any = base.kinds.iter().zip(&on).any(|(kind, on)| *on && kind.kind != CUSTOM);
        if !is_base || !any || book.are_words_off() {
            return None;
        }
        let builtin = Builtin::get();
        let first = base.lexicon.len();
        let is_there =
            |place: usize| pack.lexicon.get(place).is_some_and(|word| Arc::ptr_eq(word, &base.lexicon[place]));
        if (0..first).all(is_there) {
            return Some((Shared { builtin, on, places: None }, (first as u32..pack.lexicon.len() as u32).collect()));
        }
        let (mut places, mut own) = (vec![GONE; first], Vec::new());
        for (word, place) in pack.lexicon.iter().zip(0..) {
            match builtin.place(word) {
                Some(known) => places[known as usize] = place,
                None => own.push(place),
            }
        }
        Some((Shared { builtin, on, places: Some(places) }, own))
    }

    /// The pack that the words are from.
    pub fn pack(&self) -> &Pack {
        &self.builtin.pack
    }

    /// The words, compiled.
    pub fn compiled(&self) -> &Compiled {
        &self.builtin.compiled
    }

    /// True if the kind of that place is on.
    pub fn is_on(&self, kind: u32) -> bool {
        self.on[kind as usize]
    }

    /// The place in the book's pack of the built-in word of that place; none if it is no more there.
    pub fn place(&self, word: u32) -> Option<u32> {
        let Some(places) = &self.places else { return Some(word) };
        Some(places[word as usize]).filter(|place| *place != GONE)
    }
}

/// Whether two sets are one: the words themselves are not looked at.
fn is_same(one: &WordSet, other: &WordSet) -> bool {
    Arc::ptr_eq(&one.words, &other.words)
        && one.set == other.set
        && kinds(one) == kinds(other)
        && one.unless_beside == other.unless_beside
        && one.severity == other.severity
}

/// The kinds of what a set holds, if it is more than words of contexts.
fn kinds(set: &WordSet) -> [Option<&str>; 6] {
    [&set.phrases, &set.collocations, &set.slips, &set.pairs, &set.wholes, &set.enumerations].map(Option::as_deref)
}

#[cfg(test)]
mod tests {
    use super::super::Lexicon;
    use super::*;
    use crate::pack::{overlay, read};

    /// Texts that have a word each, some with what its context asks for.
    fn texts() -> Vec<Vec<u16>> {
        let pack = builtin_pack();
        let one = |list: &[String]| list.iter().find(|word| !word.starts_with('@')).cloned().unwrap_or_default();
        let words =
            pack.lexicon.iter().step_by(13).map(|word| {
                format!("我们{}{}{}，{}。", one(&word.before), word.word, one(&word.after), one(&word.near))
            });
        let slips = pack.slips_if(|_| true).step_by(41).map(|slip| format!("要{}的。", slip.wrong.concat()));
        let phrases = pack.phrases_if(|_| true).step_by(23).map(|phrase| {
            let mut right: Vec<char> = phrase.spelling().chars().collect();
            right.swap(2, 3);
            right.into_iter().collect()
        });
        let texts = words.chain(slips).chain(phrases);
        texts.map(|text| text.encode_utf16().collect()).collect()
    }

    #[test]
    fn shared_words_are_found_as_those_compiled_anew() {
        let laid = |json: &str| overlay(builtin_pack(), read(json).unwrap()).unwrap();
        let shared = builtin_pack().lexicon.iter().find(|word| word.also.len() > 1).unwrap();
        let second = &shared.also[0];
        let packs = [
            (r#"{"id":"v"}"#.to_owned(), true),
            (r#"{"id":"v","disable":["lexicon/absolute-term","lexicon/clickbait"],"severity":{"lexicon/typo":"info"}}"#.to_owned(), true),
            (r#"{"id":"v","lexicon":[{"word":"截止目前","message":"本县写“到目前”。"},{"word":"我们"},{"word":"的","after":["。"]}]}"#.to_owned(), true),
            (format!(r#"{{"id":"v","lexicon":[{{"word":"{second}","near":["@ours"]}}],"sets":[{{"set":"ours","words":["我们"]}}]}}"#), true),
            (r#"{"id":"v","lexicon_csv":"word,fixes\n我们,咱们\n截止目前,\n"}"#.to_owned(), true),
            (r#"{"id":"v","disable":["lexicon/typo:截止目前"]}"#.to_owned(), false),
            (r#"{"id":"v","sets":[{"set":"ours","phrases":"typo","words":["先审后发制度"]}]}"#.to_owned(), false),
        ];
        let texts = texts();
        for (json, is_shared) in packs {
            for jurisdiction in [None, Some("haiyan")] {
                let book = Rulebook::new(Arc::new(laid(&json)), jurisdiction, Lang::Zh);
                let (lexicon, apart) = (Lexicon::new(&book), Lexicon::apart(&book, &Kinds::new(&book)));
                assert_eq!(lexicon.shared.is_some(), is_shared, "{json}");
                let mut found = 0;
                for units in &texts {
                    let one = lexicon.check(&book, units);
                    found += one.len();
                    assert_eq!(one, apart.check(&book, units), "{json}: {}", String::from_utf16_lossy(units));
                }
                assert!(found > texts.len() / 3, "{json}: {found} in {} texts", texts.len());
            }
        }
    }

    #[test]
    fn nothing_is_shared_where_nothing_built_in_is_on() {
        let codes: Vec<String> = builtin_pack().kinds.iter().map(|kind| format!("{:?}", kind.code)).collect();
        let json = format!(r#"{{"id":"v","disable":[{}],"lexicon":[{{"word":"甲乙"}}]}}"#, codes.join(","));
        let mut over = read(&json).unwrap();
        over.disable.retain(|code| code != "lexicon/custom");
        let book = Rulebook::new(Arc::new(overlay(builtin_pack(), over).unwrap()), None, Lang::Zh);
        let lexicon = Lexicon::new(&book);
        assert!(lexicon.shared.is_none());
        let text: Vec<u16> = "甲乙，截止目前".encode_utf16().collect();
        assert_eq!(lexicon.check(&book, &text).len(), 1);
    }

    #[test]
    fn phrases_are_found_where_there_are_no_words() {
        let mut pack = builtin_pack().as_ref().clone();
        pack.lexicon.clear();
        pack.sets.retain(|set| set.phrases.is_some());
        let book = Rulebook::new(Arc::new(pack), None, Lang::Zh);
        let text: Vec<u16> = "再接再励".encode_utf16().collect();
        assert_eq!(Lexicon::new(&book).check(&book, &text).len(), 1);
    }
}
