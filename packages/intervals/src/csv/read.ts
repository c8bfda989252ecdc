import type { Assembled } from '../assemble.ts';
import { onlyMeter, readAll } from '../files/reading.ts';
import { unitNamed } from '../files/resolve/units.ts';
import type { ReadOptions } from '../options.ts';
import type { Column } from './columns.ts';
import { readTable } from './format.ts';

/** What a column contains. */
export type CsvRole =
  | 'start'
  | 'end'
  | 'span'
  | 'date'
  | 'endDate'
  | 'startTime'
  | 'endTime'
  | 'hourStart'
  | 'hourEnd'
  | 'length'
  | 'zone'
  | 'import'
  | 'export'
  | 'net'
  | 'unit'
  | 'quality'
  | 'type'
  | 'meter'
  | 'covered';

/** Unit of an energy column. */
export type CsvUnit = 'kWh' | 'Wh' | 'MWh' | 'kW';

/** One column that was read from a CSV. */
export interface CsvColumn {
  readonly role: CsvRole;
  /** Its header as written. */
  readonly header: string;
  /** 0-based. */
  readonly index: number;
  /** Unit of an energy column; `null` if the header names none of these. */
  readonly unit: CsvUnit | null;
}

/** A series with its receipt, and the columns it was read from. */
export interface CsvData extends Assembled {
  /** The columns that were read, in the order of the file; all others were ignored. */
  readonly columns: readonly CsvColumn[];
}

/**
 * Reads the only meter of a CSV file: a file of `writeCsv`, or a download of a utility with a
 * column of times and one or more of energy, or with the intervals of a day in columns. Times
 * without an offset are in `timeZone`, else in the zone that the file names, else in UTC with a
 * note.
 * @throws {OpenQuestionError} The file is ambiguous; `choices` has the questions. `readMeterFile`
 * takes the answers.
 * @throws {DecodeError} `code` is `decode`: no header row with a time and an energy column, or no
 * row under it.
 */
export function readCsv(text: string, options: ReadOptions = {}): CsvData {
  const { timeZone } = options;
  let columns: readonly Column[] = [];
  const file = readAll(
    (context) => {
      const choices = timeZone === undefined ? context.choices : { ...context.choices, 'time-zone': timeZone };
      const table = readTable(text, { ...context, choices });
      columns = table.columns;
      return [timeZone === undefined ? table.reading : { ...table.reading, timeZone }];
    },
    {},
    options,
  );
  const { receipt, series } = onlyMeter(file);
  return { series, receipt, columns: columnsTaken(columns) };
}

const ROLES: Readonly<Partial<Record<Column['role'], CsvRole>>> = {
  register: 'type',
  device: 'meter',
  account: 'meter',
};

function columnsTaken(columns: readonly Column[]): readonly CsvColumn[] {
  const taken = new Map<string, CsvColumn>();
  for (const { facts, header, index, role } of columns) {
    if (facts.kind === 'other' || role === 'ignored') continue;
    const named: CsvRole = role === 'value' ? useOf(facts.flow) : (ROLES[role] ?? (role as CsvRole));
    const unit = role === 'value' ? csvUnit(facts.unit ?? null) : null;
    const key = `${index} ${header}`;
    taken.set(key, { role: named, header, index, unit });
  }
  return [...taken.values()];
}

function useOf(flow: Column['facts']['flow']): CsvRole {
  if (flow === 'net') return 'net';
  return flow === 'export' || flow === 'production' ? 'export' : 'import';
}

function csvUnit(text: string | null): CsvUnit | null {
  const unit = unitNamed(text);
  if (unit === null || unit.measures === 'other') return null;
  if (unit.measures === 'power') return 'kW';
  return unit.per === 1000 ? 'Wh' : unit.times === 1000 ? 'MWh' : 'kWh';
}
