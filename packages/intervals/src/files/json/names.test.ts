import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { HOUR_MS } from '../../zone.ts';
import { readMeterFile } from '../read-meter-file.ts';
import { type MeterFile, onlyMeter } from '../reading.ts';

const at = (hour: number): string => new Date(Date.UTC(2024, 6, 1) + hour * HOUR_MS).toISOString();

/** Rows of an hour each. */
const rows = <T extends object>(parts: readonly T[]): readonly object[] =>
  parts.map((part, i) => ({ start: at(i), end: at(i + 1), ...part }));

const read = (document: unknown): MeterFile => readMeterFile(JSON.stringify(document));
function totals(document: unknown): readonly (number | null)[] {
  const { importKwh, exportKwh } = onlyMeter(read(document)).receipt;
  return [importKwh, exportKwh];
}
const asked = (document: unknown): readonly string[] => read(document).questions.map(({ kind }) => kind);

describe('a JSON value with a key that says what it is', () => {
  for (const [key, kwh] of [
    ['power_w', 1.5],
    ['powerW', 1.5],
    ['W', 1.5],
    ['power_kw', 1500],
    ['powerMW', 1_500_000],
    ['import_wh', 1.5],
    ['kWh', 1500],
    ['energykWh', 1500],
    ['usageKWh', 1500],
    ['usage_mwh', 1_500_000],
    ['energy_GWh', 1_500_000_000],
    ['kwh_used', 1500],
  ] as const) {
    it(`has its unit in the key ${key}`, () => assert.deepEqual(totals(rows([{ [key]: 1500 }])), [kwh, null]));
  }

  it('has an unclear unit if the key says mw, which some devices use for milliwatts', () => {
    assert.deepEqual(asked(rows([{ power_mw: 1500 }])), ['unit']);
  });

  for (const [key, message] of [
    ['kvarh', /no energy or power, only kvarh/],
    ['total_kvar', /no energy or power, only total_kvar/],
    ['kVAh', /no energy or power, only kVAh/],
    ['reactive_energy', /which value is energy: reactive_energy/],
    ['voltage', /which value is energy: voltage/],
    ['peak_kw', /which value is energy: peak_kw/],
    ['gas_kwh', /readings of gas/],
    ['energy_mj', /readings of heat/],
  ] as const) {
    it(`is rejected if the key is not of electric energy or power: ${key}`, () => {
      assert.throws(() => read(rows([{ [key]: 1 }, { [key]: 2 }])), { code: 'decode', message });
    });
  }

  for (const [what, row, expected] of [
    ['energy and reactive energy', { kwh: 3, kvarh: 9 }, [3, null]],
    ['tariffs and their total', { peak_kwh: 1, offpeak_kwh: 2, total_kwh: 3 }, [3, null]],
    ['tariffs alone', { peakKwh: 1, offPeakKwh: 2 }, [3, null]],
    ['tariffs of one direction', { import_t1_kwh: 1, import_t2_kwh: 2, export_kwh: 1 }, [3, 1]],
    ['phases', { kwh_l1: 1, kwh_l2: 1, kwh_l3: 1 }, [3, null]],
    ['registers of an Australian meter', { E1: 1, E2: 2, B1: 1, unit: 'kWh' }, [3, 1]],
    ['German names', { bezug_kwh: 3, einspeisung_kwh: 1 }, [3, 1]],
    ['energy given to the grid alone', { einspeisung_kwh: 1 }, [null, 1]],
  ] as const) {
    it(`is added to the right total: ${what}`, () => assert.deepEqual(totals(rows([row])), expected));
  }

  it('is import or export if its row says so in another language', () => {
    const parts = [
      { start: at(0), end: at(1), direction: 'Bezug', value: 3, unit: 'kWh' },
      { start: at(0), end: at(1), direction: 'Einspeisung', value: 1, unit: 'kWh' },
    ];
    assert.deepEqual(totals(parts), [3, 1]);
  });

  it('is the state of a meter if the key says so', () => {
    const parts = [100, 103, 104].map((state, hour) => ({ time: at(hour), meter_reading_kwh: state }));
    assert.deepEqual(totals(parts), [4, null]);
  });

  it('is asked about if the tariffs do not add up to the total', () => {
    const parts = rows([{ peak_kwh: 1, offpeak_kwh: 2, total_kwh: 5 }]);
    assert.deepEqual(asked(parts), ['columns']);
  });
});
