import { ArcError, type ArcErrorRequest, type ErrorAnswer, isArcError, parseJson } from '@arc-elements/models';
import { systemClock } from './clock.ts';
import { nameOf, notJson, toArcError } from './errors.ts';

/** Says what a failed answer means. */
export type ReadFailure = (answer: ErrorAnswer) => ArcError;

/** Options of `exchange`. */
export interface ExchangeOptions<T> {
  /** Default: the global one. */
  readonly fetch?: typeof fetch | undefined;
  /** Names the request in errors. */
  readonly request: ArcErrorRequest;
  /** Longest wait for the answer, and again for what `read` takes from it, in ms; without it there is none. */
  readonly limitMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly now?: (() => number) | undefined;
  /** Reads a good answer. */
  readonly read: (response: Response) => T;
  readonly readFailure: ReadFailure;
}

/**
 * Sends one request and reads its answer. Plain `fetch`: with repeats, tokens and errors being this package's own, a library would
 * be 8 kB for a time limit.
 * @throws {ArcError} Always this type.
 */
export async function exchange<T>(url: string, init: RequestInit, options: ExchangeOptions<T>): Promise<Awaited<T>> {
  const { fetch: send = fetch, request, limitMs, read, readFailure, now } = options;
  const limit = new AbortController();
  const signal = options.signal === undefined ? limit.signal : AbortSignal.any([options.signal, limit.signal]);
  const late = () => limit.abort(new ArcError('timeout', `No answer from ${nameOf(request)} in time.`, { request }));
  const startLimit = () => (limitMs === undefined ? () => {} : systemClock.after(limitMs, late));
  let endLimit = startLimit();
  try {
    const response = await send(url, {
      ...init,
      method: request.method,
      // A redirect would carry the token to an address nobody checked.
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

/** Reads the text of an answer with `parse`; without it as JSON, where an empty text is `undefined`. */
export const readerOf =
  (request: ArcErrorRequest, parse: (text: string) => unknown = parseBody) =>
  async (response: Response): Promise<unknown> => {
    const text = await response.text();
    try {
      return await parse(text);
    } catch (error) {
      const cause = isArcError(error) ? error.cause : error;
      // Anything else is the reader's own failure, such as JSON that is not its kind.
      if (!(cause instanceof SyntaxError)) throw error;
      throw notJson(text, response, request, cause);
    }
  };

const parseBody = (text: string): unknown => (text.trim() === '' ? undefined : parseJson(text));
