import { LazyModule } from '../../internal/lazy-module.ts';
import type { RangePreset } from '../data/range.ts';
import type { ChartWords } from '../text/words.ts';
import { usageView } from './usage/model.ts';
import type { ChartView, ViewId } from './view.ts';

/** A tab and its view. */
export interface ViewEntry {
  readonly id: ViewId;
  /** Key of its name in `words.views`. */
  readonly label: keyof ChartWords['views'];
  /** Shortest useful range of this view; choosing its tab widens a shorter range. */
  readonly least: RangePreset;
  /** True if the table is always shown under the picture. */
  readonly withTable?: true;
  /** True if the tab is shown only with a tariff. */
  readonly needsTariff?: true;
  /** The view, or the module that has it. */
  readonly view: ChartView | LazyModule<ChartView>;
}

const lazy = (load: () => Promise<ChartView>): LazyModule<ChartView> => new LazyModule(load);

/** Every view, in the order of their tabs. */
export const VIEWS: readonly ViewEntry[] = [
  { id: 'usage', label: 'usage', least: 'day', view: usageView },
  {
    id: 'heatmap',
    label: 'heatmap',
    least: 'week',
    view: lazy(async () => (await import('./heatmap/model.ts')).heatmapView),
  },
  {
    id: 'average-day',
    label: 'averageDay',
    least: 'month',
    view: lazy(async () => (await import('./average-day.ts')).averageDayView),
  },
  {
    id: 'duration',
    label: 'duration',
    least: 'week',
    view: lazy(async () => (await import('./duration.ts')).durationView),
  },
  {
    id: 'months',
    label: 'months',
    least: 'year',
    withTable: true,
    view: lazy(async () => (await import('./months.ts')).monthsView),
  },
  {
    id: 'time-of-use',
    label: 'timeOfUse',
    least: 'month',
    withTable: true,
    needsTariff: true,
    view: lazy(async () => (await import('./time-of-use.ts')).timeOfUseView),
  },
];

/** The usage view with an earlier period drawn over the bars. */
export const COMPARED_USAGE = lazy(async () => (await import('./usage/compared.ts')).comparedUsageView);

/**
 * Returns the entry of a view. An unknown name gives the first one, so that a mistyped attribute
 * still shows data.
 */
export function viewEntry(id: string): ViewEntry {
  return VIEWS.find((entry) => entry.id === id) ?? (VIEWS[0] as ViewEntry);
}
