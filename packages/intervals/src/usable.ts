/**
 * Beyond this, in kWh of one slot, nothing is a measurement: the whole world takes twelve days to
 * use as much electricity.
 */
const MOST_KWH = 1e12;

/**
 * False for what no meter can have measured: infinite and absurdly large numbers. Also for `NaN`,
 * which is no value.
 */
export function isUsable(kwh: number): boolean {
  return Math.abs(kwh) <= MOST_KWH;
}

/**
 * True if every value is usable or `NaN`. A function of its own with one comparison a slot: that is
 * compiled soonest, and a year of minutes is looked at once, before the first picture.
 */
function areUsable(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) if (Math.abs(values[i]!) > MOST_KWH) return false;
  return true;
}

/**
 * Columns of one series without the values that no meter can have measured, and in how many slots
 * there were such.
 */
export class UsableColumns {
  /** Slots in which some column had an unusable value. */
  readonly slots = new Set<number>();
  readonly #columns = new Map<ArrayLike<unknown>, Float64Array>();

  /**
   * The values as a column, `NaN` where not known or not usable. A `Float64Array` without unusable
   * values is given back as it is, and the same values give the same column: so a series says that
   * import was taken for net, or that neither export nor net is known.
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
