import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import {
  createCalendar,
  ESTIMATED,
  readIntervals,
  totalsByLocalDay,
  writeCsv,
  writeGreenButton,
} from '@arc-elements/intervals';
import fc from 'fast-check';
import { drawReadings } from './data/household.ts';
import { type ImportedMeter, importMeters } from './data/import.ts';
import { PROFILES, type ProfileName } from './data/profiles.ts';
import { normalize, type Reading } from './data/source.ts';
import { createHarness } from './testing/harness.ts';

const data = new URL('../../../../shared/data/', import.meta.url);
const options = { skip: existsSync(data) ? false : 'the real meter data is not here' };
const close = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));

async function active(scenario: string) {
  const harness = await createHarness();
  const { meterIds } = harness.sandbox.users.connect('u1', scenario);
  await harness.send('PATCH', `/plug/meters/${meterIds[0]}`, { isIntervalsProductActive: true });
  await harness.sandbox.clock.advance(5_000);
  const raw = (await harness.get(`/plug/intervals/meters/${meterIds[0]}`)).body;
  const normalized = (await harness.get(`/plug/normalizedIntervals/meters/${meterIds[0]}`)).body;
  return { harness, raw, normalized };
}

const sum = (values: readonly (number | null)[]) => values.reduce<number>((total, value) => total + (value ?? 0), 0);
const sumOf = (raw: { readings: { direction: string; kwh: number }[] }, direction: string) =>
  sum(raw.readings.filter((each) => each.direction === direction).map((each) => each.kwh));

function onlyMeter(file: string | Uint8Array): ImportedMeter {
  const [meter, ...others] = importMeters(file);
  assert.ok(meter);
  assert.equal(others.length, 0);
  return meter;
}

test('a year of a solar home has no gap, exports in daytime, and has the same sums in both forms', async () => {
  const { raw, normalized } = await active('solar-home');
  const [columns] = normalized.readings;
  assert.equal(columns.importKwh.length, 35_040);
  assert.equal(normalized.localTimezone, 'America/Los_Angeles');
  assert.equal(close(sum(columns.importKwh), sumOf(raw, 'import')), true);
  assert.equal(close(sum(columns.exportKwh), sumOf(raw, 'export')), true);
  assert.equal(close(sum(columns.netKwh), sum(columns.importKwh) - sum(columns.exportKwh)), true);
  assert.deepEqual(columns.netKwh, normalize(onlyMeter(JSON.stringify(raw))).netKwh);
  const { receipt, series } = readIntervals(normalized);
  assert.equal(receipt.coverage, 1);
  assert.equal(sum(columns.importKwh) > 3_000 && sum(columns.importKwh) < 12_000, true);
  assert.equal(sum(columns.exportKwh) > 2_000, true);
  const calendar = createCalendar(series.timeZone);
  for (let i = 0; i < series.length; i++) {
    const minute = calendar.minuteOfDay(series.startMs + i * 900_000);
    if (minute < 240 || minute >= 22 * 60) assert.equal(series.exportKwh[i], 0, 'no sun at night');
  }
});

test('habits of people follow local time, in summer as in winter', async () => {
  const { series } = readIntervals((await active('solar-home')).normalized);
  const calendar = createCalendar(series.timeZone);
  const first = { summer: 1440, winter: 1440 };
  for (let i = 0; i < series.length; i++) {
    if (!((series.importKwh[i] as number) > 1.7)) continue; // only the car draws that much
    const start = series.startMs + i * 900_000;
    const { month } = calendar.parts(start);
    const season = month >= 5 && month <= 9 ? 'summer' : month >= 12 || month <= 2 ? 'winter' : null;
    if (season !== null) first[season] = Math.min(first[season], calendar.minuteOfDay(start));
  }
  assert.deepEqual(first, { summer: 15, winter: 15 });
});

test('days with a clock change have 23 and 25 hours of readings', async () => {
  const { normalized } = await active('single-electric');
  const days = totalsByLocalDay(readIntervals(normalized).series);
  const slots = new Map(days.map((each) => [each.day, each.slots]));
  assert.deepEqual([slots.get('2025-11-02'), slots.get('2026-03-08'), slots.get('2025-07-01')], [100, 92, 96]);
  assert.deepEqual([days[0]?.day, days.at(-1)?.day, days.length], ['2025-03-20', '2026-03-19', 365]);
});

test('raw readings have the length of their source, normalized ones always 15 minutes', async () => {
  for (const [scenario, minutes, perYear] of [
    ['hourly', 60, 8760],
    ['five-minute', 5, 2 * 105_120],
    ['half-hour', 30, 17_520],
  ] as const) {
    const { raw, normalized } = await active(scenario);
    assert.deepEqual(normalized.sourceIntervalDurationMinutes, [minutes]);
    assert.equal(normalized.intervalDurationMinutes, 15);
    assert.equal(raw.readings.length, perYear);
    assert.equal(close(sum(normalized.readings[0].importKwh), sumOf(raw, 'import')), true);
  }
});

test('gaps are null and duplicates count once', async () => {
  const { raw, normalized } = await active('gaps');
  const { receipt } = readIntervals(raw);
  assert.equal(receipt.duplicates > 0 && receipt.gaps.length > 5, true);
  assert.equal(close(sum(normalized.readings[0].importKwh), receipt.importKwh ?? 0), true);
  const missing = normalized.readings[0].importKwh.filter((each: number | null) => each === null).length;
  assert.equal(missing * 15, receipt.missingMinutes);
});

