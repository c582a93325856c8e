//! Words and phrases. All words of the pack, and all the longer strings that make one of them innocent, go into one
//! [`Matcher`]; one pass finds both. A hit then has to stand its context (what must or must not be around it), and
//! of hits that overlap one remains: the graver, then the leftmost, then the longest. A word found only through a
//! disguise also gives `evasion/hidden-characters`.

use super::context::{self, Scope, WordList, WordLists};
use super::guise::{self, Guise};
use super::phrases::{Phrases, within};
use super::slips::{Slips, Spelling};
use super::span;
use crate::diagnostic::{Diagnostic, Severity};
use crate::pack::{Edge, Kind, Rulebook, Said, Word};
use crate::text::fold::Fold;
use crate::text::graphemes;
use crate::text::matcher::{Match, Matcher};
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The code of a word hidden by disguise.
const EVASION: &str = "evasion/hidden-characters";

/// The lexicon of a rule book, compiled.
pub struct Lexicon {
    matcher: Matcher,
    /// What each string of the matcher is.
    patterns: Vec<Pattern>,
    entries: Vec<Entry>,
    /// How many words the pack's lexicon has, behind which the places of slips are counted.
    words: usize,
    slips: Slips,
    /// The plain words, whose strings stand behind `patterns` and whose numbers follow those of `entries`.
    plain: Plain,
    plain_words: usize,
    /// Set phrases, whose numbers follow those of the plain words, and for each kind what is asked of them.
    phrases: Phrases,
    phrase_kinds: Vec<Entry>,
}

/// What of plain words is asked at every hit: they fall into few classes.
#[derive(Default)]
struct Plain {
    /// Those of a kind and severity, and whether such words are on.
    classes: Vec<(Entry, bool)>,
    /// Of words that follow each other and are of one class, the first and the class.
    runs: Vec<(u32, u32)>,
}

#[derive(Clone, Copy)]
enum Pattern {
    /// The word of an entry, or the one of that number among those of which the same holds.
    Word(u32, u32),
    /// A longer string in which the word of an entry is innocent.
    Unless(u32),
}

/// What of a word is asked at every hit; the rest stays in the pack, where `word` finds it.
struct Entry {
    /// The word, by its place in the pack's lexicon; behind those, by its place among the slips.
    word: u32,
    /// Its kind, by its place in the pack's kinds.
    kind: u32,
    /// For choosing between hits that overlap.
    rank: Severity,
    disguised: bool,
    hidden: bool,
    edge: Option<Edge>,
    around: Option<Box<Around>>,
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
            edge: None,
            around: None,
        }
    }

    /// That of plain words of which this is said, and whether they are on.
    fn plain(book: &Rulebook, said: &Said) -> (Entry, bool) {
        let place = book.pack().kinds.iter().position(|kind| kind.kind == said.kind());
        let kind = place.map(|place| &book.pack().kinds[place]);
        let entry = Entry {
            word: u32::MAX,
            kind: place.unwrap_or(0) as u32,
            rank: said.severity().or(kind.map(|kind| kind.severity)).unwrap_or(Severity::Info),
            disguised: kind.is_some_and(|kind| kind.disguised),
            hidden: false,
            edge: None,
            around: None,
        };
        (entry, kind.is_some_and(|kind| book.is_on(&kind.code)))
    }
}

/// The lists of an entry that say what must or must not stand around it.
#[derive(Default)]
struct Around {
    before: Option<Arc<WordList>>,
    after: Option<Arc<WordList>>,
    near: Option<Arc<WordList>>,
    unless_near: Option<Arc<WordList>>,
}

impl Plain {
    #[inline(never)]
    fn new(book: &Rulebook) -> Plain {
        let mut plain = Plain::default();
        let mut known: FxHashMap<(&str, Option<Severity>), u32> = FxHashMap::default();
        for said in book.pack().plain.said() {
            let number = *known.entry((said.kind(), said.severity())).or_insert_with(|| {
                plain.classes.push(Entry::plain(book, said));
                plain.classes.len() as u32 - 1
            });
            plain.runs.push((said.first(), number));
        }
        plain
    }

    /// What is asked of the word of that index.
    fn class(&self, index: usize) -> &Entry {
        let run = self.runs.partition_point(|(first, _)| *first as usize <= index) - 1;
        &self.classes[self.runs[run].1 as usize].0
    }

