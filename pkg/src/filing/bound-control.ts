/**
 * One control of a vendor's form, or the radio buttons and boxes that share a name: how its value is read and put back,
 * and where its findings are said. All that is changed on the page's own nodes is put back on release.
 */
import { el } from "../elements/base.js";
import type { Diagnostic } from "../types.js";
import { textOf } from "./model.js";
import type { FilingStrings } from "./strings.js";

/** What `form.elements.namedItem` gives. */
export type NamedControl = Element | RadioNodeList;

type Native = HTMLInputElement;

const LOOK = `
:where(.xianshen-findings) { margin-block: 0.25em; font-size: 0.9375em; line-height: 1.5; }
:where(.xianshen-findings p) { margin: 0; }
:where(.xianshen-finding.error) { color: light-dark(#b3261e, #ff9d95); }
:where(.xianshen-finding.warning) { color: light-dark(#8a5300, #f2bd6b); }
:where(.xianshen-finding.info) { color: light-dark(#1f5f8b, #8fc4ea); }
:where(.xianshen-findings button) { margin-inline-start: 0.5em; padding: 0 0.5em; font: inherit; cursor: pointer; }
`;

const dressed = new WeakSet<Node>();
let serial = 0;

/** A mapped control at work. */
export class BoundControl {
  private readonly nodes: readonly Native[];
  private readonly findings: HTMLElement;
  private readonly before = new Map<Native, Map<string, string | null>>();
  private readonly words: FilingStrings;
  private readonly apply: (text: string) => void;
  private shown = "";

  constructor(
    found: NamedControl,
    words: FilingStrings,
    apply: (text: string) => void,
    place: ((control: HTMLElement, findings: HTMLElement) => void) | undefined,
  ) {
    this.nodes = nodesOf(found);
    this.words = words;
    this.apply = apply;
    this.findings = el("div", {
      class: "xianshen-findings",
      "data-xianshen": "findings",
      id: `xianshen-findings-${++serial}`,
      hidden: true,
    });
    const last = this.nodes[this.nodes.length - 1] as Native;
    dress(last);
    if (place) place(this.nodes[0] as Native, this.findings);
    // After a label that holds the control, or the sentence would become part of the control's name.
    else (last.closest("label") ?? last).after(this.findings);
    for (const node of this.nodes) {
      const attributes = ["aria-invalid", "aria-describedby"];
      this.before.set(node, new Map(attributes.map((name) => [name, node.getAttribute(name)])));
    }
  }

  /** Whether this still stands for what the form has under the name. */
  holds(found: NamedControl): boolean {
    const nodes = nodesOf(found);
    return nodes.length === this.nodes.length && nodes.every((node, i) => node === this.nodes[i]);
  }

  /** Whether an event's target is one of its nodes. */
  includes(target: EventTarget | null): boolean {
    return this.nodes.includes(target as Native);
  }

  /** Whether it is shown as wrong. */
  get invalid(): boolean {
    return this.nodes.some((node) => node.getAttribute("aria-invalid") === "true");
  }

  /** The value for the filing; undefined where nothing is given. */
  read(kind: string): unknown {
    const first = this.nodes[0] as Native;
    if (first.type === "radio") return this.nodes.find((node) => node.checked)?.value || undefined;
    if (first.type === "checkbox") {
      // One box that stands for yes or no; several are a list.
      if (this.nodes.length === 1 && kind === "yes-no") return first.checked;
      const chosen = this.nodes.filter((node) => node.checked).map((node) => node.value);
      return chosen.length > 0 ? chosen.join("、") : undefined;
    }
    if (first.type === "select-multiple") {
      const chosen = [...(first as unknown as HTMLSelectElement).selectedOptions].map((one) => one.value);
      return chosen.length > 0 ? chosen.join("、") : undefined;
    }
    const { value } = first;
    return value === "" || value === undefined
      ? undefined
      : typeof value === "string"
        ? value
        : textOf(value);
  }

  /** Puts a text into the control, and tells the page as if it had been typed. */
  write(text: string): void {
    const first = this.nodes[0] as Native;
    if (first.type === "radio") {
      const wanted = this.nodes.find((node) => node.value === text);
      if (wanted) wanted.checked = true;
    } else if (first.type === "checkbox") {
      first.checked = text === "是";
    } else {
      // A framework may have put an accessor of its own over the element's.
      const own = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(first) as object, "value");
      if (own?.set) own.set.call(first, text);
      else first.value = text;
    }
    for (const type of ["input", "change"]) first.dispatchEvent(new Event(type, { bubbles: true }));
    first.focus();
  }

  /** Sets validity to what was found, and says it where it may be said. */
  show(found: readonly Diagnostic[], visible: boolean): void {
    const error = found.find((diagnostic) => diagnostic.severity === "error");
    for (const node of this.nodes) node.setCustomValidity?.(error?.message ?? "");
    const said = visible ? found : [];
    const wrong = visible && error !== undefined;
    for (const node of this.nodes) {
      this.attribute(node, "aria-invalid", wrong ? "true" : null);
      const before = this.before.get(node)?.get("aria-describedby") ?? "";
      const ids = said.length > 0 ? `${before} ${this.findings.id}`.trim() : before;
      this.attribute(node, "aria-describedby", ids || null);
    }
    const key = JSON.stringify(said);
    if (this.shown === key) return;
    this.shown = key;
    this.findings.hidden = said.length === 0;
    this.findings.replaceChildren(...said.map((diagnostic) => this.line(diagnostic)));
  }

  /** Leads to it. */
  focus(): void {
    (this.nodes.find((node) => node.checked) ?? this.nodes[0])?.focus();
  }

  /** Puts everything back. */
  release(): void {
    for (const [node, attributes] of this.before) {
      node.setCustomValidity?.("");
      for (const [name, value] of attributes) this.attribute(node, name, value);
    }
    this.findings.remove();
  }

  private line(diagnostic: Diagnostic): HTMLElement {
    const line = el(
      "p",
      {
        class: `xianshen-finding ${diagnostic.severity}`,
        "data-code": diagnostic.code,
        "data-severity": diagnostic.severity,
      },
      // Said in words too: colour alone says nothing to some.
      diagnostic.severity === "error" ? "" : `${this.words[diagnostic.severity]}：`,
      diagnostic.message,
    );
    for (const fix of diagnostic.fixes) {
      const press = () => this.apply(fix.replacement);
      line.append(el("button", { type: "button", "data-fix": fix.replacement, onclick: press }, fix.title));
    }
    return line;
  }

  private attribute(node: Element, name: string, value: string | null): void {
    if (value === null) node.removeAttribute(name);
    else if (node.getAttribute(name) !== value) node.setAttribute(name, value);
  }
}

function nodesOf(found: NamedControl): Native[] {
  return ("tagName" in found ? [found] : [...found]) as Native[];
}

/** One sheet a document or shadow root, so weak that any rule of the page wins over it. */
function dress(node: Node): void {
  const root = node.getRootNode() as Document | ShadowRoot;
  if (dressed.has(root) || !("adoptedStyleSheets" in root)) return;
  dressed.add(root);
  const sheet = new (node.ownerDocument?.defaultView ?? globalThis).CSSStyleSheet();
  sheet.replaceSync(LOOK);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}
