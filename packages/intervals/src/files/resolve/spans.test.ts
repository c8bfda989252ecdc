import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createCalendar } from '../../calendar.ts';
import { Rows } from '../channel.ts';
import { spansOf } from './spans.ts';

const UTC = createCalendar('UTC');
const LA = createCalendar('America/Los_Angeles');
const MINUTE = 60_000;

type Span = readonly [start: number, end: number];
const NONE = Number.NaN;

function rowsOf(spans: readonly Span[]): Rows {
  const rows = new Rows();
  for (const [start, end] of spans) rows.push(start * MINUTE, end * MINUTE, 1);
  return rows;
}

/** Returns starts and ends in minutes, and the number of assumed lengths. */
function read(spans: readonly Span[], isExact = false, beside: readonly Rows[] = []) {
  const { start, end, assumed } = spansOf(rowsOf(spans), UTC, isExact, beside);
  return { spans: Array.from(start, (ms, i) => [ms / MINUTE, end[i]! / MINUTE]), assumed };
}
const endsOf = (spans: readonly Span[], isExact = false) => read(spans, isExact).spans.map(([, end]) => end);

describe('rows with a start and an end', () => {
  it('end a second or a minute later if that makes their length usual', () => {
    assert.deepEqual(endsOf([[0, 14]]), [15]);
    assert.deepEqual(endsOf([[0, 59]]), [60]);
    assert.deepEqual(endsOf([[0, 899 / 60]]), [15]);
    assert.deepEqual(endsOf([[1, 1 + 899 / 60]]), [16]);
    assert.deepEqual(endsOf([[0, 15]]), [15]);
  });

  it('keep ends that are nothing of that', () => {
    assert.deepEqual(endsOf([[0, 13]]), [13]);
    assert.deepEqual(endsOf([[1, 15]]), [15]);
    assert.deepEqual(endsOf([[0, 898 / 60]]), [898 / 60]);
    assert.deepEqual(endsOf([[14, 0]]), [0]);
    assert.deepEqual(endsOf([[0, 14]], true), [14]);
  });

  it('keep an end at which another row starts', () => {
    assert.deepEqual(
      endsOf([
        [0, 14],
        [14, 28],
      ]),
      [14, 28],
    );
    assert.deepEqual(
      endsOf([
        [0, 14],
        [15, 29],
        [30, 44],
      ]),
      [15, 30, 45],
    );
    assert.deepEqual(
      endsOf([
        [30, 44],
        [15, 29],
        [0, 14],
      ]),
      [45, 30, 15],
    );
    assert.deepEqual(
      endsOf([
        [0, 14],
        [100, 110],
        [14, 20],
      ]),
      [14, 110, 20],
    );
  });

  it('have the most frequent length as the usual one, or the shorter of two', () => {
    const usual = (...spans: readonly Span[]): number => spansOf(rowsOf(spans), UTC).usualMs / MINUTE;
    assert.equal(usual([0, 60], [60, 75], [75, 90]), 15);
    assert.equal(usual([0, 60], [60, 120], [120, 135]), 60);
    assert.equal(usual([0, 60], [60, 75]), 15);
    assert.equal(usual([0, 15], [15, 75]), 15);
    assert.equal(usual([0, 15], [15, 75], [75, 135], [135, 150], [150, 165]), 15);
    assert.ok(Number.isNaN(usual([5, 5])));
  });
});

