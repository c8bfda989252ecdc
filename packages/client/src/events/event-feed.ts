import type { ArcError } from '@arc-elements/models';
import { backoffMs } from '../backoff.ts';
import { pause, type SteadyClock } from '../clock.ts';
import { isTransient, toArcError } from '../errors.ts';
import { readEventStream } from './event-stream.ts';
import type { SseMessage } from './sse-parser.ts';

/** What a feed tells its session. */
export interface FeedHandlers {
  readonly onMessage: (message: SseMessage) => void;
  /** A stream opened; `resumed` tells whether it could say where to go on. */
  readonly onOpen: (resumed: boolean) => void;
  /** The place in the stream moved; called before the message that moved it, if one did. */
  readonly onPlace?: (lastId: string | null) => void;
  /** Whether events arrive right now; while false, polling has to stand in. */
  readonly onLive: (live: boolean) => void;
  /** The feed gave up until it is started or woken again. */
  readonly onError: (error: ArcError) => void;
}

/** A source of event messages that can be switched on and off. */
export interface Feed {
  start(): void;
  /** Ends it at once; the place in the stream is kept for the next start. */
  stop(): void;
  /** Something suggests that the connection should be checked or tried again now: wake-up, network, a new token. */
  wake(): void;
}

/** Parts of a feed. */
export interface EventFeedOptions extends FeedHandlers {
  /** Opens the stream with these headers. */
  readonly open: (headers: Readonly<Record<string, string>>, signal: AbortSignal) => Promise<Response>;
  readonly clock: SteadyClock;
  readonly random: () => number;
  /** Silence after which the connection counts as dead, in ms; heartbeats come well within it. */
  readonly stallMs: number;
}

/** A connection that lived this long was a good one: the next failure starts the back-off anew. */
const SETTLED_MS = 5_000;
const FIRST_DELAY_MS = 1_000;
const MAX_DELAY_MS = 30_000;
/** Looks at a connection in the time it may be silent. */
const CHECKS = 4;

/** Keeps one event stream open: resumes where it was, backs off with full jitter, notices silence. */
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

  /** Where the stream was left, for a feed in another tab to go on from. */
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
    // A server that said when to come back is not asked earlier, whatever the reason to hope.
    if (this.#options.clock.elapsed() >= this.#notBeforeMs) this.#waiting?.abort();
    // After a sleep the socket is often dead without anybody having said so.
    if (this.#options.clock.elapsed() - this.#activeAtMs > this.#options.stallMs / 2) this.#connection?.abort();
  }

  /** Connects again and again until stopped or refused for good. Never rejects. */
  async #loop(signal: AbortSignal): Promise<void> {
    const { clock, random } = this.#options;
    let failures = 0;
    let askedMs: number | undefined;
    while (!signal.aborted) {
      const startedMs = clock.elapsed();
      const connection = new AbortController();
      this.#connection = connection;
      const end = await this.#connect(connection, (ms) => {
        askedMs = ms;
      });
      // Checked first: after a stop and a start the fields belong to another loop.
      if (signal.aborted) return;
      this.#connection = undefined;
      this.#setLive(false);
      if (end.error !== undefined && !isTransient(end.error) && !connection.signal.aborted) {
        this.#run = undefined;
        this.#options.onError(end.error);
        return;
      }
      failures = end.opened && clock.elapsed() - startedMs >= SETTLED_MS ? 0 : failures + 1;
      // A token that came to its end, after a life of its own, is the ordinary course of things.
      if (end.expired && failures === 0) continue;
      const firstMs = Math.min(askedMs ?? FIRST_DELAY_MS, MAX_DELAY_MS);
      const backoff = backoffMs(Math.max(0, failures - 1), { firstMs, maxMs: MAX_DELAY_MS, random });
      const waiting = new AbortController();
      this.#waiting = waiting;
      const { retryAtMs = 0 } = end.error ?? {};
      const toldMs = retryAtMs - clock.now();
      this.#notBeforeMs = clock.elapsed() + toldMs;
      await pause(clock, Math.max(backoff, toldMs), waiting.signal);
      if (signal.aborted) return;
      this.#waiting = undefined;
    }
  }

  async #connect(
    connection: AbortController,
    onRetry: (ms: number) => void,
  ): Promise<{ opened: boolean; expired: boolean; error?: ArcError }> {
    const { open, onMessage, onOpen, onPlace, clock } = this.#options;
    let opened = false;
    let expired = false;
    const stopWatch = this.#watch(connection);
    try {
      const headers: Record<string, string> = { accept: 'text/event-stream' };
      if (this.#lastId !== null) headers['last-event-id'] = this.#lastId;
      const response = await open(headers, connection.signal);
      if (connection.signal.aborted) return { opened, expired };
      await readEventStream(response, {
        onRetry,
        onId: (id) => {
          // An empty id resets the place, says the standard.
          if (connection.signal.aborted) return;
          this.#lastId = id || null;
          onPlace?.(this.#lastId);
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

  /** Ends a connection that went silent, or that this machine slept through; returns what ends the watch. */
  #watch(connection: AbortController): () => void {
    const { clock, stallMs } = this.#options;
    const stepMs = stallMs / CHECKS;
    let cancel = () => {};
    const check = (dueMs: number) => {
      const nowMs = clock.elapsed();
      // A timer that comes this late was held up by sleep, and a socket seldom survives that although nobody says so.
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
