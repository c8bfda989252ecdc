import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { recordAnswers } from './support/answers.ts';
import { openPage, type PageRecord } from './support/browser.ts';
import { type PlatformProxy, startPlatformProxy } from './support/platform-proxy.ts';
import { chartTotals, connectUtility, SOLAR_HOME, showAll, signIn } from './support/portal.ts';
import { useStack } from './support/stack.ts';

const CLIENT_SECRET = 'canary-client-secret-4f1c7d';

describe('the portal and the plain page of the demo', () => {
  let proxy: PlatformProxy;

  before(async () => {
    proxy = await startPlatformProxy(CLIENT_SECRET);
  });
  const stack = useStack(() => ({
    brokerEnv: { ARC_API_URL: proxy.url, ARC_SWITCH_URL: proxy.url, ARC_CLIENT_SECRET: CLIENT_SECRET },
  }));
  before(() => {
    proxy.target = stack.sandboxUrl;
  });
  after(() => proxy?.close());
  afterEach(async () => {
    await fetch(`${stack.sandboxUrl}/_sandbox/reset`, { method: 'POST' });
    for (const context of stack.browser.contexts()) await context.close();
  });

  for (const path of ['/', '/plain.html']) {
    it(`${path}: connects a utility and draws a year without a reload; no secret reaches the browser`, async () => {
      const { page, record } = await openPage(stack.browser);
      const answers = await recordAnswers(page);
      let loads = 0;
      page.on('load', () => (loads += 1));
      await page.goto(`${stack.demoUrl}${path}`);

      await connectUtility(page, SOLAR_HOME);

      await page.locator('arc-connection-status [part~=state][data-state=connected]').waitFor({ timeout: 20_000 });
      const intervals = page.locator('arc-feature-availability [data-feature=utility_intervals] [data-availability]');
      await intervals.first().waitFor({ timeout: 20_000 });
      await page
        .locator('arc-feature-availability [data-feature=utility_intervals] [data-availability=AVAILABLE]')
        .first()
        .waitFor({ timeout: 20_000 });

      await page.locator('arc-meter-list [part~=activate]').first().click();
      await page.locator('arc-meter-list [data-status=INTERVALS_IN_PROGRESS]').first().waitFor();
      await page.locator('arc-meter-list [data-status=INTERVALS_SUCCESS]').first().waitFor({ timeout: 20_000 });

      await showAll(page);
      const totals = await chartTotals(page);
      assert.ok((totals.importKwh ?? 0) > 1000, `a year of a home imports ${totals.importKwh} kWh`);
      assert.ok((totals.exportKwh ?? 0) > 100, `a home with panels exports ${totals.exportKwh} kWh`);

      assert.equal(loads, 1);
      const received = await answers.text();
      for (const type of ['utility_credential_verified', 'utility_accounts_discovered', 'utility_account_updated'])
        assert.ok(received.includes(type), `no ${type} came over the stream`);
      assertNoSecrets(record, received);
      assert.deepEqual(record.problems, []);
    });
  }

  it('reports a failed sign-in, and lets the person repair it', async () => {
    const { page, record } = await openPage(stack.browser);
    const login = { username: 'ARC_TEST_R_SINGLE_ELEC', password: 'rejected' };
    await page.goto(stack.demoUrl);
    await connectUtility(page, login);
    await page.locator('arc-connect dialog[open]').getByRole('button', { name: 'Close' }).click();

    const status = page.locator('arc-connection-status');
    await status.locator('[part~=state][data-state=needs-attention]').waitFor({ timeout: 20_000 });
    await status.locator('[part~=action] arc-connect [part~=button]').click();
    await signIn(page, { ...login, password: 'verified' });

    await status.locator('[part~=state][data-state=connected]').waitFor({ timeout: 20_000 });
    assert.equal(await status.locator('[part~=connection]').count(), 1, 'the same login, repaired');
    assert.deepEqual(record.problems, []);
  });

  it('shows the example home before anything is connected', async () => {
    const { page, record } = await openPage(stack.browser);
    await page.goto(stack.demoUrl);
    await page.locator('arc-interval-chart [part~=canvas]').waitFor({ timeout: 5000 });
    assert.ok(((await chartTotals(page)).importKwh ?? 0) > 0);
    assert.match(await page.locator('main').innerText(), /example/i);
    assert.deepEqual(record.problems, []);
  });

  function assertNoSecrets({ logged, urls }: PageRecord, received: string): void {
    assert.ok(proxy.tokens.size > 0, 'the broker fetched a platform token');
    const secrets = [
      CLIENT_SECRET,
      ...proxy.tokens,
      ...Object.values(stack.secrets).filter((secret) => secret !== '001'),
    ];
    assert.ok(received.length > 10_000, 'something was recorded');
    const seen = [received, ...logged].join('\n');
    for (const secret of secrets) {
      for (const form of [
        secret,
        encodeURIComponent(secret),
        Buffer.from(secret).toString('base64'),
        Buffer.from(secret).toString('hex'),
      ]) {
        assert.ok(!seen.includes(form), 'a secret of the platform reached the browser');
        assert.ok(!urls.some((url) => url.includes(form)), 'a secret of the platform was in an address');
      }
    }
    const sessionTokens = received.match(/"token":"([^"]+)"/g) ?? [];
    assert.ok(sessionTokens.length > 0, 'the session was issued');
    for (const match of sessionTokens) {
      const token = match.slice('"token":"'.length, -1);
      assert.ok(!urls.some((url) => url.includes(token)), 'a session token was in an address');
    }
  }
});
