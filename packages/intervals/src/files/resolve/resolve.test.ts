import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { channel, notesOf, type Row, read, START, totals } from '../../testing/channels.ts';
import { HOUR_MS } from '../../zone.ts';
import type { Channel } from '../channel.ts';
import { onlyMeter, readAll } from '../reading.ts';

describe('resolveMeters', () => {
  it('reads a single column as import', () => {
    assert.deepEqual(totals([channel({ label: 'kWh' }, [1, 2])]), [3, null]);
  });

  it('adds the parts of one flow, with a note', () => {
    const shares = ['peak', 'off-peak'].map((part, i) => channel({ label: part, part, flow: 'import' }, [1 + i, 2]));
    assert.deepEqual(totals(shares), [7, null]);
    assert.deepEqual(notesOf(read(shares)), ['added']);
  });

  it('reads a part as zero where it has no row, and as unknown where its row is empty', () => {
    const day = channel({ label: 'day', part: 'day', flow: 'import' }, [
      [0, 1, 1],
      [1, 2, 2],
    ]);
    const night = channel({ label: 'night', part: 'night', flow: 'import' }, [
      [1, 2, 4],
      [2, 3, Number.NaN],
    ]);
    const { series } = onlyMeter(read([day, night]));
    assert.deepEqual([...series.importKwh.subarray(0, 2)], [1, 6]);
    assert.equal(onlyMeter(read([day, night])).receipt.importKwh, 7);
  });

  it('counts a total and its parts once', () => {
    const total = channel({ label: 'total', flow: 'import' }, [3, 4]);
    const shares = [
      channel({ label: 'L1', part: 'L1', flow: 'import' }, [1, 1]),
      channel({ label: 'L2', part: 'L2', flow: 'import' }, [2, 3]),
    ];
    assert.deepEqual(totals([total, ...shares]), [7, null]);
  });

  it('asks when a total is not the sum of its parts', () => {
    const total = channel({ label: 'total', flow: 'import' }, [5, 4]);
    const shares = [
      channel({ label: 'L1', part: 'L1', flow: 'import' }, [1, 1]),
      channel({ label: 'L2', part: 'L2', flow: 'import' }, [2, 3]),
    ];
    const { meters, questions } = read([total, ...shares]);
    assert.equal(meters.length, 0);
    assert.deepEqual(
      questions.map(({ kind, options }) => [kind, options.map(({ value, sample }) => [value, sample?.importKwh])]),
      [
        [
          'columns',
          [
            ['total, L1, L2', 16],
            ['total', 9],
            ['L1, L2', 7],
          ],
        ],
      ],
    );
    assert.deepEqual(totals([total, ...shares], { columns: 'L1, L2' }), [7, null]);
  });

  it('asks which of several columns of one flow count, with the result of each option', () => {
    const columns = [channel({ label: 'A' }, [1, 2]), channel({ label: 'B' }, [10, 20])];
    const { questions } = read(columns);
    assert.deepEqual(
      questions[0]?.options.map(({ value, sample }) => [value, sample?.importKwh]),
      [
        ['A, B', 33],
        ['A', 3],
        ['B', 30],
        ['A | B', 3],
        ['B | A', 30],
      ],
    );
    assert.equal(questions[0]?.default, null);
  });

  it('counts the finer of two columns when the coarser is its sum', () => {
    const hours = channel({ label: 'hours', flow: 'import' }, [1, 2, 3, 4]);
    const sums = channel({ label: 'sums', flow: 'import' }, [
      [0, 2, 3],
      [2, 4, 7],
    ]);
    assert.deepEqual(totals([sums, hours]), [10, null]);
    assert.equal(onlyMeter(read([sums, hours])).series.length, 4);
    const wrong = channel({ label: 'sums', flow: 'import' }, [
      [0, 2, 3],
      [2, 4, 8],
    ]);
    assert.equal(read([wrong, hours]).questions[0]?.kind, 'columns');
  });

  it('joins columns that have no time in common', () => {
    const before = channel({ label: 'old', flow: 'import' }, [
      [0, 1, 2],
      [1, 2, 2],
    ]);
    const after = channel({ label: 'new', flow: 'import' }, [
      [2, 2.5, 1],
      [2.5, 3, 1],
    ]);
    assert.deepEqual(totals([before, after]), [6, null]);
  });

  it('prefers energy to a register and to power of the same flow', () => {
    const power = channel({ label: 'kW', unit: 'kW', flow: 'import' }, [8, 8]);
    const register = channel({ label: 'reading', kind: 'register', flow: 'import' }, [100, 101]);
    const energy = channel({ label: 'usage', flow: 'import' }, [1, 2]);
    assert.deepEqual(totals([power, register, energy]), [3, null]);
    assert.deepEqual(totals([power, register]), [1, null]);
    assert.deepEqual(totals([power]), [16, null]);
    assert.deepEqual(
      onlyMeter(read([power, energy])).columns.map(({ use }) => use),
      ['left-out', 'import'],
    );
  });

  it('subtracts the states of a register, with a gap where it falls', () => {
    const register = channel({ label: 'state', kind: 'register' }, [
      [0, Number.NaN, 100],
      [1, Number.NaN, 101.5],
      [2, Number.NaN, 0.5],
      [3, Number.NaN, 1],
    ]);
    const { series, receipt } = onlyMeter(read([register]));
    assert.deepEqual([...series.importKwh], [1.5, Number.NaN, 0.5]);
    assert.equal(receipt.gaps.length, 1);
    assert.deepEqual(
      receipt.notes.map(({ code }) => code).filter((code) => code.includes('register')),
      ['from-register', 'register-fell'],
    );
  });

  it('asks whether values that never fall are a register', () => {
    const states = channel({ label: 'Import kWh', flow: 'import' }, [8350.25, 8350.5, 8350.75]);
    const { questions } = read([states]);
    assert.deepEqual(
      questions.map(({ kind, options }) => [kind, options.map(({ value, sample }) => [value, sample?.importKwh])]),
      [
        [
          'register-or-interval',
          [
            ['register', 0.5],
            ['interval', 25051.5],
          ],
        ],
      ],
    );
    assert.deepEqual(totals([states], { 'register-or-interval': 'register' }), [0.5, null]);
  });

  it('reads the hours of a day that happen to rise as energy', () => {
    const hours = Array.from({ length: 24 }, (_, i) => i + 1);
    assert.deepEqual(totals([channel({ label: 'kWh' }, hours)]), [300, null]);
  });

  it('knows the net of a net column that never falls below zero', () => {
    const { receipt } = onlyMeter(read([channel({ label: 'net', flow: 'net' }, [1.25, 0.5])]));
    assert.deepEqual([receipt.importKwh, receipt.netKwh], [1.75, 1.75]);
  });

  it('keeps ends that are stated to the second', () => {
    const rows = [[0, 899 / 3600, 1]] as const;
    const lengthOf = (endsStated: boolean) => {
      const { series } = onlyMeter(read([channel({ label: 'kWh', endsStated }, rows)]));
      return series.endMs - series.startMs;
    };
    assert.deepEqual([lengthOf(true), lengthOf(false)], [899_000, 900_000]);
  });

  it('does not read ordinary use as a register', () => {
    for (const values of [
      [1, 1, 1],
      [1, 2],
      [0, 1, 5],
      [3, 2, 4],
    ])
      assert.equal(read([channel({ label: 'kWh' }, values)]).questions.length, 0, String(values));
  });

  it('leaves out net beside import and export, and splits a single net column', () => {
    const net = channel({ label: 'net', flow: 'net' }, [2, -3]);
    assert.deepEqual(totals([net]), [2, 3]);
    assert.deepEqual(
      totals([
        net,
        channel({ label: 'in', flow: 'import' }, [2, 1]),
        channel({ label: 'out', flow: 'export' }, [0, 4]),
      ]),
      [3, 4],
    );
  });

  it('inverts the sign of export that is written below zero', () => {
    const file = read([
      channel({ label: 'in', flow: 'import' }, [2, 1]),
      channel({ label: 'out', flow: 'export' }, [0, -4]),
    ]);
    assert.equal(onlyMeter(file).receipt.exportKwh, 4);
    assert.deepEqual(notesOf(file), ['sign-turned']);
  });

  it('leaves out production and consumption beside import and export', () => {
    const house = [
      channel({ label: 'made', flow: 'production' }, [5, 5]),
      channel({ label: 'used', flow: 'consumption' }, [1, 1]),
    ];
    const grid = [
      channel({ label: 'from grid', flow: 'import' }, [0.5, 0.5]),
      channel({ label: 'to grid', flow: 'export' }, [4.5, 4.5]),
    ];
    assert.deepEqual(totals([...house, ...grid]), [1, 9]);
  });

  it('reads consumption and production as import and export, with a note', () => {
    const used = channel({ label: 'used', flow: 'consumption' }, [1, 1]);
    const made = channel({ label: 'made', flow: 'production' }, [5, 0]);
    const { receipt } = onlyMeter(read([made, used]));
    assert.deepEqual([receipt.netKwh, receipt.notes.map(({ code }) => code)], [-3, ['production']]);
  });

  it('reads consumption beside export as import', () => {
    const used = channel({ label: 'used', flow: 'consumption' }, [1, 1]);
    assert.deepEqual(totals([used, channel({ label: 'out', flow: 'export' }, [2, 0])]), [2, 2]);
  });

  it('prefers net to a single direction beside it', () => {
    const into = channel({ label: 'in', flow: 'import' }, [1, 2]);
    assert.deepEqual(totals([into, channel({ label: 'net', flow: 'net' }, [1, -3])]), [1, 3]);
    assert.deepEqual(totals([into, channel({ label: 'net', flow: 'net' }, [1, 2])]), [3, null]);
  });

  it('numbers columns with the same name', () => {
    const twice = [channel({ label: 'kWh' }, [1, 2]), channel({ label: 'kWh' }, [10, 20])];
    assert.deepEqual(totals(twice, { columns: 'kWh (2)' }), [30, null]);
  });

  it('shows production alone as export, with a note', () => {
    const file = read([channel({ label: 'made', flow: 'production' }, [5, 5])]);
    assert.deepEqual([onlyMeter(file).receipt.importKwh, onlyMeter(file).receipt.exportKwh], [null, 10]);
    assert.deepEqual(notesOf(file), ['production']);
  });

  it('keeps meters separate and asks which one to show', () => {
    const two = [channel({ label: 'kWh', meter: 'A1' }, [1, 2]), channel({ label: 'kWh', meter: 'B2' }, [10, 20])];
    const { meters, questions } = read(two);
    assert.deepEqual(
      meters.map(({ id, receipt }) => [id, receipt.importKwh]),
      [
        ['A1', 3],
        ['B2', 30],
      ],
    );
    assert.deepEqual(
      questions.map(({ kind, options }) => [kind, options.map(({ value, sample }) => [value, sample?.importKwh])]),
      [
        [
          'meter',
          [
            ['A1', 3],
            ['B2', 30],
          ],
        ],
      ],
    );
    const chosen = read(two, { meter: 'B2' });
    assert.deepEqual([onlyMeter(chosen).receipt.importKwh, notesOf(chosen)], [30, ['chosen', 'other-meters']]);
    assert.throws(() => read(two, { meter: 'C3' }), /no meter "C3"; it has A1, B2/);
  });

  it('asks for the unit if the file names none', () => {
    const bare = channel({ label: 'value', unit: null }, [250, 750]);
    assert.deepEqual(
      read([bare]).questions.map(({ kind, options }) => [
        kind,
        options.map(({ value, sample }) => [value, sample?.importKwh]),
      ]),
      [
        [
          'unit',
          [
            ['kWh', 1000],
            ['Wh', 1],
            ['MWh', 1_000_000],
            ['kW', 1000],
            ['W', 1],
          ],
        ],
      ],
    );
    assert.deepEqual(totals([bare], { unit: 'Wh' }), [1, null]);
  });

  it('converts units of energy exactly', () => {
    const of = (unit: string, value: number, commodity: Channel['commodity'] = 'electricity') =>
      totals([channel({ label: 'x', unit, commodity }, [value])])[0];
    assert.deepEqual(
      [
        of('Wh', 300),
        of('MWh', 0.3),
        of('kW', 0.3),
        of('MJ', 3.6),
        of('GJ', 0.36),
        of('Kilowatt-hours', 2),
        of('W', 1500),
      ],
      [0.3, 300, 0.3, 1, 100, 2, 1.5],
    );
  });

  it('leaves out gas, water and heat with a note, and rejects a file that has nothing else', () => {
    const power = channel({ label: 'kWh' }, [1, 2]);
    for (const unit of ['therms', 'CCF', 'm³', 'm3', 'GJ', 'Gallons']) {
      const other = channel({ label: `Usage (${unit})`, unit }, [3, 4]);
      assert.throws(
        () => read([other]),
        (error: Error) => error.message.includes(unit),
        unit,
      );
      assert.deepEqual([totals([power, other])[0], notesOf(read([power, other]))[0]], [3, 'other-commodity'], unit);
    }
    assert.throws(() => read([channel({ label: 'Gas', commodity: 'gas', unit: 'kWh' }, [1])]), {
      code: 'decode',
      found: ['gas (kWh)'],
      message: /gas \(kWh\) and none of electricity/,
    });
  });

  it('leaves out reactive energy, current and money', () => {
    const power = channel({ label: 'kWh' }, [1, 2]);
    for (const unit of ['kvarh', 'kVAh', 'V', 'A', '$', '€', '°C', '%'])
      assert.deepEqual(totals([power, channel({ label: unit, unit }, [3, 4])]), [3, null], unit);
  });

  it('rejects an unknown unit', () => {
    assert.throws(() => read([channel({ label: 'Usage', unit: 'furlong' }, [1])]), /unit "furlong" of "Usage"/);
  });

  it('rejects a choice that the file does not offer, and lists what it has', () => {
    const columns = [channel({ label: 'A, B' }, [1, 2]), channel({ label: 'A' }, [10, 20])];
    assert.deepEqual(totals(columns, { columns: 'A, B' }), [3, null]);
    assert.deepEqual(totals(columns, { columns: 'A' }), [30, null]);
    for (const [choices, says] of [
      [{ columns: 'C' }, /no column "C"; it has A, B, A/],
      [{ 'time-zone': 'Mars/Olympus' }, /"Mars\/Olympus" is not a time zone/],
      [{ 'date-order': 'year-first' }, /choose day-first or month-first/],
      [{ 'register-or-interval': 'both' }, /choose register or interval/],
    ] as const)
      assert.throws(() => read(columns, choices), says);
  });

  it('uses the distance between all rows of a meter for a tariff that applies only sometimes', () => {
    const day = channel({ label: 'day', part: 'day', flow: 'import' }, [
      [0, Number.NaN, 1],
      [0.5, Number.NaN, 1],
      [1.5, Number.NaN, 1],
    ]);
    const peak = channel({ label: 'peak', part: 'peak', flow: 'import' }, [[1, Number.NaN, 2]]);
    const { receipt, series } = onlyMeter(read([day, peak]));
    assert.deepEqual([receipt.importKwh, receipt.conflicts, series.stepMs, series.length], [5, 0, HOUR_MS / 2, 4]);
  });

  it('makes days as long as they are on the calendar, by start or by end', () => {
    const days = [3, 4, 5].map((day) => Date.UTC(2024, 10, day, day === 3 ? 4 : 5));
    for (const isEnd of [false, true]) {
      const rows = days
        .map((at) => (at - START) / HOUR_MS)
        .map((at) => (isEnd ? [Number.NaN, at, 1] : [at, Number.NaN, 1]) as Row);
      const file = readAll(
        () => [{ format: 'csv', channels: [channel({ label: 'kWh' }, rows)], timeZone: 'America/New_York' }],
        {},
        {},
      );
      const { receipt } = onlyMeter(file);
      assert.deepEqual([receipt.importKwh, receipt.missingMinutes, receipt.conflicts], [3, 0, 0], String(isEnd));
    }
  });

  it('shows the result of an option for the meter of the question', () => {
    const clear = channel({ label: 'kWh', meter: 'A1' }, [1, 2]);
    const open = channel({ label: 'value', meter: 'B2', unit: null }, [250, 750]);
    const unit = read([clear, open]).questions.find(({ kind }) => kind === 'unit');
    assert.deepEqual(
      unit?.options.slice(0, 2).map(({ sample }) => sample?.importKwh),
      [1000, 1],
    );
  });

  it('notes all choices that were made', () => {
    const two = [
      channel({ label: 'a', meter: 'A1', unit: null }, [1]),
      channel({ label: 'b', meter: 'B2', unit: null }, [2]),
    ];
    const { receipt } = onlyMeter(read(two, { meter: 'B2', unit: 'Wh' }));
    assert.deepEqual(receipt.notes[0], { code: 'chosen', count: 2, example: 'meter: B2; unit: Wh' });
  });

  it('rounds an end at the last second or minute up to the next one', () => {
    for (const [length, hours] of [
      [899_000, 0.25],
      [3_599_000, 1],
      [840_000, 0.25],
      [3_540_000, 1],
    ] as const) {
      const rows = [0, 1, 2].map((i) => [i * hours, i * hours + length / HOUR_MS, 1] as const);
      const { series } = onlyMeter(read([channel({ label: 'kWh' }, rows)]));
      assert.deepEqual([series.stepMs, series.length], [hours * HOUR_MS, 3], String(length));
    }
  });

  it('does not round an end where the next row begins, or of a row that does not begin on five minutes', () => {
    for (const minutes of [
      [0, 4, 5],
      [0, 1, 15],
    ] as const) {
      const [from, middle, to] = minutes.map((minute) => minute / 60) as [number, number, number];
      const rows = [
        [from, middle, 1],
        [middle, to, 1],
      ] as const;
      const { series } = onlyMeter(read([channel({ label: 'kWh' }, rows)]));
      assert.deepEqual([series.endMs, series.length], [START + to * HOUR_MS, 2], minutes.join());
    }
  });

  it('assumes the usual distance for rows without a length or a start', () => {
    const starts = onlyMeter(
      read([
        channel({ label: 'kWh' }, [
          [0, Number.NaN, 1],
          [0.25, Number.NaN, 1],
          [1, Number.NaN, 1],
        ]),
      ]),
    );
    assert.deepEqual(
      [starts.series.stepMs, starts.receipt.missingMinutes, starts.receipt.notes[0]?.code],
      [HOUR_MS / 4, 30, 'assumed-length'],
    );
    const ends = onlyMeter(
      read([
        channel({ label: 'kW', unit: 'kW' }, [
          [Number.NaN, 0.5, 2],
          [Number.NaN, 1, 4],
        ]),
      ]),
    );
    assert.deepEqual([ends.series.startMs, ends.receipt.importKwh], [START, 3]);
  });
});

describe('a file with very many meters', () => {
  const meters = (count: number) =>
    Array.from({ length: count }, (_, i) => channel({ label: 'kWh', meter: `M${i}`, unit: i % 2 ? null : 'kWh' }, [i]));

  it('shows the result for each meter', () => {
    const { questions } = read(meters(4));
    assert.deepEqual(
      questions.map(({ kind, options }) => [kind, options.map(({ value, sample }) => [value, sample?.importKwh])]),
      [
        [
          'meter',
          [
            ['M0', 0],
            ['M1', undefined],
            ['M2', 2],
            ['M3', undefined],
          ],
        ],
        [
          'unit',
          [
            ['kWh', 1],
            ['Wh', 0.001],
            ['MWh', 1000],
            ['kW', 1],
            ['W', 0.001],
          ],
        ],
      ],
    );
  });

  it('reads each meter a few times, however many there are', () => {
    let looks = 0;
    const channels = meters(300).map((each) => ({
      ...each,
      get meter() {
        looks++;
        return each.meter;
      },
    }));
    read(channels);
    assert.ok(looks / 300 < 50, `${looks / 300} looks at each meter`);
  });
});
