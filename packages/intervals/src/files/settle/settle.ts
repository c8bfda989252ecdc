import { DecodeError } from '@arc-elements/models';
import { type Assembled, assemble, resolveZone } from '../../assemble.ts';
import { type Calendar, createCalendar } from '../../calendar.ts';
import type { ReadOptions } from '../../options.ts';
import { EXPORT, IMPORT, Readings } from '../../readings.ts';
import type { Notes } from '../../receipt.ts';
import type { Channel } from '../channel.ts';
import type { FormatReading, OwnNotes } from '../format.ts';
import type { Choices, Question } from '../question.ts';
import { append, type Energy, energyOf, isBelowZero, isNotAboveZero, sumOf } from './energy.ts';
import { bestOf, type Candidate, type Picked, pick } from './flows.ts';
import { spansOf } from './lengths.ts';
import { differences, looksLikeRegister } from './registers.ts';
import { unitNamed } from './units.ts';

/** What became of a column or register of a file. */
export interface TakenColumn {
  /** As the file names it. */
  readonly label: string;
  readonly use: 'import' | 'export' | 'net' | 'left-out';
  /** As the file writes it; `null` when it does not. */
  readonly unit: string | null;
}

/** One meter of a file. */
export interface FileMeter extends Assembled {
  /** As the file names it; `''` when it names none. */
  readonly id: string;
  /** What a person may know it by. */
  readonly label: string;
  /** All columns and registers with values of this meter, in the order of the file. */
  readonly columns: readonly TakenColumn[];
}

/** What settling gives. A meter about which something is open is not among the meters. */
export interface Settled {
  readonly meters: readonly FileMeter[];
  readonly questions: readonly Question[];
}

/** What settling is given beside the channels. */
export interface SettleOptions extends ReadOptions {
  readonly choices: Choices;
  /** About the whole file. */
  readonly notes: Notes;
}

/**
 * Decides which channels of a file are import and export of which meter. The only place that adds, separates, converts, turns signs,
 * takes differences of registers, asks or refuses, so that no format chooses by itself.
 * @throws {DecodeError} No electricity is in it; says what is.
 */
export function settle(reading: FormatReading, options: SettleOptions): Settled {
  const { choices, notes } = options;
  const zone = resolveZone(choices['time-zone'] ?? reading.timeZone ?? options.timeZone ?? null, notes);
  const calendar = createCalendar(zone);
  const asked = new Asked();
  const electric = electricOf(reading.channels, notes);
  if (choices.columns !== undefined) {
    const labels = [...new Set(electric.map(({ label }) => label))];
    const { rest } = labelsIn(choices.columns, labels);
    if (rest !== '') throw new DecodeError('', `it has no column "${rest}"; it has ${labels.join(', ')}`);
  }
  const meters: FileMeter[] = [];
  const all = [...Map.groupBy(electric, ({ meter }) => meter)];
  const labelOf = (id: string): string => reading.labels?.get(id) ?? id;
  const wanted = choices.meter;
  const mine = wanted === undefined ? all : all.filter(([id]) => id === wanted || labelOf(id) === wanted);
  if (mine.length === 0) {
    throw new DecodeError('', `it has no meter "${wanted}"; it has ${all.map(([id]) => labelOf(id)).join(', ')}`);
  }
  if (mine.length > 1) {
    const option = ([id]: readonly [string, unknown]) => ({ value: id, names: [labelOf(id)], sample: null });
    asked.ask({ kind: 'meter', about: '', options: mine.map(option), default: null });
  }
  for (const [id, channels] of mine) {
    const own = notes.copy();
    if (all.length > 1) own.add('other-meters', all.length - 1, labelOf(id));
    const lanes = lanesOf(channels, calendar, choices, own, asked);
    if (lanes === null) continue;
    const read = assembled(lanes, reading.own, { ...options, timeZone: zone, notes: own });
    const columns = channels.map((channel): TakenColumn => {
      const lane = lanes.find(({ taken }) => taken.some((candidate) => candidate.channel === channel));
      return { label: channel.label, use: lane?.use ?? 'left-out', unit: channel.unit };
    });
    meters.push({ id, label: labelOf(id), columns, ...read });
  }
  return { meters, questions: asked.questions };
}

/** Questions, each once although several meters raise it. */
class Asked {
  readonly #questions = new Map<string, Question>();

