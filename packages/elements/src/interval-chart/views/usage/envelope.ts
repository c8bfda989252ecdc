import { ESTIMATED, type TimeRange } from '@arc-elements/intervals';
import { type Buckets, firstBucketAfter } from '../../data/chart-data.ts';
import type { Palette } from '../../draw/palette.ts';
import type { Box, LinearScale } from '../../draw/scale.ts';
import type { Surface } from '../../draw/surface.ts';
import type { Channels } from './channels.ts';
import type { UsageData } from './data.ts';

/** Width of the background outline that separates the net line from bars of the same colour. */
const HALO_PX = 1;

/** Lowest, highest and average value of the readings in each pixel column; NaN without readings. */
interface Envelope {
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly mean: Float64Array;
}

/** Envelopes of what is drawn. Those of export and net are `null` if not drawn. */
export interface Envelopes {
  readonly importKwh: Envelope;
  readonly exportKwh: Envelope | null;
  readonly netKwh: Envelope | null;
}

/** Returns the envelopes of a model on a number of pixel columns. */
export function envelopesOf({ buckets, exports, input }: UsageData, columns: number): Envelopes {
  const of = (values: Float64Array): Envelope => envelopeOf(buckets, values, input.range, columns);
  return {
    importKwh: of(buckets.importKwh),
    exportKwh: exports ? of(buckets.exportKwh) : null,
    netKwh: exports && !input.separate ? of(buckets.netKwh) : null,
  };
}

/** What envelopes are drawn from. */
export interface EnvelopePlace {
  readonly surface: Surface;
  readonly palette: Palette;
  readonly model: UsageData;
  readonly plot: Box;
  readonly channels: Channels;
}

/**
 * Draws each column solid up to the lowest value and pale up to the highest, with a line at the
 * average net. Columns with an estimate are pale and dotted.
 */
export function paintEnvelopes(place: EnvelopePlace, { importKwh, exportKwh, netKwh }: Envelopes): void {
  const { surface, palette, plot, channels } = place;
  const { x, width } = plot;
  const columns = importKwh.min.length;
  const stepPx = width / columns;
  const draw = (scale: LinearScale, values: Float64Array, color: string, skip: Uint8Array | null): void => {
    const zero = scale.at(0);
    surface.color(color);
    for (let c = 0; c < columns; c++) {
      const value = values[c] as number;
      if (Number.isNaN(value) || value === 0 || skip?.[c] === 1) continue;
      const y = scale.at(value);
      surface.box(x + c * stepPx, Math.min(y, zero), x + (c + 1) * stepPx, Math.max(y, zero));
    }
  };
  const estimated = estimatedColumns(place.model, columns);
  const both = (scale: LinearScale, { min, max }: Envelope, soft: string, hard: string): void => {
    draw(scale, max, soft, null);
    draw(scale, min, hard, estimated);
    if (estimated === null) return;
    const zero = scale.at(0);
    for (let c = estimated.indexOf(1); c >= 0; c = estimated.indexOf(1, c + 1)) {
      const y = scale.at(max[c] as number);
      if (!Number.isNaN(y))
        surface.dots({ x: x + c * stepPx, y: Math.min(y, zero), width: stepPx, height: Math.abs(y - zero) });
    }
  };
  both(channels.up, importKwh, palette.importSoft, palette.import);
  if (exportKwh === null) return;
  both(channels.down, exportKwh, palette.exportSoft, palette.export);
  if (netKwh === null) return;
  const paintNet = (color: string, reach: number): void => {
    surface.color(color);
    for (let c = 0; c < columns; c++) {
      const value = netKwh.mean[c] as number;
      if (Number.isNaN(value)) continue;
      const y = channels.up.at(value);
      surface.box(x + c * stepPx, y - reach, x + (c + 1) * stepPx, y + reach);
    }
  };
  if (palette.text === palette.import) paintNet(palette.background, 0.5 + HALO_PX);
  paintNet(palette.text, 0.5);
}

/**
 * Returns 1 for each pixel column with an estimated reading, 0 for others; `null` if none is
 * estimated.
 */
function estimatedColumns({ buckets, from, to, input }: UsageData, columns: number): Uint8Array | null {
  const { startMs, endMs } = input.range;
  const columnAt = (ms: number): number => ((ms - startMs) * columns) / (endMs - startMs);
  const { quality } = buckets;
  let estimated: Uint8Array | null = null;
  let first = quality.indexOf(ESTIMATED, from);
  while (first >= 0 && first < to) {
    let last = first;
    while (last + 1 < to && quality[last + 1] === ESTIMATED) last++;
    estimated ??= new Uint8Array(columns);
    const left = Math.floor(columnAt(buckets.startMs(first)));
    estimated.fill(1, Math.max(0, left), Math.ceil(columnAt(buckets.endMs(last))));
    first = quality.indexOf(ESTIMATED, last + 1);
  }
  return estimated;
}

/**
 * Returns the envelope of a range in `columns` equal parts. A reading belongs to the part in which
 * it starts. Every reading is scanned: bench/RESULTS.md has the time that takes.
 */
function envelopeOf(buckets: Buckets, values: Float64Array, range: TimeRange, columns: number): Envelope {
  const out = emptyEnvelope(columns);
  const msPerColumn = (range.endMs - range.startMs) / columns;
  const length = buckets.length;
  let i = firstBucketAfter(buckets, range.startMs);
  let c = 0;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let sum = 0;
  let known = 0;
  // One loop over all readings and not one per column, because engines optimize a long loop while
  // it runs.
  for (let edge = firstBucketFrom(buckets, range.startMs + msPerColumn); c < columns; ) {
    if (i >= edge || i >= length) {
      if (known > 0) {
        out.min[c] = min;
        out.max[c] = max;
        out.mean[c] = sum / known;
      }
      if (i >= length) break;
      min = Number.POSITIVE_INFINITY;
      max = Number.NEGATIVE_INFINITY;
      sum = 0;
      known = 0;
      c++;
      edge = firstBucketFrom(buckets, range.startMs + (c + 1) * msPerColumn);
      continue;
    }
    const value = values[i] as number;
    i++;
    // Skips NaN, which is not less than anything. Calling `Number.isNaN` for every reading would be
    // slow.
    if (!(value < Number.POSITIVE_INFINITY)) continue;
    if (value < min) min = value;
    if (value > max) max = value;
    sum += value;
    known++;
  }
  return out;
}

/** Returns the index of the first bucket that starts at or after an instant. */
function firstBucketFrom(buckets: Buckets, ms: number): number {
  const { stepMs, length } = buckets;
  if (stepMs !== null) return Math.min(length, Math.max(0, Math.ceil((ms - buckets.startMs(0)) / stepMs)));
  const at = firstBucketAfter(buckets, ms);
  return at < length && buckets.startMs(at) < ms ? at + 1 : at;
}

function emptyEnvelope(columns: number): { min: Float64Array; max: Float64Array; mean: Float64Array } {
  const column = () => new Float64Array(columns).fill(Number.NaN);
  return { min: column(), max: column(), mean: column() };
}
