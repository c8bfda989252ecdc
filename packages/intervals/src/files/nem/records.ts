import { DecodeError } from '@arc-elements/models';
import { dayNumberOf, daysInMonth } from '../../civil.ts';
import type { Notes } from '../../receipt.ts';
import { timeText } from '../../stamp.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../zone.ts';
import { type Channel, type Flow, Rows, type ValueKind } from '../channel.ts';

/** One line of a file. */
export interface Line {
  /** From 1, for messages. */
  readonly number: number;
  /** Without spaces and quotes around them. The first is the type of the record. */
  readonly fields: readonly string[];
}

/** Returns the lines of a text that are not empty. */
export function linesOf(text: string): readonly Line[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((line, i) => ({ number: i + 1, fields: fieldsOf(line) }))
    .filter(({ fields }) => fields.some((field) => field !== ''));
}

function fieldsOf(line: string): readonly string[] {
  // No field contains a comma. Quotes are added by spreadsheet programs.
  return line.split(',').map((field) => (field.startsWith('"') ? field.replaceAll('"', '') : field).trim());
}

/** @throws {DecodeError} Always; the message has the number of the line. */
export function wrong({ number }: Line, message: string): never {
  throw new DecodeError(`line ${number}`, message);
}

/**
 * Returns the number in a field; `NaN` if it is empty. @throws {DecodeError} It is something else.
 */
export function numberIn(line: Line, field: number, name: string): number {
  const text = line.fields[field] ?? '';
  if (text === '') return Number.NaN;
  const value = Number(text);
  if (!Number.isFinite(value)) wrong(line, `${name} is "${text}", which is not a number`);
  return value;
}

/**
 * Returns the epoch ms of `CCYYMMDD`, `CCYYMMDDhhmm` or `CCYYMMDDhhmmss` on a clock that is
 * `offsetHours` ahead of UTC.
 * @throws {DecodeError} The field is not such a time.
 */
