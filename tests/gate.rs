//! The gate as a whole: no sequence of review actions lets a change out that nobody signed, the digest covers what
//! it says it covers, and a receipt stands only for the article it was given for.
#![cfg(not(target_arch = "wasm32"))]

use proptest::prelude::*;
use serde_json::{Value, json};
use std::sync::OnceLock;
use xianshen::gate::VerdictState;
use xianshen::kit::{Kit, KitOptions, NoReceipt};
use xianshen::moment::Moment;

const JURISDICTIONS: [&str; 5] = ["haiyan", "laibin", "luqiao", "yanchi", "hanyin"];

fn kits() -> &'static [Kit] {
    static KITS: OnceLock<Vec<Kit>> = OnceLock::new();
    KITS.get_or_init(|| JURISDICTIONS.iter().map(|id| kit(id, vec![])).collect())
}

fn kit(jurisdiction: &str, rules: Vec<Value>) -> Kit {
    let rules = rules.iter().map(|pack| xianshen::pack::read(&pack.to_string()).unwrap()).collect();
    Kit::new(KitOptions { jurisdiction: Some(jurisdiction.to_owned()), rules, ..Default::default() }).unwrap()
}

fn now() -> Moment {
    Moment::parse("2026-11-22T10:00").unwrap()
}

/// One thing a system does to a submission.
#[derive(Debug, Clone)]
enum Act {
    /// Somebody changes the article: the title, the body, its source.
    Edit(u8, u8),
    /// A step is signed over the article as it stands.
    Sign(usize, u8),
    /// A step is signed over the article as somebody still has it on the screen.
    SignOld(usize, u8),
    /// A step is signed without saying what was seen.
    SignBlind(usize, u8),
    /// A step is signed tomorrow.
    SignAhead(usize, u8),
    Return(usize),
    Tick,
    /// A finding is overridden.
    Override,
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let act = prop_oneof![
        (0u8..3, 0u8..3).prop_map(|(what, how)| Act::Edit(what, how)),
        (0usize..5, 0u8..4).prop_map(|(step, person)| Act::Sign(step, person)),
        (0usize..5, 0u8..4).prop_map(|(step, person)| Act::Sign(step, person)),
        (0usize..5, 0u8..4).prop_map(|(step, person)| Act::SignOld(step, person)),
        (0usize..5, 0u8..4).prop_map(|(step, person)| Act::SignBlind(step, person)),
        (0usize..5, 0u8..4).prop_map(|(step, person)| Act::SignAhead(step, person)),
        (0usize..5).prop_map(Act::Return),
        Just(Act::Tick),
        Just(Act::Override),
    ];
    prop::collection::vec(act, 0..24)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Whatever is done in whatever order: what passes was signed, as it stands, at every step asked for.
    #[test]
    fn nothing_passes_unsigned(which in 0usize..5, acts in acts()) {
        let kit = &kits()[which];
        let ladder = kit.pack().review.iter().find(|l| l.jurisdiction == JURISDICTIONS[which]).unwrap().clone();
        let mut submission = json!({"title": "标题零", "blocks": ["会议部署了今年的重点工作。"], "source": "", "review": [],
            "attestations": [], "overrides": []});
        let mut old = kit.digest_of(&submission).unwrap();
        for act in acts {
            let digest = kit.digest_of(&submission).unwrap();
            match act {
                Act::Edit(what, how) => {
                    old = digest;
                    match what {
                        0 => submission["title"] = json!(format!("标题{}", ["零", "一", "二"][usize::from(how)])),
                        1 => submission["blocks"] = json!([format!("会议部署了第{}项工作。", how + 1)]),
                        _ => submission["source"] = json!(["", "新华社", "人民网"][usize::from(how)]),
                    }
                }
                Act::Sign(step, person) | Act::SignOld(step, person) | Act::SignBlind(step, person) | Act::SignAhead(step, person) => {
                    let Some(step) = ladder.steps.get(step) else { continue };
                    let digest = match act {
                        Act::SignOld(..) => Some(&old),
                        Act::SignBlind(..) => None,
                        _ => Some(&digest),
                    };
                    let at = matches!(act, Act::SignAhead(..)).then_some("2026-11-23T10:00");
                    let person = ["甲", "乙", "丙", "丁"][usize::from(person)];
                    let role = step.roles.first();
                    submission["review"].as_array_mut().unwrap().push(
                        json!({"step": step.step, "person": person, "role": role, "digest": digest, "at": at}));
                }
                Act::Return(step) => {
                    let Some(step) = ladder.steps.get(step) else { continue };
                    submission["review"].as_array_mut().unwrap().push(
                        json!({"step": step.step, "person": "甲", "decision": "return", "digest": digest}));
                }
                Act::Tick => {
                    submission["attestations"] = ladder.attestations.iter().map(|a| json!({"id": a.id, "digest": digest})).collect();
                }
                Act::Override => submission["overrides"].as_array_mut().unwrap().push(
                    json!({"code": "review/missing-step", "person": "甲", "reason": "着急"})),
            }
            let verdict = kit.review(&submission, now()).unwrap();
            let digest = kit.digest_of(&submission).unwrap();
            prop_assert_eq!(&verdict.digest, &digest);
            let review = submission["review"].as_array().unwrap();
            // Where the last entry in order of each step asked for stands that signed the article as it is.
            let mut from = 0;
            let mut complete = true;
            for step in ladder.steps.iter().filter(|step| step.when.is_none()) {
                let at = (from..review.len()).find(|i| {
                    review[*i]["step"] == step.step.as_str() && review[*i]["digest"] == digest.as_str()
                        && review[*i].get("decision").is_none() && review[*i]["at"].is_null()
                });
                match at {
                    Some(at) => from = at + 1,
                    None => complete = false,
                }
            }
            if verdict.state == VerdictState::Pass {
                prop_assert!(complete, "{submission:#}");
                let ticks = submission["attestations"].as_array().unwrap();
                let required = verdict.attestations.iter().filter(|a| a.required);
                for a in required {
                    prop_assert!(ticks.iter().any(|t| t["id"] == a.id.as_str() && t["digest"] == digest.as_str()));
                }
                let receipt = serde_json::to_value(kit.receipt(&submission, now()).unwrap()).unwrap();
                prop_assert!(kit.verify_receipt(&submission, &receipt).unwrap().valid);
                let mut altered = submission.clone();
                altered["title"] = json!("标题三");
                prop_assert!(!kit.verify_receipt(&altered, &receipt).unwrap().valid);
            } else {
                prop_assert!(!verdict.reasons.is_empty());
            }
        }
    }
}

