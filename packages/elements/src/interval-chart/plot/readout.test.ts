import { expect } from '@open-wc/testing';
import type { ArcIntervalChartElement } from '../interval-chart.ts';
import { part, press, testChart, words } from '../testing/chart.ts';
import { testSeries } from '../testing/series.ts';

/** Moves the pointer over the picture, so far from its left edge. */
function point(el: ArcIntervalChartElement, share: number): void {
  const plot = part(el, 'plot') as HTMLElement;
  const { left, top, width } = plot.getBoundingClientRect();
  const place = { clientX: left + width * share, clientY: top + 60, bubbles: true, cancelable: true };
  plot.dispatchEvent(new PointerEvent('pointermove', { ...place, pointerId: 1, pointerType: 'mouse' }));
}

describe('what is said of the picture', () => {
  it('is said when the reader is ready for it', async () => {
    const said = part(await testChart(testSeries()), 'announcement');
    expect(said?.getAttribute('role')).to.equal('status');
    expect(said?.getAttribute('aria-live')).to.equal('polite');
    expect(said?.closest('[aria-hidden=true], [hidden]') === null, 'heard').to.equal(true);
    expect(said?.textContent).to.equal('');
  });

  it('is what the keyboard reaches, and not what the pointer moves over', async () => {
    const el = await testChart(testSeries(), { range: 'day' });
    point(el, 0.3);
    expect(part(el, 'readout')?.hidden, 'it points').to.equal(false);
    const shown = words(el, 'readout');
    point(el, 0.7);
    expect(words(el, 'readout')).to.not.equal(shown);
    expect(words(el, 'announcement')).to.equal('');
    await press(el, 'Home');
    const spoken = words(el, 'announcement');
    expect(spoken).to.contain('12:00 AM');
    point(el, 0.5);
    expect(words(el, 'announcement'), 'nothing new').to.equal(spoken);
  });

  it('is nothing any more when the keyboard leaves the picture by Escape', async () => {
    const el = await testChart(testSeries(), { range: 'day' });
    await press(el, 'Home');
    await press(el, 'Escape');
    expect(words(el, 'announcement')).to.equal('');
  });
});

describe('the values under the cursor', () => {
  it('are written also where a translator put elements of its own in the place of the text', async () => {
    const el = await testChart(testSeries(), { range: 'day' });
    const other = await testChart(testSeries(), { range: 'day' });
    for (const each of [el, other]) await press(each, 'Home');
    const texts = document.createTreeWalker(part(el, 'readout') as HTMLElement, NodeFilter.SHOW_TEXT);
    const nodes: Text[] = [];
    while (texts.nextNode() !== null) nodes.push(texts.currentNode as Text);
    expect(nodes.length).to.be.greaterThan(4);
    for (const node of nodes) {
      // As the browsers' translators do it.
      const outer = document.createElement('font');
      const inner = document.createElement('font');
      inner.textContent = `<<${node.data}>>`;
      outer.append(inner);
      node.replaceWith(outer);
    }
    for (const each of [el, other]) {
      await press(each, 'ArrowRight');
      await press(each, 'ArrowRight');
    }
    expect(words(el, 'readout')).to.equal(words(other, 'readout'));
    expect(part(el, 'readout')?.querySelectorAll('font').length).to.equal(0);
  });
});
