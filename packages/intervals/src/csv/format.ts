import { DecodeError } from '@arc-elements/models';
import type { Channel } from '../files/channel.ts';
import type { Format, FormatContext, FormatReading } from '../files/format.ts';
import { unitNamed } from '../files/settle/units.ts';
import { type DateOrder, dateOrderOf } from '../files/times/index.ts';
import type { Notes } from '../receipt.ts';
import { resolveTimeZone } from '../zone.ts';
import { channelsOf } from './channels.ts';
import { type Column, namesMeter, zoneIn } from './columns.ts';
import type { Facts, Role } from './dialect.ts';
import { factsOf } from './facts.ts';
import { type DecimalMark, MarkEvidence } from './numbers.ts';
import { isOwn, OwnRows } from './own.ts';
import { rowTimesOf } from './row-times.ts';
import { type Section, sectionsOf } from './sections.ts';
import { parseTable, type Table } from './table.ts';
import { wordsOf } from './words.ts';

/** Tables of text with a header: our own files and what utilities, makers and spreadsheets write. */
export const csvFormat: Format = {
  recognises: (text) => sectionsOf(parseTable(beginningOf(text))).length > 0,
  read: (text, context) => readTable(text, context).reading,
};

/** What a table holds, and the columns that were taken. */
export interface TableReading {
  readonly reading: FormatReading;
  /** In the order of the file. */
  readonly columns: readonly Column[];
}

/** The first 50,000 characters and the rest of that line: a header is expected in there. */
function beginningOf(text: string): string {
  const end = text.indexOf('\n', 50_000);
  return end === -1 ? text : text.slice(0, end);
}

/**
 * Reads a table of text.
 * @throws {DecodeError} No line names a time and a value, no row below one could be read, or its decimal mark is
 * ambiguous.
 */
export function readTable(text: string, context: FormatContext): TableReading {
  if (/^\ufeff?"?100"?,"?NEM1[23]/i.test(text))
    throw new DecodeError('', 'it is NEM12 or NEM13, not a table with a header; use readMeterFile');
  const table = parseTable(text);
  const sections = sectionsOf(table);
  const [first] = sections;
  if (first === undefined) throw new DecodeError('', 'it has no header row with a time and an energy column');
  const { notes } = context;
  if (table.delimiter === ',') for (const section of sections) checkWidth(section, table, notes);
  const own = isOwn(table.rows[first.headerRow]!) ? new OwnRows() : null;
  const stated = statedZone(sections, table);
  const timeZone = own === null && stated === 'UTC' ? null : stated;
  const zoneText = context.choices['time-zone'] ?? timeZone ?? context.timeZone;
  const zone = zoneText === null ? null : resolveTimeZone(zoneText);
  const columns = sections.flatMap(({ layout }) => layout.columns);
  const order = orderOf(sections, table, context);
  const reading = { format: 'csv', timeZone } as const;
  if (order === null) return { reading: { ...reading, channels: [] }, columns };
  const mark = markOf(sections, table, order);
  let zoneIsOpen = false;
  let isLocal = false;
  const askZone = (zones: readonly string[]): void => {
    zoneIsOpen = true;
    const options = zones.map((value) => ({ value, names: [], sample: null }));
    context.ask({ kind: 'time-zone', about: '', options, default: null });
  };
  const channels = sections.flatMap((section) => {
    const times = rowTimesOf(section, table, order);
    const facts = factsAround(section, sections.length);
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
      seeLocal: () => {
        isLocal ||= !inUtc;
      },
      askZone,
    });
    const { title } = section;
    return sections.length < 2 || title === ''
      ? found
      : found.map((channel) => ({ ...channel, label: `${title}: ${channel.label}` }));
  });
  if (zoneIsOpen) return { reading: { ...reading, channels: [] }, columns };
  if (channels.every(({ rows }) => rows.count === 0) && own === null)
    throw new DecodeError('', `no row under the header in line ${first.headerRow + 1} could be read`);
  return { reading: { ...reading, isLocal, channels: together(channels), own: own?.notes(columns) }, columns };
}

const TIME_ROLES: ReadonlySet<Role | 'value'> = new Set([
  'start',
  'end',
  'span',
  'date',
  'endDate',
  'startTime',
  'endTime',
]);

