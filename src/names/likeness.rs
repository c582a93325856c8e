//! Which characters are easily taken for each other: by shape and by sound. Two generated tables stand beside this
//! file: `shapes.txt` (each line a character and those that look like it) and `sounds.txt` (each line a syllable
//! without its tone and the characters read so).

use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// Characters by shape and by sound.
pub(crate) struct Likeness {
    shapes: FxHashMap<char, Vec<char>>,
    syllables: Vec<Vec<char>>,
    readings: FxHashMap<char, u16>,
}

impl Likeness {
    /// The one table of the process, built at first use.
    pub(crate) fn shared() -> &'static Likeness {
        static TABLE: OnceLock<Likeness> = OnceLock::new();
        TABLE.get_or_init(Likeness::build)
    }

    fn build() -> Likeness {
        let mut shapes: FxHashMap<char, Vec<char>> = FxHashMap::default();
        for line in include_str!("shapes.txt").lines() {
            let mut chars = line.chars();
            let Some(first) = chars.next() else { continue };
            for other in chars {
                for (one, other) in [(first, other), (other, first)] {
                    let list = shapes.entry(one).or_default();
                    if !list.contains(&other) {
                        list.push(other);
                    }
                }
            }
        }
        let mut syllables = Vec::new();
        let mut readings: FxHashMap<char, u16> = FxHashMap::default();
        for line in include_str!("sounds.txt").lines() {
            let chars: Vec<char> = line.chars().skip_while(char::is_ascii).collect();
            for c in &chars {
                readings.insert(*c, syllables.len() as u16);
            }
            syllables.push(chars);
        }
        Likeness { shapes, syllables, readings }
    }

    /// Characters that look like this one.
    pub(crate) fn by_shape(&self, c: char) -> &[char] {
        self.shapes.get(&c).map_or(&[], Vec::as_slice)
    }

    /// Characters that sound like this one, itself not among them.
    pub(crate) fn by_sound(&self, c: char) -> impl Iterator<Item = char> + '_ {
        let syllable = self.readings.get(&c).map(|s| &self.syllables[*s as usize]);
        syllable.into_iter().flatten().copied().filter(move |other| *other != c)
    }

    /// The reading of a character, as a number.
    pub(crate) fn reading(&self, c: char) -> Option<u16> {
        self.readings.get(&c).copied()
    }
}
