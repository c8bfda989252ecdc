import { readIntervals } from '@arc-elements/intervals';
import { ArcError } from '@arc-elements/models';
import { aTimeout, expect, fixture, html, nextFrame, oneEvent, waitUntil } from '@open-wc/testing';
import { createTestSession } from '../testing/test-session.ts';
import type { ArcIntervalChartElement } from './interval-chart.ts';
import { testChart as chart, kwh, part, picture, press, tableSentences, words } from './testing/chart.ts';
import { testMeter } from './testing/meter.ts';
import { testSeries } from './testing/series.ts';

const DAY_MS = 86_400_000;

describe('arc-interval-chart with a series', () => {
  it('shows the totals of what is visible, exact in an attribute and rounded as text', async () => {
    const el = await chart(testSeries());
    expect(kwh(el, 'total-import')).to.be.closeTo(120, 1e-9);
    expect(kwh(el, 'total-export')).to.be.closeTo(60, 1e-9);
    expect(kwh(el, 'total-net')).to.be.closeTo(60, 1e-9);
    expect(words(el, 'total-import')).to.equal('120.0 kWh');
    expect(Number(part(el, 'total-peak')?.dataset.kw)).to.be.closeTo(0.5, 1e-9);
    expect(part(el, 'total-coverage')?.dataset.share).to.equal('1');
    expect(part(el, 'gaps')).to.equal(null);
  });

  it('names the last complete day where the data end at midnight of the meter, else the time too', async () => {
    // Midnight of this meter is a quarter past six of UTC.
    const complete = await chart(
      testSeries({ days: 10, startMs: Date.UTC(2025, 9, 31, 18, 15), timeZone: 'Asia/Kathmandu' }),
    );
    expect(words(complete, 'data-through')).to.equal('Data through Nov 10, 2025');
    const german = await chart(testSeries({ days: 1 }), { lang: 'de' });
    expect(words(german, 'data-through')).to.equal('Daten bis 1. Nov. 2025');
    const within = await chart(testSeries({ days: 10 }));
    expect(words(within, 'data-through')).to.match(/^Data through Nov 10, 2025, 11:00.PM$/);
  });

  it('is drawn when updateComplete settles', async () => {
    const el = await chart(testSeries());
    expect(picture(el)).to.not.equal(0);
    const before = picture(el);
    el.series = testSeries({ missing: [[2, 5]] });
    await el.updateComplete;
    expect(picture(el)).to.not.equal(before);
  });

  it('keeps range and cursor while newer readings are appended, and grows where everything is shown', async () => {
    const el = await chart(testSeries({ days: 10 }), { range: 'day' });
    await press(el, 'Home');
    await press(el, 'ArrowRight');
    const range = words(el, 'range-label');
    const readout = words(el, 'readout');
    const all = await chart(testSeries({ days: 10 }));
    el.series = testSeries({ days: 12 });
    all.series = testSeries({ days: 12 });
    await Promise.all([el.updateComplete, all.updateComplete]);
    expect(words(el, 'range-label')).to.equal(range);
    expect(words(el, 'readout')).to.equal(readout);
    expect(part(el, 'readout')?.hidden).to.equal(false);
    expect(kwh(el, 'total-import')).to.be.closeTo(12, 1e-9);
    expect(kwh(all, 'total-import')).to.be.closeTo(144, 1e-9);
  });

  it('passes an automated accessibility check as picture and as table', async () => {
    const el = await chart(testSeries({ missing: [[2, 3]] }));
    await expect(el).to.be.accessible();
    el.table = true;
    await el.updateComplete;
    await expect(el).to.be.accessible();
  });

  it('counts gaps and says how long they are, and never takes them for zero', async () => {
    const el = await chart(
      testSeries({
        missing: [
          [2, 2.25],
          [5, 5.125],
        ],
      }),
    );
    expect(words(el, 'gaps')).to.equal('2 gaps, 9h missing');
    expect(part(el, 'gaps')?.dataset.count).to.equal('2');
    expect(Number(part(el, 'total-coverage')?.dataset.missingMinutes)).to.equal(540);
    el.range = 'day';
    await el.updateComplete;
    expect(part(el, 'gaps')).to.equal(null);
  });

  it('names what is not measured instead of showing zero', async () => {
    const el = await chart(testSeries({ exports: false }));
    expect(part(el, 'total-export')).to.equal(null);
    const all = await chart(testSeries({ missing: [[0, 10]] }));
    expect(part(all, 'total-import')?.dataset.kwh).to.equal('');
    expect(words(all, 'total-import')).to.equal('–');
  });

  it('leaves export and net out of numbers, key and table when nothing was ever exported', async () => {
    const series = testSeries();
    const el = await chart({ ...series, exportKwh: new Float64Array(series.importKwh.length) }, { range: 'day' });
    expect(part(el, 'total-import')).to.not.equal(null);
    expect(part(el, 'total-export')).to.equal(null);
    expect(part(el, 'total-net')).to.equal(null);
    el.table = true;
    await el.updateComplete;
    const heads = () => [...el.renderRoot.querySelectorAll('thead th')].map((cell) => cell.textContent);
    expect(heads()).to.deep.equal(['Time', 'Imported', 'Average power']);
    for (const view of ['heatmap', 'months'] as const) {
      el.view = view;
      await el.updateComplete;
      expect(heads().join(), view).to.not.match(/Exported|Net/);
    }
  });

  it('draws a day without readings unlike a day of zeros', async () => {
    const empty = testSeries({ days: 1, missing: [[0, 1]], exports: false });
    const zeros = { ...testSeries({ days: 1, exports: false }), importKwh: new Float64Array(96) };
    const a = picture(await chart(empty, { range: 'all' }));
    const b = picture(await chart(zeros, { range: 'all' }));
    expect(a).to.not.equal(b);
  });

  it('offers no steps finer than what was measured, and says over how long its peak is an average', async () => {
    const el = await chart({ ...testSeries(), sourceMinutes: [60] }, { range: 'day' });
    const options = [...el.renderRoot.querySelectorAll('option')].map((option) => option.value);
    expect(options).to.deep.equal(['auto', 'hour', 'day', 'week', 'month']);
    expect(words(el, 'totals')).to.contain('Highest hourly average');
    el.series = testSeries({ stepMinutes: 30 });
    await el.updateComplete;
    expect(words(el, 'totals')).to.contain('Highest 30-minute average');
    el.view = 'months';
    await el.updateComplete;
    expect(words(el, 'table')).to.contain('Highest 30-minute average');
  });

  it('takes wider bars where the net runs across them', async () => {
    const automatic = async (exports: boolean): Promise<string> => {
      const el = await chart(testSeries({ days: 365, exports }), { range: 'all' });
      (el.parentElement as HTMLElement).style.setProperty('width', '900px');
      await waitUntil(() => (part(el, 'canvas') as HTMLCanvasElement).width > 850, 'as wide as its box');
      await el.updateComplete;
      return el.renderRoot.querySelector('option')?.textContent ?? '';
    };
    expect(await automatic(false)).to.contain('1 day');
    expect(await automatic(true)).to.contain('1 week');
  });

  it('says what is wrong with a series that is none, and fires arc-error', async () => {
    const el = await chart(testSeries());
    const failed = oneEvent(el, 'arc-error');
    el.series = { ...testSeries(), exportKwh: [1, 2, 3] };
    const { detail } = await failed;
    expect(detail.code).to.equal('invalid-series');
    expect(detail.message).to.contain('exportKwh');
    await el.updateComplete;
    expect(part(el, 'error')).to.not.equal(null);
  });

  it('says so when a range holds no data, and brings it back', async () => {
    const el = await chart(testSeries());
    el.range = { startMs: Date.UTC(2030, 0, 1), endMs: Date.UTC(2030, 0, 2) };
    await el.updateComplete;
    expect(el.renderRoot.textContent).to.contain('No readings in this range.');
    part(el, 'show-all')?.click();
    await el.updateComplete;
    expect(kwh(el, 'total-import')).to.be.closeTo(120, 1e-9);
  });

  it('shows meter time whatever zone the browser is in', async () => {
    const el = await chart(testSeries(), { range: 'day' });
    expect(words(el, 'range-label')).to.equal('Mon, Nov 10, 2025');
    expect(words(el, 'zone')).to.contain('America/Los_Angeles');
    expect(words(el, 'viewer-zone')).to.contain('Pacific/Chatham');
  });
});

