import { firstKnownSlot } from './coverage.ts';
import { check, checkInstant, checkPositive, isCount, lengthOf } from './input-checks.ts';
import { AWAITING, ESTIMATED, MEASURED, MISSING } from './quality.ts';
import { netOf, type Series, unknownColumn } from './series.ts';
import { UsableColumns } from './usable.ts';
import { MINUTE_MS, resolveTimeZone } from './zone.ts';

/** The columns from which `createSeries` makes a series. */
export interface SeriesInput {
  /** Start of the first slot, epoch ms. */
  readonly startMs: number;
  /** Length of every slot, ms. */
  readonly stepMs: number;
  /** IANA zone or alias of the meter. Unknown names are read as UTC and kept in `timeZoneText`. */
  readonly timeZone: string;
  /**
   * kWh per slot; `null` and `NaN` mean not known, and so do infinite numbers and those beyond
   * ±1e12 kWh, which `unusable` of the series counts. A `Float64Array` is used as it is; it is
   * copied only if it holds such numbers.
   */
  readonly importKwh: ArrayLike<number | null>;
  /** kWh per slot; leave out when export is not measured. */
  readonly exportKwh?: ArrayLike<number | null> | null | undefined;
  /** kWh per slot; computed as import minus export when left out. */
  readonly netKwh?: ArrayLike<number | null> | null | undefined;
  /** Computed when left out: MISSING where no channel is known, else MEASURED. */
  readonly quality?: ArrayLike<number> | null | undefined;
  /**
   * True lengths of the readings in minutes, when the slots are finer than those; default is the
   * slot length.
   */
  readonly sourceMinutes?: readonly number[] | null | undefined;
}

/**
 * Makes a series with slots of one length from plain columns; the property `series` of the chart
 * takes the same. A finished series is returned as it is, or as a copy if it has values that no
 * meter can have measured or names a zone that does not exist.
 * @throws {TypeError} A field is absent or of the wrong type; the message names the field, its
 * value and what is expected.
 * @throws {RangeError} Columns of different lengths, a start that is not a date, or a step or length
 * that is not positive.
 */
export function createSeries(given: SeriesInput | Series): Series {
  const isObject = typeof given === 'object' && given !== null && !Array.isArray(given);
  check(isObject, 'a series must be an object with startMs, stepMs, timeZone and importKwh', given);
  const { startMs, timeZone, sourceMinutes } = given;
  checkInstant('startMs', startMs);
  check(typeof timeZone === 'string', 'timeZone must be the name of a time zone such as "Europe/Dublin"', timeZone);
  if (sourceMinutes != null) {
    const rule = 'sourceMinutes must be an array of positive minutes';
    check(Array.isArray(sourceMinutes), rule, sourceMinutes);
    for (const minutes of sourceMinutes) checkPositive(rule, minutes);
  }
  return 'length' in given && 'endMs' in given ? usableSeries(given) : seriesOf(given);
}

function checkStep(stepMs: unknown): void {
  checkPositive('stepMs must be a positive number of milliseconds', stepMs);
}

function seriesOf(input: SeriesInput): Series {
  const { startMs, stepMs, timeZone } = input;
  checkStep(stepMs);
  if (input.importKwh == null && input.netKwh != null) {
    const wanted = 'net alone cannot be split into import and export; give importKwh, and exportKwh if it is measured';
    throw new TypeError(`importKwh is ${input.importKwh} and netKwh is given: ${wanted}`);
  }
  const length = lengthOf('importKwh', input.importKwh);
  const endMs = startMs + length * stepMs;
  checkInstant('startMs + stepMs × the number of values', endMs);
  for (const name of ['exportKwh', 'netKwh', 'quality'] as const)
    if (input[name] != null) lengthOf(name, input[name], length);
  const columns = new UsableColumns();
  const importKwh = columns.column(input.importKwh);
  const exportKwh = input.exportKwh == null ? unknownColumn(length) : columns.column(input.exportKwh);
  // A column without a single value is what a meter without an export channel sends.
  const exportMeasured = firstKnownSlot(exportKwh) !== -1;
  const computedNet = () => (exportMeasured ? netOf(importKwh, exportKwh) : exportKwh);
  return {
    length,
    startMs,
    endMs,
    stepMs,
    starts: null,
    ends: null,
    timeZone: resolveTimeZone(timeZone) ?? 'UTC',
    timeZoneText: timeZone,
    importKwh,
    exportKwh,
    netKwh: input.netKwh == null ? computedNet() : columns.column(input.netKwh),
    importMeasured: true,
    exportMeasured,
    quality: qualityOf(input.quality, importKwh, exportKwh),
    coveredMs: null,
    sourceMinutes: input.sourceMinutes ?? [stepMs / MINUTE_MS],
    unusable: columns.slots.size,
  };
}

function qualityOf(given: SeriesInput['quality'], importKwh: Float64Array, exportKwh: Float64Array): Uint8Array {
  const quality = new Uint8Array(importKwh.length);
  // Usually nothing is missing, and `includes` finds that out quickly.
  if (given == null && !importKwh.includes(Number.NaN)) return quality;
  for (let i = 0; i < quality.length; i++) {
    const value = given?.[i];
    // A slot with a value is never "missing", whatever its quality says: otherwise views would
    // disagree.
    if (!Number.isNaN(importKwh[i]!) || !Number.isNaN(exportKwh[i]!))
      quality[i] = value === ESTIMATED ? ESTIMATED : MEASURED;
    else quality[i] = value === AWAITING ? AWAITING : MISSING;
  }
  return quality;
}

/** Returns a finished series itself if every view can use it, else a corrected copy. */
function usableSeries(given: Series): Series {
  const { length, stepMs, timeZone } = given;
  check(isCount(length), 'length must be the number of slots', length);
  checkInstant('endMs', given.endMs);
  const names = ['importKwh', 'exportKwh', 'netKwh', 'quality'] as const;
  if (stepMs != null) checkStep(stepMs);
  for (const name of stepMs == null ? ([...names, 'starts', 'ends'] as const) : names)
    lengthOf(name, given[name], length);
  const columns = new UsableColumns();
  const zone = resolveTimeZone(timeZone);
  const series = {
    ...given,
    stepMs: stepMs ?? null,
    timeZone: zone === null ? 'UTC' : timeZone,
    timeZoneText: given.timeZoneText ?? (zone === null ? timeZone : null),
    importKwh: columns.column(given.importKwh),
    exportKwh: columns.column(given.exportKwh),
    netKwh: columns.column(given.netKwh),
    coveredMs: given.coveredMs ?? null,
    sourceMinutes: given.sourceMinutes ?? [],
  };
  const { slots } = columns;
  if (slots.size > 0 || !(given.quality instanceof Uint8Array)) series.quality = Uint8Array.from(given.quality);
  if (slots.size > 0) {
    series.unusable = slots.size + (given.unusable ?? 0);
    series.coveredMs &&= Float64Array.from(series.coveredMs);
  }
  for (const i of slots) {
    if (series.coveredMs !== null) series.coveredMs[i] = 0;
    const isEmpty = Number.isNaN(series.importKwh[i]!) && Number.isNaN(series.exportKwh[i]!);
    if (isEmpty) series.quality[i] = Math.max(series.quality[i]!, MISSING);
  }
  return (Object.keys(series) as (keyof Series)[]).every((key) => series[key] === given[key]) ? given : series;
}
