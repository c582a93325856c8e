//! What wants to be published, as a system hands it in: the article, the account it goes to, the review so far, what
//! was attested and overridden. Members are read under their English names and under the Chinese ones that the rule
//! pack lists; a member of the wrong shape is named by its path, and nothing is guessed.

use crate::calendar::Date;
use crate::diagnostic::InputError;
use crate::moment::Moment;
use crate::names::{fold_label, fold_name, named};
use crate::pack::{Named, Pack};
use crate::text;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::HashMap;

/// A submission that was read.
#[derive(Debug, Clone)]
pub struct Submission {
    /// The title, block 0 of what is checked.
    pub title: Option<String>,
    /// The body.
    pub body: Body,
    /// What is wanted of it.
    pub action: Action,
    /// Kind of article, an id of the pack.
    pub kind: Option<String>,
    /// Grade, an id of the pack.
    pub grade: Option<String>,
    /// Whether it is a reprint.
    pub reprint: bool,
    /// Where a reprint is from.
    pub source: Option<String>,
    /// Its author.
    pub author: Option<String>,
    /// Names of attachments.
    pub attachments: Vec<String>,
    /// The account it goes to.
    pub account: Option<Account>,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// The steps taken, in their order.
    pub review: Vec<Signature>,
    /// What was attested.
    pub attestations: Vec<Tick>,
    /// What was overridden.
    pub overrides: Vec<Override>,
    /// Records that an attestation asks for, by member: each non-empty text in it.
    pub records: HashMap<String, usize>,
    /// The event that a response answers: its grade, an id of the pack, and when it happened.
    pub event: Option<(Option<String>, Moment)>,
    /// The normalised members, without those of the article: what a receipt carries.
    pub rest: Map<String, Value>,
}

/// The body of an article.
#[derive(Debug, Clone)]
pub enum Body {
    /// Blocks of plain text.
    Blocks(Vec<String>),
    /// HTML.
    Html(String),
}

/// What is wanted of a submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Action {
    /// To go out; everything is asked for.
    Publish,
    /// To go into review: the text must pass, the review is still to come.
    Submit,
    /// To be kept where it is written; nothing holds it.
    Draft,
    /// To be looked at once more after it went out.
    Recheck,
}

/// The account a submission goes to.
#[derive(Debug, Clone, Default)]
pub struct Account {
    /// Its name.
    pub name: Option<String>,
    /// Whether it is filed; none if nobody says.
    pub filed: Option<bool>,
    /// The day it was filed.
    pub filed_on: Option<Date>,
    /// Whether the register holds another one of the same host on the same platform.
    pub duplicate: bool,
}

/// A step of the review that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// The step as it was written.
    pub step: String,
    /// Role or position of the person, as it was written.
    pub role: Option<String>,
    /// Who took it.
    pub person: String,
    /// Another mark of the person, told apart instead of the name where both have one.
    pub person_id: Option<String>,
    /// False if it was sent back.
    pub passed: bool,
    /// When.
    pub at: Option<Moment>,
    /// SHA-256 of what was seen, in lower-case hexadecimal.
    pub digest: Option<String>,
}

/// An attestation that was ticked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tick {
    /// Its id, its label, or a clause.
    pub id: String,
    /// Who ticked it.
    pub person: Option<String>,
    /// SHA-256 of what was seen.
    pub digest: Option<String>,
}

/// A finding that a person lets pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Override {
    /// Code of the finding.
    pub code: String,
    /// The text it is about; every finding of the code if not given.
    pub text: Option<String>,
    /// Who answers for it.
    pub person: String,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Option<String>,
}

