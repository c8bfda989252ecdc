import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { issueSession } from '@arc-elements/broker';
import type { Page } from 'playwright-core';
import { loadConfigFromFile } from 'vite';
import { BUNDLES, bundleUrl, CDN, VERSION } from '../scripts/lib/bundles.js';
import { root } from '../scripts/lib/toolchain.js';
import { openPage, type PageRecord } from './support/browser.ts';
import { startOver } from './support/sandbox.ts';
import { type Site, startSite } from './support/site.ts';
import { useStack } from './support/stack.ts';

/** A version that there is none of: the files of this one, which say that they are another. */
const OTHER = '99.0.0';
const ENTRY = 'arc-elements.js';
const CONNECTED = '[part~=state][data-state=connected]';

describe('versions of the script tag', { timeout: 120_000 }, () => {
  let site: Site;
  let html: string;
  /** Files that pages asked for, by version. */
  const asked: string[] = [];
  let page: Page;
  let record: PageRecord;

  before(async () => {
    site = await startSite(answer);
  });
  const stack = useStack(() => ({ brokerEnv: { ARC_ALLOWED_ORIGINS: site.url } }));
  before(() => startOver(stack.sandboxUrl, 'solar-home'));
  after(() => site?.close());
  afterEach(async () => {
    await page?.context().close();
    asked.length = 0;
  });

  /** A partner's site with the folders of two versions. */
  async function answer(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (pathname === '/') return new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8' } });
    if (pathname === '/arc/session') {
      return Response.json(await issueSession({ broker: stack.brokerUrl, key: stack.secrets.brokerKey, user: 'demo' }));
    }
    const [, version, file] = /^\/arc\/([\d.]+)\/([\w.-]+\.js)$/.exec(pathname) ?? [];
    if (file === undefined) return new Response(null, { status: 404 });
    asked.push(`${version}/${file}`);
    const script = await readFile(join(BUNDLES, file), 'utf8');
    const told = version === OTHER ? script.replaceAll(VERSION, OTHER) : script;
    return new Response(told, { headers: { 'content-type': 'text/javascript' } });
  }

  async function open(head: string, embeds: number, query = ''): Promise<void> {
    const embed = `<arc-session broker="${stack.brokerUrl}" session-url="/arc/session">
      <arc-connection-status></arc-connection-status></arc-session>`;
    const start = '<!doctype html><html lang="en"><title>Portal</title><link rel="icon" href="data:,">';
    html = `${start}${head}${embed.repeat(embeds)}</html>`;
    ({ page, record } = await openPage(stack.browser));
    await page.goto(`${site.url}/${query}`);
    const shown = page.locator(`arc-connection-status ${CONNECTED}`);
    for (let i = 0; i < embeds; i++) await shown.nth(i).waitFor();
  }
  const script = (version: string) => `<script type="module" src="/arc/${version}/${ENTRY}"></script>`;

  for (const [first, second] of [
    [VERSION, OTHER],
    [OTHER, VERSION],
  ] as const) {
    it(`two on one page both work: ${first} came first and keeps the tags, and the console says so`, async () => {
      await open(script(first) + script(second), 2);
      const versions = await page.evaluate(() =>
        ['arc-session', 'arc-connection-status'].map((tag) =>
          Reflect.get(customElements.get(tag) ?? {}, Symbol.for('arc-elements.version')),
        ),
      );
      assert.deepEqual(versions, [first, first]);
      const told = `<arc-session> ${first} is already on this page; this copy (${second}) stays unused.`;
      assert.deepEqual(
        record.received.filter((line) => line.startsWith('arc-elements:')),
        [`arc-elements: ${told} Load arc-elements once.`],
      );
      assert.deepEqual(
        asked.filter((file) => file.startsWith(second)),
        [`${second}/${ENTRY}`],
      );
      assert.deepEqual(record.problems, []);
    });
  }

  it('two on one page show one doctor', async () => {
    await open(script(VERSION) + script(OTHER), 1, '?arc-doctor');
    await page.locator('arc-doctor [part~=finding]').first().waitFor();
    assert.equal(await page.locator('arc-doctor').count(), 1);
  });

  it('latest.html has the tags to copy, with hashes that a browser accepts', async () => {
    const text = readFileSync(join(CDN, 'latest.html'), 'utf8');
    const code = [...text.matchAll(/<pre tabindex="0"><code>(.*?)<\/code><\/pre>/gs)].map(([, inner = '']) =>
      inner.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'),
    );
    const [all = '', chart = '', map = ''] = code;
    assert.ok(all.includes(bundleUrl(ENTRY)));
    assert.ok(chart.includes(bundleUrl('arc-interval-chart.js')));
    await open(map + all, 1);
    assert.deepEqual(record.problems, []);
  });

  it('beside the folders is only the page that names the newest', () => {
    const files = readdirSync(CDN, { withFileTypes: true }).filter((entry) => !entry.isDirectory());
    assert.deepEqual(
      files.map(({ name }) => name),
      ['latest.html'],
    );
  });

  it('a build empties the folder of its own version alone', async () => {
    const elements = join(root, 'packages/elements');
    const loaded = await loadConfigFromFile({ command: 'build', mode: 'production' }, undefined, elements);
    const folders = Object.values(loaded?.config.environments ?? {}).map(({ build }) => build?.outDir);
    assert.deepEqual(folders, [BUNDLES, BUNDLES]);
  });

  it('the demo has its files kept for good, and the page that names the newest asked for again', async () => {
    const caching = async (path: string) => {
      const { status, headers } = await fetch(stack.demoUrl + path);
      return [status, headers.get('cache-control')];
    };
    const forGood = [200, 'public, max-age=31536000, immutable'];
    assert.deepEqual(await caching(bundleUrl(ENTRY)), forGood);
    assert.deepEqual(await caching(bundleUrl('integrity.json')), forGood);
    assert.deepEqual(await caching('/arc/latest.html'), [200, 'no-cache']);
    assert.deepEqual(await caching(`/arc/${OTHER}/${ENTRY}`), [404, 'no-store']);
  });
});
