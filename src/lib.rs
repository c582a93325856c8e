//! `xianshen` (先审, “review first”) judges what a Chinese government office is about to publish.
//!
//! One [`Kit`] is built from a rule pack ([`pack::Pack`], the built-in one is `rules.json`) and then answers four
//! questions: is this text fit to publish, is this filing form complete and in time, does this register hold
//! duplicates, and may this submission go out. Every answer is a list of [`Diagnostic`]s, each resting on a clause
//! of a published regulation or on a named public standard.
//!
//! The crate is layered; a module imports only from those above it in this list:
//! [`diagnostic`], [`calendar`], [`moment`], [`identifier`] → [`pack`] → [`text`] → [`names`] → [`content`],
//! [`filing`], [`register`] → [`gate`] → [`kit`] → `wasm`.
//!
//! ```
//! use xianshen::{Kit, KitOptions};
//! let kit = Kit::new(KitOptions::default()).unwrap();
//! let report = kit.check_text("截止目前，全县共有三家单位完成备案。");
//! assert_eq!(report.diagnostics[0].fixes[0].replacement, "截至目前");
//! ```

pub mod calendar;
pub mod content;
pub mod diagnostic;
pub mod filing;
pub mod gate;
pub mod identifier;
pub mod kit;
pub mod moment;
pub mod names;
pub mod pack;
pub mod register;
pub mod text;
#[cfg(target_arch = "wasm32")]
pub mod wasm;

pub use diagnostic::{Diagnostic, Fix, Severity, Target};
pub use kit::{Kit, KitOptions};
