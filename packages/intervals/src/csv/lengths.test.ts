import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readMeterFile } from '../files/index.ts';
import { HOUR_MS } from '../zone.ts';

/** Reads rows in New York. Returns the energy, the span of the series, and whether lengths were noted. */
function read(header: string, ...rows: readonly string[]) {
  // Files end with a line break, and some with empty rows.
  const text = [header, ...rows, ',,,', ''].join('\n');
  const { meters } = readMeterFile(text, {}, { timeZone: 'America/New_York' });
  const { receipt, series } = meters[0]!;
  return {
    kwh: receipt.importKwh,
    start: new Date(series.startMs).toISOString().slice(0, 16),
    hours: (series.endMs - series.startMs) / HOUR_MS,
    isAssumed: receipt.notes.some(({ code }) => code === 'assumed-length'),
    isMixed: receipt.notes.some(({ code }) => code === 'mixed-lengths'),
    overlaps: receipt.notes.some(({ code }) => code === 'overlap'),
  };
}

const two = (number: number): string => String(number).padStart(2, '0');
const everyQuarterHour = (row: (time: string) => string) =>
  [0, 15, 30, 45].map((minute) => row(`2027-07-13 00:${two(minute)}`));

describe('the length of a single row of power', () => {
  for (const [header, cell, minutes] of [
    ['Interval length', '15 min', 15],
    ['Interval length', '15', 15],
    ['Interval length', '20', 20],
    ['Interval length', '120', 120],
    ['Interval length', '1440', 1440],
    ['Interval length', '"1,440"', 1440],
    ['Duration (min)', '1.440', 1440],
    ['Interval length', '00:15', 15],
    ['Interval length', '300', 5],
    ['IntervalLength', '30', 30],
    ['Interval Length (minutes)', '10', 10],
    ['Interval', 'half-hourly', 30],
    ['Interval', '30', 30],
    ['Interval (min)', '30', 30],
    ['Interval size', '30', 30],
    ['Demand interval', '15', 15],
    ['Duration', '15.0', 15],
    ['Duration', '900', 15],
    ['Duration', '0.25', 15],
    ['Duration', '24', 1440],
    ['Duration', '1.5 h', 90],
    ['Duration', 'PT1H30M', 90],
    ['Duration', '1:30:00', 90],
    ['Duration hh:mm', '01:30', 90],
    ['Duration (minutes)', '300', 300],
    ['Duration (min)', '7', 7],
    ['Duration (s)', '300', 5],
    ['Duration_seconds', '900', 15],
    ['Duration (hours)', '0.5', 30],
    ['Intervalllänge (min)', '15', 15],
    ['Messdauer [s]', '900', 15],
    ['Durée (min)', '10', 10],
    ['Pas', '30', 30],
    ['Duração', '15 min', 15],
    ['Duração', '15', 15],
    ['Lengte', '15 min', 15],
    ['Intervallängd', '15 min', 15],
    ['Resolution', 'P1M', 31 * 1440],
    ['Period', '1 month', 31 * 1440],
    ['Frequency', 'Daily', 1440],
  ] as const)
    it(`is ${minutes} minutes: ${header} ${cell}`, () => {
      const { hours, isAssumed, kwh } = read(`Start,${header},kW`, `2027-07-01 00:00,${cell},4`);
      assert.deepEqual([hours * 60, kwh, isAssumed], [minutes, (4 * minutes) / 60, false]);
    });

  for (const [header, cell] of [
    ['Resolution', '1'],
    ['Duration', '0'],
    ['Duration', '0 min'],
    ['Resolution', 'P0M'],
    ['Lead time', '15 min'],
    ['Duration', '-15'],
    ['Duration', 'n/a'],
    ['Duration (min)', ''],
    ['Duration', '47'],
    ['Settlement period', '30'],
    ['Period cost', '15'],
    ['Meter size', '60'],
    ['Outage minutes', '30'],
    ['Billing period', '30 days'],
  ])
    it(`is an hour, with a note, because it is not stated: ${header} ${cell}`, () => {
      const { hours, isAssumed, kwh } = read(`Start,${header},kW`, `2027-07-01 00:00,${cell},4`);
      assert.deepEqual([hours, kwh, isAssumed], [1, 4, true]);
    });
});

