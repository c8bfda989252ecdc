import { ArcError, type ArcErrorRequest, isArcError } from '@arc-elements/models';

/** What is known about the circumstances of a failure. */
export interface ErrorContext {
  readonly request?: ArcErrorRequest | undefined;
  /** The signal that the request had. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Turns whatever a request, a decoder or a partner's callback threw into an `ArcError`. Texts are
 * our own: an upstream body or a foreign exception may hold what must not be shown, so it is kept
 * as `cause` at most.
 */
export function toArcError(error: unknown, { request, signal }: ErrorContext = {}): ArcError {
  // Whoever ends a request may say why, such as a sign-out.
  if (signal?.aborted && isArcError(signal.reason)) return signal.reason;
  if (signal?.aborted || (error instanceof Error && error.name === 'AbortError')) {
    return new ArcError('aborted', 'The request was ended before it finished.', { request });
  }
  if (isArcError(error)) return error;
  if (error instanceof TypeError && (request !== undefined || FETCH_FAILED.test(error.message))) {
    // Outside a browser nobody says whether there is a network.
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
 * What browsers and Node say when fetch gets no answer. Inside our own requests any TypeError is
 * that; in a partner's callback it may as well be a mistake, which must not be blamed on the
 * network.
 */
const FETCH_FAILED = /fetch|network|load failed|terminated/i;

/**
 * An answer that should have been JSON and was not; says what it looks like, because that tells the
 * cause.
 */
export function notJson(text: string, response: Response, request: ArcErrorRequest, cause?: unknown): ArcError {
  const html = /^\s*</.test(text) || (response.headers.get('content-type') ?? '').includes('html');
  const what = html ? 'a web page (HTML)' : 'something that is not JSON';
  return new ArcError('decode', `${nameOf(request)} answered ${response.status} with ${what}.`, {
    status: response.status,
    request,
    cause,
  });
}

/** Failures that can end by themselves; trying again later makes sense without anybody acting. */
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
  // Of the partner's server, whose people mend it while pages stay open.
  'broker-key-wrong',
  'broker-unreachable',
]);

/** Failures after which only a new session helps. */
export function endsSession(error: ArcError): boolean {
  return error.code === 'unauthorized' || error.code === 'session-invalid' || error.code === 'session-expired';
}

/**
 * Says that nobody is signed in, or not with the rights for a session: a session route answers 401
 * or 403, or with something that is no session, as a page to sign in is.
 */
export function saysSignedOut({ code, status = 401 }: ArcError): boolean {
  if (code === 'decode') return true;
  // A route that passes another failure on may use the same words for what is wrong with the
  // request.
  return (code === 'unauthorized' || code === 'forbidden') && (status === 401 || status === 403);
}

/**
 * What a browser does not tell a page apart, for whoever embeds it. Elements have words of their
 * own for people.
 */
const unreachableHint = () =>
  ` The address may be wrong or down, blocked by this page's Content-Security-Policy, or not open to ${globalThis.location?.origin}.`;

/** Names a request in a message. */
export const nameOf = (request: ArcErrorRequest | undefined) =>
  request === undefined ? 'The request' : `${request.method} ${request.path}`;
