//! Properties of the engine, each against something simpler: the matcher against the Aho–Corasick automaton of the
//! crate `aho-corasick`, folded matching against unfolded text, edits against checking anew, and offsets against the
//! grapheme segmentation of the whole text. Plus the inputs that people paste by accident or malice.
#![cfg(not(target_arch = "wasm32"))]

use aho_corasick::AhoCorasick;
use proptest::prelude::*;
use std::sync::Arc;
use std::time::Instant;
use unicode_segmentation::UnicodeSegmentation;
use xianshen::pack::{self, Pack, Word};
use xianshen::text::matcher::Matcher;
use xianshen::text::{lines, units};
use xianshen::{Diagnostic, Kit, KitOptions, Severity, Target};

fn kit() -> &'static Kit {
    static KIT: std::sync::OnceLock<Kit> = std::sync::OnceLock::new();
    KIT.get_or_init(|| Kit::new(Default::default()).unwrap())
}

/// Few letters, so that words overlap, contain each other and share beginnings.
fn word() -> impl Strategy<Value = String> {
    "[甲乙丙丁𠮷a]{1,5}"
}

fn matches(words: &[String], text: &str) -> Vec<(usize, usize, String)> {
    let mut found = Vec::new();
    Matcher::new(words.iter().map(String::as_str))
        .scan(&units(text), |m| found.push((m.from, m.to, words[m.word as usize].clone())));
    found.sort();
    found
}

fn oracle(words: &[String], text: &str) -> Vec<(usize, usize, String)> {
    let automaton = AhoCorasick::new(words).unwrap();
    let offset = |byte: usize| text[..byte].encode_utf16().count();
    let mut found: Vec<_> = automaton
        .find_overlapping_iter(text)
        .map(|m| (offset(m.start()), offset(m.end()), words[m.pattern().as_usize()].clone()))
        .collect();
    found.sort();
    found
}