describe('a column of lengths', () => {
  for (const [header, ...cells] of [
    ['Duration (min)', '47', '123', '60'],
    ['Duration', '00:47', '02:03', '1:00'],
    ['Charging duration (h:mm:ss)', '0:47:00', '2:03:00', '1:00:00'],
    ['Session duration', '47 min', '2 h 3 min', '1h'],
  ] as const)
    it(`gives charging sessions their different lengths: ${header}`, () => {
      const starts = ['2027-07-13 08:00', '2027-07-13 09:00', '2027-07-14 08:00'];
      const rows = starts.map((start, i) => `${start},${cells[i]},${i + 5}`);
      const { isAssumed, isMixed, kwh } = read(`Start,${header},kWh`, ...rows);
      assert.deepEqual([kwh, isMixed, isAssumed], [18, true, false]);
    });

  it('says how long rows of a minute are', () => {
    const rows = [0, 1, 2].map((minute) => `2027-07-13 00:0${minute},60,1`);
    for (const header of ['Duration (s)', 'Duration'])
      assert.deepEqual(read(`Start,${header},kWh`, ...rows), {
        kwh: 3,
        start: '2027-07-13T04:00',
        hours: 3 / 60,
        isAssumed: false,
        isMixed: false,
        overlaps: false,
      });
  });

  for (const [header, cell] of [
    ['Frequency', '60'],
    ['Frequency', 'Monthly'],
    ['Resolution', '60'],
    ['Interval', '30'],
    ['Outage minutes', '60'],
    ['Duration', '60'],
    ['Duration (min)', '60'],
    ['Period', '1 month'],
  ])
    it(`is ignored if rows of this length would overlap: ${header} ${cell}`, () => {
      const { hours, kwh, overlaps } = read(`Start,kWh,${header}`, ...everyQuarterHour((time) => `${time},1,${cell}`));
      assert.deepEqual([kwh, hours, overlaps], [4, 1, false]);
    });

  it('is ignored if no unit fits the distance between rows', () => {
    const rows = everyQuarterHour((time) => `${time},5,4`);
    assert.deepEqual(read('Start,Resolution,kW', ...rows).kwh, 4);
  });

  for (const [zone, format] of [
    ['without offsets', (day: number) => `2027-03-${day} 00:00`],
    ['with offsets', (day: number) => `2027-03-${day}T00:00${day > 14 ? '-04:00' : '-05:00'}`],
  ] as const)
    for (const length of ['24 h', 'P1D', '1440 min'])
      it(`gives a day 23 hours when the clocks go forward: ${length}, times ${zone}`, () => {
        const rows = [13, 14, 15].map((day) => `${format(day)},${length},5`);
        const { hours, kwh, overlaps } = read('Start,Duration,kWh', ...rows);
        assert.deepEqual([kwh, hours, overlaps], [15, 71, false]);
        const ends = [14, 15, 16].map((day) => `${format(day)},${length},5`);
        assert.deepEqual(read('End,Duration,kWh', ...ends).hours, 71);
      });

  it('may state calendar months', () => {
    const { hours, kwh } = read('Start,Resolution,kWh', '2027-02-01,P1M,280', '2027-03-01,P1M,310');
    assert.deepEqual([kwh, hours], [590, 59 * 24 - 1]);
  });

  it('of months leaves the ends to the next rows if the offsets of the file are not those of the page', () => {
    const rows = ['02-28', '03-31', '04-30', '05-31'].map((day, i) => `2027-${day}T${i === 0 ? 23 : 22}:00Z,P1M,30`);
    const { kwh, overlaps, start } = read('Start,Resolution,kWh', ...rows);
    assert.deepEqual([kwh, overlaps, start], [120, false, '2027-02-28T23:00']);
  });

  it('in hours lets a row of 24 begin at the midnight of its date', () => {
    const { hours, start } = read('Date,Duration (hours),kWh', '2027-07-13,24,5', '2027-07-14,24,5');
    assert.deepEqual([start, hours], ['2027-07-13T04:00', 48]);
  });

  it('says how long numbered intervals are, also on a day that is not complete', () => {
    const rows = Array.from({ length: 20 }, (_, i) => `2027-07-13,${i + 1},30,1`);
    const { hours, kwh } = read('Date,Interval,Duration,kWh', ...rows);
    assert.deepEqual([kwh, hours], [20, 10]);
  });

  it('does not contain the numbers of intervals', () => {
    assert.equal(read('Date,Interval number,kWh', '2027-07-13,5,5', '2027-07-14,5,5').start, '2027-07-13T08:00');
  });
});

describe('a column of hours such as 8h', () => {
  it('has times of day', () => {
    const { hours, start } = read('Date,Heure,kWh', '13/07/2027,8h,1', '13/07/2027,9h,1', '13/07/2027,10h,1');
    assert.deepEqual([start, hours], ['2027-07-13T12:00', 3]);
  });
});
