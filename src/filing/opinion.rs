//! An office's opinion as offices write it: “同意 2022-03-31”, “拟同意，报市局审定。王海 2022年3月31日”, “不同意”. The
//! words that decide are data; here is only how they are weighed.

use super::values::mark;
use crate::calendar::Date;
use crate::names::fold_name;
use crate::pack::Rulebook;

/// What an opinion comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Decision {
    Consent,
    Refusal,
    /// Not decided yet; stands for nothing.
    Pending,
    /// Words that say neither.
    Unclear,
}

/// An opinion and the day it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Opinion {
    pub(super) decision: Decision,
    pub(super) day: Option<Date>,
    /// It carries a day that does not exist.
    pub(super) bad_day: bool,
}

impl Opinion {
    /// Reads an opinion. A day alone, as of a signature, is consent.
    pub(super) fn read(book: &Rulebook, text: &str) -> Opinion {
        let (rest, day, bad_day) = take_day(text);
        let words = fold_name(&rest);
        let decision = if words.is_empty() {
            match mark(&rest) {
                Some(false) => Decision::Refusal,
                Some(true) => Decision::Consent,
                None if day.is_some() => Decision::Consent,
                None => Decision::Unclear,
            }
        } else {
            decide(book, &words)
        };
        Opinion { decision, day, bad_day }
    }
}

/// The word that comes first decides (不同意 before 同意, 同意 before a later 不得); at the same place the longer one.
/// Words of the last set decide only where none of the others stands; those of one character only alone.
fn decide(book: &Rulebook, words: &str) -> Decision {
    let sets = [
        ("filing-refusal", Decision::Refusal),
        ("filing-pending", Decision::Pending),
        ("filing-consent", Decision::Consent),
    ];
    let mut first: Option<(usize, usize, Decision)> = None;
    for (set, decision) in sets {
        let name = [format!("@{set}")];
        for word in book.pack().words(&name) {
            let word = fold_name(word);
            let at = if word.chars().count() > 1 { words.find(&word) } else { (words == word).then_some(0) };
            if let Some(at) = at
                && first
                    .is_none_or(|(from, len, _)| (at, std::cmp::Reverse(word.len())) < (from, std::cmp::Reverse(len)))
            {
                first = Some((at, word.len(), decision));
            }
        }
    }
    if let Some((_, _, decision)) = first {
        return decision;
    }
    let weak = ["@filing-consent-weak".to_owned()];
    let holds = |word: &str| if word.chars().count() > 1 { words.contains(word) } else { words == word };
    if book.pack().words(&weak).any(|word| holds(&fold_name(word))) { Decision::Consent } else { Decision::Unclear }
}

/// Takes the first day out of a text; says whether something written as a day is none.
fn take_day(text: &str) -> (String, Option<Date>, bool) {
    let chars: Vec<char> = text
        .chars()
        .map(|c| match c {
            '０'..='９' => char::from_digit(c as u32 - '０' as u32, 10).unwrap_or(c),
            _ => c,
        })
        .collect();
    let mut at = 0;
    while at < chars.len() {
        if !chars[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let part = |c: &char| c.is_ascii_digit() || c.is_whitespace() || "年月日号.-/－—．／".contains(*c);
        let len = chars[at..].iter().take_while(|c| part(c)).count();
        let run: String = chars[at..at + len].iter().collect();
        let groups = run.split(|c: char| !c.is_ascii_digit()).filter(|g| !g.is_empty()).count();
        let digits = run.chars().filter(char::is_ascii_digit).count();
        if groups >= 3 || (groups == 1 && digits == 8) {
            let day = Date::parse_loose(run.trim()).map(|(day, _)| day);
            let rest: String = chars[..at].iter().chain(&chars[at + len..]).collect();
            return (rest, day, day.is_none());
        }
        at += len.max(1);
    }
    (chars.into_iter().collect(), None, false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::{Lang, builtin};
    use std::sync::Arc;

    #[test]
    fn opinions_as_offices_write_them() {
        let book = Rulebook::new(Arc::new(builtin()), None, Lang::Zh);
        for (text, decision, day) in [
            ("同意 2022-03-31", Decision::Consent, Some("2022-03-31")),
            ("同意。2022年3月31日", Decision::Consent, Some("2022-03-31")),
            ("同意（2022.3.31）", Decision::Consent, Some("2022-03-31")),
            ("2022/3/31 同意", Decision::Consent, Some("2022-03-31")),
            ("拟同意，请市局审定。王海 2022年3月31日", Decision::Consent, Some("2022-03-31")),
            ("经研究，原则同意开设。", Decision::Consent, None),
            ("同意，未经审核不得发布", Decision::Consent, None),
            ("无不同意见", Decision::Consent, None),
            ("2022年3月28日局党组会集体研究", Decision::Consent, Some("2022-03-28")),
            ("经集体研究，不同意开设", Decision::Refusal, None),
            ("不同意 2022-04-02", Decision::Refusal, Some("2022-04-02")),
            ("不予批准", Decision::Refusal, None),
            ("暂不同意", Decision::Refusal, None),
            ("审核未通过，退回补正", Decision::Refusal, None),
            ("否", Decision::Refusal, None),
            ("待审", Decision::Pending, None),
            ("审核中", Decision::Pending, None),
            ("尚未研究", Decision::Pending, None),
            ("是", Decision::Consent, None),
            ("√", Decision::Consent, None),
            ("2022-03-31", Decision::Consent, Some("2022-03-31")),
            ("桂数发〔2022〕5号文批复同意", Decision::Consent, None),
            ("某某某", Decision::Unclear, None),
        ] {
            let opinion = Opinion::read(&book, text);
            assert_eq!(opinion.decision, decision, "{text}");
            assert_eq!(opinion.day.map(|d| d.to_string()).as_deref(), day, "{text}");
        }
        assert!(Opinion::read(&book, "同意 2022-02-30").bad_day);
    }
}
