//! What is said whole and in one order: names and set phrases (中国特色社会主义), of which a text may leave out a
//! character or write one twice, and lists (政治意识、大局意识、核心意识、看齐意识), whose parts may change places.
//! A line is one of these; behind it, divided by blanks, stand strings that would be such a slip but are right.

use super::{Pack, WordSet};

/// Stands between the parts of a list.
const COMMA: char = '、';

/// A name is at least so long: of a shorter one, what is left is easily another word.
pub(crate) const SHORTEST_WHOLE: usize = 5;

/// A list has at most so many parts: its slips grow with their square.
pub(crate) const MOST_PARTS: usize = 8;

/// Of a list with so many parts, every order is looked for.
const FEW_PARTS: usize = 4;

/// A name or list, and one way in which it is wrongly written.
#[derive(Debug, PartialEq, Eq)]
pub struct Whole<'p> {
    /// The kind of a text that writes it so.
    pub kind: &'p str,
    /// How it is rightly written.
    pub right: &'p str,
    /// How it is wrongly written.
    pub wrong: String,
}

impl Pack {
    /// The names and lists of all sets, in each wrong way.
    pub fn wholes(&self) -> impl Iterator<Item = Whole<'_>> {
        self.wholes_if(|_| true)
    }

    /// The names and lists of those kinds; sets of others are passed over whole.
    pub(crate) fn wholes_if(&self, is_wanted: impl Fn(&str) -> bool) -> impl Iterator<Item = Whole<'_>> {
        let sets = self.sets.iter().filter(move |set| set.wholes.as_deref().is_some_and(&is_wanted));
        sets.flat_map(WordSet::wholes)
    }
}

impl WordSet {
    /// The names and lists of the set, none if it is no such set.
    pub fn wholes(&self) -> impl Iterator<Item = Whole<'_>> {
        self.wholes.as_deref().into_iter().flat_map(move |kind| {
            self.words.iter().flat_map(move |line| {
                let (right, wrong) = slips(line);
                wrong.into_iter().map(move |wrong| Whole { kind, right, wrong })
            })
        })
    }
}

/// The name or list of a line, and how it is wrongly written.
fn slips(line: &str) -> (&str, Vec<String>) {
    let (right, innocent) = line.split_once(' ').unwrap_or((line, ""));
    let mut wrong = if right.contains(COMMA) { misplaced(right) } else { left_out(right) };
    if !innocent.is_empty() {
        wrong.retain(|wrong| innocent.split(' ').all(|other| other != wrong));
    }
    (right, wrong)
}

/// The name without one of its characters, or with one written twice; not the outermost ones, whose place a
/// neighbour may take. Each slip comes once, whichever of the same characters side by side it is.
fn left_out(name: &str) -> Vec<String> {
    let places: Vec<(usize, char)> = name.char_indices().collect();
    let mut wrong = Vec::with_capacity(places.len() * 2);
    let mut is_beginning = true;
    for (nth, three) in places.windows(3).enumerate() {
        let [(_, before), (from, character), (to, after)] = three else { continue };
        if nth == 0 || character != before {
            wrong.push([&name[..*to], &name[*from..]].concat());
        }
        // At its beginning or end, the name would still stand there but for that.
        is_beginning &= character == before;
        if character != after && !is_beginning {
            wrong.push([&name[..*from], &name[*to..]].concat());
        }
    }
    wrong
}

/// The list in any other order; of a long one, with two of its parts exchanged or one of them elsewhere.
fn misplaced(list: &str) -> Vec<String> {
    let parts: Vec<&str> = list.split(COMMA).take(MOST_PARTS).collect();
    let mut orders = Vec::new();
    if parts.len() <= FEW_PARTS {
        orders.push(Vec::new());
        for part in &parts {
            let mut longer: Vec<Vec<&str>> = Vec::new();
            for order in &orders {
                longer.extend((0..=order.len()).map(|at| [&order[..at], &[*part], &order[at..]].concat()));
            }
            orders = longer;
        }
    } else {
        for from in 0..parts.len() {
            for to in 0..parts.len() {
                let mut moved = parts.clone();
                let part = moved.remove(from);
                moved.insert(to, part);
                let mut exchanged = parts.clone();
                exchanged.swap(from, to);
                orders.extend([moved, exchanged]);
            }
        }
    }
    let mut wrong: Vec<String> = orders.iter().map(|parts| parts.join("、")).filter(|order| order != list).collect();
    wrong.sort_unstable();
    wrong.dedup();
    wrong
}

/// Whether a line is a name of enough characters, or a list of not too many parts.
pub(crate) fn is_whole(line: &str) -> bool {
    let right = line.split(' ').next().unwrap_or_default();
    let mut parts = right.split(COMMA);
    let sound = parts.clone().all(|part| !part.is_empty()) && !line.ends_with(' ') && !line.contains("  ");
    let count = parts.by_ref().count();
    sound && count <= MOST_PARTS && (count > 1 || right.chars().count() >= SHORTEST_WHOLE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_lacks_a_character_or_has_one_twice() {
        let (right, wrong) = slips("中国共产党 中国产党");
        assert_eq!(right, "中国共产党");
        let expected = ["中共产党", "中国产产党", "中国共产产党", "中国共党", "中国共共产党", "中国国共产党"];
        assert_eq!(wrong.len(), 5);
        assert!(wrong.iter().all(|wrong| expected.contains(&wrong.as_str())), "{wrong:?}");
        assert!(slips("中国").1.len() <= 2 && slips("").1.is_empty());
        let cases = [
            ("甲甲乙丙丁", "甲甲甲乙丙丁 甲甲乙乙丙丁 甲甲丙丁 甲甲乙丙丙丁 甲甲乙丁"),
            ("甲乙乙乙丙", "甲乙乙乙乙丙 甲乙乙丙"),
            ("甲乙丙丁丁", "甲乙乙丙丁丁 甲丙丁丁 甲乙丙丙丁丁 甲乙丁丁 甲乙丙丁丁丁"),
            ("甲甲甲甲甲", "甲甲甲甲甲甲"),
        ];
        for (name, wrong) in cases {
            assert_eq!(slips(name).1.join(" "), wrong, "each once, and none that is a part of the name");
        }
    }

    #[test]
    fn parts_of_a_list_change_places() {
        let (_, wrong) = slips("甲、乙、丙");
        let expected = ["丙、乙、甲", "丙、甲、乙", "乙、丙、甲", "乙、甲、丙", "甲、丙、乙"];
        assert!(wrong.len() == 5 && expected.iter().all(|order| wrong.iter().any(|wrong| wrong == order)), "{wrong:?}");
        assert_eq!(slips("甲、乙、丙、丁").1.len(), 23);
        assert!(!slips("甲、乙、丙 乙、甲、丙").1.contains(&"乙、甲、丙".to_string()));
    }

    #[test]
    fn a_line_is_long_enough() {
        assert!(is_whole("中国共产党") && is_whole("甲、乙"));
        for wrong in ["", "改革开放", "甲、", "中国共产党 ", "甲、乙、丙、丁、戊、己、庚、辛、壬"]
        {
            assert!(!is_whole(wrong), "{wrong}");
        }
    }
}
