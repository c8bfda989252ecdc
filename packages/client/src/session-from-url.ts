import { ArcError, type ArcErrorCode, decodeProblem, messageOf } from '@arc-elements/models';
import { notJson, toArcError } from './errors.ts';
import type { FetchSession } from './token-keeper.ts';

/** Options of `sessionFromUrl`. */
export interface SessionFromUrlOptions {
  /** Default: the global one. */
  readonly fetch?: typeof fetch;
  /** Mode for cookies, by which the server knows who is signed in; default `same-origin`. */
  readonly credentials?: RequestCredentials;
}

/**
 * Returns a `fetchSession` that posts to a route of the partner's own server, which answers
 * `{ token, session_id, expires_at }`. Its errors say what to fix: a web page in place of JSON, no
 * such route, nobody signed in, a server that the broker refuses.
 */
export function sessionFromUrl(url: string, options: SessionFromUrlOptions = {}): FetchSession {
  return async ({ signal }) => {
    const request = { method: 'POST', path: pathOf(url) };
    let response: Response;
    let text: string;
    try {
      response = await (options.fetch ?? fetch)(url, {
        method: 'POST',
        headers: { accept: 'application/json' },
        credentials: options.credentials ?? 'same-origin',
        cache: 'no-store',
        signal,
      });
      text = await response.text();
    } catch (cause) {
      throw toArcError(cause, { request, signal });
    }
    const body = parse(text);
    const { status } = response;
    const { code, retryAtMs } = decodeProblem({ status, headers: response.headers, body, nowMs: Date.now() });
    const serverProblem = SERVER_PROBLEMS[code];
    if (serverProblem !== undefined) {
      const message = `The session route ${request.path} answered ${status}. ${messageOf(serverProblem)}`;
      throw new ArcError(serverProblem, message, { status, retryAtMs, request });
    }
    if (response.ok) {
      if (body === undefined)
        throw sessionRouteError('decode', notJson(text, response, request).message, response, request);
      return body;
    }
    if (status === 404 || status === 405) {
      const hint = status === 404 ? 'There is no such route.' : 'The route has to accept POST.';
      throw sessionRouteError(
        'not-found',
        `The session route ${request.path} answered ${status}. ${hint}`,
        response,
        request,
      );
    }
    if (status === 401 || status === 403) {
      throw sessionRouteError(
        status === 401 ? 'unauthorized' : 'forbidden',
        `The session route ${request.path} answered ${status}: ` +
          'nobody is signed in on this site, or not with the rights for it.',
        response,
        request,
      );
    }
    throw new ArcError(code, `The session route ${request.path} answered ${status}.`, { status, retryAtMs, request });
  };
}

/**
 * Codes of problem documents about the partner's server, not about the person. They count under any
 * status, because a server that passes on the broker's answer may change it. The broker answers
 * `session-invalid` to a server with a wrong key.
 */
const SERVER_PROBLEMS: { readonly [code in ArcErrorCode]?: ArcErrorCode } = {
  'session-invalid': 'broker-key-wrong',
  'broker-key-wrong': 'broker-key-wrong',
  'broker-unreachable': 'broker-unreachable',
};

function sessionRouteError(
  code: ArcError['code'],
  message: string,
  { status }: Response,
  request: { method: string; path: string },
) {
  return new ArcError(code, message, { status, request });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) ?? undefined;
  } catch {
    // Not JSON: the caller decides what that means.
    return undefined;
  }
}

/** Returns the path without origin and query, which an error must not repeat. */
function pathOf(url: string): string {
  const base = (globalThis.document as Document | undefined)?.baseURI ?? 'http://localhost';
  return URL.canParse(url, base) ? new URL(url, base).pathname : url;
}
