//! Numbers and names that identify a person: telephones, identity and bank cards, passports, number plates, e-mail
//! addresses, accounts of messengers. [`tokens`] reads the block's letters and digits; each kind of [`kind::ALL`] reads
//! a number where a part begins and says what it still needs to count; [`words`] looks for that in its label and its
//! sentence. The first kind that counts wins. The fix masks.

mod abroad;
mod address;
mod cells;
mod kind;
mod mask;
mod numbers;
mod plate;
mod rows;
mod tokens;
mod view;
mod words;

pub(super) use cells::is_read_in_cells;
pub use rows::{Heads, Row};

use super::span;
use crate::diagnostic::Diagnostic;
use crate::pack::Rulebook;
use tokens::{Run, Tokens};
use view::View;
use words::{Candidate, Counts, Need, Words, enumerates};

/// How near a fixed line makes an e-mail address that of an office, in UTF-16 code units.
const CONTACT_LINE: usize = 80;

/// The personal-data rules of a rule book.
pub struct Personal {
    /// For each kind, its words; none where the kind is off.
    words: Vec<Option<Words>>,
}

/// A well-formed number.
struct Reading {
    from: usize,
    to: usize,
    /// Where its label ends.
    label: usize,
    /// In lower case, without separators; its kind's own form for the mask.
    value: String,
    need: Need,
    /// What the fix puts in its place; nothing where the number need not go.
    masked: Option<String>,
}

/// A number that counts.
struct Found {
    kind: usize,
    reading: Reading,
    counts: Counts,
}

/// What one block has shown so far.
#[derive(Default)]
struct Block {
    found: Vec<Found>,
    /// Fixed lines that are nobody's own: the sign of an office's contact line.
    lines: Vec<usize>,
    /// For each kind, the end of the last number read and where its label ends: a label goes for all it enumerates.
    labels: [Option<(usize, usize)>; kind::ALL.len()],
}

impl Personal {
    /// Compiles the rules.
    pub fn new(book: &Rulebook) -> Personal {
        let words = |kind: &kind::Kind| book.is_on(kind.code).then(|| Words::new(book, kind.code));
        Personal { words: kind::ALL.iter().map(words).collect() }
    }

    /// The personal data of a block.
    pub fn check(&self, book: &Rulebook, units: &[u16]) -> Vec<Diagnostic> {
        if self.words.iter().all(Option::is_none) {
            return Vec::new();
        }
        let mut block = Block::default();
        let mut tokens = Tokens::new(units);
        let mut run = Run::default();
        let mut done = 0;
        while tokens.next(&mut run) {
            let unread = run.unread();
            let mut view = View { units, run: &run, read: 0 };
            for first in 0..unread.unwrap_or(run.parts.len()) {
                if run.from(first) < done || view.goes_on(first) {
                    continue;
                }
                if let Some(found) = self.read(&view, first, &mut block) {
                    done = found.reading.to;
                    view.read =
                        run.parts.iter().position(|p| run.glyphs[p.first].from >= done).unwrap_or(run.parts.len());
                    block.found.push(found);
                }
            }
            if let Some(part) = unread {
                tokens.at = run.from(part).max(done);
            }
        }
        let Block { mut found, lines, .. } = block;
        let phones: Vec<usize> =
            found.iter().filter(|f| kind::ALL[f.kind].code == kind::MOBILE).map(|f| f.reading.from).collect();
        found.retain(|f| !is_of_office(f, &lines, &phones));
        found.iter().filter_map(|f| report(book, units, f)).collect()
    }

    /// What number begins with part `first`, if it counts.
    fn read(&self, view: &View, first: usize, block: &mut Block) -> Option<Found> {
        let glyphs = view.run.glyphs.len() - view.part(first).first;
        for (kind, entry) in kind::ALL.iter().enumerate().filter(|(_, entry)| entry.least <= glyphs) {
            let Some(words) = &self.words[kind] else { continue };
            let Some(mut reading) = (entry.read)(view, first) else { continue };
            if let Some((end, label)) = block.labels[kind]
                && reading.label >= end
                && enumerates(view.units, end, reading.label)
            {
                reading.label = label;
            }
            block.labels[kind] = Some((reading.to, reading.label));
            let candidate = Candidate {
                value: &reading.value.to_ascii_lowercase(),
                from: reading.from,
                to: reading.to,
                label: reading.label,
                need: reading.need,
                overlaps: entry.code == kind::PLATE,
                doubted: entry.code == kind::BANK_CARD && reading.need == Need::Cue,
            };
            if let Some(counts) = words.judge(view.units, &candidate) {
                return Some(Found { kind, reading, counts });
            }
            if entry.code == kind::LANDLINE && reading.value.starts_with('0') {
                block.lines.push(reading.from);
            }
        }
        None
    }
}

/// True for an e-mail address without a label of its own that stands with an office's fixed line and closer to it
/// than to any mobile telephone.
fn is_of_office(found: &Found, lines: &[usize], phones: &[usize]) -> bool {
    if kind::ALL[found.kind].code != kind::EMAIL || found.counts == Counts::Labelled {
        return false;
    }
    let at = found.reading.from;
    let nearest = |places: &[usize]| {
        let next = places.partition_point(|place| *place < at);
        let (before, after) = (next.checked_sub(1).map(|i| at - places[i]), places.get(next).map(|place| place - at));
        before.into_iter().chain(after).min()
    };
    let line = nearest(lines).filter(|distance| *distance <= CONTACT_LINE);
    line.is_some_and(|line| nearest(phones).is_none_or(|phone| line <= phone))
}

fn report(book: &Rulebook, units: &[u16], found: &Found) -> Option<Diagnostic> {
    let Reading { from, to, masked, .. } = &found.reading;
    let code = kind::ALL[found.kind].code;
    let mut diagnostic = book.find(code, span(units, *from, *to))?;
    let masked = masked.as_deref().unwrap_or_default();
    if !masked.is_empty() {
        diagnostic = diagnostic.fix(masked);
    }
    let (variant, severity) = match (found.counts, found.reading.need) {
        (_, Need::Named) => ("mistyped", book.grade(code, "mistyped")),
        (Counts::Contact, _) => ("", book.grade(code, "contact")),
        _ => ("", None),
    };
    Some(diagnostic.severity(severity).say(variant, &[("fix", masked)]))
}
