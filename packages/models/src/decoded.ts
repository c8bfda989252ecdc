import { DecodeError } from './error.ts';
import type { Field } from './fields.ts';

/** A part of a body that could not be read. Has no value of the body, which may be personal. */
export interface Rejection {
  /** Path in the body, such as `data[3].id`. */
  readonly path: string;
  /** What was expected. */
  readonly message: string;
}

/** Page of a Plug list. May be all zeros beside items, so count the items instead. */
export interface Page {
  /** From 0. */
  readonly number: number;
  readonly size: number;
  readonly totalElements: number;
  readonly totalPages: number;
}

/** A decoded list. Report `rejected`: items and fields were lost. */
export interface Decoded<T> {
  /**
   * Items whose identity could be read, in the order of the body. Other fields that could not be
   * read are absent.
   */
  readonly value: readonly T[];
  /** Items that were left out, and fields that could not be read, also of nested items. */
  readonly rejected: readonly Rejection[];
  /** Number of items of the body that are not in `value`. */
  readonly leftOut: number;
  /** `null` if the body has no page. */
  readonly page: Page | null;
  /** Number of items on all pages; `null` if not given, or if less than the items of the body. */
  readonly totalCount: number | null;
}

/** Fields of an item that this package does not know, unchanged. */
export type Extra = Readonly<Record<string, unknown>>;

/** The current path in a body, and the list of what could not be read. */
export interface Scope {
  readonly path: string;
  readonly rejected: Rejection[];
}

/** Decodes one item. Returns `undefined` if it cannot be read, after a report to `scope`. */
export type ItemDecoder<T> = (input: unknown, scope: Scope) => T | undefined;

/** Any JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Returns true for a JSON object, and false for arrays, null and scalars. */
export const isObject = (input: unknown): input is JsonObject =>
  typeof input === 'object' && input !== null && !Array.isArray(input);

/** Returns the path of a child: `data` + `id` → `data.id`; `data` + 3 → `data[3]`. */
function join(path: string, key: string | number): string {
  if (typeof key === 'number') return `${path}[${key}]`;
  return path === '' ? key : `${path}.${key}`;
}

/** Returns the scope of a child. */
export const within = (scope: Scope, key: string | number): Scope => ({
  path: join(scope.path, key),
  rejected: scope.rejected,
});

/** Reports what was expected at the path of `scope`. Returns `undefined`, for use in a `return`. */
export function reject(scope: Scope, message: string): undefined {
  scope.rejected.push({ path: scope.path, message });
}

/** Fields of an object by the names of the platform. */
type Fields = Readonly<Record<string, Field<unknown>>>;

/** Values of {@link Fields}. */
type Wire<F extends Fields> = { readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never };

/**
 * Returns a decoder of objects, which reads `fields` and maps them to our names with `map`. An item
 * is left out if a required field cannot be read. An optional field that cannot be read is reported
 * and is `null`. Fields that are not in `fields` go to `extra`, because the platform adds fields
 * without a new version.
 */
// @__NO_SIDE_EFFECTS__
export function shape<F extends Fields, T>(
  fields: F,
  map: (wire: Wire<F>, scope: Scope, extra: Extra) => T | undefined,
): ItemDecoder<T> {
  return (input, scope) => {
    if (!isObject(input)) return reject(scope, 'expected an object');
    const wire: Record<string, unknown> = {};
    let identified = true;
    for (const [key, { expected, read, optional }] of Object.entries(fields)) {
      const value = read(input[key]);
      wire[key] = value;
      if (value !== undefined || (optional && input[key] === undefined)) continue;
      wire[key] = null;
      // The value itself is not reported, because it may be a name or an account number.
      reject(within(scope, key), `expected ${expected}`);
      identified &&= optional;
    }
    if (!identified) return undefined;
    const extra: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(input)) {
      // Copying this key would replace the prototype of the copy.
      if (!Object.hasOwn(fields, key) && key !== '__proto__') extra[key] = value;
    }
    return map(wire as Wire<F>, scope, extra);
  };
}

/** Decodes a nested list. Absent and null give an empty list; other values are reported. */
export function items<T>(input: unknown, decode: ItemDecoder<T>, scope: Scope): readonly T[] {
  if (input === undefined || input === null) return [];
  if (!Array.isArray(input)) {
    reject(scope, 'expected a list');
    return [];
  }
  const good: T[] = [];
  input.forEach((entry, index) => {
    const item = decode(entry, within(scope, index));
    if (item !== undefined) good.push(item);
  });
  return good;
}

