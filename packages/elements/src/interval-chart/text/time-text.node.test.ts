import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at, span } from '../testing/facts.ts';
import { TimeText } from './time-text.ts';

const text = new TimeText('en-US', 'America/Los_Angeles');
/** Replaces the narrow spaces that Intl writes before AM and PM. */
const plain = (words: string): string => words.replace(/[\u202f\u2009]/g, ' ');

describe('an interval in words', () => {
  for (const [resolution, range, words] of [
    ['day', span('2025-11-02', '2025-11-03'), 'Sun, Nov 2, 2025'],
    ['week', span('2025-10-27', '2025-11-03'), 'Oct 27, 2025 – Nov 2, 2025'],
    ['month', span('2025-11-01', '2025-12-01'), 'November 2025'],
    ['hour', span('2025-11-01 13', '2025-11-01 14'), 'Sat, Nov 1, 2025, 1:00 PM – 2:00 PM UTC−7'],
  ] as const) {
    it(`has the dates of its first and last instant: ${resolution}`, () => {
      assert.equal(plain(text.interval(range, resolution)), words);
    });
  }

  it('has the offsets of the hour that occurs twice in autumn', () => {
    const one = at('2025-11-02 1');
    const hour = (n: number) => ({ startMs: one + n * 3_600_000, endMs: one + (n + 1) * 3_600_000 });
    assert.equal(plain(text.interval(hour(0), 'hour')), 'Sun, Nov 2, 2025, 1:00 AM UTC−7 – 1:00 AM UTC−8');
    assert.equal(plain(text.interval(hour(1), 'hour')), 'Sun, Nov 2, 2025, 1:00 AM – 2:00 AM UTC−8');
  });
});
