import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { startBroker } from '@arc-elements/broker/node';
import { parse } from 'yaml';
import { freePort } from '../packages/broker/src/testing/free-port.ts';
import { accepts, DEPLOY, programOf } from '../packages/broker/src/testing/nginx.ts';
import { packAll } from '../scripts/lib/pack.js';
import { environmentOf, folder, LONGEST_END_S, secrets, VARIABLES } from './support/deployment.ts';

const read = (name: string): string => readFileSync(join(DEPLOY, name), 'utf8');

describe('new-secrets.sh', () => {
  it('makes secrets that the broker accepts, in a folder for its owner only, and keeps existing ones', () => {
    const place = secrets();
    if (process.platform !== 'win32') assert.equal(modeOf(place), '700');
    const before = readdirSync(place).map((name) => readFileSync(join(place, name), 'utf8'));
    execFileSync('sh', [join(DEPLOY, 'new-secrets.sh'), place]);
    assert.deepEqual(
      readdirSync(place).map((name) => readFileSync(join(place, name), 'utf8')),
      before,
    );
  });
});

const modeOf = (path: string): string =>
  execFileSync('stat', process.platform === 'darwin' ? ['-f', '%Lp', path] : ['-c', '%a', path])
    .toString()
    .trim();

/** Returns the instructions of a Dockerfile by stage, each as its keyword and the rest. */
function stagesOf(text: string): string[][][] {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const stages: string[][][] = [];
  for (const line of lines) {
    const [, word = '', rest = ''] = /^([A-Z]+) (.*)$/.exec(line) ?? assert.fail(line);
    if (word === 'FROM') stages.push([]);
    stages.at(-1)?.push([word, rest]);
  }
  return stages;
}

describe('Dockerfile', () => {
  const stages = stagesOf(read('Dockerfile'));
  const last = stages.at(-1) ?? [];
  const instruction = (word: string, of = last): string => of.find(([name]) => name === word)?.[1] ?? assert.fail(word);
  /**
   * Returns an instruction in JSON form, by which the engine starts the program without a shell.
   */
  const program = (word: string): string[] => JSON.parse(instruction(word).replace(/^(--\S+ )*(CMD )?/, ''));

  it('uses images with a version, and a user that is not root', () => {
    for (const stage of stages) assert.match(instruction('FROM', stage), /^[\w./-]+:[0-9][\w.-]*( AS \w+)?$/);
    assert.match(instruction('USER'), /^[1-9][0-9]*:[1-9][0-9]*$/);
  });

  it('installs the versions of a lock file, and runs a healthy broker without write access', async (t) => {
    const app = join(folder, 'app');
    execFileSync('mkdir', [app]);
    const tarballs = await packAll(folder);
    const npm = (...args: string[]) =>
      spawnSync('npm', [...args, '--prefer-offline', '--no-audit', '--no-fund'], { cwd: app, encoding: 'utf8' });
    npm('init', '-y');
    const locked = npm(
      'install',
      '--package-lock-only',
      ...[...tarballs].flatMap(([name, file]) => (name === 'broker' || name === 'models' ? [file] : [])),
    );
    if (/EAI_AGAIN|ENOTFOUND|ECONNREFUSED|ETIMEDOUT/.test(locked.stderr)) return t.skip('npm reaches no registry here');
    assert.equal(locked.status, 0, locked.stderr);
    const [, ...words] = instruction('RUN', stages[0]).split(' ');
    const installed = npm(...words);
    assert.equal(installed.status, 0, installed.stderr);

    const port = await freePort();
    const settings = instruction('ENV')
      .split(' ')
      .map((pair) => pair.split('=') as [string, string]);
    const env = {
      ...Object.fromEntries(settings),
      ...{ PATH: process.env.PATH, ARC_BROKER_PORT: String(port), ARC_METRICS_PORT: String(await freePort()) },
      ...{ ARC_ALLOWED_ORIGINS: 'https://app.example.com', ARC_API_URL: 'http://127.0.0.1:9' },
      ...Object.fromEntries(Object.entries(VARIABLES).map(([name, file]) => [name, join(secrets(), file)])),
    };
    chmodSync(folder, 0o755);
    chmodSync(secrets(), 0o755); // as a container sees it: files without the folder
    // Root may write everywhere. The image's user may not, so the test must not run the broker as
    // root.
    const [uid = 0, gid = 0] = instruction('USER').split(':').map(Number);
    const as = process.getuid?.() === 0 ? { uid, gid } : {};
    if (process.getuid?.() !== 0) execFileSync('chmod', ['-R', 'a-w', app]);
    const healthy = () => {
      const [, ...args] = program('HEALTHCHECK');
      const check = args.map((arg) => arg.replace('4020', String(port)));
      return spawnSync(process.execPath, check, { env, cwd: app, ...as }).status;
    };
    assert.equal(healthy(), 1);
    const [node, ...args] = program('CMD');
    assert.equal(node, 'node');
    const child = spawn(process.execPath, args, { cwd: app, env, ...as, stdio: ['ignore', 'pipe', 'inherit'] });
    t.after(() => child.kill('SIGKILL'));
    const [line] = await once(createInterface(child.stdout), 'line');
    assert.match(line, /listens on http:\/\/0\.0\.0\.0:/);
    assert.equal(healthy(), 0);
    child.kill('SIGTERM');
    assert.deepEqual(await once(child, 'exit'), [0, null]);
  });
});

