import { type Decoded, decodeList, decodeSingle, type Envelope, type ItemDecoder, isObject } from './decoded.ts';
import { isSwitchFailure } from './error-body.ts';
import { decodeError } from './upstream-error.ts';

/** A page of a Switch list. `count` of the envelope becomes `totalCount`; it is capped at 100,000 by the platform. */
export interface SwitchPaging {
  /** Index of the first item; `null` when not told. */
  readonly pageStart: number | null;
  /** Items asked for per page; `null` when not told. */
  readonly pageCount: number | null;
}

/** Reads a Switch list: enveloped or one bare object; null `results` are an empty list, an error under HTTP 200 is thrown. */
export function decodeResults<T>(body: unknown, id: string, decode: ItemDecoder<T>): Decoded<T> & SwitchPaging {
  const number = (key: string): number | null =>
    isObject(body) && Number.isInteger(body[key]) ? (body[key] as number) : null;
  const list = decodeList(opened(body), envelope(id), decode);
  const count = number('count');
  return {
    ...list,
    totalCount: count !== null && count >= list.value.length ? count : null,
    pageStart: number('pageStart'),
    pageCount: number('pageCount'),
  };
}

/** Reads one Switch object: enveloped or bare. */
export function decodeResult<T>(body: unknown, id: string, decode: ItemDecoder<T>): T {
  return decodeSingle(opened(body), envelope(id), decode);
}

const envelope = (id: string): Envelope => ({ list: 'results', id });

function opened(body: unknown): unknown {
  if (isSwitchFailure(body)) throw decodeError({ status: 200, body });
  if (!isObject(body) || !Object.hasOwn(body, 'results')) return body;
  return { results: body.results ?? [] };
}
