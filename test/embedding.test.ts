import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { afterEach, before, describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { DEFAULT_SCOPES, issueSession } from '@arc-elements/broker';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { bundleUrl } from '../scripts/lib/bundles.js';
import { openPage, type PageRecord } from './support/browser.ts';
import { startOver } from './support/sandbox.ts';
import { waitForStream } from './support/session.ts';
import { useStack } from './support/stack.ts';
import { type Traffic, watchTraffic } from './support/traffic.ts';

const CONNECTED = 'arc-connection-status [part~=state][data-state=connected]';
const SCRIPT = bundleUrl('arc-elements.js');
const SESSION = 'POST /arc/session';
const STREAM = 'GET /events';

describe('the script-tag bundle on pages of all kinds', { timeout: 120_000 }, () => {
  const stack = useStack();
  let page: Page;
  let record: PageRecord;
  let traffic: Traffic;

  before(() => startOver(stack.sandboxUrl, 'solar-home'));
  afterEach(async () => {
    for (const context of stack.browser.contexts()) await context.close();
  });

  async function open(options: BrowserContextOptions = {}): Promise<void> {
    const context = await stack.browser.newContext(options);
    traffic = watchTraffic(context, [stack.brokerUrl, new URL(stack.demoUrl).origin]);
    ({ page, record } = await openPage(context));
  }
  const visit = () => page.goto(`${stack.demoUrl}/plain.html`);

  it('keeps properties that were set before it was loaded', async () => {
    await open();
    const held = Promise.withResolvers<void>();
    await page.route(`**${SCRIPT}`, async (route) => {
      await held.promise;
      await route.continue();
    });
    await page.goto(`${stack.demoUrl}/plain.html`, { waitUntil: 'commit' });
    await page.locator('arc-meter-list').waitFor({ state: 'attached' });
    await page.evaluate(() => {
      Object.assign(document.querySelector('arc-session') as object, { locale: 'de' });
      Object.assign(document.querySelector('arc-meter-list') as object, { noSelect: false, previews: 0 });
    });
    held.resolve();
    await page.locator(CONNECTED, { hasText: 'Verbunden' }).waitFor();
    await page.locator('arc-meter-list [part~=meter]').first().waitFor();
    assert.deepEqual(record.problems, []);
  });

  it('works when it is loaded twice, warns once, and the doctor reports it', async () => {
    // The demo's policy forbids adding a script.
    await open({ bypassCSP: true });
    await page.addInitScript((script) => {
      document.addEventListener('readystatechange', () => {
        if (document.readyState !== 'interactive') return;
        const again = document.createElement('script');
        again.type = 'module';
        again.src = `${script}?again`;
        document.head.append(again);
        document.querySelector('arc-session')?.append(document.createElement('arc-doctor'));
      });
    }, SCRIPT);
    await visit();
    await page.locator(CONNECTED).waitFor();
    await page.locator('arc-doctor [data-code=duplicate-script]').waitFor();
    const warnings = record.logged.filter((line) => /^arc-elements: .+ is already on this page/.test(line));
    assert.equal(warnings.length, 1);
    assert.equal(traffic.count(SESSION), 1);
    assert.equal(traffic.count(STREAM), 1);
    assert.deepEqual(record.problems, []);
  });

  it('keeps its session when elements and the session around them are moved', async () => {
    await open();
    await visit();
    await page.locator(CONNECTED).waitFor();
    await waitForStream(page);
    await page.evaluate(() => {
      const session = document.querySelector('arc-session') as Element;
      const status = session.querySelector('arc-connection-status') as Element;
      session.prepend(status);
      session.append(status);
      const box = document.createElement('div');
      document.querySelector('main')?.append(box);
      box.append(session);
    });
    await page.locator(`div > arc-session > ${CONNECTED}`).waitFor();
    assert.equal(traffic.count(SESSION), 1);
    assert.equal(traffic.count(STREAM), 1);
    assert.deepEqual(record.problems, []);
  });

  it('keeps its state when Turbo replaces the body and moves its session into the new one', async () => {
    await open();
    await page.route('**/arc/session', async (route) => {
      const scopes = [...DEFAULT_SCOPES, 'profile:read', 'profile:write'];
      const { brokerUrl: broker, secrets } = stack;
      await route.fulfill({ json: await issueSession({ broker, key: secrets.brokerKey, user: 'demo', scopes }) });
    });
    await page.addInitScript(() => {
      document.addEventListener('readystatechange', () => {
        if (document.readyState !== 'interactive') return;
        document.querySelector('arc-session')?.append(document.createElement('arc-account-profile'));
      });
    });
    await visit();
    await page.locator(CONNECTED).waitFor();
    await page.locator('arc-meter-list [part~=meter]').first().waitFor();
    await page.getByLabel('Town').fill('Portsmouth');
    await waitForStream(page);
    const asked = [...traffic.calls];
    await page.evaluate(async () => {
      const session = document.querySelector('arc-session') as HTMLElement;
      Object.assign(globalThis, { before: (session as HTMLElement & { current: unknown }).current });
      for (let visits = 0; visits < 3; visits++) {
        const body = document.createElement('body');
        document.body.replaceWith(body);
        // Waits for a frame and a task, which is later than any microtask.
        await new Promise((drawn) => requestAnimationFrame(() => globalThis.setTimeout(drawn)));
        body.append(session);
        await new Promise((drawn) => requestAnimationFrame(() => globalThis.setTimeout(drawn)));
      }
    });
    const same = await page.evaluate(
      () => document.querySelector('arc-session')?.current === (globalThis as unknown as { before: unknown }).before,
    );
    assert.ok(same, 'the session is the same');
    assert.equal(await page.getByLabel('Town').inputValue(), 'Portsmouth');
    await waitForStream(page);
    assert.deepEqual(traffic.calls, asked, 'nothing was asked for again');
    assert.deepEqual(record.problems, []);
  });

  it('works in the shadow root of another component, with the session around it or with one by id', async () => {
    await open();
    await visit();
    await page.locator(CONNECTED).waitFor();
    await page.evaluate(() => {
      const session = document.querySelector('arc-session') as HTMLElement;
      session.id = 'the-session';
      for (const [parent, name] of [
        [session, ''],
        [document.body, 'the-session'],
      ] as const) {
        const card = document.createElement('partner-card');
        const status = document.createElement('arc-connection-status');
        if (name !== '') status.setAttribute('session', name);
        card.attachShadow({ mode: 'open' }).append(status);
        parent.append(card);
      }
    });
    await page.locator(`arc-session partner-card ${CONNECTED}`).waitFor();
    await page.locator(`body > partner-card ${CONNECTED}`).waitFor();
    assert.equal(traffic.count(SESSION), 1);
    assert.deepEqual(record.problems, []);
  });

  it('works in a frame', async () => {
    await open({ bypassCSP: true });
    // Only the gallery's pages of the demo may be framed.
    await page.goto(`${stack.demoUrl}/gallery-connect.html`);
    await page.evaluate(() => {
      const frame = document.createElement('iframe');
      frame.src = '/gallery-connect.html?silent';
      document.body.replaceChildren(frame);
    });
    const frame = page.frameLocator('iframe');
    await frame.locator('body:empty').waitFor({ state: 'attached' });
    await frame.locator('body').evaluate(
      (body, [broker, source]) => {
        const session = document.createElement('arc-session');
        session.setAttribute('broker', broker);
        session.setAttribute('session-url', '/arc/session');
        session.append(document.createElement('arc-connection-status'));
        const script = document.createElement('script');
        script.type = 'module';
        script.src = source;
        body.append(session, script);
      },
      [stack.brokerUrl, SCRIPT] as const,
    );
    await frame.locator(CONNECTED).waitFor();
    assert.deepEqual(record.problems, []);
  });

  it('stops the page from scrolling while Connect is open, and lets it scroll again', async () => {
    await open({ viewport: { width: 1000, height: 500 } });
    await visit();
    await page.locator(CONNECTED).waitFor();
    await page.evaluate(() => document.querySelector('arc-session')?.append(document.createElement('arc-connect')));
    await page.evaluate(() => document.querySelector('arc-connect')?.open());
    await page.locator('arc-connect [part~=frame]').waitFor();
    const wheel = async () => {
      const before = await page.evaluate(() => scrollY);
      // Over the backdrop beside the dialog.
      await page.mouse.move(20, 250);
      await page.mouse.wheel(0, 200);
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
      // A wheel event that scrolls nothing causes no event to wait for.
      await setTimeout(200);
      return (await page.evaluate(() => scrollY)) - before;
    };
    const width = () => page.evaluate(() => document.body.getBoundingClientRect().width);
    const held = await width();
    assert.equal(await wheel(), 0);
    await page.evaluate(() => document.querySelector('arc-connect')?.remove());
    await page.locator('dialog[open]').waitFor({ state: 'detached' });
    assert.equal(await width(), held);
    assert.ok((await wheel()) > 0, 'it scrolls again');
    assert.deepEqual(record.problems, []);
  });

  it('draws an element that was hidden at first in the size it gets when shown', async () => {
    await open({ viewport: { width: 1000, height: 900 } });
    await page.addInitScript(() => {
      document.addEventListener('readystatechange', () => {
        const main = document.querySelector('main');
        if (document.readyState === 'interactive' && main !== null) main.hidden = true;
      });
    });
    await visit();
    await page.locator(CONNECTED).waitFor({ state: 'attached' });
    assert.equal(await page.locator(CONNECTED).isVisible(), false);
    await page.evaluate(() => {
      (document.querySelector('main') as HTMLElement).hidden = false;
    });
    await page.locator(CONNECTED).waitFor();
    const activate = page.locator('arc-meter-list [part~=activate]').first();
    await activate.click();
    await page.evaluate(() => {
      (document.querySelector('main') as HTMLElement).hidden = true;
    });
    await page.locator('arc-interval-chart [part~=canvas]').first().waitFor({ state: 'attached', timeout: 20_000 });
    await page.evaluate(() => {
      (document.querySelector('main') as HTMLElement).hidden = false;
    });
    await page.waitForFunction(() => {
      const canvas = document
        .querySelector('arc-interval-chart')
        ?.shadowRoot?.querySelector<HTMLCanvasElement>('[part~=canvas]');
      if (!canvas || canvas.width < 200) return false;
      const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data;
      return pixels !== undefined && new Uint32Array(pixels.buffer).some((pixel) => pixel !== 0);
    });
    assert.deepEqual(record.problems, []);
  });

  it('shows only the loading content of a gate until the script runs, with the style of the README', async () => {
    const readme = await readFile(new URL('../packages/elements/README.md', import.meta.url), 'utf8');
    const line = /^<style>(.+)<\/style>$/m.exec(readme)?.[1] ?? '';
    assert.match(line, /^arc-feature-gate:not\(:defined\)/);
    await open();
    let blocked = true;
    await page.route('**/arc-elements.js', (route) => (blocked ? route.abort('blockedbyclient') : route.continue()));
    const slots = ['available', 'not-ready', 'not-available', 'loading', 'failed'];
    const gate = slots.map((slot) => `<p slot="${slot}">${slot}</p>`).join('');
    const html = (css: string) => `<!doctype html><html lang="en"><title>Gate</title><style>${css}</style>
      <script type="module" src="${SCRIPT}"></script>
      <arc-feature-gate feature="charge_cost">${gate}</arc-feature-gate></html>`;
    const seen = async (css: string): Promise<string[]> => {
      await page.route('**/gate.html', (route) => route.fulfill({ contentType: 'text/html', body: html(css) }));
      await page.goto(`${stack.demoUrl}/gate.html`);
      return await page
        .locator('arc-feature-gate > p')
        .evaluateAll((all) => all.filter((each) => each.checkVisibility()).map(({ slot }) => slot));
    };
    assert.deepEqual(await seen(''), slots, 'without the line everything shows');
    assert.deepEqual(await seen(line), ['loading']);
    blocked = false;
    await page.reload();
    // This page has no session.
    await page.locator('arc-feature-gate:defined > [slot=failed]').waitFor();
  });
});
