import { DecodeError } from '@arc-elements/models';
import type { ReadOptions } from '../options.ts';
import { Notes } from '../receipt.ts';
import { resolveTimeZone } from '../zone.ts';
import type { FormatContext, FormatName, FormatReading } from './format.ts';
import { type Choices, OpenQuestionError, type Question, type QuestionKind, type Sample } from './question.ts';
import type { MeterQuestion } from './settle/asked.ts';
import { type FileMeter, settle } from './settle/settle.ts';
import { together } from './together.ts';

/** What a file of meter data holds. */
export interface MeterFile {
  readonly format: FormatName;
  /** In the order of the file. While a question about a meter has no answer, that meter is not among them. */
  readonly meters: readonly FileMeter[];
  /**
   * What the file leaves open. Questions whose default is `null` need an answer: read the file again with it in
   * `choices`.
   */
  readonly questions: readonly Question[];
}

/** Options of `readMeterFile`. */
export interface ReadMeterFileOptions extends ReadOptions {
  /** Zone of times without an offset, for files that name none. A zone that a person chose is in the choices. */
  readonly timeZone?: string | undefined;
}

/** Reads the texts of one file with whatever format each has. */
type ReadTexts = (context: FormatContext) => readonly FormatReading[];

/**
 * Reads and settles the texts of a file, then once per option of each open question, for its `sample`.
 * @throws {DecodeError} As `readMeterFile`.
 */
export function readAll(read: ReadTexts, choices: Choices, options: ReadMeterFileOptions): MeterFile {
  checkChoices(choices);
  // Only these two change how a text is read; all else is settled afterwards.
  const known = new Map<string, Joined>();
  const readWith = (chosen: Choices): Read => {
    const key = JSON.stringify([chosen['date-order'], chosen['time-zone']]);
    const joined = known.get(key) ?? join(read, chosen, options);
    known.set(key, joined);
    const { reading } = joined;
    const questions = joined.questions.map((question): MeterQuestion => ({ question, meter: null }));
    if (reading.channels.length + reading.settled.length === 0 && joined.questions.some(isOpen))
      return { format: reading.format, meters: [], questions };
    const notes = joined.notes.copy();
    const made = Object.entries(chosen).filter(([, value]) => value !== undefined);
    if (made.length > 0) notes.add('chosen', made.length, made.map(([kind, value]) => `${kind}: ${value}`).join('; '));
    const settled = settle(reading, { ...options, choices: chosen, notes });
    return { format: reading.format, meters: settled.meters, questions: [...questions, ...settled.questions] };
  };
  const file = readWith(choices);
  const meters = new Map(file.meters.map((meter) => [meter.id, meter]));
  const sampleWith = ({ question: { kind }, meter }: MeterQuestion, value: string): Sample | null => {
    if (kind === 'meter') return sampleOf(meters.get(value));
    // A file may have thousands of meters: only the one that asks is read again.
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

/** A file with the meters that raise its questions. */
interface Read extends Omit<MeterFile, 'questions'> {
  readonly questions: readonly MeterQuestion[];
}

/** Answers that are valid for every file; all others depend on the file. */
const VALUES: Readonly<Partial<Record<QuestionKind, readonly string[]>>> = {
  'date-order': ['day-first', 'month-first'],
  'register-or-interval': ['register', 'interval'],
};

function checkChoices(choices: Choices): void {
  for (const [kind, values] of Object.entries(VALUES)) {
    const value = choices[kind as QuestionKind];
    if (value !== undefined && !values.includes(value))
      throw new DecodeError('', `"${value}" is not a ${kind}; choose ${values.join(' or ')}`);
  }
  const zone = choices['time-zone'];
  if (zone !== undefined && resolveTimeZone(zone) === null)
    throw new DecodeError('', `"${zone}" is not a time zone; choose an IANA name such as America/New_York`);
}

/**
 * The one meter of a file that leaves nothing open.
 * @throws {OpenQuestionError} It leaves something open; `choices` has the questions.
 */
export function onlyMeter({ meters, questions }: MeterFile): FileMeter {
  const open = questions.filter(isOpen);
  if (open.length > 0 || meters[0] === undefined) throw new OpenQuestionError(open);
  return meters[0];
}

const isOpen = (question: Question): boolean => question.default === null;

interface Joined {
  readonly reading: FormatReading & Required<Pick<FormatReading, 'settled'>>;
  readonly questions: readonly Question[];
  readonly notes: Notes;
}

/** Reads the texts as if they were one: the months of a year in a ZIP are of the same meters. */
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
    channels: together(all.map(({ channels }) => channels)),
    settled: all.flatMap(({ settled }) => settled ?? []),
    timeZone: all.find(({ timeZone }) => timeZone !== null)?.timeZone ?? null,
    zones: new Map(all.flatMap(({ zones }) => [...(zones ?? [])])),
    labels: new Map(all.flatMap(({ labels }) => [...(labels ?? [])])),
    own: all.length === 1 ? first.own : undefined,
  };
  const isLocal = all.some((each) => each.isLocal === true);
  const zone = choices['time-zone'] ?? reading.timeZone ?? options.timeZone ?? null;
  // The zone changes no total, but the days: ask with a default.
  if (isLocal && zone === null)
    ask({ kind: 'time-zone', about: '', options: [{ value: 'UTC', names: [], sample: null }], default: 'UTC' });
  return { reading, questions: [...questions.values()], notes };
}

/**
 * The meter that an option leads to; `undefined` if the question stays open or the file cannot be read with it.
 * @param id - The meter that the question is about; `undefined` for any.
 */
function meterIn(read: () => Read, kind: QuestionKind, id: string | undefined): FileMeter | undefined {
  let file: Read;
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
