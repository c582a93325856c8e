//! Words and phrases. All words of the pack, and all the longer strings that make one of them innocent, go into one
//! [`Matcher`]; one pass finds both. A hit then has to stand its context (what must or must not be around it), and
//! of hits that overlap one remains: the graver, then the leftmost, then the longest. A word found only through a
//! disguise also gives `evasion/hidden-characters`.

mod making;
mod shared;

use super::context::{self, Scope, WordList};
use super::guise::{self, Guise};
use super::kinds::Kinds;
use super::phrases::{Near, within};
use super::slips::Spelling;
use super::span;
use crate::diagnostic::{Diagnostic, Severity};
use crate::pack::{Rulebook, Word};
use crate::text::graphemes;
use crate::text::matcher::Match;
use making::{Compiled, Entry, Origin, Pattern};
use rustc_hash::FxHashSet;
use shared::Shared;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The code of a word hidden by disguise.
const EVASION: &str = "evasion/hidden-characters";

/// The lexicon of a rule book, compiled.
pub struct Lexicon {
    /// The built-in words, where the pack has them as they are.
    shared: Option<Shared>,
    /// All others.
    own: Compiled,
}

/// A part of a lexicon, by which the numbers of its entries are told apart.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Shared,
    Own,
}

/// A hit that stood its context.
struct Hit {
    part: Part,
    entry: u32,
    found: Match,
    /// A slip that may be none: only noted.
    doubtful: bool,
    /// It stands as nobody writes by accident, and is told of as an evasion too.
    evades: bool,
}

/// What a text was found to have.
#[derive(Default)]
struct Found {
    hits: Vec<Hit>,
    /// Longer strings that make a word in them innocent: the part and number of its entry, and the place.
    covers: Vec<(Part, u32, usize, usize)>,
    phrases: Vec<Near>,
}

impl Lexicon {
    /// Compiles the lexicon of the rule book, without what is switched off.
    #[inline(never)]
    pub fn new(book: &Rulebook) -> Lexicon {
        let kinds = Kinds::new(book);
        match Shared::of(book, &kinds) {
            Some((shared, own)) => {
                Lexicon { shared: Some(shared), own: Compiled::new(book, &kinds, own.into_iter(), false) }
            }
            None => Lexicon::apart(book, &kinds),
        }
    }

    /// [`Lexicon::new`] that shares nothing with others.
    fn apart(book: &Rulebook, kinds: &Kinds) -> Lexicon {
        let all = 0..book.pack().lexicon.len() as u32;
        Lexicon { shared: None, own: Compiled::new(book, kinds, all, true) }
    }

    /// The parts, that with the slips and phrases first.
    fn parts(&self) -> impl Iterator<Item = Part> {
        let shared = self.shared.as_ref().map(|_| Part::Shared);
        shared.into_iter().chain([Part::Own])
    }

    fn compiled(&self, part: Part) -> &Compiled {
        match (&self.shared, part) {
            (Some(shared), Part::Shared) => shared.compiled(),
            _ => &self.own,
        }
    }

    /// The built-in words, if the part is those.
    fn shared(&self, part: Part) -> Option<&Shared> {
        self.shared.as_ref().filter(|_| part == Part::Shared)
    }

    fn entry(&self, hit: &Hit) -> &Entry {
        self.compiled(hit.part).entry(hit.entry)
    }

    /// What a hit is of, with the place of a word in the pack of the rule book.
    fn origin(&self, hit: &Hit) -> Origin {
        match (self.compiled(hit.part).origin(hit.entry), self.shared(hit.part)) {
            (Origin::Word(place), Some(shared)) => Origin::Word(shared.place(place).unwrap_or(place)),
            (origin, _) => origin,
        }
    }

