import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { Browser, BrowserContextOptions, CDPSession, Page } from 'playwright-core';
import { openBrowser, openPage, type PageRecord } from './support/browser.ts';
import { type ChartHost, type PlainSeries, serveChart, showSeries } from './support/chart-page.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ZONE = 'America/Phoenix';
/** Midnight of 1 March 2025 in Phoenix, which has no summer time. */
const START = Date.UTC(2025, 2, 1, 7);
const DAYS = 120;

/** Returns hourly readings with different values, so that a value identifies its hour. */
const series = (days = DAYS): PlainSeries => ({
  startMs: START,
  stepMs: HOUR,
  timeZone: ZONE,
  importKwh: Array.from({ length: days * 24 }, (_, i) => 1 + (i % 24) / 24 + i / 10_000),
});

interface Range {
  readonly startMs: number;
  readonly endMs: number;
}
const ALL: Range = { startMs: START, endMs: START + DAYS * DAY };
const JUNE: Range = { startMs: Date.UTC(2025, 5, 1, 7), endMs: Date.UTC(2025, 5, 29, 7) };
const APRIL: Range = { startMs: Date.UTC(2025, 3, 1, 7), endMs: Date.UTC(2025, 4, 1, 7) };

describe('interaction with the chart', () => {
  let browser: Browser;
  let host: ChartHost;
  let page: Page;
  let record: PageRecord;
  let devtools: CDPSession;
  before(async () => {
    host = await serveChart();
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    await host?.close();
  });

  /** Opens a page that is much taller than its window, with the chart below some text. */
  async function open(options: BrowserContextOptions = {}): Promise<void> {
    await page?.context().close();
    ({ page, record } = await openPage(browser, {
      viewport: { width: 900, height: 1000 },
      locale: 'en-US',
      timezoneId: ZONE,
      ...options,
    }));
    devtools = await page.context().newCDPSession(page);
    await page.goto(host.url);
    // Wheel events need a time after the page was opened.
    wheelS = Date.now() / 1000;
    await page.addStyleTag({ content: 'body { margin: 0; padding: 60px 20px 3000px; }' });
  }

  /** Shows a range in a view, and waits for what is loaded after the first picture. */
  async function show(range: Range | 'all', properties: Readonly<Record<string, unknown>> = {}): Promise<void> {
    await showSeries(page, series());
    await set({ range, ...properties });
    await pointAt({ x: 5, y: 5 });
    await moveTo(0.5);
    await page.locator('[part~=readout]:visible').waitFor();
  }

  const set = (properties: Readonly<Record<string, unknown>>): Promise<void> =>
    page.locator('arc-interval-chart').evaluate(async (chart, values) => {
      await Object.assign(chart, values as { updateComplete: Promise<unknown> }).updateComplete;
    }, properties);
  const frames = (): Promise<void> =>
    page.evaluate(async () => {
      for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame);
      await (document.querySelector('arc-interval-chart') as { updateComplete?: Promise<unknown> } | null)
        ?.updateComplete;
    });
  const rangeOf = (): Promise<Range> =>
    page.locator('arc-interval-chart').evaluate((chart) => (chart as unknown as { range: Range }).range);
  const labelOf = (): Promise<string> => page.locator('[part~=range-label]').innerText();
  const readoutOf = (): Promise<string> => page.locator('[part~=readout] .readout__title').innerText();
  const scrollOf = (): Promise<number> => page.evaluate(() => scrollY);
  const inkOf = (): Promise<boolean> =>
    page.locator('[part~=canvas]').evaluate((canvas) => {
      const { width, height } = canvas as HTMLCanvasElement;
      const pixels = (canvas as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, width, height).data;
      return pixels?.some((value) => value !== 0) ?? false;
    });
  /** Returns a point of the plot on the screen, by shares of its width and height. */
  async function at(x: number, y = 0.5): Promise<{ x: number; y: number }> {
    const box = await page.locator('[part~=plot]').boundingBox();
    assert.ok(box, 'the plot is there');
    return { x: box.x + x * box.width, y: box.y + y * box.height };
  }
  let pointer = { x: 0, y: 0 };
  async function pointAt(place: { x: number; y: number }): Promise<void> {
    pointer = place;
    await page.mouse.move(place.x, place.y);
  }
  const moveTo = async (x: number, y?: number): Promise<void> => pointAt(await at(x, y));
  async function drag(fromX: number, toX: number): Promise<void> {
    await moveTo(fromX);
    await page.mouse.down();
    await moveTo((fromX + toX) / 2);
    await moveTo(toX);
    await page.mouse.up();
    await frames();
  }
  /**
   * Time of the last wheel event, s. The test sets these times, so that they do not depend on the
   * load of the machine.
   */
  let wheelS = 0;
  /**
   * Waits longer than the pause that ends a scroll. The browser sends the later steps of a scroll
   * to the target of its first step.
   */
  const rest = async (): Promise<void> => {
    wheelS += 1;
    await page.waitForTimeout(500);
  };
  async function wheel(deltaX: number, deltaY: number, { ctrl = false } = {}): Promise<void> {
    wheelS += 0.02;
    const place = { ...pointer, deltaX, deltaY, timestamp: wheelS, modifiers: ctrl ? 2 : 0 };
    await devtools.send('Input.dispatchMouseEvent', { type: 'mouseWheel', ...place });
    await frames();
  }
  const width = ({ startMs, endMs }: Range): number => endMs - startMs;

  describe('with mouse and wheel', () => {
    before(() => open());
    beforeEach(async () => {
      await page.evaluate(() => scrollTo(0, 0));
      await rest();
    });

    for (const width of [390, 1280]) {
      it(`reaches every control with the Tab key at ${width} px`, async () => {
        await open({ viewport: { width, height: 1000 } });
        await show('all');
        const reached: string[] = [];
        for (let i = 0; i < 20; i++) {
          await page.keyboard.press('Tab');
          const part = await page.evaluate(
            () => document.querySelector('arc-interval-chart')?.shadowRoot?.activeElement?.getAttribute('part') ?? '',
          );
          reached.push(part);
        }
        for (const part of ['view-usage', 'range-day', 'range-all', 'options-button', 'plot'])
          assert.ok(
            reached.some((each) => each.split(' ').includes(part)),
            `${part} in ${reached.join(', ')}`,
          );
      });
    }

    it('scrolls the page with the wheel, and zooms around the pointer with Ctrl and the wheel', async () => {
      await show(JUNE);
      await wheel(0, 100);
      assert.equal(await scrollOf(), 100);
      assert.deepEqual(await rangeOf(), JUNE);
      await rest();
      await moveTo(0.5);
      const before = await readoutOf();
      await wheel(0, -100, { ctrl: true });
      assert.equal(await scrollOf(), 100);
      assert.ok(width(await rangeOf()) < 0.9 * width(JUNE));
      assert.equal((await readoutOf()).slice(0, 11), before.slice(0, 11), 'the same day under the pointer');
    });

    it('zooms with the wheel while it has the focus, until it cannot zoom further', async () => {
      await show(JUNE);
      const place = await at(0.5);
      await page.mouse.click(place.x, place.y);
      await wheel(0, -200);
      assert.equal(await scrollOf(), 0);
      assert.ok(width(await rangeOf()) < 0.9 * width(JUNE));
      // Zooms out to the end in one scroll; the rest of that scroll does not move the page.
      for (let i = 0; i < 12; i++) await wheel(0, 400);
      assert.equal(width(await rangeOf()), width(ALL));
      assert.equal(await scrollOf(), 0);
      await rest();
      await wheel(0, 150);
      assert.equal(await scrollOf(), 150, 'a new scroll where zooming has no effect is the page’s');
    });

    it('scrolls the page with the wheel in a view that cannot zoom, even with the focus', async () => {
      for (const view of ['duration', 'average-day']) {
        await page.evaluate(() => scrollTo(0, 0));
        await show('all', { view });
        const place = await at(0.5);
        await page.mouse.click(place.x, place.y);
        await rest();
        await wheel(0, 150);
        assert.equal(await scrollOf(), 150, view);
      }
    });

    it('does not stop a scroll of the page that moves the chart under the pointer', async () => {
      await show(JUNE);
      await page.locator('[part~=plot]').focus();
      // The pointer is above the chart at first; scrolling moves the plot under it.
      await pointAt({ x: 400, y: 30 });
      await rest();
      for (let i = 0; i < 12; i++) await wheel(0, 40);
      assert.equal(await scrollOf(), 480);
      assert.deepEqual(await rangeOf(), JUNE);
    });

    it('moves with a sideways wheel and stops at the ends', async () => {
      await show(APRIL);
      await wheel(100, 0);
      const moved = await rangeOf();
      assert.ok(moved.startMs > APRIL.startMs);
      assert.equal(width(moved), width(APRIL));
      for (let i = 0; i < 20; i++) await wheel(1000, 0);
      assert.equal((await rangeOf()).endMs, ALL.endMs);
      assert.equal(await scrollOf(), 0);
    });

    it('moves as far as it is dragged, and shows everything on a double click', async () => {
      await show(APRIL);
      const plotShare = 0.4;
      await drag(0.8, 0.8 - plotShare);
      const moved = await rangeOf();
      assert.equal(width(moved), width(APRIL));
      const share = (moved.startMs - APRIL.startMs) / width(APRIL);
      assert.ok(Math.abs(share - plotShare) < 0.03, `moved by ${share} of its width`);
      const place = await at(0.5);
      await page.mouse.dblclick(place.x, place.y);
      await frames();
      assert.deepEqual(await rangeOf(), ALL);
    });

    it('selects whole days with a drag while everything is shown', async () => {
      await show('all', { resolution: 'day' });
      await drag(0.3, 0.5);
      const { startMs, endMs } = await rangeOf();
      assert.equal((startMs - START) % DAY, 0);
      assert.equal((endMs - START) % DAY, 0);
      assert.ok(Math.abs((endMs - startMs) / width(ALL) - 0.2) < 0.03);
    });

    it('moves and widens its window on the overview', async () => {
      await show(APRIL);
      const box = await page.locator('[part~=overview]').boundingBox();
      assert.ok(box);
      const x = (ms: number) => box.x + (box.width * (ms - ALL.startMs)) / width(ALL);
      const y = box.y + box.height / 2;
      const dragStrip = async (from: number, to: number): Promise<void> => {
        await page.mouse.move(from, y);
        await page.mouse.down();
        await page.mouse.move((from + to) / 2, y);
        await page.mouse.move(to, y);
        await page.mouse.up();
        await frames();
      };
      const middle = x((APRIL.startMs + APRIL.endMs) / 2);
      await dragStrip(middle, middle + x(START + 10 * DAY) - x(START));
      const moved = await rangeOf();
      assert.equal(width(moved), width(APRIL));
      assert.ok(Math.abs(moved.startMs - APRIL.startMs - 10 * DAY) < DAY);
      await dragStrip(x(moved.endMs), x(moved.endMs + 15 * DAY));
      const wider = await rangeOf();
      assert.equal(wider.startMs, moved.startMs);
      assert.ok(Math.abs(width(wider) - width(moved) - 15 * DAY) <= DAY);
      assert.equal((wider.endMs - START) % DAY, 0, 'to a midnight');
      await page.mouse.click(x(START + 5 * DAY), y);
      await frames();
      const there = await rangeOf();
      assert.equal(there.startMs, START);
      assert.equal(width(there), width(wider));
    });

    it('opens a month that is clicked, and its days by keyboard', async () => {
      await show('all', { view: 'months' });
      // March to June are four columns; the second is April.
      const place = await at(0.4);
      await page.mouse.dblclick(place.x, place.y);
      await frames();
      assert.equal(await labelOf(), 'Apr 1 – 30, 2025', 'its second click does not take it back');
      await page.locator('[part~=plot]').focus();
      for (const key of ['Home', 'ArrowRight', 'Enter']) await page.keyboard.press(key);
      await frames();
      assert.equal(await labelOf(), 'Wed, Apr 2, 2025');
    });

    it('causes no error on the page', () => assert.deepEqual(record.problems, []));
  });

  describe('by touch', () => {
    before(() => open({ hasTouch: true, viewport: { width: 420, height: 1200 } }));
    beforeEach(() => page.evaluate(() => scrollTo(0, 0)));

    type Touch = { readonly x: number; readonly y: number };
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: readonly Touch[]): Promise<unknown> =>
      devtools.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: points.map((point, id) => ({ ...point, id })),
      });
    async function slide(from: readonly Touch[], to: readonly Touch[], steps = 8): Promise<void> {
      await touch('touchStart', from);
      for (let step = 1; step <= steps; step++) {
        const share = step / steps;
        await touch(
          'touchMove',
          from.map(({ x, y }, i) => {
            const end = to[i] as Touch;
            return { x: x + share * (end.x - x), y: y + share * (end.y - y) };
          }),
        );
      }
      await touch('touchEnd', []);
      await frames();
    }

    it('zooms by pinch, and the page stays as it is', async () => {
      await show(APRIL);
      await slide([await at(0.45), await at(0.55)], [await at(0.2), await at(0.8)]);
      const near = await rangeOf();
      assert.ok(width(near) < 0.4 * width(APRIL), `${width(near) / width(APRIL)} of the width`);
      const middle = (near.startMs + near.endMs) / 2;
      assert.ok(Math.abs(middle - (APRIL.startMs + APRIL.endMs) / 2) < 0.15 * width(APRIL), 'around the fingers');
      await slide([await at(0.2), await at(0.8)], [await at(0.45), await at(0.55)]);
      assert.ok(width(await rangeOf()) > 0.8 * width(APRIL));
      assert.equal(await page.evaluate(() => visualViewport?.scale), 1);
      assert.equal(await scrollOf(), 0);
    });

    it('moves by a sideways swipe', async () => {
      await show(APRIL);
      await slide([await at(0.8)], [await at(0.3)]);
      const moved = await rangeOf();
      assert.equal(width(moved), width(APRIL));
      assert.ok(moved.startMs > APRIL.startMs + 10 * DAY);
      assert.equal(await scrollOf(), 0);
    });

    it('shows the values of a month that is touched, and opens it when touched again', async () => {
      await show('all', { view: 'months' });
      const place = await at(0.65);
      await page.touchscreen.tap(place.x, place.y);
      await frames();
      assert.equal(await readoutOf(), 'May 2025');
      assert.equal(await labelOf(), 'Mar 1 – Jun 28, 2025');
      await page.touchscreen.tap(place.x, place.y);
      await frames();
      assert.equal(await labelOf(), 'May 1 – 31, 2025');
    });

    // This test is the last one, because the page keeps scrolling after the swipe.
    it('leaves an upward swipe to the page', async () => {
      await show(APRIL);
      const from = await at(0.5, 0.8);
      await slide([from], [{ x: from.x, y: from.y - 200 }]);
      await page.waitForFunction(() => scrollY > 100);
      assert.deepEqual(await rangeOf(), APRIL);
    });

    it('causes no error on the page', () => assert.deepEqual(record.problems, []));
  });

  describe('on a page that changes', () => {
    before(() => open());
    beforeEach(() => page.evaluate(() => scrollTo(0, 0)));

    it('shows the datum under the pointer when the page scales the chart', async () => {
      await show(JUNE, { resolution: 'day' });
      await moveTo(0.5);
      const plain = await readoutOf();
      for (const style of [
        'transform: scale(0.5); transform-origin: 0 0',
        'zoom: 1.5',
        'transform: translate(30px, 9px)',
      ]) {
        await page.locator('arc-interval-chart').evaluate((chart, style) => chart.setAttribute('style', style), style);
        await frames();
        await page.mouse.move(5, 5);
        await moveTo(0.5);
        await frames();
        assert.equal(await readoutOf(), plain, style);
        assert.ok(await inkOf(), style);
      }
    });

    it('is drawn again at another zoom of the browser, although its size in screen pixels stays the same', async () => {
      await show(JUNE, { resolution: 'day' });
      const zoomed = (share: number): Promise<unknown> =>
        devtools.send('Emulation.setDeviceMetricsOverride', {
          width: 900 / share,
          height: 1200 / share,
          deviceScaleFactor: share,
          mobile: false,
        });
      const settled = (share: number): Promise<unknown> =>
        page.waitForFunction((share) => {
          const plot = document.querySelector('arc-interval-chart')?.shadowRoot?.querySelector('[part~=plot]');
          const canvas = plot?.querySelector('canvas');
          return devicePixelRatio === share && canvas?.width === Math.round((plot?.clientWidth ?? 0) * share);
        }, share);
      for (const share of [1.25, 1]) {
        await zoomed(share);
        await settled(share);
        assert.ok(await inkOf());
        await moveTo(0.995, 0.4);
        await frames();
        assert.equal(await readoutOf(), 'Sat, Jun 28, 2025', `at ${share}`);
      }
      await devtools.send('Emulation.clearDeviceMetricsOverride');
    });

    it('prints the picture and its dates, without controls', async () => {
      await show(APRIL);
      await page.emulateMedia({ media: 'print' });
      assert.equal(await labelOf(), 'Apr 1 – 30, 2025');
      assert.ok(await page.locator('[part~=range-label]').isVisible());
      assert.ok(await page.locator('[part~=plot]').isVisible());
      assert.equal(await page.locator('arc-interval-chart button:visible').count(), 0);
      await page.emulateMedia({ media: null });
    });

    it('keeps range, view and behaviour when it is removed and inserted elsewhere', async () => {
      await show(APRIL, { view: 'heatmap' });
      await page.evaluate(async () => {
        const chart = document.querySelector('arc-interval-chart') as HTMLElement;
        chart.remove();
        await new Promise(requestAnimationFrame);
        document.body.append(document.createElement('p'), chart);
      });
      await frames();
      assert.deepEqual(await rangeOf(), APRIL);
      assert.ok(await inkOf());
      await moveTo(0.5);
      await page.locator('[part~=readout]:visible').waitFor();
      await drag(0.8, 0.4);
      assert.ok((await rangeOf()).startMs > APRIL.startMs);
    });

    it('keeps the chosen range when new readings arrive, and extends a full one', async () => {
      await showSeries(page, series(DAYS));
      const append = (days: number) =>
        page.locator('arc-interval-chart').evaluate(async (chart, { importKwh, ...rest }) => {
          await Object.assign(chart, { series: { ...rest, importKwh: Float64Array.from(importKwh) } } as unknown as {
            updateComplete: Promise<unknown>;
          }).updateComplete;
        }, series(days));
      await append(DAYS + 2);
      assert.equal(await labelOf(), 'Mar 1 – Jun 30, 2025');
      await moveTo(0.5);
      await page.locator('[part~=readout]:visible').waitFor();
      await page.mouse.down();
      await moveTo(0.6);
      await append(DAYS + 4);
      await moveTo(0.7);
      await page.mouse.up();
      await frames();
      const marked = await rangeOf();
      assert.ok(width(marked) < 0.3 * width(ALL), 'the drag that was going on ended as it would have');
      const label = await labelOf();
      await append(DAYS + 5);
      assert.deepEqual(await rangeOf(), marked);
      assert.equal(await labelOf(), label);
    });

    it('moves the other charts of its group while one is dragged', async () => {
      await show(APRIL);
      await page.evaluate(async () => {
        type Chart = HTMLElement & { series: unknown; range: unknown; readonly updateComplete: Promise<unknown> };
        const first = document.querySelector('arc-interval-chart') as Chart;
        const second = document.createElement('arc-interval-chart') as Chart;
        Object.assign(second, { series: first.series, range: first.range });
        for (const chart of [first, second]) chart.setAttribute('group', 'home');
        document.body.append(second);
        await Promise.all([first.updateComplete, second.updateComplete]);
      });
      const place = await page.locator('arc-interval-chart').first().locator('[part~=plot]').boundingBox();
      assert.ok(place);
      await page.mouse.move(place.x + 0.8 * place.width, place.y + 80);
      await page.mouse.down();
      await page.mouse.move(place.x + 0.5 * place.width, place.y + 80, { steps: 3 });
      await page.mouse.up();
      await frames();
      const labels = await page.locator('[part~=range-label]').allInnerTexts();
      assert.equal(labels.length, 2);
      assert.equal(labels[0], labels[1]);
      assert.notEqual(labels[0], 'Apr 1 – 30, 2025');
    });

    it('is drawn when a background tab is shown for the first time', async () => {
      const { page: hidden, record: hiddenRecord } = await openPage(browser, { locale: 'en-US', timezoneId: ZONE });
      // A background tab is hidden and gets no animation frames.
      await hidden.addInitScript(() => {
        const waiting: FrameRequestCallback[] = [];
        const frame = globalThis.requestAnimationFrame.bind(globalThis);
        let seen = false;
        Object.defineProperty(document, 'visibilityState', { get: () => (seen ? 'visible' : 'hidden') });
        Object.defineProperty(document, 'hidden', { get: () => !seen });
        globalThis.requestAnimationFrame = (callback) => (seen ? frame(callback) : waiting.push(callback));
        addEventListener('come-to-front', () => {
          seen = true;
          document.dispatchEvent(new Event('visibilitychange'));
          for (const callback of waiting.splice(0)) frame(callback);
        });
      });
      await hidden.goto(host.url);
      await showSeries(hidden, series());
      const total = hidden.locator('[part~=total-import]');
      assert.match((await total.textContent()) ?? '', /kWh/, 'its numbers are there for whoever reads the page');
      await hidden.evaluate(() => dispatchEvent(new Event('come-to-front')));
      await hidden.waitForFunction(() => {
        const canvas = document
          .querySelector('arc-interval-chart')
          ?.shadowRoot?.querySelector<HTMLCanvasElement>('[part~=canvas]');
        const pixels = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data;
        return pixels?.some((value) => value !== 0) ?? false;
      });
      assert.deepEqual(hiddenRecord.problems, []);
      await hidden.context().close();
    });

    it('causes no error on the page', () => assert.deepEqual(record.problems, []));
  });
});
