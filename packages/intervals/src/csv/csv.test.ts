import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isArcError } from '@arc-elements/models';
import { createSeries, ESTIMATED, readCsv, readMeterFile, totalsByLocalDay, writeCsv } from '../index.ts';

const LA = 'America/Los_Angeles';
const at = (iso: string) => Date.parse(iso);

/**
 * Returns the hourly rows of one local day as utilities with Opower write them, for these hours.
 */
function opower(hours: readonly number[], header: string, tail: string): string {
  const rows = hours.map((hour) => {
    const text = String(hour).padStart(2, '0');
    return `Electric usage,2024-11-03,${text}:00,${text}:59,1.5${tail}`;
  });
  return [
    'Name,A PERSON',
    'Address,"1 MAIN ST, TOWN CA 90000"',
    'Account Number,123',
    'Service,Service 1',
    '',
    header,
    ...rows,
  ].join('\n');
}

const AUTUMN = [0, 1, 1, ...Array.from({ length: 22 }, (_, i) => i + 2)];

describe('readCsv', () => {
  it('reads PG&E downloads: preamble, date and time columns, last minutes as ends, a repeated hour', () => {
    const text = opower(AUTUMN, 'TYPE,DATE,START TIME,END TIME,USAGE (kWh),COST,NOTES', ',$0.25,');
    const { series, receipt, columns } = readCsv(text, { timeZone: LA });
    assert.equal(series.length, 25);
    assert.equal(series.stepMs, 3_600_000);
    assert.deepEqual([receipt.importKwh, receipt.duplicates, receipt.conflicts, receipt.coverage], [37.5, 0, 0, 1]);
    assert.deepEqual(
      totalsByLocalDay(series).map(({ day, slots }) => [day, slots]),
      [['2024-11-03', 25]],
    );
    assert.deepEqual(
      columns.map(({ role, header }) => [role, header]),
      [
        ['type', 'TYPE'],
        ['date', 'DATE'],
        ['startTime', 'START TIME'],
        ['endTime', 'END TIME'],
        ['import', 'USAGE (kWh)'],
        ['quality', 'NOTES'],
      ],
    );
  });

  it('reads the newer PG&E form with import and export', () => {
    const text = [
      'TYPE,DATE,START TIME,END TIME,IMPORT (kWh),EXPORT (kWh),COST,NOTES',
      'Electric usage,2024-06-01,00:00,00:14,0.25,0.00,$0.10,',
      'Electric usage,2024-06-01,00:15,00:29,0.00,0.50,$0.00,Estimated',
    ].join('\r\n');
    const { series, receipt } = readCsv(text, { timeZone: LA });
    assert.deepEqual([receipt.importKwh, receipt.exportKwh, receipt.netKwh], [0.25, 0.5, -0.25]);
    assert.equal(series.stepMs, 900_000);
    assert.equal(series.startMs, at('2024-06-01T07:00:00Z'));
    assert.equal(series.quality[1], ESTIMATED);
  });

  it('reads Con Edison downloads with a unit column and leaves gas rows out', () => {
    const text = [
      'TYPE,DATE,START TIME,END TIME,USAGE,UNITS,COST,NOTES',
      'Electric usage,2024-06-01,23:45,23:59,0.25,kWh,$0.10,',
      'Electric usage,2024-06-02,00:00,00:14,250,Wh,$0.10,',
      'Gas usage,2024-06-02,00:00,23:59,3,therms,$4.00,',
    ].join('\n');
    const { receipt, series } = readCsv(text, { timeZone: 'America/New_York' });
    assert.equal(receipt.importKwh, 0.5);
    assert.equal(series.length, 2);
    assert.deepEqual(
      receipt.notes.map(({ code, count, example }) => [code, count, example]),
      [
        ['other-commodity', 1, 'gas (therms)'],
        ['left-out', 1, 'Electric usage COST'],
      ],
    );
  });

  it('reads SCE downloads: one time period column, non-breaking spaces, a section for each direction', () => {
    const period = (from: string, to: string) => `"2024-06-01 ${from}\u00a0to\u00a02024-06-01 ${to}"`;
    const text = [
      'Energy Usage Information',
      '"For location: 1 MAIN ST"',
      '',
      '"Energy Delivered time period","Usage(Real energy in kilowatt-hours)","Reading quality"',
      `${period('00:00:00', '00:15:00')},"0.250",""`,
      `${period('00:15:00', '00:30:00')},"1,000.5",""`,
      '',
      '"Energy Received time period","Usage(Real energy in kilowatt-hours)","Reading quality"',
      `${period('00:00:00', '00:15:00')},"0.125","Estimated"`,
    ].join('\n');
    const { series, receipt } = readCsv(text, { timeZone: LA });
    assert.deepEqual([receipt.importKwh, receipt.exportKwh], [1000.75, 0.125]);
    assert.deepEqual([series.length, series.quality[0]], [2, ESTIMATED]);
  });

  it('reads American and European dates, twelve-hour clocks, semicolons and decimal commas', () => {
    const american = readCsv('Timestamp,kWh\n6/1/2024 11:45 PM,1\n6/2/2024 12:00 AM,2\n6/13/2024 12:00 AM,2', {
      timeZone: LA,
    });
    assert.equal(american.series.startMs, at('2024-06-02T06:45:00Z'));
    const european = readCsv('Datum Start;Verbrauch (kWh) consumption\n01.06.2024 00:00;0,25\n01.06.2024 00:15;1,5', {
      timeZone: 'Europe/Berlin',
    });
    assert.equal(european.series.startMs, at('2024-05-31T22:00:00Z'));
    assert.equal(european.receipt.importKwh, 1.75);
  });

  it('assumes the usual distance between rows without an end, and reads kW as average power', () => {
    const { series, receipt } = readCsv(
      'start,demand use (kW)\n2024-01-01T00:00Z,4\n2024-01-01T00:15Z,8\n2024-01-01T01:00Z,4',
      { timeZone: 'UTC' },
    );
    assert.equal(series.stepMs, 900_000);
    assert.deepEqual([receipt.importKwh, receipt.missingMinutes], [4, 30]);
  });

  it('reads hours correctly at both changes of the clocks when ends are wall-clock times', () => {
    const rows = [
      '2024-03-10 01:00,2024-03-10 03:00,1',
      '2024-03-10 03:00,2024-03-10 04:00,1',
      '2024-03-10 04:00,2024-03-10 05:00,1',
    ];
    const { series, receipt } = readCsv(['start,end,kwh', ...rows].join('\n'), { timeZone: LA });
    assert.deepEqual([series.length, series.stepMs, receipt.coverage], [3, 3_600_000, 1]);
  });

  it('reads thousands with a decimal comma, and values below zero as people write them', () => {
    const { series } = readCsv(
      'Start;End;Usage (kWh)\r\n31.03.2024 00:00;31.03.2024 01:00;1.234,5\r\n' +
        '31.03.2024 01:00;31.03.2024 03:00;0,25\r\n' +
        '31.03.2024 03:00;31.03.2024 04:00;\u22120,5\r\n31.03.2024 04:00;31.03.2024 05:00;(2)\r\n',
      { timeZone: 'Europe/Berlin' },
    );
    assert.deepEqual([...series.importKwh], [1234.5, 0.25, -0.5, -2]);
    assert.equal(series.stepMs, 3_600_000);
  });

  it('reads a column with date and time, whatever its name', () => {
    const { series, receipt } = readCsv('Time\tkW\n2024-01-01 00:00\t4\n2024-01-01 00:15\t2\n', { timeZone: 'UTC' });
    assert.deepEqual([series.stepMs, receipt.importKwh], [900_000, 1.5]);
  });

  it('reads hours that are named by their end', () => {
    const { series, columns } = readCsv(
      'Date,Hour Ending,kWh\n01/02/2024,1,1.5\n01/02/2024,2,1.6\n01/02/2024,24:00,1.7\n',
      { timeZone: LA },
    );
    assert.deepEqual([series.startMs, series.endMs], [at('2024-01-02T08:00:00Z'), at('2024-01-03T08:00:00Z')]);
    assert.deepEqual([series.importKwh[0], series.importKwh[1], series.importKwh[2]], [1.5, 1.6, Number.NaN]);
    assert.deepEqual(
      columns.map(({ role }) => role),
      ['date', 'hourEnd', 'import'],
    );
  });

  it('does not read the end of the repeated hour as one on the next day', () => {
    const { series, receipt } = readCsv(
      'DATE,START TIME,END TIME,USAGE (kWh)\n2024-11-03,00:00,01:00,1\n2024-11-03,01:00,01:00,2\n' +
        '2024-11-03,01:00,02:00,4\n2024-11-03,02:00,03:00,8\n',
      { timeZone: LA },
    );
    assert.deepEqual([...series.importKwh], [1, 2, 4, 8]);
    assert.deepEqual([series.stepMs, receipt.conflicts], [3_600_000, 0]);
  });

  it('reads a single net column as signed', () => {
    const { receipt } = readCsv(
      'start,end,net (kWh)\n2024-01-01T00:00Z,2024-01-01T01:00Z,2\n2024-01-01T01:00Z,2024-01-01T02:00Z,-3',
    );
    assert.deepEqual([receipt.importKwh, receipt.exportKwh, receipt.netKwh], [2, 3, -1]);
  });

  it('skips rows that it cannot read, with notes', () => {
    const { receipt } = readCsv('start,kwh\n2024-01-01T00:00Z,1\nTotal,99\n2024-01-01T01:00Z,\n2024-01-01T02:00Z,1', {
      timeZone: 'UTC',
    });
    assert.equal(receipt.importKwh, 2);
    assert.deepEqual(
      receipt.notes.map(({ code, count }) => [code, count]),
      [
        ['skipped', 1],
        ['no-value', 1],
      ],
    );
  });

  it('throws a decode error for a text without a header or without rows', () => {
    for (const text of ['', 'hello', 'a,b\n1,2', 'start,kwh\n', 'start,kwh\nnonsense,1']) {
      assert.throws(
        () => readCsv(text),
        (error) => isArcError(error) && error.code === 'decode',
        text,
      );
    }
  });
});

