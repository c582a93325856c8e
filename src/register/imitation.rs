//! Accounts that are not on file: those that bear, nearly bear or dress up the name of one that is (look-alikes), and
//! the others (unfiled). Names on file stand in tables by their forms; an unfiled name looks up its own forms and its
//! variants with one character put for another of similar shape or sound. The work for a name depends on its length
//! and on how many characters resemble each of its own, not on how many accounts there are.

use super::cells::is_blank;
use super::entry::{Entry, Host, PlatformSeen};
use super::report::{How, LookAlike, State};
use super::rules::{Rules, find};
use super::table::{Account, Table};
use crate::diagnostic::Diagnostic;
use crate::names::{Bare, Likeness, Names};
use crate::pack::Rulebook;
use rustc_hash::FxHashMap;

/// Characters of a name that are looked at; longer names are imitated by their beginning as well.
const LONGEST: usize = 40;

/// The names on file.
#[derive(Default)]
pub(super) struct Index {
    folded: FxHashMap<String, Bearer>,
    short: FxHashMap<Vec<char>, Bearer>,
    /// By what follows the region: with the regions it stands behind, as far as they are few.
    rest: FxHashMap<String, Rest>,
    sounds: FxHashMap<Vec<u16>, Bearer>,
}

/// Who bears a name: the first account, and the first on each platform.
#[derive(Default)]
struct Bearer {
    first: Option<usize>,
    on: FxHashMap<usize, usize>,
}

struct Rest {
    region: Option<String>,
    /// True if it stands behind one region only, or behind none.
    only: bool,
    bearer: Bearer,
}

impl Bearer {
    fn add(&mut self, at: usize, entries: &[Entry]) {
        let first = |old: usize| if order(&entries[at]) < order(&entries[old]) { at } else { old };
        self.first = Some(self.first.map_or(at, first));
        let on = self.on.entry(entries[at].platform).or_insert(at);
        *on = first(*on);
    }

    fn on(&self, platform: usize) -> Option<usize> {
        self.on.get(&platform).copied().or(self.first)
    }
}

fn order(entry: &Entry) -> (u32, u32) {
    (entry.row, entry.line)
}

impl Index {
    /// Adds an account on file.
    pub(super) fn add(&mut self, names: &Names, entries: &[Entry], at: usize) {
        let bare = names.bare(&entries[at].name);
        if bare.folded.is_empty() {
            return;
        }
        if let Some(sounds) = sounds(&bare.short) {
            self.sounds.entry(sounds).or_default().add(at, entries);
        }
        self.folded.entry(bare.folded).or_default().add(at, entries);
        self.short.entry(bare.short).or_default().add(at, entries);
        if bare.rest.chars().count() >= 2 {
            let region = bare.region;
            let rest = self.rest.entry(bare.rest).or_insert_with(|| Rest {
                region: region.clone(),
                only: true,
                bearer: Bearer::default(),
            });
            rest.only &= rest.region == region;
            rest.bearer.add(at, entries);
        }
    }
}

/// What an unfiled account turned out to be.
enum Verdict {
    /// An account on file, seen on patrol.
    OnFile,
    /// An imitation of another.
    Imitates(Imitation),
    /// Neither.
    Unfiled,
}

/// Who is imitated, how, and the character put for another: that of the name on file, and that of the imitation.
struct Imitation {
    real: usize,
    how: How,
    swapped: Option<(char, char)>,
}

impl Imitation {
    fn of(real: usize, how: How) -> Imitation {
        Imitation { real, how, swapped: None }
    }
}

/// What judging an unfiled account goes by.
pub(super) struct Imitations<'r> {
    pub(super) book: &'r Rulebook,
    pub(super) rules: &'r Rules,
    pub(super) names: &'r Names,
    pub(super) table: &'r Table,
    pub(super) entries: &'r [Entry],
    pub(super) hosts: &'r [Host],
    pub(super) platforms: &'r [PlatformSeen],
    pub(super) index: &'r Index,
}

