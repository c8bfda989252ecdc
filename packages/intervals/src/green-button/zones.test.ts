import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readMeterFile } from '../files/read-meter-file.ts';
import { createCalendar, readGreenButton, totalsByLocalDay } from '../index.ts';
import { clock, feed, point, readings } from '../testing/green-button-xml.ts';
import { outcomeOf } from '../testing/outcome.ts';

const EVENING = point({ id: 1, clock: 1 }, readings([1000, 2000]));

/** Returns the zone of a file with one clock and without questions. */
function zoneOf(fields: Parameters<typeof clock>[0]): string | undefined {
  const { asks, series } = outcomeOf(feed(clock(fields), EVENING));
  assert.deepEqual(asks, [], JSON.stringify(fields));
  return series?.timeZone;
}

describe('the zone of a Green Button file', () => {
  it('is that of the clock that the usage point links, in whatever order the file has them', () => {
    const clocks = [clock({ tzOffset: -21_600 }, 7), clock({ tzOffset: -25_200 }, 1)];
    for (const each of [clocks, clocks.toReversed()]) {
      const { series } = outcomeOf(feed(...each, EVENING));
      assert.equal(series?.timeZone, 'America/Denver');
      assert.deepEqual(
        totalsByLocalDay(series!).map(({ day, importKwh }) => [day, importKwh]),
        [['2013-01-01', 3]],
      );
    }
  });

  it('comes before that of the page, and after the one that a person chose', () => {
    const xml = feed(clock({ tzOffset: -28_800 }), EVENING);
    assert.equal(outcomeOf(xml, {}, { timeZone: 'Europe/Paris' }).series?.timeZone, 'America/Los_Angeles');
    assert.equal(outcomeOf(xml, { 'time-zone': 'Asia/Tokyo' }).series?.timeZone, 'Asia/Tokyo');
    assert.equal(readGreenButton(xml, { timeZone: 'Asia/Tokyo' }).series.timeZone, 'Asia/Tokyo');
  });

  it('is that of the page where the file names none', () => {
    assert.equal(outcomeOf(feed(EVENING), {}, { timeZone: 'Europe/Paris' }).series?.timeZone, 'Europe/Paris');
  });

  it('is that of each meter if two are on different clocks', () => {
    const north = point({ id: 1, clock: 1 }, readings([1000]));
    const south = point({ id: 2, clock: 2 }, readings([2000]));
    const xml = feed(north, south, clock({ tzOffset: -18_000 }, 1), clock({ tzOffset: -28_800 }, 2));
    const { meters } = readMeterFile(xml);
    assert.deepEqual(
      meters.map(({ label, series }) => [label, series.timeZone]),
      [
        ['Point 1', 'America/New_York'],
        ['Point 2', 'America/Los_Angeles'],
      ],
    );
  });

  it('is found if the offset of summer is written in another way', () => {
    for (const [fields, expected] of [
      [{ tzOffset: -18_000, dstOffset: -18_000 }, 'America/New_York'],
      [{ tzOffset: -18_000, dstOffset: -14_400 }, 'America/New_York'],
      [{ tzOffset: -21_600, dstOffset: -3600 }, 'America/Chicago'],
      [{ tzOffset: -21_600, dstOffset: '' }, 'America/Chicago'],
      [{ tzOffset: -28_800, dstOffset: -28_800 }, 'America/Los_Angeles'],
      [{ tzOffset: 3600, dstOffset: 7200, dstStartRule: '3E0E2000', dstEndRule: 'AE0E3000' }, 'Europe/Paris'],
      [{ tzOffset: 0, dstOffset: 3600, dstStartRule: '3E0E1000', dstEndRule: 'AE0E2000' }, 'Europe/London'],
      // In the southern hemisphere summer begins in October.
      [{ tzOffset: 36_000, dstStartRule: 'A40E2000', dstEndRule: '440E3000' }, 'Australia/Sydney'],
    ] as const)
      assert.equal(zoneOf(fields), expected, JSON.stringify(fields));
  });

  it('is found if the offset is in minutes or hours', () => {
    assert.equal(zoneOf({ tzOffset: -300, dstOffset: 60 }), 'America/New_York');
    assert.equal(zoneOf({ tzOffset: -8, dstOffset: 1 }), 'America/Los_Angeles');
  });

  it('is found if rules are short, or the hour of a change is wrong', () => {
    for (const fields of [
      { dstStartRule: '360E2', dstEndRule: 'B40E2' },
      { dstStartRule: '360E1000', dstEndRule: 'B40E1000' },
      { dstStartRule: '360e2000', dstEndRule: 'b40e2000' },
    ])
      assert.equal(zoneOf({ tzOffset: -18_000, ...fields }), 'America/New_York', JSON.stringify(fields));
  });

  it('keeps the stated offset all year if nothing is stated about summer', () => {
    for (const [tzOffset, minutes] of [
      [-18_000, -300],
      [-25_200, -420],
      [3600, 60],
      [12_600, 210],
      [-16_200, -270],
      [50_400, 840],
      [0, 0],
    ] as const) {
      for (const dstOffset of [0, '', tzOffset]) {
        const zone = zoneOf({ tzOffset, dstOffset, dstStartRule: '', dstEndRule: '' });
        const calendar = createCalendar(zone!);
        const seen = [0, 6].map((month) => calendar.offsetMinutesAt(Date.UTC(2013, month, 1)));
        assert.deepEqual(seen, [minutes, minutes], `${tzOffset} ${zone}`);
      }
    }
  });

  it('leads to a question, with the likeliest as default, if the rules of summer are those of other years', () => {
    for (const rules of [
      { dstStartRule: '', dstEndRule: '' },
      { dstStartRule: 'FFFFFFFF', dstEndRule: 'FFFFFFFF' },
      // From the first Sunday of April to the last of October, as until 2006.
      { dstStartRule: '440E2000', dstEndRule: 'AE0E2000' },
    ]) {
      const { questions, meters } = readMeterFile(feed(clock({ tzOffset: -18_000, ...rules }), EVENING));
      const [question] = questions;
      assert.deepEqual([question?.kind, question?.default], ['time-zone', 'America/New_York']);
      assert.equal(question?.options.at(-1)?.value, 'America/Panama');
      assert.equal(meters[0]?.series.timeZone, 'America/New_York');
    }
  });

  it('leads to a question if the file has two clocks and the usage point links neither', () => {
    const unlinked = point({ id: 1 }, readings([1000]));
    const xml = feed(clock({ tzOffset: -18_000 }, 1), clock({ tzOffset: -21_600 }, 2), unlinked);
    const { asks, options } = outcomeOf(xml);
    assert.deepEqual(
      [asks, options[0]?.map(([zone]) => zone)],
      [['time-zone'], ['America/New_York', 'America/Chicago']],
    );
  });

  it('is missing, with a note, if the clock states no offset', () => {
    assert.ok(outcomeOf(feed(clock({ tzOffset: '' }), EVENING)).notes.includes('time-zone'));
  });
});
