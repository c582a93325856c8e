//! Generated registers with planted problems of every kind, each among decoys that must stay silent: what is found is
//! exactly what was planted, in every jurisdiction. And properties: the order of rows does not matter, a clean account
//! adds no finding, slices give the answer of one go, and time grows with the rows.
#![cfg(not(target_arch = "wasm32"))]

use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;
use xianshen::calendar::Date;
use xianshen::pack::{BodyKind, builtin};
use xianshen::register::RegisterReport;
use xianshen::{Kit, KitOptions, Target};

const COLUMNS: [&str; 16] = [
    "序号",
    "主办单位",
    "平台",
    "账号名称",
    "账号ID",
    "认证信息",
    "注册主体类型",
    "内容类型",
    "最近更新日期",
    "发布人员",
    "审核人员",
    "管理员身份",
    "来源",
    "粉丝数",
    "阅读数",
    "原创率",
];
const ALL: &str = "haiyan laibin luqiao yanchi hanyin";

#[derive(Clone)]
struct Row(BTreeMap<&'static str, String>);

impl Row {
    /// A clean account.
    fn new(host: &str, platform: &str, name: &str) -> Row {
        let media = if ["抖音", "快手"].contains(&platform) { "视频" } else { "图文" };
        let cells = [
            ("主办单位", host),
            ("平台", platform),
            ("账号名称", name),
            ("认证信息", host),
            ("注册主体类型", "单位"),
            ("内容类型", media),
            ("最近更新日期", "2026-11-19"),
            ("发布人员", "甲某某"),
            ("审核人员", "乙某某"),
            ("管理员身份", "在编"),
            ("来源", "备案"),
            ("粉丝数", "5600"),
            ("阅读数", "890"),
            ("原创率", "65%"),
        ];
        Row(cells.into_iter().map(|(k, v)| (k, v.to_owned())).collect())
    }

    /// An account found on patrol.
    fn patrol(platform: &str, name: &str) -> Row {
        let cells = [("平台", platform), ("账号名称", name), ("来源", "巡查发现")];
        Row(cells.into_iter().map(|(k, v)| (k, v.to_owned())).collect())
    }

    fn with(mut self, column: &'static str, cell: &str) -> Row {
        self.0.insert(column, cell.to_owned());
        self
    }
}

/// Rows, and what is to be found in them: the code, the rows by place, and where.
type Scene = (Vec<Row>, Vec<(&'static str, Vec<usize>, &'static str)>);

fn silent(rows: Vec<Row>) -> Scene {
    (rows, vec![])
}

fn one(rows: Vec<Row>, code: &'static str, at: &[usize], places: &'static str) -> Scene {
    (rows, vec![(code, at.to_vec(), places)])
}

const ONE_PER_PLATFORM: &str = "haiyan laibin hanyin";

/// Two accounts of one host on 微博, written in two ways.
fn twins(first: &str, second: &str, name: &str) -> Scene {
    let rows = vec![Row::new(first, "微博", name), Row::new(second, "新浪微博", name).with("认证信息", second)];
    one(rows, "account/duplicate", &[0, 1], ONE_PER_PLATFORM)
}

/// Accounts of two hosts that must not be joined.
fn apart(first: (&str, &str), second: (&str, &str)) -> Scene {
    silent(vec![Row::new(first.0, "微博", first.1), Row::new(second.0, "微博", second.1)])
}

fn scenes() -> Vec<Scene> {
    let mut scenes = vec![
        // Duplicates, each by another way of writing.
        twins("青岚县审计局", "青岚县审计局", "青岚审计"),
        twins("青岚县统计局", "青嵐縣 統計局", "青岚统计"),
        twins("青岚县市场监督管理局", "青岚市监局", "青岚市监"),
        twins("青岚县人力资源和社会保障局", "云州市青岚县人社局", "青岚人社"),
        twins("青岚县文化和旅游局", "青岚县旅游局", "青岚文旅"),
        twins("青岚县教育局", "青岚县教育体育局", "青岚教育"),
        twins("青岚县卫生健康局", "青岚县卫计局", "青岚卫健"),
        twins("青岚县水利局", "青岚县水利局办公室", "青岚水利"),
        twins("青岚县百步镇人民政府", "百步镇", "青岚百步"),
        twins("青岚县武原街道办事处", "青岚武原街道", "青岚武原"),
        twins("青岚县第二中学", "青岚县二中", "青岚二中"),
        twins("中共青岚县委组织部", "青岚县委组织部", "青岚组工"),
        twins("青岚县总工会", "青岚县总工会（本级）", "青岚工会"),
        // Pairs that are two hosts.
        apart(("青岚县城关镇人民政府", "青岚城关镇"), ("青岚县城南镇人民政府", "青岚城南镇")),
        apart(("青岚县石门镇人民政府", "青岚石门镇"), ("青岚县石门街道办事处", "青岚石门街道")),
        apart(("青岚县人民医院", "青岚县人民医院"), ("青岚县中医院", "青岚县中医院")),
        apart(("青岚县第一小学", "青岚第一小学"), ("青岚县第三小学", "青岚第三小学")),
        apart(("青岚县沈荡镇中心小学", "青岚沈荡小学"), ("青岚县沈荡镇人民政府", "青岚沈荡")),
        apart(("青岚县政务服务中心(东区)", "青岚政务服务"), ("青岚县政务服务中心(西区)", "青岚政务服务")),
        apart(("青岚县体育局", "青岚体育"), ("青岚县图书馆", "青岚图书馆")),
        apart(("青岚县交通运输局", "青岚交通"), ("清湖县交通运输局", "清湖交通")),
        apart(("新城县林业局", "新城林业"), ("新城区林业局", "新城林业")),
        apart(("青岚县人民政府", "青岚发布"), ("青岚县人民政府办公室", "青岚政务")),
        // One account closed, or being closed: no duplicate.
        silent(vec![
            Row::new("青岚县司法局", "微博", "青岚司法"),
            Row::new("青岚县司法局", "微博", "青岚司法").with("账号ID", "old").with("来源", "备案"),
        ])
        .closed(1),
        silent(vec![
            Row::new("青岚县财政局", "移动客户端", "青岚财政"),
            Row::new("青岚县财政局", "微信小程序", "青岚财政"),
        ]),
        silent(vec![
            Row::new("青岚县民政局", "微信视频号", "青岚民政"),
            Row::new("青岚县民政局", "微信公众号", "青岚民政"),
        ]),
        // Names.
        (
            vec![Row::new("青岚县信访局", "微博", "青岚信访"), Row::new("青岚县信访局", "微信公众号", "青岚信访在线")],
            vec![("account/name-mismatch", vec![0, 1], ONE_PER_PLATFORM)],
        ),
        silent(vec![Row::new("青岚县气象局", "微博", "青岚气象"), Row::new("青岚县气象局", "微信公众号", "青嵐 氣象")]),
        one(vec![Row::new("青岚县退役军人事务局", "微博", "退役军人之声")], "account/unclear-name", &[0], "laibin"),
        one(vec![Row::new("青岚县档案馆", "微博", "青岚味道")], "account/unclear-name", &[0], "laibin yanchi hanyin"),
        silent(vec![Row::new("青岚县公安局", "微博", "平安青岚")]),
        // Certification.
        one(
            vec![Row::new("青岚县商务局", "微博", "青岚商务").with("认证信息", "青岚商务资讯")],
            "account/certification",
            &[0],
            ONE_PER_PLATFORM,
        ),
        silent(vec![Row::new("青岚县博物馆", "微博", "青岚博物馆").with("认证信息", "青岚县博物馆官方账号")]),
        // Registration.
        one(
            vec![Row::new("青岚县残疾人联合会", "微博", "青岚残联").with("注册主体类型", "个人")],
            "account/personal-registration",
            &[0],
            "haiyan laibin luqiao hanyin",
        ),
        one(
            vec![Row::new("青岚县科学技术协会", "微博", "青岚科协").with("注册主体类型", "非政务主体")],
            "account/personal-registration",
            &[0],
            ALL,
        ),
        // Updates: today is 2026-11-22.
        silent(vec![Row::new("青岚县妇女联合会", "微博", "青岚妇联").with("最近更新日期", "2026.11.15")]),
        one(
            vec![Row::new("青岚县红十字会", "微博", "青岚红十字会").with("最近更新日期", "2026/11/14")],
            "account/stale",
            &[0],
            ONE_PER_PLATFORM,
        ),
        silent(vec![Row::new("青岚县文化馆", "抖音", "青岚文化馆").with("最近更新日期", "46338")])
            .in_places("account/stale", "laibin hanyin"),
        one(
            vec![Row::new("青岚县法学会", "抖音", "青岚法学会").with("最近更新日期", "2026年11月7日")],
            "account/stale",
            &[0],
            "haiyan laibin luqiao hanyin",
        ),
        one(
            vec![Row::new("青岚县党校", "微博", "青岚党校").with("最近更新日期", "从未更新")],
            "account/stale",
            &[0],
            "haiyan laibin luqiao hanyin",
        ),
        silent(vec![Row::new("青岚县税务局", "微博", "青岚税务").with("最近更新日期", "2025-01-01")]).closed(0),
        // People.
        one(
            vec![Row::new("青岚县医疗保障局", "微博", "青岚医保").with("审核人员", "丙某、甲某某（主任）")],
            "account/role-conflict",
            &[0],
            "luqiao yanchi",
        ),
        one(
            vec![Row::new("青岚县应急管理局", "微博", "青岚应急").with("管理员身份", "外包")],
            "account/outsourced-admin",
            &[0],
            "haiyan hanyin",
        ),
        silent(vec![Row::new("青岚县自然资源局", "微博", "青岚自然资源").with("管理员身份", "非外包（在编）")]),
        // Little used.
        one(
            vec![
                Row::new("青岚县工商业联合会", "微博", "青岚工商联")
                    .with("粉丝数", "31")
                    .with("阅读数", "4")
                    .with("原创率", "3%"),
                Row::new("青岚县工商业联合会", "微信公众号", "青岚工商联"),
            ],
            "account/merge-candidate",
            &[0],
            "laibin luqiao hanyin",
        ),
        silent(vec![
            Row::new("青岚县侨联", "微博", "青岚侨联").with("粉丝数", "31").with("原创率", "3%"),
            Row::new("青岚县侨联", "微信公众号", "青岚侨联"),
        ]),
        // Rows that cannot be read, in part or whole.
        one(
            vec![Row::new("青岚县烟草专卖局", "微博", "青岚烟草").with("最近更新日期", "上个月")],
            "account/invalid-row",
            &[0],
            ALL,
        ),
        one(vec![Row::new("青岚县邮政管理局", "开心农场", "青岚邮政")], "account/invalid-row", &[0], ALL),
        one(vec![Row::new("", "微博", "青岚某某")], "account/invalid-row", &[0], ALL),
    ];
    // Imitations, each of an account of its own.
    let imitated = [
        ("青岚县农业农村局", "青岚农业农村", "青岚农业农村官方"),
        ("青岚县住房和城乡建设局", "青岚住建", "青岚主建"),
        ("青岚县生态环境局", "青岚生态环境", "青岚生太环境"),
        ("青岚县城市管理局", "青岚城管", "青岚县城管"),
        ("青岚县发展和改革局", "青岚发改", "青岚发\u{200B}改"),
        ("青岚县工业和信息化局", "青岚工信", "青岚土信"),
        ("青岚县机关事务管理局", "青岚机关事务", "青嵐機關事務"),
        ("青岚县供销合作社联合社", "青岚供销", "青岚供消"),
        ("青岚县退役军人服务中心", "青岚退役军人服务", "青岚退役军入服务"),
        ("青岚县融媒体中心", "青岚融媒", "青岚政务融媒"),
    ];
    for (host, name, fake) in imitated {
        scenes.push(one(
            vec![Row::new(host, "微博", name), Row::patrol("微博", fake)],
            "account/look-alike",
            &[1],
            ALL,
        ));
    }
    // Found on patrol, and like nothing on file.
    for name in ["青岚生活圈", "爱上青岚城", "清湖县水库"] {
        scenes.push(one(vec![Row::patrol("微博", name)], "account/unfiled", &[0], ALL));
    }
    // The account on file itself, seen on patrol.
    scenes.push(silent(vec![
        Row::new("青岚县老干部局", "微博", "青岚老干部"),
        Row::patrol("微博", "青岚老干部").with("主办单位", "青岚县老干部局"),
    ]));
    // Of the office, on another platform, and not on file.
    scenes.push(one(
        vec![
            Row::new("青岚县团委", "微博", "青春青岚"),
            Row::patrol("微信公众号", "青春青岚").with("主办单位", "青岚县团委"),
        ],
        "account/unfiled",
        &[1],
        ALL,
    ));
    scenes
}

trait Change {
    fn closed(self, at: usize) -> Self;
    fn in_places(self, code: &'static str, places: &'static str) -> Self;
}

impl Change for Scene {
    fn closed(mut self, at: usize) -> Scene {
        self.0[at].0.insert("状态", "已注销".into());
        self
    }

    fn in_places(mut self, code: &'static str, places: &'static str) -> Scene {
        self.1.push((code, vec![0], places));
        self
    }
}

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
    #![proptest_config(ProptestConfig::with_cases(12))]

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
