import { joined } from '../encoding.ts';
import { isWholeLiteral, LITERAL_OVER, LITERAL_START, literalStep } from './literals.ts';

/** Told about a JSON object in order. Bytes are views that change once the call is over. */
export interface JsonSink {
  /** The name of a member, with its quotes as it is written. @returns true to be told the value as a whole. */
  key(bytes: Uint8Array, from: number, to: number): boolean;
  /** A list or an object begins. */
  open(bracket: number): void;
  /** The innermost list or object has ended. */
  close(): void;
  /** A text with its quotes, a number, `null`, `true` or `false`; nothing at all for a text beyond 64 KB. */
  scalar(bytes: Uint8Array, from: number, to: number): void;
  /** A value that was to be told as a whole. */
  whole(bytes: Uint8Array, from: number, to: number): void;
  /**
   * An item of a list begins. May take items that end in these bytes, up to the end of the last one, without being told about each;
   * `from` takes none.
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
  inText: 9,
  inLiteral: 10,
} as const;
type State = (typeof STATE)[keyof typeof STATE];

/** 1 for each byte that a text may hold as it is. */
const PLAIN = new Uint8Array(256).fill(1, 0x20);
PLAIN[QUOTE] = 0;
PLAIN[BACKSLASH] = 0;
const ESCAPED = new Set([...'"\\/bfnrtu'].map((sign) => sign.charCodeAt(0)));
const HEX = new Set([...'0123456789abcdefABCDEF'].map((sign) => sign.charCodeAt(0)));

/** No place: nothing is collected, or not as a whole. */
const NONE = -1;

/**
 * Reads one JSON object in chunks, however they are cut, and tells a sink about it without building anything: a year of one-minute
 * data is 70 MB, which must neither be held nor parsed. Accepts what `JSON.parse` accepts, but for depth beyond 64 and for
 * keys, numbers and whole values beyond 64 KB. Whether the bytes of a text are UTF-8 is for the sink to see.
 */
export class JsonReader {
  readonly #sink: JsonSink;
  #state: State = STATE.start;
  /** Whether each bracket around this place is that of a list, the innermost last. */
  readonly #open: boolean[] = [];
  #inList = false;
  /** The value that begins next is to be told as a whole. */
  #asWhole = false;
  /** How many were open where that value began which is being collected as a whole. */
  #wholeFrom = NONE;
  #literal: number = LITERAL_START;
  /** Of an escape: 5 after the backslash, then hex digits to come. */
  #escape = 0;
  /** Where in the chunk that begins which is to be given as one; 0 when it began in an earlier chunk. */
  #mark = NONE;
  #held: Uint8Array[] = [];
  #heldBytes = 0;

  constructor(sink: JsonSink) {
    this.#sink = sink;
  }

