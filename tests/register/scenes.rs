//! Small scenes of a register: rows with a problem planted in them, or a decoy that must stay silent.

use std::collections::BTreeMap;

pub(crate) const COLUMNS: [&str; 16] = [
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
pub(crate) const ALL: &str = "haiyan laibin luqiao yanchi hanyin";

#[derive(Clone)]
pub(crate) struct Row(pub(crate) BTreeMap<&'static str, String>);

impl Row {
    /// A clean account.
    pub(crate) fn new(host: &str, platform: &str, name: &str) -> Row {
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
pub(crate) type Scene = (Vec<Row>, Vec<(&'static str, Vec<usize>, &'static str)>);

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

pub(crate) fn scenes() -> Vec<Scene> {
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
