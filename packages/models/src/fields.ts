/**
 * The few kinds of field the platform uses, each read tolerantly in one place. Absent, null and "null" are told apart
 * from wrong.
 */
import { isNullText, parseTimestamp } from './timestamp.ts';

/** Reads the value of a field; `undefined` means that it is not of the kind. */
type Read<T> = (input: unknown) => T | undefined;

/** One kind of field. */
export interface Field<T> {
  /** What is reported where something else was found. */
  readonly expected: string;
  readonly read: Read<T>;
  /** False: it belongs to the identity of the item, which is left out without it. */
  readonly optional: boolean;
}

// @__NO_SIDE_EFFECTS__
const field = <T>(expected: string, read: Read<T>): Field<T> => ({ expected, read, optional: false });

/** The same, where absent and null are fine and mean `null`. */
// @__NO_SIDE_EFFECTS__
const nullable = <T>(expected: string, read: Read<T | null>): Field<T | null> => ({
  expected,
  read: (input) => (input === undefined || input === null ? null : read(input)),
  optional: true,
});

const readText: Read<string> = (input) => {
  if (typeof input === 'string') return input;
  // Numbers arrive where text is documented: client_user_id in the quickstart, meterNumber in intervals,
  // masterTariffId.
  return typeof input === 'number' ? String(input) : undefined;
};

const readNumber: Read<number | null> = (input) => {
  if (typeof input === 'number') return Number.isFinite(input) ? input : undefined;
  if (typeof input !== 'string') return undefined;
  if (isNullText(input)) return null;
  const value = Number(input);
  return Number.isFinite(value) ? value : undefined;
};

const readId: Read<number> = (input) => {
  const value = typeof input === 'string' && /^\d+$/.test(input) ? Number(input) : input;
  return Number.isSafeInteger(value) ? (value as number) : undefined;
};

const readBoolean: Read<boolean | null> = (input) => {
  if (typeof input === 'boolean') return input;
  if (typeof input !== 'string') return undefined;
  if (isNullText(input)) return null;
  const word = input.trim().toLowerCase();
  return word === 'true' ? true : word === 'false' ? false : undefined;
};

const readTime: Read<number | null> = (input) => {
  if (typeof input !== 'string') return undefined;
  return isNullText(input) ? null : (parseTimestamp(input) ?? undefined);
};

const readDate: Read<string | null> = (input) => {
  if (typeof input !== 'string') return undefined;
  if (isNullText(input)) return null;
  const date = input.trim();
  return parseTimestamp(date) === null ? undefined : date.slice(0, 10);
};

const readOptionalText: Read<string | null> = (input) => {
  const text = readText(input);
  return text !== undefined && text.trim() === '' ? null : text;
};

/** Text that must be there and not blank; a number becomes text. It is not trimmed or parsed: leading zeros stay. */
export const text = /* @__PURE__ */ field<string>('text', (input) => readOptionalText(input) ?? undefined);
/** An opaque id: text that is there and not blank. A number is refused, because these ids are prefixed text. */
export const textId = /* @__PURE__ */ field<string>('text', (input) =>
  typeof input === 'string' && input.trim() !== '' ? input : undefined,
);
/** Text or `null`; a number becomes text, blank is `null`. */
export const textOrNull = /* @__PURE__ */ nullable<string>('text', readOptionalText);
/** A whole number that must be there; its digits as text are fine too. */
export const intId = /* @__PURE__ */ field<number>('a whole number', readId);
/** A whole number or `null`. */
export const intIdOrNull = /* @__PURE__ */ nullable<number>('a whole number', (input) =>
  typeof input === 'string' && isNullText(input) ? null : readId(input),
);
/** A number or `null`; digits as text are fine, the text "null" is `null`. */
export const numberOrNull = /* @__PURE__ */ nullable<number>('a number', readNumber);
/** A number or `null`; a list of numbers in its place is `null`. */
export const oneNumberOrNull = /* @__PURE__ */ nullable<number>('a number', (input) =>
  Array.isArray(input) ? null : readNumber(input),
);
/** A boolean or `null`; "true" and "false" as text are fine, the text "null" is `null`. */
export const booleanOrNull = /* @__PURE__ */ nullable<boolean>('true or false', readBoolean);
/** A moment in epoch ms or `null`; the text "null" is `null`. */
export const timeOrNull = /* @__PURE__ */ nullable<number>('a date and time', readTime);
/** A calendar date `YYYY-MM-DD` or `null`; the text "null" is `null`. */
export const dateOrNull = /* @__PURE__ */ nullable<string>('a date', readDate);
/** Anything, absent included: read further by whoever maps the object. */
export const anything: Field<unknown> = { expected: 'anything', read: (input) => input, optional: true };
