import assert from 'node:assert/strict';
import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from '../packages/broker/src/testing/free-port.ts';
import { ANSWER_SCENARIOS } from '../packages/sandbox/src/index.ts';
import { USAGE } from '../packages/sandbox/src/node/arguments.ts';
import { commandsIn } from './support/code-blocks.ts';

const root = join(import.meta.dirname, '..');
const PAGE = readFileSync(join(root, 'demo/docs/help/sandbox.md'), 'utf8');
/** A shell function in place of `npx`, which runs the commands from the sources. */
const NPX = `npx() {
  name=\${1#arc-}; shift
  exec "$NODE" --conditions=@arc-elements/source "packages/$name/src/node/command.ts" "$@"
}\n`;
const skip = ['sh', 'curl', 'openssl'].some((name) => spawnSync(name, ['--help']).error !== undefined)
  ? 'sh, curl or openssl is not installed here'
  : false;

describe('the tables of help/sandbox.md', () => {
  it('have each flag of the command, with its variable', () => {
    const flags = [...USAGE.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, flag]) => flag ?? '');
    const variables = [...new Set(USAGE.match(/ARC_SANDBOX_[A-Z]+(?=[=,) ])/g))];
    assert.ok(flags.length > 10 && variables.length > 8);
    assert.deepEqual(
      [...flags, ...variables].filter((name) => !PAGE.includes(`\`${name}`)),
      [],
    );
  });

  it('say what each answer scenario does', () => {
    const rows = ANSWER_SCENARIOS.map(({ name, about }) => `| \`${name}\` | ${about} |`);
    assert.deepEqual(
      rows.filter((row) => !PAGE.includes(row)),
      [],
    );
  });

  it('explain each variable that the broker is started with', () => {
    const exported = commandsIn(PAGE).flatMap((code) => code.match(/(?<=^export .*)\bARC_[A-Z_]+(?==)/gm) ?? []);
    const firstColumn = PAGE.match(/^\| `ARC_[^|]+/gm)?.join() ?? '';
    assert.ok(exported.length > 10);
    assert.deepEqual(
      exported.filter((name) => !firstColumn.includes(`\`${name}\``)),
      [],
    );
  });
});

describe('the commands of help/sandbox.md', { skip, timeout: 120_000 }, () => {
  const running: ChildProcess[] = [];
  let env: NodeJS.ProcessEnv;
  let shell: readonly string[];
  let sandbox: string;

  before(async () => {
    const [sandboxPort, brokerPort] = [await freePort(), await freePort()];
    env = { ...process.env, NODE: process.execPath, no_proxy: '*' };
    env.ARC_SANDBOX_PORT = String(sandboxPort);
    env.ARC_BROKER_PORT = String(brokerPort);
    sandbox = `http://127.0.0.1:${sandboxPort}`;
    shell = commandsIn(PAGE).map((code) =>
      code.replaceAll(':4010', `:${sandboxPort}`).replaceAll(':4020', `:${brokerPort}`),
    );
  });
  after(async () => {
    for (const child of running) {
      child.kill();
      await once(child, 'exit');
    }
  });

  const block = (pattern: RegExp): string => {
    const found = shell.find((code) => pattern.test(code));
    assert.ok(found, `There is a block with ${pattern}.`);
    return found;
  };

  /** Starts a block that keeps running, and waits for its first line of output. */
  async function start(code: string): Promise<string> {
    const child = spawn('sh', ['-euc', NPX + code], { cwd: root, env, stdio: ['ignore', 'pipe', 'ignore'] });
    running.push(child);
    child.stdout.setEncoding('utf8');
    const [text] = await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
    return String(text);
  }

  const run = async (code: string): Promise<string> =>
    (await promisify(execFile)('sh', ['-euc', code], { cwd: root, env })).stdout;

  /** Returns the number of the first meter that a sandbox, or a recorder in front of one, answers with. */
  async function meterNumberOf(url: string | undefined): Promise<string> {
    const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: '001', client_secret: '001' });
    const { access_token } = await (await fetch(`${url}/oauth2/token`, { method: 'POST', body })).json();
    const headers = { authorization: `Bearer ${access_token}` };
    const { meters } = await (await fetch(`${url}/plug/meters`, { headers })).json();
    return meters[0].meterNumber;
  }

  it('start the sandbox, then the broker in front of it', async () => {
    assert.match(await start(block(/^npx arc-sandbox --webhook/)), /^arc-sandbox listening on /);
    assert.match(await start(block(/^export ARC_API_URL/)), /^arc-broker listens on /);
  });

  it('read the meters of a person through the broker', async () => {
    const text = await run(block(/^curl .*_sandbox\/users/));
    // The output has two JSON texts: the connected person, and the response to the page.
    const [connected, answer] = text.split(/(?<=\})(?=\{)/).map((each) => JSON.parse(each));
    const ids = (answer.meters as readonly { id: string }[]).map(({ id }) => id);
    assert.equal(ids.length, 1);
    assert.deepEqual(ids, connected.meterIds);
  });

  it('send webhooks that the broker acknowledges', async () => {
    let deliveries: readonly { attempts: readonly number[] }[];
    do {
      await setTimeout(50);
      ({ deliveries } = await (await fetch(`${sandbox}/_sandbox/webhooks`)).json());
    } while (!deliveries.some(({ attempts }) => attempts.length > 0));
    assert.deepEqual(new Set(deliveries.flatMap(({ attempts }) => attempts)), new Set([204]));
  });

  it('set a fault and delete it', async () => {
    const { path, status, remaining } = JSON.parse(await run(block(/_sandbox\/faults/)));
    assert.deepEqual([path, status, remaining], ['/plug/*', 503, 3]);
    assert.deepEqual(await (await fetch(`${sandbox}/_sandbox/faults`)).json(), { faults: [] });
  });

  it('answer with a row of somebody else', async () => {
    const { scenario, path } = JSON.parse(await run(block(/"foreign-row"/)));
    assert.deepEqual([scenario, path], ['foreign-row', '/plug/*']);
    await fetch(`${sandbox}/_sandbox/faults`, { method: 'DELETE' });
  });

  it('record answers, and give them again', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'arc-elements-recorded-'));
    const inFolder = (code: string): string => code.replace(/ recorded$/m, ` ${folder}`);
    try {
      env.ARC_SANDBOX_PORT = '0'; // the port that the page names is the first sandbox's
      const record = inFolder(block(/^npx arc-sandbox record/)).replace('https://api.arcadia.com', sandbox);
      const recorded = await meterNumberOf((await start(record)).match(/http:\S+/)?.[0]);
      const played = await start(inFolder(block(/^npx arc-sandbox --recorded/)));
      const replaced = await meterNumberOf(played.match(/http:\S+/)?.[0]);
      assert.notEqual(replaced, recorded);
      assert.match(replaced, /^0*\d$/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('advance the clock', async () => {
    const earlier = Date.parse((await (await fetch(`${sandbox}/_sandbox/clock`)).json()).now);
    const { now } = JSON.parse(await run(block(/_sandbox\/clock/)));
    assert.ok(Date.parse(now) - earlier >= 60_000);
  });
});
