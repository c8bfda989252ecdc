import { type DateOrder, parseTime, parseWall, stampReaderOf } from '../files/times/index.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../zone.ts';
import type { Column } from './columns.ts';
import type { Role } from './dialect.ts';
import { lengthIn, splitSpan } from './profile.ts';
import type { Section } from './sections.ts';
import type { Table } from './table.ts';
import { stepOfNumbers } from './wide.ts';
import { wordsOf } from './words.ts';

/** Times of the rows of a section, one number for each row; `NaN` where a row has none. */
export interface RowTimes {
  /** Local clock time, as epoch ms as if UTC. For numbered rows: midnight of their day. */
  readonly startWalls: Float64Array;
  readonly endWalls: Float64Array;
  /** Epoch ms, where the cell or its zone column states an offset. */
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  /** Number in the day from 1 (`startWalls` are days then); `null` when rows are not numbered. */
  readonly numbers: Float64Array | null;
  /** Length of a numbered interval. */
  readonly stepMs: number;
  /** Stated lengths, ms; `null` when there is no column of them. */
  readonly lengths: Float64Array | null;
}

type Cells = readonly string[];

/** Combines date, time, end, length and zone columns into the times of each row. */
export function rowTimesOf({ layout, from, to }: Section, { rows }: Table, order: DateOrder): RowTimes {
  const cellsOf = (role: Role): Cells | null => {
    const column = layout.columns.find((candidate) => candidate.role === role);
    if (column === undefined) return null;
    const cells: string[] = [];
    for (let i = from; i < to; i++) cells.push(rows[i]![column.index] ?? '');
    return cells;
  };
  const count = to - from;
  const named = cellsOf('zone');
  // A column of IANA names is one zone for the whole file; words and offsets belong to each time.
  const zones = named?.some((zone) => zone.includes('/')) ? null : named;
  const unknownTimes = (): Float64Array => new Float64Array(count).fill(Number.NaN);
  const read = (cells: Cells | null): Stamps => {
    if (cells === null) return { walls: unknownTimes(), instants: unknownTimes() };
    return stampsOf(zones === null ? cells : cells.map((cell, i) => (cell === '' ? '' : `${cell} ${zones[i]}`)), order);
  };
  const stamped = (dates: Cells, times: Cells | null): Stamps =>
    (zones !== null && times !== null ? null : datesWithTimes(dates, times, order)) ?? read(joined(dates, times!));
  const span = cellsOf('span');
  const date = cellsOf('date');
  const [spanStarts, spanStops] = span === null ? [null, null] : spanEnds(span, date);
  const startTime = cellsOf('startTime');
  const start = spanStarts ?? cellsOf('start');
  const started = start !== null || date === null ? read(start) : stamped(date, startTime);
  dropSubtotals(start ?? (startTime === null ? date : null), started);
  const numbered = start === null && startTime === null ? numbersOf(cellsOf('hourEnd'), cellsOf('hourStart')) : null;
  const lengths = lengthsOf(cellsOf('length'), layout.columns);
  const end = spanStops ?? cellsOf('end');
  const endDate = cellsOf('endDate');
  const endTime = cellsOf('endTime');
  const onlyDate = startTime === null ? onlyDateIn(start ?? date) : null;
  let ended: Stamps;
  let isStart = true;
  if (end !== null) {
    ended = read(end);
    if (spanStops?.every((cell) => !cell.includes(':'))) throughDays(started.walls, ended.walls);
  } else if (endDate !== null) {
    ended = stamped(endDate, endTime);
    if (endTime === null) throughDays(started.walls, ended.walls);
  } else if (endTime !== null) {
    ended = stamped(date ?? start!.map((cell) => cell.split(/[ T]/)[0]!), endTime);
    // The row has a date and an end time, but no start.
    if (start === null && startTime === null && numbered === null) isStart = false;
    else {
      nextDays(started.walls, ended.walls);
      nextDays(started.instants, ended.instants);
    }
  } else if (numbered !== null || lengths !== null) ended = read(null);
  else if (onlyDate !== null)
    ended = {
      walls: started.walls.map((wall) => dayOrMonthAfter(onlyDate, wall)),
      instants: started.instants.map((instant) => dayOrMonthAfter(onlyDate, instant)),
    };
  else if (isLastOfDays(started.walls)) {
    ended = { ...started, walls: started.walls.map((wall) => Math.ceil((wall + 1) / DAY_MS) * DAY_MS) };
    isStart = false;
  } else if (!saysStart(layout.columns) && endOnDays(started.walls)) {
    ended = started;
    isStart = false;
  } else ended = read(null);
  return {
    startWalls: isStart ? started.walls : unknownTimes(),
    endWalls: ended.walls,
    starts: started.instants,
    ends: ended.instants,
    numbers: numbered?.numbers ?? null,
    stepMs: numbered?.stepMs ?? Number.NaN,
    lengths,
  };
}