/// A character dressed up in a way that folding undoes.
fn dress(c: char, how: u8) -> String {
    match (c, how % 4) {
        ('a', 1) => "ａ".into(),
        ('a', 2) => "а".into(),
        ('a', 3) => "Ⓐ".into(),
        (c, 1) => format!("{c}\u{FE0F}"),
        (c, 2) => format!("{c}\u{200B}"),
        (c, 3) => format!("{c}\u{0301}"),
        (c, _) => c.into(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn findings_in_markup_lie_in_its_text(html in prop::collection::vec(tag(), 0..24).prop_map(|p| p.concat())) {
        let blocks = xianshen::text::markup::blocks(&html);
        let mut last = (0, 0);
        for d in kit().check_html(&html).diagnostics {
            let Target::Text { block, from, to, start: Some(start), end: Some(end) } = d.target else { unreachable!() };
            let before: u32 = blocks.iter().take(block as usize).map(|b| b.len() as u32 + 1).sum();
            prop_assert_eq!((start, end), (before + from, before + to), "{:?}", html);
            prop_assert!(last <= (block, from), "{html:?}: out of order");
            last = (block, from);
            if blocks.is_empty() {
                prop_assert_eq!((block, from, to), (0, 0, 0));
                continue;
            }
            let units = &blocks[block as usize];
            prop_assert!(from < to && to as usize <= units.len(), "{html:?} {from}..{to}");
            for at in [from, to] {
                prop_assert!(xianshen::text::graphemes::is_boundary(units, at as usize), "{html:?} {at}");
            }
        }
    }

    #[test]
    fn finds_what_aho_corasick_finds(words in prop::collection::vec(word(), 1..12), text in "[甲乙丙丁𠮷a，]{0,60}") {
        prop_assert_eq!(matches(&words, &text), oracle(&words, &text));
    }

    #[test]
    fn words_that_begin_alike_are_told_apart(words in prop::collection::vec("[甲乙]{1,8}", 1..80), text in "[甲乙丙]{0,80}") {
        prop_assert_eq!(matches(&words, &text), oracle(&words, &text));
    }

    #[test]
    fn words_with_separators_in_them_are_found_as_they_stand(
        words in prop::collection::vec("[甲乙a. *(!-]{1,5}", 1..12),
        text in "[甲乙a. *(!-]{0,40}",
    ) {
        let oracle = oracle(&words, &text);
        let mut found = Vec::new();
        Matcher::new(words.iter().map(String::as_str)).scan(&units(&text), |m| {
            found.push((m.from, m.to, words[m.word as usize].clone(), m.separated || m.hidden));
        });
        for (from, to, word) in &oracle {
            let there = found.iter().any(|(f, t, w, dressed)| (f, t, w, dressed) == (from, to, word, &false));
            prop_assert!(there, "{text:?}: {word:?} at {from} not among {found:?}");
        }
        let plain = found.into_iter().filter(|hit| !hit.3).map(|(from, to, word, _)| (from, to, word));
        for hit in plain {
            prop_assert!(oracle.contains(&hit), "{text:?}: {hit:?} is not there");
        }
    }

    #[test]
    fn plain_words_in_bulk_are_words_like_all_others(
        words in prop::collection::btree_map("[甲乙丙a]{1,4}", (0usize..4, prop::option::of("[丁戊]{1,2}")), 1..10),
        text in "[甲乙丙a，]{0,40}",
    ) {
        let severity = |i: usize| [None, Some(Severity::Error), Some(Severity::Warning), Some(Severity::Info)][i];
        let words: Vec<Arc<Word>> = words
            .into_iter()
            .map(|(word, (i, fix))| Word { severity: severity(i), fixes: fix.into_iter().collect(), ..Word::new(&word) })
            .map(Arc::new)
            .collect();
        let base: Pack = pack::read(
            r#"{"id":"base","sources":[{"id":"std-own","title":"甲"}],
                "kinds":[{"kind":"custom","code":"lexicon/custom","severity":"warning","clauses":["std-own"]}]}"#,
        )
        .unwrap();
        let apart = Pack { lexicon: words.clone(), ..Pack::empty("v") };
        let apart = Kit::with_pack(base.clone(), KitOptions { rules: vec![apart], ..Default::default() }).unwrap();
        prop_assert_eq!(apart.pack().plain.len(), words.len());
        let whole = Kit::with_pack(Pack { lexicon: words, ..base }, KitOptions::default()).unwrap();
        prop_assert_eq!(apart.check_text(&text), whole.check_text(&text));
    }

    #[test]
    fn finds_a_word_in_any_dress(word in "[甲乙丙a]{2,4}", how in prop::collection::vec(any::<u8>(), 4), lead in "[丁，b]{0,5}") {
        let dressed: String = word.chars().zip(&how).map(|(c, how)| dress(c, *how)).collect();
        let text = format!("{lead}{dressed}丁");
        let from = lead.encode_utf16().count();
        let found = matches(std::slice::from_ref(&word), &text);
        prop_assert!(found.iter().any(|(start, end, _)| *start == from && *end > from), "{text:?} {found:?}");
    }

    #[test]
    fn folding_twice_is_folding_once(text in "\\PC{0,40}") {
        let fold = xianshen::text::fold::Fold::shared();
        let once = fold.word(&text);
        if let Ok(once_text) = String::from_utf16(&once) {
            prop_assert_eq!(fold.word(&once_text), once);
        }
    }

    #[test]
    fn edits_equal_checking_anew(
        start in prop::collection::vec(line(), 0..6),
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0..3usize, prop::collection::vec(line(), 0..3)), 0..8),
    ) {
        let mut blocks = start;
        let mut document = kit().open(blocks.iter().map(|b| units(b)).collect());
        for (at, removed, inserted) in edits {
            let at = at.index(blocks.len() + 1);
            let removed = removed.min(blocks.len() - at);
            kit().replace_blocks(&mut document, at, removed, inserted.iter().map(|b| units(b)).collect()).unwrap();
            blocks.splice(at..at + removed, inserted);
            let anew = kit().open(blocks.iter().map(|b| units(b)).collect());
            prop_assert_eq!(document.diagnostics(), anew.diagnostics());
            prop_assert_eq!(document.text(), blocks.join("\n"));
        }
    }

    #[test]
    fn offsets_lie_on_grapheme_boundaries(text in prop::collection::vec(piece(), 0..20).prop_map(|p| p.concat())) {
        let mut boundaries = std::collections::BTreeSet::from([0]);
        let mut at = 0;
        for cluster in text.graphemes(true) {
            at += cluster.encode_utf16().count() as u32;
            boundaries.insert(at);
        }
        for d in kit().check_text(&text).diagnostics {
            let Target::Text { start: Some(start), end: Some(end), .. } = d.target else { unreachable!() };
            prop_assert!(start < end && boundaries.contains(&start) && boundaries.contains(&end), "{text:?} {start}..{end}");
        }
    }
}