impl Imitations<'_> {
    /// Judges one account that is not on file.
    pub(super) fn judge(&self, account: &Account, at: usize, found: &mut Vec<Diagnostic>, out: &mut Vec<LookAlike>) {
        let entry = &self.entries[at];
        if entry.state == State::Closed {
            return;
        }
        match self.verdict(account, entry) {
            Verdict::OnFile => {}
            Verdict::Unfiled => {
                let Some(rule) = self.rules.first("account/unfiled", &["unfiled", "unrecorded"]) else { return };
                let platform = &self.platforms[entry.platform].name;
                let name = if is_blank(&entry.name) { platform } else { &entry.name };
                let finding = find(self.book, rule, vec![entry.row], "origin");
                found.extend(finding.map(|f| f.say("", &[("name", name)])));
            }
            Verdict::Imitates(Imitation { real, how, swapped }) => {
                let Some(rule) = self.rules.first("account/look-alike", &["imitation"]) else { return };
                let real = &self.entries[real];
                let (was, is) = swapped.map_or((String::new(), String::new()), |(a, b)| (a.into(), b.into()));
                let params = [
                    ("name", entry.name.as_str()),
                    ("row", &real.row.to_string()),
                    ("real", &real.name),
                    ("was", &was),
                    ("is", &is),
                ];
                let variant = match how {
                    How::SameName => "same-name",
                    How::Homoglyph => "homoglyph",
                    How::Shape => "shape",
                    How::Sound => "sound",
                    How::Affix => "affix",
                    How::Region => "region",
                };
                let finding = find(self.book, rule, vec![entry.row], "name").map(|f| f.say(variant, &params));
                if let Some(finding) = finding {
                    let why = finding.message.clone();
                    out.push(LookAlike { row: entry.row, imitates: real.row, how, why });
                    found.push(finding);
                }
            }
        }
    }

    fn verdict(&self, account: &Account, entry: &Entry) -> Verdict {
        let bare = self.names.bare(&entry.name);
        if bare.folded.chars().count() < 2 || bare.folded.chars().count() > LONGEST {
            return Verdict::Unfiled;
        }
        let index = self.index;
        if let Some(same) = index.folded.get(&bare.folded) {
            let own = same.on.get(&entry.platform).map(|at| &self.entries[*at]);
            let spelled = |other: &Entry| plain(&other.name) == plain(&entry.name);
            if own.is_some_and(|own| spelled(own) && self.is_same_account(account, entry, own)) {
                return Verdict::OnFile;
            }
            if let Some(real) = same.on(entry.platform) {
                if !spelled(&self.entries[real]) {
                    return Verdict::Imitates(Imitation::of(real, How::Homoglyph));
                }
                // The office itself may have opened it: then it only lacks its filing.
                if self.is_own(account, entry, &self.entries[real]) {
                    return Verdict::Unfiled;
                }
                return Verdict::Imitates(Imitation::of(real, How::SameName));
            }
        }
        let imitated = self.by_form(entry, &bare).or_else(|| self.by_character(entry, &bare.short));
        match imitated {
            Some(found) if self.is_registered_to_host(account, &self.entries[found.real]) => Verdict::Unfiled,
            Some(found) => Verdict::Imitates(found),
            None => Verdict::Unfiled,
        }
    }

    fn by_form(&self, entry: &Entry, bare: &Bare) -> Option<Imitation> {
        let index = self.index;
        if let Some(real) = index.short.get(&bare.short).and_then(|b| b.on(entry.platform)) {
            let other = self.names.bare(&self.entries[real].name);
            // What was added or taken away: words like 官方, unless both have as many and the region is what differs.
            let added = |b: &Bare| b.folded.chars().count() - b.plain.chars().count();
            let affix = other.plain == bare.plain || added(&other) != added(bare);
            return Some(Imitation::of(real, if affix { How::Affix } else { How::Region }));
        }
        // The region added or left out; another region is another office.
        let rest = index.rest.get(&bare.rest).filter(|rest| rest.only)?;
        (rest.region.is_none() != bare.region.is_none())
            .then(|| rest.bearer.on(entry.platform).map(|real| Imitation::of(real, How::Region)))
            .flatten()
    }

    fn by_character(&self, entry: &Entry, short: &[char]) -> Option<Imitation> {
        let likeness = Likeness::shared();
        let mut name = short.to_vec();
        let look = |name: &[char]| self.index.short.get(name).and_then(|b| b.on(entry.platform));
        if name.len() < 2 {
            return None;
        }
        let mut sound = None;
        for at in 0..name.len() {
            let own = name[at];
            for other in likeness.by_shape(own) {
                name[at] = *other;
                if let Some(real) = look(&name) {
                    return Some(Imitation { real, how: How::Shape, swapped: Some((*other, own)) });
                }
            }
            if sound.is_none() {
                for other in likeness.by_sound(own) {
                    name[at] = other;
                    if let Some(real) = look(&name) {
                        sound = Some(Imitation { real, how: How::Sound, swapped: Some((other, own)) });
                        break;
                    }
                }
            }
            name[at] = own;
        }
        sound.or_else(|| {
            // Several characters put for others that sound alike, as long as one still is the same.
            let real = self.index.sounds.get(&sounds(short)?)?.on(entry.platform)?;
            let other = self.names.bare(&self.entries[real].name).short;
            let mut pairs = other.iter().zip(short);
            let first = pairs.clone().find(|(a, b)| a != b).map(|(a, b)| (*a, *b));
            (short.len() >= 4 && pairs.any(|(a, b)| a == b)).then_some(Imitation {
                real,
                how: How::Sound,
                swapped: first,
            })
        })
    }

    /// The account on file itself: same platform, same name, and no other number.
    fn is_same_account(&self, account: &Account, entry: &Entry, own: &Entry) -> bool {
        let ids = !entry.account_id.is_empty() && !own.account_id.is_empty();
        if ids {
            return entry.account_id == own.account_id;
        }
        entry.host.is_none_or(|_| self.is_host(entry, own)) && !self.is_personal(account)
    }

    /// Opened by the office that bears the name, as far as the row says.
    fn is_own(&self, account: &Account, entry: &Entry, real: &Entry) -> bool {
        !self.is_personal(account)
            && (entry.host.is_some() && entry.platform != real.platform && self.is_host(entry, real)
                || self.is_registered_to_host(account, real))
    }

    fn is_host(&self, entry: &Entry, real: &Entry) -> bool {
        let key = |e: &Entry| e.host.map(|h| &self.hosts[h].identity.key);
        key(entry).is_some() && key(entry) == key(real)
    }

    fn is_personal(&self, account: &Account) -> bool {
        let kind = self.table.cell(account, "registrant_type");
        self.rules.person.within(kind) || self.rules.outside.within(kind)
    }

    fn is_registered_to_host(&self, account: &Account, real: &Entry) -> bool {
        let registrant = self.table.cell(account, "registrant");
        let Some(host) = real.host else { return false };
        !is_blank(registrant)
            && !self.is_personal(account)
            && self.names.identify(registrant).key == self.hosts[host].identity.key
    }
}

/// A name as people see it: without blanks at its ends and with full-width letters narrowed, but nothing folded.
fn plain(name: &str) -> String {
    let narrow = name.chars().filter(|c| !c.is_whitespace()).map(|c| match c {
        '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        _ => c,
    });
    narrow.flat_map(char::to_lowercase).collect()
}

/// The syllables of a name, if every character has one.
fn sounds(name: &[char]) -> Option<Vec<u16>> {
    let likeness = Likeness::shared();
    name.iter().map(|c| likeness.reading(*c)).collect()
}
