//! Checking what a schema cannot say: that names refer to something, that entries do not contradict each other. One
//! file an area; every problem carries its JSON path, what was found and what was expected.

mod form;
mod lexicon;
mod register;
mod review;
mod sets;

pub(super) use lexicon::MAX_WORD;
pub(crate) use sets::SHORTEST_PHRASE;

use super::read::Problem;
use super::{Named, Pack, month_day};
use rustc_hash::{FxHashMap, FxHashSet};

/// Names that the packs define, for what refers to them.
struct Names<'p> {
    jurisdictions: FxHashSet<&'p str>,
    /// Clauses, and sources that are cited whole.
    clauses: FxHashSet<&'p str>,
    sets: FxHashSet<&'p str>,
    events: FxHashSet<&'p str>,
    roles: FxHashSet<&'p str>,
    articles: FxHashSet<&'p str>,
    grades: FxHashSet<&'p str>,
    codes: FxHashSet<&'p str>,
    platforms: FxHashSet<&'p str>,
}

/// Checks a pack against itself and what it is laid over (`base`; none for the built-in pack). Problems come in the
/// order of the sections.
pub fn check(pack: &Pack, base: Option<&Pack>) -> Vec<Problem> {
    let mut report = Report { problems: Vec::new() };
    let both = || base.into_iter().chain(std::iter::once(pack));
    let jurisdictions: FxHashSet<&str> = both().flat_map(|p| &p.jurisdictions).map(|j| j.id.as_str()).collect();
    let clauses: FxHashSet<&str> = both()
        .flat_map(|p| &p.sources)
        .flat_map(|s| s.clauses.iter().map(|c| c.id.as_str()).chain([s.id.as_str()]))
        .collect();
    let kinds: FxHashMap<&str, &str> =
        both().flat_map(|p| &p.kinds).map(|k| (k.kind.as_str(), k.code.as_str())).collect();
    let sets: FxHashSet<&str> = both().flat_map(|p| &p.sets).map(|s| s.set.as_str()).collect();
    let events: FxHashSet<&str> = both().flat_map(|p| &p.events).map(|e| e.id.as_str()).collect();
    let ids = |list: fn(&Pack) -> &Vec<Named>| both().flat_map(list).map(|n| n.id.as_str()).collect();
    let names = Names {
        jurisdictions,
        clauses,
        sets,
        events,
        platforms: ids(|p| &p.platforms),
        roles: ids(|p| &p.roles),
        articles: ids(|p| &p.articles),
        grades: ids(|p| &p.grades),
        codes: codes(base, pack),
    };

    if pack.id.trim().is_empty() {
        report.add("id", "an empty name", "a name");
    }
    if let (Some(extends), Some(_)) = (&pack.extends, base)
        && extends != "builtin"
        && !names.jurisdictions.contains(extends.as_str())
    {
        report.add("extends", quote(extends), format!("builtin or one of {}", list(&names.jurisdictions)));
    }
    report.unique("sources", pack.sources.iter().map(|s| s.id.as_str()));
    let mut seen = FxHashSet::default();
    for (i, source) in pack.sources.iter().enumerate() {
        if let Some(j) = &source.jurisdiction {
            report.known(&format!("sources[{i}].jurisdiction"), j, &names.jurisdictions, "a jurisdiction");
        }
        if let Some(date) = source.date.as_deref()
            && crate::calendar::Date::parse_iso(date).is_none()
        {
            report.add(format!("sources[{i}].date"), quote(date), "YYYY-MM-DD");
        }
        for (k, clause) in source.clauses.iter().enumerate() {
            if !seen.insert(clause.id.as_str()) {
                report.add(format!("sources[{i}].clauses[{k}].id"), quote(&clause.id), "an id used once");
            }
        }
    }
    report.unique("jurisdictions", pack.jurisdictions.iter().map(|j| j.id.as_str()));
    report.unique("platforms", pack.platforms.iter().map(|p| p.id.as_str()));
    report.unique("events", pack.events.iter().map(|e| e.id.as_str()));
    check_names("platforms", &pack.platforms, &mut report);
    check_names("events", &pack.events, &mut report);
    for (section, list) in [("roles", &pack.roles), ("articles", &pack.articles), ("grades", &pack.grades)] {
        report.unique(section, list.iter().map(|n| n.id.as_str()));
        check_names(section, list, &mut report);
    }
    report.unique("submission", pack.submission.iter().map(|c| c.name.as_str()));
    for (i, code) in pack.releasable.iter().enumerate() {
        report.known(&format!("releasable[{i}]"), code, &names.codes, "a code of the pack");
    }
    register::check(pack, &names, &mut report);
    form::check(pack, &names, &mut report);
    report.unique("rules", pack.rules.iter().map(|r| r.code.as_str()));
    for (i, rule) in pack.rules.iter().enumerate() {
        report.code(&format!("rules[{i}].code"), &rule.code);
        report.clauses(&format!("rules[{i}]"), &rule.clauses, &names.clauses);
    }
    report.unique("register", pack.register.iter().map(|c| c.name.as_str()));
    report.unique("kinds", pack.kinds.iter().map(|k| k.kind.as_str()));
    for (i, kind) in pack.kinds.iter().enumerate() {
        report.code(&format!("kinds[{i}].code"), &kind.code);
        report.clauses(&format!("kinds[{i}]"), &kind.clauses, &names.clauses);
    }
    report.unique("sets", pack.sets.iter().map(|s| s.set.as_str()));
    sets::check(pack, base, &kinds, &names, &mut report);
    lexicon::check(pack, &kinds, &names, &mut report);
    report.unique("notation", pack.notation.iter().map(|n| n.code.as_str()));
    for (i, notation) in pack.notation.iter().enumerate() {
        report.code(&format!("notation[{i}].code"), &notation.code);
        report.clauses(&format!("notation[{i}]"), &notation.clauses, &names.clauses);
        let lists = [
            ("cues", &notation.cues),
            ("unless", &notation.unless),
            ("unless_after", &notation.unless_after),
            ("near", &notation.near),
            ("unless_near", &notation.unless_near),
            ("contact", &notation.contact),
        ];
        for (field, words) in lists {
            lexicon::check_sets(&format!("notation[{i}].{field}"), words, &names.sets, &mut report);
        }
    }
    let problems: Vec<String> = pack.markup.iter().map(|m| format!("{}.{}", m.code, m.problem)).collect();
    report.unique("markup", problems.iter().map(String::as_str));
    for (i, markup) in pack.markup.iter().enumerate() {
        report.code(&format!("markup[{i}].code"), &markup.code);
        report.clauses(&format!("markup[{i}]"), &markup.clauses, &names.clauses);
    }
    review::check(pack, &names, &mut report);
    for (i, year) in pack.calendar.iter().enumerate() {
        for (section, days, weekend) in [("rest", &year.rest, false), ("work", &year.work, true)] {
            for (k, day) in days.iter().enumerate() {
                let path = format!("calendar[{i}].{section}[{k}]");
                let date = month_day(day).and_then(|(m, d)| crate::calendar::Date::new(year.year, m, d));
                match date {
                    None => report.add(path, quote(day), format!("MM-DD, a day of {}", year.year)),
                    Some(date) if weekend && !date.is_weekend() => report.add(path, quote(day), "a Saturday or Sunday"),
                    Some(_) => {}
                }
            }
        }
        for (k, holiday) in year.holidays.iter().enumerate() {
            for day in [&holiday.from, &holiday.to] {
                if month_day(day).and_then(|(m, d)| crate::calendar::Date::new(year.year, m, d)).is_none() {
                    report.add(
                        format!("calendar[{i}].holidays[{k}]"),
                        quote(day),
                        format!("MM-DD, a day of {}", year.year),
                    );
                }
            }
        }
    }
    report.unique("messages", pack.messages.iter().map(|m| m.id.as_str()));
    for (i, entry) in pack.disable.iter().enumerate() {
        let code = entry.split_once(':').map_or(entry.as_str(), |(code, _)| code);
        report.known(&format!("disable[{i}]"), code, &names.codes, "a code of the pack");
    }
    for code in pack.severity.keys() {
        report.known(&format!("severity.{code}"), code, &names.codes, "a code of the pack");
    }
    report.problems
}

