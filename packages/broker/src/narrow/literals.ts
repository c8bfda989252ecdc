/** States of a state machine that reads JSON numbers, `null`, `true` and `false` byte by byte. */
const STATE = {
  /** Before the first byte. */
  start: 0,
  minus: 1,
  zero: 2,
  integer: 3,
  point: 4,
  fraction: 5,
  exponent: 6,
  exponentSign: 7,
  exponentDigits: 8,
  n: 9,
  nu: 10,
  nul: 11,
  /** After `null`, `true` or `false`. */
  keyword: 12,
  // From here on the literal is neither a number nor `null`: `endOfNumbers` relies on the order.
  t: 13,
  tr: 14,
  tru: 15,
  f: 16,
  fa: 17,
  fal: 18,
  fals: 19,
  over: 20,
} as const;

/** State before the first byte of a literal. */
export const LITERAL_START = STATE.start;
/**
 * State after a byte that does not continue the literal: it ended before this byte, or is invalid.
 */
export const LITERAL_OVER = STATE.over;

const DIGITS = '0123456789';
const RULES: readonly (readonly [from: keyof typeof STATE, characters: string, to: keyof typeof STATE])[] = [
  ['start', '-', 'minus'],
  ['start', '0', 'zero'],
  ['start', '123456789', 'integer'],
  ['minus', '0', 'zero'],
  ['minus', '123456789', 'integer'],
  ['zero', '.', 'point'],
  ['zero', 'eE', 'exponent'],
  ['integer', DIGITS, 'integer'],
  ['integer', '.', 'point'],
  ['integer', 'eE', 'exponent'],
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
  ['nul', 'l', 'keyword'],
  ['start', 't', 't'],
  ['t', 'r', 'tr'],
  ['tr', 'u', 'tru'],
  ['tru', 'e', 'keyword'],
  ['start', 'f', 'f'],
  ['f', 'a', 'fa'],
  ['fa', 'l', 'fal'],
  ['fal', 's', 'fals'],
  ['fals', 'e', 'keyword'],
];
/** Bits of the states in which a literal may end. */
const FINAL_STATES =
  (1 << STATE.zero) | (1 << STATE.integer) | (1 << STATE.fraction) | (1 << STATE.exponentDigits) | (1 << STATE.keyword);

const NEXT = new Uint8Array(32 << 8).fill(STATE.over);
for (const [from, characters, to] of RULES) {
  for (const character of characters) NEXT[(STATE[from] << 8) | character.charCodeAt(0)] = STATE[to];
}

/** Returns the state after one more byte. */
export function literalStep(state: number, byte: number): number {
  return NEXT[(state << 8) | byte] as number;
}

/** Returns true if a literal may end in this state. */
export function isCompleteLiteral(state: number): boolean {
  return ((FINAL_STATES >> state) & 1) === 1;
}

const COMMA = 0x2c;
const CLOSE_BRACKET = 0x5d;

/**
 * Finds the end of the last complete item in a run of numbers and `null` without spaces that begins
 * at `from`. Returns `from` if there is none. An item is complete if a comma or the end of the
 * array follows.
 */
export function endOfNumbers(bytes: Uint8Array, from: number): number {
  let state: number = STATE.start;
  let end = from;
  for (let i = from; i < bytes.length; i += 1) {
    const byte = bytes[i] as number;
    if (byte === COMMA && isCompleteLiteral(state)) {
      end = i;
      state = STATE.start;
    } else {
      const next = literalStep(state, byte);
      if (next >= STATE.t) return byte === CLOSE_BRACKET && isCompleteLiteral(state) ? i : end;
      state = next;
    }
  }
  return end;
}