fn passing() -> Value {
    signed(json!({"title": "全县水利工作会议召开", "blocks": ["会议部署了今年的重点工作。", "会议要求抓好落实。"],
        "review": [{"step": "approval", "person": "甲"}], "attestations": ["secrecy-review"]}))
}

/// A submission whose steps were all signed over the article as it stands.
fn signed(mut submission: Value) -> Value {
    let digest = kits()[3].digest_of(&submission).unwrap();
    for step in submission["review"].as_array_mut().unwrap() {
        step["digest"] = json!(digest);
    }
    submission
}

#[test]
fn the_digest_covers_the_article_and_nothing_else() {
    let kit = &kits()[3];
    let digest = |submission: &Value| kit.digest_of(submission).unwrap();
    let base = digest(&passing());
    // SHA-256 of the canonical form, as any other program would build it.
    let form = "xianshen-content/1\ntitle:30:全县水利工作会议召开\ntext:67:会议部署了今年的重点工作。\n会议要求抓好落实。\nsource:0:\nauthor:0:\n";
    use sha2::Digest;
    let expected: String = sha2::Sha256::digest(form.as_bytes()).iter().map(|b| format!("{b:02x}")).collect();
    assert_eq!(base, expected);
    let same = [
        json!({"title": "全县水利工作会议召开", "text": "会议部署了今年的重点工作。\r\n会议要求抓好落实。"}),
        json!({"标题": "全县水利工作会议召开", "正文": "会议部署了今年的重点工作。\n会议要求抓好落实。", "publisher": "甲"}),
    ];
    for other in same {
        assert_eq!(digest(&other), base, "{other}");
    }
    let mut seen = vec![base];
    let changes: [(&str, Value); 7] = [
        ("title", json!("全县水利工作会议召开 ")),
        ("blocks", json!(["会议部署了今年的重点工作。会议要求抓好落实。"])),
        ("source", json!("新华社")),
        ("author", json!("新华社")),
        ("attachments", json!(["附件1.doc"])),
        ("attachments", json!(["附件1.doc", "附件2.doc"])),
        ("attachments", json!([{"name": "附件1.docattachment:0:"}])),
    ];
    for (member, value) in changes {
        let mut other = passing();
        other[member] = value;
        let digest = digest(&other);
        assert!(!seen.contains(&digest), "{other}");
        seen.push(digest);
    }
    assert!(!seen.contains(&digest(&json!({"title": "全县水利工作会议召开",
        "html": "会议部署了今年的重点工作。\n会议要求抓好落实。"}))));
}

