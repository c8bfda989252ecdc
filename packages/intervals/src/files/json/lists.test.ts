import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { ESTIMATED, MEASURED } from '../../quality.ts';
import { HOUR_MS } from '../../zone.ts';
import type { Choices } from '../question.ts';
import { readMeterFile } from '../read-meter-file.ts';
import { type MeterFile, onlyMeter, type ReadMeterFileOptions } from '../reading.ts';

const START = Date.UTC(2024, 6, 1);
const at = (hour: number): string => new Date(START + hour * HOUR_MS).toISOString();

/** Rows of an hour each. */
const rows = <T extends object>(parts: readonly T[]): readonly object[] =>
  parts.map((part, i) => ({ start: at(i), end: at(i + 1), ...part }));

const read = (document: unknown, choices: Choices = {}, options: ReadMeterFileOptions = {}): MeterFile =>
  readMeterFile(JSON.stringify(document), choices, options);
const meter = (document: unknown, choices: Choices = {}, options: ReadMeterFileOptions = {}) =>
  onlyMeter(read(document, choices, options));
function totals(document: unknown, choices: Choices = {}): readonly (number | null)[] {
  const { importKwh, exportKwh } = meter(document, choices).receipt;
  return [importKwh, exportKwh];
}
const asked = (document: unknown): readonly string[] => read(document).questions.map(({ kind }) => kind);
const notesOf = (document: unknown): readonly string[] =>
  meter(document, {}, { timeZone: 'UTC' }).receipt.notes.map(({ code }) => code);

