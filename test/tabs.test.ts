import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { openPage, type PageRecord } from './support/browser.ts';
import { startOver } from './support/sandbox.ts';
import { eventsSeen, recordEvents, waitForStream } from './support/session.ts';
import { useStack } from './support/stack.ts';
import { type Traffic, watchTraffic } from './support/traffic.ts';

const STREAM = 'GET /events';
/** The last event of turning a meter's usage data on. */
const ARRIVED = 'historical_utility_intervals_discovered';

describe('several tabs of one person', { timeout: 120_000 }, () => {
  const stack = useStack();
  let context: BrowserContext;
  let traffic: Traffic;
  let records: PageRecord[];
  beforeEach(async () => {
    await startOver(stack.sandboxUrl, 'single-electric');
    context = await stack.browser.newContext();
    traffic = watchTraffic(context, [stack.brokerUrl, new URL(stack.demoUrl).origin]);
    records = [];
  });
  afterEach(() => context.close());

  /** Opens tabs one after the other, each after the previous one is ready. */
  async function openTabs(count: number): Promise<Page[]> {
    const pages: Page[] = [];
    for (let i = 0; i < count; i++) {
      const { page, record } = await openPage(context);
      await page.goto(stack.demoUrl);
      await waitForStream(page);
      await recordEvents(page);
      pages.push(page);
      records.push(record);
    }
    return pages;
  }

  const meter = (page: Page, status: string) => page.locator(`arc-meter-list [data-status=${status}]`).first();
  const activate = (page: Page) => page.locator('arc-meter-list [part~=activate]').first().click();

  async function assertNoProblems(): Promise<void> {
    for (const { problems } of records) assert.deepEqual(problems, []);
  }

  it('share one event stream, and both show a change made in one of them', async () => {
    const [first, second] = (await openTabs(2)) as [Page, Page];
    assert.equal(traffic.count(STREAM), 1);
    assert.equal(traffic.count('POST /arc/session'), 2, 'each has a token of its own');

    await activate(second);
    for (const page of [first, second]) {
      await meter(page, 'INTERVALS_SUCCESS').waitFor({ timeout: 20_000 });
      await page.waitForFunction(
        (type) => (globalThis as unknown as { seenEvents: string[] }).seenEvents.includes(type),
        ARRIVED,
      );
    }
    assert.deepEqual(await eventsSeen(first), await eventsSeen(second));
    assert.equal(traffic.count(STREAM), 1);
    assert.deepEqual(
      traffic.open.filter((call) => call === STREAM),
      [STREAM],
    );
    await assertNoProblems();
  });

  it('resume the stream in another tab when its tab closes, without losing an event', async () => {
    const [first, second, third] = (await openTabs(3)) as [Page, Page, Page];
    await activate(third);
    await meter(second, 'INTERVALS_SUCCESS').waitFor({ timeout: 20_000 });
    assert.equal(traffic.count(STREAM), 1);
    const before = (await eventsSeen(second)).length;

    await first.close();
    // Events without an open stream are sent when the stream is resumed.
    await addLogin();
    for (const page of [second, third]) {
      await page.waitForFunction(
        (count) => (globalThis as unknown as { seenEvents: string[] }).seenEvents.length > count,
        before,
        { timeout: 20_000 },
      );
      await waitForStream(page);
      await page.locator('arc-connection-status [part~=connection]').nth(1).waitFor({ timeout: 20_000 });
    }
    assert.equal(traffic.count(STREAM), 2);
    assert.ok(
      (await traffic.all(STREAM)[1]?.allHeaders())?.['last-event-id'],
      'it goes on where the other one stopped',
    );
    assert.deepEqual(await eventsSeen(second), await eventsSeen(third));

    await second.close();
    await waitForStream(third);
    assert.ok(traffic.count(STREAM) <= 3, `${traffic.count(STREAM)} streams in all`);
    await assertNoProblems();
  });

  it('take over the stream from a blocked tab, which follows the events once it runs again', async () => {
    const [first, second, third] = (await openTabs(3)) as [Page, Page, Page];
    const dialog = first.waitForEvent('dialog');
    // An open alert blocks the page's main thread.
    await first.evaluate(() => void setTimeout(() => alert('stuck')));
    const open = await dialog;
    const limitMs = performance.now() + 10_000;
    while (traffic.count(STREAM) < 2 && performance.now() < limitMs) await second.waitForTimeout(100);
    assert.equal(traffic.count(STREAM), 2, 'the next one takes over within ten seconds');
    await waitForStream(second);
    await waitForStream(third);
    await activate(third);
    for (const page of [second, third]) await meter(page, 'INTERVALS_SUCCESS').waitFor({ timeout: 20_000 });

    await open.accept();
    await waitForStream(first);
    await meter(first, 'INTERVALS_SUCCESS').waitFor({ timeout: 20_000 });
    const before = (await eventsSeen(first)).length;
    await addLogin();
    await first.waitForFunction(
      (count) => (globalThis as unknown as { seenEvents: string[] }).seenEvents.length > count,
      before,
      { timeout: 20_000 },
    );
    assert.equal(traffic.open.filter((call) => call === STREAM).length, 1, 'it gave its stream up');
    assert.equal(traffic.count(STREAM), 2);
    await assertNoProblems();
  });

  it('keep working when the other tabs are closed', async () => {
    const [first, second] = (await openTabs(2)) as [Page, Page];
    await first.close();
    await waitForStream(second);
    await activate(second);
    await meter(second, 'INTERVALS_SUCCESS').waitFor({ timeout: 20_000 });
    assert.ok((await eventsSeen(second)).includes(ARRIVED), 'it heard of it by the stream');
    await assertNoProblems();
  });

  /** Adds a login of the same person, which sends events. */
  async function addLogin(): Promise<void> {
    const answer = await fetch(`${stack.sandboxUrl}/_sandbox/users`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ user: 'demo', scenario: 'rejected' }),
    });
    assert.equal(answer.status, 201);
  }
});
