import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { ArcIntervalChartElement } from '../interval-chart.ts';
import { focused, has, openOptions, part, testChart } from '../testing/chart.ts';
import { testSeries } from '../testing/series.ts';

/** Returns a chart with open options. */
async function openChart(series = testSeries()): Promise<{ el: ArcIntervalChartElement; details: HTMLDetailsElement }> {
  const el = await testChart(series);
  await openOptions(el);
  return { el, details: part(el, 'options') as HTMLDetailsElement };
}

function press(target: EventTarget | null | undefined): void {
  target?.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true, cancelable: true }));
}

describe('options of the chart', () => {
  it('are closed by Escape, which moves the focus to their button', async () => {
    const { el, details } = await openChart();
    part(el, 'resolution')?.focus();
    await sendKeys({ press: 'Escape' });
    expect(details.open).to.equal(false);
    expect(focused(el)).to.equal('options-button');
  });

  it('leave Escape to the page while they are closed', async () => {
    const { el } = await openChart();
    part(el, 'options-button')?.focus();
    await sendKeys({ press: 'Escape' });
    const pressed = () => new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true });
    expect(part(el, 'options-button')?.dispatchEvent(pressed()), 'default not prevented').to.equal(true);
    await openOptions(el);
    expect(part(el, 'options-button')?.dispatchEvent(pressed()), 'default prevented').to.equal(false);
  });

  it('are closed by a press in the chart or on the page, but not by one inside', async () => {
    const { el, details } = await openChart();
    press(part(el, 'resolution'));
    expect(details.open).to.equal(true);
    press(part(el, 'plot'));
    expect(details.open, 'in the chart').to.equal(false);
    await openOptions(el);
    press(document.body);
    expect(details.open, 'on the page').to.equal(false);
  });

  it('are closed when the focus moves to the chart or the page, but not when it moves inside', async () => {
    const { el, details } = await openChart();
    part(el, 'resolution')?.focus();
    part(el, 'save-csv')?.focus();
    expect(details.open).to.equal(true);
    part(el, 'plot')?.focus();
    expect(details.open, 'in the chart').to.equal(false);
    await openOptions(el);
    part(el, 'save-csv')?.focus();
    const elsewhere = document.createElement('button');
    el.after(elsewhere);
    elsewhere.focus();
    expect(details.open, 'on the page').to.equal(false);
  });

  it('stay open if the focus leaves without a new target, as when the window goes to the background', async () => {
    const { el, details } = await openChart();
    part(el, 'resolution')?.focus();
    part(el, 'resolution')?.blur();
    expect(details.open).to.equal(true);
  });

  it('are closed by their buttons, which move the focus to the button of the options', async () => {
    const { el, details } = await openChart();
    const { print } = globalThis;
    let prints = 0;
    globalThis.print = () => {
      prints += 1;
    };
    try {
      for (const name of ['save-csv', 'save-svg', 'print', 'table-toggle']) {
        if (!details.open) await openOptions(el);
        part(el, name)?.focus();
        part(el, name)?.click();
        expect(details.open, name).to.equal(false);
        expect(focused(el), name).to.equal('options-button');
        await el.updateComplete;
      }
    } finally {
      globalThis.print = print;
    }
    expect(prints).to.equal(1);
    expect(has(el, 'table')).to.equal(true);
  });

  it('stay open after a choice in a list', async () => {
    const { el, details } = await openChart();
    const select = part(el, 'resolution') as HTMLSelectElement;
    select.value = 'day';
    select.dispatchEvent(new Event('change'));
    await el.updateComplete;
    expect([details.open, el.resolution]).to.deep.equal([true, 'day']);
  });

  it('have a choice of directions only with export', async () => {
    const { el } = await openChart();
    expect(has(el, 'channels')).to.equal(true);
    el.series = testSeries({ exports: false });
    await el.updateComplete;
    expect(has(el, 'channels')).to.equal(false);
  });

  it('have a comparison only if a bar is a day', async () => {
    const { el } = await openChart(testSeries({ days: 30 }));
    for (const resolution of ['slot', 'hour', 'day', 'week', 'month'] as const) {
      el.resolution = resolution;
      await el.updateComplete;
      expect(part(el, 'compare') !== null, resolution).to.equal(resolution === 'day');
    }
  });

  it('have neither resolution, directions nor comparison in the heatmap', async () => {
    const { el } = await openChart(testSeries({ days: 30 }));
    el.view = 'heatmap';
    await el.updateComplete;
    for (const name of ['resolution', 'channels', 'compare']) expect(has(el, name), name).to.equal(false);
    expect(has(el, 'table-toggle')).to.equal(true);
  });

  it('have no button for the table in the view of months, which always has one', async () => {
    const { el } = await openChart(testSeries({ days: 30 }));
    el.view = 'months';
    await el.updateComplete;
    expect(has(el, 'table-toggle')).to.equal(false);
  });

  it('show the default for an unknown value of a property', async () => {
    const { el } = await openChart(testSeries({ days: 30 }));
    const chosen = () => ['compare', 'channels'].map((name) => (part(el, name) as HTMLSelectElement).value);
    Object.assign(el, { resolution: 'day', compare: 'last-year', channels: 'stacked' });
    await el.updateComplete;
    expect(chosen()).to.deep.equal(['none', 'mirrored']);
    Object.assign(el, { resolution: 'fortnight', compare: 'none', channels: 'mirrored' });
    await el.updateComplete;
    expect((part(el, 'resolution') as HTMLSelectElement).value).to.equal('auto');
  });

  it('are accessible while open', async () => {
    const { el } = await openChart(testSeries({ days: 30 }));
    el.resolution = 'day';
    await el.updateComplete;
    await expect(el).to.be.accessible();
  });
});
