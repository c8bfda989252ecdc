import { toArcError } from '../errors.ts';
import { guardedAsync } from '../guarded.ts';
import type { EventFeed, Feed, FeedHandlers } from './event-feed.ts';
import type { SseMessage } from './sse-parser.ts';

/** What tabs tell each other. Never a token: each tab has a session of its own. */
type Note =
  /** A tab joined, or woke up, and wants to know how things are. */
  | { readonly kind: 'hello' }
  /** How the stream stands, from the tab that has it. */
  | { readonly kind: 'live'; readonly live: boolean; readonly lastId: string | null }
  /** The place in the stream moved. */
  | { readonly kind: 'place'; readonly lastId: string | null }
  /** A message of the stream. */
  | { readonly kind: 'message'; readonly message: SseMessage };

/** Parts of a shared feed. */
export interface SharedFeedOptions extends FeedHandlers {
  /** Makes the one stream, for when it is this tab's turn. */
  readonly createFeed: (handlers: FeedHandlers) => EventFeed;
  /**
   * Name that the tabs of the same person at the same broker have in common; `null` when whom the session is for cannot be
   * told, then nothing is shared. Rejects when there is no session.
   */
  readonly name: () => Promise<string | null>;
}

/** Whether this place has what tabs need to agree. Pages only: a server process may serve many people at once. */
export const canShare = (): boolean =>
  typeof document !== 'undefined' &&
  typeof BroadcastChannel === 'function' &&
  globalThis.navigator?.locks !== undefined;

/**
 * One event stream for all tabs of a browser: the tab that holds a lock keeps it and passes messages on. When it is closed,
 * hidden or crashes, the browser gives the lock to the next, which goes on at the same place.
 */
export class SharedFeed implements Feed {
  readonly #options: SharedFeedOptions;
  readonly #feed: EventFeed;
  #run: AbortController | undefined;
  #channel: BroadcastChannel | undefined;
  #leading = false;
  #live = false;

  constructor(options: SharedFeedOptions) {
    this.#options = options;
    this.#feed = options.createFeed({
      onMessage: (message) => {
        this.#post({ kind: 'message', message });
        options.onMessage(message);
      },
      onOpen: options.onOpen,
      onPlace: (lastId) => this.#post({ kind: 'place', lastId }),
      onLive: (live) => {
        this.#post({ kind: 'live', live, lastId: this.#feed.lastId });
        this.#setLive(live);
      },
      onError: (error) => {
        // Another tab may have more luck, or more rights.
        this.stop();
        options.onError(error);
      },
    });
  }

  start(): void {
    if (this.#run !== undefined) return;
    const run = new AbortController();
    this.#run = run;
    void guardedAsync(() => this.#join(run.signal));
  }

  stop(): void {
    this.#run?.abort();
    this.#run = undefined;
    this.#feed.stop();
    this.#leading = false;
    this.#channel?.close();
    this.#channel = undefined;
    this.#setLive(false);
  }

  wake(): void {
    if (this.#leading) this.#feed.wake();
    else this.#post({ kind: 'hello' });
  }

  async #join(signal: AbortSignal): Promise<void> {
    let name: string | null;
    try {
      name = await this.#options.name();
    } catch (cause) {
      if (!signal.aborted) {
        this.stop();
        this.#options.onError(toArcError(cause));
      }
      return;
    }
    if (signal.aborted) return;
    if (name === null) {
      this.#leading = true;
      this.#feed.start();
      return;
    }
    this.#channel = new BroadcastChannel(name);
    this.#channel.onmessage = ({ data }: MessageEvent<Note>) => {
      if (!signal.aborted) this.#onNote(data);
    };
    this.#post({ kind: 'hello' });
    try {
      await navigator.locks.request(name, { signal }, () => this.#lead(signal));
    } catch (cause) {
      // A stop while waiting for the turn ends the request this way; that is all right.
      if (!signal.aborted) throw cause;
    }
  }

  /** Keeps the stream until stopped; the lock is held as long as the promise is pending. */
  #lead(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    this.#leading = true;
    // Followers believed the tab before this one; until the stream is open here, they have to ask by themselves.
    this.#post({ kind: 'live', live: false, lastId: this.#feed.lastId });
    this.#setLive(false);
    this.#feed.start();
    return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  }

  #onNote(note: Note): void {
    if (note.kind === 'hello') {
      if (this.#leading) this.#post({ kind: 'live', live: this.#live, lastId: this.#feed.lastId });
      return;
    }
    if (this.#leading) return;
    if (note.kind === 'message') {
      this.#options.onMessage(note.message);
      return;
    }
    const before = this.#feed.lastId;
    this.#feed.lastId = note.lastId;
    if (note.kind === 'place') return;
    // While this tab was not listening the place moved on, so there were events it did not get.
    const missed = before !== null && before !== note.lastId;
    if (note.live && (!this.#live || missed)) this.#options.onOpen(!missed);
    this.#setLive(note.live);
  }

  #post(note: Note): void {
    this.#channel?.postMessage(note);
  }

  #setLive(live: boolean): void {
    if (this.#live === live) return;
    this.#live = live;
    this.#options.onLive(live);
  }
}
