import { textsOf } from './container.ts';
import { formatOf } from './formats.ts';
import type { Choices } from './question.ts';
import { type MeterFile, type ReadMeterFileOptions, readAll } from './reading.ts';

/**
 * Reads a file as a utility offers it for download: Green Button XML, CSV in many dialects, NEM12 and NEM13, interval JSON; plain, packed
 * with gzip, or in a ZIP; UTF-8, UTF-16 or Latin-1. Nothing is guessed that changes the totals: it is read right, or asked, or refused.
 * @param choices - Answers to the questions of an earlier reading.
 * @throws {DecodeError} `code` is `decode`: no meter data of electricity, or a choice that the file does not have. The message says why.
 */
export function readMeterFile(
  file: string | Uint8Array,
  choices: Choices = {},
  options: ReadMeterFileOptions = {},
): MeterFile {
  const texts = textsOf(file);
  return readAll((context) => texts.map((text) => formatOf(text).read(text, context)), choices, options);
}
