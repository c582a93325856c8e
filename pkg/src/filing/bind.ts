/**
 * `bindFiling(form, kit, mapping)`: a vendor's own form under the kit's rules. Each mapped control gets what its field
 * is told: the browser's own validity, `aria-invalid`, and the sentence next to it with a button for a certain fix. The
 * form's layout, names and sending stay the vendor's. What belongs to no control is said at the end of the form.
 */
import { el, languageOf } from "../elements/base.js";
import type { Awaitable } from "../kit.js";
import type { Diagnostic, FilingReport, FormInfo } from "../types.js";
import { Asked } from "./asked.js";
import { BoundControl, type NamedControl } from "./bound-control.js";
import { FilingChecker, type FilingKit } from "./checker.js";
import { canonicalPath, copyOf, findForm, joinId, readPath, writePath } from "./model.js";
import { fill, type FilingStrings, filingStrings } from "./strings.js";

/** Control names of the vendor's form, each with the path or the Chinese label it stands for. */
export type FilingMapping = Readonly<Record<string, string>>;

/** How to bind a form. */
export interface BindFilingOptions {
  /** `jurisdiction/form`; unless told, the kit's only form, else the first. */
  form?: string;
  /** What holds for every filing of this form and stands in no control: `{ event: { kind: "open" } }`. */
  base?: object;
  /** False lets a form with errors go out; then only the browser's own validation holds it. True unless told. */
  hold?: boolean;
  /** Puts the node with a control's findings into the page. Unless told, it stands after the control. */
  place?: (control: HTMLElement, findings: HTMLElement) => void;
  /** Language of the words around the findings; the page's, else `zh`. */
  lang?: "zh" | "en";
  /** Words of one's own. */
  strings?: Partial<FilingStrings>;
}

/** A bound form. */
export interface FilingBinding {
  /** The filing as the controls have it now. */
  readonly value: object;
  /** The last report, or null before the first. */
  readonly current: FilingReport | null;
  /** Checks now, shows everything and leads to the first error. */
  report(): Promise<FilingReport>;
  /** Reads the controls again, after a script has set them. */
  refresh(): void;
  /** Told of every report; returns the way out. */
  on(type: "change", listener: (report: FilingReport) => void): () => void;
  /** What stands next to each control, as plain JSON. */
  snapshot(): BoundSnapshot;
  /** Takes everything away again. */
  destroy(): void;
}

/** What a bound form shows. */
export interface BoundSnapshot {
  form: string;
  value: object;
  fields: { name: string; path: string; invalid: boolean; shown: Diagnostic[] }[];
  other: Diagnostic[];
}

class Binding implements FilingBinding {
  private readonly form: HTMLFormElement;
  private readonly kit: FilingKit;
  private readonly options: BindFilingOptions;
  private readonly mapping: FilingMapping;
  private readonly words: FilingStrings;
  private readonly asked: Asked;
  private readonly checker: FilingChecker;
  private readonly controls = new Map<string, BoundControl>();
  private readonly listeners = new Set<(report: FilingReport) => void>();
  private readonly other = el("div", { "data-xianshen": "filing-other", role: "status" });
  private info: FormInfo | null = null;
  private ready: Awaitable<unknown> = undefined;
  private off: (() => void)[] = [];
  private leading = false;

  constructor(form: HTMLFormElement, kit: FilingKit, mapping: FilingMapping, options: BindFilingOptions) {
    this.form = form;
    this.kit = kit;
    this.mapping = mapping;
    this.options = options;
    this.words = filingStrings(options.lang ?? languageOf(form), options.strings);
    this.asked = new Asked(form);
    this.checker = new FilingChecker({
      value: () => this.value,
      info: () => this.info,
      paths: () => this.paths(),
      show: () => this.show(),
      failed: (error) => this.failed(error),
    });
  }

  start(): Awaitable<unknown> {
    const begin = (forms: FormInfo[]) => {
      const info = findForm(forms, this.options.form ?? "");
      if (!info) throw new Error(fill(this.words.noForm, { form: this.options.form ?? "" }));
      this.info = info;
      this.listen();
      this.checker.check(this.kit);
    };
    const forms = this.kit.forms();
    if (forms instanceof Promise) {
      const work = forms.then(begin);
      work.catch((error: unknown) => this.failed(error));
      this.ready = work;
    } else begin(forms);
    return this.ready;
  }

  get value(): object {
    const value = copyOf(this.options.base);
    if (!this.info) return value;
    value.jurisdiction = this.info.jurisdiction;
    value.form = this.info.id;
    for (const [name, path] of this.entries()) {
      const control = this.named(name);
      if (!control) continue;
      const read = control.read(this.kindOf(path));
      if (read !== undefined || readPath(value, path, this.info) === undefined)
        writePath(value, path, read, this.info);
    }
    return value;
  }

  get current(): FilingReport | null {
    return this.checker.report;
  }

  async report(): Promise<FilingReport> {
    await this.ready;
    return new Promise((resolve, reject) => {
      this.checker.all = true;
      this.checker.check(this.kit, (report) => {
        this.lead();
        resolve(report);
      });
      if (this.checker.broken) reject(new Error(this.other.textContent ?? ""));
    });
  }

  refresh(): void {
    if (this.info) this.checker.check(this.kit);
  }

