import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  ABSENT,
  AWAITING,
  aggregate,
  createCalendar,
  ESTIMATED,
  heatmap,
  loadDuration,
  MEASURED,
  MISSING,
  normalize,
  profile,
  type Series,
  slotEndMs,
  slotStartMs,
  summarize,
  timeOfUseTotals,
} from './index.ts';
import { series as anySeries } from './testing/arbitrary.ts';
import { assertClose } from './testing/close.ts';

const COLUMNS = ['importKwh', 'exportKwh', 'netKwh'] as const;

/** What is known of some slots, computed one by one. */
interface Expected {
  readonly importKwh: number;
  readonly exportKwh: number;
  readonly netKwh: number;
  readonly quality: number;
  readonly coverage: number;
}

const isKnown = (kwh: number): boolean => !Number.isNaN(kwh);

/** Returns true if every channel that is measured by then has a value in the slot. */
function isCovered({ importKwh, exportKwh, exportMeasured }: Series, i: number): boolean {
  const columns = exportMeasured ? [importKwh, exportKwh] : [importKwh];
  const has = columns.map((column) => isKnown(column[i]!));
  return has.includes(true) && columns.every((column, k) => has[k] || i < column.findIndex(isKnown));
}

function expectedOf(series: Series, slots: readonly number[]): Expected {
  const sumOf = (column: Float64Array): number => {
    const values = slots.map((i) => column[i]!).filter(isKnown);
    return values.length === 0 ? Number.NaN : values.reduce((sum, kwh) => sum + kwh, 0);
  };
  const published = slots.filter((i) => series.quality[i] !== AWAITING);
  const covered = published.filter((i) => isCovered(series, i));
  const [importKwh, exportKwh, netKwh] = COLUMNS.map((name) => sumOf(series[name])) as [number, number, number];
  const isEmpty = Number.isNaN(importKwh) && Number.isNaN(exportKwh);
  return {
    importKwh,
    exportKwh,
    netKwh,
    quality: isEmpty
      ? published.length === 0
        ? AWAITING
        : MISSING
      : published.some((i) => series.quality[i] === ESTIMATED)
        ? ESTIMATED
        : MEASURED,
    coverage: published.length === 0 ? 0 : covered.length / published.length,
  };
}

function assertSame(actual: Expected, expected: Expected): void {
  for (const name of COLUMNS) {
    if (Number.isNaN(expected[name])) assert.ok(Number.isNaN(actual[name]), `${name} is not known`);
    else assertClose(actual[name], expected[name], 1, name);
  }
  assert.equal(actual.quality, expected.quality);
  assert.ok(Math.abs(actual.coverage - expected.coverage) < 1e-6, `${actual.coverage} is not ${expected.coverage}`);
}

/** Groups the slots of a series by a key, in the order in which the keys occur. */
function groupedBy<T>(series: Series, keyOf: (startMs: number) => T): Map<T, number[]> {
  const groups = new Map<T, number[]>();
  for (let i = 0; i < series.length; i++) {
    const key = keyOf(slotStartMs(series, i));
    groups.set(key, [...(groups.get(key) ?? []), i]);
  }
  return groups;
}

