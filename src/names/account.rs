//! What an account's name and its certification say about the host: whether they name it, show its region, tie to
//! its duties, and whether two accounts bear one name.

use super::identity::holds;
use super::{Names, chars, find, fold_name};

/// True if two accounts bear the same name, however it is spelled.
pub fn same_name(one: &str, other: &str) -> bool {
    fold_name(one) == fold_name(other)
}

impl Names {
    /// True if a certification names the host in full: as the register writes it, or by the full name of its body
    /// behind its region.
    pub fn certifies(&self, certification: &str, host: &str) -> bool {
        let (text, written) = (chars(certification), chars(host));
        if written.is_empty() || holds(&text, &written) {
            return !written.is_empty();
        }
        let host = self.identify(host);
        let (Some(region), false) = (&host.region, host.core.is_empty()) else { return false };
        let core = chars(&host.core);
        let region = chars(region);
        // The body's full name, with its region somewhere before it and nothing but regions between.
        (0..text.len()).filter(|at| text[*at..].starts_with(&core)).any(|at| {
            let before = &text[..at];
            find(before, &region).is_some_and(|from| from + region.len() == at)
        })
    }

    /// True if an account's name carries a region of county level or above: the jurisdiction's, one inside it, or
    /// the host's, in full or short. True as well where no region is known to look for.
    pub fn carries_region(&self, name: &str, host: &str) -> bool {
        let host = self.identify(host);
        self.regions.carried(&chars(name), &host.regions).is_none_or(|places| !places.is_empty())
    }

    /// True if an account's name ties to the host: by a word of its duties, its short form, part of its own name,
    /// its town; for the bodies that speak for the whole county, by the region alone.
    pub fn ties_to(&self, name: &str, host: &str) -> bool {
        let written = chars(host);
        let name = chars(name);
        let host = self.identify(host);
        if name.len() < 2 || holds(&name, &written) {
            return true;
        }
        let places = self.regions.carried(&name, &host.regions).unwrap_or_default();
        let bare: Vec<char> = name
            .iter()
            .enumerate()
            .filter(|(i, _)| !places.iter().any(|(a, b)| (a..b).contains(&i)))
            .map(|(_, c)| *c)
            .collect();
        let body = host.body.as_ref().and_then(|id| self.bodies.list.iter().find(|b| b.id == *id));
        if let Some(body) = body {
            if body.duties.iter().any(|duty| holds(&bare, duty)) {
                return true;
            }
            if body.whole && !places.is_empty() {
                return true;
            }
        }
        // Part of its own name, in one piece or as an abbreviation (人社 of 人力资源和社会保障).
        let own = self.without_generic(&written, &host.regions);
        let core = self.without_generic(&chars(&host.core), &host.regions);
        let bare = self.without_affixes(&bare);
        [own, core].iter().any(|own| {
            (own.len() == 1 && bare.contains(&own[0]))
                || bare.windows(2).any(|two| {
                    let first = own.iter().position(|c| *c == two[0]);
                    first.is_some_and(|first| own[first + 1..].contains(&two[1]))
                })
        })
    }

    fn without_generic(&self, name: &[char], regions: &[String]) -> Vec<char> {
        let mut out = name.to_vec();
        for region in regions {
            let full = chars(region);
            for form in [full.clone(), self.regions.stem(&full)] {
                out = cut(&out, &form);
            }
        }
        for word in &self.words.generic {
            let shorter = cut(&out, word);
            if !shorter.is_empty() {
                out = shorter;
            }
        }
        out
    }

    /// A name without the words that any account may bear.
    pub(crate) fn without_affixes(&self, name: &[char]) -> Vec<char> {
        let mut out = name.to_vec();
        for affix in &self.words.affixes {
            out = cut(&out, affix);
        }
        out
    }
}

/// A name without every place of a word.
fn cut(name: &[char], word: &[char]) -> Vec<char> {
    if word.is_empty() {
        return name.to_vec();
    }
    let mut out = Vec::with_capacity(name.len());
    let mut at = 0;
    while at < name.len() {
        if name[at..].starts_with(word) {
            at += word.len();
        } else {
            out.push(name[at]);
            at += 1;
        }
    }
    out
}
