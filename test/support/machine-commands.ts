/**
 * `systemctl` and `nginx` of a {@link FakeMachine}. They run the real programs in its folder and
 * at its ports.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { accepts, adapted, writeNginx } from '../../packages/broker/src/testing/nginx.ts';

interface Machine {
  readonly folder: string;
  readonly ports: Readonly<Record<'broker' | 'metrics' | 'tls' | 'plain', number>>;
  readonly platform: string;
  readonly nginx?: string;
}

const { folder, ports, platform, nginx }: Machine = JSON.parse(process.env.MACHINE ?? '');
const inFolder = (text: string): string => text.replaceAll(/(?<![\w.])\/(etc|opt)\//g, `${folder}/$1/`);
const [command, ...args] = process.argv.slice(2);

if (command === 'nginx') process.exitCode = testNginx(args);
else await systemctl(args.filter((arg) => !arg.startsWith('-')));

async function systemctl([verb = '', unit = '']: readonly string[]): Promise<void> {
  if (verb === 'daemon-reload') return;
  const name = unit.replace(/\.service$/, '');
  if (['stop', 'restart', 'reload'].includes(verb)) await stop(name);
  if (verb === 'stop') return;
  if (name === 'nginx') await startProgram(name, nginx ?? '', nginxArguments(), ports.tls, {});
  else await startBroker(name);
}

/**
 * Starts the broker as systemd would, with the command, the settings file and the credentials of
 * its unit.
 */
async function startBroker(name: string): Promise<void> {
  const unit = inFolder(readFileSync(join(folder, 'etc/systemd/system', `${name}.service`), 'utf8'));
  const all = (key: string): string[] =>
    [...unit.matchAll(new RegExp(`^${key}=(.*)$`, 'gm'))].map(([, value = '']) => value);
  const files = new Map(all('LoadCredential').map((line) => line.split(':') as [string, string]));
  const settings = all('EnvironmentFile').flatMap((file) => readFileSync(file, 'utf8').trim().split('\n'));
  const given = all('Environment').map((line) => line.replace(/%d\/(.*)$/, (_, id) => files.get(id) ?? ''));
  const env = Object.fromEntries(
    [...settings, ...given].map((line) => [...(/^(\w+)=(.*)$/.exec(line)?.slice(1) ?? [])]),
  );
  const [, ...program] = (all('ExecStart')[0] ?? '').split(' ');
  await startProgram(name, process.execPath, program, ports.broker, {
    ...env,
    ARC_API_URL: platform,
    ARC_BROKER_PORT: String(ports.broker),
    ...(env.ARC_METRICS_PORT && { ARC_METRICS_PORT: String(ports.metrics) }),
  });
}

async function startProgram(
  name: string,
  program: string,
  list: readonly string[],
  port: number,
  env: NodeJS.ProcessEnv,
) {
  const log = openSync(join(folder, `${name}.log`), 'a');
  const child = spawn(program, list, {
    detached: true,
    stdio: ['ignore', log, log],
    env: { PATH: process.env.PATH, ...env },
  });
  child.unref();
  writeFileSync(join(folder, `${name}.pid`), String(child.pid));
  while (!(await accepts(port))) {
    if (child.exitCode !== null) throw new Error(readFileSync(join(folder, `${name}.log`), 'utf8'));
    await setTimeout(20);
  }
}

/** Stops a program at once; graceful shutdown is tested elsewhere. */
async function stop(name: string): Promise<void> {
  const file = join(folder, `${name}.pid`);
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8'));
  rmSync(file);
  try {
    process.kill(pid, 'SIGINT');
  } catch {
    return; // it has ended by itself, and its log says why
  }
  // Waits for the ports and not for the process id, which stays in use until the ended process is
  // reaped.
  const held = name === 'nginx' ? [ports.tls] : [ports.broker, ports.metrics];
  while ((await Promise.all(held.map(accepts))).some(Boolean)) await setTimeout(20);
}

function nginxArguments(): string[] {
  const place = join(folder, 'nginx');
  const site = readFileSync(join(folder, 'etc/nginx/sites-enabled/arc-broker'), 'utf8');
  const local = adapted(inFolder(site), {
    '  listen [::]:80;\n': '',
    '  listen [::]:443 ssl http2;\n': '',
    'listen 80;': `listen 127.0.0.1:${ports.plain};`,
    'listen 443 ssl http2;': `listen 127.0.0.1:${ports.tls} ssl http2;`,
    'server 127.0.0.1:4020;': `server 127.0.0.1:${ports.broker};`,
  });
  return ['-p', place, '-c', writeNginx(place, local), '-e', join(place, 'error.log')];
}

function testNginx(flags: readonly string[]): number {
  return spawnSync(nginx ?? '', [...flags, ...nginxArguments()], { stdio: 'inherit' }).status ?? 1;
}
