import { DAY_MS, MINUTE_MS } from '../../zone.ts';
import { Rows } from '../channel.ts';
import {
  clockOf,
  flowNamed,
  type Line,
  numberIn,
  publishedIn,
  qualityIn,
  type Register,
  type Registers,
  timeIn,
  wrong,
} from './records.ts';

/** A 200 record: the register and the interval length of the values that follow. */
export interface Details {
  readonly register: Register;
  readonly minutes: number;
}

/** Reads a 200 record. */
export function detailsIn(line: Line): Details {
  const [, nmi = '', , registerId = '', suffix = '', , serial = '', unit = ''] = line.fields;
  const minutes = numberIn(line, 8, 'IntervalLength');
  if (nmi === '') wrong(line, 'this 200 record has no NMI');
  if (!(minutes > 0 && Number.isInteger(minutes) && 1440 % minutes === 0))
    wrong(line, `IntervalLength is "${line.fields[8] ?? ''}", where 5, 15 or 30 minutes are expected`);
  const name = suffix === '' ? registerId : suffix;
  return { minutes, register: { nmi, suffix: name, serial, unit, flow: flowNamed(name) ?? 'unknown' } };
}

/** A 300 record. Later 400 records may change its rows. */
export interface Day {
  readonly rows: Rows;
  readonly count: number;
}

/** Reads a 300 record: the values of a day on the market's clock. */
export function dayIn(line: Line, { minutes, register }: Details, registers: Registers): Day {
  const { fields } = line;
  const { offsetHours } = clockOf(register.nmi);
  const start = timeIn(line, 1, 'IntervalDate', offsetHours);
  const count = DAY_MS / MINUTE_MS / minutes;
  const found = fields.findIndex((field, i) => i > 1 && /^[a-z]/i.test(field));
  const behind = found === -1 ? fields.findLastIndex((field) => field !== '') + 1 : found;
  const quality = qualityIn(line, behind);
  // A day without data may be written without values.
  const isBlank = behind === 2 && quality.startsWith('N');
  if (behind - 2 !== count && !isBlank)
    wrong(line, `this 300 record has ${behind - 2} values, where ${count} of ${minutes} minutes make a day`);
  const rows = new Rows();
  for (let i = 0; i < count; i++) {
    const value = isBlank ? Number.NaN : numberIn(line, 2 + i, `value ${i + 1}`);
    rows.push(start + i * minutes * MINUTE_MS, start + (i + 1) * minutes * MINUTE_MS, value);
  }
  const day = { rows, count };
  mark(day, 1, count, quality);
  registers.add(register, { key: start, published: publishedIn(line, behind + 3, offsetHours), rows });
  return day;
}

/** Reads a 400 record: the quality of some intervals of the day before it. */
export function eventIn(line: Line, day: Day): void {
  const first = numberIn(line, 1, 'StartInterval');
  const last = numberIn(line, 2, 'EndInterval');
  if (!(first >= 1 && first <= last && last <= day.count))
    wrong(line, `this 400 record is about intervals ${line.fields[1]} to ${line.fields[2]} of ${day.count}`);
  mark(day, first, last, qualityIn(line, 3));
}

/**
 * Sets the quality of intervals, which are counted from 1. Substitutes are estimates; `N` means
 * that there is no value.
 */
function mark({ rows }: Day, first: number, last: number, quality: string): void {
  const isEstimated = /^[EFS]/.test(quality) ? 1 : 0;
  for (let i = first - 1; i < last; i++) {
    rows.estimated[i] = isEstimated;
    if (quality.startsWith('N')) rows.value[i] = Number.NaN;
  }
}
