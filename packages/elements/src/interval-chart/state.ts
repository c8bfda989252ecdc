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
 * Without a range, a chart shows a series of up to this many days as a whole, and the last year of
 * a longer one.
 */
const ALL_UP_TO_DAYS = 400;
/**
 * A preset opens with the day, week or month before until this share of the newest one has
 * readings.
 */
const BEGUN_SHARE = 0.2;

/** What a page can set as range. */
export type RangeSetting = RangePreset | TimeRange | null | undefined;

/**
 * The column, counted from 0, that orders the rows of the table. Column 0 is the order of the data.
 */
export interface TableSort {
  readonly column: number;
  readonly descending: boolean;
}

/** What the page and the person can choose. Each setting is a property of the element. */
export interface Settings {
  readonly view: ViewId;
  /** The range that the page set, or that the person chose since then. */
  readonly range: RangeSetting;
  readonly resolution: Resolution | 'auto';
  readonly compare: Alignment | 'none';
  readonly channels: 'mirrored' | 'separate';
  readonly table: boolean;
}

/** Everything that decides what a chart shows of its data. */
export interface ChartState extends Settings {
  /** The visible range; `null` before there are data. */
  readonly visible: TimeRange | null;
  /** The preset that names `visible`; `null` for any other range. */
  readonly preset: RangePreset | null;
  /** The range that the page set last, whatever the person chose since then. */
  readonly asked: RangeSetting;
  readonly sort: TableSort | null;
  /** Page of the table, from 0. */
  readonly page: number;
  /** True while the panel of options is open. */
  readonly options: boolean;
}

/** What ranges depend on: the extent of the data, and the calendar of the meter. */
export interface Facts {
  readonly extent: TimeRange;
  readonly calendar: Calendar;
  /** End of the last slot with a reading, epoch ms; `null` when none has one. */
  readonly lastReadingMs: number | null;
}

/** Anything that changes the state of a chart. */
export type Change =
  /** The page set properties. */
  | { readonly kind: 'set'; readonly values: Partial<Settings> }
  /** The person chose how to draw. */
  | { readonly kind: 'choose'; readonly values: Partial<Omit<Settings, 'range' | 'view'>> }
  /** The page or the session gave other data. */
  | { readonly kind: 'data' }
  /** Shows a range. */
  | { readonly kind: 'show'; readonly range: TimeRange; readonly preset: RangePreset | null }
  /** Shows a preset around an instant; `null` for the end of the visible range. */
  | { readonly kind: 'preset'; readonly preset: RangePreset; readonly aroundMs: number | null }
  /** Shows the range before or after. */
  | { readonly kind: 'step'; readonly direction: -1 | 1 }
  /** Shows the range of one datum, such as a month. */
  | { readonly kind: 'open'; readonly range: TimeRange }
  /** The person chose a view, which widens a range that is too short for it. */
  | { readonly kind: 'view'; readonly view: ViewId }
  /** The address of the page has settings and a range. */
  | { readonly kind: 'link'; readonly values: Partial<Settings>; readonly range: TimeRange | RangePreset }
  /**
   * A press on the head of a column: highest first, then lowest first, then the order of the data.
   */
  | { readonly kind: 'sort'; readonly column: number }
  | { readonly kind: 'page'; readonly page: number }
  | { readonly kind: 'options'; readonly open: boolean }
  /** The person of the session changed, which restores the range of the page. */
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

/**
 * Returns the state after a change. `facts` are `null` while there are no data; ranges wait for
 * them.
 */
export function update(state: ChartState, change: Change, facts: Facts | null): ChartState {
  const next = reduce(state, change, facts);
  const otherColumns = next.view !== state.view || next.resolution !== state.resolution;
  const sort = otherColumns ? null : next.sort;
  // The end of the range does not count: new readings are appended without turning the page.
  const otherRows = otherColumns || sort !== state.sort || next.visible?.startMs !== state.visible?.startMs;
  if (sort === next.sort && !(otherRows && next.page > 0)) return next;
  return { ...next, sort, page: otherRows ? 0 : next.page };
}