  get questions(): readonly Question[] {
    return [...this.#questions.values()];
  }

  ask(question: Question): void {
    this.#questions.set(`${question.kind} ${question.options.map(({ value }) => value).join()}`, question);
  }
}

/** Channels that may be electric energy or power. */
function electricOf(channels: readonly Channel[], notes: Notes): readonly Channel[] {
  const filled = channels.filter(({ rows }) => rows.count > 0);
  const others = new Set<string>();
  const electric = filled.filter((channel) => {
    const commodity = commodityOf(channel);
    if (commodity === 'electricity' || commodity === 'unknown') return true;
    others.add(`${commodity}${channel.unit === null ? '' : ` (${channel.unit})`}`);
    notes.add('other-commodity', channel.rows.count, [...others].join(', '));
    return false;
  });
  if (electric.length > 0) return electric;
  if (others.size > 0)
    throw new DecodeError('', `it has readings of ${[...others].join(', ')} and none of electricity`);
  throw new DecodeError('', 'it has no readings');
}

function commodityOf({ commodity, unit }: Channel): Channel['commodity'] {
  const named = unit === null ? null : unitNamed(unit);
  if (named === null || named.commodity === 'electricity') return commodity;
  // Joule is a unit of gas and heat more often than of electricity.
  if (named.commodity === 'unknown' && named.measures === 'energy') return commodity === 'unknown' ? 'heat' : commodity;
  return commodity === 'unknown' || commodity === 'electricity' ? named.commodity : commodity;
}

/** Channels of one direction, and how their values count. */
interface Lane {
  readonly use: 'import' | 'export' | 'net';
  readonly taken: readonly Candidate[];
  readonly added: boolean;
}

/** Import and export of one meter; `null` when something about them is open. */
function lanesOf(
  channels: readonly Channel[],
  calendar: Calendar,
  choices: Choices,
  notes: Notes,
  asked: Asked,
): readonly Lane[] | null {
  const found = candidatesOf(channels, calendar, choices, asked);
  if (found === null) return null;
  const has = (flow: Channel['flow']): boolean => found.some(({ channel }) => channel.flow === flow);
  const grid = has('import') || has('export');
  const lanes: Lane[] = [];
  const add = (use: Lane['use'], ...flows: Channel['flow'][]): boolean => {
    const candidates = bestOf(found, ...flows);
    const picked = chosen(candidates, choices.columns) ?? pick(candidates);
    if ('open' in picked) {
      asked.ask({
        kind: 'columns',
        about: '',
        options: picked.open.map((set) => columnsOption(set, choices)),
        default: null,
      });
      return false;
    }
    if (picked.taken.length > 0) lanes.push({ use, ...picked });
    return true;
  };
  let settled: boolean;
  if (grid)
    settled =
      add('import', ...(has('import') ? (['import'] as const) : (['unknown'] as const))) && add('export', 'export');
  else if (has('net')) settled = add('net', 'net');
  else if (has('consumption') && has('production'))
    settled = add('import', 'consumption') && add('export', 'production');
  else settled = add('import', 'consumption', 'unknown') && add('export', 'production');
  if (!settled) return null;
  for (const { added, taken } of lanes) {
    if (added) notes.add('added', taken.length, labelsOf(taken));
    if (taken.some(({ channel }) => channel.flow === 'production')) notes.add('production', 1, taken[0]!.channel.label);
    for (const { channel, falls, kind, spans, unit } of taken) {
      const { label } = channel;
      if (kind === 'register') notes.add('from-register', channel.rows.count, label);
      if (falls > 0) notes.add('register-fell', falls, label);
      if (kind === 'power') notes.add('from-kw', spans.start.length, label);
      if (spans.assumed > 0) notes.add('assumed-length', spans.assumed, label);
      if (unit.commodity === 'unknown') notes.add('converted', spans.start.length, `${label}: ${channel.unit}`);
    }
  }
  const counted = new Set(lanes.flatMap(({ taken }) => taken.map(({ channel }) => channel)));
  const left = channels.filter((channel) => !counted.has(channel));
  if (left.length > 0) notes.add('left-out', left.length, left.map(({ label }) => label).join(', '));
  return lanes;
}

/** Channels of energy or power with their units, times and kinds; `null` when one of these is open. */
function candidatesOf(
  channels: readonly Channel[],
  calendar: Calendar,
  choices: Choices,
  asked: Asked,
): readonly Candidate[] | null {
  const candidates: Candidate[] = [];
  let open = false;
  for (const channel of channels) {
    if (channel.kind === 'other') continue;
    const unitText = channel.unit ?? choices.unit;
    if (unitText === undefined) {
      open = true;
      asked.ask({ kind: 'unit', about: channel.label, options: optionsOf('kWh', 'Wh', 'MWh', 'kW'), default: null });
      continue;
    }
    const unit = unitNamed(unitText);
    if (unit === null) throw new DecodeError('', `the unit "${unitText}" of "${channel.label}" is not known`);
    if (unit.measures === 'other') continue;
    let kind: Candidate['kind'] =
      unit.measures === 'power' ? 'power' : channel.kind === 'power' ? 'energy' : channel.kind;
    if (kind === 'energy' && looksLikeRegister(channel.rows)) {
      const choice = choices['register-or-interval'];
      if (choice === 'register') kind = 'register';
      else if (choice !== 'interval') {
        open = true;
        asked.ask({
          kind: 'register-or-interval',
          about: channel.label,
          options: optionsOf('register', 'interval'),
          default: null,
        });
      }
    }
    const { rows, falls } = kind === 'register' ? differences(channel.rows) : { rows: channel.rows, falls: 0 };
    candidates.push({ channel, unit, kind, falls, rows, spans: spansOf(rows, calendar) });
  }
  return open ? null : candidates;
}

const optionsOf = (...values: readonly string[]) => values.map((value) => ({ value, names: [], sample: null }));

/** The labels of columns that are chosen, with those that were chosen for other flows. */
function columnsOption(set: readonly Candidate[], choices: Choices) {
  const names = set.map(({ channel }) => channel.label);
  return {
    value: [...(choices.columns === undefined ? [] : [choices.columns]), ...names].join(', '),
    names,
    sample: null,
  };
}

/** Candidates whose labels a person chose; `null` when none of them was. */
function chosen(candidates: readonly Candidate[], columns: string | undefined): Picked | null {
  if (columns === undefined || candidates.length < 2) return null;
  const { labels } = labelsIn(
    columns,
    candidates.map(({ channel }) => channel.label),
  );
  const taken = candidates.filter(({ channel }) => labels.has(channel.label));
  return taken.length === 0 ? null : { taken, added: taken.length > 1 };
}

/** Labels in a choice of columns, and what of it is none. The longest first: one label may be a part of another. */
function labelsIn(
  columns: string,
  labels: readonly string[],
): { readonly labels: ReadonlySet<string>; readonly rest: string } {
  const found = new Set<string>();
  let rest = `, ${columns}, `;
  for (const label of labels.toSorted((a, b) => b.length - a.length)) {
    if (!rest.includes(`, ${label}, `)) continue;
    found.add(label);
    rest = rest.replace(`, ${label}, `, ', ');
  }
  return { labels: found, rest: rest.replace(/^, |, $/g, '') };
}

/** Puts the lanes of a meter into one series. */
function assembled(
  lanes: readonly Lane[],
  own: OwnNotes | undefined,
  options: SettleOptions & { readonly timeZone: string },
): Assembled {
  const { notes } = options;
  const readings = new Readings(0);
  for (const { use, taken, added } of lanes) {
    const energies = taken.map(energyOf);
    const turned = use === 'export' && energies.every(isNotAboveZero) && energies.some(isBelowZero);
    if (turned) notes.add('sign-turned', taken.length, labelsOf(taken));
    for (const energy of added ? [sumOfShares(taken, energies, notes)] : energies)
      append(energy, readings, use === 'export' ? EXPORT : IMPORT, turned ? -1 : 1);
  }
  if (own?.publishedFromMs !== undefined && own.publishedToMs !== undefined)
    readings.cover(own.publishedFromMs, own.publishedToMs);
  for (const [from, to] of own?.blanks ?? []) readings.cover(from, to, true);
  const read = assemble(readings, {
    ...options,
    signed: lanes.some(({ use }) => use === 'net') ? 'split' : options.signed,
    untilMs: options.untilMs ?? own?.untilMs,
    timeZoneText: options.timeZone,
  });
  return own?.restore === undefined ? read : { ...read, series: own.restore(read.series) };
}

function sumOfShares(taken: readonly Candidate[], energies: readonly Energy[], notes: Notes): Energy {
  const sum = sumOf(energies, notes);
  if (sum !== null) return sum;
  throw new DecodeError('', `${labelsOf(taken)} have intervals of different lengths and cannot be added`);
}

function labelsOf(candidates: readonly Candidate[]): string {
  return candidates.map(({ channel }) => channel.label).join(', ');
}
