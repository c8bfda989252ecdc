import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { BUNDLES } from '../scripts/lib/bundles.js';
import { openBrowser } from './support/browser.ts';

const ENTRY = 'arc-elements.js';
const integrity: Record<string, string> = JSON.parse(readFileSync(join(BUNDLES, 'integrity.json'), 'utf8'));
/** A file that the entry fetches when a page has an `arc-doctor`. */
const DOCTOR = Object.keys(integrity).find((file) => /^arc-elements\.doctor-/.test(file)) ?? '';
/** A file that the entry fetches when a page has an `arc-interval-chart`. */
const CHART = Object.keys(integrity).find((file) => /^arc-elements\.interval-chart-/.test(file)) ?? '';

describe('integrity.json of the script-tag bundles', () => {
  let browser: Browser;
  let server: Server;
  let page: Page;
  let origin: string;
  /** The file whose last byte the server changes. */
  let altered: string | null;

  before(async () => {
    browser = await openBrowser();
    server = createServer((request, response) => {
      const name = new URL(request.url ?? '/', 'http://localhost').pathname.slice(1);
      if (name === '') {
        response.setHeader('content-type', 'text/html').end(pageOf(ENTRY));
      } else if (name in integrity) {
        const text = readFileSync(join(BUNDLES, name), 'utf8');
        response.setHeader('content-type', 'text/javascript').end(name === altered ? `${text} ` : text);
      } else {
        response.writeHead(404).end();
      }
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    origin = typeof address === 'object' ? `http://127.0.0.1:${address?.port}/` : '';
  });
  after(async () => {
    await browser?.close();
    await new Promise((resolve) => server?.close(resolve));
  });
  beforeEach(async () => {
    altered = null;
    page = await browser.newPage();
  });
  afterEach(() => page.close());

  /**
   * Returns a partner's page as in the README: the hash of the script is on its tag, the other
   * hashes are in an import map.
   */
  function pageOf(entry: string): string {
    const map = Object.fromEntries(Object.entries(integrity).map(([file, hash]) => [`./${file}`, hash]));
    return `<!doctype html><title>Portal</title>
      <script type="importmap">${JSON.stringify({ integrity: map })}</script>
      <script type="module" src="${entry}" integrity="${integrity[entry]}"></script>
      <arc-doctor></arc-doctor>`;
  }

  const isDefined = (tag: string): Promise<boolean> =>
    page.evaluate((name) => customElements.get(name) !== undefined, tag);
  /** Resolves when the browser reports that a file does not have its hash. */
  const refusal = (file: string) =>
    page.waitForEvent('console', (message) => message.text().includes('integrity') && message.text().includes(file));

  it('has the hash of every script', () => {
    const files = globSync('*.js', { cwd: BUNDLES }).sort();
    assert.deepEqual(Object.keys(integrity), files);
    for (const file of files) {
      const digest = createHash('sha384')
        .update(readFileSync(join(BUNDLES, file)))
        .digest('base64');
      assert.equal(integrity[file], `sha384-${digest}`, file);
    }
  });

  it('lets the browser run unchanged files', async () => {
    await page.goto(origin);
    await page.locator('arc-doctor [part~=finding]').first().waitFor();
  });

  it('makes the browser block a first script with one changed byte', async () => {
    altered = ENTRY;
    const refused = refusal(ENTRY);
    await page.goto(origin);
    await refused;
    assert.equal(await isDefined('arc-session'), false);
  });

  it('makes the browser block a later file with one changed byte, and no other file', async () => {
    altered = DOCTOR;
    const refused = refusal(DOCTOR);
    await page.goto(origin);
    await refused;
    await page.locator('arc-doctor [data-code=load-failed]').waitFor();
    assert.equal(await isDefined('arc-session'), true);
  });

  it('makes the doctor name an element whose file was changed', async () => {
    altered = CHART;
    await page.goto(origin);
    await page.evaluate(() => document.body.append(document.createElement('arc-interval-chart')));
    const finding = page.locator('arc-doctor [data-code=part-not-loaded]');
    await finding.waitFor();
    assert.match(await finding.innerText(), /<arc-interval-chart>/);
  });
});
