import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { HOUR_MS, MINUTE_MS, zoneOf } from '../../zone.ts';
import { mayNameZone, splitZone } from './zone-words.ts';

const JANUARY = Date.UTC(2024, 0, 15);
const JULY = Date.UTC(2024, 6, 15);
/** Returns the offset after a time in minutes; `null` if there is none. */
const offsetOf = (stamp: string): number | null => {
  const split = splitZone(stamp);
  return split === null ? null : split.offsetMs / MINUTE_MS;
};

describe('a time with an abbreviation of a zone', () => {
  for (const [zone, inJanuary, inJuly] of [
    ['UTC', ['Z', 'UTC', 'GMT', 'UT'], []],
    ['Europe/London', [], ['BST']],
    ['Europe/Lisbon', ['WET'], ['WEST']],
    ['Europe/Berlin', ['CET', 'MEZ'], ['CEST', 'MESZ']],
    ['Europe/Athens', ['EET'], ['EEST']],
    ['Africa/Johannesburg', ['SAST'], []],
    ['America/St_Johns', ['NST'], ['NDT']],
    ['America/New_York', ['EST'], ['EDT']],
    ['America/Chicago', ['CST'], ['CDT']],
    ['America/Denver', ['MST'], ['MDT']],
    ['America/Los_Angeles', ['PST'], ['PDT']],
    ['America/Anchorage', ['AKST'], ['AKDT']],
    ['America/Adak', ['HST'], ['HDT']],
    ['Australia/Perth', ['AWST'], []],
    ['Asia/Hong_Kong', ['HKT'], []],
    ['Asia/Singapore', ['SGT'], []],
    ['Asia/Tokyo', ['JST'], []],
    ['Asia/Seoul', ['KST'], []],
    ['Australia/Adelaide', ['ACDT'], ['ACST']],
    ['Australia/Sydney', ['AEDT'], ['AEST']],
    ['Pacific/Auckland', ['NZDT'], ['NZST']],
  ] as const)
    it(`has the offset of ${zone}`, () => {
      for (const [words, ms] of [
        [inJanuary, JANUARY],
        [inJuly, JULY],
      ] as const)
        for (const word of words) {
          const expected = zoneOf(zone).offsetAt(ms) / MINUTE_MS;
          assert.equal(offsetOf(`2024-01-15 13:45 ${word}`), expected, word);
          assert.equal(offsetOf(`2024-01-15 1:45 PM (${word.toLowerCase()})`), expected, word);
        }
    });

  it('has an unknown offset if the abbreviation has several meanings', () => {
    for (const word of ['IST', 'AST', 'ADT', 'ET', 'CT', 'MT', 'PT'])
      assert.ok(Number.isNaN(offsetOf(`13:45 ${word}`)), word);
  });

  it('has none if the word is no abbreviation of a zone', () => {
    for (const stamp of ['13:45 XYZ', '13:45 PM', '1 July', '13:45 constructor', '13:45'])
      assert.equal(offsetOf(stamp), null);
  });
});

describe('a time with an offset', () => {
  it('has hours and minutes in any notation', () => {
    for (const [text, hours] of [
      ['13:45-05:00', -5],
      ['13:45 +0100', 1],
      ['13:45:00.000+5', 5],
      ['T1345+01', 1],
      ['13:45 UTC+1', 1],
      ['13:45 (GMT-03:30)', -3.5],
      ['13:45 +0000 UTC', 0],
      ['1:45 pm -0800', -8],
      ['13:45+02:00[Europe/Paris]', 2],
      ['13:45+14:00', 14],
      ['13:45-12:45', -12.75],
    ] as const)
      assert.equal(splitZone(text)?.offsetMs, hours * HOUR_MS, text);
  });

  it('is separated from it', () => {
    assert.equal(splitZone('2024-07-01 13:45-05:00')?.text, '2024-07-01 13:45');
    assert.equal(splitZone('2024-07-01 13:45 EST')?.text, '2024-07-01 13:45');
  });

  it('has none beyond 14 hours, or that is not a multiple of 15 minutes', () => {
    for (const text of ['13:45+14:15', '13:45+15:00', '13:45-05:10', '13:45+01:01', '2024-07-01'])
      assert.equal(offsetOf(text), null, text);
  });
});

describe('mayNameZone', () => {
  it('is false only for texts without an offset or an abbreviation at their end', () => {
    for (const text of [
      '13:45 EST',
      '2024-07-01T13:45Z',
      '2024-07-01T13:45+01:00',
      '2024-07-01T13:45-5',
      '[Europe/Paris]',
    ])
      assert.equal(mayNameZone(text), true, text);
    for (const text of ['2024-07-01', '2024-07-01 13:45', '1:45 PM', '1:45 pm', '1:45 p.m.', '01-07-2024 13:45:00'])
      assert.equal(mayNameZone(text), false, text);
  });
});
