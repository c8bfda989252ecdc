import { DecodeError } from '@arc-elements/models';
import { parseTable } from '../csv/table.ts';
import { type ContainedText, contentsOf } from './container/container.ts';
import type { FormatContext, FormatReading } from './format.ts';
import { formatOf } from './formats.ts';
import { labelByFile, mergeMeters } from './merge.ts';
import type { Choices } from './question.ts';
import { type MeterFile, type ReadMeterFileOptions, readAll } from './reading.ts';

/**
 * Reads a file that a utility offers for download: Green Button XML, CSV in many dialects, NEM12
 * and NEM13, interval JSON; plain, packed with gzip, or in a ZIP; UTF-8, UTF-16 or Windows-1252.
 * Nothing that changes a total is guessed: it becomes a question, or an error.
 * @param choices - Answers to the questions of an earlier call.
 * @throws {DecodeError} `code` is `decode`: no meter data of electricity, or a choice that the file
 * does not offer. The message says why.
 * @throws {TypeError} `file` is neither text nor bytes.
 */
export function readMeterFile(
  file: string | Uint8Array,
  choices: Choices = {},
  options: ReadMeterFileOptions = {},
): MeterFile {
  // `instanceof` would fail for bytes of another frame.
  const kind = Object.prototype.toString.call(file).slice('[object '.length, -1);
  if (typeof file !== 'string' && kind !== 'Uint8Array')
    throw new TypeError(`readMeterFile: expected text or bytes (string or Uint8Array), but got ${kind}`);
  const { texts, skipped } = contentsOf(file);
  return readAll((context) => readTexts(texts, skipped, context), choices, options);
}

/** Names of files with readings. Other files in an archive may be terms of use. */
const DATA_FILE = /\.(?:csv|tsv|xml|json|jsonl|ndjson|dat|v\d+)$/i;

/** Reads each text. Texts of an archive that are not meter data are left out with a note. */
function readTexts(
  texts: readonly ContainedText[],
  skipped: readonly string[],
  context: FormatContext,
): readonly FormatReading[] {
  const left = [...skipped];
  const readings: FormatReading[] = [];
  const names: string[] = [];
  let reason: DecodeError | undefined;
  for (const { name, text } of texts) {
    try {
      readings.push(readText(text, context));
      names.push(name);
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      const named = name === '' ? error : new DecodeError(name, error.message, { cause: error });
      // A damaged month must not be missing from a year without an error.
      if (DATA_FILE.test(name)) throw named;
      reason ??= named;
      left.push(name);
    }
  }
  if (readings.length === 0 && reason !== undefined) throw reason;
  if (left.length > 0) context.notes.add('skipped', left.length, left.join(', '));
  const channels = labelByFile(
    readings.map((reading) => reading.channels),
    names,
  );
  const resolved = mergeMeters(
    readings.map((reading) => reading.resolved ?? []),
    names,
  );
  return readings.map((reading, i) => ({ ...reading, channels: channels[i]!, resolved: resolved[i]! }));
}

function readText(text: string, context: FormatContext): FormatReading {
  const format = formatOf(text);
  if (format === null) throw new DecodeError('', isTable(text) ? TABLE : UNKNOWN);
  return format.read(text, context);
}

const TABLE =
  'it looks like CSV, but no line names a time and an energy column: put a header such as "start,kWh" above the values';
const UNKNOWN =
  'it is not a known format of meter data: none of Green Button XML, CSV with a header that names a ' +
  'time and an energy column, NEM12, NEM13, and JSON with times and values; ' +
  'download the data of the meter in one of these';

/** Returns true for a text with a row of cells of which one is a number. */
function isTable(text: string): boolean {
  const { rows } = parseTable(text.slice(0, HEAD));
  return rows.some((cells) => cells.length > 1 && cells.some((cell) => /^[-+]?\d[\d.,]*$/.test(cell)));
}

/** Number of characters that are examined to recognise a text. */
const HEAD = 50_000;
