import type { News, NewsOptions } from './news.ts';

/**
 * The event stream of one person, with the methods of `News`, whose module is loaded at the first start, so that what a
 * page shows first does not wait for it. If it cannot be loaded, the session polls, as for a stream that is refused.
 */
export class LateNews implements Pick<News, keyof News> {
  readonly #options: NewsOptions;
  #news: News | undefined;
  #wantedAtMs: number | undefined;
  #started = false;
  #loading = false;
  #failed = false;

  constructor(options: NewsOptions) {
    this.#options = options;
  }

  get streaming(): boolean {
    return this.#news?.streaming ?? false;
  }

  start(): void {
    this.#started = true;
    this.#wantedAtMs ??= this.#options.clock.elapsed();
    if (this.#news !== undefined) this.#news.start();
    else if (!this.#loading && !this.#failed) void this.#load();
  }

  stop(): void {
    this.#started = false;
    this.#news?.stop();
  }

  allow(): void {
    this.#failed = false;
    this.#news?.allow();
  }

  wake(): void {
    this.#news?.wake();
  }

  end(): void {
    this.#started = false;
    this.#news?.end();
  }

  async #load(): Promise<void> {
    this.#loading = true;
    try {
      const { News } = await import('./news.ts');
      this.#news = new News(this.#options, this.#wantedAtMs ?? 0);
      if (this.#started) this.#news.start();
    } catch {
      // `allow` lets it be tried again, like a refused stream. Some browsers fail every later import of a file that
      // could not be loaded, as long as the page lives.
      this.#failed = true;
    } finally {
      this.#loading = false;
    }
  }
}
