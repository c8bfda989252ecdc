import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { openPage, type PageRecord } from './support/browser.ts';
import { assertEnergy, chartTotals, pictureOf, showAll } from './support/portal.ts';
import { useStack } from './support/stack.ts';

const data = join(import.meta.dirname, '../../shared/data');

interface Expectation {
  readonly raw: {
    readonly channels: Record<string, { readonly distinctSumKwh: string }>;
    readonly gaps: readonly { readonly fromAt: string; readonly toAt: string; readonly missingMinutes: number }[];
  };
  readonly normalized: { readonly sumImportKwh: string; readonly sumExportKwh: string; readonly sumNetKwh: string };
}

const SETS = [
  { id: 'us-pacific-hourly-gap', timeZone: 'America/Los_Angeles', exports: false },
  { id: 'au-solar-5min', timeZone: 'Australia/Brisbane', exports: true },
];

for (const { id, timeZone, exports } of SETS) {
  const file = join(data, `${id}.raw.json.gz`);
  const skip = existsSync(file) ? false : `the data set ${id} is not beside this checkout`;

  describe(`a year of real data: ${id}`, { skip }, () => {
    const stack = useStack(() => ({ sandbox: { imports: [{ path: file }] } }));
    let page: Page;
    let record: PageRecord;
    const expected: Expectation = skip
      ? (undefined as never)
      : JSON.parse(readFileSync(join(data, `${id}.expect.json`), 'utf8'));

    before(async () => {
      // The browser is in another zone than the meter, and nothing on the page may depend on that.
      ({ page, record } = await openPage(stack.browser, { timezoneId: 'Europe/Helsinki' }));
      await page.goto(stack.demoUrl);
      await page.locator(`arc-interval-chart[meter-id] [part~=total-import]`).waitFor({ timeout: 20_000 });
    });

    it('has the totals of the source', async () => {
      await showAll(page);
      const totals = await chartTotals(page);
      assertEnergy(totals.importKwh, Number(expected.normalized.sumImportKwh), 'import');
      if (exports) {
        assertEnergy(totals.exportKwh, Number(expected.normalized.sumExportKwh), 'export');
        assertEnergy(totals.netKwh, Number(expected.normalized.sumNetKwh), 'net');
      }
    });

    it('has the number and the length of the gaps', async () => {
      await showAll(page);
      const gaps = page.locator('arc-interval-chart [part~=gaps]');
      if (expected.raw.gaps.length === 0) {
        assert.equal(await gaps.count(), 0);
        return;
      }
      const missing = expected.raw.gaps.reduce((sum, gap) => sum + gap.missingMinutes, 0);
      assert.equal(await gaps.getAttribute('data-count'), String(expected.raw.gaps.length));
      assert.equal(await gaps.getAttribute('data-missing-minutes'), String(missing));
    });

    it('draws hours without readings differently from hours with readings', async () => {
      const gap = expected.raw.gaps[0];
      // If there is no gap inside, the day before the first reading has no readings.
      const day = 24 * 3_600_000;
      const first = id === 'au-solar-5min' ? '2023-02-28T14:00:00Z' : '2011-02-01T08:00:00Z';
      const from = gap ? Date.parse(gap.fromAt) : Date.parse(first) - day;
      const to = gap ? Date.parse(gap.toAt) : Date.parse(first);
      const iso = (ms: number) => new Date(ms).toISOString();
      const without = await pictureOf(page, iso(from), iso(to));
      const withData = await pictureOf(page, iso(from + 2 * day), iso(to + 2 * day));
      assert.notEqual(without, withData);
    });

    it("names the meter's time zone, not the browser's", async () => {
      const foot = page.locator('arc-interval-chart').getByText(timeZone).first();
      await foot.waitFor({ timeout: 2000 });
      assert.ok(await foot.isVisible());
    });

    it('violates no policy and throws no error', () => {
      assert.deepEqual(record.problems, []);
    });
  });
}
