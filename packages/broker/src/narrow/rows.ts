import { DecodeError } from '@arc-elements/models';
import { isObject, narrow, type Row, type Shape } from './shape.ts';

/** How the platform sends one kind of row. */
export interface Envelope {
  /** Key of the list in an envelope. */
  readonly list: string;
  /** Key of the id, by which a bare row is recognized. */
  readonly id: string;
}

/** Checks that a value is a JSON object. @throws {DecodeError} It is not. */
export function rowOf(input: unknown): Row {
  if (!isObject(input)) throw new DecodeError('', 'expected an object');
  return input;
}

/**
 * Returns the rows of a list in an envelope, of a bare list, or of a single bare row, as several
 * samples of the platform have it.
 * @throws {DecodeError} It is not a list of objects.
 */
function rowsOf(body: unknown, { list, id }: Envelope): readonly Row[] {
  const inner = isObject(body) && Object.hasOwn(body, list) ? body[list] : body;
  if (Array.isArray(inner)) return inner.map(rowOf);
  if (inner === body && isObject(body) && Object.hasOwn(body, id)) return [body];
  throw new DecodeError(list, 'expected a list');
}

/** Finds the row with an id in a row or list. @throws {DecodeError} It is not there. */
export function rowWith(body: unknown, envelope: Envelope, id: string): Row {
  const row = rowsOf(body, envelope).find((candidate) => candidate[envelope.id] === id);
  if (row === undefined) throw new DecodeError(envelope.id, 'the row asked for is not in the answer');
  return row;
}

/** Checks and then narrows each row of a list. @throws {DecodeError} It is not a list of objects. */
export function narrowRows(body: unknown, envelope: Envelope, shape: Shape, check: (row: Row) => Row): readonly Row[] {
  return rowsOf(body, envelope).map((row) => narrow(check(row), shape) as Row);
}
