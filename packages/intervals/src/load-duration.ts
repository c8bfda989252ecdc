import { quantileOf } from './quantile.ts';
import { type Series, slotEndMs, slotStartMs, slotsIn, type TimeRange } from './series.ts';
import { HOUR_MS } from './zone.ts';

/** Power sorted from highest to lowest, with the time it was reached or exceeded. */
export interface LoadDuration {
  /** Average power of each known slot, kW, descending. */
  readonly kw: Float64Array;
  /** Hours of all slots up to and including this one. The area under the curve is the energy. */
  readonly hours: Float64Array;
  /** Sum of the known hours; 0 when nothing is known. */
  readonly totalHours: number;
}

/** Load-duration curve of import (or export, or net) power over the known slots of a range. */
export function loadDuration(
  series: Series,
  range?: TimeRange,
  column: 'importKwh' | 'exportKwh' | 'netKwh' = 'importKwh',
): LoadDuration {
  const [from, to] = slotsIn(series, range);
  const values = series[column];
  if (series.stepMs !== null) {
    const step = series.stepMs / HOUR_MS;
    const known = values.subarray(from, to).filter((kwh) => !Number.isNaN(kwh));
    const kw = known.sort().reverse();
    const hours = new Float64Array(kw.length);
    for (let i = 0; i < kw.length; i++) {
      kw[i] = kw[i]! / step;
      hours[i] = (i + 1) * step;
    }
    return { kw, hours, totalHours: kw.length * step };
  }
  const slots: { readonly kw: number; readonly hours: number }[] = [];
  for (let i = from; i < to; i++) {
    if (Number.isNaN(values[i]!)) continue;
    const hours = (slotEndMs(series, i) - slotStartMs(series, i)) / HOUR_MS;
    slots.push({ kw: values[i]! / hours, hours });
  }
  slots.sort((a, b) => b.kw - a.kw);
  let total = 0;
  const hours = Float64Array.from(slots, (slot) => {
    total += slot.hours;
    return total;
  });
  return { kw: Float64Array.from(slots, (slot) => slot.kw), hours, totalHours: total };
}

/**
 * Returns the power that is not exceeded during share `p` (0 to 1) of the known time, kW: 0.5 is
 * the median, 0.95 nearly the peak. `null` when nothing is known. Slots of one length are
 * interpolated like a spreadsheet does.
 */
export function powerPercentile(curve: LoadDuration, p: number): number | null {
  const { kw, hours, totalHours } = curve;
  if (kw.length === 0) return null;
  const equal = Math.abs(hours[0]! * kw.length - totalHours) < 1e-9 * totalHours;
  if (equal) return quantileOf(kw.toReversed(), p);
  const above = (1 - Math.min(Math.max(p, 0), 1)) * totalHours;
  const at = hours.findIndex((hour) => hour >= above);
  return kw[at === -1 ? kw.length - 1 : at]!;
}
