import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { ESTIMATED, MEASURED } from '../../quality.ts';
import { totalsByLocalDay } from '../../totals.ts';
import { DAY_MS, MINUTE_MS } from '../../zone.ts';
import type { Choices } from '../question.ts';
import { readMeterFile } from '../read-meter-file.ts';
import { type MeterFile, onlyMeter } from '../reading.ts';

const HEADER = '100,NEM12,202407031200,DATAPROV,RETAILER';
const END = '900';
/** Midnight of 1 July 2024 on the market's clock. */
const START = Date.UTC(2024, 5, 30, 14);

interface DayParts {
  readonly minutes?: number;
  readonly quality?: string;
  readonly published?: string;
  /** Fields after the quality. */
  readonly tail?: string;
}

/** Returns a 200 record. */
const details = (suffix: string, { nmi = '6001234567', unit = 'kWh', minutes = 30, serial = 'SN1' } = {}): string =>
  `200,${nmi},E1E2B1,01,${suffix},N1,${serial},${unit},${minutes},20240801`;

/** Returns a 300 record of a day with one value in all its intervals, or with those given. */
function day(
  date: string,
  value: number | string | readonly (number | string)[],
  { minutes = 30, quality = 'A', published = '20240702030000', tail }: DayParts = {},
): string {
  const values = typeof value === 'object' ? value : Array.from({ length: 1440 / minutes }, () => value);
  return `300,${date},${values.join(',')},${tail ?? `${quality},,,${published},20240702040000`}`;
}

const file = (...records: readonly string[]): string => [HEADER, ...records, END].join('\n');
const meter = (text: string, choices: Choices = {}) => onlyMeter(readMeterFile(text, choices));

function totals(text: string): readonly (number | null)[] {
  const { importKwh, exportKwh } = meter(text).receipt;
  return [importKwh, exportKwh];
}

const notesOf = (text: string): readonly string[] => meter(text).receipt.notes.map(({ code }) => code);
const close = (seen: number | null | undefined, expected: number): void =>
  assert.ok(Math.abs((seen ?? Number.NaN) - expected) <= 1e-9 * Math.max(1, expected), `${seen} is not ${expected}`);

