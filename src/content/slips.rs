//! Words in which a character is often taken for another (园满 for 圆满), as the lexicon looks for them: wrong
//! spellings of two or three characters that also come about where two words meet (公园满是游人). Those meetings are
//! known by the set of strings that are right as they stand.

use super::phrases::covering;
use crate::pack::{Pack, Word};
use crate::text::matcher::Matcher;

/// The set of strings that are right as they are, though they hold what would be a slip.
const RIGHT: &str = "slips-right";

/// The slips of a pack, spelled out.
#[derive(Default)]
pub(super) struct Slips {
    pub spellings: Vec<Spelling>,
    right: Option<Matcher>,
}

/// A slip, spelled out.
pub(super) struct Spelling {
    pub kind: String,
    pub wrong: String,
    right: String,
}

impl Spelling {
    /// The word that a lexicon would hold for it.
    pub(super) fn word(&self) -> Word {
        Word { kind: self.kind.clone(), fixes: vec![self.right.clone()], ..Word::new(&self.wrong) }
    }
}

impl Slips {
    pub(super) fn new(pack: &Pack) -> Slips {
        let mut spellings: Vec<Spelling> = Vec::new();
        for slip in pack.slips() {
            let (kind, right) = (slip.kind.to_owned(), slip.right.to_owned());
            spellings.push(Spelling { kind, wrong: slip.wrong, right });
        }
        if spellings.is_empty() {
            return Slips::default();
        }
        let right = pack.sets.iter().find(|set| set.set == RIGHT);
        let right = right.map(|set| Matcher::new(set.words.iter().map(String::as_str)));
        Slips { spellings, right }
    }

    /// Whether a slip at a place stands in a string that is right.
    pub(super) fn is_right(&self, units: &[u16]) -> impl Fn((usize, usize)) -> bool {
        let covered = self.right.as_ref().map(|right| covering(right, units));
        move |place| covered.as_ref().is_some_and(|covered| covered(place))
    }
}
