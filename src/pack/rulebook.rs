//! A pack as it applies in one jurisdiction and speaks one language: which codes are on, how grave each is, which
//! clauses each may name, and the sentence it says. Every diagnostic of the kit is made here, so that none can lack
//! a clause.

use super::Pack;
use crate::diagnostic::{Diagnostic, Fix, Severity, Target};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Language of the sentences.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Lang {
    /// Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

/// A pack in force.
pub struct Rulebook {
    pack: Arc<Pack>,
    jurisdiction: Option<String>,
    lang: Lang,
    rules: FxHashMap<String, InForce>,
    messages: FxHashMap<String, String>,
    disabled: FxHashSet<String>,
    /// True if single words are among the disabled.
    words_off: bool,
    /// Jurisdiction of each clause; none for standards.
    owners: FxHashMap<String, Option<String>>,
}

struct InForce {
    severity: Severity,
    /// True where a vendor's pack set the severity of the code as a whole.
    overridden: bool,
    clauses: Vec<String>,
}

impl Rulebook {
    /// The pack as it applies in `jurisdiction` (everything, if none is given).
    pub fn new(pack: Arc<Pack>, jurisdiction: Option<&str>, lang: Lang) -> Rulebook {
        let mut owners = FxHashMap::default();
        for source in &pack.sources {
            owners.insert(source.id.clone(), source.jurisdiction.clone());
            for clause in &source.clauses {
                owners.insert(clause.id.clone(), source.jurisdiction.clone());
            }
        }
        let local = pack.jurisdictions.iter().find(|j| Some(j.id.as_str()) == jurisdiction);
        let mut disabled: FxHashSet<String> = pack.disable.iter().cloned().collect();
        disabled.extend(local.iter().flat_map(|j| j.disable.iter().cloned()));
        let mut book = Rulebook {
            jurisdiction: jurisdiction.map(str::to_owned),
            lang,
            rules: FxHashMap::default(),
            messages: pack
                .messages
                .iter()
                .map(|m| (m.id.clone(), if lang == Lang::Zh { m.zh.clone() } else { m.en.clone() }))
                .collect(),
            words_off: disabled.iter().any(|entry| entry.contains(':')),
            disabled,
            owners,
            pack: pack.clone(),
        };
        let rules = (pack.kinds.iter().map(|k| (&k.code, k.severity, &k.clauses)))
            .chain(pack.rules.iter().map(|r| (&r.code, r.severity, &r.clauses)))
            .chain(pack.notation.iter().map(|n| (&n.code, n.severity, &n.clauses)));
        for (code, severity, clauses) in rules {
            if book.disabled.contains(code) {
                continue;
            }
            let clauses = book.local(clauses);
            if clauses.is_empty() {
                continue;
            }
            let vendor = pack.severity.get(code).copied();
            let severity = vendor.or_else(|| local.and_then(|j| j.severity.get(code).copied())).unwrap_or(severity);
            let rule = InForce { severity, overridden: vendor.is_some(), clauses };
            // Of kinds that share a code the first speaks for it.
            book.rules.entry(code.clone()).or_insert(rule);
        }
        // The problems of one code of markup or of accounts share what is in force; each brings its severity and
        // clauses along.
        let problems = (pack.markup.iter().map(|m| (&m.code, m.severity, &m.clauses)))
            .chain(pack.accounts.iter().map(|a| (&a.code, a.severity, &a.clauses)));
        for (code, severity, clauses) in problems {
            let clauses = book.local(clauses);
            if clauses.is_empty() || book.disabled.contains(code) {
                continue;
            }
            let own = pack.severity.get(code).or_else(|| local.and_then(|j| j.severity.get(code)));
            let in_force = book.rules.entry(code.clone()).or_insert_with(|| InForce {
                severity: own.copied().unwrap_or(severity),
                overridden: own.is_some(),
                clauses: Vec::new(),
            });
            in_force.clauses.extend(clauses);
        }
        book
    }

    /// True where a vendor's pack says how grave a code is: then all its findings are.
    pub fn is_overridden(&self, code: &str) -> bool {
        self.rules.get(code).is_some_and(|rule| rule.overridden)
    }

    /// The pack itself.
    pub fn pack(&self) -> &Arc<Pack> {
        &self.pack
    }

    /// The language spoken.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The jurisdiction in force.
    pub fn jurisdiction(&self) -> Option<&str> {
        self.jurisdiction.as_deref()
    }

    /// True if diagnostics of that code can be given here.
    pub fn is_on(&self, code: &str) -> bool {
        self.rules.contains_key(code)
    }

    /// True if any word, or problem, of a code was switched off by itself.
    pub fn are_words_off(&self) -> bool {
        self.words_off
    }

    /// True if one word, or one problem, of a code was switched off.
    pub fn is_word_off(&self, code: &str, word: &str) -> bool {
        self.words_off && self.disabled.contains(&format!("{code}:{word}"))
    }

    /// How grave a named case of a rule of notation or personal data is, where it differs from the rule's severity.
    pub fn grade(&self, code: &str, case: &str) -> Option<Severity> {
        let rule = self.pack.notation.iter().find(|rule| rule.code == code)?;
        rule.severities.get(case).copied()
    }

    /// The severity that the jurisdiction in force gives one problem of a code (`markup/link:shop`).
    pub fn local_severity(&self, id: &str) -> Option<Severity> {
        let here = self.jurisdiction.as_ref()?;
        self.pack.jurisdictions.iter().find(|j| j.id == *here)?.severity.get(id).copied()
    }

    /// The ids among `clauses` that apply here: standards, and clauses of the jurisdiction in force.
    pub fn local(&self, clauses: &[String]) -> Vec<String> {
        clauses
            .iter()
            .filter(|id| match (self.owners.get(id.as_str()), &self.jurisdiction) {
                (Some(Some(owner)), Some(here)) => owner == here,
                _ => true,
            })
            .cloned()
            .collect()
    }

    /// The sentence of that id with its parameters filled in.
    pub fn message(&self, id: &str, params: &[(&str, &str)]) -> String {
        let code = id.split('.').next().unwrap_or(id);
        let template = self.messages.get(id).or_else(|| self.messages.get(code)).map_or(id, String::as_str);
        fill(template, params)
    }

    /// Begins a diagnostic of that code, or nothing where the code is off.
    pub fn find(&self, code: &str, target: Target) -> Option<Found<'_>> {
        let rule = self.rules.get(code)?;
        Some(Found {
            book: self,
            fixed: rule.overridden,
            diagnostic: Diagnostic {
                code: code.to_owned(),
                severity: rule.severity,
                message: String::new(),
                target,
                clauses: rule.clauses.clone(),
                fixes: Vec::new(),
            },
        })
    }
}

