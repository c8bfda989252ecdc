import { DecodeError } from '@arc-elements/models';
import type { ReadOptions } from '../options.ts';
import { Notes } from '../receipt.ts';
import { resolveTimeZone } from '../zone.ts';
import type { FormatContext, FormatName, FormatReading } from './format.ts';
import { mergeChannels } from './merge.ts';
import {
  type Choices,
  OPEN_TEXTS,
  OpenQuestionError,
  type Question,
  type QuestionKind,
  type Sample,
} from './question.ts';
import type { MeterQuestion } from './resolve/question-list.ts';
import { type FileMeter, resolveMeters } from './resolve/resolve.ts';
import { unitNamed } from './resolve/units.ts';

/** What a file of meter data contains. */
export interface MeterFile {
  readonly format: FormatName;
  /** Meters in the order of the file, without those about which a question is open. */
  readonly meters: readonly FileMeter[];
  /**
   * What is ambiguous in the file. Questions whose default is `null` need an answer: read the file
   * again with it in `choices`.
   */
  readonly questions: readonly Question[];
}

/** Options of `readMeterFile`. */
export interface ReadMeterFileOptions extends ReadOptions {
  /**
   * Zone of times without an offset, for files that name none. A zone that a person chose belongs
   * in the choices.
   */
  readonly timeZone?: string | undefined;
}

/** Reads the texts of one file, each in its format. */
type ReadTexts = (context: FormatContext) => readonly FormatReading[];

/**
 * Reads the texts of a file, and once more for each option of each open question, for its `sample`.
 * @throws {DecodeError} As `readMeterFile`.
 */
export function readAll(read: ReadTexts, choices: Choices, options: ReadMeterFileOptions): MeterFile {
  checkChoices(choices);
  // Only these two choices change how a text is read, so the result is cached by them.
  const known = new Map<string, Joined>();
  const readWith = (chosen: Choices): ReadResult => {
    const key = JSON.stringify([chosen['date-order'], chosen['time-zone']]);
    const joined = known.get(key) ?? join(read, chosen, options);
    known.set(key, joined);
    const { reading } = joined;
    const questions = joined.questions.map((question): MeterQuestion => ({ question, meter: null }));
    if (reading.channels.length + reading.resolved.length === 0 && joined.questions.some(isOpen))
      return { format: reading.format, meters: [], questions, answered: new Set() };
    const notes = joined.notes.copy();
    const made = Object.entries(chosen).filter(([, value]) => value !== undefined);
    if (made.length > 0) notes.add('chosen', made.length, made.map(([kind, value]) => `${kind}: ${value}`).join('; '));
    const resolved = resolveMeters(reading, { ...options, choices: chosen, notes });
    return { ...resolved, format: reading.format, questions: [...questions, ...resolved.questions] };
  };
  const { answered, ...file } = readWith(choices);
  const isAsked = (kind: QuestionKind): boolean =>
    kind === 'date-order'
      ? readWith({ ...choices, [kind]: undefined }).questions.some(({ question }) => question.kind === kind)
      : answered.has(kind);
  const unneeded = Object.keys(UNNEEDED).find(
    (kind) => choices[kind as QuestionKind] !== undefined && !isAsked(kind as QuestionKind),
  ) as Unneeded | undefined;
  if (unneeded !== undefined) {
    const others: Choices = { ...choices, [unneeded]: undefined };
    // Another answer, such as that the values are kW, may have made it unnecessary. It is then
    // ignored.
    const isMoot =
      file.questions.some(({ question }) => isOpen(question) && question.kind !== 'meter') ||
      (['meter', 'columns', 'unit'] as const).some((kind) => others[kind] !== undefined);
    if (unneeded === 'date-order' || !isMoot) throw new DecodeError('', UNNEEDED[unneeded]);
    return readAll(read, others, options);
  }
  const meters = new Map(file.meters.map((meter) => [meter.id, meter]));
  const sampleWith = ({ question: { kind }, meter }: MeterQuestion, value: string): Sample | null => {
    if (kind === 'meter') return sampleOf(meters.get(value));
    // A file may have thousands of meters, so only the meter of the question is read again.
    const answer = { ...choices, [kind]: value, ...(meter === null ? {} : { meter }) };
    return sampleOf(meterIn(() => readWith(answer), kind, meter ?? undefined));
  };
  const questions = file.questions.map(({ question, meter }) => ({
    ...question,
    options: question.options.map((option) => ({
      ...option,
      sample: sampleWith({ question, meter }, option.value),
    })),
  }));
  return { ...file, questions };
}

/** A file whose questions have the meters that raise them. */
interface ReadResult extends Omit<MeterFile, 'questions'> {
  readonly questions: readonly MeterQuestion[];
  /** As in `Resolution`. */
  readonly answered: ReadonlySet<QuestionKind>;
}

