import type { Alignment, Calendar, TimeRange } from '@arc-elements/intervals';
import {
  hasDataBeyond,
  isRangePreset,
  isTimeRange,
  presetRange,
  type RangePreset,
  sameRange,
  stepRange,
} from './data/range.ts';
import type { Resolution } from './data/resolution.ts';
import { viewEntry } from './views/registry.ts';
import type { ViewId } from './views/view.ts';

const DAY_MS = 86_400_000;
/**
 * Without a range of its own a chart shows everything up to about this many days, and the last year of anything
 * longer.
 */
const ALL_UP_TO_DAYS = 400;
/** A preset opens on the day, week or month before until this share of the newest one has readings. */
const BEGUN_SHARE = 0.2;

/** What a page can ask a chart to show. */
export type AskedRange = RangePreset | TimeRange | null | undefined;

/** What rows of the table are ordered by: a column, counted from 0. Column 0 is the order of the data themselves. */
export interface TableSort {
  readonly column: number;
  readonly descending: boolean;
}

/** What page and person can choose. Each is a property of the element. */
export interface Settings {
  readonly view: ViewId;
  /** Range that the page set, or the one that the person chose since. */
  readonly range: AskedRange;
  readonly resolution: Resolution | 'auto';
  readonly compare: Alignment | 'none';
  readonly channels: 'mirrored' | 'separate';
  readonly table: boolean;
}

/** Everything that decides what a chart shows of its data. */
export interface ChartState extends Settings {
  /** What is visible; `null` before there are data. */
  readonly visible: TimeRange | null;
  /** The preset that `visible` follows; `null` for a range that no preset names. */
  readonly preset: RangePreset | null;
  /** What the page asked for last, whatever a person chose since. */
  readonly asked: AskedRange;
  readonly sort: TableSort | null;
  /** Page of the table, from 0. */
  readonly page: number;
  /** The panel of the options is open. */
  readonly options: boolean;
}

/** What ranges depend on: how far the data go, and the calendar of the meter. */
export interface Facts {
  readonly extent: TimeRange;
  readonly calendar: Calendar;
  /** End of the last slot with a reading, epoch ms; `null` when none has one. */
  readonly lastReadingMs: number | null;
}

/** One thing that happens to a chart. */
export type Change =
  /** The page set properties. */
  | { readonly kind: 'set'; readonly values: Partial<Settings> }
  /** The person chose how to draw. */
  | { readonly kind: 'choose'; readonly values: Partial<Omit<Settings, 'range' | 'view'>> }
  /** The data changed. */
  | { readonly kind: 'data' }
  /** Exactly this range. */
  | { readonly kind: 'show'; readonly range: TimeRange; readonly preset: RangePreset | null }
  /** A preset, around an instant that the person looks at. */
  | { readonly kind: 'preset'; readonly preset: RangePreset; readonly aroundMs: number | null }
  /** The range before or after. */
  | { readonly kind: 'step'; readonly direction: -1 | 1 }
  /** Narrows the range to one datum, such as a month. */
  | { readonly kind: 'open'; readonly range: TimeRange }
  /** The person chose a view; a range too short for it is widened. */
  | { readonly kind: 'view'; readonly view: ViewId }
  /** What an address asks for. */
  | { readonly kind: 'link'; readonly values: Partial<Settings>; readonly range: TimeRange | RangePreset }
  /** A press on the head of a column: most first, then least first, then the order of the data again. */
  | { readonly kind: 'sort'; readonly column: number }
  | { readonly kind: 'page'; readonly page: number }
  | { readonly kind: 'options'; readonly open: boolean }
  /** The person of the session changed: back to the range that the page set. */
  | { readonly kind: 'leave' };

/** State of a chart before anything was set. */
export const INITIAL: ChartState = {
  view: 'usage',
  range: undefined,
  resolution: 'auto',
  compare: 'none',
  channels: 'mirrored',
  table: false,
  visible: null,
  preset: null,
  asked: undefined,
  sort: null,
  page: 0,
  options: false,
};

/** The state after a change. `facts` are `null` while there are no data; ranges wait for them. */
export function update(state: ChartState, change: Change, facts: Facts | null): ChartState {
  const next = changed(state, change, facts);
  const otherColumns = next.view !== state.view || next.resolution !== state.resolution;
  const sort = otherColumns ? null : next.sort;
  // Not by the end of the range: new readings are appended without turning the page.
  const otherRows = otherColumns || sort !== state.sort || next.visible?.startMs !== state.visible?.startMs;
  if (sort === next.sort && !(otherRows && next.page > 0)) return next;
  return { ...next, sort, page: otherRows ? 0 : next.page };
}

