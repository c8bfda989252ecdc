import { toBytes } from '../encoding.ts';
import { QUOTE } from './json-reader.ts';

/** A column of readings that a browser is shown. */
export interface Column {
  readonly name: string;
  /** A bit of its own. */
  readonly bit: number;
  /** Its name with quotes and colon. */
  readonly key: Uint8Array;
  /** Which characters a text in it is made of. */
  readonly marks: number;
  /** Holds a list, with a value for each slot; otherwise the value of one reading. */
  readonly isList: boolean;
  /** Written in the place of a value that the column cannot hold. */
  readonly otherwise: Uint8Array;
}

/** Characters of a text, a bit for each kind: enough for what a reading says, and little for anything else. */
const MOMENT = 1;
const NUMBER = 2;
const WORD = 4;
const MAX_TEXT = 40;

const MARKS = new Uint8Array(256);
const KINDS = [
  [MOMENT, '0123456789-:.,+TtZz '],
  [NUMBER, '0123456789-+.Ee '],
  [WORD, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_.- '],
] as const;
for (const [kind, marks] of KINDS) for (const byte of toBytes(marks)) MARKS[byte] = kind | (MARKS[byte] ?? 0);

let columns = 0;
const column = (name: string, marks: number, isList = false, otherwise = 'null'): Column => ({
  name,
  bit: 1 << columns++,
  key: toBytes(`"${name}":`),
  marks,
  isList,
  otherwise: toBytes(otherwise),
});

/**
 * Source: upstream reference 4.4 and 4.5. `readType`, `quality` and `estimated` are what `readIntervals` of
 * `@arc-elements/intervals` knows an estimate by. A reading without a direction counts as import, so one that cannot be shown must
 * not look like none.
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

/** The column with this name, if it is one that is shown. */
export function columnNamed(name: string): Column | undefined {
  return COLUMNS.find((column) => column.name === name);
}

/** The same for the bytes of a name with its quotes, as it is written. */
export function columnAt(bytes: Uint8Array, from: number, to: number): Column | undefined {
  for (const column of COLUMNS) {
    const { key } = column;
    if (key.length - 1 === to - from && startsWith(bytes, from, key, to - from)) return column;
  }
  return undefined;
}

/** Returns true if a column shows this text, number, `null`, `true` or `false` as it is written. */
export function shows({ marks }: Column, bytes: Uint8Array, from: number, to: number): boolean {
  const first = bytes[from];
  if (first === 0x74 || first === 0x66) return marks === WORD;
  if (first !== QUOTE) return to > from;
  if (to - from > MAX_TEXT + 2) return false;
  for (let i = from + 1; i < to - 1; i += 1) {
    if (((MARKS[bytes[i] as number] as number) & marks) === 0) return false;
  }
  return true;
}

/** What a column shows of any other value: some programs write the plus of an offset as an escape. */
export function shownOf(column: Column, text: string): Uint8Array {
  const plain = toBytes(text.includes('\\') ? JSON.stringify(JSON.parse(text)) : '');
  return shows(column, plain, 0, plain.length) ? plain : column.otherwise;
}

function startsWith(bytes: Uint8Array, from: number, wanted: Uint8Array, length: number): boolean {
  for (let i = 0; i < length; i += 1) if (bytes[from + i] !== wanted[i]) return false;
  return true;
}
