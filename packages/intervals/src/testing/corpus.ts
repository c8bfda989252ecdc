import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { isArcError } from '@arc-elements/models';
import type { Choices } from '../files/question.ts';
import { readMeterFile } from '../files/read-meter-file.ts';
import type { FileMeter } from '../files/resolve/resolve.ts';
import type { Series } from '../series.ts';

/** A file, with the answers and the zone with which it is read. */
interface CorpusFile {
  readonly lines: readonly string[];
  readonly choices?: Choices;
  readonly timeZone?: string;
}

/** Tests that each file of a JSON list is read as the snapshot beside the test says. */
export function testCorpus(name: string, address: URL): void {
  const files: readonly CorpusFile[] = JSON.parse(readFileSync(address, 'utf8'));
  describe(name, () => {
    for (const [i, file] of files.entries())
      it(`are read as before: file ${String(i).padStart(3, '0')}`, (t) =>
        t.assert.snapshot(resultOf(file), { serializers: [snapshotOf] }));
  });
}

/**
 * Returns what is read from a file, with the first six slots of each series, or the message of the
 * error.
 */
function resultOf({ lines, choices = {}, timeZone }: CorpusFile): unknown {
  try {
    const { meters, ...file } = readMeterFile(lines.join('\n'), choices, { timeZone });
    return { ...file, meters: meters.map(meterOf) };
  } catch (error) {
    if (!isArcError(error)) throw error;
    return error.message;
  }
}

const meterOf = ({ series, ...meter }: FileMeter) => ({ ...meter, series: firstSlotsOf(series) });

const firstSlotsOf = (series: Series) =>
  Object.fromEntries(
    Object.entries(series).map(([name, value]) => [name, ArrayBuffer.isView(value) ? firstOf(value) : value]),
  );

const firstOf = (column: ArrayBufferView) => (column as Float64Array).subarray(0, 6);

/** Rounds a number, which may have noise in its last digits. */
const withoutNoise = (value: number): number => Number(value.toPrecision(10));

/**
 * Returns a value as indented JSON for a snapshot. Columns become one text of numbers; objects and
 * lists without others in them take one line.
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
