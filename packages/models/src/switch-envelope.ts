import { type Decoded, decodeList, decodeSingle, type Envelope, type ItemDecoder, isObject } from './decoded.ts';
import { isSwitchFailure } from './error-body.ts';
import { decodeError } from './upstream-error.ts';

/** Page of a Switch list. `totalCount` is the `count` of the envelope, which is at most 100,000. */
export interface SwitchPaging {
  /** Index of the first item; `null` if not given. */
  readonly pageStart: number | null;
  /** Requested number of items per page; `null` if not given. */
  readonly pageCount: number | null;
}

/**
 * Decodes a Switch list, in an envelope or one object without it. `results: null` is an empty list.
 * @throws {ArcError} The envelope reports a failure, under any HTTP status.
 */
export function decodeResults<T>(body: unknown, id: string, decode: ItemDecoder<T>): Decoded<T> & SwitchPaging {
  const number = (key: string): number | null =>
    isObject(body) && Number.isInteger(body[key]) ? (body[key] as number) : null;
  const list = decodeList(unwrap(body), envelope(id), decode);
  const count = number('count');
  return {
    ...list,
    totalCount: count !== null && count >= list.value.length ? count : null,
    pageStart: number('pageStart'),
    pageCount: number('pageCount'),
  };
}

/** Decodes one Switch object, with or without an envelope. */
export function decodeResult<T>(body: unknown, id: string, decode: ItemDecoder<T>): T {
  return decodeSingle(unwrap(body), envelope(id), decode);
}

const envelope = (id: string): Envelope => ({ list: 'results', id });

/**
 * Throws if the envelope reports a failure. Returns its `results`, or `body` if it is no envelope.
 */
function unwrap(body: unknown): unknown {
  if (isSwitchFailure(body)) throw decodeError({ status: 200, body });
  if (!isObject(body) || !Object.hasOwn(body, 'results')) return body;
  return { results: body.results ?? [] };
}
