import { parseTime, stampReaderOf } from '../files/times/index.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../zone.ts';
import type { Facts } from './dialect.ts';
import { factsOf } from './facts.ts';
import { wordsOf } from './words.ts';

/** When the interval of a column starts. */
export interface WidePlace {
  readonly index: number;
  /**
   * Time of day of its start, ms; or its number in the day, from 1; or its start with the date, as
   * written.
   */
  readonly at: number | string;
}

/** Columns of one kind of value, each for one interval of the row. */
interface WideGroup {
  /** The first and the last header. */
  readonly label: string;
  readonly facts: Facts;
  readonly places: readonly WidePlace[];
}

/** The columns of a wide table, in which a row has many intervals. */
export interface WideColumns {
  /** Indices of these columns. */
  readonly places: ReadonlySet<number>;
  readonly valueColumns: readonly WideGroup[];
  /** What `at` is. */
  readonly by: 'clock' | 'number' | 'stamp';
  readonly stepMs: number;
}

/** A day has at least so many hours. Fewer numbered columns are tariffs, phases or registers. */
const FEWEST_NUMBERS = 23;

/**
 * Returns the columns whose headers name an interval of the day (`12:00 AM kWh`, `HE01`, `1`) or an
 * instant; `null` if there are none.
 */
export function wideColumnsOf(fields: readonly string[]): WideColumns | null {
  const clock = new Map<number, number>();
  const numbers = new Map<number, number>();
  const stamps = new Map<number, string>();
  fields.forEach((header, index) => {
    if (!/\d/.test(header) || header.length > 60) return;
    const label = withoutUnit(wordsOf(header));
    const time = /^(\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]m)?|\d{1,2} ?[ap]m)(?= |$)/.exec(label)?.[1];
    if (time !== undefined) clock.set(index, parseTime(time));
    const number =
      /^(?:hour ending|he|hours?|hrs?|h|int|interval|v|val|value|period|p|sp|kwh|q|t|usage|read) ?0*(\d{1,3})$/.exec(
        label,
      );
    const plain = number?.[1] ?? /^0*(\d{1,3})$/.exec(label)?.[1];
    if (plain !== undefined) numbers.set(index, Number(plain));
    if (/\d{4}-\d\d-\d\d|[/.]\d{4}/.test(header) && stampReaderOf([header], 'month-first') !== null)
      stamps.set(index, header);
  });
  if (stamps.size > 2 && stamps.size >= fields.length - 8) return columnsAt(fields, stamps, 'stamp', Number.NaN);
  if (numbers.size >= FEWEST_NUMBERS && isCounted([...numbers.values()])) {
    const values = [...numbers.values()];
    const first = Math.min(...values);
    const stepMs = stepOfNumbers(Math.max(...values) - first + 1);
    return columnsAt(
      fields,
      new Map([...numbers].map(([index, number]) => [index, number - first + 1])),
      'number',
      stepMs,
    );
  }
  const times = [...clock.values()];
  const stepMs = times.length > 1 ? stepOf(times) : Number.NaN;
  if (!(stepMs > 0 && stepMs <= 2 * HOUR_MS)) return null;
  // Times from 0:15 to 24:00, or to 0:00, are ends.
  const isEnds = times[0] === stepMs && (times.at(-1) === DAY_MS || times.at(-1) === 0);
  const startOf = (time: number): number => (isEnds ? (time === 0 ? DAY_MS : time) - stepMs : time);
  return columnsAt(fields, new Map([...clock].map(([index, time]) => [index, startOf(time)])), 'clock', stepMs);
}

/**
 * Returns the length of intervals that are numbered up to `last` in a day: up to 25 are hours, up
 * to 50 half hours, up to 100 quarters.
 */
export function stepOfNumbers(last: number): number {
  if (last <= 25) return HOUR_MS;
  return last <= 50 ? HOUR_MS / 2 : last <= 100 ? HOUR_MS / 4 : 5 * MINUTE_MS;
}

function withoutUnit(words: string): string {
  return words
    .replace(/\b(in )?[kmg]?(wh|w|varh|vah)\b|\b(usage|consumption|energy|reading|delivered|received)\b/g, ' ')
    .replace(/ +/g, ' ')
    .trim();
}

/** Returns true for numbers that follow each other from 0 or 1. */
function isCounted(numbers: readonly number[]): boolean {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  return sorted[0]! <= 1 && sorted.every((number, i) => number === sorted[0]! + i);
}

function stepOf(times: readonly number[]): number {
  const steps = new Set<number>();
  for (let i = 1; i < times.length; i++) if (times[i]! > times[i - 1]!) steps.add(times[i]! - times[i - 1]!);
  return steps.size === 0 ? Number.NaN : Math.min(...steps);
}

function columnsAt(
  fields: readonly string[],
  places: ReadonlyMap<number, number | string>,
  by: WideColumns['by'],
  stepMs: number,
): WideColumns {
  // Energy and reactive energy of each hour, for example, are two value columns.
  const valueColumns = Map.groupBy([...places], ([index]) =>
    by === 'stamp' ? '' : wordsOf(fields[index]!).replace(/\d{1,2}(:\d{2})*( ?[ap]m\b)?|\d+/g, ''),
  );
  return {
    places: new Set(places.keys()),
    by,
    stepMs,
    valueColumns: [...valueColumns.values()].map((valueColumn) => ({
      label: `${fields[valueColumn[0]![0]]} … ${fields[valueColumn.at(-1)![0]]}`,
      facts: by === 'stamp' ? {} : factsOf(fields[valueColumn[0]![0]]!),
      places: valueColumn.map(([index, at]) => ({ index, at })),
    })),
  };
}
