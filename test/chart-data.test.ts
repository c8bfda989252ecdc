import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { readIntervals } from '@arc-elements/intervals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, openPage } from './support/browser.ts';
import { type ChartHost, fileOf, type PlainSeries, serveChart, showSeries, tableOf } from './support/chart-page.ts';
import { assertEnergy, chartTotals } from './support/portal.ts';

const data = join(import.meta.dirname, '../../shared/data');
const SETS = [
  'au-solar-5min',
  'uk-30min',
  'us-15min-15days',
  'us-central-hourly-dst',
  'us-east-e6-hourly',
  'us-pacific-hourly-gap',
];

interface Energy {
  readonly importKwh: string;
  readonly exportKwh: string;
}

interface Expectation {
  readonly raw: {
    readonly channels: Record<string, { readonly distinctSumKwh: string }>;
    readonly gaps: readonly { readonly missingMinutes: number }[];
  };
  readonly normalized: { readonly sumImportKwh: string; readonly sumExportKwh: string; readonly sumNetKwh: string };
  readonly localMonths: Readonly<Record<string, Energy>>;
  readonly localDays: Readonly<Record<string, Energy>>;
  readonly localDayCount: number;
  readonly highestImportDay: string;
}

describe('the chart with real meters as .series', () => {
  let browser: Browser;
  let host: ChartHost;
  let page: Page;
  before(async () => {
    host = await serveChart();
    browser = await openBrowser();
    ({ page } = await openPage(browser, { timezoneId: 'Asia/Kathmandu', locale: 'en-US' }));
    await page.goto(host.url);
  });
  after(async () => {
    await browser?.close();
    await host?.close();
  });

  it('is tested with every data set', {
    skip: existsSync(data) ? false : 'no data sets are beside this checkout',
  }, () => {
    const found = globSync('*.expect.json', { cwd: data }).map((name) => name.replace('.expect.json', ''));
    assert.deepEqual(found.sort(), SETS);
  });

  for (const id of SETS) {
    const file = fileOfSet(id, 'raw');
    const skip = file === undefined ? `the data set ${id} is not beside this checkout` : false;

    it(`${id}: has the totals, gaps, months and days of the source`, { skip }, async () => {
      const expected: Expectation = JSON.parse(readFileSync(join(data, `${id}.expect.json`), 'utf8'));
      await showSeries(page, readSet(file as string));

      const { import: imported, export: exported } = expected.raw.channels;
      const totals = await chartTotals(page);
      assertEnergy(totals.importKwh, Number(imported?.distinctSumKwh), 'import');
      if (exported === undefined) assert.equal(totals.exportKwh, null);
      else assertEnergy(totals.exportKwh, Number(exported.distinctSumKwh), 'export');

      const { gaps } = expected.raw;
      const missing = await page.locator('[part~=total-coverage]').getAttribute('data-missing-minutes');
      assert.equal(
        Number(missing),
        gaps.reduce((sum, gap) => sum + gap.missingMinutes, 0),
      );
      const count = page.locator('[part~=gaps]');
      assert.equal((await count.count()) === 0 ? 0 : Number(await count.getAttribute('data-count')), gaps.length);

      const months = await tableOf(page, 'months');
      assert.deepEqual(
        months.map((row) => row.title),
        Object.keys(expected.localMonths).map((month) => words(`${month}-01`, { year: 'numeric', month: 'long' })),
      );
      for (const [i, [month, energy]] of Object.entries(expected.localMonths).entries())
        assertRow(months[i]?.values, energy, exported !== undefined, month);

      const rows = await tableOf(page, 'usage', 'day');
      assert.equal(rows.length, expected.localDayCount);
      // Two days may have the same highest sum, with a difference in the last bits.
      const highest = Math.max(...rows.map((row) => row.values[0] ?? 0));
      const named = rows.find((row) => row.title === dayWords(expected.highestImportDay));
      assertEnergy(named?.values[0] ?? null, highest, 'the day with the most import');
      const days = new Map(rows.map((row) => [row.title, row]));
      for (const [day, energy] of Object.entries(expected.localDays)) {
        assertRow(days.get(dayWords(day))?.values, energy, exported !== undefined, day);
      }

      // The source has no rows for these cells and lines, but their sum equals its total.
      const sum = (values: readonly (number | null | undefined)[]) =>
        values.reduce<number>((total, value) => total + (value ?? 0), 0);
      const cells = await tableOf(page, 'heatmap');
      assertEnergy(sum(cells.map((row) => row.values[0])), Number(imported?.distinctSumKwh), 'heatmap, import');
      const [heads = '', ...lines] = (await fileOf(page, 'csv')).trim().split(/\r?\n/);
      const column = heads.split(',').findIndex((head) => /import/i.test(head));
      assertEnergy(sum(lines.map((line) => Number(line.split(',')[column]))), Number(imported?.distinctSumKwh), 'CSV');
    });

    it(`${id}: has the same totals with the readings as the platform normalizes them`, { skip }, async () => {
      const { normalized }: Expectation = JSON.parse(readFileSync(join(data, `${id}.expect.json`), 'utf8'));
      await showSeries(page, readSet(fileOfSet(id, 'normalized') as string));
      const totals = await chartTotals(page);
      assertEnergy(totals.importKwh, Number(normalized.sumImportKwh), 'import');
      // The export of a meter that never exports is zero and not shown.
      if (totals.exportKwh === null) assert.equal(Number(normalized.sumExportKwh), 0);
      else {
        assertEnergy(totals.exportKwh, Number(normalized.sumExportKwh), 'export');
        assertEnergy(totals.netKwh, Number(normalized.sumNetKwh), 'net');
      }
    });
  }
});

function fileOfSet(id: string, form: 'raw' | 'normalized'): string | undefined {
  return [`${id}.${form}.json.gz`, `${id}.${form}.json`].map((name) => join(data, name)).find(existsSync);
}

function dayWords(day: string): string {
  return words(day, { weekday: 'short', year: 'numeric', month: 'short', day: 'numeric' });
}

function assertRow(
  values: readonly (number | null)[] | undefined,
  { importKwh, exportKwh }: Energy,
  exports: boolean,
  what: string,
): void {
  assert.ok(values !== undefined, `${what} is not in the table`);
  assertEnergy(values[0] ?? null, Number(importKwh), `${what}, import`);
  if (exports) assertEnergy(values[1] ?? null, Number(exportKwh), `${what}, export`);
}

/** Returns a day as the chart writes it, which does not depend on a zone. */
function words(day: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', ...options }).format(Date.parse(`${day}T00:00:00Z`));
}

function readSet(file: string): PlainSeries {
  const bytes = readFileSync(file);
  const { series } = readIntervals(JSON.parse((file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString()));
  assert.ok(series.stepMs !== null, 'these sets are regular');
  return {
    startMs: series.startMs,
    stepMs: series.stepMs,
    timeZone: series.timeZone,
    importKwh: [...series.importKwh],
    ...(series.exportMeasured ? { exportKwh: [...series.exportKwh] } : {}),
    quality: [...series.quality],
    sourceMinutes: series.sourceMinutes,
  };
}
