import type { RangePreset } from '../core/range.ts';
import { Part } from '../lazy-parts.ts';
import type { ChartWords } from '../messages.ts';
import { usageView } from './usage.ts';
import type { ChartView, ViewId } from './view.ts';

/** The usage view where an earlier period is held against it. */
export const COMPARED_USAGE = new Part<ChartView>(async () => (await import('./compared-usage.ts')).comparedUsageView);

/** A tab: what it is called and how its view arrives. */
export interface ViewEntry {
  readonly id: ViewId;
  /** Key of its name. */
  readonly label: keyof ChartWords['views'];
  /** The shortest range that it says anything about; choosing its tab widens a shorter one to it. */
  readonly least: RangePreset;
  /** Shown only where the page gives a tariff. */
  readonly needsTariff?: true;
  readonly part: Part<ChartView>;
}

/** Every view, in the order of their tabs. All but the first are loaded when they are first shown. */
export const VIEWS: readonly ViewEntry[] = [
  { id: 'usage', label: 'usage', least: 'day', part: new Part(async () => usageView, usageView) },
  {
    id: 'heatmap',
    label: 'heatmap',
    least: 'week',
    part: new Part(async () => (await import('./heatmap.ts')).heatmapView),
  },
  {
    id: 'average-day',
    label: 'averageDay',
    least: 'month',
    part: new Part(async () => (await import('./average-day.ts')).averageDayView),
  },
  {
    id: 'duration',
    label: 'duration',
    least: 'week',
    part: new Part(async () => (await import('./duration.ts')).durationView),
  },
  {
    id: 'months',
    label: 'months',
    least: 'year',
    part: new Part(async () => (await import('./months.ts')).monthsView),
  },
  {
    id: 'time-of-use',
    label: 'timeOfUse',
    least: 'month',
    needsTariff: true,
    part: new Part(async () => (await import('./time-of-use.ts')).timeOfUseView),
  },
];

/** The entry of a view; an unknown name gives the first one, so that a mistyped attribute still shows data. */
export function viewEntry(id: string): ViewEntry {
  return VIEWS.find((entry) => entry.id === id) ?? (VIEWS[0] as ViewEntry);
}