describe('a JSON list of readings', () => {
  const names: readonly (readonly [start: string, end: string])[] = [
    ['start', 'end'],
    ['from', 'to'],
    ['startTime', 'endTime'],
    ['interval_start', 'interval_end'],
    ['start_date', 'end_date'],
  ];
  for (const [start, end] of names) {
    it(`has its times under ${start} and ${end}`, () => {
      const { series } = meter([{ [start]: at(0), [end]: at(0.5), kwh: 1 }]);
      assert.deepEqual([series.startMs, series.stepMs], [START, HOUR_MS / 2]);
    });
  }

  for (const name of ['timestamp', 'time', 'date', 'datetime', 'ts']) {
    it(`has only starts under ${name}`, () => {
      const { series } = meter([0, 0.25, 0.5].map((hour) => ({ [name]: at(hour), kwh: 1 })));
      assert.deepEqual([series.startMs, series.stepMs, series.length], [START, HOUR_MS / 4, 3]);
    });
  }

  it('has pairs of a time and a value', () => {
    const values = [3, 1, null, 2];
    for (const time of [(hour: number) => START + hour * HOUR_MS, at]) {
      const data = values.map((value, hour) => [time(hour), value]);
      const { receipt, series } = meter({ unit: 'kWh', series: [{ data }] });
      assert.deepEqual([series.startMs, receipt.importKwh, receipt.missingMinutes], [START, 6, 60]);
    }
  });

  it('has its direction from the row, else from around the list, its register or the key of its value', () => {
    for (const [row, around, expected] of [
      [{ kwh: 1 }, {}, [2, null]],
      [{ exportKwh: 1 }, {}, [null, 2]],
      [{ kwh: 1 }, { direction: 'export' }, [null, 2]],
      [{ kwh: 1, direction: 'import' }, { direction: 'export' }, [2, null]],
      [{ kwh: 1, direction: 'export' }, {}, [null, 2]],
      [{ kwh: 1, register: 'export' }, {}, [null, 2]],
      [{ exportKwh: 1, register: 'A1' }, {}, [null, 2]],
    ] as const)
      assert.deepEqual(totals({ ...around, readings: rows([row, row]) }), expected, JSON.stringify([row, around]));
  });

  it('is missing in other JSON, which is rejected with its keys', () => {
    const without = 'it is JSON without a list of objects that have a time and a value';
    for (const [document, found] of [
      [{}, ''],
      [[], ''],
      [[1, 2], ''],
      [{ a: 1, b: [2] }, ' (its keys: a, b)'],
      [[1, { c: 1 }], ' (its keys: c)'],
    ] as const)
      assert.throws(
        () => read(document),
        ({ message }: Error) => message.endsWith(`${without}${found}`),
      );
  });

  it('asks for the unit of pairs that name none', () => {
    assert.deepEqual(asked([3, 1, 2].map((value, hour) => [at(hour), value])), ['unit']);
  });

  it('may have only ends', () => {
    const { series } = meter([1, 2, 3].map((hour) => ({ end_at: at(hour), kwh: 1 })));
    assert.deepEqual([series.startMs, series.endMs], [START, START + 3 * HOUR_MS]);
  });

  for (const [what, factor] of [
    ['seconds', 1000],
    ['milliseconds', 1],
  ] as const) {
    it(`has times in ${what} since 1970`, () => {
      const { series } = meter([0, 1].map((hour) => ({ ts: (START + hour * HOUR_MS) / factor, kwh: 1 })));
      assert.deepEqual([series.startMs, series.stepMs], [START, HOUR_MS]);
    });
  }

  it('may have the date and the time of day in two keys', () => {
    const parts = ['00:00', '00:30'].map((time) => ({ date: '2024-07-01', time, kwh: 1 }));
    assert.equal(meter(parts, {}, { timeZone: 'Europe/Madrid' }).series.startMs, START - 2 * HOUR_MS);
  });

  it('reads times as ends if one of them is 24:00', () => {
    const parts = ['2024-07-01 23:00', '2024-07-01 24:00'].map((time) => ({ time, kwh: 1 }));
    assert.equal(meter(parts, {}, { timeZone: 'UTC' }).series.endMs, START + 24 * HOUR_MS);
  });

  it('distinguishes the two occurrences of the repeated hour', () => {
    const parts = ['00:00', '01:00', '01:00', '02:00'].map((time, i) => ({
      time: `2024-11-03T${time}:00`,
      kwh: i + 1,
    }));
    const { receipt, series } = meter(parts, {}, { timeZone: 'America/New_York' });
    assert.deepEqual([receipt.importKwh, [...series.importKwh]], [10, [1, 2, 3, 4]]);
  });

  it('asks for the zone when it must be one in which an hour occurred twice', () => {
    const parts = ['00:00', '01:00', '01:00', '02:00'].map((time, i) => ({
      time: `2024-11-03T${time}:00`,
      kwh: i + 1,
    }));
    assert.deepEqual(
      read(parts).questions.map(({ kind, options }) => [
        kind,
        options.some(({ value }) => value === 'America/Chicago'),
      ]),
      [['time-zone', true]],
    );
    assert.deepEqual(totals(parts, { 'time-zone': 'America/Chicago' }), [10, null]);
  });

  it('asks whether the day or the month comes first', () => {
    const parts = [1, 2, 3].map((hour) => ({ time: `03/04/2024 0${hour}:00`, kwh: 1 }));
    assert.deepEqual(asked(parts), ['date-order']);
    assert.deepEqual(
      read(parts).questions[0]?.options.map(({ value }) => value),
      ['day-first', 'month-first'],
    );
    const { series } = meter(parts, { 'date-order': 'day-first' }, { timeZone: 'UTC' });
    assert.equal(series.startMs, Date.UTC(2024, 3, 3, 1));
  });

  it('names its zone around the list, which counts before that of the page', () => {
    const document = { timezone: 'America/Denver', readings: [{ time: '2024-07-01 00:00', kwh: 1 }] };
    const { series } = meter(document, {}, { timeZone: 'Europe/Paris' });
    assert.deepEqual([series.timeZone, series.startMs], ['America/Denver', START + 6 * HOUR_MS]);
  });

  for (const [what, document] of [
    ['in the name of the value', rows([{ valueWh: 1500 }])],
    ['in each row', rows([{ value: 1500, unit: 'Wh' }])],
    ['around the list', { unit: 'WH', data: rows([{ value: 1500 }]) }],
    ['beside the list', { reading_type: { unit: 'Wh' }, data: rows([{ value: 1500 }]) }],
  ] as const) {
    it(`has its unit ${what}`, () => assert.deepEqual(totals(document), [1.5, null]));
  }

  it('asks for the unit if there is none', () => {
    assert.deepEqual(asked({ unit: ['kWh'], data: rows([{ value: 1.5 }]) }), ['unit']);
    assert.deepEqual(asked(rows([{ value: 1.5 }])), ['unit']);
    assert.deepEqual(totals(rows([{ value: 1.5 }]), { unit: 'kWh' }), [1.5, null]);
  });

  for (const [what, row, expected] of [
    ['import and export', { import_kwh: 3, export_kwh: 1 }, [3, 1]],
    ['delivered and received', { deliveredKwh: 3, receivedKwh: 1 }, [3, 1]],
    ['net alone', { netKwh: -2 }, [0, 2]],
    ['what a house uses and makes', { consumption_kwh: 3, generation_kwh: 1 }, [3, 1]],
    ['usage, cost and temperature', { usageKwh: 3, cost: 9, temperature: 20 }, [3, null]],
    ['a cost of its energy', { kwh: 3, energyCost: 9 }, [3, null]],
    ['energy and the power that it is', { kwh: 3, kw: 3 }, [3, null]],
    ['text', { kwh: '3.000' }, [3, null]],
  ] as const) {
    it(`has ${what}`, () => assert.deepEqual(totals(rows([row])), expected));
  }

  it('reads the only number of a row, whatever its name, and asks for its unit', () => {
    assert.deepEqual(
      asked(
        rows([
          { id: 7, y: 1 },
          { id: 8, y: 2 },
        ]),
      ),
      ['unit'],
    );
  });

  it('distinguishes import and export in rows', () => {
    const parts = [
      { start: at(0), end: at(1), direction: 'DELIVERED', value: 3, unit: 'kWh' },
      { start: at(0), end: at(1), direction: 'RECEIVED', value: 1, unit: 'kWh' },
    ];
    assert.deepEqual(totals(parts), [3, 1]);
  });

  it('distinguishes import and export by the types of rows', () => {
    const parts = [
      { start: at(0), end: at(1), type: 'import', kwh: 3 },
      { start: at(0), end: at(1), type: 'export', kwh: 1 },
    ];
    assert.deepEqual(totals(parts), [3, 1]);
  });

  it('distinguishes import and export by the names of the lists', () => {
    const document = { unit: 'kWh', imported: rows([{ value: 3 }]), exported: rows([{ value: 1 }]) };
    assert.deepEqual(totals(document), [3, 1]);
  });

  for (const [imported, exported] of [
    [true, false],
    [false, true],
  ])
    it(`has an estimate where import (${imported}) or export (${exported}) is one`, () => {
      const document = {
        unit: 'kWh',
        imported: rows([{ value: 3, estimated: imported }, { value: 3 }]),
        exported: rows([{ value: 1, estimated: exported }, { value: 1 }]),
      };
      assert.deepEqual([...meter(document).series.quality], [ESTIMATED, MEASURED]);
      // Rows of other lengths are laid out by other code.
      const half = { start: at(2), end: at(2.5), value: 1 };
      const mixed = { ...document, imported: [...document.imported, half], exported: [...document.exported, half] };
      assert.deepEqual([...meter(mixed).series.quality], [ESTIMATED, MEASURED, MEASURED]);
    });

  it('distinguishes import and export by the types of the objects around the lists', () => {
    const of = (type: string, value: number): object => ({ type, values: [{ date: '2024-07-01 00:00', value }] });
    const document = { unit: 'Wh', meters: [of('Purchased', 3000), of('FeedIn', 1000)] };
    assert.deepEqual(totals(document), [3, 1]);
  });

  it('adds up tariffs', () => {
    const parts = rows([
      { tariff: 'peak', kwh: 1 },
      { tariff: 'off-peak', kwh: 2 },
    ]);
    assert.deepEqual([totals(parts), notesOf(parts)], [[3, null], ['added']]);
  });

  it('asks which register counts', () => {
    const parts = [
      { start: at(0), end: at(1), register: 'R1', kwh: 1 },
      { start: at(0), end: at(1), register: 'R2', kwh: 2 },
    ];
    assert.deepEqual(asked(parts), ['columns']);
  });

  it('may have meters in rows, and keeps the digits of their long numbers', () => {
    const text = '[{"meterId":12345678901234567890,"start":"2024-07-01T00:00Z","end":"2024-07-01T01:00Z","kwh":1}]';
    assert.deepEqual(
      readMeterFile(text).meters.map(({ id }) => id),
      ['12345678901234567890'],
    );
  });

  it('may have meters in objects around lists, and asks which to show', () => {
    const document = {
      streams: ['A', 'B'].map((servicePointId, i) => ({ servicePointId, intervals: rows([{ kwh: i + 1 }]) })),
    };
    const { meters, questions } = read(document);
    assert.deepEqual(
      [meters.map(({ id, receipt }) => [id, receipt.importKwh]), questions.map(({ kind }) => kind)],
      [
        [
          ['A', 1],
          ['B', 2],
        ],
        ['meter'],
      ],
    );
  });

  it('is continued from page to page', () => {
    const hours = rows([{ kwh: 1 }, { kwh: 2 }, { kwh: 4 }]);
    const pages = [{ data: hours.slice(0, 2) }, { data: hours.slice(1) }];
    assert.deepEqual(totals(pages), [7, null]);
  });

  it('asks when two lists contradict each other', () => {
    const pages = [{ data: rows([{ kwh: 1 }, { kwh: 2 }]) }, { data: rows([{ kwh: 5 }, { kwh: 9 }]) }];
    assert.deepEqual(asked(pages), ['columns']);
  });

  it('is rejected if it is of gas', () => {
    assert.throws(() => read({ fuelType: 'GAS', data: rows([{ value: 1, unit: 'kWh' }]) }), /gas.* none of electric/);
  });

  for (const [what, row] of [
    ['estimated', { estimated: true }],
    ['a quality', { quality: 'ESTIMATED' }],
    ['a type of reading', { readType: 'Estimate' }],
  ] as const) {
    it(`recognises an estimate by ${what}`, () => {
      const { series } = meter(rows([{ kwh: 1 }, { kwh: 2, ...row }]));
      assert.deepEqual([...series.quality], [0, ESTIMATED]);
    });
  }

  it('does not read the quality of a reading as a column', () => {
    const parts = rows([
      { type: 'ACTUAL', kwh: 1 },
      { type: 'ESTIMATED', kwh: 2 },
      { type: 'ACTUAL', kwh: 4 },
    ]);
    assert.deepEqual(
      [totals(parts), [...meter(parts).series.quality]],
      [
        [7, null],
        [0, ESTIMATED, 0],
      ],
    );
  });

  it('has a gap where a value is null', () => {
    const { receipt } = meter(rows([{ kwh: 1 }, { kwh: null }, { kwh: 2 }]));
    assert.deepEqual([receipt.importKwh, receipt.missingMinutes], [3, 60]);
  });

  it('has a gap where a word says that there is no value', () => {
    assert.deepEqual(totals(rows([{ kwh: '1' }, { kwh: 'N/A' }, { kwh: '2' }])), [3, null]);
  });

  it('may be JSON Lines', () => {
    const text = rows([{ kwh: 1 }, { kwh: 2 }])
      .map((row) => JSON.stringify(row))
      .join('\n');
    assert.equal(onlyMeter(readMeterFile(text)).receipt.importKwh, 3);
  });

  for (const [what, text, message] of [
    ['is cut off', '[{"start":"2024-07-01T00:00Z","kwh":1},\n{"sta', /not JSON/],
    ['has a fault', '[\n{"start":"2024-07-01T00:00Z",\n"kwh":1,,}]', /not JSON from line 3/],
    [
      'has a line with a fault',
      '{"time":"2024-07-01","kwh":1}\n{"time":"2024-07-02","kwh":}\n',
      /line 2: it is not JSON/,
    ],
    ['contains something else', '{"error":"unauthorized","status":401}', /without a list .*error, status/],
    ['has a number with a comma', '[{"start":"2024-07-01T00:00Z","kwh":"1,5"}]', /\[0\]\.kwh: "1,5" is not a number/],
    ['has texts that are not times', '[{"start":"noon","kwh":1},{"start":"night","kwh":2}]', /"noon" is not a time/],
    ['does not say which value is energy', '[{"time":"2024-07-01","a":1,"b":2}]', /which value is energy: a, b/],
    ['has something between its rows', '[{"time":"2024-07-01","kwh":1},5]', /\[1\]: expected an object/],
  ] as const) {
    it(`is rejected if it ${what}`, () => assert.throws(() => readMeterFile(text), { code: 'decode', message }));
  }

  it('adds up to its values, whatever they are', () => {
    const watts = fc.array(fc.integer({ min: 0, max: 9999 }), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(watts, fc.constantFrom('kWh', 'Wh', 'MWh'), fc.boolean(), (values, unit, newestFirst) => {
        const list = rows(values.map((value) => ({ value, unit, quality: 'ok' })));
        const sum = values.reduce((total, value) => total + value, 0);
        const expected = { kWh: sum, Wh: sum / 1000, MWh: sum * 1000 }[unit];
        const { meters, questions } = read(newestFirst ? list.toReversed() : list);
        // Values that never fall may be states of a register.
        if (questions.length > 0) return assert.equal(questions[0]?.kind, 'register-or-interval');
        const seen = meters[0]?.receipt.importKwh ?? Number.NaN;
        assert.ok(Math.abs(seen - expected) <= 1e-9 * Math.max(1, expected), `${seen} is not ${expected}`);
      }),
    );
  });
});
