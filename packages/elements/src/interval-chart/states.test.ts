import { readIntervals } from '@arc-elements/intervals';
import type { Meter } from '@arc-elements/models';
import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { waitUntil } from '../testing/wait-until.ts';
import './define.ts';
import { LazyModule } from '../internal/lazy-module.ts';
import { timing } from '../internal/timing.ts';
import { textOf } from '../testing/events.ts';
import { arcError } from '../testing/fixtures.ts';
import { createTestSession } from '../testing/test-session.ts';
import type { ArcIntervalChartElement } from './interval-chart.ts';
import { kwh, part, partText, picture, testChart } from './testing/chart.ts';
import { testMeter } from './testing/meter.ts';
import { testSeries } from './testing/series.ts';
import { type ViewEntry, viewEntry } from './views/registry.ts';

describe('arc-interval-chart without readings', () => {
  const cases: readonly [string, readonly Meter[], string][] = [
    ['there is no meter', [], 'No meter yet.'],
    [
      'the utility publishes no readings',
      [testMeter('mtr_1', 'INTERVALS_NOT_SUPPORTED')],
      'does not publish usage data',
    ],
    ['readings are being collected', [testMeter('mtr_1', 'INTERVALS_IN_PROGRESS')], 'being collected'],
    ['there are no readings yet', [testMeter('mtr_1', 'INTERVALS_SUCCESS')], 'No readings yet.'],
  ];
  for (const [what, meters, expected] of cases) {
    it(`says that ${what}, shows no number, and is accessible`, async () => {
      const session = createTestSession({
        meters,
        intervals: { mtr_1: readIntervals({ meterId: 'mtr_1', readings: null }) },
      });
      const el = await fixture<ArcIntervalChartElement>(
        html`<arc-interval-chart .session=${session}></arc-interval-chart>`,
      );
      await el.updateComplete;
      expect(partText(el, 'empty')).to.contain(expected);
      for (const name of ['plot', 'total-import', 'error', 'skeleton']) expect(part(el, name), name).to.equal(null);
      await expect(el).to.be.accessible();
    });
  }

  it('shows the status of the meter if the platform refuses its readings', async () => {
    const known = { earliestIntervalAtMs: 1 };
    for (const [status, expected] of [
      ['INTERVALS_IN_PROGRESS', 'being collected'],
      ['INTERVALS_NOT_SUPPORTED', 'does not publish usage data'],
      ['unknown', 'not turned on'],
    ] as const) {
      const session = createTestSession({ meters: [testMeter('mtr_1', status, known)] });
      const el = await fixture<ArcIntervalChartElement>(
        html`<arc-interval-chart .session=${session}></arc-interval-chart>`,
      );
      session.intervals('mtr_1').setError(arcError('meter-inactive'));
      await el.updateComplete;
      expect(partText(el, 'empty'), status).to.contain(expected);
    }
  });

  it('shows an error and retries if the meters could not be loaded', async () => {
    const session = createTestSession();
    const el = await fixture<ArcIntervalChartElement>(
      html`<arc-interval-chart .session=${session}></arc-interval-chart>`,
    );
    expect(part(el, 'skeleton')).to.not.equal(null);
    session.meters.setError(arcError('unavailable'));
    await el.updateComplete;
    expect(part(el, 'error')?.dataset.code).to.equal('unavailable');
    part(el, 'retry')?.click();
    expect(session.meters.refreshes).to.equal(1);
    await expect(el).to.be.accessible();
  });

  it('says that it needs a session', async () => {
    const { missingSession } = timing;
    timing.missingSession = 0;
    try {
      const el = await fixture<ArcIntervalChartElement>(html`<arc-interval-chart></arc-interval-chart>`);
      await waitUntil(() => part(el, 'error')?.dataset.code === 'no-session');
      expect(part(el, 'plot')).to.equal(null);
      await expect(el).to.be.accessible();
    } finally {
      timing.missingSession = missingSession;
    }
  });

  it('asks for a file if it accepts files and there is no session', async () => {
    const el = await fixture<ArcIntervalChartElement>(html`<arc-interval-chart accept-file></arc-interval-chart>`);
    expect(partText(el, 'empty')).to.contain('Drop a Green Button or CSV file here.');
    expect(part(el, 'open-file')).to.not.equal(null);
    expect(kwh(el, 'total-import')).to.be.NaN;
    await expect(el).to.be.accessible();
  });
});

describe('arc-interval-chart when a part of it fails', () => {
  it('shows a message and keeps the picture if a file could not be saved, until the next save', async () => {
    const el = await testChart(testSeries());
    const { toBlob } = HTMLCanvasElement.prototype;
    HTMLCanvasElement.prototype.toBlob = (done) => done(null);
    const reported = oneEvent(el, 'arc-error');
    try {
      await el.save('png');
    } finally {
      HTMLCanvasElement.prototype.toBlob = toBlob;
    }
    expect((await reported).detail.code).to.equal('save-failed');
    await el.updateComplete;
    expect(textOf(el.renderRoot.querySelector('[role=alert]'))).to.equal('The file could not be made.');
    expect(picture(el)).to.not.equal(0);
    await expect(el).to.be.accessible();
    await el.save('csv');
    await el.updateComplete;
    expect(el.renderRoot.querySelector('[role=alert]')).to.equal(null);
  });

  it('keeps the previous view while the chosen one cannot be loaded, and retries', async () => {
    const entry = viewEntry('heatmap') as { view: ViewEntry['view'] };
    const { view } = entry;
    let isOffline = true;
    entry.view = new LazyModule(async () => {
      if (isOffline) throw new Error('offline');
      return (await import('./views/heatmap/model.ts')).heatmapView;
    });
    const el = await testChart(testSeries());
    try {
      el.view = 'heatmap';
      await el.updateComplete;
    } finally {
      isOffline = false;
    }
    expect(textOf(el.renderRoot.querySelector('[role=alert]'))).to.contain('Part of this chart could not be loaded.');
    expect(picture(el)).to.not.equal(0);
    await expect(el).to.be.accessible();
    part(el, 'retry')?.click();
    await waitUntil(() => el.renderRoot.querySelector('[role=alert]') === null);
    await el.updateComplete;
    expect(part(el, 'view-heatmap')?.getAttribute('aria-selected')).to.equal('true');
    entry.view = view;
  });
});
