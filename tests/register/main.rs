//! Generated registers with planted problems of every kind, each among decoys that must stay silent: what is found is
//! exactly what was planted, in every jurisdiction. And properties: the order of rows does not matter, a clean account
//! adds no finding, slices give the answer of one go, and time grows with the rows.
#![cfg(not(target_arch = "wasm32"))]

mod scenes;

use proptest::prelude::*;
use scenes::{ALL, COLUMNS, Row, scenes};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;
use xianshen::calendar::Date;
use xianshen::pack::{BodyKind, builtin};
use xianshen::register::RegisterReport;
use xianshen::{Kit, KitOptions, Target};

/// Clean accounts of other bodies, to fill a register up.
fn crowd() -> Vec<Row> {
    let pack = builtin();
    let kinds = [BodyKind::Government, BodyKind::Party];
    let bodies = pack.bodies.iter().filter(|b| kinds.contains(&b.kind) && !b.whole && b.name.ends_with('局'));
    bodies
        .flat_map(|body| {
            let host = format!("云溪县{}", body.name);
            let name = format!("云溪{}", body.name.trim_end_matches('局'));
            ["微博", "微信公众号", "抖音"].map(|platform| Row::new(&host, platform, &name))
        })
        .collect()
}

fn csv(rows: &[(u32, Row)]) -> String {
    let mut out = format!("{},状态\n", COLUMNS.join(","));
    for (number, row) in rows {
        let mut cells = vec![number.to_string()];
        cells.extend(COLUMNS[1..].iter().chain(&["状态"]).map(|c| row.0.get(c).cloned().unwrap_or_default()));
        out.push_str(&cells.join(","));
        out.push('\n');
    }
    out
}

fn kit(jurisdiction: Option<&str>) -> Kit {
    Kit::new(KitOptions { jurisdiction: jurisdiction.map(str::to_owned), ..Default::default() }).unwrap()
}

fn today() -> Date {
    Date::new(2026, 11, 22).unwrap()
}

fn check(kit: &Kit, rows: &[(u32, Row)]) -> RegisterReport {
    kit.check_register_csv(&csv(rows), today()).unwrap()
}

fn found(report: &RegisterReport) -> BTreeSet<(String, Vec<u32>)> {
    let rows = |target: &Target| match target {
        Target::Account { rows, .. } => rows.clone(),
        _ => vec![],
    };
    report.diagnostics.iter().map(|d| (d.code.clone(), rows(&d.target))).collect()
}

/// Mixes by a linear congruential generator, so that a failure comes again.
fn mixed<T>(mut list: Vec<T>, mut seed: u64) -> Vec<T> {
    for i in (1..list.len()).rev() {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        list.swap(i, (seed >> 33) as usize % (i + 1));
    }
    list
}

/// A problem planted: its code, its rows, and where it is one.
type Planted = (&'static str, Vec<u32>, &'static str);

/// A register of all scenes and the crowd in mixed order, and what must be found in each jurisdiction.
fn register(seed: u64) -> (Vec<(u32, Row)>, Vec<Planted>) {
    let mut places: Vec<(usize, usize, Row)> = Vec::new();
    let scenes = scenes();
    for (s, (rows, _)) in scenes.iter().enumerate() {
        places.extend(rows.iter().enumerate().map(|(i, row)| (s, i, row.clone())));
    }
    places.extend(crowd().into_iter().map(|row| (usize::MAX, 0, row)));
    let places = mixed(places, seed);
    let mut numbers = BTreeMap::new();
    for (n, (s, i, _)) in places.iter().enumerate() {
        numbers.insert((*s, *i), n as u32 + 1);
    }
    let mut expected = Vec::new();
    for (s, (_, problems)) in scenes.iter().enumerate() {
        for (code, at, where_) in problems {
            let mut rows: Vec<u32> = at.iter().map(|i| numbers[&(s, *i)]).collect();
            rows.sort_unstable();
            expected.push((*code, rows, *where_));
        }
    }
    (places.into_iter().enumerate().map(|(n, (.., row))| (n as u32 + 1, row)).collect(), expected)
}

#[test]
fn what_is_planted_is_found_and_nothing_else() {
    for jurisdiction in ALL.split(' ') {
        let kit = kit(Some(jurisdiction));
        for seed in 1..4 {
            let (rows, planted) = register(seed);
            let expected: BTreeSet<(String, Vec<u32>)> = planted
                .iter()
                .filter(|(.., places)| places.split(' ').any(|place| place == jurisdiction))
                .map(|(code, rows, _)| ((*code).to_owned(), rows.clone()))
                .collect();
            let report = check(&kit, &rows);
            let found = found(&report);
            let show = |(code, numbers): &(String, Vec<u32>)| {
                let names: Vec<String> = numbers
                    .iter()
                    .map(|n| {
                        let row = &rows[*n as usize - 1].1.0;
                        format!("{} {} {}", row.get("主办单位").map_or("", |h| h), row["平台"], row["账号名称"])
                    })
                    .collect();
                format!("{code} {names:?}")
            };
            let missing: Vec<String> = expected.difference(&found).map(show).collect();
            let extra: Vec<String> = found.difference(&expected).map(show).collect();
            assert!(
                missing.is_empty() && extra.is_empty(),
                "{jurisdiction}, seed {seed}: missing {missing:#?}, too much {extra:#?}"
            );
        }
    }
}

