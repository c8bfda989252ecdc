import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { type ArcClient, createPlatformClient } from '@arc-elements/client';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { openPage, type PageRecord } from './support/browser.ts';
import { type CodeBlock, checkTypes, modulesOf } from './support/code-blocks.ts';
import { startOver } from './support/sandbox.ts';
import { useStack } from './support/stack.ts';
import { type Traffic, watchTraffic } from './support/traffic.ts';

const root = join(import.meta.dirname, '..');
/** The folder is beside the tests, because imports of the examples are resolved from there. */
const folder = join(import.meta.dirname, `dist/readme-${process.pid}`);

/**
 * Resolves to the TypeScript of a package's README, by file names such as `client-0.ts`, and of a
 * page of the docs.
 */
const examplesOf = async (name: string): Promise<Map<string, CodeBlock>> =>
  modulesOf(name, await readFile(join(root, `packages/${name}/README.md`), 'utf8'));
const examplesOn = async (page: string): Promise<Map<string, CodeBlock>> =>
  modulesOf('page', await readFile(join(root, 'demo/docs', page), 'utf8'));

describe('the examples of the READMEs', { timeout: 120_000 }, () => {
  let client: Map<string, CodeBlock>;
  let elements: Map<string, CodeBlock>;

  before(async () => {
    client = new Map([...(await examplesOf('client')), ...(await examplesOn('client/index.md'))]);
    elements = await examplesOf('elements');
    await mkdir(folder, { recursive: true });
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('pass the type check', async () => {
    assert.equal(client.size, 5);
    assert.equal(elements.size, 1);
    await checkTypes(folder, [...client, ...elements]);
  });

  describe('work', () => {
    const stack = useStack();
    let platform: ArcClient;
    let page: Page;
    let record: PageRecord;
    let traffic: Traffic;

    before(async () => {
      await startOver(stack.sandboxUrl, 'solar-home');
      platform = createPlatformClient({ apiUrl: stack.sandboxUrl, ...stack.secrets });
    });
    afterEach(async () => {
      await page?.context().close();
    });

    /** Runs a module in an empty page of the demo's site; the page calls its export `start`. */
    async function run(name: string, code: string): Promise<void> {
      const entry = join(folder, name);
      await writeFile(entry, code);
      const built = await build({
        configFile: false,
        root: folder,
        logLevel: 'warn',
        define: { 'process.env.NODE_ENV': '"production"' },
        resolve: { conditions: ['@arc-elements/source'] },
        build: { write: false, minify: false, lib: { entry, formats: ['iife'], name: 'example' } },
      });
      const [output] = [built].flat();
      if (output === undefined || !('output' in output)) throw new Error('Nothing was built.');
      // Vue needs a Trusted Types policy of its own, which the demo's site does not allow.
      const context = await stack.browser.newContext({ bypassCSP: true });
      traffic = watchTraffic(context, [stack.brokerUrl]);
      ({ page, record } = await openPage(context));
      await page.goto(`${stack.demoUrl}/nothing-else-here`);
      await page.evaluate(() => document.body.replaceChildren(document.createElement('main')));
      await page.evaluate(output.output[0].code);
    }

    /** Waits until `wanted` returns true: results of a page arrive here a moment later. */
    async function until(wanted: () => boolean, what: string): Promise<void> {
      for (let i = 0; i < 200 && !wanted(); i++) await setTimeout(50);
      assert.ok(wanted(), what);
    }

    /** Returns an example with the addresses of this test. */
    const at = (file: string): string => {
      const code = client.get(file)?.code;
      assert.ok(code, file);
      return code.replaceAll('https://broker.example.com', stack.brokerUrl);
    };
    const SESSION = `import { createArcSession, sessionFromUrl } from '@arc-elements/client';
      const session = createArcSession({ broker: 'BROKER', fetchSession: sessionFromUrl('/arc/session') });`;
    const session = () => SESSION.replace('BROKER', stack.brokerUrl);
    const meterNumber = async (): Promise<string> => {
      const { value: credentials } = await platform.credentials.list({ user: 'demo' });
      const { value: meters } = await platform.meters.list({ credentialIds: credentials.map(({ id }) => id) });
      return meters[0]?.meterNumber ?? '';
    };

    it('in a page without anything else', async () => {
      await run('plain.ts', at('client-0.ts'));
      const wanted = /^.+ connected nothing$/;
      await until(() => record.logged.some((line) => wanted.test(line)), 'the connection is logged');
      assert.deepEqual(record.problems, []);
    });

    it('in React, also mounted twice and unmounted', async () => {
      await run(
        'react.tsx',
        `${at('page-0.tsx')}
        import { StrictMode } from 'react';
        import { createRoot } from 'react-dom/client';
        ${session()}
        const root = createRoot(document.querySelector('main')!);
        root.render(<StrictMode><Meters session={session} /></StrictMode>);
        const showLive = () => { document.title = session.state.getState().live; };
        Object.assign(globalThis, { end: () => { root.unmount(); queueMicrotask(showLive); } });`,
      );
      await page.locator('li', { hasText: await meterNumber() }).waitFor();
      await page.evaluate(() => (globalThis as unknown as { end(): void }).end());
      await page.waitForFunction(() => document.title === 'off');
      assert.deepEqual(record.problems, []);
    });

    it('in Vue, until the component is unmounted', async () => {
      await run(
        'vue.ts',
        `${at('page-1.ts')}
        import { createApp, h } from 'vue';
        ${session()}
        const app = createApp({
          setup() {
            const meters = useArc(session.meters);
            const item = ({ id, meterNumber }) => h('li', { key: id }, meterNumber ?? '');
            return () => h('ul', meters.value.data?.map(item));
          },
        });
        app.mount(document.querySelector('main')!);
        const showLive = () => { document.title = session.state.getState().live; };
        Object.assign(globalThis, { end: () => { app.unmount(); queueMicrotask(showLive); } });`,
      );
      await page.locator('li', { hasText: await meterNumber() }).waitFor();
      await page.evaluate(() => (globalThis as unknown as { end(): void }).end());
      await page.waitForFunction(() => document.title === 'off');
      assert.deepEqual(record.problems, []);
    });

    it('as a list of connections without a framework', async () => {
      await run(
        'badge.ts',
        `import { showConnections } from '../../../packages/client/examples/connection-badge.ts';
        const list = document.querySelector('main')!;
        const end = showConnections(list, '/arc/session', '${stack.brokerUrl}');
        Object.assign(globalThis, { end });`,
      );
      await page.getByText(/^.+: Connected$/).waitFor();
      await until(() => traffic.open.includes('GET /events'), 'a stream is open');
      await page.evaluate(() => (globalThis as unknown as { end(): void }).end());
      await until(() => traffic.open.length === 0, 'nothing is open any more');
      assert.deepEqual(record.problems, []);
    });

    it('on a server', async (t) => {
      const { value: credentials } = await platform.credentials.list({ user: 'demo' });
      const find = async () =>
        (await platform.meters.list({ credentialIds: credentials.map(({ id }) => id) })).value[0];
      const meter = await find();
      assert.ok(meter);
      await platform.meters.activateIntervals(meter.id);
      for (let i = 0; i < 200 && (await find())?.latestIntervalAtMs === null; i++) {
        await fetch(`${stack.sandboxUrl}/_sandbox/clock`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ advanceMs: 60_000 }),
        });
      }
      const options = JSON.stringify({ apiUrl: stack.sandboxUrl, ...stack.secrets });
      const given = `const { apiUrl, clientId, clientSecret } = ${options};
        const [appId, appKey] = ['id', 'key'];\n`;
      const file = join(folder, 'server.ts');
      await writeFile(
        file,
        given + at('client-1.ts').replace('{ clientId,', '{ apiUrl, clientId,').replace('user-1', 'demo'),
      );
      const log = t.mock.method(console, 'log', () => {});
      await import(pathToFileURL(file).href);
      const [id, timeZone, importKwh] = log.mock.calls[0]?.arguments ?? [];
      assert.deepEqual([id, timeZone], [meter.id, 'America/Los_Angeles']);
      assert.ok(importKwh > 0);
    });
  });
});
