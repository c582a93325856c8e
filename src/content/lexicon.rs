//! Words and phrases. All words of the pack, and all the longer strings that make one of them innocent, go into one
//! [`Matcher`]; one pass finds both. A hit then has to stand its context (what must or must not be around it), and
//! of hits that overlap one remains: the graver, then the leftmost, then the longest. A word found only through a
//! disguise also gives `evasion/hidden-characters`.

use super::context::{self, Scope};
use super::span;
use crate::diagnostic::{Diagnostic, Severity};
use crate::pack::{Edge, Rulebook, Word};
use crate::text::fold::{Fold, Folded};
use crate::text::graphemes;
use crate::text::matcher::{Match, Matcher};
use aho_corasick::AhoCorasick;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

/// The code of a word hidden by disguise.
const EVASION: &str = "evasion/hidden-characters";

/// The lexicon of a rule book, compiled.
pub struct Lexicon {
    matcher: Matcher,
    /// What each string of the matcher is.
    patterns: Vec<Pattern>,
    entries: Vec<Entry>,
}

#[derive(Clone, Copy)]
enum Pattern {
    /// The word of an entry.
    Word(u32),
    /// A longer string in which the word of an entry is innocent.
    Unless(u32),
}

struct Entry {
    code: String,
    severity: Option<Severity>,
    /// For choosing between hits that overlap.
    rank: Severity,
    disguised: bool,
    word: Word,
    before: Vec<Vec<u16>>,
    after: Vec<Vec<u16>>,
    near: Option<Arc<Around>>,
    unless_near: Option<Arc<Around>>,
}

/// Words looked for around a hit; the automaton is built when first needed.
struct Around {
    words: Vec<String>,
    automaton: OnceLock<Option<AhoCorasick>>,
}

impl Around {
    fn stands_in(&self, text: &str) -> bool {
        let automaton = self.automaton.get_or_init(|| AhoCorasick::new(&self.words).ok());
        automaton.as_ref().is_some_and(|a| a.is_match(text))
    }
}

/// A hit that stood its context.
struct Hit {
    entry: u32,
    found: Match,
}

impl Lexicon {
    /// Compiles the lexicon of the rule book, without what is switched off.
    pub fn new(book: &Rulebook) -> Lexicon {
        let pack = book.pack();
        let kinds: HashMap<&str, &crate::pack::Kind> = pack.kinds.iter().map(|k| (k.kind.as_str(), k)).collect();
        let sets: HashMap<&str, &[String]> = pack.sets.iter().map(|s| (s.set.as_str(), s.words.as_slice())).collect();
        let mut shared: HashMap<Vec<String>, Arc<Around>> = HashMap::new();
        let mut strings: Vec<&str> = Vec::new();
        let mut patterns = Vec::new();
        let mut entries = Vec::new();
        for word in &pack.lexicon {
            let Some(kind) = kinds.get(word.kind.as_str()) else { continue };
            if !book.is_on(&kind.code) || book.is_word_off(&kind.code, &word.word) {
                continue;
            }
            let id = entries.len() as u32;
            strings.push(&word.word);
            patterns.push(Pattern::Word(id));
            for longer in &word.unless {
                strings.push(longer);
                patterns.push(Pattern::Unless(id));
            }
            let mut around = |list: &[String]| {
                let words = resolve(list, &sets);
                (!words.is_empty()).then(|| {
                    shared
                        .entry(words)
                        .or_insert_with_key(|words| {
                            let folded = context::fold_words(words);
                            let words = folded.iter().map(|w| String::from_utf16_lossy(w)).collect();
                            Arc::new(Around { words, automaton: OnceLock::new() })
                        })
                        .clone()
                })
            };
            entries.push(Entry {
                code: kind.code.clone(),
                severity: word.severity,
                rank: word.severity.unwrap_or(kind.severity),
                disguised: kind.disguised,
                before: context::fold_words(&resolve(&word.before, &sets)),
                after: context::fold_words(&resolve(&word.after, &sets)),
                near: around(&word.near),
                unless_near: around(&word.unless_near),
                word: word.clone(),
            });
        }
        Lexicon { matcher: Matcher::new(strings), patterns, entries }
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
        self.matcher.scan(units, |found| match self.patterns[found.word as usize] {
            Pattern::Unless(entry) => covers.push((entry, found.from, found.to)),
            Pattern::Word(entry) if found.separated && !self.entries[entry as usize].disguised => {}
            Pattern::Word(entry) => hits.push(Hit { entry, found }),
        });
        if !hits.is_empty() && !covers.is_empty() {
            covers.sort_unstable();
            hits.retain(|hit| !is_covered(&covers, hit));
        }
        hits.retain(|hit| self.stands(units, hit));
        self.choose(hits)
    }

