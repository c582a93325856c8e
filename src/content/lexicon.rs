//! Words and phrases. All words of the pack, and all the longer strings that make one of them innocent, go into one
//! [`Matcher`]; one pass finds both. A hit then has to stand its context (what must or must not be around it), and
//! of hits that overlap one remains: the graver, then the leftmost, then the longest. A word found only through a
//! disguise also gives `evasion/hidden-characters`.

mod making;

use super::context::{self, Scope, WordList};
use super::guise::{self, Guise};
use super::phrases::{Phrases, within};
use super::slips::{Slips, Spelling};
use super::span;
use crate::diagnostic::{Diagnostic, Severity};
use crate::pack::{Rulebook, Word};
use crate::text::graphemes;
use crate::text::matcher::{Match, Matcher};
use making::{Entry, Pattern, Plain};
use rustc_hash::FxHashSet;
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

/// A hit that stood its context.
struct Hit {
    entry: u32,
    found: Match,
    /// A slip that may be none: only noted.
    doubtful: bool,
    /// It stands as nobody writes by accident, and is told of as an evasion too.
    evades: bool,
}

impl Lexicon {
    fn pattern(&self, string: u32) -> Pattern {
        let behind = |at: usize| Pattern::Word((self.entries.len() + at - self.patterns.len()) as u32, 0);
        self.patterns.get(string as usize).copied().unwrap_or_else(|| behind(string as usize))
    }

    fn entry(&self, number: u32) -> &Entry {
        if let Some(phrase) = self.phrase(number) {
            return &self.phrase_kinds[self.phrases.kind(phrase) as usize];
        }
        let number = number as usize;
        let plain = || self.plain.class(number - self.entries.len());
        self.entries.get(number).or_else(plain).expect("only what is on is found")
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
                    hits.extend(place.map(|found| Hit { entry, found, doubtful: false, evades: false }));
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
        let mut around = Around::default();
        hits.retain_mut(|hit| match self.stands(units, hit, &mut around) {
            Some(guise) => {
                hit.evades = guise >= Guise::Broken;
                true
            }
            None => false,
        });
        let phrases = self.phrases.settle(units, phrases);
        if hits.iter().any(|hit| self.slip(hit.entry).is_some()) {
            // A phrase says more exactly than a slip of two characters in it what is meant.
            let phrases = phrases.iter().filter(|near| !near.loose);
            let longer = phrases.map(|near| (near.from, near.to)).filter(|(from, to)| to - from > 2);
            let in_phrase = within(longer.collect());
            let is_right = self.slips.is_right(units);
            let is_name = |slip: &Spelling, place| !slip.is_pair() && self.slips.is_name(units, place);
            let passes = |(from, to)| to - from == 2 && in_phrase((from, to)) || is_right((from, to));
            let stands = |slip: &Spelling, found: &Match| {
                let place = (found.from, found.to);
                !passes(place) && !is_name(slip, place) && !slip.is_beside(units, found)
            };
            hits.retain_mut(|hit| {
                let Some(slip) = self.slip(hit.entry) else { return true };
                let stands = stands(&slip, &hit.found);
                hit.doubtful = stands && slip.is_doubtful(units, &hit.found);
                stands
            });
        }
        let first = (self.entries.len() + self.plain_words) as u32;
        hits.extend(phrases.into_iter().map(|near| {
            let found = Match { from: near.from, to: near.to, ..Match::default() };
            Hit { entry: first + near.right, found, doubtful: false, evades: false }
        }));
        self.choose(hits)
    }