    /// What the matcher looks for: each word, or nothing where it is off.
    fn strings<'b>(&self, book: &'b Rulebook) -> impl Iterator<Item = &'b str> {
        let words = &book.pack().plain;
        let mut run = 0;
        (0..words.len()).map(move |index| {
            if self.runs.get(run + 1).is_some_and(|(first, _)| *first as usize == index) {
                run += 1;
            }
            let (entry, on) = &self.classes[self.runs[run].1 as usize];
            let spelling = words.spelling(index);
            let code = &book.pack().kinds[entry.kind as usize].code;
            if *on && !book.is_word_off(code, spelling) { spelling } else { "" }
        })
    }
}

/// A hit that stood its context.
struct Hit {
    entry: u32,
    found: Match,
}

/// A lexicon half made.
struct Making<'p> {
    book: &'p Rulebook,
    kinds: FxHashMap<&'p str, u32>,
    /// For each kind, whether its code is on.
    on: Vec<bool>,
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
        let Some(&number) = self.kinds.get(word.kind.as_str()) else { return };
        let kind = &self.book.pack().kinds[number as usize];
        if !self.on[number as usize] {
            return;
        }
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
            edge: word.edge,
            around: around.is_some().then(|| Box::new(around)),
        });
    }
}

impl Lexicon {
    /// Compiles the lexicon of the rule book, without what is switched off.
    #[inline(never)]
    pub fn new(book: &Rulebook) -> Lexicon {
        let pack = book.pack();
        let slips = Slips::new(book);
        let mut making = Making {
            book,
            kinds: pack.kinds.iter().zip(0..).map(|(k, i)| (k.kind.as_str(), i)).collect(),
            on: pack.kinds.iter().map(|k| book.is_on(&k.code)).collect(),
            lists: WordLists::new(pack),
            strings: Vec::with_capacity(pack.lexicon.len()),
            patterns: Vec::with_capacity(pack.lexicon.len()),
            entries: Vec::with_capacity(pack.lexicon.len()),
        };
        for (word, place) in pack.lexicon.iter().zip(0..) {
            making.add(word, place);
        }
        for (slip, place) in slips.spellings().zip(pack.lexicon.len() as u32..) {
            making.add_slip(&slip, place);
        }
        let plain = Plain::new(book);
        let Making { strings, patterns, entries, .. } = making;
        let matcher = Matcher::new(strings.into_iter().chain(plain.strings(book)));
        Lexicon {
            matcher,
            patterns,
            entries,
            words: pack.lexicon.len(),
            slips,
            plain,
            plain_words: pack.plain.len(),
            phrases: Phrases::new(book),
            phrase_kinds: pack.kinds.iter().zip(0..).map(|(kind, number)| Entry::phrase(number, kind)).collect(),
        }
    }

    fn pattern(&self, string: u32) -> Pattern {
        let behind = |at: usize| Pattern::Word((self.entries.len() + at - self.patterns.len()) as u32, 0);
        self.patterns.get(string as usize).copied().unwrap_or_else(|| behind(string as usize))
    }

    fn entry(&self, number: u32) -> &Entry {
        if let Some(phrase) = self.phrase(number) {
            return &self.phrase_kinds[self.phrases.kind(phrase) as usize];
        }
        let number = number as usize;
        self.entries.get(number).unwrap_or_else(|| self.plain.class(number - self.entries.len()))
    }

    /// The phrase that a number behind those of the words is, or the word of a collocation.
    fn phrase(&self, number: u32) -> Option<u32> {
        number.checked_sub((self.entries.len() + self.plain_words) as u32)
    }

