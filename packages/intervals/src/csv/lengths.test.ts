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
    ['Intervalo', '15', 15],
    ['Interval (seconds)', '900', 15],
    ['Durée', '1h30', 90],
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
        const rows = [11, 12, 13, 14, 15].map((day) => `${format(day)},${length},5`);
        const { hours, kwh, overlaps } = read('Start,Duration,kWh', ...rows);
        assert.deepEqual([kwh, hours, overlaps], [25, 119, false]);
        const ends = [12, 13, 14, 15, 16].map((day) => `${format(day)},${length},5`);
        const byEnd = read('End,Duration,kWh', ...ends);
        assert.deepEqual([byEnd.kwh, byEnd.hours, byEnd.overlaps], [25, 119, false]);
      });

  it('may state calendar months', () => {
    const { hours, kwh } = read('Start,Resolution,kWh', '2027-02-01,P1M,280', '2027-03-01,P1M,310');
    assert.deepEqual([kwh, hours], [590, 59 * 24 - 1]);
  });

  it('may state the calendar month that ends at a time', () => {
    const { kwh, start } = read('End,Resolution,kW', '2027-03-01 00:00,P1M,1');
    assert.deepEqual([kwh, start], [28 * 24, '2027-02-01T05:00']);
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

describe('a column of other lengths', () => {
  const every = (minutes: number, count: number, row: (time: string) => string) =>
    Array.from({ length: count }, (_, i) =>
      row(`2027-07-13 ${two(Math.floor((i * minutes) / 60))}:${two((i * minutes) % 60)}`),
    );

  for (const [header, cell, minutes] of [
    ['Minutes', '5', 15],
    ['Peak duration', '5 min', 15],
    ['Demand interval (min)', '30', 60],
    ['Demand interval', '30 min', 60],
    ['Sampling interval', '1 s', 15],
    ['Ausfalldauer (min)', '15', 60],
    ['Vertragsdauer', '12 Monate', 15],
    ['Read frequency', 'Monthly', 15],
  ] as const)
    it(`leaves rows of power as long as their distance: ${header} ${cell}`, () => {
      const rows = every(minutes, 4, (time) => `${time},${cell},1`);
      assert.deepEqual(read(`Start,${header},kW`, ...rows).hours, minutes / 15);
      assert.deepEqual(read(`End,${header},kW`, ...rows).kwh, minutes / 15);
    });

  it('does not count beside one that fits the distance between rows', () => {
    const rows = every(60, 4, (time) => `${time},15,60,4`);
    assert.equal(read('Start,Demand interval (min),Interval length (min),kW', ...rows).kwh, 16);
  });

  for (const [header, count, cell] of [
    ['Date,Hour,Demand interval', 24, '15'],
    ['Date,Hour ending,Interval length', 24, '15 min'],
    ['Date,Settlement period,Resolution', 48, '15'],
    ['Date,Settlement period,Duration (min)', 48, '60'],
    ['Date,Hour,Resolution', 24, 'P1D'],
  ] as const)
    it(`leaves the numbered intervals of a complete day: ${header} ${cell}`, () => {
      const rows = Array.from({ length: count }, (_, i) => `2027-07-13,${i + 1},${cell},1`);
      const { hours, kwh } = read(`${header},kWh`, ...rows);
      assert.deepEqual([kwh, hours], [count, 24]);
    });

  it('leaves periods that have a start and an end', () => {
    const rows = ['2027-01-05,2027-02-03,30,300', '2027-02-04,2027-03-05,30,310'];
    const { hours, kwh } = read('Billing Period Start,Billing Period End,Days in Period,Usage (kWh)', ...rows);
    assert.deepEqual([kwh, hours], [610, 60 * 24]);
  });

  for (const [header, cell] of [
    ['Polling interval (s)', '60'],
    ['TOU period', '1'],
    ['Sun hours', '8 h'],
  ])
    it(`leaves dates as days: ${header} ${cell}`, () => {
      const rows = [1, 2, 3, 4].map((day) => `2027-07-0${day},${cell},1`);
      assert.deepEqual([read(`Date,${header},kWh`, ...rows).hours], [96]);
    });

  it('leaves timestamps alone', () => {
    const rows = [13, 14, 15].map((day) => `2027-07-${day} 00:00,24 h,2`);
    assert.equal(read('Start,Hours,kWh', ...rows).start, '2027-07-13T04:00');
  });
});

describe('rows with lengths', () => {
  it('may have gaps between them', () => {
    const rows = ['00:00', '01:00', '02:00', '02:15'].map((time) => `2027-07-13 ${time},15,4`);
    for (const header of ['Interval length', 'Interval length (min)'])
      assert.deepEqual(read(`Start,${header},kW`, ...rows).kwh, 4);
  });

  for (const [length, date, times, hours] of [
    ['120', '2027-03-14', ['00:00', '02:00', '04:00', '06:00'], 7],
    ['480', '2027-03-14', ['00:00', '08:00', '16:00'], 23],
    ['720', '2027-11-07', ['00:00', '12:00'], 25],
  ] as const)
    it(`follow the clocks when these change: ${length} minutes`, () => {
      const rows = times.map((time) => `${date} ${time},${length},10`);
      const found = read('Start,Duration (min),kWh', ...rows);
      assert.deepEqual([found.kwh, found.hours, found.overlaps], [10 * times.length, hours, false]);
    });

  it('may be days of another zone', () => {
    const rows = [6, 7, 8].map((day) => `2027-11-0${day}T04:00Z,24 h,1`);
    assert.equal(read('Start,Duration,kW', ...rows).kwh, 72);
  });

  it('may lack a length in some rows', () => {
    const rows = ['2027-07-13 08:00,30,5', '2027-07-13 12:00,NULL,6', '2027-07-14 08:00,60,7'];
    const { isAssumed, kwh } = read('Start,Duration (min),kW', ...rows);
    assert.deepEqual([kwh, isAssumed], [12.5, true]);
  });

  it('are those of two meters if two chargers have sessions at the same time', () => {
    const rows = ['A,2027-07-13 08:00,120,5', 'B,2027-07-13 09:00,60,6'];
    const { meters } = readMeterFile(['Charger,Start,Duration (min),kWh', ...rows, ''].join('\n'));
    assert.deepEqual(
      meters.map(({ receipt }) => receipt.importKwh),
      [5, 6],
    );
  });
});

describe('a column of hours such as 8h', () => {
  it('has times of day', () => {
    const { hours, start } = read('Date,Heure,kWh', '13/07/2027,8h,1', '13/07/2027,9h,1', '13/07/2027,10h,1');
    assert.deepEqual([start, hours], ['2027-07-13T12:00', 3]);
  });
});
