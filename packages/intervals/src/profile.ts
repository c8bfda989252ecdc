import { createCalendar } from './calendar.ts';
import { firstKnownSlot } from './coverage.ts';
import { type Heatmap, heatmap, type RepeatedCell } from './heatmap.ts';
import { sumOf, withoutNoise } from './noise.ts';
import { AWAITING } from './quality.ts';
import { selectQuantiles } from './quantile.ts';
import { type Series, slotEndMs, slotStartMs, slotsIn, type TimeRange } from './series.ts';

/**
 * Cells with at least this coverage are complete. It is below 1 because coverage is a 32-bit float.
 */
const WHOLE = 1 - 1e-6;

/**
 * How days are grouped: all together; weekdays and weekends; each weekday; each month of the year.
 */
export type ProfileGrouping = 'all' | 'day-type' | 'weekday' | 'month';

/** Options of `profile`. */
export interface ProfileOptions {
  /** Default: all of the series. */
  readonly range?: TimeRange | undefined;
  /** Minutes per column, default 60; never finer than the source. */
  readonly minutes?: number | undefined;
  /** Default `all`. */
  readonly by?: ProfileGrouping | undefined;
  /** Ends of the band, 0 to 1; default 0.1 and 0.9. */
  readonly low?: number | undefined;
  readonly high?: number | undefined;
}

/**
 * Average power by time of day in one channel. A cell is one column of one day. Powers are `NaN` in
 * columns without a complete cell; `kwh` is 0 there if the column has no value.
 */
export interface ProfileBand {
  /** Mean over the days, kW. */
  readonly meanKw: Float64Array;
  readonly medianKw: Float64Array;
  /** Ends of the percentile band, kW. */
  readonly lowKw: Float64Array;
  readonly highKw: Float64Array;
  /** Complete cells of each column. A repeated hour is one more, on the same day. */
  readonly days: Uint32Array;
  /**
   * All energy of the column in kWh, incomplete and repeated cells too: these add up to the series.
   */
  readonly kwh: Float64Array;
}

/** The average day of one group of days. */
export interface ProfileGroup {
  /** `all`; `weekday` or `weekend`; `1` (Monday) to `7`; `01` to `12`. */
  readonly key: string;
  /** Days in the group, complete or not. */
  readonly dayCount: number;
  readonly import: ProfileBand;
  /** `null` when export was never measured. */
  readonly export: ProfileBand | null;
  /** `null` when net is not known anywhere. */
  readonly net: ProfileBand | null;
}

/** Average days on the meter's own clock. */
export interface Profile {
  readonly columns: number;
  /** Minutes of wall clock per column. */
  readonly cellMinutes: number;
  /** Groups that have days, in order of their key. */
  readonly groups: readonly ProfileGroup[];
}

/**
 * Returns the average power by time of day, with a percentile band over the days, for groups of
 * days. Only complete cells count in means and percentiles: an hour with a gap would lower them. A
 * repeated hour counts as one more day in its column.
 */
export function profile(series: Series, options: ProfileOptions = {}): Profile {
  const map = heatmap(series, { range: options.range, minutes: options.minutes });
  const by = options.by ?? 'all';
  const calendar = createCalendar(series.timeZone);
  const keys = map.days.map((day, row) => keyOf(day, calendar.weekday(map.dayStarts[row]!), by));
  const names = [...new Set(keys)].sort();
  // Each channel is computed when it is first read: a view draws one or two of the three.
  const bandReader = (channel: Channel, exists: boolean) => {
    let bands: ProfileBand[] | undefined;
    return (g: number): ProfileBand | null => {
      if (!exists) return null;
      bands ??= bandsOf(map, channel, keys, names, options, partialCellsOf(series, map, channel, options.range));
      return bands[g]!;
    };
  };
  const imports = bandReader('importKwh', true);
  const exports = bandReader('exportKwh', series.exportMeasured);
  const nets = bandReader(
    'netKwh',
    map.netKwh.some((kwh) => !Number.isNaN(kwh)),
  );
  const groups = names.map(
    (key, g): ProfileGroup => ({
      key,
      dayCount: keys.filter((other) => other === key).length,
      get import() {
        return imports(g)!;
      },
      get export() {
        return exports(g);
      },
      get net() {
        return nets(g);
      },
    }),
  );
  return { columns: map.columns, cellMinutes: map.cellMinutes, groups };
}

function keyOf(day: string, weekday: number, by: ProfileGrouping): string {
  if (by === 'all') return 'all';
  if (by === 'month') return day.slice(5, 7);
  return by === 'weekday' ? String(weekday) : weekday < 6 ? 'weekday' : 'weekend';
}

