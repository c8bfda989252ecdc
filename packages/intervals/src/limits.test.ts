import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AWAITING, MEASURED, MISSING, readIntervals } from './index.ts';
import { body, wireRow } from './testing/arbitrary.ts';

const START = Date.UTC(2024, 0, 1);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const iso = (ms: number): string => new Date(ms).toISOString();
/** A reading of 1 kWh of import. */
const row = (startMs: number, endMs: number): object => ({
  startAt: iso(startMs),
  endAt: iso(endMs),
  direction: 'import',
  kwh: 1,
});
const hours = (startMs: number, count: number): readonly object[] =>
  Array.from({ length: count }, (_, i) => row(startMs + i * HOUR, startMs + (i + 1) * HOUR));

/** Returns the sum of import and the notes of a body. */
function read(rows: readonly object[], options: Parameters<typeof readIntervals>[1] = {}): readonly unknown[] {
  const { importKwh, notes } = readIntervals(body(rows), options).receipt;
  return [importKwh, ...notes.map(({ code, count, example }) => `${code} ${count} ${example}`)];
}

describe('a reading', () => {
  it('is not before 1900 and not after 2099', () => {
    const [first, end] = [Date.UTC(1900, 0, 1), Date.UTC(2100, 0, 1)];
    assert.deepEqual(read([row(first, first + HOUR)]), [1]);
    assert.deepEqual(read([row(first - 1, first + HOUR)]), [null, `past 1 ${iso(first - 1)}`]);
    assert.deepEqual(read([row(end - 1, end + HOUR)]), [1]);
    assert.deepEqual(read([row(end, end + HOUR)]), [null, `future 1 ${iso(end)}`]);
  });

  it('is not longer than 400 days', () => {
    assert.deepEqual(read([row(START, START + 400 * DAY)]), [1]);
    const endMs = START + 400 * DAY + 1;
    assert.deepEqual(read([row(START, endMs)]), [null, `future 1 ${iso(endMs)}`]);
  });

  it('does not start a day or more after the present time', () => {
    const at = (startMs: number) => read([row(startMs, startMs + HOUR)], { nowMs: START });
    assert.deepEqual(at(START + DAY - 1), [1]);
    assert.deepEqual(at(START + DAY), [null, `future 1 ${iso(START + DAY)}`]);
  });

  it('takes time', () => {
    assert.deepEqual(read([row(START, START)]), [null, `zero-length 1 ${iso(START)}`]);
    assert.deepEqual(read([row(START, START - 1)]), [null, `reversed 1 ${iso(START)}`]);
    assert.deepEqual(read([row(START, START + 1)]), [1]);
  });
});

describe('a few readings years away from all others', () => {
  const FAR = 5 * 366 * DAY;

  it('are dropped if they are more than five years before or after', () => {
    const usual = hours(START, 5);
    for (const [away, notes] of [
      [FAR, []],
      [FAR + HOUR, [`past 1 ${iso(START - FAR - HOUR)}`]],
    ] as const) {
      const startMs = START - away;
      assert.deepEqual(read([...usual, row(startMs, startMs + HOUR)]), [6 - notes.length, ...notes]);
    }
    const last = START + 4 * HOUR;
    for (const [away, notes] of [
      [FAR, []],
      [FAR + HOUR, [`future 1 ${iso(last + FAR + HOUR)}`]],
    ] as const)
      assert.deepEqual(read([...usual, row(last + away, last + away + HOUR)]), [6 - notes.length, ...notes]);
  });

  it('are at most one in a hundred, or a single one', () => {
    const kept = ([sum]: readonly unknown[]): unknown => sum;
    assert.equal(kept(read([...hours(START, 198), ...hours(START - 2 * FAR, 2)])), 198);
    assert.equal(kept(read([...hours(START, 196), ...hours(START - 2 * FAR, 2)])), 198);
    assert.equal(kept(read([...hours(START, 198), ...hours(START + 2 * FAR, 2)])), 198);
    assert.equal(kept(read([...hours(START, 196), ...hours(START + 2 * FAR, 2)])), 198);
    assert.equal(kept(read([...hours(START, 3), ...hours(START + 2 * FAR, 1)])), 3);
  });

  it('are kept among three readings, of which none is usual', () => {
    assert.deepEqual(read([...hours(START, 2), ...hours(START + 2 * FAR, 1)]), [3]);
  });

  it('are dropped, however many, if they are from the first day of 1970', () => {
    const second = Date.UTC(1970, 0, 2);
    const rows = [...hours(0, 24), ...hours(START, 2)];
    assert.deepEqual(read(rows), [2, 'past 24 1970-01-01T00:00:00.000Z']);
    assert.deepEqual(read([row(second, second + HOUR), ...hours(START, 2)]), [3]);
    assert.deepEqual(read([row(-HOUR, 0), ...hours(START, 2)]), [3]);
    assert.deepEqual(read(hours(0, 24)), [24]);
  });
});

