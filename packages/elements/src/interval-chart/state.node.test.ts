import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RANGE_PRESETS } from './data/range.ts';
import { type ChartState, INITIAL, type RangeSetting, update } from './state.ts';
import { after, at, factsOf, span } from './testing/facts.ts';

const DATA = { kind: 'data' } as const;
const LEAVE = { kind: 'leave' } as const;

/** Ten months, which are shown as a whole. The clocks change on 9 March and 2 November. */
const YEAR = factsOf('2025-01-01', '2025-11-11');
const LONG = factsOf('2022-06-15', '2025-11-11');

const asking = (range: RangeSetting) => ({ kind: 'set', values: { range } }) as const;
const stepping = (direction: -1 | 1) => ({ kind: 'step', direction }) as const;
const preset = (name: (typeof RANGE_PRESETS)[number], around?: string) =>
  ({ kind: 'preset', preset: name, aroundMs: around === undefined ? null : at(around) }) as const;

describe('the range that a page sets', () => {
  it('is by default the whole series, or its last year if it is longer than about a year', () => {
    assert.deepEqual(after([DATA], YEAR).visible, YEAR.extent);
    const long = after([DATA], LONG);
    assert.deepEqual([long.visible, long.preset], [span('2024-12-01', '2025-12-01'), 'year']);
  });

  for (const [asked, visible, name] of [
    ['day', span('2025-11-10', '2025-11-11'), 'day'],
    ['week', span('2025-11-03', '2025-11-10'), 'week'],
    ['month', span('2025-11-01', '2025-12-01'), 'month'],
    ['year', span('2024-12-01', '2025-12-01'), 'year'],
    ['all', LONG.extent, 'all'],
    [span('2025-02-03', '2025-02-05'), span('2025-02-03', '2025-02-05'), null],
    [span('2025-02-03', '2025-02-04'), span('2025-02-03', '2025-02-04'), 'day'],
    [span('2025-02-01', '2025-03-01'), span('2025-02-01', '2025-03-01'), 'month'],
    [span('2030-01-01', '2030-01-02'), span('2030-01-01', '2030-01-02'), null],
  ] as const) {
    it(`is shown whether it is set before or after data arrive: ${JSON.stringify(asked)}`, () => {
      const before = after([DATA], LONG, after([asking(asked)], null));
      const later = after([DATA, asking(asked)], LONG);
      assert.deepEqual([before.visible, before.preset], [visible, name]);
      assert.deepEqual(later, before);
    });
  }

  it('is the default one if it is invalid', () => {
    const defaults = after([DATA], YEAR);
    const reversed = span('2025-03-02', '2025-03-01');
    const endless = { startMs: 0, endMs: Number.POSITIVE_INFINITY };
    const noDates = { startMs: -1e300, endMs: 1e300 };
    for (const range of [null, undefined, 'decade', 7, {}, reversed, endless, noDates, { startMs: '0', endMs: '1' }]) {
      const { visible, preset } = after([asking('day'), DATA, asking(range as RangeSetting)], YEAR);
      assert.deepEqual([visible, preset], [defaults.visible, 'all'], JSON.stringify(range));
    }
  });

  it('opens with the day, week or month before if the newest one has only begun', () => {
    const opened = (range: RangeSetting, facts = YEAR) => after([asking(range), DATA], facts).visible;
    const begun = factsOf('2025-01-01', '2025-11-03 02');
    assert.deepEqual(opened('day', begun), span('2025-11-02', '2025-11-03'));
    assert.deepEqual(opened('week', begun), span('2025-10-27', '2025-11-03'));
    assert.deepEqual(opened('month', begun), span('2025-10-01', '2025-11-01'));
    assert.deepEqual(opened('year', begun), span('2024-12-01', '2025-12-01'));
    const fifth = factsOf('2025-01-01', '2025-11-03 05');
    assert.deepEqual(opened('day', fifth), span('2025-11-03', '2025-11-04'), 'a fifth of it has readings');
    const first = factsOf('2025-11-03', '2025-11-03 02');
    assert.deepEqual(opened('day', first), span('2025-11-03', '2025-11-04'), 'no earlier day');
  });

  it('opens where the newest readings are, not where the slots end', () => {
    const waiting = factsOf('2025-01-01', '2025-11-11', '2025-06-20 12');
    assert.deepEqual(after([asking('day'), DATA], waiting).visible, span('2025-06-20', '2025-06-21'));
    const none = factsOf('2025-01-01', '2025-11-11', null);
    assert.deepEqual(after([asking('day'), DATA], none).visible, span('2025-11-10', '2025-11-11'));
  });

  it('applies to data that arrive after others were removed', () => {
    const state = after([asking('day')], null, after([DATA], YEAR));
    assert.deepEqual(update(state, DATA, YEAR).visible, span('2025-11-10', '2025-11-11'));
  });

  it('does not come back when the page sets another property after the person chose a range', () => {
    const state = after([asking('day'), DATA, preset('month'), { kind: 'set', values: { view: 'heatmap' } }], YEAR);
    assert.deepEqual([state.visible, state.view], [span('2025-11-01', '2025-12-01'), 'heatmap']);
  });
});

