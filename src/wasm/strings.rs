//! Strings on their way from JavaScript. They are lists of UTF-16 code units there and here; the usual way, as UTF-8
//! and back, costs a long text as much as looking for its words. What is given is filled in by the other side, unit by
//! unit, straight into the memory of this one.

use js_sys::{Array, JsString};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(inline_js = "
export function fill(text, units) {
  for (let at = 0; at < units.length; at++) units[at] = text.charCodeAt(at);
}
")]
extern "C" {
    fn fill(text: &JsString, units: &mut [u16]);
}

/// The code units of a string, lone surrogates as they are.
pub(super) fn units(text: &JsString) -> Vec<u16> {
    let mut units = vec![0; text.length() as usize];
    fill(text, &mut units);
    units
}

/// The code units of each of the blocks, or the place of the first that is no string. One by one: as a list of
/// strings, a long text would stand in memory twice.
pub(super) fn blocks(blocks: &Array) -> Result<Vec<Vec<u16>>, usize> {
    let text = |(at, block): (usize, JsValue)| block.dyn_ref::<JsString>().map(units).ok_or(at);
    blocks.iter().enumerate().map(text).collect()
}
