import { parseTimestamp } from '@arc-elements/models';

/**
 * First and last instant that the clock may show: years that every client can print and read, epoch
 * ms.
 */
const FIRST_MS = Date.UTC(1970, 0, 1);
const LAST_MS = Date.UTC(2200, 0, 1) - 1;

/** Returns true if the clock may show this instant, epoch ms. */
export const isInRange = (ms: number): boolean => ms >= FIRST_MS && ms <= LAST_MS;

/** @throws {RangeError} The clock cannot show this instant. */
export function requireInRange(ms: number): void {
  if (!isInRange(ms)) throw new RangeError(`The clock can show the years 1970 to 2199, not ${ms} ms after 1970`);
}

/** What {@link readTime} takes, to be put after the name of a field. */
export const TIME_FORM = 'must be an ISO date and time of the years 1970 to 2199, such as 2026-03-20T12:00:00Z';

/**
 * Reads an ISO date and time into epoch ms; `undefined` when there is no such time, or the clock
 * cannot show it.
 */
export function readTime(text: string): number | undefined {
  const ms = parseTimestamp(text);
  return ms !== null && isInRange(ms) ? ms : undefined;
}
