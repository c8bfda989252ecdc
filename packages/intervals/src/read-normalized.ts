import type { IntervalHeader } from '@arc-elements/models';
import { type Assembled, finish, resolveZone } from './assemble.ts';
import { isJson, type Json, numberOf, saysEstimated } from './body.ts';
import { emptySeries } from './empty-series.ts';
import { withoutNoise } from './noise.ts';
import type { ReadOptions } from './options.ts';
import { AWAITING, ESTIMATED, MEASURED, MISSING } from './quality.ts';
import { Notes } from './receipt.ts';
import type { Series } from './series.ts';
import { timeText } from './stamp.ts';
import { isUsable } from './usable.ts';
import { MINUTE_MS } from './zone.ts';

const COLUMNS = ['importKwh', 'exportKwh', 'netKwh'] as const;

/**
 * Reads `GET /plug/normalizedIntervals/meters/{id}`: parallel arrays without timestamps, slot i at
 * `startAt` + i steps.
 */
export function readNormalized(header: IntervalHeader, rows: readonly unknown[], options: ReadOptions): Assembled {
  const notes = new Notes();
  const { latestIntervalAtMs: latestMs, endMs: endAt } = header;
  const timeZoneText = options.timeZone ?? header.timeZoneText;
  const timeZone = resolveZone(timeZoneText, notes);
  const minutes = header.stepMinutes ?? 0;
  // The length is documented as always 15. More than a day is an error.
  const stepMs = (minutes > 0 && minutes <= 1440 ? minutes : 15) * MINUTE_MS;
  const startMs = header.startMs ?? header.earliestIntervalAtMs;
  const blocks = rows.filter(isJson);
  if (blocks.length < rows.length) notes.add('skipped', rows.length - blocks.length, 'readings');
  const parts = blocks.map((block) => cut(block, notes));
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const sourceMinutes = header.sourceMinutes.length > 0 ? header.sourceMinutes : [stepMs / MINUTE_MS];
  if (startMs === null || length === 0) {
    if (length > 0) notes.add('bad-time', length, 'startAt');
    const none: Series = { ...emptySeries(stepMs, sourceMinutes), timeZone, timeZoneText };
    return finish(none, options, notes, 0);
  }
  const importKwh = join(parts, 0, length, notes);
  const exportKwh = join(parts, 1, length, notes);
  const netKwh = join(parts, 2, length, notes);
  const estimated = saysEstimated(header.readType) ? ESTIMATED : MEASURED;
  const quality = new Uint8Array(length);
  // latestIntervalAt is the start of the last source reading. An empty slot after that reading is
  // not published yet; one before it is a gap.
  const latestEndMs = (latestMs ?? 0) + Math.max(stepMs, sourceMinutes.at(-1)! * MINUTE_MS);
  const published = latestMs === null || latestMs < startMs ? length : Math.ceil((latestEndMs - startMs) / stepMs);
  const counts = reconcile(
    importKwh,
    exportKwh,
    netKwh,
    quality,
    published,
    estimated,
    options.signed === 'split',
    notes,
  );
  const endMs = startMs + length * stepMs;
  // In the published sample endAt is the start of the last slot. The end of it is accepted too.
  if (endAt !== null && endAt !== endMs && endAt !== endMs - stepMs) notes.add('span-mismatch', 1, timeText(endAt));
  const series: Series = {
    ...emptySeries(stepMs, sourceMinutes),
    length,
    startMs,
    endMs,
    timeZone,
    timeZoneText,
    importKwh,
    exportKwh,
    netKwh: counts.exports > 0 ? netKwh : exportKwh,
    importMeasured: counts.imports > 0,
    exportMeasured: counts.exports > 0,
    quality,
  };
  return finish(series, options, notes, counts.known);
}

/** The three columns of one block, cut to the length of the shortest. */
interface Part {
  readonly length: number;
  readonly columns: readonly (readonly unknown[] | null)[];
}

