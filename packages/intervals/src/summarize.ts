import { Run } from './buckets.ts';
import { type Series, slotEndMs, slotStartMs, slotsIn, type TimeRange } from './series.ts';
import { HOUR_MS, MINUTE_MS } from './zone.ts';

/** The highest average power of any slot. */
export interface Peak {
  /** Average import power over the slot, kW. */
  readonly kw: number;
  /** The slot, epoch ms. */
  readonly startMs: number;
  readonly endMs: number;
  /** Minutes the source averaged over; the true peak within them is unknown. */
  readonly minutes: number;
  /**
   * True if the source is coarser than 15 minutes: `kw` is then an hourly average rather than a
   * peak, and must be called that.
   */
  readonly hourlyAverage: boolean;
}

/** Totals, coverage and peak of a range. */
export interface Summary {
  /** kWh; `null` where nothing was measured. */
  readonly importKwh: number | null;
  readonly exportKwh: number | null;
  /** kWh over the slots where both are known. */
  readonly netKwh: number | null;
  /** Share of the published slots with values for every channel measured there, 0 to 1. */
  readonly coverage: number;
  /**
   * Minutes without a value in some channel measured there. Neither slots that await publication
   * count, nor those before the first value of a channel in the series; those after its last one
   * do.
   */
  readonly missingMinutes: number;
  /** `null` when no import is known. The earliest of equal peaks. */
  readonly peak: Peak | null;
  /** Slots that start in the range, missing and awaiting ones too. */
  readonly slots: number;
}

/** Returns the totals, coverage and peak of the slots that start in a range (default: all). */
export function summarize(series: Series, range?: TimeRange): Summary {
  const [from, to] = slotsIn(series, range);
  const run = new Run(series);
  run.add(from, to);
  return {
    ...run.totals,
    missingMinutes: (run.publishedMs - run.coveredMs) / MINUTE_MS,
    peak: peakOf(series, from, to),
    slots: to - from,
  };
}

/** Returns the peak of slots [from, to); `null` when no import is known there. */
export function peakOf(series: Series, from: number, to: number): Peak | null {
  const { importKwh, stepMs } = series;
  let best = Number.NEGATIVE_INFINITY;
  let at = -1;
  for (let i = from; i < to; i++) {
    const kwh = importKwh[i]!;
    const power = stepMs === null ? kwh / (slotEndMs(series, i) - slotStartMs(series, i)) : kwh;
    if (power > best) {
      best = power;
      at = i;
    }
  }
  if (at === -1) return null;
  const startMs = slotStartMs(series, at);
  const endMs = slotEndMs(series, at);
  const slotMinutes = (endMs - startMs) / MINUTE_MS;
  // Slots may be finer than the readings of the source. If these had several lengths, the shortest
  // is certain.
  const minutes = stepMs === null ? slotMinutes : Math.max(slotMinutes, series.sourceMinutes[0] ?? slotMinutes);
  return { kw: (importKwh[at]! * HOUR_MS) / (endMs - startMs), startMs, endMs, minutes, hourlyAverage: minutes > 15 };
}
