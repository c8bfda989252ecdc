import assert from 'node:assert/strict';
import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from '../packages/broker/src/testing/free-port.ts';
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

  it('advance the clock', async () => {
    const earlier = Date.parse((await (await fetch(`${sandbox}/_sandbox/clock`)).json()).now);
    const { now } = JSON.parse(await run(block(/_sandbox\/clock/)));
    assert.ok(Date.parse(now) - earlier >= 60_000);
  });
});
