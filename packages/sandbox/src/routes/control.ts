import type { Context, Hono } from 'hono';
import { isoZ } from '../data/iso.ts';
import type { Faults } from '../engine/faults.ts';
import type { RequestLog } from '../engine/request-log.ts';
import { connectUser } from '../platform/connected-user.ts';
import { defaultScenario, SCENARIOS, scenarioNamed } from '../platform/scenarios.ts';
import type { Seed } from '../platform/store.ts';
import { jsonObject, type World } from './context.ts';
import { isLoopback } from './webhook-endpoints.ts';

/** Origin of a URL; `null` without one. */
export const originOf = (url: string | undefined): string | null => (url === undefined ? null : new URL(url).origin);

/** What the control routes can do besides changing the world. */
export interface Controls {
  readonly faults: Faults;
  readonly log: RequestLog;
  reset(options: { seed?: Seed; nowMs?: number }): void;
}

const LARGEST_ADVANCE_MS = 10 * 366 * 86_400_000;

/** `/_sandbox/…`: for scripts, tests and the control page. They need no platform token. */
export function controlRoutes(app: Hono, world: World, controls: Controls): void {
  const { store, clock, scheduler } = world;
  const now = () => isoZ(clock.now());
  const problem = (detail: string): Response => Response.json({ error: detail }, { status: 400 });

  // A demo page on another port of this machine may steer the sandbox; a page from elsewhere may not.
  app.use('/_sandbox/*', async (c, next) => {
    const origin = c.req.header('origin');
    if (origin !== undefined && origin !== new URL(c.req.url).origin) {
      if (!URL.canParse(origin) || !isLoopback(new URL(origin).hostname)) {
        return Response.json({ error: 'Only pages of this machine may steer the sandbox' }, { status: 403 });
      }
      if (c.req.method === 'OPTIONS') c.res = new Response(null, { status: 204 });
      else await next();
      c.res.headers.set('Access-Control-Allow-Origin', origin);
      c.res.headers.set('Access-Control-Allow-Methods', 'GET, POST, PUT, DELETE');
      c.res.headers.set('Access-Control-Allow-Headers', 'content-type');
      c.res.headers.append('Vary', 'Origin');
      return c.res;
    }
    await next();
    return c.res;
  });

  /** A body that is absent counts as `{}`. */
  const bodyOf = async (c: Context): Promise<Record<string, unknown> | undefined> => {
    const text = await c.req.text();
    return text.trim() === '' ? {} : jsonObject({ text: () => Promise.resolve(text) });
  };

  app.get('/_sandbox', () => Response.json({ seed: store.seed, now: now() }));

  app.post('/_sandbox/reset', async (c) => {
    const body = await bodyOf(c);
    if (body === undefined) return problem('The body is not a JSON object');
    const { seed, now: at } = body;
    if (seed !== undefined && typeof seed !== 'string' && typeof seed !== 'number')
      return problem('seed must be a text or a number');
    const nowMs = at === undefined || at === null ? undefined : Date.parse(String(at));
    if (nowMs !== undefined && Number.isNaN(nowMs)) return problem('now must be an ISO date and time');
    controls.reset({ ...(seed === undefined ? {} : { seed }), ...(nowMs === undefined ? {} : { nowMs }) });
    return Response.json({ seed: seed ?? store.seed, now: now() });
  });

  app.get('/_sandbox/clock', () => Response.json({ now: now(), frozen: clock.frozen }));
  app.post('/_sandbox/clock', async (c) => {
    const body = await bodyOf(c);
    const ms = body?.advanceMs;
    if (typeof ms !== 'number' || !Number.isFinite(ms) || ms < 0 || ms > LARGEST_ADVANCE_MS) {
      return problem('advanceMs must be a number of milliseconds from 0 to ten years');
    }
    await scheduler.advance(Math.round(ms));
    return Response.json({ now: now(), frozen: clock.frozen });
  });

  app.get('/_sandbox/faults', () => Response.json({ faults: controls.faults.all() }));
  app.post('/_sandbox/faults', async (c) => {
    const body = await bodyOf(c);
    if (body === undefined) return problem('The body is not a JSON object');
    const fault = controls.faults.add(body);
    return typeof fault === 'string' ? problem(fault) : Response.json(fault, { status: 201 });
  });
  app.delete('/_sandbox/faults', () => {
    controls.faults.clear();
    return new Response(null, { status: 204 });
  });

  app.get('/_sandbox/scenarios', () =>
    Response.json({
      scenarios: SCENARIOS.map(({ name, title, about, logins, password }) => ({
        name,
        title,
        about,
        logins,
        password,
      })),
    }),
  );

  app.get('/_sandbox/users', () => Response.json({ users: store.users.all().map((user) => user.id) }));
  app.post('/_sandbox/users', async (c) => {
    const body = await bodyOf(c);
    const user = body?.user;
    if (typeof user !== 'string' || user === '' || user.length > 255)
      return problem('user must be a text of 1 to 255 characters');
    const name = body?.scenario;
    const scenario = name === undefined || name === null ? defaultScenario : scenarioNamed(String(name));
    if (scenario === undefined) return problem(`There is no scenario ${String(name)}; see GET /_sandbox/scenarios`);
    return Response.json(connectUser(world, user, scenario), { status: 201 });
  });

  app.get('/_sandbox/webhooks', () =>
    Response.json({
      deliveries: store.events.all().map((event) => ({
        id: event.id,
        // Its origin only: a webhook URL may hold a secret in its path.
        url: originOf(store.endpoints.get(event.endpointId)?.url),
        type: event.type,
        state: event.state,
        created_at: isoZ(event.createdAtMs),
        attempts: event.attempts.map((attempt) => attempt.statusCode),
      })),
    }),
  );

  app.get('/_sandbox/requests', () => Response.json({ requests: controls.log.all() }));
}