describe('a series that is continued', () => {
  it('ends with the slot in which the requested time is', () => {
    const lengthUntil = (untilMs: number) => {
      const { series } = readIntervals(body(hours(START, 2)), { untilMs });
      assert.equal(series.endMs, START + series.length * HOUR);
      return series.length;
    };
    assert.deepEqual(
      [START, START + 2 * HOUR, START + 2 * HOUR + 1, START + 3 * HOUR, START + 4 * HOUR, Number.POSITIVE_INFINITY].map(
        lengthUntil,
      ),
      [2, 2, 3, 3, 4, 2],
    );
  });

  it('has slots as long as its last one if lengths differ', () => {
    const rows = [row(START, START + 2 * HOUR), row(START + 2 * HOUR, START + 3 * HOUR)];
    const { series } = readIntervals(body(rows), { untilMs: START + 5 * HOUR });
    assert.deepEqual(
      [...series.starts!, series.endMs],
      [0, 2, 3, 4, 5].map((hour) => START + hour * HOUR),
    );
    assert.deepEqual(
      [...series.ends!],
      [2, 3, 4, 5].map((hour) => START + hour * HOUR),
    );
    assert.deepEqual([...series.importKwh], [1, 1, Number.NaN, Number.NaN]);
    assert.deepEqual([...series.quality], [MEASURED, MEASURED, AWAITING, AWAITING]);
  });

  it('goes on for five years at most', () => {
    const { series } = readIntervals(body([row(START, START + DAY)]), { untilMs: Date.UTC(2099, 0, 1) });
    assert.equal(series.length, 1 + 5 * 366);
  });

  it('has one column for net and import if net is import', () => {
    const { series } = readIntervals(body(hours(START, 2)), { untilMs: START + 3 * HOUR, net: 'import-only' });
    assert.equal(series.netKwh, series.importKwh);
    const unknown = readIntervals(body(hours(START, 2)), { untilMs: START + 3 * HOUR }).series;
    assert.equal(unknown.netKwh, unknown.exportKwh);
    const withExport = [...hours(START, 2), wireRow(START, 60, 3, 'export')];
    const both = readIntervals(body(withExport), { untilMs: START + 3 * HOUR, net: 'import-only' }).series;
    assert.deepEqual([...both.netKwh], [-2, Number.NaN, Number.NaN]);
  });
});

