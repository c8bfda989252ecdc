import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { readMeterFile } from '@arc-elements/intervals/files';

const demo = join(import.meta.dirname, '../demo');

/** Format and imported energy of each example file of the docs that a chart can open. */
const SHOWN: Readonly<Record<string, readonly [format: string, importKwh: number]>> = {
  'docs/examples/files/plain.csv': ['csv', 1.56],
  'docs/examples/files/both-ways.csv': ['csv', 0.07],
  'docs/examples/files/green-button.xml': ['green-button', 1.25],
  'docs/examples/files/nem12.csv': ['nem12', 12],
  'docs/examples/files/readings.json': ['json', 1.25],
  'public/usage.csv': ['csv', 35.4],
};

for (const [path, [format, importKwh]] of Object.entries(SHOWN)) {
  it(`${path} is read without a question to the person`, () => {
    const file = readMeterFile(readFileSync(join(demo, path)), {}, { timeZone: 'America/Denver' });
    assert.deepEqual([file.format, file.questions], [format, []]);
    assert.equal(file.meters[0]?.receipt.importKwh?.toFixed(6), importKwh.toFixed(6));
  });
}
