import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { HOUR_MS } from '../../zone.ts';
import type { Choices } from '../question.ts';
import { readMeterFile } from '../read-meter-file.ts';
import { type MeterFile, onlyMeter } from '../reading.ts';

const START = Date.UTC(2024, 6, 1);
const at = (hour: number): string => new Date(START + hour * HOUR_MS).toISOString();
const read = (document: unknown, choices: Choices = {}): MeterFile => readMeterFile(JSON.stringify(document), choices);
function totals(document: unknown, choices: Choices = {}): readonly (number | null)[] {
  const { importKwh, exportKwh } = onlyMeter(read(document, choices)).receipt;
  return [importKwh, exportKwh];
}
const asked = (document: unknown): readonly string[] => read(document).questions.map(({ kind }) => kind);

/** Rows of an hour each. */
const rows = (parts: readonly object[]): readonly object[] =>
  parts.map((part, i) => ({ start: at(i), end: at(i + 1), ...part }));

describe('the intervals of UtilityAPI', () => {
  /** Source: UtilityAPI, Intervals. */
  const interval = (readings: readonly object[], meterUid = '58'): object => ({
    uid: `12382-${meterUid}`,
    meter_uid: meterUid,
    authorization_uid: '23',
    utility: 'DEMO',
    blocks: ['base', 'sources', 'readings'],
    base: { service_identifier: '1234567890', meter_numbers: ['A1'], qualities: ['revenue'] },
    sources: [{ type: 'greenbutton_cmd' }],
    readings,
  });
  const points = (values: Readonly<Record<string, number>>): readonly object[] =>
    Object.entries(values).map(([type, value]) => ({ type, unit: 'kwh', value }));

  it('are recognised, with their meter', () => {
    const { format, meters } = read({ intervals: [interval(rows([{ kwh: 1 }]))] });
    assert.deepEqual([format, meters[0]?.id, meters[0]?.receipt.importKwh], ['utility-api', '58', 1]);
  });

  it('have import and export in their data points, and count no energy twice', () => {
    const readings = rows([{ kwh: 2, datapoints: points({ fwd: 3, rev: 1, net: 2 }) }]);
    assert.deepEqual(totals({ intervals: [interval(readings)] }), [3, 1]);
  });

  it('may have other items among their data points', () => {
    const readings = rows([{ kwh: 2, datapoints: [null, 7, ...points({ fwd: 3, rev: 1 }), 'x'] }]);
    assert.deepEqual(totals({ intervals: [interval(readings)] }), [3, 1]);
  });

  it('may have only net', () => {
    const readings = rows([
      { kwh: 2, datapoints: points({ net: 2 }) },
      { kwh: -1, datapoints: points({ net: -1 }) },
    ]);
    assert.deepEqual(totals({ intervals: [interval(readings)] }), [2, 1]);
  });

  it('lead to a question if there are several meters', () => {
    assert.deepEqual(asked({ intervals: [interval(rows([{ kwh: 1 }])), interval(rows([{ kwh: 2 }]), '59')] }), [
      'meter',
    ]);
  });
});
