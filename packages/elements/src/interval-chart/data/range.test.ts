import { createCalendar } from '@arc-elements/intervals';
import { expect } from '@open-wc/testing';
import { panRange, presetRange, stepRange, zoomRange } from './range.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const calendar = createCalendar('America/Los_Angeles');
const extent = { startMs: Date.UTC(2025, 0, 1, 8), endMs: Date.UTC(2026, 0, 1, 8) };

describe('ranges', () => {
  it('gives a day of 25 hours when the clocks go back and of 23 when they go forward', () => {
    const autumn = presetRange('day', Date.UTC(2025, 10, 2, 18), extent, calendar);
    expect((autumn.endMs - autumn.startMs) / HOUR_MS).to.equal(25);
    const spring = presetRange('day', Date.UTC(2025, 2, 9, 18), extent, calendar);
    expect((spring.endMs - spring.startMs) / HOUR_MS).to.equal(23);
  });

  it('steps by whole months, whatever their lengths', () => {
    const march = presetRange('month', Date.UTC(2025, 2, 15), extent, calendar);
    const february = stepRange(march, 'month', -1, calendar);
    expect(calendar.day(february.startMs)).to.equal('2025-02-01');
    expect(february.endMs).to.equal(march.startMs);
  });

  it('gives the twelve months up to the end of the data as a year', () => {
    const year = presetRange('year', extent.endMs, extent, calendar);
    expect(year).to.deep.equal(extent);
  });

  it('pans no further than the data, without a change of the width', () => {
    const range = { startMs: extent.startMs + DAY_MS, endMs: extent.startMs + 3 * DAY_MS };
    expect(panRange(range, -10 * DAY_MS, extent)).to.deep.equal({
      startMs: extent.startMs,
      endMs: extent.startMs + 2 * DAY_MS,
    });
    const right = panRange(range, 1000 * DAY_MS, extent);
    expect(right.endMs).to.equal(extent.endMs);
    expect(right.endMs - right.startMs).to.equal(2 * DAY_MS);
  });

  it('zooms around an instant that stays in place, down to the minimum width', () => {
    const range = { startMs: extent.startMs + 10 * DAY_MS, endMs: extent.startMs + 20 * DAY_MS };
    const around = range.startMs + 2.5 * DAY_MS;
    const near = zoomRange(range, 0.5, around, extent, HOUR_MS);
    expect(near.endMs - near.startMs).to.equal(5 * DAY_MS);
    expect((around - near.startMs) / (near.endMs - near.startMs)).to.be.closeTo(0.25, 1e-9);
    expect(zoomRange(range, 1e-9, around, extent, HOUR_MS)).to.satisfy(
      (found: { startMs: number; endMs: number }) => found.endMs - found.startMs === HOUR_MS,
    );
  });
});
