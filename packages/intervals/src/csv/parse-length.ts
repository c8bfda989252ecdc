import { DAY_MS, HOUR_MS, MINUTE_MS } from '../zone.ts';

/** A length of time: a number of calendar months, or milliseconds. The other one is 0. */
export interface Length {
  readonly ms: number;
  readonly months: number;
}

/** Units of time, as cells and headers name them. */
const UNITS: readonly (readonly [names: string, ms: number])[] = [
  ['s|sec|secs|seconds?|sekunden|secondes|segundos', 1000],
  ['m|min|mins|minutes?|minuten|minutos|minuti', MINUTE_MS],
  ['h|hr|hrs|hours?|std|stunden?|heures?|horas?|ore|uur', HOUR_MS],
  ['d|days?|tage?|jours?|dias?|dagen', DAY_MS],
];
/** Source of a pattern that matches the name of a unit. */
export const UNIT_NAMES = UNITS.map(([names]) => names).join('|');

const WORDS: readonly (readonly [RegExp, Length])[] = [
  [/^(?:quarter|1\/4)[ -]?hour(?:ly)?$|^viertelstund(?:e|lich)$/, { ms: 15 * MINUTE_MS, months: 0 }],
  [/^(?:half|1\/2)[ -]?hour(?:ly)?$|^halbstundlich$/, { ms: 30 * MINUTE_MS, months: 0 }],
  [/^hour(?:ly)?$|^stundlich$|^horaire$|^horari[ao]$/, { ms: HOUR_MS, months: 0 }],
  [/^(?:daily|day|taglich|journalier|diari[ao])$/, { ms: DAY_MS, months: 0 }],
  [/^(?:monthly|month|monatlich|mensuel|mensual)$/, { ms: 0, months: 1 }],
];
const MONTHS = /^(?:p(\d{1,2})m|(\d{1,2})[ -]?(?:months?|monate?|mois|mes|meses))$/;
/** A duration of ISO 8601 in weeks, days, hours, minutes and seconds. */
const ISO = /^p(?=[\dt])(?:(\d+)w)?(?:(\d+)d)?(?:t(?=\d)(?:([\d.,]+)h)?(?:([\d.,]+)m)?(?:([\d.,]+)s)?)?$/;
const ISO_MS = [7 * DAY_MS, DAY_MS, HOUR_MS, MINUTE_MS, 1000];
const PART = new RegExp(`^\\s*(\\d+(?:[.,]\\d+)?)[ -]?(${UNIT_NAMES})(?![a-z])\\.?`);

/** Returns the milliseconds of a unit of time; `NaN` if the word names none. */
export function unitMsOf(word: string): number {
  return UNITS.find(([names]) => new RegExp(`^(?:${names})$`).test(word))?.[1] ?? Number.NaN;
}

/**
 * Returns the length that a cell names with its unit: `15min`, `PT1H30M`, `1.5 h`, `half-hourly`,
 * `1 month`; `null` if it names none.
 */
export function parseLength(text: string): Length | null {
  const words = text
    .trim()
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '');
  const word = WORDS.find(([pattern]) => pattern.test(words));
  if (word !== undefined) return word[1];
  const month = MONTHS.exec(words);
  if (month !== null) return { ms: 0, months: Number(month[1] ?? month[2]) };
  const ms = isoMs(words) ?? partsMs(words);
  return ms > 0 ? { ms, months: 0 } : null;
}

function isoMs(words: string): number | null {
  const match = ISO.exec(words);
  if (match === null) return null;
  return ISO_MS.reduce((sum, unitMs, i) => sum + numberIn(match[i + 1] ?? '0') * unitMs, 0);
}

/** Adds numbers with units: `1 hour 30 minutes`. */
function partsMs(words: string): number {
  let rest = words;
  let sum = 0;
  do {
    const part = PART.exec(rest);
    if (part === null) return Number.NaN;
    sum += numberIn(part[1]!) * unitMsOf(part[2]!);
    rest = rest.slice(part[0].length);
  } while (rest !== '');
  return sum;
}

const numberIn = (text: string): number => Number(text.replace(',', '.'));
