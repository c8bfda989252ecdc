import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { channel, notesOf, type Row, read, totals } from '../../testing/channels.ts';
import { onlyMeter } from '../reading.ts';

const kwh = (values: readonly Row[]) => channel({ label: 'kWh', flow: 'import' }, values);

describe('numbers that stand for missing values', () => {
  for (const none of [-999, -9999, -9999.9, -32_768])
    it(`are missing readings: ${none}`, () => {
      const file = read([kwh([1, none, 2, none])]);
      const { receipt } = onlyMeter(file);
      assert.deepEqual([receipt.importKwh, receipt.missingMinutes], [3, 120]);
      assert.deepEqual(receipt.notes, [{ code: 'no-value', count: 2, example: `kWh: ${none}` }]);
    });

  it('are not states of a register', () => {
    const states = [100, -999, 102].map((state, hour): Row => [hour, Number.NaN, state]);
    assert.deepEqual(totals([channel({ label: 'state', kind: 'register' }, states)]), [2, null]);
  });

  it('are values where others are about as low', () => {
    assert.deepEqual(totals([channel({ label: 'net', flow: 'net' }, [500, -999, -800])]), [500, 1799]);
  });
});

describe('import below zero', () => {
  const low = kwh([2, -3, 0.5]);

  it('leads to a question', () => {
    const { meters, questions } = read([low]);
    assert.equal(meters.length, 0);
    assert.deepEqual(
      questions.map(({ kind, about, options }) => [
        kind,
        about,
        options.map(({ value, sample }) => [value, sample?.importKwh, sample?.exportKwh]),
      ]),
      [
        [
          'columns',
          'kWh',
          [
            ['kWh | kWh', 2.5, 3],
            ['kWh', -0.5, null],
          ],
        ],
      ],
    );
  });

  it('is kept if a person chose the column', () => {
    assert.deepEqual(totals([low], { columns: 'kWh' }), [-0.5, null]);
    assert.ok(notesOf(read([low], { columns: 'kWh' })).includes('negative'));
  });

  it('leads to no question if the sum is above zero', () => {
    assert.deepEqual(totals([kwh([2, -0.5])]), [1.5, null]);
  });
});
