import { ArcError } from '@arc-elements/models';
import { backoffMs } from './backoff.ts';
import type { SteadyClock } from './clock.ts';
import { isTransient, saysSignedOut, toArcError } from './errors.ts';
import { type Grant, readGrant } from './session-grant.ts';
import type { AuthRequest } from './transport.ts';

/** Gets a new session token from the partner's own server; what {@link sessionFromUrl} makes. */
export type FetchSession = (options: { readonly signal: AbortSignal }) => Promise<unknown>;

/** What a keeper reports; a session shows it as its state. */
export type KeeperEvent =
  | { readonly type: 'starting' }
  | { readonly type: 'granted'; readonly grant: Grant }
  /** No usable token is left, or nobody is signed in any more. */
  | { readonly type: 'failed'; readonly error: ArcError };

/** Parts of a keeper. */
export interface TokenKeeperOptions {
  readonly fetchSession: FetchSession;
  readonly clock: SteadyClock;
  readonly random: () => number;
  readonly timeoutMs: number;
  readonly onEvent: (event: KeeperEvent) => void;
}

/** A token is renewed after this share of its life, so that no request meets its end. */
const RENEW_AT = 0.8;

/**
 * Holds the one session token, in memory only. However many requests and widgets ask, one renewal
 * runs; it is not tied to the request that started it, so ending that request does not fail the
 * others.
 */
export class TokenKeeper {
  readonly #options: TokenKeeperOptions;
  #grant: Grant | undefined;
  /** When the grant was received, by the clock's `elapsed`, as `untilMs` is. */
  #grantedAtMs = 0;
  #flight: { readonly abort: AbortController; readonly done: Promise<Grant> } | undefined;
  #failure: { readonly error: ArcError; readonly untilMs: number } | undefined;
  #failures = 0;
  #ahead: (() => void) | undefined;
  #active = false;
  #closed: ArcError | undefined;

  constructor(options: TokenKeeperOptions) {
    this.#options = options;
  }

  /** True from `close` to `reopen`. */
  get closed(): boolean {
    return this.#closed !== undefined;
  }

  /** Answers a transport: the current token, or a new one when it ended or was just refused. */
  async token({ renew, rejected, signal }: AuthRequest): Promise<string> {
    // Also before a token that is there: it may be somebody else's than this request.
    if (signal?.aborted) throw toArcError(signal.reason, { signal });
    if (this.#closed !== undefined) throw this.#closed;
    const grant = this.#grant;
    // Another request may have renewed already while this one's refusal was on its way.
    const refused = renew && grant?.token === rejected;
    if (grant !== undefined && !refused && !this.#ended(grant)) {
      if (this.#due(grant)) this.#renewQuietly();
      return grant.token;
    }
    if (refused && this.#flight === undefined) this.#grant = undefined;
    return (await unlessAborted(this.#renew(), signal)).token;
  }

  /**
   * Renews ahead of time by itself while true; else only when a request needs it, so a hidden page
   * costs nothing.
   */
  setActive(active: boolean): void {
    if (this.#active === active) return;
    this.#active = active;
    this.#schedule();
  }

  /** Forgets that renewal failed, so that the next request tries at once. */
  clearFailure(): void {
    this.#failure = undefined;
    this.#failures = 0;
  }

  /** Drops the token, so that the next request gets a new one. */
  drop(): void {
    this.#grant = undefined;
    this.clearFailure();
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
    this.clearFailure();
    this.#schedule();
  }

  /** Allows requests again after `close`. */
  reopen(): void {
    this.#closed = undefined;
    this.clearFailure();
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
    // The current token still works; a failure is retried and reported once it does not.
    this.#renew().catch(() => undefined);
  }

  #renew(): Promise<Grant> {
    if (this.#flight !== undefined) return this.#flight.done;
    // After a failure everybody gets the same answer for a while instead of a storm of session
    // requests.
    if (this.#failure !== undefined && this.#options.clock.elapsed() < this.#failure.untilMs) {
      // The old token outlived the failure and has ended now: only here does the failure begin to
      // matter.
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
    // Whoever asks first learns the state after the flight is set, not in the middle of it.
    await Promise.resolve();
    if (this.#grant === undefined && !abort.signal.aborted) onEvent({ type: 'starting' });
    let late = false;
    const cancel = clock.after(timeoutMs, () => {
      late = true;
      abort.abort();
    });
    try {
      const body = await unlessAborted(Promise.resolve(fetchSession({ signal: abort.signal })), abort.signal);
      // Ended in the moment between the answer and here: it is for somebody who has gone.
      abort.signal.throwIfAborted();
      const grant = readGrant(body, clock.now());
      this.#flight = undefined;
      this.#grant = grant;
      this.#grantedAtMs = clock.elapsed();
      this.clearFailure();
      onEvent({ type: 'granted', grant });
      return grant;
    } catch (cause) {
      if (abort.signal.aborted && !late) throw this.#closed ?? toArcError(cause, { signal: abort.signal });
      const error = late
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
    // Who is not signed in any more has no use of a token that would last a while longer.
    if (saysSignedOut(error) || this.#grant === undefined || this.#ended(this.#grant)) this.#lose(error);
  }

  #lose(error: ArcError): void {
    this.#grant = undefined;
    this.#options.onEvent({ type: 'failed', error });
  }

  #schedule(): void {
    this.#ahead?.();
    this.#ahead = undefined;
    const grant = this.#grant;
    if (!this.#active || grant === undefined || this.#flight !== undefined) return;
    const { clock } = this.#options;
    const atMs = Math.max(this.#renewAtMs(grant), this.#failure?.untilMs ?? 0);
    // Nothing is gained by trying again after a final failure: the next request finds the token
    // ended and says so.
    if (!Number.isFinite(atMs)) return;
    this.#ahead = clock.after(atMs - clock.elapsed(), () => {
      this.#ahead = undefined;
      this.#renewQuietly();
    });
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

/**
 * Settles like `promise`, or rejects as soon as `signal` aborts; `promise` itself goes on for
 * others.
 */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const abort = () => reject(toArcError(signal.reason, { signal }));
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort);
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