impl Submission {
    /// Reads a submission.
    pub fn read(pack: &Pack, submission: &Value) -> Result<Submission, InputError> {
        let Value::Object(members) = submission else { return Err(wrong("$", submission, "an object")) };
        let members = rename(pack, "", members);
        let at = |path: &str| At { pack, path: path.to_owned(), value: members.get(path).unwrap_or(&Value::Null) };

        let mut blocks: Vec<String> = Vec::new();
        let plain = at("text").text()?;
        blocks.extend(plain.iter().flat_map(|plain| text::lines(plain)).map(|line| String::from_utf16_lossy(&line)));
        for block in at("blocks").list()? {
            blocks.push(block.text()?.ok_or_else(|| wrong(&block.path, block.value, "a string"))?);
        }
        let html = at("html").text()?;
        if html.is_some() && (plain.is_some() || !blocks.is_empty()) {
            return Err(wrong("html", members.get("html").unwrap_or(&Value::Null), "no `text` or `blocks` beside it"));
        }
        let body = html.map_or(Body::Blocks(blocks), Body::Html);

        let kind = at("kind").named(&pack.articles)?;
        let source = at("source").text()?;
        let reprint = at("reprint").flag()?.unwrap_or(kind.as_deref() == Some("reprint"));
        let account = at("account").object()?.map(|account| account.account()).transpose()?;
        let event = match at("event").object()? {
            None => None,
            Some(event) => {
                let occurred = event.member("occurred_at");
                let moment = occurred.moment()?.ok_or_else(|| wrong(&occurred.path, occurred.value, MOMENT))?;
                Some((event.member("grade").named(&pack.grades)?, moment))
            }
        };
        let records = members.iter().filter_map(|(key, value)| {
            let Value::Object(record) = value else { return None };
            let filled = record.values().filter(|v| v.as_str().is_some_and(|s| !s.trim().is_empty()));
            Some((key.clone(), filled.count()))
        });
        let mut rest = members.clone();
        for member in ARTICLE.iter().chain(ASIDE) {
            rest.remove(*member);
        }
        Ok(Submission {
            title: at("title").text()?,
            body,
            action: at("action").action()?,
            grade: at("grade").named(&pack.grades)?,
            reprint,
            kind,
            source,
            author: at("author").text()?,
            attachments: at("attachments").names()?,
            account,
            publisher: at("publisher").text()?,
            review: at("review").list()?.iter().map(At::signature).collect::<Result<_, _>>()?,
            attestations: at("attestations").ticks()?,
            overrides: at("overrides").list()?.iter().map(At::release).collect::<Result<_, _>>()?,
            records: records.collect(),
            event,
            rest,
        })
    }

    /// Only the members of an article, under their English names.
    pub fn article(pack: &Pack, submission: &Value) -> Result<Map<String, Value>, InputError> {
        let Value::Object(members) = submission else { return Err(wrong("$", submission, "an object")) };
        Ok(rename(pack, "", members).into_iter().filter(|(key, _)| ARTICLE.contains(&key.as_str())).collect())
    }

    /// The title, where there is one, and the blocks of the body: what the offsets of findings count in.
    pub fn blocks(&self) -> Vec<Vec<u16>> {
        let title = self.title.iter().map(|title| text::units(title));
        match &self.body {
            Body::Html(html) => title.chain(text::markup::blocks(html)).collect(),
            Body::Blocks(blocks) => title.chain(blocks.iter().map(|block| text::units(block))).collect(),
        }
    }
}

/// Members that are the article itself: what the digest covers.
pub const ARTICLE: &[&str] = &["title", "text", "blocks", "html", "source", "author", "attachments"];

/// Members that no verdict depends on: what earlier reviewers saw, kept for the diff.
const ASIDE: &[&str] = &["versions"];

const MOMENT: &str = "a time such as 2026-11-22T09:30+08:00";

/// A value and where it stands.
struct At<'v> {
    pack: &'v Pack,
    path: String,
    value: &'v Value,
}