    /// The slip that the entry of that number is, if it is one.
    fn slip(&self, number: u32) -> Option<Spelling<'_>> {
        let place = self.entries.get(number as usize)?.word as usize;
        self.slips.get(place.checked_sub(self.words)?)
    }

    /// What the pack says about the word of an entry.
    fn word<'b>(&self, book: &'b Rulebook, number: u32) -> Cow<'b, Word> {
        let pack = book.pack();
        if let Some(phrase) = self.phrase(number) {
            let right = self.phrases.spelling(book, phrase);
            return Cow::Owned(Word { fixes: vec![right.to_owned()], ..Word::new(right) });
        }
        match self.entries.get(number as usize) {
            Some(entry) => match self.slip(number) {
                Some(slip) => Cow::Owned(slip.word(pack)),
                None => Cow::Borrowed(&*pack.lexicon[entry.word as usize]),
            },
            None => Cow::Owned(pack.plain.word(number as usize - self.entries.len())),
        }
    }

    /// The spelling of the word that was hit.
    fn spelling<'w>(&self, word: &'w Word, hit: &Hit) -> &'w str {
        match self.pattern(hit.found.word) {
            Pattern::Word(entry, which) if entry == hit.entry => word.spellings().nth(which as usize),
            _ => None,
        }
        .unwrap_or(&word.word)
    }

    /// What the block says that it should not, by place.
    pub fn check(&self, book: &Rulebook, units: &[u16]) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for hit in self.hits(units) {
            self.report(book, units, &hit, &mut found);
        }
        found
    }

    fn hits(&self, units: &[u16]) -> Vec<Hit> {
        let mut hits: Vec<Hit> = Vec::new();
        let mut covers: Vec<(u32, usize, usize)> = Vec::new();
        let mut phrases = Vec::new();
        self.matcher.scan_pairs(
            units,
            |found| match self.pattern(found.word) {
                Pattern::Unless(_) if found.separated && guise::of(units, &found).0 == Guise::Chance => {}
                Pattern::Unless(entry) => covers.push((entry, found.from, found.to)),
                Pattern::Word(entry, _) => {
                    let place = self.slip(entry).map_or(Some(found), |slip| slip.place(units, found));
                    hits.extend(place.map(|found| Hit { entry, found }));
                }
            },
            |at, codes| self.phrases.look(units, at, codes, &mut phrases),
        );
        // A word of the pack that is spelled like a slip speaks for itself, whatever its context says.
        let is_bare = |hit: &Hit| self.slip(hit.entry).is_some_and(|slip| !slip.is_pair());
        if hits.iter().any(is_bare) {
            let place = |hit: &Hit| (hit.found.from, hit.found.to);
            let words = hits.iter().filter(|hit| self.slip(hit.entry).is_none());
            let words: FxHashSet<(usize, usize)> = words.map(place).collect();
            hits.retain(|hit| !is_bare(hit) || !words.contains(&place(hit)));
        }
        if !hits.is_empty() && !covers.is_empty() {
            covers.sort_unstable();
            hits.retain(|hit| !is_covered(&covers, hit));
        }
        hits.retain(|hit| self.stands(units, hit));
        let phrases = self.phrases.settle(units, phrases);
        if hits.iter().any(|hit| self.slip(hit.entry).is_some()) {
            // A phrase says more exactly than a slip of two characters in it what is meant.
            let phrases = phrases.iter().filter(|near| !near.loose);
            let longer = phrases.map(|near| (near.from, near.to)).filter(|(from, to)| to - from > 2);
            let in_phrase = within(longer.collect());
            let is_right = self.slips.is_right(units);
            let passes = |(from, to)| to - from == 2 && in_phrase((from, to)) || is_right((from, to));
            let stands =
                |slip: Spelling, found: &Match| !passes((found.from, found.to)) && !slip.is_beside(units, found);
            hits.retain(|hit| self.slip(hit.entry).is_none_or(|slip| stands(slip, &hit.found)));
        }
        let first = (self.entries.len() + self.plain_words) as u32;
        hits.extend(phrases.into_iter().map(|near| {
            let found = Match { from: near.from, to: near.to, ..Match::default() };
            Hit { entry: first + near.right, found }
        }));
        self.choose(hits)
    }

    fn stands(&self, units: &[u16], hit: &Hit) -> bool {
        let entry = self.entry(hit.entry);
        let Match { from, to, .. } = hit.found;
        let (guise, count) = guise::of(units, &hit.found);
        if guise == Guise::Chance {
            return false;
        }
        // Words that nobody hides are found through marks or gaps only where these are no accident.
        let stands_out = match (entry.hidden, entry.disguised) {
            (true, _) => guise >= Guise::Broken,
            (_, true) => true,
            // An abbreviation is spaced out as it is read (G D P), or says each of its parts (放、管、服).
            _ if guise == Guise::Listed || guise == Guise::Spaced && is_latin(units[from]) => false,
            _ => matches!(guise, Guise::Plain | Guise::Hidden) || guise >= Guise::Spaced && count > 2,
        };
        if !stands_out {
            return false;
        }
        if let Some(edge) = entry.edge {
            let start = from == 0 || !continues(units[from - 1]);
            let end = to == units.len() || !continues(units[to]);
            if !match edge {
                Edge::Start => start,
                Edge::End => end,
                Edge::Both => start && end,
                // Outwards from the word, so that among many each looks no further than the next.
                Edge::Alone => !units[..from].iter().rev().chain(&units[to..]).any(|unit| continues(*unit)),
            } {
                return false;
            }
        }
        if is_latin(units[from]) && from > 0 && is_latin(units[from - 1])
            || is_latin(units[to - 1]) && to < units.len() && is_latin(units[to])
        {
            return false;
        }
        let Some(around) = &entry.around else { return true };
        if around.before.as_ref().is_some_and(|list| !list.ends_at(units, from))
            || around.after.as_ref().is_some_and(|list| !list.starts_at(units, to))
        {
            return false;
        }
        let stands = |list: &Arc<WordList>, scope| list.stands_in(&context::around(units, from, to, scope));
        // A word is wrong for what stands close by, and innocent for what the whole sentence speaks of. Who disguises
        // a word has said enough.
        let regardless_of = |least: Guise| entry.disguised && guise >= least;
        let anywhere = regardless_of(Guise::Hidden) || regardless_of(Guise::Spaced) && count > 2;
        if around.near.as_ref().is_some_and(|near| {
            !anywhere && !stands(near, if entry.disguised { Scope::Sentence } else { Scope::Clause })
        }) || !regardless_of(Guise::Dotted)
            && around.unless_near.as_ref().is_some_and(|unless| stands(unless, Scope::Sentence))
        {
            return false;
        }
        true
    }

    /// Of hits that overlap, the graver remains, then the leftmost, then the longest, then the first entry. A word says
    /// more exactly than a phrase what is wrong, and that more than a loose one, unless it only informs; of loose ones
    /// the shortest does.
    fn choose(&self, mut hits: Vec<Hit>) -> Vec<Hit> {
        hits.sort_by_key(|hit| {
            let Match { from, to, .. } = hit.found;
            let rank = self.entry(hit.entry).rank;
            let loose = |right| if self.phrases.is_loose(right) { to - from } else { 0 };
            let less_exact = self.phrase(hit.entry).map(loose);
            (rank == Severity::Info, less_exact, rank, from, usize::MAX - to, hit.entry)
        });
        let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
        hits.retain(|hit| {
            let Match { from, to, .. } = hit.found;
            let free = taken.range(..to).next_back().is_none_or(|(_, end)| *end <= from);
            if free {
                taken.insert(from, to);
            }
            free
        });
        hits
    }

    fn report(&self, book: &Rulebook, units: &[u16], hit: &Hit, out: &mut Vec<Diagnostic>) {
        let entry = self.entry(hit.entry);
        let (word, kind) = (self.word(book, hit.entry), &book.pack().kinds[entry.kind as usize]);
        let Match { from, to, separated, .. } = hit.found;
        let (from, to) = if separated { guise::whole(units, from, to) } else { (from, to) };
        let (wide_from, wide_to) = graphemes::widen(units, from, to);
        let text = crate::text::string(&units[wide_from..wide_to]);
        // Folding may lead from a right form to a wrong one (a traditional form that simplified text keeps).
        if word.fixes.contains(&text) {
            return;
        }
        let fix = word.fixes.first().map_or("", String::as_str);
        let plain = self.spelling(&word, hit);
        let params = [("found", text.as_str()), ("fix", fix), ("word", plain)];
        if let Some(mut found) = book.find(&kind.code, span(units, from, to)) {
            found = found.severity(word.severity).clauses(&word.clauses);
            for fix in &word.fixes {
                found = found.fix(fix.clone());
            }
            out.push(match &word.message {
                Some(sentence) => found.say_this(sentence, &params),
                None if self.slip(hit.entry).is_some_and(|slip| slip.is_pair()) => {
                    let is_unsure = word.severity == Some(Severity::Info);
                    found.say(if is_unsure { "alike" } else { "pair" }, &params)
                }
                None => found.say(if word.fixes.is_empty() { "bare" } else { "" }, &params),
            });
        }
        if guise::of(units, &hit.found).0 >= Guise::Broken {
            out.extend(book.find(EVASION, span(units, from, to)).map(|f| f.fix(plain.to_owned()).say("", &params)));
        }
    }
}

