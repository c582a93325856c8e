/**
 * Style sheets without `<style>`: constructed in the realm of the document that uses them, adopted once a
 * document or shadow root however many sessions ask, and given back when the last one leaves. The count lives
 * on the document itself, so that several bundles of this package on one page share it.
 */

interface Adopted {
  sheet: CSSStyleSheet;
  users: number;
}

type Styled = (Document | ShadowRoot) & { [key: symbol]: Map<string, Adopted> | undefined };

const KEY = Symbol.for("xianshen.sheets");

/** Adopt a sheet under a name; returns the way to give it back. */
export function adoptSheet(root: Document | ShadowRoot, name: string, css: () => string): () => void {
  const styled = root as Styled;
  const view = (root.nodeType === 9 ? (root as Document) : root.ownerDocument)?.defaultView;
  if (!view) return () => {};
  let sheets = styled[KEY];
  if (!sheets) {
    sheets = new Map();
    Object.defineProperty(styled, KEY, { value: sheets, configurable: true });
  }
  let adopted = sheets.get(name);
  if (!adopted) {
    const sheet = new (view as Window & typeof globalThis).CSSStyleSheet();
    sheet.replaceSync(css());
    adopted = { sheet, users: 0 };
    sheets.set(name, adopted);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  }
  adopted.users++;
  let given = false;
  return () => {
    if (given) return;
    given = true;
    const entry = sheets.get(name);
    if (!entry || --entry.users > 0) return;
    sheets.delete(name);
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((other) => other !== entry.sheet);
  };
}
