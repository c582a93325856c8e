//! Who a host is: region, body, and what lies inside the body. Two hosts with one [`Identity::key`] are one for
//! certain, with one [`Identity::family`] they are likely one: a former name, a local variant, a section of a body.

use super::body::{Hit, Spelled};
use super::label::split_brackets;
use super::region::Chain;
use super::{Names, chars, find, string, strip_end};
use serde::{Deserialize, Serialize};

/// How sure it is that two hosts are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Certainty {
    /// One body for certain.
    Certain,
    /// Likely one; a person must look.
    Likely,
}

/// What was needed to read a host.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Way {
    /// No region stands there; that of the register was taken.
    RegionLeftOut,
    /// The region is written short (海盐 for 海盐县).
    RegionShort,
    /// Regions above it stand before it.
    RegionAbove,
    /// An established short form of the body of that full name.
    Short(String),
    /// The body of that full name, as some counties call it.
    Variant(String),
    /// The body of that full name, as it was called until that year.
    Former(String, u16),
    /// The branch of a body above it.
    Branch,
    /// A government named by its town or street alone, or the other way round.
    Town,
    /// A section of the body.
    Section,
    /// A second name plate in brackets.
    Plate,
}

/// Who a host is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The same for all spellings of one host.
    pub key: String,
    /// The same for hosts that are likely one.
    pub family: String,
    /// Smallest region, in full where that is known.
    pub region: Option<String>,
    /// Regions as written or as taken over, greatest first.
    pub regions: Vec<String>,
    /// The pack's id of the body, where it is known.
    pub body: Option<String>,
    /// The body's name without its region, in full where that is known.
    pub core: String,
    /// The family of the body that this one is a section or a subordinate of.
    pub parent: Option<String>,
    /// What stands in brackets and tells it from others.
    pub plate: Option<String>,
    /// What was needed to read it so.
    pub ways: Vec<Way>,
}

/// The parts of a name before they are put together.
#[derive(Default)]
struct Parts {
    chain: Chain,
    /// What stands between the region and the body, and belongs to the body (第二 in 第二人民医院).
    residue: String,
    marker: Option<char>,
    body: Option<(usize, Spelled)>,
    /// The body as it is compared.
    core: String,
    /// What follows the body.
    rest: String,
    town: bool,
    branch: Option<String>,
    ways: Vec<Way>,
}

impl Names {
    /// Reads a host.
    pub fn identify(&self, host: &str) -> Identity {
        let (outside, brackets) = split_brackets(host);
        let name = numerals(chars(&outside));
        let mut parts = self.parts(&name);
        let mut plates = Vec::new();
        let mut inner = Vec::new();
        for bracket in brackets.iter().map(|b| string(&numerals(chars(b)))).filter(|b| !b.is_empty()) {
            let body = self.bodies.exactly(&chars(&bracket));
            if self.words.plates_empty.contains(&bracket)
                || body.is_some() && body == parts.body.map(|(b, _)| b)
                || parts.chain.regions.contains(&bracket)
            {
                continue;
            }
            if body.is_some() || bracket.ends_with('局') || bracket.ends_with('办') {
                plates.push(bracket);
            } else {
                inner.push(bracket);
            }
        }
        plates.sort();
        self.put_together(&mut parts, plates, inner.concat())
    }

    /// How sure it is that two hosts are one; nothing if they are not.
    pub fn same_host(&self, one: &str, other: &str) -> Option<Certainty> {
        let (one, other) = (self.identify(one), self.identify(other));
        if one.key == other.key {
            return Some(Certainty::Certain);
        }
        let plates = [&one.plate, &other.plate];
        let two_plates = plates.iter().all(|p| p.is_some()) && one.plate != other.plate;
        (one.family == other.family && !two_plates).then_some(Certainty::Likely)
    }

    pub(super) fn learn_one(&mut self, host: &str) {
        let name = chars(&split_brackets(host).0);
        let name = self.without_head(&name);
        let hit = self.hit(name);
        let prefix = match (&hit, self.town(name)) {
            (_, Some((before, ..))) => before.to_vec(),
            (Some(hit), None) => name[hit.head..hit.from].to_vec(),
            (None, None) => return,
        };
        self.regions.learn(&prefix);
    }

