//! What wants to be published, as a system hands it in: the article, the account it goes to, the review so far, what
//! was attested and overridden. Members are read under their English names and under the Chinese ones that the rule
//! pack lists; a member of the wrong shape is named by its path, and nothing is guessed.

use super::members::{At, MOMENT, rename, wrong};
use crate::calendar::Date;
use crate::diagnostic::InputError;
use crate::moment::Moment;
use crate::names::fold_name;
use crate::pack::Pack;
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
    pub publisher: Option<Who>,
    /// The steps taken, in their order.
    pub review: Vec<Signature>,
    /// What was attested.
    pub attestations: Vec<Tick>,
    /// What was overridden.
    pub overrides: Vec<Override>,
    /// Records that an attestation asks for, by member: the names of what is filled in each.
    pub records: HashMap<String, Vec<String>>,
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

/// A person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    /// The name, empty where nobody is named.
    pub name: String,
    /// Another mark of the person, told apart instead of the name where both have one.
    pub id: Option<String>,
}

impl Who {
    /// Whether somebody is named.
    pub fn is_named(&self) -> bool {
        !fold_name(&self.name).is_empty()
    }

    /// Whether two people are one: by their marks where both have one, else by name.
    pub fn is(&self, other: &Who) -> bool {
        match (&self.id, &other.id) {
            (Some(a), Some(b)) => a == b,
            _ => self.is_named() && fold_name(&self.name) == fold_name(&other.name),
        }
    }
}

/// A step of the review that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// The step as it was written.
    pub step: String,
    /// Role or position of the person, as it was written.
    pub role: Option<String>,
    /// Who took it.
    pub who: Who,
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
    /// The words it is about; every finding of the code if not given.
    pub text: Option<String>,
    /// What stands right before those words.
    pub before: Option<String>,
    /// What stands right after them.
    pub after: Option<String>,
    /// The place of the finding in the article as it was seen, as its target says it: block and first unit.
    pub place: Option<(u32, u32)>,
    /// SHA-256 of what was seen.
    pub digest: Option<String>,
    /// True if it is meant for these words wherever they stand.
    pub everywhere: bool,
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
            let filled = record.iter().filter(|(_, v)| v.as_str().is_some_and(|s| !s.trim().is_empty()));
            Some((key.clone(), filled.map(|(name, _)| name.clone()).collect()))
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
            publisher: at("publisher").who(&at("publisher_id"))?,
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

    /// Whether a member beside the article says something.
    pub fn tells(&self, member: &str) -> bool {
        match self.rest.get(member) {
            None | Some(Value::Null) => false,
            Some(Value::String(text)) => !text.trim().is_empty(),
            Some(_) => true,
        }
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
