import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, openPage } from './support/browser.ts';
import { type ChartHost, serveChart } from './support/chart-page.ts';
import { addTools, type Chart, type Tools } from './support/chart-tools.ts';

const CHART = '<arc-interval-chart></arc-interval-chart>';
const VIEWS = ['usage', 'heatmap', 'average-day', 'duration', 'months'];

/** Containers that are as wide as their content. */
const CONTENT_SIZED = {
  float: `<div style="float: left">${CHART}</div>`,
  'inline block': `<div style="display: inline-block">${CHART}</div>`,
  'centred column': `<div style="display: flex; flex-direction: column; align-items: center">${CHART}</div>`,
  'inline flex': `<div style="display: inline-flex">${CHART}</div>`,
  'flex row': `<div style="display: flex">${CHART}</div>`,
  'auto column of a grid': `<div style="display: grid; grid-template-columns: auto">${CHART}</div>`,
  'min-content column of a grid': `<div style="display: grid; grid-template-columns: min-content">${CHART}</div>`,
  'fit-content': `<div style="inline-size: fit-content">${CHART}</div>`,
  'max-content': `<div style="inline-size: max-content">${CHART}</div>`,
  'min-content': `<div style="inline-size: min-content">${CHART}</div>`,
  'absolute box': `<div style="position: absolute">${CHART}</div>`,
  'cell of a table': `<table><tr><td>${CHART}</td></tr></table>`,
  popover: `<div popover>${CHART}</div>`,
  dialog: `<dialog>${CHART}</dialog>`,
  'columns that run downwards': `<div style="writing-mode: vertical-rl">${CHART}</div>`,
};

/** Containers that a block fills. */
const FILLED = {
  block: `<div>${CHART}</div>`,
  'flex column': `<div style="display: flex; flex-direction: column">${CHART}</div>`,
  grid: `<div style="display: grid">${CHART}</div>`,
  'flex box that the page makes of it': '<arc-interval-chart style="display: flex"></arc-interval-chart>',
};

/** A reset for every other element of a page. */
const RESET = '* { all: revert; margin: 3px; padding: 3px; box-sizing: content-box }';

declare const tools: Tools;

