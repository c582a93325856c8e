//! Telling whether two spellings are one name: of a field, a heading, a platform, an office.

use super::fold::Fold;
use crate::pack::Named;

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
    list.iter().find(|thing| {
        [&thing.id, &thing.name].into_iter().chain(&thing.aliases).any(|spelling| fold_name(spelling) == folded)
    })
}
