import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { startStack } from '../scripts/lib/stack.js';
import { openBrowser, openPage } from './support/browser.ts';
import { chartTotals } from './support/story.ts';

/** Widgets that read something from the broker. */
const READERS = ['arc-connection-status', 'arc-feature-availability', 'arc-meter-list'];

describe('when something is wrong', () => {
  let browser: Browser;
  let stack: Awaited<ReturnType<typeof startStack>>;

  before(async () => {
    browser = await openBrowser();
    stack = await startStack({ ports: { demo: 0, broker: 0, sandbox: 0 } });
    await addPerson();
  });
  after(async () => {
    await browser?.close();
    await stack?.close();
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
    await fetch(`${stack.sandboxUrl}/_sandbox/faults`, { method: 'DELETE' });
  });

  async function addPerson(): Promise<void> {
    const answer = await fetch(`${stack.sandboxUrl}/_sandbox/users`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ user: 'demo' }),
    });
    assert.equal(answer.status, 201);
  }

  it('says so in each widget when the broker cannot be reached, and recovers once it can be reached', async () => {
    const { page, record } = await openPage(browser);
    await page.route(`${stack.brokerUrl}/**`, (route) => route.abort('connectionrefused'));
    await page.goto(`${stack.demoUrl}/plain.html`);
    for (const tag of READERS) {
      const alert = page.locator(`${tag} [role=alert]`).first();
      await alert.waitFor({ timeout: 15_000 });
      assert.match(await alert.innerText(), /\w{3,} \w{2,}/, `${tag} says what is wrong`);
    }

    await page.unroute(`${stack.brokerUrl}/**`);
    const retry = page.getByRole('button', { name: /try again|retry/i });
    for (let count = await retry.count(); count > 0; count = await retry.count()) {
      // One retry can mend several widgets at once.
      await retry
        .first()
        .click({ timeout: 2000 })
        .catch(() => undefined);
      await page.waitForTimeout(100);
    }
    await page.locator('arc-connection-status [part~=state][data-state=connected]').waitFor({ timeout: 15_000 });
    assert.deepEqual(
      record.problems.filter((problem) => !problem.includes('ERR_')),
      [],
    );
  });

  it('says so when the platform answers 500, and shows no word of its answer', async () => {
    await fetch(`${stack.sandboxUrl}/_sandbox/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ path: '/plug/*', status: 500, body: '<h1>stack trace of the platform</h1>' }),
    });
    const { page, record } = await openPage(browser);
    await page.goto(`${stack.demoUrl}/plain.html`);
    await page
      .locator('arc-meter-list [role=alert], arc-meter-list [part~=failed]')
      .first()
      .waitFor({ timeout: 15_000 });
    await record.settle();
    assert.ok(!record.received.join('\n').includes('stack trace of the platform'));
    assert.deepEqual(record.problems, []);
  });

  it('renews a session that was ended elsewhere without the person noticing', async () => {
    const { page, record } = await openPage(browser);
    await page.goto(`${stack.demoUrl}/plain.html`);
    await page.locator('arc-connection-status [part~=state][data-state=connected]').waitFor({ timeout: 15_000 });
    const issued = () => record.urls.filter((url) => url.endsWith('/arc/session')).length;
    const before = issued();

    const ended = await fetch(`${stack.brokerUrl}/users/demo/sessions`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${stack.secrets.brokerKey}` },
    });
    assert.equal(ended.status, 204);
    await page.waitForFunction(() => true);
    await page
      .locator('arc-session')
      .evaluate((element) => (element as HTMLElement & { current?: { refresh(): Promise<void> } }).current?.refresh());

    await page.locator('arc-connection-status [part~=state][data-state=connected]').waitFor();
    assert.equal(issued(), before + 1, 'one new session for the whole page');
    assert.deepEqual(record.problems, []);
  });

  it("names the page's own session route when that fails", async () => {
    const { page, record } = await openPage(browser);
    await page.route('**/arc/session', (route) =>
      route.fulfill({ status: 200, contentType: 'text/html', body: '<!doctype html><title>Login</title>' }),
    );
    await page.goto(`${stack.demoUrl}/plain.html`);
    for (const tag of READERS) {
      await page.locator(`${tag} [role=alert], ${tag} [part~=failed]`).first().waitFor({ timeout: 15_000 });
    }
    assert.deepEqual(record.problems, []);
  });

  it('keeps the last good numbers on the page while the platform is down', async () => {
    const { page } = await openPage(browser);
    await page.goto(stack.demoUrl);
    const before = await chartTotals(page);
    await fetch(`${stack.sandboxUrl}/_sandbox/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ path: '/*', status: 503 }),
    });
    await page
      .locator('arc-session')
      .evaluate((element) => (element as HTMLElement & { current?: { refresh(): Promise<void> } }).current?.refresh());
    assert.deepEqual(await chartTotals(page), before);
  });
});
