import { fromBase64Url } from '../encoding.ts';
import { type BrokerOptions, isOrigin } from '../options.ts';

/** Everything the command reads from its environment, checked. */
export interface Environment {
  readonly host: string;
  readonly port: number;
  /** `null`: no metrics. */
  readonly metricsPort: number | null;
  /** `null`: memory mode. */
  readonly redisUrl: string | null;
  /** `strict`: refuse a Redis that may lose what it acknowledged. */
  readonly durability: 'strict' | 'relaxed';
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** Every secret text, for the second line of defence in logs. */
  readonly secrets: readonly string[];
  readonly options: Omit<BrokerOptions, 'transport' | 'store' | 'observe'>;
}

/** A variable is missing or wrong. The message is one line, names the variable and never says its value. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
  readonly variable: string;
  /** Of the system, such as `EADDRINUSE`, when it was the system that refused. */
  readonly code: string | undefined;

  constructor(variable: string, problem: string, code?: string) {
    super(`${variable} ${problem}`);
    this.variable = variable;
    this.code = code;
  }
}

const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;

type Env = Readonly<Record<string, string | undefined>>;

/** Every variable that is read. */
export const KNOWN = [
  'ARC_BROKER_PORT',
  'ARC_BROKER_HOST',
  'ARC_METRICS_PORT',
  'ARC_API_URL',
  'ARC_CLIENT_ID',
  'ARC_CLIENT_SECRET',
  'ARC_SWITCH_URL',
  'ARC_SWITCH_APP_ID',
  'ARC_SWITCH_APP_KEY',
  'ARC_BROKER_KEYS',
  'ARC_SESSION_KEYS',
  'ARC_WEBHOOK_KEYS',
  'ARC_PLUG_WEBHOOK_SECRET',
  'ARC_ALLOWED_ORIGINS',
  'ARC_REDIS_URL',
  'ARC_REDIS_DURABILITY',
  'ARC_REDIS_PLAIN',
  'ARC_SANDBOX_MODE',
  'ARC_TOKEN_STYLE',
  'ARC_SESSION_LIMIT',
  'ARC_LOG_LEVEL',
] as const;

/** Variables whose value must not be seen anywhere. */
const SECRETS = [
  'ARC_CLIENT_SECRET',
  'ARC_SWITCH_APP_KEY',
  'ARC_BROKER_KEYS',
  'ARC_SESSION_KEYS',
  'ARC_WEBHOOK_KEYS',
  'ARC_PLUG_WEBHOOK_SECRET',
  'ARC_REDIS_URL',
] as const;

type Name = (typeof KNOWN)[number];

const KEY_LENGTH = 8;
const KID = /^[A-Za-z0-9_-]{1,32}$/;

