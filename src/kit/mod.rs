//! The face of the crate: a [`Kit`] built from a rule pack answers for texts, filings, registers and submissions.

mod forms;
mod rules;

use crate::calendar::Date;
use crate::content::{Checker, Sign, State};
use crate::diagnostic::{Diagnostic, InputError, sort};
use crate::filing::{self, FilingReport};
use crate::gate::{self, Verdict};
use crate::pack::{self, Lang, Pack, PackError, Rulebook};
use crate::register::{self, Progress, RegisterCheck, RegisterReport};
use crate::text;
use crate::text::document::{self, DocumentChange, OutOfRange};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::sync::{Arc, OnceLock};

use forms::form_info;
use rules::{Codes, codes_by_clause, source_info, source_status};

pub use forms::{FieldInfo, FormInfo, LimitInfo};
pub use rules::{ClauseStatus, JurisdictionInfo, Mode, RulesReport, SourceInfo};

/// How a kit is built.
#[derive(Debug, Clone, Default)]
pub struct KitOptions {
    /// Whose clauses apply; all if none is given and no pack of `rules` extends one.
    pub jurisdiction: Option<String>,
    /// Packs laid over the built-in one, in order.
    pub rules: Vec<Pack>,
    /// Language of the sentences.
    pub lang: Lang,
}

/// The answer for a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct TextReport {
    /// What was found, in order, with offsets in the block and in the whole text.
    pub diagnostics: Vec<Diagnostic>,
}

/// What stands in the way of building a kit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KitError {
    /// A pack with problems.
    Pack(PackError),
    /// A jurisdiction that the pack does not have.
    Jurisdiction {
        /// What was asked for.
        found: String,
        /// What there is.
        known: Vec<String>,
    },
}

impl std::fmt::Display for KitError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            KitError::Pack(error) => error.fmt(f),
            KitError::Jurisdiction { found, known } => {
                write!(f, "jurisdiction: found “{found}”, expected one of {}", known.join(", "))
            }
        }
    }
}

impl std::error::Error for KitError {}

/// The rules of one jurisdiction, ready to judge. Building one compiles the pack; every check is a pure function of
/// the kit and what is handed in.
pub struct Kit {
    book: Rulebook,
    checker: Checker,
    /// Codes in force that rest on each clause; worked out when first asked for.
    codes: OnceLock<Codes>,
}

/// A document that a kit has opened and checks again block by block.
pub type Document = document::Document<Sign, State>;

impl Kit {
    /// Builds a kit on the built-in pack.
    pub fn new(options: KitOptions) -> Result<Kit, KitError> {
        Kit::with_pack(pack::builtin(), options)
    }

    /// Builds a kit on a pack of the caller's.
    pub fn with_pack(base: Pack, options: KitOptions) -> Result<Kit, KitError> {
        let mut pack = base;
        let mut jurisdiction = options.jurisdiction;
        for over in options.rules {
            if jurisdiction.is_none() {
                jurisdiction = over.extends.clone().filter(|extends| extends != "builtin");
            }
            pack = pack::lay(pack, over).map_err(KitError::Pack)?;
        }
        if let Some(found) = &jurisdiction
            && !pack.jurisdictions.iter().any(|j| j.id == *found)
        {
            let known = pack.jurisdictions.iter().map(|j| j.id.clone()).collect();
            return Err(KitError::Jurisdiction { found: found.clone(), known });
        }
        let book = Rulebook::new(Arc::new(pack), jurisdiction.as_deref(), options.lang);
        let checker = Checker::new(&book);
        Ok(Kit { book, checker, codes: OnceLock::new() })
    }

    /// The pack in force, with what was laid over it.
    pub fn pack(&self) -> &Pack {
        self.book.pack()
    }

    /// The jurisdiction in force.
    pub fn jurisdiction(&self) -> Option<&str> {
        self.book.jurisdiction()
    }

    /// Checks a text; its lines are blocks.
    pub fn check_text(&self, text: &str) -> TextReport {
        self.check_blocks(text::lines(text))
    }

    /// Checks an HTML document or fragment: its text block by block, and its pictures, links and leftovers. Offsets
    /// refer to the text, in which a picture is one U+FFFC.
    pub fn check_html(&self, html: &str) -> TextReport {
        let page = self.checker.check_markup(&self.book, html);
        self.check_page(page.blocks, page.diagnostics)
    }

