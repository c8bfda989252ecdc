import { expect, fixture, html } from '@open-wc/testing';
import type { ArcIntervalChartElement } from './interval-chart.ts';
import { testChart as chart, kwh, part, partText } from './testing/chart.ts';
import { testSeries } from './testing/series.ts';

describe('arc-interval-chart range', () => {
  it('shows a whole local day of 25 hours and steps to the day before', async () => {
    const el = await chart(testSeries());
    el.range = { startMs: Date.UTC(2025, 10, 2, 7), endMs: Date.UTC(2025, 10, 3, 8) };
    await el.updateComplete;
    expect(kwh(el, 'total-import')).to.be.closeTo(12.5, 1e-9);
    part(el, 'range-day')?.click();
    await el.updateComplete;
    expect(el.range).to.deep.equal({ startMs: Date.UTC(2025, 10, 2, 7), endMs: Date.UTC(2025, 10, 3, 8) });
    part(el, 'previous')?.click();
    await el.updateComplete;
    expect(kwh(el, 'total-import')).to.be.closeTo(12, 1e-9);
    expect(partText(el, 'range-label')).to.equal('Sat, Nov 1, 2025');
    expect((part(el, 'previous') as HTMLButtonElement).disabled).to.equal(true);
  });

  it('fires arc-range-change for what the person does, not for what the page sets', async () => {
    const el = await chart(testSeries());
    const ranges: unknown[] = [];
    el.addEventListener('arc-range-change', (event) => ranges.push(event.detail));
    el.range = 'week';
    await el.updateComplete;
    expect(ranges).to.deep.equal([]);
    part(el, 'range-month')?.click();
    expect(ranges).to.deep.equal([
      { startMs: Date.UTC(2025, 10, 1, 7), endMs: Date.UTC(2025, 11, 1, 8), preset: 'month' },
    ]);
  });

  it('opens with the day before if the newest one has only begun', async () => {
    const el = await chart(testSeries({ days: 3.125, stepMinutes: 60, exports: false }), { range: 'day' });
    expect(partText(el, 'range-label')).to.equal('Mon, Nov 3, 2025');
    part(el, 'next')?.click();
    await el.updateComplete;
    expect(partText(el, 'range-label')).to.equal('Tue, Nov 4, 2025');
  });

  it('takes a preset from the attribute', async () => {
    const el = await fixture<ArcIntervalChartElement>(
      html`<arc-interval-chart range="day" .series=${testSeries()}></arc-interval-chart>`,
    );
    // The clocks went back in between, so the last of the ten days ends an hour before midnight.
    expect(kwh(el, 'total-import')).to.be.closeTo(11.5, 1e-9);
    expect(part(el, 'range-day')?.getAttribute('aria-pressed')).to.equal('true');
  });

  it('leaves a plain wheel to the page, and zooms with a modifier key', async () => {
    const el = await chart(testSeries());
    const plot = part(el, 'plot') as HTMLElement;
    const box = plot.getBoundingClientRect();
    const wheel = (init: WheelEventInit) =>
      plot.dispatchEvent(
        new WheelEvent('wheel', {
          deltaY: -100,
          clientX: box.left + box.width / 2,
          clientY: box.top + 50,
          bubbles: true,
          cancelable: true,
          ...init,
        }),
      );
    expect(wheel({}), 'default not prevented').to.equal(true);
    expect(wheel({ metaKey: true }), 'default prevented').to.equal(false);
    await el.updateComplete;
    expect(kwh(el, 'total-import')).to.be.lessThan(119);
  });
});

describe('arc-interval-chart and the gestures of the page', () => {
  /**
   * Returns a chart and a function that sends a mouse event to its plot. The function returns false
   * if the chart prevented the default action.
   */
  async function plotOf(view: ArcIntervalChartElement['view'] = 'usage') {
    const el = await chart(testSeries());
    el.view = view;
    await el.updateComplete;
    const plot = part(el, 'plot') as HTMLElement;
    const box = plot.getBoundingClientRect();
    const send = (type: string, x: number, init: PointerEventInit & WheelEventInit = {}): boolean => {
      const place = { clientX: box.left + x, clientY: box.top + 50, bubbles: true, cancelable: true };
      const all = { ...place, pointerId: 1, pointerType: 'mouse', ...init };
      return plot.dispatchEvent(type === 'wheel' ? new WheelEvent(type, all) : new PointerEvent(type, all));
    };
    return { el, plot, send };
  }

  it('ends a drag whose button was released outside of the picture', async () => {
    const { el, send } = await plotOf();
    el.range = 'week';
    await el.updateComplete;
    const before = el.range;
    send('pointerdown', 100, { buttons: 1 });
    send('pointerleave', 100, { buttons: 1 });
    send('pointermove', 200, { buttons: 0 });
    send('pointermove', 300, { buttons: 0 });
    await el.updateComplete;
    expect(el.range).to.equal(before);
    expect(part(el, 'readout')?.hidden, 'read-out shown').to.equal(false);
  });

  it('leaves wheel with Ctrl, and pinches, to the page in a view that cannot zoom', async () => {
    const { plot, send } = await plotOf('duration');
    expect(send('wheel', 100, { deltaY: -100, ctrlKey: true }), 'default not prevented').to.equal(true);
    expect(getComputedStyle(plot).touchAction).to.equal('pan-y pinch-zoom');
    const usage = await plotOf('usage');
    expect(usage.send('wheel', 100, { deltaY: -100, ctrlKey: true }), 'default prevented').to.equal(false);
    expect(getComputedStyle(usage.plot).touchAction).to.equal('pan-y');
  });
});
