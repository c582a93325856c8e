/** What long work needs to stay polite: a turn for whoever waits, and an end when it is no longer wanted. */

/** Rejects with the signal's reason once it is aborted. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  // The signal's own method is younger than the browsers that this must run in.
  if (signal?.aborted) throw (signal.reason as Error | undefined) ?? new Error("aborted");
}

/** Ends this task and goes on in the next, so that messages, timers and the page's own work come in between. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
