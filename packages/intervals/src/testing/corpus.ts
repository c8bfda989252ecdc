import { readFileSync } from 'node:fs';
import { isArcError } from '@arc-elements/models';
import type { Choices } from '../files/question.ts';
import { readMeterFile } from '../files/read-meter-file.ts';
import type { FileMeter } from '../files/resolve/resolve.ts';
import type { Series } from '../series.ts';

/** A file with the answers and options with which it is read. */
export interface CorpusFile {
  readonly text: string;
  readonly choices: Choices;
  readonly options: { readonly timeZone?: string };
}

/** Reads a list of files: a JSON array, in which a file's text is a list of its lines. */
export function readCorpus(address: URL): readonly CorpusFile[] {
  const files = JSON.parse(readFileSync(address, 'utf8')) as readonly {
    readonly lines: readonly string[];
    readonly choices?: Choices;
    readonly timeZone?: string;
  }[];
  return files.map(({ lines, choices = {}, timeZone }) => ({
    text: lines.join('\n'),
    choices,
    options: timeZone === undefined ? {} : { timeZone },
  }));
}

/** Returns everything that is read from a file, or the message of the error, for a snapshot. */
export function resultOf({ text, choices, options }: CorpusFile): unknown {
  try {
    const { meters, ...file } = readMeterFile(text, choices, options);
    return { ...file, meters: meters.map(meterOf) };
  } catch (error) {
    if (!isArcError(error)) throw error;
    return error.message;
  }
}

const meterOf = ({ series, ...meter }: FileMeter) => ({ ...meter, series: firstSlotsOf(series) });

/** Returns a series with its first slots only, so that the snapshot is short. */
const firstSlotsOf = (series: Series) =>
  Object.fromEntries(
    Object.entries(series).map(([name, value]) => [name, ArrayBuffer.isView(value) ? firstOf(value) : value]),
  );

const firstOf = (column: ArrayBufferView) => (column as Float64Array).subarray(0, 6);

/** Rounds a number, which may have noise in its last digits. */
const withoutNoise = (value: number): number => Number(value.toPrecision(10));

/**
 * Returns a value as text for a snapshot: columns in one line, and so every object that has no other
 * one in it.
 */
export function snapshotOf(value: unknown): string {
  const text = JSON.stringify(
    value,
    (_, item: unknown) =>
      ArrayBuffer.isView(item)
        ? Array.from(item as Float64Array, withoutNoise).join(' ')
        : typeof item === 'number'
          ? withoutNoise(item)
          : item,
    1,
  );
  return text.replaceAll(/[{[][^{}[\]]*[}\]]/g, (inner) => inner.replaceAll(/\n\s*/g, ' '));
}
