import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { HOUR_MS, MINUTE_MS } from '../../zone.ts';
import { type DateOrder, dateOrderOf, parseLocal, parseTime, stampReaderOf } from './index.ts';

const two = (n: number) => String(n).padStart(2, '0');
const days = (count: number, textOf: (day: string) => string) =>
  Array.from({ length: count }, (_, i) => textOf(two(i + 1)));

describe('dateOrderOf', () => {
  it('decides by a number above twelve, however late it comes', () => {
    assert.equal(dateOrderOf(['03/04/2024', '03/04/2024', '13/04/2024']), 'day-first');
    assert.equal(dateOrderOf(['3-4-24 0:00', '3-14-24 0:00']), 'month-first');
  });

  it('reads consecutive dates as days of one month', () => {
    assert.equal(dateOrderOf(days(9, (day) => `${day}/07/2024`)), 'day-first');
    assert.equal(dateOrderOf(days(9, (day) => `07/${day}/2024 00:00`)), 'month-first');
  });

  it('recognises consecutive days in any order, and if one is missing', () => {
    assert.equal(dateOrderOf(['05/07/2024', '04/07/2024', '02/07/2024', '01/07/2024']), 'day-first');
  });

  it('is undecided between the first days of January and the first day of each month', () => {
    assert.equal(dateOrderOf(days(12, (day) => `${day}/01/2024`)), null);
  });

  it('reads dates with several times of day as days, not months', () => {
    const hours = days(5, (day) => `${day}/01/2024`).flatMap((date) => [`${date} 00:00`, `${date} 12:00`]);
    assert.equal(dateOrderOf(hours), 'day-first');
  });

  it('is undecided about a single date', () => {
    assert.equal(dateOrderOf(['03/04/2024 00:00', '03/04/2024 01:00']), null);
  });

  it('is undecided about dates that prove both orders', () => {
    assert.equal(dateOrderOf(['13/01/2024', '01/13/2024']), null);
  });

  it('reads dates with dots day first', () => {
    assert.equal(dateOrderOf(['03.04.2024 00:00']), 'day-first');
  });

  it('is decided if no date depends on the order', () => {
    for (const cells of [['2024-03-04'], ['04-Mar-2024'], ['20240304'], ['07/07/2024'], []])
      assert.notEqual(dateOrderOf(cells), null);
  });

  it('finds the order in which any ten or more days were written', () => {
    const order = fc.constantFrom<DateOrder>('day-first', 'month-first');
    fc.assert(
      fc.property(
        fc.integer({ min: 10_957, max: 25_567 }),
        fc.integer({ min: 10, max: 60 }),
        order,
        (first, n, way) => {
          const cells = Array.from({ length: n }, (_, i) => {
            const [year, month, day] = new Date((first + i) * 24 * HOUR_MS).toISOString().slice(0, 10).split('-');
            return `${way === 'day-first' ? `${day}/${month}` : `${month}/${day}`}/${year} 0:00`;
          });
          const found = dateOrderOf(cells);
          // Ten days at the start of a year may also be ten months.
          if (found !== null) assert.equal(found, way);
          else assert.ok(cells.every((cell) => /^01\/|\/01\//.test(cell)));
        },
      ),
    );
  });
});

describe('parseLocal', () => {
  const read = (text: string, order: DateOrder = 'day-first') => {
    const localMs = parseLocal(text, order);
    return Number.isNaN(localMs) ? null : new Date(localMs).toISOString().slice(0, 19);
  };

  for (const text of [
    '2024-07-01T13:45',
    '2024-07-01 13:45:00',
    '2024-07-01 13:45:00.000',
    '2024/07/01 13:45',
    '2024.07.01 13:45',
    '2024-7-1 13:45',
    '01/07/2024 13:45',
    '1/7/24 1:45 PM',
    '01-07-2024 13.45',
    '01.07.2024, 13:45',
    '01-Jul-2024 13:45',
    '01-JUL-24 01.45.00.000000000 PM',
    'Jul 1, 2024 1:45 PM',
    'July 1st, 2024 at 1:45 p.m.',
    'Mon, 01 Jul 2024 13:45:00',
    '2024-Jul-01 13:45',
    '1. Juli 2024 13:45',
    'lundi 1 juillet 2024 13h45',
    '1 de julio de 2024 13:45',
    '1 julho 2024 13:45',
    '1 jul. 2024 13:45',
    '1 luglio 2024 13:45',
    '202407011345',
    '20240701134500',
    '20240701 1345',
    '20240701T134500',
    '  2024-07-01 13:45  ',
  ]) {
    it(`reads ${text.trim()}`, () => {
      assert.equal(read(text), '2024-07-01T13:45:00');
    });
  }

  it('reads dates alone as midnight', () => {
    for (const text of ['2024-07-01', '01/07/2024', '20240701', '01-Jul-24', '1er juillet 2024'])
      assert.equal(read(text), '2024-07-01T00:00:00', text);
  });

  it('reads a date and an hour in ten digits', () => {
    assert.equal(read('2024070113'), '2024-07-01T13:00:00');
  });

  it('reads 24:00 as the midnight that follows', () => {
    assert.equal(read('31.12.2024 24:00'), '2025-01-01T00:00:00');
    assert.equal(read('2024-12-31T24:00:00'), '2025-01-01T00:00:00');
  });

  it('reads slashes and dashes in the order of the column', () => {
    assert.equal(read('3/4/2024', 'month-first'), '2024-03-04T00:00:00');
    assert.equal(read('03-04-2024', 'day-first'), '2024-04-03T00:00:00');
    assert.equal(read('3/4/2024 1:00 PM', 'day-first'), '2024-04-03T13:00:00');
    assert.equal(read('3/4/2024 1:00 PM', 'month-first'), '2024-03-04T13:00:00');
  });

  it('reads dots day first whatever the column', () => {
    assert.equal(read('03.04.2024', 'month-first'), '2024-04-03T00:00:00');
  });

  it('reads month names of seven languages', () => {
    const march = ['March', 'März', 'Mrz', 'mars', 'marzo', 'março', 'maart', 'mrt', 'Mar.'];
    const december = ['December', 'Dezember', 'déc.', 'diciembre', 'dezembro', 'dec', 'dicembre'];
    for (const name of march) assert.equal(read(`2 ${name} 2024`), '2024-03-02T00:00:00', name);
    for (const name of december) assert.equal(read(`2 ${name} 2024`), '2024-12-02T00:00:00', name);
  });

  it('returns NaN for an ambiguous month', () => {
    assert.equal(read('1 jui 2024'), null);
  });

  it('returns NaN for other texts', () => {
    for (const text of ['', 'Total', '2024-02-30', '30/02/2024', '1719792000', '45474.25', '13:45', '2024-07-01 25:00'])
      assert.equal(read(text), null, text);
  });

  it('returns NaN for times with an offset or a zone', () => {
    for (const text of ['2024-07-01T13:45:00Z', '2024-07-01T13:45:00-05:00', '2024-07-01 13:45 EDT'])
      assert.equal(read(text), null, text);
  });

  it('rejects a date that does not exist after one that is cached', () => {
    assert.equal(read('2024-03-01 00:00'), '2024-03-01T00:00:00');
    assert.equal(read('2024-02-30 00:00'), null);
    assert.equal(read('2024-03-01 00:15'), '2024-03-01T00:15:00');
  });

  it('reads usual layouts as it reads them after a space, when any character is another', () => {
    for (const text of ['2024-02-29 13:45:00', '12/11/2024T09:08', '31.12.1999 23:59:59', '2024/06/30'])
      for (let at = 0; at < text.length; at++)
        for (const other of '0123456789:;/.,-+ TZx')
          for (const order of ['day-first', 'month-first'] as const) {
            const changed = text.slice(0, at) + other + text.slice(at + 1);
            // A cell with a space before it is not in a usual layout.
            assert.equal(parseLocal(changed, order), parseLocal(` ${changed}`, order), changed);
          }
  });

  it('has years from 1900 to 2199, months of their own lengths and times up to 24:00:00', () => {
    for (const [text, expected] of [
      ['1899-12-31', null],
      ['1900-01-01', '1900-01-01T00:00:00'],
      ['2199-12-31', '2199-12-31T00:00:00'],
      ['2200-01-01', null],
      ['2024-00-10', null],
      ['2024-13-10', null],
      ['2024-01-00', null],
      ['2024-01-31', '2024-01-31T00:00:00'],
      ['2024-01-32', null],
      ['2023-02-29', null],
      ['2024-12-31 23:59:59', '2024-12-31T23:59:59'],
      ['2024-12-31 23:59:60', null],
      ['2024-12-31 23:60', null],
      ['2024-12-31 24:00:00', '2025-01-01T00:00:00'],
      ['2024-12-31 24:00:01', null],
      ['31.12.2024', '2024-12-31T00:00:00'],
      ['12.31.2024', '2024-12-31T00:00:00'],
      ['12.12.2024', '2024-12-12T00:00:00'],
      ['12.13.2024', '2024-12-13T00:00:00'],
    ] as const)
      for (const spaces of ['', ' ']) assert.equal(read(spaces + text), expected, spaces + text);
  });

  it('reads every minute that ISO writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(1990, 0, 1) / 1000, max: Date.UTC(2099, 0, 1) / 1000 }), (second) => {
        const iso = new Date(second * 1000).toISOString();
        const [year, month, day] = iso.slice(0, 10).split('-');
        assert.equal(parseLocal(iso.slice(0, 19), 'month-first'), second * 1000);
        assert.equal(parseLocal(`${month}/${day}/${year} ${iso.slice(11, 19)}`, 'month-first'), second * 1000);
        assert.equal(parseLocal(iso.slice(0, 19).replace(/[-:T]/g, ''), 'day-first'), second * 1000);
      }),
    );
  });
});

