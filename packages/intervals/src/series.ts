import { withoutNoise } from './noise.ts';
import { AWAITING, ESTIMATED, MEASURED, MISSING } from './quality.ts';
import { MINUTE_MS, resolveTimeZone } from './zone.ts';

/**
 * The readings of one meter as columns: slot i covers the half-open span from `slotStartMs(series, i)` to `slotEndMs(series, i)`.
 * Slots follow each other without holes from `startMs` to `endMs`; what is not known is a slot too, with `NaN` and its quality.
 */
export interface Series {
  /** Number of slots. */
  readonly length: number;
  /** Start of the first slot, epoch ms. */
  readonly startMs: number;
  /** End of the last slot, epoch ms. */
  readonly endMs: number;
  /** Length of every slot in ms; `null` when lengths differ, then `starts` and `ends` hold them. */
  readonly stepMs: number | null;
  /** Start of each slot, epoch ms; `null` when `stepMs` is set. */
  readonly starts: Float64Array | null;
  /** End of each slot, epoch ms; `null` when `stepMs` is set. A view of the buffer of `starts`. */
  readonly ends: Float64Array | null;
  /** Resolved IANA zone of the meter; `UTC` when the source names none that exists. */
  readonly timeZone: string;
  /** The zone as the source wrote it; `null` when it did not. */
  readonly timeZoneText: string | null;
  /** From the grid, kWh; `NaN` where not known. */
  readonly importKwh: Float64Array;
  /** To the grid, kWh; `NaN` where not known, everywhere when `exportMeasured` is false. */
  readonly exportKwh: Float64Array;
  /** Import minus export, kWh; `NaN` unless both are known. */
  readonly netKwh: Float64Array;
  /** False when the source has no import channel at all. */
  readonly importMeasured: boolean;
  /** False when the source has no export channel at all: then "not measured", which is not zero. */
  readonly exportMeasured: boolean;
  /** One of MEASURED, ESTIMATED, MISSING, AWAITING per slot. */
  readonly quality: Uint8Array;
  /** How many ms of each slot its readings cover; `null` when each slot is covered wholly or not at all. */
  readonly coveredMs: Float64Array | null;
  /** True lengths of the source's readings in minutes, ascending. After normalization still those of the source. */
  readonly sourceMinutes: readonly number[];
}

/** What `createSeries` makes a series from. */
export interface SeriesInput {
  /** Start of the first slot, epoch ms. */
  readonly startMs: number;
  /** Length of every slot, ms. */
  readonly stepMs: number;
  /** IANA zone or alias of the meter. Unknown names are read as UTC and kept in `timeZoneText`. */
  readonly timeZone: string;
  /** kWh per slot; `null` and `NaN` mean not known. A `Float64Array` is used as it is, not copied. */
  readonly importKwh: ArrayLike<number | null>;
  /** kWh per slot; leave out when export is not measured. */
  readonly exportKwh?: ArrayLike<number | null> | null | undefined;
  /** kWh per slot; worked out as import minus export when left out. */
  readonly netKwh?: ArrayLike<number | null> | null | undefined;
  /** Worked out when left out: MISSING where no channel is known, else MEASURED. */
  readonly quality?: ArrayLike<number> | null | undefined;
  /** True lengths of the readings in minutes, when the slots are finer than those; default is the slot length. */
  readonly sourceMinutes?: readonly number[] | undefined;
}

/**
 * Makes a series with equal slots from plain columns; this is also what `el.series` of the chart takes.
 * @throws {RangeError} Columns of different lengths, or a start or step that is no positive finite number.
 */
export function createSeries(input: SeriesInput): Series {
  const { startMs, stepMs, timeZone } = input;
  if (!Number.isFinite(startMs)) throw new RangeError(`startMs must be epoch milliseconds, not ${startMs}`);
  if (!(stepMs > 0 && Number.isFinite(stepMs)))
    throw new RangeError(`stepMs must be positive milliseconds, not ${stepMs}`);
  const length = input.importKwh.length;
  const importKwh = column(input.importKwh, length, 'importKwh');
  const exportKwh = column(input.exportKwh, length, 'exportKwh');
  // A column without a single value is what a meter without an export channel sends.
  const exportMeasured = exportKwh.some((kwh) => !Number.isNaN(kwh));
  let netKwh: Float64Array;
  if (input.netKwh !== undefined && input.netKwh !== null) netKwh = column(input.netKwh, length, 'netKwh');
  else netKwh = exportMeasured ? netOf(importKwh, exportKwh) : exportKwh;
  return {
    length,
    startMs,
    endMs: startMs + length * stepMs,
    stepMs,
    starts: null,
    ends: null,
    timeZone: resolveTimeZone(timeZone) ?? 'UTC',
    timeZoneText: timeZone,
    importKwh,
    exportKwh,
    netKwh,
    importMeasured: true,
    exportMeasured,
    quality: qualityColumn(input.quality, importKwh, exportKwh),
    coveredMs: null,
    sourceMinutes: input.sourceMinutes ?? [stepMs / MINUTE_MS],
  };
}

