import { DecodeError } from '@arc-elements/models';
import { type Assembled, assemble, resolveZone } from '../../assemble.ts';
import { createCalendar } from '../../calendar.ts';
import type { ReadOptions } from '../../options.ts';
import { EXPORT, IMPORT, Readings } from '../../readings.ts';
import type { NoteCode, Notes, ReceiptNote } from '../../receipt.ts';
import type { Channel } from '../channel.ts';
import type { FormatReading, OwnDetails, ResolvedMeter } from '../format.ts';
import { NoElectricityError } from '../no-electricity-error.ts';
import type { Choices, QuestionKind } from '../question.ts';
import type { Candidate } from './candidate.ts';
import { columnsOption, directionsOption, labelsOf, parseColumnChoice } from './column-choice.ts';
import { type CountedFlow, countedFlowsOf } from './counted-flows.ts';
import { append, type Energy, energyOf, isBelowZero, isNotAboveZero, sumOf } from './energy.ts';
import { type MeterQuestion, QuestionList } from './question-list.ts';
import { unitNamed } from './units.ts';

/** What a column or register of a file was used for. */
export interface TakenColumn {
  /** As the file names it. */
  readonly label: string;
  readonly use: 'import' | 'export' | 'net' | 'left-out';
  /** As the file writes it; `null` if it does not. */
  readonly unit: string | null;
}

/** One meter of a file. */
export interface FileMeter extends Assembled {
  /** As the file names it; `''` if it names none. */
  readonly id: string;
  /** Name to show to people. */
  readonly label: string;
  /** All columns and registers with values of this meter, in the order of the file. */
  readonly columns: readonly TakenColumn[];
}

/** The meters of a file. Those about which a question is open are not included. */
export interface Resolution {
  readonly meters: readonly FileMeter[];
  readonly questions: readonly MeterQuestion[];
  /** Which of the choices `unit` and `register-or-interval` were needed. */
  readonly answered: ReadonlySet<QuestionKind>;
}

/** Options of `resolveMeters`. */
export interface ResolveOptions extends ReadOptions {
  readonly choices: Choices;
  /** Notes about the whole file. */
  readonly notes: Notes;
}

/**
 * Decides which channels of a file are import and export of which meter. Formats only report what
 * the text says; adding, converting, inverting signs, subtracting states of registers and asking
 * about columns happens here.
 * @throws {DecodeError} The file has no electricity, or does not offer a choice.
 */
