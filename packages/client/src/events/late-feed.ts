import type { ArcError } from '@arc-elements/models';
import { toArcError } from '../errors.ts';
import type { Feed } from './event-feed.ts';

/** A feed whose code is loaded with its first start, so that what a page shows first does not wait for it. */
export class LateFeed implements Feed {
  readonly #load: () => Promise<Feed>;
  readonly #onError: (error: ArcError) => void;
  #feed: Feed | undefined;
  #started = false;
  #loading = false;

  /** @param onError - The code could not be loaded; the next start tries again. */
  constructor(load: () => Promise<Feed>, onError: (error: ArcError) => void) {
    this.#load = load;
    this.#onError = onError;
  }

  start(): void {
    this.#started = true;
    if (this.#feed !== undefined) this.#feed.start();
    else if (!this.#loading) void this.#create();
  }

  stop(): void {
    this.#started = false;
    this.#feed?.stop();
  }

  wake(): void {
    this.#feed?.wake();
  }

  async #create(): Promise<void> {
    this.#loading = true;
    try {
      this.#feed = await this.#load();
      if (this.#started) this.#feed.start();
    } catch (cause) {
      const wanted = this.#started;
      this.#started = false;
      if (wanted) this.#onError(toArcError(cause));
    } finally {
      this.#loading = false;
    }
  }
}
