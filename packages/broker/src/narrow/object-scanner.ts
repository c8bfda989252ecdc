import { joined } from '../encoding.ts';

/** Told about the members of the outermost object, in order. */
export interface ScannerSink {
  /** A member begins. `keep`: hand the whole value to `value`; `pass`: hand it on as it comes; `drop`: skip it. */
  key(name: string): 'keep' | 'pass' | 'drop';
  /** The text of a value that is kept. */
  value(name: string, text: string): void;
  /** A part of a value that is passed on; views of the chunk that was pushed. */
  part(bytes: Uint8Array): void;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

const MAX_KEY_BYTES = 128;
const MAX_KEPT_BYTES = 64 * 1024;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

const STATE = {
  start: 0,
  keyOrEnd: 1,
  key: 2,
  inKey: 3,
  colon: 4,
  value: 5,
  inValue: 6,
  commaOrEnd: 7,
  done: 8,
} as const;
type State = (typeof STATE)[keyof typeof STATE];

/** 1 for each byte that neither opens nor closes anything outside of texts. */
const ORDINARY = new Uint8Array(256).fill(1);
const SPECIAL = [QUOTE, OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] as const;
for (const byte of SPECIAL) ORDINARY[byte] = 0;

/** Ordinary bytes in a row after which the native search is the cheaper one. */
const RUN = 64;

/**
 * Finds the next special byte by `indexOf`, which on Node's buffers is `memchr`: a quarter of the time for long runs of digits.
 * Remembers where each next one is, so that a chunk is searched once for each, whatever is in it.
 */
class Leap {
  readonly #chunk: Uint8Array;
  readonly #next: number[] = SPECIAL.map(() => -1);

  constructor(chunk: Uint8Array) {
    this.#chunk = chunk;
  }

  from(i: number): number {
    let nearest = this.#chunk.length;
    for (const [n, byte] of SPECIAL.entries()) {
      let at = this.#next[n] ?? -1;
      if (at < i) {
        const found = this.#chunk.indexOf(byte, i);
        at = found === -1 ? this.#chunk.length : found;
        this.#next[n] = at;
      }
      if (at < nearest) nearest = at;
    }
    return nearest;
  }
}

/**
 * Reads one JSON object in chunks and splits it into its members without building anything: a year of one-minute data is
 * 70 MB, which must neither be held nor parsed here. Checks what decides where a member ends; what is inside a value
 * that is passed on is the reader's to parse.
 */
export class ObjectScanner {
  readonly #sink: ScannerSink;
  #state: State = STATE.start;
  #mode: 'keep' | 'pass' | 'drop' = 'drop';
  #name = '';
  #kept: Uint8Array[] = [];
  #keptBytes = 0;
  #depth = 0;
  #inString = false;
  #escaped = false;

  constructor(sink: ScannerSink) {
    this.#sink = sink;
  }

  /** @throws {SyntaxError} Not an object, or not well formed at its outermost level. */
  push(chunk: Uint8Array): void {
    let i = 0;
    while (i < chunk.length) {
      if (this.#state === STATE.inValue) i = this.#inValue(chunk, i);
      else if (this.#state === STATE.inKey) i = this.#inKey(chunk, i);
      else i = this.#between(chunk, i);
    }
  }

  /** @throws {SyntaxError} The object has not ended. */
  end(): void {
    if (this.#state !== STATE.done) throw new SyntaxError('the answer ends too early');
  }

  #between(chunk: Uint8Array, i: number): number {
    const byte = chunk[i] as number;
    if (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) return i + 1;
    switch (this.#state) {
      case STATE.start:
        return this.#expect(byte === OPEN_BRACE, STATE.keyOrEnd, i);
      case STATE.keyOrEnd:
        if (byte === CLOSE_BRACE) return this.#expect(true, STATE.done, i);
        return this.#expect(byte === QUOTE, STATE.inKey, i);
      case STATE.key:
        return this.#expect(byte === QUOTE, STATE.inKey, i);
      case STATE.colon:
        return this.#expect(byte === COLON, STATE.value, i);
      case STATE.value:
        this.#state = STATE.inValue;
        this.#depth = 0;
        return this.#inValue(chunk, i);
      case STATE.commaOrEnd:
        if (byte === CLOSE_BRACE) return this.#expect(true, STATE.done, i);
        return this.#expect(byte === COMMA, STATE.key, i);
      default:
        throw new SyntaxError('something follows the object');
    }
  }

  #expect(ok: boolean, next: State, i: number): number {
    if (!ok) throw new SyntaxError('the answer is not a JSON object');
    this.#state = next;
    return i + 1;
  }

  #inKey(chunk: Uint8Array, from: number): number {
    let i = from;
    for (; i < chunk.length; i += 1) {
      const byte = chunk[i];
      if (this.#escaped) this.#escaped = false;
      else if (byte === BACKSLASH) this.#escaped = true;
      else if (byte === QUOTE) break;
    }
    this.#keep(chunk.subarray(from, i), MAX_KEY_BYTES);
    if (i === chunk.length) return i;
    this.#name = String(JSON.parse(`"${this.#takeKept()}"`));
    this.#mode = this.#sink.key(this.#name);
    this.#state = STATE.colon;
    return i + 1;
  }

  /** Consumes value bytes; leaves the state when the value ends inside this chunk. */
  #inValue(chunk: Uint8Array, from: number): number {
    const { length } = chunk;
    let depth = this.#depth;
    let inString = this.#inString;
    let escaped = this.#escaped;
    let i = from;
    let ended = false;
    const leap = new Leap(chunk);
    while (i < length && !ended) {
      if (inString) {
        if (escaped) {
          escaped = false;
          i += 1;
          continue;
        }
        while (i < length && chunk[i] !== QUOTE && chunk[i] !== BACKSLASH) i += 1;
        if (i === length) break;
        const byte = chunk[i] as number;
        i += 1;
        if (byte === BACKSLASH) escaped = true;
        else {
          inString = false;
          ended = depth === 0;
        }
        continue;
      }
      if (depth > 0) {
        // Nearly all bytes of readings are digits: one look-up each, and after a long run of them a leap.
        const near = Math.min(length, i + RUN);
        while (i < near && ORDINARY[chunk[i] as number] === 1) i += 1;
        if (i === near && near < length) i = leap.from(i);
      }
      if (i === length) break;
      const byte = chunk[i] as number;
      if (byte === QUOTE) inString = true;
      else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth += 1;
      else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
        // A number or a literal ends where the object around it does.
        if (depth === 0) break;
        depth -= 1;
        ended = depth === 0;
      } else if (depth === 0 && (byte === COMMA || byte <= 0x20)) break;
      i += 1;
    }
    this.#depth = depth;
    this.#inString = inString;
    this.#escaped = escaped;
    if (this.#mode === 'pass') this.#sink.part(chunk.subarray(from, i));
    else if (this.#mode === 'keep') this.#keep(chunk.subarray(from, i), MAX_KEPT_BYTES);
    if (i === length && !ended) return i;
    this.#state = STATE.commaOrEnd;
    if (this.#mode === 'keep') this.#sink.value(this.#name, this.#takeKept());
    return i;
  }

  #keep(bytes: Uint8Array, limit: number): void {
    this.#keptBytes += bytes.length;
    if (this.#keptBytes > limit) throw new SyntaxError('a key or a value is too long');
    this.#kept.push(bytes.slice());
  }

  #takeKept(): string {
    const text = utf8.decode(joined(this.#kept));
    this.#kept = [];
    this.#keptBytes = 0;
    return text;
  }
}
