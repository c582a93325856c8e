/** What every adapter's `attach` ends in: a session, with the card unless the page draws its own, and its end. */
import { attachCard } from "../elements/card.js";
import { attachSession } from "../session/session.js";
import type { EditorAdapter, Session, SessionKit, SessionOptions } from "../session/types.js";

/** Options of every `attach`. */
export interface AttachOptions extends SessionOptions {
  /** Whether a click into an underline opens the card. Default true. */
  card?: boolean;
}

/** Start a session on an adapter, and the card with it. */
export function openSession(adapter: EditorAdapter, kit: SessionKit, options: AttachOptions): Session {
  const session = attachSession(adapter, kit, options);
  if (options.card === false) return session;
  let card = attachCard(session);
  session.on("move", () => {
    card.detach();
    card = attachCard(session);
  });
  return session;
}

/** End a session with its editor, where the editor tells nobody: it takes its element out of the page. */
export function whenGone(session: Session, element: Element, gone: () => boolean): void {
  const { MutationObserver } = session.adapter.window;
  const parent = element.parentNode;
  if (!parent) return;
  const observer = new MutationObserver(() => {
    if (gone()) session.detach();
  });
  observer.observe(parent, { childList: true });
  session.on("detach", () => observer.disconnect());
}

/**
 * End a session when its editor is gone: `on` and `off` register and remove a listener of the editor's own event.
 * Some editors never let go of a listener, so all that it holds is emptied when the session ends.
 */
export function endWith(
  session: Session,
  on: (gone: () => void) => void,
  off: (gone: () => void) => void,
): void {
  const holder: { session: Session | null } = { session };
  const gone = () => holder.session?.detach();
  on(gone);
  session.on("detach", () => {
    holder.session = null;
    off(gone);
  });
}
