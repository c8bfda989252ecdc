import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { ArcIntervalChartElement } from '@arc-elements/elements/interval-chart';
import type { Page } from 'playwright-core';
import { BUNDLES } from '../../scripts/lib/bundles.js';

const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Chart</title>
<script type="module" src="/arc-interval-chart.js"></script><body></body></html>`;

/** An empty page with the chart's own script. */
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
      const script = await readFile(join(BUNDLES, name));
      response.setHeader('content-type', 'text/javascript').end(script);
    } catch {
      // Missing icons and source maps are not needed; a missing script fails the test that waits
      // for its element.
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => new Promise((resolve, reject) => server.close((error) => (error ? reject(error) : resolve()))),
  };
}

/** Columns as plain arrays, which can be passed to a page; NaN if there is no reading. */
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
  tariff: unknown;
  range: unknown;
  view: string;
  resolution: string;
  table: boolean;
  readonly updateComplete: Promise<boolean>;
}

/**
 * Shows one chart on the page in place of the previous one, with its data as typed arrays and an
 * optional tariff.
 */
export async function showSeries(
  page: Page,
  series: PlainSeries,
  tariff?: ArcIntervalChartElement['tariff'],
): Promise<void> {
  await page.evaluate(
    async ({ series, tariff }) => {
      await customElements.whenDefined('arc-interval-chart');
      const chart = document.createElement('arc-interval-chart') as Chart;
      const { importKwh, exportKwh, quality, ...rest } = series;
      chart.series = {
        ...rest,
        importKwh: Float64Array.from(importKwh),
        ...(exportKwh === undefined ? {} : { exportKwh: Float64Array.from(exportKwh) }),
        ...(quality === undefined ? {} : { quality: Uint8Array.from(quality) }),
      };
      chart.range = 'all';
      chart.tariff = tariff;
      document.body.replaceChildren(chart);
      await chart.updateComplete;
    },
    { series, tariff },
  );
}

/** A row of the chart's table. */
export interface TableRow {
  readonly title: string;
  readonly note: string;
  readonly texts: readonly string[];
  /** Exact values; `null` where nothing is known. */
  readonly values: readonly (number | null)[];
}

/** Resolves to every row, over all pages, of the table of a view in a resolution. */
export function tableOf(page: Page, view: string, resolution = 'auto'): Promise<readonly TableRow[]> {
  return page.evaluate(
    async ({ view, resolution }) => {
      const chart = document.querySelector('arc-interval-chart') as Chart;
      const root = chart.shadowRoot as ShadowRoot;
      Object.assign(chart, { view, resolution, table: true });
      await chart.updateComplete;
      const rows: TableRow[] = [];
      const turn = async (by: 1 | -1): Promise<boolean> => {
        const button = root.querySelector<HTMLElement>(`[part=page-${by === 1 ? 'next' : 'previous'}]`);
        if (button === null || button.ariaDisabled === 'true') return false;
        button.click();
        await chart.updateComplete;
        return true;
      };
      // The previous table may have been left at a later page.
      while (await turn(-1));
      do {
        for (const row of root.querySelectorAll('tbody tr')) {
          const cells = [...row.querySelectorAll<HTMLElement>('td')];
          rows.push({
            title: row.querySelector('.cell-title')?.textContent ?? '',
            note: row.querySelector('.cell-note')?.textContent ?? '',
            texts: cells.map((cell) => cell.textContent ?? ''),
            values: cells.map(({ dataset }) => (dataset.value === '' ? null : Number(dataset.value))),
          });
        }
      } while (await turn(1));
      return rows;
    },
    { view, resolution },
  );
}

/**
 * Resolves to all texts of a view: those around the picture, the announcements of the first and the
 * last datum, and the name of the picture. The chip with the viewer's zone is left out.
 */
export function textsOf(page: Page, view: string): Promise<string> {
  return page.evaluate(async (view) => {
    const chart = document.querySelector('arc-interval-chart') as Chart;
    const root = chart.shadowRoot as ShadowRoot;
    Object.assign(chart, { view, resolution: 'auto', table: false });
    await chart.updateComplete;
    const plot = root.querySelector<HTMLElement>('[part~=plot]') as HTMLElement;
    const announcements = ['Home', 'End'].map((key) => {
      plot.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
      return root.querySelector('[part~=announcement]')?.textContent;
    });
    const chip = root.querySelector('[part~=viewer-zone]')?.textContent ?? '';
    const text = (root.querySelector('[part=frame]')?.textContent ?? '').replace(chip, '').replace(/\s+/g, ' ');
    return [plot.getAttribute('aria-label'), ...announcements, text].join('\n');
  }, view);
}

/**
 * Resolves to the announcement of each datum of a view, from the first to the last, by keyboard.
 */
export function announcementsOf(page: Page, view: string, resolution = 'auto'): Promise<readonly string[]> {
  return page.evaluate(
    async ({ view, resolution }) => {
      const chart = document.querySelector('arc-interval-chart') as Chart;
      const root = chart.shadowRoot as ShadowRoot;
      Object.assign(chart, { view, resolution, table: false });
      await chart.updateComplete;
      const press = (key: string): string => {
        root
          .querySelector('[part~=plot]')
          ?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
        return root.querySelector('[part~=announcement]')?.textContent ?? '';
      };
      const announcements = [press('Home')];
      // In the heatmap the time of day runs downwards.
      const key = view === 'heatmap' ? 'ArrowDown' : 'ArrowRight';
      for (let next = press(key); next !== announcements.at(-1); next = press(key)) announcements.push(next);
      return announcements;
    },
    { view, resolution },
  );
}

/**
 * Resolves to a file that the chart saves: the shown data as CSV or SVG, or all readings as Green
 * Button. The download itself is suppressed.
 */
export function fileOf(page: Page, kind: 'csv' | 'green-button' | 'svg'): Promise<string> {
  return page.locator('arc-interval-chart').evaluate(async (chart, kind) => {
    const { createObjectURL } = URL;
    const { click } = HTMLAnchorElement.prototype;
    const made: Blob[] = [];
    URL.createObjectURL = (blob: Blob) => {
      made.push(blob);
      return createObjectURL(blob);
    };
    // A browser does not allow hundreds of downloads in a row.
    HTMLAnchorElement.prototype.click = () => undefined;
    try {
      await (chart as Chart & { save(kind: string): Promise<void> }).save(kind);
    } finally {
      URL.createObjectURL = createObjectURL;
      HTMLAnchorElement.prototype.click = click;
    }
    if (made[0] === undefined) throw new Error(`No ${kind} file was made.`);
    return await made[0].text();
  }, kind);
}
