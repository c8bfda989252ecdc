import type { WORDS } from './csv-words.ts';

/** One interval of a meter, in watt hours, which every unit expresses exactly. */
export interface TrueSlot {
  readonly startMs: number;
  readonly endMs: number;
  /** `null` where nothing is known. */
  readonly importWh: number | null;
  readonly exportWh: number | null;
}

/** One meter of a file. */
export interface TrueMeter {
  readonly id: string;
  readonly slots: readonly TrueSlot[];
}

/** How a file is written. */
export interface Dialect {
  /** How values are arranged in rows and columns. */
  readonly shape:
    | 'columns'
    | 'net'
    | 'directions-in-rows'
    | 'tariffs'
    | 'tariffs-in-rows'
    | 'tariffs-and-total'
    | 'register';
  readonly hasExport: boolean;
  readonly exportBelowZero: boolean;
  readonly unit: 'kWh' | 'Wh' | 'MWh' | 'kW';
  readonly unitIn: 'header' | 'column' | 'cell';
  readonly delimiter: ',' | ';' | '\t' | '|';
  readonly decimal: '.' | ',';
  readonly thousands: '' | ',' | '.' | ' ';
  /** Write zeros after the last digit. */
  readonly padded: boolean;
  readonly stamp:
    | 'iso'
    | 'space'
    | 'day-first'
    | 'month-first'
    | 'dots'
    | 'compact'
    | 'named'
    | 'unix'
    | 'unix-ms'
    | 'excel';
  readonly clock: 'offset' | 'utc' | 'local';
  /** Pass the zone of local times to the reader. */
  readonly zoneGiven: boolean;
  readonly times: 'start' | 'end' | 'both';
  readonly dateApart: boolean;
  /** Write the end of the day as 24:00. */
  readonly lateMidnight: boolean;
  readonly order: 'ascending' | 'descending' | 'shuffled';
  /** Leave out rows without a value. */
  readonly gapsOut: boolean;
  readonly words: keyof typeof WORDS;
  readonly meterColumn: boolean;
  readonly costColumn: boolean;
  readonly preamble: boolean;
  readonly totalRow: boolean;
  readonly lineEnd: '\n' | '\r\n';
  readonly mark: boolean;
  /** Seed for the order of columns and rows, and for the parts of tariffs. */
  readonly draw: number;
}
