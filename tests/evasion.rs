//! What hides a word does not hide it: every word of a kind that people disguise, and a share of the others, in every
//! way the kit promises to see through, in a sentence where the plain word is found. And the reverse: what gets into
//! text by itself is no evasion.
#![cfg(not(target_arch = "wasm32"))]

use proptest::prelude::RngExt;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::collections::{BTreeMap, HashMap};
use xianshen::Kit;
use xianshen::pack::{Pack, Word};

const EVASION: &str = "evasion/hidden-characters";

/// Marks put between the characters of a word. The first ones also stand between words of ordinary text.
const BLANKS: [&str; 4] = [" ", "\u{3000}", "\u{A0}", "  "];
const DOTS: [&str; 14] = [".", "．", "·", "•", "・", "-", "—", "–", "——", "_", "~", ". ", "- ", "…"];
const MARKS: [&str; 16] = ["*", "＊", "**", "#", "^", "=", "@", "😀", "❤️", "👨‍👩‍👧", "🔥🔥", "★", "※", "◆", "✅", "＿"];
/// Characters that take no room.
const INVISIBLE: [&str; 15] = [
    "\u{200B}",
    "\u{200C}",
    "\u{200D}",
    "\u{AD}",
    "\u{FEFF}",
    "\u{2060}",
    "\u{FE0F}",
    "\u{336}",
    "\u{20DD}",
    "\u{300}",
    "\u{200E}",
    "\u{34F}",
    "\u{E0061}",
    "\u{489}",
    "\u{2063}",
];

struct Tally {
    all: usize,
    found: usize,
    missed: Vec<String>,
}

/// The words of a context list, those of its sets in their place.
fn resolve(pack: &Pack, list: &[String]) -> Vec<String> {
    let set = |name: &str| pack.sets.iter().find(|s| s.set == name).map_or(vec![], |s| s.words.to_vec());
    let words = list.iter().flat_map(|w| w.strip_prefix('@').map_or(vec![w.clone()], set));
    words.chain(list.is_empty().then(String::new)).collect()
}

/// A sentence around U+0000 in which the plain word is found.
fn carrier(kit: &Kit, word: &Word, code: &str) -> Option<String> {
    if word.hidden {
        return Some("他们提供\0服务，量大".to_owned());
    }
    let pack = kit.pack();
    let (before, after, near) = (resolve(pack, &word.before), resolve(pack, &word.after), resolve(pack, &word.near));
    let mut carriers = Vec::new();
    for near in near.iter().take(8) {
        for (b, a) in before.iter().take(3).flat_map(|b| after.iter().take(3).map(move |a| (b, a))) {
            carriers.extend([
                format!("{near}{b}\0{a}"),
                format!("{near}“{b}\0{a}”"),
                format!("{b}\0{a}{near}"),
                format!("“{b}\0{a}”{near}"),
            ]);
        }
    }
    let is_found =
        |text: &String| kit.check_text(&text.replace('\0', &word.word)).diagnostics.iter().any(|d| d.code == code);
    carriers.into_iter().find(is_found)
}

fn join(word: &str, mut between: impl FnMut(usize) -> String) -> String {
    let count = word.chars().count();
    let each = |(i, c): (usize, char)| if i + 1 < count { format!("{c}{}", between(i)) } else { c.to_string() };
    word.chars().enumerate().map(each).collect()
}

/// Every character for which `f` has another.
fn replace(word: &str, f: impl Fn(char) -> Option<char>) -> String {
    word.chars().map(|c| f(c).unwrap_or(c)).collect()
}

/// The letter or digit at the same place of an alphabet.
fn shift(c: char, upper: u32, lower: u32, zero: u32) -> Option<char> {
    let from = |base: char, to: u32| (to > 0).then(|| char::from_u32(to + c as u32 - base as u32)).flatten();
    match c {
        'A'..='Z' => from('A', upper),
        'a'..='z' => from('a', lower),
        '0'..='9' => from('0', zero),
        _ => None,
    }
}

