import { createCalendar } from './calendar.ts';
import { civilOf, dayText, weekdayOf } from './civil.ts';
import { coveredMsOf } from './coverage.ts';
import { withoutNoise } from './noise.ts';
import { ESTIMATED } from './quality.ts';
import { type Series, slotEndMs, slotStartMs, slotsIn, type TimeRange } from './series.ts';
import { HOUR_MS, MINUTE_MS } from './zone.ts';

/**
 * When a band applies. Fields that are left out do not restrict it. The first rule that applies
 * decides.
 */
export interface BandRule {
  readonly band: string;
  /** Months, 1 to 12. */
  readonly months?: readonly number[] | undefined;
  /**
   * Days of the week, 1 Monday to 7 Sunday. A holiday is none of them, unless `holidays` includes
   * it.
   */
  readonly weekdays?: readonly number[] | undefined;
  /** `true`: only on holidays; `include`: on the listed weekdays and on holidays. */
  readonly holidays?: boolean | 'include' | undefined;
  /**
   * Minutes of the wall clock, 0 to 1440, start included, end not. A start after the end runs over
   * midnight.
   */
  readonly fromMinute?: number | undefined;
  readonly toMinute?: number | undefined;
}

/** Time-of-use bands of a tariff, on the meter's own clock. */
export interface TimeOfUseSchedule {
  readonly rules: readonly BandRule[];
  /** Band of the time to which no rule applies; default `other`. */
  readonly otherwise?: string | undefined;
  /** Days that are holidays, `YYYY-MM-DD`. */
  readonly holidays?: readonly string[] | undefined;
}

/** The energy of one band. */
export interface BandTotals {
  readonly band: string;
  /** kWh; `null` where nothing was measured in the band. */
  readonly importKwh: number | null;
  readonly exportKwh: number | null;
  readonly netKwh: number | null;
  /** Hours of the band in the range, measured or not. */
  readonly hours: number;
  /** Share of these hours with values, 0 to 1. */
  readonly coverage: number;
  /**
   * Highest average import power of a slot that touches the band, kW; `null` when none is known.
   */
  readonly peakKw: number | null;
  /** kWh of import that were estimated, or come from a slot in two bands that was split by time. */
  readonly uncertainKwh: number;
}

interface Sums {
  importKwh: number;
  exportKwh: number;
  netKwh: number;
  imports: boolean;
  exports: boolean;
  nets: boolean;
  ms: number;
  coveredMs: number;
  peakKw: number;
  uncertainKwh: number;
}

/**
 * Returns the energy by time-of-use band. A slot in two bands is split by time and counted in
 * `uncertainKwh`, since the true split is not known. Bands follow the wall clock: on the 25-hour
 * day the repeated hour counts twice.
 * @returns One entry per band of the schedule, in its order, then `otherwise`.
 */
export function timeOfUseTotals(series: Series, schedule: TimeOfUseSchedule, range?: TimeRange): BandTotals[] {
  const otherwise = schedule.otherwise ?? 'other';
  const bands = [...new Set([...schedule.rules.map(({ band }) => band), otherwise])];
  const sums = new Map<string, Sums>(bands.map((band) => [band, newSums()]));
  const [from, to] = slotsIn(series, range);
  const walker = new BandWalker(series.timeZone, schedule, otherwise);
  for (let i = from; i < to; i++) {
    const start = slotStartMs(series, i);
    const end = slotEndMs(series, i);
    for (let at = start; at < end; ) {
      walker.moveTo(at);
      const { band } = walker;
      let until = walker.untilMs;
      // An edge of another rule does not split the slot if the band is the same on both sides.
      for (; until < end; until = walker.untilMs) {
        walker.moveTo(until);
        if (walker.band !== band) break;
      }
      until = Math.min(end, until);
      addShare(sums.get(band)!, series, i, until - at, end - start);
      at = until;
    }
  }
  return bands.map((band) => totalsOf(band, sums.get(band)!));
}

/** The band at an instant and the end of it. Moves forward through local days. */
class BandWalker {
  readonly #calendar;
  readonly #schedule: TimeOfUseSchedule;
  readonly #otherwise: string;
  readonly #holidays: ReadonlySet<string>;
  readonly #edges: readonly number[];
  band = '';
  untilMs = Number.NEGATIVE_INFINITY;
  #fromMs = Number.POSITIVE_INFINITY;

