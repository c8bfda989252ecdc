import { formatNumber } from '../../internal/format.ts';

/** Returns a number with a fixed number of decimals in the notation of a locale. */
export function fixedNumber(locale: string, value: number, digits: number): string {
  return formatNumber(locale, value, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    // Omits the sign of a value that rounds to zero: "-0.0" would puzzle people.
    signDisplay: 'negative',
  });
}

/** Returns a change, given as a fraction (0.05), as a percentage with its sign: `+5%`. Zero has none. */
export function signedPercent(locale: string, change: number): string {
  return formatNumber(locale, change, { style: 'percent', maximumFractionDigits: 0, signDisplay: 'exceptZero' });
}

/** Returns an amount in a currency (ISO 4217). */
export function money(locale: string, amount: number, currency: string): string {
  return formatNumber(locale, amount, { style: 'currency', currency });
}
