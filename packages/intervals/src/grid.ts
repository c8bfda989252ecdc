import { emptySeries } from './empty-series.ts';
import type { PlacedReadings } from './layout.ts';
import { type ConflictPolicy, replaces } from './options.ts';
import { ESTIMATED, MISSING } from './quality.ts';
import { EXPORT, IMPORT, type Readings } from './readings.ts';
import type { Notes } from './receipt.ts';
import { netOf, unknownColumn } from './series.ts';
import { timeText } from './stamp.ts';
import { MINUTE_MS } from './zone.ts';

/** Slots of one length into which all readings fit without splitting. */
export interface Grid {
  readonly startMs: number;
  readonly stepMs: number;
  readonly slots: number;
}

// With more slots per reading a grid is mostly gaps, and each slot takes 25 bytes: rows are
// smaller.
const SPARSE = 50;

/**
 * Returns the grid of readings that all have one length and are whole lengths apart; `null` when
 * there is none.
 */
export function uniformGrid(readings: Readings): Grid | null {
  const { count, start, end } = readings;
  if (count === 0) return { startMs: 0, stepMs: 15 * MINUTE_MS, slots: 0 };
  const first = start[0]!;
  const stepMs = end[0]! - first;
  let min = first;
  let max = first;
  for (let i = 0; i < count; i++) {
    const s = start[i]!;
    if (end[i]! - s !== stepMs) return null;
    // Division is several times faster than the remainder of doubles.
    const slots = (s - first) / stepMs;
    if (slots !== Math.floor(slots)) return null;
    if (s < min) min = s;
    if (s > max) max = s;
  }
  if (readings.spanFrom < min) {
    if ((min - readings.spanFrom) % stepMs !== 0) return null;
    min = readings.spanFrom;
  }
  if (readings.spanTo > max + stepMs) {
    if ((readings.spanTo - max) % stepMs !== 0) return null;
    max = readings.spanTo - stepMs;
  }
  const slots = Math.floor((max - min) / stepMs) + 1;
  if (slots > 200_000 + SPARSE * count) return null;
  return { startMs: min, stepMs, slots };
}

/**
 * Puts readings directly into their slots. Nothing is sorted, so that decoding costs little more
 * than parsing.
 */
export function placeOnGrid(readings: Readings, grid: Grid, policy: ConflictPolicy, notes: Notes): PlacedReadings {
  const { startMs, stepMs, slots } = grid;
  const { count, start, kwh, channel, estimated } = readings;
  if (count === 0) return { series: emptySeries(stepMs, []), readings: 0 };
  const importKwh = unknownColumn(slots);
  let exportKwh: Float64Array | null = null;
  let kept = 0;
  let imports = 0;
  for (let i = 0; i < count; i++) {
    const value = kwh[i]!;
    let column = importKwh;
    if (channel[i] === EXPORT) {
      exportKwh ??= unknownColumn(slots);
      column = exportKwh;
    } else imports++;
    if (Number.isNaN(value)) continue;
    const slot = (start[i]! - startMs) / stepMs;
    const before = column[slot]!;
    if (Number.isNaN(before)) {
      column[slot] = value;
      kept++;
    } else if (before === value) notes.add('duplicate', 1, timeText(start[i]!));
    else {
      notes.add('conflict', 1, timeText(start[i]!));
      if (replaces(value, before, policy)) column[slot] = value;
    }
  }
  const exportMeasured = exportKwh !== null;
  const exported = exportKwh ?? unknownColumn(slots);
  const quality = new Uint8Array(slots);
  // Usually nothing is missing, and `includes` finds that out quickly.
  if (importKwh.includes(Number.NaN)) {
    for (let i = 0; i < slots; i++) if (Number.isNaN(importKwh[i]!) && Number.isNaN(exported[i]!)) quality[i] = MISSING;
  }
  if (readings.anyEstimated) markEstimated();
  return {
    readings: kept,
    series: {
      ...emptySeries(stepMs, [stepMs / MINUTE_MS]),
      length: slots,
      startMs,
      endMs: startMs + slots * stepMs,
      importKwh,
      exportKwh: exported,
      netKwh: exportMeasured ? netOf(importKwh, exported) : exported,
      importMeasured: imports > 0,
      exportMeasured,
      quality,
    },
  };

  function markEstimated(): void {
    for (const which of [IMPORT, EXPORT]) {
      const column = which === EXPORT ? exported : importKwh;
      const marks = new Uint8Array(slots);
      // Only the reading that counts decides. Of equal readings the measured one counts, so
      // measured readings come last.
      for (const wanted of [1, 0]) {
        for (let i = 0; i < count; i++) {
          const slot = (start[i]! - startMs) / stepMs;
          if (channel[i] === which && estimated[i] === wanted && column[slot] === kwh[i]) marks[slot] = wanted;
        }
      }
      for (let i = 0; i < slots; i++) if (marks[i] === 1) quality[i] = ESTIMATED;
    }
  }
}
