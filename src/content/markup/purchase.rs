//! Wording that makes the picture beside it a code to buy with: 扫码下单, 长按识别二维码购买. The words are the
//! pack's: `cues` tell of scanning, `words` of buying, and both must stand in one sentence, the buying shortly after.

use crate::content::context::{self, Scope};
use crate::pack;
use crate::text::matcher::Matcher;
use std::collections::HashMap;

/// How far after the scanning the buying may stand, in UTF-16 code units.
const GAP: usize = 12;

/// The words.
pub(super) struct Wording {
    matcher: Matcher,
    /// Words of the matcher from here on tell of buying.
    buying: usize,
    unless_near: Vec<Vec<u16>>,
    /// How far a caption may stand from its picture; also, how long a block beside it may be to be a caption.
    reach: usize,
}

/// Block, first unit, one past the last.
pub(super) type Place = (usize, usize, usize);

impl Wording {
    pub(super) fn new(rule: Option<&pack::Markup>) -> Wording {
        let list = |pick: fn(&pack::Markup) -> &Vec<String>| rule.map_or(&[][..], |rule| pick(rule).as_slice());
        let (cues, words) = (list(|r| &r.cues), list(|r| &r.words));
        let folded = context::fold_words(list(|r| &r.unless_near));
        Wording {
            matcher: Matcher::new(cues.iter().chain(words).map(String::as_str)),
            buying: cues.len(),
            unless_near: folded,
            reach: rule.and_then(|rule| rule.limit).unwrap_or(0) as usize,
        }
    }

    /// The first such wording of a text, such as the words of a picture.
    pub(super) fn first(&self, text: &str) -> Option<String> {
        let units = crate::text::units(text);
        self.hits(&units).first().map(|hit| crate::text::string(&units[hit.0..hit.1]))
    }

    /// Tells `found` of the first picture of each block that such wording stands by, in the same block or in a short
    /// one before or after it.
    pub(super) fn find(&self, blocks: &[Vec<u16>], images: &[Place], mut found: impl FnMut(Place, &str)) {
        let mut hits: HashMap<usize, Vec<(usize, usize)>> = HashMap::new();
        let mut told = None;
        for &(block, from, to) in images {
            if told == Some(block) || block >= blocks.len() {
                continue;
            }
            for beside in [Some(block), block.checked_sub(1), block.checked_add(1)].into_iter().flatten() {
                let Some(units) = blocks.get(beside) else { continue };
                if beside != block && units.len() > self.reach {
                    continue;
                }
                let hits = hits.entry(beside).or_insert_with(|| self.hits(units));
                // Hits are in order: the first that does not end too far before the picture is the one to look at.
                let at = hits.partition_point(|hit| beside == block && hit.1 + self.reach < from);
                if let Some(hit) = hits.get(at).filter(|hit| beside != block || hit.0 <= to + self.reach) {
                    found((block, from, to), &crate::text::string(&units[hit.0..hit.1]));
                    told = Some(block);
                    break;
                }
            }
        }
    }

    /// Every such wording of a block, in order.
    fn hits(&self, units: &[u16]) -> Vec<(usize, usize)> {
        let mut words = Vec::new();
        self.matcher.scan(units, |hit| words.push((hit.from, hit.to, hit.word as usize >= self.buying)));
        words.sort_unstable();
        let mut hits = Vec::new();
        let mut cue: Option<(usize, usize)> = None;
        for (from, to, buying) in words {
            if !buying {
                cue = Some((from, to));
                continue;
            }
            let Some((start, end)) = cue.filter(|(_, end)| from >= *end && from - end <= GAP) else { continue };
            let sentence = |unit: &u16| matches!(char::from_u32(u32::from(*unit)), Some('。' | '！' | '？' | '；'));
            if units[end..from].iter().any(sentence) {
                continue;
            }
            let around = context::around(units, start, to, Scope::Sentence);
            if !context::stands(&self.unless_near, &around) {
                hits.push((start, to));
                cue = None;
            }
        }
        hits
    }
}
