import { base64url } from 'jose';

const utf8 = new TextEncoder();
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const SPACE = 0x20;
const QUOTE = 0x22;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** Encodes a string as UTF-8. */
export function toBytes(text: string): Uint8Array<ArrayBuffer> {
  return utf8.encode(text);
}

/**
 * Parses JSON.
 * @throws {Error} The bytes are not UTF-8, start with a byte order mark, are not JSON, or contain
 *   an object that has a key twice.
 */
export function parseJson(bytes: Uint8Array): unknown {
  const text = strictUtf8.decode(bytes);
  const value: unknown = JSON.parse(text);
  requireUniqueKeys(text);
  return value;
}

/**
 * Checks that no object in a valid JSON text has a key twice. Which of the two counts depends on
 * the parser, so that an owner could be one person here and another one elsewhere.
 * @throws {SyntaxError} An object has a key twice.
 */
function requireUniqueKeys(text: string): void {
  const open: Set<string>[] = [];
  for (let i = 0; i < text.length; i += 1) {
    const sign = text.charCodeAt(i);
    if (sign === OPEN_BRACE) open.push(new Set());
    else if (sign === CLOSE_BRACE) open.pop();
    if (sign !== QUOTE) continue;
    const from = i + 1;
    i = endOfString(text, from);
    let next = i + 1;
    while (text.charCodeAt(next) <= SPACE) next += 1;
    // A string that a colon follows is a key.
    if (text.charCodeAt(next) !== COLON) continue;
    const written = text.slice(from, i);
    const key = written.includes('\\') ? String(JSON.parse(`"${written}"`)) : written;
    const keys = open.at(-1);
    if (keys?.has(key)) throw new SyntaxError('an object has a key twice');
    keys?.add(key);
  }
}

/** Finds the quote that ends a string. A quote after an odd number of backslashes is escaped. */
function endOfString(text: string, from: number): number {
  for (let end = text.indexOf('"', from); ; end = text.indexOf('"', end + 1)) {
    let start = end;
    while (text.charCodeAt(start - 1) === BACKSLASH) start -= 1;
    if (end === -1 || (end - start) % 2 === 0) return end;
  }
}

/** Matches a run of digits that may be larger than a safe integer. */
const MANY_DIGITS = /[0-9]{16}/;
/**
 * Matches an integer in another form: `-0`, `1.0`, `1e3`. It may match inside a string too; that
 * only costs time.
 */
const OTHER_FORM = /(?:^|[:,[])\s*(?:-0|-?[0-9]+(?:\.0+|(?:\.[0-9]+)?[eE][-+]?[0-9]+))\s*(?:[,\]}]|$)/;

/**
 * Parses JSON of the platform without changing integers: one that is not safe, or not written as
 * JavaScript writes it, becomes a `bigint`. So all digits of a meter number are kept, and `1.0` is
 * not taken for the user `1`.
 * @throws {Error} As {@link parseJson}.
 */
export function parseExact(json: Uint8Array | string): unknown {
  const text = typeof json === 'string' ? json : strictUtf8.decode(json);
  // Parsing without a reviver is several times faster and enough for nearly all answers.
  const value: unknown =
    MANY_DIGITS.test(text) || OTHER_FORM.test(text) ? JSON.parse(text, toExactInteger) : JSON.parse(text);
  requireUniqueKeys(text);
  return value;
}

function toExactInteger(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value !== 'number' || !Number.isInteger(value)) return value;
  const written = context?.source ?? `${value}`;
  if (Number.isSafeInteger(value) && written === `${value}`) return value;
  return BigInt(/^-?[0-9]+$/.test(written) ? written : value);
}

/** Decodes hexadecimal. The caller has checked that there is an even number of hex digits. */
export function fromHex(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** Decodes URL-safe base64. Returns `null` if the text is not valid. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[A-Za-z0-9_-]*={0,2}$/.test(text)) return null;
  try {
    return new Uint8Array(base64url.decode(text));
  } catch {
    return null; // the length is not one that base64 can have
  }
}

/** Returns the SHA-256 digest of a string or of bytes. */
export async function sha256(input: string | Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = typeof input === 'string' ? toBytes(input) : input;
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}

/**
 * Returns a SHA-256 digest as URL-safe base64: a key of fixed length that does not reveal its
 * input.
 */
export async function fingerprint(input: string | Uint8Array<ArrayBuffer>): Promise<string> {
  return base64url.encode(await sha256(input));
}

/**
 * Returns true if `text` is one of the secrets with these digests. All digests are compared to the
 * end, so that the time it takes does not reveal which one matched, or how much of it.
 */
export async function isOneOf(text: string, digests: readonly Uint8Array[]): Promise<boolean> {
  const given = await sha256(text);
  const differences = digests.map((digest) => digest.reduce((sum, byte, i) => sum | (byte ^ (given[i] ?? 0)), 0));
  return differences.includes(0);
}

/** Returns this many random bytes as URL-safe base64. */
export function randomId(bytes: number): string {
  return base64url.encode(crypto.getRandomValues(new Uint8Array(bytes)));
}

/** Concatenates byte arrays. */
export function concatBytes(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
