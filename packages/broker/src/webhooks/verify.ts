import { fromHex, joined, toBytes } from '../encoding.ts';

const WINDOW_S = 300;
const TIMESTAMP = /^[0-9]{10}$/;
const SIGNATURE = /^[0-9a-fA-F]{64}$/;

/** A key to verify webhooks with. */
export function webhookKey(secret: string): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', toBytes(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
}

/**
 * Checks HMAC-SHA256 over timestamp, a dot and the raw bytes, then the age in both directions. All keys are tried,
 * whichever matches, so time does not tell which. Source: upstream reference 3.3.
 * @returns which key matched, for the metric that says when an old one may go; `null`: refuse it.
 */
export async function verifyWebhook(
  headers: Headers,
  body: Uint8Array<ArrayBuffer>,
  keys: readonly CryptoKey[],
  nowMs: number,
): Promise<number | null> {
  // A header sent twice arrives joined by a comma, which neither grammar lets through.
  const timestamp = headers.get('arc-webhook-timestamp') ?? '';
  const signature = headers.get('arc-webhook-signature') ?? '';
  if (!TIMESTAMP.test(timestamp) || !SIGNATURE.test(signature)) return null;
  const message = joined([toBytes(`${timestamp}.`), body]);
  // Compares in constant time, as WebCrypto has to.
  const verify = (key: CryptoKey) => crypto.subtle.verify('HMAC', key, fromHex(signature), message);
  const keyIndex = (await Promise.all(keys.map(verify))).indexOf(true);
  // The age after the signature, so that it tells a forger nothing.
  return keyIndex === -1 || Math.abs(nowMs / 1000 - Number(timestamp)) > WINDOW_S ? null : keyIndex;
}
