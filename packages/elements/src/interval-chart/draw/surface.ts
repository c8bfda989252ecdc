import type { Box } from './scale.ts';

/**
 * A text for a picture, where lines run from left to right: what has Arabic or Hebrew letters keeps its own
 * direction.
 */
export const directed = (text: string): string => (/[\u0590-\u08ff]/.test(text) ? `\u2067${text}\u2069` : text);

/** How a text is placed. */
export interface TextPlace {
  readonly align?: 'left' | 'center' | 'right';
  readonly baseline?: 'top' | 'middle' | 'bottom';
  readonly bold?: boolean;
  /** Widest it may be, CSS pixels: what is wider is set narrower, because people may have letters of twice the size. */
  readonly maxPx?: number;
}

/**
 * What a view draws on: axis-aligned boxes, hatches and short texts, in CSS pixels. Energy over intervals is a step
 * function, so boxes are exact at every zoom and need no anti-aliased stroke. Edges are rounded to device pixels; a
 * box never vanishes.
 */
export interface Surface {
  readonly width: number;
  readonly height: number;
  /** Device pixels per CSS pixel. */
  readonly ratio: number;
  /** Colour of the boxes and texts that follow. */
  color(color: string): void;
  /** Box between two corners, at least one device pixel in each direction. */
  box(x0: number, y0: number, x1: number, y1: number): void;
  /**
   * Diagonal hatch in the current color: what is not known. Falling to the right where it only tells two colours
   * apart.
   */
  hatch(box: Box, falling?: boolean): void;
  /** Fine dots in the current color: what was estimated. */
  dots(box: Box): void;
  /** Dotted frame in the current color: what is yet to come. */
  dottedFrame(box: Box): void;
  text(text: string, x: number, y: number, place?: TextPlace): void;
  /** Width of a text in CSS pixels. */
  measure(text: string): number;
  /** What follows is drawn inside the box only, until the next call; `null` lifts it. */
  clip(box: Box | null): void;
}