/// A diagnostic in the making.
pub struct Found<'b> {
    book: &'b Rulebook,
    /// The severity was set for the code as a whole and yields to nothing.
    fixed: bool,
    diagnostic: Diagnostic,
}

impl Found<'_> {
    /// A severity of its own, unless a vendor's pack set one for the code.
    pub fn severity(mut self, severity: Option<Severity>) -> Self {
        if let (Some(severity), false) = (severity, self.fixed) {
            self.diagnostic.severity = severity;
        }
        self
    }

    /// More clauses, before those of the rule.
    pub fn clauses(mut self, clauses: &[String]) -> Self {
        let mut own = self.book.local(clauses);
        own.extend(self.diagnostic.clauses.drain(..).filter(|c| !clauses.contains(c)));
        self.diagnostic.clauses = own;
        self
    }

    /// Only these clauses, where any of them applies here.
    pub fn only_clauses(mut self, clauses: &[String]) -> Self {
        let own = self.book.local(clauses);
        if !own.is_empty() {
            self.diagnostic.clauses = own;
        }
        self
    }

    /// A replacement, titled by the message `fix`.
    pub fn fix(mut self, replacement: impl Into<String>) -> Self {
        let replacement = replacement.into();
        let id = if replacement.is_empty() { "fix.delete" } else { "fix" };
        let title = self.book.message(id, &[("fix", &replacement)]);
        self.diagnostic.fixes.push(Fix { title, replacement });
        self
    }

    /// Ends with the sentence of the code, or of its `variant`.
    pub fn say(mut self, variant: &str, params: &[(&str, &str)]) -> Diagnostic {
        let code = &self.diagnostic.code;
        let id = if variant.is_empty() { code.clone() } else { format!("{code}.{variant}") };
        self.diagnostic.message = self.book.message(&id, params);
        self.diagnostic
    }

    /// Ends with a sentence of its own.
    pub fn say_this(mut self, sentence: &str, params: &[(&str, &str)]) -> Diagnostic {
        self.diagnostic.message = fill(sentence, params);
        self.diagnostic
    }
}

/// Fills `{name}` in a template; a value is never searched for further parameters.
fn fill(template: &str, params: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        rest = &rest[open..];
        let value = rest.find('}').and_then(|close| {
            let name = &rest[1..close];
            params.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value, close))
        });
        match value {
            Some((value, close)) => {
                out.push_str(value);
                rest = &rest[close + 1..];
            }
            None => {
                out.push('{');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fills_each_parameter_once() {
        assert_eq!(fill("“{found}”应为“{fix}”。", &[("found", "{fix}"), ("fix", "乙")]), "“{fix}”应为“乙”。");
        assert_eq!(fill("{nobody} {", &[]), "{nobody} {");
    }
}
