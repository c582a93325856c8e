//! Lists whose parts are always the same (政治意识、大局意识、核心意识、看齐意识), of which a text writes one part otherwise
//! (中心意识). That their parts changed places, the lexicon tells. A part counts as miswritten where the parts beside it
//! are those of the list, and it is as long as the right one and has a character of it that not all parts have: who says
//! 财经纪律 between 群众纪律 and 工作纪律 means something else.

use super::kinds::Kinds;
use super::phrases::within;
use super::span;
use crate::diagnostic::{Diagnostic, Severity};
use crate::pack::Rulebook;
use crate::text::is_han;
use crate::text::matcher::LIST_MARK;
use rustc_hash::FxHashMap;

/// So many parts beside a miswritten one are those of the list; of parts of two characters, which are ordinary words,
/// one more.
const RIGHT: usize = 2;

/// The lists of a rule book.
pub(super) struct Enumerations {
    lists: Vec<List>,
    /// By each part, the lists that have it, and its place there.
    parts: FxHashMap<Vec<u16>, Vec<(usize, usize)>>,
    /// The length of the longest part.
    longest: usize,
}

struct List {
    /// Its kind, by its place in the pack's kinds.
    kind: u32,
    severity: Option<Severity>,
    parts: Vec<Vec<u16>>,
    /// How it may be written otherwise.
    innocent: Vec<Vec<u16>>,
}

/// A part that is written otherwise.
struct Wrong {
    from: usize,
    to: usize,
    list: usize,
    part: usize,
}

impl Enumerations {
    pub(super) fn new(book: &Rulebook) -> Enumerations {
        let kinds = Kinds::new(book);
        let mut made = Enumerations { lists: Vec::new(), parts: FxHashMap::default(), longest: 0 };
        for set in &book.pack().sets {
            let Some(kind) = set.enumerations.as_deref().and_then(|kind| kinds.on(kind)) else { continue };
            for line in set.words.iter() {
                let mut ways = line.split(' ').map(crate::text::units);
                let Some(parts) =
                    ways.next().map(|list| list.split(|unit| *unit == LIST_MARK).map(<[u16]>::to_vec).collect())
                else {
                    continue;
                };
                let list = List { kind, severity: set.severity, parts, innocent: ways.collect() };
                if list.parts.len() > RIGHT {
                    for (place, part) in list.parts.iter().enumerate() {
                        made.longest = made.longest.max(part.len());
                        made.parts.entry(part.clone()).or_default().push((made.lists.len(), place));
                    }
                    made.lists.push(list);
                }
            }
        }
        made
    }

    /// The miswritten parts of lists in a block.
    pub(super) fn check(&self, book: &Rulebook, units: &[u16]) -> Vec<Diagnostic> {
        if self.lists.is_empty() {
            return Vec::new();
        }
        let marks: Vec<usize> =
            units.iter().zip(0..).filter(|(unit, _)| **unit == LIST_MARK).map(|(_, at)| at).collect();
        let (mut right, mut wrong) = (Vec::new(), Vec::new());
        for (nth, between) in marks.windows(2).enumerate() {
            let item = &units[between[0] + 1..between[1]];
            let known = self.parts.get(item).filter(|_| item.len() <= self.longest);
            for (list, place) in known.into_iter().flatten() {
                match self.compare(units, &marks, nth, *list, *place) {
                    Ok(whole) => right.extend(whole),
                    Err(found) => wrong.push(found),
                }
            }
        }
        // A list that is right as it stands is no other one with a wrong part.
        right.sort_unstable();
        let is_right = within(right);
        wrong.retain(|one| !is_right((one.from, one.to)));
        wrong.sort_by_key(|one| (one.from, one.to, one.list));
        wrong.dedup_by_key(|one| (one.from, one.to));
        wrong.iter().filter_map(|one| self.report(book, units, one)).collect()
    }

