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
    /// For each syllable, the number of those that many people do not tell from it (zhi, zi; xin, xing).
    broad: Vec<u16>,
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
        let (mut broad, mut classes) = (Vec::new(), FxHashMap::default());
        let mut readings: FxHashMap<char, u16> = FxHashMap::default();
        for line in include_str!("sounds.txt").lines() {
            let chars: Vec<char> = line.chars().skip_while(char::is_ascii).collect();
            let class = classes.len() as u16;
            broad.push(*classes.entry(broadly(line.trim_end_matches(|c: char| !c.is_ascii()))).or_insert(class));
            for c in &chars {
                readings.insert(*c, syllables.len() as u16);
            }
            syllables.push(chars);
        }
        Likeness { shapes, syllables, readings, broad }
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

    /// True if both are read alike, or so that many people do not tell them apart.
    pub(crate) fn sound_alike(&self, one: char, other: char) -> bool {
        let class = |c| self.reading(c).map(|syllable| self.broad[syllable as usize]);
        class(one).is_some_and(|one| class(other) == Some(one))
    }

    /// The reading of a character, as a number.
    pub(crate) fn reading(&self, c: char) -> Option<u16> {
        self.readings.get(&c).copied()
    }
}

/// A syllable without what many people do not hear: zh, ch, sh as z, c, s; a final ng as n.
fn broadly(syllable: &str) -> String {
    let mut broad = syllable.strip_suffix('g').unwrap_or(syllable).to_owned();
    if matches!(broad.as_bytes(), [b'z' | b'c' | b's', b'h', ..]) {
        broad.remove(1);
    }
    broad
}
