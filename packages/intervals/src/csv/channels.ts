import { type Channel, Rows } from '../files/channel.ts';
import { looksLikeRegister } from '../files/resolve/registers.ts';
import { unitNamed } from '../files/resolve/units.ts';
import type { DateOrder } from '../files/times/index.ts';
import type { Notes } from '../receipt.ts';
import type { Facts } from './dialect.ts';
import { type Group, groupsOf, type ValueColumn } from './groups.ts';
import { type IntervalSet, instantsOf, intervalSetsOf } from './interval-sets.ts';
import { type DecimalMark, parseNumber, unitBehind } from './numbers.ts';
import type { OwnCsvRows } from './own-csv.ts';
import { qualitiesIn } from './quality.ts';
import type { RowTimes } from './row-times.ts';
import type { Section } from './sections.ts';
import type { Table } from './table.ts';

/** What the channels of a section depend on, apart from its rows. */
export interface ChannelContext {
  readonly table: Table;
  readonly order: DateOrder;
  readonly mark: DecimalMark;
  /** Zone of times without an offset; `null` if it is not known. */
  readonly zone: string | null;
  /** True if the zone is that of the page, and neither named by the file nor chosen by a person. */
  readonly isZoneAssumed: boolean;
  /** What the text around the table says about its values. */
  readonly facts: Facts;
  /** The meter that a line above the table names; `''` when there is none. */
  readonly meter: string;
  readonly notes: Notes;
  /** For a file that `writeCsv` wrote. */
  readonly own: OwnCsvRows | null;
  /** Called if the section has times without an offset. */
  foundLocalTime(): void;
  /**
   * Called if times occur twice, as when the clocks go back, and no zone is known. Gets the zones
   * in which they do.
   */
  askForZone(zones: readonly string[]): void;
}

/** Turns the rows of a section into channels: one for each meter, register and column of values. */
export function channelsOf(section: Section, times: RowTimes, context: ChannelContext): readonly Channel[] {
  const { facts, notes, order, table } = context;
  return groupsOf(section, times, facts, table, notes).flatMap((group) =>
    intervalSetsOf(group, section, times, table, order).flatMap((set) => channelsOfSet(set, group, section, context)),
  );
}

function channelsOfSet(set: IntervalSet, group: Group, section: Section, context: ChannelContext): readonly Channel[] {
  const { own, mark, notes, table, zone } = context;
  const { count } = set;
  const { columns, dialect } = section.layout;
  const quality = columns.find(({ role }) => role === 'quality');
  const covered = columns.find(({ role }) => role === 'covered');
  const cell = (i: number, index: number): string => table.rows[section.from + group.rows[set.rowOf(i)]!]![index] ?? '';
  const qualityOf = qualitiesIn(quality?.header ?? '', dialect?.estimated);
  // Columns that are neither energy nor power are not read.
  const read = set.valueColumns
    .filter((valueColumn) => !isOther(valueColumn))
    .map((valueColumn) => ({ valueColumn, rows: new Rows(), ...valuesOf(valueColumn, set, group, mark) }));
  const known = anyOf(read.map(({ values }) => values));
  const { starts, ends, placed } = instantsOf(set.times, zone, known, context.isZoneAssumed);
  if (placed !== null) {
    context.foundLocalTime();
    if (placed.zones.length > 0) context.askForZone(placed.zones);
    if (placed.standardTime > 0) notes.add('standard-time', placed.standardTime, set.valueColumns[0]!.label);
  }
  for (let i = 0; i < count; i++) {
    const word = quality === undefined ? '' : cell(i, quality.index);
    const cellQuality = word === '' ? 'measured' : qualityOf(word);
    const isZero = cellQuality === 'zero' && Number.isNaN(known[i]!);
    const hasValue = isZero || (cellQuality !== 'missing' && !Number.isNaN(known[i]!));
    if (own?.add(starts[i]!, ends[i]!, word, covered === undefined ? '' : cell(i, covered.index), hasValue)) continue;
    // Skips hours that the day does not have, such as the 25th.
    if (!hasValue && Number.isNaN(starts[i]!) && Number.isNaN(ends[i]!)) continue;
    const estimated = cellQuality === 'estimated';
    for (const { valueColumn, rows, values } of read) {
      const value = isZero ? 0 : hasValue ? values[i]! : Number.NaN;
      if (!Number.isNaN(value) || !hasValue) rows.push(starts[i]!, ends[i]!, value, estimated);
      // An empty tariff cell is 0, as the tariff does not apply then; an empty phase cell is
      // unknown.
      else if ((valueColumn.facts.part ?? '') !== '' && !isPhase(valueColumn))
        rows.push(starts[i]!, ends[i]!, 0, estimated);
      // Other empty cells are dropped, unless the row has only one of start and end: its time is
      // then needed for the lengths of the rows beside it.
      else if (isPhase(valueColumn) || Number.isNaN(starts[i]!) || Number.isNaN(ends[i]!))
        rows.push(starts[i]!, ends[i]!, value, estimated);
    }
  }
  const meter = group.meter === '' ? context.meter : group.meter;
  // Values of numbered hours and of wide tables are energy, never states of a register.
  const isCounted = set.times.numbers !== null || set.valueColumns.some(({ places }) => places.length > 1);
  const kindStated = own !== null || isCounted || dialect !== null;
  return set.valueColumns.flatMap((valueColumn) => {
    const found = read.find((each) => each.valueColumn === valueColumn);
    if (found !== undefined) {
      const { rows, unit } = found;
      return [channelOf(valueColumn, { meter, unit, rows, endsStated: own !== null ? true : undefined, kindStated })];
    }
    // A cost column of gas is not listed.
    if (!isElectric(valueColumn)) return [];
    // `resolveMeters` ignores channels without rows. One empty row keeps the column in the list.
    const rows = new Rows();
    rows.push(starts[0]!, ends[0]!, Number.NaN);
    return [
      channelOf(valueColumn, {
        meter,
        unit: valueColumn.facts.unit ?? null,
        rows,
        endsStated: undefined,
        kindStated: false,
      }),
    ];
  });
}

