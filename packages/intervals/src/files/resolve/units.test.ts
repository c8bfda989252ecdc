import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { convert, unitNamed } from './units.ts';

describe('unitNamed', () => {
  for (const [measures, kilo, ...names] of [
    ['energy', 0.001, 'Wh', 'watt-hours', 'Watt hour'],
    ['energy', 1, 'kWh', '(kWh)', '[KWH]', 'k.W.h', 'Kilowatt-hours'],
    ['energy', 1000, 'MWh', 'Megawatt hours'],
    ['energy', 1_000_000, 'GWh'],
    ['energy', 1 / 3_600_000, 'J', 'joules'],
    ['energy', 1 / 3600, 'kJ'],
    ['energy', 1 / 3.6, 'MJ', 'megajoules'],
    ['energy', 1000 / 3.6, 'GJ', 'gigajoules'],
    ['power', 0.001, 'W', 'watts', 'Wh/h'],
    ['power', 1, 'kW', 'kilowatts', 'kWh/h'],
    ['power', 1000, 'MW', 'megawatt', 'MWh/h'],
    ['other', 1, 'm³', 'm^3', 'Therms', 'CCF', 'gallons', 'kVArh', '€', '%', 'USD'],
  ] as const)
    for (const name of names)
      it(`takes "${name}" for a unit of ${measures}`, () => {
        const unit = unitNamed(name);
        assert.equal(unit?.measures, measures);
        assert.ok(Math.abs(convert(unit, 1) - kilo) <= 1e-12 * kilo, `${convert(unit, 1)} is not ${kilo}`);
      });

  it('returns null for a text that names none', () => {
    for (const text of [null, undefined, '', 'usage', 'constructor', 'kWh x 40', 'hours'])
      assert.equal(unitNamed(text), null, String(text));
  });
});
