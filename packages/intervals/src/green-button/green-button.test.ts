import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isArcError } from '@arc-elements/models';
import { OpenQuestionError, type Question } from '../files/question.ts';
import { createCalendar, createSeries, ESTIMATED, MEASURED, readGreenButton, writeGreenButton } from '../index.ts';
import { clock, feed, point, reading, START } from '../testing/green-button-xml.ts';
import { decodeDstRule, encodeDstRule, localChangeOf, localTimeOf } from './dst-rule.ts';
import { zoneLike } from './zones.ts';

describe('readGreenButton', () => {
  it('reads watt-hours with quality flags into kWh in the zone that the clock rules describe', () => {
    const { series, receipt, usagePoints } = readGreenButton(
      feed(clock({ tzOffset: -28800 }), point({ id: 1 }, reading(0, 1500) + reading(1, 250, 8) + reading(2, 0, 17))),
    );
    assert.deepEqual([...series.importKwh], [1.5, 0.25, 0]);
    assert.deepEqual([...series.quality], [MEASURED, ESTIMATED, MEASURED]);
    assert.equal(series.timeZone, 'America/Los_Angeles');
    assert.equal(series.startMs, START * 1000);
    assert.deepEqual([receipt.exportKwh, receipt.notes.length], [null, 0]);
    assert.deepEqual(
      usagePoints.map(({ title, service, readings }) => [title, service, readings]),
      [['Point 1', 'electric', 3]],
    );
  });

  it('applies powers of ten without losing digits', () => {
    const kwh = (power: number) => readGreenButton(feed(point({ id: 1, power }, reading(0, 1234)))).receipt.importKwh;
    assert.deepEqual([kwh(0), kwh(3), kwh(-3), kwh(-6)], [1.234, 1234, 0.001234, 0.000001234]);
  });

  it('puts reverse flow into export', () => {
    const both = feed(point({ id: 1 }, reading(0, 1000)), point({ id: 1, flow: 19, type: 2 }, reading(0, 400)));
    const { receipt } = readGreenButton(both);
    assert.deepEqual([receipt.importKwh, receipt.exportKwh, receipt.netKwh], [1, 0.4, 0.6]);
  });

  it('reads a net reading type as signed, unless both of its parts are there too', () => {
    const net = point({ id: 1, flow: 4, type: 3 }, reading(0, -500) + reading(1, 700));
    const forward = point({ id: 1 }, reading(0, 1000) + reading(1, 900));
    const reverse = point({ id: 1, flow: 19, type: 2 }, reading(0, 1500) + reading(1, 200));
    for (const [parts, expected] of [
      [[net], [0.7, 0.5, null]],
      [
        [forward, net],
        [0.7, 0.5, 1],
      ],
      [
        [forward, reverse, net],
        [1.9, 1.7, 1],
      ],
    ] as const) {
      const { receipt } = readGreenButton(feed(...parts));
      const left = receipt.notes.find(({ code }) => code === 'left-out')?.count ?? null;
      assert.deepEqual([receipt.importKwh, receipt.exportKwh, left], expected);
    }
  });

  it('leaves out registers and units that are not electric energy', () => {
    const { receipt } = readGreenButton(
      feed(
        point({ id: 1 }, reading(0, 1000)),
        point({ id: 1, type: 2, behaviour: 3 }, reading(0, 9_000_000)),
        point({ id: 1, type: 3, uom: 29 }, reading(0, 240)),
      ),
    );
    assert.equal(receipt.importKwh, 1);
    assert.deepEqual(
      receipt.notes.map(({ code, count }) => [code, count]),
      [
        ['time-zone', 1],
        ['left-out', 2],
      ],
    );
  });

  it('converts watts to energy if there is nothing else', () => {
    assert.equal(
      readGreenButton(feed(point({ id: 1, uom: 38, length: 900 }, reading(0, 2000, undefined, 900)))).receipt.importKwh,
      0.5,
    );
  });

  it('never reads an empty value, or one of white space, as zero', () => {
    const blank = reading(1, 7).replace('>7<', '> <') + reading(2, 7).replace('>7<', '>\n<');
    const { series, receipt } = readGreenButton(feed(point({ id: 1 }, reading(0, 1000) + blank + reading(3, 1000))));
    assert.deepEqual([...series.importKwh], [1, Number.NaN, Number.NaN, 1]);
    assert.equal(receipt.missingMinutes, 120);
  });

  it('marks a reading as estimated if one of its qualities says so, or its type does and it has none', () => {
    const two = (first: number, second: number) =>
      reading(0, 1000, first).replace(
        '</espi:ReadingQuality>',
        `</espi:ReadingQuality><espi:ReadingQuality><espi:quality>${second}</espi:quality></espi:ReadingQuality>`,
      );
    for (const xml of [two(8, 17), two(17, 8)]) {
      assert.deepEqual([...readGreenButton(feed(point({ id: 1 }, xml))).series.quality], [ESTIMATED]);
    }
    const typed = feed(point({ id: 1 }, reading(0, 1000) + reading(1, 1000, 17))).replace(
      '<espi:flowDirection>',
      '<espi:defaultQuality>9</espi:defaultQuality><espi:flowDirection>',
    );
    assert.deepEqual([...readGreenButton(typed).series.quality], [ESTIMATED, MEASURED]);
  });

  it('continues with the meter that replaced another one', () => {
    const before = point({ id: 1 }, reading(0, 1000) + reading(1, 1000));
    const after = point({ id: 1, type: 2, power: -3 }, reading(2, 500_000));
    const { receipt } = readGreenButton(feed(before, after));
    assert.deepEqual([receipt.importKwh, receipt.coverage, receipt.conflicts], [2.5, 1, 0]);
    // With readings at the same times the two are ambiguous.
    const beside = point({ id: 1, type: 2 }, reading(1, 500));
    assert.throws(
      () => readGreenButton(feed(before, beside)),
      /which of its columns of energy count.*2\.5 kWh.*2 kWh.*0\.5 kWh/s,
    );
  });

  it('accepts white space before the XML declaration', () => {
    assert.equal(readGreenButton(`\ufeff \n${feed(point({ id: 1 }, reading(0, 1000)))}`).receipt.importKwh, 1);
  });

  it('prefers the finer of two reading types of the same flow', () => {
    const fine = [0, 1, 2, 3].map((slot) => reading(slot, 250, undefined, 900)).join('');
    const { series, receipt } = readGreenButton(
      feed(point({ id: 1 }, reading(0, 1000)), point({ id: 1, type: 2, length: 900 }, fine)),
    );
    assert.deepEqual([series.stepMs, receipt.importKwh, receipt.conflicts], [900_000, 1, 0]);
  });

  it('asks which of several electric usage points to read, and takes an id or an index', () => {
    const gas = point({ id: 1, kind: 1, uom: 169 }, reading(0, 5) + reading(1, 5) + reading(2, 5));
    const small = point({ id: 2 }, reading(0, 1000));
    const large = point({ id: 3 }, reading(0, 2000) + reading(1, 2000));
    const xml = feed(gas, small, large);
    assert.throws(
      () => readGreenButton(xml),
      (error) => {
        assert.ok(error instanceof OpenQuestionError);
        const [{ kind, options }] = error.choices as [Question];
        assert.equal(kind, 'meter');
        assert.deepEqual(
          options.map(({ names, sample }) => [...names, sample?.importKwh]),
          [
            ['Point 2', 1],
            ['Point 3', 4],
          ],
        );
        return true;
      },
    );
    const second = readGreenButton(xml, { usagePoint: 1 });
    assert.equal(second.receipt.importKwh, 1);
    assert.deepEqual(
      second.usagePoints.map(({ service, readings }) => [service, readings]),
      [
        ['gas', 3],
        ['electric', 1],
        ['electric', 2],
      ],
    );
    assert.equal(readGreenButton(xml, { usagePoint: second.usagePoints[2]!.id }).receipt.importKwh, 4);
    assert.throws(() => readGreenButton(xml, { usagePoint: 7 }), /no meter "7"; it has Point 2, Point 3/);
  });

  it('reads bare files without links, entries or prefixes', () => {
    const bare =
      '<IntervalBlock><IntervalReading><timePeriod><duration>900</duration><start>1357027200</start></timePeriod><value>100</value></IntervalReading>' +
      '<IntervalReading><timePeriod><duration>900</duration><start>1357028100</start></timePeriod><value>200</value></IntervalReading></IntervalBlock>';
    const { receipt, series } = readGreenButton(bare, { choices: { unit: 'Wh' } });
    assert.deepEqual([...series.importKwh], [0.1, 0.2]);
    assert.deepEqual(
      receipt.notes.map(({ code }) => code),
      ['chosen', 'time-zone'],
    );
    assert.equal(series.timeZone, 'UTC');
  });

  it('prefers the block that was published later', () => {
    const block = (published: string, value: number) =>
      `<entry><content><IntervalBlock>${reading(0, value).replaceAll('espi:', '')}</IntervalBlock></content><published>${published}</published></entry>`;
    const xml = `<feed>${block('2024-02-01T00:00:00Z', 900)}${block('2024-01-01T00:00:00Z', 100)}</feed>`;
    const { receipt } = readGreenButton(xml, { choices: { unit: 'Wh' } });
    assert.deepEqual([receipt.importKwh, receipt.conflicts], [0.9, 1]);
  });

  it('does not depend on the order of the file', () => {
    const { series } = readGreenButton(feed(point({ id: 1 }, reading(2, 3) + reading(0, 1) + reading(1, 2))));
    assert.deepEqual([...series.importKwh], [0.001, 0.002, 0.003]);
  });

  it('throws a decode error for malformed or empty XML, and does not resolve entities', () => {
    const bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><feed><entry><title>&b;</title></entry></feed>';
    for (const xml of ['', 'start,kwh', '<feed>', '<feed><entry></feed>', '<html></html>', bomb]) {
      assert.throws(
        () => readGreenButton(xml),
        (error) => isArcError(error) && error.code === 'decode',
        xml,
      );
    }
  });

  it('accepts elements that are nested thousands deep', () => {
    const deep = `${'<extra>'.repeat(5000)}${'</extra>'.repeat(5000)}`;
    const xml = feed(point({ id: 1 }, reading(0, 1500))).replace('</feed>', `${deep}</feed>`);
    assert.ok(xml.includes(deep));
    assert.equal(readGreenButton(xml).receipt.importKwh, 1.5);
  });
});

