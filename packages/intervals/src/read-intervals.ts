import { DecodeError } from '@arc-elements/models';
import type { Assembled } from './assemble.ts';
import { isJson, type Json, type MeterInfo, meterInfoOf } from './body.ts';
import { normalize } from './normalize.ts';
import type { ReadOptions } from './options.ts';
import { isNormalized, readNormalized } from './read-normalized.ts';
import { readRaw, readScanned } from './read-raw.ts';
import { decoded, scanRaw } from './scan-raw.ts';

/** Options of `readIntervals`. */
export interface ReadIntervalsOptions extends ReadOptions {
  /** Put the series on a fixed grid of this many minutes (`true`: 15). The receipt stays that of the readings. Default off. */
  readonly normalize?: boolean | number | undefined;
}

/** What an interval body held. */
export interface IntervalData extends Assembled {
  readonly meter: MeterInfo;
}

/**
 * Reads the parsed JSON of either upstream interval body, raw (`GET /plug/intervals/meters/{id}`) or normalized
 * (`GET /plug/normalizedIntervals/meters/{id}`), without changing it. Readings may be in any order, repeated, overlapping, of mixed
 * lengths or missing: all of that is settled here and counted in the receipt. A body without readings gives a series of length 0.
 * @throws {DecodeError} `code` is `decode`: not an interval body at all.
 */
export function readIntervals(body: unknown, options: ReadIntervalsOptions = {}): IntervalData {
  const found = bodyOf(body);
  const rows = found.readings as readonly unknown[];
  const read = isNormalized(found, rows) ? readNormalized(found, rows, options) : readRaw(found, rows, options);
  return finished(read, found, options);
}

/**
 * The same from the JSON text (or its UTF-8 bytes) of a body. Raw bodies laid out as the platform prints them are read without making
 * an object per reading, in about half the time that `JSON.parse` alone takes; any other text goes through `JSON.parse`.
 * @throws {DecodeError} `code` is `decode`: not JSON, or not an interval body at all.
 */
export function readIntervalsText(text: string | Uint8Array, options: ReadIntervalsOptions = {}): IntervalData {
  const scanned = scanRaw(text);
  if (scanned === null) return readIntervals(parsed(typeof text === 'string' ? text : decoded(text)), options);
  const found = bodyOf(parsed(scanned.rest));
  return finished(readScanned(found, scanned.readings, options), found, options);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    // The engine's message quotes the text, which may hold a person's data: the cause has it, the message does not.
    throw new DecodeError('', 'the body is not JSON', { cause });
  }
}

function finished(read: Assembled, found: Json, options: ReadIntervalsOptions): IntervalData {
  const wanted = options.normalize ?? false;
  const series =
    wanted === false ? read.series : normalize(read.series, { minutes: wanted === true ? undefined : wanted });
  return { series, receipt: read.receipt, meter: meterInfoOf(found) };
}

/** The object with `readings`; also one level inside an envelope, since upstream wraps other resources that way. */
function bodyOf(body: unknown): Json {
  if (isJson(body)) {
    if (Array.isArray(body.readings)) return body;
    const inner = body.data ?? body.intervals ?? body.normalizedIntervals;
    if (isJson(inner) && Array.isArray(inner.readings)) return inner;
    if (body.readings === null && body.meterId !== undefined) return { ...body, readings: [] };
  }
  throw new DecodeError('readings', 'expected an interval body with an array of readings');
}
