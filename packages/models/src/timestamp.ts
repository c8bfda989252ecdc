const TIMESTAMP =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?\s?(?:[Zz]|([+-])(\d{2}):?(\d{2})?)?)?$/;

/** Returns true for blank text and for "null", which some samples have in place of null. */
export const isNullText = (text: string): boolean => /^\s*(null)?\s*$/i.test(text);

/**
 * Parses an RFC 3339 date and time with any offset (`…Z`, `…000+00:00`, `-04:00`, `+0545`) into
 * epoch ms. Without an offset, or with a date alone, it is UTC. A leap second is the second after
 * it.
 *
 * @returns `null` if `text` is not a date and time that exists, such as 30 February.
 */
export function parseTimestamp(text: string): number | null {
  const match = TIMESTAMP.exec(text.trim());
  if (match === null) return null;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', sign, offsetHour, offsetMinute] =
    match;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return null;
  if (Number(offsetHour ?? 0) > 23 || Number(offsetMinute ?? 0) > 59) return null;
  const dayMs = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const date = new Date(dayMs);
  // Date.UTC turns 30 February into a day of March, and the year 50 into 1950.
  if (
    date.getUTCFullYear() !== Number(year) ||
    date.getUTCMonth() !== Number(month) - 1 ||
    date.getUTCDate() !== Number(day)
  )
    return null;
  const ms = Number(`${fraction}000`.slice(0, 3));
  const offsetMinutes = (sign === '-' ? -1 : 1) * (Number(offsetHour ?? 0) * 60 + Number(offsetMinute ?? 0));
  return dayMs + ((Number(hour) * 60 + Number(minute) - offsetMinutes) * 60 + Number(second)) * 1000 + ms;
}
