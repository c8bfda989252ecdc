import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { issueSession } from '@arc-elements/broker';
import type { Page } from 'playwright-core';
import { contentSecurityPolicy } from '../demo/server/policy.ts';
import { type BuiltPortal, buildPortal } from './react/build.ts';
import { openPage, type PageRecord } from './support/browser.ts';
import { startOver } from './support/sandbox.ts';
import { useStack } from './support/stack.ts';
import { type Traffic, watchTraffic } from './support/traffic.ts';

describe('the React components', { timeout: 120_000 }, () => {
  let server: Server;
  let portal: BuiltPortal;
  let origin: string;
  let page: Page;
  let record: PageRecord;
  let traffic: Traffic;

  before(async () => {
    server = createServer((request, response) => void answer(request.method ?? '', request.url ?? '/', response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  const stack = useStack(() => ({ brokerEnv: { ARC_ALLOWED_ORIGINS: origin } }));
  before(async () => {
    await startOver(stack.sandboxUrl, 'solar-home');
    portal = await buildPortal(stack.brokerUrl);
    const context = await stack.browser.newContext({ viewport: { width: 1024, height: 900 } });
    traffic = watchTraffic(context, [stack.brokerUrl, origin]);
    ({ page, record } = await openPage(context));
    await page.goto(origin);
  });
  after(async () => {
    await new Promise((resolve) => server?.close(resolve));
    await portal?.remove();
  });

  /**
   * Answers as a partner's server: the rendered page, the app's files and the session route, with a
   * strict policy.
   */
  async function answer(method: string, url: string, response: import('node:http').ServerResponse): Promise<void> {
    const policy = contentSecurityPolicy({
      brokerOrigin: stack.brokerUrl,
      connectOrigin: new URL(stack.sandboxUrl).origin,
    });
    response.setHeader('content-security-policy', policy);
    if (url === '/') {
      const start = `<script type="module" src="/start.js"></script>`;
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(
        `<!doctype html><html lang="en"><title>Portal</title><div id="root">${portal.html}</div>${start}</html>`,
      );
    } else if (url === '/start.js') {
      response.setHeader('content-type', 'text/javascript');
      response.end(`import { start } from '/portal.js'; start(${JSON.stringify(stack.brokerUrl)});`);
    } else if (url === '/arc/session' && method === 'POST') {
      const grant = await issueSession({ broker: stack.brokerUrl, key: stack.secrets.brokerKey, user: 'demo' });
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(grant));
    } else {
      const folder = url.startsWith('/assets/') ? 'assets' : '.';
      const text = await readFile(join(portal.folder, folder, basename(url)), 'utf8').catch(() => null);
      response.setHeader('content-type', 'text/javascript');
      response.writeHead(text === null ? 404 : 200).end(text ?? '');
    }
  }

  it('render on a server as their tags, without a browser', () => {
    for (const tag of ['arc-session', 'arc-connect', 'arc-feature-gate', 'arc-interval-chart']) {
      assert.match(portal.html, new RegExp(`<${tag}[ >]`));
    }
    assert.match(portal.html, /<p slot="available">/);
  });

  it('render their props as attributes, without those that only a script can set', () => {
    const tag = (name: string) => new RegExp(`<${name}\\b[^>]*>`).exec(portal.html)?.[0];
    const session = `<arc-session broker="${stack.brokerUrl}" session-url="/arc/session" theme="light">`;
    assert.equal(tag('arc-session'), session);
    assert.equal(tag('arc-connect'), '<arc-connect class="connect" compact="">');
    assert.equal(tag('arc-feature-gate'), '<arc-feature-gate feature="utility_intervals">');
    assert.equal(tag('arc-meter-list'), '<arc-meter-list previews="0">');
    assert.equal(tag('arc-interval-chart'), '<arc-interval-chart meter-id="" view="usage" range="month">');
  });

  it('hydrate that page and set properties, in strict mode, with one session', async () => {
    await page.locator('#user', { hasText: 'ready' }).waitFor();
    await page.locator('arc-meter-list [part~=activate]').first().click();
    await page.locator('arc-interval-chart [part~=total-import]').waitFor();
    await page.getByText('Usage data is here.').waitFor();
    assert.equal(await page.locator('arc-connect').getAttribute('class'), 'connect');
    assert.equal(
      await page.locator('arc-connect').evaluate((el) => (el as unknown as { compact: boolean }).compact),
      true,
    );
    assert.equal(traffic.count('POST /arc/session'), 1);
    assert.equal(traffic.count('GET /events'), 1);
  });

  it('pass on events to typed props', async () => {
    await page.locator('arc-meter-list [part~=select]').first().click();
    await page.locator('#meter', { hasText: /^mtr_/ }).waitFor();
    await page.locator('arc-interval-chart').getByRole('button', { name: 'Week', exact: true }).click();
    await page.locator('#range', { hasText: /^\d+\.\.\d+$/ }).waitFor();
  });

  it('give a ref to the element', async () => {
    await page.locator('#out').click();
    await page.locator('#user', { hasText: 'signed out' }).waitFor();
  });

  it('end everything when they are unmounted, and start again when they are mounted', async () => {
    await page.locator('#toggle').click();
    await page.locator('arc-session').waitFor({ state: 'detached' });
    await page.locator('#toggle').click();
    await page.locator('#user', { hasText: 'ready' }).waitFor();
    await page.locator('arc-interval-chart [part~=total-import]').waitFor();
    assert.equal(traffic.count('POST /arc/session'), 2);
  });

  it('log nothing', () => {
    assert.deepEqual(record.problems, []);
  });
});
