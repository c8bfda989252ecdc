import { civilOf, dayNumberOf } from '../../civil.ts';

/** Order of day and month in dates like 3/4/2024. */
export type DateOrder = 'day-first' | 'month-first';

type WrittenDate = readonly [year: number, first: number, second: number];

const DATE = /^\D{0,12}(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d)/;

/**
 * Returns the order of day and month in a column. A number above 12 proves it; else it is the order
 * in which the dates follow each other regularly; else dots mean that the day is first. `null` if
 * both orders are plausible, or both are proved. Any order if no date depends on it.
 */
export function dateOrderOf(cells: Iterable<string>): DateOrder | null {
  const proved = new Set<DateOrder>();
  const open = new Map<number, WrittenDate>();
  let onlyDots = true;
  let timesOfDay = false;
  let last = '';
  let rest = '';
  for (const cell of cells) {
    if (last !== '' && cell.startsWith(last)) {
      timesOfDay ||= !cell.endsWith(rest) || cell.length !== last.length + rest.length;
      continue;
    }
    const match = DATE.exec(cell);
    if (match === null) continue;
    last = match[0];
    rest = cell.slice(last.length);
    const [first, second, year] = [Number(match[1]), Number(match[3]), Number(match[4])];
    if (match[2] !== '.') onlyDots = false;
    if (first > 12) proved.add('day-first');
    else if (second > 12) proved.add('month-first');
    else open.set((year * 100 + first) * 100 + second, [year, first, second]);
  }
  if (proved.size > 0) return proved.size > 1 ? null : [...proved][0]!;
  const dates = [...open.values()];
  if (onlyDots || dates.every(([, first, second]) => first === second)) return 'day-first';
  return moreRegular(dates, timesOfDay);
}

/**
 * Returns the order in which the days have equal distances, while the other order spreads them over
 * the months.
 */
function moreRegular(dates: readonly WrittenDate[], timesOfDay: boolean): DateOrder | null {
  const dayFirst = daysOf(dates.map(([year, day, month]) => dayNumberOf(year, month, day)));
  const monthFirst = daysOf(dates.map(([year, month, day]) => dayNumberOf(year, month, day)));
  // With one row a day, the first days of all months are as regular as consecutive days of one
  // month.
  if (!timesOfDay && (dayFirst.every(isFirstOfMonth) || monthFirst.every(isFirstOfMonth))) return null;
  const [a, b] = [regularityOf(dayFirst), regularityOf(monthFirst)];
  if (a.isRegular !== b.isRegular) return a.isRegular ? 'day-first' : 'month-first';
  if (!a.isRegular || (a.stepDays === 1) === (b.stepDays === 1)) return null;
  return a.stepDays === 1 ? 'day-first' : 'month-first';
}

const daysOf = (days: readonly number[]): readonly number[] => [...new Set(days)].sort((a, b) => a - b);

const isFirstOfMonth = (day: number): boolean => civilOf(day).day === 1;

function regularityOf(days: readonly number[]): { readonly isRegular: boolean; readonly stepDays: number } {
  const distances = days.slice(1).map((day, i) => day - days[i]!);
  const stepDays = Math.min(...distances);
  // Some days may be missing.
  const equal = distances.filter((distance) => distance === stepDays).length;
  return { isRegular: equal > 0 && equal >= (distances.length * 2) / 3, stepDays };
}
