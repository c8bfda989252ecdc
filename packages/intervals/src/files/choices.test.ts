import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { channel, read, totals } from '../testing/channels.ts';
import type { Choices } from './question.ts';
import { readMeterFile } from './read-meter-file.ts';
import { onlyMeter } from './reading.ts';

const use = channel({ label: 'Usage (kWh)' }, [3, 1, 2]);

describe('a choice that the file does not need', () => {
  for (const [choices, says] of [
    [{ unit: 'Wh' }, /says the unit of its values/],
    [{ 'register-or-interval': 'register' }, /is clear whether/],
    [{ unit: 'm3' }, /"m3" is not a unit of energy or power; choose kWh, Wh, MWh or kW/],
    [{ unit: 'furlong' }, /"furlong" is not a unit of energy or power/],
    [
      { column: 'Usage (kWh)' },
      /"column" is not a kind of choice; choose one of columns, meter, unit, date-order, time-zone/,
    ],
    [{ meter: 'X' }, /no meter "X"; it names none/],
    [{ columns: '' }, /choice of columns is empty; it has Usage \(kWh\)/],
    [{ columns: 'Usage (kWh), Usage (kWh)' }, /"Usage \(kWh\)" is chosen twice/],
  ] as const)
    it(`is an error: ${JSON.stringify(choices)}`, () => assert.throws(() => read([use], choices as Choices), says));

  it('is an error too in a file of local times, and in one of several meters', () => {
    const csv = 'Meter,Start,Usage (kWh)\nA,2024-07-01 00:00,3\nA,2024-07-01 01:00,1\nB,2024-07-01 00:00,3';
    assert.throws(() => readMeterFile(csv, { unit: 'Wh' }), /says the unit of its values/);
  });

  it('is an error: the order of dates that begin with the year', () => {
    const csv = 'Start,kWh\n2024-07-01 00:00,1\n2024-07-01 01:00,1';
    assert.throws(() => readMeterFile(csv, { 'date-order': 'day-first' }), /dates tell day from month/);
  });

  it('is accepted if dates may be read in two ways', () => {
    const csv = 'Start,kWh\n03/04/2024 00:00,1\n03/04/2024 01:00,1';
    const { series } = onlyMeter(readMeterFile(csv, { 'date-order': 'day-first' }, { timeZone: 'UTC' }));
    assert.equal(series.startMs, Date.UTC(2024, 3, 3));
  });

  it('is ignored if another choice made it unnecessary', () => {
    const bare = channel({ label: 'value', unit: null }, [8350.25, 8350.5, 8350.75]);
    const { receipt } = onlyMeter(read([bare], { unit: 'kW', 'register-or-interval': 'register' }));
    assert.equal(receipt.notes.find(({ code }) => code === 'chosen')?.example, 'unit: kW');
  });

  it('is accepted while another question is open', () => {
    const bare = channel({ label: 'value', unit: null }, [8350.25, 8350.5, 8350.75]);
    const { questions } = read([bare], { 'register-or-interval': 'register' });
    assert.deepEqual(
      questions.map(({ kind }) => kind),
      ['unit'],
    );
    assert.deepEqual(totals([bare], { unit: 'kWh', 'register-or-interval': 'register' }), [0.5, null]);
  });
});
