import type { Box } from './scale.ts';

/**
 * Marks a text with Arabic or Hebrew letters as right to left; lines of a picture run from left to
 * right.
 */
export const isolateDirection = (text: string): string => (/[\u0590-\u08ff]/.test(text) ? `\u2067${text}\u2069` : text);

/** Alignment, weight and width of a text. */
export interface TextPlace {
  readonly align?: 'left' | 'center' | 'right';
  readonly baseline?: 'top' | 'middle' | 'bottom';
  readonly bold?: boolean;
  /**
   * Maximum width, CSS pixels; wider text is condensed. People may have letters of twice the size.
   */
  readonly maxPx?: number;
}

/**
 * What a view draws on: axis-aligned boxes, hatches and short texts, in CSS pixels. Energy over
 * intervals is a step function, so boxes are exact at every zoom. Edges are rounded to device
 * pixels; a box is always at least one pixel wide and high.
 */
export interface Surface {
  readonly width: number;
  readonly height: number;
  /** Device pixels per CSS pixel. */
  readonly ratio: number;
  /** Sets the colour of the boxes and texts that follow. */
  color(color: string): void;
  /** Fills the box between two corners, at least one device pixel in each direction. */
  box(x0: number, y0: number, x1: number, y1: number): void;
  /**
   * Hatches a box in the current colour: values that are not known. Lines that fall to the right
   * only tell two colours apart.
   */
  hatch(box: Box, falling?: boolean): void;
  /** Fills a box with fine dots in the current colour: estimated values. */
  dots(box: Box): void;
  /** Draws a dotted frame in the current colour: values that are not published yet. */
  dottedFrame(box: Box): void;
  text(text: string, x: number, y: number, place?: TextPlace): void;
  /** Returns the width of a text in CSS pixels. */
  measure(text: string): number;
  /** Restricts what follows to a box, until the next call; `null` lifts the restriction. */
  clip(box: Box | null): void;
}
