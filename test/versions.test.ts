import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { loadConfigFromFile } from 'vite';
import { BUNDLES, bundleUrl, CDN, VERSION } from '../scripts/lib/bundles.js';
import { root } from '../scripts/lib/toolchain.js';
import { openPage, type PageRecord } from './support/browser.ts';
import { htmlResponse, usePartnerSite } from './support/partner-site.ts';

/** A version that does not exist. Its files are those of this version, with the number replaced. */
const OTHER = '99.0.0';
const ENTRY = 'arc-elements.js';
const CONNECTED = '[part~=state][data-state=connected]';

describe('versions of the script tag', { timeout: 120_000 }, () => {
  let html: string;
  /** Requested files, each with its version. */
  const requested: string[] = [];
  let page: Page;
  let record: PageRecord;

  const site = usePartnerSite(answer);
  afterEach(async () => {
    await page?.context().close();
    requested.length = 0;
  });

  /** Answers with the page, and with files of the other version. */
  async function answer(path: string): Promise<Response | undefined> {
    if (path === '/') return htmlResponse(html);
    const [, version, file] = /^\/arc\/([\d.]+)\/([\w.-]+\.js)$/.exec(path) ?? [];
    if (file === undefined) return undefined;
    requested.push(`${version}/${file}`);
    if (version !== OTHER) return undefined;
    const script = await readFile(join(BUNDLES, file), 'utf8');
    return new Response(script.replaceAll(VERSION, OTHER), { headers: { 'content-type': 'text/javascript' } });
  }

  async function open(head: string, embeds: number, query = ''): Promise<void> {
    const embed = `<arc-session broker="${site.stack.brokerUrl}" session-url="/arc/session">
      <arc-connection-status></arc-connection-status></arc-session>`;
    const start = '<!doctype html><html lang="en"><title>Portal</title><link rel="icon" href="data:,">';
    html = `${start}${head}${embed.repeat(embeds)}</html>`;
    ({ page, record } = await openPage(site.stack.browser));
    await page.goto(`${site.url}/${query}`);
    const shown = page.locator(`arc-connection-status ${CONNECTED}`);
    for (let i = 0; i < embeds; i++) await shown.nth(i).waitFor();
  }
  const script = (version: string) => `<script type="module" src="/arc/${version}/${ENTRY}"></script>`;

  for (const [first, second] of [
    [VERSION, OTHER],
    [OTHER, VERSION],
  ] as const) {
    it(`two on one page both work: ${first} is first and keeps the tags, and the console says so`, async () => {
      await open(script(first) + script(second), 2);
      const versions = await page.evaluate(() =>
        ['arc-session', 'arc-connection-status'].map((tag) =>
          Reflect.get(customElements.get(tag) ?? {}, Symbol.for('arc-elements.version')),
        ),
      );
      assert.deepEqual(versions, [first, first]);
      const warning = `<arc-session> ${first} is already on this page; this copy (${second}) stays unused.`;
      assert.deepEqual(
        record.logged.filter((line) => line.startsWith('arc-elements:')),
        [`arc-elements: ${warning} Load arc-elements once.`],
      );
      assert.deepEqual(
        requested.filter((file) => file.startsWith(second)),
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

  it('latest.html is the only file beside the folders', () => {
    const files = readdirSync(CDN, { withFileTypes: true }).filter((entry) => !entry.isDirectory());
    assert.deepEqual(
      files.map(({ name }) => name),
      ['latest.html'],
    );
  });

  it('a build empties only the folder of its own version', async () => {
    const elements = join(root, 'packages/elements');
    const loaded = await loadConfigFromFile({ command: 'build', mode: 'production' }, undefined, elements);
    const folders = Object.values(loaded?.config.environments ?? {}).map(({ build }) => build?.outDir);
    assert.deepEqual(folders, [BUNDLES, BUNDLES]);
  });

  it('are cached for ever in the demo, unlike latest.html', async () => {
    const caching = async (path: string) => {
      const { status, headers } = await fetch(site.stack.demoUrl + path);
      return [status, headers.get('cache-control')];
    };
    const forGood = [200, 'public, max-age=31536000, immutable'];
    assert.deepEqual(await caching(bundleUrl(ENTRY)), forGood);
    assert.deepEqual(await caching(bundleUrl('integrity.json')), forGood);
    assert.deepEqual(await caching('/arc/latest.html'), [200, 'no-cache']);
    assert.deepEqual(await caching(`/arc/${OTHER}/${ENTRY}`), [404, 'no-store']);
  });
});
