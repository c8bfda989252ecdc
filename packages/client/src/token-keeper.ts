import { ArcError } from '@arc-elements/models';
import { backoffMs } from './backoff.ts';
import type { SteadyClock } from './clock.ts';
import { isTransient, meansSignedOut, toArcError } from './errors.ts';
import { type Grant, readGrant } from './session-grant.ts';
import type { AuthRequest } from './transport.ts';

/** Gets a session token from the partner's own server; {@link sessionFromUrl} creates one. */
export type FetchSession = (options: { readonly signal: AbortSignal }) => Promise<unknown>;

/** Events of a `TokenKeeper`, which determine the state of the session. */
export type KeeperEvent =
  | { readonly type: 'starting' }
  | { readonly type: 'granted'; readonly grant: Grant }
  /** There is no usable token any more, or nobody is signed in. */
  | { readonly type: 'failed'; readonly error: ArcError };

/** Options of `TokenKeeper`. */
export interface TokenKeeperOptions {
  readonly fetchSession: FetchSession;
  readonly clock: SteadyClock;
  readonly random: () => number;
  readonly timeoutMs: number;
  readonly onEvent: (event: KeeperEvent) => void;
}

/** A token is renewed after this share of its life. */
const RENEW_AT = 0.8;

/**
 * Keeps the session token, in memory only. One renewal at a time serves all requests. It does not
 * end with the request that started it.
 */
export class TokenKeeper {
  readonly #options: TokenKeeperOptions;
  #grant: Grant | undefined;
  /** When the grant was received, by the clock's `elapsed`, like `untilMs`. */
  #grantedAtMs = 0;
  #flight: { readonly abort: AbortController; readonly done: Promise<Grant> } | undefined;
  #failure: { readonly error: ArcError; readonly untilMs: number } | undefined;
  #failures = 0;
  #cancelRenewal: (() => void) | undefined;
  #active = false;
  #closed: ArcError | undefined;

  constructor(options: TokenKeeperOptions) {
    this.#options = options;
  }

  /** True from `close` to `reopen`. */
  get closed(): boolean {
    return this.#closed !== undefined;
  }