    /// How a hit stands in the text, if what is asked of its word holds there.
    fn stands(&self, units: &[u16], hit: &Hit, text: &mut Around) -> Option<Guise> {
        let entry = self.entry(hit.entry);
        let Match { from, to, .. } = hit.found;
        let (guise, count) = guise::of(units, &hit.found);
        if guise == Guise::Chance {
            return None;
        }
        // Words that nobody hides are found through marks or gaps only where these are no accident.
        let stands_out = match (entry.hidden, entry.disguised) {
            (true, _) => guise >= Guise::Broken,
            (_, true) => true,
            // An abbreviation is spaced out as it is read (G D P), or says each of its parts (放、管、服).
            _ if guise == Guise::Listed || guise == Guise::Spaced && context::is_latin(units[from]) => false,
            _ => {
                matches!(guise, Guise::Plain | Guise::Hidden)
                    || guise >= Guise::Spaced
                        && (count > 2 || guise::is_cut_up(units, &hit.found) || guise::is_struck(units, &hit.found))
            }
        };
        if !stands_out {
            return None;
        }
        if entry.unquoted && context::is_quoted(units, from, to) {
            return None;
        }
        if entry.edge.is_some_and(|edge| !context::has_edge(units, from, to, edge)) || context::is_part(units, from, to)
        {
            return None;
        }
        let Some(around) = &entry.around else { return Some(guise) };
        if around.before.as_ref().is_some_and(|list| !list.ends_at(units, from))
            || around.after.as_ref().is_some_and(|list| !list.starts_at(units, to))
        {
            return None;
        }
        let mut stands = |list: &Arc<WordList>, scope| list.stands_in(text.of(units, (from, to), scope));
        // A word is wrong for what stands close by, and innocent for what the whole sentence speaks of. Who disguises
        // a word has said enough.
        let regardless_of = |least: Guise| entry.disguised && guise >= least;
        let anywhere = regardless_of(Guise::Hidden) || regardless_of(Guise::Spaced) && count > 2;
        if around.near.as_ref().is_some_and(|near| {
            !anywhere && !stands(near, if entry.disguised { Scope::Sentence } else { Scope::Clause })
        }) || !regardless_of(Guise::Dotted)
            && around.unless_near.as_ref().is_some_and(|unless| stands(unless, Scope::Sentence))
        {
            return None;
        }
        Some(guise)
    }

    /// Of hits that overlap, one that hides and is no part of a plain one remains (of such, the leftmost, then the longest),
    /// then the graver, then the leftmost, then the longest, then the first entry. A word says more exactly than a phrase what is wrong, and that more than a loose
    /// one, unless it only informs; of loose ones the shortest does.
    fn choose(&self, mut hits: Vec<Hit>) -> Vec<Hit> {
        let hides: FxHashSet<(usize, usize)> = if hits.iter().any(|hit| hit.evades) {
            let place = |hit: &Hit| (hit.found.from, hit.found.to);
            let mut plain: Vec<(usize, usize)> = hits.iter().filter(|hit| !hit.evades).map(place).collect();
            plain.sort_unstable();
            let in_plain = within(plain);
            hits.iter().filter(|hit| hit.evades).map(place).filter(|place| !in_plain(*place)).collect()
        } else {
            FxHashSet::default()
        };
        hits.sort_by_key(|hit| {
            let Match { from, to, .. } = hit.found;
            let rank = if hit.doubtful { Severity::Info } else { self.entry(hit.entry).rank };
            let loose = |right| if self.phrases.is_loose(right) { to - from } else { 0 };
            let less_exact = self.phrase(hit.entry).map(loose);
            let is_open = !hides.contains(&(from, to));
            let first = if is_open { rank } else { Severity::Error };
            (is_open && rank == Severity::Info, less_exact, is_open, first, from, usize::MAX - to, rank, hit.entry)
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
            let severity = if hit.doubtful { Some(Severity::Info) } else { word.severity };
            found = found.severity(severity).clauses(&word.clauses);
            for fix in &word.fixes {
                found = found.fix(fix.clone());
            }
            out.push(match &word.message {
                Some(sentence) => found.say_this(sentence, &params),
                None if self.slip(hit.entry).is_some_and(|slip| slip.is_pair()) => {
                    let is_unsure = word.severity == Some(Severity::Info);
                    found.say(if is_unsure { "alike" } else { "pair" }, &params)
                }
                None if hit.doubtful => found.say("doubtful", &params),
                None => found.say(if word.fixes.is_empty() { "bare" } else { "" }, &params),
            });
        }
        if hit.evades {
            out.extend(book.find(EVASION, span(units, from, to)).map(|f| f.fix(plain.to_owned()).say("", &params)));
        }
    }
}

/// What stands around the last place that was asked for: a word often has several entries.
#[derive(Default)]
struct Around {
    place: (usize, usize),
    clause: Option<Vec<u16>>,
    sentence: Option<Vec<u16>>,
}

impl Around {
    /// The folded text around a place in its clause or sentence, as [`context::around`].
    fn of(&mut self, units: &[u16], place: (usize, usize), scope: Scope) -> &[u16] {
        if self.place != place {
            *self = Around { place, ..Around::default() };
        }
        let kept = if scope == Scope::Sentence { &mut self.sentence } else { &mut self.clause };
        kept.get_or_insert_with(|| context::around(units, place.0, place.1, scope))
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