const timeColumns = ({ layout }: Section): readonly Column[] =>
  layout.columns.filter(({ role }) => TIME_ROLES.has(role));

/**
 * Looks for rows with more cells than headers, as decimal commas without quotes make them. A few are left out with a note.
 * @throws {DecodeError} Many are.
 */
function checkWidth({ from, headerRow, to }: Section, { rows }: Table, notes: Notes): void {
  const width = rows[headerRow]!.length;
  const wider: number[] = [];
  for (let i = from; i < to; i++) {
    const row = rows[i]!;
    if (row.length > width && row.slice(width).some((cell) => /\d/.test(cell))) wider.push(i);
  }
  const [first] = wider;
  if (first === undefined) return;
  if (wider.length * 10 > to - from)
    throw new DecodeError(
      '',
      `line ${first + 1} has ${rows[first]!.length} cells below ${width} headers; if its decimal mark is a comma, export it with semicolons between cells`,
    );
  for (const i of wider) {
    notes.add('skipped', 1, `line ${i + 1}`);
    (rows as string[][])[i] = [];
  }
}

/** The zone that a header, a column of zones, a line above the header or the dialect names. */
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

/** Returns true when the header of the times says that they are in UTC, whatever zone the meter is in. */
function isInUtc(section: Section): boolean {
  return timeColumns(section).some(({ header }) => /\b(utc|gmt)\b/.test(wordsOf(header)));
}

/** A date such as 3/4/2024, whose day and month may be swapped. */
const DATE = /(?<!\d)\d{1,2}([-/.])\d{1,2}\1\d{2,4}/;

/**
 * Day or month first: as chosen, as the dialect has it, or as all dates of the file tell. `null` when it has to be
 * asked.
 */
