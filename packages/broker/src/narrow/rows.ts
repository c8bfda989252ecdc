import { DecodeError } from '@arc-elements/models';
import { isObject, narrow, type Row, type Shape } from './shape.ts';

/** How one kind of row travels: under which key of an envelope, and by which key a bare one is recognized. */
export interface Envelope {
  readonly list: string;
  readonly id: string;
}

/** A JSON object. @throws {DecodeError} It is something else. */
export function rowOf(input: unknown): Row {
  if (!isObject(input)) throw new DecodeError('', 'expected an object');
  return input;
}

/**
 * Rows of a list: in an envelope, bare, or (as several samples of the platform print it) one bare row.
 * @throws {DecodeError} It is no list of objects.
 */
function rowsOf(body: unknown, { list, id }: Envelope): readonly Row[] {
  const inner = isObject(body) && Object.hasOwn(body, list) ? body[list] : body;
  if (Array.isArray(inner)) return inner.map(rowOf);
  if (inner === body && isObject(body) && Object.hasOwn(body, id)) return [body];
  throw new DecodeError(list, 'expected a list');
}

/** The row with an id, from an answer about one or a list. @throws {DecodeError} It is not in the answer. */
export function rowWith(body: unknown, envelope: Envelope, id: string): Row {
  const row = rowsOf(body, envelope).find((candidate) => candidate[envelope.id] === id);
  if (row === undefined) throw new DecodeError(envelope.id, 'the row asked for is not in the answer');
  return row;
}

/** Rows of a list, each checked as it came and then narrowed. @throws {DecodeError} It is no list of objects. */
export function narrowRows(body: unknown, envelope: Envelope, shape: Shape, check: (row: Row) => Row): readonly Row[] {
  return rowsOf(body, envelope).map((row) => narrow(check(row), shape) as Row);
}