/// Every code that any rule of the packs can give.
fn codes<'a>(base: Option<&'a Pack>, pack: &'a Pack) -> FxHashSet<&'a str> {
    base.into_iter()
        .chain([pack])
        .flat_map(|p| {
            (p.kinds.iter().map(|k| k.code.as_str()))
                .chain(p.rules.iter().map(|r| r.code.as_str()))
                .chain(p.notation.iter().map(|n| n.code.as_str()))
                .chain(p.markup.iter().map(|m| m.code.as_str()))
                .chain(p.accounts.iter().map(|a| a.code.as_str()))
        })
        .collect()
}

fn check_names(section: &str, list: &[Named], report: &mut Report) {
    let mut owner: FxHashMap<&str, &str> = FxHashMap::default();
    for (i, named) in list.iter().enumerate() {
        for name in std::iter::once(&named.name).chain(&named.aliases) {
            if let Some(other) = owner.insert(name, &named.id) {
                report.add(format!("{section}[{i}]"), quote(name), format!("a name that {other} does not have too"));
            }
        }
    }
}

struct Report {
    problems: Vec<Problem>,
}

impl Report {
    fn add(&mut self, path: impl Into<String>, found: impl Into<String>, expected: impl Into<String>) {
        self.problems.push(Problem { path: path.into(), found: found.into(), expected: expected.into() });
    }

