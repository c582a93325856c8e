//! Filing from the outside: every example of a form passes its own check, questions go with the event, a vendor's
//! pack switches single rules off or adds a form, and no input takes the check down.
#![cfg(not(target_arch = "wasm32"))]

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use xianshen::calendar::Date;
use xianshen::filing::FilingReport;
use xianshen::pack::{FieldKind, builtin, read};
use xianshen::{Kit, KitOptions, Target};

fn today() -> Date {
    Date::parse_iso("2026-11-22").unwrap()
}

fn kit(rules: &[&str]) -> Kit {
    let rules = rules.iter().map(|json| read(json).unwrap()).collect();
    Kit::new(KitOptions { rules, ..Default::default() }).unwrap()
}

fn codes(report: &FilingReport) -> Vec<String> {
    let path = |target: &Target| match target {
        Target::Field { path } => path.clone(),
        _ => String::new(),
    };
    report.diagnostics.iter().map(|d| format!("{}@{}", d.code, path(&d.target))).collect()
}

#[test]
fn every_example_is_a_right_value() {
    let kit = kit(&[]);
    for form in &builtin().forms {
        for field in form.inputs.iter().chain(&form.fields) {
            for example in field.example.split(" 或 ") {
                let mut filing = json!({"jurisdiction": form.jurisdiction, "form": form.id, "fields": {}});
                filing["fields"][&field.name] = json!(example);
                let report = kit.check_filing(&filing, today()).unwrap();
                let wrong = format!("filing/invalid-field@{}", field.name);
                assert!(!codes(&report).contains(&wrong), "{} {}: {example}", form.jurisdiction, field.name);
            }
        }
    }
}

#[test]
fn every_label_and_alias_is_read() {
    let kit = kit(&[]);
    for form in &builtin().forms {
        for field in form.fields.iter().filter(|f| f.kind != FieldKind::Opinion) {
            for name in [&field.name, &field.label].into_iter().chain(&field.aliases) {
                let filing = json!({"jurisdiction": form.jurisdiction, "form": form.id,
                    "fields": {name: field.example.split(" 或 ").next()}});
                let codes = codes(&kit.check_filing(&filing, today()).unwrap());
                let missed = |c: &String| {
                    c.starts_with("filing/unknown-field")
                        || c.ends_with(&format!("-field@{}", field.name))
                        || *c == format!("filing/role-missing@{}", field.name)
                };
                assert!(!codes.iter().any(missed), "{} {name}: {codes:?}", form.jurisdiction);
            }
        }
    }
}

#[test]
fn questions_go_with_the_event() {
    let kit = kit(&[]);
    let asked = |kind: &str| -> Vec<String> {
        let filing = json!({"jurisdiction": "haiyan", "form": "roster", "event": {"kind": kind}, "fields": {}});
        kit.check_filing(&filing, today()).unwrap().attestations.into_iter().map(|a| a.clause).collect()
    };
    // 第一时间 and 及时 are asked, not counted.
    assert!(asked("人员变动").contains(&"haiyan-form-05".to_owned()));
    assert!(!asked("人员变动").contains(&"haiyan-form-19".to_owned()));
    assert!(asked("注销").contains(&"haiyan-form-19".to_owned()));
    assert!(asked("首次备案").contains(&"haiyan-form-16".to_owned()));
}

#[test]
fn a_near_label_is_named() {
    let filing = json!({"jurisdiction": "luqiao", "form": "account-filing", "fields": {"安全管理人": "罗强"}});
    let report = kit(&[]).check_filing(&filing, today()).unwrap();
    let unknown = report.diagnostics.iter().find(|d| d.code == "filing/unknown-field").unwrap();
    assert!(unknown.message.contains("安全管理人员"), "{}", unknown.message);
}

