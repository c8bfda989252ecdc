import { unitNamed } from '../files/resolve/units.ts';
import type { Notes } from '../receipt.ts';
import type { Column } from './columns.ts';
import type { Dialect, Facts, Role } from './dialect.ts';
import { factsOf } from './facts.ts';
import type { RowTimes } from './row-times.ts';
import type { Section } from './sections.ts';
import type { Table } from './table.ts';
import { titleFacts } from './title-facts.ts';
import type { WidePlace } from './wide.ts';
import { wordsOf } from './words.ts';

/** One column of values; in a wide table, all columns of one kind of value. */
export interface ValueColumn {
  readonly label: string;
  readonly facts: Facts;
  /** Its column; in a wide table, one column for each interval of the row. */
  readonly places: readonly WidePlace[];
  /** True if the header says `reading`. */
  readonly isReading: boolean;
  /** True if another column has energy: a column of readings is then a register. */
  readonly hasSibling: boolean;
}

/** Rows of one meter and register. */
export interface Group {
  readonly meter: string;
  /** Row numbers, counted from the first row of the section, in the order of the file. */
  readonly rows: readonly number[];
  /**
   * Unit of each row where the unit column has several for one quantity (Wh, kWh); `null` if all
   * are equal.
   */
  readonly units: readonly string[] | null;
  /** Value columns of which each row is one interval. */
  readonly valueColumns: readonly ValueColumn[];
  /** Value columns of a wide table, with many intervals in each row. */
  readonly wide: readonly ValueColumn[];
}

/** Rows with equal cells in every meter, device, register and part column. */
interface RowGroup {
  readonly meter: string;
  readonly device: string;
  readonly registers: readonly string[];
  readonly parts: readonly string[];
  readonly unit: string | null;
  readonly rows: number[];
  readonly units: string[];
}

/**
 * Groups the rows of a section by meter and register, with what their values are. Rows without a
 * time are dropped with a note.
 * @param facts - What the text around the table says about its values.
 */
export function groupsOf(
  section: Section,
  times: RowTimes,
  facts: Facts,
  table: Table,
  notes: Notes,
): readonly Group[] {
  const { layout } = section;
  const rowGroups = groupRows(section, times, table, notes);
  const plain = layout.columns.filter(({ role }) => role === 'value');
  const isSame = new Set(rowGroups.map(({ registers }) => registers.join('\n'))).size === 1;
  const namesOf = ({ parts, registers }: RowGroup): readonly string[] => [...registers, ...parts];
  const names = new Set(rowGroups.map((group) => namesOf(group).join(' ')));
  const devices = Map.groupBy(rowGroups, ({ meter }) => meter);
  const registerOf = ({ meter, device, registers }: RowGroup): string => JSON.stringify([meter, device, registers]);
  const byRegister = Map.groupBy(rowGroups, registerOf);
  return rowGroups.map((group) => {
    const cellFacts = [
      ...group.registers.map((cell) => registerFacts(cell, layout.dialect, isSame)),
      ...group.parts.map(partFacts),
      ...gasOf(byRegister.get(registerOf(group))!.map(({ unit }) => unit)),
    ];
    const isOneOfSeveral = new Set(devices.get(group.meter)!.map(({ device }) => device)).size > 1;
    const name = [...(names.size > 1 ? namesOf(group) : []), ...(isOneOfSeveral ? [group.device] : [])]
      .filter((text) => text !== '')
      .join(' ');
    const columnCount = plain.length + (layout.wide?.valueColumns.length ?? 0);
    const valueColumn = (
      label: string,
      own: Facts,
      places: readonly WidePlace[],
      isReading: boolean,
      hasSibling: boolean,
    ): ValueColumn => {
      const merged = mergedFacts(own, cellFacts, facts, group.unit);
      return {
        label: name === '' ? label : columnCount > 1 ? `${name} ${label}` : name,
        facts: merged,
        places,
        isReading: isReading && merged.kind === undefined,
        hasSibling,
      };
    };
    const toValueColumn = (column: Column): ValueColumn => {
      const { facts: own, header, index, isReading } = column;
      return valueColumn(
        header,
        own,
        [{ index, at: 0 }],
        isReading,
        plain.some((other) => other !== column && isEnergy(other)),
      );
    };
    return {
      meter: group.meter,
      rows: group.rows,
      units: new Set(group.units).size > 1 ? group.units : null,
      valueColumns: plain.map(toValueColumn),
      wide: (layout.wide?.valueColumns ?? []).map(({ label, facts: own, places }) =>
        valueColumn(label, own, places, false, false),
      ),
    };
  });
}

