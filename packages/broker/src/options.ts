import type { BrokerOptions } from './broker-options.ts';
import { sentenceOf } from './check.ts';
import { fingerprint, fromBase64Url, sha256 } from './encoding.ts';
import { type CheckedOptions, checkOptions } from './options-schema.ts';
import { MemoryStore } from './stores/memory/store.ts';
import { fetchTransport } from './upstream/transport.ts';
import { webhookKey } from './webhooks/verify.ts';

/** Options with defaults filled in, secrets wrapped, hashed or imported, and keys decoded. */
export type ResolvedOptions = ReturnType<typeof resolveOptions>;

/**
 * Checks and prepares options.
 * @throws {TypeError} One is wrong; the message names it, never its value.
 */
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

/**
 * Wraps a secret in a function, so that printing, serializing or inspecting it does not show it,
 * and each use is a call that can be searched for.
 */
const sealed = (text: string) => () => text;

/** Returns the `aud` claim, which keeps tokens of one deployment from being valid at another. */
async function audienceOf({ apiUrl, clientId, sandboxMode }: CheckedOptions): Promise<string> {
  const digest = await fingerprint(JSON.stringify([apiUrl, clientId, sandboxMode]));
  return `urn:arc-elements:deployment:${digest.slice(0, 16)}`;
}