function cut(block: Json, notes: Notes): Part {
  const columns = COLUMNS.map((name) => {
    const value = block[name];
    return Array.isArray(value) && value.length > 0 ? (value as readonly unknown[]) : null;
  });
  const lengths = columns.filter((column) => column !== null).map((column) => column.length);
  const length = lengths.length === 0 ? 0 : Math.min(...lengths);
  const longest = lengths.length === 0 ? 0 : Math.max(...lengths);
  if (longest > length) notes.add('uneven-arrays', longest - length, COLUMNS.join(', '));
  return { length, columns };
}

function join(parts: readonly Part[], which: number, length: number, notes: Notes): Float64Array {
  const out = new Float64Array(length);
  let at = 0;
  for (const part of parts) {
    const column = part.columns[which] ?? null;
    if (column === null) out.fill(Number.NaN, at, at + part.length);
    else {
      const unusable = copy(column, part.length, out, at);
      if (unusable > 0) notes.add('no-value', unusable, COLUMNS[which]);
    }
    at += part.length;
  }
  return out;
}

/** @returns How many values were left out because no meter can have measured them. */
function copy(from: readonly unknown[], length: number, to: Float64Array, at: number): number {
  let unusable = 0;
  for (let i = 0; i < length; i++) {
    const value = from[i];
    const kwh = typeof value === 'number' ? value : numberOf(value);
    to[at + i] = kwh;
    if (isUsable(kwh) || Number.isNaN(kwh)) continue;
    to[at + i] = Number.NaN;
    unusable++;
  }
  return unusable;
}

interface Counts {
  imports: number;
  exports: number;
  known: number;
}

/** Computes net and fills in quality; reads signed values as import and export. */
function reconcile(
  importKwh: Float64Array,
  exportKwh: Float64Array,
  netKwh: Float64Array,
  quality: Uint8Array,
  published: number,
  known: number,
  split: boolean,
  notes: Notes,
): Counts {
  const counts: Counts = { imports: 0, exports: 0, known: 0 };
  let negative = 0;
  let signed = 0;
  let mismatched = 0;
  let both = 0;
  quality.fill(known);
  const { length } = quality;
  for (let i = 0; i < length; i++) {
    let a = importKwh[i]!;
    let b = exportKwh[i]!;
    const n = netKwh[i]!;
    const plain = a - b;
    // Nearly every slot has both channels, not below zero, and the net that follows from them or
    // none.
    if (a >= 0 && b >= 0 && !(Math.abs(n - plain) > 1e-6)) {
      both++;
      netKwh[i] = withoutNoise(plain);
      continue;
    }
    if (Number.isNaN(a) && Number.isNaN(b) && !Number.isNaN(n)) {
      // Only net is known: it is a signed channel.
      a = Math.max(n, 0);
      b = n < 0 ? -n : 0;
      importKwh[i] = a;
      exportKwh[i] = b;
      signed++;
    } else if (split && a < 0) {
      b = (!Number.isNaN(b) ? b : 0) - a;
      a = 0;
      importKwh[i] = a;
      exportKwh[i] = b;
      signed++;
    }
    if (!Number.isNaN(a)) counts.imports++;
    if (!Number.isNaN(b)) counts.exports++;
    if (a < 0 || b < 0) negative++;
    const net = withoutNoise(a - b);
    if (!Number.isNaN(n) && !Number.isNaN(net) && Math.abs(n - net) > 1e-6 * Math.max(1, Math.abs(a), Math.abs(b)))
      mismatched++;
    netKwh[i] = net;
    if (!Number.isNaN(a) || !Number.isNaN(b)) {
      counts.known++;
    } else quality[i] = i >= published ? AWAITING : MISSING;
  }
  counts.imports += both;
  counts.exports += both;
  counts.known += both;
  if (negative > 0) notes.add('negative', negative);
  if (signed > 0) notes.add('signed-channel', signed);
  if (mismatched > 0) notes.add('net-mismatch', mismatched);
  return counts;
}
