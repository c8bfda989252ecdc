import type { IntervalData } from '@arc-elements/intervals';
import type { ArcError, ArcWebhookEvent, Connection, Meter, UtilityAccount } from '@arc-elements/models';
import type { StoreApi } from 'zustand/vanilla';
import type { ArcClient } from './client.ts';
import type { ArcClock } from './clock.ts';
import type { PollOptions } from './events/poller.ts';
import type { PageSignals } from './page-signals.ts';
import type { ResourceStore } from './stores/resource-store.ts';
import type { FetchSession } from './token-keeper.ts';

/** How a session stands. */
export interface SessionState {
  /**
   * `idle` before anything was asked for; `starting` while the first token is fetched; `ready` with
   * a token; `failed` when there never was one; `expired` when there was one and no new one could
   * be had; `signed-out` after `signOut()`, and when the session route says that nobody is signed
   * in any more: then `error` says so.
   */
  readonly status: 'idle' | 'starting' | 'ready' | 'expired' | 'signed-out' | 'failed';
  /** Why it is `failed` or `expired`, or `signed-out` without `signOut()`. */
  readonly error: ArcError | null;
  /** When the token ends, on this machine's clock, epoch ms. It is renewed before. */
  readonly expiresAtMs: number | null;
  /**
   * How news arrive: by event stream, by asking, or not at all because nobody watches or the page
   * is hidden.
   */
  readonly live: 'stream' | 'polling' | 'off';
  /**
   * This machine's clock minus the broker's, in ms; `null` when it cannot be told. Includes the
   * time of travel.
   */
  readonly clockSkewMs: number | null;
  /**
   * What the session may do, such as `profile:write`, as far as its token says; `null` when it does
   * not, or there is none.
   */
  readonly scopes: readonly string[] | null;
  /**
   * Counts the people this session was for. It changes when one goes (`signOut()`, nobody is signed
   * in, somebody else is) and the stores are empty again: what you keep of a person belongs to the
   * number it was made under. Good as a `key`.
   */
  readonly person: number;
}

/** Parts of a session. */
export interface ArcSessionOptions {
  /** Base address of the broker, absolute or relative to the page. */
  readonly broker: string;
  /**
   * Gets `{ token, session_id, expires_at }` from the partner's own server; see `sessionFromUrl`.
   * Throws an `ArcError` with code `unauthorized` or `forbidden` when nobody is signed in: that
   * ends what the session knows of the person before.
   */
  readonly fetchSession: FetchSession;
  /** For the broker; default: the global one. */
  readonly fetch?: typeof fetch | undefined;
  /** Which body `intervals()` reads; default `normalized`. */
  readonly intervals?: 'normalized' | 'raw' | undefined;
  /** How often to ask while something is pending. */
  readonly poll?: PollOptions | undefined;
  /** False: no event stream, only polling. Default true. */
  readonly events?: boolean | undefined;
  /**
   * One event stream for all tabs of this browser with the same person; default true in pages.
   * False: this tab keeps a stream of its own, as it does where the browser refuses Web Locks or
   * BroadcastChannel.
   */
  readonly shareEvents?: boolean | undefined;
  /** Silence after which the event stream counts as dead, in ms; default 60 000. */
  readonly stallMs?: number | undefined;
  /** Longest wait for an answer, in ms; default 30 000. */
  readonly timeoutMs?: number | undefined;
  /** Ceiling of the wait before a failed GET is sent once more, in ms; default 600. */
  readonly retryMs?: number | undefined;
  /** Time; for tests. `now` alone replaces only what is read, not the timers. */
  readonly clock?: ArcClock | undefined;
  readonly now?: (() => number) | undefined;
  /** Randomness in [0, 1) for jitter; for tests. */
  readonly random?: (() => number) | undefined;
  /** Visibility and connectivity; for tests and for hosts that know better. */
  readonly page?: PageSignals | undefined;
}

/**
 * A session of one person at a time: a token, the endpoints, and stores that stay fresh while
 * somebody watches. Nothing is fetched before the first `watch()` or endpoint call; failures land
 * in the states, never as unhandled rejections. When the person goes, all that is theirs is dropped
 * at once, and requests of theirs are refused with code `signed-out`.
 */
export interface ArcSession {
  /** The typed endpoints, with this session's token. */
  readonly client: ArcClient;
  readonly state: Pick<StoreApi<SessionState>, 'getState' | 'getInitialState' | 'subscribe'>;
  /** Logins at utilities, both generations as one list. */
  readonly connections: ResourceStore<readonly Connection[]>;
  readonly accounts: ResourceStore<readonly UtilityAccount[]>;
  readonly meters: ResourceStore<readonly Meter[]>;
  /** One meter's readings. The same store for the same meter, however often it is asked for. */
  intervals(meterId: string): ResourceStore<IntervalData>;
  /**
   * Asks for a meter's intervals. Shows it as in progress at once.
   * @throws {ArcError} It was refused, for example with code `meter-not-activatable`; the meter is
   *   shown as before.
   */
  activateIntervals(meterId: string): Promise<void>;
  /**
   * Calls `listener` for each event of whoever the session is for while it is live; returns what
   * ends that.
   */
  onEvent(listener: (event: ArcWebhookEvent) => void): () => void;
  /** Reads everything watched again. Resolves when done, also when some of it failed. */
  refresh(): Promise<void>;
  /** Starts over after `failed`, `expired` or `signed-out`. */
  retry(): void;
  /**
   * Drops the token and all data, ends all requests. Requests are refused with code `signed-out`
   * until `retry()`.
   */
  signOut(): void;
  /** Ends everything for good: no timer, listener or stream is left. */
  dispose(): void;
}
