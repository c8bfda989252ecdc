import { HOUR_MS } from '../../zone.ts';
import { Rows } from '../channel.ts';
import { convert, type Unit, unitNamed } from './units.ts';

/**
 * Fewer values that never fall may be a day of hours, at most 25, that happens to rise; so many are
 * a register.
 */
const CERTAIN = 26;
/** A meter that has counted so much is of some age. */
const AGED_KWH = 100;
const KWH = unitNamed('kWh')!;
/** No meter of a home or a shop measures so much in an interval again and again. */
const LARGE_KWH = 1000;

/**
 * Returns true for values that look like states of a meter: in order of time they rise and hardly
 * ever fall, and either there are many of them or they rise by little beside what the meter has
 * counted before. Single bad readings do not count.
 * @param unit - Unit of the values, where it is known.
 */
export function looksLikeRegister(rows: Rows, unit: Unit | null = null): boolean {
  const order = known(rows);
  // Energy of intervals falls about as often as it rises: most columns need no other look.
  const raw = stepsOf(rows, order);
  const isRising = raw.falls * 3 <= raw.rises;
  const isLarge = unit !== null && convert(unit, rows.value[order.at(-1) ?? 0]!) >= LARGE_KWH;
  if (!isRising && !isLarge) return false;
  const { sound, bad } = withoutBad(rows, order);
  const { falls, rises } = stepsOf(rows, sound);
  const count = sound.length;
  if (count < 2) return false;
  const first = rows.value[sound[0]!]!;
  const rise = rows.value[sound.at(-1)!]! - first;
  // A house that stands empty.
  if (isLarge && falls === 0 && rise * 1000 < first) return true;
  if (!isRising) return false;
  if (falls + bad === 0) {
    // Of few values those of a meter that has counted next to nothing so far are the energy of
    // intervals.
    const hasCounted = convert(unit ?? KWH, first) >= AGED_KWH || stepsAreSmall(rows, sound);
    return rise > 0 && count > 2 && (count >= CERTAIN || (rise < first && hasCounted));
  }
  // Values that fall now and then are doubtful; a meter of some age still counts little beside what
  // it has counted before.
  const areMany = count >= CERTAIN && bad * 20 <= count && rises >= falls * 10;
  return areMany || (rises >= falls * 3 && stepsAreSmall(rows, sound));
}

/** Indices of the rows with a value and a time, in order of it. */
const known = (rows: Rows): readonly number[] => inOrder(rows).filter((i) => !Number.isNaN(rows.value[i]!));

/** How often values rise and fall. */
function stepsOf({ value }: Rows, order: readonly number[]) {
  let falls = 0;
  let rises = 0;
  for (let i = 1; i < order.length; i++) {
    const step = value[order[i]!]! - value[order[i - 1]!]!;
    if (step < 0) falls++;
    else if (step > 0) rises++;
  }
  return { falls, rises };
}

/** Returns true when values mostly change by a small share of what they are. */
function stepsAreSmall({ value }: Rows, order: readonly number[]): boolean {
  const steps = order.slice(1).map((i, at) => Math.abs(value[i]! - value[order[at]!]!));
  return medianOf(steps) * 50 < medianOf(order.map((i) => value[i]!));
}

const medianOf = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

/**
 * Returns true for values that fall more often than a meter is exchanged or begins anew: they are
 * no states of a register.
 */
export function fallsOften(rows: Rows): boolean {
  const order = known(rows);
  const { falls } = stepsOf(rows, order);
  return falls > 1 && falls * 4 > order.length - 1;
}

/** Energy between the states of a register, and what was wrong with them. */
export interface Differences {
  readonly rows: Rows;
  /**
   * How often the state fell as the meter was exchanged or began anew: no energy is known there.
   */
  readonly falls: number;
  /**
   * Readings that are none, as the meter went on from the one before them: they are as if they were
   * missing.
   */
  readonly bad: number;
}

/** Differences of the states of a register. */
export function differences(rows: Rows, unit: Unit): Differences {
  const { value, estimated } = rows;
  const differences = new Rows();
  let falls = 0;
  let before = -1;
  const { sound, bad } = withoutBad(rows, known(rows));
  for (const i of sound) {
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
  dropJump(differences, unit);
  return { rows: differences, falls, bad };
}

/** No connection of a home or a shop carries so much power. */
const LARGE_KW = 100;

/**
 * Makes a rise unknown that is no use: a register that stands at 0 before its first reading, or a
 * meter that is exchanged for one that stood higher, rises by thousands of kWh at once.
 */
function dropJump({ count, start, end, value }: Rows, unit: Unit): void {
  const rateOf = (i: number): number => convert(unit, value[i]!) / ((end[i]! - start[i]!) / HOUR_MS);
  let top = -1;
  let highest = 0;
  let next = 0;
  for (let i = 0; i < count; i++) {
    const rate = rateOf(i);
    if (rate > highest) {
      next = highest;
      highest = rate;
      top = i;
    } else if (rate > next) next = rate;
  }
  if (count > 2 && highest > LARGE_KW && highest > next * 100 && convert(unit, value[top]!) > LARGE_KWH)
    value[top] = Number.NaN;
}

/** More bad readings in a row than this are a meter that began anew. */
const LONGEST_BAD = 48;

/**
 * Drops readings that fall, or rise, out of a register that goes on behind them as before. A meter
 * that was exchanged rises step by step and does not jump back to where the old one was.
 */
function withoutBad(
  { value }: Rows,
  order: readonly number[],
): { readonly sound: readonly number[]; readonly bad: number } {
  const sound: number[] = [];
  for (let at = 0; at < order.length; at++) {
    const now = value[order[at]!]!;
    const last = sound.length === 0 ? Number.NaN : value[sound.at(-1)!]!;
    if (now < last) {
      const earlier = sound.length === 1 ? Number.NaN : value[sound.at(-2)!]!;
      const back = jumpBack(value, order, at, last);
      if (back !== null) {
        at = back - 1;
        continue;
      }
      if (now >= earlier) sound.pop();
    }
    sound.push(order[at]!);
  }
  return { sound, bad: order.length - sound.length };
}

/**
 * Where values that fell below a state jump back to it or above; `null` when they rise to it in
 * steps, or never.
 */
function jumpBack(value: Float64Array, order: readonly number[], at: number, state: number): number | null {
  const end = Math.min(order.length, at + LONGEST_BAD);
  for (let next = at + 1; next < end; next++) {
    const to = value[order[next]!]!;
    if (to < state) continue;
    return to - value[order[next - 1]!]! >= (state - value[order[at]!]!) / 2 ? next : null;
  }
  return null;
}

/** A difference without the digits that only come of writing decimals in binary. */
function withoutNoise(value: number): number {
  return Number(value.toPrecision(12));
}

/** When the meter stood at a state. One that is given for an interval is that at its end. */
function instantOf({ start, end }: Rows, i: number): number {
  return Number.isNaN(end[i]!) ? start[i]! : end[i]!;
}

/**
 * Indices of the rows that have a time, in order of it; those of a file that is in order already
 * are not sorted.
 */
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
