import { answerTo, type ReadRequest } from '../read.ts';

/** A worker that answers when the test says so. */
export class HeldWorker extends EventTarget {
  static started: HeldWorker[] = [];
  #request: ReadRequest | undefined;
  #asked = Promise.withResolvers<void>();
  isEnded = false;

  constructor() {
    super();
    HeldWorker.started.push(this);
  }

  /** Settles when it has something to read. */
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

  /** Reads what it was given, also after its end: a message may be on its way by then. */
  answer(): void {
    if (this.#request === undefined) throw new Error('Nothing was asked.');
    this.dispatchEvent(new MessageEvent('message', { data: answerTo(this.#request) }));
  }
}

const { Worker } = globalThis;

/** Gives the page other workers, until `restoreWorkers`. */
export function replaceWorkers(by: unknown): void {
  HeldWorker.started = [];
  Object.assign(globalThis, { Worker: by });
}

/** The browser's own again. */
export function restoreWorkers(): void {
  Object.assign(globalThis, { Worker });
}
