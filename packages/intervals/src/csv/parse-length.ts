import { DAY_MS, HOUR_MS, MINUTE_MS } from '../zone.ts';

/** A length of time: a number of calendar months, or milliseconds. The other one is 0. */
export interface Length {
  readonly ms: number;
  readonly months: number;
}

/** Units of time, as cells and headers name them. */
const UNITS: readonly (readonly [names: string, ms: number])[] = [
  ['s|sec|secs|seconds?|sekunden|sekunder|secondes|segundos|secondi|seconden', 1000],
  ['m|min|mins|minutes?|minuten|minuter|minutos|minuti|minuut', MINUTE_MS],
  ['h|hr|hrs|hours?|std|stunden?|heures?|horas?|ora|ore|uur|timmar|timme', HOUR_MS],
  ['d|days?|tage?|jours?|dias?|dagen|dag|dagar|giorn[io]', DAY_MS],
  ['weeks?|wochen?|semaines?|semanas?|settiman[ae]|weken|week|veckor', 7 * DAY_MS],
];
/** Source of a pattern that matches the name of a unit. */
export const UNIT_NAMES = UNITS.map(([names]) => names).join('|');

const WORDS: readonly (readonly [RegExp, Length])[] = [
  [/^(?:quarter|1\/4)[ -]?hour(?:ly)?$|^viertelstund(?:e|lich)$/, { ms: 15 * MINUTE_MS, months: 0 }],
  [/^(?:half|1\/2)[ -]?hour(?:ly)?$|^halbstundlich$|^halbe stunde$/, { ms: 30 * MINUTE_MS, months: 0 }],
  [/^hour(?:ly)?$|^stunde$|^stundlich$|^horaire$|^horari[ao]$/, { ms: HOUR_MS, months: 0 }],
  [/^(?:daily|day|tag|taglich|journalier|diari[ao]|dagelijks)$/, { ms: DAY_MS, months: 0 }],
  [/^(?:weekly|week|wochentlich|hebdomadaire|semanal)$/, { ms: 7 * DAY_MS, months: 0 }],
  [/^(?:monthly|month|monatlich|mensuel|mensual|maandelijks)$/, { ms: 0, months: 1 }],
];
const MONTHS = /^(?:p(\d{1,2})m|(\d{1,2})[ -]?(?:months?|monate?|mois|mes|meses|mesi|maanden?))$/;
/** A duration of ISO 8601 in weeks, days, hours, minutes and seconds. */
const ISO = /^p(?=[\dt])(?:(\d+)w)?(?:(\d+)d)?(?:t(?=\d)(?:([\d.,]+)h)?(?:([\d.,]+)m)?(?:([\d.,]+)s)?)?$/;
const ISO_MS = [7 * DAY_MS, DAY_MS, HOUR_MS, MINUTE_MS, 1000];
const NUMBER = /\d+(?:[.,]\d+)?/.source;
const ONLY_NUMBER = new RegExp(`^${NUMBER}$`);
/** A number with its unit, and what separates it from the next one. */
const PART = new RegExp(`^(${NUMBER}) *-?(${UNIT_NAMES})(?![a-z])\\.?(?: +|, *|$|(?=\\d))`);

const UNIT_PATTERNS = UNITS.map(([names, ms]) => [new RegExp(`^(?:${names})$`), ms] as const);

/** Returns the milliseconds of a unit of time; `NaN` if the word names none. */
export function unitMsOf(word: string): number {
  return UNIT_PATTERNS.find(([pattern]) => pattern.test(word))?.[1] ?? Number.NaN;
}

/**
 * Returns a number of units of time; `NaN` if the text is no number. `1,440` minutes are 1440, as
 * nobody writes thousandths of them; `15.000` are 15.
 */
export function countIn(text: string, unitMs: number): number {
  if (!ONLY_NUMBER.test(text)) return Number.NaN;
  const isThousands = unitMs < HOUR_MS && /^[1-9]\d{0,2}[.,](?!000)\d{3}$/.test(text);
  return Number(text.replace(/[.,]/, isThousands ? '' : '.'));
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
  if (month !== null) {
    const months = Number(month[1] ?? month[2]);
    return months > 0 ? { ms: 0, months } : null;
  }
  const ms = isoMs(words) ?? partsMs(words);
  return ms > 0 ? { ms, months: 0 } : null;
}

function isoMs(words: string): number | null {
  const match = ISO.exec(words);
  if (match === null) return null;
  return ISO_MS.reduce((sum, unitMs, i) => sum + countIn(match[i + 1] ?? '0', HOUR_MS) * unitMs, 0);
}

/** Adds numbers with units: `1 hour 30 minutes`. */
function partsMs(words: string): number {
  let rest = words;
  let sum = 0;
  do {
    const part = PART.exec(rest);
    if (part === null) return Number.NaN;
    const unitMs = unitMsOf(part[2]!);
    sum += countIn(part[1]!, unitMs) * unitMs;
    rest = rest.slice(part[0].length);
  } while (rest !== '');
  return sum;
}
