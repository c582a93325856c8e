//! The border to JavaScript: a workbook as a class, faults as `Error` objects with a `code`.

use crate::Fault;
use js_sys::{Error, Reflect};
use wasm_bindgen::prelude::*;

/// An open workbook; give it back with `free()`.
#[wasm_bindgen]
pub struct Workbook {
    book: crate::Workbook,
}

#[wasm_bindgen]
impl Workbook {
    /// Opens the bytes of an `.xlsx` file. Throws an `Error` with `code` "file-kind", "file-encrypted",
    /// "file-too-large" or "file-damaged".
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: Vec<u8>) -> Result<Workbook, JsValue> {
        Ok(Workbook { book: crate::Workbook::open(bytes).map_err(refuse)? })
    }

    /// The names of the sheets: those that are shown first, each in the order of its tab.
    pub fn sheets(&self) -> Vec<String> {
        self.book.sheets().to_vec()
    }

    /// A sheet as CSV text, line n for row n, ended after `rows` rows.
    pub fn csv(&mut self, sheet: usize, rows: u32) -> Result<String, JsValue> {
        self.book.csv(sheet, rows).map_err(refuse)
    }
}

fn refuse(fault: Fault) -> JsValue {
    let error = Error::new(&fault.to_string());
    // Setting a plain property of a fresh Error cannot fail.
    let _ = Reflect::set(&error, &"code".into(), &fault.code().into());
    error.into()
}