    fn stands(&self, units: &[u16], hit: &Hit) -> bool {
        let entry = &self.entries[hit.entry as usize];
        let Match { from, to, .. } = hit.found;
        if let Some(edge) = entry.word.edge {
            let start = from == 0 || !continues(units[from - 1]);
            let end = to == units.len() || !continues(units[to]);
            if !match edge {
                Edge::Start => start,
                Edge::End => end,
                Edge::Both => start && end,
            } {
                return false;
            }
        }
        if is_latin(units[from]) && from > 0 && is_latin(units[from - 1])
            || is_latin(units[to - 1]) && to < units.len() && is_latin(units[to])
        {
            return false;
        }
        if !entry.before.is_empty() {
            let before = context::before(units, from);
            if !entry.before.iter().any(|word| before.ends_with(word)) {
                return false;
            }
        }
        if !entry.after.is_empty() {
            let after = context::after(units, to);
            if !entry.after.iter().any(|word| after.starts_with(word)) {
                return false;
            }
        }
        let stands = |words: &Arc<Around>, scope| words.stands_in(&context::around(units, from, to, scope));
        // A word is wrong for what stands close by, and innocent for what the whole sentence speaks of. Who disguises
        // a word on purpose has said enough: it needs nothing close by.
        let on_purpose = entry.disguised && is_on_purpose(units, &hit.found);
        if entry.near.as_ref().is_some_and(|near| !on_purpose && !stands(near, Scope::Clause))
            || entry.unless_near.as_ref().is_some_and(|unless| stands(unless, Scope::Sentence))
        {
            return false;
        }
        true
    }

    /// Of hits that overlap, the graver remains, then the leftmost, then the longest, then the first entry.
    fn choose(&self, mut hits: Vec<Hit>) -> Vec<Hit> {
        hits.sort_by_key(|hit| {
            (self.entries[hit.entry as usize].rank, hit.found.from, usize::MAX - hit.found.to, hit.entry)
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
        let entry = &self.entries[hit.entry as usize];
        let Match { from, to, .. } = hit.found;
        let (wide_from, wide_to) = graphemes::widen(units, from, to);
        let text = crate::text::string(&units[wide_from..wide_to]);
        // Folding may lead from a right form to a wrong one (a traditional form that simplified text keeps).
        if entry.word.fixes.contains(&text) {
            return;
        }
        let fix = entry.word.fixes.first().map_or("", String::as_str);
        let params = [("found", text.as_str()), ("fix", fix), ("word", entry.word.word.as_str())];
        if let Some(mut found) = book.find(&entry.code, span(units, from, to)) {
            found = found.severity(entry.severity).clauses(&entry.word.clauses);
            for fix in &entry.word.fixes {
                found = found.fix(fix.clone());
            }
            out.push(match &entry.word.message {
                Some(sentence) => found.say_this(sentence, &params),
                None => found.say(if entry.word.fixes.is_empty() { "bare" } else { "" }, &params),
            });
        }
        if hit.found.separated || hit.found.hidden || has_disguise(units, from, to) {
            let plain = entry.word.word.clone();
            out.extend(book.find(EVASION, span(units, from, to)).map(|f| f.fix(plain).say("", &params)));
        }
    }
}

/// The words of a list, those of its sets (`@name`) in their place.
pub(super) fn resolve(list: &[String], sets: &HashMap<&str, &[String]>) -> Vec<String> {
    let mut words = Vec::with_capacity(list.len());
    for entry in list {
        match entry.strip_prefix('@').and_then(|name| sets.get(name)) {
            Some(set) => words.extend_from_slice(set),
            None => words.push(entry.clone()),
        }
    }
    words
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

/// True if what hides the word is nothing that gets into a text by itself: look-alike letters, invisible characters,
/// or separators other than blanks, hyphens, slashes and dots.
fn is_on_purpose(units: &[u16], found: &Match) -> bool {
    let fold = Fold::shared();
    let ordinary = |unit: u16| {
        let c = char::from_u32(u32::from(fold.literal(unit)));
        c.is_some_and(|c| {
            c.is_whitespace() || matches!(c, '-' | '/' | '\\' | '.' | '·' | '•' | '・' | '—' | '–' | '&' | '\'')
        })
    };
    let odd = |at: usize| {
        let (step, width) = fold.at(units, at);
        step == Folded::Separator && (width > 1 || !ordinary(units[at]))
    };
    found.hidden || has_disguise(units, found.from, found.to) || (found.separated && (found.from..found.to).any(odd))
}

fn has_disguise(units: &[u16], from: usize, to: usize) -> bool {
    let fold = Fold::shared();
    (from..to).any(|at| fold.is_disguise(units, at))
}
