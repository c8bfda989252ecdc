import { forEachBucket, Run } from './buckets.ts';
import { createCalendar } from './calendar.ts';
import { coveredMsOf } from './coverage.ts';
import { withoutNoise } from './noise.ts';
import { MEASURED, MISSING } from './quality.ts';
import { sumRuns } from './run-sums.ts';
import { firstSlotFrom, type Series, slotEndMs, slotStartMs, type TimeRange } from './series.ts';
import { DAY_MS, MINUTE_MS, zoneOf } from './zone.ts';

/**
 * In `Heatmap.quality`: the cell does not exist, because the clock skips it or the series does not
 * reach it.
 */
export const ABSENT = 255;

/** A cell whose wall-clock time occurred a second time, when the clocks went back. */
export interface RepeatedCell {
  readonly row: number;
  readonly column: number;
  /** Start of its second occurrence, epoch ms. */
  readonly startMs: number;
  /** kWh; `NaN` where not known. */
  readonly importKwh: number;
  readonly exportKwh: number;
  readonly netKwh: number;
  readonly quality: number;
  readonly coverage: number;
}

/**
 * Energy by local day (rows) and time on the wall clock (columns), row after row. Cell k is row
 * `floor(k / columns)`, column `k % columns`. The sum of all cells and `repeated` ones is the sum
 * of the slots.
 */
export interface Heatmap {
  readonly rows: number;
  readonly columns: number;
  /** Minutes of wall clock per column; a divisor of a day. Never finer than the source. */
  readonly cellMinutes: number;
  /** `YYYY-MM-DD` of each row. */
  readonly days: readonly string[];
  /** Start of each local day, epoch ms. */
  readonly dayStarts: Float64Array;
  /** kWh; `NaN` where not known. */
  readonly importKwh: Float64Array;
  readonly exportKwh: Float64Array;
  readonly netKwh: Float64Array;
  /** A quality, or ABSENT. */
  readonly quality: Uint8Array;
  /** Share of the cell's published slots with values for every channel measured there, 0 to 1. */
  readonly coverage: Float32Array;
  /**
   * Second occurrences of repeated times, in order. They are not in the grid, so that no cell holds
   * two hours.
   */
  readonly repeated: readonly RepeatedCell[];
}

/** Options of `heatmap`. */
export interface HeatmapOptions {
  readonly range?: TimeRange | undefined;
  /** Minutes per column; default 60. Raised to the length of the source's readings. */
  readonly minutes?: number | undefined;
}

/** Returns the energy of a series by day and time of day on the meter's own clock. */
export function heatmap(series: Series, options: HeatmapOptions = {}): Heatmap {
  const cellMinutes = cellMinutesOf(series, options.minutes ?? 60);
  const cellMs = cellMinutes * MINUTE_MS;
  const columns = DAY_MS / cellMs;
  const spans: number[] = [];
  forEachBucket(series, 'day', options.range, (start, end, from, to) => void spans.push(start, end, from, to));
  const rows = spans.length / 4;
  const cells = rows * columns;
  const map = {
    rows,
    columns,
    cellMinutes,
    days: [] as string[],
    dayStarts: new Float64Array(rows),
    importKwh: new Float64Array(cells).fill(Number.NaN),
    exportKwh: new Float64Array(cells).fill(Number.NaN),
    netKwh: new Float64Array(cells).fill(Number.NaN),
    quality: new Uint8Array(cells).fill(ABSENT),
    coverage: new Float32Array(cells),
    repeated: [] as RepeatedCell[],
  };
  const calendar = createCalendar(series.timeZone);
  const zone = zoneOf(series.timeZone);
  const run = new Run(series);
  for (let row = 0; row < rows; row++) {
    const [dayStart, dayEnd, from, to] = [
      spans[4 * row]!,
      spans[4 * row + 1]!,
      spans[4 * row + 2]!,
      spans[4 * row + 3]!,
    ];
    map.days.push(calendar.day(dayStart));
    map.dayStarts[row] = dayStart;
    const midnight = calendar.dayNumber(dayStart) * DAY_MS;
    // Parts of the day between changes of the clock; nearly every day has one part.
    let repeatedBefore = Number.NEGATIVE_INFINITY;
    for (let start = dayStart, at = from; at < to; ) {
      const end = Math.min(zone.nextChange(start), dayEnd);
      const until = end === dayEnd ? to : Math.min(to, firstSlotFrom(series, end));
      const shift = zone.offsetAt(start) - midnight;
      if (at < until) fillStretch(series, run, map, row, at, until, shift, repeatedBefore, cellMs);
      repeatedBefore = Math.max(repeatedBefore, end + shift);
      at = Math.max(at, until);
      start = end;
    }
  }
  return map;
}

/** Returns the minutes per column: the next length from `wanted` on that divides a day. */
function cellMinutesOf(series: Series, wanted: number): number {
  const slot = series.stepMs === null ? 0 : series.stepMs / MINUTE_MS;
  let minutes = Math.max(1, Math.ceil(Math.max(wanted, slot, series.sourceMinutes[0] ?? 0)));
  while (minutes < 1440 && 1440 % minutes !== 0) minutes++;
  return Math.min(minutes, 1440);
}