/// Pieces of markup, whole and broken.
fn tag() -> impl Strategy<Value = String> {
    let tags = [
        "<p>",
        "</p>",
        "<p class=MsoNormal>",
        "<a href=''>",
        "<a href=#x>",
        "<a href='http://10.0.0.1'>",
        "</a>",
        "<img>",
        "<img src=x>",
        "<img src='file:///x'>",
        "<h2>",
        "</h2>",
        "<br>",
        "<pre>",
        "</pre>",
        "<o:p>",
        "</o:p>",
        "<font>",
        "<!--[if a]-->",
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "<video src=blob:x>",
        "<td>",
        "&nbsp;&nbsp;",
        " ",
        "\n",
        "<",
        ">",
        "'",
        "&#x301;",
        "&#xD83D;",
        "扫码下单",
    ];
    prop_oneof![2 => prop::sample::select(tags.to_vec()).prop_map(str::to_owned), 1 => piece()]
}

/// Pieces of text that findings and odd characters are made of.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("截止目前".to_owned()),
        Just("登陆系统".to_owned()),
        Just("13800138000".to_owned()),
        Just("国办发[2018]123号".to_owned()),
        Just("👨‍👩‍👧".to_owned()),
        Just("\u{0301}\u{FE0F}".to_owned()),
        Just("🇨🇳".to_owned()),
        Just("𠮷".to_owned()),
        Just("机密★".to_owned()),
        Just("法、轮、功".to_owned()),
        Just("發展".to_owned()),
        "\\PC{0,3}",
    ]
}

fn line() -> impl Strategy<Value = String> {
    let start = prop::sample::select(STARTS);
    (start, prop::collection::vec(piece(), 0..4))
        .prop_map(|(s, p)| (s.to_owned() + &p.concat()).replace(['\n', '\r'], ""))
}

/// Beginnings of lines that stand in relation to other lines: numbers of headings and open quotations.
const STARTS: &[&str] = &[
    "",
    "",
    "",
    "　",
    "一、甲",
    "二、乙",
    "三、丙",
    "四、丁",
    "（一）子",
    "（二）丑",
    "(四)寅",
    "1.甲",
    "2.乙",
    "4、丁",
    "（1）甲",
    "（3）丙",
    "①甲",
    "一是甲；二是乙；",
    "三是丙；",
    "第一章 总则",
    "第三章 附则",
    "第一条　甲",
    "第二条　乙",
    "第二条　乙",
    "第四条　丁",
    "一、总体要求。",
    "二、乙乙乙乙。",
    "（二）丑丑丑丑。",
    "2、乙",
    "附件",
    "“甲",
    "甲”",
    "“甲”",
    "（甲",
    "乙）",
    "《甲",
    "乙》",
    "2015年，甲",
    "2022年，乙",
    "县环保局丙",
    "要快,要实，",
    "发生疫情，",
    "疫情和火灾",
    "深化放管服，",
    "推動經濟發展",
    "關於辦理",
];

/// More than this for ten times the input is not linear any more: linear is about 10, quadratic about 100.
const LINEAR: f64 = 40.0;

