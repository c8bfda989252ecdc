import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { channel, notesOf, type Row, read, totals } from '../../testing/channels.ts';
import { onlyMeter } from '../reading.ts';

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
