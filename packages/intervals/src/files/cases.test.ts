import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { isArcError } from '@arc-elements/models';
import {
  type Assembled,
  createCalendar,
  ESTIMATED,
  firstSlotFrom,
  readCsv,
  readGreenButton,
  readIntervals,
  slotEndMs,
  slotStartMs,
  summarize,
  totalsByLocalDay,
} from '../index.ts';
import { readMeterFile } from './read-meter-file.ts';
import { onlyMeter } from './reading.ts';

/**
 * Files that were read wrongly before, each with its acceptable results; see the README beside
 * them.
 */
const FOLDER = new URL('../../../../../shared/cases/files/', import.meta.url);

interface Outcome {
  readonly refused?: true;
  readonly says?: string;
  readonly totals?: Readonly<Record<'importKwh' | 'exportKwh' | 'netKwh', number | null | readonly [number, number]>>;
  readonly slots?: number;
  readonly stepMinutes?: number;
  readonly missingMinutes?: number;
  readonly peakKw?: number;
  readonly timeZone?: string;
  readonly from?: string;
  readonly to?: string;
  readonly days?: Readonly<Record<string, number | null>>;
  readonly at?: Readonly<Record<string, number>>;
  readonly estimated?: readonly number[];
  readonly meters?: number;
  readonly note?: true;
}

interface Case {
  readonly file: string;
  readonly reader: 'csv' | 'green-button' | 'intervals' | 'chart' | 'import';
  readonly options?: { readonly timeZone?: string };
  readonly accept: readonly Outcome[];
  readonly why: string;
}

type Read = Assembled & { readonly meters: number };

function readCase({ file, reader, options = {} }: Case): Read {
  const bytes = readFileSync(new URL(file, FOLDER));
  const text = bytes.toString();
  if (reader === 'csv') return { ...readCsv(text, options), meters: 1 };
  if (reader === 'green-button') return { ...readGreenButton(text, options), meters: 1 };
  if (reader === 'intervals') return { ...readIntervals(JSON.parse(text), options), meters: 1 };
  const read = readMeterFile(bytes, {}, options);
  return { ...onlyMeter(read), meters: read.meters.length };
}

/** Returns the expectations that a result does not meet. */
function failures(outcome: Outcome, read: Read | Error): readonly string[] {
  const wrong: string[] = [];
  const check = (name: string, seen: unknown, holds: boolean): void => {
    if (!holds) wrong.push(`${name}: ${JSON.stringify(seen)}`);
  };
  const says = new RegExp(outcome.says ?? '', 'i');
  if (read instanceof Error) {
    check('refused', read.message, outcome.refused === true && isArcError(read) && says.test(read.message));
    return wrong;
  }
  const { series, receipt } = read;
  check('refused', receipt, outcome.refused !== true);
  for (const [name, expected] of Object.entries(outcome.totals ?? {})) {
    const seen = receipt[name as keyof NonNullable<Outcome['totals']>];
    check(name, seen, isWithin(seen, expected));
  }
  const known = (i: number): boolean => !Number.isNaN(series.importKwh[i]!) || !Number.isNaN(series.exportKwh[i]!);
  const slots = Array.from({ length: series.length }, (_, i) => i).filter(known);
  if (outcome.slots !== undefined) check('slots', slots.length, slots.length === outcome.slots);
  if (outcome.stepMinutes !== undefined)
    check('stepMinutes', series.stepMs, series.stepMs === outcome.stepMinutes * 60_000);
  if (outcome.missingMinutes !== undefined)
    check('missingMinutes', receipt.missingMinutes, receipt.missingMinutes === outcome.missingMinutes);
  if (outcome.peakKw !== undefined)
    check('peakKw', summarize(series).peak?.kw, isWithin(summarize(series).peak?.kw ?? null, outcome.peakKw));
  if (outcome.timeZone !== undefined)
    check('timeZone', series.timeZone, isZone(series.timeZone, outcome.timeZone, series.startMs));
  if (outcome.from !== undefined)
    check('from', slotStartMs(series, 0), slotStartMs(series, 0) === Date.parse(outcome.from));
  if (outcome.to !== undefined)
    check('to', slotEndMs(series, series.length - 1), slotEndMs(series, series.length - 1) === Date.parse(outcome.to));
  const days = new Map(totalsByLocalDay(series).map(({ day, importKwh }) => [day, importKwh]));
  for (const [day, kwh] of Object.entries(outcome.days ?? {}))
    check(day, days.get(day), isWithin(days.get(day) ?? null, kwh));
  for (const [at, kwh] of Object.entries(outcome.at ?? {})) {
    const seen = series.importKwh[firstSlotFrom(series, Date.parse(at))] ?? null;
    check(at, seen, isWithin(seen, kwh));
  }
  if (outcome.estimated !== undefined) {
    const seen = slots.filter((i) => series.quality[i] === ESTIMATED);
    check('estimated', seen, seen.join() === outcome.estimated.join());
  }
  if (outcome.meters !== undefined) check('meters', read.meters, read.meters === outcome.meters);
  if (outcome.note === true) {
    const texts = receipt.notes.map(({ code, example }) => `${code} ${example ?? ''}`);
    check(
      'note',
      texts,
      texts.some((text) => says.test(text)),
    );
  }
  return wrong;
}

function isWithin(seen: number | null | undefined, expected: number | null | readonly [number, number]): boolean {
  if (expected === null || seen === null || seen === undefined) return expected === (seen ?? null);
  const [low, high] = typeof expected === 'number' ? [expected, expected] : expected;
  const slack = 1e-9 * Math.max(1, Math.abs(high));
  return seen >= low - slack && seen <= high + slack;
}

function isZone(seen: string, expected: string, atMs: number): boolean {
  if (!/^[+-]/.test(expected)) return seen === expected;
  const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)$/.exec(expected) ?? [];
  const wanted = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  const calendar = createCalendar(seen);
  const offsets = Array.from({ length: 12 }, (_, month) => calendar.offsetMinutesAt(atMs + month * 30 * 86_400_000));
  return offsets.every((offset) => offset === wanted);
}

describe('files that were read wrongly before', () => {
  const list = new URL('expect.json', FOLDER);
  if (!existsSync(list)) {
    it('are read correctly', { skip: 'the folder with the files is not here' }, () => undefined);
    return;
  }
  const cases = JSON.parse(readFileSync(list, 'utf8')) as Readonly<Record<string, Case>>;
  for (const [name, each] of Object.entries(cases)) {
    it(name, () => {
      let read: Read | Error;
      try {
        read = readCase(each);
      } catch (error) {
        read = error as Error;
      }
      const all = each.accept.map((outcome) => failures(outcome, read));
      assert.ok(
        all.some((wrong) => wrong.length === 0),
        `${each.why}\n${all.map((wrong) => wrong.join('; ')).join('\nor ')}`,
      );
    });
  }
});
