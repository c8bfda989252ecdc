import { type ReadRequest, readOrRefuse } from '../read.ts';

/** A worker that answers when a test calls `answer`. */
export class HeldWorker extends EventTarget {
  static started: HeldWorker[] = [];
  #request: ReadRequest | undefined;
  #asked = Promise.withResolvers<void>();
  isEnded = false;

  constructor() {
    super();
    HeldWorker.started.push(this);
  }

  /** Settles when the worker has a file to read. */
  get asked(): Promise<void> {
    return this.#asked.promise;
  }

  postMessage(request: ReadRequest): void {
    this.#request = request;
    this.#asked.resolve();
  }

  terminate(): void {
    this.isEnded = true;
  }

  /**
   * Reads the file and sends the result, also after `terminate`, like a message that was already
   * sent.
   */
  answer(): void {
    if (this.#request === undefined) throw new Error('Nothing was asked.');
    this.dispatchEvent(new MessageEvent('message', { data: readOrRefuse(this.#request) }));
  }
}

const { Worker } = globalThis;

/** Replaces the `Worker` of the page, until `restoreWorkers`. */
export function replaceWorkers(by: unknown): void {
  HeldWorker.started = [];
  Object.assign(globalThis, { Worker: by });
}

/** Restores the `Worker` of the browser. */
export function restoreWorkers(): void {
  Object.assign(globalThis, { Worker });
}