export function resolveMeters(reading: FormatReading, options: ResolveOptions): Resolution {
  const { choices, notes } = options;
  const questions = new QuestionList();
  const resolved = reading.resolved ?? [];
  const isResolved = reading.channels.length === 0 && resolved.length > 0;
  const electric = isResolved ? [] : withUniqueLabels(electricOf(reading.channels, notes));
  const labels = new Set(electric.map(({ label }) => label));
  const meters: FileMeter[] = [];
  const dropped: ReceiptNote[] = [];
  const all: (readonly [id: string, source: readonly Channel[] | ResolvedMeter])[] = [
    ...Map.groupBy(electric, ({ meter }) => meter),
    ...resolved.map((meter) => [meter.id, meter] as const),
  ];
  const labelOf = (id: string): string => reading.labels?.get(id) ?? id;
  const wanted = choices.meter;
  const chosen = wanted === undefined ? all : all.filter(([id]) => id === wanted || labelOf(id) === wanted);
  if (chosen.length === 0) {
    const names = all.map(([id]) => labelOf(id)).filter((name) => name !== '');
    const has = names.length === 0 ? 'it names none' : `it has ${names.join(', ')}`;
    throw new DecodeError('', `it has no meter "${wanted}"; ${has}`);
  }
  if (chosen.length > 1) {
    const option = ([id]: readonly [string, unknown]) => ({ value: id, names: [labelOf(id)], sample: null });
    questions.ask({ kind: 'meter', about: '', options: chosen.map(option), default: null });
  }
  for (const [id, source] of chosen) {
    questions.meter = id;
    const own = notes.copy();
    if (all.length > 1) own.add('other-meters', all.length - 1, labelOf(id));
    if ('read' in source) {
      meters.push({ id, label: labelOf(id), ...readResolved(source, { ...options, notes: own }) });
      continue;
    }
    const channels = source;
    const named = choices['time-zone'] ?? reading.zones?.get(id) ?? reading.timeZone ?? options.timeZone;
    const zone = resolveZone(named ?? null, own);
    const flows = countedFlowsOf(channels, createCalendar(zone), choices, own, questions, labels);
    if (flows === null) continue;
    const read = assembled(flows, reading.own, { ...options, timeZone: zone, timeZoneText: named ?? null, notes: own });
    if (read.series.length === 0) {
      dropped.push(...read.receipt.notes.filter(({ code }) => TIME_NOTES.has(code)));
      continue;
    }
    const [flow] = flows;
    // Total import cannot be below zero: the column is net, or something else.
    if (read.receipt.importKwh! < 0 && flows.length === 1 && flow?.use === 'import' && choices.columns === undefined) {
      const { taken } = flow;
      const choose = [directionsOption(taken, taken), columnsOption(taken, undefined)];
      questions.ask({ kind: 'columns', about: labelsOf(taken), options: choose, default: null });
      continue;
    }
    const columns = channels.map((channel): TakenColumn => {
      const holds = (test: (candidate: Candidate) => boolean) => flows.find(({ taken }) => taken.some(test));
      const flow = holds((candidate) => candidate.channel === channel) ?? holds(({ from }) => from.includes(channel));
      return { label: channel.label, use: flow?.use ?? 'left-out', unit: channel.unit };
    });
    meters.push({ id, label: labelOf(id), columns, ...read });
  }
  if (!questions.has('unit') && !questions.has('register-or-interval')) checkColumns(choices.columns, [...labels]);
  if (meters.length === 0 && questions.list.length === 0) {
    const reasons = dropped.map(({ code, count, example }) => `${code} (${count}) ${example ?? ''}`.trim());
    if (reasons.length === 0) throw new DecodeError('', 'none of its columns is import or export');
    throw new DecodeError('', `none of its readings has a usable time: ${reasons.join(', ')}`);
  }
  return { meters, questions: questions.list, answered: questions.answered };
}

/** @param labels - Labels of all columns of the file. */
function checkColumns(columns: string | undefined, labels: readonly string[]): void {
  if (columns === undefined) return;
  const { rest } = parseColumnChoice(columns, labels);
  const has = `it has ${labels.join(', ')}`;
  if (columns.trim() === '') throw new DecodeError('', `the choice of columns is empty; ${has}`);
  if (labels.includes(rest)) throw new DecodeError('', `the column "${rest}" is chosen twice; ${has}`);
  if (rest !== '') throw new DecodeError('', `it has no column "${rest}"; ${has}`);
}

/** Notes about readings that are dropped because of their times. */
const TIME_NOTES: ReadonlySet<NoteCode> = new Set(['bad-time', 'future', 'past', 'zero-length', 'reversed']);

/** Reads a meter whose body states what is import and export. */
function readResolved(meter: ResolvedMeter, options: ResolveOptions): Omit<FileMeter, 'id' | 'label'> {
  const { choices, notes } = options;
  const timeZone = choices['time-zone'] ?? (meter.timeZone === null ? options.timeZone : undefined);
  const { receipt, series } = meter.read({ ...options, timeZone });
  const found = new Set(receipt.notes.map(({ code }) => code));
  const columns = [
    ...(series.importMeasured ? (['import'] as const) : []),
    ...(series.exportMeasured ? (['export'] as const) : []),
  ].map((use) => ({ label: use, use, unit: 'kWh' }));
  const others = notes.list().filter(({ code }) => !found.has(code));
  return { series, receipt: { ...receipt, notes: [...others, ...receipt.notes] }, columns };
}

