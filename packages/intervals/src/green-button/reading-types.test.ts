import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readMeterFile } from '../files/read-meter-file.ts';
import { onlyMeter } from '../files/reading.ts';
import { ESTIMATED, MEASURED, readGreenButton } from '../index.ts';
import { feed, point, reading, readings, START, withoutDurations } from '../testing/green-button-xml.ts';
import { outcomeOf } from '../testing/outcome.ts';

const HOUR_MS = 3_600_000;

describe('lengths of Green Button readings', () => {
  it('come from the distance of starts if nothing states them', () => {
    const xml = withoutDurations(feed(point({ id: 1, length: 0 }, readings([100, 200, 300], 1800))));
    const { series, totals } = outcomeOf(xml);
    assert.deepEqual([series?.stepMs, series?.length, totals], [HOUR_MS / 2, 3, [0.6, null]]);
  });

  it('come from the reading type if readings do not state them', () => {
    const xml = withoutDurations(feed(point({ id: 1, length: 900 }, reading(0, 100, undefined, 3600))));
    assert.deepEqual([outcomeOf(xml).series?.stepMs, outcomeOf(xml).totals], [HOUR_MS / 4, [0.1, null]]);
  });

  it('are not those of the reading type if readings follow each other sooner', () => {
    const xml = withoutDurations(feed(point({ id: 1, length: 86_400 }, readings([100, 200, 300, 400], 900))));
    assert.deepEqual([outcomeOf(xml).series?.stepMs, outcomeOf(xml).totals], [HOUR_MS / 4, [1, null]]);
  });

  it('come from the reading type, though readings with lengths of their own follow each other sooner', () => {
    const later = withoutDurations(readings([400, 500], 3600, 2));
    const xml = feed(point({ id: 1, length: 3600 }, readings([100, 200], 900) + later));
    const { series, totals } = outcomeOf(xml);
    assert.deepEqual([series && series.endMs - series.startMs, totals], [4 * HOUR_MS, [1.2, null]]);
  });

  it('are that of the block if it has one reading', () => {
    const xml = withoutDurations(feed(point({ id: 1, length: 0 }, reading(0, 5000)))).replace(
      '<espi:interval>',
      '<espi:interval><espi:duration>86400</espi:duration>',
    );
    assert.equal(outcomeOf(xml).series?.stepMs, 24 * HOUR_MS);
  });

  it('come from the block, as do starts, if readings have no times', () => {
    const xml = feed(point({ id: 1, length: 3600 }, readings([100, 200]))).replace(
      /<espi:timePeriod>.*?<\/espi:timePeriod>/g,
      '',
    );
    const { series } = outcomeOf(xml);
    assert.deepEqual([series?.startMs, [...series!.importKwh]], [START * 1000, [0.1, 0.2]]);
  });

  it('are read with starts in milliseconds, or as dates with an offset', () => {
    for (const [written, start] of [
      ['$1000', START],
      ['2013-01-01T03:00:00-05:00', START],
    ] as const) {
      const xml = feed(point({ id: 1 }, readings([100]))).replace(/<espi:start>(\d+)</g, `<espi:start>${written}<`);
      assert.deepEqual([outcomeOf(xml).series?.startMs, outcomeOf(xml).totals], [start * 1000, [0.1, null]], written);
    }
  });

  it('are not read with impossible starts: the file is rejected', () => {
    const xml = feed(point({ id: 1 }, readings([100, 200]))).replace(/<espi:start>\d+</g, '<espi:start>soon<');
    assert.throws(() => outcomeOf(xml), /none of its readings has a usable time: bad-time \(2\)/);
  });

  it('may change from one meter reading to the next', () => {
    const halfHours = point({ id: 1, length: 1800 }, readings([500, 500], 1800));
    const hours = point({ id: 1, type: 2 }, readings([2000, 2000], 3600, 1));
    const { series, totals, notes } = outcomeOf(feed(hours, halfHours));
    assert.deepEqual(totals, [5, null]);
    assert.deepEqual([series?.length, notes.includes('mixed-lengths')], [4, true]);
  });
});

describe('directions of Green Button readings', () => {
  it('are inverted if the reverse channel is below zero', () => {
    const xml = feed(point({ id: 1 }, readings([1000])), point({ id: 1, type: 2, flow: 19 }, readings([-300])));
    assert.deepEqual([outcomeOf(xml).totals, outcomeOf(xml).notes.includes('sign-turned')], [[1, 0.3], true]);
  });

  it('are import if a single channel states none, or is the total', () => {
    for (const flow of ['', 0, 20, 21])
      assert.deepEqual(outcomeOf(feed(point({ id: 1, flow }, readings([1000])))).totals, [1, null], String(flow));
  });

  it('are never guessed: the total is not import beside reverse flow', () => {
    const reverse = point({ id: 1, flow: 19 }, readings([400]));
    const total = point({ id: 1, type: 2, flow: 20, typeTitle: 'Both ways' }, readings([1400]));
    const { columns, totals } = outcomeOf(feed(total, reverse));
    assert.deepEqual(totals?.[1], 0.4);
    assert.deepEqual([totals?.[0], columns?.[0]], [null, ['Both ways', 'left-out', 'Wh']]);
  });

  it('are never guessed: an unknown code is not import, beside others and alone', () => {
    const odd = point({ id: 1, flow: 99, type: 2 }, readings([5000]));
    assert.deepEqual(outcomeOf(feed(odd, point({ id: 1, flow: 19 }, readings([400])))).totals, [null, 0.4]);
    assert.throws(() => outcomeOf(feed(odd)), /no energy or power, only flow direction 99 Wh, 60 min/);
  });
});

