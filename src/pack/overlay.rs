//! Laying a vendor's pack over another: what the vendor names anew replaces what had that name, the rest stays.

use super::{Pack, PackError, Problem, check, words};
use rustc_hash::FxHashMap;

/// Lays `over` on `base`. Entries of `over` replace those of the same id (words: of the same spelling); words given
/// as CSV are read; `disable` and `severity` add up. Nothing changes if `over` has a problem.
pub fn overlay(base: &Pack, over: Pack) -> Result<Pack, PackError> {
    lay(base.clone(), over)
}

/// [`overlay`] for a base that is not needed any more.
pub(crate) fn lay(base: Pack, mut over: Pack) -> Result<Pack, PackError> {
    let mut problems: Vec<Problem> = Vec::new();
    if let Some(csv) = over.lexicon_csv.take() {
        match words::from_csv(&csv) {
            Ok(words) => over.lexicon.extend(words),
            Err(found) => problems.extend(found),
        }
    }
    problems.extend(check(&over, Some(&base)));
    if !problems.is_empty() {
        return Err(PackError { pack: over.id, problems });
    }

    let mut pack = base;
    pack.id = format!("{}+{}", pack.id, over.id);
    pack.version = [pack.version.as_str(), over.version.as_str()].join("+").trim_matches('+').to_owned();
    replace(&mut pack.sources, over.sources, |s| [&s.id, ""]);
    replace(&mut pack.jurisdictions, over.jurisdictions, |j| [&j.id, ""]);
    replace(&mut pack.platforms, over.platforms, |p| [&p.id, ""]);
    replace(&mut pack.bodies, over.bodies, |b| [&b.id, ""]);
    replace(&mut pack.events, over.events, |e| [&e.id, ""]);
    replace(&mut pack.forms, over.forms, |f| [&f.jurisdiction, &f.id]);
    replace(&mut pack.rules, over.rules, |r| [&r.code, ""]);
    replace(&mut pack.register, over.register, |c| [&c.name, ""]);
    replace(&mut pack.accounts, over.accounts, |a| [&a.code, &a.problem]);
    replace(&mut pack.oversight, over.oversight, |o| [&o.id, ""]);
    replace(&mut pack.kinds, over.kinds, |k| [&k.kind, ""]);
    replace(&mut pack.sets, over.sets, |s| [&s.set, ""]);
    replace(&mut pack.lexicon, over.lexicon, |w| [&w.word, ""]);
    replace(&mut pack.notation, over.notation, |n| [&n.code, ""]);
    replace(&mut pack.markup, over.markup, |m| [&m.code, &m.problem]);
    replace(&mut pack.review, over.review, |l| [&l.jurisdiction, ""]);
    pack.calendar.retain(|year| over.calendar.iter().all(|new| new.year != year.year));
    pack.calendar.extend(over.calendar);
    replace(&mut pack.messages, over.messages, |m| [&m.id, ""]);
    pack.disable.extend(over.disable);
    pack.severity.extend(over.severity);
    Ok(pack)
}

/// Removes from `list` what has a name in `over`, then appends `over`: several entries of one name stay together.
#[inline(never)]
fn replace<T>(list: &mut Vec<T>, over: Vec<T>, name: impl Fn(&T) -> [&str; 2]) {
    if over.is_empty() {
        return;
    }
    // The names of the list are looked up, not those of `over`, which may be a hundred thousand.
    let mut gone: FxHashMap<[&str; 2], bool> = list.iter().map(|item| (name(item), false)).collect();
    for item in &over {
        if let Some(gone) = gone.get_mut(&name(item)) {
            *gone = true;
        }
    }
    let gone: Vec<bool> = list.iter().map(|item| gone[&name(item)]).collect();
    let mut gone = gone.into_iter();
    list.retain(|_| !gone.next().unwrap_or(false));
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