impl<'v> At<'v> {
    fn member(&self, name: &str) -> At<'v> {
        let value = self.value.get(name).unwrap_or(&Value::Null);
        At { pack: self.pack, path: format!("{}.{name}", self.path), value }
    }

    fn wrong(&self, expected: &str) -> InputError {
        wrong(&self.path, self.value, expected)
    }

    fn text(&self) -> Result<Option<String>, InputError> {
        match self.value {
            Value::Null => Ok(None),
            Value::String(text) => Ok(Some(text.clone())),
            Value::Number(number) => Ok(Some(number.to_string())),
            _ => Err(self.wrong("a string")),
        }
    }

    /// A text that says something.
    fn filled(&self) -> Result<Option<String>, InputError> {
        Ok(self.text()?.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()))
    }

    fn list(&self) -> Result<Vec<At<'v>>, InputError> {
        match self.value {
            Value::Null => Ok(Vec::new()),
            Value::Array(list) => Ok(list
                .iter()
                .enumerate()
                .map(|(i, value)| At { pack: self.pack, path: format!("{}[{i}]", self.path), value })
                .collect()),
            _ => Err(self.wrong("a list")),
        }
    }

    fn object(self) -> Result<Option<At<'v>>, InputError> {
        match self.value {
            Value::Null => Ok(None),
            Value::Object(_) => Ok(Some(self)),
            _ => Err(self.wrong("an object")),
        }
    }

    /// Names: strings, or objects with a `name`.
    fn names(&self) -> Result<Vec<String>, InputError> {
        let name = |item: &At<'_>| match item.value {
            Value::Object(_) => item.member("name").text(),
            _ => item.text(),
        };
        self.list()?.iter().map(|item| name(item)?.ok_or_else(|| item.wrong("a name"))).collect()
    }

    /// True or false, or a word of the sets `gate-yes` and `gate-no`.
    fn flag(&self) -> Result<Option<bool>, InputError> {
        match self.value {
            Value::Null => Ok(None),
            Value::Bool(flag) => Ok(Some(*flag)),
            Value::String(word) if word.trim().is_empty() => Ok(None),
            Value::String(word) if in_set(self.pack, "gate-yes", word) => Ok(Some(true)),
            Value::String(word) if in_set(self.pack, "gate-no", word) => Ok(Some(false)),
            _ => Err(self.wrong("true or false")),
        }
    }

    fn moment(&self) -> Result<Option<Moment>, InputError> {
        match self.filled()? {
            None => Ok(None),
            Some(text) => Moment::parse(&text).map(Some).ok_or_else(|| self.wrong(MOMENT)),
        }
    }

    fn named(&self, list: &[Named]) -> Result<Option<String>, InputError> {
        let Some(name) = self.filled()? else { return Ok(None) };
        match named(list, &name) {
            Some(known) => Ok(Some(known.id.clone())),
            None => {
                let ids: Vec<&str> = list.iter().map(|known| known.id.as_str()).collect();
                Err(self.wrong(&format!("one of {}", ids.join(", "))))
            }
        }
    }

    fn action(&self) -> Result<Action, InputError> {
        let Some(word) = self.filled()? else { return Ok(Action::Publish) };
        let actions = [
            ("publish", Action::Publish),
            ("submit", Action::Submit),
            ("draft", Action::Draft),
            ("recheck", Action::Recheck),
        ];
        let known = actions.iter().find(|(id, _)| word == *id || in_set(self.pack, &format!("gate-{id}"), &word));
        known.map(|(_, action)| *action).ok_or_else(|| self.wrong("one of publish, submit, draft, recheck"))
    }

    fn digest(&self) -> Result<Option<String>, InputError> {
        Ok(self.filled()?.map(|digest| digest.to_ascii_lowercase().trim_start_matches("sha256:").to_owned()))
    }

    fn account(&self) -> Result<Account, InputError> {
        let filed_on = self.member("filed_on");
        let day = match filed_on.filled()? {
            None => None,
            Some(text) => Some(Date::parse_loose(&text).ok_or_else(|| filed_on.wrong("a day such as 2022-04-12"))?.0),
        };
        Ok(Account {
            name: self.member("name").filled()?,
            filed: self.member("filed").flag()?,
            filed_on: day,
            duplicate: self.member("duplicate").flag()?.unwrap_or(false),
        })
    }

    fn signature(&self) -> Result<Signature, InputError> {
        let step = self.member("step");
        let decision = self.member("decision");
        let passed = match decision.value {
            Value::Null => true,
            Value::Bool(passed) => *passed,
            _ => match decision.filled()? {
                None => true,
                Some(word) if in_set(self.pack, "gate-pass", &word) => true,
                Some(word) if in_set(self.pack, "gate-return", &word) => false,
                Some(_) => return Err(decision.wrong("pass or return")),
            },
        };
        Ok(Signature {
            step: step.filled()?.ok_or_else(|| step.wrong("the name of a step"))?,
            role: self.member("role").filled()?,
            person: self.member("person").filled()?.unwrap_or_default(),
            person_id: self.member("person_id").filled()?,
            passed,
            at: self.member("at").moment()?,
            digest: self.member("digest").digest()?,
        })
    }

    /// Ids, objects with an `id`, or an object from id to true or false.
    fn ticks(&self) -> Result<Vec<Tick>, InputError> {
        if let Value::Object(map) = self.value {
            let mut ticks = Vec::new();
            for (id, value) in map {
                let item = At { pack: self.pack, path: format!("{}.{id}", self.path), value };
                if item.flag()? == Some(true) {
                    ticks.push(Tick { id: id.clone(), person: None, digest: None });
                }
            }
            return Ok(ticks);
        }
        let mut ticks = Vec::new();
        for item in self.list()? {
            let tick = match item.value {
                Value::Object(_) if item.member("ticked").flag()? == Some(false) => continue,
                Value::Object(_) => Tick {
                    id: item.member("id").filled()?.ok_or_else(|| item.wrong("an object with an `id`"))?,
                    person: item.member("person").filled()?,
                    digest: item.member("digest").digest()?,
                },
                _ => Tick {
                    id: item.filled()?.ok_or_else(|| item.wrong("the id of an attestation"))?,
                    person: None,
                    digest: None,
                },
            };
            ticks.push(tick);
        }
        Ok(ticks)
    }

    fn release(&self) -> Result<Override, InputError> {
        let code = self.member("code");
        Ok(Override {
            code: code.filled()?.ok_or_else(|| code.wrong("the code of a finding"))?,
            text: self.member("text").filled()?,
            person: self.member("person").filled()?.unwrap_or_default(),
            reason: self.member("reason").filled()?.unwrap_or_default(),
            at: self.member("at").filled()?,
        })
    }
}