describe('registers in Green Button', () => {
  it('give their differences if there is nothing else', () => {
    for (const behaviour of [1, 3, 9]) {
      const { totals, notes } = outcomeOf(feed(point({ id: 1, behaviour }, readings([50_000, 50_400, 51_000]))));
      assert.deepEqual([totals, notes.includes('from-register')], [[1, null], true], String(behaviour));
    }
  });

  it('stand at the start of a reading that has no length of its own', () => {
    const xml = withoutDurations(feed(point({ id: 1, behaviour: 1 }, readings([500, 700, 1000]))));
    assert.equal(outcomeOf(xml).series?.startMs, START * 1000);
  });

  it('of demand are sums of peaks, not energy', () => {
    const demand = point({ id: 1, behaviour: 3, uom: 38 }, readings([5000, 6000, 7000]));
    assert.throws(() => outcomeOf(feed(demand)), /no energy or power, only Forward W/);
  });

  it('lead to a question if they fall again and again', () => {
    const xml = feed(point({ id: 1, behaviour: 9 }, readings([500, 300, 800, 200, 900])));
    const { asks, options } = outcomeOf(xml);
    assert.deepEqual([asks, options[0]?.map(([value]) => value)], [['register-or-interval'], ['register', 'interval']]);
    assert.deepEqual(outcomeOf(xml, { 'register-or-interval': 'interval' }).totals, [2.7, null]);
  });

  it('are not assumed for values that the file calls the energy of intervals', () => {
    const rising = [200_000, 200_100, 200_200, 200_300, 200_400];
    assert.deepEqual(outcomeOf(feed(point({ id: 1, behaviour: 4 }, readings(rising)))).totals, [1001, null]);
    assert.deepEqual(outcomeOf(feed(point({ id: 1, behaviour: 0 }, readings(rising)))).asks, ['register-or-interval']);
  });
});

describe('units in Green Button', () => {
  it('are those of the code list times a power of ten', () => {
    for (const [options, kwh, unit] of [
      [{ uom: 72, power: 3 }, 1234, 'kWh'],
      [{ uom: 72, power: 6 }, 1_234_000, 'MWh'],
      [{ uom: 72, power: -2 }, 0.01234, 'kWh'],
      [{ uom: 38, power: 0 }, 1.234, 'W'],
      [{ uom: 38, power: 3 }, 1234, 'kW'],
      [{ uom: 31, power: 6, fields: { commodity: 1 } }, 342.777777778, 'MJ'],
      [{ uom: 'kWh' }, 1234, 'kWh'],
    ] as const) {
      const { totals, columns } = outcomeOf(feed(point({ id: 1, ...options }, readings([1234]))));
      assert.deepEqual([totals?.[0], columns?.[0]?.[2]], [kwh, unit]);
    }
  });

  for (const power of ['kilo', '99', '13', '-13', '1.5', 'Infinity']) {
    it(`have no power of ten of ${power}: the file is rejected with the reading type`, () => {
      const xml = feed(point({ id: 1 }, readings([1234]))).replace(
        /<espi:powerOfTenMultiplier>[^<]*</,
        `<espi:powerOfTenMultiplier>${power}<`,
      );
      assert.throws(() => outcomeOf(xml), {
        code: 'decode',
        message: /\S: its powerOfTenMultiplier is "[^"]+", where a whole/,
      });
    });
  }

  it('lead to a question if the file states none, for its numbers times the power of ten', () => {
    for (const uom of [null, 0]) {
      const { asks, options } = outcomeOf(feed(point({ id: 1, uom, power: -2 }, readings([1200, 800]))));
      assert.deepEqual(
        [asks, options[0]?.slice(0, 2)],
        [
          ['unit'],
          [
            ['kWh', 20],
            ['Wh', 0.02],
          ],
        ],
      );
    }
  });

  it('that are neither energy nor power are left out beside energy', () => {
    const others = [71, 73, 61, 63, 29, 5, 33, 65, 23, 80, 999].map((uom, type) =>
      point({ id: 1, uom, type: type + 2 }, readings([7])),
    );
    const { totals, columns, asks } = outcomeOf(feed(point({ id: 1 }, readings([1000])), ...others));
    assert.deepEqual([totals, asks], [[1, null], []]);
    assert.deepEqual(
      columns?.slice(1, 4).map(([, use, unit]) => [use, unit]),
      [
        ['left-out', 'VAh'],
        ['left-out', 'VArh'],
        ['left-out', 'VA'],
      ],
    );
  });

  it('of money, and peaks of power, are not energy', () => {
    const bill = point({ id: 1, type: 2, uom: 0, fields: { kind: 3 } }, readings([12]));
    assert.deepEqual(outcomeOf(feed(point({ id: 1 }, readings([1000])), bill)).totals, [1, null]);
    const peak = point({ id: 1, uom: 38, power: 3, fields: { dataQualifier: 8 }, typeTitle: 'Peak' }, readings([5]));
    assert.throws(() => outcomeOf(feed(peak)), /no energy or power, only Peak/);
  });
});

