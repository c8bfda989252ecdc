import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readMeterFile } from '../files/index.ts';

const lines = (...all: readonly string[]): string => [...all, ''].join('\n');
const two = (number: number): string => String(number).padStart(2, '0');
/** Rows of the hours of a day. */
const hours = (date: string, row: (time: string, hour: number) => string): readonly string[] =>
  Array.from({ length: 24 }, (_, hour) => row(`${date} ${two(hour)}:00`, hour));

function read(text: string, timeZone?: string) {
  const { meters, questions } = readMeterFile(text, {}, { timeZone });
  const [meter] = meters;
  return {
    open: questions.filter((question) => question.default === null).map(({ kind }) => kind),
    importKwh: meter === undefined ? undefined : meter.receipt.importKwh,
    exportKwh: meter === undefined ? undefined : meter.receipt.exportKwh,
    notes: meter?.receipt.notes.map(({ code }) => code) ?? [],
    start: meter && new Date(meter.series.startMs).toISOString().slice(0, 16),
    end: meter && new Date(meter.series.endMs).toISOString().slice(0, 16),
  };
}

describe('a CSV with something unusual', () => {
  for (const [what, numbers] of [
    ['a 25th hour', Array.from({ length: 25 }, (_, i) => i + 1)],
    ['an hour with one number twice', [1, 2, 3, 3, ...Array.from({ length: 21 }, (_, i) => i + 4)]],
  ] as const)
    it(`asks for the time zone if that of the page does not have ${what}`, () => {
      const ofDay = (date: string, hours: readonly number[]) => hours.map((hour) => `${date},${hour},1`);
      const before = Array.from({ length: 24 }, (_, i) => i + 1);
      const text = lines('Date,Hour,kWh', ...ofDay('2027-10-30', before), ...ofDay('2027-10-31', numbers));
      assert.deepEqual(read(text, 'America/New_York').open, ['time-zone']);
      assert.deepEqual(read(text, 'Europe/Berlin').importKwh, 49);
    });

  it('asks for the unit of equal numbers below Interval usage', () => {
    const rows = [0, 1, 2].map((hour) => `2027-07-13 0${hour}:00,5`);
    assert.ok(read(lines('Start,Interval usage', ...rows), 'UTC').open.includes('unit'));
  });

  for (const header of ['Location', 'Contract', 'Customer'])
    it(`has two meters if a column of this name has two values: ${header}`, () => {
      const rows = ['A1,2027-07-13,1', 'A1,2027-07-14,2', 'B2,2027-07-13,10', 'B2,2027-07-14,20'];
      assert.deepEqual(read(lines(`${header},Date,kWh`, ...rows), 'UTC').open, ['meter']);
    });

  it('has two states of a register if the later reading is a little higher, else the energy of two days', () => {
    const importOf = (first: number, last: number) =>
      read(lines('Date,Reading (kWh)', `2027-07-13,${first}`, `2027-07-14,${last}`)).importKwh;
    assert.deepEqual([importOf(100, 101), importOf(100, 109)], [1, 9]);
    assert.deepEqual([importOf(100, 100), importOf(100, 110), importOf(100, 99)], [200, 210, 199]);
  });

  it('is rejected when rows have more cells than there are headers, as decimal commas without quotes cause', () => {
    const rows = ['01.07.2027,1,5', '02.07.2027,2,5', '13.07.2027,3,0'];
    assert.throws(() => readMeterFile(lines('Datum,kWh', ...rows)), { message: /line 2 has 3 cells below 2 headers/ });
  });

  it('leaves out a row with more cells than there are headers, with a note', () => {
    const rows = hours('2027-07-14', (time, hour) => `${time},1${hour === 5 ? ',77' : ''}`);
    const { importKwh, notes } = read(lines('Start,kWh', ...rows));
    assert.deepEqual([importKwh, notes.includes('skipped')], [23, true]);
  });

  const days = ['2027-07-13,10', '2027-07-14,12'];
  for (const above of ['Gas usage', 'Erdgas', 'Fuel: Gas', 'Commodity,Gas'])
    it(`is rejected because of the line above its only table: ${above}`, () => {
      assert.throws(() => readMeterFile(lines(above, 'Date,kWh', ...days)), { message: /none of electricity/ });
    });
  for (const above of ['Exported energy', 'Direction: export', 'Einspeisung', 'Meter: 123 (export),,'])
    it(`is export when the line above its only table says so: ${above}`, () => {
      const { importKwh, exportKwh } = read(lines(above, 'Date,kWh', ...days));
      assert.deepEqual([importKwh, exportKwh], [null, 22]);
    });
  for (const above of ['Electric usage', 'Usage and export report', 'Service,Service 1'])
    it(`is import below the name of a report: ${above}`, () => {
      assert.equal(read(lines(above, 'Date,kWh', ...days)).importKwh, 22);
    });

  it('leaves out the subtotal of a day among its hours, and keeps a midnight that is written as a date', () => {
    const rows = [...hours('2027-07-13', (time) => `${time},1`), '2027-07-13,24'];
    assert.equal(read(lines('Start,kWh', ...rows)).importKwh, 24);
    const midnight = hours('2027-07-13', (time) => `${time.replace(' 00:00', '')},1`);
    assert.deepEqual(read(lines('Start,kWh', ...midnight)).importKwh, 24);
  });

  it('leaves out the subtotal of a month among its days', () => {
    const rows = Array.from({ length: 20 }, (_, i) => `2027-07-${two(i + 1)},1`);
    assert.equal(read(lines('Date,kWh', ...rows, 'July 2027,20', 'Total July 2027,20')).importKwh, 20);
  });

  for (const header of [
    'Average kWh per day',
    'Daily average (kWh)',
    'Usage (kWh/m2)',
    'Usage (x1000 kWh)',
    'kWh x 40',
  ])
    it(`does not read as energy: ${header}`, () => {
      assert.throws(() => readMeterFile(lines(`Month,${header}`, '2027-01,10', '2027-02,12')), {
        message: /no energy or power, only/,
      });
    });

  it('reads kWh/h as power', () => {
    const rows = ['2027-07-13 00:00,10', '2027-07-13 00:15,12'];
    assert.equal(read(lines('Time,Load (kWh/h)', ...rows)).importKwh, 5.5);
  });

  it('finds the decimal mark by all numbers of the file, including costs', () => {
    const rows = ['13.01.2027;1.234;370,20', '14.01.2027;1.001;300,30'];
    assert.equal(read(lines('Datum;kWh;EUR', ...rows)).importKwh, 2235);
  });

  it('has decimal commas when semicolons separate its cells, though three digits follow a comma', () => {
    const rows = ['2024-07-01T00:00:00Z;1,234', '2024-07-01T01:00:00Z;2'];
    assert.equal(read(lines('Start;Usage (kWh)', ...rows)).importKwh, 3.234);
  });

  it('has one quote for two in a cell that a spreadsheet keeps as text', () => {
    const rows = [1, 2].map((hour) => `2024-07-01T0${hour}:00:00Z,="7 ""B""",1`);
    const { meters } = readMeterFile(lines('Start,Meter number,Usage (kWh)', ...rows));
    assert.deepEqual(
      meters.map(({ id }) => id),
      ['7 "B"'],
    );
  });

  it('is rejected when a dot may separate thousands or decimals', () => {
    const rows = ['13.01.2027;1.234', '14.01.2027;2.345'];
    assert.throws(() => readMeterFile(lines('Datum;kWh', ...rows)), { message: /"1.234" may be 1.234 or 1234/ });
  });

  const autumn = ['01:00;1', '02:00;2', '02:00;3', '03:00;4'].map((row) => `31.10.2027 ${row}`);
  it('asks for the zone when a time occurs twice and does not in the zone of the page', () => {
    assert.deepEqual(read(lines('Zeit;kWh', ...autumn), 'America/New_York').open, ['time-zone']);
    assert.equal(read(lines('Zeit;kWh', ...autumn), 'Europe/Berlin').importKwh, 10);
  });

  it('ignores a zero in the hour that is skipped in spring, unless its neighbours are zero too', () => {
    const rows = ['2027-03-28', '2027-03-29'].flatMap((date) =>
      hours(date, (time, hour) => `${time};${date.endsWith('28') && hour === 2 ? 0 : 1}`),
    );
    assert.ok(!read(lines('Zeit;kWh', ...rows), 'Europe/Berlin').notes.includes('standard-time'));
    const solar = hours('2027-03-28', (time, hour) => `${time};${hour > 8 && hour < 18 ? 1 : 0}`);
    assert.ok(read(lines('Zeit;Einspeisung (kWh)', ...solar), 'Europe/Berlin').notes.includes('standard-time'));
  });

  it('reads days of a spreadsheet with decimal commas', () => {
    const rows = ['46578;1', '46578,0416666667;2', '46578,0833333333;3', '46578,125;4'];
    assert.deepEqual(read(lines('Datum;kWh', ...rows)).importKwh, 10);
  });

  it('reads numbers with the mark of a footnote or an estimate behind them', () => {
    const rows = ['2027-07-13 00:00,1.5', '2027-07-13 01:00,2.5*', '2027-07-13 02:00,3 e'];
    assert.equal(read(lines('Time,kWh', ...rows)).importKwh, 7);
  });

  for (const [header, first] of [
    ['Godzina', 1],
    ['Uur', 1],
    ['Hodina', 1],
    ['Timme', 0],
    ['Tunti', 0],
  ] as const)
    it(`has numbered hours under ${header}`, () => {
      const rows = ['2027-07-13', '2027-07-14'].flatMap((date) =>
        hours(date, (_, hour) => `${date},${hour + first},1`),
      );
      const { end, importKwh, start } = read(lines(`Date,${header},kWh`, ...rows));
      assert.deepEqual([importKwh, start, end], [48, '2027-07-13T00:00', '2027-07-15T00:00']);
    });

  for (const [imported, exported] of [
    ['A+ (kWh)', 'A- (kWh)'],
    ['+A (kWh)', '-A (kWh)'],
    ['P+ [kW]', 'P− [kW]'],
    ['Bezug (kWh)', 'Lieferung (kWh)'],
    ['Odběr (kWh)', 'Dodávka (kWh)'],
    ['Pobór (kWh)', 'Oddanie (kWh)'],
    ['Geleverd (kWh)', 'Teruggeleverd (kWh)'],
  ] as const)
    it(`has import and export under ${imported} and ${exported}`, () => {
      const rows = ['2027-07-13 00:00,5,1', '2027-07-13 01:00,4,1'];
      const { exportKwh, importKwh } = read(lines(`Time,${imported},${exported}`, ...rows));
      assert.deepEqual([importKwh, exportKwh], [9, 2]);
    });

  for (const [row, end] of [
    ['Date,2027-07-13', '2027-07-14T00:00'],
    ['Date,13 July 2027', '2027-07-14T00:00'],
    ['Month,2027-07', '2027-08-01T00:00'],
    ['Month,July 2027', '2027-08-01T00:00'],
  ] as const)
    it(`has a single reading of a day or a month: ${row}`, () => {
      const [header, date] = row.split(',');
      assert.equal(read(lines(`${header},kWh`, `${date},24`)).end, end);
    });

  for (const header of ['Reading ID', 'Meter Reading ID', 'Index'])
    it(`asks nothing about a column that numbers the rows: ${header}`, () => {
      const rows = hours('2027-07-13', (time, hour) => `${hour + 1},${time},1`);
      const { importKwh, open } = read(lines(`${header},Time,kWh`, ...rows));
      assert.deepEqual([importKwh, open], [24, []]);
    });

  for (const [header, importKwh] of [
    ['powerW', 0.024],
    ['watts', 0.024],
    ['consumptionKWh', 24],
    ['Load MW', 24_000],
  ] as const)
    it(`finds the unit in ${header}`, () => {
      const rows = hours('2027-07-13', (time) => `${time},1`);
      assert.equal(read(lines(`Time,${header}`, ...rows)).importKwh?.toFixed(6), importKwh.toFixed(6));
    });

  it('asks whether mw is megawatts', () => {
    const rows = hours('2027-07-13', (time) => `${time},1`);
    assert.deepEqual(read(lines('Time,usage_mw', ...rows)).open, ['unit']);
  });

  it('shows the cell in which a time was expected when no row can be read', () => {
    const text = lines('Date,kWh', '3/14/2027,1', '3/15/2027,2');
    assert.throws(() => readMeterFile(text, { 'date-order': 'day-first' }), {
      message: /line 2 has "3\/14\/2027" under "Date", and a time was expected/,
    });
  });

  it('reads times with 24:00 among them as ends', () => {
    const rows = hours('2027-07-13', (_, hour) => `2027-07-13 ${two(hour + 1)}:00,1`);
    assert.equal(read(lines('Date Time,kWh', ...rows)).start, '2027-07-13T00:00');
  });

  it('reads 23:59:59 as the end of its day', () => {
    const rows = ['2027-07-13T23:59:59,1', '2027-07-14T23:59:59,2'];
    const { end, start } = read(lines('Date,kWh', ...rows));
    assert.deepEqual([start, end], ['2027-07-13T00:00', '2027-07-15T00:00']);
  });

  it('reads periods with their last day included', () => {
    const rows = ['01.01.2027 - 31.01.2027,100', '01.02.2027 - 28.02.2027,90'];
    const { meters } = readMeterFile(lines('Period,kWh', ...rows));
    assert.equal(meters[0]?.receipt.missingMinutes, 0);
    assert.equal(read(lines('Period,kWh', ...rows)).end, '2027-03-01T00:00');
  });
});
