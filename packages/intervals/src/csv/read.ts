import { DecodeError } from '@arc-elements/models';
import { type Assembled, assemble, resolveZone } from '../assemble.ts';
import { saysEstimated } from '../body.ts';
import { createCalendar } from '../calendar.ts';
import { two } from '../civil.ts';
import type { ReadOptions } from '../options.ts';
import { EXPORT, IMPORT, Readings } from '../readings.ts';
import { Notes } from '../receipt.ts';
import { firstSlotFrom, type Series, slotStartMs } from '../series.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, resolveTimeZone } from '../zone.ts';
import { type CsvColumn, type CsvRole, type CsvUnit, columnsOf, isElectricUnit, unitOf } from './columns.ts';
import { parseTable } from './table.ts';
import { dateOrderOf, parseTime, WallClock } from './times.ts';

/** What a CSV file held. */
export interface CsvData extends Assembled {
  /** The columns that were taken, in the order of the file; all others were ignored. */
  readonly columns: readonly CsvColumn[];
}

/** Times of one row before its length is settled. */
interface Row {
  readonly line: number;
  readonly startMs: number;
  /** `NaN` when the row has no end. */
  readonly endMs: number;
  /** Length by the clock on the wall; `NaN` when not known. */
  readonly wallMs: number;
  /** The end is a time of day that is not later than the start. */
  readonly wrapped?: boolean;
  readonly values: readonly (readonly [lane: number, value: number, unit: CsvUnit])[];
  readonly estimated: boolean;
  /** Says that it has no value because nothing was measured, or is not published yet. */
  readonly empty: 'missing' | 'awaiting' | null;
  readonly coveredMs: number;
}

/**
 * Reads interval data from a CSV file: ours, and the downloads of PG&E, Con Edison and other Opower utilities, SCE, and files with
 * a time column and an energy column. Lines before the header are skipped, several sections are read one after another. Times
 * without an offset are on the clock of `timeZone` (or the zone in our own header; else UTC, with a note); where a wall time occurs
 * twice, the order in the file tells which is meant. Energy may be in kWh, Wh, MWh, or kW.
 * @throws {DecodeError} `code` is `decode`: no header row with a time and an energy column, or no row under it.
 */
export function readCsv(text: string, options: ReadOptions = {}): CsvData {
  const { rows: table, delimiter } = parseTable(text);
  const notes = new Notes();
  const firstHeader = table.findIndex((fields) => columnsOf(fields) !== null);
  if (firstHeader === -1) throw new DecodeError('', 'no header row with a time and an energy column');
  const taken = columnsOf(table[firstHeader]!)!;
  const zoneText = options.timeZone ?? zoneIn(taken);
  const zone = resolveZone(zoneText, notes);
  const order = dateOrderOf(table, delimiter);
  const clock = new WallClock(createCalendar(zone), order);
  const rows: Row[] = [];
  let columns = taken;
  const all = [...taken];
  const last = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let line = firstHeader + 1; line < table.length; line++) {
    const fields = table[line]!;
    // Headers have no numbers; testing each row of a long file for being one would take most of the time.
    const header = fields.some(startsWithDigit) ? null : columnsOf(fields);
    if (header !== null) {
      columns = header;
      for (const column of header) {
        if (!all.some((known) => known.role === column.role && known.header === column.header)) all.push(column);
      }
      continue;
    }
    const row = rowOf(fields, columns, clock, last, delimiter, line + 1);
    if (row !== null) rows.push(row);
    else if (fields.some((cell) => cell !== '')) notes.add('skipped', 1, `line ${line + 1}`);
  }
  if (rows.length === 0) throw new DecodeError('', `no row under the header in line ${firstHeader + 1} could be read`);
  const readings = collect(rows);
  const onlyNet =
    all.some(({ role }) => role === 'net') && !all.some(({ role }) => role === 'import' || role === 'export');
  const awaiting = rows.filter(({ empty }) => empty === 'awaiting').map(({ endMs }) => endMs);
  const read = assemble(readings, {
    ...options,
    signed: onlyNet ? 'split' : options.signed,
    untilMs: options.untilMs ?? (awaiting.length > 0 ? awaiting.reduce((a, b) => Math.max(a, b)) : undefined),
    timeZone: zone,
    timeZoneText: zoneText,
    notes,
  });
  return { series: restored(read.series, rows, all), receipt: read.receipt, columns: all };
}

function startsWithDigit(cell: string): boolean {
  const sign = cell.charCodeAt(0);
  return sign >= 48 && sign <= 57;
}