describe('other commodities in Green Button', () => {
  it('are named in the error if there is no electricity', () => {
    for (const [options, facts] of [
      [{ kind: 1, uom: 169 }, /gas \(therm\)/],
      [{ kind: 0, uom: 169 }, /gas \(therm\)/],
      [{ kind: null, uom: 119, power: 2 }, /gas-or-water \(ft³\)/],
      [{ kind: 1, uom: 72 }, /gas \(Wh\)/],
      [{ kind: 0, uom: 72, fields: { commodity: 7 } }, /gas \(Wh\)/],
      [{ kind: 2, uom: 42 }, /water \(m³\)/],
      [{ kind: 2, uom: 128 }, /water \(gal\)/],
      [{ kind: 4, uom: 31, power: 9 }, /heat \(kJ\)/],
      [{ kind: null, uom: 72, fields: { commodity: 10 } }, /heat \(Wh\)/],
      [{ kind: 1, uom: null }, /gas/],
    ] as const)
      assert.throws(() => readGreenButton(feed(point({ id: 1, ...options }, readings([3])))), facts);
  });

  it('are left out beside electricity, with a note', () => {
    const gas = point({ id: 2, kind: 1, uom: 169 }, readings([3]));
    const { receipt } = onlyMeter(readMeterFile(feed(gas, point({ id: 1 }, readings([1000])))));
    const note = receipt.notes.find(({ code }) => code === 'other-commodity');
    assert.deepEqual([receipt.importKwh, note?.example], [1, 'gas (therm)']);
  });
});

describe('qualities of Green Button readings', () => {
  it('may be words, inside or in place of the element around them', () => {
    for (const [quality, expected] of [
      ['<espi:readingQuality>ESTIMATED</espi:readingQuality>', ESTIMATED],
      ['<espi:readingQuality>ACTUAL</espi:readingQuality>', MEASURED],
      ['<espi:ReadingQuality>Est</espi:ReadingQuality>', ESTIMATED],
      ['<espi:ReadingQuality><espi:quality>projected</espi:quality></espi:ReadingQuality>', ESTIMATED],
      ['<espi:ReadingQuality><espi:quality>validated</espi:quality></espi:ReadingQuality>', MEASURED],
      ['<espi:ReadingQuality><espi:quality>12</espi:quality></espi:ReadingQuality>', ESTIMATED],
    ] as const) {
      const { series } = outcomeOf(feed(point({ id: 1 }, reading(0, 100, undefined, 3600, quality))));
      assert.deepEqual([...series!.quality], [expected], quality);
    }
  });
});

describe('Green Button files without links', () => {
  it('are read by the order of their elements', () => {
    const bare = `<Feed><UsagePoint><ServiceCategory><kind>0</kind></ServiceCategory></UsagePoint><MeterReading/>
      <ReadingType><flowDirection>19</flowDirection><uom>72</uom><powerOfTenMultiplier>3</powerOfTenMultiplier></ReadingType>
      <IntervalBlock>${readings([1, 2]).replaceAll('espi:', '')}</IntervalBlock></Feed>`;
    assert.deepEqual(outcomeOf(bare).totals, [null, 3]);
  });

  it('use the reading type that follows a meter reading, or the one before it', () => {
    const type = (flow: number, power: number) =>
      `<ReadingType><flowDirection>${flow}</flowDirection><powerOfTenMultiplier>${power}</powerOfTenMultiplier><uom>72</uom></ReadingType>`;
    const block = `<IntervalBlock>${readings([1]).replaceAll('espi:', '')}</IntervalBlock>`;
    const channels = [type(1, 3), type(19, 6)];
    const following = channels.map((each) => `<MeterReading/>${each}${block}`).join('');
    const preceding = channels.map((each) => `${each}${block}`).join('');
    for (const xml of [following, preceding]) assert.deepEqual(outcomeOf(`<Feed>${xml}</Feed>`).totals, [1, 1000], xml);
  });

  it('lead to a question about the unit if it is unclear which of two reading types is meant', () => {
    const type = (uom: number) => `<ReadingType><uom>${uom}</uom></ReadingType>`;
    const block = `<IntervalBlock>${readings([1]).replaceAll('espi:', '')}</IntervalBlock>`;
    assert.deepEqual(outcomeOf(`<Feed>${block}${type(72)}${type(29)}</Feed>`).asks, ['unit']);
  });
});
