import type { Box } from './scale.ts';
import { directed, type Surface, type TextPlace } from './surface.ts';

/** Draws as SVG text, with the same calls as on the canvas: a view cannot look different in a file. */
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
  /** Boxes of one colour become one path. */
  #path = '';
  #clipped = false;

  /** `plainColor` writes a colour of CSS as every program reads it. */
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
    // A hairline is asked for as a box without width. With crisp edges what is thinner than a pixel is not drawn
    // where it covers the middle of none.
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

  dottedFrame({ x, y, width, height }: Box): void {
    this.#flush();
    const size = `x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"`;
    this.#out.push(`<rect ${size} fill="none" stroke="${escapeXml(this.#color)}" stroke-dasharray="1 2"/>`);
  }

  text(text: string, x: number, y: number, place: TextPlace = {}): void {
    this.#flush();
    const anchor = { left: 'start', center: 'middle', right: 'end' }[place.align ?? 'left'];
    const baseline = { top: 'hanging', middle: 'central', bottom: 'auto' }[place.baseline ?? 'middle'];
    const weight = place.bold === true ? ' font-weight="600"' : '';
    const { maxPx = Number.POSITIVE_INFINITY } = place;
    const narrower = this.measure(text) > maxPx ? ` textLength="${round(maxPx)}" lengthAdjust="spacingAndGlyphs"` : '';
    this.#out.push(
      `<text x="${round(x)}" y="${round(y)}" fill="${escapeXml(this.#color)}" text-anchor="${anchor}" dominant-baseline="${baseline}"${weight}${narrower}>${escapeXml(directed(text))}</text>`,
    );
  }

  measure(text: string): number {
    return this.#measure(text);
  }

  clip(box: Box | null): void {
    this.#flush();
    if (this.#clipped) this.#out.push('</g>');
    this.#clipped = box !== null;
    if (box === null) return;
    const { x, y, width, height } = box;
    const id = `clip-${this.#defs.size}`;
    this.#defs.set(
      id,
      `<clipPath id="${id}"><rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"/></clipPath>`,
    );
    this.#out.push(`<g clip-path="url(#${id})">`);
  }

  /** What was drawn, without an outer `svg` element. */
  content(): string {
    this.clip(null);
    return `<defs>${[...this.#defs.values()].join('')}</defs><g font-size="${this.#sizePx}" shape-rendering="crispEdges">${this.#out.join('')}</g>`;
  }

  #fill(box: Box, texture: string, tile: string, size: number): void {
    this.#flush();
    const key = `${texture} ${this.#color}`;
    let id = [...this.#defs.keys()].find((known) => this.#defs.get(known)?.includes(`data-key="${escapeXml(key)}"`));
    if (id === undefined) {
      id = `${texture}-${this.#defs.size}`;
      const content = tile.replaceAll('INK', escapeXml(this.#color));
      this.#defs.set(
        id,
        `<pattern id="${id}" data-key="${escapeXml(key)}" width="${size}" height="${size}" patternUnits="userSpaceOnUse">${content}</pattern>`,
      );
    }
    const { x, y, width, height } = box;
    this.#out.push(
      `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" fill="url(#${id})"/>`,
    );
  }

  #flush(): void {
    if (this.#path === '') return;
    this.#out.push(`<path d="${this.#path}" fill="${escapeXml(this.#color)}"/>`);
    this.#path = '';
  }
}

/** Text as XML content or attribute. */
export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
