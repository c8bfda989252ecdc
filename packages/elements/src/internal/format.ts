/** A number and its unit apart, because the unit is set smaller and muted. */
export interface Measure {
  readonly value: string;
  readonly unit: string;
}

/** Less than this, in kWh or kW, is rounding and no energy. */
const NOISE = 1e-9;

const cache = new Map<string, unknown>();

/** Building an Intl formatter costs far more than using one, so each is built once per locale and options. */
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

/** `candidate` as Intl writes it; `undefined` for what is no language tag, as a page may have a wrong `lang`. */
export function safeLocale(candidate: string | null | undefined): string | undefined {
  if (!candidate) return undefined;
  // Asked for in every render, and a page has few languages.
  if (!canonical.has(candidate)) canonical.set(candidate, canonicalLocale(candidate));
  return canonical.get(candidate);
}

function canonicalLocale(candidate: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(candidate)[0];
  } catch (error) {
    // A RangeError is how Intl says "not a language tag"; the caller falls back to the next source.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** A number in the reader's notation. */
export function formatNumber(locale: string, value: number, options: Intl.NumberFormatOptions = {}): string {
  return cached('number', locale, options, () => new Intl.NumberFormat(locale, options)).format(value);
}

/** 0 to 1 as a percentage; a part that is nearly everything never rounds up to 100 %. */
export function formatPercent(locale: string, share: number): string {
  const digits = share > 0.99 && share < 1 ? 2 : share < 0.1 ? 1 : 0;
  const shown = share < 1 ? Math.min(share, 1 - 10 ** -(digits + 2)) : share;
  return formatNumber(locale, shown, { style: 'percent', maximumFractionDigits: digits });
}

/** Energy in kWh, or MWh from 100,000 kWh on; `null` and NaN are an en dash. */
export function formatKwh(locale: string, kwh: number | null): Measure {
  if (kwh === null || Number.isNaN(kwh)) return { value: '–', unit: 'kWh' };
  const mega = Math.abs(kwh) >= 100_000;
  const shown = mega ? kwh / 1000 : withoutNoise(kwh);
  return { value: formatNumber(locale, shown, digitsFor(shown)), unit: mega ? 'MWh' : 'kWh' };
}

/** Average power in kW, or MW from 10,000 kW on; `null` and NaN are an en dash. */
export function formatKw(locale: string, kw: number | null): Measure {
  if (kw === null || Number.isNaN(kw)) return { value: '–', unit: 'kW' };
  const mega = Math.abs(kw) >= 10_000;
  const shown = mega ? kw / 1000 : withoutNoise(kw);
  return { value: formatNumber(locale, shown, digitsFor(shown)), unit: mega ? 'MW' : 'kW' };
}

/** What is left of values that cancel out, in binary arithmetic, is nothing. */
function withoutNoise(value: number): number {
  return Math.abs(value) < NOISE ? 0 : value;
}

/** A measure as plain text. */
export function joined({ value, unit }: Measure): string {
  return value === '–' ? value : `${value} ${unit}`;
}

/** Three significant digits for small values, whole units from 1000 on: a reader needs no more of a meter. */
function digitsFor(value: number): Intl.NumberFormatOptions {
  const size = Math.abs(value);
  if (size >= 1000) return { maximumFractionDigits: 0 };
  if (size >= 100) return { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  if (size >= 1 || size === 0) return { minimumFractionDigits: 1, maximumFractionDigits: 2 };
  return { maximumSignificantDigits: 3 };
}

/** Cached `Intl.DateTimeFormat`; `timeZone` is the meter's for readings, absent (the reader's) for events. */
export function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return cached('date', locale, options, () => new Intl.DateTimeFormat(locale, options));
}

/** The exact moment, for titles and screen readers: "12 November 2026 at 23:45:00 UTC". */
export function formatExact(locale: string, ms: number, timeZone?: string): string {
  return dateFormat(locale, { dateStyle: 'long', timeStyle: 'long', ...(timeZone ? { timeZone } : {}) }).format(ms);
}

/** A day, short: "12 Nov", with the year when it is not the year of `nowMs`. */
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

/** A calendar day given as `YYYY-MM-DD`, which has no zone and must not get one. */
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
 * "2 minutes ago", "1 day ago", "in 3 hours"; under 45 seconds "now". Never "yesterday", which is another day in each
 * zone.
 */
export function formatRelative(locale: string, ms: number, nowMs: number): string {
  const delta = ms - nowMs;
  const size = Math.abs(delta);
  const soon = size < 45_000;
  const options = { numeric: soon ? 'auto' : 'always' } as const;
  const format = cached('relative', locale, options, () => new Intl.RelativeTimeFormat(locale, options));
  const [unit, length] = STEPS.find(([, least]) => size >= least) ?? MINUTE;
  return soon ? format.format(0, 'second') : format.format(Math.round(delta / length) || Math.sign(delta), unit);
}
