//! Findings on their way to JavaScript. A text of many faults has the same fault many times over: what is said of it
//! crosses the border once, and where it stands as numbers; the objects are put together on the other side. As JSON,
//! a thousand findings cost more than it takes to find them.

use super::out;
use crate::diagnostic::{Diagnostic, Fix, Severity, Target};
use rustc_hash::FxHashMap;
use serde::Serialize;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(inline_js = r#"
export function findings(said, places) {
  const list = [];
  for (let at = 0; at < places.length; at += 6) {
    const { code, severity, message, clauses, fixes, target: other } = said[places[at]];
    const target = other ?? { kind: "text", block: places[at + 1], from: places[at + 2], to: places[at + 3] };
    if (!other && places[at + 4] !== 0xffffffff) {
      target.start = places[at + 4];
      target.end = places[at + 5];
    }
    const copies = fixes.map(({ title, replacement }) => ({ title, replacement }));
    list.push({ code, severity, message, target, clauses: clauses.slice(), fixes: copies });
  }
  return list;
}
"#)]
extern "C" {
    fn findings(said: JsValue, places: &[u32]) -> JsValue;
}

/// What is said of findings that differ in their place alone.
#[derive(PartialEq, Eq, Hash, Clone, Copy, Serialize)]
struct Said<'d> {
    code: &'d str,
    severity: Severity,
    message: &'d str,
    clauses: &'d [String],
    fixes: &'d [Fix],
    /// Where it stands, if that is no text.
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<&'d Target>,
}

/// The findings as an array of objects.
pub(super) fn list(diagnostics: &[Diagnostic]) -> Result<JsValue, JsValue> {
    let mut said = Vec::new();
    let mut known = FxHashMap::default();
    let mut places = Vec::with_capacity(diagnostics.len() * 6);
    for Diagnostic { code, severity, message, target, clauses, fixes } in diagnostics {
        let (target, place) = match target {
            Target::Text { block, from, to, start, end } => {
                (None, [*block, *from, *to, start.unwrap_or(u32::MAX), end.unwrap_or(u32::MAX)])
            }
            other => (Some(other), [0; 5]),
        };
        let this = Said { code, severity: *severity, message, clauses, fixes, target };
        places.push(*known.entry(this).or_insert_with(|| {
            said.push(this);
            said.len() as u32 - 1
        }));
        places.extend(place);
    }
    Ok(findings(out(&said)?, &places))
}
