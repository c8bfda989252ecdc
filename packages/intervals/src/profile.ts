import { parseDay, weekdayOf } from './civil.ts';
import { type Heatmap, heatmap } from './heatmap.ts';
import { quantileOf } from './quantile.ts';
import type { Series, TimeRange } from './series.ts';

/** How days are put together: all; weekdays and weekends; each weekday; each month of the year. */
export type ProfileGrouping = 'all' | 'day-type' | 'weekday' | 'month';

/** Options of `profile`. */
export interface ProfileOptions {
  readonly range?: TimeRange | undefined;
  /** Minutes per column, default 60; never finer than the source. */
  readonly minutes?: number | undefined;
  /** Default `all`. */
  readonly by?: ProfileGrouping | undefined;
  /** Ends of the band, 0 to 1; default 0.1 and 0.9. */
  readonly low?: number | undefined;
  readonly high?: number | undefined;
}

/** Average power by time of day in one channel. `NaN` in columns without a complete cell. */
export interface ProfileBand {
  /** Mean over the days, kW. */
  readonly meanKw: Float64Array;
  readonly medianKw: Float64Array;
  /** Ends of the percentile band, kW. */
  readonly lowKw: Float64Array;
  readonly highKw: Float64Array;
  /** Days that count in each column: those with a complete cell. */
  readonly days: Uint32Array;
  /** All energy of the column in kWh, incomplete and repeated cells too: these add up to the series. */
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
 * Average power by time of day, with a percentile band over the days, in groups. Only complete cells enter means and percentiles: an
 * hour with a gap would drag them down. A repeated hour counts as one more day in its column.
 */
export function profile(series: Series, options: ProfileOptions = {}): Profile {
  const map = heatmap(series, { range: options.range, minutes: options.minutes });
  const by = options.by ?? 'all';
  const keys = map.days.map((day) => keyOf(day, by));
  const names = [...new Set(keys)].sort();
  const net = map.netKwh.some((kwh) => !Number.isNaN(kwh));
  const bands = (column: 'importKwh' | 'exportKwh' | 'netKwh') => bandsOf(map, column, keys, names, options);
  const imports = bands('importKwh');
  const exports = series.exportMeasured ? bands('exportKwh') : null;
  const nets = net ? bands('netKwh') : null;
  const groups = names.map((key, g) => ({
    key,
    dayCount: keys.reduce((count, other) => count + (other === key ? 1 : 0), 0),
    import: imports[g]!,
    export: exports?.[g] ?? null,
    net: nets?.[g] ?? null,
  }));
  return { columns: map.columns, cellMinutes: map.cellMinutes, groups };
}

function keyOf(day: string, by: ProfileGrouping): string {
  if (by === 'all') return 'all';
  if (by === 'month') return day.slice(5, 7);
  const weekday = weekdayOf(parseDay(day));
  return by === 'weekday' ? String(weekday) : weekday < 6 ? 'weekday' : 'weekend';
}

function bandsOf(
  map: Heatmap,
  channel: 'importKwh' | 'exportKwh' | 'netKwh',
  keys: readonly string[],
  names: readonly string[],
  options: ProfileOptions,
): ProfileBand[] {
  const { columns, rows, coverage } = map;
  const values = map[channel];
  const hours = map.cellMinutes / 60;
  const groupOf = Uint32Array.from(keys, (key) => names.indexOf(key));
  const bands = names.map(() => newBand(columns));
  const sample = new Float64Array(rows + map.repeated.length);
  const repeatsOf = Map.groupBy(map.repeated, ({ column }) => column);
  for (let column = 0; column < columns; column++) {
    for (let g = 0; g < names.length; g++) {
      const band = bands[g]!;
      let count = 0;
      let sum = 0;
      let total = 0;
      const take = (kwh: number, share: number) => {
        if (Number.isNaN(kwh)) return;
        total += kwh;
        if (share < 1 - 1e-6) return;
        sample[count++] = kwh / hours;
        sum += kwh / hours;
      };
      for (let row = 0; row < rows; row++) {
        if (groupOf[row] === g) take(values[row * columns + column]!, coverage[row * columns + column]!);
      }
      for (const cell of repeatsOf.get(column) ?? []) if (groupOf[cell.row] === g) take(cell[channel], cell.coverage);
      band.kwh[column] = total;
      band.days[column] = count;
      if (count === 0) continue;
      const sorted = sample.subarray(0, count).sort();
      band.meanKw[column] = sum / count;
      band.medianKw[column] = quantileOf(sorted, 0.5);
      band.lowKw[column] = quantileOf(sorted, options.low ?? 0.1);
      band.highKw[column] = quantileOf(sorted, options.high ?? 0.9);
    }
  }
  return bands;
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
