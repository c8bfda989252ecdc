import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { channel, notesOf, type Row, read, totals } from '../../testing/channels.ts';
import { onlyMeter } from '../reading.ts';
import { differences, fallsOften, looksLikeRegister } from './registers.ts';
import { unitNamed } from './units.ts';

const kwh = (values: readonly number[]) => channel({ label: 'kWh' }, values);
const states = (values: readonly number[]) =>
  channel(
    { label: 'state', kind: 'register' },
    values.map((value, hour): Row => [hour, Number.NaN, value]),
  );

/** A meter that counts 0.5 kWh an hour from 15,000 kWh on. */
const steady = Array.from({ length: 200 }, (_, i) => 15_000 + i / 2);

const isAsked = (values: readonly number[]): boolean =>
  read([kwh(values)]).questions.some(({ kind }) => kind === 'register-or-interval');

describe('values that may be states of a register', () => {
  for (const [name, values] of [
    ['that falls once as the meter is exchanged', [15_000, 15_001, 15_002, 1, 2, 3]],
    ['with a reading of zero in it', steady.with(90, 0)],
    ['with three readings of zero in it', steady.with(90, 0).with(91, 0).with(92, 0)],
    ['with one reading far too high', steady.with(90, 999_999)],
    ['that falls by the last digit', steady.with(90, 15_044.49)],
    ['that begins with a zero', steady.with(0, 0)],
    ['of two readings', [15_000.2, 15_001.1]],
    ['that stands still', [15_000, 15_000, 15_000, 15_000]],
    ['that stands still, with a reading of zero in it', [15_000, 15_000, 0, 15_000]],
  ] as const)
    it(`asks about a register ${name}`, () => assert.equal(isAsked(values), true));

  const hours = Array.from({ length: 744 }, (_, i) => i);
  for (const [name, values] of [
    ['a house', hours.map((i) => 0.2 + ((i * 7919) % 13) / 10)],
    ['a car that is charged at night', hours.map((i) => (i % 72 < 3 ? 7.4 : 0))],
    ['a car beside a load that never changes', hours.map((i) => (i % 72 < 3 ? 8 : 1))],
    ['the sun', hours.map((i) => Math.max(0, 12 - Math.abs((i % 24) - 12) - 4))],
    ['a morning', [1, 2, 3, 4, 5, 2]],
    ['a load that never changes, with a power cut', [1, 1, 1, 0, 1, 1]],
    ['an evening that rises but for one hour', [2, 1.5, 2.1, 2.2, 2.4, 2.6]],
    ['a day that rises and falls at its end', [...Array.from({ length: 23 }, (_, i) => i + 1), 1]],
    ['months', [410, 380, 350, 300, 250, 200]],
    ['hours of a Wh', [1000, 1000, 1000, 1000].map((wh) => wh / 1000)],
  ] as const)
    it(`asks nothing about the use of ${name}`, () => assert.equal(isAsked(values), false));
});

describe('differences of a register', () => {
  it('ignore bad readings and the jump back from them', () => {
    for (const bad of [
      steady.with(90, 0),
      steady.with(90, 0).with(91, 0).with(92, 3),
      steady.with(90, 999_999),
      steady.with(90, 15_044.49),
    ]) {
      assert.deepEqual(totals([states(bad)]), [99.5, null]);
      assert.ok(notesOf(read([states(bad)])).includes('no-value'));
    }
  });

  it('leave a gap where a meter is exchanged', () => {
    const file = read([states([15_000, 15_001, 15_002, 1, 2, 3])]);
    const { receipt } = onlyMeter(file);
    assert.deepEqual([receipt.importKwh, receipt.gaps.length], [4, 1]);
    assert.ok(notesOf(file).includes('register-fell'));
  });

  it('leave a gap where a small register starts again and passes its old state', () => {
    const { receipt } = onlyMeter(read([states([1, 2, 3, 0, 1, 2, 3, 4])]));
    assert.deepEqual([receipt.importKwh, receipt.gaps.length], [6, 1]);
  });

  it('leave a gap where the state jumps up, as from a zero before the first reading or to another meter', () => {
    for (const [jumping, kwh] of [
      [steady.with(0, 0), 99],
      [steady.map((state, i) => (i < 100 ? i / 2 : state)), 99],
    ] as const) {
      const { receipt } = onlyMeter(read([states(jumping)]));
      assert.deepEqual([receipt.importKwh, receipt.gaps.length], [kwh, 1]);
      assert.ok(receipt.notes.some(({ code }) => code === 'no-value'));
    }
  });

  it('keep the use of a house that mostly stands empty', () => {
    assert.deepEqual(totals([states([5000, 5000, 5000, 5000, 5011])]), [11, null]);
  });
});

const KWH = unitNamed('kWh')!;
const range = (from: number, count: number): readonly number[] => Array.from({ length: count }, (_, i) => from + i);
const repeated = (times: number, values: readonly number[]): readonly number[] => range(0, times).flatMap(() => values);