    /// Checks blocks of text, and puts what their markup was found to hold in its place among the findings.
    fn check_page(&self, blocks: Vec<Vec<u16>>, markup: Vec<Diagnostic>) -> TextReport {
        let starts = document::starts(&blocks);
        let mut report = self.check_blocks(blocks);
        if !markup.is_empty() {
            report.diagnostics.extend(markup.into_iter().map(|d| document::in_whole_text(d, &starts)));
            sort(&mut report.diagnostics);
        }
        report
    }

    fn check_blocks(&self, blocks: Vec<Vec<u16>>) -> TextReport {
        TextReport { diagnostics: self.open(blocks).into_diagnostics() }
    }

    /// Opens a document of these blocks (UTF-16 code units), checked once.
    pub fn open(&self, blocks: Vec<Vec<u16>>) -> Document {
        Document::new(blocks, &self.checker.with(&self.book))
    }

    /// Replaces blocks of a document, checks what came, and judges again what this touches elsewhere.
    pub fn replace_blocks(
        &self,
        document: &mut Document,
        at: usize,
        removed: usize,
        inserted: Vec<Vec<u16>>,
    ) -> Result<DocumentChange, OutOfRange> {
        document.replace_blocks(at, removed, inserted, &self.checker.with(&self.book))
    }

    /// Checks a filing, given as the JSON of the contract.
    pub fn check_filing(&self, filing: &Value, today: Date) -> Result<FilingReport, InputError> {
        filing::check(&*self.book_for(filing::jurisdiction(filing))?, filing, today)
    }

    /// Checks a register given as rows of objects, as of `today`.
    pub fn check_register(&self, accounts: &[Value], today: Date) -> Result<RegisterReport, InputError> {
        register::check_objects(&self.book, accounts, today)
    }

    /// Checks a register given as CSV text, as of `today`.
    pub fn check_register_csv(&self, csv: &str, today: Date) -> Result<RegisterReport, InputError> {
        register::check_csv(&self.book, csv, today)
    }

    /// Begins to check a register given as CSV text, in slices.
    pub fn begin_register_csv(&self, csv: String, today: Date) -> RegisterCheck {
        RegisterCheck::csv(&self.book, csv, today)
    }

    /// Begins to check a register given as rows of objects, in slices.
    pub fn begin_register(&self, accounts: Vec<Value>, today: Date) -> RegisterCheck {
        RegisterCheck::objects(&self.book, accounts, today)
    }

    /// Does about `rows` rows more of a check that this kit began.
    pub fn step_register(&self, check: &mut RegisterCheck, rows: usize) -> Result<Progress, InputError> {
        check.step(&self.book, rows)
    }

    /// Does what is left of a check that this kit began, and answers.
    pub fn finish_register(&self, check: RegisterCheck) -> Result<RegisterReport, InputError> {
        check.finish(&self.book)
    }

