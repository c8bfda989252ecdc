import { base64url } from 'jose';

const utf8 = new TextEncoder();
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** UTF-8 bytes of a text. */
export function toBytes(text: string): Uint8Array<ArrayBuffer> {
  return utf8.encode(text);
}

/** JSON of some bytes. @throws {Error} They are not UTF-8 or not JSON; a byte order mark is neither. */
export function parseJson(bytes: Uint8Array): unknown {
  return JSON.parse(strictUtf8.decode(bytes));
}

/** Bytes of an even number of hex digits, which the caller has checked. */
export function fromHex(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** Bytes of URL-safe base64, or `null` when it is not that. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[A-Za-z0-9_-]*={0,2}$/.test(text)) return null;
  try {
    return new Uint8Array(base64url.decode(text));
  } catch {
    return null; // a length that base64 cannot have: the same answer as a letter that it cannot have
  }
}

/** SHA-256 of a text or of bytes. */
export async function sha256(input: string | Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = typeof input === 'string' ? toBytes(input) : input;
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}

/** SHA-256 as URL-safe base64: a name of fixed length that does not give away what it stands for. */
export async function fingerprint(input: string | Uint8Array<ArrayBuffer>): Promise<string> {
  return base64url.encode(await sha256(input));
}

/** Whether `text` is one of the secrets, whose digests are all compared to the end: time tells neither which nor where. */
export async function isOneOf(text: string, digests: readonly Uint8Array[]): Promise<boolean> {
  const asked = await sha256(text);
  const differences = digests.map((digest) => digest.reduce((sum, byte, i) => sum | (byte ^ (asked[i] ?? 0)), 0));
  return differences.includes(0);
}

/** `bytes` random bytes as URL-safe base64. */
export function randomId(bytes: number): string {
  return base64url.encode(crypto.getRandomValues(new Uint8Array(bytes)));
}

/** Some bytes after each other. */
export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
