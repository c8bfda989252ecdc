import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createCalendar, type TimeRange } from '@arc-elements/intervals';
import fc from 'fast-check';
import { isTimeRange, RANGE_PRESETS } from './data/range.ts';
import { RESOLUTIONS } from './data/resolution.ts';
import { type Change, type ChartState, type Facts, INITIAL, type Settings, update } from './state.ts';
import { VIEWS } from './views/registry.ts';

const HOUR_MS = 3_600_000;
const FROM = Date.UTC(2020, 0) / HOUR_MS;

const hours = fc.integer({ min: FROM, max: FROM + 60_000 }).map((hour) => hour * HOUR_MS);
const timeRange: fc.Arbitrary<TimeRange> = fc
  .tuple(hours, fc.integer({ min: 1, max: 20_000 }))
  .map(([startMs, width]) => ({ startMs, endMs: startMs + width * HOUR_MS }));
const zone = fc.constantFrom('UTC', 'America/Los_Angeles', 'Australia/Lord_Howe', 'America/St_Johns');
const facts: fc.Arbitrary<Facts> = fc
  .record({ extent: timeRange, zone, last: fc.option(fc.double({ min: 0, max: 1, noNaN: true })) })
  .map(({ extent, zone, last }) => ({
    extent,
    calendar: createCalendar(zone),
    lastReadingMs:
      last === null ? null : extent.endMs - Math.floor((last * (extent.endMs - extent.startMs)) / HOUR_MS) * HOUR_MS,
  }))
  .filter(({ extent, lastReadingMs }) => lastReadingMs === null || lastReadingMs > extent.startMs);

const preset = fc.constantFrom(...RANGE_PRESETS);
const view = fc.constantFrom(...VIEWS.map(({ id }) => id));
const compare = fc.constantFrom('none', 'calendar-date', 'weekday', 'day-index');
const resolution = fc.constantFrom('auto', ...RESOLUTIONS);
const channels = fc.constantFrom('mirrored', 'separate');

/** What a page, a framework or an attribute can set, valid or not. */
const invalid = fc.oneof(
  fc.constantFrom(null, undefined, '', 'toString', '__proto__', Number.NaN, {}, []),
  fc.string(),
  fc.record({ startMs: fc.double(), endMs: fc.double() }),
  fc.record({ startMs: fc.string(), endMs: fc.anything() }),
);
const settings = fc.record(
  {
    view: fc.oneof(view, invalid),
    range: fc.oneof(preset, timeRange, invalid),
    resolution: fc.oneof(resolution, invalid),
    compare: fc.oneof(compare, invalid),
    channels: fc.oneof(channels, invalid),
    table: fc.oneof(fc.boolean(), invalid),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Partial<Settings>>;

const change = fc.oneof(
  fc.record({ kind: fc.constant('set'), values: settings }),
  fc.record({
    kind: fc.constant('choose'),
    values: fc.record({ resolution, compare, channels }, { requiredKeys: [] }),
  }),
  fc.constant({ kind: 'data' }),
  fc.record({ kind: fc.constant('show'), range: timeRange, preset: fc.option(preset) }),
  fc.record({ kind: fc.constant('preset'), preset, aroundMs: fc.option(hours) }),
  fc.record({ kind: fc.constant('step'), direction: fc.constantFrom(-1, 1) }),
  fc.record({ kind: fc.constant('open'), range: timeRange }),
  fc.record({ kind: fc.constant('view'), view }),
  fc.record({
    kind: fc.constant('link'),
    values: fc.record({ view, resolution, compare }),
    range: fc.oneof(preset, timeRange),
  }),
  fc.record({ kind: fc.constant('sort'), column: fc.nat(4) }),
  fc.record({ kind: fc.constant('page'), page: fc.nat(9) }),
  fc.constant({ kind: 'leave' }),
) as fc.Arbitrary<Change>;

/** Changes of a chart, each with the facts of its data at that time. */
const history = fc.array(fc.tuple(change, fc.option(facts)), { maxLength: 12 });
const stateAfter = (steps: readonly (readonly [Change, Facts | null])[]): ChartState =>
  steps.reduce((state, [change, facts]) => update(state, change, facts), INITIAL);

describe('the state of a chart after any changes', () => {
  it('has no visible range, or a valid one', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const { visible } = stateAfter(steps);
        assert.ok(visible === null || isTimeRange(visible), JSON.stringify(visible));
      }),
    );
  });

  it('has a visible range once there are data', () => {
    fc.assert(
      fc.property(
        history,
        facts,
        (steps, facts) => update(stateAfter(steps), { kind: 'data' }, facts).visible !== null,
      ),
    );
  });

  it('is the same after the same data again', () => {
    fc.assert(
      fc.property(history, facts, (steps, facts) => {
        const once = update(stateAfter(steps), { kind: 'data' }, facts);
        assert.deepEqual(update(once, { kind: 'data' }, facts), once);
      }),
    );
  });

  it('is the same for any order in which the page sets properties', () => {
    fc.assert(
      fc.property(history, settings, fc.option(facts), fc.infiniteStream(fc.nat()), (steps, values, facts, order) => {
        const keys = Object.keys(values) as (keyof Settings)[];
        const shuffled = keys.map((key) => [order.next().value as number, key] as const).sort(([a], [b]) => a - b);
        const apart = shuffled.reduce(
          (state, [, key]) => update(state, { kind: 'set', values: { [key]: values[key] } }, facts),
          stateAfter(steps),
        );
        assert.deepEqual(apart, update(stateAfter(steps), { kind: 'set', values }, facts));
      }),
    );
  });

  it('is never modified', () => {
    fc.assert(
      fc.property(history, change, fc.option(facts), (steps, change, facts) => {
        // In a module, writing to a frozen object throws.
        update(Object.freeze(stateAfter(steps)), change, facts);
      }),
    );
  });

  it('has the first page after a change of the rows, and the same page otherwise', () => {
    fc.assert(
      fc.property(history, change, fc.option(facts), (steps, change, facts) => {
        fc.pre(change.kind !== 'page' && change.kind !== 'leave');
        const before = { ...stateAfter(steps), page: 2 };
        const now = update(before, change, facts);
        const rows = ({ view, resolution, sort, visible }: ChartState) => [view, resolution, sort, visible?.startMs];
        const same = rows(before).every((value, i) => value === rows(now)[i]);
        assert.equal(now.page, same ? 2 : 0);
      }),
    );
  });
});
