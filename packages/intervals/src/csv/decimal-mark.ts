import { DecodeError } from '@arc-elements/models';
import type { DateOrder } from '../files/times/index.ts';
import { type DecimalMark, MarkEvidence } from './numbers.ts';
import type { Section } from './sections.ts';
import { timeColumns } from './surrounding-text.ts';
import type { Table } from './table.ts';

/**
 * Returns the decimal mark of a file, judged by all of its numbers, including costs.
 * @throws {DecodeError} The numbers may be read with either mark.
 */
export function decimalMarkOf(sections: readonly Section[], table: Table, order: DateOrder): DecimalMark {
  const markByDates = markOfDates(sections, table, order);
  const hasCommas = someNumber(sections, table, (cell) => cell.includes(','));
  // Without a comma anywhere, dots separate thousands only in files whose dates have dots.
  if (!hasCommas && markByDates !== ',') return '.';
  const evidence = new MarkEvidence();
  someNumber(sections, table, (cell) => {
    evidence.add(cell);
    return evidence.isDecided(hasCommas);
  });
  const mark = evidence.decide(table.delimiter, markByDates);
  if (typeof mark === 'string') return mark;
  const [decimal, whole] = [mark.open.replace(',', '.'), mark.open.replace(/[.,]/, '')];
  throw new DecodeError(
    '',
    `"${mark.open}" may be ${decimal} or ${whole}, and no other number in the file decides; ` +
      'export it with a decimal point or without thousands separators',
  );
}

/** Returns true if `test` returns true for a cell of a column that may contain numbers. */
function someNumber(sections: readonly Section[], { rows }: Table, test: (cell: string) => boolean): boolean {
  return sections.some(({ from, headerRow, layout, to }) => {
    const others = new Set(layout.columns.flatMap(({ index, role }) => (role === 'value' ? [] : [index])));
    const indices = rows[headerRow]!.map((_, index) => index).filter((index) => !others.has(index));
    for (let i = from; i < to; i++) {
      const row = rows[i]!;
      if (indices.some((index) => row[index] !== undefined && test(row[index]))) return true;
    }
    return false;
  });
}

/**
 * Returns the mark that the dates of a file suggest: a dot for month-first dates and AM/PM, a comma
 * for dates with dots; else `null`.
 */
function markOfDates(sections: readonly Section[], { rows }: Table, order: DateOrder): DecimalMark | null {
  const times = sections.flatMap((section) =>
    timeColumns(section).map(({ index }) => rows[section.from]?.[index] ?? ''),
  );
  const some = (pattern: RegExp): boolean => times.some((text) => pattern.test(text));
  if (some(/^\d{1,2}\.\d{1,2}\.\d/)) return ',';
  return some(/\d\s?[ap]m\b/i) || (order === 'month-first' && some(/^\d{1,2}\/\d{1,2}\/\d/)) ? '.' : null;
}