    fn without_head<'n>(&self, name: &'n [char]) -> &'n [char] {
        let bare = self.words.dropped_heads.iter().find_map(|head| name.strip_prefix(head.as_slice()));
        bare.filter(|rest| !rest.is_empty()).unwrap_or(name)
    }

    /// The body in a name: at its end, else the first one that stands right behind regions.
    fn hit(&self, name: &[char]) -> Option<Hit> {
        let after_region = |before: &[char]| {
            let chain = self.regions.split(before);
            !before.is_empty() && chain.taken == before.len() || self.regions.marker(before).is_some()
        };
        let first = || {
            let start = self.regions.split(name).taken;
            let marked =
                start + usize::from(start < name.len() && self.regions.marker(&name[start..start + 1]).is_some());
            self.bodies.at(name, start).or_else(|| self.bodies.at(name, marked))
        };
        self.bodies.at_end(name, after_region).or_else(first)
    }

    /// A town or street: what stands before it, its name, and what follows its government.
    fn town<'n>(&self, name: &'n [char]) -> Option<(&'n [char], &'n [char], &'n [char], bool)> {
        let endings = &self.words.town_endings;
        for (at, _) in name.iter().enumerate().skip(1) {
            let Some(ending) = endings.iter().find(|e| name[at..].starts_with(e)) else { continue };
            let to = at + ending.len();
            let (town, after) = name.split_at(to);
            let government = self.words.town_governments.iter().find(|g| after.starts_with(g));
            let rest = government.map_or(after, |g| &after[g.len()..]);
            // 城镇居民…, 乡村…: the ending is part of a longer word unless nothing follows but a government.
            if !rest.is_empty() && !self.is_internal(rest) {
                continue;
            }
            let taken = self.regions.split(town).taken;
            let taken = if taken + ending.len() >= to { 0 } else { taken };
            if to - taken > 8 {
                continue;
            }
            return Some((&town[..taken], &town[taken..], rest, government.is_some()));
        }
        None
    }

    fn is_internal(&self, rest: &[char]) -> bool {
        let words = &self.words;
        rest.len() <= 10
            && strip_end(rest, &words.internal).is_some()
            && strip_end(rest, &words.internal_none).is_none()
    }

    fn parts(&self, name: &[char]) -> Parts {
        let name = self.without_head(name);
        let mut parts = Parts::default();
        if let Some((before, town, rest, _)) = self.town(name) {
            parts.chain = self.regions.split(before);
            parts.core = string(town);
            parts.town = true;
            parts.rest = string(rest);
            parts.ways.push(Way::Town);
            return parts;
        }
        let Some(hit) = self.hit(name) else {
            parts.chain = self.regions.split(name);
            if parts.chain.taken == name.len() {
                // A region alone stands for its government.
                parts.body = self.bodies.of_region().map(|b| (b, Spelled::Short));
            }
            parts.core = school(&name[parts.chain.taken..]);
            return parts;
        };
        let prefix = &name[hit.head..hit.from];
        parts.marker = self.regions.marker(prefix);
        if parts.marker.is_none() {
            parts.chain = self.regions.split(prefix);
            let residue = &prefix[parts.chain.taken..];
            match self.regions.marker(residue) {
                Some(marker) => parts.marker = Some(marker),
                None => parts.residue = string(residue),
            }
        }
        parts.body = Some((hit.body, hit.spelled));
        parts.core = string(&name[hit.from..hit.to]);
        let rest = &name[hit.to..];
        // 台州市公安局路桥分局 is the bureau of 路桥区.
        let district = strip_end(rest, &self.words.branches).and_then(|stem| self.regions.by_stem(stem));
        match district {
            Some(region) => parts.branch = Some(region),
            None => parts.rest = string(rest),
        }
        parts
    }

    fn put_together(&self, parts: &mut Parts, plates: Vec<String>, inner: String) -> Identity {
        let mut ways = std::mem::take(&mut parts.ways);
        if parts.chain.short {
            ways.push(Way::RegionShort);
        }
        if parts.chain.regions.len() > 1 {
            ways.push(Way::RegionAbove);
        }
        let mut regions = std::mem::take(&mut parts.chain.regions);
        if let Some(region) = parts.branch.take() {
            regions = vec![region];
            ways.push(Way::Branch);
        }
        if regions.is_empty()
            && parts.residue.is_empty()
            && (parts.body.is_some() || parts.town)
            && let Some(region) = self.regions.default(parts.marker)
        {
            regions.push(region.clone());
            ways.push(Way::RegionLeftOut);
        }
        let known = parts.body.map(|(body, spelled)| (&self.bodies.list[body], spelled));
        let (mut own, mut family) = (parts.core.clone(), parts.core.clone());
        if let Some((body, spelled)) = known {
            family = format!("{}#{}", parts.residue, body.id);
            let name = body.name.clone();
            match spelled {
                Spelled::Full => own = family.clone(),
                Spelled::Short => {
                    own = family.clone();
                    ways.push(Way::Short(name));
                }
                Spelled::Branch => {
                    own = family.clone();
                    ways.push(Way::Branch);
                }
                Spelled::Variant => {
                    own = format!("{}{own}", parts.residue);
                    ways.push(Way::Variant(name));
                }
                Spelled::Former(until) => {
                    own = format!("{}{own}", parts.residue);
                    ways.push(Way::Former(name, until));
                }
            }
        } else if parts.town {
            family.clone_from(&own);
        }
        let region = regions.last().cloned();
        let place = match (self.regions.key(&regions), parts.marker) {
            (Some(region), _) => region,
            (None, Some(marker)) => format!("?{marker}"),
            (None, None) => String::new(),
        };
        let (mut key, mut family) = (format!("{place}|{own}"), format!("{place}|{family}"));
        let mut parent = None;
        let rest = chars(&parts.rest);
        if !rest.is_empty() {
            parent = Some(family.clone());
            key = format!("{key}/{}", parts.rest);
            if self.is_internal(&rest) {
                ways.push(Way::Section);
            } else {
                family = format!("{family}/{}", parts.rest);
            }
        }
        if !inner.is_empty() {
            key = format!("{key}({inner})");
            family = format!("{family}({inner})");
        }
        if !plates.is_empty() {
            key = format!("{key}({})", plates.join("+"));
            ways.push(Way::Plate);
        }
        Identity {
            key,
            family,
            region,
            regions,
            body: known.map(|(body, _)| body.id.clone()),
            core: known.map_or_else(|| parts.core.clone(), |(body, _)| format!("{}{}", parts.residue, body.name)),
            parent,
            plate: (!plates.is_empty()).then(|| plates.join("+")),
            ways,
        }
    }
}

