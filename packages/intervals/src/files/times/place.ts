/** Where the wall-clock times of a channel lie. */
export interface Placed {
  /** Epoch ms; `NaN` where the wall time is, and for `impossible` rows. */
  readonly instants: Float64Array;
  /** Rows with a value in an hour that the zone skips: they prove that the file keeps standard time all year, and all rows are placed so. */
  readonly standardTime: number;
  /** Rows in an hour that the zone skips, in a file that also shows an hour twice and so does follow the clocks: they lie nowhere. */
  readonly impossible: number;
  /** Zones in which the times that occur twice do so by a change of the clocks; only without a zone. Not empty: the zone must be asked. */
  readonly zones: readonly string[];
}

/**
 * Instants of the wall-clock times of ONE channel, in the order of the file, newest first or last. A time that is shown twice is told apart
 * by its place.
 * @param walls - Wall-clock times as if they were UTC.
 * @param zone - IANA name; `null` when nobody knows it: the times are placed as UTC.
 * @param values - Rows without a value prove nothing about a skipped hour.
 */
export function placeWall(walls: Float64Array, zone: string | null, values?: Float64Array): Placed {
  return { instants: walls, standardTime: 0, impossible: 0, zones: [] };
}

/**
 * Instants of ends that are written as wall-clock times beside starts, `NaN` where one of them is. An end that the change of the clocks
 * makes ambiguous is the one that gives the row the usual length.
 * @param starts - Instants of `startWalls`.
 */
export function placeEnds(
  starts: Float64Array,
  startWalls: Float64Array,
  endWalls: Float64Array,
  zone: string | null,
): Float64Array {
  return endWalls;
}

/**
 * Instants of the starts of intervals that are numbered within a local day: hours 1 to 24, 25 in autumn, or halves and quarters of them.
 * Numbers count what has passed since midnight, or name the time on the clock: the days of the changes tell which.
 * @param days - Midnights of the dates as if they were UTC.
 * @param numbers - From 1.
 * @param stepMs - Length of one.
 */
export function placeNumbered(
  days: Float64Array,
  numbers: Float64Array,
  stepMs: number,
  zone: string | null,
  values?: Float64Array,
): Placed {
  return placeWall(
    days.map((day, i) => day + (numbers[i]! - 1) * stepMs),
    zone,
    values,
  );
}