#[test]
fn a_receipt_stands_for_one_article_and_one_verdict() {
    let kit = &kits()[3];
    let receipt = serde_json::to_value(kit.receipt(&passing(), now()).unwrap()).unwrap();
    assert_eq!(kit.verify_receipt(&passing(), &receipt).unwrap().problems, vec![]);
    // Only the members of the article count of what arrived.
    let content = json!({"title": passing()["title"], "blocks": passing()["blocks"]});
    assert!(kit.verify_receipt(&content, &receipt).unwrap().valid);

    let altered = json!({"title": passing()["title"], "blocks": ["会议部署了今年的重点工作。"]});
    let answer = kit.verify_receipt(&altered, &receipt).unwrap();
    assert_eq!(answer.problems.iter().map(|p| p.path.as_str()).collect::<Vec<_>>(), ["digest", "state"]);

    let forged: [(&str, Value); 6] = [
        ("/kit", json!("9.9.9")),
        ("/pack/digest", json!("0")),
        ("/steps/0/person", json!("乙")),
        ("/counts/warning", json!(1)),
        ("/overridden", json!([{"code": "x"}])),
        ("/format", json!("xianshen-receipt/2")),
    ];
    for (path, value) in forged {
        let mut other = receipt.clone();
        *other.pointer_mut(path).unwrap() = value;
        let answer = kit.verify_receipt(&content, &other).unwrap();
        assert!(!answer.valid, "{path}");
        assert!(answer.problems[0].path.starts_with(path[1..].split('/').next().unwrap()), "{:?}", answer.problems);
    }
    // A review that was taken out of the receipt holds the article.
    let mut other = receipt.clone();
    other["submission"]["review"] = json!([]);
    let answer = kit.verify_receipt(&content, &other).unwrap();
    assert_eq!(answer.problems.iter().map(|p| p.path.as_str()).collect::<Vec<_>>(), ["state"]);
    // Another kit's rules are another verdict.
    assert!(!kits()[0].verify_receipt(&content, &receipt).unwrap().valid);
}

#[test]
fn a_held_submission_has_no_receipt() {
    let mut held = passing();
    held["blocks"] = json!(["截止目前已完成。"]);
    let Err(NoReceipt::Held(verdict)) = kits()[3].receipt(&held, now()) else { panic!("a receipt") };
    assert_eq!(verdict.reasons[0].code, "review/blocked-by-diagnostics");
}

#[test]
fn an_error_is_released_only_by_a_pack_that_says_so() {
    let mut submission = passing();
    submission["blocks"] = json!(["截止目前已完成。"]);
    let mut submission = signed(submission);
    submission["overrides"] = json!([{"code": "lexicon/typo", "text": "截止目前", "person": "甲", "reason": "引文"}]);
    let plain = kits()[3].review(&submission, now()).unwrap();
    assert_eq!(plain.state, VerdictState::Hold);
    assert!(plain.overridden.is_empty());
    let lenient = kit("yanchi", vec![json!({"id": "ours", "extends": "yanchi", "releasable": ["lexicon/typo"]})]);
    let verdict = lenient.review(&submission, now()).unwrap();
    assert_eq!(verdict.state, VerdictState::Pass);
    assert!(verdict.overridden[0].by_pack);
    // Another word of the same code is not meant.
    submission["overrides"][0]["text"] = json!("迄今为止");
    assert_eq!(lenient.review(&submission, now()).unwrap().state, VerdictState::Hold);
    for missing in ["person", "reason"] {
        let mut submission = submission.clone();
        submission["overrides"][0]["text"] = json!("截止目前");
        submission["overrides"][0][missing] = json!(" ");
        assert_eq!(lenient.review(&submission, now()).unwrap().state, VerdictState::Hold, "{missing}");
    }
}

#[test]
fn the_office_s_own_list_holds_reprints_from_elsewhere() {
    let ours = kit("haiyan", vec![json!({"id": "ours", "extends": "haiyan", "whitelist": ["某某日报"]})]);
    let source = |name: &str| {
        let submission =
            json!({"text": format!("会议部署了今年的重点工作。\n来源：{name}"), "kind": "reprint", "source": name});
        let found = ours.review(&submission, now()).unwrap().diagnostics;
        found.iter().find(|d| d.code == "review/source-not-whitelisted").map(|d| d.severity)
    };
    assert_eq!(source("某某日报"), None);
    assert_eq!(source("新华社"), None);
    assert_eq!(source("某某论坛"), Some(xianshen::Severity::Error));
}

