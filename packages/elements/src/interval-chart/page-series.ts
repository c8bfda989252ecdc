import { createSeries, type Series } from '@arc-elements/intervals';
import type { SeriesSource } from './source.ts';

/** Makes a series of what the page gives as `.series`, once for each thing given. */
export class PageSeries {
  #given: SeriesSource | undefined;
  #made: Series | undefined;

  /** @throws {RangeError} Not a series: its columns differ in length, or it has no start or step. */
  of(given: SeriesSource): Series {
    if (given !== this.#given || this.#made === undefined) {
      this.#made = isSeries(given) ? given : createSeries(given);
      this.#given = given;
    }
    return this.#made;
  }
}

function isSeries(given: SeriesSource): given is Series {
  return 'length' in given && 'quality' in given && 'sourceMinutes' in given && 'endMs' in given;
}
