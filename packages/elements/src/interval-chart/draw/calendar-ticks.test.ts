import { createCalendar } from '@arc-elements/intervals';
import { expect } from '@open-wc/testing';
import { TimeText } from '../text/time-text.ts';
import { calendarTicks } from './calendar-ticks.ts';

const HOUR_MS = 3_600_000;

function dayTicks(timeZone: string, noonMs: number, minPx: number) {
  const calendar = createCalendar(timeZone);
  const startMs = calendar.startOfDay(noonMs);
  const range = { startMs, endMs: calendar.addDays(startMs, 1) };
  const time = new TimeText('en-GB', timeZone);
  return { ...calendarTicks(range, 1000, minPx, calendar), range, time };
}

describe('ticks on the calendar of the meter', () => {
  it('label the hour that occurs twice with both its offsets', () => {
    const { minor, time } = dayTicks('America/Los_Angeles', Date.UTC(2025, 10, 2, 20), 35);
    expect(minor).to.have.length(25);
    expect(minor.map((tick) => time.tick({ ...tick, unit: 'hour' })).slice(0, 4)).to.deep.equal([
      '00:00',
      '01:00 UTC−7',
      '01:00 UTC−8',
      '02:00',
    ]);
  });

  it('leave out the hour that the clocks skip', () => {
    const { minor, time } = dayTicks('America/Los_Angeles', Date.UTC(2025, 2, 9, 20), 35);
    expect(minor.map((tick) => time.clock(tick.ms)).slice(0, 4)).to.deep.equal(['00:00', '01:00', '03:00', '04:00']);
  });

  it('are at whole local hours after a clock change of 30 minutes and with an offset of 45 minutes', () => {
    for (const [zone, noon] of [
      ['Australia/Lord_Howe', Date.UTC(2025, 3, 6, 2)],
      ['Asia/Kathmandu', Date.UTC(2025, 3, 6, 6)],
    ] as const) {
      const { minor, time } = dayTicks(zone, noon, 35);
      expect(minor.every((tick) => time.clock(tick.ms).endsWith(':00'))).to.equal(true);
      expect(minor[0]?.ms).to.equal(createCalendar(zone).startOfDay(noon));
    }
  });

  it('are at local midnight for days of any length', () => {
    const calendar = createCalendar('America/New_York');
    const range = { startMs: Date.UTC(2025, 9, 30, 4), endMs: Date.UTC(2025, 10, 6, 5) };
    const { minor, major } = calendarTicks(range, 900, 100, calendar);
    expect(minor.map((tick) => calendar.minuteOfDay(tick.ms))).to.deep.equal(minor.map(() => 0));
    expect(minor).to.have.length(7);
    expect(major.map((tick) => calendar.month(tick.ms))).to.deep.equal(['2025-10', '2025-11']);
    const widths = minor.slice(1).map((tick, i) => (tick.ms - (minor[i]?.ms ?? 0)) / HOUR_MS);
    expect(widths).to.include(25);
  });

  it('are apart in ranges from an hour to decades', () => {
    const calendar = createCalendar('Europe/Berlin');
    for (let widthMs = HOUR_MS; widthMs < 30 * 366 * 24 * HOUR_MS; widthMs *= 1.7) {
      const range = { startMs: Date.UTC(2005, 4, 5, 3, 17), endMs: Date.UTC(2005, 4, 5, 3, 17) + Math.round(widthMs) };
      const { minor } = calendarTicks(range, 900, 60, calendar);
      const gaps = minor.slice(1).map((tick, i) => ((tick.ms - (minor[i]?.ms ?? 0)) / widthMs) * 900);
      expect(Math.min(...gaps, 1000), `${widthMs} ms`).to.be.greaterThan(40);
    }
  });
});