  constructor(timeZone: string, schedule: TimeOfUseSchedule, otherwise: string) {
    this.#calendar = createCalendar(timeZone);
    this.#schedule = schedule;
    this.#otherwise = otherwise;
    this.#holidays = new Set(schedule.holidays ?? []);
    // Wall-clock minutes at which any band may change.
    const edges = schedule.rules.flatMap(({ fromMinute, toMinute }) => [fromMinute ?? 0, toMinute ?? 1440]);
    this.#edges = [...new Set([...edges, 1440])].sort((a, b) => a - b).filter((edge) => edge > 0);
  }

  moveTo(ms: number): void {
    if (ms >= this.#fromMs && ms < this.untilMs) return;
    const calendar = this.#calendar;
    const minute = calendar.minuteOfDay(ms);
    const number = calendar.dayNumber(ms);
    this.band = this.#bandOf(number, minute);
    const edge = this.#edges.find((candidate) => candidate > minute) ?? 1440;
    // The band ends at the next edge, or at a change of the clock before that.
    this.#fromMs = ms;
    this.untilMs = Math.min(ms + (edge - minute) * MINUTE_MS, calendar.nextOffsetChange(ms));
  }

  #bandOf(dayNumber: number, minute: number): string {
    for (const rule of this.#schedule.rules) {
      const { fromMinute = 0, toMinute = 1440 } = rule;
      const over = fromMinute > toMinute;
      const inside = over ? minute >= fromMinute || minute < toMinute : minute >= fromMinute && minute < toMinute;
      if (!inside) continue;
      // After midnight, a band that began in the evening follows the weekday of that evening.
      const day = over && minute < toMinute ? dayNumber - 1 : dayNumber;
      if (this.#fits(rule, day)) return rule.band;
    }
    return this.#otherwise;
  }

  #fits(rule: BandRule, dayNumber: number): boolean {
    const date = civilOf(dayNumber);
    if (rule.months !== undefined && !rule.months.includes(date.month)) return false;
    const holiday = this.#holidays.has(dayText(date));
    if (rule.holidays === true) return holiday;
    if (holiday && rule.holidays === 'include') return true;
    if (rule.weekdays === undefined) return true;
    return !holiday && rule.weekdays.includes(weekdayOf(dayNumber));
  }
}

function newSums(): Sums {
  return {
    importKwh: 0,
    exportKwh: 0,
    netKwh: 0,
    imports: false,
    exports: false,
    nets: false,
    ms: 0,
    coveredMs: 0,
    peakKw: Number.NEGATIVE_INFINITY,
    uncertainKwh: 0,
  };
}

function addShare(sums: Sums, series: Series, i: number, ms: number, slotMs: number): void {
  const share = ms === slotMs ? 1 : ms / slotMs;
  const a = series.importKwh[i]!;
  const b = series.exportKwh[i]!;
  const n = series.netKwh[i]!;
  sums.ms += ms;
  sums.coveredMs += coveredMsOf(series, i) * share;
  if (!Number.isNaN(a)) {
    sums.importKwh += a * share;
    sums.imports = true;
    sums.peakKw = Math.max(sums.peakKw, (a * HOUR_MS) / slotMs);
    if (share < 1 || series.quality[i] === ESTIMATED) sums.uncertainKwh += a * share;
  }
  if (!Number.isNaN(b)) {
    sums.exportKwh += b * share;
    sums.exports = true;
  }
  if (!Number.isNaN(n)) {
    sums.netKwh += n * share;
    sums.nets = true;
  }
}

function totalsOf(band: string, sums: Sums): BandTotals {
  return {
    band,
    importKwh: sums.imports ? withoutNoise(sums.importKwh) : null,
    exportKwh: sums.exports ? withoutNoise(sums.exportKwh) : null,
    netKwh: sums.nets ? withoutNoise(sums.netKwh) : null,
    hours: sums.ms / HOUR_MS,
    coverage: sums.ms === 0 ? 0 : sums.coveredMs / sums.ms,
    peakKw: sums.imports ? sums.peakKw : null,
    uncertainKwh: sums.uncertainKwh,
  };
}
