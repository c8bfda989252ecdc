/**
 * Columns that every library draws: start and length of the slots in milliseconds, and three
 * channels.
 */
export interface BenchData {
  readonly startMs: number;
  readonly stepMs: number;
  readonly importKwh: Float64Array;
  readonly exportKwh: Float64Array;
  readonly netKwh: Float64Array;
}

/** A chart on the page. */
export interface Mounted {
  /**
   * Shows a range, epoch ms. Settles when it is drawn, except for animation frames, which the page
   * runs itself.
   */
  show(fromMs: number, toMs: number): unknown;
}

/** Puts a prepared chart into an element of the page, and waits until the chart can be used. */
export type Mount = (place: HTMLElement) => Mounted | Promise<Mounted>;

/** One library, set up as its documentation recommends for large data. */
export interface Contender {
  /** Converts the columns to the format of the library; not timed. */
  prepare(data: BenchData): Mount;
}

/** Size of every chart, CSS pixels. */
export const WIDTH = 900;
export const HEIGHT = 300;