    /// Lays a list over the text so that its part of that place is the item behind the mark of that number: the stretch
    /// of the text if all is right, or the one part that is not.
    fn compare(
        &self,
        units: &[u16],
        marks: &[usize],
        nth: usize,
        list: usize,
        place: usize,
    ) -> Result<Option<(usize, usize)>, Wrong> {
        let parts = &self.lists[list].parts;
        // The text may say the end of the list, or its beginning, only.
        let first = place.saturating_sub(nth + 1);
        let last = (parts.len() - 1).min(place + marks.len() - 1 - nth);
        let mut wrong: Option<Wrong> = None;
        let mut stretch = (usize::MAX, 0);
        for (at, part) in parts.iter().enumerate().take(last + 1).skip(first) {
            // The mark before the item, and the one behind it: what has both is an item, what has one begins or ends so.
            let before = (nth + at).checked_sub(place).map(|mark| marks[mark]);
            let after = marks.get(nth + 1 + at - place.min(nth + 1 + at)).copied();
            let is_inner = at > first && at < last;
            let (from, to) = match (before, after) {
                (Some(before), Some(after)) if is_inner || before + 1 + part.len() == after => (before + 1, after),
                (Some(before), _) if at == last => (before + 1, before + 1 + part.len()),
                (_, Some(after)) => (after.saturating_sub(part.len()), after),
                _ => return Ok(None),
            };
            let Some(item) = units.get(from..to) else { return Ok(None) };
            stretch = (stretch.0.min(from), stretch.1.max(to));
            if item != part {
                if wrong.is_some() || !self.lists[list].may_be(at, item) {
                    return Ok(None);
                }
                wrong = Some(Wrong { from, to, list, part: at });
            }
        }
        let shortest = if parts[place].len() > 2 { RIGHT } else { RIGHT + 1 };
        match wrong {
            None => Ok(Some(stretch)),
            Some(wrong) if last - first >= shortest => Err(wrong),
            Some(_) => Ok(None),
        }
    }

    fn report(&self, book: &Rulebook, units: &[u16], wrong: &Wrong) -> Option<Diagnostic> {
        let list = &self.lists[wrong.list];
        let code = &book.pack().kinds[list.kind as usize].code;
        let text = |units: &[u16]| String::from_utf16_lossy(units);
        let (found, fix) = (text(&units[wrong.from..wrong.to]), text(&list.parts[wrong.part]));
        if book.is_word_off(code, &found) {
            return None;
        }
        let params = [("found", found.as_str()), ("fix", fix.as_str()), ("word", found.as_str())];
        let diagnostic = book.find(code, span(units, wrong.from, wrong.to))?;
        Some(diagnostic.severity(list.severity).fix(fix.clone()).say("", &params))
    }
}

impl List {
    /// Whether an item may be what was written for the part of that place.
    fn may_be(&self, place: usize, item: &[u16]) -> bool {
        let part = &self.parts[place];
        let is_common = |at: usize| self.parts.iter().all(|other| other.get(at) == part.get(at));
        let shares = || (0..part.len()).any(|at| part[at] == item[at] && !is_common(at));
        let otherwise = || {
            let mut list = self.parts.clone();
            list[place] = item.to_vec();
            list.join(&LIST_MARK)
        };
        item.len() == part.len()
            && item.iter().all(|unit| is_han(*unit))
            && shares()
            && !self.parts.iter().any(|part| part == item)
            && !self.innocent.contains(&otherwise())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::{Lang, builtin};
    use std::sync::Arc;

    fn found(text: &str) -> Vec<String> {
        let book = Rulebook::new(Arc::new(builtin()), None, Lang::Zh);
        let lists = Enumerations::new(&book);
        let fix = |found: Diagnostic| match found.target {
            crate::diagnostic::Target::Text { from, to, .. } => {
                format!("{from}..{to}→{}", found.fixes[0].replacement)
            }
            _ => String::new(),
        };
        lists.check(&book, &crate::text::units(text)).into_iter().map(fix).collect()
    }

    #[test]
    fn one_part_is_written_otherwise() {
        let cases = [
            ("牢固树立政治意识、大局意识、中心意识、看齐意识。", "14..18→核心意识"),
            ("坚定道路自信、理想自信、制度自信、文化自信", "7..11→理论自信"),
            ("践行创新、协同、绿色、开放、共享的理念", "5..7→协调"),
            ("做到科学立法、严格执法、公正司法、全民知法。", "17..21→全民守法"),
            ("实现幼有所学、学有所教、劳有所得", "2..6→幼有所育"),
            ("做到住有所居、弱有所依、", ""),
            ("不断自我净化、自我完美、自我革新、自我提高", "7..11→自我完善"),
        ];
        for (text, expected) in cases {
            assert_eq!(found(text).join(" "), expected, "{text}");
        }
    }

    #[test]
    fn another_list_is_none_of_these() {
        let cases = [
            "政治意识、大局意识、核心意识、看齐意识",
            "严明政治纪律、组织纪律、廉洁纪律、群众纪律、财经纪律",
            "坚持自由、平等、公平的原则",
            "增强政治意识、大局意识、责任意识、服务意识",
            "创新、协调、、绿色",
            "、、、",
            "政治意识、",
        ];
        for text in cases {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
    }
}
