import * as v from 'valibot';
import type { BrokerEvent } from './broker-event.ts';
import type { BrokerLimits, BrokerOptions } from './broker-options.ts';
import {
  type Checked,
  callback,
  check,
  flag,
  keyText,
  oneOf,
  shape,
  text,
  textOf,
  unlessMissing,
  whole,
} from './check.ts';
import { fromBase64Url } from './encoding.ts';
import { isLoopback } from './hosts.ts';
import type { Store } from './stores/store.ts';
import type { Transport } from './upstream/transport.ts';

// A rule for each option. The string in a rule is its error message, printed after the option's
// name.

const longEnough = v.minLength<string, 8, string>(8, 'has fewer than 8 characters');

const origin = v.pipe(text, v.check(isOrigin, 'is not an origin such as https://example.com'));

/** An origin of the platform. A trailing slash is dropped, since a copied address often has one. */
const platformOrigin = v.pipe(
  text,
  v.transform((given) => given.replace(/\/$/, '')),
  v.check(isOrigin, 'is not an origin: scheme, host and port, without a path'),
  v.check(keepsSecrets, 'is not https, and not an address of this machine'),
);

const sessionKey = shape(
  {
    kid: v.pipe(text, v.regex(/^[A-Za-z0-9_-]{1,32}$/, 'is not 1 to 32 letters, digits, - or _')),
    key: v.pipe(
      text,
      v.check((given) => fromBase64Url(given) !== null, 'is not base64url'),
      v.check((given) => (fromBase64Url(given)?.length ?? 0) >= 32, 'has fewer than 32 bytes'),
    ),
  },
  'is not a pair of kid and key',
);

const listOf = <S extends v.GenericSchema>(item: S) => v.array(item, unlessMissing('is not a list'));
const someOf = <S extends v.GenericSchema>(item: S) => v.pipe(listOf(item), v.minLength(1, 'is empty'));

const count = (byDefault: number) => v.nullish(whole(1, 999_999_999), byDefault);
/** A timer takes at most 2^31 - 1 ms. */
const milliseconds = (byDefault: number) => v.nullish(whole(1, 2_147_483_647), byDefault);

const OptionsSchema = shape({
  apiUrl: platformOrigin,
  clientId: text,
  clientSecret: text,
  tokenStyle: v.nullish(oneOf(['oauth2', 'legacy']), 'oauth2'),
  sandboxMode: v.nullish(flag, false),
  switch: v.nullish(
    shape(
      { url: platformOrigin, appId: text, appKey: text },
      'is not an object',
      'is missing; {switch.url}, {switch.appId} and {switch.appKey} go together',
    ),
  ),
  brokerKeys: someOf(v.pipe(keyText, longEnough)),
  sessionKeys: v.pipe(
    someOf(sessionKey),
    v.checkItems(
      ({ kid }, index, all) => all.findIndex((other) => other.kid === kid) === index,
      'has the kid of another one',
    ),
  ),
  webhookKeys: v.nullish(listOf(v.pipe(text, longEnough)), []),
  plugWebhookSecret: v.nullish(
    v.pipe(text, v.regex(/^[A-Za-z0-9_.:@-]{8,128}$/, 'is not 8 to 128 letters, digits or _.:@-')),
  ),
  allowedOrigins: v.pipe(
    someOf(origin),
    v.checkItems((item, index, all) => all.indexOf(item) === index, 'is there twice'),
  ),
  transport: v.nullish(callback<Transport>()),
  store: v.nullish(v.custom<Store>((input) => typeof input === 'object', 'is not an object')),
  limits: v.nullish(
    shape({
      requestsPerMinute: count(600),
      streamsPerSession: count(4),
      streamsPerUser: count(16),
      streamsPerProcess: count(12_000),
    } satisfies Record<keyof BrokerLimits, v.GenericSchema>),
    {},
  ),
  heartbeatMs: milliseconds(20_000),
  upstreamTimeoutMs: milliseconds(10_000),
  observe: v.nullish(callback<(event: BrokerEvent) => void>()),
  now: v.nullish(callback<() => number>()),
  monotonic: v.nullish(callback<() => number>()),
  random: v.nullish(callback<() => number>()),
} satisfies Record<keyof BrokerOptions, v.GenericSchema>);

/**
 * Checked options with plain defaults filled in. `transport`, `store`, `observe` and the clocks get
 * theirs in `options.ts`.
 */
export type CheckedOptions = v.InferOutput<typeof OptionsSchema>;

/** Checks the options of a broker, from a program or from the environment. */
export function checkOptions(given: unknown): Checked<CheckedOptions> {
  const checked = check(OptionsSchema, given);
  if (checked.flaw !== null) return checked;
  // One secret must not serve two purposes: whoever may know it for one would also have the other.
  const seen = new Map<string, (typeof secrets)[number]>();
  const secrets = secretsOf(checked.value);
  for (const one of secrets) {
    const other = seen.get(one.secret);
    if (other !== undefined && !(one.byPlatform && other.byPlatform)) {
      return { flaw: { path: one.path, sentence: `holds the same secret as {${textOf(other.path)}}` } };
    }
    seen.set(one.secret, one);
  }
  return checked;
}

/** Lists every secret in the options. `byPlatform`: issued by the platform, so two may be equal. */
export function secretsOf({ clientSecret, switch: access, brokerKeys, sessionKeys, ...rest }: CheckedOptions) {
  const at = (path: readonly (string | number)[], secret: string | null | undefined, byPlatform = false) =>
    secret === null || secret === undefined ? [] : [{ path, secret, byPlatform }];
  return [
    ...at(['clientSecret'], clientSecret, true),
    ...at(['switch', 'appKey'], access?.appKey, true),
    ...brokerKeys.flatMap((key, i) => at(['brokerKeys', i], key)),
    ...sessionKeys.flatMap(({ key }, i) => at(['sessionKeys', i, 'key'], key)),
    ...rest.webhookKeys.flatMap((key, i) => at(['webhookKeys', i], key)),
    ...at(['plugWebhookSecret'], rest.plugWebhookSecret),
  ];
}

/**
 * Returns true if a string is an http(s) origin exactly as a browser writes it: without a path, a
 * user name or a wildcard.
 */
function isOrigin(given: string): boolean {
  if (!/^https?:\/\/[^*]+$/.test(given) || !URL.canParse(given)) return false;
  return new URL(given).origin === given;
}

/**
 * Returns true if requests to this origin cannot be read on the network: it uses https or is this
 * machine. They carry the platform's credentials. Another container is another machine: it needs
 * https, or a proxy on the broker's own loopback interface.
 */
function keepsSecrets(given: string): boolean {
  const { protocol, hostname } = new URL(given);
  return protocol === 'https:' || isLoopback(hostname);
}
