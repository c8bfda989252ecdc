import { readIntervals } from '@arc-elements/intervals';
import { ArcError } from '@arc-elements/models';
import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { removeForGood } from '../testing/remove.ts';
import { createTestSession } from '../testing/test-session.ts';
import type { ArcIntervalChartElement } from './interval-chart.ts';
import { kwh, part, partText, picture } from './testing/chart.ts';
import { testMeter } from './testing/meter.ts';

const DAY_MS = 86_400_000;

describe('arc-interval-chart with a session', () => {
  const data = () => readIntervals(body());

  it('shows the first active meter without a meter id', async () => {
    const session = createTestSession({
      meters: [testMeter('mtr_1', 'INTERVALS_NOT_REQUESTED'), testMeter('mtr_2', 'INTERVALS_SUCCESS')],
      intervals: { mtr_2: data() },
    });
    const el = await fixture<ArcIntervalChartElement>(
      html`<arc-interval-chart .session=${session}></arc-interval-chart>`,
    );
    expect(kwh(el, 'total-import')).to.be.closeTo(48, 1e-9);
    expect(partText(el, 'meter')).to.contain('Meter');
  });

  it('removes all data and shows an error when the person signs out', async () => {
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
    await el.updateComplete;
    expect(part(el, 'error')?.dataset.code).to.equal('signed-out');
    expect(part(el, 'plot')).to.equal(null);
    expect(part(el, 'meter')).to.equal(null);
  });

  it('has the size of a chart while it loads', async () => {
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

  it('offers to turn usage data on, and says if that failed', async () => {
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
    expect(el.renderRoot.textContent).to.contain('could not be turned on');
    fail = false;
    part(el, 'activate')?.click();
    await el.updateComplete;
    expect(session.calls.activate).to.deep.equal(['mtr_1', 'mtr_1']);
    session.meters.setData([testMeter('mtr_1', 'INTERVALS_IN_PROGRESS')]);
    await el.updateComplete;
    expect(el.renderRoot.textContent).to.contain('readings are being collected');
    session.meters.setData([testMeter('mtr_1', 'INTERVALS_SUCCESS')]);
    session.intervals('mtr_1').setData(data());
    await el.updateComplete;
    expect(kwh(el, 'total-import')).to.be.closeTo(48, 1e-9);
  });

  it('shows earlier readings with a note while more are being collected', async () => {
    const withReadings = { earliestIntervalAtMs: 1 };
    const session = createTestSession({
      meters: [testMeter('mtr_1', 'INTERVALS_IN_PROGRESS', withReadings), testMeter('mtr_2', 'INTERVALS_SUCCESS')],
      intervals: { mtr_1: data() },
    });
    const el = await fixture<ArcIntervalChartElement>(
      html`<arc-interval-chart .session=${session}></arc-interval-chart>`,
    );
    expect(kwh(el, 'total-import')).to.be.closeTo(48, 1e-9);
    expect(partText(el, 'collecting')).to.contain('readings are being collected');
    await expect(el).to.be.accessible();
    session.meters.setData([testMeter('mtr_1', 'INTERVALS_SUCCESS', withReadings)]);
    await el.updateComplete;
    expect(part(el, 'collecting')).to.equal(null);
  });

  it('keeps the last readings with a note when a refresh fails, and retries', async () => {
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

  it('shows an error with a retry button if there never were readings', async () => {
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

  it('unsubscribes when it is removed, and draws what changed when it is put back', async () => {
    const session = createTestSession({
      meters: [testMeter('mtr_1', 'INTERVALS_SUCCESS')],
      intervals: { mtr_1: data() },
    });
    const el = await fixture<ArcIntervalChartElement>(
      html`<arc-interval-chart .session=${session}></arc-interval-chart>`,
    );
    const home = el.parentElement as HTMLElement;
    expect(session.open).to.be.greaterThan(0);
    await removeForGood(el);
    expect(session.open).to.equal(0);
    session.intervals('mtr_1').setData(readIntervals(body(2)));
    home.append(el);
    await el.updateComplete;
    expect(kwh(el, 'total-import')).to.be.closeTo(96, 1e-9);
    expect(picture(el)).to.not.equal(0);
  });
});

/** Returns a normalized body of the platform: a day of quarter hours of 0.5 kWh. */
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
