//! Reading the members of a submission: each value with the path at which it stands, so that what cannot be read is
//! named, and names in English or Chinese as the rule pack lists them.

use super::submission::{Account, Action, Override, Signature, Tick, Who};
use crate::calendar::Date;
use crate::diagnostic::InputError;
use crate::moment::Moment;
use crate::names::{fold_label, fold_name, named};
use crate::pack::{Named, Pack};
use serde_json::{Map, Value};

pub(super) const MOMENT: &str = "a time such as 2026-11-22T09:30+08:00";

/// A value and where it stands.
pub(super) struct At<'v> {
    pub(super) pack: &'v Pack,
    pub(super) path: String,
    pub(super) value: &'v Value,
}

impl<'v> At<'v> {
    pub(super) fn member(&self, name: &str) -> At<'v> {
        let value = self.value.get(name).unwrap_or(&Value::Null);
        At { pack: self.pack, path: format!("{}.{name}", self.path), value }
    }

    pub(super) fn wrong(&self, expected: &str) -> InputError {
        wrong(&self.path, self.value, expected)
    }

    pub(super) fn text(&self) -> Result<Option<String>, InputError> {
        match self.value {
            Value::Null => Ok(None),
            Value::String(text) => Ok(Some(text.clone())),
            Value::Number(number) => Ok(Some(number.to_string())),
            _ => Err(self.wrong("a string")),
        }
    }

    /// A text that says something.
    pub(super) fn filled(&self) -> Result<Option<String>, InputError> {
        Ok(self.text()?.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()))
    }

    pub(super) fn list(&self) -> Result<Vec<At<'v>>, InputError> {
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

    pub(super) fn object(self) -> Result<Option<At<'v>>, InputError> {
        match self.value {
            Value::Null => Ok(None),
            Value::Object(_) => Ok(Some(self)),
            _ => Err(self.wrong("an object")),
        }
    }

    /// Names: strings, or objects with a `name`.
    pub(super) fn names(&self) -> Result<Vec<String>, InputError> {
        let name = |item: &At<'_>| match item.value {
            Value::Object(_) => item.member("name").text(),
            _ => item.text(),
        };
        self.list()?.iter().map(|item| name(item)?.ok_or_else(|| item.wrong("a name"))).collect()
    }

    /// True or false, or a word of the sets `gate-yes` and `gate-no`.
    pub(super) fn flag(&self) -> Result<Option<bool>, InputError> {
        match self.value {
            Value::Null => Ok(None),
            Value::Bool(flag) => Ok(Some(*flag)),
            Value::String(word) if word.trim().is_empty() => Ok(None),
            Value::String(word) if in_set(self.pack, "gate-yes", word) => Ok(Some(true)),
            Value::String(word) if in_set(self.pack, "gate-no", word) => Ok(Some(false)),
            _ => Err(self.wrong("true or false")),
        }
    }

    pub(super) fn count(&self) -> Result<Option<u32>, InputError> {
        match self.value {
            Value::Null => Ok(None),
            value => value.as_u64().and_then(|n| n.try_into().ok()).map(Some).ok_or_else(|| self.wrong("a number")),
        }
    }

    pub(super) fn moment(&self) -> Result<Option<Moment>, InputError> {
        match self.filled()? {
            None => Ok(None),
            Some(text) => Moment::parse(&text).map(Some).ok_or_else(|| self.wrong(MOMENT)),
        }
    }

    pub(super) fn named(&self, list: &[Named]) -> Result<Option<String>, InputError> {
        let Some(name) = self.filled()? else { return Ok(None) };
        match named(list, &name) {
            Some(known) => Ok(Some(known.id.clone())),
            None => {
                let ids: Vec<&str> = list.iter().map(|known| known.id.as_str()).collect();
                Err(self.wrong(&format!("one of {}", ids.join(", "))))
            }
        }
    }

    pub(super) fn action(&self) -> Result<Action, InputError> {
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

    /// A name, with the mark that stands beside it; or an object that holds both.
    pub(super) fn who(&self, mark: &At<'_>) -> Result<Option<Who>, InputError> {
        if let Value::Object(_) = self.value {
            let name = self.member("person").filled()?.unwrap_or_default();
            return Ok(Some(Who { name, id: self.member("person_id").filled()? }));
        }
        let (name, id) = (self.filled()?.unwrap_or_default(), mark.filled()?);
        Ok((!name.is_empty() || id.is_some()).then_some(Who { name, id }))
    }

    pub(super) fn digest(&self) -> Result<Option<String>, InputError> {
        Ok(self.filled()?.map(|digest| digest.to_ascii_lowercase().trim_start_matches("sha256:").to_owned()))
    }

    pub(super) fn account(&self) -> Result<Account, InputError> {
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

    pub(super) fn signature(&self) -> Result<Signature, InputError> {
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
            who: Who {
                name: self.member("person").filled()?.unwrap_or_default(),
                id: self.member("person_id").filled()?,
            },
            passed,
            at: self.member("at").moment()?,
            digest: self.member("digest").digest()?,
        })
    }

    /// Ids, objects with an `id`, or an object from id to true or false.
    pub(super) fn ticks(&self) -> Result<Vec<Tick>, InputError> {
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

    pub(super) fn release(&self) -> Result<Override, InputError> {
        let code = self.member("code");
        Ok(Override {
            code: code.filled()?.ok_or_else(|| code.wrong("the code of a finding"))?,
            text: self.member("text").filled()?,
            before: self.member("before").text()?,
            after: self.member("after").text()?,
            place: self.member("block").count()?.zip(self.member("from").count()?),
            digest: self.member("digest").digest()?,
            everywhere: self.member("everywhere").flag()?.unwrap_or(false),
            person: self.member("person").filled()?.unwrap_or_default(),
            reason: self.member("reason").filled()?.unwrap_or_default(),
            at: self.member("at").filled()?,
        })
    }
}

/// Whether a word is one of a named set of the pack.
fn in_set(pack: &Pack, set: &str, word: &str) -> bool {
    let folded = fold_name(word);
    pack.set(set).iter().any(|known| fold_name(known) == folded)
}

/// Members under their English names, at every depth that the pack describes. The English name stands if a member is
/// given twice.
pub(super) fn rename(pack: &Pack, parent: &str, members: &Map<String, Value>) -> Map<String, Value> {
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

pub(super) fn wrong(path: &str, found: &Value, expected: &str) -> InputError {
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
