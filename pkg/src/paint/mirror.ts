/**
 * Lines in a textarea or input. A form control has no ranges, so a transparent copy of its text lies exactly
 * over it: same box, same font, same wrapping, moved along when it scrolls. Only the copy is underlined. It
 * stands beside the control in a closed world of its own (shadow root, no pointer events, hidden from
 * assistive technology), never inside of a form's data. Each line of the text has an element of its own, so
 * that a key press lays out one line anew and not the whole text.
 */
import { diffBlocks } from "../text-diff.js";
import { BoxPainter } from "./boxes.js";
import { HighlightPainter, wantsBoxes } from "./highlights.js";
import { adoptSheet } from "./sheet.js";
import type { Painter, PainterChoice } from "./types.js";

/** The controls that have a mirror. */
export type TextControl = HTMLTextAreaElement | HTMLInputElement;

/** UTF-16 units of a long text that are copied, and laid out, in one task. */
const REACH = 20_000;
/** Quiet time after a change before the copy's style is compared with the control's, in milliseconds. */
const QUIET = 250;

const COPIED = [
  "-webkit-locale",
  "direction",
  "font-family",
  "font-size",
  "font-style",
  "font-variant",
  "font-weight",
  "font-stretch",
  "font-kerning",
  "font-feature-settings",
  "font-variation-settings",
  "font-optical-sizing",
  "letter-spacing",
  "tab-size",
  "text-align",
  "text-indent",
  "text-rendering",
  "text-transform",
  "word-break",
  "word-spacing",
  "overflow-wrap",
  "line-break",
  "hyphens",
  "writing-mode",
  "padding-top",
  "padding-right",
  "padding-bottom",
  "padding-left",
  "color-scheme",
  "text-orientation",
  "unicode-bidi",
  "text-spacing-trim",
];

const CSS_TEXT =
  ":host { all: initial; position: absolute; left: 0; top: 0; margin: 0; pointer-events: none; overflow: hidden; display: block; }\n" +
  ":host > div, .text { box-sizing: border-box; color: transparent; margin: 0; border: 0; background: none; position: absolute; left: 0; top: 0; " +
  "-webkit-text-fill-color: transparent; text-shadow: none; user-select: none; }\n" +
  ".text > div { unicode-bidi: inherit; }\n.text > div:not(:first-child) { text-indent: 0; }\n";

/** What holds an empty line open. */
const HOLD = "\u200B";

/** A line of the copy: its text, and the text node that ranges are made in. Another text makes another object. */
export interface MirrorLine {
  readonly text: string;
  readonly node: Text;
}

/** A transparent copy of one control's text. */
export class Mirror {
  /** The lines of the value when it was looked at last. */
  texts: readonly string[] = [];
  /** The lines of the copy, their texts, and the first that may be of an older text. */
  private lines: readonly MirrorLine[] = [];
  private copied: readonly string[] = [];
  private stale = Infinity;
  private readonly page: Document;
  private readonly view: Window & typeof globalThis;
  private readonly host: HTMLElement;
  private readonly shadow: ShadowRoot;
  private readonly body: HTMLElement;
  private readonly release: () => void;
  private readonly observer: ResizeObserver | null;
  private drawn: Painter | null = null;
  private timer = 0;
  /** UTF-16 units of the text that are copied at most, while there is more to come. */
  private reach = REACH;
  private growing = 0;
  /** What is set on the elements of the copy. */
  private readonly set = new Map<HTMLElement, Map<string, string>>();
  private restyled = false;
  /** The height of a line as the control's style has it, and as the copy has to have it. */
  private lineHeight = { computed: "", used: "" };

