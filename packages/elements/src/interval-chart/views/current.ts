import type { LazyController } from '../../controllers/lazy-controller.ts';
import type { ErrorLike } from '../../internal/errors.ts';
import { LazyModule } from '../../internal/lazy-module.ts';
import type { ChartData } from '../data/chart-data.ts';
import type { ChartState } from '../state.ts';
import { timeText } from '../text/time-text.ts';
import { messages } from '../text/words.ts';
import { type Drawing, drawingOf, isAlignment, shownResolution } from './drawing.ts';
import { COMPARED_USAGE, VIEWS, type ViewEntry, viewEntry } from './registry.ts';
import { usageView } from './usage/model.ts';
import type { ChartTariff, ChartView } from './view.ts';

/** What a drawing depends on besides data and state. */
export interface DrawingContext {
  readonly locale: string;
  readonly tariff: ChartTariff | null | undefined;
  /** Width of the picture, CSS pixels. */
  readonly widthPx: number;
}

/** The current drawing of one chart; the same object until one of its inputs changes. */
export class CurrentDrawing {
  /** `undefined` while there are no data. */
  value: Drawing | undefined;
  /**
   * Why the view could not be drawn from what the page set, such as its tariff; `null` if it could.
   */
  error: ErrorLike | null = null;
  /** Entry of the chosen tab. */
  entry: ViewEntry = viewEntry('usage');
  /** The view that is drawn: the previous one while the chosen one loads. */
  view: ChartView = usageView;
  readonly #lazy: LazyController;

  constructor(lazy: LazyController) {
    this.#lazy = lazy;
  }

  /** Updates the drawing. Called before each render. */
  update(data: ChartData | undefined, state: ChartState, { locale, tariff, widthPx }: DrawingContext): void {
    this.entry = viewEntry(state.view);
    // Without a tariff there are no bands to show.
    if (this.entry.needsTariff === true && tariff == null) this.entry = VIEWS[0] as ViewEntry;
    const chosen = this.entry.id === 'usage' && isAlignment(state.compare) ? COMPARED_USAGE : this.entry.view;
    this.view = (chosen instanceof LazyModule ? this.#lazy.need(chosen) : chosen) ?? this.view;
    const { visible: range, preset, compare, channels } = state;
    if (data === undefined || range === null) {
      this.value = undefined;
      return;
    }
    const time = timeText(locale, data.calendar.timeZone);
    const words = messages.in(locale);
    const resolution = shownResolution(state.resolution, { data, range, view: this.view, widthPx });
    const input = { view: this.view, data, range, preset, resolution, time, words, compare, channels, tariff };
    try {
      this.value = drawingOf(input, this.value);
      this.error = null;
    } catch (error) {
      // The previous picture stays, and the next change of a property tries again.
      this.error = { code: 'view-failed', message: error instanceof Error ? error.message : String(error) };
    }
  }

  /** Returns true if a picture of this width would have another resolution. */
  differsAt(widthPx: number, { resolution }: ChartState): boolean {
    const { value } = this;
    return value !== undefined && shownResolution(resolution, { ...value, widthPx }) !== value.resolution;
  }
}
