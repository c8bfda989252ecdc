import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { issueSession } from '../packages/broker/src/index.ts';
import { axeViolations } from './support/axe.ts';
import { openPage } from './support/browser.ts';
import { startOver } from './support/sandbox.ts';
import { useStack } from './support/stack.ts';

/** Every visible element, with the attributes that it needs. */
const ELEMENTS: readonly (readonly [tag: string, attributes?: Readonly<Record<string, string>>])[] = [
  ['arc-connect'],
  ['arc-connection-status'],
  ['arc-feature-availability'],
  ['arc-feature-gate', { feature: 'charge_cost' }],
  ['arc-meter-list'],
  ['arc-interval-chart'],
  ['arc-account-profile'],
  ['arc-doctor'],
];

describe('a page with all elements has no violation of axe rules and best practices', () => {
  const stack = useStack();
  afterEach(async () => {
    for (const context of stack.browser.contexts()) await context.close();
    await startOver(stack.sandboxUrl);
  });

  /** Opens the plain page of the demo with all elements below its heading. */
  async function open(colorScheme: 'light' | 'dark', scopes?: readonly string[]): Promise<Page> {
    const { page } = await openPage(stack.browser, { colorScheme, reducedMotion: 'reduce' });
    if (scopes !== undefined) {
      await page.route('**/arc/session', async (route) => {
        const { brokerUrl: broker, secrets } = stack;
        await route.fulfill({ json: await issueSession({ broker, key: secrets.brokerKey, user: 'demo', scopes }) });
      });
    }
    await page.addInitScript((elements) => {
      document.addEventListener('readystatechange', () => {
        if (document.readyState !== 'interactive') return;
        const session = document.querySelector('arc-session');
        session?.removeAttribute('heading-level');
        session?.replaceChildren(
          ...elements.map(([tag, attributes = {}]) => {
            const element = document.createElement(tag);
            for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
            return element;
          }),
        );
      });
    }, ELEMENTS);
    await page.goto(`${stack.demoUrl}/plain.html`);
    return page;
  }

  const PROFILE = ['profile:read', 'profile:write'];
  const READ = ['connections:read', 'connections:connect', 'accounts:read', 'meters:read', 'intervals:read'];

  for (const scheme of ['light', 'dark'] as const) {
    it(`for a new person, ${scheme}`, async () => {
      const page = await open(scheme, [...READ, ...PROFILE, 'intervals:activate', 'events:read']);
      await page.locator('arc-meter-list [part~=empty]').waitFor();
      await page.locator('arc-account-profile [part~=form]').waitFor();
      assert.deepEqual(await axeViolations(page), []);
      await page.locator('arc-connect [part~=button]').first().click();
      await page.locator('arc-connect dialog[open] iframe').first().waitFor();
      assert.deepEqual(await axeViolations(page), [], 'with the dialog open');
    });

    it(`for a person with a meter, ${scheme}`, async () => {
      await startOver(stack.sandboxUrl, 'solar-home');
      const page = await open(scheme, [...READ, ...PROFILE, 'intervals:activate', 'events:read']);
      await page.locator('arc-connection-status [part~=activate]').waitFor();
      await page.locator('arc-account-profile [part~=tariff]').waitFor();
      assert.deepEqual(await axeViolations(page), [], 'usage data off');
      await page.locator('arc-connection-status [part~=activate]').click();
      await page.locator('arc-interval-chart [part~=plot]').waitFor({ timeout: 30_000 });
      await page.locator('arc-meter-list .preview').first().waitFor();
      assert.deepEqual(await axeViolations(page), [], 'usage data on');
      await page.locator('arc-interval-chart').evaluate((chart) => Object.assign(chart, { table: true }));
      await page.locator('arc-interval-chart table').waitFor();
      assert.deepEqual(await axeViolations(page), [], 'as a table');
    });

    it(`for a session with few scopes, ${scheme}`, async () => {
      await startOver(stack.sandboxUrl, 'solar-home');
      const page = await open(scheme, ['connections:read', 'profile:read']);
      await page.locator('arc-account-profile [part~=facts]').waitFor();
      await page.locator('arc-doctor [part~=finding]').first().waitFor();
      assert.deepEqual(await axeViolations(page), []);
    });
  }

  it('unless a heading skips a level', async () => {
    await startOver(stack.sandboxUrl, 'solar-home');
    const page = await open('light');
    await page.locator('arc-meter-list [part~=meter]').first().waitFor();
    await page.locator('arc-session').evaluate((session) => session.setAttribute('heading-level', '4'));
    await page.locator('arc-meter-list [aria-level="4"]').first().waitFor();
    assert.match((await axeViolations(page)).join(), /^heading-order: /);
  });

  it('on the plain page and the portal of the demo', async () => {
    await startOver(stack.sandboxUrl, 'solar-home');
    for (const path of ['/plain.html', '/']) {
      const { page } = await openPage(stack.browser, { reducedMotion: 'reduce' });
      await page.goto(stack.demoUrl + path);
      await page.locator('arc-connection-status [part~=connection]').waitFor();
      await page.locator('arc-meter-list [part~=meter]').first().waitFor();
      assert.deepEqual(await axeViolations(page), [], path);
    }
  });
});
