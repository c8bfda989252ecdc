import { Hono } from 'hono';
import { problemResponse } from './problem.ts';

/** Id of the person who is signed in on the demo site: always the same. */
export const DEMO_USER = 'demo';

/** Longest step of the sandbox clock that the drawer may ask for: a year. */
const LONGEST_STEP_MS = 366 * 86_400_000;

/**
 * Routes by which the drawer "Behind the scenes" controls the sandbox. They are on the site's own
 * origin, so that the page's policy needs no third server. A real partner has no such routes.
 */
export function backstage(sandboxUrl: string, fetcher: typeof fetch = fetch): Hono {
  const app = new Hono();

  const control = async (path: string, body?: object): Promise<Response> => {
    let answer: Response;
    try {
      answer = await fetcher(new URL(path, sandboxUrl), {
        method: body === undefined ? 'GET' : 'POST',
        ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
      });
    } catch {
      // The address says enough: the error of a refused connection on loopback adds nothing.
      return problemResponse({
        status: 503,
        code: 'unavailable',
        title: 'Sandbox unreachable',
        detail: `No sandbox answers at ${sandboxUrl}.`,
      });
    }
    const text = await answer.text();
    if (answer.ok) return new Response(text, { headers: JSON_HEADERS });
    return problemResponse({
      status: answer.status < 500 ? 400 : 502,
      code: answer.status < 500 ? 'invalid-request' : 'upstream-failed',
      title: 'The sandbox refused',
      detail: `${path} answered ${answer.status}.`,
    });
  };

  app.get('/sandbox', () => control('/_sandbox'));
  app.get('/clock', () => control('/_sandbox/clock'));
  app.post('/clock', async (c) => {
    const { advanceMs } = await readObject(c.req.raw);
    if (typeof advanceMs !== 'number' || !(advanceMs > 0 && advanceMs <= LONGEST_STEP_MS)) {
      return invalid('advanceMs is a number of milliseconds, at most a year.');
    }
    return control('/_sandbox/clock', { advanceMs });
  });
  app.post('/reset', () => control('/_sandbox/reset', {}));
  app.post('/scenario', async (c) => {
    const { scenario } = await readObject(c.req.raw);
    if (typeof scenario !== 'string' || !/^[a-z0-9-]{1,64}$/.test(scenario)) {
      return invalid('scenario is the name of a scenario, such as features-not-ready.');
    }
    return control('/_sandbox/users', { user: DEMO_USER, scenario });
  });
  return app;
}

const JSON_HEADERS = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' };

const invalid = (detail: string): Response =>
  problemResponse({ status: 400, code: 'invalid-request', title: 'Invalid request', detail });

/**
 * Reads the request's JSON object. Anything else gives an empty object, and the caller then misses
 * its field.
 */
async function readObject(request: Request): Promise<Record<string, unknown>> {
  const text = await request.text();
  if (text.length > 1000) return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    // Not JSON: the caller reports the missing field.
    return {};
  }
}
