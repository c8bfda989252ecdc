import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  createSeries,
  readCsv,
  readIntervals,
  readIntervalsText,
  readMeterFile,
  type Series,
  timeZoneStateOf,
} from './index.ts';
import { body, wireRow } from './testing/arbitrary.ts';

const MARS = 'Mars/Olympus';
const plain = (timeZone: string): Series => createSeries({ startMs: 0, stepMs: 900_000, timeZone, importKwh: [1] });

describe('timeZoneStateOf', () => {
  it('distinguishes a zone that does not exist from UTC', () => {
    assert.equal(timeZoneStateOf(plain(MARS)), 'unknown');
    for (const name of ['UTC', 'Etc/UTC', 'GMT', 'utc', 'Europe/Dublin', 'US/Pacific'])
      assert.equal(timeZoneStateOf(plain(name)), 'known', name);
  });

  it('is none if no zone was named', () => {
    assert.equal(timeZoneStateOf(plain(' ')), 'none');
    assert.equal(timeZoneStateOf({ timeZone: 'UTC', timeZoneText: null }), 'none');
  });

  it('is known without the text of the zone, and unknown for a zone that does not exist', () => {
    assert.equal(timeZoneStateOf({ timeZone: 'Europe/Dublin', timeZoneText: null }), 'known');
    assert.equal(timeZoneStateOf({ timeZone: MARS, timeZoneText: null }), 'unknown');
  });
});

describe('the text of a time zone', () => {
  const raw = (zone: string | undefined) => ({ ...body([wireRow(0, 15, 1)]), localTimezone: zone });
  const normalized = (zone: string | undefined) => ({
    startAt: '2024-01-01T00:00:00Z',
    intervalDurationMinutes: 15,
    localTimezone: zone,
    readings: [{ importKwh: [1] }],
  });
  const csv = 'start,end,import (kWh)\n2024-01-01T00:00:00Z,2024-01-01T01:00:00Z,1\n';
  const json = (zone: string | undefined) =>
    JSON.stringify({
      timezone: zone,
      readings: [{ start: '2024-01-01T00:00:00Z', end: '2024-01-01T01:00:00Z', kwh: 1 }],
    });
  type Read = (source: string | undefined, timeZone?: string) => Series;
  const readers: Record<string, Read> = {
    'a raw body': (source, timeZone) => readIntervals(raw(source), { timeZone }).series,
    'a raw body as text': (source, timeZone) => readIntervalsText(JSON.stringify(raw(source)), { timeZone }).series,
    'a normalized body': (source, timeZone) => readIntervals(normalized(source), { timeZone }).series,
    'a file of a body': (source, timeZone) =>
      readMeterFile(JSON.stringify(raw(source)), {}, { timeZone }).meters[0]!.series,
    'a list in JSON': (source, timeZone) => readMeterFile(json(source), {}, { timeZone }).meters[0]!.series,
  };

  for (const [name, read] of Object.entries(readers)) {
    it(`is kept by the reader of ${name}`, () => {
      const state = (source: string | undefined, timeZone?: string) => {
        const series = read(source, timeZone);
        return [series.timeZone, series.timeZoneText, timeZoneStateOf(series)];
      };
      assert.deepEqual(state(MARS), ['UTC', MARS, 'unknown']);
      assert.deepEqual(state('US/Pacific'), ['America/Los_Angeles', 'US/Pacific', 'known']);
      assert.deepEqual(state('Etc/UTC'), ['UTC', 'Etc/UTC', 'known']);
      assert.deepEqual(state(undefined), ['UTC', null, 'none']);
      assert.deepEqual(state(undefined, MARS), ['UTC', MARS, 'unknown']);
      assert.deepEqual(state(undefined, 'UTC'), ['UTC', 'UTC', 'known']);
    });
  }

  it('is that of the caller if it replaces that of a body', () => {
    for (const source of [raw(MARS), normalized(MARS)]) {
      const { series } = readIntervals(source, { timeZone: 'GMT' });
      assert.deepEqual([series.timeZone, series.timeZoneText, timeZoneStateOf(series)], ['UTC', 'GMT', 'known']);
    }
  });

  it('is that of the caller if a table names none', () => {
    const state = (timeZone?: string) => timeZoneStateOf(readCsv(csv, { timeZone }).series);
    assert.deepEqual([state(), state(MARS), state('UTC')], ['none', 'unknown', 'known']);
  });
});
