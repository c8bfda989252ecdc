import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { issueSession } from '@arc-elements/broker';
import type { EmbedCode, PolicyLine } from '@arc-elements/elements/embed-code';
import type { Page } from 'playwright-core';
import { bundleFolder } from '../packages/elements/src/node/bundles.ts';
import { openPage, type PageRecord } from './support/browser.ts';
import { connectUtility, SOLAR_HOME } from './support/portal.ts';
import { activateMeters, startOver } from './support/sandbox.ts';
import { useStack } from './support/stack.ts';

const PACKAGE = join(import.meta.dirname, '../packages/elements');
const CSV = `Type,Date,Start Time,End Time,Usage (kWh)
${Array.from({ length: 24 }, (_, hour) => `Electric usage,2026-01-05,${pad(hour)}:00,${pad(hour)}:59,0.25`).join('\n')}\n`;

function pad(hour: number): string {
  return String(hour).padStart(2, '0');
}

/** Arguments of the command. BROKER, CONNECT and CDN stand for the servers of the test. */
const CASES: Readonly<Record<string, readonly string[]>> = {
  'files on the same site, Trusted Types, integrity, files of people': [
    '--broker=BROKER --base=/arc/ --connect=CONNECT --trusted-types --integrity --files',
  ],
  'files on another site': ['--broker=BROKER --base=CDN/arc/ --connect=CONNECT --trusted-types --integrity --files'],
  "Connect's older script": ['--broker=BROKER --base=/arc/ --connect-script=CONNECT/dist/v5.js --trusted-types'],
  'the chart alone': ['--base=/arc/ --chart-only --files'],
  'a policy that starts with the site itself': [
    '--broker=BROKER --base=/arc/ --connect=CONNECT --files',
    "--policy=default-src 'self'; img-src *",
  ],
  'a policy with nonces': [
    '--broker=BROKER --base=/arc/ --connect=CONNECT --integrity --files',
    "--policy=default-src 'none'; script-src 'nonce-c2VjcmV0'; style-src 'nonce-c2VjcmV0'; trusted-types page",
  ],
  "a policy with 'strict-dynamic'": [
    '--broker=BROKER --base=CDN/arc/ --connect-script=CONNECT/dist/v5.js --integrity',
    "--policy=script-src 'nonce-c2VjcmV0' 'strict-dynamic'; default-src 'self'",
  ],
};

/**
 * Checks for sources that forbid something: without them more is allowed, not less. Each resolves
 * to true if the forbidden thing happened.
 */
const FORBIDDEN: Readonly<Record<string, (page: Page) => Promise<boolean>>> = {
  'default-src': (page) =>
    page.evaluate(async () => {
      const image = new Image();
      image.src = '/dot.svg';
      return image.decode().then(
        () => true,
        () => false,
      );
    }),
  'require-trusted-types-for': (page) =>
    page.evaluate(() => {
      try {
        document.createElement('div').innerHTML = '<i></i>';
        return true;
      } catch {
        return false;
      }
    }),
};

