import { placeOnGrid, uniformGrid } from './grid.ts';
import { layOut } from './layout.ts';
import type { ReadOptions } from './options.ts';
import { AWAITING } from './quality.ts';
import { EXPORT, IMPORT, type Readings } from './readings.ts';
import { type Notes, type Receipt, receiptOf } from './receipt.ts';
import { type Series, unknownColumn } from './series.ts';
import { timeText } from './stamp.ts';
import { isUsable } from './usable.ts';
import { DAY_MS, resolveTimeZone } from './zone.ts';

/** A series with its receipt. */
export interface Assembled {
  readonly series: Series;
  readonly receipt: Receipt;
}

const PLAUSIBLE_FROM = Date.UTC(1900, 0, 1);
/**
 * End of 1970-01-01, the date of a clock that was never set and of a field that was never filled.
 */
const EPOCH_DAY_END = Date.UTC(1970, 0, 2);
const PLAUSIBLE_TO = Date.UTC(2100, 0, 1);
/** Readings that are separated from all others by more than this have a wrong time. */
const OUTLIER_GAP_MS = 5 * 366 * DAY_MS;

/** Puts rows of any order, length and quality into one series. Changes `readings`. */
export function assemble(
  readings: Readings,
  options: ReadOptions & { readonly timeZoneText: string | null; readonly notes: Notes },
): Assembled {
  const { notes } = options;
  cleanSpans(readings, options.nowMs, notes);
  cleanValues(readings, options.signed === 'split', notes);
  const zone = resolveZone(options.timeZone ?? options.timeZoneText, notes);
  const policy = options.conflicts ?? 'last-published';
  const grid = uniformGrid(readings);
  const placed = grid === null ? layOut(readings, policy, notes) : placeOnGrid(readings, grid, policy, notes);
  const series = { ...placed.series, timeZone: zone, timeZoneText: options.timeZoneText };
  return finish(series, options, notes, placed.readings);
}

/** Applies the caller's options for net and the end of the series, and computes the receipt. */
export function finish(read: Series, options: ReadOptions, notes: Notes, readings: number): Assembled {
  let series = read;
  if (options.net === 'import-only' && series.importMeasured && !series.exportMeasured) {
    series = { ...series, netKwh: series.importKwh };
  }
  if (options.untilMs !== undefined) series = extendUntil(series, options.untilMs);
  return { series, receipt: receiptOf(series, notes, readings) };
}

/** Returns the zone to compute in: UTC, with a note, if the named one is absent or unknown. */
export function resolveZone(text: string | null, notes: Notes): string {
  const zone = text === null ? null : resolveTimeZone(text);
  if (zone === null) notes.add('time-zone', 1, text ?? undefined);
  return zone ?? 'UTC';
}

function cleanSpans(readings: Readings, nowMs: number | undefined, notes: Notes): void {
  const { start, end, count } = readings;
  const latest = nowMs === undefined ? PLAUSIBLE_TO : Math.min(PLAUSIBLE_TO, nowMs + DAY_MS);
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let bad = 0;
  for (let i = 0; i < count; i++) {
    const s = start[i]!;
    const e = end[i]!;
    // The condition is written so that NaN counts as bad.
    if (!(s < e && s >= PLAUSIBLE_FROM && s < latest && e - s <= 400 * DAY_MS)) bad++;
    else {
      if (s < min) min = s;
      if (e > max) max = e;
    }
  }
  if (bad > 0) {
    readings.filter((i) => {
      const s = start[i]!;
      const e = end[i]!;
      if (Number.isNaN(s) || Number.isNaN(e)) return drop('bad-time');
      if (s === e) return drop('zero-length', s);
      if (e < s) return drop('reversed', s);
      if (s < PLAUSIBLE_FROM) return drop('past', s);
      // An end more than a year after its start is a wrong time.
      if (s >= latest || e - s > 400 * DAY_MS) return drop('future', s >= latest ? s : e);
      return true;
    });
  }
  if (max - min > OUTLIER_GAP_MS) dropOutliers(readings, notes);

  function drop(code: 'bad-time' | 'zero-length' | 'reversed' | 'past' | 'future', at?: number): false {
    notes.add(code, 1, at === undefined ? undefined : timeText(at));
    return false;
  }
}

/**
 * Drops a few readings that lie years away from all others. Their times are wrong and would stretch
 * the series over decades.
 */
