import { ArcError, type ArcErrorRequest, type ErrorAnswer, isArcError, parseJson } from '@arc-elements/models';
import { systemClock } from './clock.ts';
import { nameOf, notJson, toArcError } from './errors.ts';

/** Returns the error for a failed answer. */
export type ReadFailure = (answer: ErrorAnswer) => ArcError;

/** Options of `exchange`. */
export interface ExchangeOptions<T> {
  /** Default: the global `fetch`. */
  readonly fetch?: typeof fetch | undefined;
  /** Method and path, also for errors. */
  readonly request: ArcErrorRequest;
  /** Time limit in ms for the answer, and again for `read`; by default there is none. */
  readonly limitMs?: number | undefined;
  /** Aborts the request; the promise then rejects with code `aborted`. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Returns epoch ms, to which a `Retry-After` in seconds is added. Default: the machine's clock.
   */
  readonly now?: (() => number) | undefined;
  /** Reads a good answer; `exchange` returns its result. */
  readonly read: (response: Response) => T;
  /** Reads an answer with a status of failure. */
  readonly readFailure: ReadFailure;
}

/**
 * Sends one request and reads its answer.
 * @throws {ArcError} No other type.
 */
export async function exchange<T>(url: string, init: RequestInit, options: ExchangeOptions<T>): Promise<Awaited<T>> {
  const { fetch: send = fetch, request, limitMs, read, readFailure, now } = options;
  const limit = new AbortController();
  const signal = options.signal === undefined ? limit.signal : AbortSignal.any([options.signal, limit.signal]);
  const expire = () => limit.abort(new ArcError('timeout', `No answer from ${nameOf(request)} in time.`, { request }));
  const startLimit = () => (limitMs === undefined ? () => {} : systemClock.after(limitMs, expire));
  let endLimit = startLimit();
  try {
    const response = await send(url, {
      ...init,
      method: request.method,
      // A redirect would send the token to an address that nobody checked.
      redirect: 'error',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      signal,
    });
    endLimit();
    endLimit = startLimit();
    if (response.ok) return await read(response);
    const { status, headers } = response;
    throw readFailure({ status, headers, body: await response.text(), request, nowMs: now?.() });
  } catch (cause) {
    throw toArcError(cause, { request, signal });
  } finally {
    endLimit();
  }
}

/**
 * Returns a reader that parses the text of an answer, by default as JSON. Empty text is
 * `undefined`.
 */
export const readerOf =
  (request: ArcErrorRequest, parse: (text: string) => unknown = parseBody) =>
  async (response: Response): Promise<unknown> => {
    const text = await response.text();
    try {
      return await parse(text);
    } catch (error) {
      const cause = isArcError(error) ? error.cause : error;
      // Any other error comes from `parse` itself, such as from a decoder.
      if (!(cause instanceof SyntaxError)) throw error;
      throw notJson(text, response, request, cause);
    }
  };

const parseBody = (text: string): unknown => (text.trim() === '' ? undefined : parseJson(text));
