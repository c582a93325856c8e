//! The border to JavaScript, in a real browser: what goes in and comes out is plain data, errors carry a code and a
//! path, and the same text gives the same bytes as on the native side.
#![cfg(target_arch = "wasm32")]

use js_sys::{Array, JSON, JsString, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::*;
use xianshen::wasm::Kit;

wasm_bindgen_test_configure!(run_in_browser);

fn json(value: &JsValue) -> String {
    JSON::stringify(value).unwrap().into()
}

fn options(text: &str) -> JsValue {
    JSON::parse(text).unwrap()
}

fn list(text: &str) -> Array {
    options(text).unchecked_into()
}

#[wasm_bindgen_test]
fn a_report_is_plain_data_and_equals_the_native_one() {
    let text = "请用户😀登陆系统，截止目前已有三人。\n国办发[2018]123号";
    let kit = Kit::new(options("{}")).unwrap();
    let there = json(&kit.check_text(text.into()).unwrap());
    let here = xianshen::Kit::new(Default::default()).unwrap().check_text(text);
    assert_eq!(there, serde_json::to_string(&here).unwrap());
    assert!(there.contains("截至目前"));
}

#[wasm_bindgen_test]
fn half_a_character_moves_nothing() {
    let units: Vec<u16> = [0xD83D].into_iter().chain("截止目前".encode_utf16()).chain([0xDE00]).collect();
    let kit = Kit::new(options("{}")).unwrap();
    let found = json(&kit.check_text(JsString::from_char_code(&units)).unwrap());
    assert!(found.contains(r#""from":1,"to":5"#), "{found}");
}

#[wasm_bindgen_test]
fn errors_carry_a_code_and_a_path() {
    let code = |error: JsValue| {
        let text = |key: &str| Reflect::get(&error, &key.into()).unwrap().as_string().unwrap_or_default();
        (text("code"), text("path"))
    };
    let error = |text: &str| code(Kit::new(options(text)).err().unwrap());
    assert_eq!(error(r#"{"jurisdiction":"mars"}"#), ("unknown-jurisdiction".into(), "jurisdiction".into()));
    assert_eq!(error(r#"{"lang":"fr"}"#), ("bad-options".into(), "lang".into()));
    assert_eq!(
        error(r#"{"rules":[{"id":"a","lexicon":[{"word":3}]}]}"#),
        ("bad-pack".into(), "lexicon[0].word".into())
    );
    let kit = Kit::new(options("{}")).unwrap();
    assert_eq!(code(kit.check_filing(options("[]"), "2026-01-01").err().unwrap()), ("bad-input".into(), "$".into()));
    assert_eq!(code(kit.check_filing(options("{}"), "today").err().unwrap()), ("bad-input".into(), "today".into()));
}

#[wasm_bindgen_test]
fn a_document_answers_only_what_changed() {
    let kit = Kit::new(options("{}")).unwrap();
    let mut document = kit.open_document(list(r#"["一切正常。","截止目前"]"#)).unwrap();
    let change = document.replace_blocks(0, 1, list(r#"["新的一段"]"#)).unwrap();
    assert_eq!(
        json(&change),
        r#"{"revision":2,"at":0,"removed":1,"inserted":1,"changed":[{"block":0,"diagnostics":[]}]}"#
    );
    assert!(document.replace_blocks(9, 1, list("[]")).is_err());
    let error = document.replace_blocks(0, 1, list(r#"["新的一段",3]"#)).err().unwrap();
    assert_eq!(Reflect::get(&error, &"path".into()).unwrap(), "inserted[1]");
    assert_eq!(document.length(), 2);
    assert!(json(&document.diagnostics().unwrap()).contains(r#""block":1,"from":0,"to":4,"start":5,"end":9"#));
}