  on(_type: "change", listener: (report: FilingReport) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  snapshot(): BoundSnapshot {
    const sorted = this.checker.sorted();
    return {
      form: this.info ? joinId(this.info.jurisdiction, this.info.id) : "",
      value: this.value,
      fields: this.entries().map(([name, path]) => ({
        name,
        path,
        invalid: this.named(name)?.invalid ?? false,
        shown: this.checker.mayShow(path) ? (sorted.get(path) ?? []) : [],
      })),
      other: this.checker.all ? (sorted.get("") ?? []) : [],
    };
  }

  destroy(): void {
    for (const off of this.off.splice(0)) off();
    this.asked.release();
    for (const control of this.controls.values()) control.release();
    this.controls.clear();
    this.listeners.clear();
    this.other.remove();
  }

  private entries(): [name: string, path: string][] {
    return Object.entries(this.mapping).map(([name, path]) => [name, canonicalPath(path, this.info)]);
  }

  private paths(): string[] {
    return this.entries().flatMap(([name, path]) => (this.named(name) ? [path] : []));
  }

  private kindOf(path: string): string {
    return path === "online"
      ? "yes-no"
      : (this.info?.fields.find((field) => field.name === path)?.kind ?? "text");
  }

  /** Looked up anew each time: pages draw their forms again. */
  private named(name: string): BoundControl | null {
    const found = this.form.elements.namedItem(name) as NamedControl | null;
    if (!found) return null;
    let control = this.controls.get(name);
    if (!control?.holds(found)) {
      control?.release();
      control = new BoundControl(found, this.words, (text) => this.fix(name, text), this.options.place);
      this.controls.set(name, control);
    }
    return control;
  }

  private pathOf(target: EventTarget | null): string | undefined {
    return this.entries().find(([name]) => this.named(name)?.includes(target))?.[1];
  }

  private listen(): void {
    const at = (type: string, listener: (event: Event) => void, capture = false) => {
      this.form.addEventListener(type, listener, capture);
      this.off.push(() => this.form.removeEventListener(type, listener, capture));
    };
    const changed = (event: Event) => {
      // What an input method still holds is nobody's answer yet.
      if ((event as InputEvent).isComposing || this.pathOf(event.target) === undefined) return;
      this.checker.check(this.kit);
    };
    at("input", changed);
    at("change", changed);
    at("compositionend", changed);
    at("focusout", (event) => {
      const path = this.pathOf(event.target);
      if (path === undefined) return;
      this.checker.leave(path);
      this.checker.check(this.kit);
    });
    at("reset", () => {
      this.checker.reset();
      // The controls have their values back only after the event.
      setTimeout(() => this.refresh());
    });
    // Does not bubble, so it is caught on its way down.
    at("invalid", (event) => this.onInvalid(event), true);
    at("submit", (event) => this.onSubmit(event), true);
  }

  private onInvalid(event: Event): void {
    const path = this.pathOf(event.target);
    if (path === undefined || !this.asked.now) return;
    // The sentence stands next to the control; the browser's bubble would say it twice.
    event.preventDefault();
    if (this.leading) return;
    this.leading = true;
    queueMicrotask(() => {
      this.leading = false;
      this.checker.all = true;
      this.show();
      this.lead();
    });
  }

  private onSubmit(event: Event): void {
    if (this.options.hold === false) return;
    const { checker } = this;
    let waiting = false;
    checker.all = true;
    if (checker.settled) this.show();
    else checker.check(this.kit, () => waiting && this.answered((event as SubmitEvent).submitter));
    waiting = checker.pending;
    if (checker.settled && checker.counts().error === 0) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!waiting) this.lead();
  }

  /** The report came after the event had to be stopped: the form goes out now, or its first error is led to. */
  private answered(submitter: HTMLElement | null): void {
    if (this.checker.counts().error > 0) this.lead();
    else this.form.requestSubmit(submitter?.isConnected ? submitter : null);
  }

  private fix(name: string, text: string): void {
    this.named(name)?.write(text);
    this.checker.check(this.kit);
  }

  private show(): void {
    const sorted = this.checker.sorted();
    for (const [name, path] of this.entries())
      this.named(name)?.show(sorted.get(path) ?? [], this.checker.mayShow(path));
    const rest = (sorted.get("") ?? []).filter((diagnostic) => diagnostic.severity !== "info");
    this.say(this.checker.all ? rest.map((diagnostic) => diagnostic.message) : []);
    const { report } = this.checker;
    if (!report) return;
    for (const listener of this.listeners) listener(report);
    this.form.dispatchEvent(new CustomEvent("xianshen-report", { detail: report, bubbles: true }));
  }

  private lead(): void {
    for (const [name] of this.entries()) {
      const control = this.named(name);
      if (control?.invalid) {
        control.focus();
        return;
      }
    }
  }

  private failed(error: unknown): void {
    this.say([fill(this.words.failed, { why: error instanceof Error ? error.message : String(error) })]);
  }

  private say(lines: readonly string[]): void {
    if (lines.length > 0 && !this.other.isConnected) this.form.append(this.other);
    if ([...this.other.children].map((line) => line.textContent).join("\n") === lines.join("\n")) return;
    this.other.replaceChildren(...lines.map((line) => el("p", { class: "xianshen-finding error" }, line)));
  }
}

/**
 * Puts a form of one's own under the rules of a filing form. `mapping` names for each control the field it stands for:
 * `{ unit: "单位名称", tel: "reviewer.phone", day: "event.date" }`. Works with a kit of this thread or of a worker.
 */
export function bindFiling(
  form: HTMLFormElement,
  kit: FilingKit,
  mapping: FilingMapping,
  options: BindFilingOptions = {},
): FilingBinding {
  const binding = new Binding(form, kit, mapping, options);
  void binding.start();
  return binding;
}
