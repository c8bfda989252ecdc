import { type ProfileBand, type ProfileGroup, profile } from '@arc-elements/intervals';
import type { LegendItem } from '../draw/legend.ts';
import type { Palette } from '../draw/palette.ts';
import type { Surface } from '../draw/surface.ts';
import type { ChartView, Datum, DatumValue, Frame, Scene, ViewInput } from './view.ts';
import { ModelBase, ValueScene } from './view-base.ts';

const DAY_MINUTES = 1440;

/**
 * Average power by time of day, separately for weekdays and weekends, with the band of the 10th to
 * the 90th percentile.
 */
export const averageDayView: ChartView = {
  id: 'average-day',
  minBarPx: null,
  model: (input) => new AverageDayModel(input),
};

class AverageDayModel extends ModelBase {
  readonly length: number;
  readonly page: number;
  readonly cellMinutes: number;
  /** Weekdays, then weekends; only one of them if the range has no days of the other. */
  readonly groups: readonly ProfileGroup[];

  constructor(input: ViewInput) {
    super(input);
    const { data, range } = input;
    const { columns, cellMinutes, groups } = profile(data.series, { range, minutes: 15, by: 'day-type' });
    this.groups = groups;
    this.cellMinutes = cellMinutes;
    this.length = groups.length === 0 ? 0 : columns;
    this.page = Math.max(1, Math.round((3 * 60) / cellMinutes));
  }

  get columns(): readonly string[] {
    const heads: string[] = [this.words.timeOfDay];
    for (const { key } of this.groups)
      heads.push(
        this.words.average(this.#name(key)),
        this.words.low(this.#name(key)),
        this.words.high(this.#name(key)),
      );
    return heads;
  }

  get legend(): readonly LegendItem[] {
    const [first, second] = this.groups;
    const items: LegendItem[] = [];
    const named = ({ key, dayCount }: ProfileGroup) => `${this.#name(key)} (${this.words.dayCount(dayCount)})`;
    if (first !== undefined) {
      items.push(
        { mark: 'import', label: named(first) },
        { mark: 'band', label: this.words.band(this.#name(first.key)) },
      );
    }
    if (second !== undefined) items.push({ mark: 'dashed', label: named(second) });
    return items;
  }

  get summary(): string {
    const { time, range } = this.input;
    const groups = this.groups.map((group) => {
      const { meanKw } = this.band(group);
      let best = 0;
      for (let i = 1; i < meanKw.length; i++) if ((meanKw[i] as number) > (meanKw[best] as number)) best = i;
      const at = time.minuteOfDay(best * this.cellMinutes);
      return this.words.averagePeak(this.#name(group.key), this.kwText(meanKw[best] as number), at);
    });
    return this.words.averageDaySummary(time.span(range), groups.join('; '));
  }

  datum(index: number): Datum {
    const { time } = this.input;
    const from = index * this.cellMinutes;
    const values: DatumValue[] = [];
    for (const group of this.groups) {
      const band = this.band(group);
      const { average, low, high } = this.words;
      const name = this.#name(group.key);
      values.push(
        this.power(`${group.key}-mean`, average(name), band.meanKw[index]),
        this.power(`${group.key}-low`, low(name), band.lowKw[index]),
        this.power(`${group.key}-high`, high(name), band.highKw[index]),
      );
    }
    const title = `${time.minuteOfDay(from)} – ${time.minuteOfDay((from + this.cellMinutes) % DAY_MINUTES)}`;
    const known = values.some((value) => value.value !== null);
    return { title, range: null, values, note: known ? '' : this.words.noReading };
  }

  /** Returns the shown powers of a group: of the net if the meter exports, else of the import. */
  band(group: ProfileGroup): ProfileBand {
    return this.input.data.hasExport && group.net !== null ? group.net : group.import;
  }

  layout(frame: Frame): Scene {
    return new AverageDayScene(this, frame);
  }

  #name(key: string): string {
    const { weekday, weekend, all } = this.words;
    return key === 'weekday' ? weekday : key === 'weekend' ? weekend : all;
  }
}

class AverageDayScene extends ValueScene<AverageDayModel> {
  constructor(model: AverageDayModel, frame: Frame) {
    let low = 0;
    let high = 0;
    for (const group of model.groups) {
      const { lowKw, highKw, meanKw } = model.band(group);
      for (const kw of [lowKw, highKw, meanKw].flatMap((column) => [...column])) {
        if (kw > high) high = kw;
        else if (kw < low) low = kw;
      }
    }
    const { unitNetPower, unitPower } = model.words;
    super(model, frame, { extent: [low, high], lines: 1, unit: model.input.data.hasExport ? unitNetPower : unitPower });
  }

  protected override paintData(surface: Surface, palette: Palette): void {
    const [first, second] = this.model.groups;
    surface.clip(this.plot);
    if (first !== undefined) {
      this.#paintBand(surface, palette, this.model.band(first));
      this.#paintLine(surface, palette.import, this.model.band(first), false);
    }
    if (second !== undefined) this.#paintLine(surface, palette.text, this.model.band(second), true);
    surface.clip(null);
  }

  protected override paintTicks(surface: Surface, palette: Palette): void {
    const { time } = this.model.input;
    const { x, width } = this.plot;
    const room = this.frame.measure(time.minuteOfDay(22 * 60)) + 20;
    const every = [1, 2, 3, 6, 12].find((hours) => (width * hours) / 24 >= room) ?? 12;
    for (let hour = 0; hour <= 24; hour += every)
      this.paintTick(surface, palette, x + (width * hour) / 24, hour < 24 ? time.minuteOfDay(hour * 60) : '');
  }

  #paintBand(surface: Surface, palette: Palette, { lowKw, highKw }: ProfileBand): void {
    surface.color(`color-mix(in srgb, ${palette.import} 22%, ${palette.background})`);
    for (let i = 0; i < lowKw.length; i++) {
      if (Number.isNaN(lowKw[i] as number)) continue;
      const left = this.plot.x + i * this.stepPx;
      // Computed like the left edge of the next box, so that both round to the same pixel.
      const right = this.plot.x + (i + 1) * this.stepPx;
      surface.box(left, this.value.at(highKw[i] as number), right, this.value.at(lowKw[i] as number));
    }
  }

  #paintLine(surface: Surface, color: string, { meanKw }: ProfileBand, dashed: boolean): void {
    surface.color(color);
    let before = Number.NaN;
    for (let i = 0; i < meanKw.length; i++) {
      const kw = meanKw[i] as number;
      if (Number.isNaN(kw)) {
        before = Number.NaN;
        continue;
      }
      const y = this.value.at(kw);
      const left = this.plot.x + i * this.stepPx;
      // Gaps between the steps, so that the lines differ without colour.
      surface.box(left, y - 1, left + this.stepPx * (dashed ? 0.55 : 1), y + 1);
      if (!dashed && !Number.isNaN(before))
        surface.box(left - 0.5, Math.min(before, y) - 1, left + 0.5, Math.max(before, y) + 1);
      before = y;
    }
  }
}
