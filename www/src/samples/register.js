/**
 * Registers to try: one of a made-up county with faults of every kind planted among accounts that are in order, and one of
 * any length made by rule. Offices and names are invented; dates count back from today, so that what sleeps today
 * sleeps tomorrow too.
 */

const HEAD =
  "序号,主办单位,平台,账号名称,账号ID,认证信息,注册主体,注册主体类型,内容类型,最近更新日期,发布人员,审核人员,账号管理员,管理员身份,来源,粉丝数,阅读数,原创率,开设日期,状态,违规警报数,整改通知日期,整改完成日期,勤勉指数,效果指数,内容指数,集群指数,成长指数".split(
    ",",
  );

/** A day so many days before today, as offices write it in one of their ways. */
function before(days, way = 0) {
  const day = new Date(Date.now() - days * 86_400_000);
  const [y, m, d] = [day.getFullYear(), day.getMonth() + 1, day.getDate()];
  const two = (n) => String(n).padStart(2, "0");
  return [`${y}-${two(m)}-${two(d)}`, `${y}.${m}.${d}`, `${y}年${m}月${d}日`][way];
}

const quote = (cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const lines = (rows) => rows.map((row) => row.map((cell) => quote(String(cell))).join(",")).join("\n");

/** Rows are host, platform, name, days since the last update, and what is out of order. */
const COUNTY = [
  ["云溪县人民政府办公室", "微信公众号", "云溪发布", 0],
  ["云溪县人民政府办公室", "新浪微博", "云溪发布", 1],
  ["云溪县人民政府办公室", "抖音", "云溪发布", 3, { type: "视频" }],
  ["云溪县水利局", "微信公众号", "云溪水利", 2],
  ["云溪县水利局", "订阅号", "云溪水利发布", 305, { same: true }],
  ["云溪县水利局", "抖音", "云溪水利", 9, { type: "视频" }],
  ["云溪县市场监督管理局", "微信公众号", "云溪市场监管", 1],
  ["云溪县市监局", "服务号", "云溪市监服务", 4],
  ["云溪县教育局", "新浪微博", "云溪教育", 2],
  ["云溪县教育局", "微信公众号", "云溪教育", 3],
  ["云溪县教育局", "抖音号", "雲溪教育", 40, { type: "视频", person: true }],
  ["云溪县文化和旅游局", "微信公众号", "云溪文旅", 1],
  ["云溪县文化和旅游局", "小红书", "云溪文旅", 5],
  ["", "抖音", "云溪文旅官方", 6, { type: "视频", found: true }],
  ["", "微信公众号", "云溪发佈", 2, { found: true }],
  ["云溪县交通运输局", "微信公众号", "便民服务号", 4],
  ["云溪县交通运输局", "今日头条", "云溪交通", 3],
  ["云溪县公安局", "微信公众号", "平安云溪", 0],
  ["云溪县公安局", "新浪微博", "平安云溪", 0],
  ["云溪县公安局交通警察大队", "微信公众号", "云溪交警", 1, { alerts: 4 }],
  ["云溪县卫生健康局", "微信公众号", "健康云溪", 2],
  ["云溪县人民医院", "微信公众号", "云溪县人民医院", 2],
  ["云溪县人力资源和社会保障局", "微信公众号", "云溪人社", 2],
  ["云溪县人社局", "微信", "云溪就业", 120],
  ["云溪县住房和城乡建设局", "微信公众号", "云溪住建", 6],
  ["云溪县农业农村局", "微信公众号", "云溪农业农村", 3],
  ["云溪县农业农村局", "快手", "云溪三农", "", { type: "视频" }],
  ["云溪县气象局", "微信公众号", "云溪气象", 0],
  ["云溪县气象局", "新浪微博", "云溪气象", 0],
  ["云溪县应急管理局", "微信公众号", "云溪应急", 5, { outside: true }],
  ["云溪县退役军人事务局", "微信公众号", "云溪退役军人", 7],
  ["云溪县税务局", "微信公众号", "云溪税务", 1, { nocert: true }],
  ["青石镇人民政府", "微信公众号", "云溪青石", 2],
  ["青石镇人民政府", "抖音", "云溪青石", 12, { type: "视频" }],
  ["白河镇人民政府", "微信公众号", "云溪白河", 4],
  ["白沙镇人民政府", "微信公众号", "云溪白沙", 4],
  ["石桥乡人民政府", "微信公众号", "云溪石桥", 88],
  ["城关街道办事处", "微信公众号", "云溪城关", 1],
  ["城关街道办事处", "抖音", "活力城关", 16, { type: "视频" }],
  ["云溪县图书馆", "微信公众号", "云溪图书馆", 3, { alerts: 2 }],
  ["云溪县总工会", "微信公众号", "云溪工会", 5],
  ["云溪县残疾人联合会", "微信公众号", "云溪残联", 33],
];

const PEOPLE = "李兰 王海 周平 吴芳 赵静 孙磊 钱进 郑洁 冯雪 陈刚 褚宁 卫东 蒋欣 沈川 韩梅 杨帆".split(" ");

function account(number, [host, platform, name, days, faults = {}]) {
  const person = PEOPLE[(number * 3) % PEOPLE.length];
  const other = PEOPLE[(number * 3 + 7) % PEOPLE.length];
  const date = days === "" ? "" : before(days, number % 3);
  const filed = !faults.found;
  return [
    number,
    host,
    platform,
    name,
    `yx_${String(10_000 + number * 37)}`,
    filed && !faults.nocert && !faults.person ? host : "",
    faults.person ? person : filed ? host : "云溪某文化传媒公司",
    faults.person ? "个人" : filed ? "单位" : "非政务主体",
    faults.type ?? "图文",
    date,
    filed ? person : "",
    filed ? (faults.same ? person : other) : "",
    filed ? person : "",
    filed ? (faults.outside ? "外包" : "在编") : "",
    filed ? "备案" : "巡查发现",
    90_000 - number * 731,
    9_000 - number * 97,
    `${40 + (number % 50)}%`,
    before(900 + number * 11),
    "在用",
    faults.alerts ?? 0,
    faults.alerts ? before(12) : "",
    faults.alerts > 3 ? "" : faults.alerts ? before(12) : "",
    ...(filed ? [7, 5, 11, 3, 13].map((step) => 60 + ((number * step + step) % 38)) : ["", "", "", "", ""]),
  ];
}

/** The register of the made-up county, with a title above the headings. */
export function countySample() {
  const title = [`云溪县政务新媒体账号台账（${before(0)}）`, ...HEAD.slice(1).map(() => "")];
  return `${lines([title, HEAD, ...COUNTY.map((row, i) => account(i + 1, row))])}\n`;
}

const REGIONS =
  "云溪 安岭 白石 长亭 东屏 枫林 高桥 河湾 金坪 兰田 龙泉 明湖 南浦 平川 青山 清河 石塘 松岩 桃源 桐江 望海 西岭 仙居 新丰 永宁 玉泉 远山 云台 竹溪 紫阳".split(
    " ",
  );
const BODIES =
  "人民政府办公室 发展和改革局 教育局 科学技术局 公安局 民政局 司法局 财政局 人力资源和社会保障局 自然资源局 生态环境局 住房和城乡建设局 交通运输局 水利局 农业农村局 商务局 文化和旅游局 卫生健康局 退役军人事务局 应急管理局 审计局 市场监督管理局 统计局 医疗保障局 林业局 城市管理局 气象局 税务局 档案馆 图书馆 总工会 妇女联合会".split(
    " ",
  );
const KINDS = ["微信公众号", "新浪微博", "抖音", "今日头条", "快手", "视频号", "小红书", "哔哩哔哩"];

/** A register of so many accounts, the same at every call: a fault of some kind in about every fifth row. */
export function longSample(length) {
  let seed = 20_260_401;
  const random = (n) => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((seed / 2 ** 32) * n);
  };
  const rows = [HEAD];
  const perHost = 5;
  for (let number = 1; number <= length; number++) {
    const host = Math.floor((number - 1) / perHost);
    const region = REGIONS[host % REGIONS.length];
    const body = BODIES[Math.floor(host / REGIONS.length) % BODIES.length];
    // Beyond thirty counties of thirty-two bodies each come towns, numbered as villages sometimes are.
    const round = Math.floor(host / (REGIONS.length * BODIES.length));
    const town =
      round === 0 ? "" : `${REGIONS[(host * 7 + round) % REGIONS.length]}${"东西南北中上下"[round % 7]}镇`;
    const unit =
      round === 0 ? `${region}县${body}` : `${region}县${town}${body === "气象局" ? "人民政府" : body}`;
    const name = `${region}${body.replace(/局$|办公室$/, "").slice(0, 4)}`;
    const fault = random(25);
    const platform = KINDS[fault === 0 ? 0 : (number - 1) % perHost];
    const days = fault === 1 ? 30 + random(300) : fault === 2 ? "" : random(6);
    const made = [fault === 3 ? "" : unit, platform, fault === 4 ? `${name}官方` : name, days];
    const faults = { type: platform === "抖音" ? "视频" : "图文" };
    if (fault === 3 || fault === 4) faults.found = true;
    if (fault === 5) faults.person = true;
    rows.push(account(number, [...made, faults]));
  }
  return `${lines(rows)}\n`;
}
