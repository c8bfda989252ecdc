import { isIP } from 'node:net';
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { readTime, TIME_FORM } from '../engine/time-range.ts';
import { ANSWER_SCENARIOS, type AnswerScenarioName } from '../faults/answer-scenarios.ts';
import { IMPORT_FLAGS, IMPORT_USAGE, type ImportFile, importsOf } from './import-flags.ts';
import { UsageError } from './usage-error.ts';

/** What the command was asked to do. */
export interface CommandOptions {
  readonly port: number;
  /** Address to listen on. */
  readonly host: string;
  /** Names that are answered besides those of this machine and of the platform. */
  readonly hosts: readonly string[];
  /** Origins of pages that may write. */
  readonly origins: readonly string[];
  readonly seed: string | number | undefined;
  /** Epoch ms. */
  readonly now: number | undefined;
  readonly imports: readonly ImportFile[];
  readonly user: string | undefined;
  readonly webhook: { readonly url: string; readonly key: string } | undefined;
  readonly plugWebhook: string | undefined;
  readonly database: string | undefined;
  /** Folder of recorded answers. */
  readonly recordedFolder: string | undefined;
  readonly quirks: boolean;
  /** Answer scenarios that are on from the start. */
  readonly scenarios: readonly AnswerScenarioName[];
}

const SCENARIO_NAMES = ANSWER_SCENARIOS.map((each) => each.name);

/** Help text of the command. */
export const USAGE = `arc-sandbox [flags]
arc-sandbox record --upstream URL   passes requests on to the platform and records its answers; see record --help
  --port N            port (ARC_SANDBOX_PORT, default 4010; 0 picks one)
  --host NAME         address to listen on (ARC_SANDBOX_HOST, default 127.0.0.1), or a name to answer to besides
                      those of this machine and of the platform; repeatable, joined by commas in the variable
  --origin ORIGIN     let pages of this origin write (ARC_SANDBOX_ORIGIN); repeatable likewise
  --seed TEXT         seed of all data (ARC_SANDBOX_SEED, default 1)
  --now ISO           freeze the clock at this time until it is advanced (ARC_SANDBOX_NOW)
${IMPORT_USAGE}
  --user NAME         user of the imported meters (default demo)
  --webhook URL       send signed webhooks here (ARC_SANDBOX_WEBHOOK_URL)
  --webhook-key KEY   key that signs them (ARC_SANDBOX_WEBHOOK_KEY)
  --plug-webhook URL  send Plug webhooks here (ARC_SANDBOX_PLUG_WEBHOOK_URL)
  --db FILE           keep state in this SQLite file (ARC_SANDBOX_DB)
  --recorded DIR      give the answers recorded in this folder, HAR or JSON (ARC_SANDBOX_RECORDED)
  --scenario NAME     turn on an answer scenario (ARC_SANDBOX_SCENARIO); repeatable, names:
                      ${SCENARIO_NAMES.join(', ')}
  --quirks            follow the documented samples where they contradict themselves (ARC_SANDBOX_QUIRKS=1)`;

/**
 * Reads flags, and the environment where a flag is absent.
 * @throws {UsageError} One of them cannot be used.
 */
