//! Laying a vendor's pack over another: what the vendor names anew replaces what had that name, the rest stays.

use super::{Pack, PackError, Problem, check, words};
use std::collections::HashSet;

/// Lays `over` on `base`. Entries of `over` replace those of the same id (words: of the same spelling); words given
/// as CSV are read; `disable` and `severity` add up. Nothing changes if `over` has a problem.
pub fn overlay(base: &Pack, mut over: Pack) -> Result<Pack, PackError> {
    let mut problems: Vec<Problem> = Vec::new();
    if let Some(csv) = over.lexicon_csv.take() {
        match words::from_csv(&csv) {
            Ok(words) => over.lexicon.extend(words),
            Err(found) => problems.extend(found),
        }
    }
    problems.extend(check(&over, Some(base)));
    if !problems.is_empty() {
        return Err(PackError { pack: over.id, problems });
    }

    let mut pack = base.clone();
    pack.id = format!("{}+{}", base.id, over.id);
    pack.version = [base.version.as_str(), over.version.as_str()].join("+").trim_matches('+').to_owned();
    replace(&mut pack.sources, over.sources, |s| s.id.clone());
    replace(&mut pack.jurisdictions, over.jurisdictions, |j| j.id.clone());
    replace(&mut pack.platforms, over.platforms, |p| p.id.clone());
    replace(&mut pack.events, over.events, |e| e.id.clone());
    replace(&mut pack.forms, over.forms, |f| (f.jurisdiction.clone(), f.id.clone()));
    replace(&mut pack.rules, over.rules, |r| r.code.clone());
    replace(&mut pack.register, over.register, |c| c.name.clone());
    replace(&mut pack.kinds, over.kinds, |k| k.kind.clone());
    replace(&mut pack.sets, over.sets, |s| s.set.clone());
    replace(&mut pack.lexicon, over.lexicon, |w| w.word.clone());
    replace(&mut pack.notation, over.notation, |n| n.code.clone());
    replace(&mut pack.markup, over.markup, |m| (m.code.clone(), m.problem.clone()));
    replace(&mut pack.review, over.review, |l| l.jurisdiction.clone());
    replace(&mut pack.calendar, over.calendar, |y| y.year);
    replace(&mut pack.messages, over.messages, |m| m.id.clone());
    pack.disable.extend(over.disable);
    pack.severity.extend(over.severity);
    Ok(pack)
}

/// Removes from `list` what has a name in `over`, then appends `over`: several entries of one name stay together.
fn replace<T, K: Eq + std::hash::Hash>(list: &mut Vec<T>, over: Vec<T>, key: impl Fn(&T) -> K) {
    if over.is_empty() {
        return;
    }
    let names: HashSet<K> = over.iter().map(&key).collect();
    list.retain(|item| !names.contains(&key(item)));
    list.extend(over);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::{builtin, read};

    #[test]
    fn a_vendor_word_replaces_the_builtin_one_and_csv_words_count() {
        let base = builtin();
        let word = base.lexicon.iter().find(|w| w.word == "截止目前").expect("a built-in word");
        assert_eq!(word.kind, "typo");
        let over = read(
            r#"{"id":"v","lexicon":[{"word":"截止目前","kind":"custom","message":"本县写“到目前”。"}],
                "lexicon_csv":"词语,改为\n甲某词,乙某词\n"}"#,
        )
        .unwrap();
        let pack = overlay(&base, over).unwrap();
        let found: Vec<_> = pack.lexicon.iter().filter(|w| w.word == "截止目前").collect();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].kind, "custom");
        assert!(pack.lexicon.iter().any(|w| w.word == "甲某词" && w.fixes == ["乙某词"]));
        assert_eq!(pack.lexicon.len(), base.lexicon.len() + 1);
    }

    #[test]
    fn a_bad_pack_never_half_loads() {
        let base = builtin();
        let over = read(r#"{"id":"v","lexicon":[{"word":"好词"}],"lexicon_csv":"词语,级别\n甲,糟\n"}"#).unwrap();
        let error = overlay(&base, over).unwrap_err();
        assert_eq!(error.pack, "v");
        assert_eq!(error.problems.len(), 1);
    }
}
