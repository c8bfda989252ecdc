import * as v from 'valibot';
import { arc, longError, notFound } from '../families/arc.ts';
import { VERSIONS } from '../families/bearer.ts';
import { Refusal } from '../families/family.ts';
import type { EndpointRecord } from '../platform/records.ts';
import { secretText } from '../platform/secret.ts';
import type { World } from '../platform/world.ts';
import { arcList } from './arc-list.ts';
import type { Route, RouteRequest } from './route.ts';
import { FlagSchema, QueryFlagSchema } from './schemas.ts';
import { webhookUrlProblem } from './webhook-url.ts';

const CreateSchema = v.object({ url: v.optional(v.unknown()), arc_version: v.optional(v.unknown(), '2022-10-13') });
const PatchSchema = v.object({ enabled: v.optional(FlagSchema), arc_version: v.optional(v.unknown()) });
const EventsSchema = v.object({ delivered: v.optional(QueryFlagSchema) });

/** Receivers of Arc webhooks and what was sent to them. Source: UPSTREAM.md, Webhooks. */
export const webhookEndpointRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/webhook/endpoints',
    family: arc,
    handle(request, { store, views }) {
      const endpoints = store.endpoints.filter((endpoint) => endpoint.generation === 'legacy');
      return arcList(
        request,
        endpoints,
        (each) => endpoints.indexOf(each),
        (each) => views.endpoint(each),
      );
    },
  },
  {
    method: 'POST',
    path: '/webhook/endpoints',
    family: arc,
    async handle(request, { store, views, clock }) {
      const { url, arc_version: version } = await request.json(CreateSchema);
      const problem = webhookUrlProblem(url);
      if (problem !== null) {
        const text = 'Provided url is not valid, see details for validation errors';
        return longError(422, text, 'BAD_REQUEST', { url: [problem] });
      }
      const arcVersion = requireVersion(version);
      const now = clock.now();
      const endpoint = store.endpoints.put({
        id: store.nextUuid('webhook-endpoint'),
        generation: 'legacy',
        url: url as string,
        signingKey: secretText(12),
        enabled: true,
        arcVersion,
        configured: false,
        createdAtMs: now,
        updatedAtMs: now,
      });
      return Response.json(views.endpoint(endpoint));
    },
  },
  {
    method: 'GET',
    path: '/webhook/endpoints/:id',
    family: arc,
    handle: (request, world) => Response.json(world.views.endpoint(requireEndpoint(request, world))),
  },
  {
    method: 'PATCH',
    path: '/webhook/endpoints/:id',
    family: arc,
    async handle(request, world) {
      const endpoint = requireEndpoint(request, world);
      const { enabled, arc_version: version } = await request.json(PatchSchema);
      const after = world.store.endpoints.update(endpoint.id, {
        updatedAtMs: world.clock.now(),
        ...(enabled === undefined ? {} : { enabled }),
        ...(version === undefined ? {} : { arcVersion: requireVersion(version) }),
      });
      return Response.json(world.views.endpoint(after));
    },
  },
  {
    method: 'DELETE',
    path: '/webhook/endpoints/:id',
    family: arc,
    handle(request, world) {
      const endpoint = requireEndpoint(request, world);
      world.store.endpoints.remove(endpoint.id);
      return Response.json(world.views.endpoint(endpoint), { status: 202 });
    },
  },
  {
    method: 'PUT',
    path: '/webhook/endpoints/:id/test',
    family: arc,
    handle(request, world) {
      world.deliveries.queueFor(requireEndpoint(request, world), 'test', {});
      return new Response(null, { status: 202 });
    },
  },
  {
    method: 'GET',
    path: '/webhook/endpoints/:id/events',
    family: arc,
    handle(request, world) {
      const endpoint = requireEndpoint(request, world);
      const { delivered } = request.query(EventsSchema);
      const events = world.store.events.filter(
        (event) =>
          event.endpointId === endpoint.id && (delivered === undefined || (event.state === 'delivered') === delivered),
      );
      return arcList(
        request,
        events,
        (each) => each.order,
        (each) => world.views.eventSummary(each),
      );
    },
  },
  {
    method: 'GET',
    path: '/webhook/endpoints/:id/events/:event',
    family: arc,
    handle(request, world) {
      const event = world.store.events.get(request.param('event'));
      const endpoint = findEndpoint(request, world);
      if (event === undefined || endpoint === undefined || event.endpointId !== endpoint.id)
        return notFound('WebhookEvent');
      return Response.json(world.views.event(event));
    },
  },
];

function findEndpoint(request: RouteRequest, { store }: World): EndpointRecord | undefined {
  const endpoint = store.endpoints.get(request.param('id'));
  return endpoint?.generation === 'legacy' ? endpoint : undefined;
}

/** Returns the endpoint of the path. @throws {Refusal} There is none, or it is a Plug endpoint. */
function requireEndpoint(request: RouteRequest, world: World): EndpointRecord {
  const endpoint = findEndpoint(request, world);
  if (endpoint === undefined) throw new Refusal(notFound('WebhookEndpoint'));
  return endpoint;
}

/** Returns a version of the API. @throws {Refusal} There is no such version. */
function requireVersion(version: unknown): string {
  if (typeof version === 'string' && VERSIONS.includes(version)) return version;
  const text = 'Provided arc_version is not valid, see details for validation errors';
  throw new Refusal(longError(422, text, 'BAD_REQUEST', { arc_version: ['is not included in the list'] }));
}
