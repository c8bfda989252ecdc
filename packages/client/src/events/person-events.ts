import { type ArcWebhookEvent, decodeWebhook } from '@arc-elements/models';
import type { SteadyClock } from '../clock.ts';
import { EventFeed, type EventFeedOptions, type Feed, type FeedHandlers } from './event-feed.ts';
import { hintOf } from './hint-of.ts';
import { EVERYTHING, type Hint, mergeHints } from './hints.ts';
import { SharedFeed, type SharedFeedOptions } from './shared-feed.ts';
import type { SseMessage } from './sse-parser.ts';

/** Delay after the first event of a burst, in ms, so that the whole burst causes one reading. */
const BURST_MS = 100;
/** Shortest time between two readings because of events, in ms. */
const SPACING_MS = 1_000;
/**
 * A stream that is first opened later than this after the first readings, in ms, may miss events.
 */
const LATE_MS = 5_000;

/** Options of `PersonEvents`. */
export interface PersonEventsOptions extends Pick<EventFeedOptions, 'open' | 'clock' | 'random' | 'stallMs'> {
  /** Name by which tabs share one stream; `undefined`: this tab has its own. */
  readonly name: SharedFeedOptions['name'] | undefined;
  readonly onEvent: (event: ArcWebhookEvent) => void;
  /** Called once for a burst of events, with what may have changed. */
  readonly onHint: (hint: Hint) => void;
  /** Called when `streaming` changes, and when the stream is refused. */
  readonly changed: () => void;
}

/** The event stream of one person. Reports its events, and what to read again after them. */
export class PersonEvents {
  readonly #options: PersonEventsOptions;
  readonly #clock: SteadyClock;
  readonly #feed: Feed;
  #streaming = false;
  readonly #wantedAtMs: number;
  #openedBefore = false;
  #refused = false;
  #hint: Hint | undefined;
  #cancelHint: (() => void) | undefined;
  #hintedAtMs = Number.NEGATIVE_INFINITY;

  /** @param wantedAtMs - When the stores were first read, by the clock's `elapsed`. */
  constructor(options: PersonEventsOptions, wantedAtMs: number) {
    this.#options = options;
    this.#wantedAtMs = wantedAtMs;
    this.#clock = options.clock;
    const { changed, name } = options;
    const createFeed = (handlers: FeedHandlers) => new EventFeed({ ...options, ...handlers });
    const handlers: FeedHandlers = {
      onMessage: (message) => this.#onMessage(message),
      onOpen: (resumed) => this.#onOpen(resumed),
      onLive: (live) => {
        this.#streaming = live;
        changed();
      },
      onError: () => {
        // The session polls. The next wake-up or token renewal allows the stream again.
        this.#refused = true;
        changed();
      },
    };
    this.#feed =
      name === undefined ? createFeed(handlers) : new SharedFeed({ ...options, ...handlers, createFeed, name });
  }

  /** True while events arrive; while false, the session polls. */
  get streaming(): boolean {
    return this.#streaming;
  }

  /** Opens the stream, unless it was refused since the last `allow`. */
  start(): void {
    if (!this.#refused) this.#feed.start();
  }

  /** Closes the stream; the next start resumes it. */
  stop(): void {
    this.#feed.stop();
  }

  /** Allows a refused stream to be opened again. */
  allow(): void {
    this.#refused = false;
  }

  /** Checks the connection, or tries again, now; for instance when the page is shown. */
  wake(): void {
    this.#feed.wake();
  }

  /** Ends the stream for good, and drops a delayed hint. */
  end(): void {
    this.#feed.stop();
    this.#dropHint();
  }

  #onMessage({ event, data }: SseMessage): void {
    if (event === 'reset') this.#queueHint(EVERYTHING);
    if (event !== 'arc') return;
    let decoded: ArcWebhookEvent;
    try {
      decoded = decodeWebhook(JSON.parse(data));
    } catch {
      // An event that this version cannot read: reading everything again is always right.
      this.#queueHint(EVERYTHING);
      return;
    }
    this.#options.onEvent(decoded);
    this.#queueHint(hintOf(decoded));
  }

  #onOpen(resumed: boolean): void {
    // The first connection is early enough while the stores are first read. A later one that does
    // not resume has missed events.
    const isLate = this.#openedBefore || this.#clock.elapsed() - this.#wantedAtMs > LATE_MS;
    if (isLate && !resumed) this.#queueHint(EVERYTHING);
    this.#openedBefore = true;
  }

  #queueHint(hint: Hint): void {
    this.#hint = this.#hint === undefined ? hint : mergeHints(this.#hint, hint);
    if (this.#cancelHint !== undefined) return;
    const waitMs = Math.max(BURST_MS, this.#hintedAtMs + SPACING_MS - this.#clock.elapsed());
    this.#cancelHint = this.#clock.after(waitMs, () => {
      const merged = this.#hint ?? EVERYTHING;
      this.#dropHint();
      this.#hintedAtMs = this.#clock.elapsed();
      this.#options.onHint(merged);
    });
  }

  #dropHint(): void {
    this.#cancelHint?.();
    this.#cancelHint = undefined;
    this.#hint = undefined;
  }
}
