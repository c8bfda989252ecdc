import type { Hono } from 'hono';
import { isoZ } from '../data/iso.ts';
import { plugError } from '../platform/errors.ts';
import type { EventRecord } from '../platform/records.ts';
import type { World } from './context.ts';
import { pageOf } from './plug.ts';

/** `GET /plug/webhooks`, one of them, and resending it. Their fields are not documented; these follow Plug's names. */
export function plugWebhookRoutes(app: Hono, world: World): void {
  const { store, deliveries } = world;

  const find = (id: string): EventRecord | undefined => {
    const event = store.events.get(id);
    return event !== undefined && store.endpoints.get(event.endpointId)?.generation === 'plug' ? event : undefined;
  };

  const view = (event: EventRecord) => ({
    id: event.id,
    type: event.type,
    createdAt: isoZ(event.createdAtMs),
    lastModifiedAt: isoZ(event.updatedAtMs),
    url: store.endpoints.get(event.endpointId)?.url ?? null,
    isDelivered: event.state === 'delivered',
    attempts: event.attempts.map((attempt) => ({ at: isoZ(attempt.atMs), responseStatus: attempt.statusCode })),
    payload: JSON.parse(event.body) as unknown,
  });

  const missing = (id: string): Response =>
    plugError(404, 'notFound', 'There is no such webhook', { param: 'id', value: id });

  app.get('/plug/webhooks', (c) => {
    const all = store.events.filter((event) => find(event.id) !== undefined);
    const answer = pageOf(
      c,
      all,
      (event, field) => {
        if (field === 'id') return event.id;
        if (field === 'type') return event.type;
        return field === 'createdAt' ? isoZ(event.createdAtMs) : undefined;
      },
      ['type', 'id'],
    );
    return answer instanceof Response
      ? answer
      : Response.json({ webhooks: answer.records.map(view), page: answer.page });
  });

  app.get('/plug/webhooks/:id', (c) => {
    const event = find(c.req.param('id'));
    return event === undefined ? missing(c.req.param('id')) : Response.json(view(event));
  });

  app.post('/plug/webhooks/:id/resend', (c) => {
    const event = find(c.req.param('id'));
    if (event === undefined) return missing(c.req.param('id'));
    deliveries.resend(event);
    return Response.json(view(event), { status: 202 });
  });
}
