//! The rules of registers that are in force, and the lists of words they go by.

use super::cells::WordList;
use crate::diagnostic::Target;
use crate::pack::{AccountRule, Found, Oversight, OversightKind, Rulebook};

/// The rows of `accounts` and `oversight` in force, and the sets `register-…`.
pub(super) struct Rules {
    list: Vec<AccountRule>,
    pub(super) talks: Vec<Oversight>,
    pub(super) indices: Vec<Oversight>,
    /// Working days of a notice to the public.
    pub(super) notice: Option<Oversight>,
    /// Days for a rectification; 0 for the same day.
    pub(super) rectification: Option<Oversight>,
    /// Platforms that the jurisdiction's regulation covers; empty for all.
    pub(super) platforms: Vec<String>,
    pub(super) closed: WordList,
    pub(super) closing: WordList,
    pub(super) live: WordList,
    pub(super) person: WordList,
    pub(super) outside: WordList,
    pub(super) company: WordList,
    pub(super) outsourced: WordList,
    pub(super) outsourced_none: WordList,
    pub(super) not_established: WordList,
    pub(super) never: WordList,
    pub(super) uncertified: WordList,
    pub(super) yes: WordList,
    pub(super) video: WordList,
    pub(super) text: WordList,
    pub(super) video_platforms: WordList,
    pub(super) app_platforms: WordList,
}

impl Rules {
    pub(super) fn new(book: &Rulebook) -> Rules {
        let pack = book.pack();
        let in_force = |rule: &&AccountRule| {
            !book.local(&rule.clauses).is_empty()
                && book.is_on(&rule.code)
                && !book.is_word_off(&rule.code, &rule.problem)
        };
        let oversight = |kind: OversightKind| {
            let rows = pack.oversight.iter().filter(|o| o.kind == kind && !book.local(&o.clauses).is_empty());
            rows.cloned().collect::<Vec<_>>()
        };
        let mut talks = oversight(OversightKind::Talk);
        talks.sort_by_key(|t| t.alerts);
        let words = |set: &str| WordList::new(pack, &format!("register-{set}"));
        let local = pack.jurisdictions.iter().find(|j| Some(j.id.as_str()) == book.jurisdiction());
        Rules {
            list: pack.accounts.iter().filter(in_force).cloned().collect(),
            talks,
            indices: oversight(OversightKind::Index),
            notice: oversight(OversightKind::Notice).into_iter().next(),
            rectification: oversight(OversightKind::Rectification).into_iter().next(),
            platforms: local.map_or_else(Vec::new, |j| j.platforms.clone()),
            closed: words("closed"),
            closing: words("closing"),
            live: words("live"),
            person: words("person"),
            outside: words("outside"),
            company: words("company"),
            outsourced: words("outsourced"),
            outsourced_none: words("outsourced-none"),
            not_established: words("not-established"),
            never: words("never"),
            uncertified: words("uncertified"),
            yes: words("yes"),
            video: words("video"),
            text: words("text"),
            video_platforms: words("video-platforms"),
            app_platforms: words("app-platforms"),
        }
    }

    /// The first of these problems of a code that is in force.
    pub(super) fn first(&self, code: &str, problems: &[&str]) -> Option<&AccountRule> {
        problems.iter().find_map(|problem| self.list.iter().find(|r| r.code == code && r.problem == *problem))
    }
}

/// Begins a finding under a rule.
pub(super) fn find<'b>(book: &'b Rulebook, rule: &AccountRule, rows: Vec<u32>, field: &str) -> Option<Found<'b>> {
    let target = Target::Account { rows, field: Some(field.to_owned()) };
    Some(book.find(&rule.code, target)?.severity(Some(rule.severity)).only_clauses(&rule.clauses))
}
