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
    /// How it is wrongly written: what is right before the character, the character, and what is right behind it.
    pub wrong: [&'p str; 3],
    /// The set of words that make it innocent where they overlap its edge.
    pub unless_beside: Option<&'p str>,
}

impl Slip<'_> {
    /// The wrong spelling.
    pub fn spelling(&self) -> String {
        self.wrong.concat()
    }
}

impl Pack {
    /// The slips of all sets.
    pub fn slips(&self) -> impl Iterator<Item = Slip<'_>> {
        self.slips_if(|_| true)
    }

    /// The slips of those kinds; sets of others are passed over whole.
    pub(crate) fn slips_if(&self, is_wanted: impl Fn(&str) -> bool) -> impl Iterator<Item = Slip<'_>> {
        let sets = self.sets.iter().filter(move |set| set.slips.as_deref().is_some_and(&is_wanted));
        sets.flat_map(WordSet::slips)
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
                // Where a character stands twice in a word, its first place is meant.
                let halves = words.filter_map(move |word| Some((word, word.split_once(right)?)));
                halves.map(move |(right, (before, after))| Slip {
                    kind,
                    right,
                    wrong: [before, wrong, after],
                    unless_beside,
                })
            })
        })
    }
}

/// The character that is right, the one taken for it, and the words, of a line like `圆园 圆满 团圆`.
pub(super) fn parts(line: &str) -> Option<(&str, &str, impl Iterator<Item = &str>)> {
    let mut fields = line.split(' ');
    let pair = fields.next()?;
    let (right, wrong) = pair.split_at(pair.chars().next()?.len_utf8());
    (wrong.chars().count() == 1 && right != wrong).then_some((right, wrong, fields))
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
            enumerations: None,
            severity: None,
            words: vec!["圆园 圆满 团圆".into(), "躁燥 急躁".into()].into(),
        };
        let found: Vec<_> = set.slips().map(|s| (s.right, s.spelling())).collect();
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