describe('a NEM12 file', () => {
  for (const minutes of [5, 15, 30]) {
    it(`has days of ${minutes}-minute intervals from midnight on at UTC+10`, () => {
      const { series } = meter(file(details('E1', { minutes }), day('20240701', 0.25, { minutes })));
      assert.deepEqual(
        [series.startMs, series.endMs, series.stepMs, series.length],
        [START, START + DAY_MS, minutes * MINUTE_MS, 1440 / minutes],
      );
    });
  }

  it('keeps standard time in summer', () => {
    const { series } = meter(file(details('E1'), day('20250101', 1)));
    assert.equal(series.startMs, Date.UTC(2024, 11, 31, 14));
  });

  it('of Western Australia is on the clock of that market', () => {
    const { series } = meter(file(details('E1', { nmi: '8001234567' }), day('20240701', 1)));
    assert.deepEqual([series.startMs, series.timeZone], [Date.UTC(2024, 5, 30, 16), 'Australia/Perth']);
  });

  it('keeps its instants in a zone that a person chooses', () => {
    const { series } = meter(file(details('E1'), day('20250101', 1)), { 'time-zone': 'Australia/Melbourne' });
    assert.equal(series.startMs, Date.UTC(2024, 11, 31, 14));
    assert.deepEqual(
      totalsByLocalDay(series).map(({ day: date, importKwh }) => [date, importKwh]),
      [
        ['2025-01-01', 46],
        ['2025-01-02', 2],
      ],
    );
  });

  it('reads E as import and B as export of the customer', () => {
    assert.deepEqual(totals(file(details('E1'), day('20240701', 1), details('B1'), day('20240701', 0.5))), [48, 24]);
  });

  it('adds a controlled load to the general one', () => {
    const text = file(details('E1'), day('20240701', 1), details('E2'), day('20240701', 0.25));
    assert.deepEqual(totals(text), [60, null]);
    assert.deepEqual(notesOf(text), ['added']);
  });

  it('leaves out reactive energy, with a note', () => {
    const text = file(details('E1'), day('20240701', 1), details('Q1', { unit: 'kVArh' }), day('20240701', 9));
    assert.deepEqual(totals(text), [48, null]);
    assert.deepEqual(notesOf(text), ['left-out']);
  });

  it('is rejected by the names of its registers if it has only reactive energy', () => {
    assert.throws(() => meter(file(details('K1', { unit: 'KVARH' }), day('20240701', 9))), /no energy.*K1 \(KVARH\)/);
  });

  it('is rejected by the name of its only register if its suffix is neither E nor B', () => {
    assert.throws(() => meter(file(details('N1', { unit: 'KWH' }), day('20240701', 9))), {
      code: 'decode',
      message: 'it has no energy from the grid (suffix E) or to it (suffix B), only N1 (KWH)',
    });
  });

  it('does not count a check meter beside the one that it checks', () => {
    assert.deepEqual(totals(file(details('E1'), day('20240701', 1), details('F1'), day('20240701', 1))), [48, null]);
  });

  it('counts the check meter if there is no other', () => {
    assert.deepEqual(totals(file(details('C1'), day('20240701', 1))), [null, 48]);
  });

  for (const [unit, kwh] of [
    ['KWH', 48],
    ['Wh', 0.048],
    ['MWh', 48_000],
    ['kW', 24],
  ] as const) {
    it(`converts ${unit}`, () => {
      close(meter(file(details('E1', { unit }), day('20240701', 1))).receipt.importKwh, kwh);
    });
  }

  it('asks for a unit that is left out', () => {
    const { questions } = readMeterFile(file(details('E1', { unit: '' }), day('20240701', 1)));
    assert.deepEqual(
      questions.map(({ kind }) => kind),
      ['unit'],
    );
  });

  it('never leads to the question whether its values are states of a register', () => {
    const rising = Array.from({ length: 48 }, (_, i) => i);
    assert.deepEqual(totals(file(details('E1'), day('20240701', rising))), [1128, null]);
  });

  for (const [quality, says, expected] of [
    ['A', 'measured', MEASURED],
    ['E52', 'an estimate', ESTIMATED],
    ['S14', 'an estimate, for it is a substitute', ESTIMATED],
    ['F14', 'an estimate, for it is a final substitute', ESTIMATED],
  ] as const) {
    it(`reads quality ${quality} as ${says}`, () => {
      const { series } = meter(file(details('E1'), day('20240701', 1, { quality })));
      assert.deepEqual([...new Set(series.quality)], [expected]);
    });
  }

  it('has the quality of some intervals in 400 records', () => {
    const { series } = meter(
      file(details('E1'), day('20240701', 1, { quality: 'V' }), '400,1,2,A,,', '400,3,4,S14,76,', '400,5,48,A,,'),
    );
    assert.deepEqual(
      [...series.quality.subarray(0, 6)],
      [0, 0, 1, 1, 0, 0].map((e) => (e ? ESTIMATED : MEASURED)),
    );
  });

  it('has a gap where the quality is N, whatever the value', () => {
    const text = file(
      details('E1'),
      day('20240701', 1, { quality: 'V' }),
      '400,1,47,A,,',
      '400,48,48,N,,',
      day('20240702', 0, { quality: 'N' }),
    );
    assert.deepEqual([totals(text), meter(text).receipt.missingMinutes], [[47, null], 1470]);
  });

  it('has a gap for a day without values', () => {
    const text = file(details('E1'), day('20240701', 1), '300,20240702,N,,,20240703000000,', day('20240703', 1));
    assert.deepEqual([totals(text), meter(text).receipt.missingMinutes], [[96, null], 1440]);
  });

  it('may have days in any order', () => {
    const { series } = meter(file(details('E1'), day('20240702', 2), day('20240701', 1)));
    assert.deepEqual([series.importKwh[0], series.importKwh[48]], [1, 2]);
  });

  it('uses the version of a day that was published last, wherever it is in the file', () => {
    const text = file(
      details('E1'),
      day('20240701', 2, { published: '20240709000000' }),
      day('20240701', 1, { published: '20240702000000' }),
    );
    assert.deepEqual([totals(text), notesOf(text)], [[96, null], ['conflict']]);
  });

  it('uses the last version in the file if one has no time of publication', () => {
    const text = file(
      details('E1'),
      day('20240701', 2, { published: '20240709000000' }),
      day('20240701', 1, { published: '' }),
    );
    assert.deepEqual(totals(text), [48, null]);
  });

  it('uses the last version if versions have intervals of different lengths', () => {
    const text = file(
      details('E1'),
      day('20240701', 1),
      details('E1', { minutes: 5 }),
      day('20240701', 0.5, { minutes: 5, published: '20240801000000' }),
    );
    assert.deepEqual([totals(text), notesOf(text)], [[144, null], ['conflict']]);
  });

  it('continues with the meter that replaced another one', () => {
    const text = file(
      details('E1', { serial: 'OLD' }),
      day('20240701', 1),
      details('E1', { serial: 'NEW' }),
      day('20240702', 2),
    );
    assert.deepEqual([totals(text), notesOf(text)], [[144, null], []]);
  });

  it('asks if two meters have a register of the same name on one day', () => {
    const text = file(
      details('E1', { serial: 'SN1' }),
      day('20240701', 1),
      details('E1', { serial: 'SN2' }),
      day('20240701', 2),
    );
    const [question] = readMeterFile(text).questions;
    assert.deepEqual(
      question?.options.map(({ value, sample }) => [value, sample?.importKwh]),
      [
        ['E1 (SN1), E1 (SN2)', 144],
        ['E1 (SN1)', 48],
        ['E1 (SN2)', 96],
      ],
    );
  });

  it('asks which of several connection points to show', () => {
    const { meters, questions } = readMeterFile(
      file(details('E1'), day('20240701', 1), details('E1', { nmi: '6009999999' }), day('20240701', 2)),
    );
    assert.deepEqual(
      meters.map(({ id, receipt }) => [id, receipt.importKwh]),
      [
        ['6001234567', 48],
        ['6009999999', 96],
      ],
    );
    assert.deepEqual(
      questions.map(({ kind }) => kind),
      ['meter'],
    );
  });

  const plain = [details('E1'), day('20240701', 1)];
  for (const [what, text] of [
    ['without its header and end', plain.join('\n')],
    ['without its end', [HEADER, ...plain].join('\n')],
    ['with Windows line ends and empty lines', ['', HEADER, '', ...plain, END, ''].join('\r\n')],
    ['with commas up to the same column', [HEADER, ...plain, END].map((line) => `${line},,,,`).join('\n')],
    ['with quotes around its fields', file(...plain).replace(/[^,\n]+/g, '"$&"')],
    ['with orders between companies in it', file(...plain, '500,O,S01009,20240702120000,')],
    ['whose days end with the quality', file(details('E1'), day('20240701', 1, { tail: 'A,' }))],
    ['whose days end with the values', file(details('E1'), day('20240701', 1, { tail: '' }))],
  ] as const) {
    it(`is read ${what}`, () => assert.deepEqual(totals(text), [48, null]));
  }

  for (const [what, text, message] of [
    ['a value too few', file(details('E1'), day('20240701', Array(47).fill(1))), /line 3: .* 47 values.* 48 of 30 min/],
    ['a value too many', file(details('E1'), day('20240701', Array(49).fill(1))), /line 3: .* 49 values/],
    ['values of another length', file(details('E1', { minutes: 15 }), day('20240701', 1)), /line 3: .* 96 of 15 min/],
    ['a value that is not a number', file(details('E1'), day('20240701', '1.2.3')), /line 3: value 1 is "1\.2\.3"/],
    ['an invalid date', file(details('E1'), day('20240230', 1)), /line 3: IntervalDate is "20240230"/],
    ['no length', file(details('E1').replace(',30,', ',,'), day('20240701', 1)), /line 2: IntervalLength is ""/],
    ['values before it says whose', file(day('20240701', 1)), /line 2: a 300 record stands before any 200/],
    ['an unknown quality', file(details('E1'), day('20240701', 1, { quality: 'X9' })), /line 3: the quality is "X9"/],
    ['an unknown quality of a day without values', file(details('E1'), '300,20240701,X9'), /line 3: .* is "X9"/],
    ['an unknown quality of some intervals', file(...plain, '400,1,2,X9,,'), /line 4: the quality is "X9"/],
    ['a quality beyond the day', file(...plain, '400,48,49,S14,,'), /line 4: .* intervals 48 to 49 of 48/],
    ['a quality before any day', file(details('E1'), '400,1,48,A,,'), /line 3: a 400 record stands before any 300/],
    ['a record over two lines', file(details('E1'), day('20240701', 1).replace(',1,', ',1\n1,')), /line 3/],
    ['no values', file(), /NEM12 or NEM13 without a record of values/],
  ] as const) {
    it(`is rejected with the line number because of ${what}`, () => {
      assert.throws(() => readMeterFile(text), { code: 'decode', message });
    });
  }

  for (const date of ['20240001', '20241301', '20240700', '20240732', '20230229', '2024071', '202407011']) {
    it(`is rejected because of a day that does not exist: ${date}`, () => {
      const message = new RegExp(`line 3: IntervalDate is "${date}"`);
      assert.throws(() => readMeterFile(file(details('E1'), day(date, 1))), { message });
    });
  }

  for (const date of ['20240101', '20241231', '20240229']) {
    it(`has the first and the last days of years and months: ${date}`, () => {
      const { series } = meter(file(details('E1'), day(date, 1)));
      const [year, month, ofMonth] = [date.slice(0, 4), date.slice(4, 6), date.slice(6)];
      assert.equal(series.startMs, Date.parse(`${year}-${month}-${ofMonth}T00:00+10:00`));
    });
  }

  for (const published of ['20240702240000', '20240702006000', '20240702000060']) {
    it(`is rejected because of a time that does not exist: ${published}`, () => {
      const message = new RegExp(`line 3: UpdateDateTime is "${published}"`);
      assert.throws(() => readMeterFile(file(details('E1'), day('20240701', 1, { published }))), { message });
    });
  }

  it('adds up to its values, whatever they are', () => {
    const tenths = fc.array(fc.integer({ min: 0, max: 99_999 }), { minLength: 48, maxLength: 48 });
    fc.assert(
      fc.property(fc.array(tenths, { minLength: 1, maxLength: 4 }), (days) => {
        const records = days.map((values, i) =>
          day(
            `2024070${i + 1}`,
            values.map((value) => value / 1000),
          ),
        );
        close(totals(file(details('E1'), ...records))[0], days.flat().reduce((sum, value) => sum + value, 0) / 1000);
      }),
    );
  });
});