const isElectric = ({ facts }: ValueColumn): boolean => /^(electricity|unknown)$/.test(facts.commodity ?? 'unknown');

function isOther({ facts }: ValueColumn): boolean {
  const unit = unitNamed(facts.unit);
  return facts.kind === 'other' || (unit?.measures === 'other' && unit.commodity === 'electricity');
}

const isPhase = ({ facts }: ValueColumn): boolean => /^(L|PHASE |FASE )[123ABC]$/.test(facts.part ?? '');

/** @param kindStated - True if the header states what the values are. */
function channelOf(
  valueColumn: ValueColumn,
  { kindStated, ...stated }: Pick<Channel, 'meter' | 'unit' | 'rows' | 'endsStated'> & { readonly kindStated: boolean },
): Channel {
  const { rows, unit } = stated;
  const { facts, label } = valueColumn;
  const isPower = unitNamed(unit)?.measures === 'power';
  // A reading beside the energy of the interval is the state of a register. A reading alone is one
  // if its values look like it.
  const isState =
    valueColumn.isReading && !isPower && (valueColumn.hasSibling || looksLikeRegister(rows) || risesLittle(rows));
  const kind = facts.kind === 'other' ? 'other' : isState ? 'register' : isPower ? 'power' : (facts.kind ?? 'energy');
  return {
    ...stated,
    label,
    flow: facts.flow ?? 'unknown',
    kind,
    kindStated: kindStated || facts.kind === 'energy' ? true : undefined,
    part: facts.part ?? '',
    commodity: facts.commodity ?? 'unknown',
  };
}

/**
 * Returns true for two readings of which the later is a little higher: too few to look like a
 * register by themselves.
 */
function risesLittle({ count, value, start }: Rows): boolean {
  if (count !== 2) return false;
  const [first, last] = start[0]! < start[1]! ? [value[0]!, value[1]!] : [value[1]!, value[0]!];
  return last > first && last - first < first / 10;
}

/** Returns the numbers of a value column in the order of the file, and their unit. */
function valuesOf(
  valueColumn: ValueColumn,
  { cellOf, count, rowOf }: IntervalSet,
  { units }: Group,
  mark: DecimalMark,
) {
  const values = new Float64Array(count);
  let unit = valueColumn.facts.unit ?? null;
  for (let i = 0; i < count; i++) {
    const text = cellOf(i, valueColumn);
    if (text === '') {
      values[i] = Number.NaN;
      continue;
    }
    let value = parseNumber(text, mark);
    // A cell that ends with a letter may have a unit of its own.
    if (text.charCodeAt(text.length - 1) > 64 && !Number.isNaN(value)) {
      const own = unitBehind(text);
      unit ??= own;
      if (own !== null && own !== unit) value = converted(value, own, unit!);
    }
    const unitOfRow = units?.[rowOf(i)];
    values[i] = unitOfRow === undefined || unitOfRow === unit ? value : converted(value, unitOfRow, unit!);
  }
  return { values, unit };
}

/** Converts a value to another unit; `NaN` if the units measure different things. */
function converted(value: number, from: string, to: string): number {
  const [a, b] = [unitNamed(from), unitNamed(to)];
  if (a === null || b === null || a.measures !== b.measures || a.measures === 'other') return Number.NaN;
  return (value * a.times * b.per) / (a.per * b.times);
}

/** Returns a value of each interval, from any of the columns. */
function anyOf(columns: readonly Float64Array[]): Float64Array {
  const [first = new Float64Array(0), ...others] = columns;
  if (others.length === 0) return first;
  return first.map((value, i) =>
    Number.isNaN(value) ? (others.find((column) => !Number.isNaN(column[i]!))?.[i] ?? value) : value,
  );
}
