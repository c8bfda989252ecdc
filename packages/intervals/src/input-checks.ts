/** The furthest instant from 1970 that a `Date` can hold, ms. */
const LAST_MS = 8.64e15;

/** True for what a page sets where it has nothing. */
export function isAbsent(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

/** @throws {TypeError} The value is no object with fields. */
export function checkObject(value: unknown): asserts value is object {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return;
  const wanted = 'an object with startMs, stepMs, timeZone and importKwh';
  throw new TypeError(`a series must be ${wanted}, not ${described(value)}`);
}

/**
 * @throws {TypeError} It is no number.
 * @throws {RangeError} No `Date` is that far from 1970.
 */
export function checkInstant(name: string, value: unknown): asserts value is number {
  const wanted = `${name} must be epoch milliseconds as a number`;
  if (typeof value !== 'number') throw new TypeError(`${wanted}, not ${described(value)}`);
  if (!(Math.abs(value) <= LAST_MS)) throw new RangeError(`${wanted} that is a date, not ${value}`);
}

/**
 * @throws {TypeError} It is no number.
 * @throws {RangeError} It is not positive, or infinite.
 */
export function checkStep(value: unknown): asserts value is number {
  const wanted = 'stepMs must be the positive length of a slot in milliseconds as a number';
  if (typeof value !== 'number') throw new TypeError(`${wanted}, not ${described(value)}`);
  if (!(value > 0 && value < Number.POSITIVE_INFINITY)) throw new RangeError(`${wanted}, not ${value}`);
}

/** @throws {TypeError} It is no text. */
export function checkTimeZone(value: unknown): asserts value is string {
  if (typeof value === 'string') return;
  throw new TypeError(`timeZone must be the name of a time zone such as "Europe/Dublin", not ${described(value)}`);
}

/** @throws {TypeError} It is no number of slots. */
export function checkCount(value: unknown): asserts value is number {
  if (isCount(value)) return;
  throw new TypeError(`length must be the number of slots, not ${described(value)}`);
}

/**
 * The length of a column.
 * @param slots - The length it must have; any when left out.
 * @throws {TypeError} It is neither an array nor a typed array.
 * @throws {RangeError} It has another length.
 */
export function lengthOf(name: string, values: unknown, slots?: number): number {
  const length = typeof values === 'object' && values !== null && 'length' in values ? values.length : undefined;
  if (!isCount(length))
    throw new TypeError(`${name} must be an array with a number for each slot, not ${described(values)}`);
  if (slots !== undefined && length !== slots)
    throw new RangeError(`${name} must have a number for each of the ${slots} slots, not ${length}`);
  return length;
}

const isCount = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0;

/**
 * Lengths of readings in minutes; `null` when absent.
 * @throws {TypeError} They are no list.
 * @throws {RangeError} One is no positive number.
 */
export function minutesOf(value: unknown): readonly number[] | null {
  if (isAbsent(value)) return null;
  const wanted = 'sourceMinutes must be an array of positive minutes';
  if (!Array.isArray(value)) throw new TypeError(`${wanted}, not ${described(value)}`);
  const wrong = value.findIndex((minutes) => !(typeof minutes === 'number' && minutes > 0 && Number.isFinite(minutes)));
  if (wrong !== -1) throw new RangeError(`${wanted}, not ${described(value[wrong])}`);
  return value;
}

/** A value as a message names it, short enough for a line. */
function described(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'function' || typeof value === 'symbol') return `a ${typeof value}`;
  if (Array.isArray(value)) return 'an array';
  if (value instanceof Date) return 'a Date';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
