/**
 * What the elements share: a base class that can be imported where there is no page (server rendering), a small
 * builder of DOM nodes that never parses HTML, and the property upgrade that frameworks need.
 */

/** HTMLElement, or an empty class where there is no page. */
export const ElementBase: typeof HTMLElement =
  typeof HTMLElement === "undefined" ? (class {} as unknown as typeof HTMLElement) : HTMLElement;

/** What {@link el} may set: attributes (false and undefined leave out, true sets empty), and `on…` listeners. */
export type ElementProps = Record<string, string | number | boolean | undefined | ((event: never) => void)>;

/** Makes an element. Text children become text nodes; nothing is ever parsed as HTML. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: ElementProps = {},
  ...children: (Node | string | null | undefined | false)[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === "function")
      node.addEventListener(name.slice(2).toLowerCase(), value as EventListener);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== undefined && value !== false) node.setAttribute(name, String(value));
  }
  for (const child of children) {
    if (child !== null && child !== undefined && child !== false) node.append(child);
  }
  return node;
}

/**
 * Takes over properties that a framework set on the element before it was registered: deletes the plain value
 * and sets it again through the class's accessor.
 */
export function upgradeProperties(host: HTMLElement, ...names: string[]): void {
  const bag = host as unknown as Record<string, unknown>;
  for (const name of names) {
    if (!Object.getOwnPropertyDescriptor(bag, name)) continue;
    const value = bag[name];
    delete bag[name];
    bag[name] = value;
  }
}

/**
 * Says an element's state in `data-state`, and fires `xianshen-statechange` where it is another one. It does not bubble:
 * the guard of a form around the element has an event of that name.
 */
export function tellState(host: HTMLElement, state: string): void {
  if (host.getAttribute("data-state") === state) return;
  host.setAttribute("data-state", state);
  host.dispatchEvent(new CustomEvent("xianshen-statechange", { detail: { state } }));
}

/** The language of an element's interface: `en` if the nearest `lang` attribute says so, else `zh`. */
export function languageOf(host: HTMLElement): "zh" | "en" {
  const holder = host.closest("[lang]");
  return holder?.getAttribute("lang")?.toLowerCase().startsWith("en") ? "en" : "zh";
}

/** Goes on with a value that may come later, at once if it is there. */
export function andThen<T>(
  value: T | Promise<T>,
  next: (value: T) => void,
  failed: (error: unknown) => void,
): void {
  if (typeof (value as Promise<T> | null)?.then === "function")
    (value as Promise<T>).then(next).catch(failed);
  else next(value as T);
}

/** Offers a text or bytes as a file to keep. */
export function download(name: string, type: string, content: BlobPart): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = el("a", { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
