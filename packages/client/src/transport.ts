import { ArcError, isArcError, parseJson } from '@arc-elements/models';
import ky, { isNetworkError } from 'ky';
import { backoffMs } from './backoff.ts';
import { pause, systemClock } from './clock.ts';
import { isStatus, notJson, toArcError } from './errors.ts';

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
  /** Waits before a further attempt; one who ends the wait early makes the attempt go out now. Default: the machine's clock. */
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

/** Makes the only HTTP client of this package. */
export function createTransport(options: TransportOptions): Transport {
  const { auth, timeoutMs = 30_000, retries = 1, retryMs = 600, random = Math.random, scheme = 'Bearer' } = options;
  const wait = options.pause ?? ((delayMs, signal) => pause(systemClock, delayMs, signal));
  const http = ky.create({
    timeout: timeoutMs,
    // A redirect would carry the token to an address nobody checked.
    redirect: 'error',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    ...(options.fetch === undefined ? {} : { fetch: options.fetch }),
    parseJson: parserOf(parseBody),
    // Repeated here and not there, because a person who asks must not have to wait for a timer.
    retry: { limit: 0 },
  });

  function attempt(path: string, call: Call, token: string, stream: boolean) {
    return http(resolveUrl(options.baseUrl, path), {
      method: call.method ?? 'GET',
      headers: {
        accept: 'application/json',
        ...options.headers?.(path),
        ...call.headers,
        authorization: `${scheme} ${token}`,
      },
      ...(call.query === undefined ? {} : { searchParams: call.query }),
      ...(call.json === undefined ? {} : { json: call.json }),
      ...(call.parse === undefined ? {} : { parseJson: parserOf(call.parse) }),
      ...(call.signal === undefined ? {} : { signal: call.signal }),
      ...(stream ? { timeout: false as const } : {}),
    });
  }

  /** Sends a GET once more when it failed on the way. */
  async function persistent<T>(call: Call, send: () => Promise<T>): Promise<T> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await send();
      } catch (error) {
        if (attempt >= retries || (call.method ?? 'GET') !== 'GET' || !mayPassSoon(error)) throw error;
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
        if (!isStatus(error, [401])) throw error;
        // Ended early, revoked, or the clock is wrong: one new token, one more attempt, then it is final.
        const renewed = await auth({ renew: true, rejected: token, ...signal });
        if (renewed === token) throw error;
        return await request(renewed);
      }
    } catch (error) {
      const request = { method: call.method ?? 'GET', path };
      throw toArcError(error, { request, signal: call.signal, nowMs: options.now?.() });
    }
  }

  return {
    json: (path, call = {}) =>
      authorized(path, call, (token) => persistent(call, () => attempt(path, call, token, false).json())),
    open: (path, call = {}) => authorized(path, call, (token) => attempt(path, call, token, true)),
  };
}

/** A server that says when to come back is obeyed by the stores; waiting here would hold the caller for as long. */
const mayPassSoon = (error: unknown): boolean =>
  isNetworkError(error) || (isStatus(error, RETRIED_STATUS) && !isStatus(error, RETRIED_STATUS, 'retry-after'));

type ParseJson = (text: string, context: { readonly request: Request; readonly response: Response }) => unknown;

/** Error bodies are plain JSON whatever the good answer is. */
const parserOf =
  (read: (text: string) => unknown): ParseJson =>
  (text, { request, response }) =>
    parse(text, request, response, response.ok ? read : parseBody);

const parseBody = (text: string): unknown => (text.trim() === '' ? undefined : parseJson(text));

async function parse(
  text: string,
  request: Request,
  response: Response,
  read: (text: string) => unknown,
): Promise<unknown> {
  try {
    return await read(text);
  } catch (error) {
    const cause = isArcError(error) ? error.cause : error;
    // Anything else is the reader's own failure, such as JSON that is not its kind.
    if (!(cause instanceof SyntaxError)) throw error;
    throw notJson(text, response, { method: request.method, path: new URL(request.url).pathname }, cause);
  }
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
