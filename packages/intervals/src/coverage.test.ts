import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  aggregate,
  comparePeriods,
  createSeries,
  heatmap,
  normalize,
  profile,
  readIntervals,
  receiptOf,
  type Series,
  slotStartMs,
  summarize,
  timeOfUseTotals,
  totalsByLocalDay,
  totalsByLocalMonth,
} from './index.ts';
import { series as anySeries, body, wireRow } from './testing/arbitrary.ts';
import { assertClose } from './testing/close.ts';
import { dataSkip, load } from './testing/data.ts';

const HOUR = 3_600_000;
const START = Date.UTC(2024, 0, 1);

/**
 * Returns a series of hours from 2024 on; `-` is an hour without a value, any other letter 1 kWh.
 */
function hours(imports: string, exports: string, stepMs = HOUR): Series {
  const column = (text: string) => [...text].map((letter) => (letter === '-' ? null : 1));
  return createSeries({
    startMs: START,
    stepMs,
    timeZone: 'UTC',
    importKwh: column(imports),
    exportKwh: column(exports),
  });
}

const missingOf = (series: Series): number => summarize(series).missingMinutes / 60;

describe('a channel that begins after the series', () => {
  it('has no gap before its first value', () => {
    assert.equal(missingOf(hours('xxxxxx', '---xxx')), 0);
    assert.equal(missingOf(hours('---xxx', 'xxxxxx')), 0);
    assert.equal(summarize(hours('xxxxxx', '---xxx')).coverage, 1);
  });

  it('has gaps after its first value, and at its end', () => {
    assert.equal(missingOf(hours('xxxxxx', '--x-xx')), 1);
    assert.equal(missingOf(hours('xxxxxx', '--xx--')), 2);
    assert.equal(missingOf(hours('xxxx--', '--xxxx')), 2);
  });

  it('leaves a gap where the other channel has no value either', () => {
    assert.equal(missingOf(hours('x-xxxx', '---xxx')), 1);
    assert.equal(missingOf(hours('--xxxx', '---xxx')), 2);
  });

  it('is missing as a whole when it never has a value', () => {
    assert.equal(missingOf(hours('------', 'xxxxxx')), 6);
    const noValue = [wireRow(START, 60, 1), { ...wireRow(START, 60, 1, 'export'), kwh: null }];
    assert.equal(readIntervals(body(noValue)).receipt.missingMinutes, 60);
  });

  it('has no gap before its first value, wherever a range begins', () => {
    const series = hours('xxxxxx', '---x-x');
    const of = (from: number, to: number) =>
      summarize(series, { startMs: START + from * HOUR, endMs: START + to * HOUR }).missingMinutes / 60;
    assert.deepEqual([of(0, 3), of(1, 4), of(3, 5), of(4, 6)], [0, 0, 1, 1]);
  });

  it('has no gap before its first value in the receipt', () => {
    const { coverage, gaps, missingMinutes } = receiptOf(hours('xx-xxx', '---x-x'));
    assert.deepEqual([coverage, missingMinutes], [4 / 6, 120]);
    assert.deepEqual(
      gaps.map(({ fromMs, channel }) => [(fromMs - START) / HOUR, channel]),
      [
        [2, 'all'],
        [4, 'export'],
      ],
    );
  });

  it('gives a slot that is filled in part a gap in all channels, if only one has begun', () => {
    const rows = [
      wireRow(START, 5, 1),
      ...[3, 4, 5].flatMap((i) => [wireRow(START + i * 300_000, 5, 1), wireRow(START + i * 300_000, 5, 1, 'export')]),
    ];
    const { gaps } = receiptOf(normalize(readIntervals(body(rows)).series));
    assert.deepEqual(
      gaps.map(({ minutes, channel }) => [minutes, channel]),
      [[10, 'all']],
    );
  });

  it('leaves days, months, cells and bands before its first value fully covered', () => {
    const series = hours('x'.repeat(96), '-'.repeat(72) + 'x'.repeat(24));
    const ones = (list: Iterable<number>) => [...list].every((share) => share === 1);
    assert.ok(ones(totalsByLocalDay(series).map(({ coverage }) => coverage)));
    assert.ok(ones(totalsByLocalMonth(series).map(({ coverage }) => coverage)));
    assert.ok(ones(aggregate(series, 'slot').coverage));
    assert.ok(ones(heatmap(series).coverage));
    assert.ok(ones(heatmap(series, { minutes: 120 }).coverage));
    assert.ok(ones(timeOfUseTotals(series, { rules: [] }).map(({ coverage }) => coverage)));
    assert.equal(profile(series).groups[0]!.import.days[0], 4);
  });
});

describe('the part of a day or cell in which a channel begins', () => {
  it('is not a whole day of import', () => {
    const series = hours(`${'-'.repeat(36)}${'x'.repeat(60)}`, 'x'.repeat(96));
    const { comparableDays } = comparePeriods(series, {
      alignment: 'day-index',
      from: '2024-01-03',
      to: '2024-01-05',
      earlierFrom: '2024-01-02',
    });
    assert.equal(comparableDays, 1);
  });

  it('leaves import comparable when export begins', () => {
    const series = hours('x'.repeat(96), `${'-'.repeat(36)}${'x'.repeat(60)}`);
    const { comparableDays } = comparePeriods(series, {
      alignment: 'day-index',
      from: '2024-01-03',
      to: '2024-01-05',
      earlierFrom: '2024-01-01',
    });
    assert.equal(comparableDays, 2);
  });

  it('does not lower the average day', () => {
    const series = hours('x'.repeat(96 * 3), `${'-'.repeat(98)}${'x'.repeat(190)}`, HOUR / 4);
    const { import: imports, export: exports, net } = profile(series).groups[0]!;
    assert.deepEqual([imports.days[0], exports!.days[0], net!.days[0]], [3, 1, 1]);
    assert.deepEqual([exports!.meanKw[0], exports!.kwh[0]], [4, 6]);
  });

  it('counts in the profile when it is a whole cell', () => {
    const series = hours('x'.repeat(48), `${'-'.repeat(24)}${'x'.repeat(24)}`);
    assert.equal(profile(series).groups[0]!.export!.days[0], 1);
  });
});