describe('writeGreenButton', () => {
  it('writes the same bytes for the same series, whole watt-hours where that is exact', () => {
    const series = createSeries({
      startMs: START * 1000,
      stepMs: 900_000,
      timeZone: 'America/New_York',
      importKwh: [0.25, null, 1],
    });
    const xml = writeGreenButton(series, { title: 'A & "B" <C>' });
    assert.equal(xml, writeGreenButton(series, { title: 'A & "B" <C>' }));
    assert.match(xml, /<powerOfTenMultiplier>0<\/powerOfTenMultiplier>/);
    assert.match(xml, /<value>250<\/value>/);
    assert.match(xml, /<dstStartRule>360E2000<\/dstStartRule>/);
    assert.match(xml, /<tzOffset>-18000<\/tzOffset>/);
    assert.equal(readGreenButton(xml).usagePoints[0]!.title, 'A & "B" <C>');
  });

  it('uses finer units if watt-hours would lose digits', () => {
    const series = createSeries({
      startMs: START * 1000,
      stepMs: 900_000,
      timeZone: 'UTC',
      importKwh: [0.09625, 1 / 3],
    });
    const back = readGreenButton(writeGreenButton(series)).series.importKwh;
    assert.equal(back[0], 0.09625);
    assert.ok(Math.abs(back[1]! - 1 / 3) < 1e-12);
  });
});

