import { type Calendar, createCalendar } from './calendar.ts';
import { coveredMsOf } from './coverage.ts';
import { sumOf } from './noise.ts';
import { AWAITING, ESTIMATED, MEASURED, MISSING } from './quality.ts';
import { type EnergyColumns, sumRuns } from './run-sums.ts';
import {
  firstSlotFrom,
  hasOwnNet,
  type Series,
  slotEndMs,
  slotStartMs,
  slotsIn,
  type TimeRange,
  unknownColumn,
} from './series.ts';

/** Steps of the meter's calendar; `slot` keeps the slots as they are. */
export type BucketUnit = 'slot' | 'hour' | 'day' | 'week' | 'month';

/**
 * Boundaries of the calendar units that touch the slots of a range: n units give n + 1 instants. A repeated hour is two units, a
 * skipped one none, a skipped date none.
 */
export function boundariesOf(
  calendar: Calendar,
  unit: Exclude<BucketUnit, 'slot'>,
  fromMs: number,
  toMs: number,
  firstDay = 1,
): Float64Array {
  const bounds: number[] = [];
  let at = START[unit](calendar, fromMs, firstDay);
  bounds.push(at);
  while (at < toMs) {
    const next = NEXT[unit](calendar, at);
    // A date the zone skipped has no length.
    if (next > at) bounds.push(next);
    at = next > at ? next : at + 1;
  }
  return Float64Array.from(bounds);
}

const START = {
  hour: (calendar: Calendar, ms: number) => calendar.startOfHour(ms),
  day: (calendar: Calendar, ms: number) => calendar.startOfDay(ms),
  week: (calendar: Calendar, ms: number, firstDay: number) => calendar.startOfWeek(ms, firstDay),
  month: (calendar: Calendar, ms: number) => calendar.startOfMonth(ms),
};

const NEXT = {
  hour: (calendar: Calendar, ms: number) => calendar.addHours(ms, 1),
  day: (calendar: Calendar, ms: number) => nextDay(calendar, ms, 1),
  week: (calendar: Calendar, ms: number) => nextDay(calendar, ms, 7),
  month: (calendar: Calendar, ms: number) => calendar.startOfMonth(calendar.addMonths(ms, 1)),
};

function nextDay(calendar: Calendar, ms: number, days: number): number {
  const number = calendar.dayNumber(ms);
  for (let n = days; ; n++) {
    const next = calendar.startOfDayNumber(number + n);
    if (next > ms) return next;
  }
}

/**
 * Adds up runs of slots of one series; the fields hold the last run. kWh are `NaN` where nothing is known.
 *
 * Nearly every run is complete and measured. A sum is `NaN` as soon as one value is, so values are added without looking, and only a
 * run that turns out to have a hole is walked again with care. This keeps a year of minutes near the cost of adding plain columns.
 */
export class Run {
  importKwh = Number.NaN;
  exportKwh = Number.NaN;
  netKwh = Number.NaN;
  quality: number = MISSING;
  coveredMs = 0;
  publishedMs = 0;
  readonly #series: Series;
  /** Equal slots without estimates: what is known of a run then follows from its sums. */
  readonly #plain: boolean;
  readonly #sums = { importKwh: unknownColumn(1), exportKwh: unknownColumn(1), netKwh: unknownColumn(1) };

  constructor(series: Series) {
    this.#series = series;
    const equal = series.stepMs !== null && series.coveredMs === null;
    this.#plain = equal && !hasOwnNet(series) && !hasEstimates(series.quality);
  }

  /** Share of the run's published time with values for every channel measured there, 0 to 1. */
  get coverage(): number {
    return this.publishedMs === 0 ? 0 : this.coveredMs / this.publishedMs;
  }

  /** The sums and the coverage of the run as an object has them: `null` in place of `NaN`. */
  get totals() {
    return {
      importKwh: knownOr(this.importKwh),
      exportKwh: knownOr(this.exportKwh),
      netKwh: knownOr(this.netKwh),
      coverage: this.coverage,
    };
  }

