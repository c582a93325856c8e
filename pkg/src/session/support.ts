/** Small tools: going on with a value that may be a promise, listeners by name, waiting for a session. */
import type { Awaitable, Session } from "./types.js";

/** Where there is nothing to do. */
export function noop(): void {}

/** Go on with a value at once if it is here, later if it is a promise. */
export function then<T>(value: Awaitable<T>, use: (value: T) => void, fail: (error: unknown) => void): void {
  if (isPromise(value)) void value.then(use).catch(fail);
  else use(value);
}

function isPromise<T>(value: Awaitable<T>): value is Promise<T> {
  return typeof (value as Promise<T> | undefined)?.then === "function";
}

/** Listeners by the name of the event. */
export class Emitter<Events> {
  private readonly listeners = new Map<keyof Events, Set<(event: never) => void>>();

  on<K extends keyof Events>(type: K, listener: (event: Events[K]) => void): () => void {
    let set = this.listeners.get(type);
    if (!set) {
      set = new Set();
      this.listeners.set(type, set);
    }
    const own = (event: Events[K]) => listener(event);
    set.add(own);
    return () => void set.delete(own);
  }

  /** True if anybody listened. A listener that throws does not keep the others from hearing. */
  emit<K extends keyof Events>(type: K, event: Events[K]): boolean {
    const set = this.listeners.get(type);
    if (!set?.size) return false;
    for (const listener of [...set]) {
      try {
        (listener as (event: Events[K]) => void)(event);
      } catch (error) {
        console.error(error);
      }
    }
    return true;
  }

  clear(): void {
    this.listeners.clear();
  }
}

/** Resolves when the findings of a session answer to its text, or it has ended; rejects if the kit fails. */
export function settled(session: Session): Promise<void> {
  if (!session.pending) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const leave = () => {
      for (const off of offs) off();
    };
    const done = () => {
      if (session.pending) return;
      leave();
      resolve();
    };
    const failed = (error: unknown) => {
      leave();
      reject(error);
    };
    const offs = [session.on("change", done), session.on("detach", done), session.on("error", failed)];
  });
}