/// Time for `large` relative to time for `small`, a tenth of it. Ten runs of the small are timed together, so that a
/// busy machine takes as much from them as from the large; the best of each counts, and where the first tries say too
/// much others follow.
fn times_as_long(mut small: impl FnMut(), mut large: impl FnMut()) -> f64 {
    let time = |run: &mut dyn FnMut()| {
        let start = Instant::now();
        run();
        start.elapsed().as_secs_f64()
    };
    let (mut short, mut long) = (f64::MAX, f64::MAX);
    for _ in 0..6 {
        short = short.min(time(&mut || (0..10).for_each(|_| small())));
        long = long.min(time(&mut large));
        if long / short.max(1e-4) * 10.0 < LINEAR {
            break;
        }
    }
    long / short.max(1e-4) * 10.0
}

/// Time for `text` relative to time for its first tenth.
fn growth(text: &str, check: impl Fn(&str) -> Vec<Diagnostic>) -> f64 {
    let cut = text.char_indices().nth(text.chars().count() / 10).map_or(0, |(at, _)| at);
    times_as_long(|| drop(check(&text[..cut])), || drop(check(text)))
}

#[test]
fn what_people_paste_costs_linear_time() {
    let inputs: Vec<(&str, String)> = vec![
        ("one line", "全县共有三家单位完成备案工作".repeat(15_000)),
        ("hits only", "截止目前登陆系统".repeat(20_000)),
        ("a million combining marks", format!("赌{}博", "\u{0301}".repeat(1_000_000))),
        ("marks after each", "赌\u{0301}\u{0301}\u{0301}博".repeat(30_000)),
        ("separators", "博*彩 平-台".repeat(30_000)),
        ("digits", "1380013800".repeat(20_000)),
        ("digit groups", "1 3 8 0 0 1 3 8 0 0 0 ".repeat(10_000)),
        ("brackets", "发〔2018".repeat(30_000)),
        ("emoji", "👨‍👩‍👧‍👦🇨🇳".repeat(15_000)),
        ("numbers", "一、甲（一）乙1.丙（1）丁①；一是甲；二是乙；四是丁".repeat(4_000)),
        ("years", "2015年《甲2016年到2030年".repeat(10_000)),
        ("lines of years", "2015年，县环保局甲,乙，丙。\n".repeat(10_000)),
        ("headings", "一、甲\n（一）乙\n1.丙\n".repeat(10_000)),
        ("articles", "第一条　甲\n第三条　乙\n一、总体要求。\n".repeat(10_000)),
        ("number marks", "5%-8.95/每￥3元二.五%1-6月8点三十分二百5十".repeat(6_000)),
        ("open quotations", "“甲《乙（丙".repeat(20_000)),
        ("lines of open quotations", "“甲《乙（丙\n".repeat(20_000)),
        ("closing marks", "甲”乙》丙）".repeat(20_000)),
        ("single in double", "“‘甲’".repeat(30_000)),
        ("crossed, then closed", format!("{}{}", "（《）".repeat(30_000), "〉》".repeat(30_000))),
        ("crossed marks", "“（《”）》".repeat(20_000)),
        ("points", ".".repeat(200_000)),
        ("doubled commas", "甲，，、。".repeat(30_000)),
        ("dates", "2021年13月32日二〇二一年二月三十日".repeat(6_000)),
        ("half-width", "甲,乙，".repeat(40_000)),
        ("opening marks alone", "“".repeat(100_000)),
        ("closing marks alone", "》".repeat(100_000)),
        ("marks of both widths", "，,".repeat(60_000)),
        ("signs around titles", "<甲<<乙>".repeat(20_000)),
        ("marks of secrecy", "★★★★★★机密，".repeat(15_000)),
        ("approximate numbers", "近1万万多约2%左右周1至周5".repeat(6_000)),
        ("numerals in groups", "一三八 5734 5621 ".repeat(10_000)),
        ("topics", "发生疫情，发生火灾。\n".repeat(10_000)),
        ("slips that may be none", "费尽口舌以俭修身".repeat(15_000)),
        ("blank lines", "“甲\n\n\n\n\n\n\n\n\n\n".repeat(10_000)),
        ("NUL", "\0截\0止目前".repeat(20_000)),
        ("NUL alone", "\0".repeat(300_000)),
        ("mixed line ends", "截止目前\r\n登陆\r系统\n\n\r\u{2028}“甲\u{85}".repeat(8_000)),
        ("one letter", "a".repeat(300_000)),
        ("one Han character", "截".repeat(200_000)),
    ];
    for (name, text) in inputs {
        let growth = growth(&text, |text| kit().check_text(text).diagnostics);
        assert!(growth < LINEAR, "{name}: ten times the text takes {growth:.0} times as long");
    }
}

