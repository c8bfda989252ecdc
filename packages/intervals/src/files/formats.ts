import { csvFormat } from '../csv/format.ts';
import { greenButtonFormat } from '../green-button/format.ts';
import type { Format } from './format.ts';
import { jsonFormat } from './json/json.ts';
import { nemFormat } from './nem/nem.ts';

/** In the order in which they are asked: the most particular first, CSV last. */
const FORMATS: readonly Format[] = [greenButtonFormat, nemFormat, jsonFormat, csvFormat];

/** The format of a text; `null` when none is known that it may be. */
export function formatOf(text: string): Format | null {
  return FORMATS.find((candidate) => candidate.recognises(text)) ?? null;
}
