import { DecodeError } from '@arc-elements/models';

/** What may be ambiguous in a file. */
export type QuestionKind =
  /**
   * Which of several energy columns count, and in which direction. Those of one direction are
   * added.
   */
  | 'columns'
  /** Which of several meters to show. */
  | 'meter'
  /** The unit of the values. */
  | 'unit'
  /** Whether 3/4 is the third of April or the fourth of March. */
  | 'date-order'
  /** The zone of times without an offset. */
  | 'time-zone'
  /** Whether values that rarely fall are states of a register or the energy of each interval. */
  | 'register-or-interval';

/**
 * Answers to questions, by their kind. `time-zone` is an IANA name. `columns` is labels of columns,
 * joined by `, `. If the file does not state their direction, `A | B` reads those before the bar as
 * import and those after it as export; equal labels on both sides are net.
 */
export type Choices = { readonly [kind in QuestionKind]?: string | undefined };

/** What a file contains if an option is chosen. */
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
  /** The value for the choices. */
  readonly value: string;
  /**
   * Names from the file for a person: columns that are added, a meter; `[]` if the value is clear
   * by itself.
   */
  readonly names: readonly string[];
  /** The result; `null` if another question is then open, or the file cannot be read so. */
  readonly sample: Sample | null;
}

/** Something that is ambiguous in a file, and what may be meant. */
export interface Question {
  readonly kind: QuestionKind;
  /** The subject as the file writes it: a header, a date, a meter; `''` for the whole file. */
  readonly about: string;
  /** At least one. The answer to `time-zone` may be any IANA zone. */
  readonly options: readonly QuestionOption[];
  /**
   * The option that is used until another is chosen, if the totals do not depend on it; else
   * `null`.
   */
  readonly default: string | null;
}

/** The file is ambiguous in a way that changes the result. `choices` has the questions. */
export class OpenQuestionError extends DecodeError {
  readonly choices: readonly Question[];

  /** @param questions - Questions without a default; at least one. */
  constructor(questions: readonly Question[]) {
    super('', questions.map(textOf).join('; '));
    this.name = 'OpenQuestionError';
    this.choices = questions;
  }
}

/** What is ambiguous, by kind of question, as a clause in English about the file. */
export const OPEN_TEXTS: Readonly<Record<QuestionKind, string>> = {
  columns: 'it does not say which of its columns of energy count, or in which direction',
  meter: 'it has several meters',
  unit: 'it does not say the unit of its values',
  'date-order': 'its dates do not tell day from month',
  'time-zone': 'it does not name the time zone of its times',
  'register-or-interval':
    'its values hardly ever fall: they may be meter readings (states of a register) or the energy of each interval',
};

/** Returns what is ambiguous, as a clause in English about the file. */
export function openTextOf({ kind, about }: Question): string {
  return `${OPEN_TEXTS[kind]}${about === '' ? '' : ` (${about})`}`;
}

/** Returns a question as a sentence in English, with its options. */
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
