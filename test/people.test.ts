import assert from 'node:assert/strict';
import { afterEach, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { issueSession } from '../packages/broker/src/index.ts';
import { openPage } from './support/browser.ts';
import { waitForStream } from './support/session.ts';
import { useStack } from './support/stack.ts';

const SCOPES = [
  'connections:read',
  'accounts:read',
  'meters:read',
  'intervals:read',
  'profile:read',
  'profile:write',
  'events:read',
];
const READERS = [
  'arc-connection-status',
  'arc-feature-availability',
  'arc-meter-list',
  'arc-interval-chart',
  'arc-account-profile',
];

describe('two people at one computer', { timeout: 120_000 }, () => {
  const stack = useStack();

  before(async () => {
    for (const [user, scenario] of [
      ['ada', 'solar-home'],
      ['hal', 'single-electric'],
    ]) {
      const answer = await fetch(`${stack.sandboxUrl}/_sandbox/users`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ user, scenario }),
      });
      assert.equal(answer.status, 201);
    }
  });
  afterEach(async () => {
    for (const context of stack.browser.contexts()) await context.close();
  });

  /** Opens the plain page with a profile, for the person who is signed in on its site. */
  async function openFor(first: string) {
    const site = { user: first as string | null };
    const { page, record } = await openPage(stack.browser);
    await page.route('**/arc/session', async (route) => {
      if (site.user === null) return await route.fulfill({ status: 401, json: {} });
      const { brokerUrl: broker, secrets } = stack;
      return await route.fulfill({
        json: await issueSession({ broker, key: secrets.brokerKey, user: site.user, scopes: SCOPES }),
      });
    });
    await page.goto(`${stack.demoUrl}/plain.html`);
    await page.evaluate(() => {
      document.querySelector('arc-session')?.append(document.createElement('arc-account-profile'));
    });
    await waitForStream(page);
    return { site, page, record };
  }

  const street = (page: Page) => page.locator('arc-account-profile').getByLabel('Street and number');

  /** Resolves to all texts and field values of the widgets. */
  const shown = (page: Page): Promise<string> =>
    page.evaluate(() => {
      const texts: string[] = [];
      const visit = (node: Node): void => {
        if (node instanceof Text) texts.push(node.data);
        if (node instanceof HTMLInputElement) texts.push(node.value);
        if (node instanceof Element && node.shadowRoot !== null) visit(node.shadowRoot);
        for (const child of node.childNodes) visit(child);
      };
      visit(document.querySelector('arc-session') as Element);
      return texts.join('\n');
    });

  async function streetOf(user: string): Promise<string> {
    const answer = await fetch(`${stack.sandboxUrl}/rest/v1/accounts/pid/${user}`, {
      headers: { authorization: `Basic ${btoa('001:001')}` },
    });
    const { results } = (await answer.json()) as { results: { address: { address1: string } }[] };
    return results[0]?.address.address1 as string;
  }

  it('see and receive nothing of each other when one signs out and the other signs in', async () => {
    const [ofAda, ofHal] = [await streetOf('ada'), await streetOf('hal')];
    const { site, page, record } = await openFor('ada');
    await street(page).fill('1 Ada Street');
    await page.locator('arc-session').evaluate((element) => (element as HTMLElement & { signOut(): void }).signOut());
    for (const tag of READERS) await page.locator(`${tag} [data-code=signed-out]`).waitFor();
    assert.ok(!(await shown(page)).includes('Ada Street'));

    site.user = 'hal';
    const sent: string[] = [];
    page.on('request', (request) => sent.push(request.postData() ?? ''));
    await page.locator('arc-session').evaluate((element) => (element as HTMLElement & { retry(): void }).retry());
    await street(page).waitFor();
    assert.equal(await street(page).inputValue(), ofHal);
    await page.locator('arc-account-profile [part~=save]').click();
    await page.locator('arc-account-profile .saved', { hasText: 'Saved' }).waitFor();
    assert.deepEqual([await streetOf('ada'), await streetOf('hal')], [ofAda, ofHal]);
    assert.ok(!sent.join('\n').includes('Ada Street'));
    const text = await shown(page);
    assert.ok(!text.includes('Ada Street') && !text.includes(ofAda), 'nothing of the first is shown');
    assert.deepEqual(record.problems, []);
  });

  it('hides everything when the person signed out in another tab, and shows the next person who signs in', async () => {
    const [ofAda, ofHal] = [await streetOf('ada'), await streetOf('hal')];
    const { site, page, record } = await openFor('ada');
    await street(page).waitFor();
    await page.locator('arc-meter-list [part~=meter]').first().waitFor();
    assert.ok((await shown(page)).includes(ofAda));

    // The person signs out in another tab: the partner's server ends the session, and its route
    // answers 401.
    site.user = null;
    const ended = await fetch(`${stack.brokerUrl}/users/ada/sessions`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${stack.secrets.brokerKey}` },
    });
    assert.equal(ended.status, 204);
    for (const tag of READERS) {
      const alert = page.locator(`${tag} [role=alert][data-code=unauthorized]`);
      await alert.waitFor({ timeout: 20_000 });
      assert.match(await alert.innerText(), /not signed in.*\s+Sign in again/);
    }
    assert.ok(!(await shown(page)).includes(ofAda));

    site.user = 'hal';
    await page.locator('arc-meter-list [part~=retry]').click();
    await street(page).waitFor();
    assert.equal(await street(page).inputValue(), ofHal);
    await page.locator('arc-meter-list [part~=meter]').first().waitFor();
    assert.ok(!(await shown(page)).includes(ofAda));
    await waitForStream(page);
    assert.deepEqual(record.problems, []);
  });
});
