/**
 * `<xianshen-review>`: the ladder as a picture, what stands against release in plain words and whose turn it is, the
 * checklist, what changed since the text was last signed, and the printed 审核单. The state is the vendor's to keep:
 * the element takes a submission as plain JSON and gives the next one; it stores nothing and sends nothing.
 */
import { toXianshenError } from "../errors.js";
import { printSheet } from "../print-frame.js";
import { after, type ReviewAction, type Reviewer, type ReviewSubmission } from "../review/model.js";
import { buildReviewSheet } from "../review/sheet.js";
import { type ReviewStrings, reviewStrings } from "../review/strings.js";
import { fill } from "../strings/index.js";
import type { ClauseStatus, Receipt, StepStatus, Verdict } from "../types.js";
import { ElementBase, el, languageOf, upgradeProperties } from "./base.js";
import { FINDING_CSS } from "./findings.js";
import { checklistNode, remarksNode } from "./review-checks.js";
import { REVIEW_CSS } from "./review-css.js";
import { ladderNode, type Turn } from "./review-ladder.js";
import { diffNode, hoursNode } from "./review-parts.js";
import { adoptTheme } from "./theme.js";

/** The part of a kit that the element uses; a kit on the main thread and one in a worker both fit. */
export interface ReviewKit {
  review(submission: object): Verdict | Promise<Verdict>;
  receipt(submission: object): Receipt | Promise<Receipt>;
  /** The time that a signature given now bears; that of the clock unless told. */
  time?(): string;
  explain(clauseId: string): ClauseStatus | undefined | Promise<ClauseStatus | undefined>;
}

/** What `xianshen-review` carries. */
export interface ReviewChange {
  /** The submission after the action: the vendor's to keep. */
  submission: ReviewSubmission;
  action: ReviewAction;
}

/** What is shown, as plain JSON. */
export interface ReviewSnapshot {
  state: "idle" | "pending" | "pass" | "hold" | "failed";
  digest: string | null;
  reasons: { code: string; message: string; step?: string; who?: string }[];
  steps: { step: string; label: string; state: string; person: string | null }[];
  attestations: { id: string; ticked: boolean; required: boolean }[];
  overridden: number;
  /** Whose turn it is: the first step that does not count. */
  next: string | null;
  receipt: Receipt | null;
}

/**
 * Set `kit`, `submission`, and `person` (who acts; without one the element is for reading). Fires `xianshen-review`
 * (bubbling, `detail` is a {@link ReviewChange}) for every action, and `xianshen-statechange` (`detail` is the verdict)
 * after each check.
 */
export class XianshenReview extends ElementBase {
  /** Attributes that redraw. */
  static readonly observedAttributes = ["lang"];

  private readonly root: ShadowRoot;
  private currentKit: ReviewKit | null = null;
  private current: ReviewSubmission | null = null;
  private actor: Reviewer | null = null;
  private own: Partial<ReviewStrings> = {};
  private verdict: Verdict | null = null;
  private receipt: Receipt | null = null;
  private state: ReviewSnapshot["state"] = "idle";
  private fault = "";
  private run = 0;
  private asking: string | null = null;
  private live: HTMLElement | null = null;
  private box: HTMLElement | null = null;

  constructor() {
    super();
    this.root = this.attachShadow({ mode: "open" });
  }

  connectedCallback(): void {
    adoptTheme(this.root, FINDING_CSS, REVIEW_CSS);
    upgradeProperties(this, "kit", "submission", "person", "strings");
    this.draw();
    void this.refresh();
  }

  attributeChangedCallback(): void {
    if (this.isConnected) this.draw();
  }

  get kit(): ReviewKit | null {
    return this.currentKit;
  }

  set kit(kit: ReviewKit | null) {
    this.currentKit = kit;
    void this.refresh();
  }

  /** The submission under review; never changed in place. */
  get submission(): ReviewSubmission | null {
    return this.current;
  }

  set submission(submission: ReviewSubmission | null) {
    this.current = submission;
    void this.refresh();
  }

  /** Who acts, as the vendor's sign-on knows them. */
  get person(): Reviewer | null {
    return this.actor;
  }

  set person(person: Reviewer | null) {
    this.actor = person;
    this.draw();
  }

  /** Words to replace. */
  get strings(): Partial<ReviewStrings> {
    return this.own;
  }

  set strings(own: Partial<ReviewStrings>) {
    this.own = own;
    this.draw();
  }

  /** Judges the submission anew; settles when what is shown answers to it. */
  async refresh(): Promise<void> {
    const { currentKit: kit, current } = this;
    const run = ++this.run;
    if (!kit || !current) {
      this.show("idle", null, null);
      return;
    }
    try {
      const answer = kit.review(current);
      if (answer instanceof Promise) this.show("pending", this.verdict, null);
      const verdict = await answer;
      const receipt = verdict.state === "pass" && published(current) ? await kit.receipt(current) : null;
      if (run === this.run) this.show(verdict.state, verdict, receipt);
    } catch (thrown) {
      if (run !== this.run) return;
      this.fault = toXianshenError(thrown).message;
      this.show("failed", null, null);
    }
  }

  /** Opens the print dialogue with the 审核单. */
  print(): void {
    const { current, verdict, receipt } = this;
    if (!current || !verdict) return;
    const words = this.words();
    const today = new Date().toLocaleDateString("sv-SE", { timeZone: "Asia/Shanghai" });
    printSheet(
      words.printTitle,
      (doc) => buildReviewSheet(doc, current, verdict, receipt, words, today),
      this.root,
    );
  }