    /// The verdict over a submission: `title` (block 0, where given), `blocks`, `text` or `html`, `filing`, and
    /// `review`, the steps taken so far (the ladder is judged only where the submission carries it).
    pub fn review(&self, submission: &Value, today: Date) -> Result<Verdict, InputError> {
        let wrong = |path: &str, expected: &str| InputError {
            path: path.into(),
            found: "something else".into(),
            expected: expected.into(),
        };
        let Value::Object(members) = submission else { return Err(wrong("$", "an object")) };
        let text = |key: &str| match members.get(key) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.as_str())),
            Some(_) => Err(wrong(key, "a string")),
        };
        let mut blocks: Vec<Vec<u16>> = Vec::new();
        blocks.extend(text("title")?.map(text::units));
        let mut markup = Vec::new();
        if let Some(html) = text("html")? {
            let page = self.checker.check_markup(&self.book, html);
            markup.extend(page.diagnostics.into_iter().map(|d| document::moved(d, blocks.len())));
            blocks.extend(page.blocks);
        }
        if let Some(plain) = text("text")? {
            blocks.extend(text::lines(plain));
        }
        match members.get("blocks") {
            None | Some(Value::Null) => {}
            Some(Value::Array(list)) => {
                for (i, block) in list.iter().enumerate() {
                    let block = block.as_str().ok_or_else(|| wrong(&format!("blocks[{i}]"), "a string"))?;
                    blocks.push(text::units(block));
                }
            }
            Some(_) => return Err(wrong("blocks", "a list of strings")),
        }
        let mut diagnostics = self.check_page(blocks, markup).diagnostics;
        if let Some(filing) = members.get("filing").filter(|f| !f.is_null()) {
            diagnostics.extend(self.check_filing(filing, today)?.diagnostics);
        }
        let review = match members.get("review").filter(|r| !r.is_null()) {
            None => None,
            Some(steps) => {
                Some(serde_path_to_error::deserialize::<_, Vec<gate::StepTaken>>(steps).map_err(|error| {
                    InputError {
                        path: match error.path().to_string().as_str() {
                            "." => "review".to_owned(),
                            inner => format!("review{inner}"),
                        },
                        found: error.inner().to_string(),
                        expected: "a list of { step, person, decision? }".into(),
                    }
                })?)
            }
        };
        let book = self.book_for(members.get("jurisdiction").and_then(Value::as_str))?;
        Ok(gate::verdict(&book, diagnostics, review.as_deref()))
    }

    /// The book of the kit, or that of another jurisdiction that the input names.
    fn book_for(&self, jurisdiction: Option<&str>) -> Result<Book<'_>, InputError> {
        let pack = self.book.pack();
        match jurisdiction {
            Some(other) if Some(other) != self.book.jurisdiction() => {
                if !pack.jurisdictions.iter().any(|j| j.id == other) {
                    return Err(InputError {
                        path: "jurisdiction".into(),
                        found: format!("“{other}”"),
                        expected: format!(
                            "one of {}",
                            pack.jurisdictions.iter().map(|j| j.id.as_str()).collect::<Vec<_>>().join(", ")
                        ),
                    });
                }
                Ok(Book::Other(Box::new(Rulebook::new(pack.clone(), Some(other), self.book.lang()))))
            }
            _ => Ok(Book::Own(&self.book)),
        }
    }

    /// What is in force, by clause.
    pub fn rules(&self) -> RulesReport {
        let pack = self.book.pack();
        let mut clauses = Vec::new();
        let mut standards = Vec::new();
        let codes = self.codes.get_or_init(|| codes_by_clause(&self.book));
        for source in &pack.sources {
            let status = source_status(source, codes);
            match &source.jurisdiction {
                None => standards.extend(status),
                Some(owner) if self.jurisdiction().is_none_or(|here| here == owner) => clauses.extend(status),
                Some(_) => {}
            }
        }
        RulesReport {
            id: pack.id.clone(),
            version: pack.version.clone(),
            digest: self.digest(),
            jurisdictions: pack
                .jurisdictions
                .iter()
                .map(|j| JurisdictionInfo { id: j.id.clone(), name: j.name.clone() })
                .collect(),
            sources: pack.sources.iter().map(source_info).collect(),
            clauses,
            standards,
        }
    }

    /// A clause or standard by its id.
    pub fn explain(&self, id: &str) -> Option<ClauseStatus> {
        let codes = self.codes.get_or_init(|| codes_by_clause(&self.book));
        let source = self.book.pack().sources.iter().find(|s| s.id == id || s.clauses.iter().any(|c| c.id == id))?;
        source_status(source, codes).into_iter().find(|status| status.id == id)
    }

    /// The forms of the jurisdiction in force (of all, if none is).
    pub fn forms(&self) -> Vec<FormInfo> {
        let local = |f: &&pack::Form| self.jurisdiction().is_none_or(|here| here == f.jurisdiction);
        self.book.pack().forms.iter().filter(local).map(form_info).collect()
    }

    /// SHA-256 of the pack in its canonical JSON, lower-case hexadecimal.
    pub fn digest(&self) -> String {
        let json = serde_json::to_vec(&**self.book.pack()).unwrap_or_default();
        Sha256::digest(json).iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

enum Book<'k> {
    Own(&'k Rulebook),
    Other(Box<Rulebook>),
}

impl std::ops::Deref for Book<'_> {
    type Target = Rulebook;

    fn deref(&self) -> &Rulebook {
        match self {
            Book::Own(book) => book,
            Book::Other(book) => book,
        }
    }
}
