import { createCalendar } from '../../calendar.ts';
import { DAY_MS, zoneOf } from '../../zone.ts';
import { zonesWithLongDay } from './candidate-zones.ts';
import { clockChangesAround } from './clock-changes.ts';
import { instantsOfLocal, type LocalInstants } from './local-instants.ts';

/**
 * Returns the instants of the starts of intervals that are numbered within a local day: hours 1 to
 * 24, or to 25 in autumn, or half and quarter hours. Some files count elapsed hours since midnight,
 * others write hours of the clock. The two differ only on days on which the clocks change, which
 * show which it is.
 * @param days - Midnights of the dates as if they were UTC.
 * @param numbers - From 1.
 * @param stepMs - Length of an interval.
 * @param zone - IANA name; `null` if it is not known: the numbers are then read as UTC.
 * @param values - Values of the rows: rows without a value prove nothing.
 * @param isAssumed - True if the zone is that of the page and not stated by the file.
 * @throws {RangeError} No such zone.
 */
export function instantsOfNumbered(
  days: Float64Array,
  numbers: Float64Array,
  stepMs: number,
  zone: string | null,
  values?: Float64Array,
  isAssumed = false,
): LocalInstants {
  const hasValue = (i: number): boolean => values === undefined || !Number.isNaN(values[i]!);
  const perDay = DAY_MS / stepMs;
  const long = days.filter((_, i) => numbers[i]! > perDay && hasValue(i) && values?.[i] !== 0);
  if (zone !== null && (long.length > 0 || countsOnShortDay(days, numbers, stepMs, zone, hasValue))) {
    const placed = instantsOfElapsed(days, numbers, stepMs, zone, values);
    // A zone without this long day is not the zone of the file.
    return isAssumed && placed.impossible > 0 ? { ...placed, zones: zonesWithLongDay(long) } : placed;
  }
  const localTimes = days.map((day, i) => (numbers[i]! > perDay ? Number.NaN : day + (numbers[i]! - 1) * stepMs));
  const placed = instantsOfLocal(localTimes, zone, values, isAssumed);
  return long.length === 0 ? placed : { ...placed, impossible: long.length, zones: zonesWithLongDay(long) };
}

/**
 * Returns true if a day on which the clocks go forward has a value in its skipped hour and ends with
 * the number of its last elapsed interval (23 for hours), so that numbers count from midnight.
 */
function countsOnShortDay(
  days: Float64Array,
  numbers: Float64Array,
  stepMs: number,
  zone: string,
  hasValue: (i: number) => boolean,
): boolean {
  return clockChangesAround(zoneOf(zone), days).some(({ before, after, low, high }) => {
    if (after < before) return false;
    const day = Math.floor(low / DAY_MS) * DAY_MS;
    const found = new Set(numbers.filter((_, i) => days[i] === day && hasValue(i)));
    const last = (DAY_MS - (high - low)) / stepMs;
    return found.has((low - day) / stepMs + 1) && found.has(last) && !found.has(last + 1);
  });
}

function instantsOfElapsed(
  days: Float64Array,
  numbers: Float64Array,
  stepMs: number,
  zone: string,
  values: Float64Array | undefined,
): LocalInstants {
  const calendar = createCalendar(zone);
  let impossible = 0;
  const instants = days.map((day, i) => {
    const start = calendar.startOfDayNumber(day / DAY_MS) + (numbers[i]! - 1) * stepMs;
    if (!(start >= calendar.startOfDayNumber(day / DAY_MS + 1))) return start;
    // Wide tables have columns for the longest day, which are empty or zero on other days.
    if (values === undefined || (values[i] !== 0 && !Number.isNaN(values[i]!))) impossible++;
    return Number.NaN;
  });
  return { instants, standardTime: 0, impossible, zones: [] };
}
