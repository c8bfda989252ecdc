import { DecodeError, decodeIntervalHeader, type IntervalHeader, parseJson } from '@arc-elements/models';
import type { Assembled } from './assemble.ts';
import { isJson, type MeterInfo, meterInfoOf } from './body.ts';
import { normalize } from './normalize.ts';
import type { ReadOptions } from './options.ts';
import { readNormalized } from './read-normalized.ts';
import { readRaw } from './read-raw.ts';

// In every browser and server runtime, though in no language library of TypeScript but the DOM's.
declare const TextDecoder: new () => { decode(bytes: Uint8Array): string };

/** Options of `readIntervals`. */
export interface ReadIntervalsOptions extends ReadOptions {
  /**
   * Put the series on a fixed grid of this many minutes (`true`: 15). The receipt stays that of the
   * readings. Default off.
   */
  readonly normalize?: boolean | number | undefined;
}

/** A series with its receipt, and what the body says about the meter. */
export interface IntervalData extends Assembled {
  readonly meter: MeterInfo;
}

/**
 * Reads the parsed JSON of either interval body of the platform, raw
 * (`GET /plug/intervals/meters/{id}`) or normalized (`GET /plug/normalizedIntervals/meters/{id}`),
 * without changing it. Readings may be in any order, repeated, overlapping, of mixed lengths or
 * missing: the receipt counts all of that. A body without readings gives a series of length 0.
 * @throws {DecodeError} `code` is `decode`: it is not an interval body.
 */
export function readIntervals(body: unknown, options: ReadIntervalsOptions = {}): IntervalData {
  const { header, rows } = bodyOf(body);
  // Of bodies without readings only normalized ones state a slot length.
  const normalized = header.kind === 'normalized' || (rows.length === 0 && header.stepMinutes !== null);
  const read = normalized ? readNormalized(header, rows, options) : readRaw(header, rows, options);
  return finished(read, header, options);
}

/**
 * Reads either interval body from its JSON text, or from the UTF-8 bytes of that text. Unlike
 * `readIntervals` of `JSON.parse`, it keeps every digit of a meter number that is longer than a
 * JavaScript number.
 * @throws {DecodeError} `code` is `decode`: it is not JSON, or not an interval body.
 */
export function readIntervalsText(text: string | Uint8Array, options: ReadIntervalsOptions = {}): IntervalData {
  return readIntervals(parsed(typeof text === 'string' ? text : new TextDecoder().decode(text)), options);
}

function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch (cause) {
    // The engine's message quotes the text, which may contain personal data, so it is only the
    // cause.
    throw new DecodeError('', 'the body is not JSON', { cause });
  }
}

function finished(read: Assembled, header: IntervalHeader, options: ReadIntervalsOptions): IntervalData {
  const wanted = options.normalize ?? false;
  const series =
    wanted === false ? read.series : normalize(read.series, { minutes: wanted === true ? undefined : wanted });
  return { series, receipt: read.receipt, meter: meterInfoOf(header) };
}

interface Body {
  readonly header: IntervalHeader;
  readonly rows: readonly unknown[];
}

/**
 * Finds the object with `readings`, also one level inside an envelope, as the platform wraps other
 * resources.
 */
function bodyOf(body: unknown): Body {
  if (isJson(body)) {
    for (const candidate of [body, body.data, body.intervals, body.normalizedIntervals]) {
      if (!isJson(candidate)) continue;
      const { readings } = candidate;
      const header = () => decodeIntervalHeader(candidate);
      if (Array.isArray(readings)) return { header: header(), rows: readings };
      // One object of parallel arrays without the list around it.
      if (isJson(readings) && header().kind === 'normalized') return { header: header(), rows: [readings] };
      if (readings === null && candidate.meterId !== undefined) return { header: header(), rows: [] };
    }
  }
  throw new DecodeError('readings', 'expected an interval body with an array of readings');
}
