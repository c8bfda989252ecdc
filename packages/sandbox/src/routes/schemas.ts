import * as v from 'valibot';

/** Longest text of a field of the platform. Source: UPSTREAM.md, Credentials. */
const LONGEST_TEXT = 255;
const TEXT_FORM = `must be a text of at most ${LONGEST_TEXT} characters`;
const NAME_FORM = `must be a text of 1 to ${LONGEST_TEXT} characters`;

/** A text. */
export const TextSchema = v.pipe(v.string(TEXT_FORM), v.maxLength(LONGEST_TEXT, TEXT_FORM));
/** A text that is not empty. */
export const NameSchema = v.pipe(v.string(NAME_FORM), v.minLength(1, NAME_FORM), v.maxLength(LONGEST_TEXT, NAME_FORM));
/** True or false. */
export const FlagSchema = v.boolean('must be true or false');
/** A flag of a query. */
export const QueryFlagSchema = v.pipe(
  v.picklist(['true', 'false'], 'must be true or false'),
  v.transform((text) => text === 'true'),
);

/** Returns the schema of a number of a query: digits only, at least `least`. */
export const countSchema = (least: number, form: string) =>
  v.pipe(v.string(form), v.regex(/^\d{1,9}$/, form), v.transform(Number), v.minValue(least, form));

/** Returns the schema of a field that may be absent or null. */
export const maybe = <S extends v.GenericSchema>(schema: S) => v.nullish(schema);
