import type { Palette } from './palette.ts';
import type { Box } from './scale.ts';
import type { Surface } from './surface.ts';

/** An entry of the legend under the picture. */
export interface LegendItem {
  readonly mark:
    | 'import'
    | 'export'
    | 'net'
    | 'missing'
    | 'awaiting'
    | 'estimated'
    | 'scale'
    | 'diverging'
    | 'dashed'
    | 'band'
    | 'compare';
  readonly label: string;
}

type Mark = LegendItem['mark'];

const SYMBOL_PX = 9;
const SYMBOL_TO_TEXT_PX = 6;
const BETWEEN_PX = 20;
const ROW_PX = 22;

/** The legend of a saved picture, with the symbols that the page shows under the chart. */
export class LegendPicture {
  /** Height of all rows. */
  readonly height: number;
  readonly #places: readonly { readonly item: LegendItem; readonly x: number; readonly y: number }[];

  constructor(legend: readonly LegendItem[], width: number, measure: (text: string) => number) {
    let x = 0;
    let row = 0;
    this.#places = legend.map((item) => {
      const itemPx = symbolWidth(item.mark) + SYMBOL_TO_TEXT_PX + measure(item.label);
      if (x > 0 && x + itemPx > width) {
        x = 0;
        row += 1;
      }
      const place = { item, x, y: row * ROW_PX };
      x += itemPx + BETWEEN_PX;
      return place;
    });
    this.height = legend.length === 0 ? 0 : (row + 1) * ROW_PX;
  }

  /** Draws the legend with its upper edge at `top`. */
  paint(surface: Surface, palette: Palette, top: number): void {
    for (const { item, x, y } of this.#places) {
      const middle = top + y + ROW_PX / 2;
      const width = symbolWidth(item.mark);
      PAINTERS[item.mark](surface, palette, { x, y: middle - SYMBOL_PX / 2, width, height: SYMBOL_PX });
      surface.color(palette.muted);
      surface.text(item.label, x + width + SYMBOL_TO_TEXT_PX, middle);
    }
  }
}

function symbolWidth(mark: Mark): number {
  return mark === 'scale' || mark === 'diverging' ? 48 : mark === 'dashed' ? 17 : SYMBOL_PX;
}

type Painter = (surface: Surface, palette: Palette, box: Box) => void;

const PAINTERS: Readonly<Record<Mark, Painter>> = {
  import: (surface, palette, box) => fill(surface, palette.import, box),
  export: (surface, palette, box) => fill(surface, palette.export, box),
  net: (surface, palette, { y, height, ...box }) =>
    fill(surface, palette.text, { ...box, y: y + height / 2 - 1, height: 2 }),
  band: (surface, palette, box) =>
    fill(surface, `color-mix(in srgb, ${palette.import} 22%, ${palette.background})`, box),
  estimated(surface, palette, box) {
    fill(surface, palette.importSoft, box);
    surface.color(palette.import);
    surface.dots(box);
  },
  missing(surface, palette, box) {
    surface.color(palette.line);
    surface.hatch(box);
  },
  awaiting(surface, palette, box) {
    surface.color(palette.line);
    surface.dottedFrame(box);
  },
  compare(surface, palette, box) {
    fill(surface, palette.text, { ...box, height: 1 });
    fill(surface, palette.text, { ...box, width: 1 });
    fill(surface, palette.text, { ...box, x: box.x + box.width - 1, width: 1 });
  },
  dashed(surface, palette, { x, y, height }) {
    for (const left of [0, 7, 14])
      fill(surface, palette.text, { x: x + left, y: y + height / 2 - 1, width: 3, height: 2 });
  },
  scale: (surface, palette, box) => gradient(surface, [palette.background, palette.import], box),
  diverging(surface, palette, { width, ...box }) {
    const middle = `color-mix(in oklab, ${palette.text} 7%, ${palette.background})`;
    gradient(surface, [palette.export, middle], { ...box, width: width / 2 });
    surface.color(palette.background);
    surface.hatch({ ...box, width: width / 2 }, true);
    gradient(surface, [middle, palette.import], { ...box, x: box.x + width / 2, width: width / 2 });
  },
};

function fill(surface: Surface, color: string, { x, y, width, height }: Box): void {
  surface.color(color);
  surface.box(x, y, x + width, y + height);
}

function gradient(surface: Surface, [from, to]: readonly [string, string], { x, width, ...box }: Box): void {
  for (let at = 0; at < width; at += 2) {
    const percent = (100 * at) / (width - 2);
    fill(surface, `color-mix(in oklab, ${to} ${percent}%, ${from})`, { ...box, x: x + at, width: 2 });
  }
}
