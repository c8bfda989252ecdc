import { isoZ } from '../data/iso.ts';
import { Refusal } from '../families/family.ts';
import { plug, plugNotFound } from '../families/plug.ts';
import type { EventRecord } from '../platform/records.ts';
import type { FieldReader } from '../platform/search.ts';
import type { World } from '../platform/world.ts';
import { pageOf } from './plug-page.ts';
import type { Route, RouteRequest } from './route.ts';

/** Plug webhooks that were sent. Their fields are not documented; these follow Plug's names. */
export const plugWebhookRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/plug/webhooks',
    family: plug,
    handle(request, world) {
      const events = world.store.events.filter((event) => isPlugs(world, event));
      const { records, page } = pageOf(request, events, eventField, ['type', 'id']);
      return Response.json({ webhooks: records.map((event) => view(world, event)), page });
    },
  },
  {
    method: 'GET',
    path: '/plug/webhooks/:id',
    family: plug,
    handle: (request, world) => Response.json(view(world, requireEvent(request, world))),
  },
  {
    method: 'POST',
    path: '/plug/webhooks/:id/resend',
    family: plug,
    handle(request, world) {
      const event = requireEvent(request, world);
      world.deliveries.queueAgain(event);
      return Response.json(view(world, event), { status: 202 });
    },
  },
];

const isPlugs = ({ store }: World, event: EventRecord): boolean =>
  store.endpoints.get(event.endpointId)?.generation === 'plug';

/** Returns the event of the path. @throws {Refusal} There is none, or it is Arc's. */
function requireEvent(request: RouteRequest, world: World): EventRecord {
  const event = world.store.events.get(request.param('id'));
  if (event === undefined || !isPlugs(world, event)) throw new Refusal(plugNotFound('webhook', request.param('id')));
  return event;
}

const eventField: FieldReader<EventRecord> = (event, field) => {
  if (field === 'id') return event.id;
  if (field === 'type') return event.type;
  return field === 'createdAt' ? isoZ(event.createdAtMs) : undefined;
};

const view = ({ store }: World, event: EventRecord) => ({
  id: event.id,
  type: event.type,
  createdAt: isoZ(event.createdAtMs),
  lastModifiedAt: isoZ(event.updatedAtMs),
  url: store.endpoints.get(event.endpointId)?.url ?? null,
  isDelivered: event.state === 'delivered',
  attempts: event.attempts.map((attempt) => ({ at: isoZ(attempt.atMs), responseStatus: attempt.statusCode })),
  payload: JSON.parse(event.body) as unknown,
});
