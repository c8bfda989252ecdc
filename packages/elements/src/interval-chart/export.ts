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

/** Kinds of files that a chart can be saved as. */
export type ExportKind = 'csv' | 'green-button' | 'png' | 'svg';

/** What a file is made from. */
export interface ExportInput {
  readonly data: ChartData;
  readonly range: TimeRange;
  readonly model: ViewModel;
  readonly palette: Palette;
  /** CSS font family of the page. */
  readonly family: string;
  /** Heading above the picture. */
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
/** Space between the picture and its legend. */
const LEGEND_GAP = 12;
const PNG_RATIO = 2;

/**
 * Creates a file: the readings of the visible range as CSV, the whole series as Green Button XML,
 * or the current view as a picture in the colours of the screen. CSV and Green Button keep every
 * digit.
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
      return file(`energy-${days}.svg`, toSvg(input), 'image/svg+xml');
    case 'png':
      return { name: `energy-${days}.png`, blob: await toPng(input) };
  }
}

/** Lets the browser save a file. */
export function download({ name, blob }: ExportFile): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Browsers read the address by the end of this task; some need a little longer.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Returns the current view as an SVG document. */
function toSvg({ model, palette, family, title, ...rest }: ExportInput): string {
  const subtitle = subtitleOf(rest);
  const measure = measureWith(family);
  const plain = createColorConverter();
  const legend = new LegendPicture(model.legend, WIDTH, measure);
  const surface = new SvgSurface(WIDTH, HEIGHT + LEGEND_GAP + legend.height, FONT_PX, measure, plain);
  model.layout({ width: WIDTH, height: HEIGHT, ratio: 1, linePx: LINE_PX, measure }).paint(surface, palette);
  legend.paint(surface, palette, HEIGHT + LEGEND_GAP);
  const width = surface.width + 2 * PADDING;
  const height = surface.height + HEAD + 2 * PADDING;
  const size = `width="${width}" height="${height}"`;
  const line = (y: number, font: string, color: string, text: string): string =>
    `<text x="${PADDING}" y="${PADDING + y}" ${font} fill="${plain(color)}">${escapeXml(text)}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} viewBox="0 0 ${width} ${height}"`,
    ` font-family="${escapeXml(family)}" role="img">`,
    `<title>${escapeXml(title)}</title><desc>${escapeXml(model.summary)}</desc>`,
    `<rect ${size} fill="${plain(palette.background)}"/>`,
    line(16, 'font-size="18" font-weight="600"', palette.text, title),
    line(38, 'font-size="13"', palette.muted, subtitle),
    `<g transform="translate(${PADDING} ${PADDING + HEAD})">${surface.content()}</g>`,
    '</svg>',
  ].join('');
}

async function toPng({ model, palette, family, title, ...rest }: ExportInput): Promise<Blob> {
  const subtitle = subtitleOf(rest);
  const picture = document.createElement('canvas');
  const surface = new CanvasSurface(picture);
  surface.setFont(FONT_PX, family);
  const legend = new LegendPicture(model.legend, WIDTH, (text) => surface.measure(text));
  surface.resize(WIDTH, HEIGHT + LEGEND_GAP + legend.height, PNG_RATIO);
  model
    .layout({
      width: WIDTH,
      height: HEIGHT,
      ratio: PNG_RATIO,
      linePx: LINE_PX,
      measure: (text) => surface.measure(text),
    })
    .paint(surface, palette);
  legend.paint(surface, palette, HEIGHT + LEGEND_GAP);
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

/** Returns the range and the zone of its times. */
function subtitleOf({ time, range, words }: Pick<ExportInput, 'time' | 'range' | 'words'>): string {
  return `${time.span(range)} · ${words.timesIn(time.timeZone)}`;
}

function measureWith(family: string): (text: string) => number {
  const context = document.createElement('canvas').getContext('2d') as CanvasRenderingContext2D;
  context.font = `${FONT_PX}px ${family}`;
  return (text) => context.measureText(text).width;
}

/**
 * Returns a function that converts a CSS colour to `#rrggbb`. Programs other than browsers know
 * neither `color-mix(…)` nor `color(…)`, and would draw black or nothing.
 */
function createColorConverter(): (color: string) => string {
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
    const hex = `#${rgb.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
    known.set(color, hex);
    return hex;
  };
}

function file(name: string, content: string, type: string): ExportFile {
  return { name, blob: new Blob([content], { type }) };
}
