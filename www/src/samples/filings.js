/** Two filings in the Yanchi form; people, numbers and accounts are made up. */

const FORM = { jurisdiction: "yanchi", form: "account-filing" };

/** Complete, and handed in within the seven days. */
export const RIGHT = {
  ...FORM,
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

/** Handed in late, a number one digit short, a field left empty, words where a number belongs. */
export const WRONG = {
  ...FORM,
  event: { kind: "open", date: "2017-11-06" },
  submitted_on: "2017-11-20",
  fields: {
    ...RIGHT.fields,
    "deputy_leader.phone": "1389500000",
    "publisher.position": undefined,
    qq: "暂无",
  },
};
