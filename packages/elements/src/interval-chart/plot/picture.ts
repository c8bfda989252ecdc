import type { Palette } from '../draw/palette.ts';
import type { Change } from '../state.ts';
import type { Drawing } from '../views/drawing.ts';
import type { Datum, Scene } from '../views/view.ts';

/** The picture of a plot, for cursor and overview. */
export interface Picture {
  /** Width in CSS pixels. */
  readonly width: number;
  /** Height of a line of its text, CSS pixels. */
  readonly linePx: number;
  readonly scene: Scene | undefined;
  /** What the picture shows; `null` before the first drawing. */
  readonly drawn: Drawing | null;
  readonly palette: Palette | undefined;
}

/** Callbacks of a plot. */
export interface PlotHandlers {
  /** Returns what to draw, a new object whenever anything changed; `null` for nothing. */
  drawing(): Drawing | null;
  /** The person changed the state of the chart. */
  act(change: Change): void;
  /** The cursor moved to a datum; `null` when it left. */
  cursor(datum: Datum | null): void;
  /** The width of the picture changed. */
  resized(widthPx: number): void;
}