const saysStart = (columns: readonly Column[]): boolean =>
  columns.some(
    ({ header, role }) =>
      START_ROLES.has(role) && /start|begin|\bfrom\b|\bvon\b|\bvan\b|debut|inicio/.test(wordsOf(header)),
  );

const START_ROLES: ReadonlySet<Column['role']> = new Set(['start', 'date', 'startTime']);

/**
 * Returns true if the times must be ends: steps below an hour, the first one step after midnight, the last at
 * midnight. Hours from 1:00 to 0:00 may as well be starts: of days in UTC, written on a clock an hour ahead.
 */
function endOnDays(walls: Float64Array): boolean {
  // Several meters have the same times.
  const sorted = Float64Array.from(new Set(walls.filter((wall) => !Number.isNaN(wall)))).sort();
  if (sorted.length < 2) return false;
  const stepMs = sorted[1]! - sorted[0]!;
  return stepMs > 0 && stepMs < HOUR_MS && sorted[0]! % DAY_MS === stepMs && sorted.at(-1)! % DAY_MS === 0;
}

/** Returns true if all times are 23:59 or 23:59:59: the ends of days. */
const isLastOfDays = (walls: Float64Array): boolean =>
  walls.some((wall) => !Number.isNaN(wall)) && !walls.some((wall) => wall % DAY_MS < DAY_MS - MINUTE_MS);

/** The one date, or the one month, that a table has without a time of day: no other row says how long it is. */
function onlyDateIn(cells: Cells | null): string | null {
  const [date, ...others] = new Set(cells?.filter((cell) => cell !== ''));
  return date === undefined || others.length > 0 || !/\d/.test(date) || /:|T\d/.test(date) ? null : date;
}

function dayOrMonthAfter(cell: string, wall: number): number {
  const isMonth = !/\d\D+\d{1,2}\D+\d|\d\D+[a-z]+\D+\d|^\d{8}$|[a-z]\D*\d{1,2}\D+\d{4}/i.test(cell);
  const date = new Date(wall);
  return isMonth ? Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) : wall + DAY_MS;
}

/** Nearly all rows of a table write their times in one way. */
const USUAL = 0.8;

/**
 * Drops the times of subtotals: of rows that write theirs in another way (a day among hours, a month among days) and have that of a
 * usual row.
 */
function dropSubtotals(cells: Cells | null, { walls, instants }: Stamps): void {
  if (cells === null) return;
  const ways = cells.map(wayOf);
  const counts = new Map<number, number>();
  for (const way of ways) counts.set(way, (counts.get(way) ?? 0) + 1);
  if (counts.size === 1) return;
  const [usual, count] = [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best));
  if (count < USUAL * cells.length) return;
  const known = new Set<number>();
  walls.forEach((wall, i) => {
    if (ways[i] === usual) known.add(wall);
  });
  walls.forEach((wall, i) => {
    if (ways[i] !== usual && known.has(wall)) walls[i] = instants[i] = Number.NaN;
  });
}

/** How a time is written: with a time of day, from a digit on, shorter than a date. */
const wayOf = (cell: string): number =>
  (cell.includes(':') ? 4 : 0) + (/^\d/.test(cell) ? 2 : 0) + (cell.length < 8 ? 1 : 0);

/** Times of cells: local ones in `walls`, those with an offset in `instants`; `NaN` elsewhere. */
interface Stamps {
  readonly walls: Float64Array;
  readonly instants: Float64Array;
}

function stampsOf(cells: Cells, order: DateOrder): Stamps {
  const walls = new Float64Array(cells.length).fill(Number.NaN);
  const instants = new Float64Array(cells.length).fill(Number.NaN);
  const reader = stampReaderOf(cells, order);
  if (reader === null) return { walls, instants };
  const onWall = reader.kind === 'wall' || reader.kind === 'excel-serial' || reader.kind === 'mixed';
  const isInstant = reader.kind !== 'wall' && reader.kind !== 'excel-serial';
  for (let i = 0; i < cells.length; i++) {
    if (cells[i] === '') continue;
    if (onWall) walls[i] = reader.wallOf(cells[i]!);
    if (isInstant && Number.isNaN(walls[i]!)) instants[i] = reader.instantOf(cells[i]!);
  }
  return { walls, instants };
}

/** Dates and times of day that stand in two columns; `null` when the times have offsets or zones. */
function datesWithTimes(dates: Cells, times: Cells | null, order: DateOrder): Stamps | null {
  const days = parsedOnce(dates, (text) => parseWall(text, order));
  const instants = new Float64Array(dates.length).fill(Number.NaN);
  if (times === null) return { walls: days, instants };
  const ofDay = timesOf(times);
  // A few rows may be totals or notes; a column that has zones has them everywhere.
  const known = ofDay.reduce((count, time) => count + (Number.isNaN(time) ? 0 : 1), 0);
  if (known === 0 && times.some((time) => time !== '')) return null;
  return { walls: days.map((day, i) => Math.floor(day / DAY_MS) * DAY_MS + ofDay[i]!), instants };
}