describe('rows with only a start', () => {
  const starts = (...minutes: readonly number[]) => read(minutes.map((minute) => [minute, NONE]));

  it('end at the next start, or after the usual distance if that is earlier, which is assumed', () => {
    assert.deepEqual(starts(0, 15, 30, 90), {
      spans: [
        [0, 15],
        [15, 30],
        [30, 45],
        [90, 105],
      ],
      assumed: 1,
    });
    assert.deepEqual(starts(0, 60, 120, 150, 210).spans, [
      [0, 60],
      [60, 120],
      [120, 150],
      [150, 210],
      [210, 270],
    ]);
  });

  it('may be in any order and occur twice', () => {
    assert.deepEqual(starts(30, 0, 15, 15, 45), {
      spans: [
        [30, 45],
        [0, 15],
        [15, 30],
        [15, 30],
        [45, 60],
      ],
      assumed: 0,
    });
  });

  it('end at the next other start when one occurs twice, in the order of time', () => {
    assert.deepEqual(starts(0, 15, 15, 30).spans, [
      [0, 15],
      [15, 30],
      [15, 30],
      [30, 45],
    ]);
  });

  it('take an hour if there is one row, which is an assumption', () => {
    assert.deepEqual(starts(30), { spans: [[30, 90]], assumed: 1 });
  });

  it('are as long as the rows of all tariffs show', () => {
    const [day, night] = [
      rowsOf([
        [0, NONE],
        [30, NONE],
      ]),
      rowsOf([
        [15, NONE],
        [45, NONE],
      ]),
    ];
    const lengths = (beside: readonly Rows[]) => {
      const { start, end } = spansOf(day, UTC, false, beside);
      return Array.from(start, (from, i) => (end[i]! - from) / MINUTE);
    };
    assert.deepEqual(
      [lengths([day, night]), lengths([day]), lengths([])],
      [
        [15, 15],
        [30, 30],
        [30, 30],
      ],
    );
  });

  /** Returns the dates at which rows end that start at midnight of these dates. */
  const datesOf = (...dates: readonly string[]): readonly string[] => {
    const rows = new Rows();
    for (const date of dates)
      rows.push(LA.instantOf(...(date.split('-').map(Number) as [number, number, number])), NONE, 1);
    return Array.from(spansOf(rows, LA).end, (ms) => `${LA.day(ms)}${LA.startOfDay(ms) === ms ? '' : ' and later'}`);
  };

  it('end at midnight if they are days, however long', () => {
    assert.deepEqual(datesOf('2024-03-09', '2024-03-10', '2024-03-11', '2024-03-14'), [
      '2024-03-10',
      '2024-03-11',
      '2024-03-12',
      '2024-03-15',
    ]);
    assert.deepEqual(datesOf('2024-11-02', '2024-11-03', '2024-11-04'), ['2024-11-03', '2024-11-04', '2024-11-05']);
  });

  it('are weeks if they are seven days apart', () => {
    assert.deepEqual(datesOf('2024-03-04', '2024-03-11', '2024-03-18'), ['2024-03-11', '2024-03-18', '2024-03-25']);
  });

  it('are months of the calendar if they start on its first days', () => {
    assert.deepEqual(datesOf('2024-01-01', '2024-02-01', '2024-03-01', '2024-06-01'), [
      '2024-02-01',
      '2024-03-01',
      '2024-04-01',
      '2024-07-01',
    ]);
  });

  it('are billing periods that follow each other if they start on other days', () => {
    assert.deepEqual(datesOf('2024-01-10', '2024-02-09', '2024-03-10', '2024-04-12', '2024-05-30'), [
      '2024-02-09',
      '2024-03-10',
      '2024-04-12',
      '2024-05-12',
      '2024-06-29',
    ]);
  });
});

describe('rows with only an end', () => {
  it('start the usual distance before it', () => {
    assert.deepEqual(
      read([
        [NONE, 15],
        [NONE, 30],
        [NONE, 90],
      ]).spans,
      [
        [0, 15],
        [15, 30],
        [75, 90],
      ],
    );
  });

  it('start at midnight if they are days', () => {
    const rows = new Rows();
    for (const day of [10, 11, 12]) rows.push(NONE, LA.instantOf(2024, 3, day), 1);
    assert.deepEqual(
      Array.from(spansOf(rows, LA).start, (ms) => `${LA.day(ms)} ${LA.minuteOfDay(ms)}`),
      ['2024-03-09 0', '2024-03-10 0', '2024-03-11 0'],
    );
  });

  it('are as long as the rows that have both', () => {
    assert.deepEqual(
      read([
        [0, 15],
        [NONE, 60],
        [60, NONE],
        [120, NONE],
        [NONE, NONE],
      ]).spans.slice(0, 4),
      [
        [0, 15],
        [45, 60],
        [60, 75],
        [120, 135],
      ],
    );
  });
});
