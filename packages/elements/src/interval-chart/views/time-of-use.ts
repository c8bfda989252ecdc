import { type BandTotals, timeOfUseTotals } from '@arc-elements/intervals';
import type { LegendItem } from '../draw/legend.ts';
import type { Palette } from '../draw/palette.ts';
import { type Box, type LinearScale, linearScale, valueTicks } from '../draw/scale.ts';
import type { Surface } from '../draw/surface.ts';
import { money } from '../text/number-text.ts';
import type { Arrow, ChartView, Datum, DatumValue, Frame, Scene, ViewInput } from './view.ts';
import { datumValue, ModelBase, plotTop } from './view-base.ts';

const BAR_PX = 34;

/** Energy by the bands of a tariff, in the meter's zone, with its cost if the tariff has prices. */
export const timeOfUseView: ChartView = {
  id: 'time-of-use',
  minBarPx: null,
  model: (input) => new TimeOfUseModel(input),
};

class TimeOfUseModel extends ModelBase {
  /** Bands that occur in the range, in the order of the tariff. */
  readonly bands: readonly BandTotals[];
  readonly page = 1;
  readonly #importKwh: number;

  constructor(input: ViewInput) {
    super(input);
    const { data, range, tariff } = input;
    this.bands = tariff === null ? [] : timeOfUseTotals(data.series, tariff, range).filter((band) => band.hours > 0);
    this.#importKwh = this.bands.reduce((sum, band) => sum + (band.importKwh ?? 0), 0);
  }

  get length(): number {
    return this.bands.length;
  }

  get columns(): readonly string[] {
    const columns: string[] = [this.words.bandName, this.words.imported, this.words.shareOfImport];
    if (this.input.data.hasExport) columns.push(this.words.exported);
    columns.push(this.words.hours, this.words.peak);
    if (this.#priced) columns.push(this.words.cost);
    return columns;
  }

  get legend(): readonly LegendItem[] {
    const items: LegendItem[] = [{ mark: 'import', label: this.words.imported }];
    if (this.input.data.hasExport) items.push({ mark: 'export', label: this.words.exported });
    return items;
  }

  get summary(): string {
    const { time, range } = this.input;
    const most = this.bands.toSorted((a, b) => (b.importKwh ?? 0) - (a.importKwh ?? 0))[0];
    const text = most?.importKwh == null ? '' : this.words.highestBand(this.nameOf(most), this.kwhText(most.importKwh));
    return this.words.timeOfUseSummary(time.span(range), text);
  }

  datum(index: number): Datum {
    const { data, tariff } = this.input;
    const band = this.bands[index] as BandTotals;
    const share = band.importKwh === null || this.#importKwh === 0 ? null : band.importKwh / this.#importKwh;
    const values: DatumValue[] = [
      this.energy('import', this.words.imported, band.importKwh),
      this.share('share', this.words.shareOfImport, share),
    ];
    if (data.hasExport) values.push(this.energy('export', this.words.exported, band.exportKwh));
    values.push(this.hours('hours', this.words.hours, band.hours), this.power('peak', this.words.peak, band.peakKw));
    if (this.#priced) {
      const price = tariff?.prices?.[band.band];
      const cost = price === undefined || band.importKwh === null ? null : price * band.importKwh;
      values.push(datumValue('cost', this.words.cost, cost, (known) => this.#money(known)));
    }
    const note = band.uncertainKwh > 0 ? this.words.uncertain(this.kwhText(band.uncertainKwh)) : '';
    return { title: this.nameOf(band), range: null, values, note };
  }

  override neighbour(index: number, arrow: Arrow): number {
    return arrow === 'down' || arrow === 'right' ? index + 1 : index - 1;
  }

  /** Returns the name of a band. The band of all other times may have none in the tariff. */
  nameOf({ band }: BandTotals): string {
    return band === 'other' && this.input.tariff?.otherwise === undefined ? this.words.otherBand : band;
  }

  layout(frame: Frame): Scene {
    return new TimeOfUseScene(this, frame);
  }

  get #priced(): boolean {
    return this.input.tariff?.prices !== undefined;
  }

  #money(amount: number): string {
    return money(this.input.locale, amount, this.input.tariff?.currency ?? 'USD');
  }
}

class TimeOfUseScene implements Scene {
  readonly plot: Box;
  readonly time = null;
  readonly #model: TimeOfUseModel;
  readonly #value: LinearScale;
  readonly #rowPx: number;
  readonly #linePx: number;

  constructor(model: TimeOfUseModel, frame: Frame) {
    this.#model = model;
    this.#linePx = frame.linePx;
    const top = plotTop(frame);
    const gutter = Math.ceil(Math.max(40, ...model.bands.map(({ band }) => frame.measure(band))) * 1.1 + 12);
    const room = Math.ceil(frame.measure(model.kwhText(10_000))) + 20;
    this.plot = {
      x: gutter,
      y: top,
      width: Math.max(20, frame.width - gutter - room),
      height: frame.height - top - 8,
    };
    const highest = Math.max(0, ...model.bands.map((band) => Math.max(band.importKwh ?? 0, band.exportKwh ?? 0)));
    const ticks = valueTicks(0, highest || 1, 4);
    this.#value = linearScale([0, Math.max(highest, ticks.step)], [gutter, gutter + this.plot.width]);
    this.#rowPx = this.plot.height / Math.max(1, model.length);
  }

  paint(surface: Surface, palette: Palette): void {
    const { bands, input } = this.#model;
    const { x, y, height } = this.plot;
    surface.color(palette.muted);
    surface.text('kWh', 0, this.#linePx / 2);
    const exports = input.data.hasExport;
    const bar = Math.min(BAR_PX, this.#rowPx * 0.7) / (exports ? 2 : 1);
    for (const [i, band] of bands.entries()) {
      const middle = y + (i + 0.5) * this.#rowPx;
      surface.color(palette.text);
      surface.text(this.#model.nameOf(band), x - 10, middle, { align: 'right', bold: true });
      const top = exports ? middle - bar : middle - bar / 2;
      this.#bar(surface, palette.import, palette.text, band.importKwh, top, bar);
      if (exports) this.#bar(surface, palette.export, palette.text, band.exportKwh, middle + 1, bar - 1);
    }
    surface.color(palette.line);
    surface.box(x - 0.5, y, x + 0.5, y + height);
  }

  indexAt(_x: number, y: number): number {
    const index = Math.floor((y - this.plot.y) / this.#rowPx);
    return index < 0 || index >= this.#model.length ? -1 : index;
  }

  mark(index: number): Box {
    const { x, y, width } = this.plot;
    return { x, y: y + index * this.#rowPx, width, height: this.#rowPx };
  }

  #bar(surface: Surface, color: string, text: string, kwh: number | null, top: number, height: number): void {
    if (kwh === null) return;
    const end = this.#value.at(kwh);
    surface.color(color);
    surface.box(this.plot.x, top, Math.max(end, this.plot.x + 1), top + height);
    surface.color(text);
    surface.text(this.#model.kwhText(kwh), end + 8, top + height / 2);
  }
}