describe('data that grow', () => {
  const grown = factsOf('2025-01-01', '2025-12-25');
  for (const name of RANGE_PRESETS) {
    it(`${name === 'all' ? 'extend' : 'do not move'} the preset "${name}"`, () => {
      const before = after([asking(name), DATA], YEAR);
      const state = update(before, DATA, grown);
      assert.deepEqual(state.visible, name === 'all' ? grown.extent : before.visible);
      assert.equal(state.preset, name);
    });
  }

  it('update the range property for "all" if the person chose it, not if the page set it', () => {
    const chosen = after([DATA, { kind: 'preset', preset: 'all', aroundMs: null }], YEAR);
    assert.deepEqual(update(chosen, DATA, grown).range, grown.extent);
    assert.equal(update(after([asking('all'), DATA], YEAR), DATA, grown).range, 'all');
  });

  it('move a preset that they no longer touch, and no other range', () => {
    const moved = factsOf('2027-01-01', '2027-03-11');
    assert.deepEqual(update(after([asking('day'), DATA], YEAR), DATA, moved).visible, span('2027-03-10', '2027-03-11'));
    const own = after([asking(span('2025-02-03', '2025-02-05')), DATA], YEAR);
    assert.deepEqual(update(own, DATA, moved), own);
  });
});

describe('a preset that the person chooses', () => {
  const all = after([DATA], YEAR);

  it('is the one around the given instant', () => {
    assert.deepEqual(after([preset('day', '2025-03-09 12')], YEAR, all).visible, span('2025-03-09', '2025-03-10'));
    assert.deepEqual(after([preset('week', '2025-03-09 12')], YEAR, all).visible, span('2025-03-03', '2025-03-10'));
  });

  it('is at the end of the visible range without an instant', () => {
    const march = after([asking(span('2025-03-01', '2025-04-01'))], YEAR, all);
    assert.deepEqual(after([preset('week')], YEAR, march).visible, span('2025-03-31', '2025-04-07'));
    assert.deepEqual(after([preset('day')], YEAR, march).visible, span('2025-03-31', '2025-04-01'));
  });

  it('is at the newest readings if these end before the visible range', () => {
    const begun = factsOf('2025-01-01', '2025-11-11 02');
    const everything = after([DATA], begun);
    assert.deepEqual(after([preset('day')], begun, everything).visible, span('2025-11-10', '2025-11-11'));
    const waiting = factsOf('2025-01-01', '2025-11-11', '2025-06-20 12');
    assert.deepEqual(after([preset('day')], waiting, after([DATA], waiting)).visible, span('2025-06-20', '2025-06-21'));
  });

  it('becomes the range property', () => {
    const { range, preset: name } = after([preset('month')], YEAR, all);
    assert.deepEqual([range, name], [span('2025-11-01', '2025-12-01'), 'month']);
  });

  it('is ignored without data, as is a step', () => {
    assert.deepEqual(after([preset('day'), stepping(1)], null), INITIAL);
  });
});

