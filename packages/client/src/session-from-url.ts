import { ArcError, type ArcErrorCode, decodeProblem, messageOf } from '@arc-elements/models';
import { notJson, toArcError } from './errors.ts';
import type { FetchSession } from './token-keeper.ts';

/** How a session route is called. */
export interface SessionFromUrlOptions {
  /** Default: the global one. */
  readonly fetch?: typeof fetch;
  /**
   * Whether the partner's own cookies go along, which is how its server knows who asks; default
   * `same-origin`.
   */
  readonly credentials?: RequestCredentials;
}

/**
 * A `fetchSession` that posts to a route of the partner's own server, which answers
 * `{ token, session_id, expires_at }`. Its failures tell what to mend: a web page instead of JSON,
 * no such route, nobody signed in, a server that its broker refuses.
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
    const ofServer = OF_SERVER[code];
    if (ofServer !== undefined) {
      const message = `The session route ${request.path} answered ${status}. ${messageOf(ofServer)}`;
      throw new ArcError(ofServer, message, { status, retryAtMs, request });
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
        `The session route ${request.path} answered ${status}: nobody is signed in on this site, or not with the rights for it.`,
        response,
        request,
      );
    }
    // Only a JSON body says something about the failure; the rest is some server's error page.
    throw new ArcError(code, `The session route ${request.path} answered ${status}.`, { status, retryAtMs, request });
  };
}

/**
 * What a problem document says about the partner's server and not about who asks, under whichever
 * status it comes: a server that passes on what the broker answers may keep its status or not.
 * `session-invalid` is what the broker says to a wrong key.
 */
const OF_SERVER: { readonly [code in ArcErrorCode]?: ArcErrorCode } = {
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
    // Told apart by the caller, which knows what kind of answer it is.
    return undefined;
  }
}

/** Path without origin and query, which may hold what an error must not repeat. */
function pathOf(url: string): string {
  const base = (globalThis.document as Document | undefined)?.baseURI ?? 'http://localhost';
  return URL.canParse(url, base) ? new URL(url, base).pathname : url;
}
