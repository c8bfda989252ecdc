import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { channel, notesOf, type Row, read, totals } from '../../testing/channels.ts';

const imported = (label: string, rows: readonly Row[], part = '') => channel({ label, part, flow: 'import' }, rows);
const asked = (...channels: Parameters<typeof read>[0]): readonly string[] =>
  read(channels).questions.map(({ kind }) => kind);

describe('a column that may be the sum of others', () => {
  /** A column of totals beside those of two tariffs. */
  const columns = (total: readonly Row[], day: readonly Row[], night: readonly Row[]) => [
    imported('total', total),
    imported('day', day, 'day'),
    imported('night', night, 'night'),
  ];

  it('may differ from the sum by 0.2 % and 0.6 Wh for each of them', () => {
    assert.deepEqual(totals(columns([3, 1], [1, 0.5], [2.007, 0.5])), [4, null]);
    assert.deepEqual(asked(...columns([3, 1], [1, 0.5], [2.0074, 0.5])), ['columns']);
    assert.deepEqual(totals(columns([0, 1], [0.0006, 0.5], [0.0006, 0.5])), [1, null]);
    assert.deepEqual(asked(...columns([0, 1], [0.0007, 0.5], [0.0006, 0.5])), ['columns']);
    assert.deepEqual(totals(columns([3, 1], [1, 0.5], [1.993, 0.5])), [4, null]);
    assert.deepEqual(asked(...columns([3, 1], [1, 0.5], [1.9926, 0.5])), ['columns']);
  });

  it('is compared only where they cover its time', () => {
    const day: readonly Row[] = [1];
    const night: readonly Row[] = [
      [0, 1, 2],
      [1, 1.5, 7],
      [2, 3, 7],
    ];
    assert.deepEqual(totals(columns([3, 9], day, night)), [12, null]);
    assert.deepEqual(asked(...columns([4, 9], day, night)), ['columns']);
  });

  it('gives way to them if they are finer', () => {
    const halves = (...values: readonly number[]) => values.map((value, i): Row => [i / 2, (i + 1) / 2, value]);
    const halfHours = columns([3, 4], halves(0.5, 0.5, 1, 1), halves(1, 1, 1, 1));
    assert.deepEqual(totals(halfHours), [7, null]);
    assert.deepEqual(notesOf(read(halfHours)), ['added', 'left-out']);
    assert.deepEqual(notesOf(read(columns([3, 4], [1, 2], [2, 2]))), ['left-out']);
  });

  it('is another column beside a single tariff', () => {
    assert.deepEqual(asked(imported('total', [3, 4]), imported('day', [1, 2], 'day')), ['columns']);
    assert.deepEqual(totals([imported('total', [3, 4]), imported('day', [3, 4], 'day')]), [7, null]);
  });
});

describe('columns of the same flow', () => {
  it('count once if they are equal', () => {
    assert.deepEqual(totals([imported('A', [1, 2]), imported('B', [1, 2])]), [3, null]);
    assert.deepEqual(asked(imported('A', [1, 2]), imported('B', [1, 3])), ['columns']);
  });

  it('continue each other if the finer one begins later', () => {
    const hours = imported('hours', [1, 2, 3, 4]);
    const halves = imported('halves', [
      [2, 2.5, 1],
      [2.5, 3, 2],
      [3, 3.5, 2],
      [3.5, 4, 2],
    ]);
    assert.deepEqual(totals([hours, halves]), [10, null]);
    assert.deepEqual(totals([halves, hours]), [10, null]);
  });

  it('follow each other if one ends where the other begins', () => {
    assert.deepEqual(totals([imported('old', [1, 2]), imported('new', [[2, 3, 5]])]), [8, null]);
    assert.deepEqual(totals([imported('new', [[2, 3, 5]]), imported('old', [1, 2])]), [8, null]);
    assert.deepEqual(asked(imported('old', [1, 2]), imported('new', [[1.5, 3, 5]])), ['columns']);
  });
});

describe('net beside import', () => {
  it('is left out if it is import at the same times', () => {
    const net = (rows: readonly Row[]) => channel({ label: 'net', flow: 'net' }, rows);
    assert.deepEqual(totals([imported('in', [1, 2]), net([1, 2])]), [3, null]);
    assert.deepEqual(totals([imported('in', [1, 2]), net([1, -2])]), [1, 2]);
    assert.deepEqual(totals([imported('in', [1, 2]), net([1, 2, -3])]), [3, 3]);
  });
});
