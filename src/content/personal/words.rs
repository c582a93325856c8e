//! What the words around a number make of it. Directly before it stands its label (手机号码：, 订单号, QQ); the longest
//! known word that ends the label decides. Where no label does, the words of the sentence do. All of these words are
//! data of the pack.

use crate::content::context::{self, Scope};
use crate::pack::Rulebook;
use crate::text::fold::Fold;
use crate::text::is_han;

/// What a well-formed number still needs before it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Need {
    /// Nothing: it proves itself.
    Nothing,
    /// A cue directly before it, or one of the rule's `near` words in its sentence.
    Near,
    /// A cue directly before it.
    Cue,
    /// A cue directly before it that ends in 号, 号码 or ID, or that a colon or the like divides from it (微信：zhangsan).
    Colon,
    /// A cue directly before it that one of the rule's `near` words ends (身份证号：): it is no such number.
    Named,
}

/// Why a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counts {
    /// Its label says so.
    Labelled,
    /// Its own form or the sentence says so.
    Unlabelled,
    /// It fills a line of its own as an office's contact does.
    Contact,
}

/// The words of one rule, folded.
#[derive(Default)]
pub(super) struct Words {
    cues: Vec<Vec<u16>>,
    unless: Vec<Vec<u16>>,
    unless_after: Vec<Vec<u16>>,
    unless_in: Vec<String>,
    near: Vec<Vec<u16>>,
    unless_near: Vec<Vec<u16>>,
    despite: Vec<Vec<u16>>,
    contact: Vec<Vec<u16>>,
}

/// A number before its words are looked at.
pub(super) struct Candidate<'c> {
    /// The number in lower case, without separators.
    pub value: &'c str,
    pub from: usize,
    pub to: usize,
    /// Where its label ends: before it, before a country code, or before an enumeration it is part of.
    pub label: usize,
    pub need: Need,
    /// The first character belongs to words that end before it (江苏A12345).
    pub overlaps: bool,
    /// Its cue may also label an office's number (账号): what the sentence speaks of decides.
    pub doubted: bool,
}

impl Words {
    pub fn new(book: &Rulebook, code: &str) -> Words {
        let pack = book.pack();
        let Some(rule) = pack.notation.iter().find(|n| n.code == code) else { return Words::default() };
        let folded = |list: &[String]| context::fold_words(pack.words(list));
        Words {
            cues: folded(&rule.cues),
            unless: folded(&rule.unless),
            unless_after: folded(&rule.unless_after),
            unless_in: rule.unless_in.iter().map(|s| s.to_ascii_lowercase()).collect(),
            near: folded(&rule.near),
            unless_near: folded(&rule.unless_near),
            despite: folded(&rule.despite),
            contact: folded(&rule.contact),
        }
    }

    /// Whether the words let the candidate count.
    pub fn judge(&self, units: &[u16], candidate: &Candidate) -> Option<Counts> {
        if self.is_public(candidate.value) {
            return None;
        }
        if !self.unless_after.is_empty() {
            let after = context::after(units, candidate.to);
            if self.unless_after.iter().any(|word| after.starts_with(word)) {
                return None;
            }
        }
        let before = context::before(units, candidate.label);
        let (label, colon) = trim(&before);
        let (cue, unless) = (longest(&self.cues, label), longest(&self.unless, label));
        if unless > cue || candidate.overlaps && self.ends_with_unless(units, candidate.from + 1) {
            return None;
        }
        let in_sentence = |words: &[Vec<u16>]| {
            let around = || context::around(units, candidate.from, candidate.to, Scope::Sentence);
            !words.is_empty() && context::stands(words, &around())
        };
        if cue > 0 && candidate.doubted && in_sentence(&self.unless_near) {
            return None;
        }
        if candidate.need == Need::Named && !self.is_named(label) {
            return None;
        }
        if cue > 0 {
            let divided = colon || matches!(label, [.., 0x53F7] | [.., 0x53F7, 0x7801] | [.., 0x69, 0x64]);
            return (divided || candidate.need != Need::Colon).then_some(Counts::Labelled);
        }
        if candidate.need > Need::Near {
            return None;
        }
        let elsewhere = || in_sentence(&self.unless_near) && !in_sentence(&self.despite);
        if elsewhere() || candidate.need == Need::Near && !in_sentence(&self.near) {
            return None;
        }
        Some(if self.is_contact_line(units, candidate, &before) { Counts::Contact } else { Counts::Unlabelled })
    }