export function timeIn(line: Line, field: number, name: string, offsetHours: number): number {
  const text = line.fields[field] ?? '';
  const [, ...parts] = /^(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?$/.exec(text) ?? [];
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map((part) => Number(part ?? 0));
  const isTime = month > 0 && month < 13 && day > 0 && day <= daysInMonth(year, month) && hour < 24 && minute < 60;
  if (!isTime || second > 59) wrong(line, `${name} is "${text}", where a date such as 20240701 is expected`);
  return dayNumberOf(year, month, day) * DAY_MS + (hour - offsetHours) * HOUR_MS + minute * MINUTE_MS + second * 1000;
}

/**
 * Returns the time at which a record was published; `NaN` if the field is not a time, as in files
 * that were edited.
 */
export function publishedIn(line: Line, field: number, offsetHours: number): number {
  return /^\d{12,14}$/.test(line.fields[field] ?? '') ? timeIn(line, field, 'UpdateDateTime', offsetHours) : Number.NaN;
}

/** Quality, perhaps followed by the method of substitution: `A`, `S14`. */
const QUALITY = /^[AEFNSV]\d{0,2}$/;

/**
 * Returns the quality in a field in capital letters; `''` if it is empty.
 * @throws {DecodeError} It is something else.
 */
export function qualityIn(line: Line, field: number): string {
  const quality = (line.fields[field] ?? '').toUpperCase();
  if (quality !== '' && !QUALITY.test(quality))
    wrong(line, `the quality is "${line.fields[field]}", where A, E, F, N, S or V and a method are expected`);
  return quality;
}

/** The clock that a market keeps all year, and a zone with the same clock. */
export interface MarketClock {
  readonly offsetHours: number;
  readonly timeZone: string;
}

const EASTERN: MarketClock = { offsetHours: 10, timeZone: 'Australia/Brisbane' };
const WESTERN: MarketClock = { offsetHours: 8, timeZone: 'Australia/Perth' };

/**
 * Returns the clock of the market of a connection point. The National Electricity Market keeps
 * Eastern Standard Time in all states. Western Australia (Western Power and Horizon Power) has a
 * market of its own with Western Standard Time. Source: AEMO, MDFF Specification NEM12 & NEM13,
 * 2.3; NMI Procedure, NMI allocation.
 */
export function clockOf(nmi: string): MarketClock {
  return /^(?:WAAA|800[1-9]|801\d|802[01])/i.test(nmi) ? WESTERN : EASTERN;
}

/** What the first letter of a suffix means. */
interface Letter {
  readonly flow: Flow;
  /** True for a check meter, which measures the same again. */
  readonly isCheck: boolean;
}

/**
 * Meanings of letters. The market's export (E) is the customer's import, its import (B) the
 * customer's export. Other letters are reactive energy, averages of several customers, power
 * factor, volts. Source: AEMO, NMI Procedure, datastream suffixes.
 */
const LETTERS: Readonly<Record<string, Letter>> = {
  E: { flow: 'import', isCheck: false },
  B: { flow: 'export', isCheck: false },
  F: { flow: 'import', isCheck: true },
  C: { flow: 'export', isCheck: true },
};

const letterOf = (suffix: string): Letter | undefined => LETTERS[suffix.charAt(0).toUpperCase()];

/** Returns the direction of a suffix; `null` if it has none. */
export function flowNamed(suffix: string): Flow | null {
  return letterOf(suffix)?.flow ?? null;
}

/** A register of a connection point, as a file describes it. */
export interface Register {
  readonly nmi: string;
  /** `E1`, or two digits if no letter states the direction. */
  readonly suffix: string;
  /** `''` if the file does not say. */
  readonly serial: string;
  /** As written; `''` if the file does not say. */
  readonly unit: string;
  /** As the file states it. */
  readonly flow: Flow;
}

/** Values of a register in one record. */
export interface Block {
  /** Start of the first value, epoch ms. Blocks with one `key` are versions of each other. */
  readonly key: number;
  /** Epoch ms; `NaN` if the file does not say. */
  readonly published: number;
  readonly rows: Rows;
}

/** A register of one physical meter. */
interface Meter {
  readonly register: Register;
  readonly blocks: Block[];
}

/** Collects the blocks of registers in the order of the file, and makes channels of them. */
export class Registers {
  readonly #registers = new Map<string, Meter>();

  get isEmpty(): boolean {
    return this.#registers.size === 0;
  }

  /** The first connection point; `''` if there is none. */
  get firstNmi(): string {
    for (const { register } of this.#registers.values()) return register.nmi;
    return '';
  }

  /** Blocks with one `key` are versions of each other. */
  add(register: Register, block: Block): void {
    const key = JSON.stringify([register.nmi, register.suffix, register.unit.toLowerCase(), register.serial]);
    const known = this.#registers.get(key) ?? { register, blocks: [] };
    known.blocks.push(block);
    this.#registers.set(key, known);
  }

  channels(notes: Notes): readonly Channel[] {
    const all = [...this.#registers.values()];
    const byName = Map.groupBy(all, ({ register }) => JSON.stringify([register.nmi, register.suffix, register.unit]));
    const masters = new Set(all.filter(({ register }) => !isCheck(register)).map(({ register }) => pointOf(register)));
    return [...byName.values()].flatMap((meters) => {
      const [{ register }] = meters as [Meter];
      const kind = isOther(register) || (isCheck(register) && masters.has(pointOf(register))) ? 'other' : 'energy';
      // Meters that follow each other in time are one channel, as when a meter was exchanged.
      const keys = meters.flatMap(({ blocks }) => [...new Set(blocks.map(({ key }) => key))]);
      const areOne = new Set(keys).size === keys.length;
      return areOne
        ? channelOf(
            register,
            kind,
            register.suffix,
            joined(
              meters.flatMap(({ blocks }) => blocks),
              notes,
            ),
          )
        : meters.map(({ blocks, register: { serial } }) =>
            channelOf(register, kind, `${register.suffix} (${serial})`, joined(blocks, notes)),
          );
    });
  }
}

const isCheck = ({ suffix }: Register): boolean => letterOf(suffix)?.isCheck === true;
/** Returns true for a suffix that is not energy to or from one customer. */
const isOther = ({ suffix }: Register): boolean => /^[A-Z]/i.test(suffix) && letterOf(suffix) === undefined;
const pointOf = ({ nmi, flow }: Register): string => `${flow} ${nmi}`;

function channelOf({ nmi, suffix, unit, flow }: Register, kind: ValueKind, label: string, rows: Rows): Channel {
  return {
    meter: nmi,
    label,
    flow,
    kind,
    kindStated: true,
    part: suffix,
    commodity: 'electricity',
    unit: unit === '' ? null : unit,
    rows,
  };
}

/** Joins the rows of blocks. Versions that were published later follow earlier ones. */
function joined(blocks: readonly Block[], notes: Notes): Rows {
  const rows = new Rows();
  for (const versions of Map.groupBy(blocks, ({ key }) => key).values()) {
    const areDated = versions.every(({ published }) => !Number.isNaN(published));
    const inOrder = areDated ? versions.toSorted((a, b) => a.published - b.published) : versions;
    const last = inOrder.at(-1)!.rows;
    for (const { rows: own } of inOrder) {
      // The version covers other times than the last one, such as an estimate that a reading
      // replaced.
      if (own.end[0] !== last.end[0]) notes.add('conflict', own.count, timeText(own.start[0]!));
      else rows.append(own);
    }
  }
  return rows;
}
