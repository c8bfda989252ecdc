import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TimeRange } from '@arc-elements/intervals';
import type { RangePreset } from './data/range.ts';
import { type Change, type ChartState, INITIAL, type RangeSetting, type Settings, update } from './state.ts';
import { after, factsOf, span } from './testing/facts.ts';

const DATA = { kind: 'data' } as const;
const YEAR = factsOf('2025-01-01', '2025-11-11');
const LONG = factsOf('2022-06-15', '2025-11-11');

const set = (values: Partial<Settings>) => ({ kind: 'set', values }) as const;
const viewing = (view: ChartState['view']) => ({ kind: 'view', view }) as const;

describe('a view that the person chooses', () => {
  const day = after([set({ range: 'day' }), DATA], LONG);

  for (const [view, visible, preset] of [
    ['usage', span('2025-11-10', '2025-11-11'), 'day'],
    ['heatmap', span('2025-11-10', '2025-11-17'), 'week'],
    ['duration', span('2025-11-10', '2025-11-17'), 'week'],
    ['average-day', span('2025-11-01', '2025-12-01'), 'month'],
    ['months', span('2024-12-01', '2025-12-01'), 'year'],
  ] as const) {
    it(`widens a shorter range to a ${preset} in "${view}"`, () => {
      const state = update(day, viewing(view), LONG);
      assert.deepEqual([state.view, state.visible, state.preset], [view, visible, preset]);
    });
  }

  it('keeps a range that is long enough; four weeks are enough for a month', () => {
    for (const range of [span('2025-02-03', '2025-04-05'), span('2025-03-03', '2025-03-31')]) {
      const { visible } = after([DATA, set({ range }), viewing('average-day')], LONG);
      assert.deepEqual(visible, range);
    }
  });

  it('keeps a short range if there are no earlier data', () => {
    const first = factsOf('2025-11-10', '2025-11-11');
    const state = after([set({ range: 'day' }), DATA, viewing('months')], first);
    assert.deepEqual([state.view, state.visible], ['months', span('2025-11-10', '2025-11-11')]);
  });

  it('does not widen a range that the page set together with the view', () => {
    const { visible } = after([DATA, set({ view: 'months', range: 'day' })], LONG);
    assert.deepEqual(visible, span('2025-11-10', '2025-11-11'));
  });
});

describe('the range in an address', () => {
  const march = span('2025-03-01', '2025-04-01');
  const link = (range: RangePreset | TimeRange, values: Partial<Settings> = {}) =>
    ({ kind: 'link', values, range }) as const;

  for (const [range, visible, preset] of [
    [march, march, 'month'],
    [span('2025-03-01', '2025-03-12'), span('2025-03-01', '2025-03-12'), null],
    ['all', YEAR.extent, 'all'],
    ['day', span('2025-11-10', '2025-11-11'), 'day'],
  ] as const) {
    it(`wins over the range of the page, before and after data arrive: ${JSON.stringify(range)}`, () => {
      const page = set({ range: 'week', view: 'usage', resolution: 'hour' });
      const asked = link(range, { view: 'heatmap', resolution: 'day' });
      const before = after([DATA], YEAR, after([page, asked], null));
      const later = after([page, DATA, asked], YEAR);
      for (const state of [before, later]) {
        assert.deepEqual([state.visible, state.preset], [visible, preset]);
        assert.deepEqual([state.view, state.resolution], ['heatmap', 'day']);
      }
    });
  }

  it('applies to data that arrive after others were removed', () => {
    const without = after([link(march)], null, after([DATA], YEAR));
    assert.deepEqual(update(without, DATA, YEAR).visible, march);
  });

  it('is dropped for the range of the page when the person changes', () => {
    const state = after([set({ range: 'week' }), DATA, link(march), { kind: 'leave' }, DATA], YEAR);
    assert.deepEqual([state.range, state.preset], ['week', 'week']);
  });
});

describe('the order of the table', () => {
  const press = (column: number) => ({ kind: 'sort', column }) as const;
  const orders = (...columns: readonly number[]) =>
    columns.map((_, i) => after(columns.slice(0, i + 1).map(press), YEAR).sort);

  it('is highest first, lowest first and that of the data, with each press', () => {
    const most = { column: 2, descending: true };
    assert.deepEqual(orders(2, 2, 2, 2), [most, { column: 2, descending: false }, null, most]);
  });

  it('is reversed and restored by presses on the first column', () => {
    assert.deepEqual(orders(0, 0), [{ column: 0, descending: true }, null]);
  });

  it('is highest first after a press on another column', () => {
    assert.deepEqual(orders(2, 2, 1).at(-1), { column: 1, descending: true });
  });

  it('stays with another range, and is dropped with another view, which has other columns', () => {
    const sorted = after([DATA, press(1)], LONG);
    assert.deepEqual(update(sorted, set({ range: 'day' }), LONG).sort, { column: 1, descending: true });
    assert.equal(update(sorted, viewing('heatmap'), LONG).sort, null);
    assert.equal(update(sorted, set({ view: 'heatmap' }), LONG).sort, null);
  });
});

describe('the page of the table', () => {
  const asked = (range: RangeSetting) => after([set({ range }), DATA, { kind: 'page', page: 3 }], LONG);
  const month = asked('month');

  for (const [what, change] of [
    ['another view', viewing('heatmap')],
    ['another range', { kind: 'step', direction: -1 }],
    ['another range set by the page', set({ range: 'day' })],
    ['another resolution', { kind: 'choose', values: { resolution: 'slot' } }],
    ['another order', { kind: 'sort', column: 1 }],
    ['another person', { kind: 'leave' }],
  ] as const satisfies readonly (readonly [string, Change])[]) {
    it(`is the first one after ${what}`, () => {
      assert.equal(month.page, 3);
      assert.equal(update(month, change, LONG).page, 0);
    });
  }

  for (const [what, change] of [
    ['appended readings', DATA],
    ['another way to draw the directions', { kind: 'choose', values: { channels: 'separate' } }],
    ['a comparison', set({ compare: 'weekday' })],
    ['a switch to the picture', { kind: 'choose', values: { table: false } }],
    ['a longer range with the same start', { kind: 'show', range: span('2025-11-01', '2025-12-05'), preset: null }],
  ] as const satisfies readonly (readonly [string, Change])[]) {
    it(`stays after ${what}`, () => {
      assert.equal(update(month, change, factsOf('2022-06-15', '2025-11-20')).page, 3);
    });
  }

  it('stays when the whole series grows at its end, and not when it starts earlier', () => {
    const everything = asked('all');
    assert.equal(update(everything, DATA, factsOf('2022-06-15', '2026-01-11')).page, 3);
    assert.equal(update(everything, DATA, factsOf('2022-06-01', '2025-11-11')).page, 0);
  });

  it('is the one that the person chooses', () => {
    assert.equal(update(INITIAL, { kind: 'page', page: 7 }, null).page, 7);
  });
});
