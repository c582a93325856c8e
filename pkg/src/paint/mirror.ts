/**
 * Lines in a textarea or input. A form control has no ranges, so a transparent copy of its text lies exactly
 * over it: same box, same font, same wrapping, moved along when it scrolls. Only the copy is underlined. It
 * stands beside the control in a closed world of its own (shadow root, no pointer events, hidden from
 * assistive technology), never inside of a form's data.
 */
import { BoxPainter } from "./boxes.js";
import { HighlightPainter, wantsBoxes } from "./highlights.js";
import { adoptSheet } from "./sheet.js";
import type { Painter, PainterChoice } from "./types.js";

/** The controls that have a mirror. */
export type TextControl = HTMLTextAreaElement | HTMLInputElement;

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
  "line-height",
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
  "div { box-sizing: border-box; color: transparent; margin: 0; border: 0; background: none; position: absolute; left: 0; top: 0; " +
  "-webkit-text-fill-color: transparent; text-shadow: none; user-select: none; }\n";

/** A transparent copy of one control's text. */
export class Mirror {
  /** The text node that ranges are made in. */
  readonly text: Text;
  private readonly page: Document;
  private readonly view: Window & typeof globalThis;
  private readonly host: HTMLElement;
  private readonly shadow: ShadowRoot;
  private readonly body: HTMLElement;
  private readonly release: () => void;
  private readonly observer: ResizeObserver | null;
  private drawn: Painter | null = null;

  constructor(private readonly control: TextControl) {
    this.page = control.ownerDocument;
    this.view = this.page.defaultView as Window & typeof globalThis;
    this.host = this.page.createElement("xianshen-mirror");
    this.host.setAttribute("aria-hidden", "true");
    this.shadow = this.host.attachShadow({ mode: "open" });
    this.release = adoptSheet(this.shadow, "mirror", () => CSS_TEXT);
    this.body = this.page.createElement("div");
    this.text = this.page.createTextNode("");
    this.body.append(this.text, this.page.createTextNode("\u200B"));
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
      paint: (items) => {
        this.layout();
        painter.paint(items);
      },
      mark: (range) => painter.mark(range),
      destroy: () => painter.destroy(),
    };
  }

  /** Bring the copy up to date with the control's value. Offsets stay the same. */
  update(): void {
    if (this.text.data !== this.control.value) this.text.data = this.control.value;
  }

  /** Take the copy away. */
  destroy(): void {
    this.control.removeEventListener("scroll", this.scroll);
    this.view.removeEventListener("resize", this.layout);
    this.observer?.disconnect();
    this.release();
    this.host.remove();
  }

  /** Lay the copy over the control. */
  private readonly layout = (): void => {
    const { control, host, body } = this;
    if (host.previousElementSibling !== control && control.parentNode) control.after(host);
    const style = this.view.getComputedStyle(control);
    for (const name of COPIED) body.style.setProperty(name, style.getPropertyValue(name));
    // The language decides which font a generic family means.
    body.lang = control.closest<HTMLElement>("[lang]")?.lang ?? "";
    const single = control.tagName === "INPUT";
    body.style.whiteSpace = single
      ? "pre"
      : style.whiteSpace === "pre" || style.whiteSpace === "nowrap"
        ? "pre"
        : "pre-wrap";
    host.style.display = style.display === "none" || style.visibility === "hidden" ? "none" : "block";
    host.style.zIndex = style.zIndex;
    host.style.width = `${control.clientWidth}px`;
    host.style.height = `${control.clientHeight}px`;
    if (single) {
      const inner =
        control.clientHeight - Number.parseFloat(style.paddingTop) - Number.parseFloat(style.paddingBottom);
      body.style.lineHeight = `${inner}px`;
      body.style.width = `max(100%, ${control.scrollWidth}px)`;
    } else {
      body.style.width = `${control.clientWidth}px`;
    }
    const here = host.getBoundingClientRect();
    const there = control.getBoundingClientRect();
    const left = Number.parseFloat(host.style.left) || 0;
    const top = Number.parseFloat(host.style.top) || 0;
    const dx = there.left + control.clientLeft - here.left;
    const dy = there.top + control.clientTop - here.top;
    if (dx) host.style.left = `${left + dx}px`;
    if (dy) host.style.top = `${top + dy}px`;
    this.scroll();
  };

  private readonly scroll = (): void => {
    const { control, body } = this;
    body.style.transform = `translate(${-control.scrollLeft}px, ${-control.scrollTop}px)`;
    this.drawn?.moved?.();
  };
}
