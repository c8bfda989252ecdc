import { HOUR_MS, MINUTE_MS } from '../../zone.ts';

/**
 * Offsets from UTC in hours of abbreviations after a time; `null` for those with different meanings
 * in different places.
 */
const HOURS: Readonly<Record<string, number | null>> = {
  Z: 0,
  UTC: 0,
  GMT: 0,
  UT: 0,
  WET: 0,
  BST: 1,
  WEST: 1,
  CET: 1,
  MEZ: 1,
  CEST: 2,
  MESZ: 2,
  EET: 2,
  SAST: 2,
  EEST: 3,
  NDT: -2.5,
  NST: -3.5,
  EDT: -4,
  EST: -5,
  CDT: -5,
  CST: -6,
  MDT: -6,
  MST: -7,
  PDT: -7,
  PST: -8,
  AKDT: -8,
  AKST: -9,
  HDT: -9,
  HST: -10,
  AWST: 8,
  HKT: 8,
  SGT: 8,
  JST: 9,
  KST: 9,
  ACST: 9.5,
  AEST: 10,
  ACDT: 10.5,
  AEDT: 11,
  NZST: 12,
  NZDT: 13,
  // Ireland, Israel and India; Atlantic and Arabia; and abbreviations without summer or standard.
  IST: null,
  AST: null,
  ADT: null,
  ET: null,
  CT: null,
  MT: null,
  PT: null,
};

/** An offset after a time of day: `-05:00`, `+0100`, `UTC+1`, `(GMT-03:30)`, `+0000 UTC`. */
const OFFSET = new RegExp(
  /(?<=:\d\d(?:[.,]\d+)?|T\d\d(?:\d\d){0,2}|[ap]\.?m\.?)\s*\(?(?:UTC|GMT)?\s?/.source +
    /([+-])(\d{1,2})(?::?(\d\d))?\)?(?:\s[A-Z]{3,4})?$/.source,
  'i',
);
const WORD = /(?<=\d|h|[ap]\.?m\.?)\s*\(?([A-Z]{1,4})\)?$/i;
/** Name of a zone that some systems write after an offset: `[Europe/Paris]`. */
const NAME = /\s*\[[\w/+-]+\]$/;

/** A time and its offset. */
export interface SplitStamp {
  /** The time without its offset or abbreviation. */
  readonly text: string;
  /** Local time minus UTC, ms; `NaN` if the abbreviation has several meanings. */
  readonly offsetMs: number;
}

/**
 * Separates an offset or an abbreviation from the time before it; `null` if there is no known one.
 */
export function splitZone(stamp: string): SplitStamp | null {
  const whole = stamp.replace(NAME, '');
  const offset = OFFSET.exec(whole);
  if (offset !== null) {
    const [, sign, hours, minutes] = offset;
    const ms = Number(hours) * HOUR_MS + Number(minutes ?? 0) * MINUTE_MS;
    // No zone is further from UTC, and all offsets are multiples of 15 minutes.
    if (ms > 14 * HOUR_MS || ms % (15 * MINUTE_MS) !== 0) return null;
    return { text: whole.slice(0, offset.index), offsetMs: sign === '-' ? -ms : ms };
  }
  const word = WORD.exec(whole);
  const name = word?.[1]?.toUpperCase() ?? '';
  if (word === null || !Object.hasOwn(HOURS, name)) return null;
  return { text: whole.slice(0, word.index), offsetMs: (HOURS[name] ?? Number.NaN) * HOUR_MS };
}

/**
 * Returns false if the last characters show that the text does not end with an offset or an
 * abbreviation.
 */
export function mayNameZone(text: string): boolean {
  const { length } = text;
  const last = text.charCodeAt(length - 1);
  // AM, PM, a.m. and p.m. end with these characters; no abbreviation of a zone does.
  if (last === 77 || last === 109 || last === 46) return false;
  if (last < 48 || last > 57) return true;
  for (let i = Math.max(length - 6, 11); i < length - 1; i++) {
    const code = text.charCodeAt(i);
    if (code === 43 || code === 45) return true;
  }
  return false;
}
