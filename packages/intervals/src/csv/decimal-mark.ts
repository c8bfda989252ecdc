import { DecodeError } from '@arc-elements/models';
import type { DateOrder } from '../files/times/index.ts';
import { type DecimalMark, MarkEvidence } from './numbers.ts';
import type { Section } from './sections.ts';
import { timeColumns } from './surrounding-text.ts';
import type { Table } from './table.ts';

/**
 * Returns the decimal mark of a file, as all of its numbers tell, those of costs too.
 * @throws {DecodeError} They may be read both ways.
 */
export function decimalMarkOf(sections: readonly Section[], table: Table, order: DateOrder): DecimalMark {
  const markByDates = markOfDates(sections, table, order);
  const hasCommas = someNumber(sections, table, (cell) => cell.includes(','));
  // Without a comma only a file that writes dates with dots may mean thousands by the dots of its
  // numbers.
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
    `"${mark.open}" may be ${decimal} or ${whole}, and no other number in the file decides; export it with a decimal point or without thousands separators`,
  );
}

/**
 * Returns true if `look` does for a cell of a column that may hold numbers, of which it gets no
 * more then.
 */
function someNumber(sections: readonly Section[], { rows }: Table, look: (cell: string) => boolean): boolean {
  return sections.some(({ from, headerRow, layout, to }) => {
    const others = new Set(layout.columns.flatMap(({ index, role }) => (role === 'value' ? [] : [index])));
    const indices = rows[headerRow]!.map((_, index) => index).filter((index) => !others.has(index));
    for (let i = from; i < to; i++) {
      const row = rows[i]!;
      if (indices.some((index) => row[index] !== undefined && look(row[index]))) return true;
    }
    return false;
  });
}

/**
 * The mark that the dates of a file suggest: month-first dates and AM/PM go with commas as
 * thousands separators, dates with dots with decimal commas. `null` if they suggest none.
 */
function markOfDates(sections: readonly Section[], { rows }: Table, order: DateOrder): DecimalMark | null {
  const times = sections.flatMap((section) =>
    timeColumns(section).map(({ index }) => rows[section.from]?.[index] ?? ''),
  );
  const some = (pattern: RegExp): boolean => times.some((text) => pattern.test(text));
  if (some(/^\d{1,2}\.\d{1,2}\.\d/)) return ',';
  return some(/\d\s?[ap]m\b/i) || (order === 'month-first' && some(/^\d{1,2}\/\d{1,2}\/\d/)) ? '.' : null;
}
