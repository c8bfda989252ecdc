/** One set of columns for every contender: seconds and milliseconds of each slot, and three series. */
export interface BenchData {
  readonly startMs: number;
  readonly stepMs: number;
  readonly importKwh: Float64Array;
  readonly exportKwh: Float64Array;
  readonly netKwh: Float64Array;
}

/** A mounted chart. */
export interface Mounted {
  /** Settles when it answers to the pointer; left out where that is so once it is drawn. */
  ready?(): Promise<void>;
  /** Shows a range; settles when it is drawn, apart from animation frames, which the page runs itself. */
  show(fromMs: number, toMs: number): unknown;
}

/** Mounts a chart of 900 by 300 CSS pixels, set up as its own documentation advises for large data. */
export type Mount = (container: HTMLElement, data: BenchData) => Mounted | Promise<Mounted>;

/** A year of 15 minutes as the platform sends it: a row for every reading, or columns. */
export type Body = 'raw' | 'normalized';

/** What a file of this folder exports: a function that makes what the library wants of the columns, untimed, and one that mounts. */
export interface Contender {
  prepare?(data: BenchData): void;
  readonly mount: Mount;
  /** Reads the text of an answer and mounts it; left out where that is not measured. */
  mountText?(container: HTMLElement, text: string, body: Body): unknown;
  /** Nothing answers to a pointer: the measurement is left out. */
  readonly deaf?: true;
}

/** Size of every contender, CSS pixels. */
export const WIDTH = 900;
export const HEIGHT = 300;