describe('compose.yaml', () => {
  const { services, secrets: given, networks } = parse(read('compose.yaml'));

  it('publishes the broker to this machine only, and the store to nobody', () => {
    for (const port of services.broker.ports) assert.match(port, /^127\.0\.0\.1:/);
    assert.equal(services.valkey.ports, undefined);
    assert.deepEqual([services.valkey.networks, networks.store.internal], [['store'], true]);
  });

  it('runs the broker without privileges, and gives it enough time to stop', () => {
    const { read_only, cap_drop, security_opt, stop_grace_period } = services.broker;
    assert.deepEqual([read_only, cap_drop, security_opt], [true, ['ALL'], ['no-new-privileges:true']]);
    assert.ok(Number.parseInt(stop_grace_period, 10) >= LONGEST_END_S);
  });

  it('names images by version', () => {
    for (const { image } of [services.caddy, services.valkey]) assert.match(image, /:[0-9][\w.-]*$/);
  });

  it('contains no secret: each is a file that new-secrets.sh makes', () => {
    for (const [name, { file }] of Object.entries<{ file: string }>(given)) {
      assert.equal(file, `./secrets/${name}`);
      assert.ok(existsSync(join(secrets(), name)), name);
    }
    const used = [...services.broker.secrets, ...services.valkey.secrets];
    assert.deepEqual(used.sort(), Object.keys(given).sort());
  });

  it('sets variables that the broker accepts, with a store that is durable enough for strict', async (t) => {
    const { redisUrl, durability } = environmentOf(literal(services.broker.environment), '/run/secrets');
    assert.equal(new URL(redisUrl ?? '').host, 'valkey:6379');
    assert.equal(durability, 'strict');
    const server =
      programOf('valkey-server', process.env.VALKEY_SERVER_PATH) ??
      programOf('redis-server', process.env.REDIS_SERVER_PATH);
    if (server === undefined) return t.skip('there is no Valkey or Redis here');
    const [port, brokerPort] = [await freePort(), await freePort()];
    const [, settings, ...options] = services.valkey.command as string[];
    const conf = settings?.replace('/run/secrets', secrets()) ?? '';
    const store = spawn(server, [conf, ...options, '--port', String(port), '--dir', folder], { stdio: 'ignore' });
    t.after(() => store.kill('SIGKILL'));
    const env = {
      ...literal(services.broker.environment),
      ARC_API_URL: 'http://127.0.0.1:9',
      ARC_BROKER_PORT: String(brokerPort),
    };
    const local = Object.fromEntries(
      Object.entries(env).map(([key, value]) => [key, value.replace('/run/secrets', secrets())]),
    );
    delete local.ARC_REDIS_URL_FILE;
    // A broker starts without its store and reports it later, so wait for the store first.
    while (!(await accepts(port))) await setTimeout(20);
    const broker = await startBroker({
      ...local,
      ARC_ALLOWED_ORIGINS: 'https://app.example.com',
      ARC_REDIS_URL: redisUrl?.replace('valkey:6379', `127.0.0.1:${port}`),
    });
    t.after(() => broker.close());
    assert.equal(broker.guarantee(), 'redis: acknowledged events survive a crash of Redis');
  });
});

/** Returns the variables of a compose file that need no `.env`. */
const literal = (environment: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]): [string, string][] => {
      const otherwise = /^\$\{\w+:-(.*)\}$/.exec(value)?.[1];
      return value.startsWith('${') ? (otherwise === undefined ? [] : [[name, otherwise]]) : [[name, value]];
    }),
  );
