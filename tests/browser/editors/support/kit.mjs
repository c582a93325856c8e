/**
 * A stand-in for the kit, with the same interface and a handful of rules, so that the editor side is tested by
 * itself. `remote: true` answers like a kit in a worker, after `delay` milliseconds.
 */
const RULES = [
  [
    "lexicon/typo",
    "error",
    /登陆(?=系统|平台)/g,
    "登录",
    "“登陆”指登上陆地，进入系统应写作“登录”。",
    ["test-01"],
  ],
  [
    "lexicon/fixed-phrase",
    "warning",
    /截止目前/g,
    "截至目前",
    "“截止”表示停止，应写作“截至目前”。",
    ["test-02"],
  ],
  ["lexicon/variant-word", "warning", /帐号/g, "账号", "应写作“账号”。", ["test-02"]],
  ["lexicon/typo", "error", /的的/g, "的", "“的”字重复。", ["test-01"]],
  ["lexicon/absolute-term", "info", /最佳/g, null, "慎用“最佳”一类的绝对化用语。", ["test-03"]],
];

const CLAUSES = {
  "test-01": { where: "第三条第一款", text: "发布内容应当表述准确、用字规范，避免错别字。", source: "s1" },
  "test-02": { where: "第七条", text: "使用汉语词语应当符合国家通用语言文字的规范和标准。", source: "s1" },
  "test-03": { where: "第九条", text: "不得使用国家级、最高级、最佳等用语。", source: "s2" },
};

export function checkBlock(text) {
  const found = [];
  for (const [code, severity, pattern, fix, message, clauses] of RULES) {
    for (const match of text.matchAll(pattern)) {
      found.push({
        code,
        severity,
        message,
        target: { kind: "text", block: 0, from: match.index, to: match.index + match[0].length },
        clauses,
        fixes: fix === null ? [] : [{ title: `改为“${fix}”`, replacement: fix }],
      });
    }
  }
  return found.sort((a, b) => a.target.from - b.target.from);
}

export function makeKit({ remote = false, delay = 0 } = {}) {
  const log = [];
  const give = (value) =>
    remote ? new Promise((resolve) => setTimeout(() => resolve(value), delay)) : value;
  const kit = {
    log,
    fail: false,
    /** How many documents are open. */
    open: 0,
    openDocument(blocks) {
      kit.open++;
      let texts = [...blocks];
      let revision = 0;
      const at = (list, from) =>
        list.map((text, i) => ({
          block: from + i,
          diagnostics: checkBlock(text).map((d) => ({ ...d, target: { ...d.target, block: from + i } })),
        }));
      return give({
        get length() {
          return texts.length;
        },
        replaceBlocks(from, removed, inserted) {
          if (kit.fail) return Promise.reject(new Error("worker gone"));
          if (from + removed > texts.length)
            throw new RangeError(`blocks ${from}+${removed} of ${texts.length}`);
          texts = [...texts.slice(0, from), ...inserted, ...texts.slice(from + removed)];
          log.push({ at: from, removed, inserted: [...inserted] });
          revision++;
          return give({
            revision,
            at: from,
            removed,
            inserted: inserted.length,
            changed: at(inserted, from),
          });
        },
        diagnostics: () => give(at(texts, 0).flatMap((b) => b.diagnostics)),
        close: () => {
          kit.open--;
          return give(undefined);
        },
        texts: () => texts,
      });
    },
    explain(id) {
      const clause = CLAUSES[id];
      return give(
        clause && { id, area: "content", jurisdiction: "test", mode: "enforced", codes: [], ...clause },
      );
    },
    rules() {
      return give({
        id: "test",
        version: "0",
        digest: "",
        jurisdictions: [],
        clauses: [],
        standards: [],
        sources: [
          { id: "s1", title: "某县政务新媒体管理办法", number: "某政办发〔2022〕12号" },
          { id: "s2", title: "中华人民共和国广告法" },
        ],
      });
    },
  };
  return kit;
}
