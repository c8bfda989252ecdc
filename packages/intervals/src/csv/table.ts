import Papa from 'papaparse';

/** A CSV text as rows of cells. */
export interface Table {
  /**
   * All lines, empty ones as a row with one empty cell. Row 0 is line 1, unless cells contain line
   * breaks.
   */
  readonly rows: readonly (readonly string[])[];
  readonly delimiter: string;
}

/** Non-breaking spaces (in files of SCE, and in French and Nordic numbers). */
const HARD_SPACES = /[\u00a0\u2007\u202f]/g;

/**
 * Reads the rows of a CSV text. Understands quotes, doubled quotes and line breaks inside of them,
 * any line ending, a byte-order mark, the line `sep=;`, and what spreadsheets write to keep a
 * number as text (`="54"`, `'54`). Spaces around cells are removed.
 */
export function parseTable(text: string): Table {
  // The tokenizer takes one line ending for the whole text, but files that were joined have
  // several.
  let source = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  if (source.includes('\r')) source = source.replaceAll('\r\n', '\n').replaceAll('\r', '\n');
  source = source.replace(HARD_SPACES, ' ');
  const named = /^"?sep=(.)"?\n/i.exec(source)?.[1];
  const delimiter = named ?? delimiterOf(source);
  const { data } = Papa.parse<string[]>(source, { delimiter, newline: '\n', quoteChar: '"' });
  for (const row of data) {
    for (let i = 0; i < row.length; i++) {
      const cell = row[i]!;
      if (cell !== '' && !isPlain(cell)) row[i] = cleaned(cell);
    }
  }
  if (named !== undefined && data[0] !== undefined) data[0] = [''];
  return { rows: data, delimiter };
}

/**
 * Returns true for a cell that needs no cleaning, because it begins and ends with a letter, a digit
 * or a common character.
 */
function isPlain(cell: string): boolean {
  const first = cell.charCodeAt(0);
  return first > 39 && first !== 61 && cell.charCodeAt(cell.length - 1) > 34;
}

function cleaned(cell: string): string {
  const text = cell.trim();
  const quoted = /^=?"(.*)"$/s.exec(text)?.[1];
  if (quoted !== undefined) return quoted.replaceAll('""', '"').trim();
  return text.startsWith("'") ? text.slice(1) : text;
}

/**
 * Returns the character that separates most cells. The tokenizer's own guess goes by the number of
 * cells in each line, and reads decimal commas as separators in files with semicolons.
 */
function delimiterOf(source: string): string {
  const sample = source.slice(0, 20_000).replace(/"[^"]*"/g, '');
  let best = ',';
  let most = 0;
  for (const candidate of [',', ';', '\t', '|']) {
    // Decimal commas are frequent in files with another separator, which therefore needs fewer
    // occurrences.
    const count = (sample.split(candidate).length - 1) * (candidate === ',' ? 1 : 1.5);
    if (count > most) {
      most = count;
      best = candidate;
    }
  }
  return best;
}
