import type { Commodity } from '../channel.ts';

/** What a unit measures, and how it is converted to kWh or kW. */
export interface Unit {
  readonly measures: 'energy' | 'power' | 'other';
  /** The commodity that has this unit; `unknown` if electricity may have it too. */
  readonly commodity: Commodity;
  /**
   * A value times `times` divided by `per` is kWh or kW. Whole numbers where possible, so that no
   * digits are lost.
   */
  readonly times: number;
  readonly per: number;
}

const energy = (times: number, per = 1, commodity: Commodity = 'electricity'): Unit => ({
  measures: 'energy',
  commodity,
  times,
  per,
});
const power = (times: number, per = 1): Unit => ({ measures: 'power', commodity: 'electricity', times, per });
const other = (commodity: Commodity = 'unknown'): Unit => ({ measures: 'other', commodity, times: 1, per: 1 });

/** Units by their names in lower-case letters, without spaces, dots and plural. */
const UNITS: Readonly<Record<string, Unit>> = {
  wh: energy(1, 1000),
  watthour: energy(1, 1000),
  kwh: energy(1),
  kilowatthour: energy(1),
  mwh: energy(1000),
  megawatthour: energy(1000),
  gwh: energy(1_000_000),
  j: energy(1, 3_600_000, 'unknown'),
  joule: energy(1, 3_600_000, 'unknown'),
  kj: energy(1, 3600, 'unknown'),
  mj: energy(10, 36, 'unknown'),
  megajoule: energy(10, 36, 'unknown'),
  gj: energy(10_000, 36, 'unknown'),
  gigajoule: energy(10_000, 36, 'unknown'),
  w: power(1, 1000),
  watt: power(1, 1000),
  kw: power(1),
  'kwh/h': power(1),
  'wh/h': power(1, 1000),
  'mwh/h': power(1000),
  kilowatt: power(1),
  mw: power(1000),
  megawatt: power(1000),
  therm: other('gas'),
  thm: other('gas'),
  dth: other('gas'),
  dekatherm: other('gas'),
  btu: other('gas'),
  kbtu: other('gas'),
  mbtu: other('gas'),
  mmbtu: other('gas'),
  ccf: other('gas-or-water'),
  mcf: other('gas'),
  cf: other('gas-or-water'),
  ft3: other('gas-or-water'),
  cubicfeet: other('gas-or-water'),
  cubicfoot: other('gas-or-water'),
  m3: other('gas-or-water'),
  nm3: other('gas'),
  cubicmeter: other('gas-or-water'),
  cubicmetre: other('gas-or-water'),
  gal: other('water'),
  gallon: other('water'),
  l: other('water'),
  liter: other('water'),
  litre: other('water'),
};

/** Other electric units: apparent and reactive energy and power, voltage, current. */
const OTHER_ELECTRIC = /^(k|m)?(vah?|varh?|v|volt|a|amp|ampere|hz|pf)$/;

/**
 * Returns the unit that a text names: `kWh`, `Wh`, `(m³)`, `Kilowatt-hours`; `null` if it is not a
 * known one.
 */
export function unitNamed(text: string | null | undefined): Unit | null {
  if (text === null || text === undefined) return null;
  const name = text
    .toLowerCase()
    .replace(/³|\^3/g, '3')
    .replace(/[\s().[\]_-]/g, '')
    .replace(/(?<=[a-z]{3})s$/, '');
  const known = Object.hasOwn(UNITS, name) ? UNITS[name] : undefined;
  if (known !== undefined) return known;
  if (OTHER_ELECTRIC.test(name)) return other('electricity');
  return /^([$€£¥%°].*|usd|eur|gbp|cad|aud|nzd|ct|cent|c|f|degc|degf)$/.test(name) ? other() : null;
}

/** Converts a value to kWh or kW. */
export function convert({ times, per }: Unit, value: number): number {
  return (value * times) / per;
}
