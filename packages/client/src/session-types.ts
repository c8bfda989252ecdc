import type { IntervalData } from '@arc-elements/intervals';
import type { ArcError, ArcWebhookEvent, Connection, Meter, UtilityAccount } from '@arc-elements/models';
import type { StoreApi } from 'zustand/vanilla';
import type { ArcClient } from './client.ts';
import type { ArcClock } from './clock.ts';
import type { PollOptions } from './events/poller.ts';
import type { PageSignals } from './page-signals.ts';
import type { ResourceStore } from './stores/resource-store.ts';
import type { FetchSession } from './token-keeper.ts';

/** State of a session. */
export interface SessionState {
  /**
   * - `idle`: nothing was requested yet.
   * - `starting`: the first token is being fetched.
   * - `ready`: there is a token.
   * - `failed`: no first token could be fetched; see `error`.
   * - `expired`: the token expired and could not be renewed; see `error`.
   * - `signed-out`: `signOut()` was called, or, with an `error`, nobody is signed in any more.
   */
  readonly status: 'idle' | 'starting' | 'ready' | 'expired' | 'signed-out' | 'failed';
  /** Reason of `failed` and `expired`, and of `signed-out` without `signOut()`. */
  readonly error: ArcError | null;
  /** When the token expires by the local clock, epoch ms. It is renewed before. */
  readonly expiresAtMs: number | null;
  /** How changes arrive. `off`: not at all, because nothing is watched or the page is hidden. */
  readonly live: 'stream' | 'polling' | 'off';
  /** Local clock minus the broker's, in ms, with the time of transfer; `null` if unknown. */
  readonly clockSkewMs: number | null;
  /**
   * Scopes of the session, such as `profile:write`; `null` without a token, or if it names none.
   */
  readonly scopes: readonly string[] | null;
  /**
   * Number of the current person. It changes when somebody signs out or somebody else signs in, and
   * the stores are emptied. Use it as a `key` for the personal data that you keep.
   */
  readonly person: number;
}

/** Options of `createArcSession`. */
export interface ArcSessionOptions {
  /** Address of the broker, absolute or relative to the page. */
  readonly broker: string;
  /**
   * Gets `{ token, session_id, expires_at }` from the partner's own server; see `sessionFromUrl`.
   * If nobody is signed in, it must throw an `ArcError` with code `unauthorized` or `forbidden`:
   * then the session drops all data of the person.
   */
  readonly fetchSession: FetchSession;
  /** For requests to the broker; default: the global one. */
  readonly fetch?: typeof fetch | undefined;
  /** Kind of readings in `intervals()`; default `normalized`. */
  readonly intervals?: 'normalized' | 'raw' | undefined;
  /** Intervals of polling. */
  readonly poll?: PollOptions | undefined;
  /** False: no event stream, only polling. Default true. */
  readonly events?: boolean | undefined;
  /**
   * True: all tabs of the browser with the same person share one event stream; default true in
   * pages. Tabs do not share where the browser has no Web Locks or BroadcastChannel.
   */
  readonly shareEvents?: boolean | undefined;
  /** Silence after which the event stream is opened again, in ms; default 60 000. */
  readonly stallMs?: number | undefined;
  /** Time limit for an answer, in ms; default 30 000. */
  readonly timeoutMs?: number | undefined;
  /** Longest delay before the retry of a GET, in ms; default 600. */
  readonly retryMs?: number | undefined;
  /** Clock, for tests. `now` replaces the time only, not the timers. */
  readonly clock?: ArcClock | undefined;
  readonly now?: (() => number) | undefined;
  /** Returns a random number in [0, 1) for jitter; for tests. */
  readonly random?: (() => number) | undefined;
  /** Visibility and connectivity; for tests, and for hosts that are not a browser. */
  readonly page?: PageSignals | undefined;
}

/**
 * A session of one person at a time: a token, the endpoints, and stores that stay fresh while they
 * are watched. Nothing is fetched before the first `watch()` or endpoint call. Failures are in the
 * states of session and stores, never unhandled rejections. When the person signs out, all their
 * data is dropped, and their requests are refused with code `signed-out`.
 */
export interface ArcSession {
  /** The typed endpoints, with the token of this session. */
  readonly client: ArcClient;
  readonly state: Pick<StoreApi<SessionState>, 'getState' | 'getInitialState' | 'subscribe'>;
  /** Logins at utilities, of both generations of the platform. */
  readonly connections: ResourceStore<readonly Connection[]>;
  readonly accounts: ResourceStore<readonly UtilityAccount[]>;
  readonly meters: ResourceStore<readonly Meter[]>;
  /** Returns the store of a meter's readings; always the same one for a meter. */
  intervals(meterId: string): ResourceStore<IntervalData>;
  /**
   * Requests the intervals of a meter. The meter is shown as in progress at once.
   * @throws {ArcError} The request was refused, for example with code `meter-not-activatable`. The
   *   meter is then shown as before.
   */
  activateIntervals(meterId: string): Promise<void>;
  /** Calls `listener` for each event of the event stream. Returns a function that ends this. */
  onEvent(listener: (event: ArcWebhookEvent) => void): () => void;
  /** Reads all watched stores again. Resolves when done, also after failures. */
  refresh(): Promise<void>;
  /** Starts again after `failed`, `expired` or `signed-out`. */
  retry(): void;
  /**
   * Drops the token and all data, and ends all requests. Until `retry()`, requests are refused with
   * code `signed-out`.
   */
  signOut(): void;
  /** Ends the session for good: no timer, listener or stream is left. */
  dispose(): void;
}
