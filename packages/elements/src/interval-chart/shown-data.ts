import { createSeries, type Series } from '@arc-elements/intervals';
import type { ErrorLike } from '../internal/errors.ts';
import { ChartData } from './chart-data.ts';
import { TimeText } from './core/time-text.ts';
import type { ChartWords } from './messages.ts';
import type { SeriesSource, SourceState } from './source.ts';

/** What one chart shows: the state of its source, the data and their times, each made again only when something of it changed. */
export class ShownData {
  state: SourceState = { kind: 'loading' };
  /** `undefined` unless there are readings. */
  data: ChartData | undefined;
  /** Why `.series` is none; `null` when it is one. */
  seriesError: ErrorLike | null = null;
  #time: TimeText | undefined;
  #words: ChartWords | undefined;
  #given: SeriesSource | undefined;
  #series: Series | undefined;

  /** Times in words of the data. There whenever `data` is. */
  get time(): TimeText {
    return this.#time as TimeText;
  }

  /** Takes over what the page gives as `.series`, or else the state of another source; true when the data are other ones. */
  take(given: SeriesSource | undefined, other: SourceState, locale: string, words: ChartWords): boolean {
    this.seriesError = null;
    this.state = given === undefined ? other : this.#ofPage(given);
    if (this.state.kind !== 'ready' || this.state.series.length === 0) {
      this.data = undefined;
      return false;
    }
    const { series } = this.state;
    const fresh = this.data?.series !== series;
    if (fresh) this.data = new ChartData(series);
    const { timeZone } = (this.data as ChartData).calendar;
    if (this.#time?.locale !== locale || this.#time.timeZone !== timeZone || this.#words !== words) {
      // Also for words that came or changed: what is drawn is made again for a new one.
      this.#time = new TimeText(locale, timeZone);
      this.#words = words;
    }
    return fresh;
  }

  #ofPage(given: SeriesSource): SourceState {
    try {
      if (given !== this.#given || this.#series === undefined) {
        this.#series = isSeries(given) ? given : createSeries(given);
        this.#given = given;
      }
      return { kind: 'ready', series: this.#series, meter: undefined, stale: null };
    } catch (error) {
      // A wrong `.series` is the page's mistake: say what is wrong with it instead of leaving the element blank.
      const message = error instanceof Error ? error.message : String(error);
      this.seriesError = { code: 'invalid-series', message };
      return { kind: 'failed', error: this.seriesError };
    }
  }
}

function isSeries(given: SeriesSource): given is Series {
  return 'length' in given && 'quality' in given && 'sourceMinutes' in given && 'endMs' in given;
}