    fn unique<'a>(&mut self, section: &str, ids: impl Iterator<Item = &'a str>) {
        let mut seen = FxHashSet::default();
        for (i, id) in ids.enumerate() {
            if id.trim().is_empty() {
                self.add(format!("{section}[{i}]"), "an empty name", "a name");
            } else if !seen.insert(id) {
                self.add(format!("{section}[{i}]"), quote(id), "a name used once");
            }
        }
    }

    fn known(&mut self, path: &str, name: &str, names: &FxHashSet<&str>, what: &str) {
        if !names.contains(name) {
            self.add(path, quote(name), what);
        }
    }

    fn clauses(&mut self, path: &str, ids: &[String], known: &FxHashSet<&str>) {
        if ids.is_empty() {
            self.add(format!("{path}.clauses"), "an empty list", "at least one clause or standard");
        }
        for (k, id) in ids.iter().enumerate() {
            self.known(&format!("{path}.clauses[{k}]"), id, known, "the id of a clause or standard in sources");
        }
    }

    fn code(&mut self, path: &str, code: &str) {
        let ok = code.split_once('/').is_some_and(|(area, kind)| {
            [area, kind].iter().all(|s| !s.is_empty() && s.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'))
        });
        if !ok {
            self.add(path, quote(code), "area/kind in kebab-case");
        }
    }
}

fn quote(text: &str) -> String {
    format!("“{text}”")
}

fn list(names: &FxHashSet<&str>) -> String {
    let mut names: Vec<_> = names.iter().copied().collect();
    names.sort_unstable();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::{builtin, read};

    fn problems(json: &str) -> Vec<String> {
        let base = builtin();
        match read(json) {
            Err(error) => error.problems.iter().map(Problem::to_string).collect(),
            Ok(pack) => check(&pack, Some(&base)).iter().map(Problem::to_string).collect(),
        }
    }

    #[test]
    fn every_problem_names_path_found_and_expected() {
        let cases: &[(&str, &[&str])] = &[
            ("[]", &["$: found a list, expected a rule pack"]),
            ("{", &["$: found JSON that ends or breaks at line 1"]),
            (r#"{"lexicon":[]}"#, &["$: found nothing, expected a field `id`"]),
            (r#"{"id":"a","lexcon":[]}"#, &["lexcon: found unknown field `lexcon`, expected one of"]),
            (
                r#"{"id":"a","lexicon":[{"word":"甲乙","kind":"custom"},{"word":3},{"wrod":"丙"}]}"#,
                &[
                    "lexicon[1].word: found invalid type: integer `3`, expected a string",
                    "lexicon[2].wrod: found unknown field",
                ],
            ),
            (r#"{"id":"a","lexicon":[{"word":"","kind":"custom"}]}"#, &["lexicon[0].word: found an empty word"]),
            (r#"{"id":"a","lexicon":[{"word":"甲","kind":"nonsense"}]}"#, &["lexicon[0].kind: found “nonsense”"]),
            (r#"{"id":"a","lexicon":[{"word":"甲乙","fixes":["甲乙"]}]}"#, &["lexicon[0].fixes[0]: found “甲乙”"]),
            (r#"{"id":"a","lexicon":[{"word":"甲乙","unless":["乙甲"]}]}"#, &["lexicon[0].unless[0]: found “乙甲”"]),
            (r#"{"id":"a","lexicon":[{"word":"甲乙","near":["@none"]}]}"#, &["lexicon[0].near[0]: found “@none”"]),
            (r#"{"id":"a","lexicon":[{"word":"甲乙"},{"word":"甲乙"}]}"#, &["lexicon[1].word: found “甲乙”"]),
            (r#"{"id":"a","extends":"mars"}"#, &["extends: found “mars”, expected builtin or one of"]),
            (r#"{"id":"a","severity":{"lexicon/nil":"info"}}"#, &["severity.lexicon/nil: found “lexicon/nil”"]),
            (
                r#"{"id":"a","severity":{"lexicon/typo":"fatal"}}"#,
                &["severity.lexicon/typo: found unknown variant `fatal`"],
            ),
            (r#"{"id":"a","disable":["lexicon/nil"]}"#, &["disable[0]: found “lexicon/nil”"]),
            (
                r#"{"id":"a","calendar":[{"year":2030,"notice":"x","rest":["02-30"],"work":["01-01"]}]}"#,
                &[
                    "calendar[0].rest[0]: found “02-30”",
                    "calendar[0].work[0]: found “01-01”, expected a Saturday or Sunday",
                ],
            ),
        ];
        for (json, expected) in cases {
            let found = problems(json);
            assert_eq!(found.len(), expected.len(), "{json}: {found:#?}");
            for (found, expected) in found.iter().zip(*expected) {
                assert!(found.starts_with(expected), "{json}: {found}");
            }
        }
    }

    #[test]
    fn a_good_vendor_pack_has_no_problem() {
        let json = r#"{"id":"our-county","extends":"haiyan","lexicon":[{"word":"某某工程","kind":"custom","severity":"error",
            "message":"该工程已更名。","fixes":["某某项目"],"unless":["某某工程师"]}],
            "disable":["lexicon/emotion","lexicon/typo:截止目前"],"severity":{"lexicon/clickbait":"info"}}"#;
        assert_eq!(problems(json), Vec::<String>::new());
    }
}
