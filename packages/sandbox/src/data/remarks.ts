import {
  type Choices,
  type FileMeter,
  type MeterFile,
  type NoteCode,
  openTextOf,
  type QuestionKind,
  type ReceiptNote,
  type Sample,
} from '@arc-elements/intervals';

/**
 * Returns what reading a file led to, a sentence each: totals of each meter first, then what the
 * reader chose or found.
 */
export function remarksOn(file: MeterFile, choices: Choices, unneeded: readonly QuestionKind[]): readonly string[] {
  const notes = file.meters.map(notesOf);
  // What concerns the whole file is in the receipt of every meter, and is said once.
  const shared = (notes[0] ?? []).filter((remark) => notes.every((others) => others.includes(remark)));
  const ofMeter = file.meters.flatMap((meter, i) => {
    const own = (notes[i] as readonly string[]).filter((remark) => !shared.includes(remark));
    return [totalsOf(meter), ...own].map((remark) => (meter.label === '' ? remark : `meter ${meter.label}: ${remark}`));
  });
  const chosen = Object.entries(choices).flatMap(([kind, value]) => {
    if (value === undefined) return [];
    const none = unneeded.includes(kind as QuestionKind) ? ', but the file does not leave it open' : '';
    return [`chosen ${SUBJECTS[kind as QuestionKind]}: ${value}${none}`];
  });
  const defaults = file.questions.flatMap((question) =>
    question.default === null ? [] : [`${openTextOf(question)}; taken: ${question.default}, with the same totals`],
  );
  return [...chosen, ...defaults, ...ofMeter, ...shared];
}

/** Returns the energy and span of an option or a meter, for a person. */
export function sampleText({ importKwh, exportKwh, fromMs, toMs, timeZone }: Sample): string {
  const kwh = (value: number): string => `${Number(value.toPrecision(9))} kWh`;
  const time = new Intl.DateTimeFormat('sv', { dateStyle: 'short', timeStyle: 'short', timeZone });
  return [
    ...(importKwh === null ? [] : [`${kwh(importKwh)} from the grid`]),
    ...(exportKwh === null ? [] : [`${kwh(exportKwh)} to the grid`]),
    `${time.format(fromMs)} to ${time.format(toMs)} (${timeZone})`,
  ].join(', ');
}

const SUBJECTS: Readonly<Record<QuestionKind, string>> = {
  columns: 'columns',
  meter: 'meter',
  unit: 'unit',
  'date-order': 'order of day and month',
  'time-zone': 'time zone',
  'register-or-interval': 'meaning of the values',
};

/** What each note of a receipt means; the answers to questions are said by themselves. */
const SENTENCES: Readonly<Record<Exclude<NoteCode, 'chosen'>, string>> = {
  duplicate: 'readings that occur again with the same value, counted once',
  conflict: 'readings that contradict another of the same time; the later one in the file counts',
  overlap: 'readings that overlap others; those that cover the most time count',
  'zero-length': 'readings that end when they start, dropped',
  reversed: 'readings that end before they start, dropped',
  future: 'readings far after all others, dropped',
  past: 'readings far before all others, dropped',
  'bad-time': 'rows without a time that can be read, dropped',
  'local-time': 'times without an offset, read on the clock of the meter',
  'no-value': 'rows without a value; their time counts as missing',
  'from-kw': 'values of power in kW, multiplied by their time',
  'unknown-direction': 'readings that do not say their direction, dropped',
  negative: 'values below zero, kept as they are',
  'signed-channel': 'values with a sign: above zero is from the grid, below zero to the grid',
  'mixed-lengths': 'readings of different lengths',
  split: 'readings divided, because those from and to the grid have different times',
  'uneven-arrays': 'lists of different lengths, cut to the shortest',
  'span-mismatch': 'times of the whole that differ from those of the readings; the readings count',
  'net-mismatch': 'net values that are not import minus export; import minus export counts',
  'time-zone': 'no time zone that is known; UTC taken',
  skipped: 'rows that are not readings of electricity, left out',
  'other-meters': 'other meters in the file',
  added: 'columns added, as shares of one flow',
  'left-out': 'columns left out, because they say nothing more',
  'other-commodity': 'readings of gas, water or heat, left out',
  converted: 'values in joules, converted to kWh',
  'sign-turned': 'columns of export written below zero, turned',
  production: 'columns of production, shown as export: how much reached the grid is not said',
  'from-register': 'meter readings; their differences are the energy',
  'register-fell': 'times at which the meter reading fell, without energy',
  'assumed-length': 'readings without a length; the usual distance between them taken, or an hour',
  'standard-time': 'times that the clocks skip, read as standard time',
};

function notesOf({ columns, receipt }: FileMeter): readonly string[] {
  const uses = columns.map(({ label, use }) => `"${label}" ${use === 'left-out' ? 'is left out' : `is ${use}`}`);
  return [
    ...(columns.length > 1 ? [`columns: ${uses.join(', ')}`] : []),
    ...(receipt.missingMinutes > 0 ? [`without a value: ${receipt.missingMinutes} minutes`] : []),
    ...receipt.notes.flatMap(sentenceOf),
  ];
}

function sentenceOf({ code, count, example }: ReceiptNote): readonly string[] {
  return code === 'chosen' ? [] : [`${SENTENCES[code]}: ${count}${example === undefined ? '' : ` (${example})`}`];
}

function totalsOf({ receipt: { importKwh, exportKwh }, series }: FileMeter): string {
  return sampleText({
    importKwh,
    exportKwh,
    fromMs: series.startMs,
    toMs: series.endMs,
    timeZone: series.timeZone,
  });
}
