/**
 * The grammar of JSON's numbers, `null`, `true` and `false` as a table: a state for what has been read, and for each byte the next one.
 * The states of numbers and `null` come first, since lists of them are read four bytes at a time.
 */
const STATE = {
  /** Where an item begins. */
  start: 0,
  minus: 1,
  zero: 2,
  whole: 3,
  point: 4,
  fraction: 5,
  exponent: 6,
  exponentSign: 7,
  exponentDigits: 8,
  n: 9,
  nu: 10,
  nul: 11,
  word: 12,
  wrong: 13,
  t: 14,
  tr: 15,
  tru: 16,
  f: 17,
  fa: 18,
  fal: 19,
  fals: 20,
} as const;
const LIST_STATES = STATE.wrong + 1;

/** State before the first byte of a literal. */
export const LITERAL_START = STATE.start;
/** State after a byte that does not go on with the literal: it ended before, or is none. */
export const LITERAL_OVER = STATE.wrong;

const DIGITS = '0123456789';
const RULES: readonly (readonly [from: keyof typeof STATE, signs: string, to: keyof typeof STATE])[] = [
  ['start', '-', 'minus'],
  ['start', '0', 'zero'],
  ['start', '123456789', 'whole'],
  ['minus', '0', 'zero'],
  ['minus', '123456789', 'whole'],
  ['zero', '.', 'point'],
  ['zero', 'eE', 'exponent'],
  ['whole', DIGITS, 'whole'],
  ['whole', '.', 'point'],
  ['whole', 'eE', 'exponent'],
  ['point', DIGITS, 'fraction'],
  ['fraction', DIGITS, 'fraction'],
  ['fraction', 'eE', 'exponent'],
  ['exponent', '+-', 'exponentSign'],
  ['exponent', DIGITS, 'exponentDigits'],
  ['exponentSign', DIGITS, 'exponentDigits'],
  ['exponentDigits', DIGITS, 'exponentDigits'],
  ['start', 'n', 'n'],
  ['n', 'u', 'nu'],
  ['nu', 'l', 'nul'],
  ['nul', 'l', 'word'],
  ['start', 't', 't'],
  ['t', 'r', 'tr'],
  ['tr', 'u', 'tru'],
  ['tru', 'e', 'word'],
  ['start', 'f', 'f'],
  ['f', 'a', 'fa'],
  ['fa', 'l', 'fal'],
  ['fal', 's', 'fals'],
  ['fals', 'e', 'word'],
];
/** A bit for each state in which a literal may end. */
const WHOLE =
  (1 << STATE.zero) | (1 << STATE.whole) | (1 << STATE.fraction) | (1 << STATE.exponentDigits) | (1 << STATE.word);

const NEXT = new Uint8Array(32 << 8).fill(STATE.wrong);
for (const [from, signs, to] of RULES) {
  for (const sign of signs) NEXT[(STATE[from] << 8) | sign.charCodeAt(0)] = STATE[to];
}

/** The state after one more byte. */
export function literalStep(state: number, byte: number): number {
  return NEXT[(state << 8) | byte] as number;
}

/** Returns true if a literal that has come this far may end here. */
export function isWholeLiteral(state: number): boolean {
  return ((WHOLE >> state) & 1) === 1;
}

/** Where a number or `null` ends that begins at `from`; -1 when there is none, or it may go on. */
export function endOfLiteral(bytes: Uint8Array, from: number): number {
  let state: number = STATE.start;
  for (let i = from; i < bytes.length; i += 1) {
    const next = literalStep(state, bytes[i] as number);
    if (next >= STATE.wrong) return isWholeLiteral(state) ? i : -1;
    state = next;
  }
  return -1;
}

const COMMA = 0x2c;
const CLOSE_BRACKET = 0x5d;

/** The same, where a comma leads from one item of a list to the next. */
function listStep(state: number, byte: number): number {
  if (byte === COMMA) return isWholeLiteral(state) ? STATE.start : STATE.wrong;
  const next = literalStep(state, byte);
  return next < LIST_STATES ? next : STATE.wrong;
}

/**
 * What two bytes in a row do to any state, as one of a few maps, and what two such maps do together. So four bytes of a list take
 * three look-ups: with one for each byte, a year of readings would cost more than SECURITY.md promises (R26).
 */
const PAIR = new Uint8Array(1 << 16);
const MAP_BITS = 5;
const STATE_BITS = 2 * MAP_BITS;
/** By state and the maps of four bytes; states are shifted to where they are needed next. */
const FOUR = new Uint16Array(LIST_STATES << STATE_BITS).fill(STATE.wrong << STATE_BITS);
{
  const states = Array.from({ length: LIST_STATES }, (_, state) => state);
  const maps = [states.map((): number => STATE.wrong)];
  const known = new Map([[String(maps[0]), 0]]);
  const bytes = [...DIGITS, ...'.,-+eEnul'].map((sign) => sign.charCodeAt(0));
  for (const first of bytes) {
    for (const second of bytes) {
      const map = states.map((state) => listStep(listStep(state, first), second));
      const id = known.get(String(map)) ?? maps.push(map) - 1;
      known.set(String(map), id);
      PAIR[first | (second << 8)] = id;
    }
  }
  for (const state of states) {
    for (const [a, first] of maps.entries()) {
      for (const [b, second] of maps.entries()) {
        const next = second[first[state] ?? STATE.wrong] ?? STATE.wrong;
        FOUR[(state << STATE_BITS) | (a << MAP_BITS) | b] = next << STATE_BITS;
      }
    }
  }
}

/**
 * Where the last whole item ends in a list of numbers and `null` without spaces, of which one begins at `from`; `from` when there is
 * none. An item is whole when a comma or the end of the list follows.
 */
export function endOfNumbers(view: DataView, from: number): number {
  const length = view.byteLength;
  let shifted = STATE.start << STATE_BITS;
  let i = from;
  for (; i + 4 <= length; i += 4) {
    const word = view.getUint32(i, true);
    const pairs = ((PAIR[word & 0xffff] as number) << MAP_BITS) | (PAIR[word >>> 16] as number);
    const next = FOUR[shifted | pairs] as number;
    if (next === STATE.wrong << STATE_BITS) break;
    shifted = next;
  }
  let state = shifted >> STATE_BITS;
  // The item that goes on here is whole only if what follows says so.
  let end = i;
  while (end > from && view.getUint8(end - 1) !== COMMA) end -= 1;
  end = Math.max(from, end - 1);
  for (; i < length; i += 1) {
    const byte = view.getUint8(i);
    if (byte === CLOSE_BRACKET && isWholeLiteral(state)) return i;
    state = listStep(state, byte);
    if (state === STATE.wrong) break;
    if (byte === COMMA) end = i;
  }
  return end;
}
