import fc from 'fast-check';
import { createSeries, type Series } from '../index.ts';

/**
 * Zones with half-hour shifts, odd offsets, skipped midnights, skipped days, and without changes.
 */
const ZONES = [
  'America/Los_Angeles',
  'America/New_York',
  'America/St_Johns',
  'America/Sao_Paulo',
  'America/Havana',
  'Africa/Casablanca',
  'Antarctica/Troll',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Asia/Beirut',
  'Asia/Tehran',
  'Australia/Lord_Howe',
  'Australia/Adelaide',
  'Europe/London',
  'Pacific/Apia',
  'Pacific/Chatham',
  'UTC',
] as const;

export const zone = fc.constantFrom(...ZONES);

/** kWh with three decimals, mostly positive. */
const kwh = fc.integer({ min: 0, max: 9999 }).map((wh) => wh / 1000);

/** An instant on a quarter hour between 2005 and 2030. */
export const quarter = fc
  .integer({ min: Date.UTC(2005, 0, 1) / 900_000, max: Date.UTC(2030, 0, 1) / 900_000 })
  .map((n) => n * 900_000);

/** A reading as the platform sends it. */
export interface WireRow {
  startAt: string;
  endAt: string;
  direction: string;
  kwh: number;
}

export function wireRow(startMs: number, minutes: number, value: number, direction = 'import'): WireRow {
  return {
    startAt: new Date(startMs).toISOString(),
    endAt: new Date(startMs + minutes * 60_000).toISOString(),
    direction,
    kwh: value,
  };
}

/** Readings on one grid with gaps, one or two channels, any order. */
export const regularRows = fc
  .record({
    startMs: quarter,
    minutes: fc.constantFrom(5, 15, 30, 60),
    importKwh: fc.array(fc.option(kwh, { freq: 6 }), { minLength: 1, maxLength: 120 }),
    exportKwh: fc.option(fc.array(fc.option(kwh, { freq: 6 }), { minLength: 1, maxLength: 120 })),
  })
  .map(({ startMs, minutes, importKwh, exportKwh }) => {
    const rows: WireRow[] = [];
    importKwh.forEach((value, i) => {
      if (value !== null) rows.push(wireRow(startMs + i * minutes * 60_000, minutes, value));
    });
    exportKwh?.forEach((value, i) => {
      if (value !== null) rows.push(wireRow(startMs + i * minutes * 60_000, minutes, value, 'export'));
    });
    return rows;
  })
  .filter((rows) => rows.length > 0);

/** Readings of mixed lengths that overlap, repeat and leave gaps. */
export const messyRows = fc
  .tuple(
    quarter,
    fc.array(
      fc.record({
        at: fc.integer({ min: 0, max: 600 }),
        minutes: fc.constantFrom(1, 5, 10, 15, 30, 45, 60, 1440),
        value: kwh,
        direction: fc.constantFrom('import', 'import', 'export'),
      }),
      { minLength: 1, maxLength: 60 },
    ),
  )
  .map(([startMs, list]) =>
    list.map(({ at, minutes, value, direction }) => wireRow(startMs + at * 5 * 60_000, minutes, value, direction)),
  );

/** A series with gaps and estimates, perhaps export, perhaps slots that await publication. */
export const series: fc.Arbitrary<Series> = fc
  .record({
    startMs: quarter,
    minutes: fc.constantFrom(5, 15, 30, 60),
    timeZone: zone,
    slots: fc.array(
      fc.record({ a: fc.option(kwh, { freq: 8 }), b: fc.option(kwh, { freq: 8 }), estimated: fc.boolean() }),
      { minLength: 1, maxLength: 400 },
    ),
    exports: fc.boolean(),
    awaiting: fc.integer({ min: 0, max: 5 }),
  })
  .map(({ startMs, minutes, timeZone, slots, exports, awaiting }) => {
    const tail = Array.from({ length: awaiting }, () => null);
    return createSeries({
      startMs,
      stepMs: minutes * 60_000,
      timeZone,
      importKwh: [...slots.map(({ a }) => a), ...tail],
      exportKwh: exports ? [...slots.map(({ b }) => b), ...tail] : undefined,
      quality: [...slots.map(({ estimated }) => (estimated ? 1 : 0)), ...tail.map(() => 3)],
    });
  })
  // A series without values has no energy to compare.
  .filter((made) => made.importKwh.some((value) => !Number.isNaN(value)));

export function body(rows: readonly unknown[], localTimezone = 'UTC'): Record<string, unknown> {
  return { meterId: 'mtr_1', meterNumber: 7, localTimezone, readings: rows };
}
