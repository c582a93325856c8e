//! The face of the crate: a [`Kit`] built from a rule pack answers for texts, filings, registers and submissions.

mod forms;
mod review;
mod rules;

use crate::calendar::Date;
use crate::content::{self, Checker, Sign, State};
use crate::diagnostic::{Diagnostic, InputError, Target, sort};
use crate::filing::{self, FilingReport};
use crate::gate::digest::hex;
use crate::pack::{self, Lang, Pack, PackError, Rulebook};
use crate::register::{self, Progress, RegisterCheck, RegisterReport};
use crate::text;
use crate::text::document::{self, DocumentChange, OutOfRange};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use std::sync::{Arc, OnceLock};

use forms::form_info;
use rules::{Codes, codes_by_clause, source_info, source_status};

pub use forms::{AttestationInfo, EventInfo, FieldInfo, FormInfo, LimitInfo, WhenInfo};
pub use review::NoReceipt;
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
    /// Digest of the pack; worked out when first asked for.
    digest: OnceLock<String>,
}

/// Findings in cells of tables, by block.
type Cells = Vec<(usize, Vec<Diagnostic>)>;

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
        Ok(Kit { book, checker, codes: OnceLock::new(), digest: OnceLock::new() })
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
        let cells = self.checker.check_cells(&self.book, &page);
        self.check_page(page.blocks, page.diagnostics, cells)
    }

    /// Checks blocks of text, and puts what their markup was found to hold in its place among the findings, and what
    /// the cells of its tables hold in the place of what they do by themselves.
    fn check_page(&self, blocks: Vec<Vec<u16>>, mut markup: Vec<Diagnostic>, cells: Cells) -> TextReport {
        let starts = document::starts(&blocks);
        let mut report = self.check_blocks(blocks);
        if !cells.is_empty() {
            let labelled: HashSet<usize> = cells.iter().map(|(block, _)| *block).collect();
            report.diagnostics.retain(|d| {
                !content::is_read_in_cells(d) || !block_of(d).is_some_and(|block| labelled.contains(&block))
            });
            markup.extend(
                cells.into_iter().flat_map(|(block, found)| found.into_iter().map(move |d| document::moved(d, block))),
            );
        }
        if !markup.is_empty() {
            report.diagnostics.extend(markup.into_iter().map(|d| document::in_whole_text(d, &starts)));
            sort(&mut report.diagnostics);
        }
        report
    }

    /// Checks blocks of text (UTF-16 code units).
    pub fn check_blocks(&self, blocks: Vec<Vec<u16>>) -> TextReport {
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
        filing::check(&*self.book_for(filing::jurisdiction(self.book.pack(), filing))?, filing, today)
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

    /// The book that judges a submission. A kit of one jurisdiction judges by no other: whoever sends a submission
    /// would choose the shorter ladder.
    fn book_of(&self, named: Option<&str>) -> Result<Book<'_>, InputError> {
        match (named, self.book.jurisdiction()) {
            (Some(named), Some(own)) if named != own => Err(InputError {
                path: "jurisdiction".into(),
                found: format!("“{named}”"),
                expected: format!("{own}, the jurisdiction of this kit"),
            }),
            _ => self.book_for(named),
        }
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
        self.book.pack().forms.iter().filter(local).map(|form| form_info(&self.book, form)).collect()
    }

    /// SHA-256 of the pack in its canonical JSON, lower-case hexadecimal.
    pub fn digest(&self) -> String {
        let digest = || hex(&Sha256::digest(serde_json::to_vec(&self.book.pack().spelled_out()).unwrap_or_default()));
        self.digest.get_or_init(digest).clone()
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

fn block_of(diagnostic: &Diagnostic) -> Option<usize> {
    match diagnostic.target {
        Target::Text { block, .. } => Some(block as usize),
        _ => None,
    }
}
