import { createCalendar } from '../calendar.ts';
import { mostFrequent, nextTimesOf } from '../files/times/index.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../zone.ts';
import type { Cells, Stamps } from './cell-times.ts';
import type { Column } from './columns.ts';
import type { RowLengths } from './lengths.ts';
import { wordsOf } from './words.ts';

/**
 * Returns the ends of rows that have one time each. `null` if the distance to the next row is their
 * length. `isStart`: the time is that of the start.
 * @param dates - The cells of the times if there is no column of times of day beside them.
 */
export function endsOfSingleTimes(
  started: Stamps,
  dates: Cells | null,
  columns: readonly Column[],
): { readonly ended: Stamps; readonly isStart: boolean } | null {
  const { localTimes, instants } = started;
  const onlyDate = onlyDateIn(dates);
  if (onlyDate !== null) {
    const after = (time: number): number => dayOrMonthAfter(onlyDate, time);
    return { ended: { localTimes: localTimes.map(after), instants: instants.map(after) }, isStart: true };
  }
  if (isLastOfDays(localTimes)) {
    const midnights = localTimes.map((localMs) => Math.ceil((localMs + 1) / DAY_MS) * DAY_MS);
    return { ended: { localTimes: midnights, instants }, isStart: false };
  }
  return !saysStart(columns) && endOnDays(localTimes) ? { ended: started, isStart: false } : null;
}

/**
 * Returns the ends of rows with a start and a length. Local times get local ends, so that the clocks
 * decide how long a day is. Days with an offset end where the next row begins, if that is an hour
 * earlier or later. Months with an offset have no end here: it depends on the zone.
 */
export function endsOfLengths({ localTimes, instants }: Stamps, { ms, months }: RowLengths): Stamps {
  const calendar = createCalendar('UTC');
  const nexts = nextTimesOf(instants);
  return {
    localTimes: localTimes.map((start, i) =>
      months[i]! > 0 && !Number.isNaN(start) ? calendar.addMonths(start, months[i]!) : start + ms[i]!,
    ),
    instants: instants.map((start, i) => {
      if (months[i]! > 0) return Number.NaN;
      const end = start + ms[i]!;
      return ms[i]! % DAY_MS === 0 && Math.abs(nexts[i]! - end) <= HOUR_MS ? nexts[i]! : end;
    }),
  };
}

/** Returns true if the headers of the times call them starts. */
const saysStart = (columns: readonly Column[]): boolean =>
  columns.some(
    ({ header, role }) =>
      START_ROLES.has(role) && /start|begin|\bfrom\b|\bvon\b|\bvan\b|debut|inicio/.test(wordsOf(header)),
  );

const START_ROLES: ReadonlySet<Column['role']> = new Set(['start', 'date', 'startTime']);

/**
 * Returns true if the times must be ends: steps below an hour, the first one step after midnight,
 * the last at midnight. Hours from 1:00 to 0:00 may also be starts of days in UTC, written on a
 * clock that is an hour ahead.
 */
function endOnDays(localTimes: Float64Array): boolean {
  // Several meters have the same times.
  const sorted = Float64Array.from(new Set(localTimes.filter((localMs) => !Number.isNaN(localMs)))).sort();
  if (sorted.length < 2) return false;
  const stepMs = sorted[1]! - sorted[0]!;
  return stepMs > 0 && stepMs < HOUR_MS && sorted[0]! % DAY_MS === stepMs && sorted.at(-1)! % DAY_MS === 0;
}

/** Returns true if all times are 23:59 or 23:59:59: the ends of days. */
const isLastOfDays = (localTimes: Float64Array): boolean =>
  localTimes.some((localMs) => !Number.isNaN(localMs)) &&
  !localTimes.some((localMs) => localMs % DAY_MS < DAY_MS - MINUTE_MS);

/**
 * Returns the date or month of a table in which all rows have the same one, without a time of day;
 * else `null`. No other row tells how long it is.
 */
function onlyDateIn(cells: Cells | null): string | null {
  const [date, ...others] = new Set(cells?.filter((cell) => cell !== ''));
  return date === undefined || others.length > 0 || !/\d/.test(date) || /:|T\d/.test(date) ? null : date;
}

/** Returns the end of a day, or of a month, that a cell names. */
function dayOrMonthAfter(cell: string, localMs: number): number {
  const isMonth = !/\d\D+\d{1,2}\D+\d|\d\D+[a-z]+\D+\d|^\d{8}$|[a-z]\D*\d{1,2}\D+\d{4}/i.test(cell);
  const date = new Date(localMs);
  return isMonth ? Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) : localMs + DAY_MS;
}

/** Share of the rows that write their times in the usual form, if there are subtotals at all. */
const USUAL = 0.8;

/**
 * Drops the times of subtotals. These are rows whose times have another form (a day among hours, a
 * month among days) and are also the time of a usual row.
 */
export function dropSubtotals(cells: Cells | null, { localTimes, instants }: Stamps): void {
  if (cells === null) return;
  const forms = cells.map(formOf);
  const counts = new Map<string, number>();
  for (const form of forms) counts.set(form, (counts.get(form) ?? 0) + 1);
  if (counts.size === 1) return;
  const [usual, count] = [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best));
  if (count < USUAL * cells.length) return;
  const known = new Set<number>();
  localTimes.forEach((localMs, i) => {
    if (forms[i] === usual) known.add(localMs);
  });
  localTimes.forEach((localMs, i) => {
    if (forms[i] !== usual && known.has(localMs)) localTimes[i] = instants[i] = Number.NaN;
  });
}

/** Returns a key for the form of a time: with a time of day, beginning with a digit, shorter than a date. */
const formOf = (cell: string): string => [cell.includes(':'), /^\d/.test(cell), cell.length < 8].join();

/**
 * Moves ends that lie before their starts, because they are times of day after midnight, to the
 * next day.
 */
export function movePastMidnight(starts: Float64Array, ends: Float64Array): void {
  const usual = mostFrequent(ends.map((end, i) => end - starts[i]!));
  for (let i = 0; i < ends.length; i++) {
    const length = ends[i]! - starts[i]!;
    // When the clocks go back, an end in the repeated hour seems to be an hour too early.
    // `instantsOfEnds` corrects it.
    if (length <= 0 && length !== usual - HOUR_MS) ends[i]! += DAY_MS;
  }
}

/**
 * Moves ends that are the last days of their periods to the days after. This is so if the end of a
 * period is the day before the start of the next.
 */
export function includeLastDays(starts: Float64Array, ends: Float64Array): void {
  const days = new Set(starts);
  let last = 0;
  let after = 0;
  for (let i = 0; i < ends.length; i++) {
    if (ends[i] === starts[i] || days.has(ends[i]! + DAY_MS)) last++;
    else if (days.has(ends[i]!)) after++;
  }
  if (last > after) for (let i = 0; i < ends.length; i++) ends[i]! += DAY_MS;
}