  /** @throws {SyntaxError} Not JSON, not an object, or too deep or too long for one. */
  push(chunk: Uint8Array): void {
    if (this.#mark !== NONE) this.#mark = 0;
    let i = 0;
    while (i < chunk.length) {
      if (this.#state === STATE.inText || this.#state === STATE.inKey) i = this.#inText(chunk, i);
      else if (this.#state === STATE.inLiteral) i = this.#inLiteral(chunk, i);
      else i = this.#between(chunk, i);
    }
    if (this.#mark !== NONE) this.#hold(new Uint8Array(chunk.subarray(this.#mark)));
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
        return this.#beginText(STATE.inKey, i);
      case STATE.key:
        if (byte !== QUOTE) break;
        return this.#beginText(STATE.inKey, i);
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
      this.#wholeFrom = this.#open.length;
      this.#mark = i;
    } else if (this.#wholeFrom === NONE && this.#inList) {
      const end = this.#sink.items(chunk, i);
      if (end > i) {
        this.#state = STATE.commaOrEnd;
        return end;
      }
    }
    if (byte === QUOTE) return this.#beginText(STATE.inText, i);
    if (byte === OPEN_BRACE || byte === OPEN_BRACKET) return this.#beginInside(byte, i);
    if (this.#wholeFrom === NONE) this.#mark = i;
    this.#literal = LITERAL_START;
    this.#state = STATE.inLiteral;
    return i;
  }

  #beginText(state: State, i: number): number {
    if (this.#wholeFrom === NONE) this.#mark = i;
    this.#state = state;
    return i + 1;
  }

  #beginInside(bracket: number, i: number): number {
    if (this.#open.length === MAX_DEPTH) throw new SyntaxError('the answer is nested too deeply');
    if (this.#wholeFrom === NONE) this.#sink.open(bracket);
    this.#inList = bracket === OPEN_BRACKET;
    this.#open.push(this.#inList);
    this.#state = this.#inList ? STATE.valueOrEnd : STATE.keyOrEnd;
    return i + 1;
  }

  #close(chunk: Uint8Array, i: number): number {
    this.#open.pop();
    this.#inList = this.#open.at(-1) ?? false;
    if (this.#wholeFrom === NONE) this.#sink.close();
    return this.#ended(chunk, i + 1);
  }

  #inText(chunk: Uint8Array, from: number): number {
    let i = from;
    while (i < chunk.length) {
      const byte = chunk[i] as number;
      i += 1;
      if (this.#escape > 0) this.#goOnEscape(byte);
      else if (PLAIN[byte] === 1) while (i < chunk.length && PLAIN[chunk[i] as number] === 1) i += 1;
      else if (byte === BACKSLASH) this.#escape = 5;
      else if (byte !== QUOTE) throw new SyntaxError('a text holds a control character');
      else return this.#state === STATE.inKey ? this.#keyEnded(chunk, i) : this.#ended(chunk, i);
    }
    return i;
  }

  #goOnEscape(byte: number): void {
    const allowed = this.#escape === 5 ? ESCAPED : HEX;
    if (!allowed.has(byte)) throw new SyntaxError('a text holds a bad escape');
    this.#escape = this.#escape === 5 && byte !== 0x75 ? 0 : this.#escape - 1;
  }

  #inLiteral(chunk: Uint8Array, from: number): number {
    for (let i = from; i < chunk.length; i += 1) {
      const next = literalStep(this.#literal, chunk[i] as number);
      if (next === LITERAL_OVER) {
        if (!isWholeLiteral(this.#literal)) throw new SyntaxError('a value is not JSON');
        return this.#ended(chunk, i);
      }
      this.#literal = next;
    }
    return chunk.length;
  }

  #keyEnded(chunk: Uint8Array, i: number): number {
    this.#state = STATE.colon;
    if (this.#wholeFrom === NONE) {
      const [bytes, from, to] = this.#collected(chunk, i);
      this.#asWhole = this.#sink.key(bytes, from, to);
    }
    return i;
  }

  /** A value has ended before `i`. */
  #ended(chunk: Uint8Array, i: number): number {
    const isWhole = this.#wholeFrom === this.#open.length;
    const isText = this.#state === STATE.inText;
    this.#state = this.#open.length === 0 ? STATE.done : STATE.commaOrEnd;
    // A bracket that closes, or a value inside of one that is told as a whole.
    if (this.#mark === NONE || (this.#wholeFrom !== NONE && !isWhole)) return i;
    const [bytes, from, to] = this.#collected(chunk, i, isText && !isWhole);
    this.#wholeFrom = NONE;
    if (isWhole) this.#sink.whole(bytes, from, to);
    else this.#sink.scalar(bytes, from, to);
    return i;
  }

  /** What was marked, up to `i`; nothing when it is too long and may be. */
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
    return [joined([...held, chunk.subarray(0, i)]), 0, length];
  }

  #hold(bytes: Uint8Array): void {
    this.#heldBytes += bytes.length;
    if (this.#heldBytes <= MAX_HELD_BYTES) this.#held.push(bytes);
    else if (this.#wholeFrom !== NONE || this.#state !== STATE.inText) throw new SyntaxError('a value is too long');
  }
}
