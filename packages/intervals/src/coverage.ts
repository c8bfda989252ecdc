import { type Series, slotEndMs, slotStartMs } from './series.ts';

/** First slot from which each channel counts as measured. */
interface ChannelStarts {
  readonly importFrom: number;
  readonly exportFrom: number;
}

const starts = new WeakMap<Series, ChannelStarts>();

/**
 * Returns the slot from which each channel counts as measured: that of its first value. A channel
 * without any value counts from the first slot on: the source lists it, and all of it is missing.
 */
function channelStartsOf(series: Series): ChannelStarts {
  let found = starts.get(series);
  if (found === undefined) {
    const firstOf = (column: Float64Array) => Math.max(0, firstKnownSlot(column));
    found = { importFrom: firstOf(series.importKwh), exportFrom: firstOf(series.exportKwh) };
    starts.set(series, found);
  }
  return found;
}

/** Returns the first slot of a column, from `from` on, that has a value; -1 if none has one. */
export function firstKnownSlot(column: Float64Array, from = 0): number {
  // `findIndex` would be ten times slower for a year of minutes without export.
  for (let i = from; i < column.length; i++) if (!Number.isNaN(column[i]!)) return i;
  return -1;
}

/**
 * Returns true if only one channel has a value in slot `i`, and the first value of the other comes
 * later.
 */
export function isBeforeChannel(series: Series, i: number): boolean {
  const { importKwh, exportKwh, importMeasured, exportMeasured } = series;
  if (!importMeasured || !exportMeasured) return false;
  const lacksImport = Number.isNaN(importKwh[i]!);
  if (lacksImport === Number.isNaN(exportKwh[i]!)) return false;
  const { importFrom, exportFrom } = channelStartsOf(series);
  return i < (lacksImport ? importFrom : exportFrom);
}

/**
 * Returns how many ms of slot `i` readings of every channel cover that was measured there: the
 * length of the slot, 0, or something between if the slot was made from readings that do not fill
 * it.
 *
 * A channel is measured from its first value in the series on. Before it, as before solar panels
 * were installed, the other channel alone covers a slot; a slot in which no channel has a value is
 * a gap all the same. There is no such rule at the end: a channel whose values end before those of
 * the other may have failed, so its slots are missing.
 */
export function coveredMsOf(series: Series, i: number): number {
  if (series.coveredMs !== null) return series.coveredMs[i]!;
  const { importMeasured, exportMeasured } = series;
  const lacksImport = importMeasured && Number.isNaN(series.importKwh[i]!);
  const lacksExport = exportMeasured && Number.isNaN(series.exportKwh[i]!);
  if ((lacksImport || lacksExport) && !isBeforeChannel(series, i)) return 0;
  if (!importMeasured && !exportMeasured && Number.isNaN(series.netKwh[i]!)) return 0;
  return slotEndMs(series, i) - slotStartMs(series, i);
}
