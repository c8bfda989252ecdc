import type { Alignment, TimeOfUseSchedule, TimeRange } from '@arc-elements/intervals';
import type { ChartData } from '../data/chart-data.ts';
import type { Resolution } from '../data/resolution.ts';
import type { LegendItem } from '../draw/legend.ts';
import type { Palette } from '../draw/palette.ts';
import type { Box, LinearScale } from '../draw/scale.ts';
import type { Surface } from '../draw/surface.ts';
import type { TimeText } from '../text/time-text.ts';

/** What a view shows. */
export interface ViewInput {
  readonly data: ChartData;
  readonly range: TimeRange;
  readonly resolution: Resolution;
  readonly locale: string;
  readonly time: TimeText;
  /** An earlier period to compare with; `null` for none. Some views ignore it. */
  readonly compare: CompareInput | null;
  /**
   * True to draw import above export, each with its own zero line, instead of upwards and downwards
   * from one. Some views ignore it.
   */
  readonly separate: boolean;
  /** Bands of a tariff; `null` for none. */
  readonly tariff: ChartTariff | null;
}

/** Time-of-use bands, and the price of a kWh in each. */
export interface ChartTariff extends TimeOfUseSchedule {
  /**
   * Price of a kWh by the name of its band; a band without one has no cost. Energy only, without
   * fixed charges.
   */
  readonly prices?: Readonly<Record<string, number>> | undefined;
  /** ISO 4217; default USD. */
  readonly currency?: string | undefined;
}

/** An earlier period: where it begins, and how its days are matched. */
export interface CompareInput {
  readonly alignment: Alignment;
  /** First day, `YYYY-MM-DD`; `undefined` for a year before. */
  readonly earlierFrom: string | undefined;
}

/** The area that a view is laid out on. */
export interface Frame {
  /** Size in CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** Device pixels per CSS pixel. */
  readonly ratio: number;
  /** Height of a line of axis text, CSS pixels. */
  readonly linePx: number;
  /** Returns the width of a text, CSS pixels. */
  measure(text: string): number;
}

/** One value of a datum: the same text in the read-out, the announcement and the table. */
export interface DatumValue {
  /** Key of the column. */
  readonly key: string;
  readonly label: string;
  readonly text: string;
  /** Exact value in its unit; `null` if unknown. */
  readonly value: number | null;
}

/** One datum of a view, such as a bar or a cell. */
export interface Datum {
  /** The interval or position, in words. */
  readonly title: string;
  /** Its span of time; `null` if it is not a span of time. */
  readonly range: TimeRange | null;
  readonly values: readonly DatumValue[];
  /** A remark, such as missing, estimated or partly measured; empty for none. */
  readonly note: string;
}

/** Arrow keys, by their direction on the screen. */
export type Arrow = 'left' | 'right' | 'up' | 'down';

/**
 * The data of a view for one range, independent of any size. Picture, table, announcements and
 * exports are made from it, so they agree. Data are those in the range, counted from 0 in reading
 * order.
 */
export interface ViewModel {
  readonly length: number;
  datum(index: number): Datum;
  /**
   * Returns `datum(index).values[column - 1].value`, or NaN for `null`, without creating the texts.
   * Sorting the table needs it for every datum. Optional for views with few data.
   */
  value?(index: number, column: number): number;
  /**
   * Returns the index of the datum that includes an instant; -1 if there is none, or if data are
   * not spans of time.
   */
  indexOf(ms: number): number;
  /**
   * Returns the index of the datum that an arrow key moves to. Outside `0` to `length - 1`, the
   * range moves too.
   */
  neighbour(index: number, arrow: Arrow): number;
  /** Number of data that the page keys move by. */
  readonly page: number;
  readonly legend: readonly LegendItem[];
  /** Heads of the columns of the table: the title of the data, then one per value. */
  readonly columns: readonly string[];
  /** Description of the picture in one sentence. */
  readonly summary: string;
  layout(frame: Frame): Scene;
}

/** A model laid out on an area. */
export interface Scene {
  /** The area of the data, without axes. */
  readonly plot: Box;
  /** The time axis, which can be zoomed and panned; `null` for none. */
  readonly time: LinearScale | null;
  paint(surface: Surface, palette: Palette): void;
  /** Returns the index of the datum at a position in CSS pixels; -1 if there is none. */
  indexAt(x: number, y: number): number;
  /** Returns the box of the cursor for a datum. */
  mark(index: number): Box;
}

/** Names of the views, in the order of their tabs. */
export type ViewId = 'usage' | 'heatmap' | 'average-day' | 'duration' | 'months' | 'time-of-use';

/** A way to show interval data. */
export interface ChartView {
  readonly id: ViewId;
  /**
   * Minimum width of a bar, CSS pixels, in a view whose resolution can be chosen; `null` in other
   * views.
   */
  readonly minBarPx: number | null;
  model(input: ViewInput): ViewModel;
}
