import type { ChartData } from './chart-data.ts';
import {
  hasDataBeyond,
  isRangePreset,
  isTimeRange,
  presetRange,
  type RangePreset,
  stepRange,
  type TimeRange,
} from './core/range.ts';

const DAY_MS = 86_400_000;
/** Without a range of its own a chart shows everything up to about this many days, and the last year of anything longer. */
const ALL_UP_TO_DAYS = 400;
const BEGUN_SHARE = 0.2;

/** What a page can ask a chart to show. */
export type AskedRange = RangePreset | TimeRange | undefined;

/** What is visible, and the preset it follows. */
export class RangeState {
  #visible: TimeRange | undefined;
  #preset: RangePreset | null = null;
  /** The asked value that `visible` was made from, or that was set along with it. */
  #seen: AskedRange;

  /** `undefined` before there were data. */
  get visible(): TimeRange | undefined {
    return this.#visible;
  }

  /** `null` for a range that no preset names. */
  get preset(): RangePreset | null {
    return this.#preset;
  }

  /**
   * Brings the range up to date with what the page asks for and with the data. The same answer to the same question: a value that was asked
   * for before does not undo what the person did since.
   * @param fresh - The data are not those of the last time.
   */
  update(asked: AskedRange, data: ChartData, fresh: boolean): void {
    if (this.#visible === undefined || asked !== this.#seen) {
      this.#seen = asked;
      this.#take(asked, data);
    } else if (fresh) this.#keep(this.#visible, data);
  }

  /** Shows a range that the person chose. */
  show(range: TimeRange, preset: RangePreset | null): void {
    this.#visible = range;
    this.#preset = preset;
    this.#seen = range;
  }

  #take(asked: AskedRange, data: ChartData): void {
    if (isTimeRange(asked)) {
      this.#preset = null;
      this.#visible = { startMs: asked.startMs, endMs: asked.endMs };
      return;
    }
    const days = (data.extent.endMs - data.extent.startMs) / DAY_MS;
    this.#preset = isRangePreset(asked) ? asked : days <= ALL_UP_TO_DAYS ? 'all' : 'year';
    this.#visible = openingRange(this.#preset, data);
  }

  // New data under the same range: everything stays everything, any other range stays where it is unless the data have left it.
  #keep(visible: TimeRange, data: ChartData): void {
    const outside = visible.endMs <= data.extent.startMs || visible.startMs >= data.extent.endMs;
    if (this.#preset !== null && (this.#preset === 'all' || outside)) {
      this.#visible = openingRange(this.#preset, data);
    }
  }
}

/**
 * The range that a preset opens with when nothing else says which: the newest one that has something to show. One whose data have only begun
 * gives way to the one before it: the first hour of a day says less than the day before.
 */
export function openingRange(preset: RangePreset, data: ChartData): TimeRange {
  const newestMs = (data.lastReadingMs ?? data.extent.endMs) - 1;
  const range = presetRange(preset, newestMs, data.extent, data.calendar);
  const begun = newestMs - range.startMs < BEGUN_SHARE * (range.endMs - range.startMs);
  const calendarUnit = preset === 'day' || preset === 'week' || preset === 'month';
  return begun && calendarUnit && hasDataBeyond(range, -1, data.extent)
    ? stepRange(range, preset, -1, data.calendar)
    : range;
}
