import { ArcError } from '@arc-elements/models';
import { backoffMs } from './backoff.ts';
import { pause, systemClock } from './clock.ts';
import { toArcError } from './errors.ts';
import { exchange, type ReadFailure, readerOf } from './exchange.ts';

/** What a request for a token says about why it is made. */
export interface AuthRequest {
  /** True when the platform or broker has just refused `rejected`: do not answer with the same token again. */
  readonly renew: boolean;
  /** The token that was refused. */
  readonly rejected?: string;
  readonly signal?: AbortSignal;
}

/** Gives the value for `Authorization: Bearer …`; called for every request, so it should cache. */
export type AuthSource = (request: AuthRequest) => Promise<string> | string;

/** How a client reaches its upstream. */
export interface TransportOptions {
  /** Broker or platform base, absolute or relative to the page, with or without a trailing slash. */
  readonly baseUrl: string;
  readonly auth: AuthSource;
  /** Default: the global one. */
  readonly fetch?: typeof fetch | undefined;
  /** Longest wait for an answer, and again for its body, in ms; default 30 000: a year of readings takes a while. */
  readonly timeoutMs?: number | undefined;
  /** Further attempts at a GET that failed on the way or with 502, 503 or 504; default 1. */
  readonly retries?: number | undefined;
  /** Ceiling of the first retry delay in ms, drawn with full jitter; default 600. */
  readonly retryMs?: number | undefined;
  /**
   * Waits before a further attempt; one who ends the wait early makes the attempt go out now. Default: the machine's
   * clock.
   */
  readonly pause?: ((delayMs: number, signal?: AbortSignal) => Promise<void>) | undefined;
  /** Headers for every request; a function is asked with the path. Not needed against the broker. */
  readonly headers?: ((path: string) => Readonly<Record<string, string>>) | undefined;
  /** Epoch ms, and randomness in [0, 1) for jitter; for tests. */
  readonly now?: (() => number) | undefined;
  readonly random?: (() => number) | undefined;
  /** Word before the token in `Authorization`; default `Bearer`. */
  readonly scheme?: 'Bearer' | 'Basic' | undefined;
}

/** Options that every endpoint takes. */
export interface CallOptions {
  /** Ends the request; the promise then rejects with code `aborted`. */
  readonly signal?: AbortSignal | undefined;
}

/** One request to the upstream. */
export interface Call extends CallOptions {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Reads the text of a good answer in place of `parseJson`; its result is what `json` gives. */
  readonly parse?: ((text: string) => unknown) | undefined;
}

/** The way to the upstream: authorization, retries, time limits, errors. */
export interface Transport {
  /** Sends and parses a JSON answer; an empty one is `undefined`. @throws {ArcError} Always this type. */
  json(path: string, call?: Call): Promise<unknown>;
  /** Sends and hands over the answer with its body unread and no time limit: for event streams. @throws {ArcError} */
  open(path: string, call?: Call): Promise<Response>;
}

/** Upstream failures that a second attempt often survives. 500 is not one: it tends to be the request's own fault. */
const RETRIED_STATUS = [502, 503, 504];

/**
 * Makes the only HTTP client of this package.
 * @param readFailure - What a failed answer means. A browser needs the broker's problem documents only, so the many
 *   forms of the platform are passed in where they are needed.
 */
export function createTransport(options: TransportOptions, readFailure: ReadFailure): Transport {
  const { auth, timeoutMs = 30_000, retries = 1, retryMs = 600, random = Math.random, scheme = 'Bearer' } = options;
  const wait = options.pause ?? ((delayMs, signal) => pause(systemClock, delayMs, signal));

  function attempt<T>(path: string, call: Call, token: string, read: (response: Response) => T, limitMs?: number) {
    const { method = 'GET', query, json, signal } = call;
    const headers = {
      accept: 'application/json',
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      ...options.headers?.(path),
      ...call.headers,
      authorization: `${scheme} ${token}`,
    };
    const init = { headers, ...(json === undefined ? {} : { body: JSON.stringify(json) }) };
    const { fetch, now } = options;
    const request = { method, path };
    const url = resolveUrl(options.baseUrl, path) + searchOf(query);
    return exchange(url, init, { fetch, request, limitMs, signal, now, read, readFailure });
  }

  /** Sends a GET once more when it failed on the way. */
  async function persistent<T>(call: Call, send: () => Promise<T>): Promise<T> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await send();
      } catch (error) {
        if (attempt >= retries || (call.method ?? 'GET') !== 'GET' || !mayPassSoon(error as ArcError)) throw error;
        const delayMs = backoffMs(attempt, { firstMs: retryMs, maxMs: 5_000, random });
        if (delayMs > 0) await wait(delayMs, call.signal);
        if (call.signal?.aborted) throw error;
      }
    }
  }

  /** Runs `request` with a token, and once more with a new one when that was refused. */
  async function authorized<T>(path: string, call: Call, request: (token: string) => Promise<T>): Promise<T> {
    const signal = call.signal === undefined ? {} : { signal: call.signal };
    try {
      const token = await auth({ renew: false, ...signal });
      try {
        return await request(token);
      } catch (error) {
        if ((error as ArcError).status !== 401) throw error;
        // Ended early, revoked, or the clock is wrong: one new token, one more attempt, then it is final.
        const renewed = await auth({ renew: true, rejected: token, ...signal });
        if (renewed === token) throw error;
        return await request(renewed);
      }
    } catch (error) {
      throw toArcError(error, { request: { method: call.method ?? 'GET', path }, signal: call.signal });
    }
  }

  return {
    json: (path, call = {}) => {
      const read = readerOf({ method: call.method ?? 'GET', path }, call.parse);
      return authorized(path, call, (token) => persistent(call, () => attempt(path, call, token, read, timeoutMs)));
    },
    open: (path, call = {}) => authorized(path, call, (token) => attempt(path, call, token, (response) => response)),
  };
}

/** A server that says when to come back is obeyed by the stores; waiting here would hold the caller for as long. */
const mayPassSoon = ({ code, status, retryAtMs }: ArcError): boolean =>
  code === 'network' ||
  code === 'unreachable' ||
  (status !== undefined && RETRIED_STATUS.includes(status) && retryAtMs === undefined);

/** The query with its question mark; empty when nothing of it is defined. */
function searchOf(query: Call['query'] = {}): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) if (value !== undefined) search.set(key, String(value));
  return search.size === 0 ? '' : `?${search}`;
}

/** Joins base and path; a relative base is taken from the page, so that `broker="/arc"` works. */
export function resolveUrl(baseUrl: string, path: string): string {
  const joined = baseUrl.replace(/\/+$/, '') + path;
  if (/^https?:\/\//i.test(joined)) return joined;
  const page = (globalThis.document as Document | undefined)?.baseURI;
  if (page === undefined) {
    throw new ArcError(
      'invalid-request',
      `"${baseUrl}" has to be an absolute address here, because there is no page it could be relative to.`,
    );
  }
  return new URL(joined, page).href;
}
