import { dayNumberOf, daysInMonth } from './civil.ts';
import { EXPORT, IMPORT, Readings } from './readings.ts';
import { DAY_MS } from './zone.ts';

// In every browser and server runtime, though in no language library of TypeScript but the DOM's.
declare const TextEncoder: new () => {
  encode(text: string): Uint8Array;
  encodeInto(text: string, to: Uint8Array): { readonly read: number; readonly written: number };
};
declare const TextDecoder: new () => { decode(bytes: Uint8Array): string };

/** A raw interval body taken apart without making an object per reading. */
export interface ScannedRaw {
  readonly readings: Readings;
  /** The text of the body with an empty list of readings. */
  readonly rest: string;
}

const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (sign) => sign.charCodeAt(0));
const LIST = bytesOf('"readings":[');
const START = bytesOf('{"startAt":"');
const END = bytesOf('","endAt":"');
const DIRECTION = bytesOf('","direction":"');
const IMPORTED = bytesOf('import","kwh":');
const EXPORTED = bytesOf('export","kwh":');
const POWER = bytesOf(',"kw":');

const COMMA = 44;
const MINUS = 45;
const DOT = 46;
const ZERO = 48;
const CLOSE_LIST = 93;
const CLOSE_ROW = 125;

/**
 * Reads the rows of a raw interval body straight from its JSON text, when they are laid out as the platform prints them: compact,
 * `startAt`, `endAt`, `direction`, `kwh` and perhaps `kw`, in this order. `null` for any other layout, which `JSON.parse` then reads;
 * whatever this accepts means the same to both.
 */
export function scanRaw(source: string | Uint8Array): ScannedRaw | null {
  // Looked for before a long text is turned into bytes in vain.
  if (typeof source === 'string' && !source.includes('"readings":[{"startAt":"')) return null;
  const bytes = typeof source === 'string' ? encoded(source) : source;
  const list = find(bytes, LIST, 0);
  if (list === -1) return null;
  const first = list + LIST.length;
  const scanner = new Scanner(bytes, first);
  const readings = scanner.rows();
  if (readings === null) return null;
  const decoder = new TextDecoder();
  const head = decoder.decode(bytes.subarray(0, first));
  const tail = decoder.decode(bytes.subarray(scanner.at));
  // A second list, or a key of that name written otherwise, leaves it to the JSON parser which of them counts.
  if (tail.includes('readings') || head.indexOf('readings') !== head.lastIndexOf('readings')) return null;
  if (head.includes('\\') || tail.includes('\\')) return null;
  return { readings, rest: head + tail };
}

/** UTF-8 bytes of a text. Into a buffer that is long enough for nearly all: where it has to grow one, Chromium takes ten times as long. */
function encoded(text: string): Uint8Array {
  const encoder = new TextEncoder();
  const bytes = new Uint8Array(text.length + 1024);
  const { read, written } = encoder.encodeInto(text, bytes);
  return read === text.length ? bytes.subarray(0, written) : encoder.encode(text);
}

/** Text of UTF-8 bytes. */
export function decoded(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** Index of `wanted` in the bytes, or -1. */
function find(bytes: Uint8Array, wanted: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(wanted[0]!, from); at !== -1; at = bytes.indexOf(wanted[0]!, at + 1)) {
    let k = 1;
    while (k < wanted.length && bytes[at + k] === wanted[k]) k++;
    if (k === wanted.length) return at;
  }
  return -1;
}

