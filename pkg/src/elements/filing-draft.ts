/** The draft of the filing in hand: brought back with a note, kept a moment after each change, forgotten on request. */
import { type Draft, Drafts, worthKeeping } from "../filing/draft.js";
import type { Bag } from "../filing/model.js";
import { fill, type FilingStrings } from "../filing/strings.js";
import { el } from "./base.js";

/** Rest after a change before the draft is kept, in milliseconds. */
const REST = 300;

/** Keeps the draft of one element, whichever form it draws. */
export class DraftKeeper {
  /** Where the note stands. */
  readonly notes = el("div", { class: "notes", role: "status" });
  /** When the draft in hand was saved, or null if none was brought back. */
  restored: number | null = null;
  /** The draft whose note is shown, or null. */
  shown: Draft | null = null;
  private drafts: Drafts | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private value: Bag = {};

  /**
   * Turns to a form (`jurisdiction/id`). `name` tells filings of one form apart, "off" keeps none. Gives the draft of a
   * form that was not in hand already, or null.
   */
  turn(form: string, name: string): Draft | null {
    const drafts = name === "off" ? null : new Drafts(form, name);
    if (drafts?.key === this.drafts?.key) return null;
    this.flush();
    this.drafts = drafts;
    this.hide();
    return drafts?.load() ?? null;
  }

  /** Says that a draft was brought back. */
  note(draft: Draft, lang: "zh" | "en", words: FilingStrings, act: { discard(): void; keep(): void }): void {
    this.restored = draft.saved;
    this.shown = draft;
    const when = new Date(draft.saved).toLocaleString(lang === "en" ? "en-GB" : "zh-CN", {
      month: "long",
      day: "numeric",
      hour: "2-digit",
      minute: "2-digit",
    });
    const button = (action: string, text: string, press: () => void) =>
      el("button", { type: "button", "data-action": action, onclick: press }, text);
    this.notes.replaceChildren(
      el(
        "div",
        { class: "note", "data-note": "draft" },
        el("p", {}, fill(words.draftRestored, { when })),
        button("discard-draft", words.draftDiscard, act.discard),
        button("keep-draft", words.draftKeep, () => {
          this.shown = null;
          this.notes.replaceChildren();
          act.keep();
        }),
      ),
    );
  }

  /** A change: it is kept after a rest. */
  changed(value: Bag): void {
    this.value = value;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), REST);
  }

  /** Keeps now what waits to be kept. */
  flush(): void {
    if (this.timer === undefined) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    if (worthKeeping(this.value)) this.drafts?.save(this.value);
    else this.drafts?.drop();
  }

  /** Throws the draft away. */
  forget(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.drafts?.drop();
    this.hide();
  }

  /** Takes the note away: what is in hand is no draft any more. */
  hide(): void {
    this.restored = null;
    this.shown = null;
    this.notes.replaceChildren();
  }
}
