import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DAY_MS, HOUR_MS } from '../zone.ts';
import { dropSubtotals, includeLastDays, movePastMidnight } from './row-ends.ts';

const DAY = Date.UTC(2027, 6, 13);
const days = (...numbers: readonly number[]) => Float64Array.from(numbers, (number) => DAY + number * DAY_MS);
const hours = (...numbers: readonly number[]) => Float64Array.from(numbers, (number) => DAY + number * HOUR_MS);

describe('movePastMidnight', () => {
  const moved = (starts: Float64Array, ends: Float64Array): readonly number[] => {
    movePastMidnight(starts, ends);
    return Array.from(ends, (ms) => (ms - DAY) / HOUR_MS);
  };

  it('moves ends that are not after their starts to the next day', () => {
    assert.deepEqual(moved(hours(22, 23, 23), hours(23, 0, 22)), [23, 24, 46]);
    assert.deepEqual(moved(hours(0.25, 0.5), hours(0.5, 0.5)), [0.5, 24.5]);
  });

  it('keeps an end in the repeated hour, which seems to be an hour too early', () => {
    assert.deepEqual(moved(hours(0, 1, 1, 2), hours(1, 1, 2, 3)), [1, 1, 2, 3]);
    assert.deepEqual(moved(hours(1, 1.5, 1, 1.5), hours(1.5, 1, 1.5, 2)), [1.5, 1, 1.5, 2]);
  });

  it('goes by the most frequent length', () => {
    assert.deepEqual(moved(hours(0, 2, 4, 1.5), hours(2, 3, 5, 1.5)), [2, 3, 5, 1.5]);
    assert.deepEqual(moved(hours(0, 2, 4, 1.5), hours(2, 4, 5, 1.5)), [2, 4, 5, 25.5]);
    assert.deepEqual(moved(hours(1), hours(1)), [25]);
  });
});

describe('includeLastDays', () => {
  const included = (starts: Float64Array, ends: Float64Array): readonly number[] => {
    includeLastDays(starts, ends);
    return Array.from(ends, (ms) => (ms - DAY) / DAY_MS);
  };

  it('moves ends that are last days to the day after', () => {
    assert.deepEqual(included(days(0, 10), days(9, 19)), [10, 20]);
    assert.deepEqual(included(days(0, 1), days(0, 1)), [1, 2]);
  });

  it('keeps ends at which the next period starts', () => {
    assert.deepEqual(included(days(0, 10), days(10, 20)), [10, 20]);
    assert.deepEqual(included(days(0, 10, 20), days(9, 20, 30)), [9, 20, 30]);
    assert.deepEqual(included(days(0), days(9)), [9]);
  });
});

describe('dropSubtotals', () => {
  const DATE = '2027-07-13';
  /** Returns which rows keep their times. */
  const kept = (cells: readonly string[], times: readonly number[]): readonly number[] => {
    const localTimes = Float64Array.from(times);
    const instants = Float64Array.from(times);
    dropSubtotals(cells, { localTimes, instants });
    assert.deepEqual(instants, localTimes);
    return [...localTimes.keys()].filter((i) => !Number.isNaN(localTimes[i]!));
  };
  const four = [0, 1, 2, 3].map((hour) => `${DATE} 0${hour}:00`);

  it('drops rows of another form that have the time of a usual row', () => {
    assert.deepEqual(kept([...four, DATE], [0, 1, 2, 3, 0]), [0, 1, 2, 3]);
    assert.deepEqual(kept([...four, `Total ${DATE}`], [0, 1, 2, 3, 2]), [0, 1, 2, 3]);
    assert.deepEqual(
      kept(['2027-07-01', '2027-07-02', '2027-07-03', '2027-07-04', '2027-07'], [1, 2, 3, 4, 1]),
      [0, 1, 2, 3],
    );
  });

  it('distinguishes a month from a day with single digits', () => {
    assert.deepEqual(kept(['2027-7-1', '2027-7-2', '2027-7-3', '2027-7-4', '2027-07'], [1, 2, 3, 4, 1]), [0, 1, 2, 3]);
  });

  it('keeps rows of another form at a time of their own', () => {
    assert.deepEqual(kept([...four, DATE], [0, 1, 2, 3, 9]), [0, 1, 2, 3, 4]);
  });

  it('keeps all rows if less than four in five have the usual form, or all have', () => {
    assert.deepEqual(kept([...four.slice(1), DATE], [1, 2, 3, 1]), [0, 1, 2, 3]);
    assert.deepEqual(kept(four, [0, 1, 1, 0]), [0, 1, 2, 3]);
  });
});