function rowOf(
  fields: readonly string[],
  columns: readonly CsvColumn[],
  clock: WallClock,
  last: number[],
  delimiter: string,
  line: number,
): Row | null {
  const cell = (role: CsvRole): string | undefined => {
    const column = columns.find((candidate) => candidate.role === role);
    return column === undefined ? undefined : fields[column.index];
  };
  const unitCell = cell('unit');
  if (unitCell !== undefined && unitCell !== '' && !isElectricUnit(unitCell)) return null;
  if (/gas|water/i.test(cell('type') ?? '')) return null;
  const energies = columns.filter(({ role }) => role === 'import' || role === 'export' || role === 'net');
  const bothSides = energies.some(({ role }) => role === 'import' || role === 'export');
  const values: [number, number, CsvUnit][] = [];
  for (const { role, index, unit } of energies) {
    // Net beside import or export says nothing new.
    if (role === 'net' && bothSides) continue;
    const value = amountOf(fields[index], delimiter);
    values.push([role === 'export' ? EXPORT : IMPORT, value, unitCell ? unitOf(unitCell) : (unit ?? 'kWh')]);
  }
  const lane = values[0]?.[0] ?? IMPORT;
  const times = timesOf(cell, clock, last[lane]!);
  if (times === null) return null;
  last[lane] = times.startMs;
  const quality = cell('quality');
  const covered = cell('covered');
  return {
    line,
    ...times,
    values,
    estimated: saysEstimated(quality) || /estimat/i.test(quality ?? ''),
    empty: /^missing$/i.test(quality ?? '') ? 'missing' : /^awaiting$/i.test(quality ?? '') ? 'awaiting' : null,
    coveredMs: covered === undefined || covered === '' ? Number.NaN : Number(covered) * MINUTE_MS,
  };
}

type Times = Pick<Row, 'startMs' | 'endMs' | 'wallMs' | 'wrapped'>;

function timesOf(cell: (role: CsvRole) => string | undefined, clock: WallClock, after: number): Times | null {
  const span = cell('span');
  const parts = span?.split(/\s+(?:to|until|-|–)\s+/i);
  const date = cell('date');
  const startTime = cell('startTime');
  let startText = parts?.[0] ?? cell('start') ?? '';
  if (startText === '' && date !== undefined) startText = startTime === undefined ? date : `${date} ${startTime}`;
  else if (date !== undefined && parts === undefined && !Number.isNaN(parseTime(startText)))
    startText = `${date} ${startText}`;
  const start = clock.read(startText, after);
  if (Number.isNaN(start.ms)) return null;
  const hourEnd = cell('hourEnd');
  if (hourEnd !== undefined && hourEnd !== '' && date !== undefined) {
    // "1" is the hour up to one o'clock.
    const minutes = parseTime(hourEnd) - 60;
    const hour = clock.read(`${date} ${textOfMinutes(minutes)}`, after);
    return Number.isNaN(hour.ms) ? null : { startMs: hour.ms, endMs: hour.ms + HOUR_MS, wallMs: HOUR_MS };
  }
  const endTime = cell('endTime');
  let endText = parts?.[1] ?? cell('end') ?? '';
  const bare =
    endTime !== undefined && endTime !== '' ? endTime : Number.isNaN(parseTime(endText)) ? undefined : endText;
  if (bare !== undefined) {
    // Only a time of day: the same day, or the next one when it is not later.
    const startMinutes = (start.wall - Math.floor(start.wall / DAY_MS) * DAY_MS) / MINUTE_MS;
    let minutes = parseTime(bare) - startMinutes;
    if (Number.isNaN(minutes)) return { startMs: start.ms, endMs: Number.NaN, wallMs: Number.NaN };
    // Opower files name the last minute of the interval (00:14, 00:59), others the first one after it.
    if (Math.round(minutes + 1) % 5 === 0) minutes += 1;
    const wrapped = minutes <= 0;
    if (wrapped) minutes += 24 * 60;
    return { startMs: start.ms, endMs: start.ms + minutes * MINUTE_MS, wallMs: minutes * MINUTE_MS, wrapped };
  }
  if (endText === '') return { startMs: start.ms, endMs: Number.NaN, wallMs: Number.NaN };
  endText = endText.trim();
  const end = clock.read(endText, start.ms);
  let wallMs = end.wall - start.wall;
  let endMs = end.ms;
  if (Math.round(wallMs / MINUTE_MS + 1) % 5 === 0) {
    wallMs += MINUTE_MS;
    endMs += MINUTE_MS;
  }
  return { startMs: start.ms, endMs, wallMs };
}

