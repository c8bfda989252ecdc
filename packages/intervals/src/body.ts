import { parseStamp } from './stamp.ts';

/** What an interval body says about its meter. Every field is `null` when absent or the text "null". */
export interface MeterInfo {
  readonly meterId: string | null;
  /** Text as upstream prints it; a number becomes text, never the other way round. */
  readonly meterNumber: string | null;
  readonly providerId: string | null;
  readonly providerName: string | null;
  readonly serviceType: string | null;
  /** Such as `ACTUAL`; upstream documents no list. */
  readonly readType: string | null;
  /** Start of the first reading upstream knows, epoch ms. */
  readonly earliestIntervalAtMs: number | null;
  /** Start of the last reading upstream knows, epoch ms. */
  readonly latestIntervalAtMs: number | null;
  readonly createdAtMs: number | null;
  readonly updatedAtMs: number | null;
}

/** A JSON object of unknown content. */
export type Json = Readonly<Record<string, unknown>>;

/** True for an object that is neither null nor an array. */
export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Text of a field; numbers become text, blank and the text "null" are absent (quirks 3 and 9 of the upstream notes). */
export function textOf(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return null;
  const trimmed = value.trim();
  return trimmed === '' || trimmed.toLowerCase() === 'null' ? null : value;
}

/** A time in epoch ms; `null` when absent or unreadable. */
export function timeOf(value: unknown): number | null {
  const text = textOf(value);
  const ms = text === null ? Number.NaN : parseStamp(text);
  return Number.isNaN(ms) ? null : ms;
}

/** A finite number, also from text; `NaN` for anything else. */
export function numberOf(value: unknown): number {
  if (typeof value === 'number') return Number.isFinite(value) ? value : Number.NaN;
  if (typeof value !== 'string' || value.trim() === '') return Number.NaN;
  const number = Number(value);
  return Number.isFinite(number) ? number : Number.NaN;
}

/** Header fields of a raw or normalized body. */
export function meterInfoOf(body: Json): MeterInfo {
  return {
    meterId: textOf(body.meterId),
    meterNumber: textOf(body.meterNumber),
    providerId: textOf(body.providerId),
    providerName: textOf(body.providerName),
    serviceType: textOf(body.serviceType),
    readType: textOf(body.readType),
    earliestIntervalAtMs: timeOf(body.earliestIntervalAt),
    latestIntervalAtMs: timeOf(body.latestIntervalAt),
    createdAtMs: timeOf(body.intervalsCreatedAt),
    updatedAtMs: timeOf(body.intervalsUpdatedAt),
  };
}

/** True when a word such as `ESTIMATED` or `Estimate` says that values are estimates. */
export function saysEstimated(word: unknown): boolean {
  return word === true || (typeof word === 'string' && /^\s*e(st|$)/i.test(word));
}
