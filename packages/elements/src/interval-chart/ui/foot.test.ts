import { expect, oneEvent } from '@open-wc/testing';
import type { ArcIntervalChartElement } from '../interval-chart.ts';
import { has, kwh, part, partText, picture, savedSvg, testChart } from '../testing/chart.ts';
import { testSeries } from '../testing/series.ts';

/** Returns a day of quarter hours that starts with some values. */
function startingWith(...values: readonly number[]) {
  const series = testSeries({ days: 1, exports: false });
  const importKwh = Float64Array.from(series.importKwh as Float64Array);
  importKwh.set(values);
  return { ...series, importKwh, quality: undefined };
}

/** Returns the texts in a picture of a chart. */
async function textsInPicture(el: ArcIntervalChartElement): Promise<readonly string[]> {
  return [...(await savedSvg(el)).querySelectorAll('text')].map((text) => text.textContent ?? '');
}

describe('the time zone in the foot', () => {
  for (const [zone, expected] of [
    ['America/New_York', "times in America/New_York (the meter's)"],
    ['UTC', "times in UTC (the meter's)"],
    ['Etc/UTC', "times in UTC (the meter's)"],
    ['Mars/Olympus', 'times in UTC, because “Mars/Olympus” is not a known time zone'],
    ['', 'times in UTC, because the meter does not say where it is'],
    [' ', 'times in UTC, because the meter does not say where it is'],
  ] as const) {
    it(`is explained for "${zone}"`, async () => {
      const el = await testChart(testSeries({ timeZone: zone }));
      expect(partText(el, 'zone')).to.equal(expected);
    });
  }

  it('is compared with the zone of the browser only if it is known', async () => {
    const known = await testChart(testSeries({ timeZone: 'UTC' }));
    expect(partText(known, 'viewer-zone')).to.equal('You are in Pacific/Chatham');
    for (const timeZone of ['', 'Mars/Olympus']) {
      expect(has(await testChart(testSeries({ timeZone })), 'viewer-zone'), timeZone).to.equal(false);
    }
    expect(has(await testChart(testSeries({ timeZone: 'Pacific/Chatham' })), 'viewer-zone')).to.equal(false);
  });
});

describe('readings that are not usable numbers', () => {
  const series = startingWith(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e300);

  it('are counted', async () => {
    const el = await testChart(series);
    expect(part(el, 'unusable')?.dataset.count).to.equal('3');
    expect(partText(el, 'unusable')).to.equal('3 readings are no usable numbers and count as missing');
    const one = await testChart(startingWith(1e300));
    expect(partText(one, 'unusable')).to.equal('1 reading is no usable number and counts as missing');
    expect(has(await testChart(startingWith(1)), 'unusable')).to.equal(false);
  });

  it('count as missing', async () => {
    const el = await testChart(series);
    expect(partText(el, 'gaps')).to.equal('1 gap, 45m missing');
    expect(part(el, 'gaps')?.dataset.missingMinutes).to.equal('45');
    expect(kwh(el, 'total-import')).to.be.closeTo(93 * 0.125, 1e-9);
    expect(Number(part(el, 'total-peak')?.dataset.kw)).to.be.closeTo(0.5, 1e-9);
  });

  it('are drawn as gaps', async () => {
    const el = await testChart(series);
    const gaps = await testChart(startingWith(Number.NaN, Number.NaN, Number.NaN));
    expect(picture(el)).to.equal(picture(gaps));
    expect(picture(el)).to.not.equal(
      picture(await testChart(testSeries({ days: 1, exports: false, missing: [[0, 1]] }))),
    );
  });
});

