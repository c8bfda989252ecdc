import { unitNamed } from '../files/resolve/units.ts';
import { type Layout, layoutOf } from './columns.ts';
import type { Table } from './table.ts';
import { wordsOf } from './words.ts';

/** A header with the rows below it, up to the next header. */
export interface Section {
  readonly layout: Layout;
  /** Index of the header's row. */
  readonly headerRow: number;
  /** Index of the first row below the header, and the index after the last row of the table. */
  readonly from: number;
  readonly to: number;
  /** Values of the lines above the header, by label. */
  readonly above: ReadonlyMap<string, string>;
  /** The line above the header if it is a single text; else `''`. */
  readonly title: string;
}

/** Number of rows that are examined to find out what a column is. */
const SAMPLE = 120;
/** Number of lines above a header that may say something about its rows. */
const ABOVE = 60;

/**
 * Returns the tables of a text, which may follow each other with headers of their own; `[]` if no
 * line is a header.
 */
export function sectionsOf({ rows }: Table): readonly Section[] {
  const sections: Section[] = [];
  let open: { readonly layout: Layout; readonly headerRow: number; readonly from: number } | null = null;
  let from = 0;
  const close = (to: number): void => {
    // A header without rows is a line of labels above the next one.
    if (open === null || open.from >= to) return;
    sections.push({
      ...open,
      to: withoutTitle(rows, open.from, to),
      ...linesAbove(rows, Math.max(from, open.headerRow - ABOVE), open.headerRow),
    });
    from = open.from;
  };
  for (let i = 0; i < rows.length; i++) {
    const fields = rows[i]!;
    if (open !== null && !mayBeHeader(fields, rows[open.headerRow]!)) continue;
    const units = unitsBelow(fields, rows[i + 1]);
    const first = i + (units === null ? 1 : 2);
    const below = rows.slice(first, first + SAMPLE);
    const layout = layoutOf(units ?? fields, (index) =>
      below.flatMap((row) => (row[index] === undefined || row[index] === '' ? [] : [row[index]])),
    );
    if (layout === null) continue;
    close(i);
    open = { layout, headerRow: i, from: first };
    i = first - 1;
  }
  close(rows.length);
  return sections;
}

/** Returns the end of the rows of a table, without the title of the next table. */
function withoutTitle(rows: Table['rows'], from: number, to: number): number {
  if (to === rows.length) return to;
  let end = to;
  while (end > from && titleIn(rows[end - 1]!) !== null) end--;
  return end;
}

/**
 * Returns the text of a line that is a single text without a number, or empty; `null` for any other
 * line.
 */
function titleIn(fields: readonly string[]): string | null {
  const [text = '', ...others] = fields.filter((cell) => cell !== '');
  return others.length === 0 && !/[:\d]/.test(text) ? text : null;
}

/**
 * Returns false quickly for rows that begin with a digit, as nearly all do: reading their words
 * would take most of the time.
 */
function mayBeHeader(fields: readonly string[], known: readonly string[]): boolean {
  if (fields.length < 2) return false;
  if (fields[0] === known[0] && fields[1] === known[1]) return true;
  let filled = 0;
  for (const cell of fields) {
    if (isDigit(cell.charCodeAt(0))) return false;
    if (cell !== '') filled++;
  }
  return filled > 1;
}

const isDigit = (code: number): boolean => code > 47 && code < 58;

/**
 * Returns the headers with the units in the line below them; `null` if that line is something else.
 */
function unitsBelow(fields: readonly string[], next: readonly string[] | undefined): readonly string[] | null {
  if (next === undefined || fields.length < 2) return null;
  const filled = next.filter((cell) => cell !== '');
  const isUnit = (cell: string): boolean => unitNamed(cell) !== null || /^[[(].*[\])]$/.test(cell);
  if (filled.length === 0 || filled.some((cell) => /^[-+]?\d/.test(cell) || !isUnit(cell))) return null;
  return fields.map((header, i) => {
    const unit = (next[i] ?? '').replace(/^[[(]|[\])]$/g, '');
    return unit === '' || header === '' || unitNamed(unit) === null ? header : `${header} (${unit})`;
  });
}

function linesAbove(rows: Table['rows'], from: number, to: number): Pick<Section, 'above' | 'title'> {
  const above = new Map<string, string>();
  let title = '';
  for (let i = from; i < to; i++) {
    const cells = rows[i]!.filter((cell) => cell !== '');
    const next = rows[i + 1]!;
    if (cells.length === 1) {
      const [, label, value] = /^([^:]{2,40}): *(.+)$/.exec(cells[0]!) ?? [];
      if (label !== undefined) above.set(wordsOf(label), value!);
    } else if (cells.length === 2) above.set(wordsOf(cells[0]!), cells[1]!);
    else if (i + 1 < to && next.length >= rows[i]!.length && !rows[i]!.some((cell) => /^\d/.test(cell)))
      rows[i]!.forEach((label, k) => {
        if (label !== '') above.set(wordsOf(label), next[k]!);
      });
    if (cells.length > 0) title = titleIn(cells) ?? '';
  }
  return { above, title };
}
