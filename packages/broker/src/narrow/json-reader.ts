import { concatBytes } from '../encoding.ts';
import { isCompleteLiteral, LITERAL_OVER, LITERAL_START, literalStep } from './literals.ts';

/** Receives the parts of a JSON object in order. The bytes are only valid during the call. */
export interface JsonSink {
  /** The name of a member, in quotes. @returns true to get its value as one piece from `whole`. */
  key(bytes: Uint8Array, from: number, to: number): boolean;
  /** An array or an object begins. */
  open(bracket: number): void;
  /** The innermost array or object ends. */
  close(): void;
  /**
   * A string in quotes, a number, `null`, `true` or `false`; no bytes stand for a string beyond 64
   * KB.
   */
  scalar(bytes: Uint8Array, from: number, to: number): void;
  /** A value for whose name `key` returned true. */
  whole(bytes: Uint8Array, from: number, to: number): void;
  /**
   * An array item begins. The sink may consume items by itself: it returns the end of the last one,
   * or `from` if it consumes none.
   */
  items(bytes: Uint8Array, from: number): number;
}

export const QUOTE = 0x22;
export const COMMA = 0x2c;
const OPEN_BRACE = 0x7b;
export const CLOSE_BRACE = 0x7d;
export const OPEN_BRACKET = 0x5b;
export const CLOSE_BRACKET = 0x5d;
const BACKSLASH = 0x5c;
const COLON = 0x3a;

const MAX_HELD_BYTES = 64 * 1024;
const MAX_DEPTH = 64;

const STATE = {
  start: 0,
  keyOrEnd: 1,
  key: 2,
  colon: 3,
  value: 4,
  valueOrEnd: 5,
  commaOrEnd: 6,
  done: 7,
  inKey: 8,
  inString: 9,
  inLiteral: 10,
} as const;
type State = (typeof STATE)[keyof typeof STATE];

/** 1 for each byte that a string may contain without an escape. */
const PLAIN = new Uint8Array(256).fill(1, 0x20);
PLAIN[QUOTE] = 0;
PLAIN[BACKSLASH] = 0;
const ESCAPED = new Set([...'"\\/bfnrtu'].map((sign) => sign.charCodeAt(0)));
const HEX = new Set([...'0123456789abcdefABCDEF'].map((sign) => sign.charCodeAt(0)));

/** Stands for no position and no depth. */
const NONE = -1;

/**
 * Reads one JSON object in chunks and reports its parts to a sink without building values: a year
 * of one-minute data is 70 MB, which must neither be held nor parsed at once. It accepts what
 * `JSON.parse` accepts, except a depth beyond 64 and keys, numbers and whole values beyond 64 KB.
 * It does not check that strings are UTF-8.
 */
export class JsonReader {
  readonly #sink: JsonSink;
  #state: State = STATE.start;
  /** The open brackets, innermost last: true for an array, false for an object. */
  readonly #open: boolean[] = [];
  #inList = false;
  /** True if the next value is to be given to `whole`. */
  #asWhole = false;
  /** Depth at which the value began that is being collected for `whole`. */
  #wholeDepth = NONE;
  #literal: number = LITERAL_START;
  /**
   * Position in an escape: 5 after the backslash, then the number of hex digits that are missing.
   */
  #escape = 0;
  /** Start of the current piece in the chunk; 0 if it began in an earlier chunk. */
  #mark = NONE;
  /** Bytes of the current piece from earlier chunks. */
  #held: Uint8Array[] = [];
  #heldBytes = 0;

  constructor(sink: JsonSink) {
    this.#sink = sink;
  }