impl Around {
    fn is_some(&self) -> bool {
        [&self.before, &self.after, &self.near, &self.unless_near].iter().any(|list| list.is_some())
    }
}

/// `covers` are (entry, from, to), sorted: is there one of this entry from ≤ hit.from and to ≥ hit.to?
fn is_covered(covers: &[(u32, usize, usize)], hit: &Hit) -> bool {
    let until = covers.partition_point(|(entry, from, _)| (*entry, *from) <= (hit.entry, hit.found.from));
    // A string longer than the longest walk is never found: only so many places back can matter.
    covers[..until]
        .iter()
        .rev()
        .take_while(|(entry, from, _)| *entry == hit.entry && hit.found.from - from <= crate::text::matcher::MAX_WALK)
        .any(|(_, _, to)| *to >= hit.found.to)
}

/// A letter, digit or Han character, with which a word may go on.
fn continues(unit: u16) -> bool {
    crate::text::is_han(unit) || char::from_u32(u32::from(unit)).is_some_and(char::is_alphanumeric)
}

/// A Latin letter or a digit, in any width: words of these are whole words.
fn is_latin(unit: u16) -> bool {
    char::from_u32(u32::from(Fold::shared().literal(unit))).is_some_and(|c| c.is_ascii_alphanumeric())
}