describe('parseTime', () => {
  it('reads times of day', () => {
    const minutes = {
      '13:45': 825,
      '1:45 PM': 825,
      '1:45pm': 825,
      '1345': 825,
      '945': 585,
      '24:00': 1440,
      '00h15': 15,
    };
    for (const [text, expected] of Object.entries(minutes)) assert.equal(parseTime(text), expected * MINUTE_MS, text);
  });

  it('reads twelve as noon and midnight', () => {
    assert.equal(parseTime('12:00 AM'), 0);
    assert.equal(parseTime('12:30 p. m.'), 12.5 * HOUR_MS);
  });

  it('reads hours from 1 to 12 before AM and PM, and ignores PM after 12', () => {
    for (const [text, hours] of [
      ['12 AM', 0],
      ['1 AM', 1],
      ['11 AM', 11],
      ['12 PM', 12],
      ['1 PM', 13],
      ['11 PM', 23],
      ['13:00 PM', 13],
    ] as const)
      assert.equal(parseTime(text), hours * HOUR_MS, text);
  });

  it('reads seconds and their fractions to a millisecond', () => {
    assert.equal(parseTime('01:02:59'), HOUR_MS + 2 * MINUTE_MS + 59_000);
    assert.equal(parseTime('01:02:03.4567'), HOUR_MS + 2 * MINUTE_MS + 3456);
    assert.equal(parseTime('00:59'), 59 * MINUTE_MS);
  });

  it('returns NaN for texts that are not times of day', () => {
    for (const text of ['', '24:15', '24:00:01', '13:60', '13:00:60', '13:45 AM', '13 AM', 'noon', '2024-07-01'])
      assert.ok(Number.isNaN(parseTime(text)), text);
  });
});

