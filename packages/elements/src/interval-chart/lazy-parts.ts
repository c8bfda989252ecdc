import type { ErrorLike } from '../internal/errors.ts';

/** A piece of the chart that is fetched when it is first needed, once a page. */
export class Part<T> {
  /** Fetches it. */
  readonly load: () => Promise<T>;
  #value: T | undefined;
  #arriving: Promise<T> | undefined;

  /** `value` when it is here from the start. */
  constructor(load: () => Promise<T>, value?: T) {
    this.load = load;
    this.#value = value;
  }

  /** The piece; `undefined` while it is not here. */
  get value(): T | undefined {
    return this.#value;
  }

  /** Fetches it unless it is here or on its way; after a failure, again. */
  fetch(): Promise<T> {
    this.#arriving ??= this.load().then(
      (value) => {
        this.#value = value;
        return value;
      },
      (error: unknown) => {
        this.#arriving = undefined;
        throw error;
      },
    );
    return this.#arriving;
  }
}

/** What is not in the entry: everything that the first picture of the usage view does without. */
export const PARTS = {
  /** Pointer, keyboard, read-out, overview and the list of the menu: fetched when the page has nothing better to do. */
  hands: new Part(() => import('./hands.ts')),
  /** The table and its order. */
  table: new Part(() => import('./parts/table.ts')),
  /** Sessions and files, and all states but the skeleton. */
  reader: new Part(() => import('./reader.ts')),
  /** View and range in the address. */
  link: new Part(() => import('./link.ts')),
};

/** The parts that one chart waits for. */
export class NeededParts {
  readonly #changed: () => void;
  /** What the current render asked for. */
  readonly #needed = new Set<Part<unknown>>();
  readonly #arriving = new Map<Part<unknown>, Promise<void>>();
  readonly #failed = new Map<Part<unknown>, ErrorLike>();

  /** `changed` is called when a part has arrived, or will not. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Starts a render: what it does not ask for is not waited for, and its failure is forgotten. */
  begin(): void {
    for (const part of this.#failed.keys()) if (!this.#needed.has(part)) this.#failed.delete(part);
    this.#needed.clear();
  }

  /** The part, if it is here; otherwise it is fetched. A failed one is asked for again only after `retry`, not by every render. */
  need<T>(part: Part<T>): T | undefined {
    this.#needed.add(part);
    if (part.value !== undefined || this.#failed.has(part) || this.#arriving.has(part)) return part.value;
    const settle = (): void => {
      this.#arriving.delete(part);
      this.#changed();
    };
    const done = part.fetch().then(settle, (error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      this.#failed.set(part, { code: 'view-failed', message });
      settle();
    });
    this.#arriving.set(part, done);
    return undefined;
  }

  /** Settles when what is needed is here or has failed; `undefined` when nothing is on its way. */
  get arriving(): Promise<unknown> | undefined {
    const awaited = [...this.#arriving].filter(([part]) => this.#needed.has(part)).map(([, done]) => done);
    return awaited.length === 0 ? undefined : Promise.all(awaited);
  }

  /** Why a part that is needed is not there; `null` when all are, or are on their way. */
  get error(): ErrorLike | null {
    for (const [part, error] of this.#failed) if (this.#needed.has(part)) return error;
    return null;
  }

  /** Forgets failures, so that the next render tries again. */
  retry(): void {
    this.#failed.clear();
    this.#changed();
  }
}
