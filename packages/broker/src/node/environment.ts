import * as v from 'valibot';
import { check, type Flaw, flag, oneOf, sentenceOf, shape, text, whole } from '../check.ts';
import { nearest } from '../nearest.ts';
import { type CheckedOptions, checkOptions, secretsOf } from '../options-schema.ts';
import { fileVariableOf, withFiles } from './environment-files.ts';
import { readRedisAddress } from './redis/address.ts';

/** The checked environment of the command. */
export interface Environment {
  readonly host: string;
  readonly port: number;
  /** `null` if metrics are off. */
  readonly metricsPort: number | null;
  /** `null` if events are kept in memory. */
  readonly redisUrl: string | null;
  /** True if plain `redis:` may be used for public addresses too. */
  readonly redisPlain: boolean;
  /** `strict` refuses a Redis that may lose acknowledged events. */
  readonly durability: 'strict' | 'relaxed';
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /**
   * Secrets that the log removes from error messages; only those that are too long for ordinary
   * words.
   */
  readonly secrets: readonly string[];
  /** Options of `createBroker` except `transport`, `store`, `observe` and the clocks. */
  readonly options: CheckedOptions;
}

/**
 * A variable is missing or wrong, or the system refused its value. The message is one line that
 * names the variable and holds no secret.
 */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
  readonly variable: string;
  /** Error code of the system, such as `EADDRINUSE`, if the system refused the value. */
  readonly code: string | undefined;

  constructor(variable: string, problem: string, code?: string) {
    super(`${variable} ${problem}`);
    this.variable = variable;
    this.code = code;
  }
}

type Env = Readonly<Record<string, string | undefined>>;

/** How one variable is read. */
interface Variable {
  /** Path of the option that it sets. */
  readonly to: string;
  /** Converts the value. It returns what it cannot convert unchanged, and the schema reports it. */
  readonly read?: (text: string) => unknown;
  /** Value if the variable is not set. */
  readonly byDefault?: string;
}
type Table = Readonly<Record<string, Variable>>;

const FLAGS: Readonly<Record<string, boolean>> = { true: true, 1: true, false: false, 0: false };
const asFlag = (given: string): unknown => FLAGS[given] ?? given;
const asNumber = (given: string): unknown => (/^(0|[1-9][0-9]{0,14})$/.test(given) ? Number(given) : given);
const asList = (given: string): readonly string[] => given.split(',');
const asKeys = (given: string): unknown =>
  asList(given).map((item) => {
    const [kid, key, ...rest] = item.split(':');
    return key === undefined || rest.length > 0 ? item : { kid, key };
  });

/** Variables for options of the broker, whose rules are in `options-schema.ts`. */
const OPTIONS: Table = {
  ARC_API_URL: { to: 'apiUrl', byDefault: 'https://api.arcadia.com' },
  ARC_CLIENT_ID: { to: 'clientId' },
  ARC_CLIENT_SECRET: { to: 'clientSecret' },
  ARC_TOKEN_STYLE: { to: 'tokenStyle' },
  ARC_SANDBOX_MODE: { to: 'sandboxMode', read: asFlag },
  ARC_SWITCH_URL: { to: 'switch.url', byDefault: 'https://api.genability.com' },
  ARC_SWITCH_APP_ID: { to: 'switch.appId' },
  ARC_SWITCH_APP_KEY: { to: 'switch.appKey' },
  ARC_BROKER_KEYS: { to: 'brokerKeys', read: asList },
  ARC_SESSION_KEYS: { to: 'sessionKeys', read: asKeys },
  ARC_WEBHOOK_KEYS: { to: 'webhookKeys', read: asList },
  ARC_PLUG_WEBHOOK_SECRET: { to: 'plugWebhookSecret' },
  ARC_ALLOWED_ORIGINS: { to: 'allowedOrigins', read: asList },
  ARC_SESSION_LIMIT: { to: 'limits.requestsPerMinute', read: asNumber },
};

/** Variables that only the command uses. */
const COMMAND: Table = {
  ARC_BROKER_PORT: { to: 'port', read: asNumber },
  ARC_BROKER_HOST: { to: 'host' },
  ARC_METRICS_PORT: { to: 'metricsPort', read: asNumber },
  ARC_REDIS_URL: { to: 'redisUrl' },
  ARC_REDIS_DURABILITY: { to: 'durability' },
  ARC_REDIS_PLAIN: { to: 'redisPlain', read: asFlag },
  ARC_LOG_LEVEL: { to: 'logLevel' },
};

const port = whole(0, 65_535, 'is not a port number from 0 to 65535');
const CommandSchema = shape({
  port: v.nullish(port, 4020),
  host: v.nullish(text, '127.0.0.1'),
  metricsPort: v.nullish(port, null),
  redisUrl: v.nullish(text, null),
  durability: v.nullish(oneOf(['strict', 'relaxed']), 'relaxed'),
  redisPlain: v.nullish(flag, false),
  logLevel: v.nullish(oneOf(['debug', 'info', 'warn', 'error', 'silent']), 'info'),
});