fn look_alike(c: char) -> Option<char> {
    "AАBВEЕHНKКMМOОPРCСTТXХIІaаcсeеoоpрxхyуiіΑ"
        .chars()
        .collect::<Vec<_>>()
        .chunks_exact(2)
        .find(|p| p[0] == c)
        .map(|p| p[1])
}

/// The word in each disguise, by the name of the way; those that nobody uses by accident in the second list.
fn disguises(
    word: &str,
    traditional: &HashMap<char, char>,
    pick: &mut impl FnMut(usize) -> usize,
) -> [Vec<(&'static str, String)>; 2] {
    let natural = vec![
        ("width", replace(word, |c| c.is_ascii_graphic().then(|| char::from_u32(c as u32 + 0xFEE0)).flatten())),
        ("case", word.to_uppercase()),
        ("case", word.to_lowercase()),
        ("traditional", replace(word, |c| traditional.get(&c).copied())),
    ];
    let count = word.chars().count();
    let mut hidden = vec![
        ("look-alike", replace(word, look_alike)),
        ("enclosed", replace(word, |c| shift(c, 0x24B6, 0x24D0, 0))),
        (
            "enclosed",
            replace(word, |c| (c.is_ascii_digit()).then(|| "⓪①②③④⑤⑥⑦⑧⑨".chars().nth(c as usize - 48)).flatten()),
        ),
        ("enclosed", replace(&word.to_uppercase(), |c| shift(c, 0x1F130, 0, 0))),
        ("negative", replace(&word.to_uppercase(), |c| shift(c, 0x1F170, 0, 0))),
        ("mathematical", replace(word, |c| shift(c, 0x1D400, 0x1D41A, 0x1D7CE))),
    ];
    if count > 1 {
        for _ in 0..2 {
            let mark = INVISIBLE[pick(INVISIBLE.len())];
            hidden.push(("invisible", join(word, |_| mark.to_owned())));
            let at = pick(count - 1);
            hidden.push(("invisible", join(word, |i| if i == at { mark.to_owned() } else { String::new() })));
            for (name, marks) in [("blanks", &BLANKS[..]), ("dots and dashes", &DOTS), ("asterisks and emoji", &MARKS)]
            {
                let mark = marks[pick(marks.len())];
                hidden.push((name, join(word, |_| mark.to_owned())));
            }
            let mark = MARKS[pick(MARKS.len())];
            hidden.push(("one mark", join(word, |i| if i == at { mark.to_owned() } else { String::new() })));
            let dressed = replace(word, |c| traditional.get(&c).copied().or_else(|| look_alike(c)));
            let mixed = |_| format!("{}{}", MARKS[pick(MARKS.len())], INVISIBLE[pick(INVISIBLE.len())]);
            hidden.push(("mixed", join(&dressed, mixed)));
        }
    }
    [natural, hidden]
}

/// How many of the disguised words are found under their code and, where nobody writes so by accident, as evasions.
fn measure(kit: &Kit, words: &[Word]) -> BTreeMap<&'static str, Tally> {
    let simplified = include_str!("../src/text/simplified.txt");
    let pairs = simplified.lines().filter_map(|line| line.split_once('\t'));
    let traditional: HashMap<char, char> =
        pairs.map(|(from, to)| (to.chars().next().unwrap(), from.chars().next().unwrap())).collect();
    let mut runner = TestRunner::new_with_rng(Config::default(), TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let mut pick = |count: usize| runner.rng().random_range(0..count);
    let mut tallies: BTreeMap<&'static str, Tally> = BTreeMap::new();
    for word in words {
        let kind = kit.pack().kinds.iter().find(|k| k.kind == word.kind).unwrap();
        let Some(carrier) = carrier(kit, word, &kind.code) else { continue };
        let lists = disguises(&word.word, &traditional, &mut pick);
        for (list, evades) in lists.into_iter().zip([false, true]) {
            for (way, disguised) in list.into_iter().filter(|(_, disguised)| *disguised != word.word) {
                let text = carrier.replace('\0', &disguised);
                // One word in another script within simplified text is no accident of a keyboard.
                let simplified = || carrier.chars().any(|c| traditional.contains_key(&c));
                let evades = evades || word.hidden && way == "traditional" && simplified();
                let found = kit.check_text(&text).diagnostics;
                let has = |code: &str| found.iter().any(|d| d.code == code);
                let good = if evades || word.hidden {
                    has(&kind.code) == (evades || !word.hidden) && has(EVASION) == evades
                } else {
                    has(&kind.code)
                };
                let tally = tallies.entry(way).or_insert(Tally { all: 0, found: 0, missed: Vec::new() });
                tally.all += 1;
                tally.found += usize::from(good);
                if !good {
                    tally.missed.push(text);
                }
            }
        }
    }
    tallies
}

fn report(name: &str, tallies: &BTreeMap<&'static str, Tally>, floor: f64) {
    let (all, found) = tallies.values().fold((0, 0), |(a, f), t| (a + t.all, f + t.found));
    println!("{name}: {found} of {all} ({:.2} %)", found as f64 / all as f64 * 100.0);
    for (way, t) in tallies {
        println!("  {way:<20} {:>6} of {:>6}  {:?}", t.found, t.all, &t.missed[..t.missed.len().min(4)]);
    }
    assert!(found as f64 >= floor * all as f64, "{name}: {found} of {all}");
}

/// The words of the lexicon, those that share an entry one by one.
fn spelled(kit: &Kit) -> impl Iterator<Item = Word> + '_ {
    let alone = |word: &Word, spelling: &str| Word { word: spelling.to_owned(), also: vec![], ..word.clone() };
    kit.pack().lexicon.iter().flat_map(move |word| word.spellings().map(move |s| alone(word, s)))
}

