import { fingerprint, fromBase64Url, sha256 } from './encoding.ts';
import { MemoryStore } from './events/memory-store.ts';
import type { Store } from './events/store.ts';
import { fetchTransport, type Transport } from './upstream/transport.ts';
import { webhookKey } from './webhooks/verify.ts';

/** Something that happened, for logs and metrics. Holds no token, no URL, no id of a person and no body. */
export type BrokerEvent =
  | {
      readonly kind: 'request';
      readonly method: string;
      /** The template, such as `/plug/meters/:id`, or `unmatched`. */
      readonly route: string;
      readonly status: number;
      readonly code: string | null;
      readonly durationMs: number;
      readonly requestId: string;
    }
  | { readonly kind: 'upstream'; readonly family: string /** 0: no answer. */; readonly status: number }
  | { readonly kind: 'mint'; readonly ok: boolean }
  /** The platform answered with somebody else's data; the answer was dropped. Look into it. */
  | { readonly kind: 'foreign-data'; readonly resource: string }
  | {
      readonly kind: 'webhook';
      readonly source: 'arc' | 'plug';
      readonly outcome: 'stored' | 'duplicate' | 'nobody' | 'refused' | 'unavailable';
      /** Which of the configured keys matched, from 0; `null` when none did or none is used. */
      readonly keyIndex: number | null;
    }
  /** Seconds by which this machine's clock is ahead of the platform's; told when they are a minute apart, and when no longer. */
  | { readonly kind: 'clock'; readonly aheadS: number }
  | { readonly kind: 'streams'; readonly open: number }
  | { readonly kind: 'stream-closed'; readonly reason: string }
  /** A defect or an outage inside the broker; `message` comes from our own code or the runtime. */
  | { readonly kind: 'fault'; readonly where: string; readonly error: unknown };

const LIMITS = {
  /** Requests of one session per minute. */
  requestsPerMinute: 600,
  streamsPerSession: 4,
  streamsPerUser: 16,
  streamsPerProcess: 12_000,
};

/** How many of what. */
export type BrokerLimits = Readonly<typeof LIMITS>;

/** What `createBroker` needs. Texts are checked by the Node command; here a mistake throws. */
export interface BrokerOptions {
  /** Origin of the platform, such as `https://api.arcadia.com`. */
  readonly apiUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** `oauth2` (default), or `legacy` for the JSON token route. */
  readonly tokenStyle?: 'oauth2' | 'legacy';
  /** Asks Plug for its sandbox. Default false. */
  readonly sandboxMode?: boolean;
  /** Without it the `/rest/v1` routes do not exist. */
  readonly switch?: { readonly url: string; readonly appId: string; readonly appKey: string };
  /** Keys with which partner servers ask for sessions. */
  readonly brokerKeys: readonly string[];
  /** HS256 keys, base64url of at least 32 bytes; the first signs, all verify. */
  readonly sessionKeys: readonly { readonly kid: string; readonly key: string }[];
  /** Signing keys of Arc webhooks; each is tried. None: that route refuses everything. */
  readonly webhookKeys?: readonly string[];
  /** The secret part of the Plug webhook path. None: that route does not exist. */
  readonly plugWebhookSecret?: string;
  /** Origins of pages that may use sessions; exact, never `*`. */
  readonly allowedOrigins: readonly string[];
  /** How to reach the platform; default `fetchTransport(globalThis.fetch)`. */
  readonly transport?: Transport;
  /** Where events and revocations live; default this process's memory. */
  readonly store?: Store;
  readonly limits?: Partial<BrokerLimits>;
  /** Between two heartbeats of a stream; default 20 s. */
  readonly heartbeatMs?: number;
  /** Deadline for the head of an upstream answer; default 10 s. */
  readonly upstreamTimeoutMs?: number;
  /** Told about everything worth a log line or a metric. Must not throw. */
  readonly observe?: (event: BrokerEvent) => void;
  /** Wall clock, epoch ms. */
  readonly now?: () => number;
  /** A clock that never steps back, ms. */
  readonly monotonic?: () => number;
  readonly random?: () => number;
}

/** Options with defaults filled in, secrets wrapped, hashed or imported, and keys decoded. */
export type ResolvedOptions = ReturnType<typeof resolveOptions>;

/** @throws {TypeError} An option is unusable; the message names it, never its value. */
export function resolveOptions(options: BrokerOptions) {
  const require = (ok: boolean, problem: string): void => {
    if (!ok) throw new TypeError(problem);
  };
  const { allowedOrigins, apiUrl, clientId, clientSecret, limits, now = Date.now, switch: access } = options;
  const sessionKeys = options.sessionKeys.map(({ kid, key }) => {
    const bytes = fromBase64Url(key) ?? new Uint8Array(0);
    require(bytes.length >= 32, 'sessionKeys: a key is not base64url of 32 bytes or more');
    return { kid, key: bytes };
  });
  require(sessionKeys.length > 0, 'sessionKeys: at least one is needed');
  require(new Set(sessionKeys.map(({ kid }) => kid)).size === sessionKeys.length, 'sessionKeys: a kid occurs twice');
  require(allowedOrigins.every(isOrigin), 'allowedOrigins: one is not an origin');
  require(isOrigin(apiUrl), 'apiUrl: not an origin');
  require(access === undefined || isOrigin(access.url), 'switch.url: not an origin');
  const webhookKeys = options.webhookKeys ?? [];
  require(!webhookKeys.includes(''), 'webhookKeys: one is empty');
  return {
    apiUrl,
    clientId: sealed(clientId),
    clientSecret: sealed(clientSecret),
    tokenStyle: options.tokenStyle ?? 'oauth2',
    sandboxMode: options.sandboxMode ?? false,
    switch: access ? { url: access.url, appId: sealed(access.appId), appKey: sealed(access.appKey) } : null,
    brokerKeyDigests: Promise.all(options.brokerKeys.map(sha256)),
    sessionKeys,
    audience: audienceOf(options),
    webhookKeys: Promise.all(webhookKeys.map(webhookKey)),
    plugWebhookDigests: Promise.all([options.plugWebhookSecret ?? []].flat().map(sha256)),
    allowedOrigins: new Set(allowedOrigins),
    transport: options.transport ?? fetchTransport(globalThis.fetch),
    store: options.store ?? new MemoryStore({ now }),
    limits: { ...LIMITS, ...limits },
    heartbeatMs: options.heartbeatMs ?? 20_000,
    upstreamTimeoutMs: options.upstreamTimeoutMs ?? 10_000,
    observe: options.observe ?? (() => undefined),
    now,
    monotonic: options.monotonic ?? (() => performance.now()),
    random: options.random ?? Math.random,
  };
}

/** A secret as a function: printing, joining, serialising or inspecting it does not show it. Each call is a place to audit. */
const sealed = (text: string) => () => text;

/** Tokens of one deployment are no good at another, even should they share a key. */
async function audienceOf({ apiUrl, clientId, sandboxMode = false }: BrokerOptions): Promise<string> {
  const digest = await fingerprint(JSON.stringify([apiUrl, clientId, sandboxMode]));
  return `urn:arc-elements:deployment:${digest.slice(0, 16)}`;
}

/** Whether a text is an http(s) origin exactly as a browser writes it: no path, no user, no wildcard. */
export function isOrigin(text: string): boolean {
  if (!/^https?:\/\/[^*]+$/.test(text) || !URL.canParse(text)) return false;
  return new URL(text).origin === text;
}
