import { DecodeError } from '@arc-elements/models';
import type { Format, FormatContext, FormatReading } from '../format.ts';
import { type Day, type Details, dayIn, detailsIn, eventIn } from './nem12.ts';
import { quantityIn } from './nem13.ts';
import { clockOf, linesOf, Registers, wrong } from './records.ts';

/** Number of characters that are examined to recognise a file. */
const HEAD = 4096;
const HEADER = /^"?100"?\s*,\s*"?NEM1[23]\b/im;
/** The first records of files without the header, which some retailers leave out. */
const INTERVALS = /^\s*"?200"?,[^\r\n]*[\r\n]+"?300"?,"?\d{8}"?,/;
const ACCUMULATED = /^\s*"?250"?,(?:[^,\r\n]*,){8}"?\d{8,14}"?,/;

/**
 * NEM12 (intervals) and NEM13 (meter readings), the formats of Australian meter data. Times are on
 * the market's clock, which keeps standard time all year. Source: AEMO, Meter Data File Format
 * Specification NEM12 & NEM13.
 */
export const nemFormat: Format = {
  recognises(text) {
    const head = text.slice(0, HEAD);
    return HEADER.test(head) || INTERVALS.test(head) || ACCUMULATED.test(head);
  },
  read,
};

function read(text: string, { notes }: FormatContext): FormatReading {
  const registers = new Registers();
  let format: 'nem12' | 'nem13' = 'nem13';
  let details: Details | null = null;
  let day: Day | null = null;
  for (const line of linesOf(text)) {
    const record = line.fields[0]!;
    switch (record) {
      case '100':
      case '900':
        details = null;
        day = null;
        break;
      case '200':
        details = detailsIn(line);
        day = null;
        break;
      case '300':
        if (details === null) wrong(line, 'a 300 record stands before any 200 record that says whose values these are');
        day = dayIn(line, details, registers);
        format = 'nem12';
        break;
      case '400':
        if (day === null) wrong(line, 'a 400 record stands before any 300 record whose quality it may tell');
        eventIn(line, day);
        break;
      case '250':
        quantityIn(line, registers);
        break;
      case '500':
      case '550':
        // Records for the companies of the market.
        break;
      default:
        wrong(line, `"${record}" is not a record type of NEM12 or NEM13; a record must not span several lines`);
    }
  }
  if (registers.isEmpty) throw new DecodeError('', 'it is NEM12 or NEM13 without a record of values (300 or 250)');
  const channels = registers.channels(notes);
  if (channels.every(({ kind }) => kind === 'other')) {
    const names = channels.map(({ label, unit }) => (unit === null ? label : `${label} (${unit})`));
    throw new DecodeError(
      '',
      `it has no energy from the grid (suffix E) or to it (suffix B), only ${names.join(', ')}`,
    );
  }
  return { format, channels, timeZone: clockOf(registers.firstNmi).timeZone };
}
