import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ArcIntervalChartElement } from '@arc-elements/elements/interval-chart';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, openPage, type PageRecord } from './support/browser.ts';
import {
  announcementsOf,
  type ChartHost,
  fileOf,
  type PlainSeries,
  serveChart,
  showSeries,
  tableOf,
  textsOf,
} from './support/chart-page.ts';

/** Time zones of the browser. Only the chip that names the zone may depend on them. */
const BROWSER_ZONES = [
  'America/New_York',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Europe/London',
  'UTC',
];
const VIEWS = ['usage', 'heatmap', 'average-day', 'duration', 'months', 'time-of-use'];

/** Bands that begin during the nights of clock changes, and differ by the day of the week. */
const TARIFF: ArcIntervalChartElement['tariff'] = {
  rules: [
    { band: 'Night', fromMinute: 90, toMinute: 150 },
    { band: 'Weekend', weekdays: [0, 6], fromMinute: 0, toMinute: 1440 },
  ],
  otherwise: 'Day',
  prices: { Night: 0.1, Weekend: 0.2, Day: 0.4 },
};

interface MeterCase {
  readonly startMs: number;
  readonly days: number;
  readonly stepMinutes: number;
  readonly timeZone: string;
  /** Texts that the tables must contain, to prove that they show the clock change. */
  readonly rows: readonly string[];
}

/**
 * Meters whose clock changes by an hour, by half an hour, by a whole day, or never, also with
 * offsets that are no full hours.
 */
const METERS: Readonly<Record<string, MeterCase>> = {
  'autumn in Los Angeles': {
    timeZone: 'America/Los_Angeles',
    startMs: Date.UTC(2025, 10, 1, 7),
    days: 4,
    stepMinutes: 15,
    rows: ['Sun, Nov 2, 2025, 1:00 AM – 1:15 AM UTC−7', 'Sun, Nov 2, 2025, 1:00 AM – 1:15 AM UTC−8', '25 hours long'],
  },
  'spring in London': {
    timeZone: 'Europe/London',
    startMs: Date.UTC(2025, 2, 29),
    days: 3,
    stepMinutes: 30,
    rows: ['Sun, Mar 30, 2025, 12:30 AM UTC+0 – 2:00 AM UTC+1', '23 hours long'],
  },
  'half an hour on Lord Howe': {
    timeZone: 'Australia/Lord_Howe',
    startMs: Date.UTC(2025, 3, 4, 13),
    days: 4,
    stepMinutes: 30,
    rows: ['Sun, Apr 6, 2025, 1:30 AM UTC+11 – 1:30 AM UTC+10:30', '24.5 hours long'],
  },
  'half an hour the other way': {
    timeZone: 'Australia/Lord_Howe',
    startMs: Date.UTC(2025, 9, 3, 13, 30),
    days: 4,
    stepMinutes: 30,
    rows: ['Sun, Oct 5, 2025, 1:30 AM UTC+10:30 – 2:30 AM UTC+11', '23.5 hours long'],
  },
  'the day that Apia left out': {
    timeZone: 'Pacific/Apia',
    startMs: Date.UTC(2011, 11, 28, 10),
    days: 4,
    stepMinutes: 60,
    rows: ['Thu, Dec 29, 2011, 11:00 PM UTC−10 – 12:00 AM UTC+14', 'Sat, Dec 31, 2011'],
  },
  'a quarter off in Kathmandu': {
    timeZone: 'Asia/Kathmandu',
    startMs: Date.UTC(2025, 0, 1, 18, 15),
    days: 3,
    stepMinutes: 15,
    rows: ['Thu, Jan 2, 2025, 12:00 AM – 12:15 AM UTC+5:45'],
  },
};