    /// True if one of the `near` words ends the label, but for what goes with every number.
    fn is_named(&self, label: &[u16]) -> bool {
        longest(&self.near, label) > 0
    }

    /// True if the text ends with a word that makes a number what the rule is for, or something else.
    pub fn is_label(&self, units: &[u16]) -> bool {
        let text = context::before(units, units.len());
        let (label, _) = trim(&text);
        [&self.cues, &self.unless, &self.contact].into_iter().any(|words| longest(words, label) > 0)
    }

    /// True if the block holds the number, a label of contact lines, a colon, and nothing more.
    fn is_contact_line(&self, units: &[u16], candidate: &Candidate, before: &[u16]) -> bool {
        const COLON: u16 = 0x3A;
        let Some(label) = before.strip_suffix(&[COLON]) else { return false };
        let is_word = |unit: &u16| is_han(*unit) || u8::try_from(*unit).is_ok_and(|b| b.is_ascii_alphabetic());
        let rest = |word: &Vec<u16>| label.strip_suffix(word.as_slice());
        candidate.from < context::REACH
            && self.contact.iter().filter_map(rest).any(|rest| !rest.iter().any(is_word))
            && !context::after(units, candidate.to).iter().any(is_word)
    }

    fn ends_with_unless(&self, units: &[u16], at: usize) -> bool {
        let before = context::before(units, at);
        self.unless.iter().any(|word| before.ends_with(word))
    }

    fn is_public(&self, value: &str) -> bool {
        self.unless_in.iter().any(|form| match form.as_bytes() {
            [b'.' | b'@', ..] => value.ends_with(form),
            [.., b'@'] => value.starts_with(form),
            [head @ .., b'*'] => value.as_bytes().starts_with(head),
            _ => value == form,
        })
    }
}

/// Length of the longest word that ends the label, with or without the 号码 that goes with every number.
fn longest(words: &[Vec<u16>], label: &[u16]) -> usize {
    const TAILS: [&[u16]; 4] = [&[], &[0x53F7], &[0x7801], &[0x53F7, 0x7801]]; // 号, 码, 号码
    let mut best = 0;
    for tail in TAILS {
        let Some(stem) = label.strip_suffix(tail) else { continue };
        for word in words.iter().filter(|word| stem.ends_with(word)) {
            // A Latin word is a whole word: “tel” does not end “hotel”.
            let is_letter = |unit: &u16| u8::try_from(*unit).is_ok_and(|b| b.is_ascii_alphabetic());
            let inside = is_letter(&word[0]) && stem[..stem.len() - word.len()].last().is_some_and(is_letter);
            if !inside {
                best = best.max(word.len() + tail.len());
            }
        }
    }
    best
}

/// Takes off what stands between a label and its number: colons, 为, 是, brackets and their content, dashes. The
/// second value tells whether anything did.
fn trim(before: &[u16]) -> (&[u16], bool) {
    let mut label = before;
    while let Some((last, rest)) = label.split_last() {
        label = match char::from_u32(u32::from(*last)) {
            Some(
                ':' | '.' | '=' | '为' | '是' | '(' | '[' | '【' | '〔' | '「' | '《' | '<' | '"' | '“' | '\'' | '‘'
                | '|' | '-' | '—' | '~' | '+' | '#' | '→' | '№',
            ) => rest,
            Some(')' | ']' | '】') => {
                let open = |unit: &u16| matches!(char::from_u32(u32::from(*unit)), Some('(' | '[' | '【'));
                match rest.iter().rev().take(14).position(open) {
                    Some(inside) => &rest[..rest.len() - inside - 1],
                    None => break,
                }
            }
            _ => break,
        };
    }
    (label, label.len() < before.len())
}

/// True if only what enumerates numbers stands in `from..to`: 、 / 和 and blanks, at most four of them.
pub(super) fn enumerates(units: &[u16], from: usize, to: usize) -> bool {
    let fold = Fold::shared();
    let is_joiner = |unit: &u16| {
        let c = char::from_u32(u32::from(fold.literal(*unit)));
        matches!(c, Some('、' | '/' | '和' | '或' | '及' | '与' | ',' | ';' | ' '))
    };
    from < to && to - from <= 4 && units[from..to].iter().all(is_joiner)
}
