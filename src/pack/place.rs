//! Where in a JSON text a byte stands, as a path a person can follow: `lexicon[3].word`. A reader of JSON says line and
//! column of what it stumbled over; whoever wrote the pack looks for the entry.

/// A step from the whole into a part.
enum Step {
    /// Into an object: the member last begun, none before the first.
    Member(Option<String>),
    /// Into a list: the item last begun.
    Item(usize),
}

/// The path of what stands before the byte at `end` of `json`, which is well formed up to there; empty for the whole.
/// A value that ends there is still inside its member. Linear in `end`.
pub(super) fn path(json: &str, end: usize) -> String {
    let bytes = json.as_bytes();
    let end = end.min(bytes.len());
    let mut steps: Vec<Step> = Vec::new();
    // True where a string would be the name of a member.
    let mut naming = false;
    let mut at = 0;
    while at < end {
        match bytes[at] {
            b'{' => {
                steps.push(Step::Member(None));
                naming = true;
            }
            b'[' => steps.push(Step::Item(0)),
            b'}' | b']' => {
                steps.pop();
            }
            b',' => match steps.last_mut() {
                Some(Step::Item(index)) => *index += 1,
                _ => naming = true,
            },
            b'"' => {
                let close = closing(bytes, at);
                if naming && let Some(Step::Member(name)) = steps.last_mut() {
                    *name = json.get(at..=close).and_then(|name| serde_json::from_str(name).ok());
                    naming = false;
                }
                at = close;
            }
            _ => {}
        }
        at += 1;
    }
    let mut path = String::new();
    for step in steps {
        match step {
            Step::Item(index) => path.push_str(&format!("[{index}]")),
            Step::Member(Some(name)) if path.is_empty() => path.push_str(&name),
            Step::Member(Some(name)) => path.push_str(&format!(".{name}")),
            Step::Member(None) => {}
        }
    }
    path
}

/// The quotation mark that closes the string opened at `open`, or the end.
fn closing(bytes: &[u8], open: usize) -> usize {
    let mut at = open + 1;
    while at < bytes.len() && bytes[at] != b'"' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    at
}

/// The byte behind the place that `error` names: lines and columns count from 1, columns in bytes.
pub(super) fn end_of(json: &str, error: &serde_json::Error) -> usize {
    let lines = error.line().saturating_sub(1);
    let start: usize = json.split_inclusive('\n').take(lines).map(str::len).sum();
    start + error.column()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_is_named_by_the_members_and_items_around_it() {
        let json = r#"{"a": [1, {"b\"": "x,]", "c": {}}, [3]], "d": "e"}"#;
        let table = [
            ("", ""),
            ("{", ""),
            (r#"{"a""#, "a"),
            (r#"{"a": [1"#, "a[0]"),
            (r#"{"a": [1, {"#, "a[1]"),
            (r#"{"a": [1, {"b\"": "x,]""#, "a[1].b\""),
            (r#"{"a": [1, {"b\"": "x,]", "c": {"#, "a[1].c"),
            (r#"{"a": [1, {"b\"": "x,]", "c": {}}"#, "a[1]"),
            (r#"{"a": [1, {"b\"": "x,]", "c": {}}, [3"#, "a[2][0]"),
            (r#"{"a": [1, {"b\"": "x,]", "c": {}}, [3]], "d": "e""#, "d"),
            (json, ""),
        ];
        for (before, expected) in table {
            assert!(json.starts_with(before), "{before}");
            assert_eq!(path(json, before.len()), expected, "{before}");
        }
        assert_eq!(path("[\"a", 9), "[0]", "an end before the string's");
        assert_eq!(path("{\"a\\", 9), "");
    }
}
