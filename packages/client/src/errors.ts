import { ArcError, type ArcErrorRequest, isArcError } from '@arc-elements/models';

/** Context of a failure. */
export interface ErrorContext {
  readonly request?: ArcErrorRequest | undefined;
  /** The signal of the request. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Returns the `ArcError` for anything that a request, a decoder or a partner's callback throws. Its
 * message never repeats that of another error, which may have what must not be shown.
 */
export function toArcError(error: unknown, { request, signal }: ErrorContext = {}): ArcError {
  // The reason of an abort, such as a sign-out.
  if (signal?.aborted && isArcError(signal.reason)) return signal.reason;
  if (signal?.aborted || (error instanceof Error && error.name === 'AbortError')) {
    return new ArcError('aborted', 'The request was ended before it finished.', { request });
  }
  if (isArcError(error)) return error;
  if (error instanceof TypeError && (request !== undefined || FETCH_FAILED.test(error.message))) {
    // Outside a browser it is not known whether there is a network.
    const online = globalThis.navigator?.onLine === true;
    const message = `${nameOf(request)} could not be reached.${online ? unreachableHint() : ''}`;
    return new ArcError(online ? 'unreachable' : 'network', message, {
      request,
      cause: error,
    });
  }
  return new ArcError('unknown', `${nameOf(request)} failed in an unexpected way.`, { request, cause: error });
}

/**
 * Messages of browsers and Node for a fetch without an answer. In a request of our own, any
 * TypeError means that; in a partner's callback it may be a programming error.
 */
const FETCH_FAILED = /fetch|network|load failed|terminated/i;

/** Returns the error for an answer that is not JSON. Its message says whether it is a web page. */
export function notJson(text: string, response: Response, request: ArcErrorRequest, cause?: unknown): ArcError {
  const html = /^\s*</.test(text) || (response.headers.get('content-type') ?? '').includes('html');
  const what = html ? 'a web page (HTML)' : 'something that is not JSON';
  return new ArcError('decode', `${nameOf(request)} answered ${response.status} with ${what}.`, {
    status: response.status,
    request,
    cause,
  });
}

/** Returns true if a failure may end by itself, so that it makes sense to try again later. */
export function isTransient(error: ArcError): boolean {
  return TRANSIENT.has(error.code);
}

const TRANSIENT: ReadonlySet<string> = new Set<ArcError['code']>([
  'network',
  'unreachable',
  'timeout',
  'rate-limited',
  'upstream-failed',
  'unavailable',
  // Mistakes on the partner's server, which may be repaired while pages stay open.
  'broker-key-wrong',
  'broker-unreachable',
]);

/** Returns true if only a new session helps. */
export function endsSession(error: ArcError): boolean {
  return error.code === 'unauthorized' || error.code === 'session-invalid' || error.code === 'session-expired';
}

/**
 * Returns true if an error of the session route means that nobody is signed in, or not with the
 * rights for a session: the route answers 401 or 403, or with something else than a session, such
 * as a page for signing in.
 */
export function meansSignedOut({ code, status = 401 }: ArcError): boolean {
  if (code === 'decode') return true;
  // With another status the same codes may come from a failure that the route passes on.
  return (code === 'unauthorized' || code === 'forbidden') && (status === 401 || status === 403);
}

/**
 * Returns the possible causes, for developers: a browser does not tell a page which of them it is.
 */
const unreachableHint = () =>
  " The address may be wrong or down, blocked by this page's Content-Security-Policy, " +
  `or not open to ${globalThis.location?.origin}.`;

/** Returns the name of a request for a message. */
export const nameOf = (request: ArcErrorRequest | undefined) =>
  request === undefined ? 'The request' : `${request.method} ${request.path}`;
