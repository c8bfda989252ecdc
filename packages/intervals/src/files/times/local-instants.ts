import { DAY_MS, type Zone, zoneOf } from '../../zone.ts';
import { zonesWithRepeatedTimes } from './candidate-zones.ts';
import { type ClockChange, clockChangesAround } from './clock-changes.ts';
import { repeatedHourRows } from './repeated-hour.ts';

/** Where the wall-clock times of a channel lie. */
export interface LocalInstants {
  /** Epoch ms; `NaN` where the wall time is, and for `impossible` rows. */
  readonly instants: Float64Array;
  /**
   * Rows with a value in an hour that the zone skips: they prove that the file keeps standard time
   * all year, and all rows are placed so.
   */
  readonly standardTime: number;
  /**
   * Rows with a value in an hour that the zone skips, in a file that also shows an hour twice and
   * so does follow the clocks.
   */
  readonly impossible: number;
  /**
   * Zones in which the times that occur twice do so by a change of the clocks; only where the zone
   * is not known or only assumed. Not empty: the zone must be asked.
   */
  readonly zones: readonly string[];
}

/**
 * Instants of the wall-clock times of ONE channel, in the order of the file, newest first or last.
 * A time that is shown twice is told apart by its place.
 * @param walls - Wall-clock times as if they were UTC.
 * @param zone - IANA name; `null` when nobody knows it: the times are placed as UTC.
 * @param values - Rows without a value prove nothing about a skipped hour.
 * @param isAssumed - The zone is that of the page: where times occur twice and it does not say why,
 * it is not the zone of the file.
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
 * Returns false for a row that only fills its place: without a value, or with a zero between others
 * that are none.
 */
function isMeasured(values: Float64Array | undefined, row: number): boolean {
  if (values === undefined) return true;
  return values[row] === 0 ? values[row - 1] === 0 && values[row + 1] === 0 : !Number.isNaN(values[row]!);
}

interface Skipped {
  readonly row: number;
  readonly change: ClockChange;
  /**
   * The change itself, as ends written as start and length name it: nothing stands at the time that
   * the clocks go to.
   */
  readonly isStart: boolean;
}

interface FirstInstants {
  /** Earlier instants of times that are shown twice. */
  readonly instants: Float64Array;
  readonly skipped: readonly Skipped[];
  /** Rows within a day of each change by which clocks go back, in the order of the file. */
  readonly repeats: ReadonlyMap<ClockChange, number[]>;
  /** Most rows are earlier than the row before. */
  readonly descends: boolean;
}

function firstInstants(localTimes: Float64Array, zone: Zone): FirstInstants {
  const instants = new Float64Array(localTimes.length);
  const changes = clockChangesAround(zone, localTimes);
  const only =
    changes.length > 0 ? Number.NaN : zone.offsetAt(localTimes.find((localMs) => !Number.isNaN(localMs)) ?? 0);
  const repeats = new Map<ClockChange, number[]>();
  for (const change of changes) if (change.before > change.after) repeats.set(change, []);
  const inGap: { readonly row: number; readonly change: ClockChange }[] = [];
  const goneTo = new Set<ClockChange>();
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
      if (localMs >= next.low && next.before < next.after) inGap.push({ row: i, change: next });
    }
    if (last !== undefined && localMs <= last.high + DAY_MS) {
      repeats.get(last)?.push(i);
      if (localMs === last.high) goneTo.add(last);
    }
    if (localMs < before) falls++;
    else if (localMs > before) falls--;
    before = localMs;
  }
  const skipped = inGap.map(({ row, change }) => ({
    row,
    change,
    isStart: localTimes[row] === change.low && !goneTo.has(change),
  }));
  return { instants, skipped, repeats, descends: falls > 0 };
}
