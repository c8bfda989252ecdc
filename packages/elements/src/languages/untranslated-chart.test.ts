import { expect, fixture, html } from '@open-wc/testing';
import { waitUntil } from '../testing/wait-until.ts';
import '../interval-chart/define.ts';
import type { ArcSession } from '@arc-elements/client';
import type { MeterStatus } from '@arc-elements/models';
import { errors } from '../internal/errors.ts';
import { messages as shared } from '../internal/messages.ts';
import type { ArcIntervalChartElement } from '../interval-chart/interval-chart.ts';
import { testChart } from '../interval-chart/testing/chart.ts';
import { testSeries } from '../interval-chart/testing/series.ts';
import { messages as chart } from '../interval-chart/text/words.ts';
import { VIEWS } from '../interval-chart/views/registry.ts';
import { arcError, meter } from '../testing/fixtures.ts';
import { PSEUDO, setPseudoMessages, untranslated } from '../testing/pseudo.ts';
import { createTestSession } from '../testing/test-session.ts';

const TARIFF: NonNullable<ArcIntervalChartElement['tariff']> = {
  rules: [{ band: 'Μέρα', fromMinute: 480, toMinute: 1200 }],
  prices: { Μέρα: 0.3, other: 0.1 },
  currency: 'EUR',
};

async function expectTranslated(el: ArcIntervalChartElement, state: string): Promise<void> {
  await el.updateComplete;
  expect(untranslated(el), state).to.deep.equal([]);
}

describe('every word of the chart is translated', () => {
  before(() => setPseudoMessages([shared, errors, chart]));

  for (const { id } of VIEWS) {
    it(`in the view ${id}, as plot and as table, with missing, estimated and expected readings`, async () => {
      const series = testSeries({ days: 40, missing: [[3, 4]], estimated: [[10, 20]], awaiting: [[39, 40]] });
      for (const exports of [true, false]) {
        const el = await testChart(exports ? series : testSeries({ days: 40, exports: false, stepMinutes: 60 }), {
          lang: PSEUDO,
          view: id,
          range: 'all',
        });
        if (id === 'time-of-use') el.tariff = TARIFF;
        for (const resolution of ['auto', 'slot', 'hour', 'day', 'week', 'month'] as const) {
          el.resolution = resolution;
          await expectTranslated(el, `${id} ${resolution}`);
        }
        el.resolution = 'day';
        el.compare = 'weekday';
        await expectTranslated(el, `${id} compared`);
        el.table = true;
        await expectTranslated(el, `${id} table`);
      }
    });
  }

  it('in the announcements of the cursor', async () => {
    const el = await testChart(testSeries({ missing: [[3, 4]] }), { lang: PSEUDO, range: 'all' });
    const plot = el.renderRoot.querySelector('[part=plot]') as HTMLElement;
    plot.focus();
    for (let i = 0; i < 6; i++) {
      plot.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
      await expectTranslated(el, `datum ${i}`);
    }
  });

  it('without data, in every state of a meter, and after a failure', async () => {
    const states: readonly MeterStatus[] = [
      'INTERVALS_NOT_REQUESTED',
      'INTERVALS_IN_PROGRESS',
      'INTERVALS_SUCCESS',
      'INTERVALS_NOT_SUPPORTED',
      'unknown',
    ];
    const session = createTestSession({ activateIntervals: () => Promise.reject(arcError()) });
    const el = await fixture<ArcIntervalChartElement>(
      html`<arc-interval-chart lang=${PSEUDO} .session=${session as ArcSession}></arc-interval-chart>`,
    );
    await expectTranslated(el, 'loading');
    for (const status of states) {
      session.meters.setData([meter({ status })]);
      await expectTranslated(el, status);
      const activate = el.renderRoot.querySelector<HTMLElement>('[part=activate]');
      activate?.click();
      await expectTranslated(el, `${status}, turning on`);
    }
    session.meters.setData([]);
    await expectTranslated(el, 'no meter');
    session.meters.setError(arcError());
    await expectTranslated(el, 'failed');
    const files = await fixture<ArcIntervalChartElement>(
      html`<arc-interval-chart lang=${PSEUDO} accept-file></arc-interval-chart>`,
    );
    await waitUntil(() => files.renderRoot.querySelector('[part=open-file]'));
    await expectTranslated(files, 'no file');
  });

  it('has time from left to right in a language that is written from right to left', async () => {
    const el = await testChart(testSeries(), { lang: 'ar', range: 'all' });
    expect(getComputedStyle(el).direction).to.equal('rtl');
    for (const name of ['plot', 'range-label']) {
      const part = el.renderRoot.querySelector(`[part~=${name}]`)?.closest('[dir=ltr]');
      expect(part, name).to.exist;
    }
    await expect(el).to.be.accessible();
  });
});
