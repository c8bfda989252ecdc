import { DecodeError } from './error.ts';
import type { Field } from './fields.ts';

/** One thing that could not be read. Holds no value from the body: those may be personal. */
export interface Rejection {
  /** Where it is, such as `data[3].id`. */
  readonly path: string;
  /** What was expected there. */
  readonly message: string;
}

/** Which part of a Plug list a body holds. The items count: samples of the platform print zeros beside them. */
export interface Page {
  /** From 0. */
  readonly number: number;
  readonly size: number;
  readonly totalElements: number;
  readonly totalPages: number;
}

/** A list read item by item. Whoever decodes reports `rejected`; nobody drops it. */
export interface Decoded<T> {
  /**
   * The items whose required fields could be read, in the body's order. Any other field that could
   * not be read counts as absent.
   */
  readonly value: readonly T[];
  /**
   * All that could not be read: items that were left out, fields of items that are in `value`, and the same of nested
   * items.
   */
  readonly rejected: readonly Rejection[];
  /** Number of items of the body that are not in `value`. */
  readonly leftOut: number;
  /** `null` when the body says nothing usable about pages. */
  readonly page: Page | null;
  /** Number of matches over all pages; `null` when not told, or told as less than what is in the body. */
  readonly totalCount: number | null;
}

/** Fields of the answer that have no name here yet, as they came. */
export type Extra = Readonly<Record<string, unknown>>;

/** Where in the body we are, and where to report what is wrong. */
export interface Scope {
  readonly path: string;
  readonly rejected: Rejection[];
}

/** Reads one item, or reports why not and gives `undefined`. */
export type ItemDecoder<T> = (input: unknown, scope: Scope) => T | undefined;

/** Any JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Tells a JSON object from arrays, null and scalars. */
export const isObject = (input: unknown): input is JsonObject =>
  typeof input === 'object' && input !== null && !Array.isArray(input);

/** `data` + `id` → `data.id`; `data` + 3 → `data[3]`. */
function join(path: string, key: string | number): string {
  if (typeof key === 'number') return `${path}[${key}]`;
  return path === '' ? key : `${path}.${key}`;
}

/** A scope one step deeper, reporting to the same place. */
export const within = (scope: Scope, key: string | number): Scope => ({
  path: join(scope.path, key),
  rejected: scope.rejected,
});

/** Reports what was expected at the scope's path. Always gives `undefined`, for use in a `return`. */
export function reject(scope: Scope, message: string): undefined {
  scope.rejected.push({ path: scope.path, message });
}

/** The fields of one kind of object, by the platform's names. */
type Fields = Readonly<Record<string, Field<unknown>>>;

/** What was read of them. */
type Wire<F extends Fields> = { readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never };

/**
 * Reader of one object: reads its `fields`, then `map` gives it our names. An item is left out when a field of its
 * identity cannot be read. Any other field that cannot be read is reported and taken as absent. `extra` is what has no
 * name in `fields`, kept because the platform adds properties without a new version.
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
      // What was expected and never what was found: that may be somebody's name or account number.
      reject(within(scope, key), `expected ${expected}`);
      identified &&= optional;
    }
    if (!identified) return undefined;
    const extra: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(input)) {
      // A key of this name would replace the prototype of whatever the item is copied into.
      if (!Object.hasOwn(fields, key) && key !== '__proto__') extra[key] = value;
    }
    return map(wire as Wire<F>, scope, extra);
  };
}

/** Reads a nested list item by item. Absent and null mean empty; anything else that is no list is reported. */
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

/** Reads a nested object that may be missing. A bad one is reported and taken as missing, so its parent is kept. */
export function maybe<T>(input: unknown, decode: ItemDecoder<T>, scope: Scope): T | null {
  return input === undefined || input === null ? null : (decode(input, scope) ?? null);
}

/**
 * Reads an item that a body is about.
 * @throws {DecodeError} It has no identity: the identity of each type is its first field, so its rejection is the first
 *   one too.
 */
export function one<T>(input: unknown, decode: ItemDecoder<T>, scope: Scope): T {
  const value = decode(input, scope);
  if (value !== undefined) return value;
  const first = scope.rejected[0];
  throw new DecodeError(first?.path ?? scope.path, first?.message ?? 'not understood');
}

/** How one kind of item travels: under which key of an envelope, and by which key a bare one is recognized. */
export interface Envelope {
  /** Key of the list in the envelope. */
  readonly list: string;
  /** Key that every item has. */
  readonly id: string;
}

/**
 * Reads a list body: an envelope, a bare list, or (as several samples print it) one bare item.
 * @throws {DecodeError} The body is none of these: the endpoint itself changed.
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
    return { value: [one(body, decode, { path: '', rejected })], rejected, leftOut: 0, page: null, totalCount: null };
  }
  const { length } = body[list];
  const value = items(body[list], decode, { path: list, rejected });
  const page = toPage(body.page);
  const total = body.total_count ?? page?.totalElements;
  const believable = typeof total === 'number' && Number.isInteger(total) && total >= length;
  return { value, rejected, leftOut: length - value.length, page, totalCount: believable ? total : null };
}

/**
 * Reads one item: bare, alone under the list's key, or in a list (bare or under that key).
 * @param isAsked - Picks the entry that was asked for; without it the first one is taken.
 * @throws {DecodeError} There is no such item in the body, or it cannot be read.
 */
export function decodeSingle<T>(
  body: unknown,
  { list, id }: Envelope,
  decode: ItemDecoder<T>,
  isAsked: (item: T) => boolean = () => true,
): T {
  if (!isObject(body) && !Array.isArray(body)) throw new DecodeError('', 'expected an object');
  // A body with an id is the item, even where one of its own fields is called like the list.
  const own = isObject(body) && Object.hasOwn(body, id);
  const inner: unknown = isObject(body) ? (own ? body : body[list]) : body;
  const prefix = isObject(body) && !own ? list : '';
  if (Array.isArray(inner)) {
    let missing: Rejection = { path: prefix, message: 'the item asked for is not in the answer' };
    for (const [index, entry] of inner.entries()) {
      const scope: Scope = { path: join(prefix, index), rejected: [] };
      const found = decode(entry, scope);
      if (found === undefined) missing = scope.rejected[0] ?? missing;
      else if (isAsked(found)) return found;
    }
    // An item that could not be read may be the one asked for, so its error is the better message.
    throw new DecodeError(missing.path, missing.message);
  }
  if (!isObject(inner)) throw new DecodeError(id, 'expected an id, or a list of items');
  const value = one(inner, decode, { path: prefix, rejected: [] });
  if (!isAsked(value)) {
    throw new DecodeError(join(prefix, id), 'the answer is about another item than the one asked for');
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