    /// The slip that was hit, if it is one.
    fn slip(&self, hit: &Hit) -> Option<Spelling<'_>> {
        self.compiled(hit.part).slip(hit.entry)
    }

    /// False for what of a part is switched off or was replaced though it is looked for.
    fn is_on(&self, part: Part, number: u32) -> bool {
        let Some(shared) = self.shared(part) else { return true };
        let compiled = shared.compiled();
        let is_there = || !matches!(compiled.origin(number), Origin::Word(place) if shared.place(place).is_none());
        shared.is_on(compiled.entry(number).kind) && is_there()
    }

    /// What the pack says about the word that was hit.
    fn word<'b>(&'b self, book: &'b Rulebook, hit: &Hit) -> Cow<'b, Word> {
        let compiled = self.compiled(hit.part);
        let pack = self.shared(hit.part).map_or(&**book.pack(), Shared::pack);
        match compiled.origin(hit.entry) {
            Origin::Word(place) => Cow::Borrowed(&*pack.lexicon[place as usize]),
            Origin::Slip(number) => {
                let slip = compiled.slips.get(number as usize).expect("what was hit is there");
                Cow::Owned(slip.word(pack))
            }
            Origin::Plain(number) => Cow::Owned(pack.plain.word(number as usize)),
            Origin::Phrase(number) => {
                let right = compiled.phrases.spelling(pack, number);
                Cow::Owned(Word { fixes: vec![right.to_owned()], ..Word::new(right) })
            }
        }
    }

    /// The spelling of the word that was hit.
    fn spelling<'w>(&self, word: &'w Word, hit: &Hit) -> &'w str {
        match self.compiled(hit.part).pattern(hit.found.word) {
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

    /// Everything that one part of the lexicon has in a text.
    fn gather(&self, part: Part, units: &[u16], all: &mut Found) {
        let compiled = self.compiled(part);
        let Found { hits, covers, phrases } = all;
        compiled.matcher.scan_pairs(
            units,
            |found| match compiled.pattern(found.word) {
                Pattern::Unless(_) if found.separated && guise::of(units, &found).0 == Guise::Chance => {}
                Pattern::Unless(entry) => covers.push((part, entry, found.from, found.to)),
                Pattern::Word(entry, _) if self.is_on(part, entry) => {
                    let place = compiled.slip(entry).map_or(Some(found), |slip| slip.place(units, found));
                    hits.extend(place.map(|found| Hit { part, entry, found, doubtful: false, evades: false }));
                }
                Pattern::Word(..) => {}
            },
            |at, codes| compiled.phrases.look(units, at, codes, phrases),
        );
    }

    fn hits(&self, units: &[u16]) -> Vec<Hit> {
        let mut found = Found::default();
        for part in self.parts().filter(|part| !self.compiled(*part).is_empty()) {
            self.gather(part, units, &mut found);
        }
        let Found { mut hits, mut covers, mut phrases } = found;
        let main = self.parts().next().unwrap_or(Part::Own);
        let first = self.compiled(main).first_phrase();
        phrases.retain(|near| self.is_on(main, first + near.right));
        // A word of the pack that is spelled like a slip speaks for itself, whatever its context says.
        let is_bare = |hit: &Hit| self.slip(hit).is_some_and(|slip| !slip.is_pair());
        if hits.iter().any(is_bare) {
            let place = |hit: &Hit| (hit.found.from, hit.found.to);
            let words = hits.iter().filter(|hit| self.slip(hit).is_none());
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
        let Compiled { phrases: known, slips, .. } = self.compiled(main);
        let phrases = known.settle(units, phrases);
        if hits.iter().any(|hit| self.slip(hit).is_some()) {
            // A phrase says more exactly than a slip of two characters in it what is meant.
            let phrases = phrases.iter().filter(|near| !near.loose);
            let longer = phrases.map(|near| (near.from, near.to)).filter(|(from, to)| to - from > 2);
            let in_phrase = within(longer.collect());
            let is_right = slips.is_right(units);
            let is_name = |slip: &Spelling, place| !slip.is_pair() && slips.is_name(units, place);
            let passes = |(from, to)| to - from == 2 && in_phrase((from, to)) || is_right((from, to));
            let stands = |slip: &Spelling, found: &Match| {
                let place = (found.from, found.to);
                !passes(place) && !is_name(slip, place) && !slip.is_beside(units, found)
            };
            hits.retain_mut(|hit| {
                let Some(slip) = self.slip(hit) else { return true };
                let stands = stands(&slip, &hit.found);
                hit.doubtful = stands && slip.is_doubtful(units, &hit.found);
                stands
            });
        }
        hits.extend(phrases.into_iter().map(|near| {
            let found = Match { from: near.from, to: near.to, ..Match::default() };
            Hit { part: main, entry: first + near.right, found, doubtful: false, evades: false }
        }));
        self.choose(hits)
    }

    /// How a hit stands in the text, if what is asked of its word holds there.
    fn stands(&self, units: &[u16], hit: &Hit, text: &mut Around) -> Option<Guise> {
        let entry = self.entry(hit);
        let Match { from, to, .. } = hit.found;
        let (mut guise, count) = guise::of(units, &hit.found);
        if guise == Guise::Chance {
            return None;
        }
        if entry.hidden && guise < Guise::Broken && guise::is_in_other_characters(units, from, to) {
            guise = Guise::Broken;
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
        // Three characters and more that are all spaced out are no accident, whatever the sentence speaks of.
        let all_spaced = regardless_of(Guise::Spaced) && count > 2;
        let anywhere = regardless_of(Guise::Hidden) || all_spaced;
        if around.near.as_ref().is_some_and(|near| {
            !anywhere && !stands(near, if entry.disguised { Scope::Sentence } else { Scope::Clause })
        }) || !(regardless_of(Guise::Dotted) || all_spaced)
            && around.unless_near.as_ref().is_some_and(|unless| stands(unless, Scope::Sentence))
        {
            return None;
        }
        Some(guise)
    }

    /// Of hits that overlap, one that hides and is no part of a plain one remains (of such, the leftmost, then the
    /// longest), then the graver, then the leftmost, then the longest, then the first entry. A word says more exactly
    /// than a phrase what is wrong, and that more than a loose one, unless it only informs; of loose ones the shortest
    /// does.
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
            let rank = if hit.doubtful { Severity::Info } else { self.entry(hit).rank };
            let origin = self.origin(hit);
            let phrases = &self.compiled(hit.part).phrases;
            let less_exact = match origin {
                Origin::Phrase(right) if phrases.is_loose(right) => Some(to - from),
                Origin::Phrase(_) => Some(0),
                _ => None,
            };
            let is_open = !hides.contains(&(from, to));
            let first = if is_open { rank } else { Severity::Error };
            (is_open && rank == Severity::Info, less_exact, is_open, first, from, usize::MAX - to, rank, origin)
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
        let entry = self.entry(hit);
        let (word, kind) = (self.word(book, hit), &book.pack().kinds[entry.kind as usize]);
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
                None if self.slip(hit).is_some_and(|slip| slip.is_pair()) => {
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

/// `covers` are (part, entry, from, to), sorted: is there one of this entry from ≤ hit.from and to ≥ hit.to?
fn is_covered(covers: &[(Part, u32, usize, usize)], hit: &Hit) -> bool {
    let own = (hit.part, hit.entry);
    let until =
        covers.partition_point(|(part, entry, from, _)| (*part, *entry, *from) <= (own.0, own.1, hit.found.from));
    // A string longer than the longest walk is never found: only so many places back can matter.
    covers[..until]
        .iter()
        .rev()
        .take_while(|(part, entry, from, _)| {
            (*part, *entry) == own && hit.found.from - from <= crate::text::matcher::MAX_WALK
        })
        .any(|(.., to)| *to >= hit.found.to)
}
