import { base64url } from 'jose';

const utf8 = new TextEncoder();
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const SPACE = 0x20;
const QUOTE = 0x22;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** UTF-8 bytes of a text. */
export function toBytes(text: string): Uint8Array<ArrayBuffer> {
  return utf8.encode(text);
}

/**
 * JSON of some bytes.
 * @throws {Error} They are not UTF-8 or not JSON (a byte order mark is neither), or an object has a key twice.
 */
export function parseJson(bytes: Uint8Array): unknown {
  const text = strictUtf8.decode(bytes);
  const value: unknown = JSON.parse(text);
  requireUniqueKeys(text);
  return value;
}

/**
 * Passes when no object in a well-formed JSON text has a key twice. Which of the two counts depends on the parser, so an owner could
 * be one person here and another one elsewhere.
 * @throws {SyntaxError}
 */
function requireUniqueKeys(text: string): void {
  const open: Set<string>[] = [];
  for (let i = 0; i < text.length; i += 1) {
    const sign = text.charCodeAt(i);
    if (sign === OPEN_BRACE) open.push(new Set());
    else if (sign === CLOSE_BRACE) open.pop();
    if (sign !== QUOTE) continue;
    const from = i + 1;
    i = endOfText(text, from);
    let next = i + 1;
    while (text.charCodeAt(next) <= SPACE) next += 1;
    // A text with a colon behind it is a key.
    if (text.charCodeAt(next) !== COLON) continue;
    const written = text.slice(from, i);
    const key = written.includes('\\') ? String(JSON.parse(`"${written}"`)) : written;
    const keys = open.at(-1);
    if (keys?.has(key)) throw new SyntaxError('an object has a key twice');
    keys?.add(key);
  }
}

/** Where the quote is that ends a text; one behind an odd number of backslashes is a part of it. */
function endOfText(text: string, from: number): number {
  for (let end = text.indexOf('"', from); ; end = text.indexOf('"', end + 1)) {
    let start = end;
    while (text.charCodeAt(start - 1) === BACKSLASH) start -= 1;
    if (end === -1 || (end - start) % 2 === 0) return end;
  }
}

/** A run of digits that may be no safe integer. */
const MANY_DIGITS = /[0-9]{16}/;
/** A number that may be an integer in another form: `-0`, `1.0`, `1e3`. A text that looks alike only costs time. */
const OTHER_FORM = /(?:^|[:,[])\s*(?:-0|-?[0-9]+(?:\.0+|(?:\.[0-9]+)?[eE][-+]?[0-9]+))\s*(?:[,\]}]|$)/;

/**
 * What the platform says, from JSON: an integer that is not safe, or is not written as JavaScript writes it, becomes a `bigint`. So
 * all digits of a meter number survive, and `1.0` is not mistaken for the user `1`.
 * @throws {Error} As {@link parseJson}.
 */
export function parseExact(json: Uint8Array | string): unknown {
  const text = typeof json === 'string' ? json : strictUtf8.decode(json);
  // Nearly all answers take the second way, which is several times faster.
  const value: unknown = MANY_DIGITS.test(text) || OTHER_FORM.test(text) ? JSON.parse(text, exact) : JSON.parse(text);
  requireUniqueKeys(text);
  return value;
}

function exact(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value !== 'number' || !Number.isInteger(value)) return value;
  const written = context?.source ?? `${value}`;
  if (Number.isSafeInteger(value) && written === `${value}`) return value;
  return BigInt(/^-?[0-9]+$/.test(written) ? written : value);
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
