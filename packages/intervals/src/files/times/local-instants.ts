import { DAY_MS, type Zone, zoneOf } from '../../zone.ts';
import { zonesWithRepeatedTimes } from './candidate-zones.ts';
import { type ClockChange, clockChangesAround } from './clock-changes.ts';
import { repeatedHourRows } from './repeated-hour.ts';

/** Instants of the local times of a channel. */
export interface LocalInstants {
  /** Epoch ms; `NaN` where the local time is `NaN`, and for `impossible` rows. */
  readonly instants: Float64Array;
  /**
   * Number of rows with a value in an hour that the zone skips. They prove that the file keeps
   * standard time all year, and all rows are read so.
   */
  readonly standardTime: number;
  /**
   * Number of rows with a value in an hour that the zone skips, in a file that also repeats an hour
   * and so follows the clocks.
   */
  readonly impossible: number;
  /**
   * Zones in which the clocks went back at the times that occur twice, if the zone is not known or
   * only assumed. If it is not empty, a person must be asked for the zone.
   */
  readonly zones: readonly string[];
}

/**
 * Returns the instants of the local times of one channel, in the order of the file, newest first or
 * last. The two occurrences of a repeated time are distinguished by their order.
 * @param localTimes - Local times as if they were UTC.
 * @param zone - IANA name; `null` if it is not known: the times are then read as UTC.
 * @param values - Values of the rows: rows without a value prove nothing about a skipped hour.
 * @param isAssumed - True if the zone is that of the page. If times occur twice and it does not
 * explain them, it is not the zone of the file.
 * @throws {RangeError} No such zone.
 */
export function instantsOfLocal(
  localTimes: Float64Array,
  zone: string | null,
  values?: Float64Array,
  isAssumed = false,
): LocalInstants {
  if (zone === null)
    return { instants: localTimes.slice(), standardTime: 0, impossible: 0, zones: zonesWithRepeatedTimes(localTimes) };
  const { instants, skipped, repeats, descends } = firstInstants(localTimes, zoneOf(zone));
  let followsClocks = false;
  for (const [change, near] of repeats) {
    const { isRepeated, second, atChange } = repeatedHourRows(localTimes, near, change, descends);
    followsClocks ||= isRepeated;
    for (const i of second) instants[i] = localTimes[i]! - change.after;
    for (const i of atChange) instants[i] = change.at;
  }
  const proofs = skipped.filter(({ row, isStart }) => !isStart && isMeasured(values, row));
  const [proof] = proofs;
  if (proof !== undefined && !followsClocks) {
    const { before } = proof.change;
    return {
      instants: localTimes.map((localMs) => localMs - before),
      standardTime: proofs.length,
      impossible: 0,
      zones: [],
    };
  }
  for (const { row, isStart, change } of skipped) instants[row] = isStart ? change.at : Number.NaN;
  const zones = isAssumed && !followsClocks ? zonesWithRepeatedTimes(localTimes) : [];
  return { instants, standardTime: 0, impossible: proofs.length, zones };
}

/**
 * Returns false for a row that only fills its place: without a value, or with a zero beside other
 * values.
 */
function isMeasured(values: Float64Array | undefined, row: number): boolean {
  if (values === undefined) return true;
  return values[row] === 0 ? values[row - 1] === 0 && values[row + 1] === 0 : !Number.isNaN(values[row]!);
}

interface Skipped {
  readonly row: number;
  readonly change: ClockChange;
  /**
   * True for the time of the change itself in ends that were computed from start and length: no row
   * has the time to which the clocks go.
   */
  readonly isStart: boolean;
}

interface FirstInstants {
  /** For times that occur twice, the earlier instant. */
  readonly instants: Float64Array;
  readonly skipped: readonly Skipped[];
  /** Rows within a day of each change at which clocks go back, in the order of the file. */
  readonly repeats: ReadonlyMap<ClockChange, number[]>;
  /** True if most rows are earlier than the row before. */
  readonly descends: boolean;
}

function firstInstants(localTimes: Float64Array, zone: Zone): FirstInstants {
  const instants = new Float64Array(localTimes.length);
  const changes = clockChangesAround(zone, localTimes);
  const only =
    changes.length > 0 ? Number.NaN : zone.offsetAt(localTimes.find((localMs) => !Number.isNaN(localMs)) ?? 0);
  const repeats = new Map<ClockChange, number[]>();
  for (const change of changes) if (change.before > change.after) repeats.set(change, []);
  const skippedRows: { readonly row: number; readonly change: ClockChange }[] = [];
  const withRowAtEnd = new Set<ClockChange>();
  let before = Number.NaN;
  let falls = 0;
  let at = 0;
  let last: ClockChange | undefined;
  let next = changes[0];
  for (let i = 0; i < localTimes.length; i++) {
    const localMs = localTimes[i]!;
    while (next !== undefined && localMs >= next.high) {
      last = next;
      next = changes[++at];
    }
    while (last !== undefined && localMs < last.high) {
      next = last;
      last = changes[--at - 1];
    }
    instants[i] = localMs - (next?.before ?? last?.after ?? only);
    if (next !== undefined && localMs >= next.low - DAY_MS) {
      repeats.get(next)?.push(i);
      if (localMs >= next.low && next.before < next.after) skippedRows.push({ row: i, change: next });
    }
    if (last !== undefined && localMs <= last.high + DAY_MS) {
      repeats.get(last)?.push(i);
      if (localMs === last.high) withRowAtEnd.add(last);
    }
    if (localMs < before) falls++;
    else if (localMs > before) falls--;
    before = localMs;
  }
  const skipped = skippedRows.map(({ row, change }) => ({
    row,
    change,
    isStart: localTimes[row] === change.low && !withRowAtEnd.has(change),
  }));
  return { instants, skipped, repeats, descends: falls > 0 };
}
