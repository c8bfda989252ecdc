import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readMeterFile } from '../read-meter-file.ts';
import { onlyMeter } from '../reading.ts';

const ROW = '{"start":"2024-07-01T00:00Z","end":"2024-07-01T01:00Z","kwh":3}';

describe('a JSON text', () => {
  for (const [what, open, close] of [
    ['lists', '[', ']'],
    ['objects', '{"data":', '}'],
    ['rows', `${ROW.slice(0, -1)},"data":[`, ']}'],
  ] as const) {
    it(`is rejected with a message when its ${what} are nested thousands deep`, () => {
      const text = `${open.repeat(5000)}1${close.repeat(5000)}`;
      for (const each of [text, `{"a":1}\n${text}`])
        assert.throws(() => readMeterFile(each), { code: 'decode', message: /nested more than 50 deep/ });
    });
  }

  it('is read inside many nested envelopes', () => {
    const { receipt } = onlyMeter(readMeterFile(`${'{"data":'.repeat(40)}[${ROW}]${'}'.repeat(40)}`));
    assert.equal(receipt.importKwh, 3);
  });
});
