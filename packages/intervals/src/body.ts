import type { IntervalHeader } from '@arc-elements/models';

/**
 * What an interval body says about its meter. Every field is `null` when absent or of the wrong
 * kind.
 */
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

/** A finite number, also from text; `NaN` for anything else. */
export function numberOf(value: unknown): number {
  if (typeof value === 'number') return Number.isFinite(value) ? value : Number.NaN;
  if (typeof value !== 'string' || value.trim() === '') return Number.NaN;
  const number = Number(value);
  return Number.isFinite(number) ? number : Number.NaN;
}

/** What is told about the meter, out of all that is said above the readings. */
export function meterInfoOf(header: IntervalHeader): MeterInfo {
  return {
    meterId: header.meterId,
    meterNumber: header.meterNumber,
    providerId: header.providerId,
    providerName: header.providerName,
    serviceType: header.serviceTypeText,
    readType: header.readType,
    earliestIntervalAtMs: header.earliestIntervalAtMs,
    latestIntervalAtMs: header.latestIntervalAtMs,
    createdAtMs: header.createdAtMs,
    updatedAtMs: header.updatedAtMs,
  };
}

/** True when a word such as `ESTIMATED` or `Estimate` says that values are estimates. */
export function saysEstimated(word: unknown): boolean {
  return word === true || (typeof word === 'string' && /^\s*e(st|$)/i.test(word));
}
