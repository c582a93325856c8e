//! Properties of personal data: every valid number is found whole, in any dress and surroundings; no number that fails
//! its check is; and a masked number is left alone.
#![cfg(not(target_arch = "wasm32"))]

use proptest::prelude::*;
use xianshen::identifier::{bank_card, id_card_check, is_luhn, is_mobile};
use xianshen::{Diagnostic, Kit, Severity, Target};

fn kit() -> &'static Kit {
    static KIT: std::sync::OnceLock<Kit> = std::sync::OnceLock::new();
    KIT.get_or_init(|| Kit::new(Default::default()).unwrap())
}

/// Findings of personal data that are more than information.
fn personal(text: &str) -> Vec<Diagnostic> {
    let mut found = kit().check_text(text).diagnostics;
    found.retain(|d| d.code.starts_with("personal/") && d.severity != Severity::Info);
    found
}

fn digits(count: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(0..10u8, count).prop_map(|d| d.into_iter().map(|d| char::from(b'0' + d)).collect())
}

fn id_body() -> impl Strategy<Value = String> {
    let region = prop::sample::select(vec!["330424", "451302", "331004", "640323", "610921", "110105", "820000"]);
    (region, 1900..2026u32, 1..13u32, 1..29u32, 0..1000u32)
        .prop_map(|(region, y, m, d, order)| format!("{region}{y}{m:02}{d:02}{order:03}"))
}

fn id_card() -> impl Strategy<Value = String> {
    id_body().prop_map(|body| {
        let check = char::from(id_card_check(body.as_bytes()));
        format!("{body}{check}")
    })
}

fn luhn(body: &str) -> String {
    (0..10).map(|d| format!("{body}{d}")).find(|card| is_luhn(card)).unwrap()
}

fn card() -> impl Strategy<Value = String> {
    let prefix = prop::sample::select(vec!["62220212", "62284800", "62170014", "62258801", "62316800", "81000012"]);
    (prefix, 16..20usize, digits(10)).prop_map(|(prefix, count, rest)| luhn(&format!("{prefix}{}", &rest[..count - 9])))
}

fn mobile() -> impl Strategy<Value = String> {
    let prefix =
        prop::sample::select(vec!["130", "139", "147", "150", "157", "166", "173", "178", "189", "191", "199"]);
    (prefix, digits(8)).prop_map(|(prefix, rest)| format!("{prefix}{rest}"))
}

const DRESSES: u8 = 11;

/// A number as people write it; `how` is one of [`DRESSES`].
fn dress(number: &str, how: u8) -> String {
    let groups: &[usize] = match number.len() {
        11 => &[3, 4, 4],
        18 if bank_card(number).is_none() => &[6, 8, 4],
        _ => &[4, 4, 4, 4, 4],
    };
    let joined = |separator: &str| {
        let mut parts = Vec::new();
        let mut rest = number;
        for count in groups {
            let (head, tail) = rest.split_at((*count).min(rest.len()));
            parts.push(head);
            rest = tail;
        }
        parts.retain(|p| !p.is_empty());
        parts.join(separator)
    };
    let each = |f: &dyn Fn(char) -> String| number.chars().map(f).collect::<String>();
    let shift = |base: u32| each(&move |c| c.to_digit(10).map_or(c, |d| char::from_u32(base + d).unwrap()).to_string());
    let spread = |separator: &str| each(&move |c| format!("{c}{separator}")).trim_end_matches(separator).to_owned();
    match how % DRESSES {
        0 => number.to_owned(),
        1 => number.chars().map(|c| char::from_u32(c as u32 + 0xFEE0).unwrap()).collect(),
        2 => each(&|c| c.to_digit(10).map_or(c, |d| "⓪①②③④⑤⑥⑦⑧⑨".chars().nth(d as usize).unwrap()).to_string()),
        3 => joined(" "),
        4 => joined("-"),
        5 => joined("\u{3000}"),
        6 => spread(" "),
        7 => spread("-"),
        8 => shift(0x1D7CE),
        9 => spread("\u{200B}"),
        _ => each(&|c| if c.is_ascii_digit() { format!("{c}\u{FE0F}\u{20E3}") } else { c.to_string() }),
    }
}

/// Text before and after a number that says nothing about it.
fn around() -> impl Strategy<Value = (&'static str, &'static str)> {
    let before = [
        "",
        "张三",
        "张三，",
        "获奖者李四：",
        "（",
        "一、",
        "王五 ",
        "共3人，其中",
        "附：\t",
        "“",
        "2021年8月1日，",
        "女、",
    ];
    let after = ["", "。", "，请核对", "）", " 李四", "已登记", "、", "\t是", "”", "；"];
    (prop::sample::select(before.to_vec()), prop::sample::select(after.to_vec()))
}

