/** The furthest instant from 1970 that a `Date` can hold, ms. */
const LAST_MS = 8.64e15;

/**
 * Throws an error with the message `RULE, not VALUE` unless `ok` is true.
 * @param rule - The rule, as the first half of a sentence that begins with the name of the field.
 * @param Wrong - A `RangeError` where the value is of the right kind but out of range.
 */
export function check(ok: boolean, rule: string, value: unknown, Wrong: ErrorConstructor = TypeError): asserts ok {
  if (!ok) throw new Wrong(`${rule}, not ${described(value)}`);
}

/**
 * @throws {TypeError} It is not a number.
 * @throws {RangeError} No `Date` is that far from 1970.
 */
export function checkInstant(name: string, value: unknown): asserts value is number {
  checkNumber(`${name} must be epoch milliseconds of a date as a number`, value, -LAST_MS);
}

/**
 * @throws {TypeError} It is not a number.
 * @throws {RangeError} It is not positive, or too long for a `Date`.
 */
export function checkPositive(rule: string, value: unknown): asserts value is number {
  checkNumber(rule, value, Number.MIN_VALUE);
}

function checkNumber(rule: string, value: unknown, least: number): asserts value is number {
  check(typeof value === 'number', rule, value);
  check(value >= least && value <= LAST_MS, rule, value, RangeError);
}

/**
 * Returns the length of a column.
 * @param slots - The length that it must have; any length if left out.
 * @throws {TypeError} It is neither an array nor a typed array.
 * @throws {RangeError} It has another length.
 */
export function lengthOf(name: string, values: unknown, slots?: number): number {
  const length = typeof values === 'object' ? (values as ArrayLike<unknown> | null)?.length : undefined;
  check(isCount(length), `${name} must be an array with a number for each slot`, values);
  const isWhole = slots === undefined || length === slots;
  check(isWhole, `${name} must have a number for each of the ${slots} slots`, length, RangeError);
  return length;
}

/** Returns true for a whole number that is not negative. */
export function isCount(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0;
}

/** Describes a value for a message, short enough for a line. */
function described(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'function' || typeof value === 'symbol') return `a ${typeof value}`;
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return 'an array';
  return value instanceof Date ? 'a Date' : 'an object';
}