const isEnergy = ({ facts, isReading }: Column): boolean =>
  !isReading &&
  (facts.kind ?? 'energy') === 'energy' &&
  (facts.unit === undefined || facts.unit === null || unitNamed(facts.unit)?.measures === 'energy');

/**
 * @param isSame - True if all rows have this cell. It may then be the kind of customer or of file.
 */
function registerFacts(cell: string, dialect: Dialect | null, isSame: boolean): Facts {
  return dialect?.registers?.[wordsOf(cell)] ?? (isSame ? titleFacts(cell) : withoutBills(factsOf(cell), cell));
}

/** Removes the kind `other` from the facts of a billing period, whose energy is energy. */
function withoutBills(facts: Facts, cell: string): Facts {
  if (facts.kind !== 'other' || !/\bbill/i.test(cell)) return facts;
  const { kind: _, ...others } = facts;
  return others;
}

/**
 * Returns the facts of a cell of a part column: "total" is the whole, any other text names a part.
 * It says nothing else.
 */
function partFacts(cell: string): Facts {
  const part = factsOf(cell).part ?? (TOTAL.test(wordsOf(cell)) ? undefined : cell);
  return part === undefined ? {} : { part };
}

const TOTAL = /\btotal|\ball\b|\bsum|gesamt|totaal|\bwhole/;

/**
 * Returns gas as a fact for a register with units of volume and of energy: some files list gas in
 * m³ and again in kWh.
 */
function gasOf(units: readonly (string | null)[]): readonly Facts[] {
  const measured = units.map(unitNamed);
  const isGas =
    measured.some((unit) => unit?.measures === 'energy') &&
    measured.some((unit) => unit?.commodity === 'gas' || unit?.commodity === 'gas-or-water');
  return isGas ? [{ commodity: 'gas' }] : [];
}

/**
 * Merges the facts of a column, of its register and part cells, and of the text around the table.
 * The first that says something wins.
 */
function mergedFacts(own: Facts, cells: readonly Facts[], around: Facts, unit: string | null): Facts {
  const all = [own, ...cells, around];
  const first = <K extends keyof Facts>(key: K, order: readonly Facts[]): Facts[K] | undefined =>
    order.find((facts) => facts[key] !== undefined)?.[key];
  const ofGrid = (facts: Facts): boolean => facts.flow === 'import' || facts.flow === 'export' || facts.flow === 'net';
  // A direction in a cell wins over one in the header; "usage" and "solar" count only if neither
  // names one.
  const flow = cells.find(ofGrid)?.flow ?? (ofGrid(own) ? own.flow : first('flow', [...cells, own, around]));
  const parts = new Set([...cells, own].flatMap(({ part }) => (part === undefined || part === '' ? [] : [part])));
  const kind = all.some((facts) => facts.kind === 'other') ? 'other' : first('kind', all);
  const commodity = first('commodity', [...cells, own, around]);
  return {
    unit: unit ?? first('unit', all) ?? null,
    part: [...parts].join(' '),
    ...(flow !== undefined && { flow }),
    ...(kind !== undefined && { kind }),
    ...(commodity !== undefined && { commodity }),
  };
}

