import { fromHex, toBytes } from '../encoding.ts';
import type { Secret } from '../secret.ts';

const WINDOW_S = 300;
const TIMESTAMP = /^[0-9]{10}$/;
const SIGNATURE = /^[0-9a-fA-F]{64}$/;

/** What a signed delivery turned out to be. */
export type Verdict =
  | {
      readonly ok: true /** Which key matched, for the metric that says when an old one may go. */;
      readonly keyIndex: number;
    }
  | { readonly ok: false; readonly reason: 'malformed' | 'signature' | 'age' };

/**
 * Checks HMAC-SHA256 over timestamp, a dot and the raw bytes, then the age in both directions. All keys are tried,
 * whichever matches, so time does not tell which. Source: upstream reference 3.3.
 */
export async function verifyWebhook(
  headers: Headers,
  body: Uint8Array<ArrayBuffer>,
  keys: readonly Secret[],
  nowMs: number,
): Promise<Verdict> {
  // A header sent twice arrives joined by a comma, which neither grammar lets through.
  const timestamp = headers.get('arc-webhook-timestamp') ?? '';
  const signature = headers.get('arc-webhook-signature') ?? '';
  if (!TIMESTAMP.test(timestamp) || !SIGNATURE.test(signature)) return { ok: false, reason: 'malformed' };
  const prefix = toBytes(`${timestamp}.`);
  const message = new Uint8Array(prefix.length + body.length);
  message.set(prefix);
  message.set(body, prefix.length);
  const expected = fromHex(signature);
  let keyIndex = -1;
  for (const [index, secret] of keys.entries()) {
    const key = await importKey(secret);
    // Compares in constant time, as WebCrypto has to.
    const matches = await crypto.subtle.verify('HMAC', key, expected, message);
    if (matches && keyIndex === -1) keyIndex = index;
  }
  if (keyIndex === -1) return { ok: false, reason: 'signature' };
  // After the signature, so that it tells a forger nothing.
  if (Math.abs(nowMs / 1000 - Number(timestamp)) > WINDOW_S) return { ok: false, reason: 'age' };
  return { ok: true, keyIndex };
}

const imported = new WeakMap<Secret, Promise<CryptoKey>>();

function importKey(secret: Secret): Promise<CryptoKey> {
  let key = imported.get(secret);
  if (key === undefined) {
    key = crypto.subtle.importKey('raw', toBytes(secret.reveal()), { name: 'HMAC', hash: 'SHA-256' }, false, [
      'verify',
    ]);
    imported.set(secret, key);
  }
  return key;
}
