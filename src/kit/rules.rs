//! What is in force: sources, clauses, and for each clause whether a program decides it, a person is asked, or it only
//! informs.

use crate::pack::{Area, Clause, FieldKind, LimitKind, Rulebook, Source};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

pub(super) type Codes = BTreeMap<String, BTreeSet<String>>;

/// What is in force, by clause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct RulesReport {
    /// Name of the pack, with the packs laid over it.
    pub id: String,
    /// Version of the pack.
    pub version: String,
    /// SHA-256 of the pack, in lower-case hexadecimal.
    pub digest: String,
    /// Jurisdictions of the pack.
    pub jurisdictions: Vec<JurisdictionInfo>,
    /// Regulations and standards.
    pub sources: Vec<SourceInfo>,
    /// Every clause of the jurisdiction in force (of all, if none is).
    pub clauses: Vec<ClauseStatus>,
    /// Every standard cited.
    pub standards: Vec<ClauseStatus>,
}

/// A jurisdiction's id and name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct JurisdictionInfo {
    /// Name, kebab-case.
    pub id: String,
    /// Name in Chinese.
    pub name: String,
}

/// A source without its clauses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct SourceInfo {
    /// Name, kebab-case.
    pub id: String,
    /// Title, in Chinese.
    pub title: String,
    /// The jurisdiction whose regulation it is; absent for standards.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(default)]
    pub jurisdiction: Option<String>,
    /// Document or standard number.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(default)]
    pub number: Option<String>,
    /// Date of issue, `YYYY-MM-DD`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(default)]
    pub date: Option<String>,
}

/// How a clause is in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Mode {
    /// A diagnostic depends on it.
    Enforced,
    /// A checklist item asks a person.
    Attested,
    /// A definition or a reported fact.
    Informative,
}

/// A clause and how it is in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ClauseStatus {
    /// Id of the clause, or of the standard.
    pub id: String,
    /// Id of its source.
    pub source: String,
    /// Title of its source, with the number where there is one.
    pub title: String,
    /// Place in the source.
    #[serde(rename = "where")]
    pub place: String,
    /// What it is about.
    pub area: Area,
    /// The jurisdiction; absent for standards.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(default)]
    pub jurisdiction: Option<String>,
    /// What it asks, in one sentence.
    pub text: String,
    /// The question that a person answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(default)]
    pub attest: Option<String>,
    /// How it is in force.
    pub mode: Mode,
    /// Codes of the diagnostics that rest on it.
    pub codes: Vec<String>,
}

pub(super) fn source_info(source: &Source) -> SourceInfo {
    SourceInfo {
        id: source.id.clone(),
        title: source.title.clone(),
        jurisdiction: source.jurisdiction.clone(),
        number: source.number.clone(),
        date: source.date.clone(),
    }
}

/// The clauses of a source; a source without clauses stands for itself.
pub(super) fn source_status(source: &Source, codes: &Codes) -> Vec<ClauseStatus> {
    let title = match &source.number {
        Some(number) => format!("{}（{number}）", source.title),
        None => source.title.clone(),
    };
    let status = |clause: &Clause| {
        let codes: Vec<String> = codes.get(&clause.id).into_iter().flatten().cloned().collect();
        let mode = match (codes.is_empty(), &clause.attest) {
            (false, _) => Mode::Enforced,
            (true, Some(_)) => Mode::Attested,
            (true, None) => Mode::Informative,
        };
        ClauseStatus {
            id: clause.id.clone(),
            source: source.id.clone(),
            title: title.clone(),
            place: clause.place.clone(),
            area: clause.area,
            jurisdiction: source.jurisdiction.clone(),
            text: clause.text.clone(),
            attest: clause.attest.clone(),
            mode,
            codes,
        }
    };
    if source.clauses.is_empty() {
        let whole = Clause {
            id: source.id.clone(),
            place: String::new(),
            area: Area::Content,
            text: source.title.clone(),
            attest: None,
        };
        return vec![status(&whole)];
    }
    source.clauses.iter().map(status).collect()
}

/// Codes in force that rest on each clause.
pub(super) fn codes_by_clause(book: &Rulebook) -> Codes {
    let pack = book.pack();
    let mut codes = Codes::new();
    let mut pairs: Vec<(&str, &str)> = Vec::new();
    for kind in &pack.kinds {
        pairs.extend(kind.clauses.iter().map(|id| (id.as_str(), kind.code.as_str())));
    }
    for rule in &pack.rules {
        pairs.extend(rule.clauses.iter().map(|id| (id.as_str(), rule.code.as_str())));
    }
    for notation in &pack.notation {
        pairs.extend(notation.clauses.iter().map(|id| (id.as_str(), notation.code.as_str())));
    }
    for markup in &pack.markup {
        pairs.extend(markup.clauses.iter().map(|id| (id.as_str(), markup.code.as_str())));
    }
    for rule in &pack.accounts {
        pairs.extend(rule.clauses.iter().map(|id| (id.as_str(), rule.code.as_str())));
    }
    let code_of: BTreeMap<&str, &str> = pack.kinds.iter().map(|k| (k.kind.as_str(), k.code.as_str())).collect();
    for word in &pack.lexicon {
        if let Some(code) = code_of.get(word.kind.as_str()) {
            pairs.extend(word.clauses.iter().map(|id| (id.as_str(), *code)));
        }
    }
    for form in &pack.forms {
        for field in form.inputs.iter().chain(&form.fields) {
            if field.required || !field.required_when.is_empty() {
                let code = if field.role { "filing/role-missing" } else { "filing/missing-field" };
                pairs.extend(field.clauses.iter().map(|id| (id.as_str(), code)));
            }
            if !matches!(field.kind, FieldKind::Text | FieldKind::Position | FieldKind::Existing) {
                pairs.extend(field.clauses.iter().map(|id| (id.as_str(), "filing/invalid-field")));
            }
        }
        for limit in &form.limits {
            let code = if limit.kind == LimitKind::Maximum { "filing/late" } else { "filing/notice-period" };
            pairs.extend(limit.clauses.iter().map(|id| (id.as_str(), code)));
        }
        for rule in &form.rules {
            pairs.extend(rule.clauses.iter().map(|id| (id.as_str(), rule.code.as_str())));
        }
    }
    for ladder in &pack.review {
        for step in &ladder.steps {
            let code = if step.when.is_some() { "review/wrong-level" } else { "review/missing-step" };
            pairs.extend(step.clauses.iter().map(|id| (id.as_str(), code)));
            if !step.distinct_from.is_empty() || !step.advised_distinct_from.is_empty() {
                pairs.extend(step.clauses.iter().map(|id| (id.as_str(), "review/same-person")));
            }
        }
        let attested = ladder.attestations.iter().flat_map(|a| &a.clauses);
        pairs.extend(attested.map(|id| (id.as_str(), "review/unattested")));
        let hours = ladder.hours.iter().flat_map(|limit| &limit.clauses);
        pairs.extend(hours.map(|id| (id.as_str(), "review/late")));
        pairs.extend(ladder.filed_first.iter().map(|id| (id.as_str(), "account/unfiled")));
        let publisher = ladder.publisher.iter().flat_map(|p| &p.clauses);
        pairs.extend(publisher.map(|id| (id.as_str(), "review/same-person")));
        let reprint = ladder.reprint.iter().flat_map(|r| &r.clauses);
        pairs.extend(reprint.map(|id| (id.as_str(), "review/source-not-whitelisted")));
    }
    for (clause, code) in pairs {
        if book.is_on(code) {
            codes.entry(clause.to_owned()).or_default().insert(code.to_owned());
        }
    }
    codes
}
