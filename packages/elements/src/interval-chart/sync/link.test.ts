import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import { waitUntil } from '../../testing/wait-until.ts';
import '../define.ts';
import type { ArcIntervalChartElement } from '../interval-chart.ts';
import { openOptions, part, partText } from '../testing/chart.ts';
import { testSeries } from '../testing/series.ts';

async function linkedChart(): Promise<ArcIntervalChartElement> {
  const el = await fixture<ArcIntervalChartElement>(
    html`<arc-interval-chart lang="en-US" link="power" .series=${testSeries({ days: 60 })}></arc-interval-chart>`,
  );
  await el.updateComplete;
  return el;
}

async function hashIs(text: string): Promise<void> {
  await waitUntil(() => location.hash === text, `the address says ${location.hash}`);
}

describe('a chart with a link', () => {
  let before = '';
  beforeEach(() => {
    before = location.hash;
    history.replaceState(history.state, '', '#');
  });
  afterEach(() => history.replaceState(history.state, '', before || '#'));

  it('keeps view and range in the address and shows them again', async () => {
    const el = await linkedChart();
    expect(location.hash).to.equal('');
    part(el, 'range-month')?.click();
    await hashIs('#power=usage/2025-12-01T08:00Z/2026-01-01T08:00Z');
    part(el, 'view-heatmap')?.click();
    await hashIs('#power=heatmap/2025-12-01T08:00Z/2026-01-01T08:00Z');
    el.remove();

    const again = await linkedChart();
    expect(again.view).to.equal('heatmap');
    expect(partText(again, 'range-label')).to.equal('Dec 1 – 31, 2025');
    expect(part(again, 'range-month')?.getAttribute('aria-pressed')).to.equal('true');
    part(again, 'range-all')?.click();
    await hashIs('#power=heatmap/all');
  });

  it('keeps path and query on a page with a base address', async () => {
    const base = document.createElement('base');
    base.href = '/elsewhere/';
    const el = await linkedChart();
    const { pathname, search } = location;
    document.head.prepend(base);
    try {
      part(el, 'range-month')?.click();
      await hashIs('#power=usage/2025-12-01T08:00Z/2026-01-01T08:00Z');
      expect([location.pathname, location.search]).to.deep.equal([pathname, search]);
    } finally {
      base.remove();
    }
  });

  it('keeps resolution and comparison too, with the defaults for what is absent', async () => {
    const el = await linkedChart();
    const choose = (name: string, value: string): void => {
      const select = part(el, name) as HTMLSelectElement;
      select.value = value;
      select.dispatchEvent(new Event('change'));
    };
    part(el, 'range-month')?.click();
    await el.updateComplete;
    await openOptions(el);
    choose('resolution', 'day');
    await hashIs('#power=usage/2025-12-01T08:00Z/2026-01-01T08:00Z/day');
    choose('compare', 'weekday');
    await hashIs('#power=usage/2025-12-01T08:00Z/2026-01-01T08:00Z/day/weekday');
    el.remove();

    const again = await linkedChart();
    expect(again.resolution).to.equal('day');
    expect(again.compare).to.equal('weekday');
    expect(partText(again, 'range-label')).to.equal('Dec 1 – 31, 2025');
    expect(partText(again, 'legend')).to.contain('Before');
    location.hash = '#power=usage/all';
    await waitUntil(() => again.resolution === 'auto');
    expect(again.compare).to.equal('none');
  });

  it('follows an address that changes while the page is open', async () => {
    const el = await linkedChart();
    location.hash = '#power=months/all';
    await waitUntil(() => el.view === 'months');
    location.hash = '#power=usage/2025-11-02T07:00Z/2025-11-03T08:00Z';
    await waitUntil(() => partText(el, 'range-label') === 'Sun, Nov 2, 2025');
    expect(part(el, 'range-day')?.getAttribute('aria-pressed')).to.equal('true');
    expect(el.view).to.equal('usage');
  });

  it('writes nothing under a new name that was chosen under the old one', async () => {
    const el = await linkedChart();
    part(el, 'range-week')?.click();
    el.link = 'energy';
    await el.updateComplete;
    el.remove();
    expect(location.hash).to.equal('');
  });

  it('follows an address that changed while it was not in the page', async () => {
    const el = await linkedChart();
    const home = el.parentElement as HTMLElement;
    el.remove();
    location.hash = '#power=months/all';
    home.append(el);
    await el.updateComplete;
    expect(el.view).to.equal('months');
  });

  it('keeps other pairs, anchors and routes of the page', async () => {
    history.replaceState({ mine: 1 }, '', '#tab=bills&empty=');
    const el = await linkedChart();
    part(el, 'range-week')?.click();
    await waitUntil(() => location.hash.startsWith('#tab=bills&empty=&power=usage/2025-12-29'));
    expect(history.state).to.deep.equal({ mine: 1 });
    history.replaceState(history.state, '', '#/account/energy');
    part(el, 'previous')?.click();
    el.remove();
    expect(location.hash).to.equal('#/account/energy');
  });

  it('shows the default range for an invalid address', async () => {
    for (const hash of ['#power=', '#power=usage/yesterday/today', '#power=usage/2025-12-01T08:00Z', '#nothing']) {
      history.replaceState(history.state, '', hash);
      const el = await linkedChart();
      expect(el.view, hash).to.equal('usage');
      expect(part(el, 'range-all')?.getAttribute('aria-pressed'), hash).to.equal('true');
      el.remove();
    }
  });

  it('adds no history entry, and writes nothing after it is removed', async () => {
    const el = await linkedChart();
    const { length } = history;
    for (const preset of ['day', 'week', 'month']) part(el, `range-${preset}`)?.click();
    el.remove();
    expect(location.hash).to.match(/^#power=usage\//);
    expect(history.length).to.equal(length);
    history.replaceState(history.state, '', '#power=months/all');
    await nextFrame();
    expect(el.view).to.equal('usage');
  });
});
