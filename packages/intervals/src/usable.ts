import { firstKnownSlot } from './coverage.ts';

/**
 * Beyond this, in kWh of one slot, nothing is a measurement: the whole world takes twelve days to use as much
 * electricity.
 */
const MOST_KWH = 1e12;

/**
 * False for what no meter can have measured: infinite and absurdly large numbers. Also for `NaN`, which is no value.
 */
export function isUsable(kwh: number): boolean {
  return Math.abs(kwh) <= MOST_KWH;
}

/**
 * First slot from `from` on without a usable value; the number of slots when there is none. A function of its own
 * with one comparison a slot: that is compiled soonest, and a year of minutes is looked at once, before the first
 * picture.
 */
function firstOdd(values: Float64Array, from: number): number {
  for (let i = from; i < values.length; i++) if (!(Math.abs(values[i]!) <= MOST_KWH)) return i;
  return values.length;
}

/**
 * Columns of one series without the values that no meter can have measured, and in how many slots there were such.
 */
export class UsableColumns {
  readonly #slots = new Set<number>();
  readonly #gapped = new Set<Float64Array>();

  /** Slots in which some column had an unusable value. */
  get slots(): ReadonlySet<number> {
    return this.#slots;
  }

  /**
   * The values as a column, `NaN` where not known or not usable. A `Float64Array` without unusable values is given
   * back as it is.
   */
  column(values: ArrayLike<unknown>): Float64Array {
    if (!(values instanceof Float64Array)) return this.#copy(values);
    let i = firstOdd(values, 0);
    if (i < values.length && Number.isNaN(values[i]!)) this.#gapped.add(values);
    while (i < values.length) {
      if (!Number.isNaN(values[i]!)) return this.#copy(values);
      // Gaps are long, a year without export for one, and are passed in one go.
      const next = firstKnownSlot(values, i + 1);
      i = next === -1 ? values.length : firstOdd(values, next);
    }
    return values;
  }

  /** True if a column that came from here has slots without a value. */
  hasGaps(column: Float64Array): boolean {
    return this.#gapped.has(column);
  }

  #copy(values: ArrayLike<unknown>): Float64Array {
    const out = new Float64Array(values.length);
    for (let i = 0; i < out.length; i++) {
      const kwh = values[i];
      if (typeof kwh === 'number' && isUsable(kwh)) {
        out[i] = kwh;
        continue;
      }
      out[i] = Number.NaN;
      this.#gapped.add(out);
      if (kwh !== null && kwh !== undefined && !Number.isNaN(kwh)) this.#slots.add(i);
    }
    return out;
  }
}
