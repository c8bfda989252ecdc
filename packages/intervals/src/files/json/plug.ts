import { DecodeError, decodeIntervalHeader, type IntervalHeader } from '@arc-elements/models';
import { isJson, type Json } from '../../body.ts';
import { readIntervals } from '../../read-intervals.ts';
import type { FormatReading, ResolvedMeter } from '../format.ts';
import { NoElectricityError } from '../no-electricity-error.ts';

/** One body of an interval endpoint. */
interface Body {
  readonly header: IntervalHeader;
  /** Its list of readings. */
  readonly readings: readonly unknown[];
  readonly body: Json;
}

/**
 * Reads bodies of the platform's interval endpoints, raw or normalized: one, or a list of them.
 * Pages of one meter are joined. `null` if the document is something else.
 * @throws {DecodeError} They are of gas or water, or one meter has several normalized bodies.
 */
export function plugReadingOf(document: unknown): FormatReading | null {
  const bodies = (Array.isArray(document) ? document : [document]).map(bodyOf);
  if (bodies.length === 0 || !bodies.every((body) => body !== null)) return null;
  const electric = bodies.filter(({ header }) => header.serviceType === 'electric' || header.serviceType === 'unknown');
  if (electric.length === 0) throw new NoElectricityError(bodies.map(({ header }) => header.serviceTypeText ?? ''));
  if (electric.every(({ readings }) => readings.length === 0)) throw new DecodeError('', 'it has no readings');
  const resolved = [...Map.groupBy(electric, idOf)].map(([id, pages]) => meterOf(id, pages));
  const isRaw = electric.every(({ header }) => header.kind !== 'normalized');
  const timeZone = electric.find(({ header }) => header.timeZoneText !== null)?.header.timeZoneText ?? null;
  return { format: isRaw ? 'plug-intervals' : 'plug-normalized-intervals', channels: [], resolved, timeZone };
}

const idOf = ({ header }: Body): string => header.meterNumber ?? header.meterId ?? '';

/** Finds the object with the readings, also one level inside an envelope. */
function bodyOf(document: unknown): Body | null {
  if (!isJson(document)) return null;
  for (const body of [document, document.data, document.intervals, document.normalizedIntervals]) {
    if (!isJson(body) || !('readings' in body)) continue;
    const readings = Array.isArray(body.readings) ? body.readings : isJson(body.readings) ? [body.readings] : [];
    const header = decodeIntervalHeader(body);
    if (header.kind === 'normalized' || readings.some(isReading) || (readings.length === 0 && header.meterId !== null))
      return { header, readings, body };
  }
  return null;
}

function isReading(row: unknown): boolean {
  return isJson(row) && 'startAt' in row && 'endAt' in row && ('kwh' in row || 'kw' in row);
}

function meterOf(id: string, pages: readonly Body[]): ResolvedMeter {
  const [{ body, header }] = pages as [Body];
  if (pages.length > 1 && pages.some((page) => page.header.kind === 'normalized'))
    throw new DecodeError('', `it has several normalized bodies of meter "${id}": take one at a time`);
  const whole = pages.length === 1 ? body : { ...body, readings: pages.flatMap(({ readings }) => readings) };
  const join = (more: readonly unknown[]): ResolvedMeter => meterOf(id, [...pages, ...(more as readonly Body[])]);
  return { id, timeZone: header.timeZoneText, pages, join, read: (options) => readIntervals(whole, options) };
}
