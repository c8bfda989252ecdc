import * as v from 'valibot';
import { nearest } from './nearest.ts';

/**
 * Describes what is wrong with a value: its path and the rule it breaks, never the value itself.
 */
export interface Flaw {
  readonly path: readonly (string | number)[];
  /**
   * The message without its subject, such as `is missing`. Paths of other values in it are in
   * braces: `{switch.url}`.
   */
  readonly sentence: string;
}

/** Result of a check: the parsed value, or the first flaw. */
export type Checked<T> = { readonly value: T; readonly flaw: null } | { readonly flaw: Flaw };

/**
 * Checks a value. An unknown key is reported before anything else: a misspelt key also makes the
 * right one missing.
 */
export function check<S extends v.GenericSchema>(schema: S, input: unknown): Checked<v.InferOutput<S>> {
  // Valibot's own messages repeat the value, so a rule without a message of ours gets one that is
  // made from the rule alone.
  const result = v.safeParse(schema, input, { abortPipeEarly: true, message: ruleOf });
  if (result.success) return { value: result.output, flaw: null };
  const { path = [], message } = result.issues.find(isUnknownName) ?? result.issues[0];
  return { flaw: { path: path.map(({ key }) => key as string | number), sentence: message } };
}

/**
 * Schema of an object with exactly these entries. `wrong` is the message for something that is no
 * object, `missing` the message for an absent entry.
 */
export function shape<E extends v.ObjectEntries>(entries: E, wrong = 'is not an object', missing = 'is missing') {
  const names = Object.keys(entries);
  return v.strictObject(entries, (issue) => {
    if (issue.expected === 'Object') return unlessMissing(wrong)(issue);
    if (!isUnknownName(issue)) return missing;
    const meant = nearest(String(issue.input), names);
    return meant === undefined ? 'is not known' : `is not known; ${meant} is`;
  });
}

/**
 * Returns the message for a value of the wrong type: `sentence`, or `is missing` without a value.
 */
export const unlessMissing =
  (sentence: string) =>
  ({ input }: { readonly input: unknown }): string =>
    input === undefined || input === null ? 'is missing' : sentence;

/** Schema of an integer from `min` to `max`. */
export function whole(min: number, max: number, sentence = `is not a whole number from ${min} to ${max}`) {
  const number = v.number(unlessMissing(sentence));
  return v.pipe(number, v.integer(sentence), v.minValue(min, sentence), v.maxValue(max, sentence));
}

/** Schema of one of these words. */
export const oneOf = <const W extends readonly string[]>(words: W) =>
  v.picklist(words, `is not one of ${words.join(', ')}`);

/** Schema of a boolean. */
export const flag = v.boolean('is neither true nor false');

/** Schema of a function. */
export const callback = <F>() => v.custom<F>((input) => typeof input === 'function', 'is not a function');

/**
 * Schema of a non-empty string. White space around it is refused: it is usually a line break that
 * was copied by mistake.
 */
export const text = v.pipe(
  v.string(unlessMissing('is not a string')),
  v.nonEmpty('is empty'),
  v.check(
    (given) => given === given.trim() && !/[\r\n\t\0]/.test(given),
    'has white space around it or a control character in it',
  ),
);

/**
 * Schema of a key that fits into an `Authorization` header. It has no comma, because HTTP joins two
 * headers of the same name with one.
 */
export const keyText = v.pipe(
  text,
  v.regex(/^[\x21-\x2b\x2d-\x7e]{1,8192}$/, 'has a character that no key may have: white space, a comma or non-ASCII'),
);

/** Formats a path as JavaScript would write it: `brokerKeys[0]`. */
export function textOf(path: Flaw['path']): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? key : `${text}.${key}`;
  }, '');
}

/**
 * Formats a flaw as one sentence. `nameOf` turns each path, such as `brokerKeys[0]`, into a name.
 */
export function sentenceOf({ path, sentence }: Flaw, nameOf: (path: string) => string): string {
  return `${nameOf(textOf(path))} ${sentence.replace(/\{(.+?)\}/g, (_, other: string) => nameOf(other))}`;
}

const isUnknownName = ({ type, expected }: v.BaseIssue<unknown>): boolean =>
  type === 'strict_object' && expected === 'never';

function ruleOf(issue: v.BaseIssue<unknown> & { readonly requirement?: unknown }): string {
  const { expected, input, requirement, type } = issue;
  if (isUnknownName(issue)) return 'is not known';
  if (input === undefined) return 'is missing';
  switch (type) {
    case 'string':
    case 'number':
      return `is not a ${type}`;
    case 'integer':
      return 'is not a whole number';
    case 'literal':
      return `is not ${expected}`;
    case 'min_value':
      return `is less than ${requirement}`;
    case 'max_value':
      return `is more than ${requirement}`;
    case 'non_empty':
      return 'is empty';
    case 'max_length':
      return `has more than ${requirement} characters`;
    default:
      return 'is not valid';
  }
}
