/**
 * A draft of what is being written, on this machine only: leaving the page, a crash or a held submission loses
 * nothing, and nothing is sent. Kept a moment after each change and when the page goes away.
 */
import { Drafts } from "./filing/draft.js";

/** What to keep, and when. */
export interface DraftKeeping {
  /** Tells drafts apart: an id of the article, or of the form where it is new. */
  key: string;
  /** What is there now, as plain JSON; null where there is nothing worth keeping. */
  collect: () => object | null;
  /** Tells of changes; returns the way out. The `input` events of the page unless told. */
  changes?: (changed: () => void) => () => void;
  /** The window; the current one unless told. */
  target?: Window;
}

/** A draft that is being kept. */
export interface KeptDraft {
  /** What an earlier visit left, or null. Put it back, or ask first. */
  readonly found: { saved: number; value: object } | null;
  /** Forgets it: after the article went out, or where the writer does not want it back. */
  discard(): void;
  /** Keeps what is there now; false where nothing can be stored. */
  save(): boolean;
  /** Stops keeping; what is kept stays. */
  stop(): void;
}

/** Rest after a change before the draft is kept, in milliseconds. */
const REST = 400;

/** Keeps a draft in `localStorage` for thirty days. Where storage is forbidden or full it does nothing. */
export function keepDraft(options: DraftKeeping): KeptDraft {
  const view = options.target ?? window;
  const drafts = new Drafts("article", options.key);
  const found = drafts.load();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let dirty = false;
  const save = (): boolean => {
    clearTimeout(timer);
    dirty = false;
    const value = options.collect();
    return value === null ? true : drafts.save(value as Record<string, unknown>);
  };
  const changed = (): void => {
    dirty = true;
    clearTimeout(timer);
    timer = setTimeout(save, REST);
  };
  const leave = (): void => {
    if (dirty) save();
  };
  const byInput = (): (() => void) => {
    view.document.addEventListener("input", changed, true);
    return () => view.document.removeEventListener("input", changed, true);
  };
  const off = options.changes ? options.changes(changed) : byInput();
  view.addEventListener("pagehide", leave);
  view.document.addEventListener("visibilitychange", leave);
  return {
    found,
    save,
    discard() {
      clearTimeout(timer);
      dirty = false;
      drafts.drop();
    },
    stop() {
      leave();
      off();
      view.removeEventListener("pagehide", leave);
      view.document.removeEventListener("visibilitychange", leave);
    },
  };
}
