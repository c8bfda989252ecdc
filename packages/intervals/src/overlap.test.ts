import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type ConflictPolicy, ESTIMATED, MEASURED, readIntervals, slotEndMs, slotStartMs } from './index.ts';
import { keepWithoutOverlap } from './overlap.ts';
import { body, wireRow } from './testing/arbitrary.ts';
import { assertClose } from './testing/close.ts';

const START = Date.UTC(2024, 0, 1);
const MINUTE = 60_000;

describe('keepWithoutOverlap', () => {
  it('returns the set that covers the most time, and of these the largest', () => {
    const span = fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 1, max: 5 }));
    fc.assert(
      fc.property(fc.array(span, { maxLength: 8 }), (spans) => {
        const start = Float64Array.from(spans, ([from]) => from);
        const end = Float64Array.from(spans, ([from, length]) => from + length);
        const sorted = [...spans.keys()].sort((a, b) => start[a]! - start[b]! || end[a]! - end[b]!);
        let best: readonly [time: number, count: number] = [0, 0];
        for (let bits = 0; bits < 2 ** sorted.length; bits++) {
          const chosen = sorted.filter((_, k) => (bits >> k) % 2 === 1);
          if (chosen.some((i, k) => k > 0 && start[i]! < end[chosen[k - 1]!]!)) continue;
          const time = chosen.reduce((sum, i) => sum + end[i]! - start[i]!, 0);
          if (time > best[0] || (time === best[0] && chosen.length > best[1])) best = [time, chosen.length];
        }
        const kept = keepWithoutOverlap(sorted, start, end);
        assert.ok(kept.every((i, k) => k === 0 || start[i]! >= end[kept[k - 1]!]!));
        assert.deepEqual([kept.reduce((sum, i) => sum + end[i]! - start[i]!, 0), kept.length], best);
      }),
      { numRuns: 300 },
    );
  });
});

