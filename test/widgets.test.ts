import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { TAGS as ALL_TAGS } from '../packages/elements/src/internal/tags.ts';
import { startStack } from '../scripts/lib/stack.js';
import { openBrowser, openPage, type PageRecord } from './support/browser.ts';
import { leftovers, watchLeftovers } from './support/leftovers.ts';
import { activateMeters, startOver } from './support/sandbox.ts';
import { refresh, waitForStream } from './support/session.ts';
import { type Traffic, watchTraffic } from './support/traffic.ts';

/** Widgets that share the lists below. A profile has its own request. */
const TAGS = ALL_TAGS.filter((tag) => tag !== 'arc-session' && tag !== 'arc-account-profile');
const WIDGETS = Array.from({ length: 20 }, (_, i) => TAGS[i % TAGS.length] as string);
/** What there is to read, once each however many widgets show it. */
const LISTS = ['GET /utility_credentials', 'GET /plug/credentials', 'GET /utility_accounts', 'GET /plug/meters'];
const SESSION = 'POST /arc/session';
const STREAM = 'GET /events';
/** What {@link fill} leaves in the page. */
interface Kept {
  readonly session: HTMLElement;
}

describe('twenty widgets on one page', { timeout: 120_000 }, () => {
  let browser: Browser;
  let stack: Awaited<ReturnType<typeof startStack>>;

  before(async () => {
    browser = await openBrowser();
    stack = await startStack({ ports: { demo: 0, broker: 0, sandbox: 0 } });
    // A chart has no canvas, and fewer listeners, before its meter has readings.
    await activateMeters(stack.sandboxUrl, await startOver(stack.sandboxUrl, 'solar-home'));
  });
  after(async () => {
    await browser?.close();
    await stack?.close();
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
  });

  async function newPage(): Promise<{ page: Page; record: PageRecord; traffic: Traffic }> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const traffic = watchTraffic(context, [stack.brokerUrl, new URL(stack.demoUrl).origin]);
    return { ...(await openPage(context)), traffic };
  }

  /**
   * Puts twenty widgets into the session of the plain page; `detached` keeps that session aside, in
   * `session`.
   */
  async function fill(page: Page, { detached }: { readonly detached: boolean }): Promise<void> {
    await page.addInitScript(
      ({ tags, detached }) => {
        // The page is parsed, and none of its scripts has run yet. (A page that a test answers itself
        // may not ask this machine for data.)
        document.addEventListener('readystatechange', () => {
          if (document.readyState !== 'interactive') return;
          const widgets = tags.map((tag) => document.createElement(tag));
          for (const each of widgets)
            if (each.localName === 'arc-feature-gate') each.setAttribute('feature', 'charge_cost');
          const session = document.querySelector('arc-session');
          session?.replaceChildren(...widgets);
          if (detached) session?.remove();
          Object.assign(globalThis, { session });
        });
      },
      { tags: WIDGETS, detached },
    );
  }

  /** Waits until every widget shows its data. */
  async function settled(page: Page): Promise<void> {
    await waitForStream(page);
    await page.locator('arc-connection-status [part~=state][data-state=connected]').last().waitFor();
    await page.locator('arc-meter-list [part~=meter]').last().waitFor();
    const charts = page.locator('arc-interval-chart');
    for (let i = 0; i < (await charts.count()); i++) await charts.nth(i).locator('[part~=canvas]').waitFor();
    await page.waitForLoadState();
  }

  /**
   * Opens the plain page with twenty widgets in its session; everything else about it, the policy
   * too, is unchanged.
   */
  async function open({ clock = false } = {}): Promise<{ page: Page; record: PageRecord; traffic: Traffic }> {
    const opened = await newPage();
    const { page } = opened;
    if (clock) await page.clock.install();
    await fill(page, { detached: false });
    await page.goto(`${stack.demoUrl}/plain.html`);
    await settled(page);
    return opened;
  }

  /** Waits until `wanted` holds: what a page does is known here only after a moment. */
  async function until(wanted: () => boolean, what: string): Promise<void> {
    for (let i = 0; i < 200 && !wanted(); i++) await setTimeout(50);
    assert.ok(wanted(), what);
  }

  it('ask for one session, one stream, and each thing once', async () => {
    const { page, record, traffic } = await open();
    assert.equal(await page.locator('arc-session').evaluate(({ children }) => children.length), WIDGETS.length);
    for (const call of [SESSION, STREAM, ...LISTS]) assert.equal(traffic.count(call), 1, call);
    const repeated = [...new Set(traffic.calls)].filter(
      (call) => call.startsWith('GET /plug/') && traffic.count(call) > 1,
    );
    assert.deepEqual(repeated, [], 'readings of a meter are asked for once');
    assert.deepEqual(record.problems, []);
  });

  it('renew one session, once, and keep one stream when everything is refused at once', async () => {
    const { page, record, traffic } = await open();
    const ended = await fetch(`${stack.brokerUrl}/users/demo/sessions`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${stack.secrets.brokerKey}` },
    });
    assert.equal(ended.status, 204);
    await page.evaluate(async () => {
      type Lists = Record<'utilityCredentials' | 'utilityAccounts' | 'meters', { list(): Promise<unknown> }>;
      const host = document.querySelector('arc-session') as (HTMLElement & { current: { client: Lists } }) | null;
      const client = host?.current.client;
      const calls = (['utilityCredentials', 'utilityAccounts', 'meters'] as const).flatMap((name) =>
        Array.from({ length: 15 }, () => client?.[name].list()),
      );
      await Promise.all(calls);
    });
    await refresh(page, 20);
    await waitForStream(page);
    assert.equal(traffic.count(SESSION), 2, 'one renewal for all of them');
    await until(() => traffic.open.filter((call) => call === STREAM).length === 1, 'one stream is open');
    assert.ok(traffic.count(STREAM) <= 3, `${traffic.count(STREAM)} streams in all`);
    assert.equal(await page.locator('[role=alert]').count(), 0, 'no alert is shown');
    assert.deepEqual(record.problems, []);
  });

  it('leave no stream and no timer that asks for anything when all are removed', async () => {
    const { page, record, traffic } = await open({ clock: true });
    // While they are there time makes them ask: a stream without heartbeats is replaced.
    const before = traffic.calls.length;
    await page.clock.runFor(5 * 60_000);
    await until(() => traffic.calls.length > before + 1, 'time passes for them');
    await waitForStream(page);

    await page.locator('arc-session').evaluate((element) => element.remove());
    await until(() => !traffic.open.includes(STREAM), 'the stream was ended');
    const asked = traffic.calls.length;
    await page.clock.runFor(30 * 60_000);
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await page.clock.runFor(60_000);
    assert.equal(traffic.calls.length, asked, 'nothing asks any more');
    assert.deepEqual(record.problems, []);
  });

  it('leave no listener, timer, observer or channel when all are removed', async () => {
    const { page, record, traffic } = await newPage();
    await watchLeftovers(page);
    await fill(page, { detached: true });
    await page.goto(`${stack.demoUrl}/plain.html`);
    await page.waitForFunction(() => customElements.get('arc-meter-list') !== undefined);
    // What the browser driver and the bundle itself hold is there from here on.
    await page.locator('main').evaluate((main) => main.isConnected);
    const before = await leftovers(page);

    await page.evaluate(() => document.querySelector('main')?.append((globalThis as unknown as Kept).session));
    await settled(page);
    const alive = await leftovers(page);
    assert.ok(alive.length > before.length + WIDGETS.length, 'they hold something while they are there');

    await page.evaluate(() => (globalThis as unknown as Kept).session.remove());
    await until(() => !traffic.open.includes(STREAM), 'the stream was ended');
    let after = await leftovers(page);
    for (let i = 0; i < 100 && after.length > before.length; i++) {
      await setTimeout(50);
      after = await leftovers(page);
    }
    assert.deepEqual(after, before);
    assert.deepEqual(record.problems, []);
  });

  it('start again when they come back', async () => {
    const { page, record, traffic } = await open();
    await page.locator('arc-session').evaluate((element) => {
      const main = element.parentElement;
      element.remove();
      Object.assign(globalThis, { putBack: () => main?.append(element) });
    });
    await until(() => !traffic.open.includes(STREAM), 'the stream was ended');
    await page.evaluate(() => (globalThis as unknown as { putBack(): void }).putBack());
    await waitForStream(page);
    await page.locator('arc-connection-status [part~=state][data-state=connected]').last().waitFor();
    assert.equal(traffic.count(SESSION), 2);
    assert.equal(traffic.count(STREAM), 2);
    assert.deepEqual(record.problems, []);
  });
});
