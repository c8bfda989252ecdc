import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import { waitUntil } from '../testing/wait-until.ts';
import type { ArcIntervalChartElement } from './interval-chart.ts';
import { testChart as chart, part, partText, picture } from './testing/chart.ts';
import { testSeries } from './testing/series.ts';

describe('arc-interval-chart on the page', () => {
  it('is drawn again with the colours of another theme', async () => {
    const el = await chart(testSeries());
    const before = picture(el);
    await nextFrame();
    el.style.setProperty('--arc-color-import', 'rgb(1, 200, 3)');
    await waitUntil(() => picture(el) !== before, 'drawn with the new colour');
  });

  it('is drawn again when a font of the page has loaded', async () => {
    const el = await chart(testSeries());
    const canvas = part(el, 'canvas') as HTMLCanvasElement;
    const context = canvas.getContext('2d') as CanvasRenderingContext2D;
    context.clearRect(0, 0, canvas.width, canvas.height);
    expect(picture(el)).to.equal(0);
    document.fonts.dispatchEvent(new Event('loadingdone'));
    await el.updateComplete;
    expect(picture(el)).to.not.equal(0);
  });

  it('follows the width of its container', async () => {
    const el = await chart(testSeries());
    const canvas = part(el, 'canvas') as HTMLCanvasElement;
    (el.parentElement as HTMLElement).style.setProperty('width', '340px');
    const wide = (part(el, 'plot') as HTMLElement).clientWidth;
    expect(wide).to.be.within(280, 340);
    await waitUntil(() => canvas.width === Math.round(wide * devicePixelRatio), 'as wide as its box');
    expect(el.scrollWidth).to.be.at.most(340);
  });

  it('is drawn again when it is shown after a change while it was hidden', async () => {
    const el = await chart(testSeries({ days: 40 }));
    el.style.display = 'none';
    // Resize observers run with a frame.
    await nextFrame();
    await nextFrame();
    await el.updateComplete;
    const before = picture(el);
    el.range = 'day';
    await el.updateComplete;
    el.style.display = '';
    await waitUntil(() => picture(el) !== before, 'drawn with the new range');
  });

  it('shares the range that the person chooses with the charts of its group only', async () => {
    const [one, two, other] = [
      await chart(testSeries()),
      await chart(testSeries()),
      await chart(testSeries()),
    ] as const;
    one.group = 'home';
    two.group = 'home';
    await Promise.all([one.updateComplete, two.updateComplete]);
    part(one, 'range-day')?.click();
    await Promise.all([one.updateComplete, two.updateComplete, other.updateComplete]);
    expect(partText(two, 'range-label')).to.equal(partText(one, 'range-label'));
    expect(partText(other, 'range-label')).to.not.equal(partText(one, 'range-label'));
    two.remove();
    // Data for a chart may arrive after it was removed.
    two.series = testSeries();
    await two.updateComplete;
    part(one, 'previous')?.click();
    await one.updateComplete;
    expect(two.range).to.not.deep.equal(one.range);
  });

  it('is drawn when updateComplete settles, also with others that are mounted at the same time', async () => {
    const series = testSeries({ days: 365 });
    const all = await fixture<HTMLElement>(
      html`<div
        >${Array.from({ length: 6 }, () => html`<arc-interval-chart .series=${series}></arc-interval-chart>`)}</div
      >`,
    );
    for (const el of all.children as Iterable<Element>) {
      await (el as ArcIntervalChartElement).updateComplete;
      expect(picture(el as ArcIntervalChartElement)).to.not.equal(0);
    }
  });
});
