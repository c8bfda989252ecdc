import { DecodeError } from '@arc-elements/models';
import type { Format, FormatContext, FormatReading } from '../files/format.ts';
import { mergeChannels } from '../files/merge.ts';
import { type DateOrder, dateOrderOf, parseLocal } from '../files/times/index.ts';
import type { Notes } from '../receipt.ts';
import { resolveTimeZone } from '../zone.ts';
import { channelsOf } from './channels.ts';
import { type Column, zoneIn } from './columns.ts';
import { decimalMarkOf } from './decimal-mark.ts';
import type { Role } from './dialect.ts';
import { isOwnCsv, OwnCsvRows } from './own-csv.ts';
import { rowTimesOf } from './row-times.ts';
import { type Section, sectionsOf } from './sections.ts';
import { meterAbove, surroundingFacts, timeColumns } from './surrounding-text.ts';
import { parseTable, type Table } from './table.ts';
import { wordsOf } from './words.ts';

/**
 * Tables of text with a header: files of `writeCsv`, and of utilities, manufacturers and
 * spreadsheets.
 */
export const csvFormat: Format = {
  recognises: (text) => sectionsOf(parseTable(beginningOf(text))).length > 0,
  read: (text, context) => readTable(text, context).reading,
};

/** What a table contains, and the columns that were read. */
export interface TableReading {
  readonly reading: FormatReading;
  /** In the order of the file. */
  readonly columns: readonly Column[];
}

/** Returns the first 50,000 characters and the rest of that line. A header is expected there. */
function beginningOf(text: string): string {
  const end = text.indexOf('\n', 50_000);
  return end === -1 ? text : text.slice(0, end);
}

/**
 * Reads a table of text.
 * @throws {DecodeError} No line names a time and a value, no row below one could be read, or its
 * decimal mark is ambiguous.
 */