type Target = Omit<Heatmap, 'repeated'> & { readonly repeated: RepeatedCell[] };

/**
 * Fills in slots [from, to), which have one offset. Instant + `shift` is the time since local
 * midnight. Times before `repeatedBefore` occur a second time.
 */
function fillStretch(
  series: Series,
  run: Run,
  map: Target,
  row: number,
  from: number,
  to: number,
  shift: number,
  repeatedBefore: number,
  cellMs: number,
): void {
  const { columns } = map;
  const localMs = slotStartMs(series, from) + shift;
  // If slots are as long as cells, the columns are copied.
  if (series.stepMs === cellMs && localMs >= repeatedBefore && localMs % cellMs === 0 && localMs >= 0) {
    const last = Math.min(to, from + columns - localMs / cellMs);
    copyCells(series, map, row * columns + localMs / cellMs, from, last);
    from = last;
  }
  from = sumCells(series, run, map, row, from, to, shift, repeatedBefore, cellMs);
  for (let i = from; i < to; ) {
    const at = slotStartMs(series, i) + shift;
    const column = Math.min(columns - 1, Math.max(0, Math.floor(at / cellMs)));
    const isRepeated = at < repeatedBefore;
    const cellEnd = column === columns - 1 ? Number.POSITIVE_INFINITY : (column + 1) * cellMs;
    const next = Math.max(
      i + 1,
      Math.min(to, firstSlotFrom(series, Math.min(cellEnd, isRepeated ? repeatedBefore : cellEnd) - shift)),
    );
    run.add(i, next);
    const { coverage } = run;
    if (isRepeated) {
      const { importKwh, exportKwh, netKwh, quality } = run;
      map.repeated.push({ row, column, startMs: at - shift, importKwh, exportKwh, netKwh, quality, coverage });
    } else {
      const cell = row * columns + column;
      map.importKwh[cell] = plus(map.importKwh[cell]!, run.importKwh);
      map.exportKwh[cell] = plus(map.exportKwh[cell]!, run.exportKwh);
      map.netKwh[cell] = plus(map.netKwh[cell]!, run.netKwh);
      const before = map.quality[cell]!;
      // A cell that the clock change divides has the worst quality of its known parts. It is
      // missing only if both are.
      map.quality[cell] =
        before === ABSENT || before >= MISSING
          ? run.quality
          : Math.max(before, run.quality < MISSING ? run.quality : before);
      // The first part of such a cell ends where the clock changed, which was at `repeatedBefore`.
      const firstMs = before === ABSENT ? 0 : repeatedBefore - column * cellMs;
      const ms = slotEndMs(series, next - 1) + shift - at;
      map.coverage[cell] = (map.coverage[cell]! * firstMs + coverage * ms) / (firstMs + ms);
    }
    i = next;
  }
}

/**
 * Fills in cells that consist of whole slots, without searching for their slots. Returns the first
 * slot that is left.
 */
function sumCells(
  series: Series,
  run: Run,
  map: Target,
  row: number,
  from: number,
  to: number,
  shift: number,
  repeatedBefore: number,
  cellMs: number,
): number {
  if (series.stepMs === null) return from;
  const each = cellMs / series.stepMs;
  const first = (slotStartMs(series, from) + shift) / cellMs;
  if (!Number.isInteger(each) || !Number.isInteger(first) || first < 0 || first * cellMs < repeatedBefore) return from;
  const cell = row * map.columns + first;
  const count = Math.min(Math.floor((to - from) / each), map.columns - first);
  sumRuns(series, from, each, count, map, cell);
  for (let k = 0; k < count; k++) {
    if (run.isWhole(map, cell + k)) {
      map.quality[cell + k] = MEASURED;
      map.coverage[cell + k] = 1;
    } else {
      run.add(from + k * each, from + (k + 1) * each);
      map.importKwh[cell + k] = run.importKwh;
      map.exportKwh[cell + k] = run.exportKwh;
      map.netKwh[cell + k] = run.netKwh;
      map.quality[cell + k] = run.quality;
      map.coverage[cell + k] = run.coverage;
    }
  }
  return from + count * each;
}

function copyCells(series: Series, map: Target, cell: number, from: number, to: number): void {
  map.importKwh.set(series.importKwh.subarray(from, to), cell);
  map.exportKwh.set(series.exportKwh.subarray(from, to), cell);
  map.netKwh.set(series.netKwh.subarray(from, to), cell);
  map.quality.set(series.quality.subarray(from, to), cell);
  for (let i = from; i < to; i++) map.coverage[cell + i - from] = coveredMsOf(series, i) / series.stepMs!;
}

/** Returns the sum of those of the two values that are known. */
function plus(a: number, b: number): number {
  if (Number.isNaN(a)) return b;
  return Number.isNaN(b) ? a : withoutNoise(a + b);
}
