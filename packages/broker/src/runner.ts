import { isArcError } from '@arc-elements/models';
import type * as v from 'valibot';
import { readRequest } from './body.ts';
import { check, sentenceOf } from './check.ts';
import { isOneOf, parseJson } from './encoding.ts';
import { ForeignDataError } from './narrow/index.ts';
import type { ResolvedOptions } from './options.ts';
import { Problem } from './problem.ts';
import { RefusedOrigins } from './refused-origins.ts';
import type { Route } from './route.ts';
import { createRouter, type Match } from './router.ts';
import { isScope } from './scopes.ts';
import type { Services } from './services.ts';
import type { Session } from './sessions/session.ts';

const BODY_LIMIT = 256 * 1024;
const MINUTE_MS = 60_000;
const BEARER = /^Bearer ([\x21-\x2b\x2d-\x7e]{1,8192})$/i; // no comma: two headers arrive joined by one

const ALLOWED_HEADERS = 'Authorization, Content-Type, Last-Event-ID, If-None-Match, Accept, Cache-Control';
const EXPOSED_HEADERS = 'ETag, Retry-After, X-Request-Id, RateLimit-Policy, RateLimit';

/** Headers of every answer, unless its route sets them. */
const DEFAULT_HEADERS = Object.entries({
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'cross-origin',
});

/**
 * Creates the function that answers every request: it matches the route, checks origin, CORS,
 * authentication, limits, scopes, parameters and body, and sets headers. It never rejects; every
 * error becomes a problem document.
 */
export function createRunner(
  table: readonly Route[],
  services: Services,
  options: ResolvedOptions,
): (request: Request) => Promise<Response> {
  const { allowedOrigins, limits, monotonic, observe, store } = options;
  const find = createRouter(table);
  const refusedOrigins = new RefusedOrigins(options);

  async function run(request: Request): Promise<Response> {
    const startedAt = monotonic();
    const requestId = crypto.randomUUID();
    const url = new URL(request.url);
    const match = find(url.pathname);
    // HEAD is answered like GET, without the body: load balancers and caches use it.
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    const asked = request.method === 'OPTIONS' ? request.headers.get('access-control-request-method') : method;
    const route = match?.routes.find((candidate) => candidate.method === asked);
    let code: string | null = null;
    let response: Response;
    try {
      response = await answer(request, url, match, route);
    } catch (error) {
      const problem = toProblem(error, request, route);
      code = problem.code;
      const origin = request.headers.get('origin');
      if (code === 'origin-not-allowed' && origin !== null) refusedOrigins.add(origin);
      response = problem.toResponse(requestId);
    }
    if (request.method === 'HEAD') {
      await response.body?.cancel();
      response = new Response(null, response);
    }
    finish(request, response.headers, match, requestId);
    observe({
      kind: 'request',
      method: route?.method ?? 'other',
      route: route?.path ?? 'unmatched',
      status: response.status,
      code,
      durationMs: monotonic() - startedAt,
      requestId,
    });
    return response;
  }

  async function answer(request: Request, url: URL, match: Match | null, route: Route | undefined): Promise<Response> {
    if (match === null) throw new Problem('not-found');
    const preflight = request.method === 'OPTIONS';
    if (preflight && match.browserMethods !== '') return answerPreflight(request, match);
    if (preflight || route === undefined)
      throw new Problem('method-not-allowed', { headers: { allow: match.methods } });
    requireOrigin(request, route);
    // Refused rather than ignored: a token in a URL is already in histories and logs, and its owner
    // should notice.
    if (url.searchParams.has('access_token'))
      throw new Problem('invalid-request', { detail: 'Tokens belong in a header.' });
    const session = await authenticate(request, route);
    const params = paramsOf(route, match.raw);
    // Load balancers and cache busters add parameters of their own to health checks.
    const query = route.access === 'public' ? {} : queryOf(route, url.searchParams);
    const bytes = () => readRequest(request, route.bodyLimit ?? BODY_LIMIT);
    const body = route.bodySchema === undefined ? undefined : checked(route.bodySchema, await bytes());
    const { headers, signal } = request;
    const used: Partial<Services> = Object.fromEntries(route.uses.map((name) => [name, services[name]]));
    const result = await route.handle({ ...used, session, params, query, body, bytes, headers, signal });
    if (result instanceof Response) return result;
    return result === undefined
      ? new Response(null, { status: 204 })
      : Response.json(result, { status: route.status ?? 200 });
  }

  /** Answers a CORS preflight from the route table alone; it carries no credential. */
  function answerPreflight({ headers: sent }: Request, { browserMethods }: Match): Response {
    if (!allowedOrigins.has(sent.get('origin') ?? '')) throw new Problem('origin-not-allowed');
    const headers = {
      'access-control-allow-methods': browserMethods,
      'access-control-allow-headers': ALLOWED_HEADERS,
      'access-control-max-age': '600',
    };
    return new Response(null, { status: 204, headers });
  }

  function requireOrigin({ headers }: Request, { access }: Route): void {
    const origin = headers.get('origin');
    // Only browsers send these headers, and a broker key must not be used in a browser.
    const refused = isScope(access)
      ? origin !== null && !allowedOrigins.has(origin)
      : access === 'partner' && (origin !== null || headers.has('sec-fetch-site'));
    if (refused) throw new Problem('origin-not-allowed');
  }

  async function authenticate({ headers: sent }: Request, { access }: Route): Promise<Session | null> {
    if (access === 'webhook' || access === 'public') return null;
    const credential = BEARER.exec(sent.get('authorization') ?? '')?.[1];
    if (credential === undefined) throw new Problem('session-invalid');
    if (access === 'partner') {
      if (!(await isOneOf(credential, await options.brokerKeyDigests))) throw new Problem('session-invalid');
      return null;
    }
    const session = await services.sessions.verify(credential);
    const origin = sent.get('origin');
    if (origin !== null && !session.origins.has(origin)) throw new Problem('origin-not-allowed');
    const limit = limits.requestsPerMinute;
    const waitS = store.limits.take(session.id, limit, MINUTE_MS);
    if (waitS > 0) {
      const headers = { 'ratelimit-policy': `"session";q=${limit};w=60`, ratelimit: `"session";r=0;t=${waitS}` };
      throw new Problem('rate-limited', { retryAfterS: waitS, headers });
    }
    if (!session.scopes.has(access)) throw new Problem('scope-missing', { detail: `Needed: ${access}` });
    return session;
  }

  function toProblem(error: unknown, { signal }: Request, route: Route | undefined): Problem {
    if (error instanceof ForeignDataError) observe({ kind: 'foreign-data', resource: error.resource });
    // The answer of the platform could not be decoded. The client does not learn why.
    if (isArcError(error)) return new Problem('upstream-failed', { cause: error });
    // An error after the client has gone is usually the abort itself, not a fault.
    if (!(error instanceof Problem) && !signal.aborted)
      observe({ kind: 'fault', where: route?.path ?? 'unmatched', error });
    return Problem.from(error, 'unavailable');
  }

  function finish(request: Request, headers: Headers, match: Match | null, requestId: string): void {
    for (const [name, value] of DEFAULT_HEADERS) if (!headers.has(name)) headers.set(name, value);
    headers.set('x-request-id', requestId);
    headers.append('vary', 'Origin');
    const origin = request.headers.get('origin');
    if (match?.browserMethods !== '' && origin !== null && allowedOrigins.has(origin)) {
      headers.set('access-control-allow-origin', origin);
      headers.set('access-control-expose-headers', EXPOSED_HEADERS);
    }
  }

  return run;
}

