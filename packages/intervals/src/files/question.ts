import { DecodeError } from '@arc-elements/models';

/** What a file may leave open. */
export type QuestionKind =
  /**
   * Which of several energy columns count, and in which direction; those of one direction are
   * added.
   */
  | 'columns'
  /** Which of several meters to show. */
  | 'meter'
  /** In which unit the values are. */
  | 'unit'
  /** Whether 3/4 is the third of April or the fourth of March. */
  | 'date-order'
  /** On which clock times without an offset were written. */
  | 'time-zone'
  /**
   * Whether values that hardly ever fall are states of the meter or the energy of each interval.
   */
  | 'register-or-interval';

/**
 * Answers to questions, by their kind. `time-zone` is an IANA name. `columns` is labels of columns,
 * joined by `, `. Where the file does not say their direction, `A | B` takes those before the bar
 * as import and those behind it as export; the same on both sides is net.
 */
export type Choices = { readonly [kind in QuestionKind]?: string | undefined };

/** What a file would hold if an option was chosen. */
export interface Sample {
  /** kWh; `null` when not measured. */
  readonly importKwh: number | null;
  /** kWh; `null` when not measured. */
  readonly exportKwh: number | null;
  /** Start of the first slot and end of the last, epoch ms. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly timeZone: string;
}

/** One answer to a question. */
export interface QuestionOption {
  /** What to put into the choices. */
  readonly value: string;
  /**
   * Names from the file that it stands for, for a person: columns that are added, a meter; `[]`
   * when the value says it all.
   */
  readonly names: readonly string[];
  /** What comes of it; `null` when something else is open then, or the file cannot be read so. */
  readonly sample: Sample | null;
}

/** Something that the file leaves open, and what may be meant. */
export interface Question {
  readonly kind: QuestionKind;
  /**
   * What it is about, as the file writes it: a header, a date, a meter; `''` for the whole file.
   */
  readonly about: string;
  /** At least one. For `time-zone` any other IANA zone is an answer too. */
  readonly options: readonly QuestionOption[];
  /**
   * The option that is taken until another is chosen, when the totals are the same whatever is
   * chosen; else `null`: nothing is.
   */
  readonly default: string | null;
}

/** The file leaves something open that changes the result. `choices` has what may be chosen. */
export class OpenQuestionError extends DecodeError {
  readonly choices: readonly Question[];

  /** @param questions - Those without a default; at least one. */
  constructor(questions: readonly Question[]) {
    super('', questions.map(textOf).join('; '));
    this.name = 'OpenQuestionError';
    this.choices = questions;
  }
}

/** What each kind of question leaves open, as a clause in English about the file. */
export const OPEN_TEXTS: Readonly<Record<QuestionKind, string>> = {
  columns: 'it does not say which of its columns of energy count, or in which direction',
  meter: 'it has several meters',
  unit: 'it does not say the unit of its values',
  'date-order': 'its dates do not tell day from month',
  'time-zone': 'it does not name the time zone of its times',
  'register-or-interval':
    'its values hardly ever fall: they may be meter readings (states of a register) or the energy of each interval',
};

/** What a question leaves open, as a clause in English about the file. */
export function openTextOf({ kind, about }: Question): string {
  return `${OPEN_TEXTS[kind]}${about === '' ? '' : ` (${about})`}`;
}

/** A question as one sentence in English, with its options. */
function textOf(question: Question): string {
  const values = question.options.map(({ value, sample }) =>
    sample === null ? value : `${value}: ${sampleText(sample)}`,
  );
  return `${openTextOf(question)}. Choose ${values.join(' / ')}`;
}

function sampleText({ importKwh, exportKwh }: Sample): string {
  const kwh = (value: number): string => `${Number(value.toPrecision(6))} kWh`;
  return [
    ...(importKwh === null ? [] : [kwh(importKwh)]),
    ...(exportKwh === null ? [] : [`${kwh(exportKwh)} to the grid`]),
  ].join(', ');
}
