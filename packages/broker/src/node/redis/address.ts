import { isPrivate } from '../../hosts.ts';

/** Address of a server. */
export interface RedisNode {
  readonly host: string;
  readonly port: number;
}

/** Login at a server. Without a user name it is the default user. */
interface RedisLogin {
  readonly username?: string;
  readonly password?: string;
}

/** Servers and what they have in common. */
interface RedisGroup {
  readonly nodes: readonly RedisNode[];
  readonly login: RedisLogin;
  readonly tls: boolean;
  /** True if connections without TLS may be made to public addresses too. */
  readonly plainAnywhere: boolean;
}

/** Address of one Redis server, of a cluster, or of sentinels that know the master. */
export type RedisAddress =
  | { readonly kind: 'single'; readonly url: string }
  | ({ readonly kind: 'cluster' } & RedisGroup)
  | ({
      readonly kind: 'sentinel';
      /** The name of the master. `nodes` are the sentinels. */
      readonly master: string;
      readonly sentinelLogin: RedisLogin;
      readonly database: number;
    } & RedisGroup);

const PARAMETERS = ['cluster', 'sentinel', 'sentinelUsername', 'sentinelPassword'];

/**
 * Parses `ARC_REDIS_URL`. One `redis:`, `rediss:` or `unix:` address is one server. Several,
 * separated by commas, or one with `?cluster=true`, are nodes of a cluster; with `?sentinel=NAME`
 * they are sentinels that know a master of that name. User and password are those of Redis, the
 * same for all servers; `sentinelUsername` and `sentinelPassword` are those of the sentinels.
 *
 * @throws {TypeError} The address cannot be used. The message continues a sentence that starts with
 *   the variable's name, and does not repeat the value.
 */
export function readRedisAddress(text: string, { plainAnywhere = false } = {}): RedisAddress {
  if (/^unix:\/\/./.test(text)) return { kind: 'single', url: text };
  // A comma may also be part of a password.
  const urls = text.split(/,(?=[a-z+]+:\/\/)/).map(toUrl);
  const [first, last] = [urls[0] as URL, urls.at(-1) as URL];
  requireThat(
    urls.every(({ protocol }) => protocol === first.protocol),
    'mixes redis: and rediss:',
  );
  const tls = first.protocol === 'rediss:';
  for (const { hostname } of urls) if (!tls && !plainAnywhere) requirePrivate(hostname);

  const parameters = new Map(last.searchParams);
  requireThat(
    urls.every((url) => url === last || url.search === ''),
    'has parameters before its last address',
  );
  requireThat(parameters.size === [...last.searchParams].length, 'has a parameter twice');
  for (const [name, value] of parameters) {
    requireThat(PARAMETERS.includes(name) && value !== '', 'has a parameter that is unknown or empty');
  }
  const master = parameters.get('sentinel');
  const cluster = parameters.get('cluster');
  requireThat(cluster === undefined || cluster === 'true', 'has a cluster= that is not true');
  requireThat(cluster === undefined || master === undefined, 'asks for a cluster and for a sentinel');
  const sentinelLogin = loginOf(parameters.get('sentinelUsername'), parameters.get('sentinelPassword'));
  requireThat(
    master !== undefined || Object.keys(sentinelLogin).length === 0,
    'has a login for sentinels, but no sentinel=',
  );

  const path = first.pathname.replace(/^\/0?$/, '');
  requireThat(/^(\/[1-9][0-9]{0,4})?$/.test(path), 'has a path that is not the number of a database');
  requireThat(
    urls.every(({ pathname }) => pathname.replace(/^\/0?$/, '') === path),
    'names different databases',
  );
  if (urls.length === 1 && parameters.size === 0) return { kind: 'single', url: text };

  const known = urls.find(({ username, password }) => username + password !== '') ?? first;
  const isSame = (url: URL): boolean => url.username === known.username && url.password === known.password;
  requireThat(
    urls.every((url) => isSame(url) || url.username + url.password === ''),
    'has different logins',
  );
  const defaultPort = master === undefined ? 6379 : 26_379;
  const group: RedisGroup = {
    nodes: urls.map(({ hostname, port }) => ({
      host: hostname.replace(/^\[(.*)\]$/, '$1'),
      port: Number(port === '' ? defaultPort : port),
    })),
    login: loginOf(decoded(known.username), decoded(known.password)),
    tls,
    plainAnywhere,
  };
  if (master !== undefined)
    return { kind: 'sentinel', master, sentinelLogin, database: Number(path.slice(1)), ...group };
  requireThat(path === '', 'names a database, and a cluster has none to choose from');
  return { kind: 'cluster', ...group };
}

/** Checks that a host is on a private network. @throws {TypeError} It is not. */
export function requirePrivate(hostname: string): void {
  requireThat(
    isPrivate(hostname.toLowerCase()),
    'is plain redis: to a public address; use rediss: or set ARC_REDIS_PLAIN',
  );
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

function requireThat(ok: boolean, problem: string): void {
  if (!ok) throw new TypeError(problem);
}