function paramsOf(route: Route, raw: Readonly<Record<string, string>>): Record<string, string> {
  const params: Record<string, string> = {};
  for (const [name, grammar] of Object.entries(route.params ?? {})) {
    try {
      params[name] = decodeURIComponent(raw[name] ?? '');
    } catch {
      throw new Problem('not-found'); // invalid percent encoding
    }
    if (!grammar.test(params[name])) throw new Problem('not-found');
  }
  return params;
}

function queryOf(route: Route, sent: URLSearchParams): Record<string, string> {
  const query: Record<string, string> = {};
  for (const [name, text] of sent) {
    const allowed = route.query !== undefined && Object.hasOwn(route.query, name) ? route.query[name] : undefined;
    if (allowed === undefined || !allowed.test(text) || Object.hasOwn(query, name)) {
      throw new Problem('invalid-request', { detail: 'A query parameter is unknown, repeated or not valid.' });
    }
    query[name] = text;
  }
  return query;
}

function checked(schema: v.GenericSchema, bytes: Uint8Array): unknown {
  let body: unknown;
  try {
    if (bytes.length > 0) body = parseJson(bytes);
  } catch (cause) {
    throw new Problem('invalid-request', { detail: 'The body is not JSON.', cause });
  }
  const result = check(schema, body);
  if (result.flaw === null) return result.value;
  throw new Problem('invalid-request', { detail: `${sentenceOf(result.flaw, fieldName)}.` });
}

/**
 * Names a field in an error message. A path that cannot be ours is not repeated: clients send names
 * too.
 */
function fieldName(path: string): string {
  if (path === '') return 'The body';
  return /^[A-Za-z0-9_.[\]]{1,64}$/.test(path) ? `"${path}"` : 'A field';
}