function dropOutliers(readings: Readings, notes: Notes): void {
  const sorted = readings.start.slice(0, readings.count).sort();
  const few = Math.max(1, Math.floor(sorted.length / 100));
  // Data that is all of 1970 is kept: this function is called only if readings lie years apart.
  let from = sorted[0]! >= 0 && sorted[0]! < EPOCH_DAY_END ? EPOCH_DAY_END : Number.NEGATIVE_INFINITY;
  let to = Number.POSITIVE_INFINITY;
  // With two or three readings nothing tells which of them is wrong.
  const checked = sorted.length < 4 ? 0 : few;
  for (let i = 1; i <= checked; i++) {
    if (sorted[i]! - sorted[i - 1]! > OUTLIER_GAP_MS) from = sorted[i]!;
    const last = sorted.length - i;
    if (sorted[last]! - sorted[last - 1]! > OUTLIER_GAP_MS) to = sorted[last]!;
  }
  readings.filter((i) => {
    const s = readings.start[i]!;
    if (s < from) notes.add('past', 1, timeText(s));
    else if (s >= to) notes.add('future', 1, timeText(s));
    else return true;
    return false;
  });
}

function cleanValues(readings: Readings, split: boolean, notes: Notes): void {
  const { count } = readings;
  const signed = (value: number, i: number) => i < count && value < 0 && readings.channel[i] === IMPORT;
  if (split && readings.kwh.some(signed)) splitSigned(readings, notes);
  // Read after the split, which may have replaced the columns. Rows that it added follow `count`.
  const { kwh, start } = readings;
  for (let i = 0; i < count; i++) {
    const value = kwh[i]!;
    const usable = isUsable(value);
    if (usable && value >= 0) continue;
    if (!usable) kwh[i] = Number.NaN;
    notes.add(usable ? 'negative' : 'no-value', 1, timeText(start[i]!));
  }
}

/**
 * Reads the import channel as signed. Each reading becomes one of import and one of export, of
 * which one is zero.
 */
function splitSigned(readings: Readings, notes: Notes): void {
  const { count } = readings;
  for (let i = 0; i < count; i++) {
    if (readings.channel[i] !== IMPORT) continue;
    const kwh = readings.kwh[i]!;
    const value = isUsable(kwh) ? kwh : Number.NaN;
    notes.add('signed-channel', 1, timeText(readings.start[i]!));
    readings.kwh[i] = Math.max(value, 0);
    readings.push(
      readings.start[i]!,
      readings.end[i]!,
      value < 0 ? -value : value * 0,
      EXPORT,
      readings.estimated[i] === 1,
    );
  }
}

/** Five years of minutes. */
const MAX_AWAITING = 2_640_000;

/**
 * Continues a series with slots that await publication, as long as its last slot. The end may come
 * from a file, so the number of slots is limited.
 */
function extendUntil(series: Series, untilMs: number): Series {
  if (series.length === 0 || !(untilMs > series.endMs && Number.isFinite(untilMs))) return series;
  const stepMs = series.stepMs ?? series.ends![series.length - 1]! - series.starts![series.length - 1]!;
  const waitedMs = Math.min(untilMs - series.endMs, OUTLIER_GAP_MS);
  const more = Math.min(Math.ceil(waitedMs / stepMs), MAX_AWAITING);
  const length = series.length + more;
  const longer = (column: Float64Array) => {
    const out = unknownColumn(length);
    out.set(column);
    return out;
  };
  const quality = new Uint8Array(length).fill(AWAITING);
  quality.set(series.quality);
  let bounds: Float64Array | null = null;
  if (series.starts !== null) {
    bounds = new Float64Array(length + 1);
    bounds.set(series.starts);
    for (let i = 0; i <= more; i++) bounds[series.length + i] = series.endMs + i * stepMs;
  }
  const exportKwh = longer(series.exportKwh);
  const importKwh = longer(series.importKwh);
  // Columns that are the same array stay the same array.
  const sameAs = (column: Float64Array) =>
    column === series.importKwh ? importKwh : column === series.exportKwh ? exportKwh : longer(column);
  return {
    ...series,
    length,
    endMs: series.endMs + more * stepMs,
    starts: bounds?.subarray(0, length) ?? null,
    ends: bounds?.subarray(1) ?? null,
    importKwh,
    exportKwh,
    netKwh: sameAs(series.netKwh),
    quality,
    coveredMs: series.coveredMs === null ? null : longer(series.coveredMs).fill(0, series.length),
  };
}
