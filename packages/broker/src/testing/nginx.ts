import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { freePort } from './free-port.ts';

/** Folder of the published files for deployment. */
export const DEPLOY = join(import.meta.dirname, '../../deploy');

/** Host name in these files and in the certificates of tests. */
export const HOST = 'broker.example.com';

/** Finds a program by its name; `undefined` if it is not installed. */
export function programOf(name: string, named?: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/bin'];
  return [...(named ? [named] : []), ...folders.map((folder) => join(folder, name))].find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false; // which is the answer, and no failure
    }
  });
}

/** Path of nginx; `undefined` if it is not installed. */
export const NGINX: string | undefined = programOf('nginx', process.env.NGINX_PATH);

/** A proxy on loopback with its own certificate. */
export interface ReverseProxy {
  readonly port: number;
  /** Certificate for its clients to trust, PEM. */
  readonly ca: string;
  readonly close: () => Promise<void>;
}

/**
 * Replaces strings.
 * @throws {Error} One does not occur: the file has changed, so the test has to.
 */
export function adapted(file: string, changes: Readonly<Record<string, string>>): string {
  let adaptedText = file;
  for (const [from, to] of Object.entries(changes)) {
    if (!adaptedText.includes(from)) throw new Error(`The file does not say "${from}".`);
    adaptedText = adaptedText.replaceAll(from, to);
  }
  return adaptedText;
}

/**
 * Writes a key and a certificate for {@link HOST} where a configuration expects them. Returns the
 * certificate.
 */
export function makeCertificate(certificate: string, key: string): string {
  const how = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const names = ['-subj', `/CN=${HOST}`, '-addext', `subjectAltName=DNS:${HOST}`];
  execFileSync('openssl', ['req', ...how, ...names, '-keyout', key, '-out', certificate], { stdio: 'ignore' });
  return readFileSync(certificate, 'utf8');
}

/** How a test changes `deploy/nginx.conf`. */
export interface NginxOptions {
  /** Replacements for times that a test cannot wait for. */
  readonly changes?: Readonly<Record<string, string>>;
  /** HTTP/1.1 without TLS, to measure what is behind it. */
  readonly plain?: boolean;
}

/** `deploy/nginx.conf` in front of brokers. */
export async function startNginx(
  brokers: readonly string[],
  { changes, plain = false }: NginxOptions = {},
): Promise<ReverseProxy> {
  const folder = mkdtempSync(join(tmpdir(), 'arc-elements-nginx-'));
  const [port, plainPort] = [await freePort(), await freePort()];
  const ca = makeCertificate(join(folder, 'fullchain.pem'), join(folder, 'privkey.pem'));
  const site = adapted(readFileSync(join(DEPLOY, 'nginx.conf'), 'utf8'), {
    '  listen [::]:80;\n': '',
    '  listen [::]:443 ssl http2;\n': '',
    'listen 80;': `listen 127.0.0.1:${plainPort};`,
    'listen 443 ssl http2;': `listen 127.0.0.1:${port}${plain ? '' : ' ssl http2'};`,
    'server 127.0.0.1:4020;': brokers
      .map((url) => `server ${new URL(url).host} max_fails=1 fail_timeout=1s;`)
      .join('\n  '),
    [`/etc/letsencrypt/live/${HOST}`]: folder,
    ...changes,
  });
  const args = ['-p', folder, '-c', writeNginx(folder, site), '-e', join(folder, 'error.log')];
  execFileSync(NGINX ?? '', ['-t', '-q', ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
  return await startProxy(NGINX ?? '', args, { port, ca, folder });
}

/**
 * Writes the settings of Debian's `nginx.conf` around a site, with every file in one folder.
 * Returns the path.
 */
export function writeNginx(folder: string, site: string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const main = join(folder, 'main.conf');
  writeFileSync(
    main,
    `daemon off;
    pid ${folder}/nginx.pid;
    ${process.getuid?.() === 0 ? 'user root;' : ''}
    worker_processes 1;
    worker_rlimit_nofile 30000;
    events { worker_connections 15000; }
    http {
      access_log off;
      ${temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join('\n')}
      include ${folder}/site.conf;
    }`,
  );
  writeFileSync(join(folder, 'site.conf'), site);
  return main;
}

/**
 * Starts a proxy and waits until it listens.
 * @throws {Error} It exited; the message has its output.
 */
export async function startProxy(
  program: string,
  args: readonly string[],
  at: { readonly port: number; readonly ca: string; readonly folder: string; readonly env?: NodeJS.ProcessEnv },
): Promise<ReverseProxy> {
  const { port, ca, folder, env } = at;
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, ...env } });
  const stderr = text(child.stderr);
  const exited = once(child, 'exit');
  while (!(await accepts(port))) {
    if (child.exitCode !== null) throw new Error(`${program} ended with ${child.exitCode}: ${await stderr}`);
    await setTimeout(20);
  }
  return {
    port,
    ca,
    close: async () => {
      child.kill('SIGTERM');
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Returns true if something listens on a port of this machine. */
export function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
