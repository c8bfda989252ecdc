import { type LoadDuration, loadDuration, powerPercentile } from '@arc-elements/intervals';
import { formatPercent } from '../../internal/format.ts';
import type { LegendItem } from '../draw/legend.ts';
import type { Palette } from '../draw/palette.ts';
import { type Box, valueTicks } from '../draw/scale.ts';
import type { Surface } from '../draw/surface.ts';
import type { ChartView, Datum, Frame, Scene, ViewInput } from './view.ts';
import { ModelBase, ValueScene } from './view-base.ts';

/** Number of data: one per percent of the time, from 0 to 100. */
const POINTS = 101;
/** The base load is the power that is exceeded all but this share of the time. */
const BASE_LOAD_SHARE = 0.05;

/** Import power from highest to lowest, over the hours in which it was reached. */
export const durationView: ChartView = {
  id: 'duration',
  minBarPx: null,
  model: (input) => new DurationModel(input),
};

class DurationModel extends ModelBase {
  readonly curve: LoadDuration;
  readonly length: number;
  readonly page = 10;
  readonly baseKw: number | null;

  constructor(input: ViewInput) {
    super(input);
    this.curve = loadDuration(input.data.series, input.range);
    this.length = this.curve.kw.length === 0 ? 0 : POINTS;
    this.baseKw = powerPercentile(this.curve, BASE_LOAD_SHARE);
  }

  get columns(): readonly string[] {
    return [this.words.shareOfTime, this.words.powerAtLeast, this.words.hours];
  }

  get legend(): readonly LegendItem[] {
    const items: LegendItem[] = [{ mark: 'import', label: this.words.imported }];
    if (this.baseKw !== null)
      items.push({
        mark: 'dashed',
        label: `${this.words.baseLoad(this.kwText(this.baseKw))} · ${this.words.baseLoadHint}`,
      });
    return items;
  }

  get summary(): string {
    const { time, range } = this.input;
    const top = this.curve.kw[0];
    if (top === undefined || this.baseKw === null) return this.words.outside;
    return this.words.durationSummary(time.span(range), this.kwText(top), this.kwText(this.baseKw));
  }

  datum(index: number): Datum {
    const share = index / (POINTS - 1);
    const hours = share * this.curve.totalHours;
    return {
      title: this.words.atLeastFor(formatPercent(this.input.locale, share)),
      range: null,
      values: [
        this.power('import', this.words.powerAtLeast, this.kwAt(hours)),
        this.hours('hours', this.words.hours, hours),
      ],
      note: '',
    };
  }

  /** Returns the power that was reached or exceeded for a number of hours. */
  kwAt(hours: number): number {
    const { kw, hours: until } = this.curve;
    let low = 0;
    let high = kw.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      // With a tolerance, because hours are sums of fractions.
      if ((until[middle] as number) < hours - 1e-9) low = middle + 1;
      else high = middle;
    }
    return kw[low] ?? 0;
  }

  layout(frame: Frame): Scene {
    return new DurationScene(this, frame);
  }
}

class DurationScene extends ValueScene<DurationModel> {
  constructor(model: DurationModel, frame: Frame) {
    const { kw } = model.curve;
    super(model, frame, { extent: [Math.min(0, kw.at(-1) ?? 0), kw[0] ?? 0], lines: 1, unit: model.words.unitPower });
  }

  // Each datum is at a point of the axis: the first at the left edge, the last at the right edge.
  override indexAt(x: number): number {
    if (this.model.length === 0 || x < this.plot.x || x > this.plot.x + this.plot.width) return -1;
    return Math.round(((x - this.plot.x) / this.plot.width) * (POINTS - 1));
  }

  override mark(index: number): Box {
    const { x, y, width, height } = this.plot;
    return { x: x + (index / (POINTS - 1)) * width, y, width: 1, height };
  }

  protected override paintData(surface: Surface, palette: Palette): void {
    const { curve, baseKw } = this.model;
    const { x, y, width } = this.plot;
    const zero = this.value.at(0);
    const columns = Math.max(1, Math.round(width * surface.ratio));
    const step = width / columns;
    surface.color(palette.import);
    for (let c = 0; c < columns && curve.kw.length > 0; c++) {
      // The highest power of each pixel column, so that the peak is visible however short it was.
      const top = this.value.at(this.model.kwAt((c / columns) * curve.totalHours + 1e-6));
      surface.box(x + c * step, Math.min(top, zero), x + (c + 1) * step, Math.max(top, zero));
    }
    if (baseKw !== null) {
      const at = this.value.at(baseKw);
      surface.color(palette.text);
      for (let left = x; left < x + width; left += 9)
        surface.box(left, at - 0.5, Math.min(left + 5, x + width), at + 0.5);
      surface.text(this.model.words.baseLoad(this.model.kwText(baseKw)), x + width - 4, Math.max(at - 10, y + 8), {
        align: 'right',
        bold: true,
        maxPx: width - 8,
      });
    }
  }

  protected override paintTicks(surface: Surface, palette: Palette): void {
    const { totalHours } = this.model.curve;
    const { x, width } = this.plot;
    const hours = valueTicks(0, totalHours || 1, Math.max(2, width / 90));
    for (const hour of hours.values) {
      if (hour > totalHours * 1.0001) continue;
      const text = `${this.model.fixed(hour, hours.digits)} h`;
      this.paintTick(surface, palette, x + (hour / (totalHours || 1)) * width, text);
    }
  }
}
