import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readMeterFile } from '../files/index.ts';

const two = (number: number): string => String(number).padStart(2, '0');
const clock = (minutes: number): string => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
const upTo = (count: number, header: (i: number) => string): readonly string[] =>
  Array.from({ length: count }, (_, i) => header(i));

/** Reads two days of a table with a column for each interval, of which the first has another value. */
function read(headers: readonly string[], filled = headers.length) {
  const rows = ['2027-07-13', '2027-07-14'].map((date) => {
    const cells = headers.map((_, i) => (i >= filled ? '' : i === 0 ? '0.5' : '0.25'));
    return [date, ...cells].join(',');
  });
  const choices = headers[0]!.includes('kWh') ? {} : { unit: 'kWh' };
  const { meters } = readMeterFile([['Date', ...headers].join(','), ...rows, ''].join('\n'), choices);
  const { receipt, series } = meters[0]!;
  return {
    start: new Date(series.startMs).toISOString().slice(0, 16),
    stepMinutes: series.stepMs! / 60_000,
    slots: series.length,
    first: [series.importKwh[0], series.importKwh[1]],
    missingMinutes: receipt.missingMinutes,
  };
}

const day = (stepMinutes: number) => ({
  start: '2027-07-13T00:00',
  stepMinutes,
  slots: 2880 / stepMinutes,
  first: [0.5, 0.25],
  missingMinutes: 0,
});

describe('a table with a column for each interval of a day', () => {
  for (const step of [5, 15, 30, 60, 120])
    it(`may have the starts or the ends of intervals of ${step} minutes as headers`, () => {
      const count = 1440 / step;
      assert.deepEqual(read(upTo(count, (i) => clock(i * step))), day(step));
      assert.deepEqual(read(upTo(count, (i) => clock((i + 1) * step))), day(step));
      assert.deepEqual(read(upTo(count, (i) => clock(((i + 1) * step) % 1440))), day(step));
      assert.deepEqual(read(upTo(count, (i) => `${clock(i * step)} kWh`)), day(step));
    });

  it('may have times with AM and PM as headers', () => {
    const headers = upTo(24, (i) => `${i % 12 || 12}:00 ${i < 12 ? 'AM' : 'PM'}`);
    assert.deepEqual(read(headers), day(60));
  });

  for (const [count, step] of [
    [24, 60],
    [48, 30],
    [96, 15],
    [288, 5],
  ] as const)
    it(`may have the numbers of its ${count} intervals as headers, from 0 or from 1`, () => {
      assert.deepEqual(read(upTo(count, (i) => String(i))), day(step));
      assert.deepEqual(read(upTo(count, (i) => String(i + 1))), day(step));
      assert.deepEqual(read(upTo(count, (i) => `Interval ${two(i + 1)}`)), day(step));
    });

  for (const [count, step] of [
    [25, 60],
    [50, 30],
    [100, 15],
  ] as const)
    it(`may have empty columns for the longest day: ${count}`, () => {
      assert.deepEqual(
        read(
          upTo(count, (i) => `HE${two(i + 1)}`),
          1440 / step,
        ),
        day(step),
      );
    });

  it('has at least 23 numbered columns: fewer are tariffs', () => {
    const text = ['Date,1 (kWh),2 (kWh)', '2027-07-13,1,2', '2027-07-14,3,4', ''].join('\n');
    const { meters } = readMeterFile(text, { columns: '1 (kWh), 2 (kWh)' });
    assert.equal(meters[0]?.series.stepMs, 86_400_000);
  });

  it('may have instants as headers, with one row for each meter', () => {
    const headers = upTo(4, (i) => `2027-07-13 0${i}:00`);
    const { meters } = readMeterFile([`Meter,${headers.join(',')}`, '17,1,2,3,4', '18,5,6,7,8', ''].join('\n'), {
      unit: 'kWh',
    });
    assert.deepEqual(
      meters.map(({ id, series }) => [id, series.startMs, [...series.importKwh]]),
      [
        ['17', Date.UTC(2027, 6, 13), [1, 2, 3, 4]],
        ['18', Date.UTC(2027, 6, 13), [5, 6, 7, 8]],
      ],
    );
  });
});
