//! Names of offices, regions, platforms and accounts: whether two spellings mean one, by identity and not by
//! spelling. A host is read as region, body and what lies inside the body ([`identity`]); regions come from the
//! jurisdiction and from the hosts of the register itself ([`region`]), bodies from the `bodies` of the rule pack
//! ([`body`]). What an account's name and certification say about its host stands in [`account`]; labels, platforms
//! and other lists of the pack in [`label`]. Knows the pack and folding, none of the areas.

mod account;
mod body;
mod identity;
mod label;
mod likeness;
mod region;
#[cfg(test)]
mod tests;

pub(crate) use account::Bare;
pub use account::same_name;
pub use identity::{Certainty, Identity, Way};
pub use label::{fold_label, fold_name, named, platform};
pub(crate) use likeness::Likeness;

use crate::pack::Pack;
use body::Bodies;
use region::Regions;

/// What is known of names: the pack's, and the regions that the hosts of a register write.
pub struct Names {
    bodies: Bodies,
    regions: Regions,
    words: Words,
}

/// Short lists of words, each a set of the pack.
struct Words {
    town_endings: Vec<Vec<char>>,
    town_governments: Vec<Vec<char>>,
    dropped_heads: Vec<Vec<char>>,
    plates_empty: Vec<String>,
    internal: Vec<Vec<char>>,
    internal_none: Vec<Vec<char>>,
    branches: Vec<Vec<char>>,
    generic: Vec<Vec<char>>,
    affixes: Vec<Vec<char>>,
}

impl Names {
    /// Names as the pack and a jurisdiction know them.
    pub fn new(pack: &Pack, jurisdiction: Option<&str>) -> Names {
        let local = pack.jurisdictions.iter().find(|j| Some(j.id.as_str()) == jurisdiction);
        let set = |name: &str| words(pack, name);
        let text = |name: &str| set(name).into_iter().map(|w| w.into_iter().collect()).collect();
        Names {
            bodies: Bodies::new(&pack.bodies),
            regions: Regions::new(pack, local),
            words: Words {
                town_endings: set("names-town-endings"),
                town_governments: set("names-town-governments"),
                dropped_heads: set("names-dropped-heads"),
                plates_empty: text("names-plates-empty"),
                internal: set("names-internal"),
                internal_none: set("names-internal-none"),
                branches: set("names-branches"),
                generic: set("names-generic"),
                affixes: set("names-affixes"),
            },
        }
    }

    /// Learns the regions that these hosts write out (海盐县水利局: 海盐县), so that others may leave them out or
    /// write them short. The order of the hosts makes no difference.
    pub fn learn<'h>(&mut self, hosts: impl IntoIterator<Item = &'h str>) {
        let hosts: Vec<&str> = hosts.into_iter().collect();
        hosts.iter().for_each(|host| self.learn_one(host));
        self.regions.settle();
        // Towns need their regions, so they come when these are known.
        hosts.iter().for_each(|host| self.learn_town(host));
    }
}

/// A set of the pack, folded, the longest words first.
fn words(pack: &Pack, name: &str) -> Vec<Vec<char>> {
    let mut words: Vec<Vec<char>> = pack.set(name).iter().map(|w| chars(w)).collect();
    words.sort_by_key(|w| std::cmp::Reverse(w.len()));
    words
}

/// The characters of a name as it is compared.
fn chars(name: &str) -> Vec<char> {
    fold_name(name).chars().collect()
}

/// The first of `words` that `text` ends with, and what stands before it.
fn strip_end<'t>(text: &'t [char], words: &[Vec<char>]) -> Option<&'t [char]> {
    words.iter().find_map(|w| text.strip_suffix(w.as_slice()))
}

/// Where `word` stands in `text`.
fn find(text: &[char], word: &[char]) -> Option<usize> {
    if word.is_empty() { None } else { text.windows(word.len()).position(|w| w == word) }
}

fn string(text: &[char]) -> String {
    text.iter().collect()
}
