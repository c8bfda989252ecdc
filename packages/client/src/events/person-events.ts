import { type ArcWebhookEvent, decodeWebhook } from '@arc-elements/models';
import type { SteadyClock } from '../clock.ts';
import { EventFeed, type EventFeedOptions, type Feed, type FeedHandlers } from './event-feed.ts';
import { hintOf } from './hint-of.ts';
import { EVERYTHING, type Hint, mergeHints } from './hints.ts';
import { SharedFeed, type SharedFeedOptions } from './shared-feed.ts';
import type { SseMessage } from './sse-parser.ts';

/** Wait after the first event of a burst, in ms, so that the whole burst causes one reading. */
const BURST_MS = 100;
/** Events cause at most one round of readings in this time, in ms. */
const SPACING_MS = 1_000;
/** A first connection later than this after the stores were first read may have missed events. */
const LATE_MS = 5_000;

/** Options of `PersonEvents`. */
export interface PersonEventsOptions extends Pick<EventFeedOptions, 'open' | 'clock' | 'random' | 'stallMs'> {
  /** One stream for all tabs of the browser that have this name in common; `undefined` keeps a stream of its own. */
  readonly name: SharedFeedOptions['name'] | undefined;
  readonly onEvent: (event: ArcWebhookEvent) => void;
  /** Is called with what may have changed, once for a burst of events. */
  readonly onHint: (hint: Hint) => void;
  /** `streaming` changed, or the stream was refused. */
  readonly changed: () => void;
}

/**
 * The event stream of one person: passes on its events, and hints at what to read again because of
 * them.
 */
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

  /** `wantedAtMs` is when the stream was first asked for and the stores were first read, by the clock's `elapsed`. */
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
        // Polling stands in; the next wake-up or renewal tries the stream again.
        this.#refused = true;
        changed();
      },
    };
    this.#feed =
      name === undefined ? createFeed(handlers) : new SharedFeed({ ...options, ...handlers, createFeed, name });
  }

  /** Events arrive right now; while false, polling has to stand in. */
  get streaming(): boolean {
    return this.#streaming;
  }

  /** Opens the stream, unless it was refused since it was last allowed. */
  start(): void {
    if (!this.#refused) this.#feed.start();
  }

  /** Closes the stream; the next start goes on at the same place. */
  stop(): void {
    this.#feed.stop();
  }

  /** Lets a refused stream be tried again. */
  allow(): void {
    this.#refused = false;
  }

  /** Checks the connection, or tries it again, now: for instance because the page was shown. */
  wake(): void {
    this.#feed.wake();
  }

  /** Ends it for good, a hint that waits included. */
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
      // Something happened that this version cannot read; reading everything again is always right.
      this.#queueHint(EVERYTHING);
      return;
    }
    this.#options.onEvent(decoded);
    this.#queueHint(hintOf(decoded));
  }

  #onOpen(resumed: boolean): void {
    // The first connection needs no hint while the stores are being read anyway. A later one that could
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
