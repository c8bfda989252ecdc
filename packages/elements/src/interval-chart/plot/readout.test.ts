import { expect } from '@open-wc/testing';
import type { ArcIntervalChartElement } from '../interval-chart.ts';
import { part, partText, press, testChart } from '../testing/chart.ts';
import { testSeries } from '../testing/series.ts';

/** Moves the pointer over the picture to a share of its width. */
function movePointer(el: ArcIntervalChartElement, share: number): void {
  const plot = part(el, 'plot') as HTMLElement;
  const { left, top, width } = plot.getBoundingClientRect();
  const place = { clientX: left + width * share, clientY: top + 60, bubbles: true, cancelable: true };
  plot.dispatchEvent(new PointerEvent('pointermove', { ...place, pointerId: 1, pointerType: 'mouse' }));
}

describe('the live region of a picture', () => {
  it('is polite, not hidden, and empty at first', async () => {
    const region = part(await testChart(testSeries()), 'announcement');
    expect(region?.getAttribute('role')).to.equal('status');
    expect(region?.getAttribute('aria-live')).to.equal('polite');
    expect(region?.closest('[aria-hidden=true], [hidden]') === null, 'not hidden').to.equal(true);
    expect(region?.textContent).to.equal('');
  });

  it('announces what the keyboard reaches, and not what the pointer moves over', async () => {
    const el = await testChart(testSeries(), { range: 'day' });
    movePointer(el, 0.3);
    expect(part(el, 'readout')?.hidden, 'read-out shown').to.equal(false);
    const shown = partText(el, 'readout');
    movePointer(el, 0.7);
    expect(partText(el, 'readout')).to.not.equal(shown);
    expect(partText(el, 'announcement')).to.equal('');
    await press(el, 'Home');
    const spoken = partText(el, 'announcement');
    expect(spoken).to.contain('12:00 AM');
    movePointer(el, 0.5);
    expect(partText(el, 'announcement'), 'unchanged').to.equal(spoken);
  });

  it('is empty again after Escape', async () => {
    const el = await testChart(testSeries(), { range: 'day' });
    await press(el, 'Home');
    await press(el, 'Escape');
    expect(partText(el, 'announcement')).to.equal('');
  });
});

describe('the read-out under the cursor', () => {
  it('is still updated after a translation tool replaced its text with elements', async () => {
    const el = await testChart(testSeries(), { range: 'day' });
    const other = await testChart(testSeries(), { range: 'day' });
    for (const each of [el, other]) await press(each, 'Home');
    const texts = document.createTreeWalker(part(el, 'readout') as HTMLElement, NodeFilter.SHOW_TEXT);
    const nodes: Text[] = [];
    while (texts.nextNode() !== null) nodes.push(texts.currentNode as Text);
    expect(nodes.length).to.be.greaterThan(4);
    for (const node of nodes) {
      // As the translators of browsers do.
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
    expect(partText(el, 'readout')).to.equal(partText(other, 'readout'));
    expect(part(el, 'readout')?.querySelectorAll('font').length).to.equal(0);
  });
});
