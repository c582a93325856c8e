/**
 * The review page: an article, who acts, and the ladder. The state lives here, as it would in a CMS: the element gives
 * the next submission, this page keeps it.
 */
import { byId, fillSelect } from "./dom.js";
import { kitFor } from "./kits.js";
import { wordsOf } from "./text.js";

const element = byId("review");
const place = byId("review-place");
const actor = byId("review-person");
const title = byId("review-title");
const body = byId("review-body");

/** People of a made-up office, and what they are there. */
const PEOPLE = [
  ["李兰", "信息采编员"],
  ["王海", "审核人员"],
  ["张明", "分管领导"],
  ["陈亮", "主要领导"],
];
const ARTICLE = {
  title: "全县水利工作会议召开",
  text: "11月20日，全县水利工作会议召开。\n会议部署了冬春水利建设重点工作，要求各镇抓紧完成水毁工程修复。",
};
let submission = null;

const article = () => ({ title: title.value, text: body.value });

function start() {
  title.value = ARTICLE.title;
  body.value = ARTICLE.text;
  submission = {
    ...article(),
    account: { name: "某县水利", host: "某县水利局", filed: true },
  };
  element.submission = submission;
}

element.addEventListener("xianshen-review", (event) => {
  submission = event.detail.submission;
});
element.addEventListener("xianshen-statechange", () => {
  const { receipt } = element.snapshot();
  byId("review-receipt").hidden = receipt === null;
  byId("review-receipt-json").textContent = receipt
    ? JSON.stringify(receipt, null, 2)
    : "";
});
for (const field of [title, body]) {
  field.addEventListener("input", () => {
    submission = { ...submission, ...article() };
    element.submission = submission;
  });
}
actor.addEventListener("change", () => {
  const [name, role] = PEOPLE[Number(actor.value)] ?? PEOPLE[0];
  element.person = { name, role };
});
byId("review-new").addEventListener("click", start);

/** Shows the page. */
export async function openReview(lang) {
  const words = wordsOf(lang);
  if (!actor.options.length) {
    fillSelect(
      actor,
      PEOPLE.map(([name, role], index) => [
        String(index),
        `${name}（${role}）`,
      ]),
    );
  }
  const chosen = place.value || "haiyan";
  fillSelect(
    place,
    Object.entries(words.jurisdictions).filter(([id]) => id),
  );
  place.value = chosen;
  place.onchange = async () => {
    element.kit = await kitFor(place.value, lang);
    start();
  };
  element.kit = await kitFor(place.value, lang);
  if (!submission) {
    actor.dispatchEvent(new Event("change"));
    start();
  }
}