describe('daylight-saving rules', () => {
  it('are encoded and decoded as in published files', () => {
    const start = decodeDstRule('360E2000')!;
    assert.deepEqual(start, { month: 3, operator: 3, day: 0, weekday: 7, seconds: 7200 });
    assert.equal(encodeDstRule(start), '360E2000');
    assert.equal(encodeDstRule(decodeDstRule('B40E2000')!), 'B40E2000');
    assert.equal(new Date(localChangeOf(start, 2024)).toISOString(), '2024-03-10T02:00:00.000Z');
    for (const none of ['', 'FFFFFFFF', '00000000', 'xyz']) assert.equal(decodeDstRule(none), null);
  });

  it('lead to a zone with the same clock', () => {
    const now = Date.UTC(2024, 5, 1);
    for (const zone of [
      'America/Los_Angeles',
      'America/New_York',
      'America/Phoenix',
      'Europe/London',
      'Europe/Paris',
      'Australia/Sydney',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
      'Pacific/Honolulu',
    ]) {
      const found = zoneLike(localTimeOf(zone, now), now);
      const [a, b] = [createCalendar(zone), createCalendar(found!)];
      for (let ms = Date.UTC(2024, 0, 1); ms < Date.UTC(2025, 0, 1); ms += 6 * 3_600_000)
        assert.equal(b.offsetMinutesAt(ms), a.offsetMinutesAt(ms), `${zone} ${found}`);
    }
  });
});
