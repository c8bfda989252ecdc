import { csvFormat } from '../csv/format.ts';
import { greenButtonFormat } from '../green-button/format.ts';
import type { Format } from './format.ts';
import { jsonFormat } from './json/json.ts';
import { nemFormat } from './nem/nem.ts';

/** All formats. The first that recognises a text reads it; CSV accepts most and is last. */
const FORMATS: readonly Format[] = [greenButtonFormat, nemFormat, jsonFormat, csvFormat];

/** Returns the format of a text; `null` if it is none of those known. */
export function formatOf(text: string): Format | null {
  return FORMATS.find((candidate) => candidate.recognises(text)) ?? null;
}
