/** A formatted number and its unit, which is shown smaller. */
export interface Measure {
  readonly value: string;
  readonly unit: string;
}

/** Values below this, in kWh or kW, are rounding errors of binary arithmetic. */
const NOISE = 1e-9;

const cache = new Map<string, unknown>();

/**
 * Creates each formatter once per locale and options, because that takes far longer than using it.
 */
function cached<T>(kind: string, locale: string, options: object, build: () => T): T {
  const key = `${kind}|${locale}|${JSON.stringify(options)}`;
  let found = cache.get(key) as T | undefined;
  if (found === undefined) {
    found = build();
    cache.set(key, found);
  }
  return found;
}

const canonical = new Map<string, string | undefined>();

/** Returns the canonical form of a language tag; `undefined` for text that is not one. */
export function safeLocale(candidate: string | null | undefined): string | undefined {
  if (!candidate) return undefined;
  // Cached, because every render needs it.
  if (!canonical.has(candidate)) canonical.set(candidate, canonicalLocale(candidate));
  return canonical.get(candidate);
}

function canonicalLocale(candidate: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(candidate)[0];
  } catch (error) {
    // `Intl` throws a RangeError for text that is not a language tag.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Formats a number in the notation of the locale. */
export function formatNumber(locale: string, value: number, options: Intl.NumberFormatOptions = {}): string {
  return cached('number', locale, options, () => new Intl.NumberFormat(locale, options)).format(value);
}

/** Formats a share from 0 to 1 as a percentage. A share below 1 is never rounded up to 100 %. */
export function formatPercent(locale: string, share: number): string {
  const digits = share > 0.99 && share < 1 ? 2 : share < 0.1 ? 1 : 0;
  const shown = share < 1 ? Math.min(share, 1 - 10 ** -(digits + 2)) : share;
  return formatNumber(locale, shown, { style: 'percent', maximumFractionDigits: digits });
}

/** Formats energy in kWh, or in MWh from 100,000 kWh on; `null` and NaN are an en dash. */
export function formatKwh(locale: string, kwh: number | null): Measure {
  if (kwh === null || Number.isNaN(kwh)) return { value: '–', unit: 'kWh' };
  const mega = Math.abs(kwh) >= 100_000;
  const shown = mega ? kwh / 1000 : withoutNoise(kwh);
  return { value: formatNumber(locale, shown, digitsFor(shown)), unit: mega ? 'MWh' : 'kWh' };
}

/** Formats average power in kW, or in MW from 10,000 kW on; `null` and NaN are an en dash. */
export function formatKw(locale: string, kw: number | null): Measure {
  if (kw === null || Number.isNaN(kw)) return { value: '–', unit: 'kW' };
  const mega = Math.abs(kw) >= 10_000;
  const shown = mega ? kw / 1000 : withoutNoise(kw);
  return { value: formatNumber(locale, shown, digitsFor(shown)), unit: mega ? 'MW' : 'kW' };
}

/** Returns 0 for the rounding error that is left when values cancel out. */
function withoutNoise(value: number): number {
  return Math.abs(value) < NOISE ? 0 : value;
}

/** Returns a measure as plain text. */
export function joined({ value, unit }: Measure): string {
  return value === '–' ? value : `${value} ${unit}`;
}

/** Digits by size: three significant ones for small values, whole units from 1000 on. */
function digitsFor(value: number): Intl.NumberFormatOptions {
  const size = Math.abs(value);
  if (size >= 1000) return { maximumFractionDigits: 0 };
  if (size >= 100) return { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  if (size >= 1 || size === 0) return { minimumFractionDigits: 1, maximumFractionDigits: 2 };
  return { maximumSignificantDigits: 3 };
}

/**
 * Returns a cached `Intl.DateTimeFormat`. Readings are shown in the `timeZone` of their meter,
 * events without one, in the zone of the reader.
 */
export function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return cached('date', locale, options, () => new Intl.DateTimeFormat(locale, options));
}

/** Formats an exact moment for titles: "12 November 2026 at 23:45:00 UTC". */
export function formatExact(locale: string, ms: number, timeZone?: string): string {
  return dateFormat(locale, { dateStyle: 'long', timeStyle: 'long', ...(timeZone ? { timeZone } : {}) }).format(ms);
}

/** Formats a day: "12 Nov", with the year if it is not the year of `nowMs`. */
export function formatDay(locale: string, ms: number, nowMs: number, timeZone?: string): string {
  const zone = timeZone ? { timeZone } : {};
  const year = dateFormat(locale, { year: 'numeric', ...zone });
  const sameYear = year.format(ms) === year.format(nowMs);
  return dateFormat(locale, {
    day: 'numeric',
    month: 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
    ...zone,
  }).format(ms);
}

/** Formats a calendar day given as `YYYY-MM-DD`, which is the same day in every time zone. */
export function formatPlainDay(locale: string, day: string, nowMs: number): string {
  const ms = Date.parse(`${day.slice(0, 10)}T00:00:00Z`);
  return Number.isNaN(ms) ? day : formatDay(locale, ms, nowMs, 'UTC');
}

const MINUTE = ['minute', 60_000] as const;
const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_557_600_000],
  ['month', 2_629_800_000],
  ['week', 604_800_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  MINUTE,
];

/**
 * Formats a moment relative to now: "2 minutes ago", "1 day ago", "in 3 hours", and "now" up to 45
 * seconds. Never "yesterday", which is a different day in each time zone.
 */
export function formatRelative(locale: string, ms: number, nowMs: number): string {
  const delta = ms - nowMs;
  const size = Math.abs(delta);
  const isNow = size < 45_000;
  const options = { numeric: isNow ? 'auto' : 'always' } as const;
  const format = cached('relative', locale, options, () => new Intl.RelativeTimeFormat(locale, options));
  const [unit, length] = STEPS.find(([, least]) => size >= least) ?? MINUTE;
  return isNow ? format.format(0, 'second') : format.format(Math.round(delta / length) || Math.sign(delta), unit);
}
