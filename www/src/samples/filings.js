/** Two filings of each form, one faulty and one correct; people, numbers and accounts are made up. */

/** A copy of a filing with other fields; undefined takes one away. */
function changed(filing, over, fields) {
  return { ...filing, ...over, fields: { ...filing.fields, ...fields } };
}

const haiyan = {
  jurisdiction: "haiyan",
  form: "roster",
  event: { kind: "staff-change", date: "2022-03-31" },
  submitted_on: "2022-04-02",
  fields: {
    org_name: "海盐县水利局",
    managing_section: "办公室",
    "commander.name": "沈波",
    "commander.phone": "0573-86010001",
    "commander.position": "分管领导、副局长",
    "info_editor.name": "陆敏",
    "info_editor.phone": "13857300001",
    "info_editor.position": "科员",
    "info_editor.backup": "金晓",
    "policy_interpreter.name": "朱建国",
    "policy_interpreter.phone": "0573-86010002",
    "policy_interpreter.position": "局长、主要领导",
    "content_supervisor.name": "沈波",
    "content_supervisor.phone": "0573-86010001",
    "content_supervisor.position": "分管领导、副局长",
    "handover.from": "徐丽",
    "handover.to": "陆敏",
  },
};

const laibin = {
  jurisdiction: "laibin",
  form: "approval",
  event: { kind: "open", date: "2022-03-31" },
  submitted_on: "2022-04-06",
  fields: {
    host: "象州县水利局",
    host_level: "县级部门",
    matter: "开设",
    platform: "微信公众号",
    account_name: "象州水利",
    certification: "象州县水利局官方账号",
    existing_account: "无",
    "contact.name": "韦兰",
    "contact.phone": "0772-4360001",
    host_opinion: "同意 2022-04-02",
    same_level_opinion: "同意 2022-04-06",
    municipal_opinion: "同意 2022-04-08",
    regional_opinion: "同意 2022-04-12",
  },
};

const luqiao = {
  jurisdiction: "luqiao",
  form: "account-filing",
  event: { kind: "open", date: "2022-03-31" },
  submitted_on: "2022-04-12",
  notice: { from: "2022-04-06", to: "2022-05-09" },
  fields: {
    host: "路桥区水利局",
    matter: "开设",
    platform: "微信公众号",
    account_name: "路桥水利",
    "deputy_leader.name": "张海",
    "deputy_leader.phone": "0576-82410001",
    "deputy_leader.position": "副局长",
    managing_section: "办公室",
    content_editor: "李兰",
    publisher: "陈亮",
    reviewer: "王海",
    tech_support: "周平",
    safety_manager: "吴静",
    consent: "主要领导同意 2022-03-31",
  },
};

const yanchi = {
  jurisdiction: "yanchi",
  form: "account-filing",
  event: { kind: "open", date: "2017-11-06" },
  submitted_on: "2017-11-10",
  fields: {
    org_name: "盐池县水务局",
    account_name: "盐池水务",
    opened_on: "2017-11-06",
    "deputy_leader.name": "王海",
    "deputy_leader.phone": "0953-6010001",
    "deputy_leader.position": "副局长",
    "reviewer.name": "李兰",
    "reviewer.phone": "13895000001",
    "reviewer.position": "办公室主任",
    "publisher.name": "马明",
    "publisher.phone": "13895000002",
    "publisher.position": "科员",
    qq: "100012345",
  },
};

const hanyin = {
  jurisdiction: "hanyin",
  form: "account-filing",
  event: { kind: "open", date: "2022-03-31" },
  submitted_on: "2022-04-06",
  first_post_on: "2022-04-08",
  fields: {
    host: "汉阴县水利局",
    matter: "开设",
    platform: "微信公众号",
    account_name: "汉阴水利",
    certification: "汉阴县水利局官方账号",
    existing_account: "无",
    "deputy_leader.name": "张明",
    "deputy_leader.phone": "0915-5210001",
    "deputy_leader.position": "副局长",
    managing_section: "办公室",
    staff: "李兰",
    staff_status: "在编",
    registered_with_cac: "是",
  },
};

/** By form. */
export const SAMPLES = {
  "haiyan/roster": {
    right: haiyan,
    // A working day too late, one officer missing, a telephone in full-width digits.
    wrong: changed(
      haiyan,
      { submitted_on: "2022-04-08" },
      { "policy_interpreter.name": undefined, "info_editor.phone": "１３８５７３００００１" },
    ),
  },
  "laibin/approval": {
    right: laibin,
    // The region consents before the city does, and the day of handing in was missed.
    wrong: changed(
      laibin,
      { submitted_on: "2022-04-08" },
      { regional_opinion: "同意 2022-04-07", account_name: undefined, "contact.phone": "4360001" },
    ),
  },
  "luqiao/account-filing": {
    right: luqiao,
    // A notice of a week, one person who writes and reviews, no consent.
    wrong: changed(
      luqiao,
      { notice: { from: "2022-04-06", to: "2022-04-13" } },
      { reviewer: "陈亮", consent: undefined },
    ),
  },
  "yanchi/account-filing": {
    right: yanchi,
    // Handed in late, a number one digit short, a field left empty, words where a number belongs.
    wrong: changed(
      yanchi,
      { submitted_on: "2017-11-20" },
      { "deputy_leader.phone": "1389500000", "publisher.position": undefined, qq: "暂无" },
    ),
  },
  "hanyin/account-filing": {
    right: hanyin,
    // Published before it was filed, by somebody who is not on the establishment.
    wrong: changed(hanyin, { first_post_on: "2022-04-02" }, { staff_status: "外包人员", certification: undefined }),
  },
};