describe('the values of a register', () => {
  for (const [what, values, expected] of [
    ['26 values that rise', range(1, 26), true],
    ['25 values that rise', range(1, 25), false],
    ['three values from 100 on that do not double', [100, 140, 199], true],
    ['three values from 100 on that double', [100, 140, 200], false],
    ['three values below 100 that rise much', [99, 140, 180], false],
    ['three values below 100 that hardly rise', [51, 52, 53], true],
    ['three values below 100 whose steps are a fiftieth', [49, 50, 51], false],
    ['two values', [15_000, 15_001], false],
    ['values that never change', [100, 100, 100], false],
    ['13 values that rise, twice', repeated(2, range(1, 13)), true],
    ['25 values that rise twice', [...range(1, 12), ...range(1, 13)], false],
    ['values that rise ten times as often as they fall', [...repeated(3, range(1, 9)), ...range(1, 7)], true],
    [
      'values that rise less than ten times as often as they fall',
      [...repeated(3, range(1, 9)), ...range(1, 6)],
      false,
    ],
    ['values of which a twentieth is bad', range(1, 42).with(10, 0).with(30, 0), true],
    ['values of which more than a twentieth is bad', range(1, 41).with(10, 0).with(30, 0), false],
    ['small steps that rise three times as often as they fall', [100, 101, 60, 61, 62], true],
    ['small steps that rise twice as often as they fall', [100, 101, 60, 61], false],
    ['steps of less than a fiftieth, with a fall', [51, 52, 53, 25, 26, 27], true],
    ['steps of a fiftieth, with a fall', [50, 51, 52, 25, 26, 27], false],
  ] as const)
    it(`${expected ? 'may be' : 'are not'} ${what}`, () => {
      assert.equal(looksLikeRegister(kwh(values).rows), expected);
      // Files may have the newest value first.
      const newestFirst = values.map((value, i): Row => [i, i + 1, value]).reverse();
      assert.equal(looksLikeRegister(channel({ label: 'kWh' }, newestFirst).rows), expected);
    });

  it('may stand still from 1000 kWh on', () => {
    const stands = (...values: readonly number[]): boolean => looksLikeRegister(kwh(values).rows, KWH);
    assert.deepEqual([stands(1000, 1000), stands(999, 999), stands(1000)], [true, false, false]);
    assert.deepEqual([stands(1000, 1000.9), stands(1000, 1001)], [true, false]);
    assert.equal(looksLikeRegister(kwh([1000, 1000]).rows, unitNamed('Wh')), false);
  });

  it('do not fall more than once and in a quarter of all steps', () => {
    const falls = (...values: readonly number[]): boolean => fallsOften(kwh(values).rows);
    assert.deepEqual([falls(2, 1), falls(3, 2, 1), falls(1, 2, 3)], [false, true, false]);
    assert.equal(falls(2, 1, 2, 1, 2, 2, 2, 2, 2), false);
    assert.equal(falls(2, 1, 2, 1, 2, 2, 2, 2), true);
  });
});

describe('differences between states', () => {
  /** Returns the differences, how often the state fell, and how many states were dropped. */
  const of = (values: readonly number[], hours = 1) => {
    const rows = channel(
      { label: 'state' },
      values.map((value, i): Row => [i * hours, Number.NaN, value]),
    ).rows;
    const { rows: found, falls, bad } = differences(rows, KWH);
    return { values: [...found.value.subarray(0, found.count)], falls, bad };
  };

  it('leave out states that are far too low, up to 47 in a row', () => {
    const low = (count: number) => {
      const { falls, bad } = of([...range(15_000, 9), ...repeated(count, [0]), ...range(15_010, 9)]);
      return [falls, bad];
    };
    assert.deepEqual(
      [low(1), low(47), low(48)],
      [
        [0, 1],
        [0, 47],
        [1, 0],
      ],
    );
  });

  it('leave out low states only if the state jumps back by half of the fall', () => {
    assert.deepEqual(of([9, 10, 2, 6, 10, 11]), { values: [1, 0, 1], falls: 0, bad: 2 });
    assert.deepEqual(of([9, 10, 2, 6.5, 10, 11]), { values: [1, Number.NaN, 4.5, 3.5, 1], falls: 1, bad: 0 });
  });

  it('leave out a state that is too high if the next one is not below the one before it', () => {
    assert.deepEqual(of([1, 2, 99, 3, 4]), { values: [1, 1, 1], falls: 0, bad: 1 });
    assert.deepEqual(of([1, 2, 99, 2, 3]), { values: [1, 0, 1], falls: 0, bad: 1 });
    assert.deepEqual(of([1, 2, 99, 1.5, 3]), { values: [1, 97, Number.NaN, 1.5], falls: 1, bad: 0 });
    assert.deepEqual(of([99, 1, 2, 3]), { values: [Number.NaN, 1, 1], falls: 1, bad: 0 });
  });

  it('are unknown where the state jumps by more than 1000 kWh, 100 kW and a hundred times all others', () => {
    const first = (values: readonly number[], hours = 1): number | undefined => of(values, hours).values[0];
    assert.deepEqual([first([0, 1000, 1001, 1002]), first([0, 1001, 1002, 1003])], [1000, Number.NaN]);
    assert.deepEqual([first([0, 2000, 2020, 2040]), first([0, 2001, 2021, 2041])], [2000, Number.NaN]);
    assert.deepEqual([first([0, 2000, 2001, 2002], 20), first([0, 2020, 2021, 2022], 20)], [2000, Number.NaN]);
    assert.equal(first([0, 5000, 5001]), 5000);
    assert.deepEqual(of([1, 2, 5002, 5003]).values, [1, Number.NaN, 1]);
  });

  it('are those in order of time, of states that have a time', () => {
    const rows = channel({ label: 'state' }, [
      [2, Number.NaN, 14],
      [0, Number.NaN, 10],
      [Number.NaN, Number.NaN, 99],
      [1, Number.NaN, 11],
      [3, Number.NaN, Number.NaN],
      [1, Number.NaN, 11],
    ]).rows;
    const { rows: found } = differences(rows, KWH);
    assert.deepEqual([...found.value.subarray(0, found.count)], [1, 3]);
  });

  it('are those of two states, though the later is first in the file', () => {
    const rows = channel({ label: 'state' }, [
      [1, Number.NaN, 14],
      [0, Number.NaN, 10],
    ]).rows;
    assert.deepEqual([...differences(rows, KWH).rows.value.subarray(0, 1)], [4]);
  });
});
