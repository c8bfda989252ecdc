import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readMeterFile } from '../files/index.ts';
import { ESTIMATED } from '../quality.ts';

/** Returns a header and the rows of one day. */
function day(header: string, rows: (time: string, i: number) => readonly string[], stepMinutes = 60): string {
  const times = Array.from({ length: 1440 / stepMinutes }, (_, i) =>
    new Date(Date.UTC(2027, 6, 14) + i * stepMinutes * 60_000).toISOString().slice(0, 16).replace('T', ' '),
  );
  return [header, ...times.flatMap(rows), ''].join('\n');
}

/**
 * Returns the import and the labels of the columns that count, of a file without questions except
 * for the time zone.
 */
function counted(text: string) {
  const { meters, questions } = readMeterFile(text);
  assert.ok(questions.every(({ kind }) => kind === 'time-zone'));
  const { columns, receipt } = meters[0]!;
  return {
    importKwh: Number(receipt.importKwh?.toFixed(6)),
    taken: columns.filter(({ use }) => use !== 'left-out').map(({ label }) => label),
  };
}

describe('a CSV of no known dialect', () => {
  it('adds up the tariffs in its rows, whatever their names', () => {
    const text = day('Start,Tariff,Usage (kWh)', (time) => [`${time},Bleu,0.5`, `${time},Rouge,0.25`]);
    assert.deepEqual(counted(text), { importKwh: 18, taken: ['Bleu', 'Rouge'] });
  });

  it('has export in register B and import in register E of an Australian meter', () => {
    const text = day('Start,E1 kWh,B1 kWh', (time) => [`${time},0.5,0.25`]);
    const { exportKwh, importKwh } = readMeterFile(text).meters[0]!.receipt;
    assert.deepEqual([importKwh, exportKwh], [12, 6]);
  });

  for (const header of ['Revision date', 'Created', 'Processed at', 'Due date', 'Bill date'])
    it(`does not take the times of the intervals from a column before them: ${header}`, () => {
      const text = day(`${header},Time,Usage (kWh)`, (time, i) => [
        `2027-09-01 ${String(i).padStart(2, '0')}:30,${time},0.5`,
      ]);
      const { series } = readMeterFile(text).meters[0]!;
      assert.deepEqual([series.startMs, series.endMs], [Date.UTC(2027, 6, 14), Date.UTC(2027, 6, 15)]);
    });

  for (const [header, cells, estimated] of [
    ['Quality', ['N', 'Y', '0', '1'], 0],
    ['Status', ['no', 'yes'], 0],
    ['Actual', ['N', 'Y'], 12],
    ['Estimated', ['N', 'Y'], 12],
    ['Estimated/Actual', ['Estimated', 'Actual', 'Actual'], 8],
  ] as const)
    it(`has ${estimated} estimates in a day of ${cells.join(' and ')} below ${header}`, () => {
      const text = day(`Start,Usage (kWh),${header}`, (time, i) => [`${time},0.5,${cells[i % cells.length]}`]);
      const { quality } = readMeterFile(text).meters[0]!.series;
      assert.equal(quality.filter((each) => each === ESTIMATED).length, estimated);
    });

  it('adds up tariffs that have numbers for names', () => {
    const text = day('Start,Tariff,Usage (kWh)', (time) => [`${time},1,0.5`, `${time},2,0.25`]);
    assert.equal(counted(text).importKwh, 18);
  });

  it('names a column by its device only if the meter has several', () => {
    const labels = (...devices: readonly string[]) => {
      const text = day('Start,MPAN,Device,Usage (kWh)', (time) =>
        devices.map((device, i) => `${time},7000017,${device},${i + 0.5}`),
      );
      const columns = devices.length > 1 ? devices.join(', ') : undefined;
      return readMeterFile(text, { columns }).meters[0]!.columns.map(({ label }) => label);
    };
    assert.deepEqual([labels('D1'), labels('D1', 'D2')], [['Usage (kWh)'], ['D1', 'D2']]);
  });

  it('does not add a total of the tariffs to them', () => {
    const text = day('Start,Rate period,Usage (kWh)', (time) => [
      `${time},Saver,0.5`,
      `${time},Premium,0.25`,
      `${time},All rates,0.75`,
    ]);
    assert.deepEqual(counted(text), { importKwh: 18, taken: ['All rates'] });
  });

  it('does not read a column of prices that is called a rate as a tariff', () => {
    const text = day('Start,Usage (kWh),Rate', (time, i) => [`${time},0.5,0.${20 + i}`]);
    assert.deepEqual(counted(text), { importKwh: 12, taken: ['Usage (kWh)'] });
  });

  it('reads quarters from 0:15 to 0:00 as ends, and hours from 1:00 to 0:00 as starts', () => {
    const shifted = (stepMinutes: number): string => {
      const [header, ...rows] = day('Zeit;Verbrauch (kWh)', (time) => [`${time};0,25`], stepMinutes).split('\n');
      return [header, ...rows.slice(1, -1), '2027-07-15 00:00;0,25', ''].join('\n');
    };
    const startOf = (text: string): string =>
      new Date(readMeterFile(text, { 'time-zone': 'UTC' }).meters[0]!.series.startMs).toISOString().slice(0, 16);
    assert.deepEqual([startOf(shifted(15)), startOf(shifted(60))], ['2027-07-14T00:00', '2027-07-14T01:00']);
  });

  it('has a gap where the quality says missing, whatever the number', () => {
    for (const word of ['Missing', 'No data', 'N/A', 'Fehlt', 'ontbreekt', 'manquant', 'not available']) {
      const text = day('Start,Usage (kWh),Status', (time, i) => [
        `${time},${i === 3 ? '0' : '0.5'},${i === 3 ? word : 'OK'}`,
      ]);
      assert.equal(readMeterFile(text).meters[0]!.receipt.missingMinutes, 60, word);
    }
  });

  it('reads kWh as gas if the same register of the same meter is also in m³', () => {
    const text = day('Start,Meter,Volume,Unit', (time) => [`${time},7000017,0.1,m³`, `${time},7000017,1.1,kWh`]);
    assert.throws(() => readMeterFile(text), { message: /gas \(m³\), gas \(kWh\) and none of electricity/ });
  });

  it('reads the electricity of one meter beside the gas of another', () => {
    const text = day('Start,Meter,Volume,Unit', (time) => [`${time},7000017,0.1,m³`, `${time},8000017,0.5,kWh`]);
    assert.equal(counted(text).importKwh, 12);
  });

  it('reads quarters of two meters by their ends as those of one', () => {
    const [, ...times] = day('', (time) => [time], 15)
      .split('\n')
      .filter(Boolean);
    const rows = [...times, '2027-07-15 00:00'].flatMap((time) => [`${time};A;0,25`, `${time};B;0,5`]);
    const { questions } = readMeterFile(['Zeit;Zähler;Verbrauch (kWh)', ...rows, ''].join('\n'), { meter: 'A' });
    assert.deepEqual(
      questions.filter(({ kind }) => kind === 'meter'),
      [],
    );
    const { series } = readMeterFile(['Zeit;Zähler;Verbrauch (kWh)', ...rows, ''].join('\n'), { meter: 'A' })
      .meters[0]!;
    assert.equal(series.startMs, Date.UTC(2027, 6, 14));
  });

  for (const zone of ['EST', '-0500']) {
    it(`applies a column of zones to starts and ends alike: ${zone}`, () => {
      for (const [header, end] of [
        ['Date,Start Time,End Date,End Time,Time Zone,Usage (kWh)', '2027-01-14,'],
        ['Date,Start Time,End Time,Time Zone,Usage (kWh)', ''],
      ] as const) {
        const rows = Array.from({ length: 12 }, (_, i) => {
          const two = (hour: number): string => String(hour).padStart(2, '0');
          return `2027-01-14,${two(i)}:00,${end}${two(i + 1)}:00,${zone},0.5`;
        });
        const { meters } = readMeterFile([header, ...rows].join('\n'), {}, { timeZone: 'America/Denver' });
        const { receipt, series } = meters[0]!;
        assert.deepEqual([receipt.importKwh, series.startMs], [6, Date.UTC(2027, 0, 14, 5)], header);
      }
    });
  }

  it('reads an empty cell of a tariff as zero, whatever letter its name begins with', () => {
    const text = day('Start,Tariff,Import (kWh),Export (kWh)', (time) => [
      `${time},Leisure,0.5,`,
      `${time},Work,0.25,0.125`,
    ]);
    const { receipt } = readMeterFile(text).meters[0]!;
    assert.deepEqual([receipt.importKwh, receipt.exportKwh, receipt.missingMinutes], [18, 3, 0]);
  });

  it('names all commodities other than electricity in a note', () => {
    const text = day('Start,Electricity (kWh),Gas (therms),Water (gal)', (time) => [`${time},0.5,0.1,3`]);
    const note = readMeterFile(text).meters[0]!.receipt.notes.find(({ code }) => code === 'other-commodity');
    assert.deepEqual([note?.count, note?.example], [48, 'gas (therms), water (gal)']);
  });

  it('asks one question about all columns to which the answer applies', () => {
    const text = day('Start,Off-peak usage,On-peak usage', (time) => [`${time},0.5,0.25`]);
    assert.deepEqual(
      readMeterFile(text)
        .questions.filter(({ kind }) => kind === 'unit')
        .map(({ about }) => about),
      ['Off-peak usage, On-peak usage'],
    );
  });

  it('takes the date of an end from the start if only the start has one', () => {
    const text = ['Start,End Time,Usage (kWh)', '2027-07-14 00:00,00:15,1', '2027-07-14 01:00,01:15,1', ''].join('\n');
    assert.equal(readMeterFile(text).meters[0]!.receipt.missingMinutes, 45);
  });

  for (const units of [',kWh', ',[Wh]', '(UTC),(kWh)'])
    it(`has units in the line below its header: ${units}`, () => {
      const [header = '', ...rows] = day('Time,Usage', (time) => [`${time},500`]).split('\n');
      const { meters, questions } = readMeterFile([header, units, ...rows].join('\n'));
      assert.equal(questions.filter(({ kind }) => kind === 'unit').length, 0);
      assert.equal(meters[0]!.receipt.importKwh, units.includes('[Wh]') ? 12 : 12_000);
    });

  it('asks for no zone where the header says UTC', () => {
    const text = day('Time (UTC),Usage (kWh)', (time) => [`${time},0.5`]);
    assert.deepEqual(readMeterFile(text).questions, []);
  });
});