const timesOf = (cells: Cells): Float64Array => parsedOnce(cells, parseTime);

const joined = (dates: Cells, times: Cells): Cells =>
  dates.map((date, i) => (times[i] === '' ? '' : `${date} ${times[i]}`));

/** Reads each different cell once: dates repeat from row to row, times of day from day to day. */
function parsedOnce(cells: Cells, parse: (text: string) => number): Float64Array {
  const known = new Map<string, number>();
  const values = new Float64Array(cells.length);
  let last = '';
  let value = Number.NaN;
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i]!;
    if (cell !== last) {
      last = cell;
      value = known.get(cell) ?? (cell === '' ? Number.NaN : parse(cell));
      known.set(cell, value);
    }
    values[i] = value;
  }
  return values;
}

function spanEnds(spans: Cells, dates: Cells | null): readonly [Cells, Cells] {
  const parts = spans.map((span, i) => {
    const split = splitSpan(span) ?? (['', ''] as const);
    const isDated = dates === null || split[0] === '' || Number.isNaN(parseTime(split[0]));
    if (isDated) return split;
    const [start, end] = split;
    return [`${dates[i]} ${start}`, `${dates[i]} ${parseTime(end) === 0 ? '24:00' : end}`] as const;
  });
  return [parts.map(([start]) => start), parts.map(([, end]) => end)];
}

/** Numbers of intervals in their day from 1: 24 or 25 hours, 48 halves of hours, 96 quarters. */
function numbersOf(ends: Cells | null, starts: Cells | null) {
  const cells = ends ?? starts;
  if (cells === null) return null;
  const shift = ends === null ? 1 : 0;
  const numbers = parsedOnce(
    cells,
    // 25:00 is not a time of day, so parseTime does not read it.
    (text) => (/^\d{1,3}$|^25:00/.test(text) ? Number.parseInt(text, 10) : parseTime(text) / HOUR_MS) + shift,
  );
  const most = numbers.reduce((a, b) => (Number.isNaN(b) ? a : Math.max(a, b)), 0);
  return { numbers, stepMs: stepOfNumbers(most) };
}

const SECONDS: ReadonlySet<number> = new Set([300, 600, 900, 1800, 3600]);

function lengthsOf(cells: Cells | null, columns: readonly Column[]): Float64Array | null {
  if (cells === null) return null;
  const header = wordsOf(columns.find(({ role }) => role === 'length')!.header);
  const unitMs = /\bsec|sekund/.test(header) ? 1000 : /hour|stunde|heure/.test(header) ? HOUR_MS : MINUTE_MS;
  return parsedOnce(cells, (text) => {
    const named = lengthIn(text);
    if (!Number.isNaN(named)) return named;
    if (text.includes(':')) return parseTime(text);
    const count = text === '' ? Number.NaN : Number(text);
    // No meter measures for five hours: 300, 900 and 3600 are seconds where the header says nothing.
    return SECONDS.has(count) && unitMs === MINUTE_MS && !header.includes('min') ? count * 1000 : count * unitMs;
  });
}

/** Ends before their starts, as times of day have that pass midnight, move to the next day. */
function nextDays(starts: Float64Array, ends: Float64Array): void {
  const usual = usualLength(starts, ends);
  for (let i = 0; i < ends.length; i++) {
    const length = ends[i]! - starts[i]!;
    // When the clocks go back, an end in the hour that is shown twice seems to be an hour too early; it is placed
    // with the starts.
    if (length <= 0 && length !== usual - HOUR_MS) ends[i]! += DAY_MS;
  }
}

/**
 * Ends that are the last days of their periods, not the days after: the end of one is the day before the start of
 * the next.
 */
function throughDays(starts: Float64Array, ends: Float64Array): void {
  const days = new Set(starts);
  let last = 0;
  let after = 0;
  for (let i = 0; i < ends.length; i++) {
    if (ends[i] === starts[i] || days.has(ends[i]! + DAY_MS)) last++;
    else if (days.has(ends[i]!)) after++;
  }
  if (last > after) for (let i = 0; i < ends.length; i++) ends[i]! += DAY_MS;
}

/** The most frequent length above zero; `NaN` when there is none. */
function usualLength(starts: Float64Array, ends: Float64Array): number {
  const counts = new Map<number, number>();
  for (let i = 0; i < starts.length; i++) {
    const length = ends[i]! - starts[i]!;
    if (length > 0) counts.set(length, (counts.get(length) ?? 0) + 1);
  }
  return [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best), [Number.NaN, 0] as const)[0];
}
