import type { Readings } from '../../readings.ts';
import type { Notes } from '../../receipt.ts';
import { timeText } from '../../stamp.ts';
import { HOUR_MS } from '../../zone.ts';
import type { Candidate } from './candidate.ts';
import { convert } from './units.ts';

/** Energy of intervals as columns of one length. */
export interface Energy {
  readonly start: Float64Array;
  readonly end: Float64Array;
  /** `NaN` where nothing is known. */
  readonly kwh: Float64Array;
  readonly estimated: Uint8Array;
}

/** Returns the energy of a channel; power is multiplied by time. */
export function energyOf({ kind, rows, spans, unit }: Candidate): Energy {
  const { start, end } = spans;
  const kwh = rows.value.slice(0, start.length);
  for (let i = 0; i < kwh.length; i++) {
    kwh[i] = convert(unit, kwh[i]!);
    if (kind === 'power') kwh[i]! *= (end[i]! - start[i]!) / HOUR_MS;
  }
  return { start, end, kwh, estimated: rows.estimated };
}

/**
 * Adds parts of one flow interval by interval. A part without a row for an interval counts as zero,
 * as a tariff outside of its hours; one with an empty row makes the sum unknown. Of several rows
 * for the same interval the last one counts.
 * @returns `null` if their intervals differ, so that they cannot be added.
 */
export function sumOf(shares: readonly Energy[], notes: Notes): Energy | null {
  const places = new Map<number, number>();
  const start: number[] = [];
  const end: number[] = [];
  const kwh: number[] = [];
  const estimated: number[] = [];
  for (const share of shares) {
    for (const i of lastRows(share, notes)) {
      const from = share.start[i]!;
      const at = places.get(from);
      if (at === undefined) {
        places.set(from, start.length);
        start.push(from);
        end.push(share.end[i]!);
        kwh.push(share.kwh[i]!);
        estimated.push(share.estimated[i]!);
      } else {
        if (end[at] !== share.end[i]) return null;
        kwh[at]! += share.kwh[i]!;
        estimated[at]! |= share.estimated[i]!;
      }
    }
  }
  return {
    start: Float64Array.from(start),
    end: Float64Array.from(end),
    kwh: Float64Array.from(kwh),
    estimated: Uint8Array.from(estimated),
  };
}

/** Returns the last row for each start. */
function lastRows({ start, kwh }: Energy, notes: Notes): Iterable<number> {
  const last = new Map<number, number>();
  for (let i = 0; i < start.length; i++) {
    const before = last.get(start[i]!);
    if (before !== undefined) notes.add(kwh[before] === kwh[i] ? 'duplicate' : 'conflict', 1, timeText(start[i]!));
    last.set(start[i]!, i);
  }
  return last.values();
}

/** Returns true if no value is above zero. */
export function isNotAboveZero({ kwh }: Energy): boolean {
  return !kwh.some((value) => value > 0);
}

/** Returns true if a value is below zero. */
export function isBelowZero({ kwh }: Energy): boolean {
  return kwh.some((value) => value < 0);
}

/** Appends energy to the readings of a meter. */
export function append(
  { start, end, kwh, estimated }: Energy,
  readings: Readings,
  channel: number,
  sign: number,
): void {
  for (let i = 0; i < start.length; i++) {
    readings.push(start[i]!, end[i]!, sign === 1 ? kwh[i]! : sign * kwh[i]!, channel, estimated[i] === 1);
  }
}
