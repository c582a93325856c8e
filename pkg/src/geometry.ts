/**
 * Where things are: boxes of an iframe's content in the page around it, the outermost page this script may
 * touch, and bringing a range into view through every scroll box on the way.
 */

type View = Window & typeof globalThis;

/** The element that frames a window, if this script may see it. */
export function frameOf(view: Window): HTMLElement | null {
  try {
    return view.frameElement as HTMLElement | null;
  } catch {
    return null;
  }
}

/** The outermost window of the same origin. */
export function topWindow(view: Window): View {
  let window = view;
  for (let frame = frameOf(window); frame; frame = frameOf(window)) {
    const parent = frame.ownerDocument.defaultView;
    if (!parent) break;
    window = parent;
  }
  return window as View;
}

/** A box in client coordinates of the outermost window, cut by the frames around it. */
export interface PageBox {
  left: number;
  top: number;
  right: number;
  bottom: number;
  /** False when the frames around hide it altogether. */
  visible: boolean;
}

/** Carry a box of one window outwards through its frames. */
export function toTop(
  view: Window,
  rect: { left: number; top: number; right: number; bottom: number },
): PageBox {
  const box: PageBox = {
    left: rect.left,
    top: rect.top,
    right: rect.right,
    bottom: rect.bottom,
    visible: true,
  };
  for (let frame = frameOf(view); frame;) {
    const outer = frame.getBoundingClientRect();
    const scale = frame.offsetWidth ? outer.width / frame.offsetWidth : 1;
    const x = outer.left + frame.clientLeft * scale;
    const y = outer.top + frame.clientTop * scale;
    box.left = x + box.left * scale;
    box.right = x + box.right * scale;
    box.top = y + box.top * scale;
    box.bottom = y + box.bottom * scale;
    if (box.bottom < y || box.top > y + frame.clientHeight * scale) box.visible = false;
    const outside = frame.ownerDocument.defaultView;
    frame = outside ? frameOf(outside) : null;
  }
  return box;
}

/** A stretch of a window in its client coordinates. */
export interface Clip {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** The windows of the frames around a window, itself first, as far as this script may see. */
export function windowsAround(view: Window): View[] {
  const windows = [view as View];
  for (let frame = frameOf(view); frame; frame = frameOf(windows[windows.length - 1] as Window)) {
    const outer = frame.ownerDocument.defaultView;
    if (!outer) break;
    windows.push(outer);
  }
  return windows;
}

/** The part of an element's window in which it can be seen: what scroll boxes and frames around it leave of it. */
export function seenPart(element: Element): Clip {
  const page = element.ownerDocument;
  const view = page.defaultView as View;
  const clip = { left: 0, top: 0, right: view.innerWidth, bottom: view.innerHeight };
  for (let box: Element | null = element; box; box = parentOf(box)) {
    if (box === page.body || box === page.documentElement) break;
    const { overflow, position } = view.getComputedStyle(box);
    if (/auto|scroll|hidden|clip/.test(overflow)) cut(clip, box.getBoundingClientRect(), 0, 0);
    // An editor that fills the screen is not cut by the boxes it comes from.
    if (position === "fixed") break;
  }
  const frame = frameOf(view);
  if (frame) {
    const { left, top } = frame.getBoundingClientRect();
    const scale = frame.offsetWidth ? frame.getBoundingClientRect().width / frame.offsetWidth : 1;
    // A frame as high as its text is itself cut by what stands around it.
    if (scale === 1) cut(clip, seenPart(frame), left + frame.clientLeft, top + frame.clientTop);
  }
  return clip;
}

function cut(clip: Clip, by: Clip, x: number, y: number): void {
  clip.left = Math.max(clip.left, by.left - x);
  clip.top = Math.max(clip.top, by.top - y);
  clip.right = Math.min(clip.right, by.right - x);
  clip.bottom = Math.min(clip.bottom, by.bottom - y);
}

/** Scroll every box around a range, and the windows around those, as little as needed to show it. */
export function reveal(range: Range, margin = 48): void {
  const start = range.startContainer;
  let element: Element | null = start.nodeType === 1 ? (start as Element) : start.parentElement;
  if (!element) return;
  let view = element.ownerDocument.defaultView;
  let rect: { top: number; bottom: number } = boxOf(range, element);
  while (element && view) {
    const page: Document = element.ownerDocument;
    for (let box: Element | null = element; box; box = parentOf(box)) {
      if (box === page.documentElement || box === page.body) continue;
      if (box.scrollHeight <= box.clientHeight || !/auto|scroll/.test(view.getComputedStyle(box).overflowY))
        continue;
      const outer = box.getBoundingClientRect();
      const by = needed(rect, outer.top + margin / 2, outer.top + box.clientHeight - margin / 2);
      if (!by) continue;
      const was = box.scrollTop;
      box.scrollTop += by;
      const moved = box.scrollTop - was;
      rect = { top: rect.top - moved, bottom: rect.bottom - moved };
    }
    const by = needed(rect, margin, view.innerHeight - margin);
    if (by) {
      const was = view.scrollY;
      view.scrollBy(0, by);
      const moved = view.scrollY - was;
      rect = { top: rect.top - moved, bottom: rect.bottom - moved };
    }
    const frame = frameOf(view);
    if (!frame) return;
    const outer = frame.getBoundingClientRect();
    rect = { top: outer.top + frame.clientTop + rect.top, bottom: outer.top + frame.clientTop + rect.bottom };
    element = frame;
    view = frame.ownerDocument.defaultView;
  }
}

function boxOf(range: Range, element: Element): DOMRect {
  const rect = range.getBoundingClientRect();
  return rect.width || rect.height || rect.top ? rect : element.getBoundingClientRect();
}

function parentOf(element: Element): Element | null {
  const parent = element.parentNode;
  return parent?.nodeType === 11 && "host" in parent ? (parent as ShadowRoot).host : element.parentElement;
}

function needed(rect: { top: number; bottom: number }, top: number, bottom: number): number {
  if (rect.top < top) return rect.top - top;
  if (rect.bottom > bottom) return Math.min(rect.bottom - bottom, rect.top - top);
  return 0;
}
