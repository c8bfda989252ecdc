/**
 * A slot with more kWh than this is not a measurement: the whole world takes twelve days to use as
 * much electricity.
 */
const MOST_KWH = 1e12;

/**
 * Returns false for numbers that no meter can have measured (infinite or absurdly large), and for
 * `NaN`.
 */
export function isUsable(kwh: number): boolean {
  return Math.abs(kwh) <= MOST_KWH;
}

/**
 * Returns true if every value is usable or `NaN`. A small function of its own is optimized soonest:
 * a year of minutes is checked once, before the first picture.
 */
function areUsable(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) if (Math.abs(values[i]!) > MOST_KWH) return false;
  return true;
}

/**
 * Columns of one series without values that no meter can have measured, and the slots that had such
 * values.
 */
export class UsableColumns {
  /** Slots in which some column had an unusable value. */
  readonly slots = new Set<number>();
  readonly #columns = new Map<ArrayLike<unknown>, Float64Array>();

  /**
   * Returns the values as a column, `NaN` where not known or not usable. A `Float64Array` without
   * unusable values is returned as it is, and the same array always gives the same column, because
   * a series whose net is its import has one array for both.
   */
  column(values: ArrayLike<unknown>): Float64Array {
    const column =
      this.#columns.get(values) ?? (values instanceof Float64Array && areUsable(values) ? values : this.#copy(values));
    this.#columns.set(values, column);
    return column;
  }

  #copy(values: ArrayLike<unknown>): Float64Array {
    const out = new Float64Array(values.length).fill(Number.NaN);
    for (let i = 0; i < out.length; i++) {
      const kwh = values[i];
      if (typeof kwh === 'number' && isUsable(kwh)) out[i] = kwh;
      else if (kwh != null && !Number.isNaN(kwh)) this.slots.add(i);
    }
    return out;
  }
}
