import { type Series, slotEndMs, slotStartMs } from './series.ts';

/** First slot of each channel that counts as measured. */
interface ChannelStarts {
  readonly importFrom: number;
  readonly exportFrom: number;
}

const starts = new WeakMap<Series, ChannelStarts>();

/**
 * From which slot on each channel counts: that of its first value. A channel without any value
 * counts from the first slot: the source lists it, and all of it is missing.
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

/** First slot of a column, from `from` on, that has a value; -1 when none has one. */
export function firstKnownSlot(column: Float64Array, from = 0): number {
  // A callback for each slot would make a year of minutes without export ten times slower.
  for (let i = from; i < column.length; i++) if (!Number.isNaN(column[i]!)) return i;
  return -1;
}

/**
 * True if slot `i` lies before the first value of its export, or of its import, while the other
 * channel has one.
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
 * How many ms of slot `i` are covered by readings of every channel that was measured there: the
 * slot's length, 0, or for a slot that was put together from readings which do not fill it,
 * something between.
 *
 * A channel is measured from its first value in the series on. Before it, as before solar panels
 * were installed, the other channel alone covers a slot; a slot in which no channel has a value is
 * a gap all the same. There is no such rule at the end: a channel that has no more values, while
 * the other one has, may as well have broken off, so that its slots are missing.
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
