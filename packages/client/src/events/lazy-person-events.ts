import type { PersonEvents, PersonEventsOptions } from './person-events.ts';

/**
 * The event stream of one person, with the methods of `PersonEvents`, whose module is loaded at the first start, so that what a
 * page shows first does not wait for it. If it cannot be loaded, the session polls, as for a stream that is refused.
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
      // `allow` lets it be tried again, like a refused stream. Some browsers fail every later import of a file that
      // could not be loaded, as long as the page lives.
      this.#failed = true;
    } finally {
      this.#loading = false;
    }
  }
}
