import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, openPage } from './support/browser.ts';
import { type ChartHost, fileOf, type PlainSeries, serveChart, showSeries, tableOf } from './support/chart-page.ts';

const HOUR = 3_600_000;
const HOURS = 24 * 40 + 1;
const GAP = { from: 40, to: 46 };
const ESTIMATED = { from: 60, to: 64 };

/**
 * Returns forty days of hourly readings from 20 October 2025 in Los Angeles, with the end of summer
 * time. The values have many digits.
 */
function series(): PlainSeries {
  const at = Array.from({ length: HOURS }, (_, i) => i);
  const missing = (i: number): boolean => i >= GAP.from && i < GAP.to;
  return {
    startMs: Date.UTC(2025, 9, 20, 7),
    stepMs: HOUR,
    timeZone: 'America/Los_Angeles',
    importKwh: at.map((i) => (missing(i) ? Number.NaN : 0.1 + ((i * 37) % 97) / 71)),
    exportKwh: at.map((i) => (missing(i) ? Number.NaN : ((i * 53) % 89) / 113)),
    quality: at.map((i) => (missing(i) ? 2 : i >= ESTIMATED.from && i < ESTIMATED.to ? 1 : 0)),
  };
}

/** A datum of a view, as announced and as in the event. */
interface Step {
  readonly announcement: string;
  readonly values: readonly (number | null)[];
}

const TARIFF = {
  rules: [{ band: 'Evening', fromMinute: 16 * 60, toMinute: 21 * 60 }],
  otherwise: 'Rest',
  prices: { Evening: 0.31, Rest: 0.17 },
};
const VIEWS: readonly (readonly [string, string])[] = [
  ['usage', 'slot'],
  ['usage', 'day'],
  ['usage', 'week'],
  ['usage', 'month'],
  ['heatmap', 'auto'],
  ['average-day', 'auto'],
  ['duration', 'auto'],
  ['months', 'auto'],
  ['time-of-use', 'auto'],
];

describe('picture, words, table and files of the chart', () => {
  let browser: Browser;
  let host: ChartHost;
  let page: Page;
  before(async () => {
    host = await serveChart();
    browser = await openBrowser();
    ({ page } = await openPage(browser, { locale: 'en-US', timezoneId: 'Europe/Helsinki' }));
    await page.goto(host.url);
    await showSeries(page, series(), TARIFF);
  });
  after(async () => {
    await browser?.close();
    await host?.close();
  });

  for (const [view, resolution] of VIEWS) {
    it(`${view}, ${resolution}: announces by keyboard each row of the table, with every digit`, async () => {
      const rows = await tableOf(page, view, resolution);
      assert.ok(rows.length > 1);
      const heads = await page.locator('thead th').allTextContents();
      const steps = await walk(page, view, resolution);
      assert.deepEqual(
        steps.map(({ values }) => values),
        rows.map(({ values }) => values),
      );
      assert.deepEqual(
        steps.map(({ announcement }) => announcement),
        rows.map(({ title, note, texts }) => {
          const cells = texts.map((text, i) => `${heads[i + 1]} ${text}`).join(', ');
          return `${title}: ${cells}${note === '' ? '' : `. ${note}`}`;
        }),
      );
    });
  }

  it('has every given number in the CSV and in the table of readings', async () => {
    const rows = await tableOf(page, 'usage', 'slot');
    const [heads = '', ...lines] = (await fileOf(page, 'csv')).trim().split(/\r?\n/);
    const given = series();
    for (const [column, name] of ['import', 'export'].entries()) {
      const at = heads.split(',').findIndex((head) => head.toLowerCase().includes(name));
      const inFile = lines.map((line) => line.split(',')[at] ?? '').map((text) => (text === '' ? null : Number(text)));
      assert.deepEqual(
        inFile,
        rows.map(({ values }) => values[column]),
        name,
      );
      const kwh = (name === 'import' ? given.importKwh : given.exportKwh) ?? [];
      assert.deepEqual(
        inFile,
        kwh.map((value) => (Number.isNaN(value) ? null : value)),
        name,
      );
    }
  });

  it('draws bars in proportion to their numbers', async () => {
    const rows = await tableOf(page, 'usage', 'week');
    await page.locator('arc-interval-chart').evaluate(async (chart) => {
      await Object.assign(chart, { table: false } as unknown as { updateComplete: Promise<unknown> }).updateComplete;
    });
    // Textures in `<defs>` have paths too.
    const svg = (await fileOf(page, 'svg')).replace(/<defs>.*?<\/defs>/, '');
    for (const [column, fill] of ['#2f6fde', '#b86e00'].entries()) {
      // The first path of a colour has its bars. Those of estimated bars and of the legend come
      // later.
      const path = new RegExp(`<path d="([^"]*)" fill="${fill}"/>`).exec(svg)?.[1] ?? '';
      const heights = [...path.matchAll(/v([\d.]+)h/g)].map(([, height]) => Number(height));
      const numbers = rows.filter(({ note }) => !/estimated/i.test(note)).map(({ values }) => values[column] ?? 0);
      assert.equal(heights.length, numbers.length);
      const pxPerKwh = Math.max(...heights) / Math.max(...numbers);
      for (const [i, height] of heights.entries())
        assert.ok(Math.abs(height - (numbers[i] as number) * pxPerKwh) < 0.02, `bar ${i}: ${height} px`);
    }
  });
});

/** Moves through a view by keyboard, from its first datum to its last. */
function walk(page: Page, view: string, resolution: string): Promise<readonly Step[]> {
  return page.evaluate(
    async ({ view, resolution }) => {
      type Chart = HTMLElement & { readonly updateComplete: Promise<unknown> };
      const chart = document.querySelector('arc-interval-chart') as Chart;
      const root = chart.shadowRoot as ShadowRoot;
      await Object.assign(chart, { view, resolution, table: false }).updateComplete;
      let last: readonly (number | null)[] = [];
      const listen = (event: Event): void => {
        last = Object.values((event as CustomEvent<{ values: Record<string, number | null> }>).detail.values);
      };
      chart.addEventListener('arc-cursor-change', listen);
      const press = async (key: string): Promise<{ announcement: string; values: readonly (number | null)[] }> => {
        const init = { key, bubbles: true, cancelable: true };
        root.querySelector('[part~=plot]')?.dispatchEvent(new KeyboardEvent('keydown', init));
        await chart.updateComplete;
        return { announcement: root.querySelector('[part~=announcement]')?.textContent ?? '', values: last };
      };
      const steps = [await press('Home')];
      const key = view === 'heatmap' ? 'ArrowDown' : 'ArrowRight';
      for (let next = await press(key); next.announcement !== steps.at(-1)?.announcement; next = await press(key))
        steps.push(next);
      chart.removeEventListener('arc-cursor-change', listen);
      return steps;
    },
    { view, resolution },
  );
}
