import { emptySeries } from './empty-series.ts';
import { type ConflictPolicy, replaces } from './options.ts';
import { keepWithoutOverlap } from './overlap.ts';
import { ESTIMATED, MEASURED, MISSING } from './quality.ts';
import { EXPORT, IMPORT, type Readings } from './readings.ts';
import type { Notes } from './receipt.ts';
import { netOf, type Series, unknownColumn } from './series.ts';
import { timeText } from './stamp.ts';
import { MINUTE_MS } from './zone.ts';

/** A series and the number of distinct readings in it. */
export interface PlacedReadings {
  readonly series: Series;
  readonly readings: number;
}

/** One channel's readings, in order of time, without overlaps. */
interface ChannelReadings {
  readonly start: Float64Array;
  readonly end: Float64Array;
  readonly kwh: Float64Array;
  readonly estimated: Uint8Array;
}

// A gap is divided into slots like those around it, so that it counts on each of its days. A gap
// with more slots than this stays one slot.
const MAX_GAP_SLOTS = 500_000;
// The limit for all gaps together: a few readings spread over decades must not take gigabytes.
const MAX_ROWS = 1_000_000;

/**
 * Puts readings of any lengths into rows that follow each other without gaps: sorts them, drops
 * duplicates, chooses between conflicting and overlapping ones, and fills gaps with missing rows.
 */
export function layOut(readings: Readings, policy: ConflictPolicy, notes: Notes): PlacedReadings {
  let min = readings.spanFrom;
  let max = readings.spanTo;
  const seen = [false, false];
  for (let i = 0; i < readings.count; i++) {
    min = Math.min(min, readings.start[i]!);
    max = Math.max(max, readings.end[i]!);
    seen[readings.channel[i]!] = true;
    if (Number.isNaN(readings.kwh[i]!)) readings.blanks.set(readings.start[i]!, readings.end[i]!);
  }
  const imports = channelReadingsOf(readings, IMPORT, policy, notes);
  const exports = channelReadingsOf(readings, EXPORT, policy, notes);
  const lengths = lengthsOf(imports, exports);
  const kept = imports.start.length + exports.start.length;
  if (lengths.length > 1) notes.add('mixed-lengths', kept, lengths.map((ms) => `${ms / MINUTE_MS} min`).join(', '));
  const rows = mergeRows(
    imports,
    exports,
    { from: min, to: max, finest: lengths[0] ?? max - min, blanks: readings.blanks },
    notes,
  );
  return { readings: kept, series: seriesOf(rows, lengths, seen[IMPORT]!, seen[EXPORT]!) };
}

/** Returns the readings of one channel, sorted, distinct and without overlaps. */
function channelReadingsOf(readings: Readings, channel: number, policy: ConflictPolicy, notes: Notes): ChannelReadings {
  const { count, start, end, kwh, estimated } = readings;
  const order: number[] = [];
  for (let i = 0; i < count; i++) if (readings.channel[i] === channel && !Number.isNaN(kwh[i]!)) order.push(i);
  order.sort((a, b) => start[a]! - start[b]! || end[a]! - end[b]! || a - b);
  const distinct: number[] = [];
  for (const i of order) {
    const last = distinct[distinct.length - 1];
    if (last === undefined || start[last] !== start[i] || end[last] !== end[i]) distinct.push(i);
    else if (kwh[last] === kwh[i]) {
      notes.add('duplicate', 1, timeText(start[i]!));
      // Of equal readings the measured one counts, whichever came first.
      if (estimated[i] === 0) distinct[distinct.length - 1] = i;
    } else {
      notes.add('conflict', 1, timeText(start[i]!));
      if (replaces(kwh[i]!, kwh[last]!, policy)) distinct[distinct.length - 1] = i;
    }
  }
  const kept = keepWithoutOverlap(distinct, start, end);
  if (kept.length < distinct.length) {
    const lost = new Set(kept);
    const example = distinct.find((i) => !lost.has(i));
    notes.add('overlap', distinct.length - kept.length, example === undefined ? undefined : timeText(start[example]!));
  }
  const out = {
    start: new Float64Array(kept.length),
    end: new Float64Array(kept.length),
    kwh: new Float64Array(kept.length),
    estimated: new Uint8Array(kept.length),
  };
  kept.forEach((i, k) => {
    out.start[k] = start[i]!;
    out.end[k] = end[i]!;
    out.kwh[k] = kwh[i]!;
    out.estimated[k] = estimated[i]!;
  });
  return out;
}

function lengthsOf(...channels: ChannelReadings[]): readonly number[] {
  const lengths = new Set<number>();
  for (const readings of channels)
    for (let i = 0; i < readings.start.length; i++) lengths.add(readings.end[i]! - readings.start[i]!);
  return [...lengths].sort((a, b) => a - b);
}

