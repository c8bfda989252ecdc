const { port1, port2 } = new MessageChannel();
let waiting: (() => void)[] = [];

// Not a timer: those of a page in the background wait for a second.
port1.onmessage = () => {
  const due = waiting;
  waiting = [];
  for (const each of due) each();
};

/** Settles in a task of its own. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    if (waiting.push(resolve) === 1) port2.postMessage(null);
  });
}

/**
 * From 50 ms on a task is felt. Measured: with half of this a fast machine shows frames without a picture in between, and the picture comes a third later.
 */
const SHORT_MS = 40;

/** Divides what is long into tasks: on a fast machine it stays one. */
export class Pace {
  #sinceMs = performance.now();

  /** The task may go on, if it was short so far; otherwise settles in the next one. */
  async next(): Promise<void> {
    if (performance.now() - this.#sinceMs < SHORT_MS) return;
    await nextTask();
    this.#sinceMs = performance.now();
  }
}
