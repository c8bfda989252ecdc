import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { ArcIntervalChartElement } from '../interval-chart.ts';
import { focused, has, openOptions, part, testChart } from '../testing/chart.ts';
import { testSeries } from '../testing/series.ts';

/** A chart whose options are open. */
async function opened(series = testSeries()): Promise<{ el: ArcIntervalChartElement; details: HTMLDetailsElement }> {
  const el = await testChart(series);
  await openOptions(el);
  return { el, details: part(el, 'options') as HTMLDetailsElement };
}

function press(target: EventTarget | null | undefined): void {
  target?.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true, cancelable: true }));
}

describe('options of the chart', () => {
  it('are closed by Escape, which gives the focus back to their button', async () => {
    const { el, details } = await opened();
    part(el, 'resolution')?.focus();
    await sendKeys({ press: 'Escape' });
    expect(details.open).to.equal(false);
    expect(focused(el)).to.equal('options-button');
  });

  it('leave an Escape that closes nothing to the page', async () => {
    const { el } = await opened();
    part(el, 'options-button')?.focus();
    await sendKeys({ press: 'Escape' });
    const pressed = () => new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true });
    expect(part(el, 'options-button')?.dispatchEvent(pressed()), 'left').to.equal(true);
    await openOptions(el);
    expect(part(el, 'options-button')?.dispatchEvent(pressed()), 'taken').to.equal(false);
  });

  it('are closed by a press elsewhere, in the chart and on the page, and not by one in them', async () => {
    const { el, details } = await opened();
    press(part(el, 'resolution'));
    expect(details.open).to.equal(true);
    press(part(el, 'plot'));
    expect(details.open, 'in the chart').to.equal(false);
    await openOptions(el);
    press(document.body);
    expect(details.open, 'on the page').to.equal(false);
  });

  it('are closed when the focus goes elsewhere, in the chart and on the page, and not when it moves in them', async () => {
    const { el, details } = await opened();
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

  it('stay open while the window is in the background', async () => {
    const { el, details } = await opened();
    part(el, 'resolution')?.focus();
    part(el, 'resolution')?.blur();
    expect(details.open).to.equal(true);
  });

  it('are closed by what is done in them, which gives the focus back', async () => {
    const { el, details } = await opened();
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

  it('stay open for another choice of a list', async () => {
    const { el, details } = await opened();
    const select = part(el, 'resolution') as HTMLSelectElement;
    select.value = 'day';
    select.dispatchEvent(new Event('change'));
    await el.updateComplete;
    expect([details.open, el.resolution]).to.deep.equal([true, 'day']);
  });

  it('have a way to show two directions only where there are two', async () => {
    const { el } = await opened();
    expect(has(el, 'channels')).to.equal(true);
    el.series = testSeries({ exports: false });
    await el.updateComplete;
    expect(has(el, 'channels')).to.equal(false);
  });

  it('have a comparison only where a bar is a day', async () => {
    const { el } = await opened(testSeries({ days: 30 }));
    for (const resolution of ['slot', 'hour', 'day', 'week', 'month'] as const) {
      el.resolution = resolution;
      await el.updateComplete;
      expect(part(el, 'compare') !== null, resolution).to.equal(resolution === 'day');
    }
  });

  it('have neither resolution nor directions where the view has its own', async () => {
    const { el } = await opened(testSeries({ days: 30 }));
    el.view = 'heatmap';
    await el.updateComplete;
    for (const name of ['resolution', 'channels', 'compare']) expect(has(el, name), name).to.equal(false);
    expect(has(el, 'table-toggle')).to.equal(true);
    el.view = 'months';
    await el.updateComplete;
    expect(has(el, 'table-toggle'), 'the table is there anyway').to.equal(false);
  });

  it('name the usual choice where the page set one that there is not', async () => {
    const { el } = await opened(testSeries({ days: 30 }));
    const chosen = () => ['compare', 'channels'].map((name) => (part(el, name) as HTMLSelectElement).value);
    Object.assign(el, { resolution: 'day', compare: 'last-year', channels: 'stacked' });
    await el.updateComplete;
    expect(chosen()).to.deep.equal(['none', 'mirrored']);
    Object.assign(el, { resolution: 'fortnight', compare: 'none', channels: 'mirrored' });
    await el.updateComplete;
    expect((part(el, 'resolution') as HTMLSelectElement).value).to.equal('auto');
  });

  it('are accessible when they are open', async () => {
    const { el } = await opened(testSeries({ days: 30 }));
    el.resolution = 'day';
    await el.updateComplete;
    await expect(el).to.be.accessible();
  });
});