export function readArguments(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): CommandOptions {
  const { values, tokens } = parse(args, FLAGS);
  const given = (flag: string | undefined, variable: string): string | undefined =>
    flag ?? (env[variable] || undefined);
  const all = (flags: readonly string[] | undefined, variable: string): readonly string[] =>
    flags ?? (env[variable] ?? '').split(',').filter((each) => each !== '');

  const nowText = given(values.now, 'ARC_SANDBOX_NOW');
  const now = nowText === undefined ? undefined : readTime(nowText);
  if (nowText !== undefined && now === undefined)
    throw new UsageError(`--now (ARC_SANDBOX_NOW) ${TIME_FORM}, not "${nowText}"`);
  const webhook = receiverOf(given(values.webhook, 'ARC_SANDBOX_WEBHOOK_URL'), '--webhook (ARC_SANDBOX_WEBHOOK_URL)');
  const key = given(values['webhook-key'], 'ARC_SANDBOX_WEBHOOK_KEY');
  if (webhook !== undefined && !key)
    throw new UsageError('--webhook needs a key: give --webhook-key (ARC_SANDBOX_WEBHOOK_KEY)');
  if (webhook === undefined && key)
    throw new UsageError('--webhook-key needs a receiver: give --webhook URL (ARC_SANDBOX_WEBHOOK_URL)');
  const imports = importsOf(tokens);
  if (values.user !== undefined && imports.length === 0)
    throw new UsageError('--user is about meters of a file: give --import FILE');
  const seedText = given(values.seed, 'ARC_SANDBOX_SEED');
  return {
    port: portOf(given(values.port, 'ARC_SANDBOX_PORT') ?? '4010'),
    ...hostsOf(all(values.host, 'ARC_SANDBOX_HOST')),
    origins: originsOf(all(values.origin, 'ARC_SANDBOX_ORIGIN')),
    seed: seedText !== undefined && /^\d{1,15}$/.test(seedText) ? Number(seedText) : seedText,
    now,
    imports,
    user: values.user,
    webhook: webhook === undefined || !key ? undefined : { url: webhook, key },
    plugWebhook: receiverOf(
      given(values['plug-webhook'], 'ARC_SANDBOX_PLUG_WEBHOOK_URL'),
      '--plug-webhook (ARC_SANDBOX_PLUG_WEBHOOK_URL)',
    ),
    database: given(values.db, 'ARC_SANDBOX_DB'),
    recordedFolder: given(values.recorded, 'ARC_SANDBOX_RECORDED'),
    scenarios: scenariosOf(all(values.scenario, 'ARC_SANDBOX_SCENARIO')),
    quirks: values.quirks ?? isOn(env.ARC_SANDBOX_QUIRKS || '0'),
  };
}

function isOn(text: string): boolean {
  if (/^(1|true)$/i.test(text)) return true;
  if (/^(0|false)$/i.test(text)) return false;
  throw new UsageError(`ARC_SANDBOX_QUIRKS must be 1 or 0, not "${text}"`);
}

/** Help text of `arc-sandbox record`. */
export const RECORD_USAGE = `arc-sandbox record --upstream URL [flags]
  --upstream URL      base URL of the platform that requests are passed on to
  --out DIR           empty folder for the answers (default recorded); names and secrets in them are replaced
  --port N            port on 127.0.0.1 (ARC_SANDBOX_PORT, default 4010; 0 picks one)
  --host NAME         a name to answer to besides those of this machine and of the platform; repeatable`;

/** What `arc-sandbox record` was asked to do. */
export interface RecordArguments {
  readonly upstream: string;
  readonly folder: string;
  readonly port: number;
  readonly hosts: readonly string[];
}

/**
 * Reads the flags that follow `record`.
 * @throws {UsageError} One of them cannot be used, or `--upstream` is missing.
 */
export function readRecordArguments(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): RecordArguments {
  const { values } = parse(args, RECORD_FLAGS);
  const upstream = requireUrl(values.upstream, '--upstream');
  if (upstream === undefined) throw new UsageError('record needs --upstream URL, the base URL of the platform');
  // Paths are put behind it, and fetch refuses credentials in it.
  const { username, password, search, hash } = new URL(upstream);
  if (username + password + search + hash !== '')
    throw new UsageError('--upstream must be a base URL, without user, password, query and #');
  const { hosts } = hostsOf(values.host ?? []);
  return {
    upstream,
    folder: values.out ?? 'recorded',
    port: portOf(values.port ?? (env.ARC_SANDBOX_PORT || '4010')),
    hosts,
  };
}

const text = { type: 'string' } as const;
const texts = { type: 'string', multiple: true } as const;
const FLAGS = {
  port: text,
  host: texts,
  origin: texts,
  seed: text,
  now: text,
  ...IMPORT_FLAGS,
  user: text,
  webhook: text,
  'webhook-key': text,
  'plug-webhook': text,
  db: text,
  recorded: text,
  scenario: texts,
  quirks: { type: 'boolean' },
} as const;

