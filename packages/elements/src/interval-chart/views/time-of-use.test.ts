import { expect } from '@open-wc/testing';
import { announcements, kwh, part, tableColumn, tableSentences, testChart } from '../testing/chart.ts';
import { testSeries } from '../testing/series.ts';
import type { ChartTariff } from './view.ts';

const tariff: ChartTariff = {
  rules: [{ band: 'Evening', fromMinute: 16 * 60, toMinute: 21 * 60 }],
  otherwise: 'Rest',
  prices: { Evening: 0.5, Rest: 0.1 },
};

describe('time-of-use view', () => {
  it('is offered only with a tariff', async () => {
    const el = await testChart(testSeries());
    expect(part(el, 'view-time-of-use')).to.equal(null);
    el.tariff = tariff;
    await el.updateComplete;
    expect(part(el, 'view-time-of-use')).to.not.equal(null);
  });

  it('splits the energy by bands in the zone of the meter, which add up to the total, with its cost', async () => {
    const el = await testChart(testSeries(), {
      range: { startMs: Date.UTC(2025, 10, 2, 7), endMs: Date.UTC(2025, 10, 3, 8) },
    });
    el.tariff = tariff;
    el.view = 'time-of-use';
    await el.updateComplete;
    // The day has 25 hours, 5 of them in the evening, at half a kWh each.
    const [evening = 0, rest = 0] = await tableColumn(el, 0);
    expect(evening).to.be.closeTo(2.5, 1e-9);
    expect(rest).to.be.closeTo(10, 1e-9);
    expect(evening + rest).to.be.closeTo(kwh(el, 'total-import'), 1e-9);
    const costs = await tableColumn(el, 5);
    expect(costs[0]).to.be.closeTo(1.25, 1e-9);
    expect(costs[1]).to.be.closeTo(1, 1e-9);
    await expect(el).to.be.accessible();
  });

  it('announces by keyboard what the table shows', async () => {
    const el = await testChart(testSeries(), { range: 'all' });
    el.tariff = tariff;
    el.view = 'time-of-use';
    await el.updateComplete;
    expect(await announcements(el, 'ArrowDown')).to.deep.equal(await tableSentences(el));
  });
});
