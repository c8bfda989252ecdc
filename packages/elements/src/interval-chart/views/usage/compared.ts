import { type ComparedDay, type Comparison, comparePeriods } from '@arc-elements/intervals';
import { formatKwh, joined } from '../../../internal/format.ts';
import type { LegendItem } from '../../draw/legend.ts';
import { signedPercent } from '../../text/number-text.ts';
import type { ChartView, Datum, ViewInput } from '../view.ts';
import type { OverlayPlace, UsageOverlay } from './data.ts';
import { UsageModel } from './model.ts';

/** The usage view with an earlier period drawn over the bars. */
export const comparedUsageView: ChartView = {
  id: 'usage',
  minBarPx: 2,
  model: (input) => new ComparedUsageModel(input),
};

class ComparedUsageModel extends UsageModel {
  /** Days and their partners; `null` unless bars are days. */
  readonly #comparison: Comparison | null;
  readonly #partners: ReadonlyMap<string, ComparedDay>;
  override readonly overlay: UsageOverlay | null;

  constructor(input: ViewInput) {
    super(input);
    this.#comparison = compare(input);
    this.#partners = new Map(this.#comparison?.days.map((day) => [day.day, day]));
    this.overlay = this.#comparison && {
      highestKwh: () => this.#highestKwh(),
      paint: (place) => this.#paint(place),
    };
  }

  override value(index: number, column: number): number {
    const isEarlier = this.#comparison !== null && column === this.columns.length - 1;
    return isEarlier ? this.#earlierKwh(this.from + index) : super.value(index, column);
  }

  override get legend(): readonly LegendItem[] {
    const comparison = this.#comparison;
    return comparison === null
      ? super.legend
      : [...super.legend, { mark: 'compare', label: this.#compared(comparison) }];
  }

  override get columns(): readonly string[] {
    return this.#comparison === null ? super.columns : [...super.columns, this.words.earlier];
  }

  override datum(index: number): Datum {
    const datum = super.datum(index);
    if (this.#comparison === null) return datum;
    const i = this.from + index;
    const kwh = this.#earlierKwh(i);
    const partner = this.#partnerOf(i)?.earlierDay ?? null;
    const day = partner === null ? this.words.noPartner : this.input.time.plainDay(partner);
    const known = !Number.isNaN(kwh);
    const earlier = {
      key: 'earlier',
      label: this.words.earlier,
      text: known ? `${this.kwhText(kwh, 'day')} (${day})` : `– (${day})`,
      value: known ? kwh : null,
    };
    return { ...datum, values: [...datum.values, earlier] };
  }

  /** Returns the import of a bucket's partner, kWh; NaN if there is no partner or no reading. */
  #earlierKwh(i: number): number {
    return this.#partnerOf(i)?.earlier?.importKwh ?? Number.NaN;
  }

  #partnerOf(i: number): ComparedDay | undefined {
    return this.#partners.get(this.input.data.calendar.day(this.buckets.startMs(i)));
  }

  #highestKwh(): number {
    let highest = 0;
    for (let i = this.from; i < this.to; i++) {
      const kwh = this.#earlierKwh(i);
      if (kwh > highest) highest = kwh;
    }
    return highest;
  }

  /** Draws the earlier period as outlines, which hide nothing. */
  #paint({ surface, palette, up, time, barPx, air }: OverlayPlace): void {
    const { buckets } = this;
    const zero = up.at(0);
    surface.color(palette.text);
    for (let i = this.from; i < this.to; i++) {
      const kwh = this.#earlierKwh(i);
      if (!(kwh > 0)) continue;
      const top = up.at(kwh);
      const left = time.at(buckets.startMs(i));
      const right = time.at(buckets.endMs(i)) - air;
      surface.box(left, top, right, top + 1);
      if (barPx < 4) continue;
      surface.box(left, top, left, zero);
      surface.box(right - 1, top, right - 1, zero);
    }
  }

  /** Returns both sums in words, over the days that both periods have. */
  #compared({ currentKwh, earlierKwh, comparableDays }: Comparison): string {
    if (currentKwh === null || earlierKwh === null) return this.words.nothingToCompare;
    const { locale } = this.input;
    const change = earlierKwh === 0 ? null : (currentKwh - earlierKwh) / earlierKwh;
    return this.words.compared(
      joined(formatKwh(locale, earlierKwh)),
      comparableDays,
      change === null ? null : signedPercent(locale, change),
    );
  }
}

function compare({ data, range, resolution, compare }: ViewInput): Comparison | null {
  if (compare === null || resolution !== 'day') return null;
  const { calendar, series } = data;
  const from = calendar.day(range.startMs);
  const to = calendar.day(calendar.addDays(calendar.startOfDay(range.endMs - 1), 1));
  const { alignment, earlierFrom } = compare;
  return comparePeriods(series, { alignment, from, to, ...(earlierFrom === undefined ? {} : { earlierFrom }) });
}
