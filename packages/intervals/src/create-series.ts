import {
  checkCount,
  checkInstant,
  checkObject,
  checkStep,
  checkTimeZone,
  isAbsent,
  lengthOf,
  minutesOf,
} from './input-checks.ts';
import { AWAITING, ESTIMATED, MEASURED, MISSING } from './quality.ts';
import { netOf, type Series, unknownColumn } from './series.ts';
import { UsableColumns } from './usable.ts';
import { MINUTE_MS, resolveTimeZone } from './zone.ts';

/** What `createSeries` makes a series from. */
export interface SeriesInput {
  /** Start of the first slot, epoch ms. */
  readonly startMs: number;
  /** Length of every slot, ms. */
  readonly stepMs: number;
  /** IANA zone or alias of the meter. Unknown names are read as UTC and kept in `timeZoneText`. */
  readonly timeZone: string;
  /**
   * kWh per slot; `null` and `NaN` mean not known, and so do infinite numbers and those beyond ±1e12 kWh, which
   * `unusable` of the series counts. A `Float64Array` is used as it is; it is copied only if it holds such numbers.
   */
  readonly importKwh: ArrayLike<number | null>;
  /** kWh per slot; leave out when export is not measured. */
  readonly exportKwh?: ArrayLike<number | null> | null | undefined;
  /** kWh per slot; worked out as import minus export when left out. */
  readonly netKwh?: ArrayLike<number | null> | null | undefined;
  /** Worked out when left out: MISSING where no channel is known, else MEASURED. */
  readonly quality?: ArrayLike<number> | null | undefined;
  /** True lengths of the readings in minutes, when the slots are finer than those; default is the slot length. */
  readonly sourceMinutes?: readonly number[] | null | undefined;
}

/**
 * Makes a series with equal slots from plain columns; this is also what `el.series` of the chart takes. A series that
 * is ready is given back as it is, or as a copy where it has values that no meter can have measured or names a zone
 * that does not exist.
 * @throws {TypeError} A field is absent or of the wrong kind: the message names it, what it is and what is wanted.
 * @throws {RangeError} Columns of different lengths, a start that is no date, or a step or length that is not positive.
 */
export function createSeries(given: SeriesInput | Series): Series {
  checkObject(given);
  return isReady(given) ? usableSeries(given) : seriesOf(given);
}

function isReady(given: SeriesInput | Series): given is Series {
  return 'length' in given && 'endMs' in given && 'quality' in given && 'sourceMinutes' in given;
}

function seriesOf(input: SeriesInput): Series {
  const { startMs, stepMs, timeZone } = input;
  checkInstant('startMs', startMs);
  checkStep(stepMs);
  checkTimeZone(timeZone);
  if (isAbsent(input.importKwh) && !isAbsent(input.netKwh)) {
    const wanted = 'net alone cannot be split into import and export; give importKwh, and exportKwh if it is measured';
    throw new TypeError(`importKwh is ${input.importKwh} and netKwh is given: ${wanted}`);
  }
  const length = lengthOf('importKwh', input.importKwh);
  const endMs = startMs + length * stepMs;
  checkInstant('startMs + stepMs × the number of values', endMs);
  const columns = new UsableColumns();
  const optional = (name: 'exportKwh' | 'netKwh'): Float64Array | null => {
    const values = input[name];
    if (isAbsent(values)) return null;
    lengthOf(name, values, length);
    // Import that is net as well stays one column.
    return name === 'netKwh' && values === input.importKwh ? importKwh : columns.column(values);
  };
  const importKwh = columns.column(input.importKwh);
  const exportKwh = optional('exportKwh') ?? unknownColumn(length);
  // A column without a single value is what a meter without an export channel sends.
  const exportMeasured = exportKwh.some((kwh) => !Number.isNaN(kwh));
  const netKwh = optional('netKwh') ?? (exportMeasured ? netOf(importKwh, exportKwh) : exportKwh);
  const isWhole = isAbsent(input.quality) && !columns.hasGaps(importKwh);
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
    netKwh,
    importMeasured: true,
    exportMeasured,
    quality: isWhole ? new Uint8Array(length) : qualityColumn(input.quality, importKwh, exportKwh),
    coveredMs: null,
    sourceMinutes: minutesOf(input.sourceMinutes) ?? [stepMs / MINUTE_MS],
    unusable: columns.slots.size,
  };
}

function qualityColumn(given: unknown, importKwh: Float64Array, exportKwh: Float64Array): Uint8Array {
  const { length } = importKwh;
  if (!isAbsent(given)) lengthOf('quality', given, length);
  const words = given as ArrayLike<number> | null | undefined;
  const quality = new Uint8Array(length);
  for (let i = 0; i < length; i++) {
    const said = words?.[i] ?? MEASURED;
    // A value and "missing" cannot both be true: the columns rule, so that no view can disagree with another.
    const known = !Number.isNaN(importKwh[i]!) || !Number.isNaN(exportKwh[i]!);
    if (known) quality[i] = said === ESTIMATED ? ESTIMATED : MEASURED;
    else quality[i] = said === AWAITING ? AWAITING : MISSING;
  }
  return quality;
}

/** A series that a page or a reader made: itself if every view can use it, else a copy that they can. */
function usableSeries(given: Series): Series {
  const { length, startMs, endMs, stepMs, timeZone, timeZoneText, unusable } = given;
  checkCount(length);
  checkInstant('startMs', startMs);
  checkInstant('endMs', endMs);
  checkTimeZone(timeZone);
  if (isAbsent(stepMs)) for (const name of ['starts', 'ends'] as const) lengthOf(name, given[name], length);
  else checkStep(stepMs);
  for (const name of ['importKwh', 'exportKwh', 'netKwh', 'quality'] as const) lengthOf(name, given[name], length);
  const columns = new UsableColumns();
  const importKwh = columns.column(given.importKwh);
  const exportKwh = columns.column(given.exportKwh);
  // Net that is one of the other columns stays it: so a series says that import was taken for net, or that none is known.
  const netOther = given.netKwh === given.importKwh ? importKwh : given.netKwh === given.exportKwh ? exportKwh : null;
  const netKwh = netOther ?? columns.column(given.netKwh);
  const left = columns.slots;
  const quality = given.quality instanceof Uint8Array ? given.quality : Uint8Array.from(given.quality);
  const lacks = (i: number): boolean => left.has(i) && Number.isNaN(importKwh[i]!) && Number.isNaN(exportKwh[i]!);
  const coveredMs = given.coveredMs ?? null;
  const zone = resolveTimeZone(timeZone);
  const made: Series = {
    ...given,
    stepMs: stepMs ?? null,
    timeZone: zone === null ? 'UTC' : timeZone,
    timeZoneText: timeZoneText ?? (zone === null ? timeZone : null),
    importKwh,
    exportKwh,
    netKwh,
    quality: left.size === 0 ? quality : quality.map((word, i) => (lacks(i) ? Math.max(word, MISSING) : word)),
    coveredMs: left.size === 0 || coveredMs === null ? coveredMs : coveredMs.map((ms, i) => (left.has(i) ? 0 : ms)),
    sourceMinutes: minutesOf(given.sourceMinutes) ?? [],
    unusable: left.size === 0 ? unusable : left.size + (unusable ?? 0),
  };
  return (Object.keys(made) as (keyof Series)[]).every((key) => made[key] === given[key]) ? given : made;
}