/** Choices that are an error if the file is not ambiguous in that way, and the messages. */
const UNNEEDED = {
  'date-order': 'its dates tell day from month; leave the date-order out',
  unit: 'it says the unit of its values; leave the unit out',
  'register-or-interval':
    'it is clear whether its values are states of a register or the energy of intervals; ' +
    'leave register-or-interval out',
} satisfies Readonly<Partial<Record<QuestionKind, string>>>;

type Unneeded = keyof typeof UNNEEDED;

/** Answers that are valid for every file. All others depend on the file. */
const VALUES: Readonly<Partial<Record<QuestionKind, readonly string[]>>> = {
  'date-order': ['day-first', 'month-first'],
  'register-or-interval': ['register', 'interval'],
};

function checkChoices(choices: Choices): void {
  const kinds = Object.keys(OPEN_TEXTS);
  for (const [kind, value] of Object.entries(choices)) {
    if (value !== undefined && !kinds.includes(kind))
      throw new DecodeError('', `"${kind}" is not a kind of choice; choose one of ${kinds.join(', ')}`);
  }
  for (const [kind, values] of Object.entries(VALUES)) {
    const value = choices[kind as QuestionKind];
    if (value !== undefined && !values.includes(value))
      throw new DecodeError('', `"${value}" is not a ${kind}; choose ${values.join(' or ')}`);
  }
  const { unit } = choices;
  if (unit !== undefined && !/energy|power/.test(unitNamed(unit)?.measures ?? ''))
    throw new DecodeError('', `"${unit}" is not a unit of energy or power; choose kWh, Wh, MWh or kW`);
  const zone = choices['time-zone'];
  if (zone !== undefined && resolveTimeZone(zone) === null)
    throw new DecodeError('', `"${zone}" is not a time zone; choose an IANA name such as America/New_York`);
}

/**
 * Returns the meter of a file with one meter.
 * @throws {OpenQuestionError} The file is ambiguous; `choices` has the questions.
 */
export function onlyMeter({ meters, questions }: MeterFile): FileMeter {
  const open = questions.filter(isOpen);
  if (open.length > 0 || meters[0] === undefined) throw new OpenQuestionError(open);
  return meters[0];
}

const isOpen = (question: Question): boolean => question.default === null;

interface Joined {
  readonly reading: FormatReading & Required<Pick<FormatReading, 'resolved'>>;
  readonly questions: readonly Question[];
  readonly notes: Notes;
}

/** Reads the texts of a file as one: a ZIP may have the months of a year of the same meters. */
function join(read: ReadTexts, choices: Choices, options: ReadMeterFileOptions): Joined {
  const notes = new Notes();
  const questions = new Map<QuestionKind, Question>();
  const ask = (question: Question): void => {
    if (!questions.has(question.kind)) questions.set(question.kind, question);
  };
  const all = read({ choices, timeZone: options.timeZone ?? null, notes, ask });
  const [first] = all;
  if (first === undefined) throw new DecodeError('', 'it is empty');
  const reading = {
    format: first.format,
    channels: mergeChannels(all.map(({ channels }) => channels)),
    resolved: all.flatMap(({ resolved }) => resolved ?? []),
    timeZone: all.find(({ timeZone }) => timeZone !== null)?.timeZone ?? null,
    zones: new Map(all.flatMap(({ zones }) => [...(zones ?? [])])),
    labels: new Map(all.flatMap(({ labels }) => [...(labels ?? [])])),
    own: all.length === 1 ? first.own : undefined,
  };
  const isLocal = all.some((each) => each.isLocal === true);
  const zone = choices['time-zone'] ?? reading.timeZone ?? options.timeZone ?? null;
  // The zone changes no total, only the days, so the question has a default.
  if (isLocal && zone === null)
    ask({ kind: 'time-zone', about: '', options: [{ value: 'UTC', names: [], sample: null }], default: 'UTC' });
  return { reading, questions: [...questions.values()], notes };
}

/**
 * Returns the meter that results from an option; `undefined` if the question stays open or the file
 * cannot be read with it.
 * @param id - The meter of the question; `undefined` for any.
 */
function meterIn(read: () => ReadResult, kind: QuestionKind, id: string | undefined): FileMeter | undefined {
  let file: ReadResult;
  try {
    file = read();
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
  if (file.questions.some(({ question }) => question.kind === kind && isOpen(question))) return undefined;
  return file.meters.find((meter) => id === undefined || meter.id === id);
}

function sampleOf(meter: FileMeter | undefined): Sample | null {
  if (meter === undefined) return null;
  const { receipt, series } = meter;
  return {
    importKwh: receipt.importKwh,
    exportKwh: receipt.exportKwh,
    fromMs: series.startMs,
    toMs: series.endMs,
    timeZone: series.timeZone,
  };
}
