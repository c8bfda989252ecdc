import { createSeries, summarize } from '@arc-elements/intervals';
import { expect, oneEvent } from '@open-wc/testing';
import {
  announcements,
  part,
  partText,
  picture,
  press,
  tableColumn,
  tableSentences,
  testChart,
} from '../testing/chart.ts';
import { testSeries } from '../testing/series.ts';
import { VIEWS } from './registry.ts';
import type { ViewId } from './view.ts';

/** Returns three days around the end of summer time, one of 25 hours, with a gap. */
const autumn = () => testSeries({ days: 3, stepMinutes: 60, missing: [[0.5, 0.75]] });

describe('views of arc-interval-chart', () => {
  for (const { id } of VIEWS.filter((view) => view.needsTariff !== true)) {
    it(`${id}: announces by keyboard every row of the table in its words`, async () => {
      const el = await testChart(autumn(), { view: id, range: 'all' });
      el.resolution = 'hour';
      await el.updateComplete;
      const announced = await announcements(el, id === 'heatmap' ? 'ArrowDown' : 'ArrowRight');
      el.table = true;
      await el.updateComplete;
      const sentences = await tableSentences(el);
      expect(sentences).to.have.length.greaterThan(0);
      expect(announced).to.deep.equal(sentences);
    });

    it(`${id}: is drawn, and is accessible`, async () => {
      const el = await testChart(autumn(), { view: id, range: 'all' });
      expect(picture(el)).to.not.equal(0);
      await expect(el).to.be.accessible();
    });

    it(`${id}: shows a range without data`, async () => {
      const el = await testChart(autumn(), { view: id });
      el.range = { startMs: Date.UTC(2031, 0, 1), endMs: Date.UTC(2031, 0, 2) };
      await el.updateComplete;
      await press(el, 'Home');
      expect(partText(el, 'announcement')).to.equal('');
      expect(el.renderRoot.textContent).to.contain('No readings in this range.');
    });
  }

  for (const id of ['usage', 'heatmap', 'months'] as const satisfies readonly ViewId[]) {
    it(`${id}: its energies add up to the total`, async () => {
      const series = testSeries({ days: 40, missing: [[3, 4.5]] });
      const el = await testChart(series, { view: id, range: 'all' });
      el.table = true;
      await el.updateComplete;
      const sum = (await tableColumn(el, 0)).reduce((total, value) => total + (Number.isNaN(value) ? 0 : value), 0);
      const { importKwh } = summarize(createSeries(series));
      expect(sum).to.be.closeTo(importKwh as number, (importKwh as number) * 1e-9);
    });
  }

  it('shows the hour that occurs twice as two cells with their offsets in the heatmap', async () => {
    const el = await testChart(testSeries({ days: 3, stepMinutes: 60 }), { view: 'heatmap', range: 'all' });
    const announced = await announcements(el, 'ArrowDown');
    const twice = announced.filter((sentence) => sentence.startsWith('Sun, Nov 2, 2025, 1:00 AM'));
    expect(twice).to.have.length(2);
    expect(twice[0]).to.contain('UTC−7');
    expect(twice[1]).to.contain('UTC−8');
  });

  it('moves the cursor by days sideways and by time up and down in the heatmap', async () => {
    const el = await testChart(testSeries({ days: 6, stepMinutes: 60 }), { view: 'heatmap', range: 'all' });
    await press(el, 'Home');
    await press(el, 'ArrowDown');
    expect(partText(el, 'announcement')).to.contain('Sat, Nov 1, 2025, 1:00 AM');
    await press(el, 'ArrowRight');
    await press(el, 'ArrowRight');
    expect(partText(el, 'announcement')).to.contain('Mon, Nov 3, 2025, 1:00 AM');
  });

  it('averages weekdays and weekends separately, without the missing readings, in the typical day', async () => {
    const el = await testChart(testSeries({ days: 14, missing: [[2.25, 2.3]], exports: false }), {
      view: 'average-day',
      range: 'all',
    });
    el.table = true;
    await el.updateComplete;
    for (const column of [0, 3]) {
      const means = await tableColumn(el, column);
      expect(Math.max(...means)).to.be.closeTo(0.5, 1e-9);
      expect(Math.min(...means)).to.be.closeTo(0.5, 1e-9);
    }
  });

  it('fires arc-view-change when the person chooses another view, and shows it', async () => {
    const el = await testChart(autumn());
    const before = picture(el);
    const changed = oneEvent(el, 'arc-view-change');
    part(el, 'view-months')?.click();
    expect((await changed).detail).to.deep.equal({ view: 'months' });
    await el.updateComplete;
    expect(picture(el)).to.not.equal(before);
    expect(part(el, 'view-months')?.getAttribute('aria-selected')).to.equal('true');
    expect(part(el, 'table')).to.not.equal(null);
  });

  it('opens a month, then a day, with Enter', async () => {
    const el = await testChart(testSeries({ days: 60 }), { view: 'months', range: 'all' });
    await press(el, 'Home');
    await press(el, 'Enter');
    expect(el.view).to.equal('usage');
    expect(partText(el, 'range-label')).to.equal('Nov 1 – 30, 2025');
    await press(el, 'Home');
    await press(el, 'Enter');
    expect(partText(el, 'range-label')).to.equal('Sat, Nov 1, 2025');
    expect(part(el, 'range-day')?.getAttribute('aria-pressed')).to.equal('true');
  });

  it('chooses tabs with the arrow keys', async () => {
    const el = await testChart(autumn());
    part(el, 'views')?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
    await el.updateComplete;
    expect(el.view).to.equal('heatmap');
    expect((el.renderRoot as ShadowRoot).activeElement?.id).to.equal('tab-heatmap');
  });
});
