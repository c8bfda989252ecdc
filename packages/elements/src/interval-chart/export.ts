import type { TimeRange } from '@arc-elements/intervals';
import { writeCsv } from '@arc-elements/intervals/csv';
import { writeGreenButton } from '@arc-elements/intervals/green-button';
import type { ChartData } from './data/chart-data.ts';
import { CanvasSurface } from './draw/canvas-surface.ts';
import { LegendPicture } from './draw/legend.ts';
import type { Palette } from './draw/palette.ts';
import { escapeXml, SvgSurface } from './draw/svg-surface.ts';
import type { TimeText } from './text/time-text.ts';
import type { ChartWords } from './text/words.ts';
import type { ViewModel } from './views/view.ts';

/** What a chart can be saved as. */
export type ExportKind = 'csv' | 'green-button' | 'png' | 'svg';

/** What is saved. */
export interface ExportInput {
  readonly data: ChartData;
  readonly range: TimeRange;
  readonly model: ViewModel;
  readonly palette: Palette;
  /** CSS font family of the page. */
  readonly family: string;
  /** First line over the picture. */
  readonly title: string;
  readonly time: TimeText;
  readonly words: ChartWords;
}

/** A file ready to be saved. */
export interface ExportFile {
  readonly name: string;
  readonly blob: Blob;
}

const WIDTH = 1200;
const HEIGHT = 440;
const HEAD = 64;
const LINE_PX = 16;
const FONT_PX = 12;
const PADDING = 20;
/** Between the picture and its key. */
const KEY_GAP = 12;
const PNG_RATIO = 2;

/**
 * Makes a file of the visible range: its readings as CSV, the whole series as Green Button XML, or the current view
 * as a picture in the colours on the screen. CSV and Green Button have every digit, and read back equal.
 */
export async function exportChart(kind: ExportKind, input: ExportInput): Promise<ExportFile> {
  const { data, range } = input;
  const days = `${data.calendar.day(range.startMs)}-to-${data.calendar.day(range.endMs - 1)}`;
  switch (kind) {
    case 'csv':
      return file(`energy-${days}.csv`, writeCsv(data.series, { range }), 'text/csv;charset=utf-8');
    case 'green-button':
      return file('energy-green-button.xml', writeGreenButton(data.series), 'application/atom+xml');
    case 'svg':
      return file(`energy-${days}.svg`, svgOf(input), 'image/svg+xml');
    case 'png':
      return { name: `energy-${days}.png`, blob: await pngOf(input) };
  }
}

/** Hands a file to the person, as the browser saves files. */
export function download({ name, blob }: ExportFile): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken the address by the end of this task; a little later is safe everywhere.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** The current view as an SVG document. */
function svgOf({ model, palette, family, title, ...rest }: ExportInput): string {
  const subtitle = subtitleOf(rest);
  const ruler = rulerOf(family);
  const plain = plainColors();
  const key = new LegendPicture(model.legend, WIDTH, ruler);
  const surface = new SvgSurface(WIDTH, HEIGHT + KEY_GAP + key.height, FONT_PX, ruler, plain);
  model.layout({ width: WIDTH, height: HEIGHT, ratio: 1, linePx: LINE_PX, measure: ruler }).paint(surface, palette);
  key.paint(surface, palette, HEIGHT + KEY_GAP);
  const width = surface.width + 2 * PADDING;
  const height = surface.height + HEAD + 2 * PADDING;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${escapeXml(family)}" role="img">`,
    `<title>${escapeXml(title)}</title><desc>${escapeXml(model.summary)}</desc>`,
    `<rect width="${width}" height="${height}" fill="${plain(palette.background)}"/>`,
    `<text x="${PADDING}" y="${PADDING + 16}" font-size="18" font-weight="600" fill="${plain(palette.text)}">${escapeXml(title)}</text>`,
    `<text x="${PADDING}" y="${PADDING + 38}" font-size="13" fill="${plain(palette.muted)}">${escapeXml(subtitle)}</text>`,
    `<g transform="translate(${PADDING} ${PADDING + HEAD})">${surface.content()}</g>`,
    '</svg>',
  ].join('');
}

async function pngOf({ model, palette, family, title, ...rest }: ExportInput): Promise<Blob> {
  const subtitle = subtitleOf(rest);
  const picture = document.createElement('canvas');
  const surface = new CanvasSurface(picture);
  surface.setFont(FONT_PX, family);
  const key = new LegendPicture(model.legend, WIDTH, (text) => surface.measure(text));
  surface.resize(WIDTH, HEIGHT + KEY_GAP + key.height, PNG_RATIO);
  model
    .layout({
      width: WIDTH,
      height: HEIGHT,
      ratio: PNG_RATIO,
      linePx: LINE_PX,
      measure: (text) => surface.measure(text),
    })
    .paint(surface, palette);
  key.paint(surface, palette, HEIGHT + KEY_GAP);
  const sheet = document.createElement('canvas');
  sheet.width = (surface.width + 2 * PADDING) * PNG_RATIO;
  sheet.height = (surface.height + HEAD + 2 * PADDING) * PNG_RATIO;
  const context = sheet.getContext('2d') as CanvasRenderingContext2D;
  context.fillStyle = palette.background;
  context.fillRect(0, 0, sheet.width, sheet.height);
  context.drawImage(picture, PADDING * PNG_RATIO, (PADDING + HEAD) * PNG_RATIO);
  context.scale(PNG_RATIO, PNG_RATIO);
  context.fillStyle = palette.text;
  context.font = `600 18px ${family}`;
  context.fillText(title, PADDING, PADDING + 16);
  context.fillStyle = palette.muted;
  context.font = `13px ${family}`;
  context.fillText(subtitle, PADDING, PADDING + 38);
  return await new Promise((resolve, reject) => {
    sheet.toBlob(
      (blob) => (blob === null ? reject(new Error('The browser could not make a PNG.')) : resolve(blob)),
      'image/png',
    );
  });
}

/** The range, and whose time it is. */
function subtitleOf({ time, range, words }: Pick<ExportInput, 'time' | 'range' | 'words'>): string {
  return `${time.span(range)} · ${words.timesIn(time.timeZone)}`;
}

function rulerOf(family: string): (text: string) => number {
  const context = document.createElement('canvas').getContext('2d') as CanvasRenderingContext2D;
  context.font = `${FONT_PX}px ${family}`;
  return (text) => context.measureText(text).width;
}

/**
 * Any colour of CSS as `#rrggbb`: programs other than browsers know neither `color-mix(…)` nor `color(…)`, and would
 * draw black or nothing.
 */
function plainColors(): (color: string) => string {
  const canvas = document.createElement('canvas');
  canvas.width = 1;
  canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true }) as CanvasRenderingContext2D;
  const known = new Map<string, string>();
  return (color) => {
    const plain = known.get(color);
    if (plain !== undefined) return plain;
    context.fillStyle = color;
    context.fillRect(0, 0, 1, 1);
    const rgb = [...context.getImageData(0, 0, 1, 1).data.subarray(0, 3)];
    const made = `#${rgb.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
    known.set(color, made);
    return made;
  };
}

function file(name: string, content: string, type: string): ExportFile {
  return { name, blob: new Blob([content], { type }) };
}
