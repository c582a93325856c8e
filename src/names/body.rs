//! The bodies of the pack by every spelling of their name.

use super::chars;
use crate::pack::Body;
use rustc_hash::FxHashMap;

/// How a spelling names its body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spelled {
    /// The full name.
    Full,
    /// An established short form.
    Short,
    /// As some counties call it.
    Variant,
    /// As it was called until that year.
    Former(u16),
    /// The branch of a body above (公安分局).
    Branch,
}

/// A body as it is compared.
pub(super) struct Known {
    pub(super) id: String,
    pub(super) name: String,
    /// Speaks for its whole region: an account of it may bear the region's name alone.
    pub(super) whole: bool,
    heads: Vec<Vec<char>>,
    after_region: Vec<Vec<char>>,
    /// Words that show its duties in an account's name, its own names without their ending among them.
    pub(super) duties: Vec<Vec<char>>,
}

/// A body found in a name: which, how it is spelled, and where the spelling begins and ends.
pub(super) struct Hit {
    pub(super) body: usize,
    pub(super) spelled: Spelled,
    pub(super) from: usize,
    pub(super) to: usize,
    /// Characters before the region that belong to the body (国家税务总局).
    pub(super) head: usize,
}

pub(super) struct Bodies {
    pub(super) list: Vec<Known>,
    spellings: FxHashMap<Vec<char>, (usize, Spelled)>,
    /// Length of the longest spelling.
    longest: usize,
}

impl Bodies {
    pub(super) fn new(bodies: &[Body]) -> Bodies {
        let mut list = Vec::new();
        let mut spellings = FxHashMap::default();
        for (i, body) in bodies.iter().enumerate() {
            let mut add = |name: &str, spelled: Spelled| {
                let name = chars(name);
                // 人力资源和社会保障局 is written without 和 as well.
                let joined: Vec<char> = name.iter().copied().filter(|c| !matches!(c, '和' | '与')).collect();
                if joined.len() != name.len() && joined.len() > 3 {
                    spellings.entry(joined).or_insert((i, spelled));
                }
                spellings.insert(name, (i, spelled));
            };
            let bureaus = std::iter::once(&body.name).chain(&body.short);
            for name in bureaus.filter_map(|n| n.strip_suffix('局')) {
                add(&format!("{name}分局"), Spelled::Branch);
            }
            body.former.iter().for_each(|f| f.names.iter().for_each(|n| add(n, Spelled::Former(f.until))));
            body.variants.iter().for_each(|n| add(n, Spelled::Variant));
            body.short.iter().for_each(|n| add(n, Spelled::Short));
            add(&body.name, Spelled::Full);
            let all = |list: &[String]| list.iter().map(|w| chars(w)).collect();
            list.push(Known {
                id: body.id.clone(),
                name: body.name.clone(),
                whole: body.whole,
                heads: all(&body.heads),
                after_region: all(&body.after_region),
                duties: all(&body.duties),
            });
        }
        let longest = spellings.keys().map(Vec::len).max().unwrap_or(0);
        Bodies { list, spellings, longest }
    }

    /// The body that a region stands for when nothing follows its name.
    pub(super) fn of_region(&self) -> Option<usize> {
        self.list.iter().position(|body| body.whole)
    }

    /// The body whose name is exactly this.
    pub(super) fn exactly(&self, name: &[char]) -> Option<usize> {
        self.spellings.get(name).map(|(body, _)| *body)
    }

    /// The body that the name ends with, by its longest spelling. `after_region` says whether a place is directly
    /// behind the name of a region.
    pub(super) fn at_end(&self, name: &[char], after_region: impl Fn(&[char]) -> bool) -> Option<Hit> {
        let whole = name.len();
        for (i, body) in self.list.iter().enumerate() {
            for head in &body.heads {
                let Some(tail) = name.strip_prefix(head.as_slice()) else { continue };
                let own = |end: &[char]| matches!(self.spellings.get(end), Some((owner, _)) if *owner == i);
                let long = (1..tail.len()).find(|from| own(&tail[*from..]));
                let short = || body.after_region.iter().find_map(|e| Some(tail.strip_suffix(e.as_slice())?.len()));
                if let Some(from) = long.or_else(short) {
                    let from = from + head.len();
                    return Some(Hit { body: i, spelled: Spelled::Short, from, to: whole, head: head.len() });
                }
            }
        }
        for from in whole.saturating_sub(self.longest)..whole {
            if let Some((body, spelled)) = self.spellings.get(&name[from..]) {
                return Some(Hit { body: *body, spelled: *spelled, from, to: whole, head: 0 });
            }
        }
        for (i, body) in self.list.iter().enumerate().filter(|(_, body)| body.heads.is_empty()) {
            for ending in &body.after_region {
                if let Some(before) = name.strip_suffix(ending.as_slice())
                    && after_region(before)
                {
                    let from = before.len();
                    return Some(Hit { body: i, spelled: Spelled::Short, from, to: whole, head: 0 });
                }
            }
        }
        None
    }

    /// The body that begins at `from`, by its longest spelling.
    pub(super) fn at(&self, name: &[char], from: usize) -> Option<Hit> {
        let end = name.len().min(from + self.longest);
        (from + 2..=end).rev().find_map(|to| {
            let (body, spelled) = self.spellings.get(&name[from..to])?;
            Some(Hit { body: *body, spelled: *spelled, from, to, head: 0 })
        })
    }
}
