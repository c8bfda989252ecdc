import { type Calendar, createCalendar } from './calendar.ts';
import { coveredMsOf } from './coverage.ts';
import { AWAITING, ESTIMATED, MEASURED, MISSING } from './quality.ts';
import { type EnergyColumns, sumOfKnown, sumRuns } from './run-sums.ts';
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

/** Units of the meter's calendar; `slot` keeps the slots as they are. */
export type BucketUnit = 'slot' | 'hour' | 'day' | 'week' | 'month';

/** Returns the start of the unit that contains an instant. */
const START = {
  hour: (calendar: Calendar, ms: number) => calendar.startOfHour(ms),
  day: (calendar: Calendar, ms: number) => calendar.startOfDay(ms),
  week: (calendar: Calendar, ms: number, firstDay: number) => calendar.startOfWeek(ms, firstDay),
  month: (calendar: Calendar, ms: number) => calendar.startOfMonth(ms),
};

/**
 * Returns the start of the next unit. A repeated hour is two units; a skipped hour or date is none.
 */
const NEXT = {
  hour: (calendar: Calendar, ms: number) => calendar.addHours(ms, 1),
  day: (calendar: Calendar, ms: number) => calendar.addDays(ms, 1),
  week: (calendar: Calendar, ms: number) => calendar.addDays(ms, 7),
  month: (calendar: Calendar, ms: number) => calendar.startOfMonth(calendar.addMonths(ms, 1)),
};

/**
 * Sums of consecutive slots of one series. `add` replaces the sums by those of other slots. kWh are
 * `NaN` where nothing is known.
 *
 * Nearly every run of slots is complete and measured. A sum is `NaN` as soon as one value is, so
 * values are added without a test, and only a run whose sum is `NaN` is added again value by value.
 * This keeps a year of minutes near the cost of adding plain columns.
 */
export class Run {
  importKwh = Number.NaN;
  exportKwh = Number.NaN;
  netKwh = Number.NaN;
  quality: number = MISSING;
  coveredMs = 0;
  publishedMs = 0;
  readonly #series: Series;
  /**
   * True for slots of one length without estimates: the sums then tell whether a run is complete.
   */
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

  /** The sums and the coverage with `null` in place of `NaN`. */
  get totals() {
    return {
      importKwh: nullIfUnknown(this.importKwh),
      exportKwh: nullIfUnknown(this.exportKwh),
      netKwh: nullIfUnknown(this.netKwh),
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
    } else this.#addWithGaps(from, to);
  }

  /**
   * Returns true if the sums that `sumRuns` put at `at` are those of a run without gaps or
   * estimates.
   */
  isWhole(sums: EnergyColumns, at: number): boolean {
    if (!this.#plain || Number.isNaN(sums.importKwh[at]!)) return false;
    return !this.#series.exportMeasured || !Number.isNaN(sums.exportKwh[at]! + sums.netKwh[at]!);
  }

  #addWithGaps(from: number, to: number): void {
    const series = this.#series;
    const { importKwh, exportKwh, netKwh, quality } = series;
    let estimated = 0;
    let coveredMs = 0;
    let publishedMs = 0;
    for (let i = from; i < to; i++) {
      const q = quality[i]!;
      if (q === AWAITING) continue;
      if (q === ESTIMATED) estimated++;
      coveredMs += coveredMsOf(series, i);
      publishedMs += slotEndMs(series, i) - slotStartMs(series, i);
    }
    this.importKwh = sumOfKnown(importKwh, from, to);
    this.exportKwh = sumOfKnown(exportKwh, from, to);
    this.netKwh = sumOfKnown(netKwh, from, to);
    if (!Number.isNaN(this.importKwh) || !Number.isNaN(this.exportKwh))
      this.quality = estimated > 0 ? ESTIMATED : MEASURED;
    else this.quality = from < to && publishedMs === 0 ? AWAITING : MISSING;
    this.coveredMs = coveredMs;
    this.publishedMs = publishedMs;
  }
}

function nullIfUnknown(kwh: number): number | null {
  return Number.isNaN(kwh) ? null : kwh;
}

const estimates = new WeakMap<Uint8Array, boolean>();

/** Returns true if any slot is estimated. Cached, because every aggregation asks. */
function hasEstimates(quality: Uint8Array): boolean {
  const found = estimates.get(quality) ?? quality.includes(ESTIMATED);
  estimates.set(quality, found);
  return found;
}

/**
 * Calls `each` with the slots [from, to) of every calendar unit that has slots starting in it, in
 * order.
 */
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
  let startMs = START[unit](calendar, slotStartMs(series, first), firstDay);
  for (let from = first; from < end; ) {
    const endMs = NEXT[unit](calendar, startMs);
    const to = Math.min(end, firstSlotFrom(series, endMs));
    if (to > from) each(startMs, endMs, from, to);
    from = to;
    startMs = endMs;
  }
}