/** @throws {EnvironmentError} At the first variable that is wrong. */
export function readEnvironment(env: Env): Environment {
  refuseMisspelt(env);
  const get = (name: Name): string | null => {
    const text = env[name];
    if (text === undefined || text === '') return null;
    if (text !== text.trim() || /[\r\n\t\0]/.test(text))
      throw new EnvironmentError(name, 'has white space around or in it');
    return text;
  };
  const need = (name: Name): string => {
    const text = get(name);
    if (text === null) throw new EnvironmentError(name, 'is missing');
    return text;
  };
  const list = (name: Name, text: string | null): readonly string[] => {
    if (text === null) return [];
    const items = text.split(',');
    if (items.some((item) => item === '' || /\s/.test(item))) {
      throw new EnvironmentError(name, 'is not a comma-separated list without empty items and white space');
    }
    if (new Set(items).size < items.length) throw new EnvironmentError(name, 'names something twice');
    return items;
  };
  const longKeys = (name: Name, keys: readonly string[]): readonly string[] => {
    if (keys.some((key) => key.length < KEY_LENGTH)) {
      throw new EnvironmentError(name, `has a key of fewer than ${KEY_LENGTH} characters`);
    }
    return keys;
  };

  const apiUrl = origin('ARC_API_URL', get('ARC_API_URL') ?? 'https://api.arcadia.com');
  const clientId = need('ARC_CLIENT_ID');
  const clientSecret = need('ARC_CLIENT_SECRET');
  const brokerKeys = longKeys('ARC_BROKER_KEYS', list('ARC_BROKER_KEYS', need('ARC_BROKER_KEYS')));
  const sessionKeys = list('ARC_SESSION_KEYS', need('ARC_SESSION_KEYS')).map(sessionKey);
  if (new Set(sessionKeys.map(({ kid }) => kid)).size < sessionKeys.length) {
    throw new EnvironmentError('ARC_SESSION_KEYS', 'has the same kid twice');
  }
  const webhookKeys = longKeys('ARC_WEBHOOK_KEYS', list('ARC_WEBHOOK_KEYS', get('ARC_WEBHOOK_KEYS')));
  const plugWebhookSecret = get('ARC_PLUG_WEBHOOK_SECRET');
  if (plugWebhookSecret !== null && !/^[A-Za-z0-9_.:@-]{8,128}$/.test(plugWebhookSecret)) {
    throw new EnvironmentError('ARC_PLUG_WEBHOOK_SECRET', 'is not 8 to 128 letters, digits or _.:@-');
  }
  const allowedOrigins = list('ARC_ALLOWED_ORIGINS', need('ARC_ALLOWED_ORIGINS'));
  if (!allowedOrigins.every(isOrigin)) {
    throw new EnvironmentError(
      'ARC_ALLOWED_ORIGINS',
      'holds something that is not an origin such as https://example.com',
    );
  }
  refuseShared([
    ['ARC_CLIENT_SECRET', [clientSecret]],
    ['ARC_BROKER_KEYS', brokerKeys],
    ['ARC_SESSION_KEYS', sessionKeys.map(({ key }) => key)],
    ['ARC_WEBHOOK_KEYS', webhookKeys],
    ['ARC_PLUG_WEBHOOK_SECRET', plugWebhookSecret === null ? [] : [plugWebhookSecret]],
  ]);

  return {
    host: get('ARC_BROKER_HOST') ?? '127.0.0.1',
    port: port('ARC_BROKER_PORT', get('ARC_BROKER_PORT')) ?? 4020,
    metricsPort: port('ARC_METRICS_PORT', get('ARC_METRICS_PORT')),
    redisUrl: redisUrl(get('ARC_REDIS_URL'), flag('ARC_REDIS_PLAIN', get('ARC_REDIS_PLAIN'))),
    durability: oneOf('ARC_REDIS_DURABILITY', get('ARC_REDIS_DURABILITY') ?? 'relaxed', ['strict', 'relaxed'] as const),
    logLevel: oneOf('ARC_LOG_LEVEL', get('ARC_LOG_LEVEL') ?? 'info', LOG_LEVELS),
    secrets: SECRETS.flatMap((name) => (get(name) ?? '').split(/[,:]/)).filter((text) => text.length >= KEY_LENGTH),
    options: {
      apiUrl,
      clientId,
      clientSecret,
      tokenStyle: oneOf('ARC_TOKEN_STYLE', get('ARC_TOKEN_STYLE') ?? 'oauth2', ['oauth2', 'legacy'] as const),
      sandboxMode: flag('ARC_SANDBOX_MODE', get('ARC_SANDBOX_MODE')),
      brokerKeys,
      sessionKeys,
      webhookKeys,
      allowedOrigins,
      ...(plugWebhookSecret === null ? {} : { plugWebhookSecret }),
      ...switchAccess(get),
      ...limits(get('ARC_SESSION_LIMIT')),
    },
  };
}

/** Both or neither: half of a credential is a mistake. */
function switchAccess(get: (name: Name) => string | null): Pick<BrokerOptions, 'switch'> {
  const appId = get('ARC_SWITCH_APP_ID');
  const appKey = get('ARC_SWITCH_APP_KEY');
  if (appId === null && appKey === null) return {};
  if (appId === null) throw new EnvironmentError('ARC_SWITCH_APP_ID', 'is missing although ARC_SWITCH_APP_KEY is set');
  if (appKey === null) throw new EnvironmentError('ARC_SWITCH_APP_KEY', 'is missing although ARC_SWITCH_APP_ID is set');
  const url = origin('ARC_SWITCH_URL', get('ARC_SWITCH_URL') ?? 'https://api.genability.com');
  return { switch: { url, appId, appKey } };
}

function limits(text: string | null): Pick<BrokerOptions, 'limits'> {
  if (text === null) return {};
  if (!/^[1-9][0-9]{0,8}$/.test(text))
    throw new EnvironmentError('ARC_SESSION_LIMIT', 'is not a number of requests per minute');
  return { limits: { requestsPerMinute: Number(text) } };
}

