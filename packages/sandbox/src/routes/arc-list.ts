import * as v from 'valibot';
import { longError } from '../families/arc.ts';
import { Refusal } from '../families/family.ts';
import type { RouteRequest } from './route.ts';
import { countSchema } from './schemas.ts';

/** Nothing is documented; a list without any bound is a way to ask for everything at once. */
const LARGEST_LIMIT = 1_000;
const TIME_FORM = 'must be a date and time';

const TimeSchema = v.pipe(
  v.string(),
  v.transform(Date.parse),
  v.check((ms) => !Number.isNaN(ms), TIME_FORM),
);

/** Parameters of every list of Arc. Source: UPSTREAM.md, Users. */
const ListSchema = v.object({
  limit: v.optional(countSchema(1, 'must be an integer of at least 1'), '10'),
  order: v.optional(v.picklist(['asc', 'desc'], "must be 'asc' or 'desc'"), 'desc'),
  updated_after: v.optional(TimeSchema),
  updated_before: v.optional(TimeSchema),
});

/**
 * Answers with a list of Arc: filtered by time of change, the newest change first unless asked
 * otherwise.
 */
export function arcList<T extends { readonly updatedAtMs: number }>(
  request: RouteRequest,
  records: readonly T[],
  orderOf: (record: T) => number,
  view: (record: T) => unknown,
): Response {
  const { limit, order, updated_after: afterMs, updated_before: beforeMs } = request.query(ListSchema);
  if (afterMs !== undefined && beforeMs !== undefined) {
    const text = 'You cannot pass both updated_after and updated_before. Please only pass one';
    throw new Refusal(longError(400, text));
  }
  const found = records.filter(
    (each) => each.updatedAtMs > (afterMs ?? -Infinity) && each.updatedAtMs < (beforeMs ?? Infinity),
  );
  const sign = order === 'asc' ? 1 : -1;
  found.sort((a, b) => sign * (a.updatedAtMs - b.updatedAtMs || orderOf(a) - orderOf(b)));
  const rows = found.slice(0, Math.min(limit, LARGEST_LIMIT));
  return Response.json({ data: rows.map(view), total_count: found.length });
}

/** Returns the record with this integer id. A text with anything but digits is no id. */
export function byLegacyId<T extends { readonly legacyId: number }>(
  records: readonly T[],
  text: string,
): T | undefined {
  return /^\d{1,15}$/.test(text) ? records.find((each) => each.legacyId === Number(text)) : undefined;
}