#[test]
fn a_vendor_switches_one_rule_off_and_adds_a_form() {
    let filing = json!({"jurisdiction": "haiyan", "form": "roster", "event": {"kind": "首次备案"},
        "submitted_on": "2021-12-02", "fields": {"单位名称": "海盐县园林局", "信息指挥长": "沈建", "信息指挥长职务": "科员",
        "信息采编员": "朱琴、何伟", "政策解读员": "陆平", "内容监督员": "沈建"}});
    let found = |rules: &[&str]| codes(&kit(rules).check_filing(&filing, today()).unwrap());
    assert_eq!(found(&[]), ["filing/ineligible-person@commander.position"]);
    assert!(found(&[r#"{"id":"v","disable":["filing/ineligible-person:commander"]}"#]).is_empty());
    assert!(found(&[r#"{"id":"v","disable":["filing/ineligible-person"]}"#]).is_empty());
    let ours = r#"{"id":"v","forms":[{"id":"device","jurisdiction":"haiyan","title":"专用设备登记表","fields":[
        {"name":"device","label":"设备","kind":"choice","options":["电脑","手机"],"required":true,"example":"电脑",
         "clauses":["haiyan-account-19"]}]}]}"#;
    let filing = json!({"jurisdiction": "haiyan", "form": "专用设备登记表", "fields": {"设备": "平板"}});
    assert_eq!(codes(&kit(&[ours]).check_filing(&filing, today()).unwrap()), ["filing/invalid-field@device"]);
}

#[test]
fn a_form_with_a_fault_is_refused_by_name() {
    let ours = r#"{"id":"v","forms":[{"id":"f","jurisdiction":"haiyan","title":"表","events":["flood"],"fields":[
        {"name":"a","label":"甲","kind":"text","example":"甲","clauses":["haiyan-form-01"],"required_when":[{"field":"z"}]},
        {"name":"b","label":"甲","kind":"text","example":"甲","clauses":["nothing"]}],
        "limits":[{"id":"l","label":"限","base":"z","end":"y","days":5000,"unit":"working","clauses":["haiyan-form-01"]}],
        "rules":[{"kind":"without","code":"x","fields":["c"],"words":["@none"],"clauses":["haiyan-form-01"]}],
        "attestations":[{"clause":"none"}]}]}"#;
    let over = Kit::new(KitOptions { rules: vec![read(ours).unwrap()], ..Default::default() });
    let message = over.err().unwrap().to_string();
    for path in [
        "forms[0].events",
        "forms[0].fields[0].required_when[0].field",
        "forms[0].fields[1].clauses[0]",
        "forms[0].fields: found “甲”",
        "forms[0].limits[0].base",
        "forms[0].limits[0].end",
        "forms[0].limits[0].days",
        "forms[0].rules[0].code",
        "forms[0].rules[0].fields",
        "forms[0].rules[0].words[0]",
        "forms[0].attestations[0].clause",
    ] {
        assert!(message.contains(path), "{path} is not in {message}");
    }
}

fn value() -> impl Strategy<Value = Value> {
    let words = [
        "同意 2022-03-31",
        "不同意",
        "9999-12-31",
        "2022-04-06",
        "无",
        "张三、李四",
        "外包",
        "是",
        "注销",
        "微信",
        "٣٤",
        "\u{0}",
    ];
    let leaf = prop_oneof![
        prop::sample::select(words.to_vec()).prop_map(|w| json!(w)),
        ".{0,12}".prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<bool>().prop_map(Value::from),
        Just(Value::Null),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((".{0,6}", inner), 0..4).prop_map(|m| Value::Object(m.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_filing_is_answered_the_same_twice(
        which in 0usize..5,
        values in prop::collection::vec((0usize..60, value()), 0..12),
        beside in prop::collection::vec((0usize..7, value()), 0..6),
        odd in value(),
    ) {
        thread_local!(static KIT: Kit = kit(&[]));
        let pack = builtin_forms();
        let (jurisdiction, form, names) = &pack[which];
        let mut fields = Map::new();
        for (i, value) in values {
            fields.insert(names[i % names.len()].clone(), value);
        }
        fields.insert("某栏".into(), odd);
        let mut filing = json!({"jurisdiction": jurisdiction, "form": form, "fields": fields});
        let keys = ["event", "submitted_on", "notice", "online", "first_post_on", "event.kind", "event.date"];
        for (i, value) in beside {
            filing[keys[i]] = value;
        }
        KIT.with(|kit| {
            let first = kit.check_filing(&filing, today()).unwrap();
            assert_eq!(first, kit.check_filing(&filing, today()).unwrap());
            for d in &first.diagnostics {
                assert!(!d.clauses.is_empty() && !d.message.contains("{label}"), "{d:?}");
            }
        });
    }
}

fn builtin_forms() -> &'static [(String, String, Vec<String>)] {
    static FORMS: std::sync::OnceLock<Vec<(String, String, Vec<String>)>> = std::sync::OnceLock::new();
    FORMS.get_or_init(|| {
        let names = |f: &xianshen::pack::Form| f.fields.iter().map(|f| f.label.clone()).collect();
        builtin().forms.iter().map(|f| (f.jurisdiction.clone(), f.id.clone(), names(f))).collect()
    })
}
