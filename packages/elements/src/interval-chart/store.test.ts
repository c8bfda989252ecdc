import { expect, fixture, html } from '@open-wc/testing';
import type { ArcIntervalChartElement } from './interval-chart.ts';
import { testChart as chart, has, kwh, openOptions, part, partText, picture } from './testing/chart.ts';
import { testSeries } from './testing/series.ts';

const series = testSeries({ days: 60 });

describe('a property that a page sets on an arc-interval-chart while a person uses it', () => {
  it('applies before what the person presses later in the same task', async () => {
    const el = await chart(series, { range: 'month' });
    expect(partText(el, 'range-label')).to.equal('Dec 1 – 31, 2025');
    el.range = 'day';
    part(el, 'previous')?.click();
    await el.updateComplete;
    expect(partText(el, 'range-label')).to.equal('Mon, Dec 29, 2025');
  });

  it('replaces what the person pressed earlier in the same task', async () => {
    const el = await chart(series, { range: 'day' });
    part(el, 'previous')?.click();
    el.range = 'month';
    await el.updateComplete;
    expect(partText(el, 'range-label')).to.equal('Dec 1 – 31, 2025');
    expect(part(el, 'range-month')?.ariaPressed).to.equal('true');
  });

  it('applies together with what the person presses for another setting', async () => {
    const el = await chart(series, { range: 'month' });
    el.view = 'heatmap';
    el.table = true;
    part(el, 'previous')?.click();
    await el.updateComplete;
    expect(partText(el, 'range-label')).to.equal('Nov 1 – 30, 2025');
    expect(part(el, 'view-heatmap')?.ariaSelected).to.equal('true');
    expect(has(el, 'table')).to.equal(true);
  });

  it('is included in the event of what the person pressed', async () => {
    const el = await chart(series, { range: 'month' });
    const shown: (string | null)[] = [];
    el.addEventListener('arc-range-change', ({ detail }) => shown.push(detail.preset));
    el.range = 'week';
    part(el, 'previous')?.click();
    expect(shown).to.deep.equal(['week']);
  });

  it('fires no event of its own together with what the person pressed', async () => {
    const el = await chart(series, { range: 'month' });
    let views = 0;
    el.addEventListener('arc-view-change', () => {
      views += 1;
    });
    el.view = 'heatmap';
    part(el, 'previous')?.click();
    expect(views).to.equal(0);
    await el.updateComplete;
    part(el, 'view-usage')?.click();
    expect(views).to.equal(1);
  });

  it('can be read with its new value right after a press', async () => {
    const el = await chart(series, { range: 'month' });
    part(el, 'view-heatmap')?.click();
    part(el, 'range-week')?.click();
    expect(el.view).to.equal('heatmap');
    expect(el.range).to.deep.equal({ startMs: Date.UTC(2025, 11, 29, 8), endMs: Date.UTC(2026, 0, 5, 8) });
  });

  it('does not undo what the person chose if a framework sets the same value again', async () => {
    const el = await chart(series);
    part(el, 'range-week')?.click();
    await el.updateComplete;
    el.view = 'usage';
    el.resolution = 'auto';
    await el.updateComplete;
    expect(part(el, 'range-week')?.ariaPressed).to.equal('true');
  });

  it('shows the default range if a page sets one that no date can express', async () => {
    const el = await chart(series, { range: { startMs: -1e300, endMs: 1e300 } });
    expect(kwh(el, 'total-import')).to.be.closeTo(720, 1e-9);
    el.range = { startMs: -8.6e15, endMs: 8.6e15 };
    await el.updateComplete;
    expect(kwh(el, 'total-import')).to.be.closeTo(720, 1e-9);
  });
});

describe('an arc-interval-chart whose properties a framework sets to null or undefined', () => {
  for (const absent of [null, undefined]) {
    it(`is drawn with the defaults if each is ${absent} from the start`, async () => {
      const defaultChart = await chart(series);
      const el = await fixture<ArcIntervalChartElement>(html`<arc-interval-chart
        lang="en-US"
        .view=${absent as never}
        .range=${absent}
        .resolution=${absent as never}
        .compare=${absent as never}
        .channels=${absent as never}
        .table=${absent as never}
        .tariff=${absent}
        .group=${absent as never}
        .link=${absent as never}
        .meterId=${absent as never}
        .src=${absent as never}
        .series=${series}
      ></arc-interval-chart>`);
      await el.updateComplete;
      expect(picture(el)).to.equal(picture(defaultChart));
      await openOptions(el);
      expect(has(el, 'error')).to.equal(false);
      expect(has(el, 'table')).to.equal(false);
      expect(part(el, 'table-toggle')?.ariaPressed).to.equal('false');
      expect((part(el, 'resolution') as HTMLSelectElement).value).to.equal('auto');
      expect((part(el, 'channels') as HTMLSelectElement).value).to.equal('mirrored');
    });

    it(`is drawn with the defaults again when those that were set become ${absent}`, async () => {
      const defaultChart = await chart(series);
      const el = await chart(series, { range: 'day', view: 'heatmap' });
      Object.assign(el, { table: true, resolution: 'day', compare: 'weekday', channels: 'separate' });
      await el.updateComplete;
      const none = { view: absent, range: absent, resolution: absent, compare: absent, channels: absent };
      Object.assign(el, none, { table: absent });
      await el.updateComplete;
      expect(kwh(el, 'total-import')).to.be.closeTo(720, 1e-9);
      expect(picture(el)).to.equal(picture(defaultChart));
    });
  }
});
