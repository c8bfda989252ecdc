import type { IntervalHeader } from '@arc-elements/models';
import { type Assembled, assemble, resolveZone } from './assemble.ts';
import { isJson, numberOf, saysEstimated } from './body.ts';
import { type Calendar, createCalendar } from './calendar.ts';
import type { ReadOptions } from './options.ts';
import { EXPORT, IMPORT, Readings } from './readings.ts';
import { Notes } from './receipt.ts';
import { parseLocalStamp, parseStamp } from './stamp.ts';
import { HOUR_MS } from './zone.ts';

/**
 * The platform documents only `import`; the others are words of other feeds for the same two
 * directions. Source: UPSTREAM.md, Intervals.
 */
const DIRECTIONS: Readonly<Record<string, number>> = {
  import: IMPORT,
  delivered: IMPORT,
  forward: IMPORT,
  consumption: IMPORT,
  export: EXPORT,
  received: EXPORT,
  reverse: EXPORT,
  generation: EXPORT,
};
const SIGNED = 2;
const UNKNOWN = 3;

/** One reading as the platform documents it. The values are not checked yet. */
interface WireReading {
  readonly startAt?: unknown;
  readonly endAt?: unknown;
  readonly direction?: unknown;
  readonly kwh?: unknown;
  readonly kw?: unknown;
  readonly readType?: unknown;
  readonly quality?: unknown;
  readonly estimated?: unknown;
}

/** Reads `GET /plug/intervals/meters/{id}`: one object per reading, in any order. */
export function readRaw(header: IntervalHeader, rows: readonly unknown[], options: ReadOptions): Assembled {
  const notes = new Notes();
  const timeZoneText = options.timeZone ?? header.timeZoneText;
  const readings = new Readings(rows.length);
  const allEstimated = saysEstimated(header.readType);
  let calendar: Calendar | undefined;
  let signed = false;
  let lastText = '';
  let lastMs = Number.NaN;
  const timeOf = (value: unknown): number => {
    if (typeof value !== 'string') return Number.NaN;
    // Most readings start where the one before ended.
    if (value === lastText) return lastMs;
    const ms = parseStamp(value);
    if (!Number.isNaN(ms)) {
      lastText = value;
      lastMs = ms;
      return ms;
    }
    calendar ??= createCalendar(resolveZone(timeZoneText, new Notes()));
    const local = parseLocalStamp(value, calendar);
    if (!Number.isNaN(local)) notes.add('local-time', 1, value);
    return local;
  };
  const { start, end, kwh, channel, estimated } = readings;
  let count = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as WireReading | null;
    if (!isJson(row)) {
      notes.add('skipped', 1, `readings[${i}]`);
      continue;
    }
    const direction = row.direction;
    let channelOfRow = direction === 'import' ? IMPORT : direction === 'export' ? EXPORT : directionOf(direction);
    if (channelOfRow === UNKNOWN) {
      notes.add('unknown-direction', 1, String(direction));
      continue;
    }
    if (channelOfRow === SIGNED) {
      signed = true;
      channelOfRow = IMPORT;
    }
    const from = timeOf(row.startAt);
    const to = timeOf(row.endAt);
    let value = row.kwh as number;
    if (typeof value !== 'number' || value - value !== 0) value = energyOf(row, to - from, notes);
    start[count] = from;
    end[count] = to;
    kwh[count] = value;
    channel[count] = channelOfRow;
    if (allEstimated || isEstimated(row)) {
      estimated[count] = 1;
      readings.anyEstimated = true;
    }
    count++;
  }
  readings.count = count;
  return assemble(readings, { ...options, signed: signed ? 'split' : options.signed, timeZoneText, notes });
}

function isEstimated(row: WireReading): boolean {
  const { readType, quality, estimated } = row;
  if (readType === undefined && quality === undefined && estimated === undefined) return false;
  return saysEstimated(readType) || saysEstimated(quality) || saysEstimated(estimated) || estimated === 'true';
}

function directionOf(word: unknown): number {
  // A channel without direction, or called net, has values of both signs.
  if (word === undefined || word === null) return SIGNED;
  const text = String(word).trim().toLowerCase();
  return DIRECTIONS[text] ?? (text === 'net' || text === '' ? SIGNED : UNKNOWN);
}

/** Returns kWh from text, or computes it from the average power; `NaN` if there is neither. */
function energyOf(row: WireReading, lengthMs: number, notes: Notes): number {
  const value = numberOf(row.kwh);
  if (!Number.isNaN(value)) return value;
  const power = numberOf(row.kw);
  if (Number.isNaN(power) || !(lengthMs > 0)) return Number.NaN;
  notes.add('from-kw', 1, typeof row.startAt === 'string' ? row.startAt : undefined);
  return (power * lengthMs) / HOUR_MS;
}
