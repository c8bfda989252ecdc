import type { PersonEvents, PersonEventsOptions } from './person-events.ts';

/**
 * Loads `PersonEvents` at the first start, so that the first data of a page does not wait for it.
 * If it cannot be loaded, the session polls, as with a refused stream.
 */
export class LazyPersonEvents implements Pick<PersonEvents, keyof PersonEvents> {
  readonly #options: PersonEventsOptions;
  #events: PersonEvents | undefined;
  #wantedAtMs: number | undefined;
  #started = false;
  #loading = false;
  #failed = false;

  constructor(options: PersonEventsOptions) {
    this.#options = options;
  }

  get streaming(): boolean {
    return this.#events?.streaming ?? false;
  }

  start(): void {
    this.#started = true;
    this.#wantedAtMs ??= this.#options.clock.elapsed();
    if (this.#events !== undefined) this.#events.start();
    else if (!this.#loading && !this.#failed) void this.#load();
  }

  stop(): void {
    this.#started = false;
    this.#events?.stop();
  }

  allow(): void {
    this.#failed = false;
    this.#events?.allow();
  }

  wake(): void {
    this.#events?.wake();
  }

  end(): void {
    this.#started = false;
    this.#events?.end();
  }

  async #load(): Promise<void> {
    this.#loading = true;
    try {
      const { PersonEvents } = await import('./person-events.ts');
      this.#events = new PersonEvents(this.#options, this.#wantedAtMs ?? 0);
      if (this.#started) this.#events.start();
    } catch {
      // `allow` lets it be tried again, like a refused stream. In some browsers every later import
      // of the file fails too, until the page is loaded again.
      this.#failed = true;
    } finally {
      this.#loading = false;
    }
  }
}