describe('the tags and policy of the command embed, in a browser', { timeout: 240_000 }, () => {
  const servers: Server[] = [];
  let site: string;
  let cdn: string;
  let served: { readonly html: string; readonly policy: string };
  /** Matches the file in which the server changes one byte. */
  let altered: RegExp | null = null;
  let page: Page;
  let record: PageRecord;

  before(async () => {
    [site, cdn] = [await listen(), await listen()];
  });
  const stack = useStack(() => ({ brokerEnv: { ARC_ALLOWED_ORIGINS: site } }));
  before(async () => activateMeters(stack.sandboxUrl, await startOver(stack.sandboxUrl, 'solar-home')));
  after(async () => {
    for (const server of servers) await new Promise((resolve) => server.close(resolve));
  });
  afterEach(async () => {
    altered = null;
    await page?.context().close();
  });

  async function listen(): Promise<string> {
    const server = createServer((request, response) => void answer(request, response));
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    assert.ok(address !== null && typeof address !== 'string');
    return `http://127.0.0.1:${address.port}`;
  }

  /** Answers for both servers: the page with its policy, the session route, the bundles. */
  async function answer({ url = '/' }: IncomingMessage, response: ServerResponse): Promise<void> {
    const send = (type: string, body: string) => response.setHeader('content-type', type).end(body);
    if (url === '/') {
      response.setHeader('content-security-policy', served.policy);
      send('text/html; charset=utf-8', served.html);
    } else if (url === '/dot.svg') {
      send('image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>');
    } else if (url === '/arc/session') {
      const { brokerUrl: broker, secrets } = stack;
      send('application/json', JSON.stringify(await issueSession({ broker, key: secrets.brokerKey, user: 'demo' })));
    } else if (url.startsWith('/arc/')) {
      const text = await readFile(new URL(url.slice('/arc/'.length), bundleFolder()), 'utf8');
      response.setHeader('access-control-allow-origin', site);
      send('text/javascript', altered?.test(url) ? `${text} ` : text);
    } else {
      response.writeHead(404).end();
    }
  }

  /** Resolves to the output of the command for a case. */
  async function print([options = '', ...more]: readonly string[]): Promise<EmbedCode> {
    const places = { BROKER: stack.brokerUrl, CONNECT: stack.sandboxUrl, CDN: cdn };
    const args = options.replaceAll(/BROKER|CONNECT|CDN/g, (word) => places[word as keyof typeof places]).split(' ');
    const command = [join(PACKAGE, 'dist/node/bin.js'), 'embed', ...args, ...more, '--json'];
    return JSON.parse((await promisify(execFile)(process.execPath, command)).stdout);
  }

  /** Opens a page with only the printed tags, under a policy. */
  async function open({ head, tags }: EmbedCode, policy: string): Promise<void> {
    served = { html: `<!doctype html><html lang="en"><title>Home</title>${head}<body>${tags}</body></html>`, policy };
    ({ page, record } = await openPage(stack.browser));
    page.setDefaultTimeout(15_000);
    await page.addInitScript(() => {
      const blocked: string[] = [];
      Object.assign(globalThis, { blocked });
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
        blocked.push(effectiveDirective),
      );
    });
    await page.goto(site);
  }

  const chart = () => page.locator('arc-interval-chart[accept-file]');
  /** Returns the Connect page in the dialog, or in the frame of the older script. */
  const connectPage = () => page.frameLocator('iframe');

  /** Uses every feature that depends on the policy. */
  async function use({ tags }: EmbedCode): Promise<void> {
    if (tags.includes('<arc-connect')) {
      await page.locator('arc-connect [part~=button]').first().click();
      await connectPage().locator('button[type=submit]').waitFor();
    }
    if (!tags.includes('accept-file')) return;
    await chart()
      .locator('input[type=file]')
      .setInputFiles({ name: 'day.csv', mimeType: 'text/csv', buffer: Buffer.from(CSV) });
    await chart().locator('[part~=total-import][data-kwh="6"]').waitFor();
  }

  /** Waits until the browser reports that a directive blocked something. */
  const blocked = (directive: string) =>
    page.waitForFunction(
      (name) => (globalThis as unknown as { blocked: string[] }).blocked.some((each) => each.startsWith(name)),
      directive,
    );

  const withoutSource = (lines: readonly PolicyLine[], directive: string, source: string): string =>
    lines
      .map((line) => ({
        ...line,
        sources: line.sources.filter((each) => line.directive !== directive || each !== source),
      }))
      .filter(({ sources }) => sources.length > 0)
      .map((line) => [line.directive, ...line.sources].join(' '))
      .join('; ');

  /** Policy lines that were shown to be needed; all hashes of a directive count as one. */
  const seen = new Set<string>();

  for (const [name, args] of Object.entries(CASES)) {
    describe(name, () => {
      it('works under the policy, and nothing is blocked', async () => {
        const code = await print(args);
        await open(code, code.header);
        let workers = 0;
        page.on('worker', () => workers++);
        await use(code);
        if (code.tags.includes('arc-session')) await page.locator('arc-session [part~=canvas]').first().waitFor();
        assert.deepEqual(record.problems, []);
        const inWorker = code.tags.includes('accept-file') && !code.head.includes(cdn);
        assert.equal(workers > 0, inWorker, 'a file is read in a worker');
        for (const { directive, added } of code.policy)
          if (added.length > 0) assert.notEqual(await FORBIDDEN[directive]?.(page), true, `${directive} keeps it away`);
      });

      it('does not work without any one of the added sources', async () => {
        const code = await print(args);
        for (const { directive, added } of code.policy) {
          for (const source of added) {
            const line = `${directive} ${source}`;
            const kind = line.replace(/'sha256-.*'/, 'hash of style or import map');
            if (seen.has(kind)) continue;
            await open(code, withoutSource(code.policy, directive, source));
            const happens = FORBIDDEN[directive];
            if (happens === undefined) {
              const works = use(code).then(
                () => assert.fail('the page works without it'),
                () => new Promise<never>(() => {}),
              );
              await Promise.race([blocked(directive), works]).catch(({ message }) =>
                assert.fail(`${line}: ${message}`),
              );
            } else {
              assert.equal(await happens(page), true, `${line} keeps nothing away`);
            }
            seen.add(kind);
            await page.context().close();
          }
        }
      });
    });
  }

  it('lets a person sign in at their utility', async () => {
    const code = await print(['--broker=BROKER --base=/arc/ --connect=CONNECT --trusted-types']);
    await open(code, code.header);
    await page.evaluate(() =>
      document.addEventListener('arc-connect-end', ({ detail }) => document.body.setAttribute('class', detail.status)),
    );
    await connectUtility(page, SOLAR_HOME);
    await page.locator('body.LOGIN_SUCCESS').waitFor({ state: 'attached' });
    assert.deepEqual(record.problems, []);
  });

  it('blocks a file with one changed byte', async () => {
    const code = await print(['--broker=BROKER --base=/arc/ --integrity']);
    altered = /\.meter-list-/;
    await open(code, code.header);
    await page.locator('arc-connection-status [part~=state]').first().waitFor();
    assert.ok(record.problems.some((problem) => /integrity.*meter-list-/.test(problem)));
    assert.equal(await page.locator('arc-meter-list [part~=meter]').count(), 0);
  });
});