  constructor(
    private readonly control: TextControl,
    private readonly grown: () => void,
  ) {
    this.page = control.ownerDocument;
    this.view = this.page.defaultView as Window & typeof globalThis;
    this.host = this.page.createElement("xianshen-mirror");
    this.host.setAttribute("aria-hidden", "true");
    this.shadow = this.host.attachShadow({ mode: "open" });
    this.release = adoptSheet(this.shadow, "mirror", () => CSS_TEXT);
    this.body = this.page.createElement("div");
    this.body.className = "text";
    this.shadow.append(this.body);
    control.after(this.host);
    control.addEventListener("scroll", this.scroll, { passive: true });
    this.view.addEventListener("resize", this.layout, { passive: true });
    this.observer = this.view.ResizeObserver ? new this.view.ResizeObserver(this.layout) : null;
    this.observer?.observe(control);
    this.update();
    this.layout();
  }

  /** A painter over this mirror. */
  painter(choice: PainterChoice): Painter {
    const target = { window: this.view, root: this.body };
    const boxes = wantsBoxes(this.view, choice);
    const painter: Painter = boxes
      ? new BoxPainter({ ...target, root: this.host })
      : new HighlightPainter(target);
    this.drawn = painter;
    return {
      kind: painter.kind,
      paint: (items, rangeOf) => {
        painter.paint(items, rangeOf);
        // A change of the page's own style tells nobody; a key press need not wait for it.
        this.timer ||= this.view.setTimeout(this.layout, QUIET);
      },
      mark: (range) => painter.mark(range),
      moved: (now) => painter.moved(now),
      destroy: () => painter.destroy(),
    };
  }

  /**
   * Take note of the control's value. The copy follows when somebody asks for a line of it that has changed or may
   * have moved: a key press in a text with no lines to draw below it copies nothing.
   */
  update(): void {
    this.texts = kept(this.texts, this.control.value.split("\n"));
    const wanted = this.reach === Infinity ? this.texts : this.within();
    this.stale = diffBlocks(this.copied, wanted)?.at ?? Infinity;
    if (this.reach < Infinity || !this.copied.length) this.copy(wanted);
  }

  /** A line of the copy, as the text stands. */
  line(index: number): MirrorLine | undefined {
    if (index >= this.stale) this.copy(this.texts);
    return this.lines[index];
  }

  /** Of the copy, lines that read as they did stay the same nodes. */
  private copy(wanted: readonly string[]): void {
    const { body, page, lines } = this;
    const splice = diffBlocks(this.copied, wanted);
    this.stale = Infinity;
    this.copied = wanted;
    if (!splice) return;
    const { at, removed, inserted } = splice;
    const fresh = wanted.slice(at, at + inserted).map((text, i): MirrorLine => {
      const old = i < removed ? lines[at + i] : undefined;
      const node = old?.node ?? page.createTextNode("");
      node.data = text;
      if (!old) {
        const line = page.createElement("div");
        line.append(node);
        body.insertBefore(line, body.children[at + i] ?? null);
      }
      const hold = node.nextSibling;
      if (text) hold?.remove();
      else if (!hold) node.after(HOLD);
      return { text, node };
    });
    for (const { node } of lines.slice(at + inserted, at + removed)) node.parentElement?.remove();
    this.lines = lines.slice(0, at).concat(fresh, lines.slice(at + removed));
  }

  /** The lines that are to be copied by now; the others are waited for. */
  private within(): readonly string[] {
    let length = 0;
    const count = this.texts.findIndex((text) => (length += text.length + 1) > this.reach);
    if (count < 0) {
      this.reach = Infinity;
      return this.texts;
    }
    this.growing ||= this.view.setTimeout(() => {
      this.growing = 0;
      this.reach += REACH;
      this.grown();
    });
    return this.texts.slice(0, count + 1);
  }

  /** The line of a text node of the copy, or -1. */
  indexOf(node: Node): number {
    return this.lines.findIndex((line) => line.node === node);
  }

  /** Take the copy away. */
  destroy(): void {
    this.control.removeEventListener("scroll", this.scroll);
    this.view.removeEventListener("resize", this.layout);
    this.observer?.disconnect();
    this.view.clearTimeout(this.timer);
    this.view.clearTimeout(this.growing);
    this.release();
    this.host.remove();
  }

