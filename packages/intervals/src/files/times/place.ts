import { DAY_MS, type Zone, zoneOf } from '../../zone.ts';
import { zonesShowingTwice } from './candidate-zones.ts';
import { type Change, changesAbout } from './changes.ts';
import { aroundRepeat } from './repeated.ts';

/** Where the wall-clock times of a channel lie. */
export interface Placed {
  /** Epoch ms; `NaN` where the wall time is, and for `impossible` rows. */
  readonly instants: Float64Array;
  /** Rows with a value in an hour that the zone skips: they prove that the file keeps standard time all year, and all rows are placed so. */
  readonly standardTime: number;
  /** Rows with a value in an hour that the zone skips, in a file that also shows an hour twice and so does follow the clocks. */
  readonly impossible: number;
  /** Zones in which the times that occur twice do so by a change of the clocks; only where the zone is not known or only assumed. Not empty: the zone must be asked. */
  readonly zones: readonly string[];
}

/**
 * Instants of the wall-clock times of ONE channel, in the order of the file, newest first or last. A time that is shown twice is told apart
 * by its place.
 * @param walls - Wall-clock times as if they were UTC.
 * @param zone - IANA name; `null` when nobody knows it: the times are placed as UTC.
 * @param values - Rows without a value prove nothing about a skipped hour.
 * @param isAssumed - The zone is that of the page: where times occur twice and it does not say why, it is not the zone of the file.
 * @throws {RangeError} No such zone.
 */
export function placeWall(walls: Float64Array, zone: string | null, values?: Float64Array, isAssumed = false): Placed {
  if (zone === null)
    return { instants: walls.slice(), standardTime: 0, impossible: 0, zones: zonesShowingTwice(walls) };
  const { instants, skipped, repeats, descends } = firstPlaces(walls, zoneOf(zone));
  let followsClocks = false;
  for (const [change, near] of repeats) {
    const { isRepeated, second, atChange } = aroundRepeat(walls, near, change, descends);
    followsClocks ||= isRepeated;
    for (const i of second) instants[i] = walls[i]! - change.after;
    for (const i of atChange) instants[i] = change.at;
  }
  const proofs = skipped.filter(({ row, isStart }) => !isStart && isMeasured(values, row));
  const [proof] = proofs;
  if (proof !== undefined && !followsClocks) {
    const { before } = proof.change;
    return { instants: walls.map((wall) => wall - before), standardTime: proofs.length, impossible: 0, zones: [] };
  }
  for (const { row, isStart, change } of skipped) instants[row] = isStart ? change.at : Number.NaN;
  const zones = isAssumed && !followsClocks ? zonesShowingTwice(walls) : [];
  return { instants, standardTime: 0, impossible: proofs.length, zones };
}

/** Returns false for a row that only fills its place: without a value, or with a zero between others that are none. */
function isMeasured(values: Float64Array | undefined, row: number): boolean {
  if (values === undefined) return true;
  return values[row] === 0 ? values[row - 1] === 0 && values[row + 1] === 0 : !Number.isNaN(values[row]!);
}

interface Skipped {
  readonly row: number;
  readonly change: Change;
  /** The change itself, as ends written as start and length name it: nothing stands at the time that the clocks go to. */
  readonly isStart: boolean;
}

interface FirstPlaces {
  /** Earlier instants of times that are shown twice. */
  readonly instants: Float64Array;
  readonly skipped: readonly Skipped[];
  /** Rows within a day of each change by which clocks go back, in the order of the file. */
  readonly repeats: ReadonlyMap<Change, number[]>;
  /** Most rows are earlier than the row before. */
  readonly descends: boolean;
}

function firstPlaces(walls: Float64Array, zone: Zone): FirstPlaces {
  const instants = new Float64Array(walls.length);
  const changes = changesAbout(zone, walls);
  const only = changes.length > 0 ? Number.NaN : zone.offsetAt(walls.find((wall) => !Number.isNaN(wall)) ?? 0);
  const repeats = new Map<Change, number[]>();
  for (const change of changes) if (change.before > change.after) repeats.set(change, []);
  const inGap: { readonly row: number; readonly change: Change }[] = [];
  const goneTo = new Set<Change>();
  let before = Number.NaN;
  let falls = 0;
  let at = 0;
  let last: Change | undefined;
  let next = changes[0];
  for (let i = 0; i < walls.length; i++) {
    const wall = walls[i]!;
    while (next !== undefined && wall >= next.high) {
      last = next;
      next = changes[++at];
    }
    while (last !== undefined && wall < last.high) {
      next = last;
      last = changes[--at - 1];
    }
    instants[i] = wall - (next?.before ?? last?.after ?? only);
    if (next !== undefined && wall >= next.low - DAY_MS) {
      repeats.get(next)?.push(i);
      if (wall >= next.low && next.before < next.after) inGap.push({ row: i, change: next });
    }
    if (last !== undefined && wall <= last.high + DAY_MS) {
      repeats.get(last)?.push(i);
      if (wall === last.high) goneTo.add(last);
    }
    if (wall < before) falls++;
    else if (wall > before) falls--;
    before = wall;
  }
  const skipped = inGap.map(({ row, change }) => ({
    row,
    change,
    isStart: walls[row] === change.low && !goneTo.has(change),
  }));
  return { instants, skipped, repeats, descends: falls > 0 };
}
