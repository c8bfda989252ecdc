import { HOUR_MS } from '../../zone.ts';
import { Rows } from '../channel.ts';
import { convert, type Unit, unitNamed } from './units.ts';

/**
 * So many values that never fall are a register. Fewer may be the hours of a day, at most 25, that
 * happen to rise.
 */
const CERTAIN = 26;
/**
 * A state of so many kWh is certainly not the energy of an interval if steps are small beside it.
 */
const AGED_KWH = 100;
const KWH = unitNamed('kWh')!;
/** More energy than a home or a shop uses in an interval. */
const LARGE_KWH = 1000;

/**
 * Returns true for values that look like states of a register: in order of time they rise and
 * rarely fall, and there are either many of them, or their steps are small beside the values.
 * Single bad readings are ignored.
 * @param unit - Unit of the values, if it is known.
 */
export function looksLikeRegister(rows: Rows, unit: Unit | null = null): boolean {
  const order = known(rows);
  // Energy of intervals falls about as often as it rises, so most columns need no further check.
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
  // A large value that hardly rises is the register of an empty house.
  if (isLarge && falls === 0 && rise * 1000 < first) return true;
  if (!isRising) return false;
  if (falls + bad === 0) {
    // Few small values are the energy of intervals rather than a new register.
    const hasCounted = convert(unit ?? KWH, first) >= AGED_KWH || stepsAreSmall(rows, sound);
    return rise > 0 && count > 2 && (count >= CERTAIN || (rise < first && hasCounted));
  }
  // Values that fall sometimes are a register only if they are many, or their steps are small
  // beside them.
  const areMany = count >= CERTAIN && bad * 20 <= count && rises >= falls * 10;
  return areMany || (rises >= falls * 3 && stepsAreSmall(rows, sound));
}

/** Returns the indices of the rows with a value and a time, in order of time. */
const known = (rows: Rows): readonly number[] => inOrder(rows).filter((i) => !Number.isNaN(rows.value[i]!));

/** Counts how often values rise and fall. */
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

/** Returns true if most values change by a small share of themselves. */
function stepsAreSmall({ value }: Rows, order: readonly number[]): boolean {
  const steps = order.slice(1).map((i, at) => Math.abs(value[i]! - value[order[at]!]!));
  return medianOf(steps) * 50 < medianOf(order.map((i) => value[i]!));
}

const medianOf = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

/**
 * Returns true for values that fall more often than a meter is exchanged or reset, so that they are
 * not states of a register.
 */
export function fallsOften(rows: Rows): boolean {
  const order = known(rows);
  const { falls } = stepsOf(rows, order);
  return falls > 1 && falls * 4 > order.length - 1;
}

/** Energy between the states of a register, and counts of what was wrong with these. */
export interface Differences {
  readonly rows: Rows;
  /**
   * How often the state fell because the meter was exchanged or reset. No energy is known there.
   */
  readonly falls: number;
  /**
   * Invalid readings, after which the register continued from the state before them. They are
   * dropped.
   */
  readonly bad: number;
}

/** Returns the differences between the states of a register. */
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

/** More power than the connection of a home or a shop carries. */
const LARGE_KW = 100;

/**
 * Makes a difference unknown that is not energy: from 0 before the first reading, or to a new meter
 * with a higher state, a register rises by thousands of kWh at once.
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

/** More consecutive bad readings than this are a meter that was reset. */
const LONGEST_BAD = 48;

/**
 * Drops readings that are far below or above a register that continues after them as before. A
 * meter that was exchanged rises step by step and does not jump back to the state of the old one.
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
 * Returns the index at which values that fell below a state jump back to it or above; `null` if
 * they rise to it in steps, or never.
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

/** Rounds a difference to twelve digits, which removes the noise of binary arithmetic. */
function withoutNoise(value: number): number {
  return Number(value.toPrecision(12));
}

/** Returns the instant of a state. The state of an interval is that at its end. */
function instantOf({ start, end }: Rows, i: number): number {
  return Number.isNaN(end[i]!) ? start[i]! : end[i]!;
}

/**
 * Returns the indices of the rows that have a time, in order of time. Rows that are in order
 * already are not sorted.
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
