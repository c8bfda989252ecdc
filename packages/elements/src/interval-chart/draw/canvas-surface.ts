import type { Box } from './scale.ts';
import { isolateDirection, type Surface, type TextPlace } from './surface.ts';

type Texture = 'hatch' | 'falling' | 'dots';

/**
 * Draws on a canvas with one bitmap pixel per pixel of the screen. Create one per canvas and call
 * `resize` whenever its box changes.
 */
export class CanvasSurface implements Surface {
  width = 0;
  height = 0;
  ratio = 1;
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  #font = '12px sans-serif';
  #boldFont = 'bold 12px sans-serif';
  #color = '';
  #clipped = false;
  readonly #textures = new Map<string, CanvasPattern>();
  readonly #widths = new Map<string, number>();

  /** @throws {Error} The browser has no 2D canvas. */
  constructor(canvas: HTMLCanvasElement) {
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('This browser has no 2D canvas.');
    this.#canvas = canvas;
    this.#context = context;
  }

  /** Clears the canvas and sets its size in CSS pixels and its device pixel ratio. */
  resize(width: number, height: number, ratio: number): void {
    const bitmapWidth = Math.max(1, Math.round(width * ratio));
    const bitmapHeight = Math.max(1, Math.round(height * ratio));
    if (ratio !== this.ratio) this.#textures.clear();
    this.width = width;
    this.height = height;
    this.ratio = ratio;
    this.clip(null);
    if (this.#canvas.width !== bitmapWidth || this.#canvas.height !== bitmapHeight) {
      this.#canvas.width = bitmapWidth;
      this.#canvas.height = bitmapHeight;
      this.#color = '';
    } else {
      this.#context.clearRect(0, 0, bitmapWidth, bitmapHeight);
    }
  }

  /** Sets the font of the texts that follow: a size in CSS pixels and a CSS family list. */
  setFont(sizePx: number, family: string): void {
    const font = `${sizePx}px ${family}`;
    if (font === this.#font) return;
    this.#font = font;
    this.#boldFont = `600 ${font}`;
    this.#widths.clear();
  }

  color(color: string): void {
    if (color === this.#color) return;
    this.#color = color;
    this.#context.fillStyle = color;
  }

  box(x0: number, y0: number, x1: number, y1: number): void {
    const ratio = this.ratio;
    const left = Math.round(x0 * ratio);
    const top = Math.round(y0 * ratio);
    this.#context.fillRect(
      left,
      top,
      Math.max(1, Math.round(x1 * ratio) - left),
      Math.max(1, Math.round(y1 * ratio) - top),
    );
  }

  hatch(box: Box, falling?: boolean): void {
    this.#fillWith(falling ? 'falling' : 'hatch', box);
  }

  dots(box: Box): void {
    this.#fillWith('dots', box);
  }

  dottedFrame(box: Box): void {
    const unit = Math.max(1, Math.round(this.ratio));
    const left = Math.round(box.x * this.ratio);
    const top = Math.round(box.y * this.ratio);
    const right = Math.max(left + unit, Math.round((box.x + box.width) * this.ratio));
    const bottom = Math.max(top + unit, Math.round((box.y + box.height) * this.ratio));
    for (let x = left; x < right; x += 3 * unit) {
      this.#context.fillRect(x, top, unit, unit);
      this.#context.fillRect(x, bottom - unit, unit, unit);
    }
    for (let y = top; y < bottom; y += 3 * unit) {
      this.#context.fillRect(left, y, unit, unit);
      this.#context.fillRect(right - unit, y, unit, unit);
    }
  }

  text(text: string, x: number, y: number, place: TextPlace = {}): void {
    const context = this.#context;
    context.font = this.#scaledFont(place.bold === true);
    context.textAlign = place.align ?? 'left';
    context.textBaseline = place.baseline ?? 'middle';
    const maxWidth = place.maxPx === undefined ? undefined : place.maxPx * this.ratio;
    context.fillText(isolateDirection(text), Math.round(x * this.ratio), Math.round(y * this.ratio), maxWidth);
  }

  measure(text: string): number {
    const known = this.#widths.get(text);
    if (known !== undefined) return known;
    this.#context.font = this.#font;
    const width = this.#context.measureText(text).width;
    // Labels repeat from frame to frame, but the cache must not grow as long as a chart is panned.
    if (this.#widths.size > 500) this.#widths.clear();
    this.#widths.set(text, width);
    return width;
  }

  clip(box: Box | null): void {
    const context = this.#context;
    if (this.#clipped) {
      context.restore();
      this.#color = '';
      this.#clipped = false;
    }
    if (box === null) return;
    context.save();
    context.beginPath();
    const left = Math.round(box.x * this.ratio);
    const top = Math.round(box.y * this.ratio);
    context.rect(
      left,
      top,
      Math.round((box.x + box.width) * this.ratio) - left,
      Math.round((box.y + box.height) * this.ratio) - top,
    );
    context.clip();
    this.#clipped = true;
  }

  #scaledFont(bold: boolean): string {
    const font = bold ? this.#boldFont : this.#font;
    return this.ratio === 1 ? font : font.replace(/([\d.]+)px/, (_, size: string) => `${Number(size) * this.ratio}px`);
  }

  #fillWith(texture: Texture, box: Box): void {
    const color = this.#color;
    this.#context.fillStyle = this.#texture(texture, color);
    this.box(box.x, box.y, box.x + box.width, box.y + box.height);
    this.#context.fillStyle = color;
  }

  #texture(texture: Texture, color: string): CanvasPattern | string {
    const key = `${texture} ${color}`;
    const known = this.#textures.get(key);
    if (known !== undefined) return known;
    const unit = Math.max(1, Math.round(this.ratio));
    const size = (texture === 'dots' ? 4 : 6) * unit;
    const tile = this.#canvas.ownerDocument.createElement('canvas');
    tile.width = size;
    tile.height = size;
    const context = tile.getContext('2d');
    if (context === null) return color;
    context.fillStyle = color;
    if (texture === 'dots') {
      context.fillRect(0, 0, unit, unit);
      context.fillRect(size / 2, size / 2, unit, unit);
    } else {
      // Boxes along the diagonal instead of a stroke; each a second time to continue at the left
      // edge.
      for (let i = 0; i < size; i++) {
        const y = texture === 'falling' ? i : size - 1 - i;
        context.fillRect(i, y, unit, 1);
        context.fillRect(i - size, y, unit, 1);
      }
    }
    const pattern = this.#context.createPattern(tile, 'repeat');
    if (pattern === null) return color;
    this.#textures.set(key, pattern);
    return pattern;
  }
}
