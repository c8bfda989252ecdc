import type { Choices } from '../files/question.ts';
import { readMeterFile } from '../files/read-meter-file.ts';
import type { ReadMeterFileOptions } from '../files/reading.ts';

/** Rounds a sum of decimals, which has noise in its last digits. */
const rounded = (kwh: number | null | undefined): number | null =>
  kwh === null || kwh === undefined ? null : Number(kwh.toPrecision(12));

/** Returns what a file contains, of its first meter, and its questions. */
export function outcomeOf(file: string, choices: Choices = {}, options: ReadMeterFileOptions = {}) {
  const { meters, questions } = readMeterFile(file, choices, options);
  const [meter] = meters;
  return {
    asks: questions.map(({ kind }) => kind),
    options: questions.map(({ options }) => options.map(({ value, sample }) => [value, rounded(sample?.importKwh)])),
    totals: meter === undefined ? null : [meter.receipt.importKwh, meter.receipt.exportKwh].map(rounded),
    notes: meter?.receipt.notes.map(({ code }) => code) ?? [],
    columns: meter?.columns.map(({ label, use, unit }) => [label, use, unit]),
    series: meter?.series,
  };
}
