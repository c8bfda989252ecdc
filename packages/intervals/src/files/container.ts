import { DecodeError } from '@arc-elements/models';
import { decoded } from '../scan-raw.ts';

/** The texts in a file. */
export function textsOf(file: string | Uint8Array): readonly string[] {
  const text = typeof file === 'string' ? file : decoded(file);
  if (text.trim() === '') throw new DecodeError('', 'it is empty');
  return [text];
}
