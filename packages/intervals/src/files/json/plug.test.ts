import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { readIntervalsText } from '../../read-intervals.ts';
import { HOUR_MS } from '../../zone.ts';
import type { Choices } from '../question.ts';
import { readMeterFile } from '../read-meter-file.ts';
import { type MeterFile, onlyMeter, type ReadMeterFileOptions } from '../reading.ts';

const START = Date.UTC(2024, 6, 1);
const at = (hour: number): string => new Date(START + hour * HOUR_MS).toISOString();
const read = (document: unknown, choices: Choices = {}, options: ReadMeterFileOptions = {}): MeterFile =>
  readMeterFile(JSON.stringify(document), choices, options);
const meter = (document: unknown, choices: Choices = {}, options: ReadMeterFileOptions = {}) =>
  onlyMeter(read(document, choices, options));
function totals(document: unknown, choices: Choices = {}): readonly (number | null)[] {
  const { importKwh, exportKwh } = meter(document, choices).receipt;
  return [importKwh, exportKwh];
}
const asked = (document: unknown): readonly string[] => read(document).questions.map(({ kind }) => kind);

describe('bodies of the interval endpoints as files', () => {
  const header = { meterId: 'mtr-1', meterNumber: 'A1', serviceType: 'electric', localTimezone: 'America/Chicago' };
  const reading = (hour: number, direction: string, kwh: number): object => ({
    startAt: at(hour),
    endAt: at(hour + 1),
    direction,
    kwh,
  });
  const raw = (readings: readonly object[], parts: object = {}): object => ({ ...header, ...parts, readings });
  const normalized = {
    ...header,
    intervalDurationMinutes: 15,
    sourceIntervalDurationMinutes: [30],
    startAt: at(0),
    endAt: at(0.25),
    latestIntervalAt: at(0),
    readings: [{ importKwh: [1, 1, null], exportKwh: [0, 0.5, null], netKwh: [1, 0.5, null] }],
  };

  it('are read as those of the endpoint', () => {
    for (const body of [raw([reading(0, 'import', 1), reading(0, 'export', 2)]), normalized]) {
      const { receipt, series } = meter(body);
      const { meter: _, ...expected } = readIntervalsText(JSON.stringify(body));
      assert.deepEqual({ receipt, series }, expected);
    }
  });

  it('have a column for each direction that is measured', () => {
    const usesOf = (...directions: readonly string[]) =>
      meter(raw(directions.map((direction) => reading(0, direction, 1)))).columns.map(({ label, use, unit }) => [
        label,
        use,
        unit,
      ]);
    assert.deepEqual(usesOf('import'), [['import', 'import', 'kWh']]);
    assert.deepEqual(usesOf('export'), [['export', 'export', 'kWh']]);
    assert.deepEqual(usesOf('export', 'import'), [
      ['import', 'import', 'kWh'],
      ['export', 'export', 'kWh'],
    ]);
  });

  const months = (...bodies: readonly object[]): MeterFile =>
    readMeterFile(zipSync(Object.fromEntries(bodies.map((body, i) => [`${i}.json`, strToU8(JSON.stringify(body))]))));

  it('are one meter if a ZIP has its months', () => {
    const file = months(raw([reading(0, 'import', 1)]), raw([reading(1, 'import', 2)]));
    const { id, receipt } = onlyMeter(file);
    assert.deepEqual([id, receipt.importKwh, file.questions], ['A1', 3, []]);
  });

  it('are named by their files if they name no meter', () => {
    const nameless = { meterId: null, meterNumber: null };
    const file = months(raw([reading(0, 'import', 1)], nameless), raw([reading(0, 'import', 2)], nameless));
    assert.deepEqual(
      [
        file.meters.map(({ id, receipt }) => [id, receipt.importKwh]),
        file.questions[0]?.options.map(({ value }) => value),
      ],
      [
        [
          ['0.json', 1],
          ['1.json', 2],
        ],
        ['0.json', '1.json'],
      ],
    );
  });

  it('are not joined if they are normalized months of one meter', () => {
    assert.throws(() => months(normalized, normalized), { code: 'decode', message: /several normalized bodies/ });
  });

  it('have the format of their endpoint and the number of their meter', () => {
    const seen = [raw([reading(0, 'import', 1)]), normalized].map((body) => {
      const { format, meters } = read(body);
      return [format, meters[0]?.id];
    });
    assert.deepEqual(seen, [
      ['plug-intervals', 'A1'],
      ['plug-normalized-intervals', 'A1'],
    ]);
  });

  it('have their channels as columns', () => {
    const columns = meter(raw([reading(0, 'export', 1)])).columns.map(({ use, unit }) => [use, unit]);
    assert.deepEqual(columns, [['export', 'kWh']]);
  });

  it('are joined if they are pages of one meter', () => {
    const pages = [raw([reading(0, 'import', 1)]), raw([reading(1, 'import', 2)])];
    assert.deepEqual(totals(pages), [3, null]);
  });

  it('lead to a question if they are of several meters, and then to the chosen one', () => {
    const bodies = ['A1', 'B2'].map((meterNumber, i) => raw([reading(0, 'import', i + 1)], { meterNumber }));
    assert.deepEqual([asked(bodies), totals(bodies, { meter: 'B2' })], [['meter'], [2, null]]);
  });

  it('are read in the chosen zone, else in their own, else in that of the page', () => {
    const body = raw([reading(0, 'import', 1)]);
    const without = raw([reading(0, 'import', 1)], { localTimezone: null });
    const page = { timeZone: 'Europe/Paris' };
    assert.deepEqual(
      [meter(body, { 'time-zone': 'UTC' }, page), meter(body, {}, page), meter(without, {}, page)].map(
        ({ series }) => series.timeZone,
      ),
      ['UTC', 'America/Chicago', 'Europe/Paris'],
    );
  });

  it('are rejected if they are of gas', () => {
    assert.throws(() => read(raw([reading(0, 'import', 1)], { serviceType: 'gas' })), { found: ['gas'] });
  });

  it('are rejected if they have no readings', () => {
    assert.throws(() => read(raw([])), /it has no readings/);
  });

  const folder = new URL('../../../../../../shared/data/', import.meta.url);
  for (const name of ['au-solar-5min.raw.json.gz', 'uk-30min.normalized.json.gz']) {
    const file = new URL(name, folder);
    it(`are read as those of the endpoint: ${name}`, { skip: !existsSync(file) }, () => {
      const bytes = readFileSync(file);
      const { receipt } = onlyMeter(readMeterFile(bytes));
      assert.deepEqual(receipt, readIntervalsText(gunzipSync(bytes)).receipt);
    });
  }
});