/** Decodes one text of a list. */
export const textItem: ItemDecoder<string> = (input, scope) =>
  typeof input === 'string' ? input : reject(scope, 'expected text');

/** Decodes a nested object. Returns `null` if it is absent or, after a report, cannot be read. */
export function itemOrNull<T>(input: unknown, decode: ItemDecoder<T>, scope: Scope): T | null {
  return input === undefined || input === null ? null : (decode(input, scope) ?? null);
}

/**
 * Decodes an item that must be there.
 * @throws {DecodeError} Its identity cannot be read.
 */
export function requiredItem<T>(input: unknown, decode: ItemDecoder<T>, scope: Scope): T {
  const value = decode(input, scope);
  if (value !== undefined) return value;
  // The identity of each type is its first field, so its rejection is the first one too.
  const first = scope.rejected[0];
  throw new DecodeError(first?.path ?? scope.path, first?.message ?? 'not understood');
}

/** Keys by which the items of one kind are found in a body. */
export interface Envelope {
  /** Key of the list in an envelope. */
  readonly list: string;
  /** Key that every item has; it shows that a body is an item without an envelope. */
  readonly id: string;
}

/**
 * Decodes a list: in an envelope, without one, or one item alone, as several samples have it.
 * @throws {DecodeError} The body is none of these.
 */
export function decodeList<T>(body: unknown, { list, id }: Envelope, decode: ItemDecoder<T>): Decoded<T> {
  const rejected: Rejection[] = [];
  if (Array.isArray(body)) {
    const value = items(body, decode, { path: '', rejected });
    return { value, rejected, leftOut: body.length - value.length, page: null, totalCount: null };
  }
  if (!isObject(body)) throw new DecodeError('', `expected a body with a list "${list}"`);
  if (!Array.isArray(body[list])) {
    if (Object.hasOwn(body, list) || !Object.hasOwn(body, id)) throw new DecodeError(list, 'expected a list');
    return {
      value: [requiredItem(body, decode, { path: '', rejected })],
      rejected,
      leftOut: 0,
      page: null,
      totalCount: null,
    };
  }
  const { length } = body[list];
  const value = items(body[list], decode, { path: list, rejected });
  const page = toPage(body.page);
  const total = body.total_count ?? page?.totalElements;
  const isPlausible = typeof total === 'number' && Number.isInteger(total) && total >= length;
  return { value, rejected, leftOut: length - value.length, page, totalCount: isPlausible ? total : null };
}

/**
 * Decodes one item: without an envelope, alone under the key of the list, or in a list.
 * @param isRequested - Returns true for the item that was requested; by default the first one.
 * @throws {DecodeError} The body does not have the item, or it cannot be read.
 */
export function decodeSingle<T>(
  body: unknown,
  { list, id }: Envelope,
  decode: ItemDecoder<T>,
  isRequested: (item: T) => boolean = () => true,
): T {
  if (!isObject(body) && !Array.isArray(body)) throw new DecodeError('', 'expected an object');
  // A body with an id is the item itself, even if it has a field with the name of the list.
  const own = isObject(body) && Object.hasOwn(body, id);
  const inner: unknown = isObject(body) ? (own ? body : body[list]) : body;
  const prefix = isObject(body) && !own ? list : '';
  if (Array.isArray(inner)) {
    let missing: Rejection = { path: prefix, message: 'the requested item is not in the answer' };
    for (const [index, entry] of inner.entries()) {
      const scope: Scope = { path: join(prefix, index), rejected: [] };
      const found = decode(entry, scope);
      if (found === undefined) missing = scope.rejected[0] ?? missing;
      else if (isRequested(found)) return found;
    }
    // An item that could not be read may be the requested one, so its error is the better message.
    throw new DecodeError(missing.path, missing.message);
  }
  if (!isObject(inner)) throw new DecodeError(id, 'expected an id, or a list of items');
  const value = requiredItem(inner, decode, { path: prefix, rejected: [] });
  if (!isRequested(value)) {
    throw new DecodeError(join(prefix, id), 'the answer is about another item than the requested one');
  }
  return value;
}

function toPage(input: unknown): Page | null {
  if (!isObject(input)) return null;
  const number = (key: string): number => {
    const value = input[key];
    return typeof value === 'number' && Number.isFinite(value) ? value : 0;
  };
  return {
    number: number('number'),
    size: number('size'),
    totalElements: number('totalElements'),
    totalPages: number('totalPages'),
  };
}
