import { concatBytes, fromHex, toBytes } from '../encoding.ts';

const WINDOW_S = 300;
const TIMESTAMP = /^[0-9]{10}$/;
const SIGNATURE = /^[0-9a-fA-F]{64}$/;

/** Imports a key that verifies webhooks. */
export function webhookKey(secret: string): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', toBytes(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
}

/**
 * Verifies a webhook: the HMAC-SHA256 of timestamp, a dot and the raw bytes, then the age in both
 * directions. All keys are tried, so that the time it takes does not reveal which one matched.
 * Source: UPSTREAM.md, Webhooks.
 * @returns the index of the key that matched, for the metric that shows when an old key is unused;
 *   `null` if the webhook has to be refused.
 */
export async function verifyWebhook(
  headers: Headers,
  body: Uint8Array<ArrayBuffer>,
  keys: readonly CryptoKey[],
  nowMs: number,
): Promise<number | null> {
  // Headers sent twice arrive joined by a comma, which neither pattern matches.
  const timestamp = headers.get('arc-webhook-timestamp') ?? '';
  const signature = headers.get('arc-webhook-signature') ?? '';
  if (!TIMESTAMP.test(timestamp) || !SIGNATURE.test(signature)) return null;
  const message = concatBytes([toBytes(`${timestamp}.`), body]);
  // WebCrypto compares in constant time.
  const verify = (key: CryptoKey) => crypto.subtle.verify('HMAC', key, fromHex(signature), message);
  const keyIndex = (await Promise.all(keys.map(verify))).indexOf(true);
  // The age is checked after the signature, so that a forger learns nothing from it.
  return keyIndex === -1 || Math.abs(nowMs / 1000 - Number(timestamp)) > WINDOW_S ? null : keyIndex;
}