describe('a view of any series is the same as one that is computed slot by slot', () => {
  it('in buckets of hours, days, weeks and months', () => {
    fc.assert(
      fc.property(anySeries, fc.integer({ min: 1, max: 7 }), (series, firstDayOfWeek) => {
        const calendar = createCalendar(series.timeZone);
        const starts = {
          slot: (ms: number) => ms,
          hour: (ms: number) => calendar.startOfHour(ms),
          day: (ms: number) => calendar.startOfDay(ms),
          week: (ms: number) => calendar.startOfWeek(ms, firstDayOfWeek),
          month: (ms: number) => calendar.startOfMonth(ms),
        };
        for (const unit of ['slot', 'hour', 'day', 'week', 'month'] as const) {
          const buckets = aggregate(series, unit, undefined, { firstDayOfWeek });
          const groups = [...groupedBy(series, starts[unit])];
          assert.deepEqual(
            [...buckets.starts],
            groups.map(([startMs]) => startMs),
          );
          groups.forEach(([, slots], k) => {
            const [importKwh, exportKwh, netKwh, quality, coverage] = [
              buckets.importKwh[k]!,
              buckets.exportKwh[k]!,
              buckets.netKwh[k]!,
              buckets.quality[k]!,
              buckets.coverage[k]!,
            ];
            assertSame({ importKwh, exportKwh, netKwh, quality, coverage }, expectedOf(series, slots));
            assert.equal(buckets.slots[k], slots.length);
            assert.ok(buckets.ends[k]! > slotStartMs(series, slots.at(-1)!));
            assert.ok(k === 0 || buckets.ends[k - 1]! <= buckets.starts[k]!);
          });
        }
      }),
    );
  });

  it('in cells of a heatmap', () => {
    fc.assert(
      fc.property(anySeries, fc.constantFrom(15, 60, 120, 1440), (series, minutes) => {
        const calendar = createCalendar(series.timeZone);
        const map = heatmap(series, { minutes });
        assert.equal(map.cellMinutes, Math.max(minutes, series.stepMs! / 60_000));
        assert.equal(map.columns, 1440 / map.cellMinutes);
        // A time that was already on the clock on that day belongs to a repeated cell.
        const shown = new Set<string>();
        const keyOf = (ms: number): string => {
          const minute = calendar.minuteOfDay(ms);
          const day = calendar.day(calendar.startOfDay(ms));
          const isRepeated = shown.has(`${day} ${minute}`);
          shown.add(`${day} ${minute}`);
          return `${day} ${Math.floor(minute / map.cellMinutes)} ${isRepeated}`;
        };
        const groups = groupedBy(series, keyOf);
        // Where the clock goes back inside a cell or a slot, cells have parts of other lengths.
        const start = calendar.startOfDay(series.startMs);
        fc.pre(calendar.nextOffsetChange(start) > series.endMs);
        assert.deepEqual([...map.days], [...groupedBy(series, (ms) => calendar.day(ms)).keys()]);
        let filled = 0;
        for (let cell = 0; cell < map.rows * map.columns; cell++) {
          const slots = groups.get(`${map.days[Math.floor(cell / map.columns)]} ${cell % map.columns} false`);
          if (slots === undefined) {
            assert.deepEqual([map.quality[cell], map.importKwh[cell]], [ABSENT, Number.NaN]);
            continue;
          }
          filled++;
          const [importKwh, exportKwh, netKwh, quality, coverage] = [
            map.importKwh[cell]!,
            map.exportKwh[cell]!,
            map.netKwh[cell]!,
            map.quality[cell]!,
            map.coverage[cell]!,
          ];
          assertSame({ importKwh, exportKwh, netKwh, quality, coverage }, expectedOf(series, slots));
        }
        assert.deepEqual([filled, map.repeated.length], [groups.size, 0]);
      }),
    );
  });

  it('in the average day of each group of days', () => {
    fc.assert(
      fc.property(anySeries, fc.constantFrom('all', 'day-type', 'weekday', 'month'), (series, by) => {
        const calendar = createCalendar(series.timeZone);
        fc.pre(calendar.nextOffsetChange(calendar.startOfDay(series.startMs)) > series.endMs);
        const keyOf = (ms: number): string => {
          const weekday = calendar.weekday(ms);
          if (by === 'all') return 'all';
          if (by === 'month') return calendar.month(ms).slice(5);
          return by === 'weekday' ? String(weekday) : weekday > 5 ? 'weekend' : 'weekday';
        };
        const { cellMinutes, columns, groups } = profile(series, { by, low: 0, high: 1 });
        const cells = groupedBy(
          series,
          (ms) => `${keyOf(ms)} ${Math.floor(calendar.minuteOfDay(ms) / cellMinutes)} ${calendar.day(ms)}`,
        );
        assert.deepEqual(
          groups.map(({ key }) => key),
          [...groupedBy(series, keyOf).keys()].sort(),
        );
        for (const group of groups) {
          for (let column = 0; column < columns; column++) {
            const whole = [...cells]
              .filter(([key]) => key.startsWith(`${group.key} ${column} `))
              .map(([, slots]) => slots)
              .filter((slots) => slots.every((i) => isKnown(series.importKwh[i]!)))
              .filter((slots) => slots.length * series.stepMs! === cellMinutes * 60_000)
              .map((slots) => expectedOf(series, slots))
              .filter(({ coverage }) => coverage === 1)
              .map(({ importKwh }) => (importKwh * 60) / cellMinutes);
            const all = [...cells]
              .filter(([key]) => key.startsWith(`${group.key} ${column} `))
              .flatMap(([, slots]) => slots);
            const kwh = all.map((i) => series.importKwh[i]!).filter(isKnown);
            assertClose(
              group.import.kwh[column]!,
              kwh.reduce((sum, value) => sum + value, 0),
              1,
            );
            assert.equal(group.import.days[column], whole.length);
            if (whole.length === 0) {
              assert.ok(Number.isNaN(group.import.meanKw[column]!) && Number.isNaN(group.import.highKw[column]!));
              continue;
            }
            const mean = whole.reduce((sum, kw) => sum + kw, 0) / whole.length;
            assertClose(group.import.meanKw[column]!, mean, 1);
            assertClose(group.import.lowKw[column]!, Math.min(...whole), 1);
            assertClose(group.import.highKw[column]!, Math.max(...whole), 1);
          }
        }
      }),
    );
  });

  it('in time-of-use bands', () => {
    // Each offset of a zone is a multiple of a quarter hour, so pieces of five minutes never cross
    // the start of a band.
    const minute = fc.integer({ min: 0, max: 288 }).map((n) => n * 5);
    const rule = fc.record({
      band: fc.constantFrom('peak', 'shoulder', 'night'),
      months: fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 6 }), { nil: undefined }),
      weekdays: fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 3 }), { nil: undefined }),
      holidays: fc.constantFrom(undefined, undefined, true, 'include' as const),
      fromMinute: fc.option(minute, { nil: undefined }),
      toMinute: fc.option(minute, { nil: undefined }),
    });
    fc.assert(
      fc.property(anySeries, fc.array(rule, { minLength: 1, maxLength: 4 }), (series, rules) => {
        const calendar = createCalendar(series.timeZone);
        const holidays = [calendar.day(series.startMs), calendar.day(series.endMs)];
        const bandAt = (ms: number): string => {
          const now = calendar.minuteOfDay(ms);
          for (const { band, months, weekdays, holidays: on, fromMinute = 0, toMinute = 1440 } of rules) {
            const overMidnight = fromMinute > toMinute;
            const isInside = overMidnight ? now >= fromMinute || now < toMinute : now >= fromMinute && now < toMinute;
            if (!isInside) continue;
            // A band that began in the evening follows the date of the evening.
            const number = calendar.dayNumber(ms) - (overMidnight && now < toMinute ? 1 : 0);
            const date = new Date(number * 86_400_000);
            if (months?.includes(date.getUTCMonth() + 1) === false) continue;
            const isHoliday = holidays.includes(date.toISOString().slice(0, 10));
            const isOnWeekday = weekdays === undefined || (!isHoliday && weekdays.includes(date.getUTCDay() || 7));
            if (on === true ? isHoliday : isOnWeekday || (on === 'include' && isHoliday)) return band;
          }
          return 'rest';
        };
        const totals = timeOfUseTotals(series, { rules, otherwise: 'rest', holidays });
        const pieces = new Map(
          totals.map(({ band }) => [band, { importKwh: 0, exportKwh: 0, hours: 0, uncertainKwh: 0, peakKw: -1 }]),
        );
        for (let i = 0; i < series.length; i++) {
          const [startMs, endMs] = [slotStartMs(series, i), slotEndMs(series, i)];
          const bands: string[] = [];
          for (let ms = startMs; ms < endMs; ms += 300_000) bands.push(bandAt(ms));
          const isUncertain = new Set(bands).size > 1 || series.quality[i] === ESTIMATED;
          for (const band of bands) {
            const piece = pieces.get(band)!;
            const [imported, exported] = [series.importKwh[i]!, series.exportKwh[i]!];
            piece.hours += 1 / 12;
            if (isKnown(exported)) piece.exportKwh += exported / bands.length;
            if (!isKnown(imported)) continue;
            piece.importKwh += imported / bands.length;
            piece.peakKw = Math.max(piece.peakKw, (imported * 12) / bands.length);
            if (isUncertain) piece.uncertainKwh += imported / bands.length;
          }
        }
        for (const { band, importKwh, exportKwh, hours, uncertainKwh, peakKw } of totals) {
          const piece = pieces.get(band)!;
          assertClose(importKwh ?? 0, piece.importKwh, 1);
          assertClose(exportKwh ?? 0, piece.exportKwh, 1);
          assertClose(hours, piece.hours, 100);
          assertClose(uncertainKwh, piece.uncertainKwh, 1);
          assertClose(peakKw ?? -1, piece.peakKw, 1);
        }
      }),
    );
  });

  it('in the summary of a range and its peak', () => {
    fc.assert(
      fc.property(anySeries, fc.nat(), fc.nat(), (series, a, b) => {
        const [from, to] = [a, b].map((at) => at % (series.length + 1)).sort((x, y) => x - y) as [number, number];
        const range = { startMs: slotStartMs(series, from), endMs: slotStartMs(series, to) };
        const slots = Array.from({ length: to - from }, (_, k) => from + k);
        const expected = expectedOf(series, slots);
        const summary = summarize(series, range);
        for (const name of COLUMNS) {
          if (Number.isNaN(expected[name])) assert.equal(summary[name], null);
          else assertClose(summary[name], expected[name], 1);
        }
        const uncovered = slots.filter((i) => series.quality[i] !== AWAITING && !isCovered(series, i));
        assert.equal(summary.missingMinutes, (uncovered.length * series.stepMs!) / 60_000);
        const known = slots.filter((i) => isKnown(series.importKwh[i]!));
        const most = Math.max(...known.map((i) => series.importKwh[i]!));
        const first = known.find((i) => series.importKwh[i] === most);
        assert.deepEqual(
          summary.peak && [summary.peak.startMs, summary.peak.endMs, summary.peak.kw],
          first === undefined
            ? null
            : [slotStartMs(series, first), slotEndMs(series, first), (most * 3_600_000) / series.stepMs!],
        );
      }),
    );
  });

  it('on another grid', () => {
    fc.assert(
      fc.property(anySeries, fc.constantFrom(10, 15, 30, 60), (series, minutes) => {
        const [stepMs, pieceMs] = [minutes * 60_000, 300_000];
        const normal = normalize(series, { minutes });
        fc.pre(normal !== series);
        assert.deepEqual(
          [normal.startMs, normal.endMs, normal.length],
          [
            Math.floor(series.startMs / stepMs) * stepMs,
            Math.ceil(series.endMs / stepMs) * stepMs,
            Math.ceil(series.endMs / stepMs) - Math.floor(series.startMs / stepMs),
          ],
        );
        for (let slot = 0; slot < normal.length; slot++) {
          const startMs = slotStartMs(normal, slot);
          // The slot of the series in which each five minutes of the new slot are.
          const slots: number[] = [];
          for (let ms = startMs; ms < startMs + stepMs; ms += pieceMs)
            if (ms >= series.startMs && ms < series.endMs)
              slots.push(Math.floor((ms - series.startMs) / series.stepMs!));
          const sumOf = (column: Float64Array): number => {
            const known = slots.map((i) => column[i]!).filter(isKnown);
            const sum = known.reduce((total, kwh) => total + (kwh * pieceMs) / series.stepMs!, 0);
            return known.length === 0 ? Number.NaN : sum;
          };
          const [importKwh, exportKwh] = [sumOf(series.importKwh), sumOf(series.exportKwh)];
          for (const [actual, expected] of [
            [normal.importKwh[slot]!, importKwh],
            [normal.exportKwh[slot]!, exportKwh],
            [normal.netKwh[slot]!, importKwh - exportKwh],
          ] as const) {
            if (isKnown(expected)) assertClose(actual, expected, 1);
            else assert.ok(Number.isNaN(actual));
          }
          const isAwaited = slots.every((i) => series.quality[i] === AWAITING);
          const isEstimated = slots.some((i) => series.quality[i] === ESTIMATED);
          const isEmpty = Number.isNaN(importKwh) && Number.isNaN(exportKwh);
          const emptyQuality = isAwaited ? AWAITING : MISSING;
          assert.equal(normal.quality[slot], isEmpty ? emptyQuality : isEstimated ? ESTIMATED : MEASURED);
          const coveredMs = slots.filter((i) => isCovered(series, i)).length * pieceMs;
          const whole = coveredMs === 0 || coveredMs === stepMs;
          if (normal.coveredMs === null) assert.ok(whole);
          else assertClose(normal.coveredMs[slot]!, coveredMs, 1);
        }
      }),
    );
  });

  it('in the load-duration curve', () => {
    fc.assert(
      fc.property(anySeries, (series) => {
        const hours = series.stepMs! / 3_600_000;
        const curve = loadDuration(series);
        const falling = [...series.importKwh].filter(isKnown).map((kwh) => kwh / hours);
        falling.sort((x, y) => y - x);
        assert.equal(curve.kw.length, falling.length);
        falling.forEach((kw, i) => {
          assertClose(curve.kw[i]!, kw, 1);
          assertClose(curve.hours[i]!, (i + 1) * hours, 100);
        });
        assertClose(curve.totalHours, falling.length * hours, 100);
      }),
    );
  });
});
