import type { Alignment, TimeOfUseSchedule, TimeRange } from '@arc-elements/intervals';
import type { ChartData } from '../data/chart-data.ts';
import type { Resolution } from '../data/resolution.ts';
import type { LegendItem } from '../draw/legend.ts';
import type { Palette } from '../draw/palette.ts';
import type { Box, LinearScale } from '../draw/scale.ts';
import type { Surface } from '../draw/surface.ts';
import type { TimeText } from '../text/time-text.ts';

/** What a view is asked to show. */
export interface ViewInput {
  readonly data: ChartData;
  readonly range: TimeRange;
  readonly resolution: Resolution;
  readonly locale: string;
  readonly time: TimeText;
  /** An earlier period to hold against the range; `null` for none. Views that cannot, ignore it. */
  readonly compare: CompareInput | null;
  /**
   * Import and export above each other, each from a zero line of its own, instead of up and down from one. Views that
   * cannot, ignore it.
   */
  readonly separate: boolean;
  /** Bands of a tariff; `null` for none. */
  readonly tariff: ChartTariff | null;
}

/** Time-of-use bands, and what a kWh from the grid costs in each. */
export interface ChartTariff extends TimeOfUseSchedule {
  /** Price of a kWh by the name of its band; a band without one has no cost. Energy only, without fixed charges. */
  readonly prices?: Readonly<Record<string, number>> | undefined;
  /** ISO 4217; default USD. */
  readonly currency?: string | undefined;
}

/** An earlier period: how days find their partners, and where it begins. */
export interface CompareInput {
  readonly alignment: Alignment;
  /** First day of it, `YYYY-MM-DD`; `undefined` for a year before. */
  readonly earlierFrom: string | undefined;
}

/** The sheet a view is laid out on. */
export interface Frame {
  /** Size in CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** Device pixels per CSS pixel. */
  readonly ratio: number;
  /** Height of a line of axis text, CSS pixels. */
  readonly linePx: number;
  /** Width of a text, CSS pixels. */
  measure(text: string): number;
}

/** One value of a datum: the same text in the read-out, the announcement and the table. */
export interface DatumValue {
  /** Key of its column. */
  readonly key: string;
  readonly label: string;
  readonly text: string;
  /** Exact value in its unit; `null` when it is not known. */
  readonly value: number | null;
}

/** What can be read at one place of a view. */
export interface Datum {
  /** The interval or place, in words. */
  readonly title: string;
  /** The time it covers; `null` for places that are not a span of time. */
  readonly range: TimeRange | null;
  readonly values: readonly DatumValue[];
  /** What has to be known about it: missing, estimated, partly covered. Empty when all is plain. */
  readonly note: string;
}

/** Arrow keys, as they point on the screen. */
export type Arrow = 'left' | 'right' | 'up' | 'down';

/**
 * What a view has to say about one range, apart from any size: picture, table, announcements and exports are made
 * from it, so they agree. Data are counted from 0 in reading order, those in the range only.
 */
export interface ViewModel {
  readonly length: number;
  datum(index: number): Datum;
  /**
   * What `datum(index).values[column - 1].value` is, NaN for null, without the words: sorting a year of readings asks
   * for every one. Left out by views with few data.
   */
  value?(index: number, column: number): number;
  /** The datum whose span holds an instant; -1 when none does, or data are no spans of time. */
  indexOf(ms: number): number;
  /** The datum that an arrow key leads to; may lie outside `0` to `length - 1`, then the range follows. */
  neighbour(index: number, arrow: Arrow): number;
  /** How far the page keys jump, in data. */
  readonly page: number;
  readonly legend: readonly LegendItem[];
  /** Heads of the table: the first column, then one per value. */
  readonly columns: readonly string[];
  /** The picture in one sentence. */
  readonly summary: string;
  layout(frame: Frame): Scene;
}

/** A model laid out on a sheet. */
export interface Scene {
  /** Where data are drawn, without axes. */
  readonly plot: Box;
  /** The time axis, when there is one: the element then offers zoom and pan on it. */
  readonly time: LinearScale | null;
  paint(surface: Surface, palette: Palette): void;
  /** Datum at a place in CSS pixels; -1 where there is none. */
  indexAt(x: number, y: number): number;
  /** What the cursor marks for a datum. */
  mark(index: number): Box;
}

/** Names of the views, in the order of their tabs. */
export type ViewId = 'usage' | 'heatmap' | 'average-day' | 'duration' | 'months' | 'time-of-use';

/** A way to see interval data. One file per view. */
export interface ChartView {
  readonly id: ViewId;
  /** The narrowest bar it likes, CSS pixels, where a resolution can be chosen; `null` where the view has its own. */
  readonly minBarPx: number | null;
  model(input: ViewInput): ViewModel;
}
