import * as v from 'valibot';
import { parseJson, readRequest } from './body.ts';
import { isOneOf, randomId } from './encoding.ts';
import { Problem } from './problem.ts';
import type { Parts, RequestBody, Route, RouteContext } from './route.ts';
import { decodeSegment, type Router } from './router.ts';
import type { Session } from './sessions/session.ts';

const BODY_LIMIT = 256 * 1024;
const MINUTE_MS = 60_000;
const BEARER = /^Bearer ([\x21-\x2b\x2d-\x7e]{1,8192})$/i; // no comma: two headers arrive joined by one

const ALLOWED_HEADERS = 'Authorization, Content-Type, Last-Event-ID, If-None-Match, Accept, Cache-Control';
const EXPOSED_HEADERS = 'ETag, Retry-After, X-Request-Id, RateLimit-Policy, RateLimit';

/** Headers that every answer has, unless its route says otherwise. */
const ALWAYS: readonly (readonly [string, string])[] = [
  ['cache-control', 'no-store'],
  ['x-content-type-options', 'nosniff'],
  ['content-security-policy', "default-src 'none'; frame-ancestors 'none'"],
  ['referrer-policy', 'no-referrer'],
  ['cross-origin-resource-policy', 'cross-origin'],
];

/**
 * The one place that runs routes: matching, origins and CORS, authentication, limits, scopes, grammars, problem
 * documents and headers. A route holds only what is special about it.
 */
export class Runner {
  readonly #router: Router;
  readonly #parts: Parts;

  constructor(router: Router, parts: Parts) {
    this.#router = router;
    this.#parts = parts;
  }

  /** Never rejects: whatever goes wrong becomes a problem document. */
  async run(request: Request): Promise<Response> {
    const { monotonic, observe } = this.#parts.options;
    const startedAt = monotonic();
    const requestId = randomId(12);
    const url = new URL(request.url);
    const line = this.#router.find(url.pathname);
    // A HEAD is a GET whose body stays here: load balancers and caches ask that way.
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    const asked = request.method === 'OPTIONS' ? request.headers.get('access-control-request-method') : method;
    const route = line?.byMethod.get(asked ?? '');
    let code: string | null = null;
    let response: Response;
    try {
      response = await this.#answer(request, url, line, route, requestId);
    } catch (error) {
      const problem = this.#toProblem(error, request, route);
      code = problem.code;
      response = problem.toResponse(requestId);
    }
    if (request.method === 'HEAD') {
      await response.body?.cancel();
      response = new Response(null, response);
    }
    this.#finish(request, response, line?.byMethod, requestId);
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

  async #answer(
    request: Request,
    url: URL,
    line: ReturnType<Router['find']>,
    route: Route | undefined,
    requestId: string,
  ): Promise<Response> {
    if (line === null) throw new Problem('not-found');
    if (request.method === 'OPTIONS') return this.#preflight(request, line.byMethod);
    if (route === undefined) {
      throw new Problem('method-not-allowed', { headers: { allow: [...line.byMethod.keys()].sort().join(', ') } });
    }
    this.#requireOrigin(request, route);
    // Refused rather than ignored: a token in a URL is in histories and logs by now, and its owner should learn of it.
    if (url.searchParams.has('access_token'))
      throw new Problem('invalid-request', { detail: 'Tokens belong in a header.' });
    const session = await this.#authenticate(request, route);
    const context: RouteContext = {
      ...this.#parts,
      request,
      params: paramsOf(route, line.raw),
      query: queryOf(route, url.searchParams),
      body: this.#bodyOf(request, route),
      signal: request.signal,
      requestId,
    };
    if (route.access === 'session') return await route.handle({ ...context, session: session as Session });
    return await route.handle(context);
  }

  /** CORS asks before it sends: answered from the table, without looking at any credential. */
  #preflight(request: Request, byMethod: ReadonlyMap<string, Route>): Response {
    const methods = [...byMethod.values()].filter((route) => route.access === 'session').map(({ method }) => method);
    if (methods.length === 0) {
      throw new Problem('method-not-allowed', { headers: { allow: [...byMethod.keys()].sort().join(', ') } });
    }
    if (!this.#isAllowed(request.headers.get('origin'))) throw new Problem('origin-not-allowed');
    return new Response(null, {
      status: 204,
      headers: {
        'access-control-allow-methods': methods.sort().join(', '),
        'access-control-allow-headers': ALLOWED_HEADERS,
        'access-control-max-age': '600',
      },
    });
  }