function reduce(state: ChartState, change: Change, facts: Facts | null): ChartState {
  switch (change.kind) {
    case 'set': {
      const next = { ...state, ...change.values };
      if (!('range' in change.values)) return next;
      // Stored as `asked`, so that a later change of another property does not bring it back.
      return withRequestedRange({ ...next, asked: next.range, visible: null, preset: null }, facts);
    }
    case 'choose':
      return { ...state, ...change.values };
    case 'data':
      return state.visible === null || facts === null
        ? withRequestedRange(state, facts)
        : afterDataChange(state, state.visible, facts);
    case 'show':
      // The range is the same, so its preset stays chosen.
      if (state.visible !== null && change.preset === null && sameRange(state.visible, change.range)) return state;
      return withVisible(state, change.range, change.preset);
    case 'preset': {
      if (facts === null || state.visible === null) return state;
      const { preset } = change;
      // Around the given instant, else at the end of the visible range, else at the newest
      // readings.
      const around = change.aroundMs ?? Math.min(state.visible.endMs, openingRange(preset, facts).endMs) - 1;
      return withVisible(state, presetRange(preset, around, facts.extent, facts.calendar), preset);
    }
    case 'step': {
      if (facts === null || state.visible === null) return state;
      return withVisible(state, stepRange(state.visible, state.preset, change.direction, facts.calendar), state.preset);
    }
    case 'open': {
      if (!canOpen(state, change.range)) return state;
      const view = viewEntry(state.view).withTable ? 'usage' : state.view;
      const days = (change.range.endMs - change.range.startMs) / DAY_MS;
      const preset = days < 1.1 ? 'day' : days > 27 ? 'month' : days > 6.9 && days < 7.1 ? 'week' : null;
      return withVisible({ ...state, view }, change.range, preset);
    }
    case 'view':
      return change.view === state.view ? state : widenForView({ ...state, view: change.view }, facts);
    case 'link': {
      const next = { ...state, ...change.values };
      if (facts === null) return { ...next, range: change.range, visible: null, preset: null };
      if (isTimeRange(change.range)) return withVisible(next, change.range, presetOf(change.range, facts));
      return withVisible(next, openingRange(change.range, facts), change.range);
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

/** Returns true if the range of a datum is at least a day, and shorter than the visible range. */
function canOpen({ visible }: ChartState, range: TimeRange): boolean {
  if (visible === null) return false;
  const widthMs = range.endMs - range.startMs;
  return widthMs >= 0.9 * DAY_MS && widthMs < visible.endMs - visible.startMs;
}

/**
 * Returns the range that a preset opens with: that of the newest readings. If its readings have
 * only begun, it is the one before: the first hour of a day says less than the day before.
 */
function openingRange(preset: RangePreset, { extent, calendar, lastReadingMs }: Facts): TimeRange {
  const newestMs = (lastReadingMs ?? extent.endMs) - 1;
  const range = presetRange(preset, newestMs, extent, calendar);
  const begun = newestMs - range.startMs < BEGUN_SHARE * (range.endMs - range.startMs);
  const calendarUnit = preset === 'day' || preset === 'week' || preset === 'month';
  return begun && calendarUnit && hasDataBeyond(range, -1, extent) ? stepRange(range, preset, -1, calendar) : range;
}

/** Sets the visible range from `range`. */
function withRequestedRange(state: ChartState, facts: Facts | null): ChartState {
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
 * Updates the visible range after the data changed. `all` grows with the data; a preset that no
 * longer touches the data opens anew; any other range stays.
 */
function afterDataChange(state: ChartState, visible: TimeRange, facts: Facts): ChartState {
  const outside = visible.endMs <= facts.extent.startMs || visible.startMs >= facts.extent.endMs;
  if (state.preset === null || (state.preset !== 'all' && !outside)) return state;
  const next = openingRange(state.preset, facts);
  // A range that the person chose is updated; what the page set stays as it was set.
  return { ...state, visible: next, range: state.range === visible ? next : state.range };
}

function withVisible(state: ChartState, range: TimeRange, preset: RangePreset | null): ChartState {
  return { ...state, visible: range, preset, range };
}

/** Widens a visible range that is too short for the view. */
function widenForView(state: ChartState, facts: Facts | null): ChartState {
  const { visible } = state;
  if (facts === null || visible === null) return state;
  const { least } = viewEntry(state.view);
  const shortest = presetRange(least, visible.endMs - 1, facts.extent, facts.calendar);
  const shorter = visible.endMs - visible.startMs < 0.9 * (shortest.endMs - shortest.startMs);
  return shorter && hasDataBeyond(visible, -1, facts.extent) ? withVisible(state, shortest, least) : state;
}

/**
 * Returns the calendar preset that is exactly this range, so that a chosen month steps by months;
 * `null` if there is none.
 */
function presetOf(range: TimeRange, { extent, calendar }: Facts): RangePreset | null {
  const isRangeOf = (preset: RangePreset): boolean => {
    const { startMs, endMs } = presetRange(preset, range.endMs - 1, extent, calendar);
    return startMs === range.startMs && endMs === range.endMs;
  };
  return (['day', 'week', 'month', 'year'] as const).find(isRangeOf) ?? null;
}

function nextSort(sort: TableSort | null, column: number): TableSort | null {
  if (sort?.column !== column) return { column, descending: true };
  return sort.descending && column > 0 ? { column, descending: false } : null;
}
