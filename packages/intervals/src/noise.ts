/**
 * A sum or difference below this, in kWh, is rounding noise of numbers that cancel out: a millionth
 * of a watt-hour.
 */
const NOISE_KWH = 1e-9;

/**
 * Returns a sum or difference of energies, or exactly 0 if only rounding noise is left:
 * `0.1 + 0.2 - 0.3` is 5.5e-17, which nobody measured. Applied where energies are added or
 * subtracted, not where they are shown, so that tables, pictures and exports agree. Values of the
 * source itself are kept, however small. `NaN` stays `NaN`.
 */
export function withoutNoise(kwh: number): number {
  return Math.abs(kwh) < NOISE_KWH ? 0 : kwh;
}

/**
 * Returns the sum `kwh` of `count` values without rounding noise: `NaN` for no value, and unchanged
 * for one, which is no sum.
 */
export function sumOf(kwh: number, count: number): number {
  if (count < 2) return count === 0 ? Number.NaN : kwh;
  return withoutNoise(kwh);
}
