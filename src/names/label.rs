//! Telling whether two spellings are one name of a list: of a field, a heading, a platform, an event.

use crate::pack::{Named, Pack};
use crate::text::fold::Fold;

/// A label as it is compared: folded, without blanks, colons and the asterisk of required fields.
pub fn fold_label(label: &str) -> String {
    let folded = String::from_utf16_lossy(&Fold::shared().word(label));
    folded.chars().filter(|c| !c.is_whitespace() && !matches!(c, ':' | '*')).collect()
}

/// A name as it is compared: folded, letters, digits and Han characters only.
pub fn fold_name(name: &str) -> String {
    String::from_utf16_lossy(&Fold::shared().word(name)).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The thing of a list that a name means, by its id, its name or an alias.
pub fn named<'l>(list: &'l [Named], name: &str) -> Option<&'l Named> {
    let folded = fold_name(name);
    list.iter().find(|thing| spellings(thing).any(|spelling| fold_name(spelling) == folded))
}

/// The platform that a cell means. Besides the spellings of the pack, brackets may add to it (微信公众号（服务号）),
/// and words that say nothing more may surround it (`names-platform-fillers`: 官方抖音账号).
pub fn platform<'p>(pack: &'p Pack, cell: &str) -> Option<&'p Named> {
    let list = &pack.platforms;
    if let Some(found) = named(list, cell) {
        return Some(found);
    }
    let (outside, inside) = split_brackets(cell);
    let parts = || std::iter::once(&outside).chain(&inside);
    let known: Vec<&Named> = parts().filter_map(|part| named(list, part)).collect();
    match known[..] {
        [one] => return Some(one),
        [first, ..] => return known.iter().all(|k| k.id == first.id).then_some(first),
        [] => {}
    }
    let mut bare = fold_name(&outside);
    for filler in pack.set("names-platform-fillers") {
        let filler = fold_name(filler);
        let shorter = bare.strip_prefix(&filler).or_else(|| bare.strip_suffix(&filler));
        if let Some(shorter) = shorter.filter(|s| !s.is_empty()) {
            bare = shorter.to_owned();
            if let Some(found) = named(list, &bare) {
                return Some(found);
            }
        }
    }
    None
}

fn spellings(thing: &Named) -> impl Iterator<Item = &String> {
    [&thing.id, &thing.name].into_iter().chain(&thing.aliases)
}

/// What stands outside brackets, and what inside each of them.
pub(super) fn split_brackets(name: &str) -> (String, Vec<String>) {
    let (mut outside, mut inside) = (String::new(), Vec::new());
    let mut depth = 0usize;
    for c in name.chars() {
        match c {
            '(' | '（' | '[' | '［' | '【' | '〔' | '{' | '〈' | '《' | '「' | '『' => {
                depth += 1;
                inside.push(String::new());
            }
            ')' | '）' | ']' | '］' | '】' | '〕' | '}' | '〉' | '》' | '」' | '』' => {
                depth = depth.saturating_sub(1)
            }
            _ if depth > 0 => {
                if let Some(text) = inside.last_mut() {
                    text.push(c);
                }
            }
            _ => outside.push(c),
        }
    }
    // A name that is all brackets is what stands in them.
    if fold_name(&outside).is_empty() && !inside.is_empty() {
        return (inside.concat(), Vec::new());
    }
    (outside, inside)
}