#[test]
fn what_cannot_be_read_is_named_by_its_path() {
    let cases: [(Value, &str); 12] = [
        (json!([]), "$"),
        (json!({"title": []}), "title"),
        (json!({"blocks": "一段"}), "blocks"),
        (json!({"blocks": ["甲", {}]}), "blocks[1]"),
        (json!({"html": "<p>", "text": "甲"}), "html"),
        (json!({"kind": "诗"}), "kind"),
        (json!({"action": "飞"}), "action"),
        (json!({"review": [{"person": "甲"}]}), "review[0].step"),
        (json!({"review": [{"step": "初审", "decision": "再议"}]}), "review[0].decision"),
        (json!({"review": [{"step": "初审", "at": "昨天"}]}), "review[0].at"),
        (json!({"account": {"filed": "也许"}}), "account.filed"),
        (json!({"event": {"grade": "重大"}}), "event.occurred_at"),
    ];
    for (submission, path) in cases {
        let error = kits()[0].review(&submission, now()).unwrap_err();
        assert_eq!(error.path, path, "{submission}");
    }
}

#[test]
fn a_kit_of_one_jurisdiction_judges_by_no_other() {
    let mut other = passing();
    other["jurisdiction"] = json!("yanchi");
    assert_eq!(kits()[3].review(&other, now()).unwrap().state, VerdictState::Pass);
    let receipt = serde_json::to_value(kits()[3].receipt(&other, now()).unwrap()).unwrap();
    for kit in [&kits()[0], &kits()[1], &kits()[2], &kits()[4]] {
        assert_eq!(kit.review(&other, now()).unwrap_err().path, "jurisdiction");
        assert_eq!(kit.verify_receipt(&other, &receipt).unwrap_err().path, "jurisdiction");
    }
}

#[test]
fn only_what_is_published_gets_a_receipt() {
    let receipt = serde_json::to_value(kits()[3].receipt(&passing(), now()).unwrap()).unwrap();
    for action in ["draft", "submit", "recheck"] {
        let mut other = passing();
        other["action"] = json!(action);
        assert_eq!(kits()[3].review(&other, now()).unwrap().state, VerdictState::Pass, "{action}");
        let Err(NoReceipt::Input(error)) = kits()[3].receipt(&other, now()) else { panic!("a receipt for {action}") };
        assert_eq!((error.path.as_str(), error.found.as_str()), ("action", action));
        let mut forged = receipt.clone();
        forged["submission"]["action"] = json!(action);
        assert!(kits()[3].verify_receipt(&passing(), &forged).is_err(), "{action}");
    }
}

#[test]
fn an_office_whose_system_keeps_no_digests_says_so_in_its_own_ladder() {
    let mut blind = passing();
    blind["review"][0].as_object_mut().unwrap().remove("digest");
    assert_eq!(kits()[3].review(&blind, now()).unwrap().state, VerdictState::Hold);
    let ladder = kits()[3].pack().review.iter().find(|l| l.jurisdiction == "yanchi").unwrap();
    let mut ladder = serde_json::to_value(ladder).unwrap();
    ladder["digest_required"] = json!(false);
    let verdict = kit("yanchi", vec![json!({"id": "ours", "extends": "yanchi", "review": [ladder]})]);
    let verdict = verdict.review(&blind, now()).unwrap();
    assert_eq!(verdict.state, VerdictState::Pass);
    let told: Vec<_> = verdict.diagnostics.iter().map(|d| (d.code.as_str(), d.severity)).collect();
    assert_eq!(told, [("review/missing-step", xianshen::Severity::Warning)]);
}

#[test]
fn every_sentence_of_the_gate_is_there_in_both_languages() {
    let english =
        KitOptions { jurisdiction: Some("haiyan".into()), lang: xianshen::pack::Lang::En, ..Default::default() };
    let verdict = Kit::new(english).unwrap().review(&json!({"text": "会议召开。"}), now()).unwrap();
    let han = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    for text in verdict.reasons.iter().map(|r| &r.message).chain(verdict.steps.iter().flat_map(|s| [&s.label, &s.who]))
    {
        assert!(!han(text), "{text}");
    }
    for ladder in &kits()[0].pack().review {
        assert!(ladder.steps.iter().all(|s| !s.label_en.is_empty() && !han(&s.label_en)));
        assert!(ladder.attestations.iter().all(|a| !a.label_en.is_empty() && !han(&a.label_en)));
        assert!(ladder.hours.iter().all(|h| !h.label_en.is_empty() && !han(&h.label_en)));
    }
}
