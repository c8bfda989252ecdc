import { Rows } from '../channel.ts';

/** Fewer values that never fall may be a day of hours, at most 25, that happens to rise; so many are a register. */
const CERTAIN = 26;

/**
 * Returns true for values that look like states of a meter: in order of time they never fall, they rise, and either there are many of
 * them or they rise by less than the meter has counted before.
 */
export function looksLikeRegister(rows: Rows): boolean {
  const { value } = rows;
  const order = inOrder(rows);
  let first = Number.NaN;
  let last = Number.NaN;
  let known = 0;
  for (const i of order) {
    const now = value[i]!;
    if (Number.isNaN(now)) continue;
    if (now < last) return false;
    if (known === 0) first = now;
    last = now;
    known++;
  }
  const rise = last - first;
  return known > 2 && rise > 0 && (known >= CERTAIN || rise < first);
}

/** Returns true for values that fall more often than a meter is exchanged or begins anew: they are no states of a register. */
export function fallsOften(rows: Rows): boolean {
  const { falls, rows: steps } = differences(rows);
  return falls > 1 && falls * 4 > steps.count;
}

/** Energy between the states of a register. Where the state falls, the meter was exchanged or began anew: no energy is known there. */
export function differences(rows: Rows): { readonly rows: Rows; readonly falls: number } {
  const { value, estimated } = rows;
  const differences = new Rows();
  let falls = 0;
  let before = -1;
  for (const i of inOrder(rows)) {
    if (Number.isNaN(value[i]!)) continue;
    const from = before === -1 ? Number.NaN : instantOf(rows, before);
    const to = instantOf(rows, i);
    if (from < to) {
      const rise = value[i]! - value[before]!;
      if (rise < 0) falls++;
      differences.push(
        from,
        to,
        rise < 0 ? Number.NaN : withoutNoise(rise),
        (estimated[before]! | estimated[i]!) === 1,
      );
    }
    before = i;
  }
  return { rows: differences, falls };
}

/** A difference without the digits that only come of writing decimals in binary. */
function withoutNoise(value: number): number {
  return Number(value.toPrecision(12));
}

/** When the meter stood at a state. One that is given for an interval is that at its end. */
function instantOf({ start, end }: Rows, i: number): number {
  return Number.isNaN(end[i]!) ? start[i]! : end[i]!;
}

/** Indices of the rows that have a time, in order of it; those of a file that is in order already are not sorted. */
function inOrder(rows: Rows): readonly number[] {
  const order: number[] = [];
  let isAscending = true;
  let isDescending = true;
  for (let i = 0; i < rows.count; i++) {
    const at = instantOf(rows, i);
    if (Number.isNaN(at)) continue;
    const before = order.at(-1);
    if (before !== undefined) {
      const last = instantOf(rows, before);
      isAscending &&= at >= last;
      isDescending &&= at <= last;
    }
    order.push(i);
  }
  if (isAscending) return order;
  if (isDescending) return order.reverse();
  return order.sort((a, b) => instantOf(rows, a) - instantOf(rows, b));
}