describe('rounding errors of values that cancel out', () => {
  const noise = () => {
    const series = testSeries({ days: 1 });
    const importKwh = Float64Array.from(series.importKwh as Float64Array);
    return { ...series, importKwh, exportKwh: importKwh.map((kwh) => kwh + 1e-17) };
  };

  it('are not labelled on the axis', async () => {
    for (const kwh of [1e-17, -1e-17, 1e-12]) {
      const importKwh = new Float64Array(96).fill(kwh);
      const el = await testChart({ ...testSeries({ days: 1, exports: false }), importKwh });
      const long = (await textsInPicture(el)).filter((text) => /\d[.,]\d{5}/.test(text));
      expect(long, String(kwh)).to.deep.equal([]);
    }
  });

  it('are zero in the totals, the description of the picture and the table', async () => {
    const importKwh = new Float64Array(96).fill(1e-17);
    for (const series of [{ ...testSeries({ days: 1, exports: false }), importKwh }, noise()]) {
      const el = await testChart(series);
      const text = () => `${partText(el, 'totals')} ${part(el, 'plot')?.ariaLabel} ${partText(el, 'table')}`;
      expect(text()).to.not.match(/[.,]0{4}|e-|-0/);
      el.table = true;
      await el.updateComplete;
      expect(text()).to.not.match(/[.,]0{4}|e-|-0/);
    }
    const el = await testChart(noise());
    expect(partText(el, 'total-net')).to.equal('0.0 kWh');
  });
});

describe('an incomplete series', () => {
  it('has no gap before the first reading of export', async () => {
    const series = testSeries({ days: 365, stepMinutes: 60 });
    const exportKwh = Float64Array.from(series.exportKwh as Float64Array).fill(Number.NaN, 0, 341 * 24);
    const el = await testChart({ ...series, exportKwh, quality: undefined });
    expect(has(el, 'gaps')).to.equal(false);
    expect(part(el, 'total-coverage')?.dataset.share).to.equal('1');
    expect(kwh(el, 'total-export')).to.be.closeTo(24 * 24 * 0.25, 1e-9);
  });

  const { timeZone: _zone, ...zoneless } = testSeries({ days: 1 });
  const { importKwh, ...rest } = testSeries({ days: 1 });
  for (const [what, series, named] of [
    ['has no zone', zoneless, /^timeZone must be the name of a time zone/],
    ['has a zone that is null', { ...zoneless, timeZone: null }, /^timeZone must be .*, not null$/],
    [
      'has only a net',
      { ...rest, exportKwh: null, netKwh: importKwh },
      /^importKwh is undefined and netKwh is given: net alone/,
    ],
    ['has no import', rest, /^importKwh must be an array .*, not undefined$/],
    ['has an import that is null', { ...rest, importKwh: null }, /^importKwh must be an array .*, not null$/],
    [
      'has a quality of another length',
      { ...rest, importKwh, quality: [0] },
      /^quality must have a number for each of the 96 slots, not 1$/,
    ],
    [
      'has a start that is not a number',
      { ...rest, importKwh, startMs: '0' },
      /^startMs must be epoch milliseconds .*, not "0"$/,
    ],
  ] as const) {
    it(`is refused with a message that names the field if it ${what}`, async () => {
      const { warn } = console;
      const logged: string[] = [];
      console.warn = (text: unknown) => logged.push(String(text));
      try {
        const el = await testChart(testSeries());
        const failed = oneEvent(el, 'arc-error');
        el.series = series as never;
        const { detail } = await failed;
        expect(detail.code).to.equal('invalid-series');
        expect(detail.message).to.match(named);
        await el.updateComplete;
        expect(part(el, 'error')?.dataset.code).to.equal('invalid-series');
        expect(logged).to.deep.equal([`arc-elements: <arc-interval-chart> .series: ${detail.message}`]);
      } finally {
        console.warn = warn;
      }
    });
  }

  it('is drawn with its other columns if some are null', async () => {
    const el = await testChart({
      ...rest,
      importKwh,
      exportKwh: null,
      netKwh: null,
      quality: null,
      sourceMinutes: null,
    });
    expect(kwh(el, 'total-import')).to.be.closeTo(12, 1e-9);
    expect(has(el, 'total-export')).to.equal(false);
    expect(has(el, 'gaps')).to.equal(false);
  });
});