describe('readings of any lengths', () => {
  /** Readings of one channel that follow each other: lengths in minutes, and kWh or a gap. */
  const track = fc.array(fc.tuple(fc.constantFrom(5, 10, 15, 30, 45, 60), fc.option(fc.nat(999), { freq: 5 })), {
    minLength: 1,
    maxLength: 20,
  });

  it('give each minute its share, from the first to the last', () => {
    fc.assert(
      fc.property(track, track, fc.nat(12), (imports, exports, shift) => {
        const rows: ReturnType<typeof wireRow>[] = [];
        const power = { import: new Map<number, number>(), export: new Map<number, number>() };
        for (const [direction, list, from] of [
          ['import', imports, 0],
          ['export', exports, shift * 5],
        ] as const) {
          let at = from;
          for (const [minutes, kwh] of list) {
            if (kwh !== null) {
              rows.push(wireRow(START + at * MINUTE, minutes, kwh, direction));
              for (let k = 0; k < minutes; k++) power[direction].set(at + k, kwh / minutes);
            }
            at += minutes;
          }
        }
        fc.pre(rows.length > 0);
        const { series, receipt } = readIntervals(body(rows));
        const [first, last] = [
          Math.min(...rows.map(({ startAt }) => Date.parse(startAt))),
          Math.max(...rows.map(({ endAt }) => Date.parse(endAt))),
        ];
        assert.deepEqual([series.startMs, series.endMs], [first, last]);
        const edges = new Set(rows.flatMap(({ startAt, endAt }) => [Date.parse(startAt), Date.parse(endAt)]));
        const found = new Set<number>([last]);
        for (let i = 0; i < series.length; i++) {
          found.add(slotStartMs(series, i));
          const from = (slotStartMs(series, i) - START) / MINUTE;
          const to = (slotEndMs(series, i) - START) / MINUTE;
          for (const direction of ['import', 'export'] as const) {
            const shares = Array.from({ length: to - from }, (_, k) => power[direction].get(from + k));
            const kwh = series[`${direction}Kwh`][i]!;
            if (Number.isNaN(kwh)) assert.ok(shares.every((share) => share === undefined));
            else
              assertClose(
                kwh,
                shares.reduce<number>((sum, share) => sum + share!, 0),
                1,
              );
          }
        }
        for (const edge of edges) assert.ok(found.has(edge));
        const lengths = new Set(rows.map(({ startAt, endAt }) => (Date.parse(endAt) - Date.parse(startAt)) / MINUTE));
        assert.deepEqual(
          series.sourceMinutes,
          [...lengths].sort((a, b) => a - b),
        );
        assert.deepEqual([receipt.readings, receipt.conflicts, receipt.duplicates], [rows.length, 0, 0]);
      }),
    );
  });

  it('have gaps in slots as long as the shortest reading', () => {
    const rows = [wireRow(START, 15, 1), wireRow(START + 60 * MINUTE, 30, 1)];
    const { series, receipt } = readIntervals(body(rows));
    assert.deepEqual(
      Array.from({ length: series.length }, (_, i) => (slotStartMs(series, i) - START) / MINUTE),
      [0, 15, 30, 45, 60],
    );
    assert.equal(receipt.missingMinutes, 45);
    assert.deepEqual(
      receipt.notes.map(({ code, count, example }) => [code, count, example]),
      [['mixed-lengths', 2, '15 min, 30 min']],
    );
  });

  it('have gaps in slots as the source lists them, if it lists some without a value', () => {
    const startsOf = (...blanks: readonly (readonly [start: number, minutes: number])[]) => {
      const empty = blanks.map(([start, minutes]) => ({ ...wireRow(START + start * MINUTE, minutes, 0), kwh: null }));
      const rows = [wireRow(START, 60, 1), ...empty, wireRow(START + 120 * MINUTE, 60, 1)];
      const { series } = readIntervals(body(rows));
      return Array.from({ length: series.length }, (_, i) => (slotStartMs(series, i) - START) / MINUTE);
    };
    assert.deepEqual(startsOf(), [0, 60, 120]);
    assert.deepEqual(startsOf([60, 45]), [0, 60, 105, 120]);
    assert.deepEqual(startsOf([60, 15], [75, 45]), [0, 60, 75, 120]);
    assert.deepEqual(startsOf([60, 15], [75, 50]), [0, 60, 75, 120]);
    assert.deepEqual(startsOf([90, 15]), [0, 60, 120]);
  });

  it('are noted once for each that is split', () => {
    const rows = [
      wireRow(START, 60, 1),
      wireRow(START + 60 * MINUTE, 60, 1),
      ...[0, 1, 2, 3].map((k) => wireRow(START + k * 15 * MINUTE, 15, 1, 'export')),
    ];
    const { notes } = readIntervals(body(rows)).receipt;
    assert.deepEqual(
      notes.map(({ code, count, example }) => [code, count, example]),
      [
        ['mixed-lengths', 6, '15 min, 60 min'],
        ['split', 1, '2024-01-01T00:00:00.000Z'],
      ],
    );
  });

  it('are counted once if they are equal, and by the policy if they contradict each other', () => {
    // The second row has another length, so the readings are not on one grid.
    const rows = (...values: readonly number[]) => [
      wireRow(START + 60 * MINUTE, 15, 8),
      ...values.map((kwh) => wireRow(START, 60, kwh)),
    ];
    const result = (conflicts: ConflictPolicy, ...values: readonly number[]) => {
      const { receipt, series } = readIntervals(body(rows(...values)), { conflicts });
      return [series.importKwh[0], receipt.duplicates, receipt.conflicts];
    };
    for (const [policy, kept] of [
      ['last-published', 2],
      ['first-published', 1],
      ['largest', 3],
      ['smallest', 1],
    ] as const) {
      assert.deepEqual(result(policy, 1, 3, 2), [kept, 0, 2]);
      assert.deepEqual(result(policy, 2, 2), [2, 1, 0]);
    }
  });

  it('are measured if an equal one is', () => {
    for (const marks of [
      [true, false],
      [false, true],
    ]) {
      const rows = marks.map((estimated) => ({ ...wireRow(START, 60, 1), estimated }));
      const { series } = readIntervals(body([wireRow(START + 60 * MINUTE, 15, 8), ...rows]));
      assert.deepEqual([...series.quality], [MEASURED, MEASURED]);
    }
    const rows = [true, true].map((estimated) => ({ ...wireRow(START, 60, 1), estimated }));
    const { series } = readIntervals(body([wireRow(START + 60 * MINUTE, 15, 8), ...rows]));
    assert.deepEqual([...series.quality], [ESTIMATED, MEASURED]);
  });

  it('are noted with the first that was dropped because of an overlap', () => {
    const rows = [wireRow(START, 60, 1), wireRow(START + 30 * MINUTE, 15, 9), wireRow(START + 60 * MINUTE, 60, 1)];
    const { receipt } = readIntervals(body(rows));
    assert.deepEqual([receipt.importKwh, receipt.conflicts], [2, 1]);
    assert.deepEqual(
      receipt.notes.map(({ code, count, example }) => [code, count, example]),
      [['overlap', 1, '2024-01-01T00:30:00.000Z']],
    );
  });
});
