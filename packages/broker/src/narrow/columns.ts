import { toBytes } from '../encoding.ts';
import { QUOTE } from './json-reader.ts';

/** A column of readings that browsers may see. */
export interface Column {
  readonly name: string;
  /** A single bit that is different for each column. */
  readonly bit: number;
  /** The name in quotes and a colon. */
  readonly key: Uint8Array;
  /** Kinds of characters that a string in it may have. */
  readonly kinds: number;
  /**
   * True if it holds a list with a value for each slot, false if it holds the value of one reading.
   */
  readonly isList: boolean;
  /** Written in place of a value that the column cannot hold. */
  readonly fallback: Uint8Array;
}

/** Kinds of characters, a bit each: those that readings need, and hardly more. */
const MOMENT = 1;
const NUMBER = 2;
const WORD = 4;
const MAX_STRING_LENGTH = 40;

/** Kinds of each byte. */
const KINDS_OF = new Uint8Array(256);
const KINDS = [
  [MOMENT, '0123456789-:.,+TtZz '],
  [NUMBER, '0123456789-+.Ee '],
  [WORD, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_.- '],
] as const;
for (const [kind, characters] of KINDS) {
  for (const byte of toBytes(characters)) KINDS_OF[byte] = kind | (KINDS_OF[byte] ?? 0);
}

let columns = 0;
const column = (name: string, kinds: number, isList = false, fallback = 'null'): Column => ({
  name,
  bit: 1 << columns++,
  key: toBytes(`"${name}":`),
  kinds,
  isList,
  fallback: toBytes(fallback),
});

/**
 * Source: UPSTREAM.md, Intervals. `readIntervals` of `@arc-elements/intervals` recognizes estimates
 * by `readType`, `quality` and `estimated`. A reading without a direction counts as import, so a
 * direction that cannot be shown must not become a missing one.
 */
const COLUMNS: readonly Column[] = [
  column('startAt', MOMENT),
  column('endAt', MOMENT),
  column('direction', WORD, false, '"unknown"'),
  column('kwh', NUMBER),
  column('kw', NUMBER),
  column('readType', WORD),
  column('quality', WORD),
  column('estimated', WORD),
  column('importKwh', NUMBER, true),
  column('exportKwh', NUMBER, true),
  column('netKwh', NUMBER, true),
  column('electricMeterMultiplier', NUMBER, true),
];

/** Finds the column with this name. */
export function columnNamed(name: string): Column | undefined {
  return COLUMNS.find((column) => column.name === name);
}

/** Finds the column whose name, in quotes and without escapes, is written in these bytes. */
export function columnWrittenAt(bytes: Uint8Array, from: number, to: number): Column | undefined {
  for (const column of COLUMNS) {
    const { key } = column;
    if (key.length - 1 === to - from && startsWith(bytes, from, key, to - from)) return column;
  }
  return undefined;
}

/**
 * Returns true if a column may show this literal (a string, number, `null`, `true` or `false`)
 * unchanged.
 */
export function canShow({ kinds }: Column, bytes: Uint8Array, from: number, to: number): boolean {
  const first = bytes[from];
  if (first === 0x74 || first === 0x66) return kinds === WORD;
  if (first !== QUOTE) return to > from;
  if (to - from > MAX_STRING_LENGTH + 2) return false;
  for (let i = from + 1; i < to - 1; i += 1) {
    if (((KINDS_OF[bytes[i] as number] as number) & kinds) === 0) return false;
  }
  return true;
}

/**
 * Returns what a column shows in place of any other literal. A string is tried again without
 * escapes, since some programs write the plus of a time zone offset as one.
 */
export function replacementFor(column: Column, text: string): Uint8Array {
  const plain = toBytes(text.includes('\\') ? JSON.stringify(JSON.parse(text)) : '');
  return canShow(column, plain, 0, plain.length) ? plain : column.fallback;
}

function startsWith(bytes: Uint8Array, from: number, wanted: Uint8Array, length: number): boolean {
  for (let i = 0; i < length; i += 1) if (bytes[from + i] !== wanted[i]) return false;
  return true;
}
