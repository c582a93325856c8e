//! Finding the field that a key of a filing means, and the keys in nested JSON.

use crate::names::fold_label;
use crate::pack::{Field, FieldKind, Form};
use serde_json::Value;
use std::collections::HashMap;

/// Every spelling of the fields and of what stands beside them, folded.
pub(super) struct Labels<'f> {
    fields: HashMap<String, &'f Field>,
    inputs: HashMap<String, &'f Field>,
}

impl<'f> Labels<'f> {
    pub(super) fn new(form: &'f Form) -> Labels<'f> {
        let spellings = |list: &'f [Field]| {
            let mut names = HashMap::new();
            for field in list {
                for name in [&field.name, &field.label].into_iter().chain(&field.aliases) {
                    names.entry(spelled(name)).or_insert(field);
                }
            }
            names
        };
        Labels { fields: spellings(&form.fields), inputs: spellings(&form.inputs) }
    }

    /// The field of that label, or what stands beside the fields. `分管领导.姓名` is 分管领导, too.
    pub(super) fn find(&self, label: &str, with_fields: bool) -> Option<&'f Field> {
        let whole = spelled(label);
        let outer = label.rsplit_once('.').filter(|(_, inner)| matches!(*inner, "姓名" | "name" | "名字"));
        let spellings = std::iter::once(whole).chain(outer.map(|(outer, _)| spelled(outer)));
        let mut found = None;
        for spelling in spellings {
            found = found.or_else(|| self.fields.get(&spelling).filter(|_| with_fields).copied());
            found = found.or_else(|| self.inputs.get(&spelling).copied());
        }
        // The parts of an opinion stand under it: 主办单位意见.日期.
        found.or_else(|| {
            let (outer, _) = label.split_once('.')?;
            let field = *self.fields.get(&spelled(outer)).filter(|_| with_fields)?;
            (field.kind == FieldKind::Opinion).then_some(field)
        })
    }
}

/// A label as it is compared: nested or dotted, both are one.
fn spelled(label: &str) -> String {
    fold_label(label).chars().filter(|c| !matches!(c, '.' | '(' | ')' | '“' | '”' | '"' | '、' | '_')).collect()
}

/// The label that shares the most with an unknown one: at least half of the characters of either.
pub(super) fn nearest<'f>(label: &str, form: &'f Form) -> Option<&'f str> {
    let wanted: Vec<char> = fold_label(label).chars().take(40).collect();
    let score = |name: &str| {
        let name: Vec<char> = fold_label(name).chars().collect();
        let shared = name.iter().filter(|c| wanted.contains(c)).count();
        (shared * 2 > name.len().max(wanted.len())).then_some((shared * 100) / name.len().max(wanted.len()).max(1))
    };
    let best = form.fields.iter().filter_map(|f| {
        let score = std::iter::once(&f.label).chain(&f.aliases).filter_map(|name| score(name)).max()?;
        Some((score, f.label.as_str()))
    });
    best.rev().max_by_key(|(score, _)| *score).map(|(_, label)| label)
}

/// Deeper than any form goes; what lies below is left out.
const DEEPEST: usize = 6;

/// Nested objects become dotted paths; lists become one text, member by member where they hold objects.
pub(super) fn flatten(path: &str, value: &Value, out: &mut Vec<(String, String)>) {
    walk(path, value, 0, out);
}

fn walk(path: &str, value: &Value, depth: usize, out: &mut Vec<(String, String)>) {
    match value {
        Value::Object(_) | Value::Array(_) if depth > DEEPEST => {}
        Value::Object(inner) => {
            for (key, value) in inner {
                walk(&format!("{path}.{key}"), value, depth + 1, out);
            }
        }
        Value::Array(list) if list.iter().any(Value::is_object) => {
            let mut said = Vec::new();
            for item in list {
                walk(path, item, depth + 1, &mut said);
            }
            let mut at: HashMap<String, usize> = HashMap::new();
            for (key, text) in said {
                match at.get(&key) {
                    Some(&i) => {
                        let held: &mut (String, String) = &mut out[i];
                        held.1.push('、');
                        held.1.push_str(&text);
                    }
                    None => {
                        at.insert(key.clone(), out.len());
                        out.push((key, text));
                    }
                }
            }
        }
        _ => out.extend(scalar(value).map(|text| (path.to_owned(), text))),
    }
}

fn scalar(value: &Value) -> Option<String> {
    Some(match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(true) => "是".into(),
        Value::Bool(false) => "否".into(),
        Value::Array(list) => {
            let plain = list.iter().filter(|item| !item.is_array());
            plain.filter_map(scalar).collect::<Vec<_>>().join("、")
        }
        Value::Null | Value::Object(_) => return None,
    })
}
