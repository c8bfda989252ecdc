/**
 * Below this, in kWh, a result is what binary arithmetic leaves of numbers that cancel out: a
 * millionth of a watt-hour.
 */
const NOISE_KWH = 1e-9;

/**
 * A sum or difference of energies, or exactly 0 where only noise of binary arithmetic is left:
 * `0.1 + 0.2 - 0.3` is 5.5e-17, which nobody measured. Applied where energies are added or
 * subtracted, not where they are shown, so that tables, pictures and exports agree; and nowhere
 * else: what the source itself says of a slot stays, however small. `NaN` stays `NaN`.
 */
export function withoutNoise(kwh: number): number {
  return Math.abs(kwh) < NOISE_KWH ? 0 : kwh;
}

/**
 * What `count` values add up to, kWh: of none it is not known, `NaN`; one is no sum, and stays as
 * the source says it.
 */
export function sumOf(kwh: number, count: number): number {
  if (count < 2) return count === 0 ? Number.NaN : kwh;
  return withoutNoise(kwh);
}
