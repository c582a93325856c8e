//! Laying a vendor's pack over another: what the vendor names anew replaces what had that name, the rest stays.

use super::plain::Spellings;
use super::{Pack, PackError, PlainWords, Problem, Word, check, words};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// Lays `over` on `base`. Entries of `over` replace those of the same id (words: of the same spelling); words given
/// as CSV are read; `disable` and `severity` add up. Nothing changes if `over` has a problem.
pub fn overlay(base: &Pack, over: Pack) -> Result<Pack, PackError> {
    lay(base.clone(), over)
}

/// [`overlay`] for a base that is not needed any more.
pub(crate) fn lay(base: Pack, mut over: Pack) -> Result<Pack, PackError> {
    let mut problems: Vec<Problem> = Vec::new();
    if let Some(csv) = over.lexicon_csv.take() {
        // Plain words stay in the order of the pack: with others before them, they are read like those.
        match words::plain_from_csv(&csv).filter(|_| over.lexicon.is_empty() && over.plain.is_empty()) {
            Some(plain) => over.plain = plain,
            None => match words::from_csv(&csv) {
                Ok(words) => over.lexicon.extend(words.into_iter().map(Arc::new)),
                Err(found) => problems.extend(found),
            },
        }
    }
    let mut plain = std::mem::take(&mut over.plain);
    let mut spellings = Spellings::new(&plain);
    if !is_sound(&plain, &spellings, &base, &over) {
        // What is wrong with them is said of each as of any other word.
        over.lexicon.extend(std::mem::take(&mut plain).words().map(Arc::new));
    }
    problems.extend(check(&over, Some(&base)));
    if !problems.is_empty() {
        return Err(PackError { pack: over.id, problems });
    }
    let before = plain.len();
    over.lexicon.retain(|word| !plain.push(word));
    if plain.len() > before || plain.is_empty() {
        spellings = Spellings::new(&plain);
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
    lay_words(&mut pack, over.lexicon, plain, &spellings);
    replace(&mut pack.notation, over.notation, |n| [&n.code, ""]);
    replace(&mut pack.markup, over.markup, |m| [&m.code, &m.problem]);
    replace(&mut pack.review, over.review, |l| [&l.jurisdiction, ""]);
    replace(&mut pack.submission, over.submission, |c| [&c.name, ""]);
    replace(&mut pack.roles, over.roles, |r| [&r.id, ""]);
    replace(&mut pack.articles, over.articles, |a| [&a.id, ""]);
    replace(&mut pack.grades, over.grades, |g| [&g.id, ""]);
    replace(&mut pack.reprint_sources, over.reprint_sources, |s| [s, ""]);
    replace(&mut pack.whitelist, over.whitelist, |s| [s, ""]);
    replace(&mut pack.releasable, over.releasable, |c| [c, ""]);
    pack.calendar.retain(|year| over.calendar.iter().all(|new| new.year != year.year));
    pack.calendar.extend(over.calendar);
    replace(&mut pack.messages, over.messages, |m| [&m.id, ""]);
    pack.disable.extend(over.disable);
    pack.severity.extend(over.severity);
    Ok(pack)
}

/// True if the plain words of `over` may be taken as they are.
fn is_sound(plain: &PlainWords, spellings: &Spellings, base: &Pack, over: &Pack) -> bool {
    let is_kind = |kind: &str| base.kinds.iter().chain(&over.kinds).any(|k| k.kind == kind);
    let twice = || over.lexicon.iter().any(|word| word.spellings().any(|spelling| spellings.has(plain, spelling)));
    plain.is_sound(is_kind) && !spellings.repeat() && !twice()
}

/// [`replace`] for words, which lie in two lists.
fn lay_words(pack: &mut Pack, lexicon: Vec<Arc<Word>>, plain: PlainWords, spellings: &Spellings) {
    if !plain.is_empty() {
        pack.lexicon.retain_mut(|entry| part(entry, |spelling| spellings.has(&plain, spelling)));
        pack.plain.retain(|spelling| !spellings.has(&plain, spelling));
    }
    if !lexicon.is_empty() {
        let anew: FxHashSet<&str> = lexicon.iter().flat_map(|word| word.spellings()).collect();
        if !pack.plain.is_empty() {
            pack.plain.retain(|spelling| !anew.contains(spelling));
        }
        pack.lexicon.retain_mut(|entry| part(entry, |spelling| anew.contains(spelling)));
        drop(anew);
        pack.lexicon.extend(lexicon);
    }
    pack.plain.append(plain);
}

/// Takes the words that are given anew out of an entry; false if none is left.
#[inline(never)]
fn part(entry: &mut Arc<Word>, anew: impl Fn(&str) -> bool) -> bool {
    let is_first = anew(&entry.word);
    if entry.also.is_empty() || !is_first && !entry.also.iter().any(|spelling| anew(spelling)) {
        return !is_first;
    }
    let entry = Arc::make_mut(entry);
    entry.also.retain(|spelling| !anew(spelling));
    if is_first {
        if entry.also.is_empty() {
            return false;
        }
        // It gives its place to the next.
        entry.word = entry.also.remove(0);
    }
    true
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
        let found: Vec<_> = pack.all_words().filter(|w| w.word == "截止目前").collect();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].kind, "custom");
        assert!(pack.all_words().any(|w| w.word == "甲某词" && w.fixes == ["乙某词"]));
        assert_eq!(pack.all_words().count(), base.lexicon.len() + 1);
    }

    #[test]
    fn a_bad_pack_never_half_loads() {
        let base = builtin();
        let over = read(r#"{"id":"v","lexicon":[{"word":"好词"}],"lexicon_csv":"词语,级别\n甲,糟\n"}"#).unwrap();
        let error = overlay(&base, over).unwrap_err();
        assert_eq!(error.pack, "v");
        assert_eq!(error.problems.len(), 1);
    }

    #[test]
    fn plain_words_are_set_apart_and_replaced_like_others() {
        let base = builtin();
        let first =
            read(r#"{"id":"a","lexicon":[{"word":"甲一"},{"word":"甲二","near":["乙"]},{"word":"甲三"}]}"#).unwrap();
        let pack = overlay(&base, first).unwrap();
        assert_eq!(pack.plain.words().map(|w| w.word).collect::<Vec<_>>(), ["甲一", "甲三"]);
        let second = read(
            r#"{"id":"b","lexicon":[{"word":"甲一","near":["丙"]},{"word":"甲二"},{"word":"截止目前"}],
                "lexicon_csv":"word\n甲四\n"}"#,
        )
        .unwrap();
        let pack = overlay(&pack, second).unwrap();
        assert_eq!(pack.plain.words().map(|w| w.word).collect::<Vec<_>>(), ["甲三", "甲二", "截止目前", "甲四"]);
        let context = pack.lexicon.iter().filter(|w| w.word.starts_with('甲') && w.word.chars().count() == 2);
        assert_eq!(context.map(|w| w.near.join("")).collect::<Vec<_>>(), ["丙"]);
        assert_eq!(pack.all_words().filter(|w| w.word == "截止目前").count(), 1);
        assert_eq!(pack.spelled_out().lexicon.len(), pack.all_words().count());
    }

    #[test]
    fn a_word_given_anew_leaves_the_entry_it_shared() {
        let first = read(r#"{"id":"a","lexicon":[{"word":"甲一","also":["甲二","甲三"],"near":["乙"]}]}"#).unwrap();
        let pack = overlay(&builtin(), first).unwrap();
        let shared = |pack: &Pack| -> Vec<Vec<String>> {
            let is_own = |word: &str| ["甲一", "甲二", "甲三"].contains(&word);
            let entries = pack.lexicon.iter().filter(|w| is_own(&w.word) && !w.near.is_empty());
            entries.map(|w| w.spellings().map(str::to_owned).collect()).collect()
        };
        assert_eq!(shared(&pack), [["甲一", "甲二", "甲三"]]);
        let plain = read(r#"{"id":"b","lexicon":[{"word":"甲一"}]}"#).unwrap();
        assert_eq!(shared(&overlay(&pack, plain).unwrap()), [["甲二", "甲三"]]);
        let again = read(r#"{"id":"c","lexicon":[{"word":"甲三","near":["丙"]}]}"#).unwrap();
        assert_eq!(shared(&overlay(&pack, again).unwrap()), [vec!["甲一", "甲二"], vec!["甲三"]]);
        let all = read(r#"{"id":"d","lexicon_csv":"word\n甲一\n甲二\n甲三\n"}"#).unwrap();
        assert!(shared(&overlay(&pack, all).unwrap()).is_empty());
    }

    #[test]
    fn a_table_of_plain_words_names_its_problems_as_any_other() {
        let path = |csv: &str| {
            let over = Pack { lexicon_csv: Some(csv.to_owned()), ..Pack::empty("v") };
            overlay(&builtin(), over).unwrap_err().problems.iter().map(|p| p.path.clone()).collect::<Vec<_>>()
        };
        assert_eq!(path("word\n甲一\n甲二\n甲一\n"), ["lexicon[2].word"]);
        assert_eq!(path("word,kind\n甲一,custom\n甲二,none\n"), ["lexicon[1].kind"]);
        assert_eq!(path("word,severity\n甲一,grave\n"), ["lexicon_csv line 2, severity"]);
        assert_eq!(path("word,fixes\n甲一,乙|甲一\n"), ["lexicon[0].fixes[1]"]);
    }
}
