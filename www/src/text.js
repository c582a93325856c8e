/**
 * Every word of the page, in Chinese and English, and the function that puts one of the two into it. Elements name
 * their words by `data-t` (text), `data-t-label` (aria-label) and `data-t-placeholder`.
 */

const zh = {
  pageTitle: "先审",
  skip: "跳到正文",
  name: "先审",
  tagline: "先审后发，写稿时就看见问题。一切在本机完成。",
  nav: "页面",
  writing: "写稿",
  review: "审核",
  reviewIntro: "换一个人，逐级签署。改动一个字，签过的环节就要重审。",
  reviewPerson: "操作人",
  reviewNew: "重新开始",
  receipt: "凭证（JSON）",
  filing: "备案",
  register: "台账",
  rules: "规则",
  writingIntro: "有问题的字词下面会出现线条。点一下，看原因和依据，一键改正。",
  editor: "编辑器",
  contenteditable: "富文本",
  textarea: "文本框",
  body: "正文",
  loading: "正在载入编辑器…",
  jurisdiction: "适用规定",
  sample: "示例稿",
  sampleClean: "规范稿",
  clear: "清空",
  title: "标题",
  submit: "提交",
  sent: "已提交（演示，不离开本页）",
  filingIntro: "照原表填写。离开一栏就检查一栏，期限按节假日和调休算好，填到一半也不会丢。",
  form: "表格",
  filingSubmit: "报送",
  filingReset: "重填",
  filingSent: (bytes) => `已报送 ${bytes} 字节（演示，不离开本页）`,
  filingWrong: "填入有误的示例",
  filingRight: "填入正确的示例",
  json: "备案数据（JSON）",
  jsonNote: "表格内容随填随出，可直接交给自己的系统。",
  registerIntro: "把本地区的账号台账放进来，同一主办单位在同一平台重复开设的账号会逐一列出。",
  registerSample: "载入示例台账",
  rulesIntro: "五地文件逐条在列，每条写明由机器检查、由人确认，还是只作说明。",
  filter: "筛选条款",
  search: "搜索",
  searchHint: "条款文字、编号或代码",
  place: "地区",
  area: "领域",
  mode: "方式",
  all: "全部",
  shown: (n, all) => (n === all ? `共 ${all} 条` : `显示 ${n} 条，共 ${all} 条`),
  showAll: (n) => `显示全部 ${n} 条`,
  nothing: "没有符合条件的条款。",
  clauses: "条款",
  total: "合计",
  standards: "依据的法律与标准",
  standardsNote: "字词和格式的检查另以这些公开的法律、标准为据，五地通用。",
  codes: "检查项",
  ask: "请人确认：",
  embed: "三行代码，装进正在用的编辑器",
  embedFiling: "三行代码，放进自己的页面",
  copy: "复制",
  copied: "已复制",
  privacy: "文字、表格和台账只在这个浏览器里检查，不上传，不留存。本页不向任何地址发送请求。",
  fault: (why) => `没有载入成功：${why}`,
  jurisdictions: {
    "": "全部",
    haiyan: "海盐",
    laibin: "来宾",
    luqiao: "路桥",
    yanchi: "盐池",
    hanyin: "汉阴",
  },
  areas: { content: "内容", filing: "备案", register: "账号", gate: "审核发布", oversight: "监督管理" },
  modes: { enforced: "机器检查", attested: "人工确认", informative: "说明" },
};

const en = {
  pageTitle: "xianshen",
  skip: "Skip to content",
  name: "xianshen",
  tagline: "Review first, publish after: problems show while you write. All of it on this device.",
  nav: "Pages",
  writing: "Writing",
  review: "Review",
  reviewIntro: "Take turns and sign step by step. Change one character, and what was signed is to be reviewed again.",
  reviewPerson: "Acting",
  reviewNew: "Start again",
  receipt: "Receipt (JSON)",
  filing: "Filing",
  register: "Register",
  rules: "Rules",
  writingIntro:
    "A line appears under words that need a look. Click one for the reason, the clause and a fix.",
  editor: "Editor",
  contenteditable: "Rich text",
  textarea: "Textarea",
  body: "Body",
  loading: "Loading the editor…",
  jurisdiction: "Rules of",
  sample: "Sample",
  sampleClean: "Clean sample",
  clear: "Clear",
  title: "Title",
  submit: "Submit",
  sent: "Submitted (a demonstration: nothing left this page)",
  filingIntro:
    "Fill it in like the printed form. Each field is checked when you leave it; deadlines follow the public holidays, and a half-filled form is not lost.",
  form: "Form",
  filingSubmit: "Hand in",
  filingReset: "Start over",
  filingSent: (bytes) => `Handed in, ${bytes} bytes (a demonstration: nothing left this page)`,
  filingWrong: "Fill in a faulty sample",
  filingRight: "Fill in a correct sample",
  json: "Filing as JSON",
  jsonNote: "Follows the form as you type, ready for a system of your own.",
  registerIntro:
    "Drop in a register of accounts: accounts that one host has twice on one platform are listed.",
  registerSample: "Load a sample register",
  rulesIntro:
    "Every clause of five local documents: checked by machine, confirmed by a person, or for information.",
  filter: "Filter clauses",
  search: "Search",
  searchHint: "Words, clause id or code",
  place: "Place",
  area: "Area",
  mode: "Mode",
  all: "All",
  shown: (n, all) => (n === all ? `${all} clauses` : `${n} of ${all} clauses`),
  showAll: (n) => `Show all ${n}`,
  nothing: "No clause fits.",
  clauses: "Clauses",
  total: "Total",
  standards: "Laws and standards",
  standardsNote: "Wording and notation also rest on these public laws and standards, everywhere alike.",
  codes: "Checks",
  ask: "Asked: ",
  embed: "Three lines for the editor you already use",
  embedFiling: "Three lines for a page of your own",
  copy: "Copy",
  copied: "Copied",
  privacy:
    "Text, forms and registers are checked in this browser only; nothing is uploaded or kept. This page sends no request anywhere.",
  fault: (why) => `Could not be loaded: ${why}`,
  jurisdictions: {
    "": "All",
    haiyan: "Haiyan",
    laibin: "Laibin",
    luqiao: "Luqiao",
    yanchi: "Yanchi",
    hanyin: "Hanyin",
  },
  areas: {
    content: "Content",
    filing: "Filing",
    register: "Accounts",
    gate: "Sign-off",
    oversight: "Oversight",
  },
  modes: { enforced: "Machine", attested: "Person", informative: "Info" },
};

/** The words of a language: `zh` or `en`. */
export function wordsOf(lang) {
  return lang === "en" ? en : zh;
}

/** Puts the words of a language into the page. */
export function translate(lang) {
  const words = wordsOf(lang);
  document.documentElement.lang = lang === "en" ? "en" : "zh-CN";
  for (const node of document.querySelectorAll("[data-t]")) node.textContent = words[node.dataset.t];
  for (const node of document.querySelectorAll("[data-t-label]")) {
    node.setAttribute("aria-label", words[node.dataset.tLabel]);
  }
  for (const node of document.querySelectorAll("[data-t-placeholder]")) {
    node.placeholder = words[node.dataset.tPlaceholder];
  }
}
