//! Characters that simplified text does not write: traditional ones (發展), variants (囯, 廹) and those that only stand
//! for a part of one and get into a text from documents copied (⾃, a radical). Which characters are traditional the
//! folding table knows; variants, and what is right or only quoted, the sets named `characters-…` say.
//!
//! One or two in a paragraph are slips. A paragraph of them is another script: that is told once in a text, by the
//! [`Sign`](super::Sign) of the first such paragraph.

use super::context::{self, Scope};
use super::span;
use crate::diagnostic::{Diagnostic, Severity};
use crate::pack::{Kind, Rulebook};
use crate::text::fold::Fold;
use crate::text::is_han;
use rustc_hash::{FxHashMap, FxHashSet};

/// The kind of words whose clauses and severity these findings have.
const KIND: &str = "character";

/// At most so many findings of a block: what goes on so is another script.
const MOST: usize = 20;

/// With fewer Han characters, a text says little about its script.
const SHORT: usize = 30;

/// How far a quotation mark or bracket around a character is looked for.
const REACH: usize = 40;

/// What is not written in simplified text, and where it may stand nonetheless.
pub(super) struct Characters {
    kind: Option<Kind>,
    /// Variants, and traditional characters that the folding table leaves as they are, by what is right for them.
    variants: FxHashMap<u16, u16>,
    /// Standard characters that the folding table takes for traditional ones (昇).
    standard: FxHashSet<u16>,
    /// Those that stand in names of people: only noted.
    names: FxHashSet<u16>,
    /// What speaks of characters or of an inscription (书法, 繁体), folded.
    quoting: Vec<Vec<u16>>,
    /// A bit for each unit that is not written in simplified text: nearly all of a text is.
    wrong: Box<[u64; 1024]>,
}

impl Characters {
    pub(super) fn new(book: &Rulebook) -> Characters {
        let pack = book.pack();
        let kind = pack.kinds.iter().find(|kind| kind.kind == KIND && book.is_on(&kind.code)).cloned();
        let set = |name: &str| pack.set(name).iter().flat_map(|word| word.encode_utf16()).collect::<FxHashSet<u16>>();
        let pairs = pack.set("characters-variant").iter().flat_map(|line| line.split(' '));
        let variants = pairs.filter_map(|pair| match pair.encode_utf16().collect::<Vec<_>>()[..] {
            [variant, right] => Some((variant, right)),
            _ => None,
        });
        let mut made = Characters {
            kind,
            variants: variants.collect(),
            standard: set("characters-standard"),
            names: set("characters-name"),
            quoting: context::fold_words(pack.set("characters-quoted")),
            wrong: Box::new([0; 1024]),
        };
        for unit in (0x2E80..=0x2FDF).chain(0x3400..=0x9FFF).chain(0xF900..=0xFAFF) {
            if made.right(unit).is_some() {
                made.wrong[usize::from(unit) / 64] |= 1 << (unit % 64);
            }
        }
        made
    }

    /// What is right for a traditional character.
    fn traditional(&self, unit: u16) -> Option<u16> {
        let right = Fold::shared().code(unit);
        (right != unit && is_han(unit) && is_han(right) && !self.standard.contains(&unit)).then_some(right)
    }

    /// What is right for a character that is not written in simplified text.
    fn right(&self, unit: u16) -> Option<u16> {
        match unit {
            0x3400..=0x9FFF => self.variants.get(&unit).copied().or_else(|| self.traditional(unit)),
            0x2E80..=0x2FDF | 0xF900..=0xFAFF => Some(Fold::shared().code(unit)).filter(|right| is_han(*right)),
            _ => None,
        }
    }