describe('writeCsv', () => {
  it('writes both ends with offsets, units and zone in the header, and empty cells for unknown values', () => {
    const series = createSeries({
      startMs: at('2024-11-03T08:30:00Z'),
      stepMs: 1_800_000,
      timeZone: LA,
      importKwh: [1, null],
      exportKwh: [0.1, null],
    });
    assert.equal(
      writeCsv(series),
      [
        'start (America/Los_Angeles),end (America/Los_Angeles),import (kWh),export (kWh),net (kWh),quality',
        '2024-11-03T01:30:00-07:00,2024-11-03T01:00:00-08:00,1,0.1,0.9,measured',
        '2024-11-03T01:00:00-08:00,2024-11-03T01:30:00-08:00,,,,missing',
        '',
      ].join('\r\n'),
    );
  });

  it('is read back in any zone, whatever words are in its name', () => {
    for (const timeZone of [...Intl.supportedValuesOf('timeZone'), 'UTC']) {
      const series = createSeries({ startMs: 0, stepMs: 900_000, timeZone, importKwh: [1, 2], exportKwh: [0, 1] });
      const back = readCsv(writeCsv(series));
      assert.deepEqual([back.series.timeZone, back.receipt.netKwh], [series.timeZone, 2]);
    }
  });

  it('is read back in UTC on a page of another zone, unlike other files whose header says UTC', () => {
    const series = createSeries({ startMs: 0, stepMs: 900_000, timeZone: 'UTC', importKwh: [1, 2] });
    const read = (text: string) => readMeterFile(text, {}, { timeZone: LA }).meters[0]!.series;
    assert.equal(read(writeCsv(series)).timeZone, 'UTC');
    const rows = ['2024-01-01 08:00,1', '2024-01-01 09:00,1'].join('\n');
    const [utc, paris] = ['Time (UTC)', 'Time (Europe/Paris)'].map((time) => read(`${time},kWh\n${rows}`));
    assert.deepEqual([utc?.timeZone, utc?.startMs], [LA, at('2024-01-01T08:00Z')]);
    assert.deepEqual([paris?.timeZone, paris?.startMs], ['Europe/Paris', at('2024-01-01T07:00Z')]);
  });

  it('leaves out columns of unmeasured channels and names the true resolution', () => {
    const series = createSeries({ startMs: 0, stepMs: 900_000, timeZone: 'UTC', importKwh: [1], sourceMinutes: [60] });
    assert.equal(writeCsv(series).split('\r\n')[0], 'start (UTC),end (UTC),import (kWh),quality (source 60 min)');
  });
});