export function readTable(text: string, context: FormatContext): TableReading {
  if (/^\ufeff?"?100"?,"?NEM1[23]/i.test(text))
    throw new DecodeError('', 'it is NEM12 or NEM13, not a table with a header; use readMeterFile');
  const parsed = parseTable(text);
  const sections = sectionsOf(parsed);
  const [first] = sections;
  if (first === undefined) throw new DecodeError('', 'it has no header row with a time and an energy column');
  const { notes } = context;
  const table = parsed.delimiter === ',' ? withoutWideRows(parsed, sections, notes) : parsed;
  const own = isOwnCsv(table.rows[first.headerRow]!) ? new OwnCsvRows() : null;
  const stated = statedZone(sections, table);
  const timeZone = own === null && stated === 'UTC' ? null : stated;
  const zoneText = context.choices['time-zone'] ?? timeZone ?? context.timeZone;
  const zone = zoneText === null ? null : resolveTimeZone(zoneText);
  const columns = sections.flatMap(({ layout }) => layout.columns);
  const order = orderOf(sections, table, context);
  const reading = { format: 'csv', timeZone } as const;
  if (order === null) return { reading: { ...reading, channels: [] }, columns };
  const mark = decimalMarkOf(sections, table, order);
  let zoneIsOpen = false;
  let isLocal = false;
  const askForZone = (zones: readonly string[]): void => {
    zoneIsOpen = true;
    const options = zones.map((value) => ({ value, names: [], sample: null }));
    context.ask({ kind: 'time-zone', about: '', options, default: null });
  };
  const tables = sections.map((section) => {
    const times = rowTimesOf(section, table, order);
    const facts = surroundingFacts(section, sections.length);
    const inUtc = isInUtc(section);
    const meter = meterAbove(section);
    const found = channelsOf(section, times, {
      table,
      order,
      mark,
      zone: inUtc ? 'UTC' : zone,
      isZoneAssumed: !inUtc && context.choices['time-zone'] === undefined && timeZone === null,
      facts,
      meter,
      notes,
      own,
      foundLocalTime: () => {
        isLocal ||= !inUtc;
      },
      askForZone,
    });
    const { title } = section;
    return sections.length < 2 || title === ''
      ? found
      : found.map((channel) => ({ ...channel, label: `${title}: ${channel.label}` }));
  });
  if (zoneIsOpen) return { reading: { ...reading, channels: [] }, columns };
  if (tables.flat().every(({ rows }) => rows.count === 0) && own === null)
    throw new DecodeError('', unreadable(first, table));
  return { reading: { ...reading, isLocal, channels: mergeChannels(tables), own: own?.notes(columns) }, columns };
}

/** Returns a message with the first row of a table of which no row could be read. */
function unreadable(section: Section, { rows }: Table): string {
  const { from, headerRow } = section;
  const cells = timeColumns(section).map(({ header, index }) => `"${rows[from]?.[index] ?? ''}" under "${header}"`);
  return (
    `no row under the header in line ${headerRow + 1} could be read: ` +
    `line ${from + 1} has ${cells.join(' and ')}, and a time was expected there`
  );
}

/**
 * Drops rows that have more cells than there are headers, as decimal commas without quotes cause,
 * with a note.
 * @throws {DecodeError} More than a tenth of the rows have too many cells.
 */
function withoutWideRows({ rows, ...table }: Table, sections: readonly Section[], notes: Notes): Table {
  const wide = new Set<number>();
  for (const { from, headerRow, to } of sections) {
    const width = rows[headerRow]!.length;
    const before = wide.size;
    for (let i = from; i < to; i++) {
      const row = rows[i]!;
      if (row.length > width && row.slice(width).some((cell) => /\d/.test(cell))) wide.add(i);
    }
    if ((wide.size - before) * 10 <= to - from) continue;
    const first = [...wide][before]!;
    throw new DecodeError(
      '',
      `line ${first + 1} has ${rows[first]!.length} cells below ${width} headers; ` +
        'if its decimal mark is a comma, export it with semicolons between cells',
    );
  }
  for (const i of wide) notes.add('skipped', 1, `line ${i + 1}`);
  return { ...table, rows: wide.size === 0 ? rows : rows.map((row, i) => (wide.has(i) ? [] : row)) };
}

/**
 * Returns the zone that a header, a column of zones, a line above the header or the dialect names.
 */
function statedZone(sections: readonly Section[], { rows }: Table): string | null {
  for (const section of sections) {
    const { above, layout } = section;
    const inHeader = timeColumns(section).flatMap(({ header }) => zoneIn(header) ?? []);
    const column = layout.columns.find(({ role }) => role === 'zone');
    const inCells = column === undefined ? undefined : rows[section.from]?.[column.index];
    const inLines = [...above].find(([label]) => /time ?zone|zeitzone|fuseau|\btz\b/.test(label))?.[1];
    const named = [...inHeader, ...(inCells?.includes('/') ? [inCells] : []), inLines].find(
      (name) => name !== undefined && resolveTimeZone(name) !== null,
    );
    if (named !== undefined) return named;
    if (layout.dialect?.timeZone !== undefined) return layout.dialect.timeZone;
  }
  return null;
}

/** Returns true if a header says that its times are in UTC, whatever zone the meter is in. */
function isInUtc(section: Section): boolean {
  return timeColumns(section).some(({ header }) => /\b(utc|gmt)\b/.test(wordsOf(header)));
}

/**
 * Returns the order of day and month in which every period ends after it starts; `null` if it is
 * both or neither.
 */
function orderOfPeriods(sections: readonly Section[], rows: Table['rows']): DateOrder | null {
  const isPossible = (order: DateOrder): boolean =>
    sections.every(({ from, layout, to }) => {
      const indexOf = (...roles: readonly Role[]): number =>
        layout.columns.find(({ role }) => roles.some((each) => each === role))?.index ?? -1;
      const start = indexOf('start', 'date');
      const end = indexOf('end', 'endDate');
      if (start === -1 || end === -1) return true;
      return rows
        .slice(from, to)
        .every((row) => !(parseLocal(row[end] ?? '', order) < parseLocal(row[start] ?? '', order)));
    });
  const possible = (['day-first', 'month-first'] as const).filter(isPossible);
  return possible.length === 1 ? possible[0]! : null;
}

/** A date such as 3/4/2024, whose day and month may be swapped. */
const DATE = /(?<!\d)\d{1,2}([-/.])\d{1,2}\1\d{2,4}/;

/**
 * Returns the order of day and month: as chosen, as in the dialect, or as all dates of the file
 * show. `null` if a person has to be asked.
 */
function orderOf(sections: readonly Section[], { rows }: Table, context: FormatContext): DateOrder | null {
  const chosen = context.choices['date-order'];
  if (chosen === 'day-first' || chosen === 'month-first') return chosen;
  const known = sections.find(({ layout }) => layout.dialect?.dateOrder !== undefined)?.layout.dialect?.dateOrder;
  if (known !== undefined) return known;
  const dates: string[] = [];
  for (const section of sections) {
    for (const { index } of timeColumns(section)) {
      // Columns whose dates begin with the year are skipped, which saves reading them twice.
      if (!rows.slice(section.from, section.from + 50).some((fields) => DATE.test(fields[index] ?? ''))) continue;
      for (let i = section.from; i < section.to; i++) dates.push(rows[i]![index] ?? '');
    }
  }
  if (dates.length === 0) return 'month-first';
  const byDates = dateOrderOf(dates) ?? orderOfPeriods(sections, rows);
  if (byDates !== null) return byDates;
  const different = new Set<string>();
  for (const cell of dates) {
    const date = DATE.exec(cell)?.[0];
    if (date !== undefined) different.add(date);
    if (different.size > 1) break;
  }
  const options = ['day-first', 'month-first'].map((value) => ({ value, names: [], sample: null }));
  // With one date the order changes which day is shown, but no total.
  const byDefault = different.size === 1 ? 'month-first' : null;
  context.ask({ kind: 'date-order', about: [...different][0] ?? '', options, default: byDefault });
  return byDefault;
}
