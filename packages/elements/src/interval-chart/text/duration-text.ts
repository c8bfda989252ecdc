import { formatNumber } from '../../internal/format.ts';

/**
 * Returns a duration in the notation of a locale, in at most two units: `9h`, `2 days 4h`, `45m`.
 */
export function durationText(locale: string, minutes: number): string {
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  const rest = Math.round(minutes % 60);
  const parts: string[] = [];
  if (days > 0) parts.push(unit(locale, days, 'day'));
  if (hours > 0) parts.push(unit(locale, hours, 'hour'));
  if ((rest > 0 && days === 0) || parts.length === 0) parts.push(unit(locale, rest, 'minute'));
  return parts.join(' ');
}

/** Returns a number of hours in the notation of a locale: a day of 25 hours is not "1 day 1h". */
export function hoursText(locale: string, hours: number): string {
  return unit(locale, hours, 'hour', 'long');
}

function unit(
  locale: string,
  value: number,
  name: 'day' | 'hour' | 'minute',
  unitDisplay: 'long' | 'narrow' = name === 'day' ? 'long' : 'narrow',
): string {
  return formatNumber(locale, value, { style: 'unit', unit: name, unitDisplay });
}
