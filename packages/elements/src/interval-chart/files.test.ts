import { createSeries, readCsv, writeCsv, writeGreenButton } from '@arc-elements/intervals';
import { readMeterFile } from '@arc-elements/intervals/files';
import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import './define.ts';
import type { ArcIntervalChartElement } from './interval-chart.ts';
import { downloads, kwh, openOptions, part, savedFile, savedSvg, testChart } from './testing/chart.ts';
import { testSeries } from './testing/series.ts';

const series = createSeries(testSeries({ days: 3, missing: [[1, 1.25]] }));

function address(text: string): string {
  return URL.createObjectURL(new Blob([text]));
}

describe('arc-interval-chart with a file', () => {
  for (const [name, text] of [
    ['CSV', writeCsv(series)],
    ['Green Button', writeGreenButton(series)],
  ] as const) {
    it(`draws a ${name} file from an address with the totals it was written from`, async () => {
      const el = await fixture<ArcIntervalChartElement>(
        html`<arc-interval-chart src=${address(text)}></arc-interval-chart>`,
      );
      await el.updateComplete;
      const direct = await testChart(series);
      expect(kwh(el, 'total-import')).to.be.closeTo(kwh(direct, 'total-import'), 1e-9);
      expect(kwh(el, 'total-export')).to.be.closeTo(kwh(direct, 'total-export'), 1e-9);
      expect(part(el, 'gaps')?.dataset.count).to.equal('1');
      expect(part(el, 'zone')?.textContent).to.contain('America/Los_Angeles');
    });
  }

  it('reads a dropped file with accept-file, and leaves it to the page without', async () => {
    const el = await fixture<ArcIntervalChartElement>(html`<arc-interval-chart accept-file></arc-interval-chart>`);
    expect(part(el, 'open-file')).to.not.equal(null);
    const transfer = new DataTransfer();
    transfer.items.add(new File([writeCsv(series)], 'usage.csv'));
    const drop = () =>
      el.renderRoot
        .querySelector('.frame')
        ?.dispatchEvent(
          new DragEvent('drop', { dataTransfer: transfer, bubbles: true, composed: true, cancelable: true }),
        );
    expect(drop(), 'default prevented').to.equal(false);
    await el.updateComplete;
    expect(kwh(el, 'total-import')).to.be.closeTo(33, 1e-9);
    el.acceptFile = false;
    await el.updateComplete;
    expect(drop(), 'default not prevented').to.equal(true);
  });

  it('drops its file when src becomes empty, null or undefined', async () => {
    for (const empty of ['', null, undefined] as const) {
      const el = await fixture<ArcIntervalChartElement>(
        html`<arc-interval-chart accept-file src=${address(writeCsv(series))}></arc-interval-chart>`,
      );
      await el.updateComplete;
      expect(kwh(el, 'total-import')).to.be.greaterThan(0);
      el.src = empty as unknown as string;
      await el.updateComplete;
      expect(part(el, 'open-file'), String(empty)).to.be.instanceOf(HTMLElement);
    }
  });

  it('shows an error and fires arc-error when a file cannot be read', async () => {
    const el = await fixture<ArcIntervalChartElement>(html`<arc-interval-chart></arc-interval-chart>`);
    const reported = oneEvent(el, 'arc-error');
    el.src = address('nothing,of\nthe,kind');
    expect((await reported).detail.code).to.equal('decode');
    expect(part(el, 'error')).to.not.equal(null);
    await expect(el).to.be.accessible();
  });

  it('saves the visible range as CSV by its button, which reads back to the same totals', async () => {
    const el = await testChart(series, {
      range: { startMs: Date.UTC(2025, 10, 2, 7), endMs: Date.UTC(2025, 10, 3, 8) },
    });
    await openOptions(el);
    const [file] = await downloads(1, () => part(el, 'save-csv')?.click());
    expect(file?.name).to.equal('energy-2025-11-02-to-2025-11-02.csv');
    expect(file?.type).to.equal('text/csv;charset=utf-8');
    const again = await fixture<ArcIntervalChartElement>(
      html`<arc-interval-chart src=${URL.createObjectURL(file as File)}></arc-interval-chart>`,
    );
    await again.updateComplete;
    expect(kwh(again, 'total-import')).to.be.closeTo(9.5, 1e-9);
    expect(kwh(again, 'total-import')).to.equal(kwh(el, 'total-import'));
    expect(kwh(again, 'total-net')).to.equal(kwh(el, 'total-net'));
  });

  it('saves nothing beyond the visible range as CSV', async () => {
    const el = await testChart(series, { range: 'day' });
    const { importKwh } = readCsv(await (await savedFile(el, 'csv')).text()).series;
    expect(importKwh.length).to.equal(92);
    expect(importKwh.reduce((sum, kwh) => sum + kwh, 0)).to.be.closeTo(kwh(el, 'total-import'), 1e-9);
  });

  it('escapes the heading in an SVG picture', async () => {
    const el = await testChart(series);
    el.heading = '<b>"A" & B</b>';
    await el.updateComplete;
    const saved = await savedSvg(el);
    expect(saved.querySelector('title')?.textContent).to.equal(el.heading);
    expect(saved.querySelector('text')?.textContent).to.equal(el.heading);
  });

  it('saves files of a chart that only ever showed its table', async () => {
    const el = await fixture<ArcIntervalChartElement>(
      html`<arc-interval-chart table range="all" .series=${series}></arc-interval-chart>`,
    );
    await el.updateComplete;
    expect((await savedFile(el, 'csv')).type).to.equal('text/csv;charset=utf-8');
    expect((await savedSvg(el)).querySelectorAll('path').length).to.be.greaterThan(0);
  });

  it('saves all readings as Green Button XML that reads back equal', async () => {
    const el = await testChart(series, { range: 'day' });
    const file = await savedFile(el, 'green-button');
    expect(file.name).to.equal('energy-green-button.xml');
    const { meters } = readMeterFile(new Uint8Array(await file.arrayBuffer()));
    expect([...(meters[0]?.series.importKwh ?? [])]).to.deep.equal([...series.importKwh]);
  });

  it('saves the picture as SVG with its legend, in colours that every program reads', async () => {
    const el = await testChart(series, { range: 'all' });
    const saved = await savedSvg(el);
    expect(saved.querySelector('parsererror')).to.equal(null);
    const texts = [...saved.querySelectorAll('text')].map((text) => text.textContent);
    expect(texts).to.include('Energy use');
    expect(texts).to.include.members([...(part(el, 'legend')?.children ?? [])].map((item) => item.textContent));
    const fills = [...saved.querySelectorAll('[fill]')].map((each) => each.getAttribute('fill') ?? '');
    expect(fills.filter((fill) => !/^(#[0-9a-f]{6}|none|url\(#.*\))$/.test(fill))).to.deep.equal([]);
  });

  it('saves the picture as PNG with its heading, at twice its size', async () => {
    const el = await testChart(series, { range: 'all' });
    const file = await savedFile(el, 'png');
    expect([file.name, file.type]).to.deep.equal(['energy-2025-11-01-to-2025-11-03.png', 'image/png']);
    const bitmap = await createImageBitmap(file);
    expect(bitmap.width).to.equal(2 * 1240);
    const colors = getComputedStyle(el.renderRoot.querySelector('.palette') as Element);
    const shareOf = (color: string, top: number, bottom: number) => colorShare(bitmap, color, top, bottom);
    // The first 40 CSS pixels have the heading, the next 44 the range, the others the plot.
    expect(shareOf(colors.backgroundColor, 0, 80), 'heading').to.be.within(0.9, 0.9999);
    expect(shareOf(colors.backgroundColor, 88, 168), 'range').to.be.within(0.9, 0.9999);
    expect(shareOf(colors.borderTopColor, 168, bitmap.height), 'import').to.be.greaterThan(0.2);
    expect(shareOf(colors.borderRightColor, 168, bitmap.height), 'export').to.be.greaterThan(0.1);
  });
});

/** Returns the share of the pixels between two heights that have a colour, `rgb(…)`. */
function colorShare(bitmap: ImageBitmap, color: string, top: number, bottom: number): number {
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext(
    '2d',
  ) as OffscreenCanvasRenderingContext2D;
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, top, bitmap.width, bottom - top);
  const rgb = color.match(/\d+/g)?.slice(0, 3).join();
  let count = 0;
  for (let i = 0; i < data.length; i += 4) if (data.subarray(i, i + 3).join() === rgb) count += 1;
  return count / (data.length / 4);
}
