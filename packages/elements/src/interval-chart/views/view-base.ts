import { formatPercent } from '../../internal/format.ts';
import type { Resolution } from '../data/resolution.ts';
import { drawValueAxis } from '../draw/layers.ts';
import type { LegendItem } from '../draw/legend.ts';
import type { Palette } from '../draw/palette.ts';
import { type Box, type LinearScale, linearScale, type ValueTicks, valueTicks } from '../draw/scale.ts';
import type { Surface } from '../draw/surface.ts';
import { fixedNumber } from '../text/number-text.ts';
import { type ChartWords, messages } from '../text/words.ts';
import type { Arrow, Datum, DatumValue, Frame, Scene, ViewInput, ViewModel } from './view.ts';

/** Approximate distance between two lines of the value axis. */
export const TICK_PX = 52;

/** Base of the view models, with texts and formatting. */
export abstract class ModelBase implements ViewModel {
  readonly input: ViewInput;

  constructor(input: ViewInput) {
    this.input = input;
  }

  abstract readonly length: number;
  abstract readonly page: number;
  abstract readonly columns: readonly string[];
  abstract readonly legend: readonly LegendItem[];
  abstract readonly summary: string;
  abstract datum(index: number): Datum;
  abstract layout(frame: Frame): Scene;

  get words(): ChartWords {
    return messages.in(this.input.locale);
  }

  indexOf(_ms: number): number {
    return -1;
  }

  neighbour(index: number, arrow: Arrow): number {
    return arrow === 'left' ? index - 1 : arrow === 'right' ? index + 1 : index;
  }

  kwhText(kwh: number, resolution: Resolution = 'month'): string {
    return `${this.fixed(kwh, this.input.data.energyDigits(resolution))} kWh`;
  }

  kwText(kw: number, resolution: Resolution = 'slot'): string {
    return `${this.fixed(kw, this.input.data.energyDigits(resolution))} kW`;
  }

  fixed(value: number, digits: number): string {
    return fixedNumber(this.input.locale, value, digits);
  }

  protected energy(key: string, label: string, kwh: number | null | undefined, resolution?: Resolution): DatumValue {
    return datumValue(key, label, kwh, (known) => this.kwhText(known, resolution));
  }

  protected power(key: string, label: string, kw: number | null | undefined, resolution?: Resolution): DatumValue {
    return datumValue(key, label, kw, (known) => this.kwText(known, resolution));
  }

  protected share(key: string, label: string, share: number | null): DatumValue {
    return datumValue(key, label, share, (known) => formatPercent(this.input.locale, known));
  }

  protected hours(key: string, label: string, hours: number): DatumValue {
    return datumValue(key, label, hours, (known) => `${this.fixed(known, 1)} h`);
  }
}

/**
 * Creates a value of a datum. The text of an unknown value, `null`, `undefined` or NaN, is a dash.
 */
export function datumValue(
  key: string,
  label: string,
  value: number | null | undefined,
  text: (value: number) => string,
): DatumValue {
  return value == null || Number.isNaN(value)
    ? { key, label, text: '–', value: null }
    : { key, label, text: text(value), value };
}

/** Returns the height above a plot, which has the unit of its value axis. */
export function plotTop({ linePx }: Frame): number {
  return linePx + 10;
}

/** Extent, unit and margins of a plot. */
export interface ValuePlotInput {
  /** Lowest and highest value drawn. */
  readonly extent: readonly [low: number, high: number];
  /** Lines of text under the plot. */
  readonly lines: number;
  /** Unit of the value axis. */
  readonly unit: string;
}

/** A plot with a value axis and a column per datum, all of the same width. */
export abstract class ValueScene<Model extends ModelBase> implements Scene {
  readonly plot: Box;
  readonly time = null;
  protected readonly model: Model;
  protected readonly frame: Frame;
  protected readonly ticks: ValueTicks;
  protected readonly value: LinearScale;
  /** Width of a datum. */
  protected readonly stepPx: number;
  readonly #unit: string;

  constructor(model: Model, frame: Frame, { extent: [low, high], lines, unit }: ValuePlotInput) {
    this.model = model;
    this.frame = frame;
    this.#unit = unit;
    const top = plotTop(frame);
    const height = Math.max(40, frame.height - top - lines * frame.linePx - 12);
    this.ticks = valueTicks(low, low === 0 && high === 0 ? 1 : high, Math.max(2, height / TICK_PX));
    const gutter = Math.ceil(Math.max(...this.ticks.values.map((value) => frame.measure(this.#tickText(value)))) + 10);
    this.plot = { x: gutter, y: top, width: Math.max(20, frame.width - gutter - 1), height };
    this.value = linearScale([this.ticks.min, this.ticks.max], [top + height, top]);
    this.stepPx = this.plot.width / Math.max(1, model.length);
  }

  paint(surface: Surface, palette: Palette): void {
    const { x, width } = this.plot;
    drawValueAxis(surface, palette, this.plot, this.value, this.ticks.values, (value) => this.#tickText(value));
    surface.color(palette.muted);
    surface.text(this.#unit, 0, this.frame.linePx / 2, { maxPx: this.frame.width });
    this.paintData(surface, palette);
    const zero = this.value.at(0);
    surface.color(palette.line);
    surface.box(x, zero - 0.5, x + width, zero + 0.5);
    this.paintTicks(surface, palette);
  }

  indexAt(x: number, _y: number): number {
    const index = Math.floor((x - this.plot.x) / this.stepPx);
    return index < 0 || index >= this.model.length ? -1 : index;
  }

  mark(index: number): Box {
    const { x, y, height } = this.plot;
    return { x: x + index * this.stepPx, y, width: this.stepPx, height };
  }

  protected abstract paintData(surface: Surface, palette: Palette): void;

  /** Draws the labels under the plot. */
  protected abstract paintTicks(surface: Surface, palette: Palette): void;

  /** Draws a tick under the plot at `x`, with its text on the right if there is room. */
  protected paintTick(surface: Surface, palette: Palette, x: number, text: string): void {
    const bottom = this.plot.y + this.plot.height;
    surface.color(palette.border);
    surface.box(x, bottom, x, bottom + 5);
    surface.color(palette.muted);
    if (x + 4 + this.frame.measure(text) <= this.plot.x + this.plot.width)
      surface.text(text, x + 4, bottom + 6 + this.frame.linePx / 2);
  }

  #tickText(value: number): string {
    return this.model.fixed(value, this.ticks.digits);
  }
}
