import { DecodeError } from '@arc-elements/models';
import type { Format } from './format.ts';

/** In the order in which they are asked: the most particular first, CSV last. */
const FORMATS: readonly Format[] = [];

/**
 * The format of a text.
 * @throws {DecodeError} None is known.
 */
export function formatOf(text: string): Format {
  const format = FORMATS.find((candidate) => candidate.recognises(text));
  if (format === undefined) throw new DecodeError('', 'it is no format of meter data that is known');
  return format;
}
