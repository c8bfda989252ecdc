import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { build } from 'vite';
import { eventually } from '../packages/broker/src/testing/eventually.ts';
import { programOf } from '../packages/broker/src/testing/nginx.ts';
import { startSandbox } from '../packages/sandbox/src/node/index.ts';
import { openBrowser, openPage } from './support/browser.ts';
import { SOLAR_HOME, submitLogin } from './support/portal.ts';
import { type Site, startSite } from './support/site.ts';
import { startTerminator, type Terminator } from './support/terminator.ts';

/** Hosts that the platform's own code has in it. */
const ARC = 'api.arcadia.com';
const SWITCH = 'api.genability.com';
const CONNECT = 'connect-main.prod.arcadia.com';
const WEBHOOK_KEY = 'webhook-key-of-the-quickstart';

const skip = programOf('openssl') === undefined && 'there is no openssl, which makes the certificate';

describe("the platform's own clients against the sandbox", { skip, timeout: 120_000 }, () => {
  let receiver: Site;
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;
  let platform: Terminator;
  /** Webhooks as they arrived. */
  const received: { readonly timestamp: string; readonly signature: string; readonly body: string }[] = [];

  before(async () => {
    receiver = await startSite(async (request) => {
      received.push({
        timestamp: request.headers.get('arc-webhook-timestamp') ?? '',
        signature: request.headers.get('arc-webhook-signature') ?? '',
        body: await request.text(),
      });
      return new Response(null, { status: 204 });
    });
    sandbox = await startSandbox({ port: 0, webhooks: [{ url: receiver.url, key: WEBHOOK_KEY }] });
    platform = await startTerminator(sandbox.url);
  });
  after(async () => {
    await platform?.close();
    await sandbox?.close();
    await receiver?.close();
  });

  /** The token of the quickstart's server, which sends this header before it has one. */
  async function accessToken(): Promise<string> {
    const { status, body } = await platform.call(ARC, 'POST', '/auth/access_token', {
      headers: { authorization: 'Bearer undefined', 'arc-version': '2021-11-17' },
      body: { client_id: '001', client_secret: '001' },
    });
    assert.equal(status, 200);
    return (body as { access_token: string }).access_token;
  }
  const headersOf = (token: string) => ({ authorization: `Bearer ${token}`, 'arc-version': '2021-11-17' });

  async function connectToken(user: number | string): Promise<string> {
    const { status, body } = await platform.call(ARC, 'POST', '/auth/connect_token', {
      headers: headersOf(await accessToken()),
      body: { client_user_id: user },
    });
    assert.equal(status, 200);
    return (body as { connect_token: string }).connect_token;
  }

  describe('the server of the quickstart, by its protocol', () => {
    it('gets a connect token for a user id that is a number, and deletes that user', async () => {
      assert.match(await connectToken(48_213), /./);
      const deleted = await platform.call(ARC, 'DELETE', '/users/48213', { headers: headersOf(await accessToken()) });
      assert.equal(deleted.status, 204);
    });

    it('reads an account, its statements and its intervals', async () => {
      sandbox.sandbox.users.connect('quickstart', 'solar-home');
      const headers = headersOf(await accessToken());
      const read = async (path: string) => {
        const { status, body } = await platform.call(ARC, 'GET', path, { headers });
        assert.equal(status, 200, path);
        return body as { data: { id: number }[] };
      };
      const id = (await read('/utility_accounts')).data[0]?.id;
      await read(`/utility_accounts/${id}`);
      assert.ok((await read(`/plug/utility_statements?utility_account_id=${id}`)).data.length > 0);
      await read(`/plug/utility_intervals?utility_account_id=${id}`);
    });

    it('puts an account into Switch, and finds it there when it does so again', async () => {
      const headers = { authorization: `Basic ${Buffer.from('001:001').toString('base64')}` };
      const body = {
        providerAccountId: 'quickstart-1',
        accountName: 'Account of the quickstart',
        address: { address1: '1 Main St', city: 'Portland', state: 'OR', zip: '97205' },
        properties: { customerClass: { keyName: 'customerClass', dataValue: 1 } },
      };
      const ids = [];
      for (const _ of [1, 2]) {
        const answer = await platform.call(SWITCH, 'PUT', '/rest/v1/accounts', { headers, body });
        assert.equal(answer.status, 200);
        ids.push((answer.body as { results: { accountId: string }[] }).results[0]?.accountId);
      }
      assert.match(ids[0] ?? '', /./);
      assert.equal(ids[0], ids[1]);
    });

    it('accepts the signature of a webhook', async () => {
      const before = received.length;
      sandbox.sandbox.users.connect('signed', 'single-electric');
      await eventually(() => received.length > before, 'a webhook');
      const { timestamp, signature, body } = received[before] ?? assert.fail();
      assert.equal(signature, createHmac('sha256', WEBHOOK_KEY).update(`${timestamp}.${body}`).digest('hex'));
    });
  });

  describe('the React package, unmodified', () => {
    let browser: Browser;
    let site: Site;

    before(async () => {
      const script = await buildPage();
      site = await startSite((request) =>
        new URL(request.url).pathname === '/page.js'
          ? new Response(script, { headers: { 'content-type': 'text/javascript' } })
          : new Response('<!doctype html><title>Connect</title><div id="app"></div><script src="/page.js"></script>', {
              headers: { 'content-type': 'text/html' },
            }),
      );
      browser = await openBrowser([`--host-resolver-rules=MAP ${CONNECT} 127.0.0.1:${platform.port}`]);
    });
    after(async () => {
      await browser?.close();
      await site?.close();
    });

    it('opens Connect, submits a login and ends with the status verified', async () => {
      const { page, record } = await openPage(browser, { ignoreHTTPSErrors: true });
      await page.goto(`${site.url}/?token=${encodeURIComponent(await connectToken('package'))}`);
      await page.getByRole('button', { name: 'Connect credentials' }).click();
      const frame = page.frameLocator(`iframe[src^="https://${CONNECT}/"]`);
      assert.equal(await frame.locator('[name=zip]').inputValue(), '97205');
      await submitLogin(frame, SOLAR_HOME);
      await page.locator('body[data-closed]').waitFor({ timeout: 20_000 });
      const detailOf = async (name: string) =>
        JSON.parse((await page.locator('body').getAttribute(`data-${name}`)) ?? '');
      assert.equal(await detailOf('opened'), true);
      assert.equal(typeof (await detailOf('submitted')).utilityCredentialId, 'number');
      assert.deepEqual(await detailOf('closed'), { status: 'verified' });
      assert.deepEqual(record.problems, []);
      await page.context().close();
    });

    it('is told what is wrong with a token that is missing', async () => {
      const { page } = await openPage(browser, { ignoreHTTPSErrors: true });
      await page.goto(site.url);
      await page.getByRole('button', { name: 'Connect credentials' }).click();
      assert.match(await page.locator('#error').innerText(), /connectToken/);
      await page.context().close();
    });
  });
});

/** Bundles the page with the package and the React that it is made for. */
async function buildPage(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    root: import.meta.dirname,
    define: { 'process.env.NODE_ENV': '"production"' },
    resolve: { alias: { 'react-dom': 'react-dom-17', react: 'react-17' } },
    build: { write: false, rolldownOptions: { input: join(import.meta.dirname, 'platform-clients/connect-page.js') } },
  });
  return (result as { output: { code: string }[] }).output[0]?.code ?? assert.fail();
}
