import type { NoteCode, QuestionKind } from '@arc-elements/intervals';
import type { LocaleRules } from '../locale-rules.ts';

/** Notes of a receipt that are shown as a sentence. Answers are listed separately. */
export type ShownNoteCode = Exclude<NoteCode, 'chosen'>;

/** Texts of a question. */
interface QuestionWords {
  readonly title: string;
  readonly hint: string;
  /** Label of the answer. */
  readonly short: string;
}

/** English, from which the other languages are translated. */
export const meterFile = ({ plural }: LocaleRules) => ({
  reading: (name: string) => `Reading ${name}`,
  readingHint: 'It stays in this browser.',
  cancel: 'Cancel',

  asks: (count: number) => plural(count, { one: 'A question about this file', other: '# questions about this file' }),
  asksHint: 'The file leaves this open, and the numbers depend on it.',
  questions: {
    columns: {
      title: 'Which columns count?',
      hint: 'The file does not say for sure what each of its columns of energy is.',
      short: 'Columns',
    },
    meter: { title: 'Which meter?', hint: 'The file has several. You can switch later.', short: 'Meter' },
    unit: { title: 'In which unit are the values?', hint: 'The file does not say it.', short: 'Unit' },
    'date-order': {
      title: 'What comes first in a date?',
      hint: 'The dates can be read both ways.',
      short: 'Dates',
    },
    'time-zone': {
      title: 'In which time zone are the times?',
      hint: 'The file does not name it. It is usually that of the meter.',
      short: 'Time zone',
    },
    'register-or-interval': {
      title: 'What are the values?',
      hint: 'They hardly ever fall, so they may be what the meter displayed.',
      short: 'Values',
    },
  } satisfies Record<QuestionKind, QuestionWords>,
  about: (text: string) => `In the file: ${text}`,
  together: (names: string) => `All of these, added: ${names}`,
  only: (name: string) => `Only ${name}`,
  dayFirst: 'The day',
  monthFirst: 'The month',
  register: 'What the meter displayed at each time',
  interval: 'The energy of each interval',
  fromGrid: (energy: string) => `${energy} from the grid`,
  toGrid: (energy: string) => `${energy} to the grid`,
  otherZone: 'Another time zone',
  zoneField: 'Time zone, such as Europe/Madrid',
  chooseOne: 'Choose one of these.',
  noSuchZone: 'There is no such time zone. Pick one from the list.',
  readFailed: 'The file cannot be read this way. Choose another answer.',
  goOn: 'Continue',
  back: 'Back to the chart',

  refused: 'This file cannot be shown.',
  refusedHint: 'Nothing in it can be read for sure as electricity by time. Many utilities offer another format too.',
  noElectricity: (what: string) => `This file has no electricity, only ${what}.`,
  noElectricityHint: 'Your utility may offer electricity as a file of its own.',
  commodities: { gas: 'gas', water: 'water', 'gas-or-water': 'gas or water', heat: 'heat', unknown: 'something else' },
  unreadable: 'The file could not be opened.',
  unreadableHint: 'It may have been moved or changed. Choose it again.',
  reason: 'The reason in detail',
  chooseAnother: 'Choose another file',

  aboutFile: 'About this file',
  change: 'Change',
  notesTitle: 'What to know about this file',
  notes: {
    duplicate: 'In the file more than once: counted once',
    conflict: 'Two values for the same time: one was taken',
    overlap: 'Readings that overlap others: left out',
    'zero-length': 'Readings that end when they start: left out',
    reversed: 'Readings that end before they start: left out',
    future: 'Readings far in the future: left out',
    past: 'Readings far in the past: left out',
    'bad-time': 'Rows without a time that can be read: left out',
    'local-time': 'Times without an offset: read on the clock of the meter',
    'no-value': 'Rows without a value: their time counts as missing',
    'from-kw': 'Energy worked out from the power in kW',
    'unknown-direction': 'Readings that do not say which way the energy went: left out',
    negative: 'Values below zero where none should be: kept',
    'signed-channel': 'One column for both directions: below zero is to the grid',
    'mixed-lengths': 'Readings of different lengths',
    split: 'Readings split evenly, because the two directions have different lengths',
    'uneven-arrays': 'Lists of different lengths: cut to the shortest',
    'span-mismatch': 'The file names another span than its readings fill: the readings count',
    'net-mismatch': 'Net values that are not import minus export: the difference was taken',
    'time-zone': 'No time zone that is known: times are in UTC',
    skipped: 'Rows that are no energy by time: left out',
    'other-meters': 'Other meters in the file: not shown',
    added: 'Columns added up',
    'left-out': 'Columns not counted beside those that are',
    'other-commodity': 'Readings of gas, water or heat: left out',
    converted: 'Converted from joules to kWh',
    'sign-turned': 'Energy to the grid written below zero: the sign was turned',
    production: 'Energy made on site, shown as energy to the grid: how much went there is not in the file',
    'from-register': 'Meter readings: the energy is the difference between them',
    'register-fell': 'The meter reading fell, as when a meter is exchanged: nothing is known there',
    'assumed-length': 'Readings without a length: the usual one was taken',
    'standard-time': 'Times that the clock skips in spring: the file keeps standard time all year',
  } satisfies Record<ShownNoteCode, string>,
});