function groupRows(section: Section, times: RowTimes, { rows }: Table, notes: Notes): readonly RowGroup[] {
  const { layout, from, to } = section;
  const indicesOf = (role: Role): readonly number[] =>
    layout.columns.flatMap((column) => (column.role === role ? [column.index] : []));
  const [unitIndex = -1] = indicesOf('unit');
  const points = indicesOf('meter');
  const devices = indicesOf('device');
  const meters =
    points.length > 0
      ? points.slice(0, 1)
      : devices.length > 0
        ? devices
        : severalOf(indicesOf('account'), section, rows);
  const own = points.length > 0 ? devices : [];
  const parts = indicesOf('part');
  const named = indicesOf('register');
  const registers = named.length > 0 ? named : unnamedRegister(section, times, rows, [...meters, ...own, ...parts]);
  const keys = [...meters, ...own, ...registers, ...parts];
  const isDated = layout.wide?.by === 'stamp';
  const kindOf = unitKinds();
  const groups = new Map<string, RowGroup>();
  let last: readonly string[] | null = null;
  let lastUnit = '';
  let group: RowGroup | undefined;
  for (let i = from; i < to; i++) {
    const fields = rows[i]!;
    const place = i - from;
    if (!isDated && !hasTime(times, place)) {
      if (fields.some((cell) => cell !== '')) notes.add('skipped', 1, `line ${i + 1}`);
      continue;
    }
    if (isDated && fields.every((cell) => cell === '')) continue;
    const unit = unitIndex === -1 ? '' : (fields[unitIndex] ?? '');
    if (group === undefined || unit !== lastUnit || keys.some((index) => fields[index] !== last![index])) {
      let key = kindOf(unit);
      for (const index of keys) key += `\n${fields[index]}`;
      group = groups.get(key);
      if (group === undefined) {
        const textOf = (indices: readonly number[]): readonly string[] => indices.map((index) => fields[index] ?? '');
        group = {
          meter: textOf(meters)
            .filter((text) => text !== '')
            .join(' '),
          device: textOf(own).join(' '),
          registers: textOf(registers).filter((text) => text !== ''),
          parts: textOf(parts).filter((text) => text !== ''),
          unit: unit === '' ? null : unit,
          rows: [],
          units: [],
        };
        groups.set(key, group);
      }
      last = fields;
      lastUnit = unit;
    }
    group.rows.push(place);
    if (unitIndex !== -1) group.units.push(unit);
  }
  return [...groups.values()];
}

/**
 * Returns a cached lookup of what a unit measures: Wh and kWh in one column are one kind of value,
 * kWh and kW are two.
 */
function unitKinds(): (unit: string) => string {
  const known = new Map<string, string>();
  return (unit) => {
    let kind = known.get(unit);
    if (kind === undefined) {
      const named = unit === '' ? null : unitNamed(unit);
      kind = named === null || named.measures === 'other' ? unit : named.measures;
      known.set(unit, kind);
    }
    return kind;
  };
}

/** Number of rows that are examined to find a register column with an unknown header. */
const EXAMINED_ROWS = 3000;

/**
 * Returns the column with an unknown header, such as `Room`, whose cells differ between rows of the
 * same time. `[]` if each time has one row, or there is no such column.
 */
function unnamedRegister(
  { from, layout, to }: Section,
  { numbers, localStarts, localEnds, starts, ends }: RowTimes,
  rows: Table['rows'],
  keys: readonly number[],
): readonly number[] {
  if (layout.wide?.by === 'stamp') return [];
  const count = Math.min(to - from, EXAMINED_ROWS);
  // Counts the rows with the same time, and the same cells of these columns, as a row before them.
  const repeatsBeside = (indices: readonly number[]): number => {
    const seen = new Set<string>();
    for (let i = 0; i < count; i++) {
      const time = [localStarts, localEnds, starts, ends, numbers].map((column) => column?.[i]);
      seen.add(JSON.stringify([time, indices.map((index) => rows[from + i]![index])]));
    }
    return count - seen.size;
  };
  // Some times occur twice when the clocks go back, and in files that were joined.
  if (repeatsBeside(keys) < count / 4) return [];
  const known = new Set(layout.columns.map(({ index }) => index));
  const others = rows[from]!.map((_, index) => index).filter((index) => !known.has(index));
  return others.filter((index) => repeatsBeside([...keys, index]) < count / 50).slice(0, 1);
}

/** Returns the columns of accounts or addresses with several values, which then identify meters. */
function severalOf(indices: readonly number[], { from, to }: Section, rows: Table['rows']): readonly number[] {
  return indices.filter((index) => {
    const first = rows[from]?.[index];
    for (let i = from + 1; i < to; i++) {
      const cell = rows[i]![index];
      if (cell !== undefined && cell !== '' && cell !== first) return true;
    }
    return false;
  });
}

function hasTime({ localStarts, localEnds, starts, ends, numbers }: RowTimes, i: number): boolean {
  if (numbers !== null) return !Number.isNaN(localStarts[i]!) && !Number.isNaN(numbers[i]!);
  return !(
    Number.isNaN(localStarts[i]!) &&
    Number.isNaN(localEnds[i]!) &&
    Number.isNaN(starts[i]!) &&
    Number.isNaN(ends[i]!)
  );
}