    /// The findings of a block, and what it says of the text if it is written in traditional characters.
    pub(super) fn check(&self, book: &Rulebook, units: &[u16]) -> (Vec<Diagnostic>, Option<Diagnostic>) {
        let Some(kind) = &self.kind else { return (Vec::new(), None) };
        let is_wrong = |unit: &u16| self.wrong[usize::from(*unit) / 64] & (1 << (*unit % 64)) > 0;
        let Some(first) = units.iter().position(is_wrong) else { return (Vec::new(), None) };
        // Japanese.
        if units.iter().any(|unit| matches!(unit, 0x3041..=0x30FA)) {
            return (Vec::new(), None);
        }
        let end_of = |from: usize| (from..units.len()).find(|at| !is_wrong(&units[*at])).unwrap_or(units.len());
        if self.is_traditional(units) {
            let end = end_of(first);
            let found = book
                .find(&kind.code, span(units, first, end))
                .map(|found| found.severity(Some(Severity::Info)).only_clauses(&kind.clauses).say("traditional", &[]));
            return (Vec::new(), found);
        }
        let mut found = Vec::new();
        let mut at = first;
        while found.len() < MOST {
            let Some(from) = (at..units.len()).find(|at| is_wrong(&units[*at])) else { break };
            at = end_of(from);
            if self.is_quoted(units, from, at) {
                continue;
            }
            let is_name = at == from + 1 && self.names.contains(&units[from]);
            let fix: Vec<u16> = units[from..at].iter().filter_map(|unit| self.right(*unit)).collect();
            let (written, fix) = (String::from_utf16_lossy(&units[from..at]), String::from_utf16_lossy(&fix));
            if book.is_word_off(&kind.code, &written) {
                continue;
            }
            found.extend(book.find(&kind.code, span(units, from, at)).map(|found| {
                let severity = if is_name { Severity::Info } else { kind.severity };
                let params = [("found", written.as_str()), ("fix", fix.as_str())];
                found.severity(Some(severity)).only_clauses(&kind.clauses).fix(fix.clone()).say("character", &params)
            }));
        }
        (found, None)
    }

    /// How many of the Han characters of a text are traditional, and how many there are.
    fn count(&self, units: &[u16]) -> (usize, usize) {
        let han = units.iter().filter(|unit| is_han(**unit));
        han.fold((0, 0), |(traditional, all), unit| {
            (traditional + usize::from(self.traditional(*unit).is_some()), all + 1)
        })
    }

    /// True of text that is written in traditional characters: there, they are about three in ten. Of a few words that
    /// may be chance; of a paragraph, one in eight is enough.
    fn is_traditional(&self, units: &[u16]) -> bool {
        let (traditional, all) = self.count(units);
        let least = if all < SHORT { all * 3 / 10 } else { all / 8 };
        traditional > 2 && traditional >= least
    }

    /// True of what stands in quotation marks or brackets, if one in five of what they hold is traditional, or in a
    /// sentence that speaks of characters.
    fn is_quoted(&self, units: &[u16], from: usize, to: usize) -> bool {
        let closes = |unit: u16| {
            Some(match char::from_u32(u32::from(unit))? {
                '“' => '”',
                '‘' => '’',
                '《' => '》',
                '〈' => '〉',
                '「' => '」',
                '『' => '』',
                '（' => '）',
                '【' => '】',
                _ => return None,
            })
        };
        let open = (from.saturating_sub(REACH)..from).rev().find_map(|at| Some((at, closes(units[at])?)));
        let inside = open.and_then(|(open, mark)| {
            let end = (to..units.len().min(to + REACH)).find(|at| u32::from(units[*at]) == u32::from(mark))?;
            let is_open = !units[open..from].iter().any(|unit| u32::from(*unit) == u32::from(mark));
            is_open.then(|| &units[open + 1..end])
        });
        let (traditional, all) = inside.map_or((0, 1), |inside| self.count(inside));
        // The character may end or begin the word that says so (繁體, 書法).
        let says = |at: usize| context::stands(&self.quoting, &context::around(units, at, at, Scope::Sentence));
        traditional > 0 && traditional * 5 >= all || says(from) || says(to)
    }
}
