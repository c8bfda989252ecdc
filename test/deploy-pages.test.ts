import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startSandbox } from '@arc-elements/sandbox/node';
import { NGINX, programOf } from '../packages/broker/src/testing/nginx.ts';
import { commandsIn } from './support/code-blocks.ts';
import { FakeMachine } from './support/fake-machine.ts';

const DOCS = join(import.meta.dirname, '../demo/docs');
const skip =
  (NGINX === undefined && 'there is no nginx here') ||
  (programOf('curl') === undefined && 'there is no curl here') ||
  (programOf('bash') === undefined && 'there is no bash here');

describe('the pages about operating the broker', () => {
  it('include files that exist', () => {
    const pages = globSync('operate/*.md', { cwd: DOCS });
    assert.ok(pages.length > 0);
    for (const page of pages) {
      const text = readFileSync(join(DOCS, page), 'utf8');
      for (const [, file = ''] of text.matchAll(/^<<< (\S+?)(\{\w+\})?$/gm)) {
        assert.ok(readFileSync(join(DOCS, 'operate', file), 'utf8').length > 0, `${page}: ${file}`);
      }
      for (const [, name = ''] of text.matchAll(/\]\(\.\/([\w-]+\.md)[^)]*\)/g)) {
        assert.ok(pages.includes(`operate/${name}`), `${page} links to ${name}`);
      }
    }
  });
});

describe('the commands of the pages about operating the broker', { skip, timeout: 120_000 }, () => {
  let platform: Awaited<ReturnType<typeof startSandbox>>;
  let machine: FakeMachine;
  before(async () => {
    platform = await startSandbox({ port: 0 });
    machine = await FakeMachine.start(platform.url);
  });
  after(async () => {
    await machine?.close();
    await platform?.close();
  });

  /** Runs the commands of a page in one shell; returns the output of each block. */
  const follow = async (page: string, answers: readonly string[] = []): Promise<string[]> => {
    const blocks = commandsIn(readFileSync(join(DOCS, page), 'utf8'));
    const marked = blocks.map((code) => `${code}\necho '=== end of a block'`);
    const printed = (await machine.run(marked.join('\n'), answers)).split('=== end of a block\n');
    return printed.slice(0, -1);
  };

  it('start a broker behind nginx on one machine and get a session from it', async () => {
    const printed = await follow('operate/nginx.md', ['001', '001']);
    const [ready, , , healthy, session, meters, outside] = printed.slice(-7);
    assert.match(ready ?? '', /"status":"ready","reasons":\[\]/);
    assert.match(healthy ?? '', /"status":"ok"/);
    assert.match(session ?? '', /"session_id"/);
    assert.match(meters ?? '', /"meters":\[\]/);
    assert.match(outside ?? '', /problems\/not-found/);
  });

  it('connect the webhooks of Arc and of Plug', async () => {
    const printed = await follow('operate/webhooks.md');
    const all = printed.join('\n');
    assert.match(all, /^arc_broker_webhooks_total\{source="arc",outcome="nobody",key="0"\} 1$/m);
    assert.match(all, /^HTTP\S* 204/m);
    assert.match(all, /^arc_broker_webhooks_total\{source="plug",outcome="stored",key="none"\} 1$/m);
    assert.match(all, /"total_count":0/);
  });

  it('revoke a person and rotate every key', async () => {
    const before = machine.read('etc/arc-broker/secrets/broker-keys');
    const printed = await follow('operate/runbook.md');
    assert.match(printed[0] ?? '', /^HTTP\S* 204/m);
    assert.match(printed.at(-1) ?? '', /"status":"ready"/);
    const keys = machine.read('etc/arc-broker/secrets/broker-keys');
    assert.match(keys, /^[0-9a-f]{48}\n?$/);
    assert.notEqual(keys, before);
    assert.match(machine.read('etc/arc-broker/secrets/session-keys'), /^k\d+r:[\w-]{43}$/);
  });

  it('make a folder for Docker Compose', async () => {
    await follow('operate/containers.md', ['001', '001']);
    const env = machine.read('home/.env');
    for (const [, name = ''] of readFileSync(join(DOCS, '../../packages/broker/deploy/compose.yaml'), 'utf8').matchAll(
      /\$\{(\w+):\?/g,
    )) {
      assert.match(env, new RegExp(`^${name}=`, 'm'));
    }
    assert.equal(machine.read('home/secrets/client-secret'), '001');
  });
});
