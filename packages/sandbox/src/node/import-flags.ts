import type { Choices, QuestionKind } from '@arc-elements/intervals';
import { UsageError } from './usage-error.ts';

/** A file whose readings are meters of a user from the start. */
export interface ImportFile {
  readonly path: string;
  /** Default `demo`. */
  readonly user?: string;
  /** Answers to what the file leaves open. */
  readonly choices?: Choices;
}

/** The flag that answers each question about a file. */
export const ANSWER_FLAGS = {
  columns: 'columns',
  meter: 'meter',
  unit: 'unit',
  'date-order': 'date-order',
  'time-zone': 'time-zone',
  'register-or-interval': 'values',
} as const satisfies Readonly<Record<QuestionKind, string>>;

const text = { type: 'string', multiple: true } as const;

/** Flags of files and of answers about them, for `parseArgs` with `tokens`. */
export const IMPORT_FLAGS = {
  import: text,
  columns: text,
  meter: text,
  unit: text,
  'date-order': text,
  'time-zone': text,
  values: text,
} as const;

/** Help text of the flags, in lines of a list. */
export const IMPORT_USAGE = `\
  --import FILE       serve a file's readings as meters of a connected user; repeatable. Green Button, CSV, NEM12,
                      NEM13, JSON; plain, gzip or ZIP. What it leaves open is asked, and answered by:
    --meter NAME        the one meter to take; without it, all of the file
    --columns NAMES     the columns that count, joined by ", "; they are added
    --unit UNIT         unit of the values, such as kWh
    --date-order ORDER  day-first or month-first: 3/4 is in April or in March
    --time-zone ZONE    IANA zone of times without an offset
    --values KIND       register or interval: states of the meter, or energy of each interval
                      An answer is for the file before it; before the first file, for all`;

/** What `parseArgs` gives of a flag. */
interface Token {
  readonly kind: string;
  readonly name?: string;
  readonly value?: string | undefined;
}

type Answers = { [kind in QuestionKind]?: string };

/**
 * Returns the files to import, each with the answers that were given for it.
 * @throws {UsageError} An answer is given twice, or for no file.
 */
export function importsOf(tokens: readonly Token[]): readonly ImportFile[] {
  const files: { readonly path: string; readonly own: Answers }[] = [];
  const all: Answers = {};
  for (const { name, value } of tokens) {
    if (value === undefined) continue;
    if (name === 'import') files.push({ path: value, own: {} });
    const kind = KINDS.find((candidate) => ANSWER_FLAGS[candidate] === name);
    if (kind === undefined) continue;
    const into = files.at(-1)?.own ?? all;
    if (into[kind] !== undefined) throw new UsageError(`--${name} is given twice`);
    into[kind] = value;
  }
  const [unused] = Object.keys(all) as QuestionKind[];
  if (files.length === 0 && unused !== undefined)
    throw new UsageError(`--${ANSWER_FLAGS[unused]} is about a file: give --import FILE`);
  return files.map(({ path, own }) => ({ path, choices: { ...all, ...own } }));
}

const KINDS = Object.keys(ANSWER_FLAGS) as QuestionKind[];
