//! The gate's side of the kit: the verdict over a submission, its receipt, and the check of a receipt.

use super::Kit;
use crate::diagnostic::InputError;
use crate::gate::receipt::{self, PackMark, Receipt, Verification};
use crate::gate::submission::{Action, Body, Submission};
use crate::gate::{self, Verdict};
use crate::moment::Moment;
use crate::text;
use crate::text::document;
use serde_json::{Map, Value};

/// Why there is no receipt.
#[derive(Debug, Clone, PartialEq)]
pub enum NoReceipt {
    /// The submission cannot be read.
    Input(InputError),
    /// It is held.
    Held(Box<Verdict>),
}

impl std::fmt::Display for NoReceipt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            NoReceipt::Input(error) => error.fmt(f),
            NoReceipt::Held(verdict) => {
                let reasons: Vec<&str> = verdict.reasons.iter().map(|r| r.message.as_str()).collect();
                write!(f, "the submission is held: {}", reasons.join(" "))
            }
        }
    }
}

impl std::error::Error for NoReceipt {}

impl Kit {
    /// The verdict over a submission (`docs/gate.md` lists its members) as of `now`.
    pub fn review(&self, submission: &Value, now: Moment) -> Result<Verdict, InputError> {
        let read = Submission::read(self.pack(), submission)?;
        let mut diagnostics = self.check_article(&read);
        if let Some(filing) = read.rest.get("filing").filter(|filing| !filing.is_null()) {
            diagnostics.extend(self.check_filing(filing, now.date())?.diagnostics);
        }
        let book = self.book_of(read.rest.get("jurisdiction").and_then(Value::as_str))?;
        Ok(gate::verdict(&book, &read, diagnostics, now))
    }

    /// SHA-256 of a submission's article in its canonical form, lower-case hexadecimal: what a signature covers.
    pub fn digest_of(&self, submission: &Value) -> Result<String, InputError> {
        Ok(gate::digest::digest(&Submission::read(self.pack(), submission)?))
    }

    /// The receipt of a submission that passes. Only what is to be published gets one: a draft passes unread, and what
    /// goes into review has the review still before it.
    pub fn receipt(&self, submission: &Value, now: Moment) -> Result<Receipt, NoReceipt> {
        let read = Submission::read(self.pack(), submission).map_err(NoReceipt::Input)?;
        if read.action != Action::Publish {
            return Err(NoReceipt::Input(InputError {
                path: "action".into(),
                found: format!("{:?}", read.action).to_lowercase(),
                expected: "publish".into(),
            }));
        }
        let verdict = self.review(submission, now).map_err(NoReceipt::Input)?;
        let pack = PackMark { id: self.pack().id.clone(), digest: self.digest() };
        let jurisdiction = read.rest.get("jurisdiction").and_then(Value::as_str).or(self.jurisdiction());
        receipt::receipt(&verdict, pack, jurisdiction, read.rest.clone(), now.to_string())
            .ok_or_else(|| NoReceipt::Held(Box::new(verdict)))
    }

    /// Judges an article with what its receipt says of the review, at the receipt's time, and compares. `content` is
    /// a submission; only the members of its article count.
    pub fn verify_receipt(&self, content: &Value, given: &Value) -> Result<Verification, InputError> {
        let missing = |path: &str, expected: &str| InputError {
            path: path.to_owned(),
            found: "something else".into(),
            expected: expected.into(),
        };
        let at = given.get("at").and_then(Value::as_str).and_then(Moment::parse);
        let at = at.ok_or_else(|| missing("receipt.at", "a time such as 2026-11-22T09:30+08:00"))?;
        let Some(Value::Object(rest)) = given.get("submission") else {
            return Err(missing("receipt.submission", "an object"));
        };
        let content = Submission::article(self.pack(), content)?;
        let members: Map<String, Value> = rest.clone().into_iter().chain(content).collect();
        let again = match self.receipt(&Value::Object(members), at) {
            Ok(receipt) => serde_json::to_value(receipt).unwrap_or_default(),
            Err(NoReceipt::Input(error)) => return Err(error),
            Err(NoReceipt::Held(verdict)) => {
                let problems = verdict.reasons.iter().map(|reason| receipt::Mismatch {
                    path: "state".into(),
                    found: "pass".into(),
                    expected: reason.message.clone(),
                });
                let digest = given.get("digest").and_then(Value::as_str).unwrap_or_default();
                let other = (digest != verdict.digest).then(|| receipt::Mismatch {
                    path: "digest".into(),
                    found: digest.to_owned(),
                    expected: verdict.digest.clone(),
                });
                return Ok(Verification { valid: false, problems: other.into_iter().chain(problems).collect() });
            }
        };
        let problems = receipt::compare(given, &again);
        Ok(Verification { valid: problems.is_empty(), problems })
    }

    /// What is found in the title (block 0, where given) and the body of an article.
    fn check_article(&self, submission: &Submission) -> Vec<crate::Diagnostic> {
        let Body::Html(html) = &submission.body else {
            return self.check_page(submission.blocks(), Vec::new(), Vec::new()).diagnostics;
        };
        let mut blocks: Vec<Vec<u16>> = submission.title.iter().map(|title| text::units(title)).collect();
        let page = self.checker.check_markup(&self.book, html);
        let cells = self.checker.check_cells(&self.book, &page);
        let cells = cells.into_iter().map(|(block, found)| (block + blocks.len(), found)).collect();
        let markup = page.diagnostics.into_iter().map(|d| document::moved(d, blocks.len())).collect();
        blocks.extend(page.blocks);
        self.check_page(blocks, markup, cells).diagnostics
    }
}