/** Tells the address to listen on from the names to answer to. */
function hostsOf(given: readonly string[]): Pick<CommandOptions, 'host' | 'hosts'> {
  const isAddress = (name: string): boolean => isIP(name) !== 0 || name === 'localhost';
  const addresses = given.filter(isAddress);
  const hosts = given.filter((name) => !isAddress(name)).map((name) => name.toLowerCase());
  if (addresses.length > 1)
    throw new UsageError(`--host (ARC_SANDBOX_HOST) has two addresses: ${addresses.join(', ')}`);
  // A URL takes 1.2.3 for the address 1.2.0.3, and 999.1.1.1 for none at all.
  const isName = (name: string): boolean =>
    /^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(name) &&
    URL.canParse(`http://${name}`) &&
    new URL(`http://${name}`).hostname === name;
  const bad = hosts.find((name) => !isName(name));
  if (bad !== undefined)
    throw new UsageError(`--host (ARC_SANDBOX_HOST) must be an address or a host name without a port, not "${bad}"`);
  return { host: addresses[0] ?? '127.0.0.1', hosts };
}

function scenariosOf(given: readonly string[]): readonly AnswerScenarioName[] {
  const bad = given.find((name) => !SCENARIO_NAMES.includes(name as AnswerScenarioName));
  if (bad !== undefined)
    throw new UsageError(`--scenario (ARC_SANDBOX_SCENARIO) must be one of ${SCENARIO_NAMES.join(', ')}, not "${bad}"`);
  return given as readonly AnswerScenarioName[];
}

function originsOf(given: readonly string[]): readonly string[] {
  const bad = given.find((origin) => !URL.canParse(origin) || new URL(origin).origin !== origin);
  if (bad !== undefined)
    throw new UsageError(
      `--origin (ARC_SANDBOX_ORIGIN) must be an origin such as https://partner.example, not "${bad}"`,
    );
  return given;
}

const RECORD_FLAGS = { upstream: text, out: text, port: text, host: texts } as const;

function portOf(given: string): number {
  const port = Number(given);
  if (/^\d+$/.test(given) && port <= 65_535) return port;
  throw new UsageError(`--port (ARC_SANDBOX_PORT) must be a number from 0 to 65535, not "${given}"`);
}

function requireUrl(given: string | undefined, name: string): string | undefined {
  if (given === undefined || (URL.canParse(given) && /^https?:$/.test(new URL(given).protocol))) return given;
  throw new UsageError(`${name} must be an http or https URL`);
}

/** Reads the URL of a receiver. `fetch` sends nothing to one with a user or a password. */
function receiverOf(given: string | undefined, name: string): string | undefined {
  const url = requireUrl(given, name);
  const { username, password } = new URL(url ?? 'http://none');
  if (username + password === '') return url;
  throw new UsageError(`${name} must be a URL without user and password`);
}

/**
 * Reads flags.
 * @throws {UsageError} One is not in `options`, or lacks its value, or has one too many.
 */
function parse<const Flags extends ParseArgsOptionsConfig>(args: readonly string[], options: Flags) {
  const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true });
  const joined = tokens.map((token): string => {
    if (token.kind === 'option-terminator') return '--';
    if (token.kind === 'positional') throw new UsageError(`"${token.value}" belongs to no flag; --help lists them`);
    const { name, rawName, value, inlineValue } = token;
    const type = Object.hasOwn(options, name) ? options[name]?.type : undefined;
    if (type === undefined || rawName !== `--${name}`)
      throw new UsageError(`there is no flag ${rawName}; --help lists them`);
    if (type === 'boolean') {
      if (value !== undefined) throw new UsageError(`${rawName} takes no value`);
      return rawName;
    }
    if (value === undefined || (value.startsWith('--') && !inlineValue))
      throw new UsageError(`${rawName} needs a value`);
    // Joined, because Node takes a value that begins with a hyphen for a flag.
    return `${rawName}=${value}`;
  });
  return parseArgs({ args: joined, options, strict: true, tokens: true });
}