/** `HH:MM` of minutes after midnight. */
function textOfMinutes(minutes: number): string {
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/**
 * A number as people's spreadsheets write it: thousands separators, decimal comma, a typographic minus or parentheses, a trailing
 * unit. `NaN` when empty or none.
 */
function amountOf(cell: string | undefined, delimiter: string): number {
  if (cell === undefined) return Number.NaN;
  let text = cell.replace(/\s|kwh|kw/gi, '');
  if (text === '') return Number.NaN;
  if (text.charCodeAt(0) === 0x2212) text = `-${text.slice(1)}`;
  else if (text.startsWith('(') && text.endsWith(')')) text = `-${text.slice(1, -1)}`;
  if (/^-?\d{1,3}(\.\d{3})+,\d+$/.test(text)) text = text.replaceAll('.', '').replace(',', '.');
  else if (/^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text) && delimiter !== ';') text = text.replaceAll(',', '');
  else if (/^-?\d*,\d+$/.test(text)) text = text.replace(',', '.');
  const value = Number(text);
  return Number.isFinite(value) ? value : Number.NaN;
}

/** Settles each row's length and turns values into readings. */
function collect(rows: readonly Row[]): Readings {
  const usual = usualLength(rows);
  const readings = new Readings(rows.length);
  rows.forEach((row, i) => {
    let endMs = row.endMs;
    const next = rows[i + 1]?.startMs ?? Number.NaN;
    // An end that is not after its start lies on the next day, unless the clock went back in between: the next row tells.
    if (row.wrapped && next - row.startMs === usual) endMs = next;
    // Around a change of the clocks one of the two lengths is off by an hour: the one that is usual in this file is meant.
    if (Number.isNaN(endMs) || (row.wallMs === usual && endMs - row.startMs !== usual)) {
      const length = next > row.startMs && next - row.startMs < usual ? next - row.startMs : usual;
      endMs = row.startMs + (row.wallMs === usual ? usual : length);
    }
    if (row.empty !== null && row.values.every(([, value]) => Number.isNaN(value))) {
      if (row.empty === 'missing') readings.cover(row.startMs, endMs, true);
      return;
    }
    for (const [lane, value, unit] of row.values) {
      // One of two channels empty in a row that has the other: that channel is missing there, which needs no word.
      if (Number.isNaN(value) && row.values.length > 1 && row.values.some(([, other]) => !Number.isNaN(other)))
        continue;
      readings.push(row.startMs, endMs, toKwh(value, unit, endMs - row.startMs), lane, row.estimated);
    }
  });
  return readings;
}

function toKwh(value: number, unit: CsvUnit, lengthMs: number): number {
  if (unit === 'Wh') return value / 1000;
  if (unit === 'MWh') return value * 1000;
  return unit === 'kW' ? (value * lengthMs) / HOUR_MS : value;
}

/** The most frequent length: of the rows that state one, else the most frequent distance between neighbours. */
function usualLength(rows: readonly Row[]): number {
  const counts = new Map<number, number>();
  const add = (ms: number) => {
    if (ms > 0) counts.set(ms, (counts.get(ms) ?? 0) + 1);
  };
  for (const row of rows) add(Number.isNaN(row.wallMs) ? row.endMs - row.startMs : row.wallMs);
  if (counts.size === 0) {
    for (let i = 1; i < rows.length; i++) add(Math.abs(rows[i]!.startMs - rows[i - 1]!.startMs));
  }
  let usual = HOUR_MS;
  let most = 0;
  for (const [ms, count] of counts) {
    if (count > most || (count === most && ms < usual)) {
      most = count;
      usual = ms;
    }
  }
  return usual;
}

/** The zone our own writer names in the header: `start (America/Los_Angeles)`. */
function zoneIn(columns: readonly CsvColumn[]): string | null {
  for (const { role, header } of columns) {
    const name = /\(([^)]+)\)$/.exec(header)?.[1];
    if ((role === 'start' || role === 'end') && name !== undefined && resolveTimeZone(name) !== null) return name;
  }
  return null;
}

/** Puts back what our own writer says beside the readings: the true lengths and how much of a slot was covered. */
function restored(series: Series, rows: readonly Row[], columns: readonly CsvColumn[]): Series {
  const source = /\(source ([\d. ]+) min\)/.exec(columns.find(({ role }) => role === 'quality')?.header ?? '')?.[1];
  const minutes = source?.split(' ').map(Number) ?? [];
  let coveredMs: Float64Array | null = null;
  if (columns.some(({ role }) => role === 'covered')) {
    coveredMs = new Float64Array(series.length);
    for (const row of rows) {
      const slot = firstSlotFrom(series, row.startMs);
      if (!Number.isNaN(row.coveredMs) && slot < series.length && slotStartMs(series, slot) === row.startMs)
        coveredMs[slot] = row.coveredMs;
    }
  }
  return { ...series, coveredMs, sourceMinutes: minutes.length > 0 ? minutes : series.sourceMinutes };
}
