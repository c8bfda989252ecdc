import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { axeViolations, WCAG } from './support/axe.ts';
import { openPage, type PageRecord } from './support/browser.ts';
import { startOver } from './support/sandbox.ts';
import { waitForStream } from './support/session.ts';
import { useStack } from './support/stack.ts';

describe('the drawer “Behind the scenes”', { timeout: 120_000 }, () => {
  const stack = useStack();
  beforeEach(async () => {
    for (const context of stack.browser.contexts()) await context.close();
    await startOver(stack.sandboxUrl);
  });

  async function open(options: BrowserContextOptions = {}): Promise<{ page: Page; record: PageRecord }> {
    const { page, record } = await openPage(stack.browser, { reducedMotion: 'reduce', ...options });
    await page.goto(stack.demoUrl);
    await waitForStream(page);
    await page.locator('#backstage-tab').click();
    await page.locator('#backstage').waitFor();
    return { page, record };
  }

  const states = (page: Page) =>
    page
      .locator('arc-connection-status [part~=state]')
      .evaluateAll((chips) => chips.map((chip) => (chip as HTMLElement).dataset.state));

  async function play(page: Page, scenario: string, button: '#play-only' | '#play-add'): Promise<void> {
    await page.locator('#scenario').selectOption(scenario);
    await page.locator(button).click();
    await page.locator('#sandbox-note', { hasText: /connected/i }).waitFor({ timeout: 20_000 });
  }

  it('opens and closes by keyboard, and returns the focus', async () => {
    const { page, record } = await openPage(stack.browser);
    await page.goto(stack.demoUrl);
    const tab = page.locator('#backstage-tab');
    await tab.focus();
    await page.keyboard.press('Enter');
    await page.locator('#backstage').waitFor();
    assert.equal(await focused(page), 'backstage-title');
    assert.equal(await tab.getAttribute('aria-expanded'), 'true');
    assert.equal(await isInert(page), false, 'there is room for both');

    await page.keyboard.press('Escape');
    await page.locator('#backstage').waitFor({ state: 'hidden' });
    assert.equal(await focused(page), 'backstage-tab');
    assert.equal(await tab.getAttribute('aria-expanded'), 'false');
    assert.deepEqual(record.problems, []);
  });

  it('keeps the focus inside while it covers the page on a phone', async () => {
    const { page, record } = await open({ viewport: { width: 390, height: 800 } });
    assert.equal(await isInert(page), true);
    const { scrollWidth, clientWidth } = await page.evaluate(() => ({
      scrollWidth: document.documentElement.scrollWidth,
      clientWidth: document.documentElement.clientWidth,
    }));
    assert.ok(scrollWidth <= clientWidth, `${scrollWidth} px in ${clientWidth}`);
    await page.locator('#backstage-close').click();
    assert.equal(await isInert(page), false);
    assert.deepEqual(record.problems, []);
  });

  it('replaces a person, adds one, and resets the sandbox', async () => {
    const { page, record } = await open();
    await play(page, 'rejected', '#play-only');
    await page.locator('arc-connection-status [data-state=needs-attention]').waitFor({ timeout: 20_000 });
    assert.deepEqual(await states(page), ['needs-attention']);

    await play(page, 'single-electric', '#play-add');
    await page.locator('arc-connection-status [data-state=connected]').waitFor({ timeout: 20_000 });
    assert.deepEqual((await states(page)).sort(), ['connected', 'needs-attention']);

    await play(page, 'solar-home', '#play-only');
    await page.locator('arc-connection-status [data-state=needs-attention]').waitFor({ state: 'detached' });
    assert.deepEqual(await states(page), ['connected']);

    await page.locator('#reset').click();
    await page.locator('#sandbox-note', { hasText: /at the start/ }).waitFor();
    await page.locator('#home[data-state=empty]').waitFor({ timeout: 20_000 });
    assert.equal(await page.locator('#connect').isVisible(), true, 'it offers to connect');
    assert.equal(await page.locator('#sample-chip').isVisible(), true, 'the example is back');
    assert.deepEqual(record.problems, []);
  });

  it('can connect every person in its list', async () => {
    const { page, record } = await open();
    const scenarios = await page
      .locator('#scenario option')
      .evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value));
    assert.ok(scenarios.length >= 10, `${scenarios.length} people`);
    for (const scenario of scenarios) {
      await play(page, scenario, '#play-only');
      await page.locator('arc-connection-status [part~=connection]').first().waitFor({ timeout: 20_000 });
    }
    assert.deepEqual(record.problems, []);
  });

  it('advances the sandbox’s clock, and reports when everything due has happened', async () => {
    const { page, record } = await open();
    const clock = page.locator('#clock');
    await page.waitForFunction(() => document.getElementById('clock')?.textContent !== '–');
    const before = Date.parse(await clock.innerText());
    await page.locator('[data-advance-hours="24"]').click();
    await page.locator('#sandbox-note', { hasText: /fell due/ }).waitFor();
    const hours = (Date.parse(await clock.innerText()) - before) / 3_600_000;
    assert.ok(hours >= 24 && hours < 24.1, `${hours} hours later`);
    assert.deepEqual(record.problems, []);
  });

  it('lists events of the stream and of the widgets as they arrive', async () => {
    const { page, record } = await open();
    const events = page.locator('#events li');
    await play(page, 'single-electric', '#play-add');
    await page.locator('arc-meter-list [part~=activate]').first().click();
    const arrived = events.filter({ hasText: 'historical_utility_intervals_discovered' });
    await arrived.first().waitFor({ timeout: 20_000 });
    assert.match(await arrived.first().innerText(), /stream/);
    const changed = events.filter({ hasText: 'arc-meter-change' });
    await changed.first().waitFor({ timeout: 20_000 });
    assert.match(await changed.first().innerText(), /arc-meter-list/);
    assert.ok((await events.count()) <= 10, 'only the last of them');
    assert.match(await page.locator('#event-count').innerText(), /\(\d+\)/);
    assert.deepEqual(record.problems, []);
  });

  it('changes theme and language of the page and of the widgets at once', async () => {
    const { page, record } = await open({ colorScheme: 'light' });
    const chart = page.locator('arc-interval-chart');
    const scheme = () => chart.evaluate((element) => getComputedStyle(element).colorScheme);
    const canvas = chart.locator('[part~=canvas]');
    await canvas.waitFor();
    const ink = () => canvas.evaluate((element) => (element as HTMLCanvasElement).toDataURL());
    const light = await ink();
    await page.locator('#theme [value=dark]').check({ force: true });
    assert.equal(await scheme(), 'dark');
    await page.waitForFunction(
      (before) => {
        const root = document.querySelector('arc-interval-chart')?.shadowRoot;
        return root?.querySelector<HTMLCanvasElement>('[part~=canvas]')?.toDataURL() !== before;
      },
      light,
      { timeout: 10_000 },
    );
    await page.locator('#theme [value=light]').check({ force: true });
    assert.equal(await scheme(), 'light');

    const label = chart.locator('[part~=range-label]');
    const american = await label.innerText();
    await page.locator('#locale').selectOption('en-GB');
    await page.waitForFunction(
      (before) =>
        document.querySelector('arc-interval-chart')?.shadowRoot?.querySelector<HTMLElement>('[part~=range-label]')
          ?.innerText !== before,
      american,
    );
    assert.equal(await page.locator('html').getAttribute('lang'), 'en-GB');
    assert.deepEqual(record.problems, []);
  });

  it('signs out and in again', async () => {
    const { page, record } = await open();
    await play(page, 'single-electric', '#play-only');
    const button = page.locator('#session-sign-out');
    await button.click();
    await page.locator('#home[data-state=signed-out]').waitFor();
    assert.equal(await page.locator('arc-meter-list').isVisible(), false, 'nothing of the person is left');
    await button.click();
    await page.locator('arc-connection-status [data-state=connected]').waitFor({ timeout: 20_000 });
    assert.deepEqual(record.problems, []);
  });

  it('is accessible, light and dark, wide and narrow', async () => {
    for (const options of [
      { colorScheme: 'light' },
      { colorScheme: 'dark', viewport: { width: 390, height: 800 } },
    ] as const) {
      const { page } = await open(options);
      assert.deepEqual(await axeViolations(page, { rules: WCAG }), [], options.colorScheme);
    }
  });
});

/** Resolves to true if the page behind the drawer is inert. */
const isInert = (page: Page): Promise<boolean> =>
  page.locator('#page').evaluate((element) => (element as HTMLElement).inert);

/** Resolves to the id of the focused element. */
const focused = (page: Page): Promise<string | undefined> => page.evaluate(() => document.activeElement?.id);
