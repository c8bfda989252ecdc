import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { openPage } from './support/browser.ts';
import { useStack } from './support/stack.ts';

describe("Connect by the platform's older script", () => {
  const stack = useStack();

  /** Gives the page's own element the script, presses it, and keeps what it says about its end. */
  async function press(page: Page): Promise<void> {
    await page.goto(`${stack.demoUrl}/plain.html`);
    await page.locator('arc-connect [part~=button]').first().waitFor();
    await page
      .locator('arc-connect')
      .first()
      .evaluate((el, script) => {
        el.setAttribute('connect-script', script);
        el.setAttribute('zip', '97205');
        for (const name of ['arc-connect-end', 'arc-error'] as const)
          document.addEventListener(name, (event) => {
            document.body.setAttribute(`data-${name}`, JSON.stringify(event.detail));
          });
      }, `${stack.sandboxUrl}/dist/v5.js`);
    await page.locator('arc-connect [part~=button]').first().click();
  }

  it('names the directive that a strict policy needs, and tells the person in words', async () => {
    const { page } = await openPage(stack.browser);
    await press(page);
    await page.locator('arc-connect [part~=error]').waitFor();
    const said = (await page.locator('body').getAttribute('data-arc-error')) ?? '';
    assert.match(said, /script-src|arc-connect/);
  });

  it('connects a login, starting with the zip code, and ends as verified', async () => {
    const { page } = await openPage(stack.browser, { bypassCSP: true });
    await press(page);
    const frame = page.frameLocator('iframe[src*="via=script"]');
    const next = frame.locator('button[type=submit]');
    assert.equal(await frame.locator('[name=zip]').inputValue(), '97205');
    assert.equal(await page.locator('arc-connect dialog[open]').count(), 0);
    await next.click();
    await frame.locator('[name=utility]').selectOption({ index: 1 });
    await next.click();
    await frame.locator('[name=username]').fill('ARC_DEMO_SOLAR_HOME');
    await frame.locator('[name=password]').fill('verified');
    await next.click();
    await page.locator('body[data-arc-connect-end]').waitFor({ timeout: 20_000 });
    assert.deepEqual(JSON.parse((await page.locator('body').getAttribute('data-arc-connect-end')) ?? ''), {
      status: 'LOGIN_SUCCESS',
    });
    await page.locator('arc-connection-status [part~=state]').first().waitFor({ timeout: 20_000 });
  });
});
