import { coveredMsOf } from './coverage.ts';
import { AWAITING, ESTIMATED, MEASURED, MISSING } from './quality.ts';
import { hasOwnNet, netOf, type Series, slotEndMs, slotStartMs, unknownColumn } from './series.ts';
import { MINUTE_MS } from './zone.ts';

/** Options of `normalize`. */
export interface NormalizeOptions {
  /** Length of the new slots in minutes; default 15, as in the platform's normalized intervals. */
  readonly minutes?: number | undefined;
  /**
   * What to do with a slot that readings fill only in part. `keep` (default) keeps the energy that
   * was measured, and `coveredMs` says how much of the slot it stands for. `unknown` empties the
   * slot, for peaks that must not be too low.
   */
  readonly partial?: 'keep' | 'unknown' | undefined;
}

/**
 * Puts a series on a fixed grid that starts on whole multiples of the slot length (UTC, which for
 * 15 minutes is also every local clock in use). Longer readings are split evenly over time, shorter
 * ones added up, ones that cross a boundary split in proportion: the sum stays the same.
 * `sourceMinutes` keeps the true lengths, so that the grid is not mistaken for the resolution.
 * Reading a body never changes lengths; only this function does.
 */
export function normalize(series: Series, options: NormalizeOptions = {}): Series {
  const stepMs = (options.minutes ?? 15) * MINUTE_MS;
  if (!(stepMs > 0)) throw new RangeError(`minutes must be positive, not ${options.minutes}`);
  if (series.length === 0) return { ...series, stepMs, starts: null, ends: null };
  if (series.stepMs === stepMs && series.startMs % stepMs === 0) return series;
  const startMs = Math.floor(series.startMs / stepMs) * stepMs;
  const length = Math.ceil((series.endMs - startMs) / stepMs);
  const importKwh = unknownColumn(length);
  const exportKwh = unknownColumn(length);
  const ownNet = hasOwnNet(series);
  const netKwh = ownNet ? unknownColumn(length) : exportKwh;
  const coveredMs = new Float64Array(length);
  const awaiting = new Uint8Array(length);
  const published = new Uint8Array(length);
  const estimated = new Uint8Array(length);
  for (let i = 0; i < series.length; i++) {
    const from = slotStartMs(series, i);
    const to = slotEndMs(series, i);
    const span = to - from;
    const a = series.importKwh[i]!;
    const b = series.exportKwh[i]!;
    const n = series.netKwh[i]!;
    const covered = coveredMsOf(series, i) / span;
    const last = Math.ceil((to - startMs) / stepMs);
    for (let slot = Math.floor((from - startMs) / stepMs); slot < last; slot++) {
      const slotFrom = startMs + slot * stepMs;
      const ms = Math.min(to, slotFrom + stepMs) - Math.max(from, slotFrom);
      const share = ms / span;
      if (!Number.isNaN(a)) importKwh[slot] = (!Number.isNaN(importKwh[slot]!) ? importKwh[slot]! : 0) + a * share;
      if (!Number.isNaN(b)) exportKwh[slot] = (!Number.isNaN(exportKwh[slot]!) ? exportKwh[slot]! : 0) + b * share;
      if (ownNet && !Number.isNaN(n)) netKwh[slot] = (Number.isNaN(netKwh[slot]!) ? 0 : netKwh[slot]!) + n * share;
      coveredMs[slot] = coveredMs[slot]! + covered * ms;
      if (series.quality[i] === AWAITING) awaiting[slot] = 1;
      else published[slot] = 1;
      if (series.quality[i] === ESTIMATED) estimated[slot] = 1;
    }
  }
  const quality = new Uint8Array(length);
  let whole = true;
  for (let i = 0; i < length; i++) {
    const covered = coveredMs[i]!;
    const partial = covered > 0.5 && covered < stepMs - 0.5;
    if (partial && options.partial === 'unknown') {
      importKwh[i] = Number.NaN;
      exportKwh[i] = Number.NaN;
      coveredMs[i] = 0;
    } else if (partial) whole = false;
    else coveredMs[i] = covered > 0.5 ? stepMs : 0;
    const known = !Number.isNaN(importKwh[i]!) || !Number.isNaN(exportKwh[i]!);
    if (known) quality[i] = estimated[i] === 1 ? ESTIMATED : MEASURED;
    else quality[i] = awaiting[i] === 1 && published[i] === 0 ? AWAITING : MISSING;
  }
  // If the caller chose import for net, net is import here too.
  const importOnly = series.netKwh === series.importKwh;
  return {
    ...series,
    length,
    startMs,
    endMs: startMs + length * stepMs,
    stepMs,
    starts: null,
    ends: null,
    importKwh,
    exportKwh,
    netKwh: importOnly ? importKwh : series.exportMeasured ? netOf(importKwh, exportKwh) : netKwh,
    quality,
    coveredMs: whole ? null : coveredMs,
  };
}
