import type { Context, Hono } from 'hono';
import { isoZ } from '../data/iso.ts';
import { createRandom } from '../engine/random.ts';
import { legacyError, shortError } from '../platform/errors.ts';
import type { AccountRecord, Feature } from '../platform/records.ts';
import { guard } from './access.ts';
import { placeOfMeter, type World } from './context.ts';
import { byLegacyId } from './legacy.ts';

const DAY_MS = 86_400_000;

/**
 * `GET /plug/utility_intervals` and `/plug/utility_statements` by legacy account: 400 while the feature is not
 * AVAILABLE. The shapes of their rows are not documented; these follow the legacy family's names.
 */
export function utilityDataRoutes(app: Hono, world: World): void {
  const access = guard(world, 'plug');

  const accountFor = (c: Context, feature: Feature): AccountRecord | Response => {
    const id = c.req.query('utility_account_id');
    if (id === undefined || id === '')
      return legacyError(400, 'Param is missing or the value is empty: utility_account_id');
    const account = byLegacyId(world.store.accounts.all(), id);
    if (account === undefined) return shortError(404, "Couldn't find UtilityAccount");
    const state = account.features[feature];
    if (state === 'AVAILABLE') return account;
    return legacyError(400, `Feature ${feature} is not available for this utility account: ${state}`);
  };

  const limitOf = (c: Context): number | Response => {
    const text = c.req.query('limit') ?? '10';
    if (!/^\d{1,6}$/.test(text) || Number(text) < 1) return legacyError(400, 'limit must be an integer of at least 1');
    return Number(text);
  };

  app.get('/plug/utility_intervals', access, (c) => {
    const account = accountFor(c, 'utility_intervals');
    if (account instanceof Response) return account;
    const limit = limitOf(c);
    if (limit instanceof Response) return limit;
    const rows = world.store.meters
      .filter((meter) => meter.accountId === account.id && meter.status === 'INTERVALS_SUCCESS')
      .flatMap((meter) =>
        world.bodies.published(placeOfMeter(world, meter)).readings.map((reading) => ({
          utility_account_id: account.legacyId,
          utility_meter_id: meter.legacyId,
          start_time: isoZ(reading.startMs),
          end_time: isoZ(reading.endMs),
          direction: reading.direction,
          kwh: reading.kwh,
        })),
      );
    return Response.json({ data: rows.slice(-limit).reverse(), total_count: rows.length });
  });

  app.get('/plug/utility_statements', access, (c) => {
    const account = accountFor(c, 'utility_statements');
    if (account instanceof Response) return account;
    const limit = limitOf(c);
    if (limit instanceof Response) return limit;
    const rows = statementsOf(account);
    return Response.json({ data: rows.slice(0, limit), total_count: rows.length });
  });
}

/** A year of monthly bills, newest first; drawn from the account alone. */
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
