import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, it, type TestContext } from 'node:test';
import type { BrowserContext, Frame, Page } from 'playwright-core';
import { openPage, openProfile } from './support/browser.ts';
import { startOver } from './support/sandbox.ts';
import { waitForStream } from './support/session.ts';
import { useStack } from './support/stack.ts';

/** Chromium's settings that block site data. */
const BLOCKED = {
  everywhere: { profile: { default_content_setting_values: { cookies: 2 } } },
  'for pages framed by another site': { profile: { block_third_party_cookies: true, cookie_controls_mode: 1 } },
};

describe('a page in an unusual browser', { timeout: 120_000 }, () => {
  const stack = useStack();
  beforeEach(() => startOver(stack.sandboxUrl, 'single-electric'));

  /** Adds a login of the same person, and waits until the page shows it. */
  async function addLogin(page: Page | Frame): Promise<void> {
    const connections = page.locator('arc-connection-status [part~=connection]');
    await connections.first().waitFor({ timeout: 20_000 });
    const before = await connections.count();
    const answer = await fetch(`${stack.sandboxUrl}/_sandbox/users`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ user: 'demo', scenario: 'rejected' }),
    });
    assert.equal(answer.status, 201);
    await connections.nth(before).waitFor({ timeout: 10_000 });
  }

  /** Opens a browser profile with these settings. */
  async function profileOf(t: TestContext, settings: object): Promise<BrowserContext> {
    const folder = mkdtempSync(join(tmpdir(), 'arc-elements-profile-'));
    mkdirSync(join(folder, 'Default'));
    writeFileSync(join(folder, 'Default/Preferences'), JSON.stringify(settings));
    const context = await openProfile(folder);
    t.after(async () => {
      await context.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    });
    return context;
  }

  const canUseLocks = (page: Page | Frame) =>
    page.evaluate(() => navigator.locks.request('x', () => true).catch(() => false));

  it('has an event stream in each tab if site data are blocked', async (t) => {
    const { page, record } = await openPage(await profileOf(t, BLOCKED.everywhere));
    await page.goto(`${stack.demoUrl}/plain.html`);
    assert.equal(await canUseLocks(page), false);
    await waitForStream(page);
    await addLogin(page);
    assert.deepEqual(record.problems, []);
  });

  it('has an event stream in a frame of another site if third-party data are blocked', async (t) => {
    const context = await profileOf(t, BLOCKED['for pages framed by another site']);
    // Chromium treats a page that a test answers itself as a page of the internet, which may not
    // send requests to this machine.
    await context.grantPermissions(['local-network-access']);
    const { page, record } = await openPage(context);
    const address = `${stack.demoUrl}/plain.html`;
    const body = `<title>Portal</title><iframe src="${address}" width="900" height="900"></iframe>`;
    await page.route('http://127.0.0.1:1/portal', (route) => route.fulfill({ contentType: 'text/html', body }));
    // The demo's policy forbids frames.
    await page.route(address, async (route) => {
      const response = await route.fetch();
      const { 'content-security-policy': _, ...headers } = response.headers();
      await route.fulfill({ response, headers });
    });
    await page.goto('http://127.0.0.1:1/portal');
    const frame = page.frames()[1];
    assert.ok(frame !== undefined);
    await frame.waitForURL(address);
    assert.equal(await canUseLocks(frame), false);
    await addLogin(frame);
    assert.deepEqual(record.problems, []);
  });

  it('follows events after its clock was set back by an hour', async () => {
    const { page, record } = await openPage(stack.browser);
    await page.addInitScript(() => {
      const now = Date.now.bind(Date);
      Date.now = () => now() + (Reflect.get(globalThis, 'clockSetByMs') ?? 0);
    });
    await page.goto(`${stack.demoUrl}/plain.html`);
    await waitForStream(page);
    await addLogin(page);
    await page.evaluate(() => Reflect.set(globalThis, 'clockSetByMs', -3_600_000));
    await addLogin(page);
    assert.deepEqual(record.problems, []);
    await page.context().close();
  });
});
