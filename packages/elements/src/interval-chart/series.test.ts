import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import type { ArcIntervalChartElement } from './interval-chart.ts';
import { testChart as chart, kwh, openOptions, part, partText, picture, press } from './testing/chart.ts';
import { testSeries } from './testing/series.ts';

describe('arc-interval-chart with a series', () => {
  it('shows the totals of the visible range, exact in an attribute and rounded in the text', async () => {
    const el = await chart(testSeries());
    expect(kwh(el, 'total-import')).to.be.closeTo(120, 1e-9);
    expect(kwh(el, 'total-export')).to.be.closeTo(60, 1e-9);
    expect(kwh(el, 'total-net')).to.be.closeTo(60, 1e-9);
    expect(partText(el, 'total-import')).to.equal('120.0 kWh');
    expect(Number(part(el, 'total-peak')?.dataset.kw)).to.be.closeTo(0.5, 1e-9);
    expect(part(el, 'total-coverage')?.dataset.share).to.equal('1');
    expect(part(el, 'gaps')).to.equal(null);
  });

  it('names the last complete day if the data end at local midnight, else the time too', async () => {
    // Midnight of this meter is 18:15 UTC.
    const complete = await chart(
      testSeries({ days: 10, startMs: Date.UTC(2025, 9, 31, 18, 15), timeZone: 'Asia/Kathmandu' }),
    );
    expect(partText(complete, 'data-through')).to.equal('Data through Nov 10, 2025');
    const german = await chart(testSeries({ days: 1 }), { lang: 'de' });
    expect(partText(german, 'data-through')).to.equal('Daten bis 1. Nov. 2025');
    const within = await chart(testSeries({ days: 10 }));
    expect(partText(within, 'data-through')).to.match(/^Data through Nov 10, 2025, 11:00.PM$/);
  });

  it('is drawn when updateComplete settles', async () => {
    const el = await chart(testSeries());
    expect(picture(el)).to.not.equal(0);
    const before = picture(el);
    el.series = testSeries({ missing: [[2, 5]] });
    await el.updateComplete;
    expect(picture(el)).to.not.equal(before);
  });

  it('keeps range and cursor when newer readings are appended, and grows if everything is shown', async () => {
    const el = await chart(testSeries({ days: 10 }), { range: 'day' });
    await press(el, 'Home');
    await press(el, 'ArrowRight');
    const range = partText(el, 'range-label');
    const readout = partText(el, 'readout');
    const all = await chart(testSeries({ days: 10 }));
    el.series = testSeries({ days: 12 });
    all.series = testSeries({ days: 12 });
    await Promise.all([el.updateComplete, all.updateComplete]);
    expect(partText(el, 'range-label')).to.equal(range);
    expect(partText(el, 'readout')).to.equal(readout);
    expect(part(el, 'readout')?.hidden).to.equal(false);
    expect(kwh(el, 'total-import')).to.be.closeTo(12, 1e-9);
    expect(kwh(all, 'total-import')).to.be.closeTo(144, 1e-9);
  });

  it('is accessible as picture and as table', async () => {
    const el = await chart(testSeries({ missing: [[2, 3]] }));
    await expect(el).to.be.accessible();
    el.table = true;
    await el.updateComplete;
    await expect(el).to.be.accessible();
  });

  it('shows number and length of the gaps in the visible range', async () => {
    const el = await chart(
      testSeries({
        missing: [
          [2, 2.25],
          [5, 5.125],
        ],
      }),
    );
    expect(partText(el, 'gaps')).to.equal('2 gaps, 9h missing');
    expect(part(el, 'gaps')?.dataset.count).to.equal('2');
    expect(Number(part(el, 'total-coverage')?.dataset.missingMinutes)).to.equal(540);
    el.range = 'day';
    await el.updateComplete;
    expect(part(el, 'gaps')).to.equal(null);
  });

  it('shows no number for what was not measured', async () => {
    const el = await chart(testSeries({ exports: false }));
    expect(part(el, 'total-export')).to.equal(null);
    const all = await chart(testSeries({ missing: [[0, 10]] }));
    expect(part(all, 'total-import')?.dataset.kwh).to.equal('');
    expect(partText(all, 'total-import')).to.equal('–');
  });

  it('leaves export and net out of numbers and table if nothing was ever exported', async () => {
    const series = testSeries();
    const el = await chart({ ...series, exportKwh: new Float64Array(series.importKwh.length) }, { range: 'day' });
    expect(part(el, 'total-import')).to.not.equal(null);
    expect(part(el, 'total-export')).to.equal(null);
    expect(part(el, 'total-net')).to.equal(null);
    el.table = true;
    await el.updateComplete;
    const heads = () => [...el.renderRoot.querySelectorAll('thead th')].map((cell) => cell.textContent);
    expect(heads()).to.deep.equal(['Time', 'Imported', 'Average power']);
    for (const view of ['heatmap', 'months'] as const) {
      el.view = view;
      await el.updateComplete;
      expect(heads().join(), view).to.not.match(/Exported|Net/);
    }
  });

  it('draws a day without readings differently from a day of zeros', async () => {
    const empty = testSeries({ days: 1, missing: [[0, 1]], exports: false });
    const zeros = { ...testSeries({ days: 1, exports: false }), importKwh: new Float64Array(96) };
    const a = picture(await chart(empty, { range: 'all' }));
    const b = picture(await chart(zeros, { range: 'all' }));
    expect(a).to.not.equal(b);
  });

  it('offers no resolution finer than the readings, and names the length that its peak averages', async () => {
    const el = await chart({ ...testSeries(), sourceMinutes: [60] }, { range: 'day' });
    await openOptions(el);
    const options = [...el.renderRoot.querySelectorAll<HTMLOptionElement>('[part=resolution] option')].map(
      (option) => option.value,
    );
    expect(options).to.deep.equal(['auto', 'hour', 'day', 'week', 'month']);
    expect(partText(el, 'totals')).to.contain('Highest hourly average');
    el.series = testSeries({ stepMinutes: 30 });
    await el.updateComplete;
    expect(partText(el, 'totals')).to.contain('Highest 30-minute average');
    el.view = 'months';
    await el.updateComplete;
    expect(partText(el, 'table')).to.contain('Highest 30-minute average');
  });

  it('shows slots for hours of hourly data and for days of daily data', async () => {
    const hourly = await chart(testSeries({ days: 20, stepMinutes: 60 }));
    hourly.resolution = 'hour';
    await hourly.updateComplete;
    expect(part(hourly, 'plot')?.dataset.resolution).to.equal('slot');
    await openOptions(hourly);
    expect((part(hourly, 'resolution') as HTMLSelectElement).value).to.equal('slot');
    const daily = await chart(testSeries({ days: 20, stepMinutes: 1440, exports: false, timeZone: 'UTC', startMs: 0 }));
    daily.resolution = 'day';
    await daily.updateComplete;
    await press(daily, 'Home');
    expect(partText(daily, 'announcement')).to.match(/^Thu, Jan 1, 1970: Imported/);
  });

  it('reports a malformed tariff without a retry button, and goes on with other properties', async () => {
    const el = await chart(testSeries(), { range: 'all' });
    const reported = oneEvent(el, 'arc-error');
    Object.assign(el, { tariff: { rules: null }, view: 'time-of-use' });
    await el.updateComplete;
    expect((await reported).detail.code).to.equal('view-failed');
    expect(el.renderRoot.querySelector('[role=alert]')?.textContent).to.include('could not be loaded');
    // A retry cannot help: the page has to set another tariff.
    expect(part(el, 'retry')).to.equal(null);
    Object.assign(el, { tariff: undefined, view: 'heatmap' });
    await el.updateComplete;
    expect(el.renderRoot.querySelector('[role=alert]')).to.equal(null);
    expect(part(el, 'view-heatmap')?.ariaSelected).to.equal('true');
  });

  it('names the view in the caption of its table', async () => {
    const el = await chart(testSeries(), { range: 'all', view: 'months' });
    expect(el.renderRoot.querySelector('caption')?.textContent).to.match(/^Months, Nov 1/);
  });

  it('chooses wider bars if the net is drawn over them', async () => {
    const automatic = async (exports: boolean): Promise<string> => {
      const series = testSeries({ days: 365, exports });
      const box = await fixture(
        html`<div style="width: 900px"
          ><arc-interval-chart lang="en-US" range="all" .series=${series}></arc-interval-chart
        ></div>`,
      );
      const el = box.firstElementChild as ArcIntervalChartElement;
      await el.updateComplete;
      expect(part(el, 'plot')?.clientWidth).to.be.greaterThan(800);
      await openOptions(el);
      return el.renderRoot.querySelector('option')?.textContent ?? '';
    };
    expect(await automatic(false)).to.contain('1 day');
    expect(await automatic(true)).to.contain('1 week');
  });

  it('shows an error and fires arc-error for a malformed series', async () => {
    const el = await chart(testSeries());
    const failed = oneEvent(el, 'arc-error');
    el.series = { ...testSeries(), exportKwh: [1, 2, 3] };
    const { detail } = await failed;
    expect(detail.code).to.equal('invalid-series');
    expect(detail.message).to.contain('exportKwh');
    await el.updateComplete;
    expect(part(el, 'error')).to.not.equal(null);
  });

  it('says so if a range has no data, and offers to show all', async () => {
    const el = await chart(testSeries());
    el.range = { startMs: Date.UTC(2030, 0, 1), endMs: Date.UTC(2030, 0, 2) };
    await el.updateComplete;
    expect(el.renderRoot.textContent).to.contain('No readings in this range.');
    part(el, 'show-all')?.click();
    await el.updateComplete;
    expect(kwh(el, 'total-import')).to.be.closeTo(120, 1e-9);
  });

  it('shows times in the zone of the meter, and names the zone of the browser', async () => {
    const el = await chart(testSeries(), { range: 'day' });
    expect(partText(el, 'range-label')).to.equal('Mon, Nov 10, 2025');
    expect(partText(el, 'zone')).to.contain('America/Los_Angeles');
    expect(partText(el, 'viewer-zone')).to.contain('Pacific/Chatham');
  });
});
