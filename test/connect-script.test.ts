import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { embedCode } from '@arc-elements/elements/embed-code';
import type { Page } from 'playwright-core';
import { bundleUrl } from '../scripts/lib/bundles.js';
import { openPage } from './support/browser.ts';
import { htmlResponse, usePartnerSite } from './support/partner-site.ts';
import { SOLAR_HOME, submitLogin } from './support/portal.ts';

describe("Connect by the platform's older script", () => {
  let policy: string;
  const site = usePartnerSite((path) => (path === '/' ? htmlResponse(pageMarkup(), csp()) : undefined));

  const script = () => `${site.stack.sandboxUrl}/dist/v5.js`;
  const csp = () => ({ 'content-security-policy': policy });
  const pageMarkup = () => `<!doctype html><html lang="en"><title>Home</title><link rel="icon" href="data:,">
    <script type="module" src="${bundleUrl('arc-elements.js')}"></script>
    <arc-session broker="${site.stack.brokerUrl}" session-url="/arc/session">
      <arc-connect connect-script="${script()}" zip="97205"></arc-connect>
      <arc-connection-status></arc-connection-status>
    </arc-session></html>`;

  /**
   * Returns the policy of a page with Trusted Types, which allows the older script if
   * `connectScript` is set.
   */
  async function policyOf(connectScript?: string): Promise<string> {
    const { header } = await embedCode({
      base: '/arc/',
      broker: site.stack.brokerUrl,
      trustedTypes: true,
      policy: "default-src 'self'; img-src 'self' data:",
      connectScript,
    });
    return header;
  }

  /** Opens the page, presses the button of `arc-connect`, and keeps the details of its events. */
  async function press(page: Page): Promise<void> {
    await page.goto(site.url);
    await page.evaluate(() => {
      for (const name of ['arc-connect-end', 'arc-error'] as const)
        document.addEventListener(name, (event) => {
          document.body.setAttribute(`data-${name}`, JSON.stringify(event.detail));
        });
    });
    await page.locator('arc-connect [part~=button]').first().click();
  }

  it('fails under a policy without the script, and names the missing directive in arc-error', async () => {
    policy = await policyOf();
    const { page } = await openPage(site.stack.browser);
    await press(page);
    await page.locator('arc-connect [part~=error]').waitFor();
    const detail = JSON.parse((await page.locator('body').getAttribute('data-arc-error')) ?? '');
    assert.match(detail.message, /script-src|arc-connect/);
  });

  it('connects a login under a policy with Trusted Types, with the zip code, and ends as verified', async () => {
    policy = await policyOf(script());
    const { page, record } = await openPage(site.stack.browser);
    await press(page);
    const frame = page.frameLocator('iframe[src*="via=script"]');
    assert.equal(await frame.locator('[name=zip]').inputValue(), '97205');
    assert.equal(await page.locator('arc-connect dialog[open]').count(), 0);
    await submitLogin(frame, SOLAR_HOME);
    await page.locator('body[data-arc-connect-end]').waitFor({ timeout: 20_000 });
    assert.deepEqual(JSON.parse((await page.locator('body').getAttribute('data-arc-connect-end')) ?? ''), {
      status: 'LOGIN_SUCCESS',
    });
    await page.locator('arc-connection-status [part~=state]').first().waitFor({ timeout: 20_000 });
    assert.deepEqual(record.problems, []);
  });
});