describe('stampReaderOf', () => {
  const read = (...cells: readonly string[]) => {
    const reader = stampReaderOf(cells, 'day-first');
    const text = (ms: number | undefined) =>
      ms === undefined || Number.isNaN(ms) ? null : new Date(ms).toISOString().slice(0, 16);
    return {
      kind: reader?.kind,
      instant: text(reader?.instantOf(cells[0]!)),
      localMs: text(reader?.localOf(cells[0]!)),
    };
  };

  for (const [cell, instant] of [
    ['2024-07-01T13:45:00Z', '2024-07-01T13:45'],
    ['2024-07-01T13:45:00-05:00', '2024-07-01T18:45'],
    ['2024-07-01 13:45:00 +0200', '2024-07-01T11:45'],
    ['01/07/2024 13:45 BST', '2024-07-01T12:45'],
    ['1 Jul 2024 1:45 PM EDT', '2024-07-01T17:45'],
    ['01/07/2024 13:45 (UTC+10:00)', '2024-07-01T03:45'],
    ['01/07/2024 13:45 ACST', '2024-07-01T04:15'],
    ['2024-07-01T13:45+02:00[Europe/Paris]', '2024-07-01T11:45'],
    ['20240701T134500Z', '2024-07-01T13:45'],
  ] as const) {
    it(`reads the offset of ${cell}`, () => {
      assert.deepEqual(read(cell), { kind: 'offset', instant, localMs: null });
    });
  }

  for (const [kind, cell] of [
    ['unix-seconds', '1719841500'],
    ['unix-seconds', '1719841500.0'],
    ['unix-milliseconds', '1719841500000'],
    ['unix-microseconds', '1719841500000000'],
    ['unix-nanoseconds', '1719841500000000000'],
  ] as const) {
    it(`reads ${cell} as ${kind}`, () => {
      assert.deepEqual(read(cell), { kind, instant: '2024-07-01T13:45', localMs: null });
    });
  }

  it('reads days and fractions of a spreadsheet as local times', () => {
    assert.deepEqual(read('45474.0104166667'), { kind: 'excel-serial', instant: null, localMs: '2024-07-01T00:15' });
  });

  it('does not read an abbreviation with several meanings as an offset', () => {
    assert.deepEqual(read('01/07/2024 13:45 IST'), { kind: 'local', instant: null, localMs: '2024-07-01T13:45' });
  });

  it('reads ten digits that are dates and hours as those', () => {
    assert.deepEqual(read('2024070113'), { kind: 'local', instant: null, localMs: '2024-07-01T13:00' });
  });

  it('reads a column in which only some cells have an offset', () => {
    const reader = stampReaderOf(['2024-07-01 13:45', '2024-07-01 13:45Z'], 'day-first');
    assert.equal(reader?.kind, 'mixed');
    assert.ok(Number.isNaN(reader?.instantOf('2024-07-01 13:45')));
    assert.ok(Number.isNaN(reader?.localOf('2024-07-01 13:45Z')));
  });

  it('is not misled by a footer', () => {
    assert.equal(read('1719841500', '1719842400', 'Total', '45000').kind, 'unix-seconds');
  });

  it('reads only cells of the kind of the column', () => {
    const reader = stampReaderOf(['45474.25', '45474.5', '1719841500'], 'day-first');
    assert.ok(Number.isNaN(reader?.instantOf('1719841500')));
    assert.ok(Number.isNaN(reader?.localOf('1719841500')));
  });

  it('returns null for a column of values', () => {
    assert.equal(stampReaderOf(['0.25', '1', '', 'kWh', '12.5'], 'day-first'), null);
  });
});