describe('a normalized body', () => {
  const normalized = (columns: Record<string, unknown>, more: Record<string, unknown> = {}) =>
    readIntervals({
      ...body([columns]),
      intervalDurationMinutes: 15,
      sourceIntervalDurationMinutes: [15],
      startAt: iso(START),
      ...more,
    });
  const codesOf = ({ receipt }: ReturnType<typeof normalized>): readonly string[] =>
    receipt.notes.map(({ code, count }) => `${code} ${count}`);

  it('has slots of at most a day, and of 15 minutes if it states any other length', () => {
    const minutesOf = (minutes: unknown): number =>
      normalized({ importKwh: [1] }, { intervalDurationMinutes: minutes }).series.stepMs! / MINUTE;
    assert.deepEqual([1, 60, 1440, 1441, 0, -5].map(minutesOf), [1, 60, 1440, 15, 15, 15]);
  });

  it('is published up to the end of its last reading', () => {
    const qualityUntil = (latest: number | null, sourceMinutes = 15) => [
      ...normalized(
        { importKwh: [1, null, null, null] },
        {
          latestIntervalAt: latest === null ? null : iso(START + latest * MINUTE),
          sourceIntervalDurationMinutes: [sourceMinutes],
        },
      ).series.quality,
    ];
    const [A, M] = [AWAITING, MISSING];
    assert.deepEqual(qualityUntil(0), [0, A, A, A]);
    assert.deepEqual(qualityUntil(1), [0, M, A, A]);
    assert.deepEqual(qualityUntil(15), [0, M, A, A]);
    assert.deepEqual(qualityUntil(0, 30), [0, M, A, A]);
    assert.deepEqual(qualityUntil(0, 5), [0, A, A, A]);
    assert.deepEqual(qualityUntil(-1), [0, M, M, M]);
    assert.deepEqual(qualityUntil(null), [0, M, M, M]);
  });

  it('may have net that is a millionth off, of the energy if that is large', () => {
    const noted = (importKwh: number, exportKwh: number, netKwh: number): boolean =>
      codesOf(normalized({ importKwh: [importKwh], exportKwh: [exportKwh], netKwh: [netKwh] })).includes(
        'net-mismatch 1',
      );
    assert.deepEqual([noted(2, 1, 1 + 0.9e-6), noted(2, 1, 1 - 2.1e-6)], [false, true]);
    assert.deepEqual([noted(2000, 1, 1999 + 1e-3), noted(2000, 1, 1999 + 3e-3)], [false, true]);
    assert.deepEqual([noted(1, 2000, -1999 - 1e-3), noted(1, 2000, -1999 - 3e-3)], [false, true]);
    assert.deepEqual([noted(0.5, 0.25, 0.25 + 0.9e-6), noted(0.5, 0.25, 0.25 + 1.1e-6)], [false, true]);
    assert.deepEqual([noted(-1, 1, -2), noted(-1, 1, -3)], [false, true]);
  });

  it('counts values below zero, and splits them with the option for it', () => {
    const columns = { importKwh: [1, -2, -3, 0], exportKwh: [1, 1, null, -4] };
    const kept = normalized(columns);
    assert.deepEqual(codesOf(kept), ['negative 3']);
    assert.deepEqual([...kept.series.netKwh], [0, -3, Number.NaN, 4]);
    const split = readIntervals(
      { ...body([columns]), intervalDurationMinutes: 15, startAt: iso(START) },
      { signed: 'split' },
    );
    assert.deepEqual([...split.series.importKwh], [1, 0, 0, 0]);
    assert.deepEqual([...split.series.exportKwh], [1, 3, 3, -4]);
    assert.deepEqual(codesOf(split), ['negative 1', 'signed-channel 2']);
    assert.equal(split.receipt.readings, 4);
  });

  it('has export or import only if some slot has a value of it', () => {
    const { series, receipt } = normalized({ importKwh: [null, null], exportKwh: [null, 2] });
    assert.deepEqual([series.importMeasured, series.exportMeasured, receipt.readings], [false, true, 1]);
    assert.deepEqual([receipt.importKwh, receipt.exportKwh], [null, 2]);
    const imported = normalized({ importKwh: [1, null], exportKwh: [null, null] });
    assert.deepEqual([imported.series.importMeasured, imported.series.exportMeasured], [true, false]);
    assert.equal(imported.receipt.readings, 1);
  });
});