/** Every variable; each may be given as a file instead. */
export const KNOWN_VARIABLES: readonly string[] = [...Object.keys(OPTIONS), ...Object.keys(COMMAND)];

const KNOWN_NAMES: readonly string[] = [...KNOWN_VARIABLES, ...KNOWN_VARIABLES.map(fileVariableOf)];

/** Shorter secrets may occur in ordinary log lines. */
const MIN_SECRET_LENGTH = 8;

/**
 * Reads and checks the environment.
 * @throws {EnvironmentError} For the first variable that is wrong.
 */
export function readEnvironment(given: Env): Environment {
  refuseMisspelt(given);
  const env = withFiles(given, KNOWN_VARIABLES, (name, problem) => {
    throw new EnvironmentError(name, problem);
  });
  const values = valuesOf(OPTIONS, env);
  // ARC_SWITCH_URL has a default, so it does not turn Switch on by itself.
  if (!env.ARC_SWITCH_APP_ID && !env.ARC_SWITCH_APP_KEY) delete values.switch;
  const options = checkOptions(values);
  if (options.flaw !== null) throw errorOf(options.flaw, OPTIONS);
  const command = check(CommandSchema, valuesOf(COMMAND, env));
  if (command.flaw !== null) throw errorOf(command.flaw, COMMAND);
  const { redisPlain, redisUrl } = command.value;
  if (redisUrl !== null) checkRedisUrl(redisUrl, redisPlain);
  const secrets = [...secretsOf(options.value).map(({ secret }) => secret), ...credentialsIn(redisUrl ?? '')];
  return {
    ...command.value,
    secrets: secrets.filter(({ length }) => length >= MIN_SECRET_LENGTH),
    options: options.value,
  };
}

/**
 * Checks the Redis address. Plain `redis:` to a public address is refused unless `plainAnywhere`:
 * the password and personal data would be readable on the network.
 */
function checkRedisUrl(text: string, plainAnywhere: boolean): void {
  try {
    readRedisAddress(text, { plainAnywhere });
  } catch (cause) {
    throw new EnvironmentError('ARC_REDIS_URL', cause instanceof Error ? cause.message : 'cannot be used');
  }
}

/**
 * Lists the user names and passwords of Redis and its sentinels, both encoded as in the address and
 * decoded.
 */
function credentialsIn(addresses: string): readonly string[] {
  const logins = [...addresses.matchAll(/\/\/([^/@]*)@/g)].flatMap(([, login = '']) => login.split(':'));
  const sentinels = [...addresses.matchAll(/[?&]sentinel(?:Username|Password)=([^&]*)/g)].map(([, text = '']) => text);
  return [...new Set([...logins, ...sentinels].flatMap((text) => [text, decoded(text)]))];
}

/** Decodes percent encoding. Text with invalid encoding is returned unchanged. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * Returns the values of the variables, nested by their `to` paths. An empty variable counts as not
 * set.
 */
function valuesOf(table: Table, env: Env): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, { to, read = (text: string): unknown => text, byDefault }] of Object.entries(table)) {
    const given = env[name] || byDefault;
    if (given === undefined) continue;
    const [first = '', second] = to.split('.');
    values[first] = second === undefined ? read(given) : { ...(values[first] as object), [second]: read(given) };
  }
  return values;
}

/**
 * Converts a flaw to an error that names the variable instead of the option:
 * `ARC_BROKER_KEYS (item 1) has fewer than 8 characters`.
 */
function errorOf(flaw: Flaw, table: Table): EnvironmentError {
  const variableOf = (path: string) => Object.keys(table).find((name) => table[name]?.to === path) ?? path;
  const nameOf = (path: string): string => {
    const [, list, index, key] = /^(.+)\[(\d+)\]\.?(.*)$/.exec(path) ?? [];
    if (list === undefined) return variableOf(path);
    return `${variableOf(list)} (item ${Number(index) + 1}${key ? `, ${key}` : ''})`;
  };
  const [variable = '', ...problem] = sentenceOf(flaw, nameOf).split(' ');
  return new EnvironmentError(variable, problem.join(' '));
}

/**
 * Checks that no name is a misspelt one of ours, which would be a setting without effect.
 * @throws {EnvironmentError} One is.
 */
function refuseMisspelt(env: Env): void {
  for (const name of Object.keys(env)) {
    if (!name.startsWith('ARC_') || KNOWN_NAMES.includes(name)) continue;
    const meant = nearest(name, KNOWN_NAMES);
    if (meant !== undefined) throw new EnvironmentError(name, `is not known; ${meant} is`);
  }
}