  /**
   * Reads the next chunk.
   * @throws {SyntaxError} It is not JSON, not an object, too deep or too long.
   */
  push(chunk: Uint8Array): void {
    if (this.#mark !== NONE) this.#mark = 0;
    let i = 0;
    while (i < chunk.length) {
      if (this.#state === STATE.inString || this.#state === STATE.inKey) i = this.#inString(chunk, i);
      else if (this.#state === STATE.inLiteral) i = this.#inLiteral(chunk, i);
      else i = this.#between(chunk, i);
    }
    if (this.#mark !== NONE) this.#hold(new Uint8Array(chunk.subarray(this.#mark)));
  }

  /** Ends the input. @throws {SyntaxError} The object has not ended. */
  end(): void {
    if (this.#state !== STATE.done) throw new SyntaxError('the answer ends too early');
  }

  #between(chunk: Uint8Array, i: number): number {
    const byte = chunk[i] as number;
    if (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) return i + 1;
    switch (this.#state) {
      case STATE.start:
        if (byte !== OPEN_BRACE) break;
        return this.#begin(chunk, i);
      case STATE.valueOrEnd:
        if (byte === CLOSE_BRACKET) return this.#close(chunk, i);
        return this.#begin(chunk, i);
      case STATE.value:
        return this.#begin(chunk, i);
      case STATE.keyOrEnd:
        if (byte === CLOSE_BRACE) return this.#close(chunk, i);
        if (byte !== QUOTE) break;
        return this.#beginString(STATE.inKey, i);
      case STATE.key:
        if (byte !== QUOTE) break;
        return this.#beginString(STATE.inKey, i);
      case STATE.colon:
        if (byte !== COLON) break;
        this.#state = STATE.value;
        return i + 1;
      case STATE.commaOrEnd: {
        if (byte === (this.#inList ? CLOSE_BRACKET : CLOSE_BRACE)) return this.#close(chunk, i);
        if (byte !== COMMA) break;
        this.#state = this.#inList ? STATE.value : STATE.key;
        return i + 1;
      }
      default:
    }
    throw new SyntaxError('the answer is not one JSON object');
  }

  /** A value begins at `i`. */
  #begin(chunk: Uint8Array, i: number): number {
    const byte = chunk[i] as number;
    if (this.#asWhole) {
      this.#asWhole = false;
      this.#wholeDepth = this.#open.length;
      this.#mark = i;
    } else if (this.#wholeDepth === NONE && this.#inList) {
      const end = this.#sink.items(chunk, i);
      if (end > i) {
        this.#state = STATE.commaOrEnd;
        return end;
      }
    }
    if (byte === QUOTE) return this.#beginString(STATE.inString, i);
    if (byte === OPEN_BRACE || byte === OPEN_BRACKET) return this.#beginNested(byte, i);
    if (this.#wholeDepth === NONE) this.#mark = i;
    this.#literal = LITERAL_START;
    this.#state = STATE.inLiteral;
    return i;
  }

  #beginString(state: State, i: number): number {
    if (this.#wholeDepth === NONE) this.#mark = i;
    this.#state = state;
    return i + 1;
  }

  #beginNested(bracket: number, i: number): number {
    if (this.#open.length === MAX_DEPTH) throw new SyntaxError('the answer is nested too deeply');
    if (this.#wholeDepth === NONE) this.#sink.open(bracket);
    this.#inList = bracket === OPEN_BRACKET;
    this.#open.push(this.#inList);
    this.#state = this.#inList ? STATE.valueOrEnd : STATE.keyOrEnd;
    return i + 1;
  }

  #close(chunk: Uint8Array, i: number): number {
    this.#open.pop();
    this.#inList = this.#open.at(-1) ?? false;
    if (this.#wholeDepth === NONE) this.#sink.close();
    return this.#valueEnded(chunk, i + 1);
  }

  #inString(chunk: Uint8Array, from: number): number {
    let i = from;
    while (i < chunk.length) {
      const byte = chunk[i] as number;
      i += 1;
      if (this.#escape > 0) this.#continueEscape(byte);
      else if (PLAIN[byte] === 1) while (i < chunk.length && PLAIN[chunk[i] as number] === 1) i += 1;
      else if (byte === BACKSLASH) this.#escape = 5;
      else if (byte !== QUOTE) throw new SyntaxError('a string holds a control character');
      else return this.#state === STATE.inKey ? this.#keyEnded(chunk, i) : this.#valueEnded(chunk, i);
    }
    return i;
  }

  #continueEscape(byte: number): void {
    const allowed = this.#escape === 5 ? ESCAPED : HEX;
    if (!allowed.has(byte)) throw new SyntaxError('a string holds a bad escape');
    this.#escape = this.#escape === 5 && byte !== 0x75 ? 0 : this.#escape - 1;
  }

  #inLiteral(chunk: Uint8Array, from: number): number {
    for (let i = from; i < chunk.length; i += 1) {
      const next = literalStep(this.#literal, chunk[i] as number);
      if (next === LITERAL_OVER) {
        if (!isCompleteLiteral(this.#literal)) throw new SyntaxError('a value is not JSON');
        return this.#valueEnded(chunk, i);
      }
      this.#literal = next;
    }
    return chunk.length;
  }

  #keyEnded(chunk: Uint8Array, i: number): number {
    this.#state = STATE.colon;
    if (this.#wholeDepth === NONE) {
      const [bytes, from, to] = this.#collected(chunk, i);
      this.#asWhole = this.#sink.key(bytes, from, to);
    }
    return i;
  }

  /** A value has ended before `i`. */
  #valueEnded(chunk: Uint8Array, i: number): number {
    const isWhole = this.#wholeDepth === this.#open.length;
    const isString = this.#state === STATE.inString;
    this.#state = this.#open.length === 0 ? STATE.done : STATE.commaOrEnd;
    // A closing bracket, or a value inside one that is collected for `whole`.
    if (this.#mark === NONE || (this.#wholeDepth !== NONE && !isWhole)) return i;
    const [bytes, from, to] = this.#collected(chunk, i, isString && !isWhole);
    this.#wholeDepth = NONE;
    if (isWhole) this.#sink.whole(bytes, from, to);
    else this.#sink.scalar(bytes, from, to);
    return i;
  }

  /** Returns the current piece, which ends at `i`; no bytes if it is too long and `mayBeLong`. */
  #collected(chunk: Uint8Array, i: number, mayBeLong = false): readonly [bytes: Uint8Array, from: number, to: number] {
    const from = this.#mark;
    const held = this.#held;
    const length = this.#heldBytes + i - from;
    this.#mark = NONE;
    this.#held = [];
    this.#heldBytes = 0;
    if (length > MAX_HELD_BYTES) {
      if (!mayBeLong) throw new SyntaxError('a value is too long');
      return [chunk, i, i];
    }
    if (held.length === 0) return [chunk, from, i];
    return [concatBytes([...held, chunk.subarray(0, i)]), 0, length];
  }

  #hold(bytes: Uint8Array): void {
    this.#heldBytes += bytes.length;
    if (this.#heldBytes <= MAX_HELD_BYTES) this.#held.push(bytes);
    else if (this.#wholeDepth !== NONE || this.#state !== STATE.inString) throw new SyntaxError('a value is too long');
  }
}