/// The one finding in a text, with what it covers.
fn only(text: &str) -> Option<(String, String, String)> {
    let [ref found] = personal(text)[..] else { return None };
    let Target::Text { start: Some(start), end: Some(end), .. } = found.target else { return None };
    let units: Vec<u16> = text.encode_utf16().collect();
    let at = String::from_utf16(&units[start as usize..end as usize]).unwrap();
    Some((found.code.clone(), at, found.fixes[0].replacement.clone()))
}

fn is_found(number: &str, code: &str, how: u8, before: &str, after: &str) -> Result<(), TestCaseError> {
    let dressed = dress(number, how);
    let text = format!("{before}{dressed}{after}");
    let Some((found, at, fix)) = only(&text) else {
        return Err(TestCaseError::fail(format!("{text:?}: {:?}", personal(&text))));
    };
    prop_assert_eq!((found.as_str(), at.as_str()), (code, dressed.as_str()), "{}", text);
    let masked = format!("{before}{fix}{after}");
    prop_assert!(personal(&masked).is_empty(), "{masked:?}: {:?}", personal(&masked));
    Ok(())
}

fn is_left(number: &str, how: u8, before: &str, after: &str) -> Result<(), TestCaseError> {
    let text = format!("{before}{}{after}", dress(number, how));
    prop_assert!(personal(&text).is_empty(), "{text:?}: {:?}", personal(&text));
    Ok(())
}

/// The digit of a number at `at` made another one.
fn other(number: &str, at: usize, by: u8) -> String {
    let mut bytes = number.as_bytes().to_vec();
    bytes[at] = b'0' + (bytes[at] - b'0' + by) % 10;
    String::from_utf8(bytes).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 1500, ..ProptestConfig::default() })]

    #[test]
    fn mobiles_are_found_in_any_dress(number in mobile(), how in 0..DRESSES, (before, after) in around()) {
        is_found(&number, "personal/mobile", how, before, after)?;
    }

    #[test]
    fn id_cards_are_found_in_any_dress(number in id_card(), how in 0..DRESSES, (before, after) in around()) {
        is_found(&number, "personal/id-card", how, before, after)?;
    }

    #[test]
    fn bank_cards_are_found_in_any_dress(number in card(), how in 0..DRESSES, (before, after) in around()) {
        is_found(&number, "personal/bank-card", how, before, after)?;
    }

    #[test]
    fn a_number_that_fails_its_check_is_left(
        id in id_body(), card in card(), mobile in digits(11),
        by in 1..10u8, how in 0..DRESSES, (before, after) in around(),
    ) {
        let right = id_card_check(id.as_bytes());
        let wrong = if right == b'X' { b'0' + by } else { b'0' + (right - b'0' + by) % 10 };
        is_left(&format!("{id}{}", char::from(wrong)), how, before, after)?;
        is_left(&other(&card, card.len() - 1, by), how, before, after)?;
        if !is_mobile(&mobile) {
            is_left(&mobile, how, before, after)?;
        }
    }

    #[test]
    fn digits_of_any_other_length_are_left(
        number in (1..24usize).prop_filter("lengths of cards", |n| !(14..=19).contains(n) && *n != 11).prop_flat_map(digits),
        how in prop::sample::select(vec![0u8, 1, 2, 6, 7, 8, 9, 10]), (before, after) in around(),
    ) {
        is_left(&number, how, before, after)?;
    }

    #[test]
    fn labels_that_name_something_else_hold(
        number in prop_oneof![mobile(), card()], how in prop::sample::select(vec![0u8, 1, 2, 8, 9]),
        label in prop::sample::select(vec!["订单号：", "流水号", "索引号: ", "快递单号为", "合同编号（", "项目代码", "工单号"]),
    ) {
        is_left(&number, how, label, "。")?;
    }
}

#[test]
fn a_number_far_from_the_beginning_of_its_run_is_found() {
    // A row of digits longer than what is read at once: nothing is lost where it is cut.
    for lead in 0..80 {
        let text = format!("{}1234567 {} 13912345678 7654321", "1 ".repeat(lead * 4), "22 ".repeat(lead));
        assert_eq!(personal(&text).len(), 1, "{lead}");
    }
}

#[test]
fn rows_of_numbers_are_each_found() {
    let row = "13912345678 11010519491231002X 6212345678901232 ";
    let found = personal(&row.repeat(500));
    assert_eq!(found.len(), 1500);
}
