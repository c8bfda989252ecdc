import { expect, fixture, html } from '@open-wc/testing';
import './define.ts';
import type { ArcIntervalChartElement } from './interval-chart.ts';
import { picture, testChart } from './testing/chart.ts';
import { testSeries } from './testing/series.ts';

const INVALID = [
  ['range', 'decade', 'one of day, week, month, year, all.'],
  ['view', 'pie', 'one of usage, heatmap, average-day, duration, months, time-of-use.'],
  ['resolution', '15min', 'one of auto, slot, hour, day, week, month.'],
  ['compare', 'last-year', 'one of none, calendar-date, weekday, day-index.'],
  ['channels', 'stacked', 'one of mirrored, separate.'],
  ['time-zone', 'Mars/Olympus', 'a time zone such as "America/New_York".'],
] as const;

const VALID = [
  ['range', 'week'],
  ['view', 'time-of-use'],
  ['resolution', 'auto'],
  ['compare', 'none'],
  ['channels', 'separate'],
  ['time-zone', 'Europe/Dublin'],
] as const;

/** Returns a chart for each attribute, and the warnings on the console meanwhile. */
async function chartsWith(...pairs: readonly (readonly [string, string, ...unknown[]])[]) {
  const { warn } = console;
  const warnings: string[] = [];
  console.warn = (text: unknown) => warnings.push(String(text));
  const charts: ArcIntervalChartElement[] = [];
  try {
    for (const [name, value] of pairs) {
      const el = document.createElement('arc-interval-chart');
      el.setAttribute(name, value);
      el.setAttribute('lang', 'en-US');
      el.series = testSeries();
      (await fixture(html`<div></div>`)).append(el);
      await el.updateComplete;
      charts.push(el);
    }
  } finally {
    console.warn = warn;
  }
  return { warnings, charts };
}

describe('invalid attributes of arc-interval-chart', () => {
  for (const [name, value, expected] of INVALID) {
    it(`warn on the console once, and draw the default chart: ${name}`, async () => {
      const { warnings, charts } = await chartsWith([name, value], [name, value]);
      expect(warnings).to.deep.equal([`arc-elements: <arc-interval-chart ${name}="${value}"> has to be ${expected}`]);
      const defaultChart = await testChart(testSeries());
      for (const el of charts) expect(picture(el)).to.equal(picture(defaultChart));
    });
  }

  it('do not include blank and valid ones', async () => {
    const blank = INVALID.map(([name]) => [name, ' '] as const);
    expect((await chartsWith(...blank, ...VALID)).warnings).to.deep.equal([]);
  });
});
