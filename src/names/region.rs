//! Regions in names: told by their ending (海盐县), by what the jurisdiction says, and, for those written short or
//! left out, by what other hosts of the same register write. A short form that two regions share (新城县, 新城区)
//! means neither.

use super::{chars, string, words};
use crate::pack::{Jurisdiction, Pack};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// Longest name of a region without 自治 in it, and with it, in characters.
const LONGEST: usize = 6;
const LONGEST_AUTONOMOUS: usize = 14;

/// The regions at the beginning of a name.
#[derive(Debug, Default)]
pub(super) struct Chain {
    /// From the greatest to the smallest, in full where that is known.
    pub(super) regions: Vec<String>,
    /// Characters they take.
    pub(super) taken: usize,
    /// Whether any was written short.
    pub(super) short: bool,
}

pub(super) struct Regions {
    endings: Vec<Vec<char>>,
    /// Endings of words that are no region (开发区), and whole words that are none (城市).
    none: Vec<Vec<char>>,
    none_whole: Vec<Vec<char>>,
    nationalities: Vec<Vec<char>>,
    markers: Vec<Vec<char>>,
    /// Longer words in which a region's name means something else (公路桥).
    inside: Vec<Vec<char>>,
    /// Regions of the jurisdiction in force, smallest last, and those inside it.
    own: Vec<String>,
    within: Vec<String>,
    /// Short forms to the regions they may mean; full names are among them.
    names: FxHashMap<Vec<char>, BTreeSet<String>>,
    longest: usize,
    /// Cities above each region, as far as hosts write them.
    parents: BTreeMap<String, BTreeSet<String>>,
    /// Smallest regions that hosts write out.
    leaves: BTreeSet<String>,
    default: Option<String>,
}

impl Regions {
    pub(super) fn new(pack: &Pack, local: Option<&Jurisdiction>) -> Regions {
        let mut regions = Regions {
            endings: words(pack, "names-region-endings"),
            none: words(pack, "names-region-none"),
            none_whole: words(pack, "names-region-none-whole"),
            nationalities: words(pack, "names-nationalities"),
            markers: words(pack, "names-region-markers"),
            inside: words(pack, "names-region-inside"),
            own: local.map_or_else(Vec::new, |j| j.region.clone()),
            within: local.map_or_else(Vec::new, |j| j.within.clone()),
            names: FxHashMap::default(),
            longest: 0,
            parents: BTreeMap::new(),
            leaves: BTreeSet::new(),
            default: None,
        };
        for region in regions.own.iter().chain(&regions.within).cloned().collect::<Vec<_>>() {
            regions.add(&region);
        }
        for pair in regions.own.clone().windows(2) {
            regions.parents.entry(pair[1].clone()).or_default().insert(pair[0].clone());
        }
        regions.settle();
        regions
    }

    /// Remembers the regions that a host writes out in full.
    pub(super) fn learn(&mut self, name: &[char]) {
        let mut at = 0;
        let mut found: Vec<String> = Vec::new();
        while let Some(end) = self.ending(name, at) {
            found.push(string(&name[at..end]));
            at = end;
            if is_county(&found[found.len() - 1]) {
                break;
            }
        }
        if at != name.len() {
            return;
        }
        for pair in found.windows(2) {
            self.parents.entry(pair[1].clone()).or_default().insert(pair[0].clone());
        }
        if let Some(leaf) = found.last() {
            let leaf = self.full(leaf).unwrap_or_else(|| leaf.clone());
            self.leaves.insert(leaf);
        }
        for region in &found {
            if self.full(region).is_none() {
                self.add(region);
            }
        }
    }

    /// Works out the region of hosts that write none: the one that all others share, else the jurisdiction's.
    pub(super) fn settle(&mut self) {
        let above: BTreeSet<&String> = self.parents.values().flatten().collect();
        let mut lowest = self.leaves.iter().filter(|leaf| !above.contains(leaf));
        self.default = match (lowest.next(), lowest.next()) {
            (Some(only), None) => Some(only.clone()),
            (None, _) if self.leaves.is_empty() => self.own.last().filter(|r| is_county(r)).cloned(),
            _ => None,
        };
    }

    fn add(&mut self, region: &str) {
        let full = chars(region);
        let mut forms = vec![full.clone()];
        let stem = self.stem(&full);
        if stem.len() >= 2 && stem.len() < full.len() {
            if full.ends_with(&['自', '治', '县']) {
                forms.push([stem.as_slice(), &['县']].concat());
                forms.push([stem.as_slice(), &['自', '治', '县']].concat());
            }
            forms.push(stem);
        }
        for form in forms {
            self.longest = self.longest.max(form.len());
            self.names.entry(form).or_default().insert(region.to_owned());
        }
    }

    /// 金秀瑶族自治县: 金秀. The name itself where nothing would be left.
    pub(super) fn stem(&self, full: &[char]) -> Vec<char> {
        let Some(mut stem) = super::strip_end(full, &self.endings) else { return full.to_vec() };
        if full.len() - stem.len() > 1 {
            while let Some(shorter) = super::strip_end(stem, &self.nationalities).filter(|s| s.len() >= 2) {
                stem = shorter;
            }
        }
        if stem.len() < 2 { full.to_vec() } else { stem.to_vec() }
    }