describe('the chart in six browser zones', () => {
  let browser: Browser;
  let host: ChartHost;
  const opened: { readonly zone: string; readonly page: Page; readonly record: PageRecord }[] = [];
  before(async () => {
    host = await serveChart();
    browser = await openBrowser();
    for (const zone of BROWSER_ZONES) {
      const { page, record } = await openPage(browser, { timezoneId: zone, locale: 'en-US' });
      await page.goto(host.url);
      opened.push({ zone, page, record });
    }
  });
  after(async () => {
    await browser?.close();
    await host?.close();
  });

  // The other tests are useless if the browser ignores the zone.
  it('runs in the browser zones that it names', async () => {
    const clock = { dateStyle: 'short', timeStyle: 'short' } as const;
    for (const { zone, page } of opened) {
      assert.equal(
        await page.evaluate((clock) => new Date(1_750_000_000_000).toLocaleString('en-US', clock), clock),
        new Date(1_750_000_000_000).toLocaleString('en-US', { timeZone: zone, ...clock }),
      );
    }
  });

  for (const [name, meter] of Object.entries(METERS)) {
    it(`${name}: has the same texts, tables and files in each browser zone, with gaps and estimates`, async () => {
      const [first, ...others] = await Promise.all(
        opened.map(async ({ page }) => {
          await showSeries(page, seriesOf(meter), TARIFF);
          return await outputOf(page);
        }),
      );
      assert.ok(first);
      for (const text of meter.rows) assert.ok(first.tables.includes(text), `no table has "${text}"`);
      assert.match(first.texts, /1 gap, 3h missing/);
      assert.match(first.csv, /estimated/i);
      for (const [i, other] of others.entries())
        for (const [what, text] of Object.entries(first))
          assert.equal(other[what as keyof ChartOutput], text, `${what} in ${BROWSER_ZONES[i + 1]}`);
    });
  }

  it('causes no error on the page', () => {
    for (const { zone, record } of opened) assert.deepEqual(record.problems, [], zone);
  });
});

/** Everything that the chart shows and announces of one meter. */
interface ChartOutput {
  /** All texts, in every view. */
  readonly texts: string;
  /** The announcement of every datum, in every view. */
  readonly announcements: string;
  readonly tables: string;
  readonly csv: string;
  readonly greenButton: string;
  /** The picture of every view, with its axes. */
  readonly pictures: string;
}

async function outputOf(page: Page): Promise<ChartOutput> {
  const resolutions = ['slot', 'hour', 'day', 'week', 'month'];
  const texts: string[] = [];
  const announcements: string[] = [];
  const tables: string[] = [];
  const pictures: string[] = [];
  for (const view of VIEWS) {
    texts.push(await textsOf(page, view));
    for (const resolution of view === 'usage' ? resolutions : ['auto']) {
      const announced = await announcementsOf(page, view, resolution);
      pictures.push(await fileOf(page, 'svg'));
      const rows = await tableOf(page, view, resolution);
      assert.equal(announced.length, rows.length, `${view}, ${resolution}: a row for each datum`);
      announcements.push(...announced);
      tables.push(...rows.map((row) => JSON.stringify(row)));
    }
  }
  return {
    texts: texts.join('\n\n'),
    announcements: announcements.join('\n'),
    tables: tables.join('\n'),
    csv: await fileOf(page, 'csv'),
    greenButton: await fileOf(page, 'green-button'),
    pictures: pictures.join('\n'),
  };
}

/**
 * Returns values that differ from slot to slot, with three hours without readings on the first
 * afternoon and an estimated hour after them.
 */
function seriesOf({ startMs, days, stepMinutes, timeZone }: MeterCase): PlainSeries {
  const perHour = 60 / stepMinutes;
  const slots = Array.from({ length: days * 24 * perHour }, (_, i) => i);
  const quality = slots.map((i) =>
    i >= 13 * perHour && i < 16 * perHour ? 2 : i >= 16 * perHour && i < 17 * perHour ? 1 : 0,
  );
  const energy = (of: (i: number) => number) => slots.map((i) => (quality[i] === 2 ? Number.NaN : of(i)));
  return {
    startMs,
    stepMs: stepMinutes * 60_000,
    timeZone,
    importKwh: energy((i) => (1 + (i % 7)) / 8),
    exportKwh: energy((i) => (i % 5) / 16),
    quality,
  };
}
