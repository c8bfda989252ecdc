import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { channel, notesOf, read, totals } from '../../testing/channels.ts';
import type { Channel } from '../channel.ts';
import type { Question } from '../question.ts';

const used = (rows: readonly number[], label = 'Used') => channel({ label, flow: 'consumption' }, rows);
const made = (rows: readonly number[]) => channel({ label: 'Solar', flow: 'production' }, rows);
const fed = (rows: readonly number[]) => channel({ label: 'Export', flow: 'export' }, rows);
const own = (rows: readonly number[], label = 'Self-consumption') => channel({ label, flow: 'consumption' }, rows);

/** Returns the options of the question about columns, with import and export of each. */
const optionsOf = (columns: readonly Channel[]) => {
  const question: Question | undefined = read(columns).questions.find(({ kind }) => kind === 'columns');
  return question?.options.map(({ value, sample }) => [value, sample?.importKwh, sample?.exportKwh]);
};

describe('columns of consumption, production and self-consumption', () => {
  it('never count production as export beside a column of export', () => {
    assert.deepEqual(totals([used([4, 0]), made([3, 5]), fed([1, 4])]), [4, 5]);
  });

  it('never count production as export beside a column of export if consumption has tariffs', () => {
    const tariffs = ['peak', 'off-peak'].map((part) => channel({ label: part, part, flow: 'consumption' }, [0, 1]));
    assert.deepEqual(totals([...tariffs, made([9, 9]), fed([1, 4])]), [2, 5]);
  });

  it('lead to the question whether consumption is that of the whole site', () => {
    assert.deepEqual(optionsOf([used([4, 4]), made([3, 3]), fed([1, 1])]), [
      ['Used - Solar + Export | Export', 4, 2],
      ['Used | Export', 8, 2],
    ]);
  });

  it('count if they are chosen, and no others', () => {
    const columns = [used([4, 4]), made([3, 3]), fed([1, 1])];
    assert.deepEqual(totals(columns, { columns: 'Used, Export' }), [8, 2]);
    assert.deepEqual(totals(columns, { columns: 'Used, Solar' }), [8, 6]);
    assert.deepEqual(totals(columns, { columns: 'Used - Solar + Export | Export' }), [4, 2]);
  });

  it('are named in a note when import is computed from them', () => {
    const columns = [used([4, 4]), made([3, 3]), fed([1, 1])];
    const { meters } = read(columns, { columns: 'Used - Solar + Export | Export' });
    assert.deepEqual(
      meters[0]?.columns.map(({ use }) => use),
      ['import', 'import', 'export'],
    );
    assert.equal(meters[0]?.receipt.notes.find(({ code }) => code === 'added')?.example, 'Used - Solar + Export');
  });

  it('give import as consumption minus self-consumption, once a person chose that', () => {
    for (const label of ['Self-consumption', 'self_consumption_kwh', 'Eigenverbrauch', 'Autoconsommation'])
      assert.deepEqual(
        optionsOf([used([3, 3]), own([1, 1], label), made([2, 2])]),
        [
          [`Used - ${label} | Solar - ${label}`, 4, 2],
          [`Used | Solar - ${label}`, 6, 2],
        ],
        label,
      );
  });

  it('give import as consumption if self-consumption is larger at times', () => {
    assert.deepEqual(totals([used([3, 0]), own([0, 2]), made([0, 5])]), [3, 3]);
  });

  it('lead to a question if it is not known how much of production was used on the site', () => {
    const unread = channel({ label: 'Self-consumption', kind: 'other' }, [Number.NaN]);
    assert.deepEqual(optionsOf([used([3]), unread, made([2])]), [['Used | Solar', 3, 2]]);
  });

  it('lead to a question if they have no interval in common', () => {
    const quarters = channel({ label: 'Used', flow: 'consumption' }, [
      [0, 0.25, 4],
      [0.25, 0.5, 4],
    ]);
    assert.deepEqual(optionsOf([quarters, made([3]), fed([1])]), [['Used | Export', 8, 1]]);
  });

  it('leave an unknown value unknown in a computed column', () => {
    const columns = [used([4, 4]), made([3, Number.NaN]), fed([1, 1])];
    assert.deepEqual(totals(columns, { columns: 'Used - Solar + Export | Export' }), [2, 2]);
  });
});

describe('a choice of columns', () => {
  const two = [channel({ label: 'A+' }, [1, 2]), channel({ label: 'A-' }, [5, 0])];

  it('may make two columns of unknown direction import and export', () => {
    assert.deepEqual(optionsOf(two), [
      ['A+, A-', 8, null],
      ['A+', 3, null],
      ['A-', 5, null],
      ['A+ | A-', 3, 5],
      ['A- | A+', 5, 3],
    ]);
    assert.deepEqual(totals(two, { columns: 'A+ | A-' }), [3, 5]);
  });

  it('may add columns on either side', () => {
    const three = [...two, channel({ label: 'B' }, [10, 10])];
    assert.deepEqual(totals(three, { columns: 'A+, B | A-' }), [23, 5]);
  });

  it('makes a column net that is on both sides', () => {
    assert.deepEqual(totals([channel({ label: 'kWh' }, [2, -3])], { columns: 'kWh | kWh' }), [2, 3]);
  });

  it('counts a column that would be left out', () => {
    const columns = [
      channel({ label: 'in', flow: 'import' }, [2]),
      channel({ label: 'out', flow: 'export' }, [1]),
      channel({ label: 'net', flow: 'net' }, [1]),
    ];
    assert.deepEqual(totals(columns, { columns: 'net' }), [1, null]);
    assert.throws(() => read(columns, { columns: 'net, in' }), /"in" cannot count together with/);
  });

  it('leaves out what was not chosen without a note', () => {
    assert.deepEqual(notesOf(read(two, { columns: 'A+' })), ['chosen']);
    const costs = channel({ label: 'cost', kind: 'other' }, [1]);
    assert.deepEqual(notesOf(read([...two, costs], { columns: 'A+' })), ['chosen', 'left-out']);
  });
});
