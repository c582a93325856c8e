//! What an edit looks at again, counted with rules made for counting.

use super::*;
use crate::diagnostic::Severity;
use crate::text::units;
use std::cell::Cell;

/// Flags every 错; a block that begins with a digit shows it, and digits should count up from one to the next. A
/// block that ends in ← objects to a digit in the block after it.
#[derive(Default)]
struct Counting {
    checked: Cell<usize>,
    judged: Cell<usize>,
}

fn flag(code: &str, from: usize) -> Diagnostic {
    Diagnostic {
        code: code.into(),
        severity: Severity::Error,
        message: String::new(),
        target: Target::Text { block: 0, from: from as u32, to: from as u32 + 1, start: None, end: None },
        clauses: vec![],
        fixes: vec![],
    }
}

impl Rules for Counting {
    type Sign = (u16, bool);
    type State = u16;

    fn check(&self, units: &[u16]) -> (Vec<Diagnostic>, Option<(u16, bool)>) {
        self.checked.set(self.checked.get() + 1);
        let wrong = (0..units.len()).filter(|i| units[*i] == 0x9519).map(|i| flag("typo", i));
        let digit = units.first().filter(|u| (0x31..=0x39).contains(*u)).map_or(0, |u| u - 0x30);
        let looks = units.last() == Some(&0x2190);
        (wrong.collect(), (digit > 0 || looks).then_some((digit, looks)))
    }

    fn judge(&self, state: &mut u16, signs: Neighbours<'_, (u16, bool)>) -> Vec<Diagnostic> {
        self.judged.set(self.judged.get() + 1);
        let (digit, looks) = *signs.own;
        let mut found = Vec::new();
        if digit > 0 {
            if digit != 1 && digit != *state + 1 {
                found.push(flag("number", 0));
            }
            *state = digit;
        }
        if looks && signs.after.is_some_and(|(digit, _)| *digit > 0) {
            found.push(flag("next", 0));
        }
        found
    }
}

type Counted = Document<(u16, bool), u16>;

fn open(rules: &Counting, blocks: &[&str]) -> Counted {
    let mut document = Document::default();
    document.replace_blocks(0, 0, blocks.iter().map(|b| units(b)).collect(), rules).unwrap();
    document
}

fn work(rules: &Counting) -> (usize, usize) {
    (rules.checked.take(), rules.judged.take())
}

#[test]
fn only_what_changed_is_checked_and_the_rest_moves_along() {
    let rules = Counting::default();
    let mut document = open(&rules, &["对", "有错", "错错"]);
    assert_eq!(work(&rules), (3, 0));
    let change = document.replace_blocks(0, 1, vec![units("新的一段"), units("错")], &rules).unwrap();
    assert_eq!(work(&rules), (2, 0));
    assert_eq!((change.revision, change.at, change.removed, change.inserted), (2, 0, 1, 2));
    assert_eq!(change.changed.iter().map(|c| (c.block, c.diagnostics.len())).collect::<Vec<_>>(), [(0, 0), (1, 1)]);
    let places: Vec<_> = document
        .diagnostics()
        .iter()
        .map(|d| match d.target {
            Target::Text { block, from, start, .. } => (block, from, start),
            _ => unreachable!(),
        })
        .collect();
    assert_eq!(places, [(1, 0, Some(5)), (2, 1, Some(8)), (3, 0, Some(10)), (3, 1, Some(11))]);
    assert_eq!(document.text(), "新的一段\n错\n有错\n错错");
}