  #requireOrigin(request: Request, route: Route): void {
    const origin = request.headers.get('origin');
    if (route.access === 'session') {
      if (origin !== null && !this.#isAllowed(origin)) throw new Problem('origin-not-allowed');
    } else if (route.access === 'partner') {
      // A browser says so by one of these, and a broker key has no business in a browser.
      if (origin !== null || request.headers.has('sec-fetch-site')) throw new Problem('origin-not-allowed');
    }
  }

  #isAllowed(origin: string | null): boolean {
    return origin !== null && this.#parts.options.allowedOrigins.has(origin);
  }

  async #authenticate(request: Request, route: Route): Promise<Session | null> {
    if (route.access === 'webhook' || route.access === 'public') return null;
    const credential = BEARER.exec(request.headers.get('authorization') ?? '')?.[1];
    if (credential === undefined) throw new Problem('session-invalid');
    const { options, tokens } = this.#parts;
    if (route.access === 'partner') {
      if (!(await isOneOf(credential, await options.brokerKeyDigests))) throw new Problem('session-invalid');
      return null;
    }
    const session = await tokens.verify(credential);
    if (options.store.isRevoked(session)) throw new Problem('session-invalid');
    const origin = request.headers.get('origin');
    if (origin !== null && !session.origins.has(origin)) throw new Problem('origin-not-allowed');
    const waitS = await options.store.take(session.id, options.limits.requestsPerMinute, MINUTE_MS);
    if (waitS > 0) {
      throw new Problem('rate-limited', {
        retryAfterS: waitS,
        headers: {
          'ratelimit-policy': `"session";q=${options.limits.requestsPerMinute};w=60`,
          ratelimit: `"session";r=0;t=${waitS}`,
        },
      });
    }
    if (route.access === 'session' && !session.scopes.has(route.scope))
      throw new Problem('scope-missing', { detail: `Needed: ${route.scope}` });
    return session;
  }

  #bodyOf(request: Request, route: Route): RequestBody {
    const bytes = (): Promise<Uint8Array<ArrayBuffer>> => readRequest(request, route.bodyLimit ?? BODY_LIMIT);
    return {
      bytes,
      json: async (schema) => {
        const read = await bytes();
        const parsed = v.safeParse(schema, read.length === 0 ? undefined : parseJson(read));
        if (parsed.success) return parsed.output;
        throw new Problem('invalid-request', { detail: `The body is not valid at ${whereOf(parsed.issues[0])}.` });
      },
    };
  }

  #toProblem(error: unknown, request: Request, route: Route | undefined): Problem {
    if (error instanceof Problem) return error;
    // Nobody reads this answer any more; 499 in the log would be a lie about what was sent.
    if (!request.signal.aborted)
      this.#parts.options.observe({ kind: 'fault', where: route?.path ?? 'unmatched', error });
    return new Problem('unavailable');
  }

  #finish(
    request: Request,
    response: Response,
    byMethod: ReadonlyMap<string, Route> | undefined,
    requestId: string,
  ): void {
    const { headers } = response;
    for (const [name, value] of ALWAYS) if (!headers.has(name)) headers.set(name, value);
    headers.set('x-request-id', requestId);
    headers.append('vary', 'Origin');
    const forBrowsers = byMethod === undefined || [...byMethod.values()].some((route) => route.access === 'session');
    const origin = request.headers.get('origin');
    if (forBrowsers && origin !== null && this.#isAllowed(origin)) {
      headers.set('access-control-allow-origin', origin);
      headers.set('access-control-expose-headers', EXPOSED_HEADERS);
    }
  }
}

function paramsOf(route: Route, raw: Readonly<Record<string, string>>): Record<string, string> {
  const params: Record<string, string> = {};
  for (const [name, grammar] of Object.entries(route.params ?? {})) {
    const text = decodeSegment(raw[name] ?? '');
    if (text === null || !grammar.test(text)) throw new Problem('not-found');
    params[name] = text;
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

/** Where in the body the first mistake is: names of fields only, and only such as could be ours. */
function whereOf(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue);
  return path !== null && /^[A-Za-z0-9_.]{1,64}$/.test(path) ? `"${path}"` : 'its top';
}
