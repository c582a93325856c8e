//! What a picture lacks: words for those who do not see it, or an address that leads anywhere.

use super::{LOOK, address};
use crate::pack;
use crate::text::markup::Tag;

/// True if a picture that ought to have words has none: not one that says it is ornament, nor one the size of a
/// bullet.
pub(super) fn is_wordless(rule: &pack::Markup, tag: &Tag<'_>) -> bool {
    let text = |name: &str| {
        let value = tag.attribute(name).unwrap_or_default();
        String::from_utf8_lossy(&value[..value.len().min(LOOK)]).trim().to_lowercase()
    };
    let named = ["title", "aria-label", "aria-labelledby"].iter().any(|name| !text(name).is_empty());
    let ornament = matches!(text("role").as_str(), "presentation" | "none") || text("aria-hidden") == "true";
    if named || ornament {
        return false;
    }
    let limit = rule.limit.unwrap_or(0);
    let style = text("style");
    let size = |name: &str| {
        let declared = style.split(';').filter_map(|p| p.split_once(':')).find(|(key, _)| key.trim() == name);
        let value = declared.map_or_else(|| text(name), |(_, value)| value.trim().to_owned());
        let digits = value.bytes().take_while(u8::is_ascii_digit).count();
        let unit = &value[digits..];
        value[..digits].parse::<u32>().ok().filter(|_| matches!(unit.trim(), "" | "px"))
    };
    if ["width", "height"].iter().any(|name| size(name).is_some_and(|size| size < limit)) {
        return false;
    }
    let alt = text("alt");
    // 1, 图2, 照片（3）: a number is no word.
    let words = alt.trim_end_matches(|c: char| !c.is_alphabetic());
    words.is_empty()
        || rule.words.iter().any(|word| word == words)
        || rule.values.iter().any(|ending| alt.ends_with(ending.as_str()))
}

/// True for what a script writes where it has no address (undefined), and for schemes that hold no picture.
pub(super) fn leads_nowhere(rule: &pack::Markup, source: &[u8]) -> bool {
    let text = address::clean(source).to_lowercase();
    let scheme = text.split_once(':').map_or("", |(scheme, _)| scheme);
    rule.values.contains(&text) || rule.schemes.iter().any(|known| known == scheme)
}