describe('arc-interval-chart range', () => {
  it('shows a whole local day of 25 hours and steps to the days beside it', async () => {
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
    expect(words(el, 'range-label')).to.equal('Sat, Nov 1, 2025');
    expect((part(el, 'previous') as HTMLButtonElement).disabled).to.equal(true);
  });

  it('fires arc-range-change for what the person does and not for what the page sets', async () => {
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

  it('opens with the day before when the newest one has only begun', async () => {
    const el = await chart(testSeries({ days: 3.125, stepMinutes: 60, exports: false }), { range: 'day' });
    expect(words(el, 'range-label')).to.equal('Mon, Nov 3, 2025');
    part(el, 'next')?.click();
    await el.updateComplete;
    expect(words(el, 'range-label')).to.equal('Tue, Nov 4, 2025');
  });

  it('takes a preset from the attribute', async () => {
    const el = await fixture<ArcIntervalChartElement>(
      html`<arc-interval-chart range="day" .series=${testSeries()}></arc-interval-chart>`,
    );
    // The clocks went back in between, so the last of the ten days ends an hour before midnight.
    expect(kwh(el, 'total-import')).to.be.closeTo(11.5, 1e-9);
    expect(part(el, 'range-day')?.getAttribute('aria-pressed')).to.equal('true');
  });

  it('leaves a plain wheel to the page and zooms with a modifier', async () => {
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
    expect(wheel({}), 'not taken from the page').to.equal(true);
    expect(wheel({ metaKey: true }), 'taken').to.equal(false);
    await el.updateComplete;
    expect(kwh(el, 'total-import')).to.be.lessThan(119);
  });
});

describe('arc-interval-chart and the gestures of the page', () => {
  /** The plot, and what sends it an event of the mouse; true when the page may do what it does with such an event. */
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

  it('forgets a press whose button was let go outside of the picture', async () => {
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
    expect(part(el, 'readout')?.hidden, 'it points').to.equal(false);
  });

  it('leaves Ctrl and wheel, and a pinch, to the page where the view cannot zoom', async () => {
    const { plot, send } = await plotOf('duration');
    expect(send('wheel', 100, { deltaY: -100, ctrlKey: true }), 'left to the page').to.equal(true);
    expect(getComputedStyle(plot).touchAction).to.equal('pan-y pinch-zoom');
    const usage = await plotOf('usage');
    expect(usage.send('wheel', 100, { deltaY: -100, ctrlKey: true }), 'taken').to.equal(false);
    expect(getComputedStyle(usage.plot).touchAction).to.equal('pan-y');
  });
});

describe('arc-interval-chart keyboard', () => {
  it('does what it was asked to before the cursor had come, in order, and keeps it from the page', async () => {
    const el = document.createElement('arc-interval-chart');
    el.lang = 'en-US';
    el.series = testSeries();
    el.range = 'day';
    (await fixture<HTMLElement>(html`<div></div>`)).append(el);
    // There, and nothing more: a timer might be later than the idle moment in which the cursor comes.
    await new Promise<void>((resolve) => {
      const observer = new MutationObserver(() => {
        if (part(el, 'canvas') === null) return;
        observer.disconnect();
        resolve();
      });
      observer.observe(el.renderRoot, { childList: true, subtree: true });
    });
    expect(part(el, 'announcement')).to.equal(null);
    for (const key of ['Home', 'ArrowRight', 'ArrowRight']) {
      const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
      part(el, 'plot')?.dispatchEvent(event);
      expect(event.defaultPrevented, key).to.equal(true);
    }
    await el.updateComplete;
    expect(words(el, 'announcement')).to.contain('12:30 AM – 12:45 AM');
    expect(part(el, 'readout')?.hidden).to.equal(false);
  });

  it('reads every datum of the table in its words, with both ends and the offset', async () => {
    const el = await chart(testSeries({ missing: [[1.1, 1.2]] }));
    el.range = { startMs: Date.UTC(2025, 10, 2, 7), endMs: Date.UTC(2025, 10, 3, 8) };
    el.resolution = 'hour';
    await el.updateComplete;
    const spoken: string[] = [];
    await press(el, 'Home');
    spoken.push(words(el, 'announcement'));
    for (let i = 1; i < 25; i++) {
      await press(el, 'ArrowRight');
      spoken.push(words(el, 'announcement'));
    }
    expect(spoken[1]).to.equal(
      'Sun, Nov 2, 2025, 1:00 AM UTC−7 – 1:00 AM UTC−8: Imported 0.500 kWh, Exported 0.250 kWh, Net 0.250 kWh, Average net power 0.250 kW',
    );
    el.table = true;
    await el.updateComplete;
    expect(await tableSentences(el)).to.deep.equal(spoken);
  });

  it('follows the cursor beyond the edge of the visible range', async () => {
    const el = await chart(testSeries(), { range: 'day' });
    await press(el, 'Home');
    const first = words(el, 'announcement');
    await press(el, 'ArrowLeft');
    expect(first).to.contain('Mon, Nov 10, 2025, 12:00 AM');
    expect(words(el, 'announcement')).to.contain('Sun, Nov 9, 2025, 11:45 PM');
  });

  it('walks every datum of the series once, from the first to the last', async () => {
    const el = await chart(testSeries({ days: 3 }));
    el.resolution = 'hour';
    el.range = { startMs: Date.UTC(2025, 10, 1, 7), endMs: Date.UTC(2025, 10, 1, 12) };
    await el.updateComplete;
    const starts: (number | null)[] = [];
    el.addEventListener('arc-cursor-change', (event) => starts.push(event.detail.startMs));
    await press(el, 'Home');
    for (let i = 1; i < 72; i++) await press(el, 'ArrowRight');
    expect(starts).to.deep.equal(Array.from({ length: 72 }, (_, i) => Date.UTC(2025, 10, 1, 7 + i)));
  });

  it('zooms, moves and leaves by keys', async () => {
    const el = await chart(testSeries());
    await press(el, '+');
    expect(kwh(el, 'total-import')).to.be.closeTo(84, 0.5);
    const before = el.range as { startMs: number };
    await press(el, 'ArrowRight', { shiftKey: true });
    expect((el.range as { startMs: number }).startMs).to.be.greaterThan(before.startMs);
    await press(el, 'End');
    expect(part(el, 'readout')?.hidden).to.equal(false);
    await press(el, 'Escape');
    expect(part(el, 'readout')?.hidden).to.equal(true);
  });
});

describe('arc-interval-chart with a session', () => {
  const data = () => readIntervals(body());

  it('shows the first active meter without being told', async () => {
    const session = createTestSession({
      meters: [testMeter('mtr_1', 'INTERVALS_NOT_REQUESTED'), testMeter('mtr_2', 'INTERVALS_SUCCESS')],
      intervals: { mtr_2: data() },
    });
    const el = await fixture<ArcIntervalChartElement>(
      html`<arc-interval-chart .session=${session}></arc-interval-chart>`,
    );
    expect(kwh(el, 'total-import')).to.be.closeTo(48, 1e-9);
    expect(words(el, 'meter')).to.contain('Meter');
  });

  it('shows nothing of the person any more when they sign out, and says so', async () => {
    const session = createTestSession({
      meters: [testMeter('mtr_1', 'INTERVALS_SUCCESS')],
      intervals: { mtr_1: data() },
    });
    const el = await fixture<ArcIntervalChartElement>(
      html`<arc-interval-chart .session=${session}></arc-interval-chart>`,
    );
    const reported = oneEvent(el, 'arc-error');
    session.signOut();
    expect((await reported).detail.code).to.equal('signed-out');
    expect(part(el, 'error')?.dataset.code).to.equal('signed-out');
    expect(part(el, 'plot')).to.equal(null);
    expect(part(el, 'meter')).to.equal(null);
  });

  it('keeps the size of a chart while it loads', async () => {
    const session = createTestSession({ meters: [testMeter('mtr_1', 'INTERVALS_SUCCESS')] });
    const el = await fixture<ArcIntervalChartElement>(
      html`<arc-interval-chart .session=${session}></arc-interval-chart>`,
    );
    expect(part(el, 'skeleton')).to.not.equal(null);
    const before = el.offsetHeight;
    session.intervals('mtr_1').setData(data());
    await el.updateComplete;
    expect(part(el, 'plot')).to.not.equal(null);
    expect(Math.abs(el.offsetHeight - before)).to.be.lessThan(24);
  });

  it('offers to turn interval data on, and says when that failed', async () => {
    let fail = true;
    const session = createTestSession({
      meters: [testMeter('mtr_1', 'INTERVALS_NOT_REQUESTED')],
      activateIntervals: async () => {
        if (fail) throw new ArcError('upstream-failed', 'no');
      },
    });
    const el = await fixture<ArcIntervalChartElement>(
      html`<arc-interval-chart .session=${session}></arc-interval-chart>`,
    );
    const reported = oneEvent(el, 'arc-error');
    part(el, 'activate')?.click();
    expect((await reported).detail.code).to.equal('upstream-failed');
    expect(el.renderRoot.textContent).to.contain('That did not work');
    fail = false;
    part(el, 'activate')?.click();
    await el.updateComplete;
    expect(session.calls.activate).to.deep.equal(['mtr_1', 'mtr_1']);
    session.meters.setData([testMeter('mtr_1', 'INTERVALS_IN_PROGRESS')]);
    await el.updateComplete;
    expect(el.renderRoot.textContent).to.contain('gathering the readings');
    session.meters.setData([testMeter('mtr_1', 'INTERVALS_SUCCESS')]);
    session.intervals('mtr_1').setData(data());
    await el.updateComplete;
    expect(kwh(el, 'total-import')).to.be.closeTo(48, 1e-9);
  });

  it('shows the readings of before while a meter is collected again, and says that more are on their way', async () => {
    const again = { earliestIntervalAtMs: 1 };
    const session = createTestSession({
      meters: [testMeter('mtr_1', 'INTERVALS_IN_PROGRESS', again), testMeter('mtr_2', 'INTERVALS_SUCCESS')],
      intervals: { mtr_1: data() },
    });
    const el = await fixture<ArcIntervalChartElement>(
      html`<arc-interval-chart .session=${session}></arc-interval-chart>`,
    );
    expect(kwh(el, 'total-import')).to.be.closeTo(48, 1e-9);
    expect(words(el, 'collecting')).to.contain('gathering the readings');
    await expect(el).to.be.accessible();
    session.meters.setData([testMeter('mtr_1', 'INTERVALS_SUCCESS', again)]);
    await el.updateComplete;
    expect(part(el, 'collecting')).to.equal(null);
  });

  it('keeps the last good data with a note when a refresh fails, and tries again', async () => {
    const session = createTestSession({
      meters: [testMeter('mtr_1', 'INTERVALS_SUCCESS')],
      intervals: { mtr_1: data() },
    });
    const el = await fixture<ArcIntervalChartElement>(
      html`<arc-interval-chart .session=${session}></arc-interval-chart>`,
    );
    session.intervals('mtr_1').setError(new ArcError('network', 'offline'));
    await el.updateComplete;
    expect(part(el, 'stale')).to.not.equal(null);
    expect(kwh(el, 'total-import')).to.be.closeTo(48, 1e-9);
    part(el, 'retry')?.click();
    expect(session.intervals('mtr_1').refreshes).to.equal(1);
  });

  it('fails with one message and a retry when there never were data', async () => {
    const session = createTestSession({ meters: [testMeter('mtr_1', 'INTERVALS_SUCCESS')] });
    const el = await fixture<ArcIntervalChartElement>(
      html`<arc-interval-chart .session=${session}></arc-interval-chart>`,
    );
    const reported = oneEvent(el, 'arc-error');
    session.intervals('mtr_1').setError(new ArcError('upstream-failed', 'no'));
    expect((await reported).detail.code).to.equal('upstream-failed');
    expect(part(el, 'error')).to.not.equal(null);
    await expect(el).to.be.accessible();
  });

  it('lets go of everything when removed and draws what changed meanwhile when put back', async () => {
    const session = createTestSession({
      meters: [testMeter('mtr_1', 'INTERVALS_SUCCESS')],
      intervals: { mtr_1: data() },
    });
    const el = await fixture<ArcIntervalChartElement>(
      html`<arc-interval-chart .session=${session}></arc-interval-chart>`,
    );
    const home = el.parentElement as HTMLElement;
    expect(session.open).to.be.greaterThan(0);
    el.remove();
    expect(session.open).to.equal(0);
    session.intervals('mtr_1').setData(readIntervals(body(2)));
    home.append(el);
    await el.updateComplete;
    expect(kwh(el, 'total-import')).to.be.closeTo(96, 1e-9);
    expect(picture(el)).to.not.equal(0);
  });
});

describe('arc-interval-chart on the page', () => {
  it('is drawn anew in the colours of another theme', async () => {
    const el = await chart(testSeries());
    const before = picture(el);
    await nextFrame();
    el.style.setProperty('--arc-color-import', 'rgb(1, 200, 3)');
    await waitUntil(() => picture(el) !== before, 'drawn with the new colour', { timeout: 4000 });
  });

  it('is drawn anew when a font of the page arrives', async () => {
    const el = await chart(testSeries());
    const canvas = part(el, 'canvas') as HTMLCanvasElement;
    const context = canvas.getContext('2d') as CanvasRenderingContext2D;
    context.clearRect(0, 0, canvas.width, canvas.height);
    expect(picture(el)).to.equal(0);
    document.fonts.dispatchEvent(new Event('loadingdone'));
    await el.updateComplete;
    expect(picture(el)).to.not.equal(0);
  });

  it('keeps to its box when that changes', async () => {
    const el = await chart(testSeries());
    const canvas = part(el, 'canvas') as HTMLCanvasElement;
    (el.parentElement as HTMLElement).style.setProperty('width', '340px');
    await waitUntil(() => canvas.width === Math.round(340 * devicePixelRatio), 'as wide as its box', { timeout: 4000 });
    expect(el.scrollWidth).to.be.at.most(340);
  });

  it('is drawn anew when it is seen again and was changed while it was hidden', async () => {
    const el = await chart(testSeries({ days: 40 }));
    el.style.display = 'none';
    // Who watches for sizes is told with the frame.
    await nextFrame();
    await nextFrame();
    await el.updateComplete;
    const before = picture(el);
    el.range = 'day';
    await el.updateComplete;
    el.style.display = '';
    await waitUntil(() => picture(el) !== before, 'the picture is the one from before it was hidden');
  });

  it('shares what the person chooses with the charts of its group, and with no others', async () => {
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
    expect(words(two, 'range-label')).to.equal(words(one, 'range-label'));
    expect(words(other, 'range-label')).to.not.equal(words(one, 'range-label'));
    two.remove();
    // The answer to what the page asked for it may come after it was taken out.
    two.series = testSeries();
    await two.updateComplete;
    part(one, 'previous')?.click();
    await one.updateComplete;
    expect(two.range).to.not.deep.equal(one.range);
  });

  it('stays drawn in time when many are mounted at once', async () => {
    const series = testSeries({ days: 365 });
    const all = await fixture<HTMLElement>(
      html`<div>${Array.from({ length: 6 }, () => html`<arc-interval-chart .series=${series}></arc-interval-chart>`)}</div>`,
    );
    for (const el of all.children as Iterable<Element>) {
      await (el as ArcIntervalChartElement).updateComplete;
      expect(picture(el as ArcIntervalChartElement)).to.not.equal(0);
    }
    await aTimeout(0);
  });
});

/** One day of half-kWh quarter-hours, as the platform's normalized body has it. */
function body(factor = 1): unknown {
  const startMs = Date.UTC(2025, 5, 1, 7);
  const values = Array.from({ length: 96 }, () => 0.5 * factor);
  return {
    meterId: 'mtr_1',
    meterNumber: '1234567',
    localTimezone: 'America/Los_Angeles',
    intervalDurationMinutes: 15,
    sourceIntervalDurationMinutes: [15],
    startAt: new Date(startMs).toISOString(),
    endAt: new Date(startMs + DAY_MS - 900_000).toISOString(),
    readings: [
      {
        electricMeterMultiplier: values.map(() => 1),
        importKwh: values,
        exportKwh: values.map(() => null),
        netKwh: values.map(() => null),
      },
    ],
  };
}
