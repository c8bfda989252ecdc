import * as v from 'valibot';
import { isoZ } from '../data/iso.ts';
import { createRandom } from '../engine/random.ts';
import { longError, notFound } from '../families/arc.ts';
import { Refusal } from '../families/family.ts';
import { utilityData } from '../families/plug.ts';
import type { AccountRecord, Feature } from '../platform/records.ts';
import { placeOf, type World } from '../platform/world.ts';
import { byLegacyId } from './arc-list.ts';
import type { Route, RouteRequest } from './route.ts';
import { countSchema } from './schemas.ts';

const DAY_MS = 86_400_000;

const LimitSchema = v.object({ limit: v.optional(countSchema(1, 'must be an integer of at least 1'), '10') });

/**
 * Intervals and statements by Arc account: 400 while the feature is not AVAILABLE. The shapes of
 * their rows are not documented; these follow Arc's names.
 */
export const utilityDataRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/plug/utility_intervals',
    family: utilityData,
    handle(request, world) {
      const account = requireFeature(request, world, 'utility_intervals');
      const { limit } = request.query(LimitSchema);
      const meters = world.store.meters.filter(
        (meter) => meter.accountId === account.id && meter.status === 'INTERVALS_SUCCESS',
      );
      const rows = meters.flatMap((meter) =>
        world.bodies.published(placeOf(world, meter)).readings.map((reading) => ({
          utility_account_id: account.legacyId,
          utility_meter_id: meter.legacyId,
          start_time: isoZ(reading.startMs),
          end_time: isoZ(reading.endMs),
          direction: reading.direction,
          kwh: reading.kwh,
        })),
      );
      return Response.json({ data: rows.slice(-limit).reverse(), total_count: rows.length });
    },
  },
  {
    method: 'GET',
    path: '/plug/utility_statements',
    family: utilityData,
    handle(request, world) {
      const account = requireFeature(request, world, 'utility_statements');
      const { limit } = request.query(LimitSchema);
      const rows = statementsOf(account);
      return Response.json({ data: rows.slice(0, limit), total_count: rows.length });
    },
  },
];

/**
 * Returns the requested account.
 * @throws {Refusal} There is none, or its feature is not AVAILABLE.
 */
function requireFeature(request: RouteRequest, { store }: World, feature: Feature): AccountRecord {
  const id = request.searchParams.get('utility_account_id') ?? '';
  if (id === '') throw new Refusal(longError(400, 'Param is missing or the value is empty: utility_account_id'));
  const account = byLegacyId(store.accounts.all(), id);
  if (account === undefined) throw new Refusal(notFound('UtilityAccount'));
  const state = account.features[feature];
  if (state === 'AVAILABLE') return account;
  const text = `Feature ${feature} is not available for this utility account: ${state}`;
  throw new Refusal(longError(400, text));
}

/** Returns a year of monthly bills, newest first, drawn from the account alone. */
function statementsOf(account: AccountRecord) {
  const random = createRandom(`${account.id}:statements`);
  const lastMs = Date.parse(`${account.tariff?.asOf ?? isoZ(account.createdAtMs).slice(0, 10)}T00:00:00Z`);
  return Array.from({ length: 12 }, (_, i) => {
    const endMs = lastMs - i * 30 * DAY_MS;
    return {
      id: account.legacyId * 100 + i,
      utility_account_id: account.legacyId,
      statement_date: isoZ(endMs).slice(0, 10),
      service_start_date: isoZ(endMs - 30 * DAY_MS).slice(0, 10),
      service_end_date: isoZ(endMs).slice(0, 10),
      total_charges: random.integer(3_200, 18_900) / 100,
      currency: 'USD',
    };
  });
}
