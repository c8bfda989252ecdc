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

/** What a page, a framework or an attribute can set, whether it makes sense or not. */
const nonsense = fc.oneof(
  fc.constantFrom(null, undefined, '', 'toString', '__proto__', Number.NaN, {}, []),
  fc.string(),
  fc.record({ startMs: fc.double(), endMs: fc.double() }),
  fc.record({ startMs: fc.string(), endMs: fc.anything() }),
);
const settings = fc.record(
  {
    view: fc.oneof(view, nonsense),
    range: fc.oneof(preset, timeRange, nonsense),
    resolution: fc.oneof(resolution, nonsense),
    compare: fc.oneof(compare, nonsense),
    channels: fc.oneof(channels, nonsense),
    table: fc.oneof(fc.boolean(), nonsense),
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

/** What happens to a chart, each with what is known of its data at that time. */
const story = fc.array(fc.tuple(change, fc.option(facts)), { maxLength: 12 });
const told = (steps: readonly (readonly [Change, Facts | null])[]): ChartState =>
  steps.reduce((state, [change, facts]) => update(state, change, facts), INITIAL);

describe('the state of a chart, whatever happens to it', () => {
  it('has no visible range, or one that is a span of time', () => {
    fc.assert(
      fc.property(story, (steps) => {
        const { visible } = told(steps);
        assert.ok(visible === null || isTimeRange(visible), JSON.stringify(visible));
      }),
    );
  });

  it('has a visible range once there are data', () => {
    fc.assert(
      fc.property(story, facts, (steps, facts) => update(told(steps), { kind: 'data' }, facts).visible !== null),
    );
  });

  it('is the same when it is told of the same data again', () => {
    fc.assert(
      fc.property(story, facts, (steps, facts) => {
        const once = update(told(steps), { kind: 'data' }, facts);
        assert.deepEqual(update(once, { kind: 'data' }, facts), once);
      }),
    );
  });

  it('is the same in whatever order the page sets its properties', () => {
    fc.assert(
      fc.property(story, settings, fc.option(facts), fc.infiniteStream(fc.nat()), (steps, values, facts, order) => {
        const keys = Object.keys(values) as (keyof Settings)[];
        const shuffled = keys.map((key) => [order.next().value as number, key] as const).sort(([a], [b]) => a - b);
        const apart = shuffled.reduce(
          (state, [, key]) => update(state, { kind: 'set', values: { [key]: values[key] } }, facts),
          told(steps),
        );
        assert.deepEqual(apart, update(told(steps), { kind: 'set', values }, facts));
      }),
    );
  });

  it('is never written to', () => {
    fc.assert(
      fc.property(story, change, fc.option(facts), (steps, change, facts) => {
        // A module is strict: writing to what is frozen throws.
        update(Object.freeze(told(steps)), change, facts);
      }),
    );
  });

  it('turns to the first page of other rows, and stays on the page of the same ones', () => {
    fc.assert(
      fc.property(story, change, fc.option(facts), (steps, change, facts) => {
        fc.pre(change.kind !== 'page' && change.kind !== 'leave');
        const before = { ...told(steps), page: 2 };
        const now = update(before, change, facts);
        const rows = ({ view, resolution, sort, visible }: ChartState) => [view, resolution, sort, visible?.startMs];
        const same = rows(before).every((value, i) => value === rows(now)[i]);
        assert.equal(now.page, same ? 2 : 0);
      }),
    );
  });
});
