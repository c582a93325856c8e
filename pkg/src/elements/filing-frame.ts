/** What stands around the sheet of a filing: title, choice of the form, who it goes to, and the buttons under it. */
import { joinId } from "../filing/model.js";
import { fill, type FilingStrings } from "../filing/strings.js";
import type { FormInfo } from "../types.js";
import { el } from "./base.js";

/** What the frame holds and does. */
export interface Frame {
  form: FormInfo;
  /** The forms to choose from; none where the page has chosen. */
  choice: readonly FormInfo[];
  words: FilingStrings;
  /** What stands over the sheet: notes, a summary. */
  above: readonly Node[];
  /** The sheet and what follows from it. */
  body: readonly Node[];
  status: Node;
  live: Node;
  onKey(event: KeyboardEvent): void;
  choose(id: string): void;
  act: Record<"check" | "export-json" | "export-csv" | "print", () => void>;
}

/** Draws the frame. */
export function frameNode(frame: Frame): HTMLElement {
  const { form, words, act } = frame;
  const offices = form.recipients.join(words.listJoin);
  const button = (action: keyof Frame["act"], text: string, look?: string) =>
    el("button", { type: "button", "data-action": action, class: look, onclick: () => act[action]() }, text);
  return el(
    "div",
    {
      class: "all",
      role: "group",
      "aria-labelledby": "title",
      onkeydown: (event: KeyboardEvent) => frame.onKey(event),
    },
    el("h2", { id: "title", lang: "zh-CN" }, form.title),
    chooser(frame),
    ...frame.above,
    el(
      "div",
      { class: "lead muted" },
      el("p", {}, words.requiredNote),
      offices && el("p", {}, fill(words.recipients, { offices })),
    ),
    ...frame.body,
    el(
      "div",
      { class: "bar" },
      frame.status,
      el(
        "div",
        { class: "tools", role: "group", "aria-label": words.tools },
        button("export-json", words.exportJson),
        button("export-csv", words.exportCsv),
        button("print", words.print),
      ),
      button("check", words.check, "primary"),
    ),
    frame.live,
  );
}

function chooser({ form, choice, words, choose }: Frame): HTMLElement | null {
  if (choice.length < 2) return null;
  const select = el("select", { id: "choose" });
  for (const one of choice)
    select.append(el("option", { value: joinId(one.jurisdiction, one.id), lang: "zh-CN" }, one.title));
  select.value = joinId(form.jurisdiction, form.id);
  select.addEventListener("change", () => choose(select.value));
  return el("p", { class: "choose" }, el("label", { for: "choose" }, words.choose), select);
}
