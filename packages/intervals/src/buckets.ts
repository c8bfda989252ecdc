import { type Calendar, createCalendar } from './calendar.ts';
import { AWAITING, ESTIMATED, MEASURED, MISSING } from './quality.ts';
import { coveredMsOf, firstSlotFrom, type Series, slotEndMs, slotStartMs, slotsIn, type TimeRange } from './series.ts';

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

/** What one run of slots adds up to. */
export interface RunTotals {
  importKwh: number;
  exportKwh: number;
  netKwh: number;
  quality: number;
  coveredMs: number;
  publishedMs: number;
}

/** Adds up slots [from, to) into `out`; kWh are `NaN` where nothing is known. */
export function addUp(series: Series, from: number, to: number, out: RunTotals): void {
  const { importKwh, exportKwh, netKwh, quality } = series;
  let importSum = 0;
  let exportSum = 0;
  let netSum = 0;
  let imports = 0;
  let exports = 0;
  let nets = 0;
  let both = 0;
  let awaiting = 0;
  let estimated = 0;
  if (!series.exportMeasured) {
    // Half of all meters have no export channel: two columns less to walk.
    for (let i = from; i < to; i++) {
      const a = importKwh[i]!;
      if (!Number.isNaN(a)) {
        importSum += a;
        imports++;
      }
    }
    both = imports;
    if (netKwh === importKwh) {
      netSum = importSum;
      nets = imports;
    } else {
      for (let i = from; i < to; i++) {
        const n = netKwh[i]!;
        if (!Number.isNaN(n)) {
          netSum += n;
          nets++;
        }
      }
    }
  } else {
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
    }
    both = series.importMeasured ? nets : exports;
  }
  for (let i = from; i < to; i++) {
    const q = quality[i]!;
    if (q !== MEASURED) {
      if (q === AWAITING) awaiting++;
      else if (q === ESTIMATED) estimated++;
    }
  }
  out.importKwh = imports > 0 ? importSum : Number.NaN;
  out.exportKwh = exports > 0 ? exportSum : Number.NaN;
  out.netKwh = nets > 0 ? netSum : Number.NaN;
  const known = imports > 0 || exports > 0;
  if (known) out.quality = estimated > 0 ? ESTIMATED : MEASURED;
  else out.quality = awaiting > 0 && awaiting === to - from ? AWAITING : MISSING;
  if (series.stepMs !== null && series.coveredMs === null) {
    out.coveredMs = both * series.stepMs;
    out.publishedMs = (to - from - awaiting) * series.stepMs;
  } else {
    out.coveredMs = 0;
    out.publishedMs = 0;
    for (let i = from; i < to; i++) {
      if (quality[i] === AWAITING) continue;
      out.coveredMs += coveredMsOf(series, i);
      out.publishedMs += slotEndMs(series, i) - slotStartMs(series, i);
    }
  }
}

/** A fresh `RunTotals`. */
export function runTotals(): RunTotals {
  return {
    importKwh: Number.NaN,
    exportKwh: Number.NaN,
    netKwh: Number.NaN,
    quality: MISSING,
    coveredMs: 0,
    publishedMs: 0,
  };
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
