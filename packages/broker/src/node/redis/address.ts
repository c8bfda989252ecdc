import { isPrivate } from '../../hosts.ts';

/** A server to begin with. */
export interface RedisNode {
  readonly host: string;
  readonly port: number;
}

/** Who the broker is to a server; without a user name, the default user. */
interface RedisLogin {
  readonly username?: string;
  readonly password?: string;
}

/** What several servers have in common. */
interface RedisGroup {
  readonly nodes: readonly RedisNode[];
  readonly login: RedisLogin;
  readonly tls: boolean;
  /** Connections without TLS may go to public addresses too. */
  readonly plainAnywhere: boolean;
}

/** Where Redis is: one server, a cluster, or a master that sentinels name. */
export type RedisAddress =
  | { readonly kind: 'single'; readonly url: string }
  | ({ readonly kind: 'cluster' } & RedisGroup)
  | ({
      readonly kind: 'sentinel';
      /** What the sentinels call the master; `nodes` are sentinels. */
      readonly master: string;
      readonly sentinelLogin: RedisLogin;
      readonly database: number;
    } & RedisGroup);

const PARAMETERS = ['cluster', 'sentinel', 'sentinelUsername', 'sentinelPassword'];

/**
 * Reads `ARC_REDIS_URL`. One `redis:`, `rediss:` or `unix:` address is one server. Several, separated by commas, or one with
 * `?cluster=true`, are nodes of a cluster; with `?sentinel=NAME` they are sentinels that know a master of that name. User and password
 * are those of Redis, the same for all; `sentinelUsername` and `sentinelPassword` are for the sentinels.
 *
 * @throws {TypeError} It cannot be used. The message goes on after the variable's name and never says its value.
 */
export function readRedisAddress(text: string, { plainAnywhere = false } = {}): RedisAddress {
  if (/^unix:\/\/./.test(text)) return { kind: 'single', url: text };
  // A comma may also stand in a password.
  const urls = text.split(/,(?=[a-z+]+:\/\/)/).map(toUrl);
  const [first, last] = [urls[0] as URL, urls.at(-1) as URL];
  demand(
    urls.every(({ protocol }) => protocol === first.protocol),
    'mixes redis: and rediss:',
  );
  const tls = first.protocol === 'rediss:';
  for (const { hostname } of urls) if (!tls && !plainAnywhere) requirePrivate(hostname);

  const parameters = new Map(last.searchParams);
  demand(
    urls.every((url) => url === last || url.search === ''),
    'has parameters before its last address',
  );
  demand(parameters.size === [...last.searchParams].length, 'has a parameter twice');
  for (const [name, value] of parameters) {
    demand(PARAMETERS.includes(name) && value !== '', 'has a parameter that is unknown or empty');
  }
  const master = parameters.get('sentinel');
  const cluster = parameters.get('cluster');
  demand(cluster === undefined || cluster === 'true', 'has a cluster= that is not true');
  demand(cluster === undefined || master === undefined, 'asks for a cluster and for a sentinel');
  const sentinelLogin = loginOf(parameters.get('sentinelUsername'), parameters.get('sentinelPassword'));
  demand(
    master !== undefined || Object.keys(sentinelLogin).length === 0,
    'has a login for sentinels, but no sentinel=',
  );

  const path = first.pathname.replace(/^\/0?$/, '');
  demand(/^(\/[1-9][0-9]{0,4})?$/.test(path), 'has a path that is not the number of a database');
  demand(
    urls.every(({ pathname }) => pathname.replace(/^\/0?$/, '') === path),
    'names different databases',
  );
  if (urls.length === 1 && parameters.size === 0) return { kind: 'single', url: text };

  const known = urls.find(({ username, password }) => username + password !== '') ?? first;
  const isSame = (url: URL): boolean => url.username === known.username && url.password === known.password;
  demand(
    urls.every((url) => isSame(url) || url.username + url.password === ''),
    'has different logins',
  );
  const usual = master === undefined ? 6379 : 26_379;
  const group: RedisGroup = {
    nodes: urls.map(({ hostname, port }) => ({
      host: hostname.replace(/^\[(.*)\]$/, '$1'),
      port: Number(port === '' ? usual : port),
    })),
    login: loginOf(decoded(known.username), decoded(known.password)),
    tls,
    plainAnywhere,
  };
  if (master !== undefined)
    return { kind: 'sentinel', master, sentinelLogin, database: Number(path.slice(1)), ...group };
  demand(path === '', 'names a database, and a cluster has none to choose from');
  return { kind: 'cluster', ...group };
}

/** @throws {TypeError} The host is not on a private network. */
export function requirePrivate(hostname: string): void {
  demand(isPrivate(hostname.toLowerCase()), 'is plain redis: to a public address; use rediss: or set ARC_REDIS_PLAIN');
}

const HOST = /^([A-Za-z0-9._-]+|\[[0-9a-f:.]+\])$/;

function toUrl(text: string): URL {
  const url = /^rediss?:\/\//.test(text) && URL.canParse(text) ? new URL(text) : null;
  if (url === null || !HOST.test(url.hostname) || url.hash !== '') {
    throw new TypeError('is not a redis:, rediss: or unix: address, or several with commas between them');
  }
  return url;
}

const loginOf = (username = '', password = ''): RedisLogin => ({
  ...(username === '' ? {} : { username }),
  ...(password === '' ? {} : { password }),
});

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    throw new TypeError('has a login that is not well encoded', { cause });
  }
}

function demand(ok: boolean, problem: string): void {
  if (!ok) throw new TypeError(problem);
}