  /** Lay the copy over the control. */
  private readonly layout = (): void => {
    this.view.clearTimeout(this.timer);
    this.timer = 0;
    const { control, host, body } = this;
    if (host.previousElementSibling !== control && control.parentNode) control.after(host);
    const style = this.view.getComputedStyle(control);
    for (const name of COPIED) this.put(body, name, style.getPropertyValue(name));
    // The language decides which font a generic family means.
    const lang = control.closest<HTMLElement>("[lang]")?.lang ?? "";
    if (body.lang !== lang) body.lang = lang;
    const single = control.tagName === "INPUT";
    const kept = !single && style.whiteSpace !== "pre" && style.whiteSpace !== "nowrap";
    this.put(body, "white-space", kept ? "pre-wrap" : "pre");
    const hidden = style.display === "none" || style.visibility === "hidden";
    this.put(host, "display", hidden ? "none" : "block");
    this.put(host, "z-index", style.zIndex);
    this.put(host, "width", `${control.clientWidth}px`);
    this.put(host, "height", `${control.clientHeight}px`);
    if (single) {
      const inner =
        control.clientHeight - Number.parseFloat(style.paddingTop) - Number.parseFloat(style.paddingBottom);
      this.put(body, "line-height", `${inner}px`);
      this.put(body, "width", `max(100%, ${control.scrollWidth}px)`);
    } else {
      this.put(body, "width", `${control.clientWidth}px`);
      this.fitLines(style);
    }
    const here = host.getBoundingClientRect();
    const there = control.getBoundingClientRect();
    const left = Number.parseFloat(host.style.left) || 0;
    const top = Number.parseFloat(host.style.top) || 0;
    const dx = there.left + control.clientLeft - here.left;
    const dy = there.top + control.clientTop - here.top;
    if (dx) this.put(host, "left", `${left + dx}px`);
    if (dy) this.put(host, "top", `${top + dy}px`);
    this.shift();
    if (this.restyled) this.drawn?.moved(true);
    this.restyled = false;
  };

  /** Set a property, unless it is set to that: each one that is set makes the browser style the copy anew. */
  private put(element: HTMLElement, name: string, value: string): void {
    const set = this.set.get(element);
    if (set?.get(name) === value) return;
    element.style.setProperty(name, value);
    this.restyled = true;
    if (set) set.set(name, value);
    else this.set.set(element, new Map([[name, value]]));
  }

  /**
   * A line height without a unit is rounded in another way than the pixels that a style says it comes to. That is a
   * sixty-fourth of a pixel a line, and adds up in a long text: if the copy is too high, it takes the other way.
   */
  private fitLines({ lineHeight, writingMode }: CSSStyleDeclaration): void {
    const { body, control } = this;
    if (this.lineHeight.computed !== lineHeight) this.lineHeight = { computed: lineHeight, used: lineHeight };
    this.put(body, "line-height", this.lineHeight.used);
    const pixels = Number.parseFloat(lineHeight);
    if (!pixels || this.reach < Infinity || this.stale < Infinity) return;
    if (this.lineHeight.used !== lineHeight) return;
    if (!writingMode.startsWith("horizontal") || control.scrollHeight <= control.clientHeight) return;
    if (body.getBoundingClientRect().height < control.scrollHeight + 1) return;
    this.lineHeight.used = `${Math.floor(pixels * 64) / 64}px`;
    this.put(body, "line-height", this.lineHeight.used);
  }

  private readonly scroll = (): void => {
    this.shift();
    this.drawn?.moved();
  };

  private shift(): void {
    const { scrollLeft, scrollTop } = this.control;
    this.put(this.body, "transform", `translate(${-scrollLeft}px, ${-scrollTop}px)`);
  }
}

/** `after`, with the strings of `before` where they read the same: strings that are one are compared at a glance. */
function kept(before: readonly string[], after: readonly string[]): readonly string[] {
  const splice = diffBlocks(before, after);
  if (!splice) return before;
  const { at, removed, inserted } = splice;
  return before.slice(0, at).concat(after.slice(at, at + inserted), before.slice(at + removed));
}
