import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { parseEnv } from 'node:util';
import type { Browser } from 'playwright-core';
import { startStack } from '../../scripts/lib/stack.js';
import { openBrowser, openPage } from '../support/browser.ts';
import { activateMeters, startOver } from '../support/sandbox.ts';
import { freeOrigin, openSite, type Site, startNext } from './site.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

type Command = readonly [program: string, ...args: string[]];

interface App {
  readonly name: string;
  /**
   * Type checks that must find no mistake; lines that are wrong on purpose are marked
   * (`@ts-expect-error`).
   */
  readonly checks: readonly Command[];
  readonly build: Command;
  readonly pages: readonly string[];
}

/** The example `.env.local` of the documentation. */
const NEXT_VARIABLES = join(import.meta.dirname, '../../demo/docs/examples/next/env.local');

const TSC = 'typescript/bin/tsc';
const VITE: Command = ['vite/bin/vite.js', 'build', '--base', './', '--logLevel', 'warn'];

const APPS: readonly App[] = [
  { name: 'react', checks: [[TSC]], build: VITE, pages: ['raw.html', 'components.html'] },
  { name: 'vue', checks: [['vue-tsc/bin/vue-tsc.js']], build: VITE, pages: ['index.html'] },
  { name: 'svelte', checks: [], build: VITE, pages: ['index.html'] },
  {
    name: 'typescript',
    checks: ['typescript-5.5', 'typescript-7'].flatMap((version) =>
      ['bundler', 'node16'].map((kind): Command => [`${version}/bin/tsc`, '-p', `tsconfig.${kind}.json`]),
    ),
    build: VITE,
    pages: ['index.html'],
  },
  { name: 'angular', checks: [], build: ['@angular/cli/bin/ng.js', 'build'], pages: ['index.html'] },
  { name: 'solid', checks: [[TSC]], build: VITE, pages: ['index.html'] },
  { name: 'preact', checks: [[TSC]], build: VITE, pages: ['index.html'] },
];

describe('apps built from the packed packages', { timeout: 900_000 }, () => {
  let workspace: Workspace;
  let site: Site;
  let nextOrigin: string;
  let stack: Awaited<ReturnType<typeof startStack>>;
  let browser: Browser;

  before(async () => {
    workspace = await openWorkspace();
    site = await openSite(workspace.folder);
    nextOrigin = await freeOrigin();
    stack = await startStack({
      ports: { demo: 0, broker: 0, sandbox: 0 },
      brokerEnv: { ARC_ALLOWED_ORIGINS: site.origin },
    });
    site.broker = { url: stack.brokerUrl, key: stack.secrets.brokerKey };
    await activateMeters(stack.sandboxUrl, await startOver(stack.sandboxUrl, 'solar-home'));
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    await stack?.close();
    await site?.close();
    await workspace?.remove();
  });

  async function runOrFail(app: string, [program, ...args]: Command): Promise<void> {
    const { ok, out } = await workspace.run(`apps/${app}`, program, ...args);
    assert.ok(ok, `${program} ${args.join(' ')}\n${out}`);
  }

  /** Uses a page as a person would, in the same way for every framework. */
  async function use(address: string): Promise<void> {
    const { page, record } = await openPage(browser);
    try {
      await page.goto(address);
      await page.locator('#user', { hasText: 'ready' }).waitFor();
      const total = page.locator('arc-interval-chart.chart [part~=total-import]');
      await total.waitFor();
      assert.ok(Number(await total.getAttribute('data-kwh')) > 0, 'the chart has the readings of a month');
      await page.locator('arc-connection-status [part~=connection]').waitFor();

      await page.locator('arc-meter-list [part~=select]').first().click();
      await page.locator('#meter', { hasText: /^mtr_/ }).waitFor();
      await page.locator('#clear').click();
      await page.locator('#meter', { hasText: /^$/ }).waitFor({ state: 'attached' });
      await total.waitFor();

      assert.deepEqual(
        record.urls.filter((url) => /\b(null|undefined)\b/.test(url)),
        [],
      );
      assert.deepEqual(record.problems, []);
    } finally {
      await page.context().close();
    }
  }

  for (const { name, checks, build, pages } of APPS) {
    describe(name, () => {
      for (const check of checks) it(`has types: ${check.join(' ')}`, () => runOrFail(name, check));
      it('can be built', () => runOrFail(name, build));
      for (const page of pages) {
        it(`works in ${page}`, () => use(`${site.origin}/${name}/${page}`));
      }
    });
  }

  it('svelte-check finds the mistakes in Wrong.svelte, and no other', async () => {
    const { out } = await workspace.run('apps/svelte', 'svelte-check/bin/svelte-check', '--output', 'machine');
    const found = [...out.matchAll(/^\d+ ERROR "([^"]+)" (\d+)/gm)].map(([, file, line]) => `${file}:${line}`);
    assert.deepEqual(
      found,
      [6, 7, 8, 9].map((line) => `src/Wrong.svelte:${line}`),
      out,
    );
  });

  it('Angular finds the mistake in wrong.ts, and no other', async () => {
    const ngc = '@angular/compiler-cli/bundles/src/bin/ngc.js';
    const { ok, out } = await workspace.run('apps/angular', ngc, '-p', 'tsconfig.wrong.json');
    assert.equal(ok, false);
    assert.deepEqual(out.match(/\S+\.ts\b.*error TS\d+: .*/g)?.length, 1, out);
    assert.match(out, /wrong\.ts.*Property 'range' does not exist on type 'ArcMeterSelectDetail'/);
  });

  describe('next', () => {
    let stop: (() => Promise<void>) | undefined;
    after(() => stop?.());

    it('can be built, with types', () => runOrFail('next', ['next/dist/bin/next', 'build']));

    it('serves the page, the session route and the mounted broker', async () => {
      const variables = parseEnv(await readFile(NEXT_VARIABLES, 'utf8'));
      stop = await startNext(workspace.folder, nextOrigin, {
        ...variables,
        SITE_ORIGIN: nextOrigin,
        ARC_BROKER_URL: `${nextOrigin}/api/arc`,
        ARC_API_URL: stack.sandboxUrl,
      });
      await use(nextOrigin);
    });

    it('sends tags with their attributes before any script runs', async () => {
      const html = await (await fetch(nextOrigin)).text();
      assert.match(html, /<arc-session broker="\/api\/arc" session-url="\/arc\/session">/);
      assert.match(html, /<arc-interval-chart [^>]*view="usage" range="month"/);
    });
  });
});
