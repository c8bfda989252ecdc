import type { QuestionKind, QuestionOption, Sample } from '@arc-elements/intervals/files';
import { dateFormat, formatKwh, joined } from '../internal/format.ts';
import type { WordsOf } from '../languages/catalog.ts';
import type { messages } from './messages.ts';

/** Texts about files in one language. */
export type FileWords = WordsOf<typeof messages>;

/** Returns the text of an answer. */
export function optionText(
  kind: QuestionKind,
  { value, names }: Pick<QuestionOption, 'value' | 'names'>,
  locale: string,
  words: FileWords,
): string {
  const [name] = names;
  if (kind === 'columns' && name !== undefined)
    return names.length > 1 ? words.together(new Intl.ListFormat(locale).format(names)) : words.only(name);
  const [imported, exported] = value.split(' | ');
  if (kind === 'columns' && imported !== undefined && exported !== undefined)
    return `${words.fromGrid(imported)} · ${words.toGrid(exported)}`;
  if (kind === 'time-zone') return zoneText(value, locale);
  return name ?? valueTexts(words)[value] ?? value;
}

const valueTexts = (words: FileWords): Readonly<Record<string, string>> => ({
  'day-first': words.dayFirst,
  'month-first': words.monthFirst,
  register: words.register,
  interval: words.interval,
});

/** Returns the result of an option in separate texts: `35.0 kWh`, `Mar 1 – 2, 2024`. */
export function sampleTexts(sample: Sample, locale: string, words: FileWords): readonly string[] {
  const { importKwh, exportKwh, fromMs, toMs, timeZone } = sample;
  const kwh = (value: number): string => joined(formatKwh(locale, value));
  const energies = [
    ...(importKwh === null ? [] : [exportKwh === null ? kwh(importKwh) : words.fromGrid(kwh(importKwh))]),
    ...(exportKwh === null ? [] : [words.toGrid(kwh(exportKwh))]),
  ];
  const days = dateFormat(locale, { year: 'numeric', month: 'short', day: 'numeric', timeZone });
  return [...energies, days.formatRange(fromMs, Math.max(fromMs, toMs - 1))];
}

/** Returns `America/New_York (Eastern Time)`. */
function zoneText(timeZone: string, locale: string): string {
  const parts = dateFormat(locale, { timeZone, timeZoneName: 'longGeneric' }).formatToParts(0);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value;
  return name === undefined || name === timeZone ? timeZone : `${timeZone} (${name})`;
}

/** Returns true for the name of a time zone that the browser knows. */
export function isTimeZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== '';
  } catch {
    // Intl throws a RangeError for an unknown zone.
    return false;
  }
}
