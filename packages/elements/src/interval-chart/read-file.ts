import { readIntervals, type Series } from '@arc-elements/intervals';
import { readCsv } from '@arc-elements/intervals/csv';
import { readGreenButton } from '@arc-elements/intervals/green-button';

/**
 * Reads what a person downloaded from a utility: Green Button XML, CSV, or the JSON of an interval endpoint, told apart by how it begins.
 * `timeZone` is for files that do not name theirs.
 * @throws {DecodeError} `code` is `decode`: none of the three, or nothing in it.
 */
export function readMeterFile(text: string, timeZone: string): Series {
  const options = timeZone === '' ? {} : { timeZone };
  const first = /[^\s\uFEFF]/.exec(text)?.[0];
  if (first === '<') return readGreenButton(text, options).series;
  if (first === '{' || first === '[') return readIntervals(JSON.parse(text), options).series;
  return readCsv(text, options).series;
}
