/** Kinds of field that the platform uses, each with its tolerant reader. */
import { isNullText, parseTimestamp } from './timestamp.ts';

/** Reads the value of a field. Returns `undefined` for a value of another kind. */
type Read<T> = (input: unknown) => T | undefined;

/** One kind of field. */
export interface Field<T> {
  /** Description of the kind, for a report. */
  readonly expected: string;
  readonly read: Read<T>;
  /** False if an item without this field is left out. */
  readonly optional: boolean;
}

/** Creates a required field. */
// @__NO_SIDE_EFFECTS__
const field = <T>(expected: string, read: Read<T>): Field<T> => ({ expected, read, optional: false });

/** Creates an optional field: absent and null give `null`. */
// @__NO_SIDE_EFFECTS__
const nullable = <T>(expected: string, read: Read<T | null>): Field<T | null> => ({
  expected,
  read: (input) => (input === undefined || input === null ? null : read(input)),
  optional: true,
});

const readText: Read<string> = (input) => {
  if (typeof input === 'string') return input;
  // Samples have numbers where text is documented: client_user_id, meterNumber, masterTariffId.
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

/** Required text that is not blank; a number becomes text. Not trimmed, so leading zeros stay. */
export const text = /* @__PURE__ */ field<string>('text', (input) => readOptionalText(input) ?? undefined);
/** A required opaque id: text that is not blank. Numbers are refused: these ids have a prefix. */
export const textId = /* @__PURE__ */ field<string>('text', (input) =>
  typeof input === 'string' && input.trim() !== '' ? input : undefined,
);
/** Text or `null`; a number becomes text, blank is `null`. */
export const textOrNull = /* @__PURE__ */ nullable<string>('text', readOptionalText);
/** A required whole number, also as text. */
export const intId = /* @__PURE__ */ field<number>('a whole number', readId);
/** A whole number, also as text, or `null`. */
export const intIdOrNull = /* @__PURE__ */ nullable<number>('a whole number', (input) =>
  typeof input === 'string' && isNullText(input) ? null : readId(input),
);
/** A number, also as text, or `null`; the text "null" is `null`. */
export const numberOrNull = /* @__PURE__ */ nullable<number>('a number', readNumber);
/** A number, also as text, or `null`; a list is `null`. */
export const oneNumberOrNull = /* @__PURE__ */ nullable<number>('a number', (input) =>
  Array.isArray(input) ? null : readNumber(input),
);
/** A boolean, also as text, or `null`; the text "null" is `null`. */
export const booleanOrNull = /* @__PURE__ */ nullable<boolean>('true or false', readBoolean);
/** A moment in epoch ms or `null`; the text "null" is `null`. */
export const timeOrNull = /* @__PURE__ */ nullable<number>('a date and time', readTime);
/** A calendar date `YYYY-MM-DD` or `null`; the text "null" is `null`. */
export const dateOrNull = /* @__PURE__ */ nullable<string>('a date', readDate);
/** Any value, absent included; the mapping function of the object decodes it. */
export const anything: Field<unknown> = { expected: 'anything', read: (input) => input, optional: true };
