import type { Palette } from '../draw/palette.ts';
import type { Change } from '../state.ts';
import type { Drawing } from '../views/drawing.ts';
import type { Datum, Scene } from '../views/view.ts';

/** A drawn picture, as cursor and overview see it. */
export interface Picture {
  /** Width in CSS pixels. */
  readonly width: number;
  /** Height of a line of its text, CSS pixels. */
  readonly linePx: number;
  readonly scene: Scene | undefined;
  /** What it shows; `null` before the first drawing. */
  readonly drawn: Drawing | null;
  readonly palette: Palette | undefined;
}

/** What a plot asks of its element, and how it says what the person wants. */
export interface PlotHandlers {
  /** What to draw, a new object whenever anything of it changed; `null` for nothing. */
  drawing(): Drawing | null;
  act(change: Change): void;
  cursor(datum: Datum | null): void;
  /** The picture has another width than before. */
  resized(widthPx: number): void;
}
