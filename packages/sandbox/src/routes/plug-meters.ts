import * as v from 'valibot';
import type { MeterInPlace } from '../data/interval-bodies.ts';
import { isoZ } from '../data/iso.ts';
import { Refusal } from '../families/family.ts';
import { intervalsError, plug, plugError } from '../families/plug.ts';
import type { MeterRecord } from '../platform/records.ts';
import type { FieldReader, FieldValue } from '../platform/search.ts';
import { placeOf, type World } from '../platform/world.ts';
import { pageOf, QUIRKY_PAGE } from './plug-page.ts';
import type { Route, RouteRequest } from './route.ts';
import { FlagSchema } from './schemas.ts';

const CUSTOM_DATA_FORM = 'holds at most 10 texts';

const PatchSchema = v.object({
  isIntervalsProductActive: v.optional(FlagSchema),
  customData: v.optional(
    v.pipe(
      v.custom<Record<string, string>>(
        (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
        CUSTOM_DATA_FORM,
      ),
      v.check(
        (data) => Object.values(data).length <= 10 && Object.values(data).every((value) => typeof value === 'string'),
        CUSTOM_DATA_FORM,
      ),
    ),
  ),
});

/** Plug meters and their intervals. Source: UPSTREAM.md, Meters and Intervals. */
export const plugMeterRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/plug/meters',
    family: plug,
    handle(request, world) {
      const { store, views, quirks } = world;
      const { records, page } = pageOf(request, store.meters.all(), meterField(world), ['meterNumber', 'meterId']);
      const meters = records.map((each) => views.meter(each));
      // The sample of this route is one bare meter.
      if (quirks && meters.length === 1) return Response.json(meters[0]);
      return Response.json({ meters, page: quirks ? QUIRKY_PAGE : page });
    },
  },
  {
    method: 'PATCH',
    path: '/plug/meters/:id',
    family: plug,
    async handle(request, { store, clock, lifecycle, views, quirks }) {
      const meter = store.meters.get(request.param('id'));
      if (meter === undefined) return notActivated(404);
      const { isIntervalsProductActive: active, customData } = await request.json(PatchSchema);
      if (active === undefined && customData === undefined) {
        const param = 'isIntervalsProductActive';
        return plugError(400, 'invalidParameter', 'Nothing to change', { param });
      }
      if (active === false) return notActivated(400);
      let after: MeterRecord | undefined = active ? lifecycle.activateMeter(meter) : meter;
      if (after === undefined) return notActivated(400);
      if (customData !== undefined) after = store.meters.update(meter.id, { customData, updatedAtMs: clock.now() });
      const page = quirks ? QUIRKY_PAGE : { number: 0, size: 1, totalElements: 1, totalPages: 1 };
      return Response.json({ meters: [views.meter(after, 'single')], page });
    },
  },
  {
    method: 'GET',
    path: '/plug/intervals/meters/:id',
    family: plug,
    handle: (request, world) => jsonBytes(world.bodies.raw(requireReadable(request, world))),
  },
  {
    method: 'GET',
    path: '/plug/normalizedIntervals/meters/:id',
    family: plug,
    handle: (request, world) => jsonBytes(world.bodies.normalized(requireReadable(request, world))),
  },
];

/**
 * Returns the meter of the path.
 * @throws {Refusal} There is none, or its intervals have not arrived.
 */
function requireReadable(request: RouteRequest, world: World): MeterInPlace {
  const meter = world.store.meters.get(request.param('id'));
  if (meter?.status === 'INTERVALS_SUCCESS') return placeOf(world, meter);
  const status = meter === undefined ? 404 : 400;
  throw new Refusal(intervalsError(status, 'invalid_intervals_request', 'Invalid meterId or inactive meter'));
}

const notActivated = (status: number): Response => {
  const text = 'Invalid meterId or meter not in appropriate state for activation';
  return intervalsError(status, 'invalid_meter_activation', text);
};

const jsonBytes = (bytes: Uint8Array<ArrayBuffer>): Response =>
  new Response(bytes, { headers: { 'content-type': 'application/json' } });

/**
 * Returns a reader of the fields by which meters are searched; only `credentialIds` is documented.
 */
function meterField(world: World): FieldReader<MeterRecord> {
  return (record, field): FieldValue | undefined => {
    const { account, credential, provider } = placeOf(world, record);
    switch (field) {
      case 'credentialIds':
        return [credential.id];
      case 'accountIds':
        return [account.id];
      case 'accountNumbers':
        return account.accountNumber === null ? [] : [account.accountNumber];
      case 'meterId':
      case 'id':
        return record.id;
      case 'meterNumber':
        return record.meterNumber;
      case 'serviceType':
        return record.service;
      case 'status':
        return record.status;
      case 'statusDetail':
        return record.statusDetail;
      case 'isIntervalsProductActive':
        return record.intervalsActive;
      case 'createdAt':
        return isoZ(record.createdAtMs);
      case 'lastModifiedAt':
        return isoZ(record.updatedAtMs);
      case 'provider.name':
        return provider.name;
      case 'provider.providerId':
        return provider.id;
      default:
        return undefined;
    }
  };
}