  /** Adds up slots [from, to). */
  add(from: number, to: number): void {
    const sums = this.#sums;
    sumRuns(this.#series, from, to - from, 1, sums, 0);
    if (from < to && this.isWhole(sums, 0)) {
      this.importKwh = sums.importKwh[0]!;
      this.exportKwh = sums.exportKwh[0]!;
      this.netKwh = sums.netKwh[0]!;
      this.quality = MEASURED;
      this.coveredMs = (to - from) * this.#series.stepMs!;
      this.publishedMs = this.coveredMs;
    } else this.#addWithHoles(from, to);
  }

  /** Whether the sums at `at`, as `sumRuns` left them, are those of a run without holes or estimates. */
  isWhole(sums: EnergyColumns, at: number): boolean {
    if (!this.#plain || Number.isNaN(sums.importKwh[at]!)) return false;
    return !this.#series.exportMeasured || !Number.isNaN(sums.exportKwh[at]! + sums.netKwh[at]!);
  }

  #addWithHoles(from: number, to: number): void {
    const series = this.#series;
    const { importKwh, exportKwh, netKwh, quality } = series;
    let importSum = 0;
    let exportSum = 0;
    let netSum = 0;
    let imports = 0;
    let exports = 0;
    let nets = 0;
    let awaiting = 0;
    let estimated = 0;
    let coveredMs = 0;
    let publishedMs = 0;
    for (let i = from; i < to; i++) {
      const a = importKwh[i]!;
      const b = exportKwh[i]!;
      const n = netKwh[i]!;
      if (!Number.isNaN(a)) {
        importSum += a;
        imports++;
      }
      if (!Number.isNaN(b)) {
        exportSum += b;
        exports++;
      }
      if (!Number.isNaN(n)) {
        netSum += n;
        nets++;
      }
      const q = quality[i]!;
      if (q === AWAITING) {
        awaiting++;
        continue;
      }
      if (q === ESTIMATED) estimated++;
      coveredMs += coveredMsOf(series, i);
      publishedMs += slotEndMs(series, i) - slotStartMs(series, i);
    }
    this.importKwh = sumOf(importSum, imports);
    this.exportKwh = sumOf(exportSum, exports);
    this.netKwh = sumOf(netSum, nets);
    if (imports > 0 || exports > 0) this.quality = estimated > 0 ? ESTIMATED : MEASURED;
    else this.quality = awaiting > 0 && awaiting === to - from ? AWAITING : MISSING;
    this.coveredMs = coveredMs;
    this.publishedMs = publishedMs;
  }
}

function knownOr(kwh: number): number | null {
  return Number.isNaN(kwh) ? null : kwh;
}

const estimates = new WeakMap<Uint8Array, boolean>();

/** Whether any slot is estimated; missing ones show in the sums. Asked for on every aggregation, so looked at once. */
function hasEstimates(quality: Uint8Array): boolean {
  let found = estimates.get(quality);
  if (found === undefined) {
    found = quality.includes(ESTIMATED);
    estimates.set(quality, found);
  }
  return found;
}

/** Calls `each` with the slots [from, to) of every calendar unit that has slots starting in it, in order. */
export function forEachBucket(
  series: Series,
  unit: Exclude<BucketUnit, 'slot'>,
  range: TimeRange | undefined,
  each: (startMs: number, endMs: number, from: number, to: number) => void,
  firstDay = 1,
): void {
  const [first, end] = slotsIn(series, range);
  if (first >= end) return;
  const calendar = createCalendar(series.timeZone);
  const bounds = boundariesOf(calendar, unit, slotStartMs(series, first), slotStartMs(series, end - 1) + 1, firstDay);
  let from = first;
  for (let k = 0; k + 1 < bounds.length; k++) {
    const to = k + 2 === bounds.length ? end : Math.min(end, firstSlotFrom(series, bounds[k + 1]!));
    if (to > from) each(bounds[k]!, bounds[k + 1]!, from, to);
    from = to;
  }
}