  /** What is shown, as plain JSON: the same path under automation. */
  snapshot(): ReviewSnapshot {
    const { verdict } = this;
    return {
      state: this.state,
      digest: verdict?.digest ?? null,
      reasons: (verdict?.reasons ?? []).map(({ code, message, step, who }) => ({
        code,
        message,
        ...(step === undefined ? {} : { step }),
        ...(who === undefined ? {} : { who }),
      })),
      steps: (verdict?.steps ?? []).map(({ step, label, state, person }) => ({
        step,
        label,
        state,
        person: person ?? null,
      })),
      attestations: (verdict?.attestations ?? []).map(({ id, ticked, required }) => ({
        id,
        ticked,
        required,
      })),
      overridden: verdict?.overridden.length ?? 0,
      next: this.next()?.step ?? null,
      receipt: this.receipt,
    };
  }

  /** Does what a button would. False where nobody acts or nothing was judged yet. */
  act(action: ReviewAction): boolean {
    const { current, actor, verdict } = this;
    if (!current || !actor || !verdict || this.state === "pending") return false;
    const at = this.currentKit?.time?.() ?? new Date().toISOString();
    const submission = after(current, action, actor, verdict.digest, at);
    this.asking = null;
    this.current = submission;
    const detail: ReviewChange = { submission, action };
    this.dispatchEvent(new CustomEvent("xianshen-review", { detail, bubbles: true, composed: true }));
    // A listener may have set another submission, which has been judged already.
    if (this.current === submission) void this.refresh();
    return true;
  }

  private words(): ReviewStrings {
    return reviewStrings(languageOf(this), this.own);
  }

  private next(): StepStatus | undefined {
    return this.verdict?.steps.find((step) => step.state !== "signed");
  }

  private show(state: ReviewSnapshot["state"], verdict: Verdict | null, receipt: Receipt | null): void {
    this.state = state;
    this.verdict = verdict;
    this.receipt = receipt;
    this.draw();
    if (state !== "pending")
      this.dispatchEvent(
        new CustomEvent("xianshen-statechange", {
          detail: { state, verdict },
          bubbles: true,
          composed: true,
        }),
      );
  }

  private draw(): void {
    if (!this.isConnected) return;
    if (!this.live || !this.box) {
      // It stays for good: a live region that comes together with its words is often not read out.
      this.live = el("p", { class: "hidden-visually", role: "status" });
      this.box = el("div");
      this.root.append(this.box, this.live);
    }
    const focused = this.root.activeElement?.getAttribute("data-action");
    const words = this.words();
    const { verdict } = this;
    const parts: (HTMLElement | null)[] = [this.headNode(words)];
    if (verdict) {
      const turn = this.turn();
      const matter = { submission: this.current, kit: this.currentKit, lang: languageOf(this), turn };
      parts.push(
        hoursNode(verdict, words),
        ladderNode(verdict, this.next(), turn, words),
        this.current && diffNode(this.current, verdict, words),
        checklistNode(verdict, matter, words),
        remarksNode(verdict, matter, words),
        this.printNode(words),
      );
    }
    this.box.replaceChildren(...parts.filter((part) => part !== null));
    this.setAttribute("data-state", this.state);
    if (focused) this.root.querySelector<HTMLElement>(`[data-action="${CSS.escape(focused)}"]`)?.focus();
    const said = this.spoken(words);
    if (this.live.textContent !== said) this.live.textContent = said;
  }

  private spoken(words: ReviewStrings): string {
    const { verdict } = this;
    if (this.state === "pending" || !verdict) return "";
    const signed = verdict.steps.filter((step) => step.state === "signed").length;
    const head = verdict.state === "pass" ? words.pass : fill(words.hold, { count: verdict.reasons.length });
    return `${head} ${fill(words.done, { signed, all: verdict.steps.length })}`;
  }

  private headNode(words: ReviewStrings): HTMLElement {
    const { state, verdict } = this;
    const reasons = verdict?.reasons ?? [];
    const head =
      state === "failed"
        ? fill(words.failed, { why: this.fault })
        : state === "hold"
          ? fill(words.hold, { count: reasons.length })
          : state === "pass"
            ? words.pass
            : words.pending;
    return el(
      "section",
      { class: `verdict-line ${state}`, part: "verdict", "data-state": state },
      el("p", { class: "head" }, head),
      reasons.length > 0 &&
        el(
          "ol",
          {},
          ...reasons.map((reason) =>
            el(
              "li",
              { "data-code": reason.code, "data-step": reason.step },
              reason.message,
              reason.who && !reason.message.includes(reason.who)
                ? el("b", {}, ` ${fill(words.by, { who: reason.who })}`)
                : null,
            ),
          ),
        ),
      state === "failed" &&
        el(
          "button",
          { type: "button", "data-action": "again", onclick: () => void this.refresh() },
          words.again,
        ),
    );
  }

  private turn(): Turn {
    const { actor, asking } = this;
    return { actor, asking, act: (action) => this.act(action), ask: (what) => this.ask(what) };
  }

  private ask(what: string | null): void {
    this.asking = what;
    this.draw();
    this.root.querySelector<HTMLElement>(".ask input")?.focus();
  }

  private printNode(words: ReviewStrings): HTMLElement {
    return el(
      "section",
      { class: "act" },
      el("button", { type: "button", "data-action": "print", onclick: () => this.print() }, words.print),
    );
  }
}

/** Whether a submission wants to go out: only then there is a receipt to show. */
function published({ action }: ReviewSubmission): boolean {
  return action === undefined || action === "publish";
}

declare global {
  interface HTMLElementTagNameMap {
    "xianshen-review": XianshenReview;
  }
}
