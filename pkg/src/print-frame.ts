/**
 * Printing a sheet that is not the page: it is built node by node in the document of a frame that nobody sees, so that
 * neither the page's styles nor its text get into it, and no text is ever read as HTML.
 */

const FRAMES = "iframe[data-xianshen=print]";

/** Fills an empty document. */
export type BuildSheet = (doc: Document) => void;

/** Dresses a document of its own with a constructed style sheet. */
export function dress(doc: Document, css: string): void {
  // A sheet can only be adopted in the document whose window made it; without a window the page stays plain.
  const view = doc.defaultView as (Window & typeof globalThis) | null;
  if (!view) return;
  const sheet = new view.CSSStyleSheet();
  sheet.replaceSync(css);
  doc.adoptedStyleSheets = [sheet];
}

/**
 * Prints through a frame that is put into `place` and taken away afterwards. The reader's print dialogue opens; what
 * becomes of it the page is not told.
 */
export function printSheet(title: string, build: BuildSheet, place: Node = document.body): void {
  // One whose dialogue never told its end may still be there.
  for (const old of (place as ParentNode & Node).querySelectorAll?.(FRAMES) ?? []) old.remove();
  const frame = document.createElement("iframe");
  frame.dataset.xianshen = "print";
  frame.setAttribute("aria-hidden", "true");
  frame.tabIndex = -1;
  frame.title = title;
  // Not display: none, which some browsers print as an empty page.
  for (const [name, value] of Object.entries({
    position: "fixed",
    inset: "auto auto 0 0",
    width: "210mm",
    height: "297mm",
    border: "0",
    visibility: "hidden",
    "z-index": "-1",
    transform: "translateX(-120%)",
  }))
    frame.style.setProperty(name, value);
  frame.addEventListener(
    "load",
    () => {
      const view = frame.contentWindow;
      if (!view) return;
      view.document.title = title;
      build(view.document);
      view.addEventListener("afterprint", () => setTimeout(() => frame.remove()));
      view.focus();
      view.print();
    },
    { once: true },
  );
  place.appendChild(frame);
}
