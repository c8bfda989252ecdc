import { createCalendar, type TimeRange } from '@arc-elements/intervals';
import { type Change, type ChartState, type Facts, INITIAL, update } from '../state.ts';

const calendar = createCalendar('America/Los_Angeles');

/** An instant of the wall clock of the test meter: `at('2025-11-02')` is its midnight, `at('2025-11-02 13')` one o'clock. */
export function at(text: string): number {
  const [year = 0, month = 1, day = 1, hour = 0] = text.split(/[- ]/).map(Number);
  return calendar.instantOf(year, month, day, hour * 60);
}

/** A span between two of them. */
export function span(from: string, to: string): TimeRange {
  return { startMs: at(from), endMs: at(to) };
}

/** What is known of data over a span; their last reading is at its end unless `last` says where. */
export function factsOf(from: string, to: string, last: string | null = to): Facts {
  return { extent: span(from, to), calendar, lastReadingMs: last === null ? null : at(last) };
}

/** The state after changes, one after the other, to a new chart or to `from`. */
export function after(changes: readonly Change[], facts: Facts | null, from: ChartState = INITIAL): ChartState {
  return changes.reduce((state, change) => update(state, change, facts), from);
}
