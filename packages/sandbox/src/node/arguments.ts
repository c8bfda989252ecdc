import { parseArgs } from 'node:util';
import { IMPORT_FLAGS, IMPORT_USAGE, type ImportFile, importsOf } from './import-flags.ts';
import { UsageError } from './usage-error.ts';

/** What the command was asked to do. */
export interface CommandOptions {
  readonly port: number;
  readonly host: string;
  readonly seed: string | number | undefined;
  /** Epoch ms. */
  readonly now: number | undefined;
  readonly imports: readonly ImportFile[];
  readonly user: string | undefined;
  readonly webhook: { readonly url: string; readonly key: string } | undefined;
  readonly plugWebhook: string | undefined;
  readonly database: string | undefined;
  readonly quirks: boolean;
}

/** Help text of the command. */
export const USAGE = `arc-sandbox [flags]
  --port N            port (ARC_SANDBOX_PORT, default 4010; 0 picks one)
  --host NAME         address to listen on (ARC_SANDBOX_HOST, default 127.0.0.1)
  --seed TEXT         seed of all data (ARC_SANDBOX_SEED, default 1)
  --now ISO           stand the clock at this time until it is advanced (ARC_SANDBOX_NOW)
${IMPORT_USAGE}
  --user NAME         user of the imported meters (default demo)
  --webhook URL       send signed webhooks here (ARC_SANDBOX_WEBHOOK_URL)
  --webhook-key KEY   key that signs them (ARC_SANDBOX_WEBHOOK_KEY)
  --plug-webhook URL  send Plug webhooks here (ARC_SANDBOX_PLUG_WEBHOOK_URL)
  --db FILE           keep state in this SQLite file (ARC_SANDBOX_DB)
  --quirks            follow the documented samples where they contradict themselves (ARC_SANDBOX_QUIRKS=1)`;

/**
 * Reads flags, and the environment where a flag is absent.
 * @throws {UsageError} One of them cannot be used.
 */
export function readArguments(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): CommandOptions {
  const { values, tokens } = parse(args);
  const given = (flag: string | undefined, variable: string): string | undefined =>
    flag ?? (env[variable] || undefined);
  const url = (text: string | undefined, name: string): string | undefined => {
    if (text !== undefined && !(URL.canParse(text) && /^https?:$/.test(new URL(text).protocol))) {
      throw new UsageError(`${name} must be an http or https URL`);
    }
    return text;
  };

  const portText = given(values.port, 'ARC_SANDBOX_PORT') ?? '4010';
  const port = Number(portText);
  if (!/^\d+$/.test(portText) || port > 65_535) {
    throw new UsageError(`--port (ARC_SANDBOX_PORT) must be a number from 0 to 65535, not "${portText}"`);
  }
  const nowText = given(values.now, 'ARC_SANDBOX_NOW');
  const now = nowText === undefined ? undefined : Date.parse(nowText);
  if (now !== undefined && Number.isNaN(now))
    throw new UsageError(`--now (ARC_SANDBOX_NOW) must be an ISO date and time, not "${nowText}"`);
  const webhook = url(given(values.webhook, 'ARC_SANDBOX_WEBHOOK_URL'), '--webhook (ARC_SANDBOX_WEBHOOK_URL)');
  const key = given(values['webhook-key'], 'ARC_SANDBOX_WEBHOOK_KEY');
  if (webhook !== undefined && !key) {
    throw new UsageError('--webhook needs a key: give --webhook-key (ARC_SANDBOX_WEBHOOK_KEY)');
  }
  const seedText = given(values.seed, 'ARC_SANDBOX_SEED');
  return {
    port,
    host: given(values.host, 'ARC_SANDBOX_HOST') ?? '127.0.0.1',
    seed: seedText !== undefined && /^\d{1,15}$/.test(seedText) ? Number(seedText) : seedText,
    now,
    imports: importsOf(tokens),
    user: values.user,
    webhook: webhook === undefined || !key ? undefined : { url: webhook, key },
    plugWebhook: url(
      given(values['plug-webhook'], 'ARC_SANDBOX_PLUG_WEBHOOK_URL'),
      '--plug-webhook (ARC_SANDBOX_PLUG_WEBHOOK_URL)',
    ),
    database: given(values.db, 'ARC_SANDBOX_DB'),
    quirks: values.quirks ?? /^(1|true)$/i.test(env.ARC_SANDBOX_QUIRKS ?? ''),
  };
}

const text = { type: 'string' } as const;
const FLAGS = {
  port: text,
  host: text,
  seed: text,
  now: text,
  ...IMPORT_FLAGS,
  user: text,
  webhook: text,
  'webhook-key': text,
  'plug-webhook': text,
  db: text,
  quirks: { type: 'boolean' },
} as const;

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: FLAGS, strict: true, tokens: true });
  } catch (error) {
    throw new UsageError((error as Error).message.split('\n')[0] as string, { cause: error });
  }
}