describe('the chart in unusual layouts', () => {
  let browser: Browser;
  let host: ChartHost;
  before(async () => {
    host = await serveChart();
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    await host?.close();
  });

  async function open(width: number): Promise<Page> {
    const { page } = await openPage(browser, { viewport: { width, height: 800 }, locale: 'en-US', timezoneId: 'UTC' });
    await page.addInitScript(addTools);
    await page.goto(host.url);
    return page;
  }

  /** Returns the width of the chart's frame in each container, and if the page scrolls sideways. */
  const sizes = (page: Page, places: Readonly<Record<string, string>>): Promise<Record<string, [number, boolean]>> =>
    page.evaluate(async (places) => {
      const found: Record<string, [number, boolean]> = {};
      for (const [name, html] of Object.entries(places)) {
        const [chart] = await tools.put(html);
        const frame = chart?.shadowRoot.querySelector<HTMLElement>('[part=frame]');
        const around = document.querySelector('[popover], dialog') ?? document.documentElement;
        const scrolls = around.scrollWidth > around.clientWidth || document.documentElement.scrollWidth > innerWidth;
        found[name] = [frame?.offsetWidth ?? 0, scrolls];
      }
      return found;
    }, places);

  it('has a readable width in a container that is as wide as its content', async () => {
    const page = await open(1000);
    for (const [name, [width]] of Object.entries(await sizes(page, CONTENT_SIZED)))
      assert.ok(width >= 300, `${name}: ${width} px`);
    await page.context().close();
  });

  it('fits a phone there, and is readable', async () => {
    const page = await open(320);
    for (const [name, [width, scrolls]] of Object.entries(await sizes(page, CONTENT_SIZED))) {
      assert.ok(width >= 200, `${name}: ${width} px`);
      assert.equal(scrolls, false, `${name} scrolls sideways`);
    }
    await page.context().close();
  });

  it('is readable in a row beside wide neighbours', async () => {
    const page = await open(390);
    const row = `<div style="display: flex"><p style="flex: none; inline-size: 350px">Beside</p>${CHART}</div>`;
    const { full } = await sizes(page, { full: row });
    assert.ok((full?.[0] ?? 0) >= 200, `${full?.[0]} px`);
    await page.context().close();
  });

  it('fills a block', async () => {
    const page = await open(1000);
    for (const [name, [width]] of Object.entries(await sizes(page, FILLED))) assert.equal(width, 984, name);
    await page.context().close();
  });

  it('keeps its layout on a page that resets every element', async () => {
    const page = await open(1000);
    await page.addStyleTag({ content: RESET });
    const isWide = await page.evaluate(async (html) => {
      const [chart] = await tools.put(html);
      const top = (part: string): number | undefined =>
        chart?.shadowRoot.querySelector(`[part=${part}]`)?.getBoundingClientRect().top;
      return (top('controls') ?? 0) < (top('plot') ?? 0);
    }, CHART);
    assert.equal(isWide, true, 'controls of a wide chart stand above its picture');
    await page.context().close();
  });

  it('is upright in a vertical writing mode', async () => {
    const page = await open(1000);
    const lines = await page.evaluate(async (html) => {
      const [chart] = await tools.put(html);
      const label = chart?.shadowRoot.querySelector<HTMLElement>('[part=title]') as HTMLElement;
      return label.offsetWidth > label.offsetHeight;
    }, CONTENT_SIZED['columns that run downwards']);
    assert.equal(lines, true);
    await page.context().close();
  });

  it('is not split on a page set in columns', async () => {
    const page = await open(1000);
    const columns = `<div style="columns: 2; column-gap: 20px">${CHART}</div>`;
    const found = await sizes(page, { columns });
    assert.deepEqual(found, { columns: [482, false] });
    await page.context().close();
  });

  it('can be printed across a page break', async () => {
    const page = await open(1000);
    await page.evaluate(
      (html) => tools.put(html).then(() => undefined),
      `<div style="block-size: 700px"></div>${CHART}`,
    );
    assert.ok((await page.pdf()).length > 0);
    await page.context().close();
  });

  for (const [lang, width] of [
    ['en', 390],
    ['de', 390],
    ['fr', 390],
    ['de', 640],
  ] as const) {
    it(`fits with text of twice the size: ${lang}, ${width} px`, async () => {
      const page = await open(width);
      const faults = await page.evaluate(
        async ({ html, lang, views }) => {
          Object.assign(document.documentElement, { lang });
          document.documentElement.style.fontSize = '200%';
          const found: string[] = [];
          const [chart] = (await tools.put(html)) as [Chart];
          const part = (name: string) => chart.shadowRoot.querySelector<HTMLElement>(`[part~=${name}]`);
          for (const view of views) {
            for (const range of ['all', 'week']) {
              await Object.assign(chart, { view, range }).updateComplete;
              part('plot')?.dispatchEvent(new KeyboardEvent('keydown', { key: 'End', bubbles: true }));
              found.push(...tools.faults(chart).map((fault) => `${view}, ${range}: ${fault}`));
            }
          }
          await Object.assign(chart, { view: 'usage', range: 'month', table: true }).updateComplete;
          found.push(...tools.faults(chart).map((fault) => `table: ${fault}`));
          await Object.assign(chart, { table: false, resolution: 'day', compare: 'weekday' }).updateComplete;
          part('options-button')?.click();
          await tools.waitFor(() => part('print') !== null);
          found.push(...tools.faults(chart).map((fault) => `options: ${fault}`));
          return found;
        },
        { html: CHART, lang, views: VIEWS },
      );
      assert.deepEqual(faults, []);
      await page.context().close();
    });
  }

  it('has axis labels in the text size of the person', async () => {
    const page = await open(640);
    const probe = await page.evaluate(async (html) => {
      const fonts: number[] = [];
      const { fillText } = CanvasRenderingContext2D.prototype;
      CanvasRenderingContext2D.prototype.fillText = function (...text) {
        fonts.push(Number.parseFloat(/([\d.]+)px/.exec(this.font)?.[1] ?? '0'));
        fillText.apply(this, text);
      };
      document.documentElement.style.fontSize = '200%';
      await tools.put(html);
      return Math.min(...fonts);
    }, CHART);
    assert.equal(probe, 24);
    await page.context().close();
  });

  it('shows values under the picture if text of twice the size leaves no space beside it', async () => {
    const page = await open(390);
    const isUnder = await page.evaluate(async (html) => {
      document.documentElement.style.fontSize = '200%';
      const [chart] = (await tools.put(html)) as [Chart];
      const part = (name: string) => chart.shadowRoot.querySelector(`[part=${name}]`) as HTMLElement;
      part('plot').dispatchEvent(new KeyboardEvent('keydown', { key: 'End', bubbles: true }));
      return part('readout').offsetTop > part('plot').offsetHeight / 2;
    }, CHART);
    assert.equal(isUnder, true);
    await page.context().close();
  });

  it('still updates after a translation extension replaced its texts', async () => {
    const page = await open(1000);
    const seen = await page.evaluate(async (html) => {
      const [chart] = (await tools.put(html)) as [Chart];
      const root = chart.shadowRoot;
      const show = async (range: string): Promise<Record<string, string>> => {
        await Object.assign(chart, { range, table: true }).updateComplete;
        const table = root.querySelector('tbody')?.textContent ?? '';
        await Object.assign(chart, { table: false }).updateComplete;
        root.querySelector('[part=plot]')?.dispatchEvent(new KeyboardEvent('keydown', { key: 'End', bubbles: true }));
        const text = (part: string): string => root.querySelector(`[part~=${part}]`)?.textContent ?? '';
        const parts = ['totals', 'range-label', 'foot', 'readout', 'announcement'];
        const digits = (words: string): string => words.match(/\d+/g)?.join(' ') ?? '';
        return Object.fromEntries([...parts.map((part) => [part, digits(text(part))]), ['table', digits(table)]]);
      };
      const before = await show('week');
      await show('month');
      const translate = (node: Node): void => {
        if (node instanceof Element && node.matches('style, [translate=no]')) return;
        for (const child of [...node.childNodes]) {
          if (!(child instanceof Text)) translate(child);
          else if (child.data.trim() !== '') {
            const font = document.createElement('font');
            font.textContent = `${child.data}õ`;
            child.replaceWith(font);
          }
        }
      };
      translate(root);
      return { before, after: await show('week') };
    }, CHART);
    assert.deepEqual(seen.after, seen.before);
    await page.context().close();
  });

  /** How a chart is used before it is removed. */
  type Use = 'shown' | 'with open options';

  /** Uses and removes six charts, and returns how many of them are not garbage-collected. */
  async function chartsInMemory(page: Page, properties: Readonly<Record<string, unknown>>, use: Use): Promise<number> {
    // The first chart loads all modules, so that the others need nothing that is loaded after their
    // removal.
    await page.evaluate(
      (properties) =>
        tools.put('<arc-interval-chart></arc-interval-chart>', properties).then(() => {
          document.body.innerHTML = '';
        }),
      properties,
    );
    await page.evaluate(
      async ({ properties, use }) => {
        const series = { startMs: 0, stepMs: 900_000, timeZone: 'UTC', importKwh: new Float64Array(960).fill(1) };
        const refs = Object.assign(globalThis, { refs: [] as WeakRef<Chart>[] }).refs;
        for (let i = 0; i < 6; i++) {
          const chart = document.createElement('arc-interval-chart') as Chart;
          refs.push(new WeakRef(chart));
          Object.assign(chart, properties, { series });
          document.body.append(chart);
          await chart.updateComplete;
          if (use === 'with open options') {
            chart.shadowRoot.querySelector<HTMLElement>('[part=options-button]')?.click();
            await tools.waitFor(() => chart.shadowRoot.querySelector('[part~=print]') !== null);
          }
          chart.remove();
          await chart.updateComplete;
          Object.assign(chart, { series: { ...series } });
          await chart.updateComplete;
        }
      },
      { properties, use },
    );
    const browserTools = await page.context().newCDPSession(page);
    const alive = (): Promise<number> =>
      page.evaluate(async () => {
        for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame);
        return (globalThis as unknown as { refs: WeakRef<Chart>[] }).refs.filter((ref) => ref.deref()).length;
      });
    let left = await alive();
    for (let turn = 0; left > 0 && turn < 10; turn++) {
      await browserTools.send('HeapProfiler.collectGarbage');
      left = await alive();
    }
    return left;
  }

  for (const [name, properties, use] of [
    ['with open options', {}, 'with open options'],
    ['of a group, with a link', { group: 'home', link: 'c' }, 'shown'],
    ['with a table', { table: true }, 'shown'],
    ...VIEWS.map((view) => [`with the view ${view}`, { view }, 'shown'] as const),
  ] as const) {
    it(`is garbage-collected after its removal, also when a series is set later: ${name}`, async () => {
      const page = await open(800);
      const left = await chartsInMemory(page, properties, use);
      // The browser itself may still hold the last chart.
      assert.ok(left <= 1, `${left} of 6 are still there`);
      await page.context().close();
    });
  }

  it('loads no file after its removal', async () => {
    const { page, record } = await openPage(browser);
    await page.addInitScript(addTools);
    await page.goto(host.url);
    await page.evaluate(async () => {
      await tools.put('<arc-interval-chart data-bare src="/shown.csv"></arc-interval-chart>');
      const chart = document.createElement('arc-interval-chart') as Chart;
      chart.setAttribute('src', '/removed.csv');
      document.body.append(chart);
      chart.remove();
      await chart.updateComplete;
    });
    const files = record.urls.filter((url) => url.endsWith('.csv')).map((url) => new URL(url).pathname);
    assert.deepEqual(files, ['/shown.csv']);
    await page.context().close();
  });

  it('loads its other parts when the network is back', async () => {
    const page = await open(1000);
    await page.evaluate((html) => tools.put(html).then(() => undefined), CHART);
    await page.context().setOffline(true);
    // Each of these charts needs another file.
    const wanted = [
      ...VIEWS.slice(1).map((view) => `view="${view}"`),
      'table',
      'link="c"',
      'data-bare',
      'data-bare src="/a.csv"',
    ];
    const html = wanted.map((attributes) => `<arc-interval-chart ${attributes}></arc-interval-chart>`).join('');
    await page.evaluate(async (html) => {
      await tools.put(html);
      const empty = document.querySelector<Chart>('[data-bare]:not([src])') as Chart;
      const series = { startMs: 0, stepMs: 900_000, timeZone: 'UTC', importKwh: [] };
      await Object.assign(empty, { series }).updateComplete;
    }, html);
    const failed = (): Promise<string[]> =>
      page.evaluate(() =>
        [...document.querySelectorAll<Chart>('arc-interval-chart')]
          .filter(({ shadowRoot }) => shadowRoot.querySelector('.note [part=retry]') !== null)
          .map(({ outerHTML }) => outerHTML.replace(/^<arc-interval-chart |><.*$/g, '').replaceAll('=""', '')),
      );
    const offline = await failed();
    await page.context().setOffline(false);
    for (let turn = 0; turn < 100 && (await failed()).length > 0; turn++) await page.waitForTimeout(50);
    assert.deepEqual({ offline, online: await failed() }, { offline: wanted, online: [] });
    await page.context().close();
  });
});
