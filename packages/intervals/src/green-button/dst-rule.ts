import { civilOf, dayNumberOf, daysInMonth, weekdayOf } from '../civil.ts';
import { DAY_MS, zoneOf } from '../zone.ts';

/**
 * When the clocks change, as ESPI encodes it in four bytes. Source: NAESB REQ.21 (ESPI),
 * `DstRuleType`: bits 0-11 seconds into the hour, 12-16 hour, 17-19 weekday, 20-24 day of month,
 * 25-27 operator, 28-31 month.
 */
export interface DstRule {
  /** 1 to 12. */
  readonly month: number;
  /**
   * 0: on `day`; 1: the first `weekday` on or after `day`; 2 to 6: the first to fifth `weekday`; 7:
   * the last one.
   */
  readonly operator: number;
  /** 1 to 31, or 0 if the operator does not need it. */
  readonly day: number;
  /** 1 Monday to 7 Sunday, or 0. */
  readonly weekday: number;
  /** Seconds after local midnight, on the clock in force before the change. */
  readonly seconds: number;
}

/** The offsets that a Green Button file states in place of the name of a zone. */
export interface LocalTime {
  /** Offset of standard time from UTC, ms. */
  readonly standardMs: number;
  /** What is added in summer, ms; 0 if clocks do not change. */
  readonly dstMs: number;
  readonly start: DstRule | null;
  readonly end: DstRule | null;
}

/**
 * Decodes a rule of eight hexadecimal digits; some files leave out zeros at the end. `null`, which
 * means no daylight saving, for a rule that is empty, has all bits set or is invalid.
 */
export function decodeDstRule(hex: string): DstRule | null {
  if (!/^[0-9a-f]{1,8}$/i.test(hex.trim())) return null;
  const bits = Number.parseInt(hex.trim().padEnd(8, '0'), 16);
  const rule: DstRule = {
    month: (bits >>> 28) & 15,
    operator: (bits >>> 25) & 7,
    day: (bits >>> 20) & 31,
    weekday: (bits >>> 17) & 7,
    seconds: ((bits >>> 12) & 31) * 3600 + (bits & 0xfff),
  };
  if (rule.month < 1 || rule.month > 12 || rule.seconds > 86_400) return null;
  const needsWeekday = rule.operator > 0;
  if (needsWeekday ? rule.weekday === 0 : rule.day === 0) return null;
  return rule;
}

/** Encodes a rule as eight upper-case hexadecimal digits. */
export function encodeDstRule(rule: DstRule): string {
  const hour = Math.floor(rule.seconds / 3600);
  const bits =
    rule.month * 2 ** 28 +
    rule.operator * 2 ** 25 +
    rule.day * 2 ** 20 +
    rule.weekday * 2 ** 17 +
    hour * 2 ** 12 +
    (rule.seconds - hour * 3600);
  return bits.toString(16).toUpperCase().padStart(8, '0');
}

/** Returns the local time of the change in a year, as if it were UTC. */
export function localChangeOf(rule: DstRule, year: number): number {
  const first = dayNumberOf(year, rule.month, 1);
  const onOrAfter = (day: number) => day + ((rule.weekday - weekdayOf(day) + 7) % 7);
  let day = first + rule.day - 1;
  if (rule.operator === 1) day = onOrAfter(first + Math.max(rule.day, 1) - 1);
  else if (rule.operator === 7) day = onOrAfter(first + daysInMonth(year, rule.month) - 7);
  else if (rule.operator > 1) day = onOrAfter(first) + (rule.operator - 2) * 7;
  return day * DAY_MS + rule.seconds * 1000;
}

/**
 * Returns the offsets and rules of a zone in the year of `nearMs`, for a file that has to state
 * them.
 */
export function localTimeOf(timeZone: string, nearMs: number): LocalTime {
  const zone = zoneOf(timeZone);
  const { year } = civilOf(Math.floor(nearMs / DAY_MS));
  const changes: number[] = [];
  const endOfYear = Date.UTC(year + 1, 0, 1);
  for (let at = zone.nextChange(Date.UTC(year, 0, 1)); at < endOfYear; at = zone.nextChange(at)) changes.push(at);
  const winterFirst = zone.offsetAt(Date.UTC(year, 0, 1));
  const offsets = [winterFirst, ...changes.map((at) => zone.offsetAt(at))];
  const standardMs = Math.min(...offsets);
  const dstMs = Math.max(...offsets) - standardMs;
  const [first, second] = changes;
  // ESPI cannot describe zones that do not change twice a year, so only their offset is written.
  if (changes.length !== 2 || first === undefined || second === undefined) {
    const offset = zone.offsetAt(nearMs);
    return { standardMs: offset, dstMs: 0, start: null, end: null };
  }
  const spring = zone.offsetAt(first) > winterFirst ? first : second;
  const autumn = spring === first ? second : first;
  return {
    standardMs,
    dstMs,
    start: ruleAt(spring + standardMs),
    end: ruleAt(autumn + standardMs + dstMs),
  };
}

function ruleAt(localMs: number): DstRule {
  const number = Math.floor(localMs / DAY_MS);
  const { year, month, day } = civilOf(number);
  const last = day + 7 > daysInMonth(year, month);
  return {
    month,
    operator: last ? 7 : 2 + Math.floor((day - 1) / 7),
    day: 0,
    weekday: weekdayOf(number),
    seconds: Math.round((localMs - number * DAY_MS) / 1000),
  };
}