#[test]
fn certain_and_likely_are_told_apart() {
    let (rows, _) = register(1);
    let report = check(&kit(Some("haiyan")), &rows);
    let certainty = |host: &str| {
        let row = rows.iter().find(|(_, r)| r.0.get("主办单位").is_some_and(|h| h == host)).unwrap().0;
        let group = report.groups.iter().find(|g| g.rows.contains(&row)).unwrap();
        assert!(!group.why.is_empty() && group.rows.contains(&group.keep), "{host}");
        format!("{:?}", group.certainty)
    };
    for host in ["青岚县审计局", "青嵐縣 統計局", "青岚市监局", "青岚武原街道", "青岚县二中"]
    {
        assert_eq!(certainty(host), "Certain", "{host}");
    }
    for host in ["青岚县旅游局", "青岚县教育体育局", "青岚县水利局办公室", "百步镇"] {
        assert_eq!(certainty(host), "Likely", "{host}");
    }
}

#[test]
fn slices_give_the_answer_of_one_go() {
    let (rows, _) = register(2);
    let text = csv(&rows);
    for jurisdiction in [None, Some("laibin")] {
        let kit = kit(jurisdiction);
        let whole = kit.check_register_csv(&text, today()).unwrap();
        for size in [1, 7, 100] {
            let mut check = kit.begin_register_csv(text.clone(), today());
            let mut last = 0;
            loop {
                let progress = kit.step_register(&mut check, size).unwrap();
                assert!(progress.done >= last, "{progress:?} after {last}");
                last = progress.done;
                if progress.done == progress.total {
                    break;
                }
            }
            assert_eq!(kit.finish_register(check).unwrap(), whole);
        }
        assert_eq!(kit.finish_register(kit.begin_register_csv(text.clone(), today())).unwrap(), whole);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn the_order_of_rows_does_not_matter(seed in any::<u64>(), place in 0usize..5) {
        let kit = kit(ALL.split(' ').nth(place));
        let (rows, _) = register(3);
        let straight = check(&kit, &rows);
        let turned = check(&kit, &mixed(rows, seed));
        prop_assert_eq!(&straight.diagnostics, &turned.diagnostics);
        prop_assert_eq!(&straight.groups, &turned.groups);
        prop_assert_eq!(&straight.look_alikes, &turned.look_alikes);
    }

    #[test]
    fn a_clean_account_adds_no_finding(at in 0usize..200, place in 0usize..6) {
        let kit = kit(ALL.split(' ').nth(place));
        let (mut rows, _) = register(4);
        let before = found(&check(&kit, &rows));
        let at = at % rows.len();
        let number = rows.len() as u32 + 1;
        rows.insert(at, (number, Row::new("青岚县审计学会", "微博", "青岚审计学会")));
        let after = found(&check(&kit, &rows));
        prop_assert_eq!(before, after);
    }

    #[test]
    fn any_table_is_a_register_or_one_clear_error(body in "[甲乙县局,;\"\n\t 微博12年]{0,200}") {
        let csv = format!("序号,主办单位,平台,最近更新日期\n{body}");
        let report = kit(None).check_register_csv(&csv, today()).unwrap();
        let whole = report.diagnostics.iter().all(|d| !d.clauses.is_empty() && !d.message.contains('{'));
        prop_assert!(whole);
    }
}

/// A register of that many rows: bureaus of many counties, a tenth twice, a hundredth found on patrol.
fn large(rows: usize, one_name: bool) -> String {
    let mut out = String::from("序号,主办单位,平台,账号名称,认证信息,最近更新日期,来源\n");
    let platforms = ["微博", "微信公众号", "抖音", "快手", "今日头条"];
    let bodies = ["水利局", "教育局", "审计局", "统计局", "民政局", "司法局", "财政局", "林业局", "公安局", "商务局"];
    for i in 0..rows {
        let county: String = if one_name {
            "青岚".into()
        } else {
            let base = '一' as u32 + 400;
            let n = (i / 50) as u32;
            [n % 97, (n / 97) % 89].iter().filter_map(|k| char::from_u32(base + k * 23)).collect()
        };
        let body = bodies[if one_name { 0 } else { i / 5 % 10 }];
        let host = format!("{county}县{body}");
        let name = format!("{county}{}", body.trim_end_matches('局'));
        let origin = if i % 100 == 0 { "巡查发现" } else { "备案" };
        out.push_str(&format!("{},{host},{},{name},{host},2026-11-20,{origin}\n", i + 1, platforms[i % 5]));
    }
    out
}

#[test]
fn time_grows_with_the_rows_and_not_with_their_square() {
    for one_name in [false, true] {
        let kit = kit(Some("haiyan"));
        let time = |rows: usize| {
            let text = large(rows, one_name);
            let runs = (0..3).map(|_| {
                let start = Instant::now();
                let report = kit.check_register_csv(&text, today()).unwrap();
                assert_eq!(report.rows as usize, rows);
                start.elapsed()
            });
            runs.min().unwrap()
        };
        let (small, big) = (time(1_000), time(16_000));
        // 16 times the rows; the square would take 256 times as long.
        assert!(big < small * 80, "one name {one_name}: {small:?} for 1,000 rows, {big:?} for 16,000");
    }
}
