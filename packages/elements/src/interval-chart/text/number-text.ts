const formats = new Map<string, Intl.NumberFormat>();

/** Returns a number with a fixed number of decimals in the notation of a locale. */
export function fixedNumber(locale: string, value: number, digits: number): string {
  const key = `${locale} ${digits}`;
  let format = formats.get(key);
  if (format === undefined) {
    // 'negative' omits the sign of a value that rounds to zero: "-0.0" would puzzle people.
    format = new Intl.NumberFormat(locale, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      signDisplay: 'negative',
    });
    formats.set(key, format);
  }
  return format.format(value);
}

const percents = new Map<string, Intl.NumberFormat>();

/** Returns a change as a percentage with its sign: `+5%`, `-12%`. */
export function signedPercent(locale: string, change: number): string {
  let format = percents.get(locale);
  if (format === undefined) {
    format = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0, signDisplay: 'exceptZero' });
    percents.set(locale, format);
  }
  return format.format(change);
}

/** Returns an amount in a currency (ISO 4217). */
export function money(locale: string, amount: number, currency: string): string {
  const key = `${locale} ${currency}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(locale, { style: 'currency', currency });
    formats.set(key, format);
  }
  return format.format(amount);
}