function orderOf(sections: readonly Section[], { rows }: Table, context: FormatContext): DateOrder | null {
  const chosen = context.choices['date-order'];
  if (chosen === 'day-first' || chosen === 'month-first') return chosen;
  const known = sections.find(({ layout }) => layout.dialect?.dateOrder !== undefined)?.layout.dialect?.dateOrder;
  if (known !== undefined) return known;
  const dates: string[] = [];
  for (const section of sections) {
    for (const { index } of timeColumns(section)) {
      // Dates that begin with the year leave nothing open; reading all of them again would take time.
      if (!rows.slice(section.from, section.from + 50).some((fields) => DATE.test(fields[index] ?? ''))) continue;
      for (let i = section.from; i < section.to; i++) dates.push(rows[i]![index] ?? '');
    }
  }
  if (dates.length === 0) return 'month-first';
  const told = dateOrderOf(dates);
  if (told !== null) return told;
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

/** The decimal mark of a file, by all of its values. */
function markOf(sections: readonly Section[], { delimiter, rows }: Table, order: DateOrder): DecimalMark {
  const evidence = new MarkEvidence();
  // Numbers of all columns, such as costs: one file has one mark.
  const indices = sections.map(({ headerRow, layout }) => {
    const others = new Set(layout.columns.flatMap(({ index, role }) => (role === 'value' ? [] : [index])));
    return rows[headerRow]!.map((_, index) => index).filter((index) => !others.has(index));
  });
  const some = (look: (cell: string) => boolean): boolean =>
    sections.some(({ from, to }, k) =>
      indices[k]!.some((index) => {
        for (let i = from; i < to; i++) {
          const cell = rows[i]![index];
          if (cell !== undefined && look(cell)) return true;
        }
        return false;
      }),
    );
  const isSeparated = /\d[.,]\d/;
  if (!some((cell) => isSeparated.test(cell))) return '.';
  some((cell) => evidence.add(cell));
  const hasHalfDays = sections.some(({ from, layout }) =>
    layout.columns.some(({ index, role }) => TIME_ROLES.has(role) && /\d\s?[ap]m\b/i.test(rows[from]?.[index] ?? '')),
  );
  const hasDots = sections.some(({ from, layout }) =>
    layout.columns.some(
      ({ index, role }) => TIME_ROLES.has(role) && /^\d{1,2}\.\d{1,2}\.\d/.test(rows[from]?.[index] ?? ''),
    ),
  );
  // Month-first dates and AM/PM suggest commas as thousands separators; dates with dots suggest decimal commas.
  const habit = hasDots ? ',' : hasHalfDays || (order === 'month-first' && hasSlashes(sections, rows)) ? '.' : null;
  const mark = evidence.decide(delimiter, habit);
  if (typeof mark === 'string') return mark;
  const [decimal, whole] = [mark.open.replace(',', '.'), mark.open.replace(/[.,]/, '')];
  throw new DecodeError(
    '',
    `"${mark.open}" may be ${decimal} or ${whole}, and no other number in the file decides; export it with a decimal point or without thousands separators`,
  );
}

const hasSlashes = (sections: readonly Section[], rows: Table['rows']): boolean =>
  sections.some(({ from, layout }) =>
    layout.columns.some(
      ({ index, role }) => TIME_ROLES.has(role) && /^\d{1,2}\/\d{1,2}\/\d/.test(rows[from]?.[index] ?? ''),
    ),
  );

function meterAbove({ above, layout }: Section): string {
  const named = [...above].find(([label, value]) =>
    layout.dialect?.above === undefined
      ? namesMeter(label) && /\d/.test(value)
      : layout.dialect.above[label] === 'meter',
  );
  return named?.[1] ?? '';
}

/**
 * What the text around a table says about all its values: the headers of its times, the line above it, labels with
 * values.
 */
function factsAround(section: Section, sections: number): Facts {
  const { above, layout, title } = section;
  const named: Facts[] = timeColumns(section).map(({ facts }) => facts);
  for (const [label, value] of above) {
    const role = layout.dialect?.above?.[label];
    if (role === 'register') named.push(layout.dialect?.registers?.[wordsOf(value)] ?? factsOf(value));
    if (OF_WHOLE.test(label) || namesMeter(label)) named.push(ofWhole(value));
    if (
      (role === 'unit' || /^(units?|uom|einheit|unite|unidad|unidade|eenheid|unita)$/.test(label)) &&
      unitNamed(value) !== null
    )
      named.push({ unit: value });
  }
  // The line above one of several tables says what is in it; above the only one it may be the name of a report, such as that of a tariff.
  if (sections > 1 && title !== '') named.push(factsOf(title));
  else if (title !== '') named.push(ofWhole(title));
  const around: { -readonly [K in keyof Facts]: Facts[K] } = {};
  for (const { commodity, flow, unit } of named) {
    if (commodity !== undefined) around.commodity ??= commodity;
    if (flow !== undefined) around.flow ??= flow;
    if (unit !== undefined && unit !== null) around.unit ??= unit;
  }
  return around;
}

/** Labels of what all values of a table are. */
const OF_WHOLE =
  /direction|richtung|\bflow\b|fuel|commodity|service( type)?$|energy type|energieart|sparte|medium|utility type|energia$/;

/** What a text above a table says about all of it: another commodity, or that it is about export or production alone. */
function ofWhole(text: string): Facts {
  const { commodity, flow } = factsOf(text);
  const words = wordsOf(text);
  const isElectric = /electri|elektri|strom\b|eletric|elettric/.test(words);
  const isExport =
    (flow === 'export' || flow === 'production') &&
    !/import|consum|usage|bezug|verbrauch|\band\b|\bund\b|\bet\b/.test(words);
  return {
    ...(commodity !== undefined && !isElectric && { commodity }),
    ...(isExport && { flow }),
  };
}

/** Joins equal channels of consecutive tables whose times do not overlap. */
function together(channels: readonly Channel[]): readonly Channel[] {
  const joined: Channel[] = [];
  for (const channel of channels) {
    const { rows, ...about } = channel;
    const before = joined.find(
      ({ rows: other, ...rest }) => JSON.stringify(rest) === JSON.stringify(about) && areApart(other, rows),
    );
    if (before === undefined) joined.push(channel);
    else before.rows.append(rows);
  }
  return joined;
}

function areApart(a: Channel['rows'], b: Channel['rows']): boolean {
  const extent = ({ count, end, start }: Channel['rows']): readonly [number, number] => {
    let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let i = 0; i < count; i++) {
      const at = Number.isNaN(start[i]!) ? end[i]! : start[i]!;
      if (at < from) from = at;
      if (at > to) to = at;
    }
    return [from, to];
  };
  const [aFrom, aTo] = extent(a);
  const [bFrom, bTo] = extent(b);
  return aTo < bFrom || bTo < aFrom;
}
