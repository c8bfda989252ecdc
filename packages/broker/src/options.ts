import type { BrokerEvent } from './broker-event.ts';
import { sentenceOf } from './check.ts';
import { fingerprint, fromBase64Url, sha256 } from './encoding.ts';
import { type CheckedOptions, checkOptions } from './options-schema.ts';
import { MemoryStore } from './stores/memory/store.ts';
import type { Store } from './stores/store.ts';
import { fetchTransport, type Transport } from './upstream/transport.ts';
import { webhookKey } from './webhooks/verify.ts';

/** How many of what. */
export interface BrokerLimits {
  /** Requests of one session per minute; default 600. */
  readonly requestsPerMinute: number;
  /** Event streams open at once; default 4. */
  readonly streamsPerSession: number;
  /** Default 16. */
  readonly streamsPerUser: number;
  /** Default 12,000. */
  readonly streamsPerProcess: number;
}

/** `T`, or nothing: what may be left out may be `null` as well, since a config file has no other word for it. */
type Maybe<T> = T | null | undefined;

/** What `createBroker` needs. All of it is checked, and an option that is not known is refused. */
export interface BrokerOptions {
  /** Origin of the platform, such as `https://api.arcadia.com`; plain http only to this machine. */
  readonly apiUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** `oauth2` (default), or `legacy` for the JSON token route. */
  readonly tokenStyle?: Maybe<'oauth2' | 'legacy'>;
  /** Asks Plug for its sandbox. Default false. */
  readonly sandboxMode?: Maybe<boolean>;
  /** Without it the `/rest/v1` routes do not exist. Its `url` is an origin as `apiUrl` is. */
  readonly switch?: Maybe<{ readonly url: string; readonly appId: string; readonly appKey: string }>;
  /** Keys with which partner servers ask for sessions; 8 characters or more. */
  readonly brokerKeys: readonly string[];
  /** HS256 keys, base64url of at least 32 bytes; the first signs, all verify. */
  readonly sessionKeys: readonly { readonly kid: string; readonly key: string }[];
  /** Signing keys of Arc webhooks, 8 characters or more; each is tried. None: that route refuses everything. */
  readonly webhookKeys?: Maybe<readonly string[]>;
  /** The secret part of the Plug webhook path. None: that route does not exist. */
  readonly plugWebhookSecret?: Maybe<string>;
  /** Origins of pages that may use sessions; exact, never `*`. */
  readonly allowedOrigins: readonly string[];
  /** How to reach the platform; default `fetchTransport(globalThis.fetch)`. */
  readonly transport?: Maybe<Transport>;
  /** Where events and revocations live; default this process's memory. */
  readonly store?: Maybe<Store>;
  readonly limits?: Maybe<{ readonly [K in keyof BrokerLimits]?: Maybe<BrokerLimits[K]> }>;
  /** Between two heartbeats of a stream; default 20 s. */
  readonly heartbeatMs?: Maybe<number>;
  /** Deadline for the head of an upstream answer; default 10 s. */
  readonly upstreamTimeoutMs?: Maybe<number>;
  /** Told about everything worth a log line or a metric. Must not throw. */
  readonly observe?: Maybe<(event: BrokerEvent) => void>;
  /** Wall clock, epoch ms. */
  readonly now?: Maybe<() => number>;
  /** A clock that never steps back, ms. */
  readonly monotonic?: Maybe<() => number>;
  readonly random?: Maybe<() => number>;
}

/** Options with defaults filled in, secrets wrapped, hashed or imported, and keys decoded. */
export type ResolvedOptions = ReturnType<typeof resolveOptions>;

/** @throws {TypeError} An option is unusable; the message names it, never its value. */
export function resolveOptions(given: BrokerOptions) {
  const checked = checkOptions(given);
  if (checked.flaw !== null) throw new TypeError(sentenceOf(checked.flaw, (path) => path || 'options'));
  const { clientId, clientSecret, switch: access, ...options } = checked.value;
  const now = options.now ?? Date.now;
  return {
    apiUrl: options.apiUrl,
    clientId: sealed(clientId),
    clientSecret: sealed(clientSecret),
    tokenStyle: options.tokenStyle,
    sandboxMode: options.sandboxMode,
    switch: access ? { url: access.url, appId: sealed(access.appId), appKey: sealed(access.appKey) } : null,
    brokerKeyDigests: Promise.all(options.brokerKeys.map(sha256)),
    sessionKeys: options.sessionKeys.map(({ kid, key }) => ({ kid, key: fromBase64Url(key) ?? new Uint8Array(0) })),
    audience: audienceOf(checked.value),
    webhookKeys: Promise.all(options.webhookKeys.map(webhookKey)),
    plugWebhookDigests: Promise.all([options.plugWebhookSecret ?? []].flat().map(sha256)),
    allowedOrigins: new Set(options.allowedOrigins),
    transport: options.transport ?? fetchTransport(globalThis.fetch),
    store: options.store ?? new MemoryStore({ now }),
    limits: options.limits,
    heartbeatMs: options.heartbeatMs,
    upstreamTimeoutMs: options.upstreamTimeoutMs,
    observe: options.observe ?? (() => undefined),
    now,
    monotonic: options.monotonic ?? (() => performance.now()),
    random: options.random ?? Math.random,
  };
}

/** A secret as a function: printing, joining, serialising or inspecting it does not show it. Each call is a place to audit. */
const sealed = (text: string) => () => text;

/** Tokens of one deployment are no good at another, even should they share a key. */
async function audienceOf({ apiUrl, clientId, sandboxMode }: CheckedOptions): Promise<string> {
  const digest = await fingerprint(JSON.stringify([apiUrl, clientId, sandboxMode]));
  return `urn:arc-elements:deployment:${digest.slice(0, 16)}`;
}
