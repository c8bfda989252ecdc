import { createSeries, writeCsv } from '@arc-elements/intervals';
import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import './define.ts';
import type { ArcSession } from '@arc-elements/client';
import { intervalData, meter } from '../testing/fixtures.ts';
import { createTestSession, type TestSession } from '../testing/test-session.ts';
import type { ArcIntervalChartElement } from './interval-chart.ts';
import { kwh, part, partText } from './testing/chart.ts';
import { testSeries } from './testing/series.ts';

const address = (text: string): string => URL.createObjectURL(new Blob([text]));

/** Returns a CSV file with 12 kWh of import for each day. */
const csvOf = (days: number): string => writeCsv(createSeries(testSeries({ days })));

async function setUp(
  attributes: Readonly<Record<string, string>> = {},
): Promise<{ el: ArcIntervalChartElement; session: TestSession }> {
  const session = createTestSession({ meters: [meter()], intervals: { mtr_1: intervalData(90) } });
  const el = document.createElement('arc-interval-chart');
  for (const [name, value] of Object.entries(attributes)) el.setAttribute(name, value);
  el.session = session as ArcSession;
  (await fixture(html`<div></div>`)).append(el);
  await el.updateComplete;
  return { el, session };
}

/** Signs out, and signs another person in. */
async function changePerson(el: ArcIntervalChartElement, session: TestSession): Promise<void> {
  session.signOut();
  await el.updateComplete;
  session.setState({ status: 'ready' });
  session.meters.setData([meter()]);
  session.intervals('mtr_1').setData(intervalData(60));
  await el.updateComplete;
  await nextFrame();
  await el.updateComplete;
}

function drop(el: ArcIntervalChartElement, text: string): void {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([text], 'usage of one person.csv'));
  el.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, composed: true, cancelable: true }));
}

describe('an arc-interval-chart whose person changes', () => {
  it('drops the file that the person opened, and shows the file of the page again', async () => {
    for (const src of ['', address(csvOf(3))]) {
      const { el, session } = await setUp({ src, 'accept-file': '' });
      drop(el, csvOf(2));
      await el.updateComplete;
      expect(kwh(el, 'total-import')).to.be.closeTo(24, 1e-6);
      session.signOut();
      await el.updateComplete;
      if (src === '') expect(part(el, 'error')?.dataset.code).to.equal('signed-out');
      else expect(kwh(el, 'total-import')).to.be.closeTo(36, 1e-6);
      await changePerson(el, session);
      if (src === '') expect(part(el, 'meter')?.textContent).to.contain('3220');
      else expect(kwh(el, 'total-import')).to.be.closeTo(36, 1e-6);
    }
  });

  it('keeps the file of the page without fetching it again', async () => {
    const src = address(csvOf(3));
    const { el, session } = await setUp({ src, 'accept-file': '' });
    URL.revokeObjectURL(src);
    await changePerson(el, session);
    expect(kwh(el, 'total-import')).to.be.closeTo(36, 1e-6);
  });

  it('keeps a file that was opened before there was a session', async () => {
    const el = (await fixture(html`<arc-interval-chart accept-file></arc-interval-chart>`)) as ArcIntervalChartElement;
    await el.updateComplete;
    drop(el, csvOf(2));
    await el.updateComplete;
    el.session = createTestSession({ meters: [meter()] }) as ArcSession;
    await el.updateComplete;
    expect(kwh(el, 'total-import')).to.be.closeTo(24, 1e-6);
  });

  it('does not download a file that was being saved for the person', async () => {
    const { el, session } = await setUp();
    const create = URL.createObjectURL;
    let files = 0;
    URL.createObjectURL = (blob: Blob) => {
      files += 1;
      return create(blob);
    };
    try {
      for (const kind of ['png', 'csv'] as const) {
        const saving = el.save(kind);
        session.signOut();
        await saving;
        await el.save(kind);
        expect(files, kind).to.equal(0);
        await changePerson(el, session);
      }
      await el.save('csv');
      expect(files).to.equal(1);
    } finally {
      URL.createObjectURL = create;
    }
  });

  it('drops the range that the person chose, and shows the range of the page again', async () => {
    const { el, session } = await setUp();
    el.range = 'month';
    await el.updateComplete;
    part(el, 'range-week')?.click();
    await el.updateComplete;
    part(el, 'previous')?.click();
    await el.updateComplete;
    await changePerson(el, session);
    expect(el.range).to.equal('month');
    expect(part(el, 'range-month')?.ariaPressed).to.equal('true');
    // A range that the page set since then stays.
    part(el, 'range-week')?.click();
    el.range = 'day';
    await changePerson(el, session);
    expect(el.range).to.equal('day');
  });

  it('shows the newest readings of the next person', async () => {
    const { el, session } = await setUp({ range: 'day' });
    expect(partText(el, 'range-label')).to.contain('Nov 11');
    session.signOut();
    await el.updateComplete;
    session.setState({ status: 'ready' });
    session.meters.setData([meter()]);
    const later = createSeries(testSeries({ days: 20, startMs: Date.UTC(2026, 10, 1, 7) }));
    session.intervals('mtr_1').setData({ ...intervalData(1), series: later });
    await el.updateComplete;
    expect(partText(el, 'range-label')).to.contain('Nov 20');
  });

  it('removes the range of the person from the address, and nothing else', async () => {
    const before = location.hash;
    history.replaceState(history.state, '', '#page=2');
    const { el, session } = await setUp({ link: 'power' });
    try {
      part(el, 'range-week')?.click();
      // The new range is not in the address yet when the person changes.
      await changePerson(el, session);
      expect(location.hash).to.equal('#page=2');
      part(el, 'range-week')?.click();
      el.remove();
      expect(location.hash).to.match(/^#page=2&power=usage\//);
      (await fixture(html`<div></div>`)).append(el);
      await el.updateComplete;
      await changePerson(el, session);
      expect(location.hash).to.equal('#page=2');
    } finally {
      history.replaceState(history.state, '', before || '#');
    }
  });
});
