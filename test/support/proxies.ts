import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { freePort } from '../../packages/broker/src/testing/free-port.ts';
import {
  adapted,
  DEPLOY,
  HOST,
  makeCertificate,
  programOf,
  type ReverseProxy,
  startProxy,
} from '../../packages/broker/src/testing/nginx.ts';

export const CADDY: string | undefined = programOf('caddy');

/** Starts Caddy with `deploy/Caddyfile` in front of a broker. */
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
    HOME: home,
    XDG_DATA_HOME: home,
    XDG_CONFIG_HOME: home,
    ARC_DOMAIN: `https://${HOST}:${port}`,
    ARC_UPSTREAM: new URL(broker).host,
  };
  const args = ['run', '--adapter', 'caddyfile', '--config', config];
  return await startProxy(CADDY ?? '', args, { port, ca, folder, env });
}

/** A response with its whole body. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

interface Question {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Local address to send from. */
  readonly from?: string;
}

/** Sends a request for {@link HOST} to a proxy and reads the response. */
export async function ask(proxy: ReverseProxy, path: string, question: Question = {}): Promise<Answer> {
  const response = await open(proxy, path, question);
  const { statusCode = 0, headers } = response;
  return { status: statusCode, headers, text: await text(response) };
}

/** Sends a request like {@link ask}; the body is still to be read. */
export async function open(
  { port, ca }: ReverseProxy,
  path: string,
  { method = 'GET', headers, body, from }: Question,
) {
  const sending = request({
    host: '127.0.0.1',
    port,
    path,
    method,
    ca,
    servername: HOST,
    agent: false,
    headers: { host: HOST, ...headers },
    ...(from === undefined ? {} : { localAddress: from }),
  });
  sending.end(body);
  const [response] = (await once(sending, 'response')) as [IncomingMessage];
  return response;
}