interface Rows {
  /** Start of each row, then the end of the last. */
  readonly bounds: number[];
  readonly importKwh: number[];
  readonly exportKwh: number[];
  readonly quality: number[];
}

/** The span to fill with rows. */
interface Span {
  readonly from: number;
  readonly to: number;
  /** Shortest length of any reading. */
  readonly finest: number;
  readonly blanks: ReadonlyMap<number, number>;
}

/**
 * Merges the readings of both channels into rows. Where their bounds differ, a reading is split
 * evenly over the rows that it covers.
 */
function mergeRows(imports: ChannelReadings, exports: ChannelReadings, span: Span, notes: Notes): Rows {
  const max = span.to;
  const rows: Rows = { bounds: [], importKwh: [], exportKwh: [], quality: [] };
  let a = 0;
  let b = 0;
  let at = span.from;
  let lastLength = span.finest;
  while (at < max) {
    while (a < imports.end.length && imports.end[a]! <= at) a++;
    while (b < exports.end.length && exports.end[b]! <= at) b++;
    const inA = a < imports.start.length && imports.start[a]! <= at;
    const inB = b < exports.start.length && exports.start[b]! <= at;
    const next = Math.min(boundary(imports, a, inA), boundary(exports, b, inB), max);
    if (!inA && !inB) {
      const upcoming = Math.min(lengthAt(imports, a), lengthAt(exports, b));
      addGap(rows, at, next, Math.min(lastLength, upcoming), span.blanks);
    } else {
      rows.bounds.push(at);
      rows.importKwh.push(inA ? shareOf(imports, a, next - at) : Number.NaN);
      rows.exportKwh.push(inB ? shareOf(exports, b, next - at) : Number.NaN);
      const estimated = (inA && imports.estimated[a] === 1) || (inB && exports.estimated[b] === 1);
      rows.quality.push(estimated ? ESTIMATED : MEASURED);
      lastLength = next - at;
      const splits =
        (inA && imports.end[a]! - imports.start[a]! > lastLength && imports.start[a] === at) ||
        (inB && exports.end[b]! - exports.start[b]! > lastLength && exports.start[b] === at);
      if (splits) notes.add('split', 1, timeText(at));
    }
    at = next;
  }
  rows.bounds.push(max);
  return rows;
}

function boundary(readings: ChannelReadings, i: number, inside: boolean): number {
  if (i >= readings.start.length) return Number.POSITIVE_INFINITY;
  return inside ? readings.end[i]! : readings.start[i]!;
}

function lengthAt(readings: ChannelReadings, i: number): number {
  return i < readings.start.length ? readings.end[i]! - readings.start[i]! : Number.POSITIVE_INFINITY;
}

function shareOf(readings: ChannelReadings, i: number, ms: number): number {
  const length = readings.end[i]! - readings.start[i]!;
  return ms === length ? readings.kwh[i]! : (readings.kwh[i]! * ms) / length;
}

/**
 * Divides a gap into the slots that the source lists without a value, else into slots of `step`.
 */
function addGap(rows: Rows, from: number, to: number, step: number, blanks: ReadonlyMap<number, number>): void {
  const slots = Math.ceil((to - from) / step);
  const stepMs = slots > MAX_GAP_SLOTS || rows.quality.length + slots > MAX_ROWS ? to - from : step;
  for (let at = from; at < to; ) {
    rows.bounds.push(at);
    rows.importKwh.push(Number.NaN);
    rows.exportKwh.push(Number.NaN);
    rows.quality.push(MISSING);
    const end = blanks.get(at);
    at = end !== undefined && end > at && end <= to ? end : at + stepMs;
  }
}

function seriesOf(rows: Rows, lengths: readonly number[], importMeasured: boolean, exportMeasured: boolean): Series {
  const length = rows.quality.length;
  const bounds = Float64Array.from(rows.bounds);
  const importKwh = Float64Array.from(rows.importKwh);
  const exportKwh = exportMeasured ? Float64Array.from(rows.exportKwh) : unknownColumn(length);
  const stepMs = length > 0 ? bounds[1]! - bounds[0]! : null;
  let uniform = stepMs !== null;
  for (let i = 1; uniform && i < length; i++) uniform = bounds[i + 1]! - bounds[i]! === stepMs;
  return {
    ...emptySeries(
      uniform ? stepMs : null,
      lengths.map((ms) => ms / MINUTE_MS),
    ),
    length,
    startMs: bounds[0] ?? 0,
    endMs: bounds[length] ?? 0,
    starts: uniform ? null : bounds.subarray(0, length),
    ends: uniform ? null : bounds.subarray(1),
    importKwh,
    exportKwh,
    netKwh: exportMeasured ? netOf(importKwh, exportKwh) : exportKwh,
    importMeasured,
    exportMeasured,
    quality: Uint8Array.from(rows.quality),
  };
}
