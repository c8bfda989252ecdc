import { ArcError } from '@arc-elements/models';
import { backoffMs } from './backoff.ts';
import { pause, systemClock } from './clock.ts';
import { toArcError } from './errors.ts';
import { exchange, type ReadFailure, readerOf } from './exchange.ts';

/** Request for a token. */
export interface AuthRequest {
  /** True if the platform or broker has just refused the token `rejected`: return another one. */
  readonly renew: boolean;
  /** The token that was refused. */
  readonly rejected?: string;
  readonly signal?: AbortSignal;
}

/** Returns the token for `Authorization`. Called for every request, so it should cache. */
export type AuthSource = (request: AuthRequest) => Promise<string> | string;

/** Options of a transport. */
export interface TransportOptions {
  /** Address of the broker or the platform, absolute or relative to the page. */
  readonly baseUrl: string;
  readonly auth: AuthSource;
  /** Default: the global one. */
  readonly fetch?: typeof fetch | undefined;
  /** Time limit in ms for an answer, and again for its body; default 30 000. */
  readonly timeoutMs?: number | undefined;
  /** Number of retries of a GET without an answer, or with 502, 503 or 504; default 1. */
  readonly retries?: number | undefined;
  /** Longest delay before the first retry in ms, with full jitter; default 600. */
  readonly retryMs?: number | undefined;
  /** Waits before a retry; when it resolves early, the retry is sent at once. */
  readonly pause?: ((delayMs: number, signal?: AbortSignal) => Promise<void>) | undefined;
  /** Returns additional headers for a path. Not needed for the broker. */
  readonly headers?: ((path: string) => Readonly<Record<string, string>>) | undefined;
  /** Returns epoch ms; `random` returns a number in [0, 1) for jitter. For tests. */
  readonly now?: (() => number) | undefined;
  readonly random?: (() => number) | undefined;
  /** Scheme of `Authorization`; default `Bearer`. */
  readonly scheme?: 'Bearer' | 'Basic' | undefined;
}

/** Options of every endpoint. */
export interface CallOptions {
  /** Aborts the request; the promise then rejects with code `aborted`. */
  readonly signal?: AbortSignal | undefined;
}

/** One request to the upstream. */
export interface Call extends CallOptions {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Parses the text of a good answer, in place of `parseJson`. */
  readonly parse?: ((text: string) => unknown) | undefined;
}

/** Sends requests to the broker or the platform: authorization, retries, time limits, errors. */
export interface Transport {
  /**
   * Sends a request and parses its JSON answer; an empty one is `undefined`.
   * @throws {ArcError} No other type.
   */
  json(path: string, call?: Call): Promise<unknown>;
  /**
   * Sends a request and returns the answer unread, without a time limit: for event streams.
   * @throws {ArcError} No other type.
   */
  open(path: string, call?: Call): Promise<Response>;
}

/** Statuses of failures that often pass. Not 500, which tends to be the fault of the request. */
const RETRIED_STATUS = [502, 503, 504];

/**
 * Creates a transport.
 *
 * Retries are our own, over plain `fetch`, because those of an HTTP library do not fit. ky waits
 * out a `Retry-After` inside the call, whereas here the stores wait and the caller gets the error
 * at once. It cannot end a wait early, as a refresh by a person does. A retry with a new token
 * after 401 would be a hook of ours all the same. Only its time limit would be left, for 8 kB.
 *
 * @param readFailure - Returns the error for a failed answer. In a page it reads problem documents
 *   only, so that the page does not load the readers for the many forms of the platform.
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

  /** Sends a request, and a GET again if its failure may pass. */
  async function withRetries<T>(call: Call, send: () => Promise<T>): Promise<T> {
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

  /** Sends a request with a token, and again with a new one if the token was refused. */
  async function authorized<T>(path: string, call: Call, request: (token: string) => Promise<T>): Promise<T> {
    const signal = call.signal === undefined ? {} : { signal: call.signal };
    try {
      const token = await auth({ renew: false, ...signal });
      try {
        return await request(token);
      } catch (error) {
        if ((error as ArcError).status !== 401) throw error;
        // The token was revoked or has expired, for instance because the clock is wrong.
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
      return authorized(path, call, (token) => withRetries(call, () => attempt(path, call, token, read, timeoutMs)));
    },
    open: (path, call = {}) => authorized(path, call, (token) => attempt(path, call, token, (response) => response)),
  };
}

/** Returns true if a retry may succeed. Not with `retryAtMs`: then the stores wait that long. */
const mayPassSoon = ({ code, status, retryAtMs }: ArcError): boolean =>
  code === 'network' ||
  code === 'unreachable' ||
  (status !== undefined && RETRIED_STATUS.includes(status) && retryAtMs === undefined);

/** Returns the query with its question mark; empty if no value is defined. */
function searchOf(query: Call['query'] = {}): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) if (value !== undefined) search.set(key, String(value));
  return search.size === 0 ? '' : `?${search}`;
}

/**
 * Joins base and path. A relative base, such as `broker="/arc"`, is resolved against the page.
 * @throws {ArcError} The base is relative and there is no page.
 */
export function resolveUrl(baseUrl: string, path: string): string {
  const joined = baseUrl.replace(/\/+$/, '') + path;
  if (/^https?:\/\//i.test(joined)) return joined;
  const page = (globalThis.document as Document | undefined)?.baseURI;
  if (page === undefined) {
    throw new ArcError(
      'invalid-request',
      `"${baseUrl}" must be an absolute address, because there is no page to resolve it against.`,
    );
  }
  return new URL(joined, page).href;
}