/** Returns the channels that may be electric energy or power. */
function electricOf(channels: readonly Channel[], notes: Notes): readonly Channel[] {
  const filled = channels.filter(({ rows }) => rows.count > 0);
  const others = new Set<string>();
  let count = 0;
  const electric = filled.filter((channel) => {
    const commodity = commodityOf(channel);
    if (commodity === 'electricity' || commodity === 'unknown') return true;
    others.add(`${commodity}${channel.unit === null ? '' : ` (${channel.unit})`}`);
    count += channel.rows.count;
    return false;
  });
  if (count > 0) notes.add('other-commodity', count, [...others].join(', '));
  const measured = new Set(electric.filter(mayBeEnergy).map(({ meter }) => meter));
  const whole = electric.filter(({ meter }) => measured.has(meter));
  if (whole.length > 0) {
    const left = electric.filter(({ meter }) => !measured.has(meter));
    if (left.length > 0) notes.add('left-out', left.length, left.map(({ label }) => label).join(', '));
    return whole;
  }
  if (electric.length > 0) {
    const names = electric.map(({ label, unit }) => (unit === null ? label : `${label} (${unit})`));
    throw new DecodeError('', `it has no energy or power, only ${names.join(', ')}`);
  }
  if (others.size > 0) throw new NoElectricityError([...others]);
  throw new DecodeError('', 'it has no readings');
}

/** Returns false for a channel that is certainly neither energy nor power. */
function mayBeEnergy({ kind, unit }: Channel): boolean {
  return kind !== 'other' && (unit === null || unitNamed(unit)?.measures !== 'other');
}

function commodityOf({ commodity, unit }: Channel): Channel['commodity'] {
  const named = unitNamed(unit);
  // Water is not measured in kWh: the word is part of a name such as "Water & Power".
  if (named?.measures === 'energy' && commodity === 'water') return 'unknown';
  if (named === null || named.commodity === 'electricity') return commodity;
  // Joule is a unit of gas and heat more often than of electricity.
  if (named.commodity === 'unknown' && named.measures === 'energy') return commodity === 'unknown' ? 'heat' : commodity;
  return commodity === 'unknown' || commodity === 'electricity' ? named.commodity : commodity;
}

/** Numbers columns of a meter with equal labels, so that each can be chosen. */
function withUniqueLabels(channels: readonly Channel[]): readonly Channel[] {
  const seen = new Map<string, number>();
  return channels.map((channel) => {
    const key = JSON.stringify([channel.meter, channel.label]);
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count === 1 ? channel : { ...channel, label: `${channel.label} (${count})` };
  });
}

/** Puts the flows of a meter into one series. */
function assembled(
  flows: readonly CountedFlow[],
  own: OwnDetails | undefined,
  options: ResolveOptions & { readonly timeZone: string; readonly timeZoneText: string | null },
): Assembled {
  const { notes } = options;
  const readings = new Readings(0);
  for (const { use, taken, added } of flows) {
    const energies = taken.map(energyOf);
    const isInverted = use === 'export' && energies.every(isNotAboveZero) && energies.some(isBelowZero);
    if (isInverted) notes.add('sign-turned', taken.length, labelsOf(taken));
    for (const energy of added ? [sumOfShares(taken, energies, notes)] : energies)
      append(energy, readings, use === 'export' ? EXPORT : IMPORT, isInverted ? -1 : 1);
  }
  if (own?.publishedFromMs !== undefined && own.publishedToMs !== undefined)
    readings.cover(own.publishedFromMs, own.publishedToMs);
  for (const [from, to] of own?.blanks ?? []) readings.cover(from, to, true);
  const isNet = flows.some(({ use }) => use === 'net');
  const read = assemble(readings, {
    ...options,
    signed: isNet ? 'split' : options.signed,
    // If net is never below zero, there is no export channel, and net equals import.
    net: isNet ? 'import-only' : options.net,
    untilMs: options.untilMs ?? own?.untilMs,
  });
  return own?.restore === undefined ? read : { ...read, series: own.restore(read.series) };
}

function sumOfShares(taken: readonly Candidate[], energies: readonly Energy[], notes: Notes): Energy {
  const sum = sumOf(energies, notes);
  if (sum !== null) return sum;
  throw new DecodeError('', `${labelsOf(taken)} have intervals of different lengths and cannot be added`);
}
