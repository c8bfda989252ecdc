import type { Box } from './scale.ts';
import { isolateDirection, type Surface, type TextPlace } from './surface.ts';

/**
 * Draws as SVG markup, with the same calls as on a canvas, so that a saved picture looks the same.
 */
export class SvgSurface implements Surface {
  readonly width: number;
  readonly height: number;
  readonly ratio = 1;
  readonly #measure: (text: string) => number;
  readonly #plainColor: (color: string) => string;
  readonly #sizePx: number;
  readonly #out: string[] = [];
  readonly #defs = new Map<string, string>();
  #color = '#000000';
  /** Pending boxes of the current colour, which become one path. */
  #path = '';
  #clipped = false;

  /** @param plainColor - Converts a CSS colour to `#rrggbb`. */
  constructor(
    width: number,
    height: number,
    sizePx: number,
    measure: (text: string) => number,
    plainColor: (color: string) => string,
  ) {
    this.width = width;
    this.height = height;
    this.#sizePx = sizePx;
    this.#measure = measure;
    this.#plainColor = plainColor;
  }

  color(color: string): void {
    const plain = this.#plainColor(color);
    if (plain === this.#color) return;
    this.#flush();
    this.#color = plain;
  }

  box(x0: number, y0: number, x1: number, y1: number): void {
    const left = round(x0);
    const top = round(y0);
    // A hairline is a box without width. With crisp edges, a box thinner than a pixel may not be
    // drawn at all.
    const width = Math.max(1, round(x1 - x0));
    const height = Math.max(1, round(y1 - y0));
    this.#path += `M${left} ${top}h${width}v${height}h${round(-width)}z`;
  }

  hatch(box: Box, falling = false): void {
    const line = falling ? 'M0 0L6 6' : 'M0 6L6 0';
    this.#fill(box, falling ? 'falling' : 'hatch', `<path d="${line}" stroke="INK" stroke-width="1"/>`, 6);
  }

  dots(box: Box): void {
    this.#fill(box, 'dots', '<path d="M0 0h1v1h-1zM2 2h1v1h-1z" fill="INK"/>', 4);
  }

  dottedFrame(box: Box): void {
    this.#flush();
    const stroke = `stroke="${escapeXml(this.#color)}" stroke-dasharray="1 2"`;
    this.#out.push(`<rect ${attributesOf(box)} fill="none" ${stroke}/>`);
  }

  text(text: string, x: number, y: number, place: TextPlace = {}): void {
    this.#flush();
    const anchor = { left: 'start', center: 'middle', right: 'end' }[place.align ?? 'left'];
    const baseline = { top: 'hanging', middle: 'central', bottom: 'auto' }[place.baseline ?? 'middle'];
    const weight = place.bold === true ? ' font-weight="600"' : '';
    const { maxPx = Number.POSITIVE_INFINITY } = place;
    const narrower = this.measure(text) > maxPx ? ` textLength="${round(maxPx)}" lengthAdjust="spacingAndGlyphs"` : '';
    const fill = `fill="${escapeXml(this.#color)}"${weight}`;
    const alignment = `text-anchor="${anchor}" dominant-baseline="${baseline}"${narrower}`;
    const content = escapeXml(isolateDirection(text));
    this.#out.push(`<text x="${round(x)}" y="${round(y)}" ${fill} ${alignment}>${content}</text>`);
  }

  measure(text: string): number {
    return this.#measure(text);
  }

  clip(box: Box | null): void {
    this.#flush();
    if (this.#clipped) this.#out.push('</g>');
    this.#clipped = box !== null;
    if (box === null) return;
    const id = `clip-${this.#defs.size}`;
    this.#defs.set(id, `<clipPath id="${id}"><rect ${attributesOf(box)}/></clipPath>`);
    this.#out.push(`<g clip-path="url(#${id})">`);
  }

  /** Returns the markup of the drawing, without an outer `svg` element. */
  content(): string {
    this.clip(null);
    const defs = [...this.#defs.values()].join('');
    const group = `<g font-size="${this.#sizePx}" shape-rendering="crispEdges">`;
    return `<defs>${defs}</defs>${group}${this.#out.join('')}</g>`;
  }

  #fill(box: Box, texture: string, tile: string, size: number): void {
    this.#flush();
    const key = `data-key="${escapeXml(`${texture} ${this.#color}`)}"`;
    let id = [...this.#defs.keys()].find((known) => this.#defs.get(known)?.includes(key));
    if (id === undefined) {
      id = `${texture}-${this.#defs.size}`;
      const content = tile.replaceAll('INK', escapeXml(this.#color));
      const attributes = `id="${id}" ${key} width="${size}" height="${size}" patternUnits="userSpaceOnUse"`;
      this.#defs.set(id, `<pattern ${attributes}>${content}</pattern>`);
    }
    this.#out.push(`<rect ${attributesOf(box)} fill="url(#${id})"/>`);
  }

  #flush(): void {
    if (this.#path === '') return;
    this.#out.push(`<path d="${this.#path}" fill="${escapeXml(this.#color)}"/>`);
    this.#path = '';
  }
}

/** Escapes text for XML content and attributes. */
export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function attributesOf({ x, y, width, height }: Box): string {
  return `x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