#[test]
fn an_edit_judges_the_signs_it_touches_and_no_others() {
    for sections in [10, 1_000] {
        let rules = Counting::default();
        let blocks: Vec<&str> = ["1甲", "文", "2乙", "文", "3丙", "文"].repeat(sections);
        let mut document = open(&rules, &blocks);
        assert_eq!(work(&rules), (6 * sections, 3 * sections));
        let mut edit = |at, removed, blocks: &[&str]| {
            let inserted = blocks.iter().map(|b| units(b)).collect();
            let change = document.replace_blocks(at, removed, inserted, &rules).unwrap();
            let changed: Vec<_> = change.changed.iter().map(|c| (c.block, c.diagnostics.len())).collect();
            (changed, work(&rules))
        };
        // A block without a sign, and one whose sign stays: nothing else is looked at.
        assert_eq!(edit(7, 1, &["文错"]), (vec![(7, 1)], (1, 0)));
        assert_eq!(edit(6, 1, &["1甲甲"]), (vec![(6, 0)], (1, 0)));
        // 1 2 3 becomes 1 4 3: the changed sign and the one it led to.
        assert_eq!(edit(8, 1, &["4乙"]), (vec![(8, 1), (10, 1)], (1, 2)));
        assert_eq!(edit(8, 1, &["2乙"]), (vec![(8, 0), (10, 0)], (1, 2)));
        // Blocks that come and go.
        assert_eq!(edit(9, 1, &[]).1, (0, 2));
        // Judged: the one before (what comes after it is another block), the one that came, the one behind.
        assert_eq!(edit(9, 0, &["文", "3新"]), (vec![(9, 0), (10, 0), (11, 1)], (2, 3)));
        // The block before is text, so only the sign behind is judged.
        assert_eq!(edit(10, 1, &[]), (vec![(10, 0)], (0, 1)));
        // The neighbour before looks at what comes after it, over blank blocks.
        assert_eq!(edit(1, 1, &["看←", "", "　"]).0, [(1, 1), (2, 0), (3, 0)]);
        assert_eq!(edit(4, 1, &["乙"]).0, [(4, 0), (1, 0), (6, 1)]);
        assert_eq!(edit(4, 1, &["2乙"]).0, [(4, 0), (1, 1), (6, 0)]);
    }
}

#[test]
fn an_edit_outside_the_document_is_refused_and_changes_nothing() {
    let rules = Counting::default();
    let mut document = open(&rules, &["甲"]);
    for (at, removed) in [(2, 0), (0, 2), (1, 1), (usize::MAX, 1), (0, usize::MAX)] {
        let error = document.replace_blocks(at, removed, vec![], &rules).unwrap_err();
        assert_eq!(error.len, 1);
    }
    assert_eq!(document.text(), "甲");
}

#[test]
fn what_holds_for_the_whole_text_is_said_everywhere() {
    /// A block that begins with a digit tells it; one that begins with ? objects to the greatest.
    struct Telling;
    impl Rules for Telling {
        type Sign = u16;
        type State = ();
        fn check(&self, units: &[u16]) -> (Vec<Diagnostic>, Option<u16>) {
            (vec![], units.first().copied().filter(|u| (0x30..=0x3F).contains(u)))
        }
        fn tells(&self, sign: &u16) -> Option<u16> {
            (*sign <= 0x39).then(|| sign - 0x30)
        }
        fn judge(&self, (): &mut (), signs: Neighbours<'_, u16>) -> Vec<Diagnostic> {
            let asks = *signs.own == 0x3F;
            asks.then(|| flag("whole", usize::from(signs.whole.unwrap_or(0)))).into_iter().collect()
        }
    }
    let mut document: Document<u16, ()> = Document::default();
    let mut edit = |at, removed, blocks: &[&str]| {
        let inserted = blocks.iter().map(|b| units(b)).collect();
        let change = document.replace_blocks(at, removed, inserted, &Telling).unwrap();
        let said = |d: &Diagnostic| match d.target {
            Target::Text { from, .. } => from,
            _ => unreachable!(),
        };
        change.changed.iter().flat_map(|c| c.diagnostics.iter().map(said)).collect::<Vec<_>>()
    };
    assert_eq!(edit(0, 0, &["?", "文", "3", "?"]), [3, 3]);
    assert!(edit(4, 0, &["2"]).is_empty());
    assert_eq!(edit(4, 0, &["7"]), [7, 7]);
    assert!(edit(2, 1, &["文"]).is_empty());
    assert_eq!(edit(3, 3, &["?"]), [0, 0]);
}