    /// The one region of that full name or short form.
    fn full(&self, name: &str) -> Option<String> {
        let found = self.names.get(&chars(name))?;
        if found.len() == 1 { found.first().cloned() } else { None }
    }

    /// Where a region that begins at `at` ends, told by its ending alone.
    fn ending(&self, name: &[char], at: usize) -> Option<usize> {
        for end in at + 2..=name.len().min(at + LONGEST_AUTONOMOUS) {
            let word = &name[at..end];
            let Some(stem) = super::strip_end(word, &self.endings) else { continue };
            // 沙市区 is one name; so is 市中区, where the ending stands first.
            let goes_on = word.len() < LONGEST
                && match (word[word.len() - 1], name.get(end)) {
                    (_, Some('县' | '区' | '旗')) | ('州', Some('市')) => true,
                    // One character and 州 is a name of its own (广州), no region's.
                    ('州' | '盟', _) => stem.len() < 2,
                    _ => false,
                };
            let is_none = self.none.iter().any(|w| word.ends_with(w)) || self.none_whole.iter().any(|w| word == w);
            let too_long = word.len() > LONGEST && super::find(word, &['自', '治']).is_none();
            if stem.is_empty() || goes_on || is_none || too_long {
                continue;
            }
            return Some(end);
        }
        None
    }

    /// The regions at the beginning of a name.
    pub(super) fn split(&self, name: &[char]) -> Chain {
        let mut chain = Chain::default();
        loop {
            let rest = &name[chain.taken..];
            let known = (2..=rest.len().min(self.longest)).rev().find_map(|len| {
                let found = self.names.get(&rest[..len]).filter(|found| found.len() == 1)?;
                Some((len, found.first()?))
            });
            let by_ending = self.ending(name, chain.taken).map(|end| end - chain.taken);
            match (known, by_ending) {
                // A short form yields to a longer name that shows its ending (海盐 in 海盐东县).
                (Some((len, full)), ending)
                    if ending.is_none_or(|e| e <= len) || full.chars().eq(rest[..len].iter().copied()) =>
                {
                    chain.short |= full.chars().count() != len;
                    chain.regions.push(full.clone());
                    chain.taken += len;
                }
                (_, Some(len)) => {
                    chain.regions.push(string(&rest[..len]));
                    chain.taken += len;
                }
                (Some((len, full)), None) => {
                    chain.short = true;
                    chain.regions.push(full.clone());
                    chain.taken += len;
                }
                (None, None) => return chain,
            }
            if chain.regions.last().is_some_and(|r| is_county(r)) {
                return chain;
            }
        }
    }

    /// The key of a chain's smallest region; its city stands before it where two cities have a county of that name.
    pub(super) fn key(&self, chain: &[String]) -> Option<String> {
        let leaf = chain.last()?;
        let cities = self.parents.get(leaf).map_or(0, |p| p.iter().filter(|p| !p.ends_with(['省', '区'])).count());
        Some(match chain {
            [.., above, _] if cities > 1 && !above.ends_with(['省', '区']) => format!("{above}{leaf}"),
            _ => leaf.clone(),
        })
    }

    /// The region of a host that writes none, if there can be only one; `marker` is what it says of its level (县).
    pub(super) fn default(&self, marker: Option<char>) -> Option<&String> {
        let ending =
            |region: &str| marker.is_none_or(|m| !matches!(m, '县' | '市' | '区' | '旗') || region.ends_with(m));
        self.default.as_ref().filter(|region| ending(region))
    }

    /// The one region that a short form means.
    pub(super) fn by_stem(&self, stem: &[char]) -> Option<String> {
        self.full(&string(stem))
    }

    /// A word that only says of which level a body is (县 in 县水利局).
    pub(super) fn marker(&self, prefix: &[char]) -> Option<char> {
        self.markers.iter().find(|m| m.as_slice() == prefix)?.first().copied()
    }

    /// Where the names of the regions that count for a host stand in a name, or none.
    pub(super) fn carried(&self, name: &[char], host: &[String]) -> Option<Vec<(usize, usize)>> {
        let mut wanted: BTreeSet<String> = host.iter().cloned().collect();
        wanted.extend(self.own.last().cloned());
        wanted.extend(self.within.iter().cloned());
        wanted.extend(self.default.clone());
        if wanted.is_empty() {
            return None;
        }
        let mut places = Vec::new();
        for region in wanted {
            let full = chars(&region);
            for form in [self.stem(&full), full] {
                for at in 0..name.len().saturating_sub(form.len() - 1) {
                    if name[at..at + form.len()] == form && !self.is_inside(name, at, form.len()) {
                        places.push((at, at + form.len()));
                    }
                }
            }
        }
        Some(places)
    }

    /// True if a longer word covers the place and means something else.
    fn is_inside(&self, name: &[char], at: usize, len: usize) -> bool {
        self.inside.iter().any(|word| {
            (0..name.len().saturating_sub(word.len() - 1))
                .any(|from| name[from..from + word.len()] == word[..] && from <= at && at + len <= from + word.len())
        })
    }
}

/// A county, a district, a banner: nothing smaller of county level or above stands inside.
fn is_county(region: &str) -> bool {
    region.ends_with(['县', '旗']) || region.ends_with('区') && !region.ends_with("自治区") && !region.ends_with("地区")
}
