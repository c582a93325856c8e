//! Letting a finding pass: a warning or a hint by a named person with a reason, an error only where a vendor's pack
//! says that its code may be released. Whoever lets words pass does so for the place that was seen: the same words
//! once more, or a finding that came with a later edit, are not meant.

use super::Overridden;
use super::submission::{Override, Submission};
use crate::diagnostic::{Diagnostic, Severity, Target};
use crate::pack::Rulebook;

/// What was let pass, while the findings of a submission are gone through.
pub(super) struct Releases<'s> {
    book: &'s Rulebook,
    /// The usable ones, each with whether it has been used.
    open: Vec<(&'s Override, bool)>,
    blocks: Vec<Vec<u16>>,
    digest: &'s str,
    pub(super) overridden: Vec<Overridden>,
    /// Somebody tried to let an error pass that may not.
    pub(super) refused: bool,
}

impl<'s> Releases<'s> {
    pub(super) fn new(book: &'s Rulebook, submission: &'s Submission, digest: &'s str) -> Releases<'s> {
        let usable = |o: &&Override| !o.person.is_empty() && !o.reason.is_empty();
        let open: Vec<_> = submission.overrides.iter().filter(usable).map(|o| (o, false)).collect();
        let blocks = if open.is_empty() { Vec::new() } else { submission.blocks() };
        Releases { book, open, blocks, digest, overridden: Vec::new(), refused: false }
    }

    /// Takes the findings that were let pass out of a list; the others stand.
    pub(super) fn sort(&mut self, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
        if self.open.is_empty() {
            return found;
        }
        found.into_iter().filter_map(|diagnostic| self.stands(diagnostic)).collect()
    }

    fn stands(&mut self, diagnostic: Diagnostic) -> Option<Diagnostic> {
        let here = Here::of(&self.blocks, &diagnostic);
        // The narrowest one is meant: a place before the words, the words before the code.
        let fitting = self.open.iter_mut().filter(|(o, used)| !used && o.code == diagnostic.code);
        let fitting = fitting.filter_map(|entry| Some((here.fits(entry.0, self.digest)?, entry)));
        let Some((_, (release, used))) = fitting.min_by_key(|(width, _)| *width) else { return Some(diagnostic) };
        let error = diagnostic.severity == Severity::Error;
        if error && !self.book.pack().releasable.contains(&diagnostic.code) {
            self.refused = true;
            return Some(diagnostic);
        }
        *used = Width::of(release) < Width::Words;
        self.overridden.push(Overridden {
            by_pack: error,
            diagnostic,
            person: release.person.clone(),
            reason: release.reason.clone(),
            at: release.at.clone(),
        });
        None
    }
}

/// How much an override is meant for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Width {
    /// One finding, told by its place.
    Place,
    /// One finding, told by its words alone.
    Once,
    /// These words wherever they stand.
    Words,
    /// Every finding of the code.
    Code,
}

impl Width {
    fn of(o: &Override) -> Width {
        match (o.place.is_some() || o.before.is_some() || o.after.is_some(), &o.text) {
            _ if o.everywhere && o.text.is_some() => Width::Words,
            (true, _) => Width::Place,
            (false, Some(_)) => Width::Once,
            (false, None) => Width::Code,
        }
    }
}

/// Where a finding stands.
struct Here<'b> {
    place: Option<(u32, u32)>,
    before: &'b [u16],
    text: &'b [u16],
    after: &'b [u16],
}

impl<'b> Here<'b> {
    fn of(blocks: &'b [Vec<u16>], diagnostic: &Diagnostic) -> Here<'b> {
        let nowhere = Here { place: None, before: &[], text: &[], after: &[] };
        let Target::Text { block, from, to, .. } = diagnostic.target else { return nowhere };
        let Some(units) = blocks.get(block as usize) else { return nowhere };
        let (start, end) = (from as usize, to as usize);
        match (units.get(..start), units.get(start..end), units.get(end..)) {
            (Some(before), Some(text), Some(after)) => Here { place: Some((block, from)), before, text, after },
            _ => nowhere,
        }
    }

    /// Whether an override is meant for what stands here, and how much else it is meant for.
    fn fits(&self, o: &Override, digest: &str) -> Option<Width> {
        let units = |text: &String| text.encode_utf16().collect::<Vec<u16>>();
        let same = |part: &Option<String>, fits: &dyn Fn(&[u16]) -> bool| part.as_ref().is_none_or(|t| fits(&units(t)));
        let width = Width::of(o);
        let seen = o.digest.as_deref().is_none_or(|seen| seen == digest);
        let around = o.before.is_some() || o.after.is_some();
        // Another article was seen: only words that stand between the same words are still the same place.
        let still = seen || width == Width::Words || (around && o.text.is_some());
        let placed = !seen || o.place.is_none_or(|place| self.place == Some(place));
        let fits = still
            && placed
            && same(&o.text, &|text| self.place.is_some() && self.text == text)
            && same(&o.before, &|text| self.before.ends_with(text) && (!text.is_empty() || self.before.is_empty()))
            && same(&o.after, &|text| self.after.starts_with(text) && (!text.is_empty() || self.after.is_empty()));
        fits.then_some(width)
    }
}