/** A series without slots, for a meter that has no reading yet. */
export function emptySeries(stepMs: number | null, sourceMinutes: readonly number[]): Series {
  const none = new Float64Array(0);
  return {
    length: 0,
    startMs: 0,
    endMs: 0,
    stepMs,
    starts: null,
    ends: null,
    timeZone: 'UTC',
    timeZoneText: null,
    importKwh: none,
    exportKwh: none,
    netKwh: none,
    importMeasured: false,
    exportMeasured: false,
    quality: new Uint8Array(0),
    coveredMs: null,
    sourceMinutes,
  };
}

/** Whether net is known by itself, without export: it then does not follow from the other two columns. */
export function hasOwnNet({ exportMeasured, importKwh, exportKwh, netKwh }: Series): boolean {
  return !exportMeasured && netKwh !== importKwh && netKwh !== exportKwh;
}

/** A column of `NaN`: a channel nobody measured. */
export function unknownColumn(length: number): Float64Array {
  return new Float64Array(length).fill(Number.NaN);
}

/** Import minus export; `NaN` unless both are known. */
export function netOf(importKwh: Float64Array, exportKwh: Float64Array): Float64Array {
  const net = new Float64Array(importKwh.length);
  for (let i = 0; i < net.length; i++) net[i] = withoutNoise(importKwh[i]! - exportKwh[i]!);
  return net;
}

function column(values: ArrayLike<number | null> | null | undefined, length: number, name: string): Float64Array {
  if (values === null || values === undefined) return unknownColumn(length);
  if (values.length !== length) throw new RangeError(`${name} has ${values.length} values, importKwh has ${length}`);
  if (values instanceof Float64Array) return values;
  const out = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    const value = values[i];
    out[i] = typeof value === 'number' && Number.isFinite(value) ? value : Number.NaN;
  }
  return out;
}

function qualityColumn(
  given: ArrayLike<number> | null | undefined,
  importKwh: Float64Array,
  exportKwh: Float64Array,
): Uint8Array {
  const { length } = importKwh;
  if (given !== undefined && given !== null && given.length !== length) {
    throw new RangeError(`quality has ${given.length} values, importKwh has ${length}`);
  }
  const quality = new Uint8Array(length);
  // The usual case, found by the engine itself: every slot is measured, which is what the column says already.
  if ((given === undefined || given === null) && !importKwh.includes(Number.NaN)) return quality;
  for (let i = 0; i < length; i++) {
    const said = given?.[i] ?? MEASURED;
    // A value and "missing" cannot both be true: the columns rule, so that no view can disagree with another.
    const known = !Number.isNaN(importKwh[i]!) || !Number.isNaN(exportKwh[i]!);
    if (known) quality[i] = said === ESTIMATED ? ESTIMATED : MEASURED;
    else quality[i] = said === AWAITING ? AWAITING : MISSING;
  }
  return quality;
}

/** Start of slot `i`, epoch ms. `i` may equal `series.length`: the end of the series. */
export function slotStartMs(series: Series, i: number): number {
  if (series.stepMs !== null) return series.startMs + i * series.stepMs;
  return i < series.length ? series.starts![i]! : series.endMs;
}

/** End of slot `i`, epoch ms: the first instant that is no longer in it. */
export function slotEndMs(series: Series, i: number): number {
  return series.stepMs === null ? series.ends![i]! : series.startMs + (i + 1) * series.stepMs;
}

/** Index of the slot that contains the instant, or -1 outside the series. */
export function slotAt(series: Series, ms: number): number {
  if (!(ms >= series.startMs && ms < series.endMs)) return -1;
  return firstSlotFrom(series, ms + 1) - 1;
}

/** Index of the first slot that starts at or after the instant; `series.length` when none does. */
export function firstSlotFrom(series: Series, ms: number): number {
  if (series.stepMs !== null) {
    const index = Math.ceil((ms - series.startMs) / series.stepMs);
    return index <= 0 ? 0 : Math.min(index, series.length);
  }
  const starts = series.starts!;
  let low = 0;
  let high = series.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle]! < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A span of time, `[startMs, endMs)`, in epoch ms. */
export interface TimeRange {
  readonly startMs: number;
  readonly endMs: number;
}

/** Slots whose start lies in the range, as `[from, to)`. A slot belongs where it starts, so neighbouring ranges share none. */
export function slotsIn(series: Series, range: TimeRange | undefined): readonly [from: number, to: number] {
  if (range === undefined) return [0, series.length];
  const from = firstSlotFrom(series, range.startMs);
  return [from, Math.max(from, firstSlotFrom(series, range.endMs))];
}
