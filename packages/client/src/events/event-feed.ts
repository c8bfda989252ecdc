import type { ArcError } from '@arc-elements/models';
import { backoffMs } from '../backoff.ts';
import { pause, type SteadyClock } from '../clock.ts';
import { isTransient, toArcError } from '../errors.ts';
import { readEventStream } from './event-stream.ts';
import type { SseMessage } from './sse-parser.ts';

/** Callbacks of a feed. */
export interface FeedHandlers {
  readonly onMessage: (message: SseMessage) => void;
  /** The stream was opened; `resumed` is true if the request named the last event. */
  readonly onOpen: (resumed: boolean) => void;
  /** The id of the last event changed; called before the message with that id. */
  readonly onLastId?: (lastId: string | null) => void;
  /** Called when the stream begins and stops to be live; while it is not, the session polls. */
  readonly onLive: (live: boolean) => void;
  /** The feed was refused. It does not try again until it is started. */
  readonly onError: (error: ArcError) => void;
}

/** A source of event messages. */
export interface Feed {
  start(): void;
  /** Closes the stream; the next start resumes it after the last event. */
  stop(): void;
  /**
   * Checks the connection, or tries again, now: after a wake-up, or with a network or a new token.
   */
  wake(): void;
}

/** Options of `EventFeed`. */
export interface EventFeedOptions extends FeedHandlers {
  /** Requests the stream. */
  readonly open: (headers: Readonly<Record<string, string>>, signal: AbortSignal) => Promise<Response>;
  readonly clock: SteadyClock;
  readonly random: () => number;
  /** Silence after which the connection counts as dead, in ms; longer than between heartbeats. */
  readonly stallMs: number;
}

/** After a connection of this length, in ms, the backoff starts again at its first delay. */
const SETTLED_MS = 5_000;
const FIRST_DELAY_MS = 1_000;
const MAX_DELAY_MS = 30_000;
/** Number of checks for silence in `stallMs`. */
const CHECKS = 4;

/**
 * Keeps an event stream open: resumes it after the last event, with backoff, and notices silence.
 */
export class EventFeed implements Feed {
  readonly #options: EventFeedOptions;
  #run: AbortController | undefined;
  #connection: AbortController | undefined;
  #waiting: AbortController | undefined;
  #lastId: string | null = null;
  #activeAtMs = 0;
  #notBeforeMs = 0;
  #live = false;

  constructor(options: EventFeedOptions) {
    this.#options = options;
  }

  /** Id of the last event, after which a feed in another tab can resume. */
  get lastId(): string | null {
    return this.#lastId;
  }

  set lastId(id: string | null) {
    this.#lastId = id;
  }

  start(): void {
    if (this.#run !== undefined) return;
    const run = new AbortController();
    this.#run = run;
    void this.#loop(run.signal);
  }

  stop(): void {
    this.#run?.abort();
    this.#run = undefined;
    this.#connection?.abort();
    this.#waiting?.abort();
    this.#setLive(false);
  }

  wake(): void {
    // A server that said when to come back is not asked earlier.
    if (this.#options.clock.elapsed() >= this.#notBeforeMs) this.#waiting?.abort();
    // After a sleep of the machine, a connection is often dead without an error.
    if (this.#options.clock.elapsed() - this.#activeAtMs > this.#options.stallMs / 2) this.#connection?.abort();
  }

  /** Connects again and again, until stopped or refused. Never rejects. */
  async #loop(signal: AbortSignal): Promise<void> {
    const { clock, random } = this.#options;
    let failures = 0;
    let serverDelayMs: number | undefined;
    while (!signal.aborted) {
      const startedMs = clock.elapsed();
      const connection = new AbortController();
      this.#connection = connection;
      const end = await this.#connect(connection, (ms) => {
        serverDelayMs = ms;
      });
      // After a stop and a start, the fields belong to another loop.
      if (signal.aborted) return;
      this.#connection = undefined;
      this.#setLive(false);
      if (end.error !== undefined && !isTransient(end.error) && !connection.signal.aborted) {
        this.#run = undefined;
        this.#options.onError(end.error);
        return;
      }
      failures = end.opened && clock.elapsed() - startedMs >= SETTLED_MS ? 0 : failures + 1;
      // The session of a good connection expired: nothing is wrong, so there is no delay.
      if (end.expired && failures === 0) continue;
      const firstMs = Math.min(serverDelayMs ?? FIRST_DELAY_MS, MAX_DELAY_MS);
      const backoff = backoffMs(Math.max(0, failures - 1), { firstMs, maxMs: MAX_DELAY_MS, random });
      const waiting = new AbortController();
      this.#waiting = waiting;
      const { retryAtMs = 0 } = end.error ?? {};
      const retryAfterMs = retryAtMs - clock.now();
      this.#notBeforeMs = clock.elapsed() + retryAfterMs;
      await pause(clock, Math.max(backoff, retryAfterMs), waiting.signal);
      if (signal.aborted) return;
      this.#waiting = undefined;
    }
  }

  async #connect(
    connection: AbortController,
    onRetry: (ms: number) => void,
  ): Promise<{ opened: boolean; expired: boolean; error?: ArcError }> {
    const { open, onMessage, onOpen, onLastId, clock } = this.#options;
    let opened = false;
    let expired = false;
    const stopWatch = this.#watch(connection);
    try {
      const headers: Record<string, string> = { accept: 'text/event-stream' };
      if (this.#lastId !== null) headers['last-event-id'] = this.#lastId;
      await readEventStream(await open(headers, connection.signal), {
        onRetry,
        onId: (id) => {
          if (connection.signal.aborted) return;
          // By the standard, an empty id resets the last event id.
          this.#lastId = id || null;
          onLastId?.(this.#lastId);
        },
        onActivity: () => {
          if (connection.signal.aborted) return;
          this.#activeAtMs = clock.elapsed();
          if (!opened) onOpen('last-event-id' in headers);
          opened = true;
          this.#setLive(true);
        },
        onMessage: (message) => {
          if (connection.signal.aborted) return;
          expired ||= message.event === 'session_expired';
          onMessage(message);
        },
      });
      return { opened, expired };
    } catch (cause) {
      if (connection.signal.aborted) return { opened, expired };
      return { opened, expired, error: toArcError(cause, { request: { method: 'GET', path: '/events' } }) };
    } finally {
      stopWatch();
    }
  }

  /**
   * Ends a connection after silence or a sleep of the machine. Returns a function that ends this.
   */
  #watch(connection: AbortController): () => void {
    const { clock, stallMs } = this.#options;
    const stepMs = stallMs / CHECKS;
    let cancel = () => {};
    const check = (dueMs: number) => {
      const nowMs = clock.elapsed();
      // A timer that is this late was delayed by sleep, after which a connection is seldom alive.
      if (nowMs - this.#activeAtMs >= stallMs || nowMs - dueMs > stepMs) connection.abort();
      else cancel = clock.after(stepMs, () => check(nowMs + stepMs));
    };
    this.#activeAtMs = clock.elapsed();
    check(this.#activeAtMs);
    return () => cancel();
  }

  #setLive(live: boolean): void {
    if (this.#live === live) return;
    this.#live = live;
    this.#options.onLive(live);
  }
}