class Scanner {
  at: number;
  readonly #bytes: Uint8Array;
  /** Set by `#stamp` and `#number`: the value could not be read here. */
  #failed = false;
  #date = -1;
  #dateMs = 0;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.at = at;
  }

  /** All rows up to the end of the list; `at` then stands on its closing bracket. */
  rows(): Readings | null {
    const bytes = this.#bytes;
    // The shortest row is about this long; the columns grow should that prove wrong.
    const readings = new Readings(Math.ceil((bytes.length - this.at) / 110) + 1);
    for (;;) {
      if (!this.#literal(START)) return null;
      const start = this.#stamp();
      if (this.#failed || !this.#literal(END)) return null;
      const end = this.#stamp();
      if (this.#failed || !this.#literal(DIRECTION)) return null;
      const channel = bytes[this.at] === 105 ? IMPORT : EXPORT;
      if (!this.#literal(channel === IMPORT ? IMPORTED : EXPORTED)) return null;
      const kwh = this.#number();
      if (this.#failed) return null;
      if (bytes[this.at] === COMMA) {
        if (!this.#literal(POWER)) return null;
        this.#number();
        if (this.#failed) return null;
      }
      if (bytes[this.at] !== CLOSE_ROW) return null;
      readings.push(start, end, kwh, channel, false);
      const next = bytes[this.at + 1];
      if (next === CLOSE_LIST) {
        this.at++;
        return readings;
      }
      if (next !== COMMA) return null;
      this.at += 2;
    }
  }

  #literal(wanted: Uint8Array): boolean {
    const bytes = this.#bytes;
    const { at } = this;
    for (let k = 0; k < wanted.length; k++) if (bytes[at + k] !== wanted[k]) return false;
    this.at = at + wanted.length;
    return true;
  }

  /** Two digits, or something negative. */
  #two(at: number): number {
    const a = this.#bytes[at]! - ZERO;
    const b = this.#bytes[at + 1]! - ZERO;
    return (a | b | (9 - a) | (9 - b)) < 0 ? -10_000 : a * 10 + b;
  }

  /** `YYYY-MM-DDTHH:MM:SS`, perhaps three decimals, and `Z` or an offset: the layouts that are printed. */
  #stamp(): number {
    const bytes = this.#bytes;
    let { at } = this;
    // The closing quote is the next literal's, so reading past the end of the bytes gives NaN here and fails there.
    const century = this.#two(at);
    const year = century * 100 + this.#two(at + 2);
    const month = this.#two(at + 5);
    const day = this.#two(at + 8);
    const hour = this.#two(at + 11);
    const minute = this.#two(at + 14);
    const second = this.#two(at + 17);
    const marks =
      bytes[at + 4] === MINUS &&
      bytes[at + 7] === MINUS &&
      bytes[at + 10] === 84 &&
      bytes[at + 13] === 58 &&
      bytes[at + 16] === 58;
    if (!(marks && year >= 0 && month > 0 && day > 0 && hour >= 0 && minute >= 0 && second >= 0)) return this.#fail();
    if (hour > 23 || minute > 59 || second > 59) return this.#fail();
    at += 19;
    let millis = 0;
    if (bytes[at] === DOT) {
      const tenths = bytes[at + 1]! - ZERO;
      const rest = this.#two(at + 2);
      if (!(tenths >= 0 && tenths <= 9 && rest >= 0)) return this.#fail();
      millis = tenths * 100 + rest;
      at += 4;
    }
    let offset = 0;
    const zone = bytes[at];
    if (zone === 90) at++;
    else {
      const hours = this.#two(at + 1);
      const minutes = this.#two(at + 4);
      if (!((zone === 43 || zone === MINUS) && bytes[at + 3] === 58 && hours >= 0 && minutes >= 0)) return this.#fail();
      offset = hours * 60 + minutes;
      if (zone === MINUS) offset = -offset;
      at += 6;
    }
    const date = (year * 100 + month) * 100 + day;
    if (date !== this.#date) {
      if (month > 12 || day > daysInMonth(year, month)) return this.#fail();
      this.#date = date;
      this.#dateMs = dayNumberOf(year, month, day) * DAY_MS;
    }
    this.at = at;
    return this.#dateMs + ((hour * 60 + minute - offset) * 60 + second) * 1000 + millis;
  }

  /** A JSON number. Up to 15 digits are put together exactly: both parts are whole numbers that a double holds. */
  #number(): number {
    const bytes = this.#bytes;
    const from = this.at;
    let { at } = this;
    const negative = bytes[at] === MINUS;
    if (negative) at++;
    let digits = 0;
    let decimals = 0;
    let value = 0;
    const whole = at;
    for (let d = bytes[at]! - ZERO; d >= 0 && d <= 9; d = bytes[++at]! - ZERO) value = value * 10 + d;
    digits = at - whole;
    if (digits === 0 || (digits > 1 && bytes[whole] === ZERO)) return this.#fail();
    if (bytes[at] === DOT) {
      const fraction = ++at;
      for (let d = bytes[at]! - ZERO; d >= 0 && d <= 9; d = bytes[++at]! - ZERO) value = value * 10 + d;
      decimals = at - fraction;
      if (decimals === 0) return this.#fail();
    }
    const next = bytes[at]!;
    // An exponent, or more digits than a double holds exactly: rare, so the language reads the text.
    if (next === 101 || next === 69) return this.#fail();
    this.at = at;
    if (digits + decimals > 15) return Number(String.fromCharCode(...bytes.subarray(from, at)));
    const scaled = decimals === 0 ? value : value / 10 ** decimals;
    return negative ? -scaled : scaled;
  }

  #fail(): number {
    this.#failed = true;
    return Number.NaN;
  }
}