test('estimated readings are marked, and are decoded as estimated', async () => {
  const { raw } = await active('half-hour');
  const words = raw.readings.filter((each: { readType?: string }) => each.readType === 'ESTIMATED').length;
  const { quality } = readIntervals(raw).series;
  assert.equal(words > 100, true);
  assert.equal(quality.filter((each) => each === ESTIMATED).length, words);
});

test('a meter without export has no exported raw reading, and zeros in the normalized form', async () => {
  const { raw, normalized } = await active('single-electric');
  assert.equal(
    raw.readings.every((each: { direction: string }) => each.direction === 'import'),
    true,
  );
  assert.equal(
    normalized.readings[0].exportKwh.every((each: number) => each === 0),
    true,
  );
});

test('gas and water meters have no intervals to ask for', async () => {
  const harness = await createHarness();
  const { meterIds } = harness.sandbox.users.connect('u1', 'electric-and-gas');
  const { meters } = (await harness.get('/plug/meters')).body;
  const gas = meters.find((each: { serviceType: string }) => each.serviceType === 'gas');
  assert.deepEqual(
    [meterIds.length, gas.status, gas.statusDetail],
    [2, 'INTERVALS_NOT_SUPPORTED', 'INTERVALS_NOT_PUBLISHED'],
  );
  assert.equal((await harness.send('PATCH', `/plug/meters/${gas.id}`, { isIntervalsProductActive: true })).status, 400);
});

test('readings of a part of a year equal those of the whole year', () => {
  const calendar = createCalendar('America/New_York');
  const from = calendar.startOfDay(Date.parse('2025-06-01T12:00:00Z'));
  const names = Object.keys(PROFILES) as ProfileName[];
  fc.assert(
    fc.property(
      fc.constantFrom(...names),
      fc.integer({ min: 0, max: 300 }),
      fc.integer({ min: 1, max: 9 }),
      fc.string(),
      (name, skip, days, seed) => {
        const household = {
          seed,
          meterId: `mtr_${skip}`,
          timeZone: 'America/New_York',
          latitude: 40,
          profile: PROFILES[name],
        };
        const start = calendar.addDays(from, skip);
        const end = calendar.addDays(start, days);
        const longer = drawReadings(household, start, calendar.addDays(end, 2));
        const shorter = drawReadings(household, start, end);
        assert.deepEqual(longer.importKwh.slice(0, shorter.importKwh.length), shorter.importKwh);
        assert.equal(shorter.importKwh.length, (end - start) / 60_000 / PROFILES[name].sourceMinutes);
        assert.equal(
          shorter.importKwh.every((each) => each >= 0 && Number.isFinite(each)),
          true,
        );
      },
    ),
    { numRuns: 25 },
  );
});

test('normalizing keeps the energy', () => {
  const HOUR = 3_600_000;
  const reading = fc
    .record({
      slot: fc.integer({ min: 0, max: 200 }),
      minutes: fc.constantFrom(1, 5, 15, 30, 60),
      kwh: fc.integer({ min: 0, max: 5_000 }),
      out: fc.boolean(),
    })
    .map(({ slot, minutes, kwh, out }): Reading => {
      const startMs = slot * HOUR;
      return { startMs, endMs: startMs + minutes * 60_000, kwh: kwh / 1000, direction: out ? 'export' : 'import' };
    });
  fc.assert(
    fc.property(
      fc.uniqueArray(reading, { selector: (each) => `${each.startMs} ${each.direction}`, minLength: 1 }),
      (readings) => {
        const exportMeasured = readings.some((each) => each.direction === 'export');
        const normalized = normalize({
          timeZone: 'UTC',
          readings: [...readings, ...readings],
          exportMeasured,
          readType: 'ACTUAL',
        });
        const whole = readings.filter((each) => each.endMs - each.startMs >= 900_000);
        for (const direction of ['import', 'export'] as const) {
          const wanted = sum(whole.filter((each) => each.direction === direction).map((each) => each.kwh));
          assert.equal(close(sum(normalized[`${direction}Kwh`]), wanted), true);
        }
      },
    ),
  );
});

test('a CSV and a Green Button file are served as the readings that were written into them', async () => {
  const { raw } = await active('five-minute');
  const { series } = readIntervals(raw);
  for (const text of [writeCsv(series), writeGreenButton(series)]) {
    const meter = onlyMeter(text);
    assert.equal(meter.readings.length, raw.readings.length);
    const harness = await createHarness({ imports: [{ meter }] });
    const [{ id, status, meterNumber }] = (await harness.get('/plug/meters')).body.meters;
    assert.deepEqual([status, meterNumber === ''], ['INTERVALS_SUCCESS', false]);
    const served = (await harness.get(`/plug/intervals/meters/${id}`)).body;
    assert.equal(close(sumOf(served, 'import'), sumOf(raw, 'import')), true);
    assert.equal(close(sumOf(served, 'export'), sumOf(raw, 'export')), true);
    assert.equal(served.earliestIntervalAt, raw.earliestIntervalAt);
  }
});

test('real files are served with the totals that were counted in their sources', options, () => {
  for (const name of readdirSync(data).filter((each) => each.includes('.raw.json'))) {
    const bytes = readFileSync(new URL(name, data));
    const expected = JSON.parse(
      readFileSync(new URL(name.replace(/\.raw\.json(\.gz)?$/, '.expect.json'), data), 'utf8'),
    );
    const slots = normalize(onlyMeter(bytes));
    assert.equal(slots.importKwh.length, expected.normalized.slots, name);
    assert.equal(close(sum(slots.importKwh), Number(expected.normalized.sumImportKwh)), true, name);
    assert.equal(close(sum(slots.netKwh), Number(expected.normalized.sumNetKwh)), true, name);
    assert.equal(slots.importKwh.filter((each) => each === null).length, expected.normalized.nullImport, name);
  }
});