#[test]
fn words_that_people_hide_are_found_in_every_disguise() {
    let kit = Kit::new(Default::default()).unwrap();
    let disguised = |w: &&Word| kit.pack().kinds.iter().any(|k| k.kind == w.kind && k.disguised);
    let words: Vec<Word> = spelled(&kit).filter(|word| disguised(&word)).step_by(4).collect();
    report("disguised kinds", &measure(&kit, &words), 0.99);
}

#[test]
fn other_words_are_found_where_the_disguise_is_no_accident() {
    let kit = Kit::new(Default::default()).unwrap();
    let other = |w: &&Word| {
        w.kind != "topic"
            && w.word.chars().count() > 2
            && kit.pack().kinds.iter().any(|k| k.kind == w.kind && !k.disguised)
    };
    let words: Vec<Word> = spelled(&kit).filter(|word| other(&word)).step_by(23).collect();
    report("other kinds", &measure(&kit, &words), 0.98);
}

#[test]
fn ordinary_gaps_and_marks_are_no_evasion() {
    let kit = Kit::new(Default::default()).unwrap();
    let texts = [
        "通　知",
        "禁 止 赌 博",
        "姓 名：张三　电 话：0573-86110000",
        "办 证 大 厅　咨 询 窗 口",
        "下 载 专 区",
        "1. 关注本馆微信公众号；2. 转发活动海报；3. 现场领取纪念品。",
        "2021-08-01 至 2021-09-30",
        "黄 赌 毒等违法犯罪活动",
        "禁毒·反诈·防溺水宣传进校园",
        "关于印发《XX县 2024 年 安全生产工作要点》的通知",
        "扫黄打非/禁毒/反邪教",
        "①赌博；②吸毒；③卖淫嫖娼",
        "浙江省—海盐县—武原街道",
        "毒品预防教育 · 禁毒大队",
        "“平安三率”——知晓率、参与率、满意率",
        "A.立即 B.马上 C.稍后",
        "咨询服务热线：12345 （工作日 8:30—17:30）",
        "三 严 三 实",
        "请登录 APP 下载 PDF 版",
        "第 12 届 运动会 3×3 篮球赛",
        "上午 9:00—11:30；下午 14:00—17:00",
        "县公安局禁毒大队　吸毒人员动态管控",
    ];
    for text in texts {
        let found = kit.check_text(text).diagnostics;
        assert!(found.iter().all(|d| d.code != EVASION), "{text}: {found:?}");
    }
}
