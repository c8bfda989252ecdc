import type { Hono } from 'hono';
import { legacyError, shortError } from '../platform/errors.ts';
import type { EndpointRecord } from '../platform/records.ts';
import { guard, VERSIONS } from './access.ts';
import { jsonObject, randomToken, type World } from './context.ts';
import { list } from './legacy.ts';

/** `/webhook/endpoints` and what is below it. */
export function webhookEndpointRoutes(app: Hono, world: World): void {
  const { store, views, deliveries, clock } = world;
  const access = guard(world, 'legacy');
  const find = (id: string): EndpointRecord | undefined => {
    const endpoint = store.endpoints.get(id);
    return endpoint?.generation === 'legacy' ? endpoint : undefined;
  };
  const missing = (): Response => shortError(404, "Couldn't find WebhookEndpoint");
  const badVersion = (): Response =>
    legacyError(422, 'Provided arc_version is not valid, see details for validation errors', 'BAD_REQUEST', {
      arc_version: ['is not included in the list'],
    });

  app.get('/webhook/endpoints', access, (c) => {
    const all = store.endpoints.filter((endpoint) => endpoint.generation === 'legacy');
    return list(
      c,
      all.map((endpoint, index) => ({ ...endpoint, legacyId: index })),
      (each) => views.endpoint(each),
    );
  });

  app.post('/webhook/endpoints', access, async (c) => {
    const body = await jsonObject(c.req);
    if (body === undefined) return legacyError(400, 'The request body is not valid JSON');
    const problem = urlProblem(body.url);
    if (problem !== null) {
      return legacyError(422, 'Provided url is not valid, see details for validation errors', 'BAD_REQUEST', {
        url: [problem],
      });
    }
    const version = body.arc_version ?? '2022-10-13';
    if (typeof version !== 'string' || !VERSIONS.includes(version)) return badVersion();
    const now = clock.now();
    const endpoint = store.endpoints.put({
      id: store.nextUuid('webhook-endpoint'),
      generation: 'legacy',
      url: body.url as string,
      signingKey: randomToken(12),
      enabled: true,
      arcVersion: version,
      configured: false,
      createdAtMs: now,
      updatedAtMs: now,
    });
    return Response.json(views.endpoint(endpoint));
  });

  app.get('/webhook/endpoints/:id', access, (c) => {
    const endpoint = find(c.req.param('id'));
    return endpoint === undefined ? missing() : Response.json(views.endpoint(endpoint));
  });

  app.patch('/webhook/endpoints/:id', access, async (c) => {
    const endpoint = find(c.req.param('id'));
    if (endpoint === undefined) return missing();
    const body = await jsonObject(c.req);
    if (body === undefined) return legacyError(400, 'The request body is not valid JSON');
    const { enabled, arc_version: version } = body;
    if (enabled !== undefined && typeof enabled !== 'boolean') return legacyError(400, 'enabled must be true or false');
    if (version !== undefined && (typeof version !== 'string' || !VERSIONS.includes(version))) return badVersion();
    const after = store.endpoints.update(endpoint.id, {
      updatedAtMs: clock.now(),
      ...(enabled === undefined ? {} : { enabled }),
      ...(version === undefined ? {} : { arcVersion: version as string }),
    });
    return Response.json(views.endpoint(after));
  });

  app.delete('/webhook/endpoints/:id', access, (c) => {
    const endpoint = find(c.req.param('id'));
    if (endpoint === undefined) return missing();
    store.endpoints.remove(endpoint.id);
    return Response.json(views.endpoint(endpoint), { status: 202 });
  });

  app.put('/webhook/endpoints/:id/test', access, (c) => {
    const endpoint = find(c.req.param('id'));
    if (endpoint === undefined) return missing();
    deliveries.send(endpoint, 'test', {});
    return new Response(null, { status: 202 });
  });

  app.get('/webhook/endpoints/:id/events', access, (c) => {
    const endpoint = find(c.req.param('id'));
    if (endpoint === undefined) return missing();
    const delivered = c.req.query('delivered');
    if (delivered !== undefined && delivered !== 'true' && delivered !== 'false') {
      return legacyError(400, 'delivered must be true or false');
    }
    const events = store.events.filter(
      (event) =>
        event.endpointId === endpoint.id &&
        (delivered === undefined || (event.state === 'delivered') === (delivered === 'true')),
    );
    return list(
      c,
      events.map((event) => ({ ...event, legacyId: event.order })),
      (each) => views.eventSummary(each),
    );
  });

  app.get('/webhook/endpoints/:id/events/:event', access, (c) => {
    const event = store.events.get(c.req.param('event'));
    if (event === undefined || event.endpointId !== c.req.param('id') || find(event.endpointId) === undefined) {
      return shortError(404, "Couldn't find WebhookEvent");
    }
    return Response.json(views.event(event));
  });
}

/** Why a webhook cannot go there; `null` when it can. Plain `http:` only reaches this machine. */
export function urlProblem(url: unknown): string | null {
  if (typeof url !== 'string' || url === '') return "can't be blank";
  if (!URL.canParse(url)) return 'is not a valid URL';
  const { protocol, hostname } = new URL(url);
  if (protocol === 'https:') return null;
  if (protocol !== 'http:') return 'must be an https URL';
  return isLoopback(hostname) ? null : 'must be an https URL; http is allowed for this machine only';
}

/** Whether a host name means this machine. */
export const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' ||
  hostname.endsWith('.localhost') ||
  hostname === '[::1]' ||
  /^127(\.\d{1,3}){3}$/.test(hostname);