  /** Returns the current token, or a new one if it has expired or was refused. */
  async token({ renew, rejected, signal }: AuthRequest): Promise<string> {
    // Also if there is a token: it may be of another person than this request.
    if (signal?.aborted) throw toArcError(signal.reason, { signal });
    if (this.#closed !== undefined) throw this.#closed;
    const grant = this.#grant;
    // Another request may have renewed the token already.
    const refused = renew && grant?.token === rejected;
    if (grant !== undefined && !refused && !this.#ended(grant)) {
      if (this.#due(grant)) this.#renewQuietly();
      return grant.token;
    }
    if (refused && this.#flight === undefined) this.#grant = undefined;
    return (await unlessAborted(this.#renew(), signal)).token;
  }

  /** While active, renews before the token expires; otherwise only when a request needs a token. */
  setActive(active: boolean): void {
    this.#active = active;
    this.#schedule();
  }

  /** Forgets a failed renewal, so that the next request tries again at once. */
  clearFailure(): void {
    this.#failure = undefined;
    this.#failures = 0;
  }

  /** Drops the token, so that the next request gets a new one. */
  drop(): void {
    this.#grant = undefined;
    this.#schedule();
  }

  /**
   * Drops the token and ends a running renewal. Every later request fails with `reason` until
   * `reopen`.
   */
  close(reason: ArcError): void {
    this.#closed = reason;
    this.#flight?.abort.abort();
    this.#flight = undefined;
    this.#grant = undefined;
    this.#schedule();
  }

  /** Allows requests again after `close`. */
  reopen(): void {
    this.#closed = undefined;
  }

  #due(grant: Grant): boolean {
    return this.#options.clock.elapsed() >= this.#renewAtMs(grant);
  }

  #ended({ lifeMs }: Grant): boolean {
    return this.#options.clock.elapsed() >= this.#grantedAtMs + lifeMs;
  }

  #renewAtMs({ lifeMs }: Grant): number {
    return this.#grantedAtMs + lifeMs * RENEW_AT;
  }

  #renewQuietly(): void {
    // The current token still works. A failure is retried, and reported when the token expires.
    this.#renew().catch(() => undefined);
  }

  #renew(): Promise<Grant> {
    if (this.#flight !== undefined) return this.#flight.done;
    // For a while after a failure, requests get the same error and cause no further session
    // requests.
    if (this.#failure !== undefined && this.#options.clock.elapsed() < this.#failure.untilMs) {
      // The failed renewal matters only now that the old token has expired.
      if (this.#grant !== undefined && this.#ended(this.#grant)) this.#lose(this.#failure.error);
      return Promise.reject(this.#failure.error);
    }
    const abort = new AbortController();
    const done = this.#fetch(abort);
    this.#flight = { abort, done };
    return done;
  }

  async #fetch(abort: AbortController): Promise<Grant> {
    const { clock, fetchSession, timeoutMs, onEvent } = this.#options;
    // A listener of the event may ask for a token, so the flight must be set before.
    await Promise.resolve();
    if (this.#grant === undefined && !abort.signal.aborted) onEvent({ type: 'starting' });
    let timedOut = false;
    const cancel = clock.after(timeoutMs, () => {
      timedOut = true;
      abort.abort();
    });
    try {
      const body = await unlessAborted(Promise.resolve(fetchSession({ signal: abort.signal })), abort.signal);
      // Closed since the answer arrived: the token is for a person who has signed out.
      abort.signal.throwIfAborted();
      const grant = readGrant(body, clock.now());
      this.#flight = undefined;
      this.#grant = grant;
      this.#grantedAtMs = clock.elapsed();
      this.clearFailure();
      onEvent({ type: 'granted', grant });
      return grant;
    } catch (cause) {
      if (abort.signal.aborted && !timedOut) throw this.#closed ?? toArcError(cause, { signal: abort.signal });
      const error = timedOut
        ? new ArcError('timeout', 'The session route did not answer in time.', { cause })
        : sessionError(cause);
      this.#flight = undefined;
      this.#fail(error);
      throw error;
    } finally {
      cancel();
      this.#schedule();
    }
  }

  #fail(error: ArcError): void {
    const { clock, random } = this.#options;
    const waitMs = backoffMs(this.#failures++, { firstMs: 1_000, maxMs: 60_000, floor: 0.3, random });
    const untilMs = isTransient(error)
      ? clock.elapsed() + Math.max(waitMs, (error.retryAtMs ?? 0) - clock.now())
      : Number.POSITIVE_INFINITY;
    this.#failure = { error, untilMs };
    // After a sign-out the token is dropped, although it has not expired.
    if (meansSignedOut(error) || this.#grant === undefined || this.#ended(this.#grant)) this.#lose(error);
  }

  #lose(error: ArcError): void {
    this.#grant = undefined;
    this.#options.onEvent({ type: 'failed', error });
  }

  #schedule(): void {
    this.#cancelRenewal?.();
    const grant = this.#grant;
    if (!this.#active || grant === undefined || this.#flight !== undefined) return;
    const { clock } = this.#options;
    const atMs = Math.max(this.#renewAtMs(grant), this.#failure?.untilMs ?? 0);
    // After a final failure there is no retry; the next request reports that the token has expired.
    if (!Number.isFinite(atMs)) return;
    this.#cancelRenewal = clock.after(atMs - clock.elapsed(), () => this.#renewQuietly());
  }
}

function sessionError(cause: unknown): ArcError {
  const error = toArcError(cause);
  if (error !== cause && error.code === 'unknown') {
    return new ArcError('unknown', 'The function that fetches a session failed.', { cause });
  }
  if ((error.code === 'network' || error.code === 'unreachable') && error !== cause) {
    return new ArcError(error.code, 'The session route could not be reached.', { cause });
  }
  return error;
}

/** Settles like `promise`, or rejects when `signal` aborts; `promise` itself goes on. */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const abort = () => reject(toArcError(signal.reason, { signal }));
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort);
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