type Channel = 'importKwh' | 'exportKwh' | 'netKwh';

/**
 * Returns the cells that a channel fills only in part although their coverage is 1: those inside
 * which its values begin, or the published readings of the range begin or end.
 */
function partialCellsOf(
  series: Series,
  map: Heatmap,
  channel: Channel,
  range: TimeRange | undefined,
): ReadonlySet<number> {
  const [from, end] = slotsIn(series, range);
  const first = firstKnownSlot(series[channel], from);
  if (first === -1) return new Set();
  let to = end;
  while (to > first && series.quality[to - 1] === AWAITING) to--;
  // A cell is partial if the slot before the first one, or after the last one, would begin in it. On
  // other days than those of the heatmap the number is that of no cell.
  const [startMs, endMs] = [slotStartMs(series, first), slotEndMs(series, to - 1)];
  const beforeMs = 2 * startMs - slotEndMs(series, first);
  const calendar = createCalendar(series.timeZone);
  const cells = [beforeMs, endMs].map((ms) => {
    const row = map.dayStarts.indexOf(calendar.startOfDay(ms));
    const { year, month, day } = calendar.parts(ms);
    const minute = calendar.minuteOfDay(ms);
    const isRepeated = calendar.instantOf(year, month, day, minute) !== ms;
    return cellNumber(map, row, Math.floor(minute / map.cellMinutes), isRepeated);
  });
  return new Set(cells);
}

/** Returns a number that differs between all cells of a heatmap, repeated ones included. */
const cellNumber = ({ columns, rows }: Heatmap, row: number, column: number, isRepeated: boolean): number =>
  row === -1 ? -1 : row * columns + column + (isRepeated ? rows * columns : 0);

function bandsOf(
  map: Heatmap,
  channel: Channel,
  keys: readonly string[],
  names: readonly string[],
  options: ProfileOptions,
  partialCells: ReadonlySet<number>,
): ProfileBand[] {
  const allRows = [...keys.keys()];
  const sample = new Float64Array(map.rows + map.repeated.length);
  return names.map((name) => {
    const rows = Uint32Array.from(allRows.filter((row) => keys[row] === name));
    const repeated = map.repeated.filter(({ row }) => keys[row] === name);
    return bandOf(map, channel, rows, repeated, options, partialCells, sample);
  });
}

/**
 * Returns the band of one group of rows without the cells in `partialCells`. `sample` is a buffer for
 * the values of a column.
 */
function bandOf(
  map: Heatmap,
  channel: Channel,
  rows: Uint32Array,
  repeated: readonly RepeatedCell[],
  { low = 0.1, high = 0.9 }: ProfileOptions,
  partialCells: ReadonlySet<number>,
  sample: Float64Array,
): ProfileBand {
  const { columns, coverage } = map;
  const values = map[channel];
  const hours = map.cellMinutes / 60;
  const band = newBand(columns);
  const wanted: [number, Float64Array][] = [
    [low, band.lowKw],
    [0.5, band.medianKw],
    [high, band.highKw],
  ];
  wanted.sort(([a], [b]) => a - b);
  const shares = wanted.map(([share]) => share);
  const found = new Float64Array(shares.length);
  for (let column = 0; column < columns; column++) {
    let count = 0;
    let known = 0;
    let sum = 0;
    let total = 0;
    const add = (kwh: number, isComplete: boolean): void => {
      if (Number.isNaN(kwh)) return;
      total += kwh;
      known++;
      if (!isComplete) return;
      sample[count++] = kwh;
      sum += kwh;
    };
    for (let k = 0; k < rows.length; k++) {
      const cell = rows[k]! * columns + column;
      add(values[cell]!, coverage[cell]! >= WHOLE && !partialCells.has(cell));
    }
    for (const cell of repeated) {
      if (cell.column !== column) continue;
      add(cell[channel], cell.coverage >= WHOLE && !partialCells.has(cellNumber(map, cell.row, column, true)));
    }
    band.kwh[column] = known === 0 ? 0 : sumOf(total, known);
    band.days[column] = count;
    if (count === 0) continue;
    band.meanKw[column] = sumOf(sum, count) / count / hours;
    selectQuantiles(sample, count, shares, found);
    for (let s = 0; s < wanted.length; s++) wanted[s]![1][column] = withoutNoise(found[s]!) / hours;
  }
  return band;
}

function newBand(columns: number): ProfileBand {
  const unknown = () => new Float64Array(columns).fill(Number.NaN);
  return {
    meanKw: unknown(),
    medianKw: unknown(),
    lowKw: unknown(),
    highKw: unknown(),
    days: new Uint32Array(columns),
    kwh: new Float64Array(columns),
  };
}
