import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';

const root = join(import.meta.dirname, '..');
const FREE_PORTS = { DEMO_PORT: '0', ARC_BROKER_PORT: '0', ARC_SANDBOX_PORT: '0' };

interface Run {
  readonly child: ChildProcess;
  output(): string;
  /** Resolves to the first match in the output; rejects if the program ends without one. */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
  readonly ended: Promise<number | null>;
}

function run(command: string, args: readonly string[], env: Record<string, string> = {}): Run {
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const onText = (part: Buffer) => {
    text += part.toString();
    child.emit('printed');
  };
  child.stdout.on('data', onText);
  child.stderr.on('data', onText);
  return {
    child,
    output: () => text,
    ended,
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const match = pattern.exec(text);
          if (match) resolve(match);
        };
        child.on('printed', look);
        ended.then(() => reject(new Error(`It ended without printing ${pattern}:\n${text}`)), reject);
        look();
      }),
  };
}

const start = (args: readonly string[], env: Record<string, string> = FREE_PORTS): Run =>
  run(process.execPath, ['scripts/start.js', ...args], env);

/** Returns all descendants of a process. Linux only, because it reads /proc. */
function descendants(pid: number): number[] {
  if (process.platform !== 'linux') return [];
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
    } catch {
      // The process has ended meanwhile.
    }
  }
  const below = (id: number): number[] => (children.get(id) ?? []).flatMap((child) => [child, ...below(child)]);
  return below(pid);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function isListening(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const open = await new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
  });
  socket.destroy();
  return open;
}

async function until(what: string, check: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 30_000;
  while (!(await check())) {
    assert.ok(performance.now() < deadline, `${what}: not within half a minute`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('npm start', () => {
  const folder = mkdtempSync(join(tmpdir(), 'arc-elements-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('prints the address, serves the page, and leaves no process and no open port when interrupted', async () => {
    const run = start([]);
    const [, address = ''] = await run.printed(/Arc Elements is running: (http:\S+)[\s\S]*Stop with Ctrl-C/);
    const addresses = [...run.output().matchAll(/http:\/\/[\w.]+:\d+/g)].map(([url]) => url);
    assert.equal((await fetch(address)).status, 200);
    const processes = descendants(run.child.pid ?? 0);

    run.child.kill('SIGINT');

    assert.equal(await run.ended, 0);
    assert.deepEqual(processes.filter(isAlive), []);
    for (const url of new Set(addresses)) assert.equal(await isListening(url), false, `${url} still listens`);
  });

  it('ends when the process that started it was killed', async () => {
    const run = start([]);
    await run.printed(/Stop with Ctrl-C/);
    const processes = descendants(run.child.pid ?? 0);

    run.child.kill('SIGKILL');

    await run.ended;
    await until('all processes have ended', async () => !processes.some(isAlive));
  });

  it('fails on a port that is in use, with the variable that changes it', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    assert.ok(address && typeof address === 'object');
    try {
      for (const variable of ['DEMO_PORT', 'ARC_BROKER_PORT', 'ARC_SANDBOX_PORT']) {
        const run = start([], { ...FREE_PORTS, [variable]: String(address.port) });
        assert.equal(await run.ended, 1);
        const output = run.output();
        assert.match(output, new RegExp(`\\b${address.port}\\b`));
        assert.match(output, new RegExp(variable));
        assert.doesNotMatch(output, /^\s+at /m, 'a sentence, not a stack');
      }
    } finally {
      taken.close();
    }
  });

  it('fails on a missing import file, with its path', async () => {
    const run = start(['--import', join(folder, 'nothing-here.json')]);
    assert.equal(await run.ended, 1);
    assert.match(run.output(), /--import: there is no file .*nothing-here\.json/);
  });

  it('fails on an import file that it cannot read, with the reason', async () => {
    const file = join(folder, 'broken.json');
    writeFileSync(file, '{"readings": [');
    const run = start(['--import', file]);
    assert.equal(await run.ended, 1);
    assert.match(run.output(), /broken\.json/);
    assert.doesNotMatch(run.output(), /^\s+at /m, 'a sentence, not a stack');
  });

  it('fails on a wrong variable, with its name', async () => {
    const run = start([], { ...FREE_PORTS, ARC_SANDBOX_PORT: 'forty' });
    assert.equal(await run.ended, 1);
    assert.match(run.output(), /ARC_SANDBOX_PORT is not a port number/);
  });

  it('fails on an unknown option, with the list of options', async () => {
    const run = start(['--imprt', 'x']);
    assert.equal(await run.ended, 1);
    assert.match(run.output(), /--imprt[\s\S]*--import FILE/);
  });
});

/** What the broker needs to start; its platform cannot be reached. */
const BROKER_ENV = {
  ARC_API_URL: 'http://127.0.0.1:9',
  ARC_CLIENT_ID: '001',
  ARC_CLIENT_SECRET: 'client-secret-for-tests',
  ARC_BROKER_KEYS: 'broker-key-for-tests',
  ARC_SESSION_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64url')}`,
  ARC_ALLOWED_ORIGINS: 'https://partner.example',
  ARC_LOG_LEVEL: 'silent',
};

describe('npm run sandbox and npm run broker', {
  skip: process.platform === 'linux' ? false : 'processes are looked up in /proc',
}, () => {
  for (const part of ['broker', 'sandbox']) {
    for (const [killed, command, args, depth] of [
      ['the script that runs it', process.execPath, ['scripts/run.js', part], 0],
      ['npm', 'npm', ['run', '--silent', part], 0],
      ['the shell of npm', 'npm', ['run', '--silent', part], 1],
    ] as const) {
      it(`the ${part} ends when ${killed} is killed`, async (t) => {
        const alone = run(command, args, { ...FREE_PORTS, ...BROKER_ENV });
        const [url] = await alone.printed(/http:\S+/);
        const pid = alone.child.pid ?? assert.fail('it did not start');
        const processes = [pid, ...descendants(pid)];
        t.after(() => {
          for (const left of processes.filter(isAlive)) process.kill(left, 'SIGKILL');
        });

        process.kill(processes[depth] ?? assert.fail('npm runs no shell'), 'SIGKILL');

        await until('its port is closed', async () => !(await isListening(url)));
        await until('all processes have ended', async () => !processes.some(isAlive));
      });
    }
  }
});