describe('a NEM13 file', () => {
  interface Parts {
    readonly suffix?: string;
    readonly direction?: string;
    readonly from?: string;
    readonly to?: string;
    readonly quality?: string;
    readonly quantity?: number | '';
    readonly published?: string;
  }
  const accumulated = ({
    suffix = '11',
    direction = 'E',
    from = '20240101093055',
    to = '20240331101533',
    quality = 'A',
    quantity = 900,
    published = '20240402000000',
  }: Parts): string =>
    `250,6001234567,1141,01,${suffix},${suffix},SN1,${direction},001000.0,${from},A,,,001090.0,${to},${quality},,,${quantity},kWh,20240701,${published},20240403000000`;
  const nem13 = (...records: readonly string[]): string =>
    ['100,NEM13,202404021200,DATAPROV,RETAILER', ...records, END].join('\n');
  const format = (text: string): MeterFile['format'] => readMeterFile(text).format;

  it('has the quantity between two readings as energy of that time', () => {
    const { receipt, series } = meter(nem13(accumulated({})));
    assert.deepEqual(
      [format(nem13(accumulated({}))), receipt.importKwh, series.startMs, series.endMs],
      ['nem13', 900, Date.UTC(2023, 11, 31, 23, 30, 55), Date.UTC(2024, 2, 31, 0, 15, 33)],
    );
  });

  it('has no gap or overlap between readings, at whatever second they were taken', () => {
    const first = accumulated({ from: '20240101000000', to: '20240201000459' });
    const second = accumulated({ from: '20240201000459', to: '20240301000000' });
    const { importKwh, missingMinutes, conflicts } = meter(nem13(first, second)).receipt;
    assert.deepEqual([importKwh, missingMinutes, conflicts], [1800, 0, 0]);
  });

  it('has times from the first to the last second of any day', () => {
    const startOf = (from: string): number => meter(nem13(accumulated({ from, to: '20240630000000' }))).series.startMs;
    const ahead = 10 * 3_600_000;
    assert.equal(startOf('20231231235959'), Date.UTC(2023, 11, 31, 23, 59, 59) - ahead);
    assert.equal(startOf('20240101000000'), Date.UTC(2024, 0, 1) - ahead);
    assert.equal(startOf('20240229'), Date.UTC(2024, 1, 29) - ahead);
    assert.equal(startOf('202402291845'), Date.UTC(2024, 1, 29, 18, 45) - ahead);
  });

  for (const from of [
    '20240001000000',
    '20241301000000',
    '20240100000000',
    '20240132000000',
    '20230229000000',
    '20240101240000',
    '20240101006000',
    '20240101000060',
    '2024010100',
    '2024-01-01',
  ])
    it(`is rejected with the line number because of the time ${from}`, () => {
      const message = new RegExp(`line 2: PreviousRegisterReadDateTime is "${from}"`);
      assert.throws(() => readMeterFile(nem13(accumulated({ from }))), { code: 'decode', message });
    });

  it('reads direction I as export of the customer', () => {
    assert.deepEqual(totals(nem13(accumulated({ suffix: '61', direction: 'I' }))), [null, 900]);
  });

  it('adds the registers of one direction', () => {
    const text = nem13(accumulated({}), accumulated({ suffix: '41', quantity: 65 }));
    assert.deepEqual([totals(text), notesOf(text)], [[965, null], ['added']]);
  });

  it('reads a forward estimate as an estimate', () => {
    const { series } = meter(nem13(accumulated({ quality: 'E64' }), '550,N,,E,'));
    assert.deepEqual([...series.quality], [ESTIMATED]);
  });

  it('uses the reading that replaced an estimate, though it ends earlier', () => {
    const estimate = accumulated({ quality: 'E64', quantity: 1000, to: '20240408000000', published: '20240110000000' });
    const text = nem13(accumulated({}), estimate);
    assert.deepEqual([totals(text), notesOf(text)], [[900, null], ['conflict']]);
  });

  it('has no value without a quantity, because readings do not include the transformer factor', () => {
    const text = nem13(accumulated({}), accumulated({ from: '20240331101533', to: '20240630000000', quantity: '' }));
    assert.deepEqual([totals(text), notesOf(text)], [[900, null], ['no-value']]);
  });

  it('is recognised without its header', () => assert.equal(format(accumulated({})), 'nem13'));

  for (const [what, record, message] of [
    ['a direction against the suffix', accumulated({ suffix: 'E1', direction: 'I' }), /line 2: .* I contradicts .* E1/],
    ['an end before the start', accumulated({ to: '20231231000000' }), /line 2: .* not after the previous/],
    ['an end at the start', accumulated({ to: '20240101093055' }), /line 2: .* not after the previous/],
    ['an unknown quality', accumulated({ quality: 'X9' }), /line 2: the quality is "X9"/],
    ['no date', accumulated({ from: '' }), /line 2: PreviousRegisterReadDateTime is ""/],
  ] as const) {
    it(`is rejected with the line number because of ${what}`, () => {
      assert.throws(() => readMeterFile(nem13(record)), { code: 'decode', message });
    });
  }
});
