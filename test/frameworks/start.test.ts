import assert from 'node:assert/strict';
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { PNPM, pinnedNode, root } from '../../scripts/lib/toolchain.js';
import { openBrowser, openPage } from '../support/browser.ts';
import { freeOrigin } from './site.ts';
import { environment } from './workspace.ts';

const DOCS = join(root, 'demo/docs');
/** Addresses on the pages; each is replaced by the free address at the same position. */
const WRITTEN = ['127.0.0.1:4010', '127.0.0.1:4020', 'localhost:3000', 'localhost:5173'];

/** Returns the commands of a page, block by block. */
async function commandsOf(page: string): Promise<readonly string[]> {
  const text = await readFile(join(DOCS, page), 'utf8');
  return [...text.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, commands = '']) => commands);
}

/** Follows the pages for newcomers in a new folder outside the repository. */
describe('getting started', { timeout: 280_000 }, () => {
  const running: ChildProcess[] = [];
  let folder: string;
  let site: string;
  let browser: Browser;
  let env: NodeJS.ProcessEnv;
  let ports: readonly string[];
  let own: (text: string) => string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'arc-elements-start-'));
    site = join(folder, 'my-site');
    const origins = await Promise.all(WRITTEN.map(() => freeOrigin()));
    ports = origins.map((origin) => new URL(origin).port);
    own = (text) =>
      WRITTEN.reduce((all, written, i) => all.replaceAll(written, written.replace(/\d+$/, ports[i] ?? '')), text)
        // Vite reaches the session route by the same port under its other name.
        .replaceAll('127.0.0.1:3000', `127.0.0.1:${ports[2]}`);
    const [ARC_SANDBOX_PORT, ARC_BROKER_PORT, PORT] = ports;
    const PATH = `${dirname(pinnedNode)}${delimiter}${process.env.PATH}`;
    env = { ...environment(), PATH, ARC_SANDBOX_PORT, ARC_BROKER_PORT, PORT };
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    for (const child of running.reverse()) await ended(child);
    await rm(folder, { recursive: true, force: true });
  });

  const run = (commands: string, cwd: string) =>
    promisify(execFile)('bash', ['-ec', own(commands)], { cwd, env }).catch(({ stdout, stderr }) =>
      assert.fail(`${commands}\n${stdout}\n${stderr}`),
    );

  /**
   * Runs commands of which the last one keeps running; resolves once its output matches `ready`.
   */
  async function start(commands: string, ready: RegExp): Promise<void> {
    // A group of its own, so that what npx starts ends with it.
    const child = spawn('bash', ['-ec', own(commands)], { cwd: site, env, detached: true });
    running.push(child);
    let output = '';
    await new Promise<void>((resolve, reject) => {
      const onData = (data: Buffer) => {
        output += data.toString();
        if (ready.test(output)) resolve();
      };
      child.stdout.on('data', onData);
      child.stderr.on('data', onData);
      child.once('exit', () => reject(new Error(`${commands}\n${output}`)));
    });
  }

  /** Opens a page and waits until it shows the data of the person who is connected. */
  async function look(address: string): Promise<void> {
    const { page, record } = await openPage(browser);
    try {
      await page.goto(address);
      await page.locator('arc-connection-status [part~=connection]').waitFor();
      await page.locator('arc-meter-list [part~=meter]').first().waitFor();
      assert.deepEqual(record.problems, []);
    } finally {
      await page.context().close();
    }
  }

  it('installs the packages, and runs the sandbox and the broker', async () => {
    const [pack = '', install = '', sandbox = '', broker = '', connect = '', ...others] =
      await commandsOf('start/index.md');
    assert.deepEqual(others, []);
    const [build, ...packing] = pack.split('\n');
    assert.equal(build, 'npm run build'); // done before these tests
    assert.ok(pack.includes(PNPM), `the page packs with ${PNPM}`);
    await run(packing.join('\n').replace('../arc-packages', `${folder}/arc-packages`), root);
    await run(install, folder);
    await start(sandbox, /127\.0\.0\.1:\d+/);
    await start(broker, /listens on/);
    await run(connect, site);
  });

  it('shows widgets on a page with the script tag', async () => {
    const [copy = '', serve = '', ...others] = await commandsOf('start/script-tag.md');
    assert.deepEqual(others, []);
    await run(copy, site);
    await save('examples/script-tag/index.html', 'public/index.html');
    await save('examples/session-route/hono.ts', 'session-route.mts');
    await start(serve, /Listening on/);
    await look(`http://localhost:${ports[2]}`);
    await ended(running.pop());
  });

  it('shows widgets on a page that a bundler makes', async () => {
    const [serve = '', page = '', ...others] = await commandsOf('start/npm.md');
    assert.deepEqual(others, []);
    const app = join(import.meta.dirname, 'apps/typescript');
    await cp(join(app, 'src'), join(site, 'src'), { recursive: true });
    for (const file of ['index.html', 'vite.config.ts'])
      await writeFile(join(site, file), own(await readFile(join(app, file), 'utf8')));
    await save('examples/session-route/node.ts', 'session-route.mts');
    await start(serve, /Listening on/);
    await start(page.replace('npx vite', `npx vite --strictPort --port ${ports[3]}`), /Local:/);
    await look(`http://localhost:${ports[3]}`);
  });

  async function save(example: string, as: string): Promise<void> {
    await writeFile(join(site, as), own(await readFile(join(DOCS, example), 'utf8')));
  }
});

async function ended(child: ChildProcess | undefined): Promise<void> {
  if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  child.removeAllListeners('exit');
  process.kill(-child.pid);
  await once(child, 'exit');
}