/// Whether a word is one of a named set of the pack.
fn in_set(pack: &Pack, set: &str, word: &str) -> bool {
    let folded = fold_name(word);
    let known = pack.sets.iter().find(|s| s.set == set);
    known.is_some_and(|s| s.words.iter().any(|known| fold_name(known) == folded))
}

/// Members under their English names, at every depth that the pack describes. The English name stands if a member is
/// given twice.
fn rename(pack: &Pack, parent: &str, members: &Map<String, Value>) -> Map<String, Value> {
    let prefix = if parent.is_empty() { String::new() } else { format!("{parent}.") };
    let mut out: Map<String, Value> = Map::new();
    let mut later: Vec<(String, Value)> = Vec::new();
    for (key, value) in members {
        let folded = fold_label(key);
        let known = pack.submission.iter().find_map(|column| {
            let name = column.name.strip_prefix(&prefix).filter(|name| !name.contains('.'))?;
            let written = [&column.label].into_iter().chain(&column.aliases).any(|label| fold_label(label) == folded);
            (name == key || written).then(|| name.to_owned())
        });
        let name = known.unwrap_or_else(|| key.clone());
        let path = format!("{prefix}{name}");
        let value = match value {
            Value::Object(inner) => Value::Object(rename(pack, &path, inner)),
            Value::Array(list) => Value::Array(
                list.iter()
                    .map(|item| match item {
                        Value::Object(inner) => Value::Object(rename(pack, &path, inner)),
                        other => other.clone(),
                    })
                    .collect(),
            ),
            other => other.clone(),
        };
        if name == *key { drop(out.insert(name, value)) } else { later.push((name, value)) }
    }
    for (name, value) in later {
        out.entry(name).or_insert(value);
    }
    out
}

fn wrong(path: &str, found: &Value, expected: &str) -> InputError {
    let found = match found {
        Value::Null => "nothing".to_owned(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => format!("“{}”", text.chars().take(40).collect::<String>()),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    };
    InputError { path: path.to_owned(), found, expected: expected.to_owned() }
}