function changed(state: ChartState, change: Change, facts: Facts | null): ChartState {
  switch (change.kind) {
    case 'set': {
      const next = { ...state, ...change.values };
      if (!('range' in change.values)) return next;
      // A later change of another property must not bring this range back.
      return resolved({ ...next, asked: next.range, visible: null, preset: null }, facts);
    }
    case 'choose':
      return { ...state, ...change.values };
    case 'data':
      return state.visible === null || facts === null ? resolved(state, facts) : kept(state, state.visible, facts);
    case 'show':
      // Nothing moved: the preset that it follows stays chosen.
      if (state.visible !== null && change.preset === null && sameRange(state.visible, change.range)) return state;
      return shown(state, change.range, change.preset);
    case 'preset': {
      if (facts === null || state.visible === null) return state;
      const { preset } = change;
      // Around what is looked at, else at the end of what is visible, else at the newest readings.
      const around = change.aroundMs ?? Math.min(state.visible.endMs, openingRange(preset, facts).endMs) - 1;
      return shown(state, presetRange(preset, around, facts.extent, facts.calendar), preset);
    }
    case 'step': {
      if (facts === null || state.visible === null) return state;
      return shown(state, stepRange(state.visible, state.preset, change.direction, facts.calendar), state.preset);
    }
    case 'open': {
      if (!canOpen(state, change.range)) return state;
      const view = viewEntry(state.view).withTable ? 'usage' : state.view;
      const days = (change.range.endMs - change.range.startMs) / DAY_MS;
      const preset = days < 1.1 ? 'day' : days > 27 ? 'month' : days > 6.9 && days < 7.1 ? 'week' : null;
      return shown({ ...state, view }, change.range, preset);
    }
    case 'view':
      return change.view === state.view ? state : widened({ ...state, view: change.view }, facts);
    case 'link': {
      const next = { ...state, ...change.values };
      if (facts === null) return { ...next, range: change.range, visible: null, preset: null };
      if (isTimeRange(change.range)) return shown(next, change.range, presetOf(change.range, facts));
      return shown(next, openingRange(change.range, facts), change.range);
    }
    case 'sort':
      return { ...state, sort: nextSort(state.sort, change.column) };
    case 'page':
      return { ...state, page: change.page };
    case 'options':
      return { ...state, options: change.open };
    case 'leave':
      return { ...state, range: state.asked, visible: null, preset: null, sort: null, page: 0 };
  }
}

/** True when the span of a datum is a day or more and less than what is visible, so that one can go into it. */
function canOpen({ visible }: ChartState, range: TimeRange): boolean {
  if (visible === null) return false;
  const widthMs = range.endMs - range.startMs;
  return widthMs >= 0.9 * DAY_MS && widthMs < visible.endMs - visible.startMs;
}

/**
 * The range that a preset opens with when nothing else says which: the newest one that has something to show. One
 * whose data have only begun gives way to the one before it: the first hour of a day says less than the day before.
 */
function openingRange(preset: RangePreset, { extent, calendar, lastReadingMs }: Facts): TimeRange {
  const newestMs = (lastReadingMs ?? extent.endMs) - 1;
  const range = presetRange(preset, newestMs, extent, calendar);
  const begun = newestMs - range.startMs < BEGUN_SHARE * (range.endMs - range.startMs);
  const calendarUnit = preset === 'day' || preset === 'week' || preset === 'month';
  return begun && calendarUnit && hasDataBeyond(range, -1, extent) ? stepRange(range, preset, -1, calendar) : range;
}

/** Turns the range that the page set into a visible one. */
function resolved(state: ChartState, facts: Facts | null): ChartState {
  if (facts === null) return state;
  const { range } = state;
  if (isTimeRange(range)) {
    return { ...state, preset: presetOf(range, facts), visible: { startMs: range.startMs, endMs: range.endMs } };
  }
  const days = (facts.extent.endMs - facts.extent.startMs) / DAY_MS;
  const preset = isRangePreset(range) ? range : days <= ALL_UP_TO_DAYS ? 'all' : 'year';
  return { ...state, preset, visible: openingRange(preset, facts) };
}

/**
 * Visible range after the data changed. "All" grows with the data; a preset that no longer touches them opens anew; any
 * other range stays.
 */
function kept(state: ChartState, visible: TimeRange, facts: Facts): ChartState {
  const outside = visible.endMs <= facts.extent.startMs || visible.startMs >= facts.extent.endMs;
  if (state.preset === null || (state.preset !== 'all' && !outside)) return state;
  const next = openingRange(state.preset, facts);
  // What the person chose moves along; what the page set stays as it was set.
  return { ...state, visible: next, range: state.range === visible ? next : state.range };
}

function shown(state: ChartState, range: TimeRange, preset: RangePreset | null): ChartState {
  return { ...state, visible: range, preset, range };
}

/** Widens a range that is too short for the view to say anything about. */
function widened(state: ChartState, facts: Facts | null): ChartState {
  const { visible } = state;
  if (facts === null || visible === null) return state;
  const { least } = viewEntry(state.view);
  const wanted = presetRange(least, visible.endMs - 1, facts.extent, facts.calendar);
  const shorter = visible.endMs - visible.startMs < 0.9 * (wanted.endMs - wanted.startMs);
  return shorter && hasDataBeyond(visible, -1, facts.extent) ? shown(state, wanted, least) : state;
}

/** The calendar preset that names a range, so that a chosen month steps by months; `null` for any other. */
function presetOf(range: TimeRange, { extent, calendar }: Facts): RangePreset | null {
  const names = (preset: RangePreset): boolean => {
    const { startMs, endMs } = presetRange(preset, range.endMs - 1, extent, calendar);
    return startMs === range.startMs && endMs === range.endMs;
  };
  return (['day', 'week', 'month', 'year'] as const).find(names) ?? null;
}

function nextSort(sort: TableSort | null, column: number): TableSort | null {
  if (sort?.column !== column) return { column, descending: true };
  return sort.descending && column > 0 ? { column, descending: false } : null;
}
