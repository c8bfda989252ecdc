import type { IntervalHeader } from '@arc-elements/models';

/**
 * What an interval body says about its meter. Every field is `null` when absent or of the wrong
 * kind.
 */
export interface MeterInfo {
  readonly meterId: string | null;
  /** Always text; a number in the body becomes text. */
  readonly meterNumber: string | null;
  readonly providerId: string | null;
  readonly providerName: string | null;
  readonly serviceType: string | null;
  /** Such as `ACTUAL`; the platform documents no list of values. */
  readonly readType: string | null;
  /** Start of the first reading that the platform has, epoch ms. */
  readonly earliestIntervalAtMs: number | null;
  /** Start of the last reading that the platform has, epoch ms. */
  readonly latestIntervalAtMs: number | null;
  readonly createdAtMs: number | null;
  readonly updatedAtMs: number | null;
}

/** A JSON object of unknown content. */
export type Json = Readonly<Record<string, unknown>>;

/** Returns true for an object that is neither null nor an array. */
export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns a finite number, also from text; `NaN` for anything else. */
export function numberOf(value: unknown): number {
  if (typeof value === 'number') return Number.isFinite(value) ? value : Number.NaN;
  if (typeof value !== 'string' || value.trim() === '') return Number.NaN;
  const number = Number(value);
  return Number.isFinite(number) ? number : Number.NaN;
}

/** Returns the fields of a body's header that describe the meter. */
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

/** Returns true if a word such as `ESTIMATED` or `Estimate` says that values are estimates. */
export function saysEstimated(word: unknown): boolean {
  return word === true || (typeof word === 'string' && /^\s*e(st|$)/i.test(word));
}
