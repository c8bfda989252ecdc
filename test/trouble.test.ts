import assert from 'node:assert/strict';
import { afterEach, before, describe, it } from 'node:test';
import { recordAnswers } from './support/answers.ts';
import { openPage } from './support/browser.ts';
import { chartTotals } from './support/portal.ts';
import { useStack } from './support/stack.ts';

/** Widgets that read something from the broker. */
const READERS = ['arc-connection-status', 'arc-feature-availability', 'arc-meter-list'];

interface SessionElement {
  readonly current: { readonly state: { getState(): { readonly live: string } } };
}

/** The file that reads the event stream. */
const EVENTS_FILE = /\bperson-events-[\w-]+\.js$/;

describe('when something is wrong', () => {
  const stack = useStack();

  before(() => addPerson());
  afterEach(async () => {
    for (const context of stack.browser.contexts()) await context.close();
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

  it('shows in each widget that the broker cannot be reached, and reads at once when a person retries', async () => {
    const { page, record } = await openPage(stack.browser);
    await page.clock.install();
    let reachable = false;
    await page.route(`${stack.brokerUrl}/**`, (route) =>
      reachable ? route.continue() : route.abort('connectionrefused'),
    );
    await page.goto(`${stack.demoUrl}/plain.html`);
    const alertOf = (tag: string) => page.locator(`${tag} [role=alert]`).first();
    for (const tag of READERS) {
      await alertOf(tag).waitFor({ timeout: 15_000 });
      assert.match(await alertOf(tag).innerText(), /The service cannot be reached\./, `${tag} says what is wrong`);
    }
    const lines = record.logged.filter((text) => /^arc-elements: .*\?arc-doctor/.test(text));
    assert.deepEqual([lines.length, lines[0]?.includes('not open to')], [1, true], 'the console says what to look at');

    // The page's clock stands still, so that the page repeats nothing by itself.
    await page.clock.pauseAt(Date.now() + 60_000);
    // When this request has failed, the earlier ones have failed too.
    await page.evaluate((url) => fetch(url).catch(() => undefined), `${stack.brokerUrl}/healthz`);
    reachable = true;
    for (const tag of READERS) assert.equal(await alertOf(tag).isVisible(), true, `${tag} does not recover by itself`);
    for (const tag of READERS) {
      // All buttons are pressed in one task, because one press also repeats waiting requests and
      // can repair several widgets.
      await page.locator(tag).evaluate(({ shadowRoot }) => {
        shadowRoot?.querySelector<HTMLElement>('[part~=retry]')?.click();
      });
      await alertOf(tag).waitFor({ state: 'detached' });
    }
    await page.locator('arc-connection-status [part~=state][data-state=connected]').waitFor();
    assert.deepEqual(
      record.problems.filter((problem) => !problem.includes('ERR_')),
      [],
    );
  });

  it('works without the event stream when its file cannot be loaded, and its state says so', async () => {
    const { page, record } = await openPage(stack.browser);
    const lost = page.waitForEvent('requestfailed', (request) => EVENTS_FILE.test(request.url()));
    await page.route(EVENTS_FILE, (route) => route.abort());
    await page.goto(`${stack.demoUrl}/plain.html`);
    await lost;
    await page.locator('arc-connection-status [part~=state][data-state=connected]').waitFor();
    const live = await page
      .locator('arc-session')
      .evaluate((el) => (el as unknown as SessionElement).current.state.getState().live);
    assert.equal(live, 'polling');
    assert.deepEqual(record.problems, []);
  });

  it('reports that the platform answered 500, and shows nothing of its answer', async () => {
    await fetch(`${stack.sandboxUrl}/_sandbox/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ path: '/plug/*', status: 500, body: '<h1>stack trace of the platform</h1>' }),
    });
    const { page, record } = await openPage(stack.browser);
    const answers = await recordAnswers(page);
    await page.goto(`${stack.demoUrl}/plain.html`);
    await page
      .locator('arc-meter-list [role=alert], arc-meter-list [part~=failed]')
      .first()
      .waitFor({ timeout: 15_000 });
    assert.ok(![await answers.text(), ...record.logged].join('\n').includes('stack trace of the platform'));
    assert.deepEqual(record.problems, []);
  });

  it('renews a revoked session without a message to the person', async () => {
    const { page, record } = await openPage(stack.browser);
    await page.goto(`${stack.demoUrl}/plain.html`);
    await page.locator('arc-connection-status [part~=state][data-state=connected]').waitFor({ timeout: 15_000 });
    const issued = () => record.urls.filter((url) => url.endsWith('/arc/session')).length;
    const before = issued();

    const ended = await fetch(`${stack.brokerUrl}/users/demo/sessions`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${stack.secrets.brokerKey}` },
    });
    assert.equal(ended.status, 204);
    await page
      .locator('arc-session')
      .evaluate((element) => (element as HTMLElement & { current?: { refresh(): Promise<void> } }).current?.refresh());

    await page.locator('arc-connection-status [part~=state][data-state=connected]').waitFor();
    assert.equal(issued(), before + 1, 'one new session for the whole page');
    assert.deepEqual(record.problems, []);
  });

  it('names the session route of the page when it fails', async () => {
    const { page, record } = await openPage(stack.browser);
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
    const { page } = await openPage(stack.browser);
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
