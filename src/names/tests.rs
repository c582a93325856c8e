//! What the module promises, by example: spellings of one host, hosts that are likely one, hosts that never are, and
//! what accounts say of theirs.

use super::*;
use crate::pack::builtin;

fn names(jurisdiction: Option<&str>, hosts: &[&str]) -> Names {
    let mut names = Names::new(&builtin(), jurisdiction);
    names.learn(hosts.iter().copied());
    names
}

#[test]
fn one_host_in_many_spellings() {
    let groups: &[&[&str]] = &[
        &[
            "青岚县市场监督管理局",
            "青岚县市场监管局",
            "青岚县市监局",
            "青岚市监局",
            "市监局",
            "县市场监管局",
            "云州市青岚县市场监督管理局",
            "青嵐縣 市場監督管理局",
            "青岚县市场监督管理局（本级）",
            "青岚县市监局(市场监管局)",
        ],
        &["青岚县人力资源和社会保障局", "青岚县人力资源社会保障局", "青岚人社局", "青岚县人社局"],
        &["青岚县百步镇人民政府", "百步镇", "青岚百步镇政府", "青岚县百步镇"],
        &["青岚县武原街道办事处", "武原街道", "青岚县武原街道办"],
        &["青岚县人民政府", "青岚县政府", "县政府", "青岚县"],
        &["中共青岚县委组织部", "青岚县委组织部", "县委组织部", "中共青岚县委员会组织部", "青岚县组织部"],
        &["共青团青岚县委", "青岚县团委", "共青团青岚县委员会", "团县委"],
        &["国家税务总局青岚县税务局", "青岚县税务局"],
        &["中共青岚县委", "青岚县委", "中国共产党青岚县委员会"],
        &["政协青岚县委员会", "青岚县政协"],
        &["青岚县第二中学", "青岚县二中", "青岚县第2中学"],
        &["青岚县公安局", "云州市公安局青岚分局", "青岚县公安分局"],
        &["新市镇", "青岚县新市镇人民政府"],
    ];
    let all: Vec<&str> = groups.iter().flat_map(|g| g.iter().copied()).collect();
    let names = names(None, &all);
    let mut wrong = Vec::new();
    for (i, group) in groups.iter().enumerate() {
        for host in *group {
            let (own, first) = (names.identify(host), names.identify(group[0]));
            if own.key != first.key {
                wrong.push(format!("{host}: {} is not {}", own.key, first.key));
            }
            for other in groups.iter().enumerate().filter(|(k, _)| *k != i).map(|(_, g)| g[0]) {
                if names.identify(other).family == own.family {
                    wrong.push(format!("{host} is {other}: {}", own.family));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn likely_and_never() {
    let names = names(None, &["青岚县水利局", "云州市青岚县水利局"]);
    let likely = [
        ("青岚县教育局", "青岚县教育体育局"),
        ("青岚县工商局", "青岚县市场监督管理局"),
        ("青岚县旅游局", "青岚县文化和旅游局"),
        ("青岚县扶贫开发办公室", "青岚县农业农村局"),
        ("青岚县水利局办公室", "青岚县水利局"),
        ("青岚县市场监督管理局(知识产权局)", "青岚县市场监督管理局"),
        ("青岚县百步镇党政办", "青岚县百步镇人民政府"),
    ];
    for (one, other) in likely {
        assert_eq!(names.same_host(one, other), Some(Certainty::Likely), "{one} {other}");
    }
    let never = [
        ("青岚县城关镇人民政府", "青岚县城南镇人民政府"),
        ("青岚县城关镇", "青岚县城关街道"),
        ("新城县水利局", "新城区水利局"),
        ("青岚县人民医院", "青岚县卫生健康局"),
        ("青岚县第一人民医院", "青岚县第二人民医院"),
        ("青岚县百步镇中心小学", "青岚县百步镇人民政府"),
        ("青岚县水利局", "云州市水利局"),
        ("青岚县水利局", "乙县水利局"),
        ("青岚县人民政府", "青岚县人民政府办公室"),
        ("青岚县委", "青岚县人民政府"),
        ("青岚县政务服务中心(东区)", "青岚县政务服务中心(西区)"),
        ("青岚县体育局", "青岚县教育体育局"),
        ("青岚县公安局交通警察大队", "青岚县公安局"),
        ("青岚县教育局", "青岚县教育局幼儿园"),
        ("青岚县水利局(农村局)", "青岚县水利局(移民局)"),
    ];
    for (one, other) in never {
        assert_eq!(names.same_host(one, other), None, "{one} {other}");
    }
}

#[test]
fn a_short_region_that_two_share_means_neither() {
    let names = names(None, &["新城县水利局", "新城区教育局"]);
    assert_eq!(names.same_host("新城水利局", "新城县水利局"), None);
    assert_eq!(names.same_host("水利局", "新城县水利局"), None);
}

#[test]
fn accounts_and_their_hosts() {
    let names = names(Some("laibin"), &["象州县水利局", "来宾市民政局", "象州县三里镇人民政府"]);
    assert!(names.certifies("象州县水利局官方账号", "象州县水利局"));
    assert!(names.certifies("来宾市象州县水利局", "象州县水利局"));
    assert!(names.certifies("象州县市场监督管理局", "象州县市监局"));
    assert!(names.certifies("象州县委组织部", "中共象州县委组织部"));
    assert!(names.certifies("象州县政协", "政协象州县委员会"));
    assert!(!names.certifies("象州水利", "象州县水利局"));
    assert!(!names.certifies("水利局", "象州县水利局"));
    assert!(!names.certifies("武宣县水利局", "象州县水利局"));
    assert!(!names.certifies("", "象州县水利局"));
    for name in ["象州水利", "来宾民政", "平安金秀", "金秀瑶族自治县发布"] {
        assert!(names.carries_region(name, "象州县水利局"), "{name}");
    }
    for name in ["水利之声", "三里镇发布", "欢迎外来宾客", "微水利"] {
        assert!(!names.carries_region(name, "象州县水利局"), "{name}");
    }
    for (name, host) in [
        ("象州水务", "象州县水利局"),
        ("象州人社", "象州县人力资源和社会保障局"),
        ("平安象州", "象州县公安局"),
        ("三里发布", "象州县三里镇人民政府"),
        ("象州发布", "象州县人民政府"),
        ("象州发布", "象州县委宣传部"),
        ("象州青少年宫", "象州县青少年宫"),
        ("健康象州", "象州县卫健局"),
    ] {
        assert!(names.ties_to(name, host), "{name} {host}");
    }
    for (name, host) in [("象州美食", "象州县水利局"), ("象州生活通", "象州县审计局"), ("象州发布", "象州县水利局")]
    {
        assert!(!names.ties_to(name, host), "{name} {host}");
    }
}
