import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

const CDN = join(import.meta.dirname, '../../packages/elements/dist/cdn');
const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Chart</title>
<script type="module" src="/arc-interval-chart.js"></script><body></body></html>`;

/** A plain page with nothing but the chart's own script. */
export interface ChartHost {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the built chart bundle and a page that loads it. */
export async function serveChart(): Promise<ChartHost> {
  const server = createServer(async (request, response) => {
    const name = (request.url ?? '/').slice(1);
    if (name === '') {
      response.setHeader('content-type', 'text/html').end(PAGE);
      return;
    }
    try {
      if (!/^[\w.-]+\.js$/.test(name)) throw new Error('Not a script.');
      const script = await readFile(join(CDN, name));
      response.setHeader('content-type', 'text/javascript').end(script);
    } catch {
      // What is not there (an icon, a source map) is not needed; a missing script fails the test that waits for its element.
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => new Promise((resolve, reject) => server.close((error) => (error ? reject(error) : resolve()))),
  };
}

/** Columns as they travel to a page: plain arrays, NaN where there is no reading. */
export interface PlainSeries {
  readonly startMs: number;
  readonly stepMs: number;
  readonly timeZone: string;
  readonly importKwh: readonly number[];
  readonly exportKwh?: readonly number[];
  readonly quality?: readonly number[];
  readonly sourceMinutes?: readonly number[];
}

interface Chart extends HTMLElement {
  series: unknown;
  range: unknown;
  view: string;
  resolution: string;
  table: boolean;
  readonly updateComplete: Promise<boolean>;
}

/** Puts one chart on the page, in place of the one before, with its data as typed arrays. */
export async function showSeries(page: Page, series: PlainSeries): Promise<void> {
  await page.evaluate(async (plain) => {
    await customElements.whenDefined('arc-interval-chart');
    const chart = document.createElement('arc-interval-chart') as Chart;
    const { importKwh, exportKwh, quality, ...rest } = plain;
    chart.series = {
      ...rest,
      importKwh: Float64Array.from(importKwh),
      ...(exportKwh === undefined ? {} : { exportKwh: Float64Array.from(exportKwh) }),
      ...(quality === undefined ? {} : { quality: Uint8Array.from(quality) }),
    };
    chart.range = 'all';
    document.body.replaceChildren(chart);
    await chart.updateComplete;
  }, series);
}

/** What a table says of one row. */
export interface TableRow {
  readonly title: string;
  readonly note: string;
  readonly texts: readonly string[];
  /** Exact values; `null` where nothing is known. */
  readonly values: readonly (number | null)[];
}

/** Every row, over all pages, of the table of a view; where a view can choose, in one resolution. */
export function tableOf(page: Page, view: string, resolution = 'auto'): Promise<readonly TableRow[]> {
  return page.evaluate(
    async ({ view, resolution }) => {
      const chart = document.querySelector('arc-interval-chart') as Chart;
      const root = chart.shadowRoot as ShadowRoot;
      Object.assign(chart, { view, resolution, table: true });
      await chart.updateComplete;
      const rows: TableRow[] = [];
      for (;;) {
        for (const row of root.querySelectorAll('tbody tr')) {
          const cells = [...row.querySelectorAll<HTMLElement>('td')];
          rows.push({
            title: row.querySelector('.cell-title')?.textContent ?? '',
            note: row.querySelector('.cell-note')?.textContent ?? '',
            texts: cells.map((cell) => cell.textContent ?? ''),
            values: cells.map(({ dataset }) => (dataset.value === '' ? null : Number(dataset.value))),
          });
        }
        const next = [...root.querySelectorAll<HTMLButtonElement>('.pager button')].at(-1);
        if (next === undefined || next.disabled) return rows;
        next.click();
        await chart.updateComplete;
      }
    },
    { view, resolution },
  );
}

/**
 * All words of a view as a picture: heading to foot, what is said at the first and at the last datum, and what the picture is called. Without the chip
 * that names the viewer's zone.
 */
export function wordsOf(page: Page, view: string): Promise<string> {
  return page.evaluate(async (view) => {
    const chart = document.querySelector('arc-interval-chart') as Chart;
    const root = chart.shadowRoot as ShadowRoot;
    Object.assign(chart, { view, resolution: 'auto', table: false });
    await chart.updateComplete;
    const plot = root.querySelector<HTMLElement>('[part~=plot]') as HTMLElement;
    const said = ['Home', 'End'].map((key) => {
      plot.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
      return root.querySelector('[part~=announcement]')?.textContent;
    });
    const chip = root.querySelector('[part~=viewer-zone]')?.textContent ?? '';
    const text = (root.querySelector('.frame')?.textContent ?? '').replace(chip, '').replace(/\s+/g, ' ');
    return [plot.getAttribute('aria-label'), ...said, text].join('\n');
  }, view);
}

/** The CSV as a person saves it. */
export async function csvOf(page: Page): Promise<string> {
  const saved = page.waitForEvent('download');
  await page
    .locator('arc-interval-chart')
    .evaluate((chart) => (chart as Chart & { save(kind: string): unknown }).save('csv'));
  const path = await (await saved).path();
  return await readFile(path, 'utf8');
}
