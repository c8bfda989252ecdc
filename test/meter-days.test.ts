import assert from 'node:assert/strict';
import { afterEach, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { openPage } from './support/browser.ts';
import { startOver } from './support/sandbox.ts';
import { useStack } from './support/stack.ts';

/** Zones that are more than a day apart, so that it is never the same day in all of them. */
const VIEWER_ZONES = ['Pacific/Kiritimati', 'Asia/Kolkata', 'America/Chicago', 'Pacific/Pago_Pago'];

interface Store<T> {
  getState(): { readonly data?: T };
  watch(): () => void;
}
type SessionHost = HTMLElement & {
  readonly current: {
    readonly meters: Store<readonly { readonly id: string; readonly latestIntervalAtMs: number | null }[]>;
    intervals(id: string): Store<{ readonly series: { readonly timeZone: string } }>;
  };
};

describe('the day on which the readings of a meter end', { timeout: 120_000 }, () => {
  const stack = useStack();

  before(async () => {
    await startOver(stack.sandboxUrl, 'solar-home');
    const { page } = await openPage(stack.browser);
    await page.goto(`${stack.demoUrl}/plain.html`);
    await page.locator('arc-meter-list [part~=activate]').first().click();
    await page.locator('arc-meter-list [data-status=INTERVALS_SUCCESS]').first().waitFor({ timeout: 30_000 });
    await page.context().close();
  });
  afterEach(async () => {
    for (const context of stack.browser.contexts()) await context.close();
  });

  /** Records the days that the list names, in every frame from the first on. */
  async function keepDays(page: Page, previews: number): Promise<void> {
    await page.addInitScript((count) => {
      const days = new Set<string>();
      Object.assign(globalThis, { days });
      const look = (): void => {
        const list = document.querySelector('arc-meter-list');
        list?.setAttribute('previews', String(count));
        for (const line of list?.shadowRoot?.querySelectorAll('.line') ?? []) {
          const text = line.textContent?.replaceAll(/\s+/g, ' ') ?? '';
          const day = /Data through (\w.*?) ·/.exec(text)?.[1];
          if (day !== undefined) days.add(day);
        }
        requestAnimationFrame(look);
      };
      look();
    }, previews);
  }

  const daysSeen = (page: Page) => page.evaluate(() => [...(globalThis as unknown as { days: Set<string> }).days]);

  /** Resolves to the last day of the first meter with readings, in the meter's zone. */
  const dayOfMeter = (page: Page) =>
    page.evaluate(async () => {
      const { current } = document.querySelector('arc-session') as SessionHost;
      const meter = current.meters.getState().data?.find(({ latestIntervalAtMs }) => latestIntervalAtMs !== null);
      const readings = current.intervals(meter?.id ?? '');
      readings.watch();
      while (readings.getState().data === undefined) await new Promise(requestAnimationFrame);
      const timeZone = readings.getState().data?.series.timeZone;
      const format = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', timeZone });
      return format.format(meter?.latestIntervalAtMs ?? Number.NaN);
    });

  for (const timezoneId of VIEWER_ZONES) {
    it(`is named in the zone of the meter, seen from ${timezoneId}`, async () => {
      const { page, record } = await openPage(stack.browser, { timezoneId });
      await keepDays(page, 3);
      await page.goto(`${stack.demoUrl}/plain.html`);
      await page.locator('arc-meter-list .preview').first().waitFor();
      assert.deepEqual(await daysSeen(page), [await dayOfMeter(page)]);
      assert.deepEqual(record.problems, []);
    });
  }

  it('is named only after the readings were read', async () => {
    const { page } = await openPage(stack.browser, { timezoneId: 'Pacific/Kiritimati' });
    await keepDays(page, 0);
    await page.addInitScript(() =>
      document.addEventListener('readystatechange', () => document.querySelector('arc-interval-chart')?.remove()),
    );
    await page.goto(`${stack.demoUrl}/plain.html`);
    await page.locator('arc-meter-list .line', { hasText: 'Newest reading' }).first().waitFor();
    assert.deepEqual(await daysSeen(page), []);
    const day = await dayOfMeter(page);
    await page
      .locator('arc-meter-list .line', { hasText: `Data through ${day}` })
      .first()
      .waitFor();
    assert.deepEqual(await daysSeen(page), [day]);
  });
});