function sessionKey(item: string): { kid: string; key: string } {
  const [kid = '', key = '', ...rest] = item.split(':');
  if (rest.length > 0 || !KID.test(kid))
    throw new EnvironmentError('ARC_SESSION_KEYS', 'is not a list of kid:base64url');
  const bytes = fromBase64Url(key);
  if (bytes === null) throw new EnvironmentError('ARC_SESSION_KEYS', 'has a key that is not base64url');
  if (bytes.length < 32) throw new EnvironmentError('ARC_SESSION_KEYS', 'has a key of fewer than 32 bytes');
  return { kid, key };
}

/** Plain http only to this machine: everything else would carry the platform's token in the clear. */
function origin(name: Name, text: string): string {
  const bare = text.replace(/\/$/, '');
  if (!isOrigin(bare)) throw new EnvironmentError(name, 'is not an origin: scheme, host and port, without a path');
  const { protocol, hostname } = new URL(bare);
  if (protocol === 'http:' && !isLoopback(hostname)) throw new EnvironmentError(name, 'is not https');
  return bare;
}

/** Names that stay on this machine, or are a container's neighbour on a private network by explicit scheme. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.[0-9]{1,3}){3}$/.test(hostname);
}

/** Plain `redis:` only where nobody else is expected to listen: events name people, and the password goes the same way. */
function redisUrl(text: string | null, plainAnywhere: boolean): string | null {
  if (text === null) return null;
  if (!/^(rediss?|unix):\/\//.test(text) || !URL.canParse(text)) {
    throw new EnvironmentError('ARC_REDIS_URL', 'is not a redis: or rediss: address');
  }
  const { protocol, hostname } = new URL(text);
  if (protocol === 'redis:' && !plainAnywhere && !isPrivate(hostname.toLowerCase())) {
    throw new EnvironmentError(
      'ARC_REDIS_URL',
      'is plain redis: to a public address; use rediss: or set ARC_REDIS_PLAIN',
    );
  }
  return text;
}

/** This machine, an address of a private network, or a name that only a private network knows: without a dot, or reserved. */
function isPrivate(hostname: string): boolean {
  return (
    isLoopback(hostname) ||
    /^(10|192\.168|172\.(1[6-9]|2[0-9]|3[01]))(\.[0-9]{1,3}){2,3}$/.test(hostname) ||
    /^\[f[cd][0-9a-f]{2}:[0-9a-f:]*\]$/.test(hostname) ||
    /^[a-z]([a-z0-9_-]*|[a-z0-9_.-]*\.(internal|local))$/.test(hostname)
  );
}

function port(name: Name, text: string | null): number | null {
  if (text === null) return null;
  if (!/^(0|[1-9][0-9]{0,4})$/.test(text) || Number(text) > 65_535) {
    throw new EnvironmentError(name, 'is not a port number from 0 to 65535');
  }
  return Number(text);
}

function flag(name: Name, text: string | null): boolean {
  if (text === null || text === 'false' || text === '0') return false;
  if (text === 'true' || text === '1') return true;
  throw new EnvironmentError(name, 'is neither true nor false');
}

function oneOf<T extends string>(name: Name, text: string, words: readonly T[]): T {
  const word = words.find((candidate) => candidate === text);
  if (word === undefined) throw new EnvironmentError(name, `is not one of ${words.join(', ')}`);
  return word;
}

/** One secret in two roles: whoever learns it in the lesser role has the greater one too. */
function refuseShared(roles: readonly (readonly [Name, readonly string[]])[]): void {
  const seen = new Map<string, Name>();
  for (const [name, secrets] of roles) {
    for (const secret of secrets) {
      const other = seen.get(secret);
      if (other !== undefined && other !== name) throw new EnvironmentError(name, `holds the same secret as ${other}`);
      seen.set(secret, name);
    }
  }
}

/** A variable that nearly has one of our names would otherwise be a setting that silently does nothing. */
function refuseMisspelt(env: Env): void {
  for (const name of Object.keys(env)) {
    if (!name.startsWith('ARC_') || (KNOWN as readonly string[]).includes(name)) continue;
    const meant = KNOWN.find((known) => distance(known, name) <= 2);
    if (meant !== undefined) throw new EnvironmentError(name, `is not known; ${meant} is`);
  }
}

/** Levenshtein distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
