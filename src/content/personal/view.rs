//! A run in its block: which parts form a window of digits, in which shape, and whether the window stands alone.

use super::tokens::{Gap, Part, Run, posed};
use super::words::Need;
use crate::text::fold::Fold;

/// A run and the block it stands in.
pub(super) struct View<'v> {
    pub units: &'v [u16],
    pub run: &'v Run,
    /// Index of the part after the last number found in the run.
    pub read: usize,
}

/// Digits of one or more parts that are read as one number.
pub(super) struct Window {
    pub first: usize,
    pub last: usize,
    pub digits: String,
}

impl View<'_> {
    pub fn part(&self, part: usize) -> &Part {
        &self.run.parts[part]
    }

    /// Windows of digits that begin at part `first` and have `counts` digits, the longest first.
    pub fn windows(&self, first: usize, counts: std::ops::RangeInclusive<usize>) -> Vec<Window> {
        let mut windows = Vec::new();
        let mut count = 0;
        for (last, part) in self.run.parts.iter().enumerate().skip(first) {
            count += part.end - part.first;
            if !part.digits || count > *counts.end() {
                break;
            }
            if counts.contains(&count) {
                windows.push(Window { first, last, digits: self.run.text(first, last) });
            }
        }
        windows.retain(|window| self.may_be_one(window));
        windows.reverse();
        windows
    }

    /// The same, of digits and letters that pose as such; at least one does, and a third do not.
    pub fn posing(&self, first: usize, counts: std::ops::RangeInclusive<usize>) -> Vec<Window> {
        let mut windows = Vec::new();
        let (mut count, mut letters) = (0, 0);
        for (last, part) in self.run.parts.iter().enumerate().skip(first) {
            let len = part.end - part.first;
            count += len;
            let closes = count == *counts.end() && len == 1 && self.run.text(last, last) == "x";
            if !part.digits && !part.posing && !closes || count > *counts.end() {
                break;
            }
            letters += if part.posing { len } else { 0 };
            if counts.contains(&count) && letters > 0 && letters * 3 <= count * 2 {
                let text = self.run.text(first, last);
                let digits = text.bytes().map(|b| posed(b).unwrap_or(b).to_ascii_uppercase());
                windows.push(Window { first, last, digits: digits.map(char::from).collect() });
            }
        }
        windows.retain(|window| self.may_be_one(window));
        windows
    }

    /// Commas divide numbers from each other, unless they are all that divides groups of the usual sizes.
    fn may_be_one(&self, window: &Window) -> bool {
        let comma = |part: usize| matches!(self.part(part).gap, Gap::Comma | Gap::WideComma);
        if !(window.first + 1..=window.last).any(comma) {
            return true;
        }
        let sizes = self.sizes(window);
        let fours = sizes.split_last().is_some_and(|(last, fours)| *last <= 4 && fours.iter().all(|n| *n == 4));
        let usual = fours && sizes.len() > 3 || sizes.iter().all(|n| *n == 1);
        (usual || matches!(sizes[..], [3, 4, 4] | [6, 8, 4])) && self.inner_gap(window).is_some()
    }

    /// Numbers of digits between the separators of a window; a change of dress is none.
    pub fn sizes(&self, window: &Window) -> Vec<usize> {
        let mut sizes = Vec::new();
        for part in window.first..=window.last {
            match sizes.last_mut() {
                Some(size) if matches!(self.part(part).gap, Gap::Dress | Gap::Joint) => *size += self.run.len(part),
                _ => sizes.push(self.run.len(part)),
            }
        }
        sizes
    }

    /// The separators within a window, where all are of one kind; [`Gap::Edge`] where there are none.
    pub fn inner_gap(&self, window: &Window) -> Option<Gap> {
        let gaps = (window.first + 1..=window.last).map(|part| self.part(part).gap);
        let gaps = gaps.filter(|gap| !matches!(gap, Gap::Dress | Gap::Joint));
        let mut one = Gap::Edge;
        for gap in gaps {
            if one != Gap::Edge && gap != one {
                return None;
            }
            one = gap;
        }
        Some(one)
    }

    /// What the neighbours of a number make it need: nothing if it stands alone, a cue if something clings to it;
    /// `None` if it is a piece of something longer. `proven` numbers carry a check digit strong enough that blanks
    /// around them do not matter.
    pub fn alone(&self, first: usize, last: usize, proven: bool) -> Option<Need> {
        // Another separator than those between its groups does not go on with them.
        let grouped = last > first && !proven;
        let within = self.part(last).gap;
        let goes_on = |gap: Gap| grouped && (gap != Gap::Blank || within == Gap::Blank || within == Gap::Dress);
        let after = self.run.parts.get(last + 1).map_or(Gap::Edge, |part| part.gap);
        let before = self.alone_before(first, goes_on(self.part(first).gap))?;
        Some(before.max(self.alone_after(last, goes_on(after))?))
    }

    fn alone_before(&self, first: usize, grouped: bool) -> Option<Need> {
        let from = self.run.from(first);
        let neighbour = first.checked_sub(1);
        let long = neighbour.is_some_and(|n| self.run.len(n) >= 7) || first > 0 && self.read == first;
        match self.part(first).gap {
            Gap::Dress => Some(Need::Nothing),
            Gap::Joint => Some(Need::Cue),
            Gap::Blank => Some(if grouped && !long { Need::Cue } else { Need::Nothing }),
            Gap::Hyphen => Some(if long { Need::Nothing } else { Need::Cue }),
            Gap::Comma | Gap::WideComma | Gap::Bracket => Some(Need::Nothing),
            Gap::Dot => neighbour.filter(|n| !self.part(*n).digits).map(|_| Need::Cue),
            Gap::Other => self.before_mark(from, long),
            Gap::Edge => self.before_mark(from, false),
        }
    }

    /// True if digits stand one by one before part `first`: no number begins there.
    pub fn goes_on(&self, first: usize) -> bool {
        first > 0 && matches!(self.part(first).gap, Gap::Blank | Gap::Hyphen) && self.is_one_by_one(first, first - 1)
    }

    /// True if the digits go on one by one: what ends between them is a piece.
    fn is_one_by_one(&self, inside: usize, outside: usize) -> bool {
        [inside, outside].iter().all(|part| self.part(*part).digits && self.run.len(*part) == 1)
    }

    fn before_mark(&self, from: usize, long: bool) -> Option<Need> {
        let Some(mark) = from.checked_sub(1).and_then(|at| self.ascii(at)) else { return Some(Need::Nothing) };
        let earlier = from.checked_sub(2).and_then(|at| self.ascii(at));
        match mark {
            '*' | '_' | '@' | '$' | '¥' | '￥' => None,
            '.' if earlier.is_some_and(|c| c.is_ascii_digit()) => None,
            '.' | '/' if earlier.is_some_and(|c| c.is_ascii_alphabetic()) => Some(Need::Cue),
            '/' | '|' | '~' if earlier.is_some_and(|c| c.is_ascii_digit()) && !long => Some(Need::Cue),
            '=' | '&' => Some(Need::Cue),
            c if c.is_ascii_alphanumeric() => None,
            _ => Some(Need::Nothing),
        }
    }

    fn alone_after(&self, last: usize, grouped: bool) -> Option<Need> {
        let to = self.run.to(last);
        let next = last + 1;
        if next < self.run.parts.len() {
            let len = self.run.len(next);
            let digits = self.part(next).digits;
            return match self.part(next).gap {
                Gap::Dress | Gap::Edge => Some(Need::Nothing),
                Gap::Joint => (len >= 2).then_some(Need::Cue),
                Gap::Blank | Gap::Hyphen if grouped && self.is_one_by_one(last, next) => None,
                Gap::Blank => Some(if grouped && digits && len < 7 { Need::Cue } else { Need::Nothing }),
                Gap::Hyphen => Some(if len >= 7 { Need::Nothing } else { Need::Cue }),
                Gap::Comma | Gap::WideComma | Gap::Bracket => Some(Need::Nothing),
                Gap::Dot => None,
                Gap::Other => match self.ascii(to) {
                    Some('*' | '_' | '@' | '%') => None,
                    _ => Some(if len >= 7 { Need::Nothing } else { Need::Cue }),
                },
            };
        }
        let Some(mark) = self.ascii(to) else { return Some(Need::Nothing) };
        let later = self.ascii(to + 1).is_some_and(|c| c.is_ascii_alphanumeric());
        match mark {
            '*' | '_' | '@' | '%' => None,
            '.' if later => None,
            '-' | '/' if later => Some(Need::Cue),
            c if c.is_ascii_alphanumeric() => None,
            _ => Some(Need::Nothing),
        }
    }

    /// The character at `at`, full-width forms as ASCII.
    pub fn ascii(&self, at: usize) -> Option<char> {
        char::from_u32(u32::from(Fold::shared().literal(*self.units.get(at)?)))
    }
}
