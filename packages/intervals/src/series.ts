import { withoutNoise } from './noise.ts';

/**
 * The readings of one meter as columns: slot i covers the half-open span from
 * `slotStartMs(series, i)` to `slotEndMs(series, i)`. Slots follow each other without holes from
 * `startMs` to `endMs`; what is not known is a slot too, with `NaN` and its quality.
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
  /**
   * Resolved IANA zone of the meter; `UTC` if no existing zone was named, see `timeZoneStateOf`.
   */
  readonly timeZone: string;
  /**
   * The name that `timeZone` was found by, as the source or the caller wrote it; `null` when
   * neither named one.
   */
  readonly timeZoneText: string | null;
  /** From the grid, kWh; `NaN` where not known. */
  readonly importKwh: Float64Array;
  /** To the grid, kWh; `NaN` where not known, everywhere when `exportMeasured` is false. */
  readonly exportKwh: Float64Array;
  /** Import minus export, kWh; `NaN` unless both are known. */
  readonly netKwh: Float64Array;
  /** False when the source has no import channel at all. */
  readonly importMeasured: boolean;
  /** False when the source has no export channel at all. Not measured is not zero. */
  readonly exportMeasured: boolean;
  /** One of MEASURED, ESTIMATED, MISSING, AWAITING per slot. */
  readonly quality: Uint8Array;
  /**
   * How many ms of each slot its readings cover; `null` when each slot is covered wholly or not at
   * all.
   */
  readonly coveredMs: Float64Array | null;
  /**
   * True lengths of the source's readings in minutes, ascending. After normalization still those of
   * the source.
   */
  readonly sourceMinutes: readonly number[];
  /**
   * Readings that `createSeries` left out because no meter can have measured them; 0 when absent.
   */
  readonly unusable?: number | undefined;
}

/**
 * Returns true if net is known without export, so that it does not follow from the other columns.
 */
export function hasOwnNet({ exportMeasured, importKwh, exportKwh, netKwh }: Series): boolean {
  return !exportMeasured && netKwh !== importKwh && netKwh !== exportKwh;
}

/** Returns a column of `NaN`, as a channel has that was never measured. */
export function unknownColumn(length: number): Float64Array {
  return new Float64Array(length).fill(Number.NaN);
}

/** Returns import minus export; `NaN` unless both are known. */
export function netOf(importKwh: Float64Array, exportKwh: Float64Array): Float64Array {
  const net = new Float64Array(importKwh.length);
  for (let i = 0; i < net.length; i++) net[i] = withoutNoise(importKwh[i]! - exportKwh[i]!);
  return net;
}

/**
 * Returns the start of slot `i`, epoch ms. `i` may equal `series.length`: the end of the series.
 */
export function slotStartMs(series: Series, i: number): number {
  if (series.stepMs !== null) return series.startMs + i * series.stepMs;
  return i < series.length ? series.starts![i]! : series.endMs;
}

/** Returns the end of slot `i`, epoch ms: the first instant that is no longer in it. */
export function slotEndMs(series: Series, i: number): number {
  return series.stepMs === null ? series.ends![i]! : series.startMs + (i + 1) * series.stepMs;
}

/** Returns the index of the slot that contains the instant, or -1 outside the series. */
export function slotAt(series: Series, ms: number): number {
  if (!(ms >= series.startMs && ms < series.endMs)) return -1;
  return firstSlotFrom(series, ms + 1) - 1;
}

/**
 * Returns the index of the first slot that starts at or after the instant; `series.length` when
 * none does.
 */
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

/**
 * Slots whose start lies in the range, as `[from, to)`. A slot belongs where it starts, so
 * neighbouring ranges share none.
 */
export function slotsIn(series: Series, range: TimeRange | undefined): readonly [from: number, to: number] {
  if (range === undefined) return [0, series.length];
  const from = firstSlotFrom(series, range.startMs);
  return [from, Math.max(from, firstSlotFrom(series, range.endMs))];
}