describe('a step', () => {
  const steps = (range: RangeSetting, ...directions: readonly (-1 | 1)[]) =>
    after([DATA, asking(range), ...directions.map(stepping)], YEAR).visible;

  it('goes by days of 23 and 25 hours, and back to the same day', () => {
    const hours = ({ visible }: ChartState) => ((visible?.endMs ?? 0) - (visible?.startMs ?? 0)) / 3_600_000;
    for (const [saturday, expected] of [
      ['2025-03-08', [24, 23, 24, 23, 24]],
      ['2025-11-01', [24, 25, 24, 25, 24]],
    ] as const) {
      let state = after([asking('all'), DATA, preset('day', saturday)], YEAR);
      const walked = [hours(state)];
      for (const direction of [1, 1, -1, -1] as const) {
        state = update(state, stepping(direction), YEAR);
        walked.push(hours(state));
      }
      assert.deepEqual(walked, expected);
      assert.equal(state.visible?.startMs, at(saturday));
    }
  });

  it('goes by whole weeks, months and years', () => {
    assert.deepEqual(steps(span('2025-03-03', '2025-03-10'), 1), span('2025-03-10', '2025-03-17'));
    assert.deepEqual(steps(span('2025-03-01', '2025-04-01'), -1), span('2025-02-01', '2025-03-01'));
    assert.deepEqual(steps('year', -1), span('2023-12-01', '2024-12-01'));
  });

  it('goes by the width of a range without a preset', () => {
    assert.deepEqual(steps(span('2025-02-03', '2025-02-05'), 1), span('2025-02-05', '2025-02-07'));
  });
});

describe('a datum that is opened', () => {
  const opening = (from: string, to: string) => ({ kind: 'open', range: span(from, to) }) as const;

  it('shows a month, then a day of it', () => {
    const month = after([DATA, opening('2025-03-01', '2025-04-01')], YEAR);
    assert.deepEqual([month.visible, month.preset], [span('2025-03-01', '2025-04-01'), 'month']);
    for (const [from, to] of [
      ['2025-03-09', '2025-03-10'],
      ['2025-03-10', '2025-03-11'],
      ['2025-11-02', '2025-11-03'],
    ] as const) {
      const day = update(month, opening(from, to), YEAR);
      assert.deepEqual([day.visible, day.preset], [span(from, to), 'day']);
    }
    const week = update(month, opening('2025-03-03', '2025-03-10'), YEAR);
    assert.deepEqual(week.preset, 'week', 'a week of 167 hours');
  });

  it('switches from the months view to the usage view, and from no other view', () => {
    const viewed = (view: ChartState['view']) =>
      after([DATA, { kind: 'set', values: { view } }, opening('2025-03-01', '2025-04-01')], YEAR).view;
    assert.equal(viewed('months'), 'usage');
    assert.equal(viewed('heatmap'), 'heatmap');
  });

  it('changes nothing if it is shorter than a day, or the whole visible range', () => {
    const day = after([DATA, asking(span('2025-03-10', '2025-03-11'))], YEAR);
    assert.equal(update(day, opening('2025-03-10 04', '2025-03-10 05'), YEAR), day);
    assert.equal(update(day, opening('2025-03-10', '2025-03-11'), YEAR), day);
    assert.equal(update(INITIAL, opening('2025-03-10', '2025-03-11'), null), INITIAL);
  });
});

describe('a person who leaves', () => {
  it('leaves the range of the page for the next data', () => {
    const state = after([asking('month'), DATA, preset('day'), stepping(-1), LEAVE], YEAR);
    assert.deepEqual([state.range, state.visible], ['month', null]);
    assert.deepEqual(update(state, DATA, LONG).visible, span('2025-11-01', '2025-12-01'));
  });

  it('leaves the range that the page set meanwhile', () => {
    const state = after([asking('month'), DATA, preset('day'), asking('week'), preset('all'), LEAVE, DATA], YEAR);
    assert.deepEqual([state.range, state.preset], ['week', 'week']);
  });

  it('resets order and page of the table, and leaves the settings', () => {
    const chosen = { kind: 'choose', values: { resolution: 'slot', compare: 'weekday', table: true } } as const;
    const turned = [
      { kind: 'sort', column: 1 },
      { kind: 'page', page: 2 },
    ] as const;
    const before = after([DATA, chosen, ...turned], YEAR);
    const { sort, page, resolution, compare, table } = update(before, LEAVE, YEAR);
    assert.deepEqual([before.sort, before.page], [{ column: 1, descending: true }, 2]);
    assert.deepEqual([sort, page, resolution, compare, table], [null, 0, 'slot', 'weekday', true]);
  });
});