describe('coverage of any series', () => {
  /** A series whose channels begin and end anywhere. */
  const cut = fc.tuple(anySeries, fc.nat(), fc.nat(), fc.nat()).map(([series, a, b, c]) => {
    const [importFrom, exportFrom, exportTo] = [a, b, c].map((at) => at % (series.length + 1)) as [
      number,
      number,
      number,
    ];
    const kept = (column: Float64Array, from: number, to: number) =>
      column.map((kwh, i) => (i >= from && i < to ? kwh : Number.NaN));
    return createSeries({
      startMs: series.startMs,
      stepMs: series.stepMs!,
      timeZone: series.timeZone,
      importKwh: kept(series.importKwh, importFrom, series.length),
      exportKwh: kept(series.exportKwh, exportFrom, exportTo),
      quality: series.quality,
    });
  });

  const swapped = (series: Series): Series => ({
    ...series,
    importKwh: series.exportKwh,
    exportKwh: series.importKwh,
    importMeasured: series.exportMeasured,
    exportMeasured: series.importMeasured,
  });

  /** Minutes without a value in a channel, including those before its first value. */
  const lacking = ({ importKwh, exportKwh, exportMeasured, quality, stepMs }: Series): number =>
    importKwh.reduce((sum, kwh, i) => {
      const lacks = Number.isNaN(kwh) || (exportMeasured && Number.isNaN(exportKwh[i]!));
      return sum + (lacks && quality[i] !== 3 ? stepMs! / 60_000 : 0);
    }, 0);

  it('adds up to the missing minutes of the receipt, wherever a range is split', () => {
    fc.assert(
      fc.property(cut, fc.nat(), fc.nat(), (series, a, b) => {
        const [one, two] = [a, b].map((at) => at % (series.length + 1)).sort((x, y) => x - y) as [number, number];
        const edges = [0, one, two, series.length].map((slot) => slotStartMs(series, slot));
        const parts = edges.slice(1).map((endMs, i) => summarize(series, { startMs: edges[i]!, endMs }).missingMinutes);
        const { missingMinutes, gaps } = receiptOf(series);
        const sum = parts.reduce((total, minutes) => total + minutes, 0);
        assert.equal(sum, missingMinutes);
        assert.equal(
          gaps.reduce((total, { minutes }) => total + minutes, 0),
          missingMinutes,
        );
      }),
    );
  });

  it('is the same when import and export are swapped', () => {
    fc.assert(
      fc.property(cut, (series) => {
        const [a, b] = [summarize(series), summarize(swapped(series))];
        assert.deepEqual([a.missingMinutes, a.coverage], [b.missingMinutes, b.coverage]);
      }),
    );
  });

  it('counts a channel from the first slot on that has a value there, or has none at all', () => {
    fc.assert(
      fc.property(cut, (series) => {
        const from = (column: Float64Array) => column.findIndex((kwh) => !Number.isNaN(kwh));
        fc.pre(from(series.importKwh) <= 0 && from(series.exportKwh) <= 0);
        assertClose(summarize(series).missingMinutes, lacking(series));
      }),
    );
  });

  it('has missing minutes between those without any value and those without all values', () => {
    fc.assert(
      fc.property(cut, (series) => {
        const { missingMinutes } = summarize(series);
        assert.ok(missingMinutes <= lacking(series) + 1e-9);
        const known = series.importKwh.map((kwh, i) => (Number.isNaN(kwh) ? series.exportKwh[i]! : kwh));
        const none = known.reduce((sum, kwh, i) => sum + (Number.isNaN(kwh) && series.quality[i] !== 3 ? 1 : 0), 0);
        assert.ok(missingMinutes >= (none * series.stepMs!) / 60_000 - 1e-9);
      }),
    );
  });

  it('is the same when calendar units are added up', () => {
    fc.assert(
      fc.property(cut, fc.constantFrom('slot', 'hour', 'day', 'month'), (series, unit) => {
        fc.pre(!series.quality.includes(3));
        const { coverage } = summarize(series);
        const { coverage: shares, slots } = aggregate(series, unit);
        const covered = shares.reduce((sum, share, k) => sum + share * slots[k]!, 0);
        assertClose(covered / series.length, coverage, 1);
      }),
    );
  });
});

describe('public data with an export channel', { skip: dataSkip }, () => {
  it('has no gap when the first half of the month has only import', () => {
    const whole = load('au-solar-5min.raw') as { readings: { direction: string; startAt: string }[] };
    const half = Date.UTC(2023, 2, 15);
    const readings = whole.readings.filter(
      ({ direction, startAt }) => direction === 'import' || Date.parse(startAt) >= half,
    );
    const { receipt, series } = readIntervals({ ...whole, readings });
    assert.ok(readings.length < whole.readings.length);
    assert.deepEqual([receipt.coverage, receipt.missingMinutes, receipt.gaps], [1, 0, []]);
    assert.equal(summarize(series).missingMinutes, 0);
  });
});