/// 第十二 becomes 第12, so that both spellings are one.
fn numerals(name: Vec<char>) -> Vec<char> {
    let mut out = Vec::with_capacity(name.len());
    let mut at = 0;
    while at < name.len() {
        out.push(name[at]);
        at += 1;
        if name[at - 1] != '第' {
            continue;
        }
        let run = name[at..].iter().take_while(|c| digit(**c).is_some()).count();
        if run > 0 {
            out.extend(number(&name[at..at + run]).to_string().chars());
            at += run;
        }
    }
    out
}

/// 一中 is 第一中学, 三小 is 第三小学.
fn school(name: &[char]) -> String {
    if let [n, level @ ('中' | '小')] = name
        && let Some(n) = digit(*n).filter(|n| (1..=10).contains(n))
    {
        return format!("第{n}{level}学");
    }
    string(name)
}

fn digit(c: char) -> Option<u32> {
    match c {
        '〇' | '零' => Some(0),
        '十' => Some(10),
        '百' => Some(100),
        _ => c.to_digit(10).or_else(|| Some("一二三四五六七八九".chars().position(|d| d == c)? as u32 + 1)),
    }
}

/// The value of digits, or of a Chinese numeral below a thousand.
fn number(run: &[char]) -> u32 {
    if run.iter().all(|c| digit(*c).is_some_and(|d| d < 10)) {
        return run.iter().take(6).fold(0, |n, c| n * 10 + digit(*c).unwrap_or(0));
    }
    let (mut sum, mut last) = (0u32, 0u32);
    for c in run.iter().take(8) {
        match digit(*c).unwrap_or(0) {
            unit @ (10 | 100) => {
                sum = sum.saturating_add(last.max(1).saturating_mul(unit));
                last = 0;
            }
            d => last = d,
        }
    }
    sum.saturating_add(last)
}

/// True where one name holds the other's characters in one piece.
pub(super) fn holds(name: &[char], part: &[char]) -> bool {
    find(name, part).is_some()
}

#[cfg(test)]
mod tests {
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
}
