import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';

/** The published files that a broker is deployed with. */
export const DEPLOY = join(import.meta.dirname, '../../packages/broker/deploy');

/** The name that the files are written for; certificates of tests are for it too. */
export const HOST = 'broker.example.com';

/** A program of the operating system by its name; `undefined` where it is not installed. */
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

export const NGINX: string | undefined = programOf('nginx', process.env.NGINX_PATH);
export const CADDY: string | undefined = programOf('caddy');

/** A proxy on loopback with a certificate of its own. */
export interface ReverseProxy {
  readonly port: number;
  /** PEM of the certificate that its clients have to trust. */
  readonly ca: string;
  readonly close: () => Promise<void>;
}

/** Replaces each text by another. @throws {Error} One does not occur: the file has changed, and the test with it. */
export function adapted(file: string, changes: Readonly<Record<string, string>>): string {
  let adaptedText = file;
  for (const [from, to] of Object.entries(changes)) {
    if (!adaptedText.includes(from)) throw new Error(`The file does not say "${from}".`);
    adaptedText = adaptedText.replaceAll(from, to);
  }
  return adaptedText;
}

/** Writes a key and a certificate for {@link HOST} where a configuration expects them; gives the certificate's text. */
export function makeCertificate(certificate: string, key: string): string {
  const how = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const names = ['-subj', `/CN=${HOST}`, '-addext', `subjectAltName=DNS:${HOST}`];
  execFileSync('openssl', ['req', ...how, ...names, '-keyout', key, '-out', certificate], { stdio: 'ignore' });
  return readFileSync(certificate, 'utf8');
}

/** `deploy/nginx.conf` in front of a broker, with `changes` of what a test cannot wait for. */
export async function startNginx(
  broker: string,
  changes: Readonly<Record<string, string>> = {},
): Promise<ReverseProxy> {
  const folder = mkdtempSync(join(tmpdir(), 'arc-elements-nginx-'));
  const [port, plainPort] = [await freePort(), await freePort()];
  const ca = makeCertificate(join(folder, 'fullchain.pem'), join(folder, 'privkey.pem'));
  const site = adapted(readFileSync(join(DEPLOY, 'nginx.conf'), 'utf8'), {
    '  listen [::]:80;\n': '',
    '  listen [::]:443 ssl http2;\n': '',
    'listen 80;': `listen 127.0.0.1:${plainPort};`,
    'listen 443 ssl http2;': `listen 127.0.0.1:${port} ssl http2;`,
    'server 127.0.0.1:4020;': `server ${new URL(broker).host};`,
    [`/etc/letsencrypt/live/${HOST}`]: folder,
    ...changes,
  });
  const args = ['-p', folder, '-c', writeNginx(folder, site), '-e', join(folder, 'error.log')];
  execFileSync(NGINX ?? '', ['-t', '-q', ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
  return await start(NGINX ?? '', args, { port, ca, folder });
}

/** What Debian's own `nginx.conf` does around the file of a site, with every file in one folder. */
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

/** `deploy/Caddyfile` in front of a broker. */
export async function startCaddy(broker: string): Promise<ReverseProxy> {
  const folder = mkdtempSync(join(tmpdir(), 'arc-elements-caddy-'));
  const port = await freePort();
  const ca = makeCertificate(join(folder, 'fullchain.pem'), join(folder, 'privkey.pem'));
  const file = readFileSync(join(DEPLOY, 'Caddyfile'), 'utf8');
  const local = `{
  admin off
  auto_https disable_redirects
  default_bind 127.0.0.1
}
`;
  const site = '{$ARC_DOMAIN} {';
  const config = join(folder, 'Caddyfile');
  writeFileSync(
    config,
    local + adapted(file, { [site]: `${site}\n\ttls ${folder}/fullchain.pem ${folder}/privkey.pem` }),
  );
  const home = join(folder, 'home');
  mkdirSync(home);
  const env = {
    ...{ HOME: home, XDG_DATA_HOME: home, XDG_CONFIG_HOME: home },
    ...{ ARC_DOMAIN: `https://${HOST}:${port}`, ARC_UPSTREAM: new URL(broker).host },
  };
  const args = ['run', '--adapter', 'caddyfile', '--config', config];
  return await start(CADDY ?? '', args, { port, ca, folder, env });
}

async function start(
  program: string,
  args: readonly string[],
  at: { readonly port: number; readonly ca: string; readonly folder: string; readonly env?: NodeJS.ProcessEnv },
): Promise<ReverseProxy> {
  const { port, ca, folder, env } = at;
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, ...env } });
  const said = text(child.stderr);
  const exited = once(child, 'exit');
  while (!(await accepts(port))) {
    if (child.exitCode !== null) throw new Error(`${program} ended with ${child.exitCode}: ${await said}`);
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

/** An answer that has been read to its end. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

interface Question {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The address of this machine that it comes from. */
  readonly from?: string;
}

/** One request to a proxy, as a client whose name server knows {@link HOST} sends it. */
export async function ask(proxy: ReverseProxy, path: string, question: Question = {}): Promise<Answer> {
  const response = await open(proxy, path, question);
  const { statusCode = 0, headers } = response;
  return { status: statusCode, headers, text: await text(response) };
}

/** The same, with the body still to be read. */
export async function open(
  { port, ca }: ReverseProxy,
  path: string,
  { method = 'GET', headers, body, from }: Question,
) {
  const sending = request({
    ...{ host: '127.0.0.1', port, path, method, ca, servername: HOST, agent: false },
    headers: { host: HOST, ...headers },
    ...(from === undefined ? {} : { localAddress: from }),
  });
  sending.end(body);
  const [response] = (await once(sending, 'response')) as [import('node:http').IncomingMessage];
  return response;
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
