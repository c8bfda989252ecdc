import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { kindOfCells, splitSpan } from './cell-kinds.ts';

describe('kindOfCells', () => {
  for (const [kind, ...cells] of [
    ['stamp', '2024-07-01 00:15', '01/07/2024 1:45 PM', '2024-07-01T00', '1 July 2024 1 pm'],
    ['date', '2024-07-01', '01.07.2024', '01.07.24', '20240701', '1 July 2024', '2024-07', '07/2024'],
    ['time', '00:15', '1:45 PM', '12 am', '00h15', '23:59:59'],
    ['span', '00:00 - 00:15', '2024-06-01 00:00 to 2024-06-01 00:15', '00:00–00:15'],
    ['length', '15min', 'PT1H', '900 s', '2 hours', 'P1D', '15 minutes', '1.5 h', 'PT1H30M', '1 month'],
    ['number', '1', '-0.5', '1,234.5', '(2)', '2-', '$0.25', '€1', '1.5 kWh', '3 m³', '20249999'],
    ['word', '', 'kWh', 'n/a', 'A1 B2', '1.5 2.5 x9'],
  ] as const)
    for (const cell of cells)
      it(`takes "${cell}" for a ${kind}`, () => {
        assert.equal(kindOfCells([cell]), kind);
      });

  it('returns the kind of most cells, and of no cells that they are empty', () => {
    assert.equal(kindOfCells(['1', 'x', '2']), 'number');
    assert.equal(kindOfCells(['x', 'y', '2']), 'word');
    assert.equal(kindOfCells(['x', '1', '2', 'y', '3']), 'number');
    assert.equal(kindOfCells([]), 'empty');
  });
});

describe('splitSpan', () => {
  it('returns the two times of a span', () => {
    assert.deepEqual(splitSpan('00:00 - 00:30'), ['00:00', '00:30']);
    assert.deepEqual(splitSpan('2024-06-01 00:00 bis 2024-06-01 00:15'), ['2024-06-01 00:00', '2024-06-01 00:15']);
    assert.deepEqual(splitSpan('2024-06-01/2024-06-02'), ['2024-06-01', '2024-06-02']);
  });

  it('returns null for a text that is not two times', () => {
    for (const text of ['00:00', 'a to b', '1 to b', 'a to 1', '1 to 2 to 3', ''])
      assert.equal(splitSpan(text), null, text);
  });
});
