import { createSeries, readCsv, writeCsv, writeGreenButton } from '@arc-elements/intervals';
import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import './define.ts';
import type { ArcIntervalChartElement } from './interval-chart.ts';
import { kwh, openOptions, part, savedFiles, savedText, testChart } from './testing/chart.ts';
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

  it('saves the visible range as CSV that reads back to the same totals', async () => {
    const el = await testChart(series, { range: 'all' });
    const saved = new Promise<{ readonly name: string; readonly url: string }>((resolve) => {
      const click = HTMLAnchorElement.prototype.click;
      HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
        HTMLAnchorElement.prototype.click = click;
        resolve({ name: this.download, url: this.href });
      };
    });
    await openOptions(el);
    part(el, 'save-csv')?.click();
    const { name, url } = await saved;
    expect(name).to.equal('energy-2025-11-01-to-2025-11-03.csv');
    const again = await fixture<ArcIntervalChartElement>(html`<arc-interval-chart src=${url}></arc-interval-chart>`);
    await again.updateComplete;
    expect(kwh(again, 'total-import')).to.equal(kwh(el, 'total-import'));
    expect(kwh(again, 'total-net')).to.equal(kwh(el, 'total-net'));
  });

  it('saves nothing beyond the visible range as CSV', async () => {
    const el = await testChart(series, { range: 'day' });
    const { importKwh } = readCsv(await savedText(el, 'csv')).series;
    expect(importKwh.length).to.equal(92);
    expect(importKwh.reduce((sum, kwh) => sum + kwh, 0)).to.be.closeTo(kwh(el, 'total-import'), 1e-9);
  });

  it('escapes the heading in an SVG picture', async () => {
    const el = await testChart(series);
    el.heading = '<b>"A" & B</b>';
    await el.updateComplete;
    const saved = new DOMParser().parseFromString(await savedText(el, 'svg'), 'image/svg+xml');
    expect(saved.querySelector('title')?.textContent).to.equal(el.heading);
    expect(saved.querySelector('text')?.textContent).to.equal(el.heading);
  });

  it('saves files of a chart that only ever showed its table', async () => {
    const el = await fixture<ArcIntervalChartElement>(
      html`<arc-interval-chart table range="all" .series=${series}></arc-interval-chart>`,
    );
    await el.updateComplete;
    const blobs = await savedFiles(el, 'csv', 'svg');
    expect(blobs.map(({ type }) => type)).to.deep.equal(['text/csv;charset=utf-8', 'image/svg+xml']);
  });

  for (const kind of ['png', 'svg', 'green-button'] as const) {
    it(`makes a ${kind} file that is not empty`, async () => {
      const el = await testChart(series, { range: 'all' });
      const [file] = await savedFiles(el, kind);
      expect(file?.size).to.be.greaterThan(2000);
      if (kind === 'svg') {
        const text = (await file?.text()) ?? '';
        const document = new DOMParser().parseFromString(text, 'image/svg+xml');
        expect(document.querySelector('parsererror')).to.equal(null);
        expect(text).to.contain('Energy use');
        // The key is in the file, and its colours are such as every program reads.
        for (const { textContent } of part(el, 'legend')?.children ?? [])
          expect(text).to.contain(`>${textContent}</text>`);
        const fills = [...document.querySelectorAll('[fill]')].map((each) => each.getAttribute('fill') ?? '');
        expect(fills.filter((fill) => !/^(#[0-9a-f]{6}|none|url\(#.*\))$/.test(fill))).to.deep.equal([]);
      }
    });
  }
});
