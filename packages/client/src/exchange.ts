import { ArcError, type ArcErrorRequest, type ErrorAnswer, isArcError, parseJson } from '@arc-elements/models';
import { systemClock } from './clock.ts';
import { nameOf, notJson, toArcError } from './errors.ts';

/** Turns a failed answer into the error that it means. */
export type ReadFailure = (answer: ErrorAnswer) => ArcError;

/** Options of `exchange`. */
export interface ExchangeOptions<T> {
  /** Default: the global `fetch`. */
  readonly fetch?: typeof fetch | undefined;
  /** Method and path; also names the request in errors. */
  readonly request: ArcErrorRequest;
  /** Longest wait for the answer, and again for what `read` takes from it, in ms; without it there is none. */
  readonly limitMs?: number | undefined;
  /** Ends the request; the promise then rejects with code `aborted`. */
  readonly signal?: AbortSignal | undefined;
  /** Epoch ms, to which a `Retry-After` in seconds is added. Default: the machine's clock. */
  readonly now?: (() => number) | undefined;
  /** Reads a good answer; its result is what `exchange` gives. */
  readonly read: (response: Response) => T;
  /** Reads an answer whose status says that the request failed. */
  readonly readFailure: ReadFailure;
}

/**
 * Sends one request and reads its answer. It uses plain `fetch`, because retries, tokens and errors are this package's
 * own: an HTTP library would add 8 kB for a time limit.
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

/** Returns a reader that parses the text of an answer, by default as JSON, where empty text gives `undefined`. */
export const readerOf =
  (request: ArcErrorRequest, parse: (text: string) => unknown = parseBody) =>
  async (response: Response): Promise<unknown> => {
    const text = await response.text();
    try {
      return await parse(text);
    } catch (error) {
      const cause = isArcError(error) ? error.cause : error;
      // Any other failure is an error of `parse` itself, such as that of a decoder.
      if (!(cause instanceof SyntaxError)) throw error;
      throw notJson(text, response, request, cause);
    }
  };

const parseBody = (text: string): unknown => (text.trim() === '' ? undefined : parseJson(text));
