let waiting: (() => void)[] = [];

/** Settles in a task of its own; the browser may show a frame before. */
export function nextTask(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  if (waiting.push(resolve) === 1) wakeAll();
  return promise;
}

// Not by a timer: those of a page in the background wait for a second. Closed again: one that only listens keeps a server from ending.
function wakeAll(): void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    const due = waiting;
    waiting = [];
    for (const each of due) each();
  };
  port2.postMessage(null);
}

/** The same after what the person does, and before the next frame where the browser can tell the two apart. */
export function soonTask(): Promise<void> {
  if (!('scheduler' in globalThis)) return nextTask();
  return scheduler.postTask(() => undefined, { priority: 'user-blocking' });
}

/** A task of 50 ms is felt; this is a quarter of it, since what follows is not known to be shorter. */
const SHORT_MS = 12;

/** Divides what is long into tasks. */
export class Pace {
  #sinceMs = performance.now();

  /** The task may go on, if it was short so far; otherwise settles in the next one. Frames without a picture in between would only delay it. */
  async next(): Promise<void> {
    if (performance.now() - this.#sinceMs < SHORT_MS) return;
    await soonTask();
    this.#sinceMs = performance.now();
  }

  /** Settles when what is there so far could be seen. */
  async rest(): Promise<void> {
    await nextTask();
    this.#sinceMs = performance.now();
  }
}
