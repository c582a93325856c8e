//! Slips: words in which a character is often taken for another (圆满 written 园满). A list of wrong spellings would
//! say the same at several times the length; written by the character that is mistaken, it also shows what is alike.

use super::{Pack, WordSet};

/// A wrong spelling and the right one.
#[derive(Debug, PartialEq, Eq)]
pub struct Slip<'p> {
    /// The kind of a text that holds the wrong spelling.
    pub kind: &'p str,
    /// How it is rightly written.
    pub right: &'p str,
    /// How it is wrongly written.
    pub wrong: String,
    /// The set of words that make it innocent where they overlap its edge.
    pub unless_beside: Option<&'p str>,
}

impl Pack {
    /// The slips of all sets, those of names and lists among them.
    pub fn slips(&self) -> impl Iterator<Item = Slip<'_>> {
        self.sets.iter().flat_map(|set| set.slips().chain(set.wholes()))
    }
}

impl WordSet {
    /// The slips of the set, none if it is no such set.
    pub fn slips(&self) -> impl Iterator<Item = Slip<'_>> {
        let kind = self.slips.as_deref();
        let unless_beside = self.unless_beside.as_deref();
        kind.into_iter().flat_map(move |kind| {
            let lines = self.words.iter().filter_map(|line| parts(line));
            lines.flat_map(move |(right, wrong, words)| {
                words.map(move |word| Slip { kind, right: word, wrong: miswritten(word, right, wrong), unless_beside })
            })
        })
    }
}

/// The character that is right, the one taken for it, and the words, of a line like `圆园 圆满 团圆`.
pub(super) fn parts(line: &str) -> Option<(char, char, impl Iterator<Item = &str>)> {
    let mut fields = line.split(' ');
    let mut pair = fields.next()?.chars();
    match (pair.next(), pair.next(), pair.next()) {
        (Some(right), Some(wrong), None) if right != wrong => Some((right, wrong, fields)),
        _ => None,
    }
}

/// Where a character stands twice in a word, its first place is meant.
fn miswritten(word: &str, right: char, wrong: char) -> String {
    word.replacen(right, wrong.encode_utf8(&mut [0; 4]), 1)
}

/// The words of a line like `步~行伐` (步行, 步伐) or `办国~公` (办公, 国公), by their characters.
pub(crate) fn grouped(line: &str) -> Option<impl Iterator<Item = (char, char)>> {
    let (firsts, seconds) = line.split_once('~')?;
    let are_han = |side: &str| side.chars().all(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
    let shared = firsts.chars().count().min(seconds.chars().count());
    let sound = shared == 1 && are_han(firsts) && are_han(seconds);
    sound.then(|| firsts.chars().flat_map(|first| seconds.chars().map(move |second| (first, second))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_pair_of_characters_and_the_words() {
        let set = WordSet {
            set: "a".into(),
            phrases: None,
            collocations: None,
            slips: Some("typo".into()),
            unless_beside: None,
            pairs: None,
            wholes: None,
            severity: None,
            words: vec!["圆园 圆满 团圆".into(), "躁燥 急躁".into()].into(),
        };
        let found: Vec<_> = set.slips().map(|s| (s.right, s.wrong)).collect();
        assert_eq!(found, [("圆满", "园满".into()), ("团圆", "团园".into()), ("急躁", "急燥".into())]);
        assert!(WordSet { slips: None, ..set }.slips().next().is_none());
    }

    #[test]
    fn words_are_grouped_by_the_character_they_share() {
        let words = |line: &str| grouped(line).map(|words| words.map(|(a, b)| format!("{a}{b}")).collect::<Vec<_>>());
        assert_eq!(words("步~行伐"), Some(vec!["步行".into(), "步伐".into()]));
        assert_eq!(words("办国~公"), Some(vec!["办公".into(), "国公".into()]));
        for wrong in ["", "~", "步", "步行", "步~", "~公", "办国~公主", "步~行~伐", "步~ 行", "a~b"] {
            assert_eq!(words(wrong), None, "{wrong}");
        }
    }
}
