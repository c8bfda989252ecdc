const TIMESTAMP =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?\s?(?:[Zz]|([+-])(\d{2}):?(\d{2})?)?)?$/;

/** The platform prints the text "null" where it means null (list and activate meter samples), in any case. */
export const isNullText = (text: string): boolean => /^\s*(null)?\s*$/i.test(text);

/**
 * Reads an RFC 3339 moment with any offset (`…Z`, `…000+00:00`, `-04:00`, `+0545`) into epoch ms.
 * A moment without an offset, or a date alone, is taken as UTC; a leap second is the second after it.
 *
 * @returns `null` when `text` is not a moment that exists, such as 30 February.
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
  // Date.UTC rolls 30 February over into March and the year 50 to 1950: a date that moved was not one.
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