/// Slips are kept by their characters, and yet one of them is replaced, or switched off, by its spelling.
#[test]
fn a_word_takes_the_place_of_a_slip() {
    let code = |over: &str| {
        let rules = vec![xianshen::pack::read(over).unwrap()];
        let kit = Kit::new(KitOptions { rules, ..Default::default() }).unwrap();
        let found = kit.check_text("请到城郊的度假村和渡假酒店。").diagnostics;
        found.into_iter().map(|d| d.code).collect::<Vec<_>>()
    };
    assert!(kit().pack().slips().any(|slip| slip.spelling() == "渡假" && slip.right == "度假"));
    assert_eq!(code(r#"{"id":"v"}"#), ["lexicon/typo"]);
    assert_eq!(code(r#"{"id":"v","disable":["lexicon/typo:渡假"]}"#), [""; 0]);
    assert_eq!(code(r#"{"id":"v","lexicon":[{"word":"渡假","kind":"custom"}]}"#), ["lexicon/custom"]);
    assert_eq!(code(r#"{"id":"v","lexicon":[{"word":"渡假","near":["海岛"]}]}"#), [""; 0]);
    let own = r#"{"id":"v","sets":[{"set":"our-slips","slips":"custom","words":["郊效 城郊"]}]}"#;
    assert!(Kit::new(KitOptions { rules: vec![xianshen::pack::read(own).unwrap()], ..Default::default() }).is_ok());
    let wrong = own.replace("城郊", "城市");
    let problem = Kit::new(KitOptions { rules: vec![xianshen::pack::read(&wrong).unwrap()], ..Default::default() });
    assert!(problem.is_err_and(|error| error.to_string().contains("sets[0].words[0]")));
}

/// What is said once a text, or depends on its age, is as grave everywhere as a vendor says.
#[test]
fn a_severity_of_a_vendor_holds_for_the_whole_text() {
    let text = "要快,要实，要好。\n要多,要省，要新。\n2015年，全县植树。\n县环保局发布公告。";
    let found = |rules: &str| -> Vec<Severity> {
        let rules = vec![xianshen::pack::read(rules).unwrap()];
        let kit = Kit::new(KitOptions { rules, ..Default::default() }).unwrap();
        kit.check_text(text).diagnostics.iter().map(|d| d.severity).collect()
    };
    assert_eq!(found(r#"{"id":"v"}"#), [Severity::Warning, Severity::Info, Severity::Info]);
    let own = r#"{"id":"v","severity":{"notation/punctuation":"warning","lexicon/fixed-phrase":"warning"}}"#;
    assert_eq!(found(own), [Severity::Warning; 3]);
}

/// Pairs are wrong only in their contexts, and it is the word that is marked.
#[test]
fn a_pair_is_found_in_its_contexts() {
    let rules = r#"{"id":"v","sets":[{"set":"our-pairs","pairs":"custom","severity":"info","words":["月台 站台 _票/服务 在_上"]}]}"#;
    let kit = |rules: &str| {
        let rules = vec![xianshen::pack::read(rules).unwrap()];
        Kit::new(KitOptions { rules, ..Default::default() })
    };
    let found = kit(rules).unwrap().check_text("月台很长，月台票免费，请在月台上等候，月 台票。").diagnostics;
    let places: Vec<_> = found.iter().map(|d| (&d.target, d.severity, d.fixes[0].replacement.as_str())).collect();
    let place = |from: u32| Target::Text { block: 0, from, to: from + 2, start: Some(from), end: Some(from + 2) };
    assert_eq!(places, [(&place(5), Severity::Info, "站台"), (&place(13), Severity::Info, "站台")], "{found:?}");
    let off = rules.replace(r#""id":"v","#, r#""id":"v","disable":["lexicon/custom:月台"],"#);
    assert!(kit(&off).unwrap().check_text("月台票").diagnostics.is_empty());
    let far = rules.replace(" 在_上", " 在…_ _…乘客 ~列车 !风光");
    let found = kit(&far)
        .unwrap()
        .check_text("月台很长。在古老的月台上。月台，有乘客。月台上有乘客。月台到了，列车停下。在月台看列车和风光。");
    let places = found.diagnostics.iter().map(|d| match &d.target {
        Target::Text { from, .. } => *from,
        _ => unreachable!(),
    });
    assert_eq!(places.collect::<Vec<_>>(), [9, 20, 27], "{found:?}");
    let wrong = kit(&rules.replace("在_上", "在上"));
    assert!(wrong.is_err_and(|error| error.to_string().contains("sets[0].words[0]")));
}

/// A vendor's slips may lean on the words of the built-in rules, and a vendor's words may stand for those.
#[test]
fn slips_name_words_of_the_rules_below() {
    let made = |rules: &str| Kit::new(KitOptions { rules: vec![pack::read(rules).unwrap()], ..Default::default() });
    let slips =
        r#"{"id":"v","sets":[{"set":"ours","slips":"custom","unless_beside":"slips-words","words":["辕步 辕郦"]}]}"#;
    let kit = made(slips).unwrap();
    let custom = |text: &str| kit.check_text(text).diagnostics.iter().filter(|d| d.code == "lexicon/custom").count();
    assert_eq!((custom("到步郦去"), custom("正在散步郦江边")), (1, 0));
    let problem = |rules: &str| made(rules).err().map(|error| error.to_string()).unwrap_or_default();
    assert!(problem(&slips.replace("slips-words", "nothing")).contains("sets[0].unless_beside"));
    let words = r#"{"id":"v","sets":[{"set":"slips-words","words":["散步"]}]}"#;
    assert!(problem(words).contains("sets[0].words[0]"), "{}", problem(words));
}

/// Names lack a character, or have one twice; lists change their order. What is right though it differs so is said behind.
#[test]
fn names_are_whole_and_lists_in_order() {
    let rules = r#"{"id":"v","sets":[{"set":"our-wholes","wholes":"custom",
        "words":["辕郦数据局 辕数据局","甲组、乙组、丙组"]}]}"#;
    let made = |rules: &str| Kit::new(KitOptions { rules: vec![pack::read(rules).unwrap()], ..Default::default() });
    let kit = made(rules).unwrap();
    let fixes = |text: &str| {
        let found = kit.check_text(text).diagnostics;
        let custom = found.into_iter().filter(|d| d.code == "lexicon/custom");
        custom.map(|d| d.fixes[0].replacement.clone()).collect::<Vec<_>>()
    };
    for wrong in ["辕郦数局", "辕郦据局", "辕郦数数据局", "辕郦郦数据局"] {
        assert_eq!(fixes(&format!("由{wrong}负责。")), ["辕郦数据局"], "{wrong}");
    }
    for wrong in ["乙组、甲组、丙组", "丙组、甲组、乙组", "甲组、丙组、乙组"] {
        assert_eq!(fixes(wrong), ["甲组、乙组、丙组"], "{wrong}");
    }
    for right in
        ["辕郦数据局", "郦数据局", "辕郦数据", "辕数据局", "甲组、乙组、丙组", "乙组、甲组", "甲组和丙组、乙组"]
    {
        assert!(fixes(right).is_empty(), "{right}");
    }
    for (from, to, path) in [
        ("辕郦数据局 辕数据局", "数据局", "sets[0].words[0]"),
        ("甲组、乙组、丙组", "甲组、、丙组", "sets[0].words[1]"),
        ("\"custom\"", "\"nothing\"", "sets[0].wholes"),
    ] {
        let problem = made(&rules.replace(from, to)).err().map(|error| error.to_string());
        assert!(problem.as_ref().is_some_and(|problem| problem.contains(path)), "{to}: {problem:?}");
    }
}

/// Where two words meet, their neighbours' characters may spell a slip: one of the words that is known there is enough.
/// Every text of a few characters is compared with what the rule says, through folding and gaps as well.
#[test]
fn a_slip_is_none_where_two_words_meet() {
    let own = r#"{"id":"v","sets":[{"set":"our-words","words":["辕郦~甲","璧~翡翠"]},
        {"set":"our-slips","slips":"custom","unless_beside":"our-words","words":["碧璧 甲碧"]}]}"#;
    let made = |over: &str| Kit::new(KitOptions { rules: vec![pack::read(over).unwrap()], ..Default::default() });
    let kit = made(own).unwrap();
    let slips = |text: &str| {
        let found = kit.check_text(text).diagnostics;
        let custom = found.into_iter().filter(|d| d.code == "lexicon/custom");
        custom.map(|d| (d.target, d.fixes[0].replacement.clone())).collect::<Vec<_>>()
    };
    let letters = ["", "辕", "郦", "翡", "翠", "甲", "璧", "，", "\u{200B}", " "];
    for before in letters {
        for after in letters {
            for (word, shift) in [("甲璧", 0), ("甲\u{200B}璧", 1)] {
                let innocent = ["辕", "郦"].contains(&before) || ["翡", "翠"].contains(&after);
                let text = format!("{before}{word}{after}");
                let from = before.encode_utf16().count() as u32;
                let found = slips(&text);
                assert_eq!(found.is_empty(), innocent, "{text:?}: {found:?}");
                let mends = |(target, fix): &(Target, String)| {
                    matches!(target, Target::Text { from: f, to, .. } if *f == from && *to == from + 2 + shift)
                        && fix == "甲碧"
                };
                assert!(found.iter().all(mends), "{text:?}: {found:?}");
            }
        }
    }
    assert!(slips("轅甲璧").is_empty() && slips("辕 甲璧").is_empty(), "neighbours are folded, and blanks passed by");
    let growth = growth(&"甲璧辕甲璧".repeat(20_000), |text| kit.check_text(text).diagnostics);
    assert!(growth < LINEAR, "ten times the text takes {growth:.0} times as long");
    let problem = |from: &str, to: &str| made(&own.replace(from, to)).err().map(|error| error.to_string());
    for (from, to, path) in [
        ("辕郦~甲", "辕郦甲", "sets[0].words[0]"),
        ("辕郦~甲", "辕郦~甲乙", "sets[0].words[0]"),
        ("\"unless_beside\":\"our-words\"", "\"unless_beside\":\"no-words\"", "sets[1].unless_beside"),
        ("\"slips\":\"custom\",", "", "sets[1].unless_beside"),
    ] {
        let problem = problem(from, to);
        assert!(problem.as_ref().is_some_and(|problem| problem.contains(path)), "{to}: {problem:?}");
    }
}

/// Half characters come from editors that cut a text anywhere; a string cannot hold them, a block can.
#[test]
fn lone_surrogates_cost_linear_time() {
    let kinds: [&[u16]; 4] =
        [&[0xD83D], &[0xDE00], &[0xDE00, 0xD83D], &[0x622A, 0xD83D, 0x6B62, 0xDE00, 0x76EE, 0x524D]];
    for kind in kinds {
        let open = |count: usize| {
            let block = kind.repeat(count / kind.len());
            move || drop(kit().open(vec![block.clone()]))
        };
        let growth = times_as_long(open(20_000), open(200_000));
        assert!(growth < LINEAR, "{kind:04X?}: ten times the text takes {growth:.0} times as long");
    }
}

#[test]
fn ten_megabytes_on_one_line_are_answered() {
    let mut text = "全县共有三家单位完成备案工作".repeat(250_000);
    text.push_str("截止目前");
    assert!(text.len() > 10_000_000);
    let found = kit().check_text(&text).diagnostics;
    assert_eq!(found.iter().map(|d| d.code.as_str()).collect::<Vec<_>>(), ["lexicon/typo"]);
    let end = text.encode_utf16().count() as u32;
    assert!(matches!(found[0].target, Target::Text { block: 0, to, .. } if to == end), "{found:?}");
}

#[test]
fn markup_costs_linear_time() {
    let inputs: Vec<(&str, String)> = vec![
        ("nested blocks", "<div class=MsoNormal>".repeat(10_000)),
        ("nested tables", "<table><tr><td>13800138000".repeat(10_000)),
        ("cells of one row", format!("<table><tr>{}", "<td colspan=999 rowspan=9>电话<td>13800138000".repeat(10_000))),
        ("nested links", "<a href='#'>文".repeat(10_000)),
        ("nested headings", "<h2><b>".repeat(20_000)),
        ("empty links", "<a href=x></a>".repeat(10_000)),
        ("empty headings", "<h1></h1>".repeat(20_000)),
        ("pictures in one block", "<img src=x>扫码下单".repeat(3_000)),
        ("pictures alone", "<p><img src=x>".repeat(10_000)),
        ("pictures far from their words", format!("{}{}", "<img src=x>".repeat(20_000), "扫一扫开抢".repeat(3_000))),
        ("leftovers of one block", "<o:p></o:p><font>字</font><!--StartFragment-->".repeat(5_000)),
        (
            "attributes",
            format!("<p{}>文</p>", (0..20_000).fold(String::new(), |all, i| all + &format!(" a{i}=msohtmlcli"))),
        ),
        ("one attribute again and again", format!("<p{}>文</p>", " class=Mso".repeat(30_000))),
        ("one long style", format!("<p style='{}", "msa-a:b;".repeat(200_000))),
        ("one long class", format!("<p class='{}", "Msa ".repeat(400_000))),
        ("one long address", format!("<a href='http://{}", "a.@:".repeat(100_000))),
        ("unfinished tags", "<a href=\"<p ".repeat(30_000)),
        ("unfinished comments", "<!--[if <!-- ".repeat(30_000)),
        ("character references", "&nbsp;&nb&#".repeat(30_000)),
        ("no-break spaces", "&nbsp;".repeat(50_000)),
        ("closing tags", "</a></h1></div></title>".repeat(20_000)),
        ("script", format!("<script>{}", "<script></scrip".repeat(30_000))),
    ];
    for (name, html) in inputs {
        // What is cut off in an attribute is no element: it is closed, so that the tenth is read like the whole.
        let growth = growth(&html, |html| kit().check_html(&format!("{html}'>文</p>")).diagnostics);
        assert!(growth < LINEAR, "{name}: ten times the markup takes {growth:.0} times as long");
    }
}

#[test]
fn huge_markup_is_answered() {
    let codes =
        |html: &str| -> Vec<String> { kit().check_html(html).diagnostics.into_iter().map(|d| d.code).collect() };
    let picture = format!("<p><img alt='会议现场' src=\"data:image/png;base64,{}\"></p>", "A".repeat(5 << 20));
    assert_eq!(codes(&picture), ["markup/image"]);
    let deep = format!("{}截止目前{}", "<div class=MsoNormal><a href=''>".repeat(10_000), "</a></div>".repeat(10_000));
    let found = codes(&deep);
    assert_eq!(found.len(), 10_002, "an empty link each, one count of leftovers, one word");
    let line = format!("<p>{}<img></p>", "全县共有三家单位完成备案工作".repeat(250_000));
    assert!(line.len() > 10_000_000);
    assert_eq!(codes(&line), ["markup/image"]);
}

#[test]
fn odd_input_is_answered() {
    for text in
        ["", "\n\n", "\r", "\r\n\r", "\0", "\u{FFFF}\u{FFFD}", "\u{202E}截止目前\u{202C}", "〔〕号", "发〔2018〕"]
    {
        kit().check_text(text);
        kit().check_html(text);
    }
    let deep = format!("{}截止目前{}", "<div><b>".repeat(10_000), "</b></div>".repeat(10_000));
    assert_eq!(kit().check_html(&deep).diagnostics.len(), 1);
    let lone: Vec<u16> = vec![0xD83D, 0x622A, 0x6B62, 0x76EE, 0x524D, 0xDE00];
    let document = kit().open(vec![lone]);
    assert_eq!(document.diagnostics().len(), 1);
    assert_eq!(lines("甲\r\n乙\r丙\n"), ["甲", "乙", "丙", ""].map(units));
}
