import { createCalendar, type TimeRange } from '@arc-elements/intervals';
import { type Change, type ChartState, type Facts, INITIAL, update } from '../state.ts';

const calendar = createCalendar('America/Los_Angeles');

/**
 * Returns an instant in the zone of the test meter: midnight for `at('2025-11-02')`, one o'clock
 * for `at('2025-11-02 13')`.
 */
export function at(text: string): number {
  const [year = 0, month = 1, day = 1, hour = 0] = text.split(/[- ]/).map(Number);
  return calendar.instantOf(year, month, day, hour * 60);
}

/** Returns the range between two local times of the test meter. */
export function span(from: string, to: string): TimeRange {
  return { startMs: at(from), endMs: at(to) };
}

/** Returns the facts of data in a range, whose last reading ends with the range or at `last`. */
export function factsOf(from: string, to: string, last: string | null = to): Facts {
  return { extent: span(from, to), calendar, lastReadingMs: last === null ? null : at(last) };
}

/** Returns the state after changes to a new chart or to `from`. */
export function after(changes: readonly Change[], facts: Facts | null, from: ChartState = INITIAL): ChartState {
  return changes.reduce((state, change) => update(state, change, facts), from);
}
