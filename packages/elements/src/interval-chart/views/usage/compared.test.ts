import { createSeries } from '@arc-elements/intervals';
import { expect } from '@open-wc/testing';
import { announcements, openOptions, part, tableColumn, tableSentences, testChart } from '../../testing/chart.ts';

const DAY_SLOTS = 24;
const CURRENT = 2;

/**
 * November and December 2025 in Denver, hour by hour. Each hour has as many kWh as the day of the
 * month, and twice as many in December.
 */
const series = createSeries({
  startMs: Date.UTC(2025, 10, 1, 6),
  stepMs: 3_600_000,
  timeZone: 'America/Denver',
  importKwh: Float64Array.from({ length: 61 * DAY_SLOTS + 1 }, (_, i) => {
    // Summer time ends on 2 November, which has 25 hours.
    const day = Math.floor((i < 26 ? i : i - 1) / DAY_SLOTS);
    return day < 30 ? day + 1 : CURRENT * (day - 29);
  }),
});

async function december(compare: 'calendar-date' | 'weekday' | 'day-index') {
  const el = await testChart(series, { range: 'month' });
  el.compare = compare;
  el.resolution = 'day';
  await el.updateComplete;
  return el;
}

describe('comparison with an earlier period', () => {
  it('compares each date with the same date of the month before, and the 31st with none', async () => {
    const el = await december('calendar-date');
    expect(part(el, 'legend')?.textContent).to.contain('on the 30 days that both have');
    el.table = true;
    await el.updateComplete;
    const rows = await tableSentences(el);
    expect(rows[0]).to.contain('Imported before 24.0 kWh (Sat, Nov 1, 2025)');
    expect(rows[1]).to.contain('Imported before 50.0 kWh (Sun, Nov 2, 2025)');
    expect(rows.at(-1)).to.contain('Imported before – (no such day)');
  });

  it('compares weekdays with the same weekdays', async () => {
    const el = await december('weekday');
    el.table = true;
    await el.updateComplete;
    for (const row of await tableSentences(el)) expect(row.slice(0, 3)).to.equal(/\((\w{3})/.exec(row)?.[1]);
  });

  it('announces by keyboard what the table shows', async () => {
    const el = await december('day-index');
    const announced = await announcements(el, 'ArrowRight');
    el.table = true;
    await el.updateComplete;
    expect(announced).to.deep.equal(await tableSentences(el));
  });

  it('is available only if a bar is a day', async () => {
    const el = await december('calendar-date');
    await openOptions(el);
    expect(part(el, 'compare')).to.not.equal(null);
    el.resolution = 'week';
    await el.updateComplete;
    expect(part(el, 'compare')).to.equal(null);
    el.table = true;
    await el.updateComplete;
    expect((await tableColumn(el, 1)).every((value) => Number.isNaN(value) || value >= 0)).to.equal(true);
    expect(el.renderRoot.querySelectorAll('thead th')).to.have.length(2);
  });
});
